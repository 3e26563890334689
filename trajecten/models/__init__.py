from trajecten.models.document import Document
from trajecten.models.gebeurtenis import Gebeurtenis
from trajecten.models.inzage import Inzage
from trajecten.models.kalender import Kalenderperiode, Weekdag
from trajecten.models.traject import Inschrijving, Teamlid, Traject
from trajecten.models.weekpatroon import Weekpatroon

__all__ = [
    "Document",
    "Gebeurtenis",
    "Inschrijving",
    "Inzage",
    "Kalenderperiode",
    "Teamlid",
    "Traject",
    "Weekdag",
    "Weekpatroon",
]
