"""Of two rows one: their parents, their open trajecten, and everything that hangs on them."""

from collections.abc import Mapping

from django.db.models import Model

from gebruikers.overgang import Weigering
from leerlingen.models import Betrokkene, Inzagebesluit, Onderscheid, Samenvoeging
from leerlingen.samenvoegen_accounts import (
    adressen_van,
    binnen_met,
    laat_elders_tekenen,
    sluit_af,
)
from leerlingen.vergelijking import BLIJFT, GAAT, Ouderpaar, Vergelijking
from leerlingen.verhangen import Stappen, hangt_aan, is_vast

TWEE_TRAJECTEN = (
    "Allebei hebben ze een open traject waarin al gewerkt is. Rond er eerst een van de twee af of "
    "zet het stop, en voeg daarna samen: beide trajecten blijven dan bewaard."
)


def ouders_bijeen(
    stappen: Stappen, paren: list[Ouderpaar], gekozen: Mapping[int, Mapping[str, str]]
) -> None:
    """`gekozen`: of those who are one, which values stay."""
    for paar in paren:
        if paar.ouder.pk in gekozen:
            breng_bijeen(stappen, paar.vergelijking, gekozen[paar.ouder.pk])
            stappen.maak(_van_ouders(stappen.samenvoeging, paar))
        elif paar.zelfde_relatie:
            stappen.wijzig(paar.ouder, relatie=Betrokkene.Relatie.ANDERE)


def _van_ouders(samenvoeging: Samenvoeging, paar: Ouderpaar) -> Samenvoeging:
    """Who asks for the history of a parent finds who went up in them. It is undone with the learner
    only."""
    return Samenvoeging(
        school_id=samenvoeging.school_id,
        leerling_id=samenvoeging.leerling_id,
        ouder=paar.vergelijking.blijft,
        weg=paar.ouder.pk,
        naam=paar.ouder.volledige_naam[:180],
        reden=samenvoeging.reden,
        door=samenvoeging.door,
        op=samenvoeging.op,
        stappen=None,
    )


def trajecten_bijeen(stappen: Stappen, vergelijking: Vergelijking) -> None:
    """Of two open trajecten the empty one goes; what its timeline tells stays with the other."""
    if vergelijking.twee_trajecten:
        raise Weigering(TWEE_TRAJECTEN)
    if (leeg := vergelijking.leeg) is None:
        return
    (vol,) = (traject for traject in vergelijking.trajecten if traject != leeg)
    for veld, rijen in hangt_aan(leeg):
        if is_vast(veld.model):
            stappen.verhang(veld, rijen, leeg, vol)
    stappen.wis(leeg)


def breng_bijeen(stappen: Stappen, vergelijking: Vergelijking, waarden: Mapping[str, str]) -> None:
    """Everything from the one to the other, which gets the values that were chosen."""
    blijft, gaat = vergelijking.blijft, vergelijking.gaat
    genomen = {
        veld: getattr(gaat, veld)
        for regel in vergelijking.regels
        if waarden.get(regel.naam, BLIJFT) == GAAT
        for veld in regel.velden
    }
    if isinstance(blijft, Betrokkene):
        gezag = genomen.get("gezag", blijft.gezag)
        genomen["inzage_na_18"] = _mag_blijven_kijken(blijft, gaat, gezag)
    binnen, adressen = binnen_met(blijft, gaat), adressen_van(blijft, gaat)
    _neem_onderscheid_over(stappen, blijft, gaat)
    stappen.verhang_alles(gaat, blijft)
    stappen.wis(gaat)
    stappen.wijzig(blijft, **genomen)
    sluit_af(stappen, blijft, binnen - binnen_met(blijft))
    laat_elders_tekenen(stappen, blijft, adressen - adressen_van(blijft))


def _mag_blijven_kijken(blijft: Betrokkene, gaat: Betrokkene, gezag: str) -> bool:
    """The last word of the learner about either; without one, only when both may."""
    if gezag == Betrokkene.Gezag.GEEN:
        return False
    besluiten = Inzagebesluit.objects.filter(betrokkene__in=[blijft, gaat])
    if laatste := besluiten.order_by("-op", "-pk").first():
        return laatste.mag
    return blijft.inzage_na_18 and gaat.inzage_na_18


def _neem_onderscheid_over(stappen: Stappen, blijft: Model, gaat: Model) -> None:
    """Whom somebody told apart from the one who goes, is told apart from the one who stays."""
    eerder = Onderscheid.objects.van(type(blijft)).filter(school=blijft.school_id)
    al = {pk for paar in eerder.met(blijft.pk).values_list("een", "ander") for pk in paar}
    for rij in eerder.met(gaat.pk):
        ander = rij.ander if rij.een == gaat.pk else rij.een
        if ander not in {blijft.pk, *al}:
            een, twee = sorted((blijft.pk, ander))
            stappen.maak(
                Onderscheid(
                    school_id=rij.school_id, soort=rij.soort, een=een, ander=twee, door=rij.door
                )
            )
