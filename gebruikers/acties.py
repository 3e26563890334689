"""Acts about accounts: inviting somebody, accepting, ending a role; and a mail once more."""

import datetime

from django.db import transaction
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from gebruikers import acties_vervangen, meekijken
from gebruikers.feiten import meld_uitnodiging_aanvaard
from gebruikers.links import (
    NIEUWE_CODE,
    NIEUWE_LINK,
    ONBEKEND,
    DodeLink,
    eis_afkoeling,
    eis_hernieuwbaar,
    linksoort,
)
from gebruikers.models import (
    Adreswijziging,
    Bericht,
    Gebruiker,
    KwijteMailbox,
    Lidmaatschap,
    School,
    Toegangsherstel,
    Uitnodiging,
)
from gebruikers.models.uitnodiging import GELDIG, hash_van
from gebruikers.muur import open_achter
from gebruikers.overgang import Weigering
from gebruikers.periode import DAG, begint_nooit
from gebruikers.rechten import (
    kent,
    mag_akkoord_geven,
    mag_intrekken,
    mag_mailbox_vrijgeven,
    mag_opnieuw_versturen,
    mag_rol_beeindigen,
    mag_rol_geven,
    mag_toegang_herstellen,
    vraagt_akkoord,
)
from gebruikers.rollen import Rol
from gebruikers.tasks import duw, verstuur_bericht
from gebruikers.uitnodigen import stuur_antwoord, stuur_link, stuur_vraag

WACHT_OP_AKKOORD = "Deze uitnodiging wacht op het akkoord van een coördinator. Dan komt de link."


class AndereNaam(Weigering):
    """This address opens the account of somebody known by another name. It may still be right."""

    def __init__(
        self, account: Gebruiker, wat_dan: str = "Schrijf dan de naam zoals in dat account."
    ) -> None:
        vraag = f"Dit adres hoort bij {account}. Is dat dezelfde persoon?"
        super().__init__(f"{vraag} {wat_dan} Anders verbeter je het adres.")
        self.account = account


@transaction.atomic
def nodig_uit(
    school: School, *, email: str, rol: Rol, door: Lidmaatschap | None, voornaam="", naam=""
) -> Uitnodiging:
    """Make (or find) the account and mail a one-time link, or ask a coördinator first. An earlier
    open link is withdrawn. `door` is None when nobody asked: a command, or the demo world."""
    if door:
        mag_rol_geven(door, school, rol, email).anders_weiger()
    gebruiker = account_van(email, voornaam=voornaam, naam=naam)
    akkoord = bool(door) and vraagt_akkoord(door, rol)
    van = door and door.gebruiker
    return _nieuw(school, gebruiker, rol, van, door=door, vraagt_akkoord=akkoord)


def account_van(email: str, *, voornaam: str = "", naam: str = "") -> Gebruiker:
    """The account of this address, made when there is none. It opens nothing by itself."""
    bekend = Gebruiker.objects.filter(email=email.lower()).first()
    return bekend or Gebruiker.objects.create_user(email, voornaam=voornaam, naam=naam)


def laat_adres_volgen(model: type[Model], gebruiker: Gebruiker, oud: str) -> None:
    """The rows of this account that carry its old address get the new one, at the open schools."""
    model.objects.filter(gebruiker=gebruiker, email__iexact=oud).update(email=gebruiker.email)


def _nieuw(
    school: School,
    gebruiker: Gebruiker,
    rol: Rol,
    van: Gebruiker | None,
    *,
    door: Lidmaatschap | None = None,
    **akkoord,
) -> Uitnodiging:
    """In the place of an earlier one. Its link is mailed, or first a coördinator is asked. `door`:
    who reads why not, when the mailbox is lost."""
    Gebruiker.objects.vast(gebruiker.pk)
    _eis_mailbox_niet_kwijt(school, gebruiker, door)
    _open_uitnodigingen(school.pk, rol, gebruiker=gebruiker).update(ingetrokken_op=timezone.now())
    token = Uitnodiging.nieuw_token()
    uitnodiging = Uitnodiging.objects.create(
        school=school,
        gebruiker=gebruiker,
        rol=rol,
        token_hash=hash_van(token),
        uitgenodigd_door=van,
        verloopt_op=timezone.now() + GELDIG,
        **akkoord,
    )
    if wacht_op_akkoord(uitnodiging):
        stuur_vraag(uitnodiging)
    else:
        stuur_link(uitnodiging, token)
    return uitnodiging


def _eis_mailbox_niet_kwijt(
    school: School, gebruiker: Gebruiker, door: Lidmaatschap | None
) -> None:
    mailbox = KwijteMailbox.objects.met_adres(gebruiker.email, school.pk).first()
    if mailbox is None:
        return
    zin = f"De mailbox {gebruiker.email} is kwijt: er gaat geen uitnodiging naartoe."
    hier = Lidmaatschap.objects.filter(school=school, gebruiker=gebruiker)
    if (
        hier.geldig().exists()
        and Adreswijziging.objects.filter(gebruiker=gebruiker, door_school=school).exists()
    ):
        raise Weigering(
            f"{zin} De school geeft dit account een ander e-mailadres, en dat is nog niet "
            "bevestigd. Pas daarna gaat er weer een uitnodiging weg."
        )
    zin = f"{zin} Nodig deze persoon uit op een ander e-mailadres."
    lid = hier.order_by("-van", "-pk").first()
    if door and lid and mag_toegang_herstellen(door, lid, Toegangsherstel.Wat.TERUG):
        url = reverse("gebruikers:toegang", args=[school.code, lid.pk])
        toch = format_html('Is ze toch niet kwijt? <a href="{}">Zeg dat hier</a>.', url)
        raise Weigering(format_html("{} {}", zin, toch))
    if door and not lid and mag_mailbox_vrijgeven(door, mailbox):
        url = reverse("gebruikers:mailbox_vrij", args=[school.code, mailbox.pk])
        ander = format_html('Werkt ze, van iemand anders? <a href="{}">Zeg dat hier</a>.', url)
        raise Weigering(format_html("{} {}", zin, ander))
    raise Weigering(zin)


def wacht_op_akkoord(uitnodiging: Uitnodiging) -> bool:
    return Uitnodiging.objects.wacht_op_akkoord().filter(pk=uitnodiging.pk).exists()


def _opnieuw(uitnodiging: Uitnodiging, van: Gebruiker | None) -> Uitnodiging:
    """Who was invited before gets a new link: what a coördinator agreed to is still agreed."""
    akkoord = {v: getattr(uitnodiging, v) for v in ("vraagt_akkoord", "akkoord_op", "akkoord_door")}
    wie = (uitnodiging.school, uitnodiging.gebruiker, Rol(uitnodiging.rol))
    return _nieuw(*wie, van, **akkoord)


@transaction.atomic
def geef_akkoord(uitnodiging: Uitnodiging, *, door: Lidmaatschap) -> Uitnodiging:
    """A coördinator says yes, once: now the link is mailed. No is `trek_in`."""
    mag_akkoord_geven(door, uitnodiging).anders_weiger()
    wachtend = Uitnodiging.objects.wacht_op_akkoord().filter(pk=uitnodiging.pk)
    if wachtend.update(akkoord_op=timezone.now(), akkoord_door=door.gebruiker) != 1:
        raise Weigering("Deze uitnodiging wacht niet op een akkoord.")
    uitnodiging.refresh_from_db(fields=["akkoord_op", "akkoord_door"])
    stuur_antwoord(uitnodiging, door=door, akkoord=True)
    return _opnieuw(uitnodiging, uitnodiging.uitgenodigd_door)


def laat_binnen(
    school: School,
    *,
    email: str,
    rol: Rol,
    door: Lidmaatschap,
    voornaam: str = "",
    naam: str = "",
    altijd_vragen: bool = False,
    bevestigd: bool = False,
) -> tuple[Gebruiker, Uitnodiging | None]:
    """The account of this address, and the mail that was sent: none to who has the role already,
    unless `altijd_vragen`. Who was invited before gets a new link, after the cool-down. Raises
    AndereNaam unless `bevestigd`."""
    bekend = Gebruiker.objects.filter(email=email.lower()).first()
    if bekend:
        if not bevestigd:
            _eis_zelfde_naam(door, bekend, voornaam, naam)
        eigen = {"school": school, "gebruiker": bekend, "rol": rol}
        if not altijd_vragen and Lidmaatschap.objects.geldig().filter(**eigen).exists():
            return bekend, None
        wachtend = _open_uitnodigingen(school.pk, rol, gebruiker=bekend)
        if eerdere := wachtend.select_related("school", "gebruiker").first():
            return bekend, herhaal(eerdere, door=door)
    uitnodiging = nodig_uit(school, email=email, rol=rol, door=door, voornaam=voornaam, naam=naam)
    return uitnodiging.gebruiker, uitnodiging


def _eis_zelfde_naam(door: Lidmaatschap, account: Gebruiker, voornaam: str, naam: str) -> None:
    """Of a stranger nothing is said, not even that there is an account: the mail goes there, and
    its owner accepts or not. An account keeps the name its owner has."""
    if not account.heet(voornaam, naam) and kent(door, account):
        raise AndereNaam(account)


@transaction.atomic
def herhaal(uitnodiging: Uitnodiging, *, door: Lidmaatschap) -> Uitnodiging:
    """Mail a new link for the same role; the old link dies. Not sooner than after a cool-down."""
    wie = uitnodiging.gebruiker
    mag_rol_geven(door, uitnodiging.school, uitnodiging.rol, wie.email).anders_weiger()
    Gebruiker.objects.vast(wie.pk)
    uitnodiging.refresh_from_db(fields=["verstuurd_op", "aanvaard_op", "ingetrokken_op"])
    if not uitnodiging.wacht_nog:
        raise Weigering("Deze uitnodiging wacht niet meer op antwoord.")
    wacht = wacht_op_akkoord(uitnodiging)
    if wacht and not mag_akkoord_geven(door, uitnodiging):
        raise Weigering(WACHT_OP_AKKOORD)
    eis_afkoeling(uitnodiging.verstuurd_op)
    if wacht:  # a coördinator who invites this person says yes
        stuur_antwoord(uitnodiging, door=door, akkoord=True)
    rol = Rol(uitnodiging.rol)
    if vraagt_akkoord(door, rol):
        return _opnieuw(uitnodiging, door.gebruiker)
    return _nieuw(uitnodiging.school, wie, rol, door.gebruiker)


@transaction.atomic
def vernieuw(token: str) -> Uitnodiging:
    """Who got the link asks for a new one, mailed to the same address."""
    if deze := laatste_uitnodiging(token):
        Gebruiker.objects.vast(deze.gebruiker_id)
    eis_hernieuwbaar(open_uitnodiging, token)
    laatste = laatste_uitnodiging(token)
    eis_afkoeling(laatste.verstuurd_op)
    return _opnieuw(laatste, laatste.uitgenodigd_door)


@transaction.atomic
def trek_in(uitnodiging: Uitnodiging, *, door: Lidmaatschap) -> None:
    """The link no longer works from now on. While it waits for a yes, this is the no."""
    mag_intrekken(door, uitnodiging).anders_weiger()
    wacht = wacht_op_akkoord(uitnodiging)
    wachtend = Uitnodiging.objects.onbeantwoord().filter(pk=uitnodiging.pk)
    if not wachtend.update(ingetrokken_op=timezone.now()):
        raise Weigering(
            "Deze uitnodiging is intussen gebruikt, ingetrokken of opnieuw verstuurd. Kijk na wat "
            "er nu staat."
        )
    if wacht:
        stuur_antwoord(uitnodiging, door=door, akkoord=False)


def trek_open_in(school_id: int, adres: str, rol: Rol) -> None:
    """Every link for this role still in that mailbox dies."""
    wachtend = _open_uitnodigingen(school_id, rol, gebruiker__email=adres.lower())
    wachtend.update(ingetrokken_op=timezone.now())


def sluit_uitnodigingen(gebruiker: Gebruiker) -> None:
    """The mailbox is lost: no link in it works any more. What was asked still waits."""
    for uitnodiging in _wachtende_van(gebruiker):
        uitnodiging.token_hash = hash_van(Uitnodiging.nieuw_token())
        uitnodiging.save(update_fields=["token_hash"])


def mail_wachtende_uitnodigingen(gebruiker: Gebruiker) -> None:
    """To the new mailbox, now that it is this account's. To be done with the schools open."""
    wie = ("school", "gebruiker", "uitgenodigd_door")
    for wachtend in _wachtende_van(gebruiker).select_related(*wie):
        if wachtend.is_hernieuwbaar:
            _opnieuw(wachtend, wachtend.uitgenodigd_door)


def _wachtende_van(gebruiker: Gebruiker) -> QuerySet[Uitnodiging]:
    return Uitnodiging.objects.onbeantwoord().filter(gebruiker=gebruiker).order_by("pk")


def _open_uitnodigingen(school_id: int, rol: Rol, **wie) -> QuerySet[Uitnodiging]:
    return Uitnodiging.objects.onbeantwoord().filter(school=school_id, rol=rol, **wie)


@transaction.atomic
def beeindig_rol(lidmaatschap: Lidmaatschap, *, door: Lidmaatschap, op: datetime.date) -> list[str]:
    """The role ended the day before `op`, so that it is gone at the next request; and with it
    every link that would give it back. One that was to begin later is gone. Which replacements
    that changed, in sentences."""
    vast = Lidmaatschap.objects.select_for_update(of=("self",)).select_related("gebruiker")
    if lidmaatschap.rol == Rol.COORDINATOR:  # of two that end at once the second waits here
        samen = vast.filter(school=lidmaatschap.school_id, rol=Rol.COORDINATOR)
        list(samen.order_by("pk"))
    lidmaatschap = vast.get(pk=lidmaatschap.pk)
    laatste_dag = op - DAG
    mag_rol_beeindigen(door, lidmaatschap, laatste_dag).anders_weiger()
    trek_open_in(lidmaatschap.school_id, lidmaatschap.gebruiker.email, Rol(lidmaatschap.rol))
    if begint_nooit(lidmaatschap, laatste_dag):
        laatste_dag = lidmaatschap.van - DAG
        lidmaatschap.delete()
    else:
        lidmaatschap.van = min(lidmaatschap.van, laatste_dag)
        lidmaatschap.tot = laatste_dag
        lidmaatschap.save()
        meekijken.stop_met_de_rol(lidmaatschap)
    return acties_vervangen.kort_in(lidmaatschap, laatste_dag, door=door)


def laatste_uitnodiging(token: str) -> Uitnodiging | None:
    """The newest invitation of who got this link, for the same role at the same school."""
    open_achter("school_van_uitnodiging", hash_van(token))
    deze = Uitnodiging.objects.filter(token_hash=hash_van(token)).first()
    if deze is None:
        return None
    zelfde = Uitnodiging.objects.filter(school=deze.school_id, gebruiker=deze.gebruiker_id)
    zelfde = zelfde.filter(rol=deze.rol).order_by("-verstuurd_op", "-pk")
    return zelfde.select_related("school", "gebruiker", "uitgenodigd_door").first()


@linksoort("uitnodiging", "Nodig deze persoon opnieuw uit.")
def open_uitnodiging(token: str) -> Uitnodiging:
    """The invitation behind a link. Raises DodeLink with what to do when it no longer serves."""
    laatste = laatste_uitnodiging(token)
    if laatste is None:
        raise DodeLink(ONBEKEND)
    school, knop = laatste.school, ""
    if laatste.aanvaard_op:
        eigen = Lidmaatschap.objects.geldig().filter(school=school, gebruiker=laatste.gebruiker)
        if eigen.filter(rol=laatste.rol).exists():
            zin, knop = "Deze uitnodiging is al gebruikt. Meld je aan met een code.", NIEUWE_CODE
        else:
            zin = "Je toegang is beëindigd. Heb je ze nog nodig? Vraag het aan de school."
    elif laatste.ingetrokken_op:
        zin = "De school trok deze uitnodiging in."
    elif laatste.token_hash != hash_van(token):
        zin = "Er is een nieuwere uitnodiging. Open de link in de laatste mail die je kreeg."
        knop = NIEUWE_LINK
    elif wacht_op_akkoord(laatste):
        zin = WACHT_OP_AKKOORD
    elif not laatste.is_open:
        zin, knop = "Deze uitnodiging is verlopen.", NIEUWE_LINK if laatste.is_hernieuwbaar else ""
    else:
        return laatste
    raise DodeLink(zin, school=school, knop=knop)


@transaction.atomic
def aanvaard(uitnodiging: Uitnodiging) -> Lidmaatschap:
    """Use an open invitation, once. Getting in still takes the code sent to the mailbox. Where
    there is nobody to ask no yes is needed; the first coördinator is asked about who waits."""
    deze = Uitnodiging.objects.filter(pk=uitnodiging.pk)
    Gebruiker.objects.vast(uitnodiging.gebruiker_id)
    # Only of a school that is open: where no coördinator can be seen nothing is written either.
    deze.niemand_te_vragen().update(vraagt_akkoord=False)
    if wacht_op_akkoord(uitnodiging):
        raise DodeLink(WACHT_OP_AKKOORD, school=uitnodiging.school)
    if deze.open().update(aanvaard_op=timezone.now()) != 1:
        zin = "Deze uitnodiging is al gebruikt. Meld je aan met een code."
        raise DodeLink(zin, school=uitnodiging.school, knop=NIEUWE_CODE)
    lidmaatschap = geef_rol(uitnodiging.school, uitnodiging.gebruiker, uitnodiging.rol)
    if lidmaatschap.rol == Rol.COORDINATOR:
        _vraag_wat_nog_wacht(lidmaatschap)
    meld_uitnodiging_aanvaard(uitnodiging)
    return lidmaatschap


def _vraag_wat_nog_wacht(nieuw: Lidmaatschap) -> None:
    """What waits since this coördinator came: until now nobody could be asked about it."""
    hier = Uitnodiging.objects.filter(school=nieuw.school)
    al_gevraagd = hier.wacht_op_akkoord(zonder=nieuw.gebruiker_id).values("pk")
    for uitnodiging in hier.wacht_op_akkoord().exclude(pk__in=al_gevraagd):
        stuur_vraag(uitnodiging)


def geef_rol(school: School, gebruiker: Gebruiker, rol: Rol) -> Lidmaatschap:
    """The running Lidmaatschap of this role, also one that will end; made when there is none."""
    eigen = {"school": school, "gebruiker": gebruiker, "rol": rol}
    lopend = Lidmaatschap.objects.geldig().filter(**eigen).first()
    return lopend or Lidmaatschap.objects.get_or_create(**eigen, tot=None)[0]


def verstuur_opnieuw(bericht: Bericht, *, door: Lidmaatschap) -> None:
    """Try a mail that failed or was refused once more."""
    mag_opnieuw_versturen(door, bericht).anders_weiger()
    strandde = Bericht.objects.filter(pk=bericht.pk, staat__in=Bericht.GESTRAND)
    opnieuw = {"pogingen": 0, "opnieuw_op": timezone.now()}
    nooit = {"verzonden_op": None, "geweigerd_op": None}
    if strandde.update(staat=Bericht.Staat.WACHT, **opnieuw, **nooit):
        duw(verstuur_bericht, bericht)
