from overeenkomsten.models.beeindiging import Beeindiging
from overeenkomsten.models.handtekening import Handtekening
from overeenkomsten.models.ondertekening import Ondertekenaar, Tekenlink
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.models.papier import Papier
from overeenkomsten.models.schorsing import Schorsing, Schorsingsgrond, Schorsingsreden
from overeenkomsten.models.uurrooster import Uurroosterblok

__all__ = [
    "Beeindiging",
    "Handtekening",
    "Ondertekenaar",
    "Overeenkomst",
    "Papier",
    "Schorsing",
    "Schorsingsgrond",
    "Schorsingsreden",
    "Tekenlink",
    "Uurroosterblok",
]
