from leerlingen.models.invoer import Invoer
from leerlingen.models.klas import Klas, KlasLeerkracht, Opleiding
from leerlingen.models.leerling import Betrokkene, Leerling

__all__ = ["Betrokkene", "Invoer", "Klas", "KlasLeerkracht", "Leerling", "Opleiding"]
