"""What needs doing, computed now: a small function per rule, each in constant queries."""

from overzichten.taken.regels import (
    REGELS,
    aantal_met_aandacht,
    regels_van,
    taken_van,
)
from overzichten.taken.taak import GROEPEN, Groep, TeDoen, Treft, treffers

__all__ = [
    "GROEPEN",
    "REGELS",
    "Groep",
    "TeDoen",
    "Treft",
    "aantal_met_aandacht",
    "regels_van",
    "taken_van",
    "treffers",
]
