from opleidingsplannen.models.aanwezigheid import Aanwezigheid, Halve, Staat
from opleidingsplannen.models.akkoord import Partij, Planakkoord, Planvraag
from opleidingsplannen.models.beoordeling import Beoordeling, Niveau
from opleidingsplannen.models.evaluatie import Evaluatie, Evaluatiemoment
from opleidingsplannen.models.plan import (
    Opleidingsplan,
    Plaats,
    Planregel,
    Planstatus,
)
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
    "Niveau",
    "Opleidingsplan",
    "Partij",
    "Plaats",
    "Planakkoord",
    "Planregel",
    "Planstatus",
    "Planvraag",
    "Staat",
    "Standaardtraject",
]
