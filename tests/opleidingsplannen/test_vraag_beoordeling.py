"""One button asks the mentor to rate: one mail, one link, once a day."""

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.models import Bericht, Lidmaatschap
from gebruikers.overgang import Weigering
from opleidingsplannen.acties import vraag_beoordeling
from opleidingsplannen.models import Planstatus
from tests import factories as f
from werkplekken.models import Mentor, Plaatsing

GEEN = "Er is vandaag geen mentor met een account op de werkplek"


@pytest.fixture(autouse=True)
def plan(maak_plan):
    return maak_plan(status=Planstatus.AKKOORD)


def test_de_mentor_krijgt_een_bericht_met_een_link(doe, mensen, adres, mailoutbox, taken_meteen):
    assert f"De vraag gaat naar {mensen.mentor}" in doe("bea", "vraag_beoordeling")
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.school) == (mensen.mo.gebruiker.email, mensen.school)
    assert bericht.onderwerp == "Hoe gaat het met L.M.?"
    assert adres("opleidingsplannen:beoordelen", mensen.traject.pk) in bericht.tekst
    assert [mail.to for mail in mailoutbox] == [[mensen.mo.gebruiker.email]]


def test_de_link_leidt_recht_naar_beoordelen(doe, client_van, adres, mensen):
    doe("bea", "vraag_beoordeling")
    assert (
        client_van("mo")
        .get(adres("opleidingsplannen:beoordelen", mensen.traject.pk))
        .context["beurten"]
    )


def test_twee_keer_op_een_dag_is_een_mail(doe, mensen):
    doe("bea", "vraag_beoordeling")
    assert "De mentor kreeg vandaag al een mail" in doe("pieter", "vraag_beoordeling")
    assert Bericht.objects.count() == 1
    assert mensen.traject.gebeurtenissen.filter(soort="beoordeling gevraagd").count() == 1


def test_wat_gevraagd_is_staat_op_de_tijdlijn(mensen):
    assert vraag_beoordeling(mensen.traject, door=mensen.pieter) == [mensen.mentor]
    regel = mensen.traject.gebeurtenissen.get(soort="beoordeling gevraagd")
    assert (regel.tekst, regel.door) == (
        f"Beoordeling gevraagd aan {mensen.mentor}",
        mensen.pieter,
    )


@pytest.mark.parametrize("naam", ["lea", "coen", "mo", "lotte"])
def test_vragen_vraagt_het_recht_opnieuw(mensen, naam):
    with pytest.raises(PermissionDenied, match="Met jouw rol"):
        vraag_beoordeling(mensen.traject, door=getattr(mensen, naam))
    assert not Bericht.objects.exists()


def test_zonder_iemand_om_te_vragen_blijft_de_tijdlijn_leeg(mensen):
    _voorbij(mensen)
    with pytest.raises(Weigering, match="geen mentor met een account"):
        vraag_beoordeling(mensen.traject, door=mensen.bea)
    assert not mensen.traject.gebeurtenissen.filter(soort="beoordeling gevraagd").exists()


def _zonder_account(m) -> None:
    Mentor.objects.filter(pk=m.mentor.pk).update(gebruiker=None)


def _zonder_mentor(m) -> None:
    Plaatsing.objects.filter(pk=m.plaatsing.pk).update(mentor=None)


def _voorbij(m) -> None:
    Plaatsing.objects.filter(pk=m.plaatsing.pk).update(van=f.dagen(-30), tot=f.dagen(-1))


def _nog_niet_begonnen(m) -> None:
    Plaatsing.objects.filter(pk=m.plaatsing.pk).update(van=f.dagen(1))


@pytest.mark.parametrize("zonder", [_zonder_account, _zonder_mentor, _voorbij, _nog_niet_begonnen])
def test_zonder_mentor_met_een_account_gaat_er_niets_weg(doe, mensen, zonder):
    zonder(mensen)
    assert GEEN in doe("bea", "vraag_beoordeling")
    assert not Bericht.objects.exists()


def _mentor_weg(m) -> None:
    Lidmaatschap.objects.filter(pk=m.mo.pk).update(van=f.dagen(-9), tot=f.dagen(-1))


def test_een_mentor_die_niet_meer_binnenkomt_krijgt_niets(doe, mensen):
    _mentor_weg(mensen)
    tekst = doe("bea", "vraag_beoordeling")
    assert f"Het account van {mensen.mentor} is niet actief. Nodig opnieuw uit" in tekst
    assert not Bericht.objects.exists()
    assert not mensen.traject.gebeurtenissen.filter(soort="beoordeling").exists()


@pytest.mark.parametrize("zonder", [None, _voorbij, _nog_niet_begonnen])
def test_de_knop_staat_er_alleen_met_een_werkplek_vandaag(client_van, adres, mensen, zonder):
    if zonder:
        zonder(mensen)
    inhoud = client_van("bea").get(adres("opleidingsplannen:plan", mensen.traject.pk)).content
    assert ("Vraag de mentor om te beoordelen" in inhoud.decode()) is (zonder is None)


def test_de_mentor_van_een_andere_leerling_krijgt_niets(doe, mensen):
    gebruiker = f.GebruikerFactory(email="ander@cools.example")
    ander = f.MentorFactory(vestiging=mensen.vestiging, gebruiker=gebruiker)
    f.PlaatsingFactory(traject=mensen.vera_traject, vestiging=mensen.vestiging, mentor=ander)
    doe("bea", "vraag_beoordeling")
    assert Bericht.objects.get().aan == mensen.mo.gebruiker.email


def test_met_twee_mentors_krijgt_elk_een_bericht(doe, mensen):
    gebruiker = f.GebruikerFactory(email="tweede@zorg.example")
    f.PlaatsingFactory(traject=mensen.traject, mentor__gebruiker=gebruiker)
    f.LidmaatschapFactory(school=mensen.school, gebruiker=gebruiker, rol="mentor")
    doe("bea", "vraag_beoordeling")
    assert set(Bericht.objects.values_list("aan", flat=True)) == {
        mensen.mo.gebruiker.email,
        "tweede@zorg.example",
    }
