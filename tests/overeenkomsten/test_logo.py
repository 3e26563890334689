"""The logo of a letterhead: what comes in, what stays, and where it is printed."""

import base64
import io
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from overeenkomsten import acties_sjabloon as acties
from overeenkomsten.documenten import inhoud_van
from overeenkomsten.logo import BEGIN, BREED, HOOG, TE_VEEL_PUNTEN, lees_logo
from overeenkomsten.models import Sjabloon, Sjabloonconcept
from overeenkomsten.sjablonen import blad_van, blad_van_de_dag, ingebouwd, verschillen
from overeenkomsten.statussen import Soort
from overeenkomsten.voorbeeld import voorbeeldinhoud
from tests import factories as f
from tests.overeenkomsten.zaken import klaar
from trajecten.documenten import maak_pdf


def _bestand(breed: int = 1200, hoog: int = 300, soort: str = "PNG", **hoe) -> bytes:
    uit = io.BytesIO()
    wijze = hoe.pop("wijze", "RGBA" if soort == "PNG" else "RGB")
    Image.new(wijze, (breed, hoog), hoe.pop("kleur", "#0e5a62")).save(uit, soort, **hoe)
    return uit.getvalue()


def _beeld(logo: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(logo.removeprefix(BEGIN))))


def test_een_groot_logo_wordt_klein_en_blijft_even_breed_als_hoog():
    assert _beeld(lees_logo(_bestand(3000, 3000))).size == (HOOG, HOOG)
    assert _beeld(lees_logo(_bestand(3000, 300))).size == (BREED, BREED // 10)
    assert _beeld(lees_logo(_bestand(64, 20))).size == (64, 20), "een klein wordt niet opgeblazen"


def test_wat_doorschijnt_wordt_wit():
    logo = _beeld(lees_logo(_bestand(kleur=(0, 0, 0, 0)))).convert("RGB")
    assert logo.getpixel((5, 5)) == (255, 255, 255)


def test_wat_het_bestand_verder_zegt_blijft_eruit():
    exif = Image.Exif()
    exif[0x010E] = "genomen bij Lotte thuis"
    exif[0x0112] = 6  # turned by a quarter
    foto = _bestand(600, 200, "JPEG", exif=exif)
    assert b"Lotte" in foto
    logo = lees_logo(foto)
    assert b"Lotte" not in base64.b64decode(logo.removeprefix(BEGIN))
    assert _beeld(logo).size == (67, HOOG), "rechtop"


@pytest.mark.parametrize("inhoud", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_wat_geen_afbeelding_is_krijgt_een_zin(inhoud):
    with pytest.raises(ValidationError, match="niet te lezen als afbeelding"):
        lees_logo(inhoud)


def test_te_veel_punten_worden_niet_uitgepakt():
    for zijden in ((8000, 4000), (20_000, 20_000)):
        with pytest.raises(ValidationError, match=TE_VEEL_PUNTEN):
            lees_logo(_bestand(*zijden, wijze="1", kleur=1))


@pytest.mark.django_db
@pytest.mark.parametrize("logo", ["https://elders.example/x.png", f'{BEGIN}AA" onload="', "x"])
def test_de_databank_houdt_alleen_wat_wij_maakten(mensen, logo):
    concept = acties.begin_concept(Soort.OAO, door=mensen.coen)
    with pytest.raises(IntegrityError, match="sjabloonconcept_logo"), transaction.atomic():
        Sjabloonconcept.objects.filter(pk=concept.pk).update(logo=logo)
    with pytest.raises(IntegrityError, match="sjabloon_logo"), transaction.atomic():
        Sjabloon.objects.create(
            school=mensen.school, soort="oao", versie=1, vaste_versie="1", artikels=[],
            van=f.dagen(0), door=mensen.coen, logo=logo,
        )  # fmt: skip


@pytest.mark.django_db
def test_van_concept_tot_document(mensen):
    """What is printed holds the logo itself: a later one changes nothing of what was sent."""
    logo = lees_logo(_bestand())
    concept = acties.begin_concept(Soort.OAO, door=mensen.coen)
    concept.logo = logo
    acties.bewaar_concept(concept, door=mensen.coen)
    anders = verschillen(ingebouwd("oao"), blad_van(concept))
    assert [(v.wat, v.titel, v.was, v.wordt) for v in anders] == [("nieuw", "Logo", "", "")]
    acties.neem_in_gebruik(concept, van=f.dagen(0), door=mensen.coen)
    assert inhoud_van(klaar(mensen))["logo"] == logo
    assert acties.begin_concept(Soort.OAO, door=mensen.coen).logo == logo, "de volgende houdt het"

    inhoud = voorbeeldinhoud(blad_van_de_dag(mensen.school.pk, "oao"), mensen.school)
    pdf = maak_pdf("documenten/tekenversie.html", inhoud)
    with pikepdf.open(io.BytesIO(pdf)) as open_pdf:
        beelden = open_pdf.pages[0].get_images().values()
        assert [int(beeld.Width) for beeld in beelden] == [BREED]
        dingen = [ding for ding in open_pdf.objects if isinstance(ding, pikepdf.Dictionary)]
        zegt = [str(ding["/Alt"]) for ding in dingen if "/Alt" in ding]
    assert f"Logo van {mensen.school.naam}" in zegt, "wie niet ziet, hoort wat er staat"


@pytest.fixture
def blad(mensen, client_van, adres):
    """Coen's page of a new concept: blad.stuur(veld=…) presses save."""
    coen = client_van("coen")
    url = coen.post(adres("overeenkomsten:begin_sjabloon"), {"soort": "sao"}).url

    def stuur(**velden):
        data = {"doe": "bewaar", "stand": coen.get(url).context["stand"], "briefkop": "Campus"}
        data |= {"voettekst": "", "nieuw-titel": "", "nieuw-tekst": ""}
        return coen.post(url, data | velden, follow=True)

    return SimpleNamespace(client=coen, url=url, stuur=stuur)


@pytest.mark.django_db
def test_kiezen_zien_vervangen_en_weghalen(blad):
    assert "Het logo weghalen" not in blad.client.get(blad.url).text, "er is er nog geen"
    na = blad.stuur(nieuw_logo=SimpleUploadedFile("logo.png", _bestand()))
    eerste = Sjabloonconcept.objects.get().logo
    assert eerste.startswith(BEGIN)
    assert f'src="{eerste}"' in na.text
    blad.stuur()
    assert Sjabloonconcept.objects.get().logo == eerste, "wie niets kiest, houdt het"
    blad.stuur(nieuw_logo=SimpleUploadedFile("logo.jpg", _bestand(90, 90, "JPEG")))
    assert Sjabloonconcept.objects.get().logo not in ("", eerste)
    twee = blad.stuur(nieuw_logo=SimpleUploadedFile("l.png", _bestand()), zonder_logo="on")
    assert "Kies: een ander logo, of geen logo." in twee.text
    na = blad.stuur(zonder_logo="on")
    assert Sjabloonconcept.objects.get().logo == ""
    assert BEGIN not in na.text


@pytest.mark.django_db
def test_een_fout_elders_bewaart_het_logo_niet_en_zegt_het(blad):
    """The page shows what is kept, not what was about to be."""
    blad.stuur(nieuw_logo=SimpleUploadedFile("logo.png", _bestand()))
    eerste = Sjabloonconcept.objects.get().logo
    ander = SimpleUploadedFile("ander.png", _bestand(90, 90))
    fout = blad.stuur(nieuw_logo=ander, briefkop="een\ntwee\ndrie\nvier")
    assert fout.status_code == 422
    assert f'src="{eerste}"' in fout.text
    assert "Kies het bestand opnieuw" in fout.text
    assert Sjabloonconcept.objects.get().logo == eerste


@pytest.mark.django_db
def test_een_verkeerd_bestand_laat_staan_wat_getypt_werd(blad):
    fout = blad.stuur(nieuw_logo=SimpleUploadedFile("logo.svg", b"<svg onload='x()'/>"))
    assert fout.status_code == 422
    assert "Kies een afbeelding (png of jpg)." in fout.text
    assert "Campus" in fout.text
    assert Sjabloonconcept.objects.get().logo == ""
