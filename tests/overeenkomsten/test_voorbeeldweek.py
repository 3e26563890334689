"""The example of a week: it adds up to the hours agreed where it can, and else says so."""

from decimal import Decimal
from itertools import pairwise

import pytest

from overeenkomsten.models import Uurroosterblok
from overeenkomsten.uren import in_woorden
from overeenkomsten.voorbeeldweek import Voorbeeldweek
from tests import factories as f
from tests.overeenkomsten.zaken import aanloop, klaar, let_op

pytestmark = pytest.mark.django_db


def week(rij, werk, school) -> Voorbeeldweek:
    rij.uren_werkplek, rij.uren_school = Decimal(werk), Decimal(school)
    return Voorbeeldweek(rij)


def uren(voorbeeld: Voorbeeldweek) -> tuple[Decimal, Decimal]:
    som = {"werkplek": Decimal(0), "school": Decimal(0)}
    for blok in voorbeeld.blokken:
        som[blok.plaats] += Decimal(blok.minuten) / 60
    return som["werkplek"], som["school"]


def in_het_kort(voorbeeld: Voorbeeldweek, dag: int) -> list[str]:
    return [str(blok).split(" ", 1)[1] for blok in voorbeeld.blokken if blok.dag == dag]


def test_elk_aantal_halve_uren_dat_past_klopt(mensen):
    """On its own half day each, in order, nowhere over another and never more than eight hours."""
    rij = klaar(mensen)
    for werk in range(1, 81, 3):
        for school in range(0, 81, 3):
            voorbeeld = week(rij, Decimal(werk) / 2, Decimal(school) / 2)
            past = -(-werk // 8) + -(-school // 8) <= 10
            assert past == (voorbeeld.zin == ""), (werk, school)
            assert not past or uren(voorbeeld) == (Decimal(werk) / 2, Decimal(school) / 2)
            for dag in Uurroosterblok.Dag:
                blokken = [blok for blok in voorbeeld.blokken if blok.dag == dag]
                assert not blokken or dag <= 5
                assert len({blok.van.hour < 12 for blok in blokken}) == len(blokken) <= 2
                assert sum(blok.minuten for blok in blokken) <= 480
                assert all(blok.van < blok.tot for blok in blokken)
                assert all(a.tot < b.van for a, b in pairwise(blokken))


def test_zoals_een_week_er_meestal_uitziet(mensen):
    voorbeeld = week(klaar(mensen), 24, 13)
    assert in_het_kort(voorbeeld, 1) == ["08:30-12:00 school", "13:00-16:00 school"]
    assert in_het_kort(voorbeeld, 5) == ["08:00-12:00 werkplek", "12:30-16:30 werkplek"]
    korter = week(klaar(mensen), 20, 8)
    assert in_het_kort(korter, 2) == ["08:00-12:00 school"]
    assert in_het_kort(korter, 5) == ["08:30-12:00 werkplek", "12:30-15:30 werkplek"]
    gemengd = week(klaar(mensen), 28, 12)
    assert in_het_kort(gemengd, 2) == ["08:00-12:00 school", "12:30-16:30 werkplek"]


@pytest.mark.parametrize(
    ("werk", "school", "passen"),
    [(40, 8, "32 uur van de 40 uur"), ("24.25", 13, "24 uur van de 24 u. 15")],
)
def test_wat_niet_past_staat_erbij(mensen, client_van, adres, werk, school, passen):
    rij = klaar(mensen, uren_werkplek=werk, uren_school=school)
    zin = Voorbeeldweek(rij).zin
    assert f"{passen} op de werkplek" in zin
    blad = adres("overeenkomsten:uurrooster", rij.pk)
    assert zin in client_van("bea").get(blad, {"voorbeeld": 1}).text
    assert zin not in client_van("bea").get(blad).text


def test_de_dagen_van_het_weekpatroon(mensen):
    """That holds when the agreement begins; a day at both is half a day at each."""
    rij = klaar(mensen)
    for van, school, werkplek in ((-90, [1], [2, 3]), (0, [1, 3], [3, 4, 5]), (90, [5], [1])):
        f.WeekpatroonFactory(
            traject=rij.traject, van=f.dagen(van), school_dagen=school, werkplek_dagen=werkplek
        )
    voorbeeld = week(rij, 20, 10)
    assert uren(voorbeeld) == (20, 10)
    assert {(blok.dag, blok.plaats) for blok in voorbeeld.blokken} == {
        (1, "school"), (3, "school"), (3, "werkplek"), (4, "werkplek"), (5, "werkplek")
    }  # fmt: skip
    assert "12 uur van de 13 uur op school" in week(rij, 20, 13).zin


def test_bij_een_organisator_heet_het_ook_zo(mensen):
    rij = aanloop(mensen, "aeo", uren_werkplek=8)
    zin = next(zin for zin in let_op(rij) if "Het uurrooster telt" in zin)
    assert f"telt {in_woorden(Decimal(21))} bij de organisator, de overeenkomst 8 uur." in zin
    assert "werkplek" not in zin
    assert "van de 40 uur bij de organisator" in week(rij, 40, 8).zin
