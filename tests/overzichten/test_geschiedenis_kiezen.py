"""A history is narrowed to who, what and when; the choice lives in the address."""

import re

import pytest

from gebruikers.bladen import PER_BLAD
from leerlingen.models import Betrokkene
from tests import factories as f
from tests.overzichten.zaken import als, wijzig

pytestmark = pytest.mark.django_db


@pytest.fixture
def drie(mensen):
    """Of Lotte's file: Bea changed the learner, Ada the parent, the system the site's town."""
    wijzig(mensen.leerling, "Temse", mensen.bea, "web 1")
    with als(mensen.ada, "web 2"):
        Betrokkene.objects.filter(pk=mensen.moeder.pk).update(telefoon="0470 99 88 77")
    wijzig(mensen.leerling, "Lokeren", None, "gebruikers.tasks.veeg 1")
    return mensen


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ({}, {"Temse", "0470 99 88 77", "Lokeren"}),
        ({"wie": "bea"}, {"Temse"}),
        ({"wie": "ada"}, {"0470 99 88 77"}),
        ({"wie": "systeem"}, {"Lokeren"}),
        ({"wat": "betrokkene"}, {"0470 99 88 77"}),
        ({"wat": "leerling"}, {"Temse", "Lokeren"}),
        ({"wie": "bea", "wat": "betrokkene"}, set()),
        ({"van": 0, "tot": 0}, {"Temse", "0470 99 88 77", "Lokeren"}),
        ({"van": 1}, set()),
        ({"tot": -1}, set()),
    ],
)
def test_men_kiest_wie_wat_en_wanneer(drie, pagina, vraag, verwacht):
    vraag = {
        naam: f.dagen(waarde).isoformat() if isinstance(waarde, int) else waarde
        for naam, waarde in vraag.items()
    }
    if vraag.get("wie") in ("bea", "ada"):
        vraag["wie"] = getattr(drie, vraag["wie"]).gebruiker_id
    tekst = pagina("bea", "traject", drie.traject, **vraag)
    gezien = {
        w for w in ("Temse", "0470 99 88 77", "Lokeren") if re.search(rf"(naar|: ) ?{w}", tekst)
    }
    assert gezien == verwacht
    if not verwacht:
        assert "Niets gevonden" in tekst


def test_de_keuzes_zijn_wie_en_wat_er_staat(drie, client_van, adres):
    """Nobody else's name is in the list, and a kind that one does not read neither."""
    url = adres("overzichten:geschiedenis", "betrokkene", drie.moeder.pk)
    filter = client_van("bea").get(url).context["filter"]
    assert [titel for _, titel in filter.fields["wie"].choices] == [
        "iedereen",
        "Ada Cast",
        "Het systeem",
    ]
    assert filter.fields["wat"].choices == [("", "alles"), ("betrokkene", "ouders")]


@pytest.mark.parametrize(
    "vraag",
    [
        {"wie": "0"}, {"wie": "-1"}, {"wie": "9" * 40}, {"wie": "x"}, {"wat": "lidmaatschap"},
        {"wat": "x"}, {"van": "gisteren"}, {"tot": "2026-02-31"}, {"page": "x"}, {"page": "-3"},
    ],
)  # fmt: skip
def test_onzin_beperkt_niets(drie, pagina, vraag):
    tekst = pagina("bea", "traject", drie.traject, **vraag)
    assert "Temse" in tekst
    assert "Lokeren" in tekst


def test_wie_elders_iets_deed_is_geen_keuze(drie, client_van, adres):
    """Of a person who did nothing here one learns nothing: as of a number that nobody has."""
    url = adres("overzichten:geschiedenis", "traject", drie.traject.pk)
    antwoorden = []
    for nummer in (drie.vera.gebruiker_id, 987654):
        tekst = client_van("bea").get(url, {"wie": nummer}).text
        antwoorden.append(re.sub(rf"{nummer}|csrf\w+\W+\w+\W+\w+", "", tekst).partition("<main")[2])
    assert antwoorden[0] == antwoorden[1]


def test_bladen_houden_de_keuze(mensen, client_van, adres):
    for n in range(PER_BLAD + 1):
        wijzig(mensen.leerling, f"Plaats {n}", None, f"web {n}")
    url = adres("overzichten:geschiedenis", "leerling", mensen.leerling.pk)
    antwoord = client_van("bea").get(url, {"wat": "leerling", "page": 2})
    assert "2 van 2" in antwoord.text
    assert "wat=leerling" in antwoord.text
    assert len(antwoord.context["groepen"]) < PER_BLAD
