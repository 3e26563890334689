from opleidingsplannen.models.aanwezigheid import Aanwezigheid, Halve, Staat
from opleidingsplannen.models.akkoord import Partij, Planakkoord, Planvraag
from opleidingsplannen.models.beoordeling import Beoordeling
from opleidingsplannen.models.evaluatie import Evaluatie, Evaluatiemoment
from opleidingsplannen.models.plan import (
    Opleidingsplan,
    Plaats,
    Planregel,
    Planstatus,
)
from opleidingsplannen.models.schaal import Schaal
from opleidingsplannen.models.standaardtraject import (
    Activiteit,
    Cluster,
    Competentie,
    Standaardtraject,
)

__all__ = [
    "Aanwezigheid",
    "Activiteit",
    "Beoordeling",
    "Cluster",
    "Competentie",
    "Evaluatie",
    "Evaluatiemoment",
    "Halve",
    "Opleidingsplan",
    "Partij",
    "Plaats",
    "Planakkoord",
    "Planregel",
    "Planstatus",
    "Planvraag",
    "Schaal",
    "Staat",
    "Standaardtraject",
]
