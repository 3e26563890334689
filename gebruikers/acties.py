"""Acts about accounts: inviting somebody, and accepting."""

import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.feiten import meld_uitnodiging_aanvaard
from gebruikers.models import Gebruiker, Lidmaatschap, School, Uitnodiging
from gebruikers.models.uitnodiging import GELDIG, hash_van
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol

AFKOELING = datetime.timedelta(minutes=10)


@transaction.atomic
def nodig_uit(
    school: School, *, email: str, rol: Rol, door: Lidmaatschap | None, voornaam="", naam=""
) -> Uitnodiging:
    """Make (or find) the account and mail a one-time link. An earlier open link is withdrawn."""
    gebruiker = Gebruiker.objects.filter(email=email.lower()).first()
    if gebruiker is None:
        gebruiker = Gebruiker.objects.create_user(email, voornaam=voornaam, naam=naam)
    # Without this row allauth would ask for a second code after the first one.
    EmailAddress.objects.get_or_create(
        user=gebruiker, email=gebruiker.email, defaults={"primary": True}
    )
    eerdere = Uitnodiging.objects.filter(school=school, gebruiker=gebruiker, rol=rol)
    eerdere.filter(aanvaard_op=None, ingetrokken_op=None).update(ingetrokken_op=timezone.now())
    token = Uitnodiging.nieuw_token()
    uitnodiging = Uitnodiging.objects.create(
        school=school,
        gebruiker=gebruiker,
        rol=rol,
        token_hash=hash_van(token),
        uitgenodigd_door=door.gebruiker if door else None,
        verloopt_op=timezone.now() + GELDIG,
    )
    stuur(
        "gebruikers/berichten/uitnodiging",
        aan=gebruiker.email,
        school=school,
        geheim=True,
        uitnodiging=uitnodiging,
        link=volledig_adres(reverse("uitnodiging", args=[token])),
    )
    return uitnodiging


def laat_binnen(
    school: School,
    *,
    email: str,
    rol: Rol,
    door: Lidmaatschap,
    voornaam: str = "",
    naam: str = "",
    altijd_vragen: bool = False,
) -> tuple[Gebruiker, Uitnodiging | None]:
    """The account of this address, and the mail that was sent: none to who has the role already,
    unless `altijd_vragen`. Who was invited before gets a new link, after the cool-down."""
    bekend = Gebruiker.objects.filter(email=email.lower()).first()
    if bekend:
        eigen = {"school": school, "gebruiker": bekend, "rol": rol}
        if not altijd_vragen and Lidmaatschap.objects.geldig().filter(**eigen).exists():
            return bekend, None
        wachtend = Uitnodiging.objects.filter(**eigen, aanvaard_op=None, ingetrokken_op=None)
        if eerdere := wachtend.select_related("school", "gebruiker").first():
            return bekend, herhaal(eerdere, door=door)
    uitnodiging = nodig_uit(school, email=email, rol=rol, door=door, voornaam=voornaam, naam=naam)
    return uitnodiging.gebruiker, uitnodiging


def herhaal(uitnodiging: Uitnodiging, *, door: Lidmaatschap) -> Uitnodiging:
    """Mail a new link for the same role; the old link dies. Not sooner than after a cool-down."""
    if not uitnodiging.wacht_nog:
        raise Weigering("Deze uitnodiging wacht niet meer op antwoord.")
    over = uitnodiging.verstuurd_op + AFKOELING - timezone.now()
    if over > datetime.timedelta(0):
        minuten = int(over.total_seconds() // 60) + 1
        woord = "minuut" if minuten == 1 else "minuten"
        raise Weigering(f"Er is net gemaild. Probeer opnieuw over {minuten} {woord}.")
    return nodig_uit(
        uitnodiging.school, email=uitnodiging.gebruiker.email, rol=uitnodiging.rol, door=door
    )


def trek_in(uitnodiging: Uitnodiging, *, door: Lidmaatschap) -> None:
    """The link no longer works from now on."""
    wachtend = Uitnodiging.objects.filter(pk=uitnodiging.pk, aanvaard_op=None, ingetrokken_op=None)
    if not wachtend.update(ingetrokken_op=timezone.now()):
        raise Weigering("Deze uitnodiging is al gebruikt of ingetrokken.")


def trek_open_in(school_id: int, adres: str, rol: Rol) -> None:
    """Every link for this role still in that mailbox dies."""
    wachtend = Uitnodiging.objects.filter(school=school_id, gebruiker__email=adres.lower(), rol=rol)
    wachtend.filter(aanvaard_op=None, ingetrokken_op=None).update(ingetrokken_op=timezone.now())


def beeindig_rol(lidmaatschap: Lidmaatschap, *, door: Lidmaatschap, op: datetime.date) -> None:
    """The role ended the day before `op`, so that it is gone at the next request."""
    if lidmaatschap.gebruiker_id == door.gebruiker_id and lidmaatschap.rol == door.rol:
        raise Weigering("Je kan je eigen rol niet beëindigen. Vraag het aan een collega.")
    gisteren = op - datetime.timedelta(days=1)
    if lidmaatschap.van > gisteren:
        lidmaatschap.van = gisteren
    lidmaatschap.tot = gisteren
    lidmaatschap.save()


def open_uitnodiging(token: str) -> Uitnodiging:
    """The invitation behind a link. Raises Weigering with what to do when it no longer serves."""
    uitnodiging = (
        Uitnodiging.objects.filter(token_hash=hash_van(token))
        .select_related("school", "gebruiker")
        .first()
    )
    if uitnodiging is None or uitnodiging.ingetrokken_op:
        raise Weigering("Deze uitnodiging geldt niet meer. Vraag de school om een nieuwe.")
    if uitnodiging.aanvaard_op:
        raise Weigering("Deze uitnodiging is al gebruikt. Meld je aan met je e-mailadres.")
    if not uitnodiging.is_open:
        raise Weigering("Deze uitnodiging is verlopen. Vraag de school om een nieuwe.")
    return uitnodiging


@transaction.atomic
def aanvaard(uitnodiging: Uitnodiging) -> Lidmaatschap:
    """Use an open invitation, once. Getting in still takes the code sent to the mailbox."""
    nog_open = Uitnodiging.objects.open().filter(pk=uitnodiging.pk)
    if nog_open.update(aanvaard_op=timezone.now()) != 1:
        raise Weigering("Deze uitnodiging is al gebruikt. Meld je aan met je e-mailadres.")
    lidmaatschap = geef_rol(uitnodiging.school, uitnodiging.gebruiker, uitnodiging.rol)
    meld_uitnodiging_aanvaard(uitnodiging)
    return lidmaatschap


def geef_rol(school: School, gebruiker: Gebruiker, rol: Rol) -> Lidmaatschap:
    """The running Lidmaatschap of this role, made when there is none."""
    return Lidmaatschap.objects.get_or_create(
        school=school, gebruiker=gebruiker, rol=rol, tot=None
    )[0]
