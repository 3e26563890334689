"""Reminders: not too soon, once per step, at most three, never to who needs none."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from gebruikers.models import Bericht
from overeenkomsten import acties, acties_tekenen
from overeenkomsten.models import Tekenlink
from overeenkomsten.statussen import Partij
from overeenkomsten.tasks import herinner_ondertekenaars
from tests.overeenkomsten.zaken import (
    bied_aan,
    klaar,
    link_uit_mail,
    mails,
    partij,
    teken,
    verstuurd,
)

pytestmark = pytest.mark.django_db
VIER = ["baas@cools.example", "coen@eik.example", "els@eik.example", "lotte@eik.example"]


def op_dag(dag: int):
    """What happens inside happens so many days from now, a minute later in the day."""
    return time_machine.travel(timezone.now() + datetime.timedelta(days=dag, minutes=1))


def gevraagd(rij, *, dagen: float) -> None:
    """So many days ago the parties were asked."""
    moment = timezone.now() - datetime.timedelta(days=dagen)
    rij.huidige_ondertekenaars.update(gevraagd_op=moment)
    Tekenlink.objects.update(gemaakt_op=moment)


def test_niet_voor_het_aantal_dagen_van_de_school(mensen):
    rij = verstuurd(mensen)
    gevraagd(rij, dagen=2.99)
    herinner_ondertekenaars()
    assert mails("herinnering") == []
    gevraagd(rij, dagen=3)
    herinner_ondertekenaars()
    assert mails("herinnering") == VIER


def test_een_school_kiest_zelf_na_hoeveel_dagen(mensen):
    type(mensen.school).objects.update(herinner_na_dagen=7)
    rij = verstuurd(mensen)
    gevraagd(rij, dagen=6.9)
    herinner_ondertekenaars()
    assert mails("herinnering") == []
    gevraagd(rij, dagen=7)
    herinner_ondertekenaars()
    assert mails("herinnering") == VIER


def test_een_keer_per_stap_en_hoogstens_drie(mensen):
    verstuurd(mensen)
    for dag, totaal in ((2, 0), (3, 1), (4, 1), (6, 2), (8, 2), (9, 3), (12, 3), (60, 3)):
        with op_dag(dag):
            herinner_ondertekenaars()
            herinner_ondertekenaars()
        assert mails("herinnering").count("els@eik.example") == totaal, dag


def test_na_een_lange_storing_komen_ze_niet_alle_drie_tegelijk(mensen):
    verstuurd(mensen)
    for dag, totaal in ((30, 1), (31, 1), (33, 2)):
        with op_dag(dag):
            herinner_ondertekenaars()
            herinner_ondertekenaars()
        assert mails("herinnering").count("els@eik.example") == totaal, dag


def test_wie_tekende_of_geen_adres_heeft_krijgt_er_geen(mensen):
    rij = teken(verstuurd(mensen), Partij.LEERLING)
    rij.huidige_ondertekenaars.filter(partij=Partij.OUDER).update(email="")
    gevraagd(rij, dagen=5)
    herinner_ondertekenaars()
    assert mails("herinnering") == ["baas@cools.example", "coen@eik.example"]


def test_wie_nog_niet_gevraagd_is_wordt_niet_herinnerd(mensen):
    bied_aan(mensen, klaar(mensen), maak=False)
    herinner_ondertekenaars()
    assert mails("herinnering") == []


@pytest.mark.parametrize("hoe", ["naar_concept", "weiger", "trek_in"])
def test_wat_niet_openstaat_herinnert_niemand(mensen, hoe):
    rij = verstuurd(mensen)
    if hoe == "weiger":
        acties_tekenen.weiger(
            partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link"
        )
    elif hoe == "trek_in":
        acties.trek_in(rij, reden="iets anders", door=mensen.bea)
    else:
        acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    gevraagd(rij, dagen=5)
    herinner_ondertekenaars()
    assert mails("herinnering") == []


def test_de_oude_versie_herinnert_niet_mee(mensen):
    rij = verstuurd(mensen)
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    rij.ondertekenaars.update(gevraagd_op=timezone.now() - datetime.timedelta(days=5))
    rij.refresh_from_db()
    bied_aan(mensen, rij)
    herinner_ondertekenaars()
    assert mails("herinnering") == []


def test_een_herinnering_draagt_een_werkende_link(mensen, client):
    rij = verstuurd(mensen)
    eerste = link_uit_mail("baas@cools.example")
    gevraagd(rij, dagen=3)
    herinner_ondertekenaars()
    assert client.get(link_uit_mail("baas@cools.example", "herinnering")).status_code == 200
    assert client.get(eerste).status_code == 410


def test_dezelfde_stap_tweemaal_geeft_een_mail(mensen):
    rij = verstuurd(mensen)
    gevraagd(rij, dagen=3)
    herinner_ondertekenaars()
    rij.huidige_ondertekenaars.update(herinneringen=0)
    herinner_ondertekenaars()
    assert mails("herinnering") == VIER
    assert Bericht.objects.filter(sleutel__startswith="herinnering-").count() == 4
