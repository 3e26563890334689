"""Contacts that were planned, when the day is there: held, moved or not gone through."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format, time_format

from begeleiding.models import Contactmoment
from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from overzichten.adressen import adres
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.taak import Groep, Regel, TeDoen
from trajecten.models import Traject


def _nu(lid: Lidmaatschap):
    """Planned for today or past, and for this person to hold."""
    rijen = Contactmoment.objects.gepland().aan(lid)
    return rijen.filter(dag__lte=timezone.localdate())


def _waar(lid: Lidmaatschap) -> Q:
    return Q(Exists(_nu(lid).filter(traject=OuterRef("pk"))))


def _maak(lid: Lidmaatschap, trajecten: list[Traject]) -> list[TeDoen]:
    per_pk = {traject.pk: traject for traject in trajecten}
    rijen = _nu(lid).filter(traject__in=per_pk).select_related(*Contactmoment.ERBIJ)
    return [_taak(lid, rij, per_pk[rij.traject_id]) for rij in rijen]


def _taak(lid: Lidmaatschap, rij: Contactmoment, traject: Traject) -> TeDoen:
    laat = rij.over < 0
    uur = f" om {time_format(rij.tijd, 'H.i')} uur" if rij.tijd else ""
    return TeDoen(
        groep=Groep.TE_LAAT if laat else Groep.VANDAAG,
        traject_id=traject.pk,
        wie=f"{traject.leerling}:",
        zin=f"{rij.wat}, {kort_dag(rij.dag) if laat else 'vandaag'}{uur}",
        uitleg="Zeg hoe het ging" if laat else "Gepland voor vandaag",
        waarom=f"{rij.door.gebruiker} plande dit voor {date_format(rij.dag, 'j F Y')}. Het blijft "
        "staan tot je zegt of het doorging.",
        url=adres(lid, "overzichten:dossier", traject.pk) + "?deel=contact",
        knop="Contact",
        kort=f"{Contactmoment.Soort(rij.soort).kort} {'was gepland' if laat else 'vandaag'}",
        datum=rij.dag,
        teken=rij.teken,
        contact=rij,
    )


contact_te_doen = Regel(
    "contact_te_doen", "Contact gepland", Informatie.MOMENT_GEDEELD, _waar, dict, _maak
)
