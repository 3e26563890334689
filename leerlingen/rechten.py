"""Who may bring learners in and keep their data, and why not."""

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.rollen import Rol
from gebruikers.zicht import (
    Informatie,
    Recht,
    Schoolsoort,
    mag,
    rollen_met,
    vraag_aan,
    wie_dan_wel,
    ziet_hele_school,
)
from leerlingen.models import Betrokkene, Invoer, Leerling

# Who has a shell on the server has the database too: the management command and the demo world.
VANUIT_DE_SHELL = Mag.ja()
ANDERE_SCHOOL = "Dit is van een andere school."


def mag_leerlingen_beheren(lid: Lidmaatschap | None, school_id: int) -> Mag:
    if not mag(lid, Schoolsoort.LEERLINGEN, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Schoolsoort.LEERLINGEN))
    if lid.school_id != school_id:
        return Mag.nee(ANDERE_SCHOOL)
    return Mag.ja()


def mag_samenvoegen(lid: Lidmaatschap | None, school_id: int) -> Mag:
    """Make one of two rows, tell them apart, and undo it: who sees every case of the school."""
    if not mag(lid, Schoolsoort.DUBBELS, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Schoolsoort.DUBBELS))
    if lid.school_id != school_id:
        return Mag.nee(ANDERE_SCHOOL)
    return Mag.ja()


def mag_klassen_beheren(lid: Lidmaatschap | None, school_id: int) -> Mag:
    if not mag(lid, Schoolsoort.REFERENTIE, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Schoolsoort.REFERENTIE))
    if lid.school_id != school_id:
        return Mag.nee(ANDERE_SCHOOL)
    return Mag.ja()


def mag_bij_klas_zetten(lid: Lidmaatschap | None, school_id: int) -> Mag:
    """Only who sees all files lets a teacher see those of a class: a beheerder, who may invite whom
    they like as a teacher, sees none."""
    recht = mag_klassen_beheren(lid, school_id)
    if recht and not ziet_hele_school(Rol(lid.rol)):
        rollen = rollen_met(Schoolsoort.REFERENTIE, Recht.SCHRIJF)
        return Mag.nee(vraag_aan(lid, [rol for rol in rollen if ziet_hele_school(rol)]))
    return recht


def mag_bijwerken(lid: Lidmaatschap | None, wie: Leerling | Betrokkene) -> Mag:
    """Complete what the school's package gave, and invite."""
    return mag_leerlingen_beheren(lid, wie.school_id)


def is_zelf(lid: Lidmaatschap | None, leerling: Leerling) -> bool:
    """Whether `lid` is this learner, in that role."""
    if lid is None or lid.rol != Rol.LEERLING or lid.school_id != leerling.school_id:
        return False
    return lid.gebruiker_id == leerling.gebruiker_id


def mag_eigen_gegevens_wijzigen(lid: Lidmaatschap | None, leerling: Leerling) -> Mag:
    """The learner alone keeps their own address and telephone; the school has its own page."""
    if not is_zelf(lid, leerling):
        return Mag.nee("Dit zijn de gegevens van iemand anders.")
    if not all(
        mag(lid, soort, Recht.SCHRIJF) for soort in (Informatie.CONTACT, Informatie.TELEFOON)
    ):
        return Mag.nee(wie_dan_wel(lid, Informatie.CONTACT))
    return Mag.ja()


def mag_ouder_uitnodigen(lid: Lidmaatschap | None, ouder: Betrokkene) -> Mag:
    """Only who will see something: with authority, and of an adult with the learner's consent."""
    if not ouder.heeft_gezag:
        return Mag.nee("Wie geen gezag heeft, krijgt geen toegang.")
    if not ouder.mag_inkijken():
        naam = ouder.leerling.voornaam
        return Mag.nee(
            f"{naam} is 18 jaar: enkel met toestemming van {naam} krijgt een ouder toegang."
        )
    return mag_bijwerken(lid, ouder)


def mag_inzage_kiezen(lid: Lidmaatschap | None, ouder: Betrokkene) -> Mag:
    """The learner alone, about a parent with authority, from shortly before eighteen on."""
    leerling = ouder.leerling
    if not is_zelf(lid, leerling):
        return Mag.nee(f"Alleen {leerling.voornaam} beslist dit.")
    if not ouder.heeft_gezag:
        return Mag.nee("Wie geen gezag heeft, krijgt geen toegang.")
    if not leerling.beslist_zelf:
        return Mag.nee("Je beslist dit vanaf drie maanden voor je 18 wordt.")
    return Mag.ja()


def mag_bevestigen(lid: Lidmaatschap | None, invoer: Invoer) -> Mag:
    """Take over what stands in the preview."""
    recht = mag_leerlingen_beheren(lid, invoer.school_id)
    if recht and (invoer.uitkomst or invoer.bevestigd_op or invoer.is_weg):
        return Mag.nee("Deze invoer is al bevestigd, vervangen of verworpen.")
    return recht


def mag_verwerpen(lid: Lidmaatschap | None, invoer: Invoer) -> Mag:
    """Throw an upload away: not confirmed, or stopped on the way."""
    recht = mag_leerlingen_beheren(lid, invoer.school_id)
    if recht and (invoer.uitkomst or invoer.is_weg):
        return Mag.nee("Er is niets meer te verwerpen.")
    if recht and invoer.bevestigd_op and not invoer.is_gestopt:
        return Mag.nee("Deze invoer wordt al overgenomen. Annuleer dat eerst.")
    return recht
