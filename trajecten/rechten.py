"""Who may do what with a traject, and why not."""

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag, Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, mag, vraag_aan, wie_dan_wel
from leerlingen.models import Leerling
from trajecten.fases import Fase
from trajecten.models import Jaarwissel, Studiebewijs, Taak, Termijn, Traject
from trajecten.models.jaarwissel import Staat
from trajecten.models.studiebewijs import BIJ_FASE

BEWAREN = (Rol.ADMINISTRATIE, Rol.COORDINATOR)


def eis_lijst(door: Lidmaatschap, soort: Schoolsoort, school_id: int) -> None:
    """For an act on what a school keeps for itself: only of the own school. Raises."""
    eis(door, soort, Recht.SCHRIJF)
    if door.school_id != school_id:
        raise Weigering("Dit is een lijst van een andere school.")


def mag_starten(lid: Lidmaatschap, leerling: Leerling) -> Mag:
    """Staff who write the course of a case, for a learner of the school without an open traject."""
    if not mag(lid, Informatie.VERLOOP, Recht.SCHRIJF) or leerling.school_id != lid.school_id:
        return Mag.nee(wie_dan_wel(lid, Informatie.VERLOOP))
    if Traject.objects.open().filter(leerling=leerling).exists():
        return Mag.nee(f"{leerling} heeft al een open traject. Een tweede is niet nodig.")
    return Mag.ja()


def _schrijft_verloop_van(lid: Lidmaatschap, traject: Traject) -> Mag:
    """Of one that they see, open or closed."""
    if not mag(lid, Informatie.VERLOOP, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.VERLOOP))
    if not Traject.objects.zichtbaar_voor(lid).filter(pk=traject.pk).exists():
        return Mag.nee("Dit traject hoort niet bij jou.")
    return Mag.ja()


def mag_verloop_wijzigen(lid: Lidmaatschap, traject: Traject) -> Mag:
    """Phase, team and enrolment of an open traject that one sees."""
    kan = _schrijft_verloop_van(lid, traject)
    if kan and not traject.is_open:
        return Mag.nee(f"Dit traject is {traject.get_fase_display()} en verandert niet meer.")
    return kan


def mag_fase_terugdraaien(lid: Lidmaatschap, traject: Traject) -> Mag:
    """The coördinator, of a traject that one sees, also when it is closed: the last move only."""
    if lid.rol != Rol.COORDINATOR or not mag(lid, Informatie.VERLOOP, Recht.SCHRIJF):
        return Mag.nee(vraag_aan(lid, [Rol.COORDINATOR]))
    kan = _schrijft_verloop_van(lid, traject)
    if kan and traject.laatste_stap is None:
        return Mag.nee("Er is geen stap om terug te draaien, of ze is al teruggedraaid.")
    return kan


def mag_taken_geven(lid: Lidmaatschap, trajecten: list[Traject]) -> Mag:
    """Of trajecten that one sees, also when they are closed: ending one is work too."""
    if not mag(lid, Informatie.TAAK, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.TAAK))
    pks = {traject.pk for traject in trajecten}
    if Traject.objects.zichtbaar_voor(lid).filter(pk__in=pks).count() != len(pks):
        return Mag.nee("Dit traject hoort niet bij jou.")
    return Mag.ja()


def mag_afvinken(lid: Lidmaatschap, taak: Taak) -> Mag:
    """Say that it is done, or not after all: who gives tasks, and whoever it is for."""
    if mag(lid, Informatie.TAAK, Recht.SCHRIJF):
        return mag_taken_geven(lid, [taak.traject])
    if not mag(lid, Informatie.TAAK, Recht.VINK):
        return Mag.nee(wie_dan_wel(lid, Informatie.TAAK))
    if not Taak.objects.zichtbaar_voor(lid).aan(lid).filter(pk=taak.pk).exists():
        wie = taak.voor or "de begeleider"
        return Mag.nee(f"Deze taak is voor {wie}. Vraag het daar, of aan de coördinator.")
    return Mag.ja()


def mag_verlengen(lid: Lidmaatschap, termijn: Termijn) -> Mag:
    """A term that runs, of a rule that a klassenraad can give more time."""
    if not termijn.uit.verlengbaar:
        return Mag.nee("Deze termijn kan niemand verlengen.")
    if not termijn.is_open:
        return Mag.nee(f"Deze termijn is {termijn.get_staat_display()}. Verlengen is niet nodig.")
    if termijn.einde is None:
        return Mag.nee("Deze termijn is niet te tellen. Kijk eerst de kalender en de week na.")
    return mag_verloop_wijzigen(lid, termijn.traject)


def mag_opvolgen(lid: Lidmaatschap, termijn: Termijn) -> Mag:
    """Say that what a term asks was done, of a rule that nothing else closes; or take that back."""
    if not termijn.uit.opvolgen:
        return Mag.nee("Deze termijn gaat vanzelf dicht als in orde is wat ze vraagt.")
    if not termijn.is_open and not termijn.opvolging_id:
        return Mag.nee(f"Deze termijn is {termijn.get_staat_display()}.")
    if termijn.uit.na_sluiting:
        return mag_nakijken(lid, termijn.traject)
    return mag_verloop_wijzigen(lid, termijn.traject)


def mag_nakijken(lid: Lidmaatschap, traject: Traject) -> Mag:
    """Say what becomes of a file that was kept long enough: who keeps them, or answers for it."""
    if lid.rol not in BEWAREN:
        return Mag.nee(vraag_aan(lid, list(BEWAREN)))
    if not Traject.objects.zichtbaar_voor(lid).filter(pk=traject.pk).exists():
        return Mag.nee("Dit traject hoort niet bij jou.")
    return Mag.ja()


def mag_studiebewijs_geven(lid: Lidmaatschap, traject: Traject) -> Mag:
    """Of a traject that ended with one, or stopped: who writes its course."""
    kan = _schrijft_verloop_van(lid, traject)
    if kan and Fase(traject.fase) not in BIJ_FASE:
        return Mag.nee("Een studiebewijs hoort bij een traject dat afgerond of stopgezet is.")
    return kan


def mag_studiebewijs_wijzigen(lid: Lidmaatschap, bewijs: Studiebewijs) -> Mag:
    """Correct one, or take it away."""
    kan = mag_studiebewijs_geven(lid, bewijs.traject)
    if kan and not gaat_over(lid, bewijs):
        wie = f"Dit verbetert wie het schreef ({bewijs.door.gebruiker}), of de coördinator."
        return Mag.nee(wie)
    return kan


def gaat_over(lid: Lidmaatschap, bewijs: Studiebewijs) -> bool:
    """Of those who may give one: who wrote this one, and the coördinator."""
    return lid.rol == Rol.COORDINATOR or lid.gebruiker_id == bewijs.door.gebruiker_id


def mag_jaarwissel_kiezen(lid: Lidmaatschap, wissel: Jaarwissel) -> Mag:
    """Prepare the new school year, or throw that away, as long as nothing was carried out."""
    if not mag(lid, Schoolsoort.JAARWISSEL, Recht.SCHRIJF) or lid.school_id != wissel.school_id:
        return Mag.nee(wie_dan_wel(lid, Schoolsoort.JAARWISSEL))
    if wissel.staat != Staat.KIEZEN:
        staat = wissel.get_staat_display()
        return Mag.nee(f"{wissel.met_lidwoord} is al {staat}: je kiest niet meer.")
    return Mag.ja()


def mag_jaarwissel_uitvoeren(lid: Lidmaatschap | None, wissel: Jaarwissel) -> Mag:
    """Teams and enrolments change with it: only who writes the course of every case."""
    if lid is None or lid.rol != Rol.COORDINATOR or lid.school_id != wissel.school_id:
        return Mag.nee(vraag_aan(lid, [Rol.COORDINATOR]))
    return Mag.ja()


def mag_jaarwissel_terugdraaien(lid: Lidmaatschap | None, wissel: Jaarwissel) -> Mag:
    """The last one that was carried out, for so many days."""
    kan = mag_jaarwissel_uitvoeren(lid, wissel)
    if kan and wissel.staat != Staat.UITGEVOERD:
        return Mag.nee(f"{wissel.met_lidwoord} is {wissel.get_staat_display()}.")
    if kan and timezone.localdate() > wissel.terug_tot:
        tot = date_format(wissel.terug_tot, "j F Y")
        return Mag.nee(f"Terugdraaien kon tot en met {tot}. Wijzig wat niet klopt per dossier.")
    later = {"staat": Staat.UITGEVOERD, "uitgevoerd_op__gt": wissel.uitgevoerd_op}
    if kan and Jaarwissel.objects.filter(school=wissel.school_id, **later).exists():
        return Mag.nee("Er is na deze nog een overgang uitgevoerd. Draai die eerst terug.")
    return kan
