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
