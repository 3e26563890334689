from overeenkomsten.models.beeindiging import Beeindiging
from overeenkomsten.models.controle import Afwijking, Controlestrengheid, Grenswaarde
from overeenkomsten.models.formaliteit import Formaliteit, Formaliteitdag
from overeenkomsten.models.handtekening import Handtekening
from overeenkomsten.models.loketlijst import Loketlijst
from overeenkomsten.models.mandaat import Tekenmandaat
from overeenkomsten.models.ondertekening import Ondertekenaar, Tekenlink
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.models.papier import Papier
from overeenkomsten.models.schorsing import Schorsing, Schorsingsgrond, Schorsingsreden
from overeenkomsten.models.sjabloon import Sjabloon, Sjabloonconcept
from overeenkomsten.models.uurrooster import Uurroosterblok
from overeenkomsten.models.vergoeding import Leervergoeding
from overeenkomsten.models.wijziging import Wijziging

__all__ = [
    "Afwijking",
    "Beeindiging",
    "Controlestrengheid",
    "Formaliteit",
    "Formaliteitdag",
    "Grenswaarde",
    "Handtekening",
    "Leervergoeding",
    "Loketlijst",
    "Ondertekenaar",
    "Overeenkomst",
    "Papier",
    "Schorsing",
    "Schorsingsgrond",
    "Schorsingsreden",
    "Sjabloon",
    "Sjabloonconcept",
    "Tekenlink",
    "Tekenmandaat",
    "Uurroosterblok",
    "Wijziging",
]
