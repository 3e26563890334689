from overeenkomsten.models.beeindiging import Beeindiging
from overeenkomsten.models.ondertekening import Handtekening, Ondertekenaar, Tekenlink
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.models.schorsing import Schorsing, Schorsingsgrond, Schorsingsreden
from overeenkomsten.models.sjabloon import Sjabloon, Sjabloonconcept
from overeenkomsten.models.uurrooster import Uurroosterblok

__all__ = [
    "Beeindiging",
    "Handtekening",
    "Ondertekenaar",
    "Overeenkomst",
    "Schorsing",
    "Schorsingsgrond",
    "Schorsingsreden",
    "Sjabloon",
    "Sjabloonconcept",
    "Tekenlink",
    "Uurroosterblok",
]
