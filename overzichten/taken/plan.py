"""Questions about a plan that wait for an answer."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from opleidingsplannen.models import Planstatus, Planvraag
from overzichten.adressen import adres
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.taak import Groep, TeDoen, regel


def _open():
    """What the learner or the mentor asked about a plan that lies before them, the oldest first."""
    vragen = Planvraag.objects.filter(plan__traject=OuterRef("pk"), beantwoord_op=None)
    nu = vragen.filter(plan__status=Planstatus.VOORGELEGD, ronde=F("plan__ronde"))
    return nu.order_by("op", "pk")


def _gevraagd() -> Q:
    return Q(Exists(_open()))


def _oudste() -> dict:
    velden = {"vraag_op": "op", "vraag_van": "partij"}
    return {naam: Subquery(_open().values(veld)[:1]) for naam, veld in velden.items()}


@regel("Vraag over het plan", doen=Informatie.VRAAG, waar=_gevraagd, erbij=_oudste)
def vragen(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """The learner or the mentor asked something about a plan."""
    return [
        TeDoen(
            groep=Groep.VANDAAG,
            traject_id=traject.pk,
            wie=f"{traject.leerling}:",
            zin=f"beantwoord de vraag van de {traject.vraag_van} over het plan",
            uitleg=f"Gevraagd op {kort_dag(traject.vraag_op)}",
            waarom="Wie een plan leest, gaat akkoord of stelt een vraag. Antwoord, of haal het "
            "plan terug om het te wijzigen.",
            url=adres(lid, "opleidingsplannen:plan", traject.pk),
            knop="Beantwoorden",
            kort="vraag over plan",
            datum=timezone.localdate(traject.vraag_op),
            teken="?",
        )
        for traject in trajecten
    ]
