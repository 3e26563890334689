"""The figures of a school, against cases counted by hand."""

import datetime
from collections import Counter

import pytest

from gebruikers.rollen import Rol
from overzichten import cijfers
from overzichten.staven import staaf
from tests import factories as f
from tests.overzichten.zaken import zaak
from tests.trajecten.einde import rond_af, zet_stop
from trajecten.fases import Fase
from trajecten.models import Termijn, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_het_schooljaar(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 18, 9, tzinfo=datetime.UTC))


def tabel(grafiek) -> dict[str, dict]:
    return {staaf.naam: dict(staaf.delen) for staaf in grafiek.staven}


def test_leerlingen_en_dringende_termijnen_per_begeleider(mensen):
    Traject.objects.filter(school=mensen.school).update(fase=Fase.AANLOOP)
    een, _ander = zaak(mensen), zaak(mensen, fase=Fase.LOPEND)
    zaak(mensen, fase=Fase.STOPGEZET)
    niemand = f.TrajectFactory(school=mensen.school, fase=Fase.LOPEND)
    f.TermijnFactory(traject=een, einde=f.dagen(-1))
    f.TermijnFactory(traject=een, onderwerp="b", einde=f.dagen(7))
    f.TermijnFactory(traject=een, onderwerp="c", einde=f.dagen(8))
    f.TermijnFactory(traject=niemand, einde=f.dagen(0))
    f.TermijnFactory(traject=mensen.vreemd_traject, einde=f.dagen(0))
    naamgenoot = f.LidmaatschapFactory(
        school=mensen.school, gebruiker__voornaam="Bea", gebruiker__naam="Cast"
    )
    ook = f.TrajectFactory(school=mensen.school, fase=Fase.LOPEND)
    f.TeamlidFactory(traject=ook, gebruiker=naamgenoot.gebruiker)
    druk, gevaar = cijfers.werkdruk(mensen.coen)
    assert [staaf.totaal for staaf in druk.staven if staaf.naam == "Bea Cast"] == [3, 1]
    druk.staven.remove(next(staaf for staaf in druk.staven if staaf.totaal == 1))
    assert tabel(druk) == {
        "Bea Cast": {"zoekt werkplek": 1, "lopend": 1, "andere fasen": 1},
        "Vera Cast": {"andere fasen": 1},
        "niemand": {"lopend": 1},
    }
    assert druk.staven[0].naam == "Bea Cast", "de grootste eerst"
    assert tabel(gevaar) == {
        "Bea Cast": {"termijn voorbij": 1, "termijn binnen een week": 1},
        "niemand": {"termijn binnen een week": 1},
    }


def zoektocht(m, begin: str, staat: str, *, na: int = 0, uiterlijk: int = 20) -> Termijn:
    """Searched for `na` days; the term has a day of opleiding each day."""
    begin = datetime.date.fromisoformat(begin)
    dagen = [begin + datetime.timedelta(days=n) for n in range(uiterlijk)]
    gesloten = None if staat == "open" else begin + datetime.timedelta(days=na)
    return f.TermijnFactory(
        traject=zaak(m), regel="werkplek_start", begin=begin, einde=dagen[-1], geteld=dagen,
        staat=staat, gesloten_op=gesloten,
    )  # fmt: skip


def test_hoe_het_zoeken_ging(mensen):
    zoektocht(mensen, "2026-09-01", "voldaan", na=4)
    zoektocht(mensen, "2026-09-01", "voldaan", na=9)
    zoektocht(mensen, "2026-09-01", "voldaan", na=25)
    zoektocht(mensen, "2026-09-01", "vervallen", na=3)
    zoektocht(mensen, "2026-09-01", "open")
    zoektocht(mensen, "2026-11-10", "open")
    zoektocht(mensen, "2026-08-31", "voldaan", na=1)
    zoektocht(mensen, "2026-09-01", "voldaan", na=-3)  # had a workplace before it began
    zoektocht(mensen, "2026-12-01", "open")  # begins later
    f.TermijnFactory(traject=zaak(mensen), regel="contact", begin="2026-10-01")
    gezocht = cijfers.zoektochten(mensen.coen, 2026)
    assert gezocht.uitkomsten == Counter(
        {
            cijfers.OP_TIJD: 2, cijfers.LATER: 1, cijfers.GESTOPT: 1, cijfers.TE_LAAT: 1,
            cijfers.BEZIG_OP_TIJD: 1,
        }
    )  # fmt: skip
    # Who was placed late took the 19 weekdays from 1 to 26 September.
    assert sorted(gezocht.dagen) == [5, 10, 19]
    assert (gezocht.mediaan, gezocht.later) == (10, 1)
    assert (gezocht.percentage, gezocht.geplaatst, gezocht.over, gezocht.totaal) == (60, 3, 5, 6)
    assert cijfers.zoektochten(mensen.coen, 2025).percentage == 100
    assert cijfers.zoektochten(mensen.coen, 2024).percentage is None


def test_waarom_trajecten_stopten_per_reden_en_sector(mensen):
    mensen.leerling.opleiding.sector = "Voeding"
    mensen.leerling.opleiding.save()
    reden = f.EinderedenFactory(
        school=mensen.school, naam="Verhuisd", van=datetime.date(2020, 9, 1)
    )
    Traject.objects.filter(school=mensen.school).update(fase_sinds="2025-01-01")
    for traject in (zaak(mensen), zaak(mensen)):
        zet_stop(traject, door=mensen.bea, eindereden=reden)
    zet_stop(f.TrajectFactory(school=mensen.school), door=mensen.coen, eindereden=reden)
    vorig = zaak(mensen)
    Traject.objects.filter(pk=vorig.pk).update(fase_sinds="2025-01-01")
    vorig.refresh_from_db()
    zet_stop(vorig, door=mensen.bea, eindereden=reden, op=datetime.date(2026, 6, 1))
    rond_af(zaak(mensen, fase=Fase.LOPEND), door=mensen.bea)
    redenen, sectoren, bewijzen = cijfers.eindes(mensen.coen, 2026)
    assert tabel(redenen) == {"Verhuisd": {"stopgezet": 3}}
    assert tabel(sectoren)["Voeding"] == {"stopgezet": 2}
    assert tabel(sectoren)[cijfers.ZONDER_SECTOR] == {"stopgezet": 1}
    assert tabel(bewijzen) == {"diploma secundair onderwijs": {"behaald": 1}}
    assert tabel(cijfers.eindes(mensen.coen, 2025)[0]) == {"Verhuisd": {"stopgezet": 1}}


def test_de_bladzijde_met_de_tabellen(mensen, client_van, adres, meet):
    coen, blad = client_van("coen"), adres("overzichten:cijfers")
    zoektocht(mensen, "2026-09-01", "voldaan", na=4)
    weinig = meet(coen, blad)
    for _ in range(4):
        zoektocht(mensen, "2026-09-01", "voldaan", na=4)
        zet_stop(zaak(mensen), door=mensen.bea)
    assert meet(coen, blad) <= weinig + 1 <= 25, "de sectoren, eens er een stopte"
    tekst = coen.get(blad).text
    assert "Schooljaar 2026-2027" in tekst
    assert "<b>100 %</b>" in tekst
    assert 'aria-label="Zoeken naar een werkplek"' in tekst
    assert str(mensen.leerling) not in tekst
    assert "Schooljaar 2026-2027" in coen.get(blad, {"schooljaar": "1999"}).text
    mensen.traject.begindatum = "2024-10-01"
    mensen.traject.save()
    assert "Schooljaar 2024-2025" in coen.get(blad, {"schooljaar": "2024"}).text
    for wie in ("bea", "ada", "bob", "mo"):
        assert client_van(wie).get(blad).status_code == 403, wie


def test_dagen_tot_een_plek_tellen_ook_wie_te_laat_was(mensen, client_van, adres):
    """By the calendar of the school and the week of the learner, beyond what the term counted."""
    laat = zoektocht(mensen, "2026-09-01", "voldaan", na=62)  # 2 November, in the holidays
    f.WeekpatroonFactory(traject=laat.traject, van=laat.begin, school_dagen=[1], werkplek_dagen=[2])
    verlengd = zoektocht(mensen, "2026-09-01", "voldaan", na=23)  # 24 September
    Termijn.objects.filter(pk=verlengd.pk).update(verlengd_tot="2026-10-30")
    gezocht = cijfers.zoektochten(mensen.coen, 2026)
    assert sorted(gezocht.dagen) == [17, 18]  # eight Mondays and nine Tuesdays; weekdays
    assert (gezocht.mediaan, gezocht.later) == (18, 1)
    tekst = client_van("coen").get(adres("overzichten:cijfers")).text
    assert "<b>18 opleidingsdagen</b>" in tekst
    assert "Daarvan vond er <b>1</b> een plek na de termijn." in tekst


def test_een_school_die_net_begint(client, adres):
    lid = f.LidmaatschapFactory(school=f.SchoolFactory(code="nieuw"), rol=Rol.COORDINATOR)
    client.force_login(lid.gebruiker)
    tekst = client.get(adres("overzichten:cijfers").replace("/eik/", "/nieuw/")).text
    assert "Nog niets te tellen" in tekst
    assert "Nog geen zoektocht" in tekst


def test_een_staaf_toont_elk_deel_met_zijn_getal():
    svg = staaf({"lopend": 30, "zoekt": 1}, ("zoekt", "lopend"), 40)
    assert "<title>1 zoekt, 30 lopend</title>" in svg
    assert ">30</text>" in svg
    assert ">1</text>" not in svg, "te smal voor een getal"
    assert "<title>zoekt: 1</title>" in svg
