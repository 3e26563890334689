"""Addresses that refuse mail: of the learner, the parents, the mentors and who signs for them."""

from collections.abc import Callable
from functools import reduce
from operator import attrgetter, or_
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.models.bericht import adres_weigert
from gebruikers.zicht import Informatie
from leerlingen.models import Betrokkene, Leerling
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.statussen import Partij
from overzichten.adressen import adres
from overzichten.taken.taak import Groep, TeDoen, regel
from werkplekken.models import Mentor

WAAROM = (
    "De mailserver van dit adres nam een mail van de school niet aan, of stuurde ze terug. Zolang "
    "het adres niet verandert, komt er waarschijnlijk niets aan. De taak gaat weg zodra er een "
    "ander adres staat, of zodra een latere mail wel aanvaard wordt."
)
ACCOUNT = "Vraag een ander adres; het account zelf wijzigt de coördinator, bij Mensen"


def _die_weigeren(rijen):
    """By the address that the file has, or by that of the account (`in_account`)."""
    rijen = rijen.annotate(in_account=adres_weigert("gebruiker__email"))
    return rijen.filter(Q(adres_weigert("email")) | Q(in_account=True))


def _leerlingen(rijen):
    return _die_weigeren(rijen).annotate(traject_pk=F("trajecten"))


def _ouders(rijen):
    return _die_weigeren(rijen).annotate(traject_pk=F("leerling__trajecten"))


def _mentoren(rijen):
    """Who guides there today or later."""
    rijen = _die_weigeren(rijen.filter(plaatsingen__tot__gte=timezone.localdate()))
    return rijen.annotate(traject_pk=F("plaatsingen__traject")).select_related("vestiging")


def _tekenaars(rijen):
    """Who signs for the company; the other parties are named above or work at the school."""
    rijen = _die_weigeren(rijen.moet_tekenen().filter(partij=Partij.ONDERNEMING))
    return rijen.annotate(traject_pk=F("overeenkomst__traject"))


class Bron(NamedTuple):
    """Whose addresses, and where to mend one."""

    model: type
    welke: Callable
    pagina: str
    waar: str


BRONNEN = (
    Bron(Leerling, _leerlingen, "leerlingen:leerling", "pk"),
    Bron(Betrokkene, _ouders, "leerlingen:leerling", "leerling_id"),
    Bron(Mentor, _mentoren, "werkplekken:onderneming", "vestiging.onderneming_id"),
    Bron(Ondertekenaar, _tekenaars, "overeenkomsten:overeenkomst", "overeenkomst_id"),
)


def _iemand_weigert() -> Q:
    rijen = (bron.welke(bron.model.objects) for bron in BRONNEN)
    return reduce(or_, (Q(Exists(rij.filter(traject_pk=OuterRef("pk")))) for rij in rijen))


@regel("Adres weigert mail", doen=Informatie.CONTACT, waar=_iemand_weigert)
def adres_weigert_mail(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """A mail to somebody of this case was refused, and none was accepted since."""
    per_pk = {traject.pk: traject for traject in trajecten}
    return [
        _taak(lid, per_pk[rij.traject_pk], bron, rij)
        for bron in BRONNEN
        for rij in _rijen(bron, lid, per_pk)
    ]


def _rijen(bron: Bron, lid: Lidmaatschap, trajecten):
    """Who is somewhere twice for one traject, once."""
    rijen = bron.welke(bron.model.objects.zichtbaar_voor(lid))
    return rijen.filter(traject_pk__in=trajecten).distinct()


def _taak(lid: Lidmaatschap, traject, bron: Bron, rij) -> TeDoen:
    naam = getattr(rij, "volledige_naam", "") or getattr(rij, "naam", "")
    return TeDoen(
        groep=Groep.VANDAAG,
        traject_id=traject.pk,
        wie=f"{traject.leerling}:",
        zin=f"het adres van {naam} weigert mail",
        uitleg=ACCOUNT if rij.in_account else "Vraag een ander adres en vul het in",
        waarom=WAAROM,
        url=adres(lid, bron.pagina, attrgetter(bron.waar)(rij)),
        knop="Openen" if rij.in_account else "Adres wijzigen",
        kort="adres weigert mail",
        datum=timezone.localdate(),
        teken="@",
    )
