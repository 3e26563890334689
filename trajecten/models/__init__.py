from trajecten.models.document import Document
from trajecten.models.eindereden import Eindereden, Fasereden
from trajecten.models.gebeurtenis import Gebeurtenis
from trajecten.models.herinnering import Herinnering
from trajecten.models.inzage import Inzage
from trajecten.models.jaarwissel import Jaarwissel
from trajecten.models.kalender import Kalenderperiode, Weekdag
from trajecten.models.opvolging import Opvolging
from trajecten.models.studiebewijs import Studiebewijs
from trajecten.models.taak import Taak, Takenlijstregel
from trajecten.models.termijn import Termijn, Termijnduur, Verlenging
from trajecten.models.traject import Inschrijving, Teamlid, Traject
from trajecten.models.weekpatroon import Weekpatroon

__all__ = [
    "Document",
    "Eindereden",
    "Fasereden",
    "Gebeurtenis",
    "Herinnering",
    "Inschrijving",
    "Inzage",
    "Jaarwissel",
    "Kalenderperiode",
    "Opvolging",
    "Studiebewijs",
    "Taak",
    "Takenlijstregel",
    "Teamlid",
    "Termijn",
    "Termijnduur",
    "Traject",
    "Verlenging",
    "Weekdag",
    "Weekpatroon",
]
