from overeenkomsten.models.ondertekening import Handtekening, Ondertekenaar, Tekenlink
from overeenkomsten.models.overeenkomst import Overeenkomst, Uurroosterblok

__all__ = ["Handtekening", "Ondertekenaar", "Overeenkomst", "Tekenlink", "Uurroosterblok"]
