"""Acts of bringing an export in: receive, map, preview as a job, confirm, take over as a job."""

from functools import partial

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.tasks import duw, voer_opdracht_uit
from leerlingen import kolommen
from leerlingen.invoeren import Uitkomst, voer_in
from leerlingen.lezen import MAX_BYTES, TE_GROOT, Tabel, lees, schrijf
from leerlingen.models import Invoer

WEG = "Dit bestand is er niet meer. Laad het opnieuw op."


def tabel_van(invoer: Invoer) -> Tabel:
    if not invoer.bestand:
        raise Weigering(WEG)
    with invoer.bestand.open("rb") as bestand:
        return lees(bestand.read())


def eerdere_koppeling(invoer: Invoer) -> dict[str, str]:
    """How this school mapped header names the last time."""
    eerder = Invoer.objects.filter(school=invoer.school, bevestigd_op__isnull=False)
    return eerder.exclude(pk=invoer.pk).values_list("koppeling", flat=True).first() or {}


@transaction.atomic
def ontvang(bestand: File, *, door: Lidmaatschap) -> Invoer:
    """Keep an uploaded file, without what is never taken, and recognise its columns. When all is
    clear the preview starts. What the school uploaded before and did not confirm goes away."""
    if bestand.size > MAX_BYTES:
        raise Weigering(TE_GROOT)
    tabel = lees(bestand.read())
    if len(inhoud := schrijf(kolommen.zonder_nooit(tabel))) > MAX_BYTES:
        raise Weigering(TE_GROOT)
    invoer = Invoer(school=door.school, door=door, bestandsnaam=bestand.name[-200:])
    eerder = eerdere_koppeling(invoer)
    invoer.koppeling = kolommen.herken(tabel.koppen, eerder)
    invoer.bestand.save("leerlingen.csv", ContentFile(inhoud), save=False)
    invoer.save()
    onbevestigd = Invoer.objects.filter(school=door.school, bevestigd_op=None)
    for vorige in onbevestigd.exclude(pk=invoer.pk).exclude(bestand=""):
        _wis_bestand(vorige)
    if not kolommen.onbekend(invoer.koppeling, eerder):
        try:
            kolommen.controleer(invoer.koppeling)
        except Weigering:
            return invoer
        _begin(invoer, "leerlingen_voorbeeld", "Voorbeeld maken", door)
    return invoer


@transaction.atomic
def koppel(invoer: Invoer, koppeling: dict[str, str], *, door: Lidmaatschap) -> None:
    """Map columns by hand (header → field or ''), and start the preview."""
    koppeling = {kop: "" if kolommen.is_nooit(kop) else veld for kop, veld in koppeling.items()}
    kolommen.controleer(koppeling)
    nog_niet = Invoer.objects.filter(pk=invoer.pk, bevestigd_op=None).exclude(bestand="")
    if nog_niet.update(koppeling=koppeling, voorbeeld=None) != 1:
        raise Weigering("Deze invoer is al bevestigd of vervangen. Laad het bestand opnieuw op.")
    _begin(invoer, "leerlingen_voorbeeld", "Voorbeeld maken", door)


@transaction.atomic
def bevestig(invoer: Invoer, *, door: Lidmaatschap) -> None:
    """Take the file over, once, as a job."""
    nog_niet = Invoer.objects.filter(pk=invoer.pk, bevestigd_op=None, voorbeeld__isnull=False)
    if nog_niet.exclude(bestand="").update(bevestigd_op=timezone.now()) != 1:
        raise Weigering("Deze invoer is al bevestigd of vervangen.")
    _begin(invoer, "leerlingen_invoer", "Leerlingen overnemen", door)


@transaction.atomic
def probeer_opnieuw(invoer: Invoer, *, door: Lidmaatschap) -> None:
    """After a job that failed or was cancelled: nothing is confirmed any more, and the preview is
    made again. What was taken over already compares as unchanged."""
    if not invoer.is_gestopt:
        raise Weigering("Er is niets om opnieuw te proberen.")
    gestopt = Invoer.objects.filter(pk=invoer.pk, opdracht=invoer.opdracht, uitkomst__isnull=True)
    if gestopt.exclude(bestand="").update(bevestigd_op=None, voorbeeld=None) != 1:
        raise Weigering(WEG)
    _begin(invoer, "leerlingen_voorbeeld", "Voorbeeld maken", door)


def _wis_bestand(invoer: Invoer) -> None:
    """Forget the file, unless the same contents wait elsewhere (one file in the store)."""
    naam = invoer.bestand.name
    Invoer.objects.filter(pk=invoer.pk).update(bestand="")
    if not Invoer.objects.filter(bestand=naam).exists():
        transaction.on_commit(partial(invoer.bestand.storage.delete, naam), robust=True)


def _begin(invoer: Invoer, soort: str, titel: str, door: Lidmaatschap) -> None:
    pagina = reverse("leerlingen:invoer", args=[invoer.school.code, invoer.pk])
    opdracht = Opdracht.objects.create(
        school=invoer.school,
        soort=soort,
        gevraagd_door=door,
        invoer={"invoer_id": invoer.pk, "titel": titel, "vervolg_url": pagina},
    )
    Invoer.objects.filter(pk=invoer.pk).update(opdracht=opdracht)
    duw(voer_opdracht_uit, opdracht.pk)


def _invoer_van(opdracht: Opdracht) -> Invoer:
    return Invoer.objects.select_related("school").get(pk=opdracht.invoer["invoer_id"])


def _uitkomst(invoer: Invoer, voortgang, *, bewaar: bool) -> Uitkomst:
    return voer_in(
        invoer.school,
        tabel_van(invoer),
        invoer.koppeling,
        vandaag=timezone.localdate(),
        schrijf=bewaar,
        voortgang=voortgang,
    )


@opdrachtsoort("leerlingen_voorbeeld")
def maak_voorbeeld(opdracht: Opdracht, voortgang) -> dict:
    """Only the last preview asked for counts, whichever is ready last."""
    invoer = _invoer_van(opdracht)
    uitkomst = _uitkomst(invoer, voortgang, bewaar=False)
    nog_deze = Invoer.objects.filter(pk=invoer.pk, opdracht=opdracht, bevestigd_op=None)
    nog_deze.update(voorbeeld=uitkomst.als_voorbeeld())
    return {"zin": "Het voorbeeld is klaar."}


@opdrachtsoort("leerlingen_invoer")
def neem_over(opdracht: Opdracht, voortgang) -> dict:
    invoer = _invoer_van(opdracht)
    if not invoer.uitkomst:  # else a worker died after it had finished
        uitkomst = _uitkomst(invoer, voortgang, bewaar=True)
        with transaction.atomic():
            Invoer.objects.filter(pk=invoer.pk).update(uitkomst=uitkomst.als_json())
            _wis_bestand(invoer)
    return {"zin": "De leerlingen zijn overgenomen."}
