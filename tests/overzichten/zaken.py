"""Cases for the tests of this app: Bea's learners in every state."""

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from gebruikers import muur
from gebruikers.rollen import Rol
from leerlingen.models import Leerling
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from trajecten.fases import Fase
from trajecten.termijnberekening import herbereken


def zaak(m, **velden):
    """A traject that Bea guides and Lea sees through the class."""
    leerling = velden.pop("leerling", None) or f.LeerlingFactory(
        school=m.school, klas=m.leerling.klas, opleiding=m.leerling.opleiding
    )
    traject = f.TrajectFactory(school=m.school, leerling=leerling, **velden)
    f.InschrijvingFactory(traject=traject)
    f.TeamlidFactory(traject=traject, gebruiker=m.bea.gebruiker)
    f.TeamlidFactory(traject=traject, gebruiker=m.pieter.gebruiker, rol=Rol.PRAKTIJK)
    return traject


def overeenkomst(m, traject, status=Status.TER_ONDERTEKENING, **velden) -> Overeenkomst:
    """At Mo's site, sent or signed, with four signatories who did not sign yet."""
    begin, einde = velden.pop("begindatum", f.dagen(7)), velden.pop("einddatum", f.dagen(200))
    rij = f.OvereenkomstFactory(
        traject=traject,
        vestiging=m.vestiging,
        mentor=m.mentor,
        vertegenwoordiger=m.zaakvoerder,
        status=status,
        versie=1,
        begindatum=begin,
        einddatum=einde,
        feitelijke_periode=DateRange(begin, einde, "[]"),
        getekend_op=timezone.now() if status == Status.GETEKEND else None,
        **velden,
    )
    for partij in rij.regels.partijen:
        Ondertekenaar.objects.create(
            overeenkomst=rij,
            versie=1,
            partij=partij,
            naam=f"{partij.label} van {traject.leerling}",
            gevraagd_op=timezone.now(),
        )
    return rij


def teken(rij: Overeenkomst, *partijen: Partij) -> None:
    for tekenaar in rij.ondertekenaars.filter(partij__in=partijen):
        Handtekening.objects.create(
            ondertekenaar=tekenaar, sha256="a" * 64, wijze="link", getypte_naam=tekenaar.naam
        )


def lopend(m):
    """A running case with a signed agreement, a placement, a plan with a line that lies nowhere."""
    traject = zaak(m, fase=Fase.LOPEND, einddatum=f.dagen(200))
    rij = overeenkomst(m, traject, Status.GETEKEND, begindatum=f.dagen(-50))
    teken(rij, *Partij)
    mentor = f.MentorFactory(vestiging=m.vestiging)
    f.PlaatsingFactory(traject=traject, vestiging=m.vestiging, mentor=mentor, van=f.dagen(-50))
    plan = f.OpleidingsplanFactory(traject=traject)
    f.PlanregelFactory(plan=plan, inoefening="nergens")
    return traject


def allerlei(m, aantal: int) -> None:
    """So many of each: searching, waiting for signatures, running, without a plan."""
    for _ in range(aantal):
        zaak(m)
        overeenkomst(m, zaak(m))
        lopend(m)
        zaak(m, fase=Fase.AANLOOP)
        zaak(m, fase=Fase.LOPEND)
    reken(m)


def reken(m) -> None:
    """The terms of the school, as a request would have left them."""
    herbereken(m.school.trajecten.values_list("pk", flat=True))


def als(lid, aanvraag: str = "web 1", **meer):
    """As if `lid` did it in a request."""
    return muur.instellingen(
        gebruiker=str(lid.gebruiker_id), lid=str(lid.pk), aanvraag=aanvraag, **meer
    )


def wijzig(leerling, gemeente: str, lid=None, aanvraag: str = "web 1", **meer) -> None:
    """By `lid`, or by nobody that is known."""
    wie = als(lid, aanvraag, **meer) if lid else muur.instellingen(aanvraag=aanvraag, **meer)
    with wie:
        Leerling.objects.filter(pk=leerling.pk).update(gemeente=gemeente)
