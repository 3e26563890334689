from werkplekken.models.mentor import Mentor
from werkplekken.models.onderneming import Erkenning, Onderneming, Vertegenwoordiger, Vestiging
from werkplekken.models.organisatie import Organisatie, OrganisatieMedewerker
from werkplekken.models.plaatsing import Plaatsing, Plaatsvervanger

__all__ = [
    "Erkenning",
    "Mentor",
    "Onderneming",
    "Organisatie",
    "OrganisatieMedewerker",
    "Plaatsing",
    "Plaatsvervanger",
    "Vertegenwoordiger",
    "Vestiging",
]
