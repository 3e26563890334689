"""Of the mailboxes and accounts of one person, those that fall away: what they opened is closed."""

from collections.abc import Collection

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from leerlingen.acties import ROL_VAN
from leerlingen.models import Betrokkene, Leerling
from leerlingen.verhangen import Stappen

ONDERTEKENAAR = "overeenkomsten.Ondertekenaar"


def adressen_van(*rijen: Leerling | Betrokkene) -> set[str]:
    """Of the mailbox and of the account of this person."""
    adressen = {rij.email.lower() for rij in rijen if rij.email}
    return adressen | {rij.gebruiker.email for rij in rijen if rij.gebruiker}


def binnen_met(*rijen: Leerling | Betrokkene) -> set[str]:
    """Those that let this person in."""
    adressen = {rij.gebruiker.email for rij in rijen if rij.gebruiker}
    return adressen | {rij.email.lower() for rij in rijen if rij.email and rij.uitgenodigd_op}


def sluit_af(stappen: Stappen, blijft: Leerling | Betrokkene, adressen: Collection[str]) -> None:
    """Who came in by these addresses as this person alone is outside at the next request, and no
    link in those mailboxes lets them in again."""
    rol, model, school = ROL_VAN[type(blijft)], type(blijft), blijft.school_id
    gisteren = timezone.localdate() - DAG
    for adres in sorted(adressen):
        nog = Q(gebruiker__email=adres) | Q(email__iexact=adres, uitgenodigd_op__isnull=False)
        if model.objects.filter(nog, school=school).exists():
            continue
        wie = {"school": school, "rol": rol, "gebruiker__email": adres}
        for uitnodiging in Uitnodiging.objects.onbeantwoord().filter(**wie):
            stappen.wijzig(uitnodiging, ingetrokken_op=timezone.now())
        leden = Lidmaatschap.objects.filter(**wie).exclude(tot__lte=gisteren)
        for lid in leden:
            stappen.wijzig(lid, van=min(lid.van, gisteren), tot=gisteren)


def laat_elders_tekenen(
    stappen: Stappen, blijft: Leerling | Betrokkene, adressen: Collection[str]
) -> None:
    """What this person still has to sign by these addresses, they sign by the one they have now:
    in their account, by a link, or without either at the table. What was signed stays."""
    if isinstance(blijft, Leerling):
        wie = {"partij": Rol.LEERLING, "overeenkomst__traject__leerling": blijft}
    else:
        wie = {"ouder": blijft}
    partijen = apps.get_model(ONDERTEKENAAR).objects.tekent_nog().select_related("gebruiker")
    for partij in partijen.filter(**wie):
        if adressen_van(partij) & set(adressen):
            stappen.wijzig(partij, gebruiker=blijft.gebruiker, email=blijft.email)


def verhuisd(stappen: list[dict]) -> set[int]:
    """Parties of an agreement that these steps gave another address."""
    return {
        stap["pk"]
        for stap in stappen
        if (stap["wat"], stap["model"]) == ("wijzig", ONDERTEKENAAR)
        and stap["velden"].keys() & {"email", "gebruiker"}
    }
