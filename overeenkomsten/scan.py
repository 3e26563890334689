"""A scan of what was signed on paper: a quiet PDF or a photo, and nothing that does something."""

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

HOOGSTENS = 10 * 1024 * 1024
TE_GROOT = (
    "Deze scan is groter dan 10 MB. Scan in grijstinten of met minder punten per duim, en laad hem "
    "opnieuw op."
)
BLADZIJDEN, DINGEN = 60, 50_000
BEELDPUNTEN = 60_000_000
KWALITEIT = 88
GEEN_SCAN = "Dit bestand is niet te lezen als pdf of als foto. Scan het blad opnieuw."
OP_SLOT = "Op deze pdf staat een wachtwoord of een beveiliging. Bewaar hem zonder, of scan opnieuw."
TE_LANG = f"Deze pdf telt meer dan {BLADZIJDEN} bladzijden. Scan alleen de getekende overeenkomst."
DOET_IETS = (
    "In deze pdf zit meer dan bladzijden: een script, een formulier dat rekent of een bestand "
    "in het bestand. Dat nemen we niet aan. Druk hem af als nieuwe pdf, of scan het blad opnieuw."
)
# Keys and names in a PDF that run something, open something or hide a file.
GEVAAR = {
    "/JS",
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/EF",
    "/EmbeddedFiles",
    "/EmbeddedFile",
    "/FileAttachment",
    "/RichMedia",
    "/XFA",
}


@dataclass(frozen=True)
class Scan:
    """What is kept, which of a photo is not the file itself: where it was taken stays out."""

    bestand: ContentFile
    soort: str


@dataclass(frozen=True)
class Keuring:
    """How much a PDF may hold, and what is said of one that is not taken."""

    onleesbaar: str
    op_slot: str
    te_lang: str
    doet_iets: str
    bladzijden: int = BLADZIJDEN
    dingen: int = DINGEN


VAN_SCAN = Keuring(GEEN_SCAN, OP_SLOT, TE_LANG, DOET_IETS)


def lees_scan(bestand: File) -> Scan:
    """The scan in an uploaded file of anybody. Raises ValidationError, saying what to do."""
    inhoud = bestand.read()
    bestand.seek(0)
    if b"%PDF-" in inhoud[:1024]:
        keur_pdf(inhoud, VAN_SCAN)
        return Scan(ContentFile(inhoud, "scan.pdf"), "application/pdf")
    return Scan(ContentFile(_foto(inhoud), "scan.jpg"), "image/jpeg")


def keur_pdf(inhoud: bytes, keuring: Keuring) -> None:
    """Raises ValidationError with all that is wrong with a PDF of anybody."""
    fouten = []
    try:
        with pikepdf.open(io.BytesIO(inhoud)) as pdf:
            if pdf.is_encrypted:
                raise ValidationError(keuring.op_slot)
            if len(pdf.pages) > keuring.bladzijden or len(pdf.objects) > keuring.dingen:
                fouten.append(keuring.te_lang)
            dingen = itertools.islice(pdf.objects, keuring.dingen)
            if any(woord in GEVAAR for ding in dingen for woord in _woorden(ding)):
                fouten.append(keuring.doet_iets)
    except pikepdf.PasswordError:
        raise ValidationError(keuring.op_slot) from None
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError):
        raise ValidationError(keuring.onleesbaar) from None
    if fouten:
        raise ValidationError(fouten)


def _woorden(ding: pikepdf.Object) -> Iterator[str]:
    """The names in one object: what it is, and what it is told to do."""
    if isinstance(ding, pikepdf.Name):
        yield str(ding)
    elif isinstance(ding, pikepdf.Array):
        for deel in ding:
            yield from _woorden_binnenin(deel)
    elif isinstance(ding, (pikepdf.Dictionary, pikepdf.Stream)):
        for sleutel, deel in ding.items():
            yield sleutel
            yield from _woorden_binnenin(deel)


def _woorden_binnenin(deel: object) -> Iterator[str]:
    if isinstance(deel, pikepdf.Object) and not deel.is_indirect:
        yield from _woorden(deel)


def lees_beeld(inhoud: bytes, *, punten: int, te_veel: str, onleesbaar: str) -> Image.Image:
    """The picture in a file of anybody, upright and unpacked. Raises ValidationError with one of
    these sentences."""
    try:
        with Image.open(io.BytesIO(inhoud), formats=["JPEG", "PNG"]) as beeld:
            if beeld.width * beeld.height > punten:
                raise ValidationError(te_veel)
            beeld.load()
            return ImageOps.exif_transpose(beeld)
    except Image.DecompressionBombError:
        raise ValidationError(te_veel) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(onleesbaar) from None


def _foto(inhoud: bytes) -> bytes:
    """The picture alone, as a JPEG."""
    foto = lees_beeld(inhoud, punten=BEELDPUNTEN, te_veel=TE_GROOT, onleesbaar=GEEN_SCAN)
    uit = io.BytesIO()
    foto.convert("RGB").save(uit, "JPEG", quality=KWALITEIT)
    return uit.getvalue()
