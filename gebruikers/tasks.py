"""What the worker carries for this app. Each task takes a row and may run twice."""

import datetime
import logging
from collections.abc import Callable
from email.utils import formataddr, parseaddr
from functools import partial

from allauth.usersessions.models import UserSession
from celery import shared_task
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import opdrachten, zegels
from gebruikers.bezorging import in_woorden, kenmerk_van, pogingen_na, weigert_het_adres
from gebruikers.models import Adreswijziging, Bericht, Lidmaatschap, Opdracht
from gebruikers.muur import alle_scholen, overal, schooltaak
from gebruikers.pogingen import weer_op

logger = logging.getLogger(__name__)

UITSTEL = datetime.timedelta(minutes=2)
LAAT = datetime.timedelta(hours=1)
VEL = '<div class="vel">'  # where the text begins: gebruikers/berichten/opmaak.html
GEHEIM_VERZONDEN = "De tekst met de code of link is na verzending gewist."


def duw(taak: Callable, rij: models.Model) -> None:
    """Ask for the work on a row once the transaction is committed. A broker that is away is no
    error: the row is there, and the sweep finds it."""
    transaction.on_commit(partial(taak.delay, rij.school_id, rij.pk), robust=True)


@schooltaak
def verstuur_bericht(bericht_id: int) -> None:
    with transaction.atomic():
        bericht = (
            Bericht.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("school")
            .filter(pk=bericht_id, staat=Bericht.Staat.WACHT)
            .first()
        )
        if bericht is None:
            return
        mail = _mail(bericht)
        try:
            mail.send()
        except Exception as fout:  # whatever is wrong with one mail never stops the others
            logger.exception("bericht %s kon niet weg", bericht.pk)
            bericht.pogingen += 1
            if weigert_het_adres(fout):
                bericht.weiger(in_woorden(fout))
            else:
                _later_opnieuw(bericht, fout)
        else:
            bericht.staat = Bericht.Staat.VERZONDEN
            bericht.verzonden_op = timezone.now()
            bericht.fout = ""
            if bericht.geheim:
                bericht.tekst, bericht.html = GEHEIM_VERZONDEN, ""
            bericht.save()


def _mail(bericht: Bericht) -> EmailMultiAlternatives:
    """In the school's name; an answer reaches the school. What leaves late says so."""
    school, adres = bericht.school, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    van = formataddr((f"{school} via Trajecten", adres)) if school else None
    antwoord = [school.email] if school and school.email else None
    tekst, html = bericht.tekst, bericht.html
    if timezone.now() - bericht.aangemaakt_op >= LAAT:
        tekst = f"{_laat(bericht)}\n\n{tekst}"
        html = html.replace(VEL, f"{VEL}<p>{_laat(bericht)}</p>", 1)
    mail = EmailMultiAlternatives(
        bericht.onderwerp,
        tekst,
        from_email=van,
        to=[bericht.aan],
        reply_to=antwoord,
        headers={"Message-ID": kenmerk_van(bericht)},
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _laat(bericht: Bericht) -> str:
    op = date_format(timezone.localtime(bericht.aangemaakt_op), r"l j F \o\m H.i")
    return (
        f"Deze mail vertrekt later dan de bedoeling was: ze is van {op} uur. Wat erin staat, kan "
        "intussen veranderd zijn. Een code of een link kan vervallen zijn."
    )


def _later_opnieuw(bericht: Bericht, fout: Exception) -> None:
    bericht.fout = in_woorden(fout)
    if weer := weer_op(bericht.pogingen, pogingen_na(fout)):
        bericht.opnieuw_op = weer
    else:
        bericht.staat = Bericht.Staat.MISLUKT
    bericht.save()


@overal
def veeg_berichten() -> None:
    """Carry what a lost broker or a killed worker left."""
    nu = timezone.now()
    wachtend = Bericht.objects.filter(staat=Bericht.Staat.WACHT, opnieuw_op__lte=nu)
    rijen = list(wachtend.order_by("opnieuw_op").values_list("school", "pk")[:500])
    # The next sweep leaves them to the tasks that are asked for now.
    wachtend.filter(pk__in=[pk for _, pk in rijen]).update(opnieuw_op=nu + UITSTEL)
    for rij in rijen:
        verstuur_bericht.delay(*rij)


@schooltaak
def voer_opdracht_uit(opdracht_id: int) -> None:
    opdrachten.voer_uit(opdracht_id)


def vraag_opdracht(soort: str, *, door: Lidmaatschap, **invoer: object) -> Opdracht:
    """Ask for a long job at the school of `door`. `invoer`: its `titel` and `over` for who watches
    it, and what the work needs to know."""
    opdracht = Opdracht.objects.create(
        school=door.school, soort=soort, gevraagd_door=door, invoer=invoer
    )
    duw(voer_opdracht_uit, opdracht)
    return opdracht


@overal
def veeg_opdrachten() -> None:
    """Start again what stands still: the same job continues under a new attempt."""
    stil = timezone.now() - opdrachten.STIL
    onaf = Opdracht.objects.filter(
        staat__in=[Opdracht.Staat.WACHT, Opdracht.Staat.BEZIG], levensteken_op__lte=stil
    )
    for rij in onaf.order_by("levensteken_op").values_list("school", "pk")[:100]:
        voer_opdracht_uit.delay(*rij)


@shared_task
def wis_oude_sessies() -> None:
    """Sessions that expired are of no use to anybody, nor is the device they were on, nor a change
    of address that nobody confirmed."""
    call_command("clearsessions")
    lopend = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=lopend).delete()
    voorbij = Adreswijziging.objects.filter(verloopt_op__lte=timezone.now())
    voorbij.filter(door_school=None).delete()  # what a school began keeps the old mailbox out


@overal
def wis_oude_bestanden() -> None:
    opdrachten.wis_oude_bestanden()


@shared_task
def verzegel_spoor() -> None:
    """No school is opened: the database seals by itself."""
    zegels.verzegel_alles(alle_scholen())


@overal
def schrijf_koppen() -> None:
    """The heads of all chains, to be carried off the machine: docs/beheer/spoor.md."""
    zegels.schrijf_koppen()
