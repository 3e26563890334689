from opleidingsplannen.models.beoordeling import Beoordeling, Niveau
from opleidingsplannen.models.plan import (
    Opleidingsplan,
    Plaats,
    Planakkoord,
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
    "Activiteit",
    "Beoordeling",
    "Cluster",
    "Competentie",
    "Niveau",
    "Opleidingsplan",
    "Plaats",
    "Planakkoord",
    "Planregel",
    "Planstatus",
    "Standaardtraject",
]
