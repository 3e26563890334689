"""Long jobs: registered by name, run by a worker, with progress, cancelling and a report."""

import datetime
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from gebruikers import spoor
from gebruikers.bestanden import wis_uit_opslag
from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.overgang import Weigering
from gebruikers.pogingen import MAX_POGINGEN

logger = logging.getLogger(__name__)

STIL = datetime.timedelta(seconds=60)  # no sign of life for so long: another worker takes over
Staat = Opdracht.Staat
STEEDS_MIS = "Dit mislukte vijf keer. Vraag hulp aan wie Trajecten beheert."
SOORTEN: dict[str, Callable] = {}
AFHALEN: dict[str, Callable] = {}


class NietMeerVanOns(Exception):
    """The job was cancelled, or another worker took it over."""


def opdrachtsoort(naam: str, *, bij_afhalen: Callable | None = None) -> Callable:
    """Register a function `(opdracht, voortgang) -> dict` as the work of this kind of job.

    It calls `voortgang(gedaan, totaal)` at least every half minute; what it returns is the result.
    It may be run again from the start after a crash, so it must not do anything twice.

    `bij_afhalen(opdracht, lid)` is called each time that the file it made is fetched, and raises
    Weigering when `lid` may not have it any more.
    """

    def decorator(functie: Callable) -> Callable:
        SOORTEN[naam] = functie
        if bij_afhalen:
            AFHALEN[naam] = bij_afhalen
        return functie

    return decorator


def voer_uit(opdracht_id: int) -> None:
    """Claim and run one job. Does nothing when it is done or alive in another worker."""
    nu = timezone.now()
    vrij = Q(staat=Staat.WACHT) | Q(staat=Staat.BEZIG, levensteken_op__lte=nu - STIL)
    claim = Opdracht.objects.filter(vrij, pk=opdracht_id)
    op = claim.filter(poging__gte=MAX_POGINGEN)
    if op.update(staat=Staat.MISLUKT, fout=STEEDS_MIS, klaar_op=nu):
        return
    if not claim.update(staat=Staat.BEZIG, poging=F("poging") + 1, levensteken_op=nu):
        return
    opdracht = Opdracht.objects.select_related("school", "gevraagd_door").get(pk=opdracht_id)
    van_ons = Opdracht.objects.filter(pk=opdracht.pk, poging=opdracht.poging, staat=Staat.BEZIG)

    def voortgang(gedaan: int, totaal: int) -> None:
        if not van_ons.update(gedaan=gedaan, totaal=totaal, levensteken_op=timezone.now()):
            raise NietMeerVanOns

    try:
        with spoor.namens(opdracht.gevraagd_door):
            resultaat = SOORTEN[opdracht.soort](opdracht, voortgang)
    except NietMeerVanOns:
        logger.info("opdracht %s stopt: geannuleerd of overgenomen", opdracht.pk)
    except Weigering as weigering:
        van_ons.update(staat=Staat.MISLUKT, fout=str(weigering)[:300], klaar_op=timezone.now())
    except Exception:
        logger.exception("opdracht %s is mislukt", opdracht.pk)
        fout = "Er ging iets mis. Probeer het opnieuw; blijft het misgaan, vraag hulp."
        van_ons.update(staat=Staat.MISLUKT, fout=fout, klaar_op=timezone.now())
    else:
        van_ons.update(staat=Staat.KLAAR, resultaat=resultaat or {}, klaar_op=timezone.now())


def haal_af(opdracht: Opdracht, *, lid: Lidmaatschap) -> None:
    """Before the file goes to `lid`. Raises Weigering."""
    if bij_afhalen := AFHALEN.get(opdracht.soort):
        bij_afhalen(opdracht, lid)


def annuleer(opdracht: Opdracht) -> bool:
    """Stop a job that has not finished; False when it was too late."""
    onaf = Opdracht.objects.filter(pk=opdracht.pk, staat__in=[Staat.WACHT, Staat.BEZIG])
    return bool(onaf.update(staat=Staat.GEANNULEERD, klaar_op=timezone.now()))


def wis_oude_bestanden() -> None:
    """What a job made goes away after so many days: the view that it was made from moved on, and
    so did who may see it. One that cannot be wiped does not keep the others."""
    grens = timezone.localdate() - datetime.timedelta(days=settings.EXPORT_BEWAAR_DAGEN)
    oud = Opdracht.objects.filter(klaar_op__date__lt=grens).exclude(bestand="")
    for pk, naam in oud.order_by("pk").values_list("pk", "bestand"):
        try:
            with transaction.atomic():
                Opdracht.objects.filter(pk=pk).update(bestand="")
                wis_uit_opslag(naam)
        except Exception:
            logger.exception("het bestand van opdracht %s kon niet gewist worden", pk)
    for opdracht in Opdracht.objects.filter(klaar_op__date__lt=grens, resultaat__has_key="regels"):
        del opdracht.resultaat["regels"]  # they name people
        opdracht.save(update_fields=["resultaat"])
