"""What an external organiser sees first: who is there, until when, and whom to call."""

import pytest

from overzichten.extern import gasten
from tests import factories as f
from trajecten.models import Teamlid
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db


@pytest.fixture
def gast(mensen):
    return Plaatsing.objects.filter(organisatie=mensen.organisatie)


@pytest.mark.parametrize(
    ("dagen", "woord"),
    [
        (0, "vandaag de laatste dag"),
        (1, "nog 1 dag"),
        (13, "nog 13 dagen"),
        (14, "nog 2 weken"),
        (60, "nog 8 weken"),
    ],
)
def test_hoe_lang_nog(mensen, gast, dagen, woord):
    gast.update(tot=f.dagen(dagen))
    (rij,) = gasten(mensen.xander)
    assert rij.nog == woord


def test_wie_er_is_tot_wanneer_en_wie_je_aanspreekt(mensen, gast, client_van, adres):
    mensen.school.telefoon = "03 111 22 33"
    mensen.school.save()
    tekst = client_van("xander").get(adres("overzichten:start")).content.decode()
    for stuk in ("1 leerling van De Eik is nu bij jullie", "Lotte Maes", "Springplank"):
        assert stuk in tekst
    assert "Bea Cast, trajectbegeleider" in tekst
    assert "Pieter Cast" not in tekst
    assert "tel:031112233" in tekst


def test_wie_niet_meer_begeleidt_wordt_niet_genoemd(mensen):
    Teamlid.objects.filter(gebruiker=mensen.bea.gebruiker).update(tot=f.dagen(-1))
    (rij,) = gasten(mensen.xander)
    assert rij.begeleiders == []


def test_na_de_laatste_dag_is_er_niemand(mensen, gast, client_van, adres):
    gast.update(tot=f.dagen(-1))
    tekst = client_van("xander").get(adres("overzichten:start")).content.decode()
    assert "Nu is er niemand" in tekst
    assert "De Eik helpt je" in tekst
    assert "Lotte" not in tekst


def test_wie_eerst_vertrekt_staat_eerst(mensen, gast):
    gast.update(tot=f.dagen(20))
    ander = f.PlaatsingFactory(
        traject=f.TrajectFactory(school=mensen.school), vestiging=None, mentor=None,
        organisatie=mensen.organisatie, van=f.dagen(-1), tot=f.dagen(5),
    )  # fmt: skip
    assert [rij.plaatsing for rij in gasten(mensen.xander)] == [ander, gast.exclude(pk=ander.pk)[0]]


def test_tien_of_honderd_leerlingen_kosten_evenveel_vragen(mensen, client_van, adres, meet):
    def erbij(aantal: int) -> None:
        for _ in range(aantal):
            f.PlaatsingFactory(
                traject=f.TrajectFactory(school=mensen.school), vestiging=None, mentor=None,
                organisatie=mensen.organisatie, van=f.dagen(-1),
            )  # fmt: skip

    client, url = client_van("xander"), adres("overzichten:start")
    erbij(9)
    tien = meet(client, url)
    erbij(90)
    assert meet(client, url) == tien <= 25


def test_wie_de_begeleider_vervangt_spreek_je_ook_aan(mensen, client_van, adres):
    bea, vera = mensen.bea.gebruiker, mensen.vera.gebruiker
    f.VervangingFactory(school=mensen.school, wie=bea, vervanger=vera)
    (gast,) = gasten(mensen.xander)
    assert [teamlid.gebruiker for teamlid in gast.begeleiders] == [bea, vera]
