"""A lost mailbox of nobody here any more: a coördinator says that it works, and is another's."""

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers import acties, acties_herstel
from gebruikers.models import Bericht, KwijteMailbox, Spoorregel
from gebruikers.overgang import Weigering
from gebruikers.rechten import mag_mailbox_vrijgeven
from gebruikers.rollen import Rol
from overeenkomsten.models import Ondertekenaar
from tests import factories as f

ADRES = "info@cools.example"
REDEN = {"reden": "Nu van An Peeters, ze belde van op het kantoor."}
WIE = {"voornaam": "An", "naam": "Peeters", "email": ADRES, "rol": "leerkracht"}


@pytest.fixture
def mailbox(mensen) -> KwijteMailbox:
    return KwijteMailbox.objects.create(school=mensen.school, adres=ADRES)


@pytest.fixture
def url(mailbox, adres) -> str:
    return adres("gebruikers:mailbox_vrij", mailbox.pk)


def test_de_weigering_leidt_ernaartoe_en_daarna_kan_het(mensen, client_van, adres, url):
    coen, uitnodigen = client_van("coen"), adres("gebruikers:nodig_uit")
    assert f'<a href="{url}">Zeg dat hier</a>' in coen.post(uitnodigen, WIE).text
    assert ADRES in coen.get(url).text.replace("<wbr>", "")
    assert "De school mailt weer naar" in coen.post(url, REDEN, follow=True).text
    assert not KwijteMailbox.objects.exists()
    coen.post(uitnodigen, WIE)
    assert Bericht.objects.filter(aan=ADRES, soort="uitnodiging").exists()


def test_mensen_toont_ze_aan_de_coordinator_alleen(mensen, client_van, adres, url):
    lijst = adres("gebruikers:mensen")
    assert f'href="{url}"' in client_van("coen").get(lijst).text
    for wie in ("bob", "bea", "ada"):
        assert "Kwijte mailboxen" not in client_van(wie).get(lijst).text


def test_het_spoor_zegt_wie_en_waarom(client_van, mensen, url):
    client_van("coen").post(url, REDEN)
    regel = Spoorregel.objects.filter(tabel=KwijteMailbox._meta.db_table).latest("pk")
    assert (regel.reden, regel.gebruiker) == (REDEN["reden"], mensen.coen.gebruiker_id)


def test_zonder_reden_gebeurt_er_niets(client_van, url):
    assert client_van("coen").post(url, {"reden": " "}).context["form"].errors["reden"]
    assert KwijteMailbox.objects.exists()


def test_een_beheerder_leest_die_weg_niet_en_mag_niet(mensen, client_van, adres, url, mailbox):
    tekst = client_van("bob").post(adres("gebruikers:nodig_uit"), WIE).text
    assert "ander e-mailadres" in tekst
    assert "Zeg dat hier" not in tekst
    with pytest.raises((Weigering, PermissionDenied), match="Vraag het aan de coördinator"):
        acties_herstel.geef_mailbox_vrij(mailbox, door=mensen.bob, **REDEN)


def test_niet_zolang_het_adres_van_een_account_van_hier_is(mensen, client_van, adres):
    velden = {"wat": "email", "controle": "gekend", "nota": "Gekraakt.", "email": "n@x.example"}
    acties_herstel.herstel_toegang(mensen.bea, door=mensen.coen, **velden)
    mailbox = KwijteMailbox.objects.get()
    assert "van een account van de school" in mag_mailbox_vrijgeven(mensen.coen, mailbox).reden
    acties.beeindig_rol(mensen.bea, door=mensen.coen, op=f.dagen(0))
    assert not mag_mailbox_vrijgeven(mensen.coen, mailbox), "ook als die rol voorbij is"
    assert "Kwijte mailboxen" not in client_van("coen").get(adres("gebruikers:mensen")).text


def test_niet_als_het_adres_bij_een_overeenkomst_staat(mensen, mailbox, client_van, adres):
    """A party keeps the address it was asked at: who reads that mailbox now would be mailed."""
    rij = f.OvereenkomstFactory(school=mensen.school, traject=mensen.traject)
    partij = {"overeenkomst": rij, "versie": 1, "partij": "onderneming", "naam": "Jan"}
    Ondertekenaar.objects.create(school=mensen.school, **partij, email=ADRES.upper())
    assert "staat nog bij een overeenkomst" in mag_mailbox_vrijgeven(mensen.coen, mailbox).reden
    tekst = client_van("coen").post(adres("gebruikers:nodig_uit"), WIE).text
    assert "Zeg dat hier" not in tekst


@pytest.mark.parametrize("wie", ["leerling", "moeder", "mentor", "zaakvoerder"])
def test_niet_zolang_iemand_hier_dat_adres_heeft(wie, mensen, mailbox):
    """The next import or agreement would mail them there: and so whoever reads it now."""
    rij = getattr(mensen, wie)
    type(rij).objects.filter(pk=rij.pk).update(email=ADRES.upper())
    assert "staat nog bij" in mag_mailbox_vrijgeven(mensen.coen, mailbox).reden


def test_niet_van_een_andere_school(mensen, mailbox):
    assert not mag_mailbox_vrijgeven(mensen.tess, mailbox)
    assert mensen.coen.rol == mensen.tess.rol == Rol.COORDINATOR
