"""Acts of a school that lets somebody in again who lost a phone or a mailbox."""

import secrets

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers import spoor
from gebruikers.acties import mail_wachtende_uitnodigingen, sluit_uitnodigingen
from gebruikers.acties_account import SJABLOON, mailbox_werkt, vraag_adreswijziging
from gebruikers.berichten import op_een_regel, stuur, verwittig_school, volledig_adres
from gebruikers.feiten import meld_mailbox_kwijt, meld_mailbox_terug, meld_toegang_hersteld
from gebruikers.links import ONBEKEND, DodeLink, eis_afkoeling
from gebruikers.models import (
    Adreswijziging,
    Agendalink,
    Bericht,
    Gebruiker,
    Herstelstop,
    Herstelwacht,
    KwijteMailbox,
    Lidmaatschap,
    School,
    Toegangsherstel,
)
from gebruikers.models.bericht import MAILBOX_KWIJT
from gebruikers.models.toegangsherstel import UITSTEL
from gebruikers.models.uitnodiging import hash_van
from gebruikers.muur import open_voor, scholen_van
from gebruikers.overgang import Weigering
from gebruikers.rechten import (
    herstel_wacht,
    kent,
    mag_herstel_intrekken,
    mag_mailbox_vrijgeven,
    mag_toegang_herstellen,
)
from gebruikers.rollen import STAF
from gebruikers.toestellen import beeindig_sessies


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
    the person may stop it. The address of now: the mailbox was not lost after all."""
    gebruiker = Gebruiker.objects.vast(lid.gebruiker_id)
    if wat == Toegangsherstel.Wat.EMAIL and email == gebruiker.email:
        wat = Toegangsherstel.Wat.TERUG
    mag_toegang_herstellen(door, lid, wat).anders_weiger()
    factoren = Authenticator.objects.filter(user=gebruiker)
    if wat == Toegangsherstel.Wat.TWEEDE_STAP and not factoren.exists():
        raise Weigering("Deze persoon heeft geen tweede stap ingesteld.")
    if wat == Toegangsherstel.Wat.EMAIL:
        _eis_adres_van_niemand_hier(door, gebruiker, email)
    terug = wat == Toegangsherstel.Wat.TERUG
    later = timezone.now() + UITSTEL if herstel_wacht(door, lid) and not terug else None
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
    elif terug:
        _geef_mailbox_terug(herstel)
    else:
        _herstel(herstel, email)
    return herstel


def _eis_adres_van_niemand_hier(door: Lidmaatschap, gebruiker: Gebruiker, email: str) -> None:
    """Before anything is shut. Of a stranger's account nothing is said: that mailbox is mailed, and
    what is asked waits for a link that was never made."""
    ander = Gebruiker.objects.filter(email=email).exclude(pk=gebruiker.pk).first()
    if ander and kent(door, ander):
        raise Weigering(
            f"{email} hoort bij het account van {ander}. Er is niets gewijzigd. Vul een ander "
            f"adres in. Is dat dezelfde persoon? Geef dan het account van {ander} deze rol, en "
            "beëindig hier de rol."
        )


def nieuwe_mailbox(lid: Lidmaatschap) -> Adreswijziging | None:
    """What this school asked of the new mailbox of this person, while it waits."""
    wachtend = Adreswijziging.objects.select_related("herstel__door__gebruiker")
    return wachtend.filter(gebruiker=lid.gebruiker_id, door_school=lid.school_id).first()


def is_kwijt(lid: Lidmaatschap) -> bool:
    """Whether this school gave up the mailbox that this account has now."""
    return KwijteMailbox.objects.met_adres(lid.gebruiker.email, lid.school_id).exists()


@transaction.atomic
def mail_nieuwe_mailbox_opnieuw(lid: Lidmaatschap, *, door: Lidmaatschap) -> None:
    """A new link to the same address; the one before it dies. Not sooner than after a cool-down,
    and not to a mailbox that said no."""
    mag_toegang_herstellen(door, lid, Toegangsherstel.Wat.EMAIL).anders_weiger()
    gebruiker = Gebruiker.objects.vast(lid.gebruiker_id)
    wijziging = nieuwe_mailbox(lid)
    if wijziging is None:
        raise Weigering("Er wacht geen nieuw adres meer op bevestiging.")
    if wijziging.geweigerd_op:
        raise Weigering("Die mailbox zei nee. Kijk het adres na en vul een ander in.")
    eis_afkoeling(wijziging.gemaild_op)
    vraag_adreswijziging(gebruiker, wijziging.nieuw, herstel=wijziging.herstel)


def _herstel(herstel: Toegangsherstel, email: str) -> None:
    """`herstel` takes effect, and is told."""
    gebruiker = herstel.gebruiker
    _vervang(gebruiker, herstel)
    if herstel.wat == Toegangsherstel.Wat.TWEEDE_STAP:
        Authenticator.objects.filter(user=gebruiker).delete()
    else:
        gebruiker.set_unusable_password()
        gebruiker.save(update_fields=["password"])
        SocialAccount.objects.filter(user=gebruiker).delete()
        sluit_uitnodigingen(gebruiker)
        _geef_mailbox_op(herstel)
        vraag_adreswijziging(gebruiker, email, herstel=herstel)
    beeindig_sessies(gebruiker)
    Agendalink.objects.filter(gebruiker=gebruiker).delete()
    stuur(
        f"{SJABLOON}toegang_hersteld",
        aan=gebruiker.email,
        school=herstel.school,
        ook_naar_kwijte=True,
        verwittig=verwittig_school(herstel.school),
        **_over(herstel),
    )
    _meld_aan_beheer("toegang_hersteld_beheer", herstel)
    meld_toegang_hersteld(herstel)


def _geef_mailbox_op(herstel: Toegangsherstel) -> None:
    _, net = KwijteMailbox.objects.get_or_create(
        school=herstel.school, adres=herstel.gebruiker.email
    )
    if net:
        nog = Bericht.objects.filter(school=herstel.school, aan__iexact=herstel.gebruiker.email)
        nog = nog.exclude(staat=Bericht.Staat.VERZONDEN)
        nooit = {"verzonden_op": None, "geweigerd_op": None}  # nor later, to whoever has it
        nog.update(staat=Bericht.Staat.MISLUKT, fout=MAILBOX_KWIJT, **nooit)
        meld_mailbox_kwijt(herstel)


def _geef_mailbox_terug(herstel: Toegangsherstel) -> None:
    """What this school began or put off ends, and the mailbox opens the account again. What was
    shut with it is mailed there anew."""
    gebruiker, school = herstel.gebruiker, herstel.school
    begonnen = Adreswijziging.objects.filter(gebruiker=gebruiker, door_school=school)
    gestopt = bool(begonnen.delete()[0])
    gestopt |= _vervang(gebruiker, herstel, van_school=school, email__gt="")
    was_kwijt = mailbox_werkt(herstel)
    if was_kwijt:
        mail_wachtende_uitnodigingen(gebruiker)
    elif not gestopt:
        raise Weigering(
            "Dit is het adres van nu, en hier wacht geen ander adres op bevestiging. Vul het "
            "nieuwe in."
        )
    over = _over(herstel) | {"verwittig": verwittig_school(school)}
    stuur(f"{SJABLOON}mailbox_terug", aan=gebruiker.email, school=school, **over)
    _meld_aan_beheer("mailbox_terug_beheer", herstel)
    meld_mailbox_terug(herstel)


def _stel_uit(herstel: Toegangsherstel, email: str) -> None:
    """The person, who keeps accounts and the school know at once; a later request replaces this."""
    token = secrets.token_urlsafe(24)
    _vervang(herstel.gebruiker, herstel)
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
        ook_naar_kwijte=True,
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
    """The person, who was not locked out, says no. Who keeps the accounts hears it. Raises
    DodeLink when it took effect just before."""
    Gebruiker.objects.vast(wacht.gebruiker_id)
    with open_voor(wacht.van_school_id):
        if not _stop(wacht, Herstelstop.Waarom.PERSOON):
            raise DodeLink("Dit is al gebeurd of tegengehouden.", school=wacht.van_school)


@transaction.atomic
def trek_herstel_in(herstel: Toegangsherstel, *, door: Lidmaatschap) -> None:
    """Who asked for it takes it back while it waits, and the person hears that too."""
    Gebruiker.objects.vast(herstel.gebruiker_id)
    mag_herstel_intrekken(door, herstel).anders_weiger()
    wacht = Herstelwacht.objects.filter(herstel=herstel).first()
    if wacht is None or not _stop(wacht, Herstelstop.Waarom.SCHOOL):
        raise Weigering("Dit is al gebeurd of tegengehouden.")
    stuur(
        f"{SJABLOON}herstel_ingetrokken",
        aan=herstel.gebruiker.email,
        school=herstel.school,
        ook_naar_kwijte=True,
        **_over(herstel),
    )


def _vervang(gebruiker: Gebruiker, door: Toegangsherstel, **welke) -> bool:
    """What waited for this person gives way to `door`: noted, unless it is that itself. Whether
    there was any: no more than one waits."""
    wacht = Herstelwacht.objects.filter(gebruiker=gebruiker, **welke).first()
    if wacht is None or not _wis(wacht):
        return False
    if wacht.herstel_id != door.pk:
        with open_voor(wacht.van_school_id):
            _noteer_stop(wacht, Herstelstop.Waarom.OPNIEUW)
    return True


def _wis(wacht: Herstelwacht) -> bool:
    """Whether it still waited."""
    return bool(Herstelwacht.objects.filter(pk=wacht.pk).delete()[0])


def _noteer_stop(wacht: Herstelwacht, waarom: Herstelstop.Waarom) -> None:
    Herstelstop.objects.create(
        school_id=wacht.van_school_id, herstel_id=wacht.herstel_id, waarom=waarom
    )


def _stop(wacht: Herstelwacht, waarom: Herstelstop.Waarom) -> bool:
    """It will not happen; who keeps the accounts, and who asked for it, hear that. False when it
    happened or was stopped just before."""
    if not _wis(wacht):
        return False
    _noteer_stop(wacht, waarom)
    herstel, zelf = wacht.herstel, waarom == Herstelstop.Waarom.SCHOOL
    _meld_aan_beheer(
        "herstel_gestopt", herstel, ook_de_school=True, ook_wie_het_vroeg=not zelf, stop=waarom
    )
    return True


@transaction.atomic
def laat_herstel_ingaan(wacht_id: int) -> None:
    """The wait is over: it happens if it still may. To be done with the school open."""
    wachtend = Herstelwacht.objects.filter(pk=wacht_id, gaat_in_op__lte=timezone.now())
    if wacht := wachtend.first():
        Gebruiker.objects.vast(wacht.gebruiker_id)
    wacht = wachtend.first()
    if wacht is None:  # stopped, or done
        return
    herstel, van_hier = wacht.herstel, {"school": wacht.van_school_id}
    leden = Lidmaatschap.objects.geldig().filter(**van_hier)
    lid = leden.filter(gebruiker=wacht.gebruiker_id).first()
    door = leden.filter(pk=herstel.door_id).first()
    if wacht.email == wacht.gebruiker.email:
        _stop(wacht, Herstelstop.Waarom.ADRES)
    elif not (lid and door and mag_toegang_herstellen(door, lid, herstel.wat)):
        _stop(wacht, Herstelstop.Waarom.RECHT)
    else:
        _herstel(herstel, wacht.email)


@transaction.atomic
def geef_mailbox_vrij(mailbox: KwijteMailbox, *, door: Lidmaatschap, reden: str) -> None:
    """It is somebody else's now, and works: the school mails and invites there again. The trail
    keeps who said so and why."""
    mag_mailbox_vrijgeven(door, mailbox).anders_weiger()
    with spoor.reden(reden):
        mailbox.delete()


def _over(herstel: Toegangsherstel) -> dict:
    return {"herstel": herstel, "nota": op_een_regel(herstel.nota)}


def _meld_aan_beheer(
    sjabloon: str,
    herstel: Toegangsherstel,
    *,
    ook_de_school: bool = False,
    ook_wie_het_vroeg: bool = False,
    **context,
) -> None:
    """Of staff: to who keeps the accounts at each of their schools. When told so, and whatever the
    person is by now: to the school that restores, and to who asked and still works there."""
    context |= _over(herstel)
    for school in School.objects.filter(
        pk__in={herstel.school_id, *scholen_van(herstel.gebruiker_id)}
    ):
        with open_voor(school.pk):
            aan = _beheer_van(school, herstel)
            if school == herstel.school:
                if ook_de_school and school.email:
                    aan.setdefault(school.email, "")
                aan |= _wie_het_vroeg(herstel) if ook_wie_het_vroeg else {}
            for adres, context["voornaam"] in sorted(aan.items()):
                stuur(f"{SJABLOON}{sjabloon}", aan=adres, school=school, **context)


def _beheer_van(school: School, herstel: Toegangsherstel) -> dict[str, str]:
    """Who keeps the accounts where this person is staff, but the two it is about: address → first
    name."""
    leden = Lidmaatschap.objects.geldig().filter(school=school)
    if not leden.filter(gebruiker=herstel.gebruiker_id, rol__in=STAF).exists():
        return {}
    niet = {herstel.gebruiker_id, herstel.door.gebruiker_id}
    beheer = leden.die_accounts_beheren().exclude(gebruiker__in=niet)
    return dict(beheer.values_list("gebruiker__email", "gebruiker__voornaam"))


def _wie_het_vroeg(herstel: Toegangsherstel) -> dict[str, str]:
    leden = Lidmaatschap.objects.geldig().filter(school=herstel.school)
    wie = leden.filter(gebruiker=herstel.door.gebruiker_id)
    return dict(wie.values_list("gebruiker__email", "gebruiker__voornaam"))
