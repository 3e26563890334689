"""The public page that checks a document: what it says, keeps to itself and refuses."""

import io
from itertools import count

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gebruikers.uploads import HOOGSTENS
from overeenkomsten import acties
from tests.overeenkomsten.zaken import andere_zaak, getekend, verstuurd
from trajecten.documenten import datum
from trajecten.models import Document

pytestmark = pytest.mark.django_db
ADRESSEN = count(1)
GEEN = "Bij deze code hoort geen document dat elke partij tekende en dat nog geldt."
PRECIES = "Dit bestand is precies wat getekend werd."
NIET = "Dit is niet het bestand dat getekend werd."


@pytest.fixture
def bezoeker(settings, worker_id) -> Client:
    """Somebody without an account, from an address that nobody used this minute."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    ip = f"10.{len(worker_id)}.{ord(worker_id[-1])}.{next(ADRESSEN)}"
    return Client(REMOTE_ADDR=ip, enforce_csrf_checks=True)


@pytest.fixture
def rij(mensen):
    return getekend(mensen)


def inhoud(document: Document) -> bytes:
    with document.bestand.open("rb") as bestand:
        return bestand.read()


def pad(rij, lengte: int = 32) -> str:
    return f"/controle/{rij.tekenversie.sha256[:lengte]}/"


def controleer(client: Client, bytes_: bytes | None, pad: str = "/controle/") -> str:
    bestand = None if bytes_ is None else SimpleUploadedFile("x.pdf", bytes_, "application/pdf")
    antwoord = client.post(pad, {"bestand": bestand} if bestand else {})
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def opnieuw_bewaard(bytes_: bytes) -> bytes:
    """The same with one page less: somebody's editor was in it."""
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes_)) as pdf:
        del pdf.pages[0]
        pdf.save(uit)
    return uit.getvalue()


@pytest.mark.parametrize("lengte", [32, 64])
def test_een_getekend_document_is_geldig(rij, bezoeker, lengte):
    antwoord = bezoeker.get(pad(rij, lengte))
    assert '<span class="pil goed">Geldig</span>' in antwoord.text
    assert GEEN not in antwoord.text
    assert "noindex" in antwoord["X-Robots-Tag"]
    assert "no-store" in antwoord["Cache-Control"]


def feiten(rij) -> list[str]:
    """What the document says, and the page does not: which, of whom, when, how many."""
    dag = timezone.localdate(rij.getekend_op)
    stukken = [rij.nummer, rij.school.naam, datum(dag), str(dag.year), dag.isoformat()]
    stukken += [rij.tekenversie.sha256, "4 handtekeningen", "<dd>", "OAO"]
    stukken += [o.naam for o in rij.ondertekenaars.all()]
    stukken += ["Lotte", "Maes", "Wie Tekent", "Cools", str(rij.mentor), rij.vestiging.naam]
    return [*stukken, rij.vestiging.onderneming.naam, "Bea", "@"]


def test_geldig_of_niet_en_verder_niets(rij, mensen, bezoeker):
    """Of the code, and of each file that somebody may hold in hand."""
    bewijs, tekenversie = inhoud(rij.bewijs), inhoud(rij.tekenversie)
    ander = getekend(mensen, traject=andere_zaak(mensen))
    bladen = {"de code": bezoeker.get(pad(rij)).text}
    for naam, bytes_ in {
        "het bewijs": bewijs,
        "de tekenversie": tekenversie,
        "gewijzigd": bewijs[:200] + bytes([bewijs[200] ^ 1]) + bewijs[201:],
        "opnieuw bewaard": opnieuw_bewaard(bewijs),
        "van een ander": inhoud(ander.bewijs),
    }.items():
        bladen[naam] = controleer(bezoeker, bytes_, pad(rij))
        bladen[f"{naam}, zonder code"] = controleer(bezoeker, bytes_)
    acties.trek_in(rij, reden="De zaak sluit", door=mensen.bea)
    bladen["de code, ingetrokken"] = bezoeker.get(pad(rij)).text
    bladen["ingetrokken"] = controleer(bezoeker, bewijs)
    for naam, blad in bladen.items():
        romp = blad.partition("<main")[2].partition("</main>")[0]
        assert romp, naam
        gezegd = [stuk for stuk in (*feiten(rij), *feiten(ander)) if stuk in romp]
        assert gezegd == [], naam
    assert {naam for naam, blad in bladen.items() if "Niet geldig" not in blad} == {
        "de code", "het bewijs", "het bewijs, zonder code", "de tekenversie",
        "de tekenversie, zonder code", "van een ander, zonder code",
    }  # fmt: skip


def test_wat_ingetrokken_is_is_niet_geldig(rij, mensen, bezoeker):
    acties.trek_in(rij, reden="De zaak sluit", door=mensen.bea)
    assert GEEN in bezoeker.get(pad(rij)).text
    assert "is vervangen of ingetrokken" in controleer(bezoeker, inhoud(rij.bewijs))


@pytest.mark.parametrize("kenmerk", ["0" * 32, "0" * 31, "0" * 33, "A" * 32, "verzonnen", "%25"])
def test_een_onbekend_kenmerk_zegt_dat_er_niets_is(rij, bezoeker, kenmerk):
    gelezen = bezoeker.get(f"/controle/{kenmerk}/").content.decode()
    assert GEEN in gelezen
    assert rij.nummer not in gelezen


def test_wat_nog_niet_getekend_is_bestaat_niet(mensen, bezoeker):
    rij = verstuurd(mensen)
    gelezen = bezoeker.get(pad(rij)).content.decode()
    assert GEEN in gelezen
    assert rij.nummer not in gelezen
    gelezen = controleer(bezoeker, inhoud(rij.tekenversie))
    assert NIET in gelezen
    assert "niet elke partij heeft het getekend" in gelezen


def test_bewijs_en_tekenversie_zijn_precies_wat_getekend_werd(rij, bezoeker):
    for document in (rij.bewijs, rij.tekenversie):
        for waar in ("/controle/", pad(rij)):
            gelezen = controleer(bezoeker, inhoud(document), waar)
            assert PRECIES in gelezen


def test_een_gewijzigd_bestand_is_het_niet_maar_de_bijlage_wel(rij, bezoeker):
    gelezen = controleer(bezoeker, opnieuw_bewaard(inhoud(rij.bewijs)))
    assert NIET in gelezen
    assert "is wel precies wat getekend werd. Lees dus die bijlage." in gelezen
    assert PRECIES not in gelezen


def test_een_byte_meer_of_iets_anders_is_het_niet(rij, bezoeker):
    for bytes_ in (inhoud(rij.tekenversie) + b"\n", b"%PDF-1.7\nniets"):
        gelezen = controleer(bezoeker, bytes_)
        assert NIET in gelezen
        assert rij.nummer not in gelezen


def test_een_echt_bestand_onder_de_code_van_een_ander_is_het_niet(rij, mensen, bezoeker):
    ander = getekend(mensen, traject=andere_zaak(mensen))
    gelezen = controleer(bezoeker, inhoud(ander.bewijs), pad(rij))
    assert NIET in gelezen
    assert "het hoort niet bij deze code" in gelezen


def test_geen_pdf_geen_bestand_en_te_groot_krijgen_een_zin(bezoeker):
    assert "Dit bestand is geen pdf." in controleer(bezoeker, b"PK\x03\x04")
    assert "Dit bestand is geen pdf." in controleer(bezoeker, b"")
    assert "Kies eerst een pdf." in controleer(bezoeker, None)
    te_groot = b"%PDF-1.7\n" + bytes(HOOGSTENS)
    assert "groter dan 20 MB" in controleer(bezoeker, te_groot)
    assert "groter dan 20 MB" not in controleer(bezoeker, te_groot[:HOOGSTENS])


def test_niets_van_de_bezoeker_wordt_bewaard(rij, bezoeker, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "tijdelijk")
    (tmp_path / "tijdelijk").mkdir()
    voor = sorted(tmp_path.rglob("*"))
    for grootte in (100, 6 * 1024 * 1024, HOOGSTENS):
        controleer(bezoeker, b"%PDF-1.7\n" + bytes(grootte))
    assert sorted(tmp_path.rglob("*")) == voor
    assert Document.objects.count() == 2


def test_na_zoveel_vragen_in_een_minuut_is_het_even_genoeg(bezoeker, settings):
    settings.ACCOUNT_RATE_LIMITS = {"controle": "3/m/ip"}
    assert [bezoeker.get("/controle/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert "Wacht een minuut" in bezoeker.post("/controle/").content.decode()
