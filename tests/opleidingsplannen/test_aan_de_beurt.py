"""Which competences somebody is asked about now: few, in a useful order, each with its reason."""

import pytest

from opleidingsplannen.beoordelen import aan_de_beurt, alles
from opleidingsplannen.models import Planstatus
from tests import factories as f


@pytest.fixture
def beurten(mensen):
    def van(plan, naam: str = "mo", **velden) -> list:
        return aan_de_beurt(plan, getattr(mensen, naam), vandaag=f.dagen(0), **velden)

    return van


def _titels(beurten) -> list[str]:
    return [beurt.regel.competentie.titel for beurt in beurten]


def test_hoogstens_vijf_tegelijk(maak_plan, beurten):
    plan = maak_plan(8)
    assert _titels(beurten(plan)) == [f"Kan werk {n}" for n in range(1, 6)]
    assert len(beurten(plan, aantal=2)) == 2
    assert len(alles(plan)) == 8


@pytest.mark.parametrize(
    ("inoefening", "wie"),
    [
        ("werkplek", {"mo", "lotte"}),
        ("beide", {"mo", "pieter", "lotte"}),
        ("school", {"pieter", "lotte"}),
        ("nergens", set()),
        ("extern", set()),
    ],
)
def test_ieder_beoordeelt_wat_wordt_ingeoefend_waar_men_de_leerling_ziet(
    inoefening, wie, maak_plan, beurten
):
    plan = maak_plan(1, regel={"inoefening": inoefening})
    assert {naam for naam in ("mo", "pieter", "lotte") if beurten(plan, naam)} == wie


def test_eerst_wat_nu_in_het_plan_staat_dan_nooit_beoordeeld_dan_lang_geleden(
    maak_plan, beurten, geef
):
    plan = maak_plan(5)
    kort, lang, nu_beoordeeld, nooit, nu = plan.regels.order_by("volgorde")
    for regel in (nu, nu_beoordeeld):
        regel.van, regel.tot = f.dagen(-2), f.dagen(2)
        regel.save()
    geef("mo", dagen_geleden=10, regel=kort)
    geef("mo", dagen_geleden=60, regel=lang)
    geef("mo", dagen_geleden=30, regel=nu_beoordeeld)
    assert [b.regel for b in beurten(plan)] == [nu, nu_beoordeeld, nooit, lang, kort]


@pytest.mark.parametrize(
    ("van", "tot", "nu"), [(0, 0, True), (-3, 3, True), (1, 3, False), (-3, -1, False)]
)
def test_de_eerste_en_de_laatste_dag_van_de_periode_tellen_mee(van, tot, nu, maak_plan, beurten):
    plan = maak_plan(2)
    plan.regels.filter(competentie__titel="Kan werk 2").update(van=f.dagen(van), tot=f.dagen(tot))
    assert _titels(beurten(plan))[0] == ("Kan werk 2" if nu else "Kan werk 1")


def test_wat_men_deze_week_zelf_beoordeelde_wordt_niet_gevraagd(maak_plan, beurten, geef):
    plan = maak_plan(2)
    eerste, tweede = plan.regels.order_by("volgorde")
    geef("mo", dagen_geleden=6.9, regel=eerste)
    geef("mo", dagen_geleden=7.1, regel=tweede)
    assert [b.regel for b in beurten(plan)] == [tweede]


def test_het_oordeel_van_een_ander_telt_niet_voor_mijn_beurt(maak_plan, beurten, geef):
    plan = maak_plan(1)
    geef("pieter", dagen_geleden=1, regel=plan.regels.get())
    assert len(beurten(plan)) == 1
    assert beurten(plan)[0].waarom == "Nog niet door jou beoordeeld"


def test_het_laatste_oordeel_telt_niet_het_eerste(maak_plan, beurten, geef):
    plan = maak_plan(1)
    geef("mo", dagen_geleden=1, regel=plan.regels.get())
    geef("mo", dagen_geleden=50, regel=plan.regels.get())
    assert beurten(plan) == []


@pytest.mark.parametrize(
    ("dagen_geleden", "in_periode", "waarom"),
    [
        (None, True, "Nog niet door jou beoordeeld"),
        (30, True, "Staat nu in het plan"),
        (30, False, "Laatst beoordeeld 4 weken geleden"),
        (8, False, "Vorige week beoordeeld"),
    ],
)
def test_elke_beurt_zegt_waarom(dagen_geleden, in_periode, waarom, maak_plan, beurten, geef):
    periode = {"van": f.dagen(-1), "tot": f.dagen(1)} if in_periode else {}
    plan = maak_plan(1, regel=periode)
    if dagen_geleden:
        geef("mo", dagen_geleden=dagen_geleden, regel=plan.regels.get())
    assert [beurt.waarom for beurt in beurten(plan)] == [waarom]


def test_als_alles_bij_is_staat_er_een_zin_en_een_weg_verder(
    maak_plan, geef, client_van, adres, mensen
):
    plan = maak_plan(1, status=Planstatus.AKKOORD)
    geef("mo", dagen_geleden=1, regel=plan.regels.get())
    url = adres("opleidingsplannen:beoordelen", mensen.traject.pk)
    tekst = client_van("mo").get(url).content.decode()
    assert "Alles is bij" in tekst
    assert 'href="?alles=1"' in tekst
    assert "Kan werk 1" in client_van("mo").get(url, {"alles": 1}).content.decode()
