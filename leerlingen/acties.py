"""Acts about a learner, the adults who belong to them, and who teaches their class."""

import datetime
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gebruikers.acties import laat_binnen, trek_open_in
from gebruikers.feiten import meld_gezag_weg, meld_leerling_gewijzigd
from gebruikers.models import Gebruiker, Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.periode import begint_nooit
from gebruikers.rollen import Rol
from gebruikers.schrijfwijze import is_zelfde_naam
from gebruikers.waarvoor import bij_rol, in_een_zin
from leerlingen.acties_inzage import laat_inzage_vervallen
from leerlingen.models import Betrokkene, Klas, KlasLeerkracht, Leerling, Opleiding
from leerlingen.rechten import (
    is_zelf,
    mag_bij_klas_zetten,
    mag_bijwerken,
    mag_eigen_gegevens_wijzigen,
    mag_klassen_beheren,
    mag_ouder_uitnodigen,
)

MODEL_VAN = {Rol.LEERLING: Leerling, Rol.OUDER: Betrokkene}
ROL_VAN = {model: rol for rol, model in MODEL_VAN.items()}


@transaction.atomic
def bewaar(wie: Leerling | Betrokkene, *, door: Lidmaatschap) -> None:
    """Save what was filled in. At another address another person reads the mail."""
    mag_bijwerken(door, wie).anders_weiger()
    if wie.pk:
        laat_los([wie])
        wie.refresh_from_db(fields=["gebruiker", "uitgenodigd_op"])
    had_gezag = (
        isinstance(wie, Betrokkene) and Betrokkene.objects.met_gezag().filter(pk=wie.pk).exists()
    )
    wie.save()
    if had_gezag and not wie.heeft_gezag:
        meld_gezag_weg(wie)


@transaction.atomic
def bewaar_leerling(leerling: Leerling, gewijzigd: Collection[str], *, door: Lidmaatschap) -> None:
    """Save these fields of a learner; the learner alone saves of themselves what is in
    `EIGEN_VELDEN`, and nothing else. Who has more to do with it hears of it."""
    if is_zelf(door, leerling):
        mag_eigen_gegevens_wijzigen(door, leerling).anders_weiger()
        if gewijzigd := [veld for veld in gewijzigd if veld in Leerling.EIGEN_VELDEN]:
            leerling.save(update_fields=gewijzigd)
    else:
        bewaar(leerling, door=door)
    if gewijzigd:
        meld_leerling_gewijzigd(leerling, set(gewijzigd), door)


def laat_los(rijen: Sequence[Leerling] | Sequence[Betrokkene]) -> None:
    """Before saving, in one transaction: whatever was of the person that a row stood for, and no
    more of who it stands for now."""
    if rijen and isinstance(rijen[0], Betrokkene):
        laat_inzage_vervallen(rijen)
    _laat_accounts_los(rijen)


def _laat_accounts_los(rijen: Sequence[Leerling] | Sequence[Betrokkene]) -> None:
    """At another address the account does not follow, and a link still in the old mailbox dies,
    unless another row at the school has that address too."""
    nieuw = {rij.pk: rij.email.lower() for rij in rijen if rij.pk}
    if not nieuw:
        return
    model = type(rijen[0])
    gekend = Q(gebruiker__isnull=False) | Q(uitgenodigd_op__isnull=False)
    rijen = model.objects.select_for_update(of=("self",)).select_related("gebruiker")
    for oud in rijen.filter(gekend, pk__in=nieuw).order_by("pk"):
        adres = oud.gebruiker.email if oud.gebruiker else oud.email
        if nieuw[oud.pk] in (oud.email.lower(), adres.lower()):
            continue
        model.objects.filter(pk=oud.pk).update(gebruiker=None, uitgenodigd_op=None)
        if not model.objects.filter(gekend, _met_adres(adres), school=oud.school_id).exists():
            trek_open_in(oud.school_id, adres, ROL_VAN[model])


def nodig_leerling_uit(leerling: Leerling, *, door: Lidmaatschap) -> Uitnodiging | None:
    """Give the learner an account at the e-mail address on file, and mail the way in; None to who
    has it already. Raises Weigering."""
    if not leerling.email:
        raise Weigering("Vul eerst een e-mailadres van de leerling in.")
    adres = _met_adres(leerling.email)
    if Betrokkene.objects.filter(adres, school=leerling.school_id).exists():
        raise Weigering("Dit is het adres van een ouder. Een leerling heeft een eigen adres nodig.")
    if Leerling.objects.filter(adres, school=leerling.school_id).exclude(pk=leerling.pk).exists():
        raise Weigering("Dit is het adres van een andere leerling. Kijk het na.")
    return _nodig_uit(leerling, Rol.LEERLING, door)


def nodig_ouder_uit(betrokkene: Betrokkene, *, door: Lidmaatschap) -> Uitnodiging | None:
    """As for a learner; only who will see something gets an account."""
    mag_ouder_uitnodigen(door, betrokkene).anders_weiger()
    if not betrokkene.email:
        raise Weigering("Vul eerst een e-mailadres van deze ouder in.")
    leerlingen = Leerling.objects.filter(school=betrokkene.school_id)
    if leerlingen.filter(gebruiker__email=betrokkene.email.lower()).exists():
        raise Weigering("Dit is het adres van een leerling. Een ouder heeft een eigen adres nodig.")
    return _nodig_uit(betrokkene, Rol.OUDER, door)


def _met_adres(email: str) -> Q:
    return Q(email__iexact=email) | Q(gebruiker__email=email.lower())


@transaction.atomic
def _nodig_uit(wie: Leerling | Betrokkene, rol: Rol, door: Lidmaatschap) -> Uitnodiging | None:
    """Link the account now when it is surely theirs, else when its owner accepts."""
    mag_bijwerken(door, wie).anders_weiger()
    wie = type(wie).objects.select_for_update(of=("self",)).select_related("school").get(pk=wie.pk)
    bekend = Gebruiker.objects.filter(email=wie.email.lower()).first()
    eigen = bekend is None or _is_van(bekend, wie, rol)
    type(wie).objects.filter(pk=wie.pk).update(uitgenodigd_op=timezone.now())
    gebruiker, uitnodiging = laat_binnen(
        wie.school,
        email=wie.email,
        rol=rol,
        door=door,
        voornaam=wie.voornaam,
        naam=wie.naam,
        altijd_vragen=not eigen,
        bevestigd=True,  # parents may share an address: another name waits for who accepts
    )
    if eigen:
        type(wie).objects.filter(pk=wie.pk).update(gebruiker=gebruiker)
    return uitnodiging


@bij_rol(Rol.OUDER)
def van_welke_kinderen(lid: Lidmaatschap) -> str:
    """The first names of the children for whom this address was invited and may look in."""
    eigen = Q(gebruiker=None) | Q(gebruiker=lid.gebruiker)
    rijen = Betrokkene.objects.filter(eigen, school=lid.school, uitgenodigd_op__isnull=False)
    rijen = rijen.filter(email__iexact=lid.gebruiker.email).select_related("leerling")
    rijen = rijen.order_by("leerling__voornaam", "pk")
    namen = [rij.leerling.voornaam for rij in rijen if rij.mag_inkijken()]
    return f"voor {in_een_zin(namen)}" if namen else ""


def _is_van(account: Gebruiker, wie: Leerling | Betrokkene, rol: Rol) -> bool:
    """Linked to this row before, used by nobody in this role here, or the same name."""
    anderen = type(wie).objects.filter(school=wie.school_id, gebruiker=account)
    leden = Lidmaatschap.objects.geldig().filter(school=wie.school_id, gebruiker=account, rol=rol)
    if wie.gebruiker_id == account.pk or not (anderen.exists() or leden.exists()):
        return True
    namen = [iemand.volledige_naam for iemand in (account, *anderen)]
    genoemd = wie.voornaam and wie.naam
    return bool(genoemd) and any(is_zelfde_naam(wie.volledige_naam, naam) for naam in namen)


def koppel_genodigden(uitnodiging: Uitnodiging) -> None:
    """Who accepts gets the rows that were invited at this address."""
    if model := MODEL_VAN.get(Rol(uitnodiging.rol)):
        model.objects.filter(
            school=uitnodiging.school_id,
            email__iexact=uitnodiging.gebruiker.email,
            gebruiker=None,
            uitgenodigd_op__isnull=False,
        ).update(gebruiker=uitnodiging.gebruiker_id)


@transaction.atomic
def zet_bij_klas(regel: KlasLeerkracht, *, door: Lidmaatschap) -> None:
    """This teacher sees the learners of the class. Pressed twice: one after the other, and the
    second is refused."""
    mag_bij_klas_zetten(door, regel.klas.school_id).anders_weiger()
    Klas.objects.select_for_update().get(pk=regel.klas_id)
    try:
        regel.validate_constraints()
    except ValidationError as fout:
        raise Weigering(" ".join(fout.messages)) from fout
    regel.save()


@transaction.atomic
def haal_van_klas(
    regel: KlasLeerkracht, *, laatste_dag: datetime.date, door: Lidmaatschap
) -> KlasLeerkracht:
    """Sees the class until that day and no longer. What was to begin later is gone."""
    mag_klassen_beheren(door, regel.school_id).anders_weiger()
    vast = KlasLeerkracht.objects.select_for_update(of=("self",)).select_related("klas")
    regel = vast.select_related("gebruiker").get(pk=regel.pk)
    if regel.tot and laatste_dag > regel.tot:  # sees it longer
        mag_bij_klas_zetten(door, regel.school_id).anders_weiger()
    if begint_nooit(regel, laatste_dag):
        regel.delete()
        return regel
    regel.van, regel.tot = min(regel.van, laatste_dag), laatste_dag
    regel.save()
    return regel


def bewaar_opleiding(opleiding: Opleiding, *, door: Lidmaatschap) -> None:
    mag_klassen_beheren(door, opleiding.school_id).anders_weiger()
    opleiding.save()
