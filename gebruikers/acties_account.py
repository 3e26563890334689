"""Another e-mail address for an account: asked, confirmed, stopped."""

import secrets

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.acties import mail_wachtende_uitnodigingen
from gebruikers.berichten import stuur, verwittig, volledig_adres
from gebruikers.feiten import meld_email_gewijzigd, meld_mailbox_werkt
from gebruikers.links import DodeLink
from gebruikers.models import (
    Adreswijziging,
    Gebruiker,
    Herinneringskeuze,
    KwijteMailbox,
    Lidmaatschap,
    School,
    Toegangsherstel,
)
from gebruikers.models.adreswijziging import GELDIG
from gebruikers.models.uitnodiging import hash_van
from gebruikers.muur import open_voor, scholen_van
from gebruikers.overgang import Weigering
from gebruikers.rechten import dient_elders
from gebruikers.rollen import Rol

OUD, NIEUW = "oud", "nieuw"
SJABLOON = "gebruikers/berichten/"
INGEVOERD = (Rol.LEERLING, Rol.OUDER)  # whose address comes from a file of the school
NET_VOORBIJ = "Deze wijziging is al gebeurd of gestopt."
VOORBIJ = (
    "Deze wijziging is al gebeurd, gestopt of vervangen. Dacht je van niet? Misschien is de link "
    "maar half overgenomen: open hem vanuit de mail."
)


@transaction.atomic
def kies_herinneringen(gebruiker: Gebruiker, keuzes: dict[str, str]) -> None:
    """Kind → how often; at every school of this person."""
    for soort, wanneer in keuzes.items():
        Herinneringskeuze.objects.update_or_create(
            gebruiker=gebruiker, soort=soort, defaults={"wanneer": wanneer}
        )


@transaction.atomic
def vraag_adreswijziging(
    gebruiker: Gebruiker, nieuw: str, *, herstel: Toegangsherstel | None = None
) -> None:
    """Mail both mailboxes; an earlier request is gone. Nothing here shows whether the new address
    has an account: then its mailbox reads so, and gets no link.

    `herstel`: a school looked who it is. The old mailbox is lost, so it is told only, and the
    person's own request cannot replace this one.
    """
    door = herstel and herstel.school
    Gebruiker.objects.vast(gebruiker.pk)
    if door is None:
        eis_geen_herstel(gebruiker)
    Adreswijziging.objects.filter(gebruiker=gebruiker).delete()
    oud_token, nieuw_token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    wijziging = Adreswijziging.objects.create(
        gebruiker=gebruiker,
        nieuw=nieuw,
        oud_hash=hash_van(oud_token),
        nieuw_hash=hash_van(nieuw_token),
        verloopt_op=timezone.now() + GELDIG,
        door_school=door,
        herstel=herstel,
    )
    bezet = Gebruiker.objects.filter(email=nieuw).exists()
    context = {"wijziging": wijziging, "door": door, "bezet": bezet}
    if door is None:
        _mail_link("adres_oud", gebruiker.email, oud_token, context)
    _mail_link("adres_nieuw", nieuw, nieuw_token, context)


def _mail_link(sjabloon: str, aan: str, token: str, context: dict) -> None:
    link = volledig_adres(reverse("email_bevestigen", args=[token]))
    stuur(f"{SJABLOON}{sjabloon}", aan=aan, school=None, geheim=True, link=link, **context)


def open_adreswijziging(token: str) -> tuple[Adreswijziging, str]:
    """The change behind a link, and of which mailbox the link is. Raises DodeLink."""
    kenmerk = hash_van(token)
    for kant in (OUD, NIEUW):
        wijzigingen = Adreswijziging.objects.select_related("gebruiker")
        if wijziging := wijzigingen.filter(**{f"{kant}_hash": kenmerk}).first():
            if wijziging.verloopt_op <= timezone.now():
                raise DodeLink("Deze link is verlopen. Je e-mailadres is niet gewijzigd.")
            return wijziging, kant
    raise DodeLink(VOORBIJ)


@transaction.atomic
def bevestig_adres(token: str, *, waarmee: str) -> bool:
    """One mailbox agrees, on the device `waarmee`. Whether that was the last, so that the address
    changed. Raises Weigering."""
    wijziging, kant = open_adreswijziging(token)
    wijziging = _vast(wijziging)
    setattr(wijziging, f"{kant}_bevestigd_op", timezone.now())
    wijziging.save(update_fields=[f"{kant}_bevestigd_op"])
    if wijziging.is_bevestigd:
        _wijzig_adres(wijziging, waarmee)
        return True
    return False


def _vast(wijziging: Adreswijziging) -> Adreswijziging:
    """With the account locked, as it is by now. Raises DodeLink when it was confirmed, stopped or
    refused just before."""
    Gebruiker.objects.vast(wijziging.gebruiker_id)
    nog = Adreswijziging.objects.open().select_related("gebruiker")
    if vast := nog.filter(pk=wijziging.pk).first():
        return vast
    raise DodeLink(NET_VOORBIJ)


def _wijzig_adres(wijziging: Adreswijziging, waarmee: str) -> None:
    gebruiker, oud = wijziging.gebruiker, wijziging.gebruiker.email
    if wijziging.door_school and dient_elders(gebruiker, wijziging.door_school):
        raise Weigering("Dit account dient intussen ook op een andere school. Vraag het je school.")
    if Gebruiker.objects.filter(email=wijziging.nieuw).exists():
        raise Weigering(
            "Dit kon niet doorgaan. Vraag de wijziging opnieuw, of vraag het je school."
        )
    gebruiker.email = wijziging.nieuw
    gebruiker.save(update_fields=["email"])
    wijziging.delete()
    scholen = scholen_van(gebruiker.pk)
    if wijziging.door_school_id:
        with open_voor(wijziging.door_school_id):
            mailbox_werkt(wijziging.herstel)
    with open_voor(*scholen):
        meld_email_gewijzigd(gebruiker, oud)
        if wijziging.door_school_id:
            mail_wachtende_uitnodigingen(gebruiker)
        leden = Lidmaatschap.objects.filter(gebruiker=gebruiker, rol__in=INGEVOERD)
        for school in School.objects.filter(pk__in=scholen):
            ingevoerd = leden.filter(school=school).exists()
            for aan in sorted(_wie_het_hoort(school, wijziging)):
                context = {"wie": gebruiker, "oud": oud, "ingevoerd": ingevoerd}
                stuur(f"{SJABLOON}adres_bij_school", aan=aan, school=school, **context)
    context = {"wie": gebruiker, "oud": oud, "nieuw": gebruiker.email}
    context |= {"door": wijziging.door_school, "verwittig": verwittig(gebruiker)}
    context |= {"op": timezone.localtime(), "waarmee": waarmee}
    for aan in (oud, gebruiker.email):
        stuur(f"{SJABLOON}adres_gewijzigd", aan=aan, school=None, **context)


def mailbox_werkt(herstel: Toegangsherstel) -> bool:
    """The school that restores mails there again; whether it did not. Said by the school, or by
    that mailbox after the school looked whose it is: that somebody reads it is not enough."""
    adres = herstel.gebruiker.email
    was_kwijt, _ = KwijteMailbox.objects.met_adres(adres, herstel.school_id).delete()
    if was_kwijt:
        meld_mailbox_werkt(herstel)
    return bool(was_kwijt)


def _wie_het_hoort(school: School, wijziging: Adreswijziging) -> set[str]:
    """The school, and who of it began this and still works there."""
    aan = {school.email} if school.email else set()
    if wijziging.door_school_id == school.pk:
        door = Lidmaatschap.objects.geldig().filter(pk=wijziging.herstel.door_id)
        aan |= set(door.values_list("gebruiker__email", flat=True))
    return aan


@transaction.atomic
def stop_adreswijziging(gebruiker: Gebruiker) -> None:
    """Either mailbox, or who is signed in, says no. What a school began does not stop so: the old
    mailbox is no longer this person's. Raises Weigering when it was confirmed just before."""
    Gebruiker.objects.vast(gebruiker.pk)
    eis_geen_herstel(gebruiker)
    if not Adreswijziging.objects.filter(gebruiker=gebruiker).delete()[0]:
        raise Weigering(NET_VOORBIJ)


@transaction.atomic
def wijs_adres_af(wijziging: Adreswijziging, kant: str) -> None:
    """From a link: this mailbox says no. A new mailbox that a school named by mistake only refuses;
    the old one stays shut out until the school names another. Raises Weigering."""
    wijziging = _vast(wijziging)
    if wijziging.door_school_id is None:
        stop_adreswijziging(wijziging.gebruiker)
    elif kant == NIEUW:
        wijziging.verloopt_op = wijziging.geweigerd_op = timezone.now()
        wijziging.save(update_fields=["verloopt_op", "geweigerd_op"])


def eis_geen_herstel(gebruiker: Gebruiker) -> None:
    if wordt_hersteld(gebruiker):
        raise Weigering("Je school geeft dit account een ander adres. Vraag het aan de school.")


def wordt_hersteld(gebruiker: Gebruiker) -> bool:
    """Whether a school gives this account another mailbox, and that one did not agree yet."""
    return Gebruiker.objects.wordt_hersteld().filter(pk=gebruiker.pk).exists()
