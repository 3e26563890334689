"""Who may do what with an agreement, and why not."""

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag, vraag_aan, wie_dan_wel
from overeenkomsten.controles.kern import Bevinding
from overeenkomsten.controles.nazien import bevindingen
from overeenkomsten.mandaten import tekent_nog_voor_school
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.statussen import NOG_TE_TEKENEN, OOIT_GETEKEND, Partij, Status, Strengheid

NIET_AAN_DE_BEURT = "Je bent nog niet aan de beurt. Je krijgt een mail zodra je kan tekenen."
GEEN_GETUIGE_MEER = (
    "{} werkt niet meer in die rol op deze school en kan geen getuige zijn. Vraag iemand anders "
    "van de school om dit opnieuw te openen."
)
MET_GETUIGE = (Handtekening.Wijze.TAFEL, Handtekening.Wijze.QR)


def mag_bewerken(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De trajectbegeleider schrijft de overeenkomst.")
    if overeenkomst.status not in NOG_TE_TEKENEN:
        return Mag.nee(f"Een overeenkomst in “{overeenkomst.get_status_display()}” ligt vast.")
    return Mag.ja()


def mag_verwijderen(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """What nobody was ever asked to sign may go; all else stays in the file as history."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De trajectbegeleider verwijdert een concept.")
    if overeenkomst.status != Status.CONCEPT or overeenkomst.versie:
        return Mag.nee("Alleen een concept dat nooit verstuurd is, kan weg. Trek ze anders in.")
    return Mag.ja()


def mag_intrekken(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """What was sent at least once, and did not begin with all signatures under it."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De trajectbegeleider trekt een overeenkomst in.")
    if not overeenkomst.versie:
        return Mag.nee("Dit concept is nooit verstuurd. Verwijder het.")
    if overeenkomst.status == Status.GETEKEND and overeenkomst.begindatum <= timezone.localdate():
        begin = date_format(overeenkomst.begindatum, "j F Y")
        return Mag.nee(f"Ze is getekend en begon op {begin}. Stop ze vroeger, op een dag.")
    return Mag.ja()


def mag_aanbieden(
    lid: Lidmaatschap, overeenkomst: Overeenkomst, gevonden: list[Bevinding] | None = None
) -> Mag:
    """`gevonden`: what the checks found, when that was asked already."""
    if not overeenkomst.traject.is_open:
        return Mag.nee("Het traject is afgesloten. Start eerst een nieuw traject.")
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De trajectbegeleider verstuurt de overeenkomst.")
    if overeenkomst.status != Status.CONCEPT:
        return Mag.nee("Alleen een concept kan ter ondertekening.")
    return houdt_niets_tegen(bevindingen(overeenkomst) if gevonden is None else gevonden)


def houdt_niets_tegen(gevonden: list[Bevinding]) -> Mag:
    """Whether none of what was found holds back."""
    eerste = next((rij for rij in gevonden if rij.houdt_tegen), None)
    if eerste is None:
        return Mag.ja()
    if eerste.moet_eerst:
        return Mag.nee(f"Dit moet eerst: {eerste.zin}")
    return Mag.nee(f"Een controle houdt dit tegen: {eerste.zin}")


def mag_afwijken(lid: Lidmaatschap, stuk: Stuk, strengheid: Strengheid | None) -> Mag:
    """Send although a check of this severity holds it back."""
    if not mag(lid, Informatie.AFWIJKING, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.AFWIJKING))
    if not stuk.is_concept:
        return Mag.nee("Alleen bij een concept kan je nog van een controle afwijken.")
    if strengheid is None:
        return Mag.nee("Van deze controle kan niemand afwijken. Zet eerst in orde wat er staat.")
    wie = [Rol.COORDINATOR, *([Rol.BEGELEIDER] if strengheid == Strengheid.BLOKKEERT_LICHT else [])]
    return Mag.ja() if lid.rol in wie else Mag.nee(vraag_aan(lid, wie))


def is_nog_partij(ondertekenaar: Ondertekenaar, stuk: Stuk) -> bool:
    """Whether this party still stands where it stood when it was asked: a parent has authority over
    a minor, the school's delegate still has that role."""
    if ondertekenaar.partij == Partij.OUDER:
        ouder = ondertekenaar.ouder
        return bool(ouder) and ouder.heeft_gezag and ouder.leerling.is_minderjarig()
    if ondertekenaar.partij == Partij.SCHOOL:
        return tekent_nog_voor_school(stuk.tekent_voor_school, stuk.school_id)
    return True


def waarom_geen_partij(ondertekenaar: Ondertekenaar, stuk: Stuk) -> str:
    """To the school: why who was asked cannot sign any more, and what to do; else empty."""
    if is_nog_partij(ondertekenaar, stuk):
        return ""
    if ondertekenaar.partij == Partij.SCHOOL:
        return "Deze persoon tekent niet meer voor de school. Kies iemand anders bij Bewerken."
    if not stuk.traject.leerling.is_minderjarig():
        return "De leerling is intussen 18 en tekent alleen. Morgen staat dat ook hier."
    return "Deze ouder heeft geen gezag meer en kan niet tekenen. Kies een andere bij Bewerken."


def is_aan_de_beurt(ondertekenaar: Ondertekenaar, stuk: Stuk) -> bool:
    """Whether nobody has to sign before this party does."""
    eerder = stuk.huidige_ondertekenaars.nodig().filter(beurt__lt=ondertekenaar.beurt)
    return ondertekenaar.beurt == 1 or not eerder.exists()


def mag_nalezen(ondertekenaar: Ondertekenaar, stuk: Stuk) -> bool:
    """Whether who signed may still read it: a parent as in the account."""
    if ondertekenaar.partij != Partij.OUDER:
        return is_nog_partij(ondertekenaar, stuk)
    return bool(ondertekenaar.ouder and ondertekenaar.ouder.mag_inkijken())


def gaat_nog_aan(ondertekenaar: Ondertekenaar) -> bool:
    """Whether what they sign is still this party's business: to read again, or to sign."""
    nog = mag_nalezen if ondertekenaar.heeft_getekend else is_nog_partij
    return nog(ondertekenaar, ondertekenaar.stuk)


def mag_ondertekenen(ondertekenaar: Ondertekenaar, stuk: Stuk, hash: str) -> Mag:
    """Whether this party may sign now what it read. `hash`: of the document it read."""
    if stuk.status != Status.TER_ONDERTEKENING:
        return Mag.nee(f"Deze {stuk.heet} staat niet open voor ondertekening.")
    if ondertekenaar.versie != stuk.versie:
        return Mag.nee(f"De {stuk.heet} is intussen gewijzigd. Lees de nieuwe versie.")
    if ondertekenaar.vervallen_op or not is_nog_partij(ondertekenaar, stuk):
        return Mag.nee("Jouw handtekening is niet meer nodig.")
    if not (stuk.tekenversie and stuk.tekenversie.is_klaar):
        return Mag.nee("Het document wordt nog gemaakt. Probeer het over een minuut opnieuw.")
    if ondertekenaar.heeft_getekend:
        return Mag.nee("Deze partij heeft al getekend.")
    if not is_aan_de_beurt(ondertekenaar, stuk):
        return Mag.nee(NIET_AAN_DE_BEURT)
    if hash != stuk.tekenversie.sha256:
        return Mag.nee(f"De {stuk.heet} is intussen gewijzigd. Lees de nieuwe versie.")
    return Mag.ja()


def mag_weigeren(ondertekenaar: Ondertekenaar, stuk: Stuk) -> Mag:
    """Whether this party may decline now what it was asked to sign."""
    if ondertekenaar.staat == "later":
        return Mag.nee(NIET_AAN_DE_BEURT)
    if not ondertekenaar.moet_tekenen or ondertekenaar.versie != stuk.versie:
        zin = f"Dit kan niet meer: je hebt al getekend of de {stuk.heet} is gewijzigd."
        return Mag.nee(zin)
    if not is_nog_partij(ondertekenaar, stuk):
        return Mag.nee("Jouw handtekening is niet meer nodig.")
    return Mag.ja()


def mag_in_deze_rol(lid: Lidmaatschap, ondertekenaar: Ondertekenaar | None) -> Mag:
    """In a role that signs; and who was asked, in each of their roles that reads what is signed: a
    coördinator who guides learners too."""
    soort = Informatie.OVEREENKOMSTDOCUMENT
    if mag(lid, soort, Recht.TEKEN) or (ondertekenaar is not None and mag(lid, soort)):
        return Mag.ja()
    return Mag.nee("Met jouw rol teken je niet. Wie wel tekent, staat bij de overeenkomst.")


def mag_op_deze_wijze(
    wijze: Handtekening.Wijze,
    ondertekenaar: Ondertekenaar,
    *,
    door: Lidmaatschap | None,
    getuige: Lidmaatschap | None,
) -> Mag:
    """Whether it is this party who signs or declines: in the own account, or with a witness who is
    still of the school today."""
    if wijze in MET_GETUIGE:
        erbij = mag_aan_tafel(getuige, ondertekenaar)
        if erbij and not Lidmaatschap.objects.geldig().filter(pk=getuige.pk).exists():
            return Mag.nee(GEEN_GETUIGE_MEER.format(getuige.gebruiker))
        return erbij
    van_wie = (ondertekenaar.gebruiker_id, ondertekenaar.school_id)
    if wijze != Handtekening.Wijze.ACCOUNT:
        return Mag.ja()
    if door is None or (door.gebruiker_id, door.school_id) != van_wie:
        return Mag.nee("Alleen wie gevraagd is, doet dit in het eigen account.")
    return mag_in_deze_rol(door, ondertekenaar)


def mag_aan_tafel(lid: Lidmaatschap | None, ondertekenaar: Ondertekenaar) -> Mag:
    """On the school's device, with `lid` as witness. The school signs in its own account."""
    wie_erbij_zit = (Rol.BEGELEIDER, Rol.COORDINATOR)
    if lid is None or lid.rol not in wie_erbij_zit or lid.school_id != ondertekenaar.school_id:
        return Mag.nee(vraag_aan(lid, wie_erbij_zit))
    if ondertekenaar.partij == Partij.SCHOOL:
        return Mag.nee("De school tekent in het eigen account.")
    return Mag.ja()


def mag_registreren(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De administratie of de trajectbegeleider registreert.")
    if not overeenkomst.regels.geregistreerd:
        return Mag.nee("Een overeenkomst voor de aanloop registreer je niet in Werkplekduaal.")
    ooit = overeenkomst.status == Status.INGETROKKEN and overeenkomst.getekend_op
    if overeenkomst.status not in OOIT_GETEKEND and not ooit:
        return Mag.nee("Alleen een volledig getekende overeenkomst wordt geregistreerd.")
    return Mag.ja()
