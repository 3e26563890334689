"""One button asks the mentor to rate: one mail, one link, once a day."""

import pytest

from gebruikers.models import Bericht
from tests import factories as f
from werkplekken.models import Mentor, Plaatsing

GEEN = "er is geen mentor met een account op dit moment"


@pytest.fixture(autouse=True)
def plan(maak_plan):
    return maak_plan()


def test_de_mentor_krijgt_een_bericht_met_een_link(doe, mensen, adres, mailoutbox, taken_meteen):
    assert f"De vraag gaat naar {mensen.mentor}" in doe("bea", "vraag_beoordeling")
    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.school) == (mensen.mo.gebruiker.email, mensen.school)
    assert bericht.onderwerp == "Hoe gaat het met Lotte?"
    assert adres("opleidingsplannen:beoordelen", mensen.traject.pk) in bericht.tekst
    assert [mail.to for mail in mailoutbox] == [[mensen.mo.gebruiker.email]]


def test_de_link_leidt_recht_naar_beoordelen(doe, client_van, adres, mensen):
    doe("bea", "vraag_beoordeling")
    assert (
        client_van("mo")
        .get(adres("opleidingsplannen:beoordelen", mensen.traject.pk))
        .context["beurten"]
    )


def test_twee_keer_op_een_dag_is_een_mail(doe):
    doe("bea", "vraag_beoordeling")
    assert "Er is vandaag al gemaild" in doe("pieter", "vraag_beoordeling")
    assert Bericht.objects.count() == 1


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


def test_de_mentor_van_een_andere_leerling_krijgt_niets(doe, mensen):
    gebruiker = f.GebruikerFactory(email="ander@cools.example")
    ander = f.MentorFactory(vestiging=mensen.vestiging, gebruiker=gebruiker)
    f.PlaatsingFactory(traject=mensen.vera_traject, vestiging=mensen.vestiging, mentor=ander)
    doe("bea", "vraag_beoordeling")
    assert Bericht.objects.get().aan == mensen.mo.gebruiker.email


def test_met_twee_mentors_krijgt_elk_een_bericht(doe, mensen):
    gebruiker = f.GebruikerFactory(email="tweede@zorg.example")
    f.PlaatsingFactory(traject=mensen.traject, mentor__gebruiker=gebruiker)
    doe("bea", "vraag_beoordeling")
    assert set(Bericht.objects.values_list("aan", flat=True)) == {
        mensen.mo.gebruiker.email,
        "tweede@zorg.example",
    }
