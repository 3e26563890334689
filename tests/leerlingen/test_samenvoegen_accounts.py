"""Of two accounts of one person one stays."""

from types import SimpleNamespace

import pytest
from django.apps import apps

from gebruikers.models import Lidmaatschap
from leerlingen import acties_samenvoegen as acties
from leerlingen.vergelijking import GAAT
from tests import factories as f
from tests import wereld
from tests.leerlingen.dubbel import voeg_samen


@pytest.fixture
def twee(mensen):
    """Lotte, and her again with an account of her own."""
    account = f.GebruikerFactory(email="lotte@thuis.example")
    lid = f.LidmaatschapFactory(school=mensen.school, gebruiker=account, rol="leerling")
    nieuw = f.LeerlingFactory(
        school=mensen.school, voornaam="Lotte", naam="Maes", email=account.email,
        gebruiker=account, geboortedatum=mensen.leerling.geboortedatum,
    )  # fmt: skip
    return SimpleNamespace(nieuw=nieuw, lid=lid)


def test_wie_met_het_andere_binnenkwam_is_buiten(mensen, twee, client_van, adres):
    assert client_van("lotte").get(adres("overzichten:start")).status_code == 200
    voeg_samen(mensen.leerling, twee.nieuw, mensen.ada, account=GAAT)
    assert client_van("lotte").get(adres("overzichten:start")).status_code == 302
    geldig = Lidmaatschap.objects.geldig()
    assert not geldig.filter(pk=mensen.lotte.pk).exists()
    assert geldig.filter(pk=twee.lid.pk).exists()


def test_na_ongedaan_maken_weer_binnen(mensen, twee, client_van, adres):
    samenvoeging = voeg_samen(mensen.leerling, twee.nieuw, mensen.ada, account=GAAT)
    acties.maak_ongedaan(samenvoeging, door=mensen.ada)
    assert client_van("lotte").get(adres("overzichten:start")).status_code == 200


def test_een_ouder_met_nog_een_kind_blijft_binnen(mensen):
    zus = f.LeerlingFactory(school=mensen.school)
    f.BetrokkeneFactory(leerling=zus, gebruiker=mensen.els.gebruiker)
    tweede = f.GebruikerFactory(email="els@thuis.example")
    ander = f.BetrokkeneFactory(
        leerling=mensen.leerling, relatie="andere", voornaam="Els", naam="Jacobs",
        gebruiker=tweede, email=tweede.email,
    )  # fmt: skip
    voeg_samen(mensen.moeder, ander, mensen.ada, account=GAAT)
    assert Lidmaatschap.objects.geldig().filter(pk=mensen.els.pk).exists()


def test_wat_nog_te_tekenen_is_volgt_het_account(mensen, twee, stil):
    w = wereld.Wereld(mensen)
    wereld.eigen(w)
    wacht = apps.get_model("overeenkomsten.Ondertekenaar").objects.moet_tekenen()
    wacht = wacht.filter(partij="leerling", gebruiker=mensen.lotte.gebruiker)
    pks = list(wacht.values_list("pk", flat=True))
    assert pks
    voeg_samen(mensen.leerling, twee.nieuw, mensen.ada, account=GAAT)
    model = apps.get_model("overeenkomsten.Ondertekenaar")
    nu = model.objects.filter(pk__in=pks).values_list("gebruiker", "email")
    assert set(nu) == {(twee.nieuw.gebruiker_id, "lotte@thuis.example")}
