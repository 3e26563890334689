"""An adult learner lets a parent look in who has no account: both the parent and the school hear
what comes next."""

import pytest
from django.utils import timezone

from gebruikers.models import Bericht
from gebruikers.zicht import achttien_jaar_voor
from leerlingen import acties_inzage
from leerlingen.models import Betrokkene, Leerling
from overzichten.taken import aantal_met_aandacht
from overzichten.taken.ouder import ouder_zonder_account
from tests.leerlingen.test_inzage import wordt_achttien
from trajecten.models import Traject

pytestmark = pytest.mark.django_db
ZIN = "Els Jacobs mag het dossier zien, maar kan nog niet binnen"


@pytest.fixture
def jarig(mensen):
    """Lotte is of age."""
    dag = achttien_jaar_voor(timezone.localdate())
    Leerling.objects.filter(pk=mensen.leerling.pk).update(geboortedatum=dag)


@pytest.fixture
def zonder_account(mensen):
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gebruiker=None)


def _ja(m) -> str:
    acties_inzage.kies_inzage(m.moeder, mag=True, door=m.lotte)
    return Bericht.objects.get(soort="inzage_gegeven").tekst


def _taken(m):
    return ouder_zonder_account(m.bea, Traject.objects.zichtbaar_voor(m.bea).open())


@pytest.mark.usefixtures("jarig")
def test_wie_binnen_kan_hoeft_niets_te_doen(mensen):
    tekst = _ja(mensen)
    assert "Je hoeft niets te doen." in tekst
    assert "uitnodiging" not in tekst
    assert _taken(mensen) == []


@pytest.mark.usefixtures("jarig", "zonder_account")
def test_wie_niet_binnen_kan_leest_dat_er_een_uitnodiging_komt(mensen, adres):
    tekst = _ja(mensen)
    assert "stuurt de school je een uitnodiging" in tekst
    assert "Je hoeft niets te doen." not in tekst
    assert adres("overzichten:start") not in tekst


@pytest.mark.parametrize("over", [0, 20])
def test_wie_het_nog_nooit_zag_leest_niet_dat_het_zo_blijft(mensen, over):
    wordt_achttien(mensen, over)
    tekst, onderwerp = _ja(mensen), Bericht.objects.get().onderwerp
    assert "blijf" not in onderwerp + tekst
    assert onderwerp.startswith("Je mag het dossier van L.M. zien")
    assert ("18 jaar" in onderwerp) is bool(over)


@pytest.mark.usefixtures("jarig", "zonder_account")
def test_en_de_begeleider_nodigt_uit(mensen, client_van, adres):
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(email="els@mail.example")
    eerst = aantal_met_aandacht(mensen.bea)
    assert _taken(mensen) == []
    _ja(mensen)
    (taak,) = _taken(mensen)
    assert (taak.zin, taak.groep, taak.knop) == (ZIN, "vandaag", "Ouder uitnodigen")
    assert aantal_met_aandacht(mensen.bea) >= eerst
    start = client_van("bea").get(adres("overzichten:start")).text
    assert ZIN in start
    assert adres("leerlingen:leerling", mensen.leerling.pk) in start
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(uitgenodigd_op=timezone.now())
    assert _taken(mensen)[0].groep == "wacht"


@pytest.mark.usefixtures("jarig", "zonder_account")
def test_zonder_adres_valt_er_nu_niets_te_doen(mensen):
    """A parent may have none, and then for good."""
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(email="")
    acties_inzage.kies_inzage(mensen.moeder, mag=True, door=mensen.lotte)
    (taak,) = _taken(mensen)
    assert (taak.groep, taak.knop) == ("later", "Opvolgen")
    assert "Er is geen e-mailadres" in taak.uitleg


@pytest.mark.usefixtures("jarig")
@pytest.mark.parametrize(
    ("email", "uitgenodigd", "zin"),
    [
        ("", False, "vul bij de gegevens een e-mailadres in en kies “Leerling uitnodigen”"),
        ("l@mail.example", False, "kies bij de gegevens “Leerling uitnodigen”"),
        ("l@mail.example", True, "is uitgenodigd, maar is nog niet binnen"),
    ],
)
def test_de_school_leest_waarom_de_leerling_nog_niet_kan_kiezen(
    email, uitgenodigd, zin, mensen, client_van, adres
):
    op = timezone.now() if uitgenodigd else None
    gegevens = {"email": email, "uitgenodigd_op": op, "gebruiker": None}
    Leerling.objects.filter(pk=mensen.leerling.pk).update(**gegevens)
    assert zin in client_van("bea").get(adres("leerlingen:leerling", mensen.leerling.pk)).text


@pytest.mark.usefixtures("jarig")
def test_wie_ouder_is_dan_18_leest_niet_over_een_verjaardag_die_voorbij_is(
    mensen, client_van, adres
):
    tekst = client_van("lotte").get(adres("leerlingen:inzage")).text
    assert "Mag Els Jacobs je dossier zien?" in tekst
    assert "18de verjaardag" not in tekst
    assert "Je bent 18" not in tekst
    assert "krijgt Els Jacobs daar meteen een mail over" in tekst
