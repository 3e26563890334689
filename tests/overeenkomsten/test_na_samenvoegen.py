"""What is being signed, when a party or the learner turns out to stand twice."""

from types import SimpleNamespace

import pytest

from gebruikers.links import DodeLink
from leerlingen import acties_samenvoegen as acties
from leerlingen.vergelijking import GAAT, GROEPEN
from overeenkomsten.statussen import Partij
from overeenkomsten.tekenlinks import open_tekenlink
from tests import factories as f
from tests.leerlingen.dubbel import maak_zwaar, voeg_samen
from tests.overeenkomsten.zaken import link_uit_mail, mails, partij, teken, verstuurd

pytestmark = pytest.mark.django_db


@pytest.fixture
def zonder_account(mensen):
    """Her mother signs by a link only; the other row of her has another mailbox."""
    type(mensen.moeder).objects.filter(pk=mensen.moeder.pk).update(
        gebruiker=None, email="els@oud.example"
    )
    mensen.moeder.refresh_from_db()
    nieuw = f.BetrokkeneFactory(
        leerling=mensen.leerling, relatie="andere", voornaam="Els", naam="Jacobs",
        email="els@nieuw.example",
    )  # fmt: skip
    rij = verstuurd(mensen)
    return SimpleNamespace(rij=rij, nieuw=nieuw, link=link_uit_mail("els@oud.example"))


def test_de_link_in_de_mailbox_die_wegvalt_werkt_niet_meer(mensen, zonder_account):
    z = zonder_account
    geheim = z.link.rstrip("/").rpartition("/")[2]
    assert open_tekenlink(geheim)
    samen = voeg_samen(mensen.moeder, z.nieuw, mensen.ada, account=GAAT)
    with pytest.raises(DodeLink):
        open_tekenlink(geheim)
    wie = partij(z.rij, Partij.OUDER)
    assert (wie.email, wie.gebruiker) == ("els@nieuw.example", None)
    assert mails("herinnering") == ["els@nieuw.example"]

    acties.maak_ongedaan(samen, door=mensen.ada)
    assert partij(z.rij, Partij.OUDER).email == "els@oud.example"
    assert mails("herinnering") == ["els@nieuw.example", "els@oud.example"]
    assert partij(z.rij, Partij.OUDER).links.filter(ingetrokken_op=None).count() == 1


def test_de_link_sterft_ook_als_er_geen_andere_mailbox_is(mensen, zonder_account):
    """They sign at the table."""
    z = zonder_account
    type(z.nieuw).objects.filter(pk=z.nieuw.pk).update(email="")
    voeg_samen(mensen.moeder, z.nieuw, mensen.ada, account=GAAT)
    assert partij(z.rij, Partij.OUDER).email == ""
    with pytest.raises(DodeLink):
        open_tekenlink(z.link.rstrip("/").rpartition("/")[2])


def test_wie_intussen_tekende_houdt_het_adres_waarmee(mensen, zonder_account):
    z = zonder_account
    samen = voeg_samen(mensen.moeder, z.nieuw, mensen.ada, account=GAAT)
    teken(z.rij, Partij.OUDER)
    assert any("E-mailadres" in zin for zin in acties.maak_ongedaan(samen, door=mensen.ada))
    assert partij(z.rij, Partij.OUDER).email == "els@nieuw.example"


def test_een_andere_ouder_met_dezelfde_mailbox_tekent_zoals_ze_was(mensen, zonder_account):
    z = zonder_account
    vader = f.BetrokkeneFactory(
        leerling=mensen.leerling, relatie="vader", voornaam="Jan", email="els@oud.example"
    )
    z.rij.ondertekenaars.filter(partij="ouder").update(ouder=vader)
    voeg_samen(mensen.moeder, z.nieuw, mensen.ada, account=GAAT)
    assert partij(z.rij, Partij.OUDER).email == "els@oud.example"
    assert mails("herinnering") == []


def _gewijzigd(rij) -> int:
    return rij.traject.gebeurtenissen.filter(tekst__contains="wijzigden tijdens").count()


def test_wie_blijft_zoals_ze_is_krijgt_geen_regel(mensen):
    """Only whose values became others: of the case that stays, and of the one that moved."""
    rij = verstuurd(mensen)
    nieuw = f.LeerlingFactory(school=mensen.school, gemeente="Gent")
    blijft = {regel: "blijft" for regel in GROEPEN[type(nieuw)]}
    samen = voeg_samen(mensen.leerling, nieuw, mensen.ada, **blijft)
    assert samen.weg == nieuw.pk
    assert _gewijzigd(rij) == 0
    acties.maak_ongedaan(samen, door=mensen.ada)
    assert _gewijzigd(rij) == 0

    samen = voeg_samen(mensen.leerling, nieuw, mensen.ada, **blijft | {"voornaam": GAAT})
    assert _gewijzigd(rij) == 1
    acties.maak_ongedaan(samen, door=mensen.ada)
    assert _gewijzigd(rij) == 2

    maak_zwaar(nieuw)
    samen = voeg_samen(mensen.leerling, nieuw, mensen.ada, **blijft)
    assert samen.weg == mensen.leerling.pk
    assert _gewijzigd(rij) == 3  # hangs on somebody with other values
    acties.maak_ongedaan(samen, door=mensen.ada)
    assert _gewijzigd(rij) == 4
