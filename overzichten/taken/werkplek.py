"""The search for a workplace: twenty opleidingsdagen, counted on the school's own calendar."""

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status
from overeenkomsten.termijnen import zoektermijnen
from overzichten.adressen import adres
from overzichten.taken.taak import Groep, TeDoen, regel_over_termijnen
from trajecten.fases import Fase
from trajecten.models import Termijn

DRINGEND = 3  # so many opleidingsdagen before the last one it is urgent


def _zoekt() -> Q:
    return Q(fase=Fase.ZOEKT_WERKPLEK)


def _in_de_maak() -> dict:
    """An agreement that is being made."""
    eigen = Overeenkomst.objects.filter(traject=OuterRef("pk"))
    eigen = eigen.filter(status__in=[Status.CONCEPT, Status.TER_ONDERTEKENING]).order_by("-pk")
    return {"in_de_maak": Subquery(eigen.values("pk")[:1])}


@regel_over_termijnen(
    "Zonder werkplek",
    doen=Informatie.OVEREENKOMST,
    termijnen=zoektermijnen,
    waar=_zoekt,
    erbij=_in_de_maak,
)
def zonder_werkplek(lid: Lidmaatschap, paren: list) -> list[TeDoen]:
    """Looks for a workplace: dag 16 van 20."""
    return [_taak(lid, traject, termijn) for traject, termijn in paren]


def _taak(lid: Lidmaatschap, traject, termijn: Termijn) -> TeDoen:
    if termijn.fout:
        return _niet_te_tellen(lid, traject, termijn)
    laatste = date_format(termijn.uiterlijk, "l j F")
    zin, kort, uitleg = _in_woorden(termijn, laatste)
    url, knop = adres(lid, "overeenkomsten:nieuw", traject.pk), "Overeenkomst maken"
    if traject.in_de_maak:
        url = adres(lid, "overeenkomsten:overeenkomst", traject.in_de_maak)
        knop, uitleg = "Overeenkomst openen", f"{uitleg}; de overeenkomst is nog niet getekend"
    over = len(termijn.geteld) - termijn.dag
    return TeDoen(
        groep=_groep(termijn),
        traject_id=traject.pk,
        wie=str(traject.leerling),
        zin=zin,
        uitleg=uitleg,
        waarom=" ".join(termijn.waarom),
        url=url,
        knop=knop,
        kort=kort,
        datum=termijn.uiterlijk,
        teken="!" if over < DRINGEND else str(over),
        dag=termijn.dag,
        dagen=len(termijn.geteld),
    )


def _in_woorden(termijn: Termijn, laatste: str) -> tuple[str, str, str]:
    """The sentence, the short form and the last day."""
    dagen, nummer = len(termijn.geteld), termijn.dag
    if timezone.localdate() > termijn.uiterlijk:
        zin = f"heeft na {dagen} opleidingsdagen nog geen werkplek"
        return zin, f"{dagen} dagen voorbij", f"De laatste opleidingsdag was {laatste}"
    if termijn.verlengd_tot and nummer > dagen:
        zin = f"heeft nog geen werkplek, uitstel tot en met {laatste}"
        return zin, f"uitstel tot {date_format(termijn.uiterlijk, 'j b')}", "De termijn is verlengd"
    uitleg = f"Laatste opleidingsdag is {laatste}"
    if not nummer:
        eerste = termijn.geteld[0]
        zin = f"zoekt een werkplek, dag 1 van {dagen} is {date_format(eerste, 'l j F')}"
        return zin, f"telt vanaf {date_format(eerste, 'j b')}", uitleg
    kort = f"dag {nummer} van {dagen}"
    return f"zit op {kort} zonder werkplek", kort, uitleg


def _groep(termijn: Termijn) -> Groep:
    dagen, nummer = len(termijn.geteld), termijn.dag
    if timezone.localdate() > termijn.uiterlijk:
        return Groep.TE_LAAT
    if termijn.verlengd_tot and nummer > dagen:
        return Groep.VANDAAG
    if dagen - nummer < DRINGEND:
        return Groep.TE_LAAT
    return Groep.VANDAAG if 2 * nummer >= dagen else Groep.LATER


def _niet_te_tellen(lid: Lidmaatschap, traject, termijn: Termijn) -> TeDoen:
    return TeDoen(
        groep=Groep.VANDAAG,
        traject_id=traject.pk,
        wie=str(traject.leerling),
        zin="zoekt een werkplek, maar de termijn is niet te tellen",
        uitleg="Er zijn te weinig opleidingsdagen",
        waarom=" ".join(termijn.waarom),
        url=adres(lid, "trajecten:week", traject.pk),
        knop="Week bekijken",
        kort="niet te tellen",
        datum=termijn.begin,
    )
