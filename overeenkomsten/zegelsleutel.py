"""The key of the documentzegel, as the settings give it, and what is wrong with it.

A P-256 key and its certificate, as PEM texts (docs/beheer/documentzegel.md).
"""

from contextlib import suppress
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from trajecten.documenten import NietNu

WIE = "Vraag wie Trajecten voor je school draait om"
ONTBREEKT = (
    "De sleutel waarmee Trajecten documenten verzegelt, ontbreekt. "
    f"{WIE} DOCUMENTZEGEL_SLEUTEL en DOCUMENTZEGEL_CERTIFICAAT in te stellen."
)
ONLEESBAAR = (
    "De sleutel waarmee Trajecten documenten verzegelt, of zijn certificaat, is niet te lezen. "
    f"{WIE} die na te kijken."
)
ANDERE_SOORT = (
    "De sleutel waarmee Trajecten documenten verzegelt, is van een andere soort dan P-256. "
    f"{WIE} een andere in te stellen."
)
HOORT_NIET = (
    "De sleutel waarmee Trajecten documenten verzegelt, hoort niet bij het certificaat. "
    f"{WIE} die na te kijken."
)
VERLOPEN = (
    "Het certificaat waarmee Trajecten documenten verzegelt, geldt niet vandaag: het loopt van "
    f"{{van}} tot {{tot}}. {WIE} een nieuw in te stellen."
)


@dataclass(frozen=True)
class Zegelsleutel:
    """What seals, whose it is, and who vouches for that (empty when it vouches for itself)."""

    prive: ec.EllipticCurvePrivateKey
    certificaat: x509.Certificate
    keten: tuple[x509.Certificate, ...]


def lees_sleutel() -> Zegelsleutel:
    """The key to seal with today. Raises NietNu with a sentence when there is none."""
    if not (settings.DOCUMENTZEGEL_SLEUTEL and settings.DOCUMENTZEGEL_CERTIFICAAT):
        raise NietNu(ONTBREEKT)
    try:
        prive = load_pem_private_key(settings.DOCUMENTZEGEL_SLEUTEL.encode(), password=None)
        certificaat, *keten = lees_certificaten(settings.DOCUMENTZEGEL_CERTIFICAAT)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NietNu(ONLEESBAAR) from None
    if not isinstance(prive, ec.EllipticCurvePrivateKey) or prive.curve.name != "secp256r1":
        raise NietNu(ANDERE_SOORT)
    if prive.public_key() != certificaat.public_key():
        raise NietNu(HOORT_NIET)
    van, tot = certificaat.not_valid_before_utc, certificaat.not_valid_after_utc
    if not van <= timezone.now() <= tot:
        raise NietNu(VERLOPEN.format(van=_dag(van), tot=_dag(tot)))
    return Zegelsleutel(prive, certificaat, tuple(keten))


def bekende_certificaten() -> list[x509.Certificate]:
    """Whose seals count here: the certificate of today, and those of earlier keys. Not who vouches
    for it: a seal of theirs is not one of ours. What is not to be read is told by the check."""
    bekend = []
    for tekst, hoeveel in (
        (settings.DOCUMENTZEGEL_CERTIFICAAT, 1),
        (settings.DOCUMENTZEGEL_OUDE_CERTIFICATEN, None),
    ):
        with suppress(ValueError):
            bekend += lees_certificaten(tekst)[:hoeveel]
    return bekend


def lees_certificaten(tekst: str) -> list[x509.Certificate]:
    """None of an empty text. Raises ValueError when it is something else."""
    return x509.load_pem_x509_certificates(tekst.encode()) if tekst else []


def _dag(moment) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
