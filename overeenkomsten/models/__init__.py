from overeenkomsten.models.beeindiging import Beeindiging
from overeenkomsten.models.loketlijst import Loketlijst
from overeenkomsten.models.ondertekening import Handtekening, Ondertekenaar, Tekenlink
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.models.schorsing import Schorsing, Schorsingsgrond, Schorsingsreden
from overeenkomsten.models.uurrooster import Uurroosterblok

__all__ = [
    "Beeindiging",
    "Handtekening",
    "Loketlijst",
    "Ondertekenaar",
    "Overeenkomst",
    "Schorsing",
    "Schorsingsgrond",
    "Schorsingsreden",
    "Tekenlink",
    "Uurroosterblok",
]
