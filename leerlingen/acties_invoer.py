"""Acts of bringing an export in: receive, map, preview as a job, confirm, take over as a job."""

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.tasks import duw, voer_opdracht_uit
from leerlingen import kolommen
from leerlingen.invoeren import voer_in
from leerlingen.lezen import MAX_BYTES, Tabel, lees
from leerlingen.models import Invoer


def tabel_van(invoer: Invoer) -> Tabel:
    with invoer.bestand.open("rb") as bestand:
        return lees(bestand.read())


def eerdere_koppeling(invoer: Invoer) -> dict[str, str]:
    """How this school mapped header names the last time."""
    eerder = Invoer.objects.filter(school=invoer.school, bevestigd_op__isnull=False)
    return eerder.exclude(pk=invoer.pk).values_list("koppeling", flat=True).first() or {}


@transaction.atomic
def ontvang(bestand: File, *, door: Lidmaatschap) -> Invoer:
    """Keep an uploaded file and recognise its columns. When all is clear the preview starts."""
    if bestand.size > MAX_BYTES:
        raise Weigering("Het bestand is groter dan 20 MB. Exporteer alleen de leerlingen.")
    tabel = lees(bestand.read())
    invoer = Invoer(school=door.school, door=door, bestandsnaam=bestand.name[-200:])
    eerder = eerdere_koppeling(invoer)
    invoer.koppeling = kolommen.herken(tabel.koppen, eerder)
    invoer.bestand.save("leerlingen.csv", bestand, save=False)
    invoer.save()
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
    if invoer.bevestigd_op:
        raise Weigering("Deze invoer is al bevestigd. Laad het bestand opnieuw op.")
    koppeling = {kop: "" if kolommen.is_nooit(kop) else veld for kop, veld in koppeling.items()}
    kolommen.controleer(koppeling)
    invoer.koppeling, invoer.voorbeeld = koppeling, None
    invoer.save()
    _begin(invoer, "leerlingen_voorbeeld", "Voorbeeld maken", door)


@transaction.atomic
def bevestig(invoer: Invoer, *, door: Lidmaatschap) -> None:
    """Take the file over, once, as a job."""
    nog_niet = Invoer.objects.filter(pk=invoer.pk, bevestigd_op=None, voorbeeld__isnull=False)
    if nog_niet.update(bevestigd_op=timezone.now()) != 1:
        raise Weigering("Deze invoer is al bevestigd.")
    _begin(invoer, "leerlingen_invoer", "Leerlingen overnemen", door)


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


def _uitkomst(opdracht: Opdracht, voortgang, *, schrijf: bool):
    invoer = Invoer.objects.select_related("school").get(pk=opdracht.invoer["invoer_id"])
    uitkomst = voer_in(
        invoer.school,
        tabel_van(invoer),
        invoer.koppeling,
        vandaag=timezone.localdate(),
        schrijf=schrijf,
        voortgang=voortgang,
    )
    return Invoer.objects.filter(pk=invoer.pk), uitkomst


@opdrachtsoort("leerlingen_voorbeeld")
def maak_voorbeeld(opdracht: Opdracht, voortgang) -> dict:
    invoer, uitkomst = _uitkomst(opdracht, voortgang, schrijf=False)
    invoer.update(voorbeeld=uitkomst.als_voorbeeld())
    return {"zin": "Het voorbeeld is klaar."}


@opdrachtsoort("leerlingen_invoer")
def neem_over(opdracht: Opdracht, voortgang) -> dict:
    invoer, uitkomst = _uitkomst(opdracht, voortgang, schrijf=True)
    invoer.update(uitkomst=uitkomst.als_json())
    return {"zin": "De leerlingen zijn overgenomen."}
