"""A lost mailbox, asked the moment something is mailed; and one that proved that it works."""

import pytest

from gebruikers import acties_account
from gebruikers.models import Gebruiker, KwijteMailbox, Lidmaatschap
from gebruikers.rollen import Rol
from overeenkomsten import acties_tekenen
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.statussen import Partij
from overzichten.taken.overeenkomst import niet_getekend
from overzichten.taken.taak import Groep
from tests import factories as f
from tests.overeenkomsten.test_kwijte_mailbox import NIEUW, bevestig, herstel
from tests.overeenkomsten.zaken import bied_aan, klaar, let_op, mails, partij, teken, verstuurd
from trajecten.models import Gebeurtenis, Traject

pytestmark = pytest.mark.django_db


def opnieuw(lid: Lidmaatschap) -> Lidmaatschap:
    return Lidmaatschap.objects.select_related("gebruiker", "school").get(pk=lid.pk)


@pytest.fixture
def oud(mensen):
    return mensen.mo.gebruiker.email


@pytest.fixture
def rij(mensen, oud):
    """However somebody wrote it, it is the same mailbox."""
    rij = klaar(mensen)
    rij.vertegenwoordiger.email = oud.title()
    rij.vertegenwoordiger.save()
    return bied_aan(mensen, rij)


@pytest.fixture
def kwijt(mensen, rij):
    """The new mailbox confirmed."""
    herstel(mensen.mo, mensen.coen)
    bevestig()


def is_kwijt(rij) -> bool:
    return partij(rij, Partij.ONDERNEMING).mailbox_is_kwijt


def test_wie_het_oude_adres_bevestigt_opent_het_voor_elke_partij(mensen, kwijt, rij, oud):
    """The school named a wrong address, which confirmed; then the old one, which does too."""
    assert is_kwijt(rij)
    herstel(opnieuw(mensen.mo), mensen.coen, oud)
    assert is_kwijt(rij), "die mailbox zei nog niets"
    bevestig(oud)
    assert not is_kwijt(rij)
    assert mails("herinnering") == [oud.title()]
    assert [mailbox.adres for mailbox in KwijteMailbox.objects.all()] == [NIEUW]


def test_wie_zelf_dat_adres_neemt_opent_het_voor_niemand(mensen, kwijt, rij, oud):
    """That somebody reads a mailbox does not say who. The school may still say so."""
    mo = Gebruiker.objects.get(pk=mensen.mo.gebruiker_id)
    acties_account.vraag_adreswijziging(mo, oud)
    bevestig(NIEUW, "adres_oud")
    bevestig(oud)
    assert Gebruiker.objects.get(pk=mo.pk).email == oud
    assert is_kwijt(rij)
    herstel(opnieuw(mensen.mo), mensen.coen, oud)
    assert not is_kwijt(rij)


def test_een_leerling_die_het_oude_adres_terugkreeg_geeft_geen_waarschuwing(mensen):
    rij, oud = verstuurd(mensen), mensen.lotte.gebruiker.email
    herstel(mensen.lotte, mensen.coen)
    assert [zin for zin in let_op(rij) if "mailbox van de leerling is kwijt" in zin]
    bevestig()
    herstel(opnieuw(mensen.lotte), mensen.coen, oud)
    bevestig(oud)
    mensen.leerling.refresh_from_db()
    rij.refresh_from_db()
    assert mensen.leerling.email == oud
    assert not [zin for zin in let_op(rij) if "kwijt" in zin]
    assert partij(rij, Partij.LEERLING).postadres == oud


def test_wie_een_ander_adres_heeft_in_het_account_is_bereikbaar(mensen):
    rij = verstuurd(mensen)
    KwijteMailbox.objects.create(school=mensen.school, adres="anders@x.example")
    mensen.leerling.email = "anders@x.example"
    mensen.leerling.save()
    rij.refresh_from_db()
    assert not [zin for zin in let_op(rij) if "kwijt" in zin]


def test_wie_aanvaardt_met_een_kwijt_adres_opent_het_niet(mensen, kwijt, rij, oud):
    """An account that has the lost address is no way around it."""
    account = f.GebruikerFactory(email=oud)
    Ondertekenaar.objects.filter(pk=partij(rij, Partij.ONDERNEMING).pk).update(gebruiker=account)
    assert partij(rij, Partij.ONDERNEMING).postadres == ""
    assert set(Ondertekenaar.objects.met_kwijt().filter(kwijt=True)) == {
        partij(rij, Partij.ONDERNEMING)
    }
    account.email = "weer@x.example"
    account.save()
    assert partij(rij, Partij.ONDERNEMING).postadres == "weer@x.example"
    assert not Ondertekenaar.objects.met_kwijt().filter(kwijt=True).exists()


def test_een_mailbox_die_verdween_voor_er_gevraagd_werd_krijgt_geen_vraag(mensen, rij, oud):
    """Between the sending and the document: asked the moment the mail is written."""
    wie = partij(rij, Partij.ONDERNEMING)
    Ondertekenaar.objects.filter(pk=wie.pk).update(gevraagd_op=None)
    KwijteMailbox.objects.create(school=mensen.school, adres=oud)
    eerder = mails("vraag")
    acties_tekenen.vraag_handtekeningen(rij)
    assert mails("vraag") == eerder


def test_wie_geen_document_ziet_leest_niet_in_de_tijdlijn_dat_een_mailbox_kwijt_is(mensen, rij):
    herstel(mensen.mo, mensen.coen)
    leest = {
        naam
        for naam in ("bea", "coen", "ada", "pieter", "lea", "mo", "xander")
        if Gebeurtenis.objects.zichtbaar_voor(getattr(mensen, naam))
        .filter(tekst__contains="mailbox is kwijt")
        .exists()
    }
    assert leest == {"bea", "coen", "ada"}


def test_de_takenlijst_belooft_geen_herinnering_in_een_kwijte_mailbox(mensen, kwijt, rij):
    rij = teken(rij, Partij.LEERLING, Partij.OUDER, Partij.SCHOOL)
    (taak,) = niet_getekend(mensen.bea, Traject.objects.filter(pk=rij.traject_id))
    assert taak.groep == Groep.VANDAAG
    assert "de mailbox van de werkgever is kwijt" in taak.uitleg
    assert "niet in een mailbox die kwijt is" in taak.waarom
    (taak,) = niet_getekend(mensen.lotte, Traject.objects.filter(pk=rij.traject_id))
    assert "kwijt" not in taak.uitleg


@pytest.mark.parametrize("daarna", ["wacht", "kwijt"])
def test_de_school_tekent_nooit_aan_tafel(mensen, daarna):
    rij = verstuurd(mensen)
    cora = f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    if daarna == "wacht":
        herstel(mensen.coen, cora)
    else:
        KwijteMailbox.objects.create(school=mensen.school, adres=mensen.coen.gebruiker.email)
    zin = partij(rij, Partij.SCHOOL).wat_na_verlies
    assert "aan tafel" not in zin
    assert "kies wie anders voor de school tekent" in zin
    assert ("vanzelf een mail" in zin) is (daarna == "wacht")
