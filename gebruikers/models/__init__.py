from gebruikers.models.adreswijziging import Adreswijziging
from gebruikers.models.agendalink import Agendalink
from gebruikers.models.bericht import Bericht
from gebruikers.models.gebruiker import Gebruiker
from gebruikers.models.herinneringskeuze import Herinneringskeuze
from gebruikers.models.kwijte_mailbox import KwijteMailbox
from gebruikers.models.lidmaatschap import Lidmaatschap
from gebruikers.models.meekijk import Meekijk
from gebruikers.models.opdracht import Opdracht
from gebruikers.models.school import School
from gebruikers.models.spoor import Spoorregel, Zegel
from gebruikers.models.toegangsherstel import Herstelstop, Herstelwacht, Toegangsherstel
from gebruikers.models.uitnodiging import Uitnodiging
from gebruikers.models.vervanging import Vervanging

__all__ = [
    "Adreswijziging",
    "Agendalink",
    "Bericht",
    "Gebruiker",
    "Herinneringskeuze",
    "Herstelstop",
    "Herstelwacht",
    "KwijteMailbox",
    "Lidmaatschap",
    "Meekijk",
    "Opdracht",
    "School",
    "Spoorregel",
    "Toegangsherstel",
    "Uitnodiging",
    "Vervanging",
    "Zegel",
]
