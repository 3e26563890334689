"""An evaluation on paper: one or two pages, made from a frozen copy."""

from django.utils import timezone
from django.utils.text import capfirst

from opleidingsplannen.models import Evaluatie
from trajecten.documenten import (
    datum,
    documentsoort,
    maak_pdf,
    school_als_inhoud,
    vraag_document,
)
from trajecten.models import Document

SOORT = "evaluatie"


def inhoud_van(evaluatie: Evaluatie) -> dict:
    """A frozen copy of all that is printed. No workplaces: a mentor of one company reads it, and
    does not read where else the learner is."""
    traject = evaluatie.traject
    inschrijving = traject.inschrijvingen.filter(van__lte=evaluatie.dag).first()
    klas = traject.leerling.klas
    return {
        "titel": "Evaluatie",
        "nummer": f"Evaluatie van {traject.leerling.volledige_naam}",
        "school": school_als_inhoud(evaluatie.school),
        "opgemaakt": f"vastgelegd op {datum(timezone.localdate(evaluatie.op))}",
        "leerling": traject.leerling.volledige_naam,
        "klas": str(klas) if klas else "",
        "opleiding": str(inschrijving.opleiding) if inschrijving else "",
        "dag": datum(evaluatie.dag),
        "vastgelegd_door": str(evaluatie.door.gebruiker),
        "rol": evaluatie.get_rol_display().lower(),
        "verbetert": datum(timezone.localdate(evaluatie.verbetert.op))
        if evaluatie.verbetert
        else "",
        "gedeeld": evaluatie.gedeeld,
        "teksten": [list(tekst) for tekst in evaluatie.teksten],
        "overzicht": evaluatie.inhoud,
    }


def vraag_evaluatiedocument(evaluatie: Evaluatie) -> Document:
    return vraag_document(
        evaluatie.traject,
        soort=SOORT,
        bron=f"evaluatie-{evaluatie.sleutel}",
        versie=1,
        titel=capfirst(str(evaluatie)),
        inhoud=inhoud_van(evaluatie),
        over=Document.Over.EVALUATIE,
    )


@documentsoort(SOORT)
def maak_evaluatie(document: Document) -> bytes:
    return maak_pdf("documenten/evaluatie.html", document.inhoud)
