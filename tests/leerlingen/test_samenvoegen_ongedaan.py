"""A week long it can be as it was; nobody is overwritten."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.overgang import Weigering
from leerlingen import acties_samenvoegen as acties
from leerlingen.models import Leerling, Samenvoeging
from tests import factories as f
from tests.leerlingen.dubbel import maak_zwaar, voeg_samen


@pytest.fixture
def samen(mensen):
    nieuw = f.LeerlingFactory(
        school=mensen.school, voornaam="Lotte", naam="Maes", telefoon="0470 11 22 33",
        geboortedatum=mensen.leerling.geboortedatum,
    )  # fmt: skip
    samen = voeg_samen(mensen.leerling, nieuw, mensen.ada)
    samen.nieuw = nieuw
    return samen


def test_wat_intussen_wijzigde_blijft_en_wordt_genoemd(mensen, samen):
    leerling = Leerling.objects.get(pk=mensen.leerling.pk)
    assert leerling.telefoon == "0470 11 22 33"
    Leerling.objects.filter(pk=leerling.pk).update(telefoon="0499 00 00 00")
    (zin,) = acties.maak_ongedaan(samen, door=mensen.ada)
    assert zin == "Telefoon van Lotte Maes is intussen gewijzigd en blijft zo."
    samen.refresh_from_db()
    assert samen.gebleven == [zin]


def test_een_klas_die_weg_is_blijft_leeg(mensen, samen):
    klas = samen.nieuw.klas
    Leerling.objects.filter(klas=klas).update(klas=None)
    klas.delete()
    zinnen = acties.maak_ongedaan(samen, door=mensen.ada)
    assert "Klas bestaat niet meer en blijft leeg." in zinnen
    assert Leerling.objects.get(pk=samen.nieuw.pk).klas is None


def test_een_account_dat_een_ander_kreeg_houdt_de_rij_tegen(mensen):
    account = f.GebruikerFactory()
    nieuw = f.LeerlingFactory(school=mensen.school, gebruiker=account, email=account.email)
    samen = voeg_samen(mensen.leerling, nieuw, mensen.ada, account="blijft")
    f.LeerlingFactory(school=mensen.school, gebruiker=account)
    with pytest.raises(Weigering, match="account is van een andere leerling"):
        acties.maak_ongedaan(samen, door=mensen.ada)


def test_maar_een_keer(mensen, samen):
    acties.maak_ongedaan(samen, door=mensen.ada)
    with pytest.raises(Weigering, match="al ongedaan gemaakt"):
        acties.maak_ongedaan(samen, door=mensen.ada)


def test_na_een_week_niet_meer(mensen, samen):
    acties.ruim_op()
    samen.refresh_from_db()
    assert samen.stappen
    oud = timezone.now() - datetime.timedelta(days=7, seconds=1)
    Samenvoeging.objects.filter(pk=samen.pk).update(op=oud)
    with pytest.raises(Weigering, match="langer dan een week"):
        acties.maak_ongedaan(samen, door=mensen.ada)
    acties.ruim_op()
    samen.refresh_from_db()
    assert samen.stappen is None


def test_eerst_wat_daarna_gebeurde(mensen, samen):
    derde = f.LeerlingFactory(school=mensen.school)
    maak_zwaar(derde)
    later = voeg_samen(mensen.leerling, derde, mensen.ada)
    assert later.weg == mensen.leerling.pk
    samen.refresh_from_db()
    with pytest.raises(Weigering, match="Maak eerst het samenvoegen van Lotte Maes"):
        acties.maak_ongedaan(samen, door=mensen.ada)
    acties.maak_ongedaan(later, door=mensen.ada)
    samen.refresh_from_db()
    acties.maak_ongedaan(samen, door=mensen.ada)
    assert Leerling.objects.filter(school=mensen.school, pk=samen.nieuw.pk).exists()
