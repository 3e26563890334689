from gebruikers.models.adreswijziging import Adreswijziging
from gebruikers.models.bericht import Bericht
from gebruikers.models.gebruiker import Gebruiker
from gebruikers.models.lidmaatschap import Lidmaatschap
from gebruikers.models.opdracht import Opdracht
from gebruikers.models.school import School
from gebruikers.models.toegangsherstel import Toegangsherstel
from gebruikers.models.uitnodiging import Uitnodiging

__all__ = [
    "Adreswijziging",
    "Bericht",
    "Gebruiker",
    "Lidmaatschap",
    "Opdracht",
    "School",
    "Toegangsherstel",
    "Uitnodiging",
]
