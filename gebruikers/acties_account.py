"""Acts about how somebody gets in: another e-mail address, and a school that helps who lost a phone
or a mailbox."""

import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import op_een_regel, stuur, volledig_adres
from gebruikers.feiten import meld_email_gewijzigd
from gebruikers.links import ONBEKEND, DodeLink
from gebruikers.models import Adreswijziging, Gebruiker, Lidmaatschap, School, Toegangsherstel
from gebruikers.models.adreswijziging import GELDIG
from gebruikers.models.uitnodiging import hash_van
from gebruikers.muur import open_voor, scholen_van
from gebruikers.overgang import Weigering
from gebruikers.rechten import mag_toegang_herstellen
from gebruikers.rollen import STAF, Rol
from gebruikers.toestellen import beeindig_sessies

OUD, NIEUW = "oud", "nieuw"
SJABLOON = "gebruikers/berichten/"


@transaction.atomic
def vraag_adreswijziging(gebruiker: Gebruiker, nieuw: str, *, door: School | None = None) -> None:
    """Mail both mailboxes; an earlier request is gone. Nothing here shows whether the new address
    has an account: then its mailbox reads so, and gets no link.

    `door`: the school that looked who it is. The old mailbox is lost, so it is told only.
    """
    Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)  # two presses at once
    stop_adreswijziging(gebruiker)
    oud_token, nieuw_token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    wijziging = Adreswijziging.objects.create(
        gebruiker=gebruiker,
        nieuw=nieuw,
        oud_hash=hash_van(oud_token),
        nieuw_hash=hash_van(nieuw_token),
        verloopt_op=timezone.now() + GELDIG,
        door_school=door is not None,
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
    raise DodeLink(f"{ONBEKEND} Of de wijziging is al gebeurd, gestopt of vervangen.")


@transaction.atomic
def bevestig_adres(token: str) -> bool:
    """One mailbox agrees. Whether that was the last, so that the address changed. Raises
    Weigering."""
    wijziging, kant = open_adreswijziging(token)
    vast = Adreswijziging.objects.select_for_update(of=("self",)).select_related("gebruiker")
    wijziging = vast.filter(pk=wijziging.pk).first()
    if wijziging is None:  # at the same moment, from the other mailbox
        raise DodeLink("Deze wijziging is al gebeurd of gestopt.")
    setattr(wijziging, f"{kant}_bevestigd_op", timezone.now())
    wijziging.save()
    if wijziging.is_bevestigd:
        _wijzig_adres(wijziging)
        return True
    return False


def _wijzig_adres(wijziging: Adreswijziging) -> None:
    gebruiker, oud = wijziging.gebruiker, wijziging.gebruiker.email
    if Gebruiker.objects.filter(email=wijziging.nieuw).exists():
        raise Weigering(
            "Dit kon niet doorgaan. Vraag de wijziging opnieuw, of vraag het je school."
        )
    gebruiker.email = wijziging.nieuw
    gebruiker.save(update_fields=["email"])
    scholen = scholen_van(gebruiker.pk)
    with open_voor(*scholen):
        meld_email_gewijzigd(gebruiker, oud)
        for school in School.objects.filter(pk__in=scholen).exclude(email=""):
            context = {"wie": gebruiker, "oud": oud}
            stuur(f"{SJABLOON}adres_bij_school", aan=school.email, school=school, **context)
    for aan in (oud, gebruiker.email):
        stuur(f"{SJABLOON}adres_gewijzigd", aan=aan, school=None, oud=oud, nieuw=gebruiker.email)
    wijziging.delete()


def stop_adreswijziging(gebruiker: Gebruiker) -> None:
    """Either mailbox, or who is signed in, says no."""
    Adreswijziging.objects.filter(gebruiker=gebruiker).delete()


@transaction.atomic
def herstel_toegang(
    lid: Lidmaatschap,
    *,
    door: Lidmaatschap,
    wat: Toegangsherstel.Wat,
    controle: Toegangsherstel.Controle,
    nota: str,
    email: str = "",
) -> Toegangsherstel:
    """Somebody of the school looked who this is. Lost a phone: the second factor is gone and is set
    up anew. Lost a mailbox: `email` becomes the address as soon as that mailbox says so, and the
    password is gone, for who reads the old mailbox could choose one. Every session ends."""
    mag_toegang_herstellen(door, lid, wat).anders_weiger()
    gebruiker = Gebruiker.objects.select_for_update().get(pk=lid.gebruiker_id)
    factoren = Authenticator.objects.filter(user=gebruiker)
    if wat == Toegangsherstel.Wat.TWEEDE_STAP and not factoren.exists():
        raise Weigering("Deze persoon heeft geen tweede stap ingesteld.")
    herstel = Toegangsherstel.objects.create(
        school=door.school, gebruiker=gebruiker, door=door, wat=wat, controle=controle, nota=nota
    )
    if wat == Toegangsherstel.Wat.TWEEDE_STAP:
        factoren.delete()
    else:
        gebruiker.set_unusable_password()
        gebruiker.save(update_fields=["password"])
        vraag_adreswijziging(gebruiker, email, door=door.school)
    beeindig_sessies(gebruiker)
    _meld_herstel(herstel)
    return herstel


def _meld_herstel(herstel: Toegangsherstel) -> None:
    """To the person; and, of staff, to who keeps the accounts at each of their schools."""
    door, wie = herstel.door, herstel.gebruiker
    context = {"herstel": herstel, "nota": op_een_regel(herstel.nota)}
    stuur(f"{SJABLOON}toegang_hersteld", aan=wie.email, school=herstel.school, **context)
    for school in School.objects.filter(pk__in=scholen_van(wie.pk)):
        with open_voor(school.pk):
            leden = Lidmaatschap.objects.geldig().filter(school=school)
            if not leden.filter(gebruiker=wie, rol__in=STAF).exists():
                continue
            beheer = leden.filter(rol__in=(Rol.COORDINATOR, Rol.BEHEERDER))
            beheer = beheer.exclude(gebruiker__in=(wie, door.gebruiker))
            for aan in sorted(set(beheer.values_list("gebruiker__email", flat=True))):
                stuur(f"{SJABLOON}toegang_hersteld_beheer", aan=aan, school=school, **context)
