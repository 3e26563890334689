"""Two parents with one account see what one of them may, and read the same."""

import pytest

from gebruikers.models import Bericht
from leerlingen import acties, acties_inzage, tasks
from leerlingen.models import Betrokkene
from tests import factories as f
from tests.leerlingen.test_inzage import wordt_achttien, ziet

pytestmark = pytest.mark.django_db
WORDT, KOOS = "Lotte wordt 18 op", "Lotte koos dat jij het vanaf dan niet meer ziet"


@pytest.fixture
def vader(mensen) -> Betrokkene:
    return f.BetrokkeneFactory(
        leerling=mensen.leerling,
        relatie="vader",
        voornaam="Jan",
        naam="Maes",
        email=mensen.els.gebruiker.email,
        gebruiker=mensen.els.gebruiker,
    )


@pytest.fixture
def start(client_van, adres):
    return lambda: client_van("els").get(adres("overzichten:start")).text


@pytest.mark.parametrize("wie", ["moeder", "vader"])
def test_een_ja_volstaat(mensen, vader, start, wie):
    wordt_achttien(mensen, 20)
    ja, nee = (mensen.moeder, vader) if wie == "moeder" else (vader, mensen.moeder)
    acties_inzage.kies_inzage(nee, mag=False, door=mensen.lotte)
    acties_inzage.kies_inzage(ja, mag=True, door=mensen.lotte)
    assert WORDT not in start()
    tasks.meld_einde_inzage()
    wordt_achttien(mensen, 0)
    assert ziet(mensen)
    assert "is 18" not in start()
    tasks.meld_einde_inzage()
    assert set(Bericht.objects.values_list("soort", flat=True)) == {"inzage_gegeven"}


def test_pas_na_twee_keer_nee_koos_de_leerling_nee(mensen, vader, start):
    wordt_achttien(mensen, 20)
    for ouder, koos in ((mensen.moeder, False), (vader, True)):
        acties_inzage.kies_inzage(ouder, mag=False, door=mensen.lotte)
        tekst = start()
        assert WORDT in tekst
        assert (KOOS in tekst) is koos


def test_wie_blijft_zien_krijgt_geen_mail_van_niet(mensen, vader):
    """Who hears of the last no, hears so of both."""
    wordt_achttien(mensen, -1)
    keuzes = [(mensen.moeder, True), (vader, True), (vader, False), (mensen.moeder, False)]
    for ouder, mag in keuzes:
        acties_inzage.kies_inzage(ouder, mag=mag, door=mensen.lotte)
    mails = Bericht.objects.order_by("pk").values_list("soort", flat=True)
    assert list(mails) == ["inzage_gegeven", "inzage_gegeven", "inzage_ingetrokken"]
    assert not ziet(mensen)


def test_wie_geen_gezag_heeft_telt_niet_mee(mensen, vader, start):
    wordt_achttien(mensen, 20)
    acties_inzage.kies_inzage(mensen.moeder, mag=False, door=mensen.lotte)
    vader.gezag = "geen"
    acties.bewaar(vader, door=mensen.bea)
    assert KOOS in start()


def test_na_achttien_staat_het_kind_er_een_keer(mensen, vader, start):
    wordt_achttien(mensen, -1)
    assert start().count("Lotte Maes is 18") == 1


def test_beide_ouders_staan_bij_van_jou(mensen, vader, start):
    tekst = start()
    assert "Els Jacobs" in tekst
    assert "Jan Maes" in tekst
