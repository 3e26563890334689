"""Who may sign for the school, and giving and ending a mandate to do so."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from gebruikers.zicht import Schoolsoort
from overeenkomsten.models import Tekenmandaat
from overeenkomsten.models.mandaat import TE_MACHTIGEN
from trajecten.rechten import eis_lijst

REGELS = Schoolsoort.OVEREENKOMSTREGELS


def tekenbevoegden() -> QuerySet[Lidmaatschap]:
    """Who may sign for their school today: a coördinator, and who has a mandate."""
    gemachtigd = Exists(Tekenmandaat.objects.op().filter(lid=OuterRef("pk")))
    return Lidmaatschap.objects.geldig().filter(Q(rol=Rol.COORDINATOR) | gemachtigd)


def tekent_nog_voor_school(lid: Lidmaatschap | None, school_id: int) -> bool:
    return lid is not None and tekenbevoegden().filter(pk=lid.pk, school=school_id).exists()


def in_het_document(lid: Lidmaatschap | None) -> str:
    """How who signs for the school is named: with the mandate, when that is why they sign."""
    if lid is None:
        return ""
    mandaat = None if lid.rol == Rol.COORDINATOR else Tekenmandaat.objects.op().filter(lid=lid)
    if mandaat and (rij := mandaat.first()):
        return f"{lid.gebruiker}, gemachtigd door {rij.gegeven_door}, {rij.dagen}"
    return str(lid.gebruiker)


@transaction.atomic
def geef_mandaat(mandaat: Tekenmandaat, *, door: Lidmaatschap) -> Tekenmandaat:
    eis_lijst(door, REGELS, mandaat.lid.school_id)
    if not Lidmaatschap.objects.geldig().filter(pk=mandaat.lid_id, rol__in=TE_MACHTIGEN).exists():
        raise Weigering("Kies een trajectbegeleider of iemand van de administratie.")
    with weiger_bij("tekenmandaat_een_per_dag", "Vanaf die dag heeft deze collega al een mandaat."):
        mandaat.save()
    return mandaat


@transaction.atomic
def beeindig_mandaat(mandaat: Tekenmandaat, *, door: Lidmaatschap) -> None:
    """From now on they sign for the school no more. What they signed holds. One that began today or
    is still to begin goes as if it never was."""
    eis_lijst(door, REGELS, mandaat.school_id)
    vast = Tekenmandaat.objects.select_for_update().filter(pk=mandaat.pk).first()
    vandaag = timezone.localdate()
    if vast is None or vast.is_voorbij:
        raise Weigering("Dit mandaat is er niet meer.")
    if vast.van >= vandaag:
        vast.delete()
        return
    vast.tot = vandaag - DAG
    vast.save()
