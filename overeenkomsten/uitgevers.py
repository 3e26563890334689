"""Who may vouch for the certificate of somebody who signs elsewhere, as the settings give it.

PEM certificates of issuers (docs/beheer/getekende-pdf.md). None: nobody's chain is looked at.
"""

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko.sign.ades.qualified_asn1 import get_qc_statements

from gebruikers.overgang import Weigering
from overeenkomsten.zegelsleutel import lees_certificaten

ONLEESBAAR = (
    "De lijst van vertrouwde uitgevers is niet te lezen, dus Trajecten neemt nu geen getekende pdf "
    "aan. Vraag wie Trajecten voor je school draait om VERTROUWDE_UITGEVERS na te kijken."
)
# A signature is qualified by a certificate that says so, with its key in a device that is (eIDAS).
GEKWALIFICEERD = {"qc_compliance", "qc_sscd"}
HANDTEKENING = "qct_esign"  # of a person; a seal is of an organisation. Unsaid, it is this


def vertrouwde_uitgevers() -> list[x509.Certificate]:
    """None when nothing is configured. Raises Weigering when it cannot be read."""
    try:
        lijst = lees_certificaten(settings.VERTROUWDE_UITGEVERS)
    except ValueError:
        raise Weigering(ONLEESBAAR) from None
    return [x509.Certificate.load(c.public_bytes(Encoding.DER)) for c in lijst]


def heet_gekwalificeerd(certificaat: x509.Certificate) -> bool:
    """What it says of itself: only as good as who vouches for it."""
    regels = get_qc_statements(certificaat)
    zegt = {regel["statement_id"].native: regel["statement_info"].native for regel in regels}
    waarvoor = zegt.get("qc_type", [HANDTEKENING])
    return zegt.keys() >= GEKWALIFICEERD and HANDTEKENING in waarvoor
