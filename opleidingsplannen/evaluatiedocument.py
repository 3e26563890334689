"""An evaluation on paper: one or two pages, made from a frozen copy."""

from django.utils import timezone
from django.utils.formats import date_format

from opleidingsplannen.models import Evaluatie
from trajecten.documenten import documentsoort, maak_pdf, vraag_document
from trajecten.models import Document
from werkplekken.models import Plaatsing

SOORT = "evaluatie"


def inhoud_van(evaluatie: Evaluatie) -> dict:
    """A frozen copy of all that is printed."""
    traject, school = evaluatie.traject, evaluatie.school
    inschrijving = traject.inschrijvingen.filter(van__lte=evaluatie.dag).first()
    plekken = Plaatsing.objects.in_voege().filter(
        traject=traject, van__lte=evaluatie.dag, tot__gte=evaluatie.dag
    )
    plekken = plekken.select_related("vestiging", "organisatie")
    klas = traject.leerling.klas
    return {
        "titel": "Evaluatie",
        "nummer": f"Evaluatie van {traject.leerling.volledige_naam}",
        "school": {
            "naam": school.naam,
            "adres": school.adres,
            "instellingsnummer": school.instellingsnummer,
        },
        "opgemaakt": f"vastgelegd op {_dag(timezone.localdate(evaluatie.op))}",
        "leerling": traject.leerling.volledige_naam,
        "klas": str(klas) if klas else "",
        "opleiding": str(inschrijving.opleiding) if inschrijving else "",
        "werkplekken": [str(plek.plaats) for plek in plekken],
        "dag": _dag(evaluatie.dag),
        "vastgelegd_door": str(evaluatie.door.gebruiker),
        "rol": evaluatie.get_rol_display().lower(),
        "verbetert": _dag(timezone.localdate(evaluatie.verbetert.op))
        if evaluatie.verbetert
        else "",
        "gedeeld": evaluatie.gedeeld,
        "teksten": [list(tekst) for tekst in evaluatie.teksten],
        "overzicht": evaluatie.inhoud,
    }


def _dag(dag) -> str:
    return date_format(dag, "j F Y")


def vraag_evaluatiedocument(evaluatie: Evaluatie) -> Document:
    return vraag_document(
        evaluatie.traject,
        soort=SOORT,
        bron=f"evaluatie-{evaluatie.sleutel}",
        versie=1,
        titel=f"{str(evaluatie).capitalize()}",
        inhoud=inhoud_van(evaluatie),
        over=Document.Over.EVALUATIE,
    )


@documentsoort(SOORT)
def maak_evaluatie(document: Document) -> bytes:
    return maak_pdf("documenten/evaluatie.html", document.inhoud)
