"""Questions about a plan that wait for an answer."""

from django.db.models import F, OuterRef
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from opleidingsplannen.models import Planstatus, Planvraag
from overzichten.adressen import adres
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.taak import Groep, Taak


def open_vraag(lid: Lidmaatschap):
    """Inside a query of trajecten: what the learner or the mentor asked about a plan that is laid
    before them, the oldest first."""
    vragen = Planvraag.objects.zichtbaar_voor(lid).filter(beantwoord_op=None)
    vragen = vragen.filter(plan__traject=OuterRef("pk"), plan__status=Planstatus.VOORGELEGD)
    return vragen.filter(ronde=F("plan__ronde")).order_by("op", "pk")


def vraag_taak(lid: Lidmaatschap, traject) -> Taak:
    """For a traject with `vraag_op` and `vraag_partij`."""
    return Taak(
        groep=Groep.VANDAAG,
        traject_id=traject.pk,
        wie=f"{traject.leerling}:",
        zin=f"beantwoord de vraag van de {traject.vraag_partij} over het plan",
        uitleg=f"Gevraagd op {kort_dag(traject.vraag_op)}",
        waarom="Wie een plan leest, gaat akkoord of stelt een vraag. Antwoord, of haal het plan "
        "terug om het te wijzigen.",
        url=adres(lid, "opleidingsplannen:plan", traject.pk),
        knop="Beantwoorden",
        kort="vraag over plan",
        datum=timezone.localdate(traject.vraag_op),
        teken="?",
    )
