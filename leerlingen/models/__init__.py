from leerlingen.models.invoer import Invoer
from leerlingen.models.klas import Klas, KlasLeerkracht, Opleiding
from leerlingen.models.leerling import Betrokkene, Inzagebesluit, Leerling

__all__ = [
    "Betrokkene",
    "Invoer",
    "Inzagebesluit",
    "Klas",
    "KlasLeerkracht",
    "Leerling",
    "Opleiding",
]
