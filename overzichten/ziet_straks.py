"""Of one file: who would see it, but has no account or did not accept an invitation yet."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import KwijteMailbox
from gebruikers.models.uitnodiging import GELDIG, hernieuwbaar_sinds
from gebruikers.rollen import Rol
from gebruikers.schrijfwijze import zoekvorm
from gebruikers.toegang import met_toegang
from gebruikers.zicht import TRAJECTEN, plaatsing_van_mentor, wie_ziet_straks
from leerlingen.models import Betrokkene, Leerling
from trajecten.models import Traject
from werkplekken.models import Mentor, Plaatsing

UITNODIGT = "zodra de school die uitnodigt"


@dataclass(frozen=True)
class Straks:
    """Somebody who sees nothing yet: on what ground they will, and from when on."""

    rol: Rol
    naam: str
    waarom: str
    zodra: str


def ziet_straks(traject: Traject) -> list[tuple[Rol, list[Straks]]]:
    """By role, most school-wide first."""
    mailboxen = KwijteMailbox.objects.filter(school=traject.school_id)
    kwijt = set(mailboxen.values_list("adres", flat=True))
    allen = [
        *_genodigden(traject, kwijt),
        *_mentoren(traject, kwijt),
        *_ouders(traject.leerling, kwijt),
        *_leerling(traject.leerling, kwijt),
    ]
    per_rol = [(rol, [wie for wie in allen if wie.rol == rol]) for rol in Rol]
    return [(rol, sorted(wie, key=lambda w: zoekvorm(w.naam))) for rol, wie in per_rol if wie]


def _genodigden(traject: Traject, kwijt: set[str]) -> Iterator[Straks]:
    """Of the school and of organisers: who has a record of their own is told of from there."""
    for genodigde in wie_ziet_straks(traject):
        rol = Rol(genodigde.rol)
        if rol not in (Rol.MENTOR, Rol.OUDER, Rol.LEERLING):
            waarom = " en ".join(grond.waarom for grond in genodigde.gronden)
            is_kwijt = genodigde.gebruiker.email in kwijt
            zodra = _met_link(genodigde.verstuurd_op, genodigde.verloopt_op, is_kwijt)
            wie = genodigde.gebruiker  # whoever reads this file need not know an address
            naam = str(wie) if wie.voornaam or wie.naam else rol.iemand
            yield Straks(rol, naam, waarom, zodra)


def _mentoren(traject: Traject, kwijt: set[str]) -> Iterator[Straks]:
    eigen = plaatsing_van_mentor(traject.school, pk=OuterRef("pk"))
    mentoren = Mentor.objects.filter(Exists(Plaatsing.objects.filter(eigen, traject=traject)))
    [grond] = TRAJECTEN[Rol.MENTOR]
    for mentor in met_toegang(mentoren, Rol.MENTOR).filter(heeft_rol=False):
        yield Straks(Rol.MENTOR, str(mentor), grond.waarom, _zodra(mentor, kwijt))


def _ouders(leerling: Leerling, kwijt: set[str]) -> Iterator[Straks]:
    tot_18, na_18 = TRAJECTEN[Rol.OUDER]
    ouders = met_toegang(Betrokkene.objects.filter(leerling=leerling), Rol.OUDER)
    for ouder in ouders.filter(heeft_rol=False).select_related("leerling"):
        if ouder.mag_inkijken():
            waarom = (tot_18 if leerling.is_minderjarig() else na_18).waarom
            yield Straks(Rol.OUDER, ouder.volledige_naam, waarom, _zodra(ouder, kwijt))


def _leerling(leerling: Leerling, kwijt: set[str]) -> Iterator[Straks]:
    [grond] = TRAJECTEN[Rol.LEERLING]
    zelf = Leerling.objects.filter(pk=leerling.pk)
    for rij in met_toegang(zelf, Rol.LEERLING).filter(heeft_rol=False):
        yield Straks(Rol.LEERLING, str(rij), grond.waarom, _zodra(rij, kwijt))


def _zodra(rij: Mentor | Betrokkene | Leerling, kwijt: set[str]) -> str:
    """Of a row from `met_toegang`. One without an account may be invited all the same: whose it is
    shows when they accept."""
    op, is_kwijt = rij.uitnodiging_verstuurd_op, rij.email.lower() in kwijt
    if op and not (rij.uitnodiging_aanvaard_op or rij.uitnodiging_ingetrokken_op):
        return _met_link(op, rij.uitnodiging_verloopt_op, is_kwijt)
    if rij.gebruiker_id is None and (op := getattr(rij, "uitgenodigd_op", None)):
        return _met_link(op, op + GELDIG, is_kwijt)
    return UITNODIGT


def _met_link(op: datetime.datetime, verloopt_op: datetime.datetime, is_kwijt: bool) -> str:
    """Of a link mailed on `op`: who got it may renew it for some time. Not into a lost mailbox: why
    another address is needed is no news for who reads this."""
    dag = date_format(timezone.localtime(op), "j F Y")
    if is_kwijt:
        return "zodra die een uitnodiging op een ander e-mailadres aanvaardt"
    if verloopt_op > timezone.now():
        return f"zodra die de uitnodiging van {dag} aanvaardt"
    if verloopt_op > hernieuwbaar_sinds():
        return (
            f"zodra die een nieuwe link aanvaardt; de uitnodiging van {dag} is verlopen, maar deze "
            "persoon kan zelf een nieuwe link vragen"
        )
    return UITNODIGT
