"""Which agreements of the list something is done with: those that are ticked, or all that the
filters give. The choice lives in the address."""

from django.db.models import Count, QuerySet
from django.http import QueryDict

from gebruikers.bladen import nummers
from gebruikers.models import Lidmaatschap
from overeenkomsten.acties_samen import HOOGSTENS
from overeenkomsten.filters import OvereenkomstFilter
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status


class Selectie:
    def __init__(self, vraag: QueryDict, lid: Lidmaatschap) -> None:
        self.filter = OvereenkomstFilter(vraag, lid=lid)
        self.gekozen = [] if vraag.get("alles") == "1" else nummers(vraag.getlist("kies"))
        self.alles = vraag.get("alles") == "1"
        self.lid = lid

    @property
    def overeenkomsten(self) -> QuerySet:
        """Only what `lid` sees: a ticked number of another is of nobody."""
        if self.alles:
            return self.filter.qs
        return Overeenkomst.objects.zichtbaar_voor(self.lid).filter(pk__in=self.gekozen)

    @property
    def pks(self) -> list[int]:
        """One more than can be done at once, when there are too many."""
        return list(self.overeenkomsten.values_list("pk", flat=True)[: HOOGSTENS + 1])


def rijen_van(pks: list[int]) -> list[Overeenkomst]:
    """These by name, to be read before something is done with them."""
    rijen = Overeenkomst.objects.filter(pk__in=pks).voor_lijst()
    return list(rijen.order_by("traject__leerling__naam", "traject__leerling__voornaam", "pk"))


def standen_van(pks: list[int]) -> list[tuple[str, int]]:
    """Status in words → how many of these."""
    rijen = Overeenkomst.objects.filter(pk__in=pks).order_by().values_list("status")
    aantallen = dict(rijen.annotate(n=Count("pk")))
    return [(status.label, aantallen[status]) for status in Status if status in aantallen]


def afdruk(pks: list[int]) -> str:
    """Tells one choice from another."""
    return ",".join(map(str, sorted(pks)))
