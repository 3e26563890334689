"""Acts on a list from the counter: receive, map, compare as a job, take rows over as a job, throw
away, sweep."""

import datetime
import logging
from collections.abc import Collection

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import annuleer, opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.tasks import vraag_opdracht
from gebruikers.zicht import Informatie, Recht, eis
from leerlingen.schooljaar import van_schooljaar
from overeenkomsten import loketlezen
from overeenkomsten.acties import registreer
from overeenkomsten.acties_samen import Regel, per_rij
from overeenkomsten.loketkoppelaar import onze
from overeenkomsten.loketvergelijking import hoort_erin, vergelijk
from overeenkomsten.models import Loketlijst, Overeenkomst
from overeenkomsten.statussen import Registratie
from trajecten.uitvoer import wie_vroeg

logger = logging.getLogger(__name__)

GEPLAKT = "geplakte lijst"
GEWIST = "Deze lijst is intussen gewist. Laad ze opnieuw op."


def eerdere_koppeling(school_id: int) -> dict:
    """How this school mapped the columns and the words of a list the last time."""
    eerder = Loketlijst.objects.filter(school=school_id).exclude(koppeling={})
    return eerder.values_list("koppeling", flat=True).first() or {}


@transaction.atomic
def ontvang(*, door: Lidmaatschap, bestand: File | None = None, tekst: str = "") -> Loketlijst:
    """Read a file or what was pasted, and keep its rows without any national number. The file
    itself is not kept, nor are the lists that this person brought before."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    inhoud = bestand.read() if bestand else tekst.encode()
    tabel, weggelaten = loketlezen.zonder_nummers(loketlezen.lees_lijst(inhoud))
    for vorige in Loketlijst.objects.filter(door=door).exclude(rijen=[]):
        _wis(vorige)
    return Loketlijst.objects.create(
        school=door.school,
        door=door,
        naam=bestand.name[-200:] if bestand else GEPLAKT,
        koppen=tabel.koppen,
        rijen=tabel.rijen,
        weggelaten=weggelaten,
    )


@transaction.atomic
def koppel(
    lijst: Loketlijst,
    *,
    kolommen: dict[str, str],
    woorden: dict[str, str],
    schooljaar: int | None,
    door: Lidmaatschap,
) -> None:
    """Say which column is what and what the words of the state mean, and compare. `schooljaar`: of
    which year the list should be whole; None for all."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    lijst = Loketlijst.objects.select_for_update(of=("self",)).get(pk=lijst.pk)
    loketlezen.controleer(kolommen)
    if lijst.is_gewist:
        raise Weigering(GEWIST)
    if lijst.is_bezig:
        raise Weigering("Deze lijst wordt net vergeleken. Wacht tot dat klaar is.")
    lijst.koppeling = {"kolommen": kolommen, "woorden": woorden, "schooljaar": schooljaar}
    lijst.uitkomst = None
    lijst.opdracht = _vraag("loketvergelijking", "Lijst vergelijken", lijst, door)
    lijst.save()


@transaction.atomic
def neem_over(lijst: Loketlijst, rijen: Collection[int], *, door: Lidmaatschap) -> None:
    """Have state, day and number of these rows written down with us, as the list has them."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    lijst = Loketlijst.objects.select_for_update(of=("self",)).get(pk=lijst.pk)
    if lijst.is_bezig:
        return  # pressed twice
    kan = {regel["rij"] for regel in over_te_nemen(lijst)}
    gekozen = sorted(kan.intersection(rijen))
    if not gekozen:
        raise Weigering("Vink eerst aan welke rijen je overneemt.")
    lijst.opdracht = _vraag("loket_overnemen", "Overnemen", lijst, door, rijen=gekozen)
    lijst.save()


def over_te_nemen(lijst: Loketlijst, *, zeker: bool = False) -> list[dict]:
    """The lines of its outcome that something can be taken over of; `zeker`: not the doubtful."""
    delen = (lijst.uitkomst or {}).get("delen", {})
    regels = [regel for deel in delen.values() for regel in deel if regel.get("over")]
    return [regel for regel in regels if not (zeker and regel.get("waarom"))]


@transaction.atomic
def verwerp(lijst: Loketlijst, *, door: Lidmaatschap) -> None:
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    _wis(Loketlijst.objects.select_for_update(of=("self",)).get(pk=lijst.pk))


def veeg() -> None:
    """What names learners goes away after days; how the school mapped its columns stays."""
    grens = timezone.now() - datetime.timedelta(days=settings.INVOER_BEWAAR_DAGEN)
    for lijst in Loketlijst.objects.filter(aangemaakt_op__lt=grens).exclude(rijen=[]):
        try:
            with transaction.atomic():
                _wis(lijst)
        except Exception:
            logger.exception("loketlijst %s kon niet geveegd worden", lijst.pk)


def _wis(lijst: Loketlijst) -> None:
    if lijst.opdracht:
        annuleer(lijst.opdracht)
        Opdracht.objects.filter(pk=lijst.opdracht_id).update(resultaat={})
    Loketlijst.objects.filter(pk=lijst.pk).update(rijen=[], uitkomst=None)


def _vraag(soort: str, titel: str, lijst: Loketlijst, door: Lidmaatschap, **invoer) -> Opdracht:
    pagina = reverse("overeenkomsten:loketlijst", args=[lijst.school.code, lijst.pk])
    wat = {"titel": titel, "over": lijst.naam, "vervolg_url": pagina, "lijst": lijst.pk}
    return vraag_opdracht(soort, door=door, **wat, **invoer)


def _lijst_van(opdracht: Opdracht) -> Loketlijst:
    lijst = Loketlijst.objects.get(pk=opdracht.invoer["lijst"])
    if lijst.is_gewist:
        raise Weigering(GEWIST)
    return lijst


@opdrachtsoort("loketvergelijking")
def maak_vergelijking(opdracht: Opdracht, voortgang) -> dict:
    lijst, lid = _lijst_van(opdracht), wie_vroeg(opdracht)
    voortgang(0, len(lijst.rijen))
    _vergelijk(lijst, lid)
    return {"zin": "De lijst is vergeleken."}


def _vergelijk(lijst: Loketlijst, lid: Lidmaatschap) -> None:
    """With what `lid` sees now. Nothing when the list was thrown away meanwhile."""
    koppeling = lijst.koppeling
    rijen, fouten = loketlezen.lees_rijen(
        lijst.koppen, lijst.rijen, koppeling["kolommen"], koppeling["woorden"]
    )
    jaar = koppeling["schooljaar"]
    van, tot = van_schooljaar(jaar) if jaar else (None, None)
    delen = vergelijk(rijen, list(onze(lid)), hoort_erin(van, tot))
    uitkomst = {"delen": delen, "fouten": fouten, "rijen": len(rijen)}
    Loketlijst.objects.filter(pk=lijst.pk).exclude(rijen=[]).update(uitkomst=uitkomst)


@opdrachtsoort("loket_overnemen")
def voer_overnemen_uit(opdracht: Opdracht, voortgang) -> dict:
    """Row by row, and then compare again: what was taken over is the same from then on."""
    lijst, lid = _lijst_van(opdracht), wie_vroeg(opdracht)
    gevraagd = set(opdracht.invoer["rijen"])
    over = {r["overeenkomst"]: r["over"] for r in over_te_nemen(lijst) if r["rij"] in gevraagd}

    def neem(overeenkomst: Overeenkomst) -> str:
        wat = over[overeenkomst.pk]
        op = wat["op"] and datetime.date.fromisoformat(wat["op"])
        stand = Registratie(wat["registratie"])
        registreer(overeenkomst, registratie=stand, op=op, nummer=wat["nummer"], door=lid)
        return ", nummer ".join(filter(None, [stand.label.capitalize(), wat["nummer"]])) + "."

    try:
        regels = per_rij(opdracht, list(over), neem, lid=lid, voortgang=voortgang)
    finally:  # also when it is stopped halfway
        _vergelijk(lijst, lid)
    return {"zin": _in_woorden(regels), "regels": regels}


def _in_woorden(regels: list[Regel]) -> str:
    gelukt = sum(regel["gelukt"] for regel in regels)
    zin = f"{gelukt} overeenkomst{'' if gelukt == 1 else 'en'} overgenomen."
    return f"{zin} {len(regels) - gelukt} niet." if gelukt < len(regels) else zin
