"""Acts about accounts: inviting somebody, and accepting."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Gebruiker, Lidmaatschap, School, Uitnodiging
from gebruikers.models.uitnodiging import GELDIG, hash_van
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol


@transaction.atomic
def nodig_uit(
    school: School, *, email: str, rol: Rol, door: Lidmaatschap | None, voornaam="", naam=""
) -> Uitnodiging:
    """Make (or find) the account and mail a one-time link. An earlier open link is withdrawn."""
    gebruiker = Gebruiker.objects.filter(email=email.lower()).first()
    if gebruiker is None:
        gebruiker = Gebruiker.objects.create_user(email, voornaam=voornaam, naam=naam)
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
    return geef_rol(uitnodiging.school, uitnodiging.gebruiker, uitnodiging.rol)


def geef_rol(school: School, gebruiker: Gebruiker, rol: Rol) -> Lidmaatschap:
    """The running Lidmaatschap of this role, made when there is none."""
    return Lidmaatschap.objects.get_or_create(
        school=school, gebruiker=gebruiker, rol=rol, tot=None
    )[0]
