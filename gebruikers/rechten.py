"""Who may give, repeat and take away a role, and send a mail again; and why not."""

import datetime
from collections.abc import Collection

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.links import waarom_dood
from gebruikers.models import (
    Bericht,
    Gebruiker,
    KwijteMailbox,
    Lidmaatschap,
    School,
    Toegangsherstel,
    Uitnodiging,
    Vervanging,
)
from gebruikers.models.bericht import MAILBOX_KWIJT
from gebruikers.muur import scholen_van
from gebruikers.overgang import Mag
from gebruikers.periode import DAG, begint_nooit, loopt, niet_voorbij
from gebruikers.rollen import STAF, Rol
from gebruikers.zicht import (
    Recht,
    Schoolsoort,
    mag,
    recht,
    vraag_aan,
    wie_dan_wel,
    ziet_hele_school,
)

# Who is no staff is let in by who writes the row that stands for them.
LAAT_BINNEN = {
    Rol.MENTOR: Schoolsoort.MENTORVOORWAARDEN,
    Rol.EXTERNE: Schoolsoort.ORGANISATIES,
    Rol.OUDER: Schoolsoort.LEERLINGEN,
    Rol.LEERLING: Schoolsoort.LEERLINGEN,
}


def mag_rol_geven(door: Lidmaatschap, school: School, rol: Rol, email: str) -> Mag:
    """Nobody gives a role to themselves: who keeps the accounts would so get into files."""
    if door.school_id != school.pk or not _beheert(door, rol):
        return Mag.nee(wie_dan_wel(door, Schoolsoort.ACCOUNTS))
    if door.gebruiker.email == email.lower():
        return Mag.nee("Je kan jezelf geen rol geven. Vraag het aan een collega.")
    return Mag.ja()


def vraagt_akkoord(door: Lidmaatschap, rol: Rol) -> bool:
    """Who sees no files does not let somebody in who sees them all: a coördinator agrees first
    (docs/besluiten/0019)."""
    return ziet_hele_school(rol) and not ziet_hele_school(Rol(door.rol))


def mag_akkoord_geven(door: Lidmaatschap, uitnodiging: Uitnodiging) -> Mag:
    if door.school_id != uitnodiging.school_id or door.rol != Rol.COORDINATOR:
        return Mag.nee(vraag_aan(door, [Rol.COORDINATOR]))
    if door.gebruiker_id == uitnodiging.gebruiker_id:
        return Mag.nee("Je kan jezelf geen rol geven. Vraag het aan een collega.")
    return Mag.ja()


def mag_intrekken(door: Lidmaatschap, uitnodiging: Uitnodiging) -> Mag:
    if door.school_id != uitnodiging.school_id or not _beheert(door, Rol(uitnodiging.rol)):
        return Mag.nee(wie_dan_wel(door, Schoolsoort.ACCOUNTS))
    return Mag.ja()


def mag_ooit_beeindigen(door: Lidmaatschap, lidmaatschap: Lidmaatschap) -> Mag:
    """Whether any day will do. Of oneself no role, not even one that is over. A school keeps a
    coördinator: without one nobody says no to who lets oneself in (docs/besluiten/0019)."""
    schrijft = mag(door, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    if door.school_id != lidmaatschap.school_id or not schrijft:
        return Mag.nee(wie_dan_wel(door, Schoolsoort.ACCOUNTS))
    if lidmaatschap.gebruiker_id == door.gebruiker_id:
        return Mag.nee("Je kan je eigen rol niet beëindigen. Vraag het aan een collega.")
    if lidmaatschap.tot and lidmaatschap.tot < timezone.localdate():
        return Mag.nee("Deze rol is al beëindigd. Nodig deze persoon opnieuw uit als het moet.")
    if lidmaatschap.rol == Rol.COORDINATOR and not _blijft_coordinator(lidmaatschap):
        return Mag.nee(
            "Dan heeft de school geen coördinator meer. Nodig eerst een andere coördinator uit, en "
            "wacht tot die aanvaard heeft."
        )
    return Mag.ja()


def mag_rol_beeindigen(
    door: Lidmaatschap, lidmaatschap: Lidmaatschap, laatste_dag: datetime.date
) -> Mag:
    """An end only comes nearer: a later one would give a role that nobody accepted."""
    if not (ooit := mag_ooit_beeindigen(door, lidmaatschap)):
        return ooit
    gisteren = timezone.localdate() - DAG  # "at once"
    te_vroeg = laatste_dag < min(lidmaatschap.van, gisteren)
    if te_vroeg and not begint_nooit(lidmaatschap, laatste_dag):
        dag = date_format(lidmaatschap.van, "j F Y")
        return Mag.nee(f"Deze rol begon pas op {dag}. Kies een latere dag.")
    if lidmaatschap.tot and laatste_dag > lidmaatschap.tot:
        dag = date_format(lidmaatschap.tot, "j F Y")
        return Mag.nee(f"Deze rol eindigt al op {dag}. Langer kan niet: kies een vroegere dag.")
    return Mag.ja()


def _blijft_coordinator(lid: Lidmaatschap) -> bool:
    """Whether somebody else is coördinator of this school, with no end in sight."""
    leden = Lidmaatschap.objects.geldig().filter(school=lid.school_id, rol=Rol.COORDINATOR)
    return leden.filter(tot=None).exclude(gebruiker=lid.gebruiker_id).exists()


def mag_toegang_herstellen(door: Lidmaatschap, lid: Lidmaatschap, wat: str = "") -> Mag:
    """Somebody else of the school who got locked out, by a coördinator: who sees no files lets
    nobody in who does. A beheerder does it for a beheerder, and after a wait for the one
    coördinator. An account that serves at another school too gets no other address from here: that
    would open the other school (docs/besluiten/0015). Ending what waits gives back the address of
    now, and opens nothing new: that may always, also of who has no role here any more."""
    schrijft = mag(door, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    if door.school_id != lid.school_id or not schrijft:
        return Mag.nee(wie_dan_wel(door, Schoolsoort.ACCOUNTS))
    if lid.gebruiker_id == door.gebruiker_id:
        return Mag.nee("Je eigen toegang herstel je niet zelf. Vraag het aan een collega.")
    eigen = Lidmaatschap.objects.geldig().filter(school=door.school_id, gebruiker=lid.gebruiker_id)
    if wat != Toegangsherstel.Wat.TERUG and not eigen.exists():
        return Mag.nee("Deze persoon heeft hier geen rol meer.")
    if not te_herstellen(door, [lid.gebruiker_id]):
        return Mag.nee(
            "Wie zelf geen dossiers ziet, laat niemand binnen die ze wel ziet. "
            f"{vraag_aan(door, [Rol.COORDINATOR])}"
        )
    if wat == Toegangsherstel.Wat.EMAIL and dient_elders(lid.gebruiker, door.school):
        return Mag.nee(
            "Dit account dient ook op een andere school. Nodig deze persoon uit op het nieuwe "
            "adres en beëindig de rol van het oude account."
        )
    return Mag.ja()


def dient_elders(gebruiker: Gebruiker, school: School) -> bool:
    """Whether the account opens, or is about to open, more than this school."""
    return bool(set(scholen_van(gebruiker.pk)) - {school.pk})


def te_herstellen(door: Lidmaatschap, wie: Collection[int]) -> set[int]:
    """Which of these accounts of the school `door` lets in again, by what they are here: the same
    number of queries for a page full of people as for one."""
    if door.rol == Rol.COORDINATOR:
        return set(wie)
    coordinatoren = Lidmaatschap.objects.geldig().filter(school=door.school_id, rol=Rol.COORDINATOR)
    coordinatoren = set(coordinatoren.values_list("gebruiker", flat=True))
    return {
        gebruiker
        for gebruiker, rollen in _rollen_hier(door.school_id, wie).items()
        if rollen == {Rol.BEHEERDER} or (Rol.COORDINATOR in rollen and coordinatoren <= {gebruiker})
    }


def herstel_wacht(door: Lidmaatschap, lid: Lidmaatschap) -> bool:
    """Whether what `door` restores for this person takes effect later, so that they can stop it."""
    rollen = _rollen_hier(lid.school_id, [lid.gebruiker_id])[lid.gebruiker_id]
    return door.rol != Rol.COORDINATOR and Rol.COORDINATOR in rollen


def mag_herstel_intrekken(door: Lidmaatschap, herstel: Toegangsherstel) -> Mag:
    """Who asked for it, whatever came of their right to ask: nothing happens by it."""
    eigen = (herstel.school_id, herstel.door.gebruiker_id)
    if eigen != (door.school_id, door.gebruiker_id):
        return Mag.nee("Alleen wie dit vroeg, kan het intrekken.")
    return Mag.ja()


# Whose row at a school carries an address that is mailed.
MET_EMAIL = {
    "overeenkomsten.Ondertekenaar": "een overeenkomst",
    "leerlingen.Leerling": "een leerling",
    "leerlingen.Betrokkene": "een ouder",
    "werkplekken.Mentor": "een mentor",
    "werkplekken.Vertegenwoordiger": "wie voor een onderneming tekent",
}


def mag_mailbox_vrijgeven(door: Lidmaatschap, mailbox: KwijteMailbox) -> Mag:
    """A lost mailbox that is somebody else's by now: a coördinator says so. Not while it is the
    address of an account here (that is restored), nor once it was asked to sign: a party keeps its
    address, so whoever reads that mailbox now would be mailed about another's agreement."""
    van_hier = {"school": mailbox.school_id}
    if door.school_id != mailbox.school_id or door.rol != Rol.COORDINATOR:
        return Mag.nee(vraag_aan(door, [Rol.COORDINATOR]))
    if Lidmaatschap.objects.filter(**van_hier, gebruiker__email=mailbox.adres).exists():
        return Mag.nee("Dit is het adres van een account van de school. Zeg het daar, bij Toegang.")
    for model, bij in MET_EMAIL.items():
        rijen = apps.get_model(model).objects.filter(**van_hier)
        if rijen.filter(email__iexact=mailbox.adres).exists():
            return Mag.nee(
                f"Dit adres staat nog bij {bij}. Wie het nu heeft, zou daar mails over krijgen. "
                "Verbeter het daar, of nodig uit op een ander e-mailadres."
            )
    return Mag.ja()


def _rollen_hier(school_id: int, wie: Collection[int]) -> dict[int, set[str]]:
    """What these accounts are at the school, or are about to be."""
    van_hier = {"school": school_id, "gebruiker__in": wie}
    leden = Lidmaatschap.objects.filter(niet_voorbij(timezone.localdate()), **van_hier)
    genodigd = Uitnodiging.objects.onbeantwoord().filter(**van_hier)
    hier = {gebruiker: set() for gebruiker in wie}
    for rijen in (leden, genodigd):
        for gebruiker, rol in rijen.values_list("gebruiker", "rol"):
            hier[gebruiker].add(rol)
    return hier


def kent(lid: Lidmaatschap, gebruiker: Gebruiker) -> bool:
    """Whether this person's name is known to `lid` already: a role at the school that `lid` keeps,
    or a colleague. Who is only known at another school is a stranger here."""
    rollen = Lidmaatschap.objects.geldig().filter(school=lid.school_id, gebruiker=gebruiker)
    collegas = STAF if mag(lid, Schoolsoort.ACCOUNTS) else frozenset()
    return any(
        rol in collegas or _beheert(lid, rol)
        for rol in map(Rol, rollen.values_list("rol", flat=True))
    )


def mag_opnieuw_versturen(door: Lidmaatschap, bericht: Bericht) -> Mag:
    """A mail that failed or was refused, unless the link in it is gone or works no more, or the
    mailbox is lost since."""
    schrijft = mag(door, Schoolsoort.BERICHTEN, Recht.SCHRIJF)
    if bericht.school_id != door.school_id or not schrijft:
        return Mag.nee(wie_dan_wel(door, Schoolsoort.BERICHTEN))
    if bericht.staat not in Bericht.GESTRAND:
        return Mag.nee("Alleen een mislukte mail of een geweigerde kan je opnieuw versturen.")
    if bericht.geheim and bericht.verzonden_op:
        return Mag.nee("De tekst van deze mail is gewist bij het versturen. Vraag een nieuwe.")
    if KwijteMailbox.objects.met_adres(bericht.aan, door.school_id).exists():
        return Mag.nee("Deze mailbox is kwijt: de school mailt er niets meer naartoe.")
    if bericht.fout == MAILBOX_KWIJT:
        return Mag.nee(f"{MAILBOX_KWIJT} Wie ze nu leest, kan iemand anders zijn.")
    if wat_dan := waarom_dood(bericht.tekst):
        return Mag.nee(f"De link in deze mail werkt niet meer. {wat_dan}")
    return Mag.ja()


def mag_vervanging_regelen(door: Lidmaatschap, vervanging: Vervanging) -> Mag:
    """The coördinator, and who is replaced: dossiers follow from it."""
    rechten = recht(door, Schoolsoort.VERVANGINGEN)
    if door.school_id != vervanging.school_id or not _schrijft_vervangingen(door):
        return Mag.nee(vraag_aan(door, [Rol.COORDINATOR]))
    zelf = (door.gebruiker_id, door.rol) == (vervanging.wie_id, vervanging.rol)
    if rechten & Recht.EIGEN and not zelf:
        return Mag.nee("Je regelt alleen wie jou vervangt. Vraag het aan de coördinator.")
    return Mag.ja()


def mag_reden_lezen(lid: Lidmaatschap) -> bool:
    """Why somebody is away: for who arranges it and the two it is about. Who only has to know who
    replaces whom does not read it, nor while looking along with somebody else."""
    return _schrijft_vervangingen(lid)


def _schrijft_vervangingen(lid: Lidmaatschap) -> bool:
    """Who looks along as well."""
    kijkers = filter(None, (lid, lid.meekijker))
    return all(mag(kijker, Schoolsoort.VERVANGINGEN, Recht.SCHRIJF) for kijker in kijkers)


def wie_kan_vervangen(school_id: int, rol: Rol, wie: int) -> QuerySet[Lidmaatschap]:
    """Colleagues of this person with the same role at the same school, today or later."""
    leden = Lidmaatschap.objects.filter(school=school_id, rol=rol, gebruiker__is_active=True)
    return leden.filter(niet_voorbij(timezone.localdate())).exclude(gebruiker=wie)


def mag_vervangen(vervanging: Vervanging) -> Mag:
    """Both have the role at the school on each of these days, and who replaces is there then."""
    wie, door = vervanging.wie, vervanging.vervanger
    if wie == door:
        return Mag.nee("Iemand kan zichzelf niet vervangen.")
    als = f"hier geen {vervanging.get_rol_display().lower()}"
    al_die_dagen = loopt(vervanging.van) & loopt(vervanging.tot)
    kunnen = wie_kan_vervangen(vervanging.school_id, vervanging.rol, wie.pk)
    if not kunnen.filter(al_die_dagen, gebruiker=door).exists():
        return Mag.nee(f"{door} is {als} op al die dagen. Nodig {door} eerst uit in die rol.")
    eigen = Lidmaatschap.objects.geldig(vervanging.van).filter(loopt(vervanging.tot))
    if not eigen.filter(school=vervanging.school_id, rol=vervanging.rol, gebruiker=wie).exists():
        return Mag.nee(f"{wie} is {als} op al die dagen. Kies andere dagen.")
    if zelf_weg := vervanging.tegelijk().filter(wie=door).first():
        return Mag.nee(
            f"{door} is dan zelf afwezig: {zelf_weg.dagen}. Kies iemand anders of andere dagen."
        )
    return Mag.ja()


def _beheert(door: Lidmaatschap, rol: Rol) -> bool:
    """Accounts as a whole, or the people this role is about."""
    eigen = LAAT_BINNEN.get(rol, Schoolsoort.ACCOUNTS)
    return mag(door, Schoolsoort.ACCOUNTS, Recht.SCHRIJF) or mag(door, eigen, Recht.SCHRIJF)
