from leerlingen.models.invoer import Invoer
from leerlingen.models.klas import Klas, KlasLeerkracht, Opleiding
from leerlingen.models.leerling import Betrokkene, Inzagebesluit, Leerling
from leerlingen.models.samenvoeging import Onderscheid, Samenvoeging

__all__ = [
    "Betrokkene",
    "Invoer",
    "Inzagebesluit",
    "Klas",
    "KlasLeerkracht",
    "Leerling",
    "Onderscheid",
    "Opleiding",
    "Samenvoeging",
]
