"""Who is not of the school reads plain words, and always who says so."""

import datetime

import pytest

from opleidingsplannen.models import Plaats, Planregel, Planstatus
from opleidingsplannen.models.schaal import VIER_PUNTEN
from overzichten import tekeningen

BUITEN = ("lotte", "mo", "els")


@pytest.fixture
def pagina(client_van, adres, mensen):
    def lees(naam: str, welke: str = "plan") -> str:
        url = adres(f"opleidingsplannen:{welke}", mensen.traject.pk)
        return client_van(naam).get(url).content.decode()

    return lees


@pytest.mark.parametrize("naam", BUITEN)
@pytest.mark.parametrize("status", [Planstatus.AKKOORD, Planstatus.VOORGELEGD])
def test_buiten_de_school_geen_woorden_van_het_vak(naam, status, maak_plan, pagina):
    maak_plan(2, status=status, regel={"aanbreng": "nergens", "inoefening": "beide"})
    tekst = pagina(naam)
    for woord in ("aanbreng", "inoefening", "nergens", "standaardtraject", "voorgelegd"):
        assert woord not in tekst.lower(), woord
    assert "op school en op de werkplek" in tekst
    assert "nog niet gepland" in tekst


def test_de_school_leest_de_woorden_van_het_vak_en_ziet_wat_nergens_staat(maak_plan, pagina):
    maak_plan(2, regel={"aanbreng": "nergens"})
    tekst = pagina("bea")
    assert "Aanbreng" in tekst
    assert "2 competenties nergens gepland" in tekst


@pytest.mark.parametrize(
    ("naam", "leerling"), [("lotte", "jij"), ("mo", "Lotte"), ("bea", "Lotte")]
)
def test_bij_elk_teken_staat_van_wie_het_is(naam, leerling, geef, regel, pagina):
    geef("mo", 3)
    tekst = pagina(naam)
    for wie in ("mentor", "leerkracht", leerling):
        assert f"<small>{wie}</small>" in tekst


def test_een_schaal_met_een_stel_woorden():
    for niveau in VIER_PUNTEN:
        assert f"<title>{niveau.woord}</title>" in tekeningen.niveau(niveau)
    assert [n.woord for n in VIER_PUNTEN] == ["nog niet", "met hulp", "goed", "zelfstandig"]
    assert len({n.uitleg for n in VIER_PUNTEN}) == 4


def test_elke_plaats_heeft_een_gewoon_woord():
    assert len({plaats.gewoon for plaats in Plaats}) == len(Plaats)


@pytest.mark.parametrize(
    ("naam", "knop", "zin"),
    [
        ("bea", True, "Beoordelen kan zodra er een opleidingsplan is."),
        ("pieter", True, "Beoordelen kan zodra er een opleidingsplan is."),
        ("mo", False, "Vraag het aan Bea Cast."),
        ("lotte", False, "Vraag het aan Bea Cast."),
    ],
)
def test_zonder_plan_is_er_een_weg_verder(naam, knop, zin, pagina):
    tekst = pagina(naam, "beoordelen")
    assert zin in tekst
    assert ("Plan maken" in tekst) is knop


def test_zonder_plan_in_een_gesloten_traject_staat_waarom(pagina, mensen):
    mensen.traject.fase = "afgerond"
    mensen.traject.save()
    assert "Dit traject is gesloten." in pagina("bea", "beoordelen")
    assert "Plan maken" not in pagina("bea", "beoordelen")


def test_per_cluster_staat_hoeveel_er_lukken(geef, maak_plan, pagina):
    eerste, tweede, derde = maak_plan(3, status=Planstatus.AKKOORD).regels.order_by("volgorde")
    geef("mo", 3, regel=eerste)
    geef("mo", 4, regel=tweede)
    geef("pieter", 2, regel=tweede)
    geef("lotte", 4, regel=derde)
    assert "1 van 3 lukken al" in pagina("els"), "het laatste oordeel telt, niet dat over zichzelf"


@pytest.mark.parametrize(
    ("van", "tot", "zin"),
    [
        (None, None, "hele periode"),
        ("2026-09-01", "2026-11-20", "sep – nov 2026"),
        ("2026-11-01", "2027-02-20", "nov 2026 – feb 2027"),
        ("2026-11-01", "2026-11-20", "nov 2026"),
        ("2026-11-01", None, "vanaf nov 2026"),
        (None, "2026-11-20", "tot nov 2026"),
    ],
)
def test_een_periode_in_woorden(van, tot, zin):
    dag = datetime.date.fromisoformat
    assert Planregel(van=van and dag(van), tot=tot and dag(tot)).wanneer == zin
