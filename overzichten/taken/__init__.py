"""What needs doing, computed now: a small function per rule, each in constant queries."""

from overzichten.taken.regels import REGELS, taken_van
from overzichten.taken.taak import GROEPEN, Groep, Taak

__all__ = ["GROEPEN", "REGELS", "Groep", "Taak", "taken_van"]
