from trajecten.models.document import Document
from trajecten.models.gebeurtenis import Gebeurtenis
from trajecten.models.inzage import Inzage
from trajecten.models.kalender import VrijePeriode
from trajecten.models.traject import Inschrijving, Teamlid, Traject

__all__ = [
    "Document",
    "Gebeurtenis",
    "Inschrijving",
    "Inzage",
    "Teamlid",
    "Traject",
    "VrijePeriode",
]
