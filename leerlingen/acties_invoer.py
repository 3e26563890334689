"""Acts of bringing an export in: receive, map, preview as a job, confirm or throw away, take over
as a job, sweep."""

import csv
import datetime
import io
import logging

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebruikers.bestanden import wis_uit_opslag
from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import annuleer, opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.rekenblad import onschadelijk
from gebruikers.tasks import vraag_opdracht
from leerlingen import kolommen
from leerlingen.invoeren import Uitkomst, voer_in
from leerlingen.lezen import MAX_BYTES, TE_GROOT, Tabel, lees, schrijf
from leerlingen.models import Invoer
from leerlingen.rechten import mag_bevestigen, mag_leerlingen_beheren, mag_verwerpen

logger = logging.getLogger(__name__)

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
    mag_leerlingen_beheren(door, door.school_id).anders_weiger()
    if bestand.size > MAX_BYTES:
        raise Weigering(TE_GROOT)
    tabel = lees(bestand.read())
    if len(inhoud := schrijf(kolommen.zonder_nooit(tabel))) > MAX_BYTES:
        raise Weigering(TE_GROOT)
    invoer = Invoer(
        school=door.school, door=door, bestandsnaam=bestand.name[-200:], gelezen=tabel.gelezen
    )
    eerder = eerdere_koppeling(invoer)
    invoer.koppeling = kolommen.herken(tabel.koppen, eerder)
    invoer.bestand.save("leerlingen.csv", ContentFile(inhoud), save=False)
    invoer.save()
    # Locked: who confirms at this moment is waited for, and keeps the file.
    onbevestigd = Invoer.objects.select_for_update(of=("self",)).onbevestigd()
    onbevestigd = onbevestigd.filter(school=door.school).exclude(pk=invoer.pk)
    for vorige in onbevestigd.order_by("pk"):
        _wis(vorige, weg=Invoer.Weg.VERVANGEN)
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
    mag_bevestigen(door, invoer).anders_weiger()
    koppeling = {kop: "" if kolommen.is_nooit(kop) else veld for kop, veld in koppeling.items()}
    kolommen.controleer(koppeling)
    nog_niet = Invoer.objects.filter(pk=invoer.pk, bevestigd_op=None).exclude(bestand="")
    if nog_niet.update(koppeling=koppeling, voorbeeld=None) != 1:
        raise Weigering("Deze invoer is al bevestigd of vervangen. Laad het bestand opnieuw op.")
    _begin(invoer, "leerlingen_voorbeeld", "Voorbeeld maken", door)


@transaction.atomic
def bevestig(invoer: Invoer, *, door: Lidmaatschap) -> None:
    """Take the file over, once, as a job."""
    mag_bevestigen(door, invoer).anders_weiger()
    nog_niet = Invoer.objects.filter(pk=invoer.pk, bevestigd_op=None, voorbeeld__isnull=False)
    if nog_niet.exclude(bestand="").update(bevestigd_op=timezone.now()) != 1:
        raise Weigering("Deze invoer is al bevestigd of vervangen.")
    _begin(invoer, "leerlingen_invoer", "Leerlingen overnemen", door)


@transaction.atomic
def probeer_opnieuw(invoer: Invoer, *, door: Lidmaatschap) -> None:
    """After a job that failed or was cancelled: nothing is confirmed any more, and the preview is
    made again. What was taken over already compares as unchanged."""
    mag_leerlingen_beheren(door, invoer.school_id).anders_weiger()
    if not invoer.is_gestopt:
        raise Weigering("Er is niets om opnieuw te proberen.")
    gestopt = Invoer.objects.filter(pk=invoer.pk, opdracht=invoer.opdracht, uitkomst__isnull=True)
    if gestopt.exclude(bestand="").update(bevestigd_op=None, voorbeeld=None) != 1:
        raise Weigering(WEG)
    _begin(invoer, "leerlingen_voorbeeld", "Voorbeeld maken", door)


@transaction.atomic
def verwerp(invoer: Invoer, *, door: Lidmaatschap) -> None:
    """Throw the upload away, with a job that still worked on it."""
    invoer = Invoer.objects.select_for_update(of=("self",)).get(pk=invoer.pk)
    mag_verwerpen(door, invoer).anders_weiger()
    if invoer.opdracht:
        annuleer(invoer.opdracht)
    _wis(invoer, weg=Invoer.Weg.VERWORPEN)


def veeg() -> None:
    """What names learners and waits too long goes away: uploads that nobody confirmed or that
    stopped on the way, and the refused rows of what was taken over. One that cannot be swept does
    not keep the others."""
    grens = timezone.now() - datetime.timedelta(days=settings.INVOER_BEWAAR_DAGEN)
    oud = Invoer.objects.filter(aangemaakt_op__lt=grens)
    oud = oud.filter(~Q(bestand="") | Q(uitkomst__geweigerd__0__isnull=False))
    for pk in oud.order_by("pk").values_list("pk", flat=True):
        try:
            _veeg(pk)
        except Exception:
            logger.exception("invoer %s kon niet geveegd worden", pk)


@transaction.atomic
def _veeg(invoer_id: int) -> None:
    invoer = Invoer.objects.select_for_update(of=("self",)).get(pk=invoer_id)
    if invoer.uitkomst:
        invoer.uitkomst["geweigerd"] = []
        invoer.save(update_fields=["uitkomst"])
    if invoer.bestand and (invoer.opdracht is None or invoer.opdracht.is_af):
        _wis(invoer, weg=Invoer.Weg.TE_OUD)


def geweigerd_csv(regels: list[dict]) -> bytes:
    """The refused cells as a file for a spreadsheet, to correct them in the school's package."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";")
    schrijver.writerow(["Rij", "Leerling", "Kolom", "Reden"])
    for regel in regels:
        for kolom, reden in regel["cellen"]:
            teksten = [onschadelijk(tekst) for tekst in (regel["naam"], kolom, reden)]
            schrijver.writerow([regel["rij"], *teksten])
    return uit.getvalue().encode("utf-8-sig")


def _wis(invoer: Invoer, **velden) -> None:
    """Forget the preview and the file."""
    naam = invoer.bestand.name
    Invoer.objects.filter(pk=invoer.pk).update(bestand="", voorbeeld=None, **velden)
    if naam:
        wis_uit_opslag(naam)


def _begin(invoer: Invoer, soort: str, titel: str, door: Lidmaatschap) -> None:
    pagina = reverse("leerlingen:invoer", args=[invoer.school.code, invoer.pk])
    wat = {"titel": titel, "over": invoer.bestandsnaam, "vervolg_url": pagina}
    opdracht = vraag_opdracht(soort, door=door, invoer_id=invoer.pk, **wat)
    Invoer.objects.filter(pk=invoer.pk).update(opdracht=opdracht)


def _invoer_van(opdracht: Opdracht) -> Invoer:
    return Invoer.objects.select_related("school").get(pk=opdracht.invoer["invoer_id"])


def _uitkomst(invoer: Invoer, opdracht: Opdracht, voortgang, *, bewaar: bool) -> Uitkomst:
    """Who asked must still have the right when the worker comes to it."""
    door = Lidmaatschap.objects.geldig().filter(pk=opdracht.gevraagd_door_id).first()
    return voer_in(
        invoer.school,
        tabel_van(invoer),
        invoer.koppeling,
        mag=mag_leerlingen_beheren(door, invoer.school_id),
        vandaag=timezone.localdate(),
        schrijf=bewaar,
        voortgang=voortgang,
    )


@opdrachtsoort("leerlingen_voorbeeld")
def maak_voorbeeld(opdracht: Opdracht, voortgang) -> dict:
    """Only the last preview asked for counts, whichever is ready last."""
    invoer = _invoer_van(opdracht)
    uitkomst = _uitkomst(invoer, opdracht, voortgang, bewaar=False)
    nog_deze = Invoer.objects.filter(pk=invoer.pk, opdracht=opdracht, bevestigd_op=None)
    if not uitkomst.niets_te_zien:
        nog_deze.exclude(bestand="").update(voorbeeld=uitkomst.als_voorbeeld())
        return {"zin": "Het voorbeeld is klaar."}
    with transaction.atomic():
        if nog := nog_deze.exclude(bestand="").select_for_update(of=("self",)).first():
            _wis(nog, weg=Invoer.Weg.GELIJK, uitkomst=uitkomst.als_verslag())
    return {"zin": "Er is niets over te nemen: alles staat er al zo."}


@opdrachtsoort("leerlingen_invoer")
def neem_over(opdracht: Opdracht, voortgang) -> dict:
    invoer = _invoer_van(opdracht)
    if not invoer.uitkomst:  # else a worker died after it had finished
        uitkomst = _uitkomst(invoer, opdracht, voortgang, bewaar=True)
        with transaction.atomic():
            _wis(invoer, uitkomst=uitkomst.als_verslag())
    return {"zin": "De leerlingen zijn overgenomen."}
