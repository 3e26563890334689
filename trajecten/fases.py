"""The phases of a traject and the moves between them: one table for buttons, acts and tests."""

from django.db import models


class Fase(models.TextChoices):
    AANMELDING = "aanmelding", "aanmelding"
    SCREENING = "screening", "screening"
    AANLOOP = "aanloop", "aanloop"
    ZOEKT_WERKPLEK = "zoekt_werkplek", "zoekt werkplek"
    LOPEND = "lopend", "lopend"
    ONDERBROKEN = "onderbroken", "onderbroken"
    AFGEROND = "afgerond", "afgerond"
    STOPGEZET = "stopgezet", "stopgezet"
    NIET_GESTART = "niet_gestart", "niet gestart"


OVERGANGEN = {
    Fase.AANMELDING: {Fase.SCREENING, Fase.ZOEKT_WERKPLEK},
    Fase.SCREENING: {Fase.AANLOOP, Fase.ZOEKT_WERKPLEK, Fase.NIET_GESTART},
    Fase.AANLOOP: {Fase.ZOEKT_WERKPLEK, Fase.STOPGEZET},
    Fase.ZOEKT_WERKPLEK: {Fase.AANLOOP, Fase.LOPEND, Fase.STOPGEZET},
    Fase.LOPEND: {Fase.ZOEKT_WERKPLEK, Fase.ONDERBROKEN, Fase.AFGEROND, Fase.STOPGEZET},
    Fase.ONDERBROKEN: {Fase.LOPEND, Fase.ZOEKT_WERKPLEK, Fase.STOPGEZET},
}
# Back over the last step: the coördinator's, with a reason.
TERUG = {naar: {van for van, doelen in OVERGANGEN.items() if naar in doelen} for naar in Fase}
GESLOTEN = frozenset({Fase.AFGEROND, Fase.STOPGEZET, Fase.NIET_GESTART})
# What a move asks beside the day and an explanation: a reason of the school's own list.
MET_REDEN = frozenset({Fase.ONDERBROKEN, Fase.STOPGEZET, Fase.NIET_GESTART})
# What each move means, to who chooses it.
WAT_HET_IS = {
    Fase.SCREENING: "Past duaal leren bij deze leerling?",
    Fase.AANLOOP: "Wil wel, maar is nog niet klaar voor een werkplek.",
    Fase.ZOEKT_WERKPLEK: "Klaar voor een werkplek, en heeft er geen.",
    Fase.LOPEND: "Leert op school en op de werkplek.",
    Fase.ONDERBROKEN: "Ligt even stil, met een reden. Het traject blijft open.",
    Fase.AFGEROND: "Klaar, met een studiebewijs. Het traject sluit.",
    Fase.STOPGEZET: "Stopt vroeger, met een reden. Het traject sluit.",
    Fase.NIET_GESTART: "Begint er niet aan, met een reden. Het traject sluit.",
}
