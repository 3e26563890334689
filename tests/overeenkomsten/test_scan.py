"""What may be kept as a scan: pages, and nothing that does something."""

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from gebruikers.uploads import SCAN, Uploadveld
from overeenkomsten import scan
from overeenkomsten.scan import DOET_IETS, GEEN_SCAN, OP_SLOT, TE_GROOT, TE_LANG, lees_scan


def pdf(doe=None, bladen: int = 1, **bewaar) -> ContentFile:
    uit = io.BytesIO()
    with pikepdf.new() as nieuw:
        for _ in range(bladen):
            nieuw.add_blank_page()
        if doe:
            doe(nieuw)
        nieuw.save(uit, **bewaar)
    return ContentFile(uit.getvalue(), "x.pdf")


def _script(nieuw) -> None:
    nieuw.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _bij_het_blad(nieuw) -> None:
    nieuw.pages[0].AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("x.exe")))


def _bijlage(nieuw) -> None:
    nieuw.attachments["x.docm"] = b"macro"


def _formulier(nieuw) -> None:
    nieuw.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([]))


@pytest.mark.parametrize("doe", [_script, _bij_het_blad, _bijlage, _formulier])
def test_een_pdf_die_iets_doet_gaat_niet_door(doe):
    with pytest.raises(ValidationError) as fout:
        lees_scan(pdf(doe))
    assert fout.value.messages == [DOET_IETS]


@pytest.mark.parametrize(
    ("bestand", "zin"),
    [
        (lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="b")), OP_SLOT),
        (lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="")), OP_SLOT),
        (lambda: pdf(bladen=61), TE_LANG),
        (lambda: ContentFile(b"%PDF-1.7 en dan niets"), GEEN_SCAN),
        (lambda: ContentFile(b"\x89PNG en dan niets"), GEEN_SCAN),
    ],
)
def test_wat_niet_te_gebruiken_is_krijgt_een_zin(bestand, zin):
    with pytest.raises(ValidationError) as fout:
        lees_scan(bestand())
    assert fout.value.messages == [zin]


def test_een_gewone_pdf_blijft_zoals_ze_is():
    gewoon = pdf(bladen=2)
    gelezen = lees_scan(gewoon)
    assert (gelezen.soort, gelezen.bestand.read()) == ("application/pdf", gewoon.read())


def test_een_foto_verliest_waar_ze_genomen_is():
    exif, uit = Image.Exif(), io.BytesIO()
    exif[0x010F] = "Telefoon van Els"
    Image.new("RGB", (8, 8)).save(uit, "JPEG", exif=exif)
    gelezen = lees_scan(ContentFile(uit.getvalue()))
    assert gelezen.soort == "image/jpeg"
    inhoud = gelezen.bestand.read()
    assert b"Telefoon" in uit.getvalue()
    assert b"Telefoon" not in inhoud


def test_een_foto_die_uitpakt_tot_veel_te_veel_wordt_niet_uitgepakt(monkeypatch):
    monkeypatch.setattr(scan, "BEELDPUNTEN", 10)
    uit = io.BytesIO()
    Image.new("1", (9, 9)).save(uit, "PNG")
    with pytest.raises(ValidationError) as fout:
        lees_scan(ContentFile(uit.getvalue()))
    assert fout.value.messages == [TE_GROOT]


@pytest.mark.parametrize("inhoud", [b"PK\x03\x04docx", b"GIF89a", b"tekst"])
def test_een_andere_soort_wordt_niet_aangenomen(inhoud):
    with pytest.raises(ValidationError, match="Kies een pdf, of een foto"):
        Uploadveld(soort=SCAN, te_groot=TE_GROOT).clean(SimpleUploadedFile("x.pdf", inhoud))
