"""Questions about a plan that wait for an answer."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from opleidingsplannen.models import Planstatus, Planvraag
from overzichten.adressen import adres
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.taak import Groep, Taak, regel


def _open(vragen):
    """Asked about the version that is laid before them now."""
    return vragen.filter(
        plan__status=Planstatus.VOORGELEGD, ronde=F("plan__ronde"), beantwoord_op=None
    )


def _gevraagd() -> Q:
    return Q(Exists(_open(Planvraag.objects.filter(plan__traject=OuterRef("pk")))))


@regel("Vraag over het plan", doen=Informatie.VRAAG, waar=_gevraagd)
def vragen(lid: Lidmaatschap, trajecten: list) -> list[Taak]:
    """The learner or the mentor asked something about a plan."""
    rijen = _open(Planvraag.objects.zichtbaar_voor(lid)).filter(plan__traject__in=trajecten)
    return [
        Taak(
            groep=Groep.VANDAAG,
            traject_id=rij.plan.traject_id,
            wie=f"{rij.plan.traject.leerling}:",
            zin=f"beantwoord de vraag van de {rij.partij} over het plan",
            uitleg=f"Gevraagd op {kort_dag(rij.op)}",
            waarom="Wie een plan leest, gaat akkoord of stelt een vraag. Antwoord, of haal het "
            "plan terug om het te wijzigen.",
            url=adres(lid, "opleidingsplannen:plan", rij.plan.traject_id),
            knop="Beantwoorden",
            kort="vraag over plan",
            datum=timezone.localdate(rij.op),
            teken="?",
        )
        for rij in rijen.select_related("plan__traject__leerling")
    ]
