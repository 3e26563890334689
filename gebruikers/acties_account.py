"""Acts about how somebody gets in: another e-mail address, and a school that helps who lost a phone
or a mailbox."""

import secrets

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import op_een_regel, stuur, volledig_adres
from gebruikers.feiten import meld_email_gewijzigd, meld_toegang_hersteld
from gebruikers.links import ONBEKEND, DodeLink
from gebruikers.models import (
    Adreswijziging,
    Gebruiker,
    Herstelwacht,
    Lidmaatschap,
    School,
    Toegangsherstel,
)
from gebruikers.models.adreswijziging import GELDIG
from gebruikers.models.toegangsherstel import UITSTEL
from gebruikers.models.uitnodiging import hash_van
from gebruikers.muur import open_voor, scholen_van
from gebruikers.overgang import Weigering
from gebruikers.rechten import dient_elders, herstel_wacht, mag_toegang_herstellen
from gebruikers.rollen import STAF
from gebruikers.toestellen import beeindig_sessies

OUD, NIEUW = "oud", "nieuw"
SJABLOON = "gebruikers/berichten/"


@transaction.atomic
def vraag_adreswijziging(gebruiker: Gebruiker, nieuw: str, *, door: School | None = None) -> None:
    """Mail both mailboxes; an earlier request is gone. Nothing here shows whether the new address
    has an account: then its mailbox reads so, and gets no link.

    `door`: the school that looked who it is. The old mailbox is lost, so it is told only, and the
    person's own request cannot replace this one. The address of now ends it.
    """
    Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)  # two presses at once
    if door is None:
        eis_geen_herstel(gebruiker)
    Adreswijziging.objects.filter(gebruiker=gebruiker).delete()
    if door and nieuw == gebruiker.email:  # the mailbox was not lost after all
        return
    oud_token, nieuw_token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    wijziging = Adreswijziging.objects.create(
        gebruiker=gebruiker,
        nieuw=nieuw,
        oud_hash=hash_van(oud_token),
        nieuw_hash=hash_van(nieuw_token),
        verloopt_op=timezone.now() + GELDIG,
        door_school=door,
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
    if wijziging.door_school and dient_elders(gebruiker, wijziging.door_school):
        raise Weigering("Dit account dient intussen ook op een andere school. Vraag het je school.")
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
    """Either mailbox, or who is signed in, says no. What a school began does not stop so: the old
    mailbox is no longer this person's."""
    eis_geen_herstel(gebruiker)
    Adreswijziging.objects.filter(gebruiker=gebruiker).delete()


def wijs_adres_af(wijziging: Adreswijziging, kant: str) -> None:
    """From a link: this mailbox says no. A new mailbox that a school named by mistake only refuses;
    the old one stays shut out until the school names another."""
    if wijziging.door_school_id is None:
        stop_adreswijziging(wijziging.gebruiker)
    elif kant == NIEUW:
        wijziging.verloopt_op = timezone.now()
        wijziging.save(update_fields=["verloopt_op"])


def eis_geen_herstel(gebruiker: Gebruiker) -> None:
    if wordt_hersteld(gebruiker):
        raise Weigering("Je school geeft dit account een ander adres. Vraag het aan de school.")


def wordt_hersteld(gebruiker: Gebruiker) -> bool:
    """Whether a school gives this account another mailbox, and that one did not agree yet."""
    return Adreswijziging.objects.van_een_school().filter(gebruiker=gebruiker).exists()


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
    up anew. Lost a mailbox: `email` becomes the address as soon as that mailbox says so, and all
    that the old one could open is gone. Every session ends. With a wait nothing happens yet, and
    the person may stop it."""
    mag_toegang_herstellen(door, lid, wat).anders_weiger()
    gebruiker = Gebruiker.objects.select_for_update().get(pk=lid.gebruiker_id)
    factoren = Authenticator.objects.filter(user=gebruiker)
    if wat == Toegangsherstel.Wat.TWEEDE_STAP and not factoren.exists():
        raise Weigering("Deze persoon heeft geen tweede stap ingesteld.")
    later = timezone.now() + UITSTEL if herstel_wacht(door, lid) else None
    herstel = Toegangsherstel.objects.create(
        school=door.school,
        gebruiker=gebruiker,
        door=door,
        wat=wat,
        controle=controle,
        nota=nota,
        gaat_in_op=later,
    )
    if later:
        _stel_uit(herstel, email)
    else:
        _herstel(herstel, email)
    return herstel


def _herstel(herstel: Toegangsherstel, email: str) -> None:
    """`herstel` takes effect, and is told."""
    gebruiker = herstel.gebruiker
    Herstelwacht.objects.filter(gebruiker=gebruiker).delete()
    if herstel.wat == Toegangsherstel.Wat.TWEEDE_STAP:
        Authenticator.objects.filter(user=gebruiker).delete()
    else:
        gebruiker.set_unusable_password()
        gebruiker.save(update_fields=["password"])
        SocialAccount.objects.filter(user=gebruiker).delete()
        vraag_adreswijziging(gebruiker, email, door=herstel.school)
    beeindig_sessies(gebruiker)
    stuur(
        f"{SJABLOON}toegang_hersteld",
        aan=gebruiker.email,
        school=herstel.school,
        **_over(herstel),
    )
    _meld_aan_beheer("toegang_hersteld_beheer", herstel)
    meld_toegang_hersteld(herstel)


def _stel_uit(herstel: Toegangsherstel, email: str) -> None:
    """The person, who keeps accounts and the school know at once; a later request replaces this."""
    token = secrets.token_urlsafe(24)
    Herstelwacht.objects.filter(gebruiker=herstel.gebruiker).delete()
    Herstelwacht.objects.create(
        gebruiker=herstel.gebruiker,
        herstel=herstel,
        van_school=herstel.school,
        email=email,
        gaat_in_op=herstel.gaat_in_op,
        stop_hash=hash_van(token),
    )
    stuur(
        f"{SJABLOON}herstel_wacht",
        aan=herstel.gebruiker.email,
        school=herstel.school,
        geheim=True,
        link=volledig_adres(reverse("herstel_tegenhouden", args=[token])),
        **_over(herstel),
    )
    _meld_aan_beheer("herstel_wacht_beheer", herstel, ook_de_school=True)


def open_herstelwacht(token: str) -> Herstelwacht:
    """What waits behind a link. Raises DodeLink."""
    wachtend = Herstelwacht.objects.select_related("van_school", "gebruiker")
    if wacht := wachtend.filter(stop_hash=hash_van(token)).first():
        return wacht
    raise DodeLink(f"{ONBEKEND} Of het is al gebeurd of tegengehouden.")


@transaction.atomic
def houd_herstel_tegen(wacht: Herstelwacht) -> None:
    """The person, who was not locked out, says no. Who keeps the accounts hears it."""
    with open_voor(wacht.van_school_id):
        _meld_aan_beheer("herstel_gestopt", wacht.herstel, ook_de_school=True, stop="persoon")
    wacht.delete()


@transaction.atomic
def laat_herstel_ingaan(wacht_id: int) -> None:
    """The wait is over: it happens if it still may. To be done with the school open."""
    wachtend = Herstelwacht.objects.select_for_update(of=("self",), skip_locked=True)
    wacht = wachtend.filter(pk=wacht_id, gaat_in_op__lte=timezone.now()).first()
    if wacht is None:  # stopped, or done
        return
    herstel, van_hier = wacht.herstel, {"school": wacht.van_school_id}
    leden = Lidmaatschap.objects.geldig().filter(**van_hier)
    lid = leden.filter(gebruiker=wacht.gebruiker_id).first()
    door = leden.filter(pk=herstel.door_id).first()
    if lid and door and mag_toegang_herstellen(door, lid, herstel.wat):
        _herstel(herstel, wacht.email)
    else:
        _meld_aan_beheer("herstel_gestopt", herstel, ook_de_school=True, stop="recht")
        wacht.delete()


def _over(herstel: Toegangsherstel) -> dict:
    return {"herstel": herstel, "nota": op_een_regel(herstel.nota)}


def _meld_aan_beheer(
    sjabloon: str, herstel: Toegangsherstel, *, ook_de_school: bool = False, **context
) -> None:
    """Of staff: to who keeps the accounts at each of their schools, but who did it."""
    door, wie = herstel.door, herstel.gebruiker
    context |= _over(herstel)
    for school in School.objects.filter(pk__in=scholen_van(wie.pk)):
        with open_voor(school.pk):
            leden = Lidmaatschap.objects.geldig().filter(school=school)
            if not leden.filter(gebruiker=wie, rol__in=STAF).exists():
                continue
            beheer = leden.die_accounts_beheren().exclude(gebruiker__in=(wie, door.gebruiker))
            aan = set(beheer.values_list("gebruiker__email", flat=True))
            if ook_de_school and school == herstel.school and school.email:
                aan.add(school.email)
            for adres in sorted(aan):
                stuur(f"{SJABLOON}{sjabloon}", aan=adres, school=school, **context)
