"""Which learners of the caseload a page is about: those that are ticked, or all that the filters
give. The choice lives in the address."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import QueryDict

from gebruikers.bladen import nummers
from gebruikers.models import Lidmaatschap
from overzichten.caseloadfilter import CaseloadFilter
from overzichten.steekkaarten import HOOGSTENS
from trajecten.models import Traject

NIEMAND = "Vink eerst een of meer leerlingen aan."
TE_VEEL = f"Kies hoogstens {HOOGSTENS} leerlingen tegelijk."


class Selectie:
    def __init__(
        self, vraag: QueryDict, lid: Lidmaatschap, *, om_mee_te_nemen: bool = False
    ) -> None:
        self.filter = CaseloadFilter(vraag, lid=lid, om_mee_te_nemen=om_mee_te_nemen)
        self.alles = vraag.get("alles") == "1"
        self.gekozen = nummers(vraag.getlist("traject"))
        self.lid = lid

    @property
    def trajecten(self) -> QuerySet:
        """Only what `lid` sees: a ticked number of another is of nobody."""
        if self.alles:
            return self.filter.qs
        zichtbaar = Traject.objects.zichtbaar_voor(self.lid).filter(pk__in=self.gekozen)
        return zichtbaar.order_by("leerling__zoeknaam", "pk")

    @property
    def samen(self) -> tuple[list[Traject], str]:
        """For what is done with all at once: these, and why that cannot be, if so."""
        trajecten = list(self.trajecten.select_related("leerling", "school")[: HOOGSTENS + 1])
        fout = NIEMAND if not trajecten else TE_VEEL if len(trajecten) > HOOGSTENS else ""
        return trajecten, fout


def afdruk(trajecten: Iterable[Traject]) -> str:
    """Tells one choice of learners from another."""
    return ",".join(str(pk) for pk in sorted(traject.pk for traject in trajecten))
