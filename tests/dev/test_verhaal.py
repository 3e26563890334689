"""The days of the story."""

import datetime

import pytest

from dev.wereld.verhaal import lesdag
from trajecten.kalender import Kalender


@pytest.mark.parametrize(
    ("vanaf", "stap", "dag"),
    [
        ((2026, 12, 4), 1, (2026, 12, 4)),
        ((2026, 12, 6), 1, (2026, 12, 7)),
        ((2026, 12, 6), -1, (2026, 12, 4)),
        ((2026, 11, 11), 1, (2026, 11, 12)),
        ((2026, 12, 20), 1, (2026, 12, 21)),  # the Christmas holidays: a weekday of them
    ],
)
def test_een_overeenkomst_begint_en_eindigt_op_een_schooldag(vanaf, stap, dag):
    assert lesdag(Kalender(), datetime.date(*vanaf), stap=stap) == datetime.date(*dag)
