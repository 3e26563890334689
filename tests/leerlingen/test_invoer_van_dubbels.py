"""A file that has a learner again under another number, or under a number of before a merge."""

import pytest

from leerlingen.invoeren import voer_in
from leerlingen.kolommen import herken
from leerlingen.lezen import lees
from leerlingen.models import Leerling, Samenvoeging
from leerlingen.rechten import VANUIT_DE_SHELL
from leerlingen.tasks import ruim_samenvoegingen_op
from tests import factories as f

KOP = "Stamnummer;Naam;Voornaam;Geboortedatum;Gemeente\n"


@pytest.fixture
def bestand(mensen):
    """A row for each (number, municipality) of somebody called as Lotte, born on her day."""

    def maak(*rijen: tuple[str, str]) -> str:
        geboren = f"{mensen.leerling.geboortedatum:%d/%m/%Y}"
        return KOP + "".join(f"{nummer};Maes;Lotte;{geboren};{waar}\n" for nummer, waar in rijen)

    return maak


@pytest.fixture
def neem_over(mensen, bestand):
    def doe(*rijen: tuple[str, str]):
        tabel = lees(bestand(*rijen).encode())
        return voer_in(
            mensen.school, tabel, herken(tabel.koppen, {}), mag=VANUIT_DE_SHELL,
            vandaag=mensen.leerling.geboortedatum.replace(year=2026), schrijf=True,
        )  # fmt: skip

    return doe


@pytest.fixture
def verwijst(mensen) -> Samenvoeging:
    return f.SamenvoegingFactory(leerling=mensen.leerling, stamnummer="OUD1", door=mensen.ada)


def test_een_nieuwe_die_op_een_ander_lijkt_wordt_aangewezen(
    mensen, upload, blad, bestand, ada, adres, client_van, taken_meteen
):
    invoer = upload(bestand(("NIEUW1", "Gent")))
    tekst = blad(invoer)
    assert "1 nieuwe leerling lijkt op iemand die er al staat" in tekst
    wie = f"Lotte Maes, stamnummer {mensen.leerling.stamnummer}, {mensen.leerling.klas.code}"
    assert wie in tekst
    ada.post(adres("leerlingen:bevestig", invoer.pk))
    dubbels = adres("leerlingen:dubbels")
    assert dubbels in blad(invoer)
    assert "1 nieuwe leerling lijkt op iemand die er al stond" in blad(invoer)
    van_bea = client_van("bea").get(adres("leerlingen:invoer", invoer.pk)).text
    assert dubbels not in van_bea
    assert "Vraag het aan de coördinator of de administratie." in van_bea
    assert "Zelfde geboortedatum en naam" in ada.get(dubbels).text


def test_wie_geen_dubbels_leest_leest_niet_wie_het_is(
    mensen, upload, bestand, client_van, adres, taken_meteen
):
    """Who uploads a name and a date would read the number and the class of a learner."""
    invoer = upload(bestand(("NIEUW1", "Gent")))
    tekst = client_van("bea").get(adres("leerlingen:invoer", invoer.pk)).text
    assert "iemand die er al staat</small>" in tekst
    assert mensen.leerling.stamnummer not in tekst


def test_wie_op_niemand_lijkt_krijgt_geen_woord(mensen, upload, blad, taken_meteen):
    tekst = blad(upload(f"{KOP}N1;Claes;Jef;01/02/2009;Gent\n"))
    assert "lijkt op" not in tekst


def test_het_oude_nummer_komt_bij_wie_bleef(mensen, neem_over, verwijst):
    aantal = Leerling.objects.count()
    uitkomst = neem_over(("OUD1", "Gent"))
    assert uitkomst.aantallen() == {"nieuw": 0, "gewijzigd": 1, "ongewijzigd": 0}
    assert Leerling.objects.count() == aantal
    mensen.leerling.refresh_from_db()
    assert mensen.leerling.gemeente == "Gent"
    assert mensen.leerling.stamnummer != "OUD1"


def test_ook_lang_nadat_het_niet_meer_ongedaan_kan(neem_over, verwijst):
    Samenvoeging.objects.update(op="2020-01-01T12:00Z")
    ruim_samenvoegingen_op()
    verwijst.refresh_from_db()
    assert verwijst.stappen is None
    assert neem_over(("OUD1", "Gent")).aantallen()["nieuw"] == 0


def test_allebei_de_nummers_in_een_bestand(mensen, neem_over, verwijst):
    """Whatever comes first, the number that the learner has counts."""
    nummer = mensen.leerling.stamnummer
    for rijen in ((("OUD1", "Oud"), (nummer, "Gent")), ((nummer, "Gent"), ("OUD1", "Oud"))):
        uitkomst = neem_over(*rijen)
        (geweigerd,) = uitkomst.geweigerd
        zin = f"Samengevoegd met stamnummer {nummer}, dat ook in dit bestand staat."
        assert geweigerd["cellen"] == [("Stamnummer", zin)]
        mensen.leerling.refresh_from_db()
        assert mensen.leerling.gemeente == "Gent"


def test_na_ongedaan_maken_is_het_nummer_weer_vrij(mensen, neem_over, verwijst):
    Samenvoeging.objects.update(ongedaan_op="2026-01-01T12:00Z", ongedaan_door=mensen.ada)
    assert neem_over(("OUD1", "Gent")).aantallen()["nieuw"] == 1


def test_van_een_andere_school_verwijst_niets(mensen, neem_over):
    f.SamenvoegingFactory(leerling=mensen.vreemd_traject.leerling, stamnummer="OUD1")
    assert neem_over(("OUD1", "Gent")).aantallen()["nieuw"] == 1
