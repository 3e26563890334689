"""The documentzegel: a signature of this installation over a whole bewijsdocument (PAdES).

Checking reads bytes only, never the PDF: a stranger's file is hashed, not unpacked.
"""

import asyncio
import datetime
import enum
import io
import logging
import re
from dataclasses import dataclass

from asn1crypto import cms, keys, x509
from asn1crypto.core import VOID
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import Certificate
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from overeenkomsten.zegelsleutel import Zegelsleutel, bekende_certificaten
from trajecten.documenten import NietNu

logger = logging.getLogger(__name__)

VELD = "Documentzegel"
REDEN = "Bewijsdocument: na dit zegel is er niets aan gewijzigd"
# Hexadecimal digits kept free for the signature, with some certificates and a timestamp. Saves the
# dummy one that would measure it, and is as much as we read of a stranger's.
RUIMTE = 32_768
WACHTTIJD = 10  # seconds, on the timestamp server
GEEN_TIJDSTEMPEL = (
    "De tijdstempelserver geeft geen tijdstempel. Duurt het langer dan een uur, vraag dan wie "
    "Trajecten voor je school draait om TIJDSTEMPEL_URL na te kijken."
)
BEREIK = re.compile(rb"/ByteRange ?\[0 (\d{1,9}) (\d{1,9}) \d{1,9}\]")


class Staat(enum.Enum):
    GEEN = "Er zit geen documentzegel in dit bestand."
    VREEMD = "Het documentzegel is gezet met een certificaat dat hier niet bekend is."
    STUK = "Het documentzegel is gebroken: na het verzegelen is er iets aan het bestand gewijzigd."
    HEEL = "Het documentzegel is heel: na het verzegelen is er niets aan het bestand gewijzigd."


@dataclass(frozen=True)
class Zegel:
    """What the bytes of a file tell of its documentzegel. Of a broken one nothing else is said."""

    staat: Staat
    houder: str = ""
    certificaat: str = ""  # its SHA-256
    tijdstempel: datetime.datetime | None = None


class Zegelaar(signers.PdfSigner):
    """Stays PDF 1.7, as PDF/A-3 is: for our curve it would claim an extension of PDF 2.0."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        pdf_out.register_extension(ESIC_EXTENSION_1)


def verzegel(pdf: bytes, sleutel: Zegelsleutel) -> bytes:
    """This PDF with the seal on it: B-T with a timestamp server, else B-B. Nothing may be added
    after it. Raises NietNu when the timestamp server gives none."""
    zegelaar = Zegelaar(
        signers.PdfSignatureMetadata(
            field_name=VELD,
            md_algorithm="sha256",
            reason=REDEN,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
        ),
        signer=_ondertekenaar(sleutel),
        timestamper=_tijdstempelaar(),
        new_field_spec=SigFieldSpec(VELD, on_page=-1),
    )
    try:
        uit = zegelaar.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=RUIMTE)
    except TimestampRequestError as fout:
        raise NietNu(GEEN_TIJDSTEMPEL) from fout
    return uit.getvalue()


def _tijdstempelaar() -> TimeStamper | None:
    adres = settings.TIJDSTEMPEL_URL
    return RequestsHTTPTimeStamper(adres, timeout=WACHTTIJD) if adres else None


def _ondertekenaar(sleutel: Zegelsleutel) -> signers.SimpleSigner:
    prive = sleutel.prive.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=_anders(sleutel.certificaat),
        signing_key=keys.PrivateKeyInfo.load(prive),
        cert_registry=SimpleCertificateStore.from_certs(map(_anders, sleutel.keten)),
    )


def _anders(certificaat: Certificate) -> x509.Certificate:
    """The same certificate, as pyHanko takes it."""
    return x509.Certificate.load(certificaat.public_bytes(Encoding.DER))


def lees_zegel(pdf: bytes) -> Zegel:
    """What becomes of the seal of a file of anybody."""
    plek = pdf.rfind(b"/ByteRange")
    if plek < 0:
        return Zegel(Staat.GEEN)
    try:
        return _lees_zegel(pdf, plek)
    except Exception as fout:  # whatever a stranger's bytes make of it: it is not our seal
        logger.info("een documentzegel was niet te lezen: %s", fout)
        return Zegel(Staat.STUK)


def _zoals_wij_schrijven(getekend: cms.SignedData) -> bytes:
    """The signature as it stands in a file of ours: versions and lists of algorithms, which nothing
    signs, are always the same, in capitals, and then zeros."""
    (wie,) = getekend["signer_infos"]
    gedaan = ("sid", "signature_algorithm", "signed_attrs", "signature", "unsigned_attrs")
    sha256 = {"algorithm": "sha256"}
    wie = {naam: wie[naam] for naam in gedaan if wie[naam] is not VOID}
    zegel = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [sha256],
            "encap_content_info": {"content_type": "data"},
            "certificates": getekend["certificates"],
            "signer_infos": [{"version": "v1", "digest_algorithm": sha256, **wie}],
        }
    )
    geheel = cms.ContentInfo({"content_type": "signed_data", "content": zegel})
    return b"<%s>" % geheel.dump().hex().upper().encode().ljust(RUIMTE, b"0")


def _lees_zegel(pdf: bytes, plek: int) -> Zegel:
    """Everything but the signature itself is signed; of that there is one spelling only."""
    tot, na = map(int, BEREIK.match(pdf, plek).groups())
    if na - tot != RUIMTE + 2:
        return Zegel(Staat.STUK)
    getekend = cms.ContentInfo.load(bytes.fromhex(pdf[tot + 1 : na - 1].decode("ascii")))["content"]
    if pdf[tot:na] != _zoals_wij_schrijven(getekend):
        return Zegel(Staat.STUK)
    certificaat = extract_certificate_info(getekend).signer_cert
    wie = {
        "houder": certificaat.subject.human_friendly,
        "certificaat": certificaat.sha256.hex(),
    }
    bekend = {c.fingerprint(hashes.SHA256()).hex() for c in bekende_certificaten()}
    if wie["certificaat"] not in bekend:
        return Zegel(Staat.VREEMD, **wie)  # with whose key we compute nothing
    niemand = ValidationContext(trust_roots=[])  # whom we trust was decided above
    nakijken = async_validate_detached_cms(pdf[:tot] + pdf[na:], getekend, niemand)
    uitkomst = asyncio.run(nakijken)
    tijdstempel = uitkomst.timestamp_validity
    for deel in filter(None, (uitkomst, tijdstempel)):
        if not (deel.intact and deel.valid):
            return Zegel(Staat.STUK)
    return Zegel(Staat.HEEL, **wie, tijdstempel=tijdstempel and tijdstempel.timestamp)
