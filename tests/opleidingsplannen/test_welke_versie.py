"""Who does not write the plan reads the version in force, and is told of a newer one."""

import pytest

from opleidingsplannen.models import Opleidingsplan, Planakkoord, Planstatus

LEZERS = ("lotte", "mo", "els", "coen", "lea")
NIEUW = "Er ligt een nieuwe versie voor."


@pytest.fixture
def versies(maak_plan):
    """Versions 1, 2, … in these statuses, each with a line that tells which: versies("akkoord")."""

    def maak(*statussen: str) -> list[Opleidingsplan]:
        return [
            maak_plan(1, versie=nr, status=status, regel={"opmerking": f"Regel van {nr}"})
            for nr, status in enumerate(statussen, 1)
        ]

    return maak


@pytest.fixture
def pagina(client_van, adres, mensen):
    def lees(naam: str, welke: str = "plan", **vraag) -> str:
        url = adres(f"opleidingsplannen:{welke}", mensen.traject.pk)
        return client_van(naam).get(url, vraag).content.decode()

    return lees


@pytest.mark.parametrize(
    ("statussen", "leest", "schrijft"),
    [
        (["concept"], [], [1]),
        (["voorgelegd"], [1], [1]),
        (["akkoord", "concept"], [1], [2, 1]),
        (["akkoord", "voorgelegd"], [1, 2], [2, 1]),
        (["vervangen", "akkoord"], [2], [2, 1]),
        (["vervangen", "akkoord", "voorgelegd"], [2, 3], [3, 2, 1]),
    ],
)
def test_wie_niet_schrijft_leest_eerst_wat_geldt_en_nooit_een_concept(
    statussen, leest, schrijft, versies, mensen
):
    versies(*statussen)

    def gelezen(naam: str) -> list[int]:
        plannen = Opleidingsplan.objects.leesbaar_voor(getattr(mensen, naam))
        return list(plannen.values_list("versie", flat=True))

    assert {naam: gelezen(naam) for naam in LEZERS} == dict.fromkeys(LEZERS, leest)
    assert (gelezen("bea"), gelezen("pieter")) == (schrijft, schrijft)
    assert gelezen("xander") == []


@pytest.mark.parametrize("naam", LEZERS)
def test_een_nieuw_concept_verandert_niets_voor_wie_leest(naam, versies, pagina):
    versies("akkoord", "concept")
    for tekst in (pagina(naam), pagina(naam, versie=2)):
        assert "Regel van 1" in tekst
        assert "Regel van 2" not in tekst
        assert "Lees versie" not in tekst
    assert "Regel van 2" in pagina("bea")
    assert "Regel van 1" in pagina("bea", versie=1)


def test_een_eerste_concept_is_nog_geen_plan_voor_wie_leest(versies, pagina):
    versies("concept")
    assert "Nog geen plan" in pagina("mo")
    assert "Nog geen plan" in pagina("mo", "beoordelen")
    assert "Regel van 1" in pagina("pieter")


@pytest.mark.parametrize(("naam", "partij"), [("lotte", "leerling"), ("mo", "mentor")])
def test_wie_nog_akkoord_moet_gaan_vindt_en_leest_de_nieuwe_versie(
    naam, partij, versies, pagina, doe
):
    _, nieuw = versies("akkoord", "voorgelegd")
    tekst = pagina(naam)
    assert "Regel van 1" in tekst
    assert NIEUW in tekst
    assert 'href="?versie=2"' in tekst
    assert 'name="partij"' not in tekst, "akkoord gaan doe je op de versie zelf"
    tekst = pagina(naam, versie=2)
    assert "Regel van 2" in tekst
    assert "Versie 1 geldt tot iedereen akkoord gaat met deze versie." in tekst
    assert 'href="?versie=1"' in tekst
    assert tekst.count('name="partij"') == 1
    tekst = doe(naam, "akkoord", partij=partij)
    assert "Regel van 2" in tekst, "men ziet het eigen akkoord staan"
    assert "Ongedaan maken" in tekst
    assert Planakkoord.objects.get().plan == nieuw


@pytest.mark.parametrize("onzin", ["0", "9", "twee", "²", ""])
def test_een_versie_die_niet_bestaat_toont_gewoon_het_plan(onzin, versies, pagina):
    versies("akkoord")
    assert "Regel van 1" in pagina("mo", versie=onzin)


@pytest.mark.parametrize("naam", ["mo", "pieter", "lotte"])
@pytest.mark.parametrize("nieuwe", [Planstatus.CONCEPT, Planstatus.VOORGELEGD])
def test_te_beoordelen_is_wat_in_de_geldende_versie_staat(
    naam, nieuwe, versies, client_van, adres, mensen
):
    geldend, nieuw = versies("akkoord", nieuwe)
    geldend.regels.update(inoefening="beide")
    nieuw.regels.update(inoefening="beide")
    url = adres("opleidingsplannen:beoordelen", mensen.traject.pk)
    for vraag in ({}, {"alles": 1}):
        beurten = client_van(naam).get(url, vraag).context["beurten"]
        assert [beurt.regel.plan_id for beurt in beurten] == [geldend.pk]


@pytest.mark.parametrize("naam", ["lotte", "mo"])
def test_de_eenvoudige_bladzijde_vraagt_akkoord_over_de_nieuwe_versie(
    naam, versies, client_van, adres, mensen
):
    geldend, _ = versies("akkoord", "voorgelegd")
    blad = client_van(naam).get(adres("overzichten:start"), follow=True).context["blad"]
    assert blad.plan == geldend
    [vraag] = [vraag for vraag in blad.vragen if vraag.knop == "Plan lezen"]
    assert vraag.url == f"{geldend.get_absolute_url()}?versie=2"


def test_de_eenvoudige_bladzijde_toont_geen_concept(versies, client_van, adres):
    versies("concept")
    blad = client_van("els").get(adres("overzichten:start"), follow=True).context["blad"]
    assert (blad.plan, blad.plan_url) == (None, "")
