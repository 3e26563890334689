"""Holidays and free days of a Flemish school year, by rule, for any year. General knowledge, not
checked against a circular: a school that filled in its own year does not use them."""

import datetime
from typing import NamedTuple

from gebruikers.periode import DAG
from leerlingen.schooljaar import WEEK, maandag_van


class Vrij(NamedTuple):
    naam: str
    van: datetime.date
    tot: datetime.date


def pasen(jaar: int) -> datetime.date:
    """Easter Sunday (the anonymous Gregorian reckoning)."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(jaar, maand, dag + 1)


def _periode(naam: str, maandag: datetime.date, weken: int) -> Vrij:
    return Vrij(naam, maandag, maandag + weken * WEEK - DAG)


def _paasvakantie(paasdag: datetime.date) -> datetime.date:
    if paasdag.month == 3:
        return paasdag + DAG
    if paasdag > datetime.date(paasdag.year, 4, 15):
        return paasdag - 6 * DAG - WEEK
    eerste_april = datetime.date(paasdag.year, 4, 1)
    return eerste_april + (-eerste_april.weekday() % 7) * DAG


def vakanties(schooljaar_begin: int) -> list[Vrij]:
    """Holidays and free days of the school year that begins in September of that year."""
    jaar, volgend = schooljaar_begin, schooljaar_begin + 1
    allerheiligen, kerst = datetime.date(jaar, 11, 1), datetime.date(jaar, 12, 25)
    paasdag = pasen(volgend)
    herfst = allerheiligen + DAG if allerheiligen.weekday() == 6 else maandag_van(allerheiligen)
    winter = maandag_van(kerst) + (WEEK if kerst.weekday() >= 5 else 0 * WEEK)
    zomer = Vrij("zomervakantie", datetime.date(volgend, 7, 1), datetime.date(volgend, 8, 31))
    dagen = {
        "Wapenstilstand": datetime.date(jaar, 11, 11),
        "paasmaandag": paasdag + DAG,
        "Dag van de Arbeid": datetime.date(volgend, 5, 1),
        "Hemelvaart": paasdag + 39 * DAG,
        "vrijdag na Hemelvaart": paasdag + 40 * DAG,
        "pinkstermaandag": paasdag + 50 * DAG,
    }
    return sorted(
        [
            _periode("herfstvakantie", herfst, 1),
            _periode("kerstvakantie", winter, 2),
            _periode("krokusvakantie", paasdag - 48 * DAG, 1),
            _periode("paasvakantie", _paasvakantie(paasdag), 2),
            zomer,
            *(Vrij(naam, dag, dag) for naam, dag in dagen.items()),
        ],
        key=lambda vrij: (vrij.van, vrij.naam),
    )
