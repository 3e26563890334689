"""Acts about a person who stands twice: make one row of two, tell them apart, undo it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from gebruikers import spoor
from gebruikers.feiten import meld_leerling_gewijzigd
from gebruikers.models import Lidmaatschap, School, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from leerlingen.acties import ROL_VAN
from leerlingen.models import Betrokkene, Inzagebesluit, Leerling, Onderscheid, Samenvoeging
from leerlingen.rechten import mag_samenvoegen
from leerlingen.vergelijking import (
    BLIJFT,
    GAAT,
    Ouderpaar,
    Vergelijking,
    afdruk_van,
    ouders_van,
    vergelijk,
)
from leerlingen.verhangen import Stappen, draai_terug, hangt_aan, is_vast

NIET_MEER = "Deze twee staan niet meer allebei in de lijst."
GEWIJZIGD = (
    "Intussen veranderde er iets aan een van de twee. Kijk de keuzes hieronder na en druk opnieuw."
)
TWEE_TRAJECTEN = (
    "Allebei hebben ze een open traject waarin al gewerkt is. Rond er eerst een van de twee af of "
    "zet het stop, en voeg daarna samen: beide trajecten blijven dan bewaard."
)


@dataclass(frozen=True)
class Keuze:
    """What was chosen on the page. `gezien`: the print of what it showed; `waarden`: name of a
    choice → BLIJFT or GAAT, of the two rows; `ouders`: number of a parent of who goes → the same,
    for those who are one with a parent of who stays."""

    gezien: str
    waarden: Mapping[str, str]
    ouders: Mapping[int, Mapping[str, str]]
    reden: str


@transaction.atomic
def voeg_samen(een: Model, ander: Model, keuze: Keuze, *, door: Lidmaatschap) -> Samenvoeging:
    """One row of two; everything hangs on it. Raises Weigering."""
    een, ander = _zet_vast(een, ander)
    mag_samenvoegen(door, een.school_id).anders_weiger()
    vergelijking = vergelijk(een, ander)
    paren = ouders_van(vergelijking) if isinstance(een, Leerling) else []
    if keuze.gezien != afdruk_van(vergelijking, paren):
        raise Weigering(GEWIJZIGD)
    blijft, gaat = vergelijking.blijft, vergelijking.gaat
    leerling = blijft if isinstance(blijft, Leerling) else blijft.leerling
    if isinstance(blijft, Betrokkene) and blijft.leerling_id != gaat.leerling_id:
        raise Weigering("Deze ouders horen bij twee leerlingen. Voeg eerst die samen.")
    samenvoeging = Samenvoeging.objects.create(
        school_id=leerling.school_id,
        leerling=leerling,
        ouder=None if leerling is blijft else blijft,
        weg=gaat.pk,
        naam=gaat.volledige_naam[:180],
        stamnummer=_verwijst(vergelijking, keuze),
        reden=keuze.reden,
        door=door,
    )
    stappen = Stappen(samenvoeging)
    with spoor.reden(f"samengevoegd: {keuze.reden}"):
        if leerling is blijft:
            _ouders_bijeen(stappen, paren, keuze)
            _trajecten_bijeen(stappen, vergelijking)
        _bijeen(stappen, vergelijking, keuze.waarden)
    Samenvoeging.objects.filter(pk=samenvoeging.pk).update(stappen=stappen.gezet)
    velden = {veld for regel in vergelijking.verschillen for veld in regel.velden}
    if leerling is blijft and velden:
        meld_leerling_gewijzigd(leerling, velden, door)
    return samenvoeging


@transaction.atomic
def houd_uiteen(een: Model, ander: Model, *, door: Lidmaatschap) -> None:
    """Two people: the pair does not come back. Said twice, it is said once."""
    een, ander = _zet_vast(een, ander)
    mag_samenvoegen(door, een.school_id).anders_weiger()
    wie = {"school_id": een.school_id, "soort": een._meta.model_name}
    Onderscheid.objects.get_or_create(**wie, een=een.pk, ander=ander.pk, defaults={"door": door})


@transaction.atomic
def maak_ongedaan(samenvoeging: Samenvoeging, *, door: Lidmaatschap) -> list[str]:
    """All as it was, but for what changed since: that, in sentences. Raises Weigering."""
    mag_samenvoegen(door, samenvoeging.school_id).anders_weiger()
    _een_voor_een(samenvoeging.school_id)
    vast = Samenvoeging.objects.select_for_update(of=("self",)).filter(pk=samenvoeging.pk)
    samenvoeging = vast.select_related("leerling", "ouder").first()
    if samenvoeging is None or samenvoeging.ongedaan_op:
        raise Weigering("Dit is al ongedaan gemaakt.")
    if not Samenvoeging.objects.terug_te_draaien().filter(pk=samenvoeging.pk).exists():
        raise Weigering("Dit kan niet meer ongedaan gemaakt worden: het is langer dan een week.")
    if later := _later(samenvoeging):
        zin = f"Maak eerst het samenvoegen van {later.naam} ongedaan: dat gebeurde daarna."
        raise Weigering(zin)
    list(Leerling.objects.select_for_update(of=("self",)).filter(pk=samenvoeging.leerling_id))
    with spoor.reden(f"samenvoegen ongedaan gemaakt: {samenvoeging.reden}"):
        gebleven = draai_terug(samenvoeging)
    gewijzigd = [stap["velden"] for stap in samenvoeging.stappen if _is_van_leerling(stap)]
    samenvoeging.stappen, samenvoeging.gebleven = None, gebleven
    samenvoeging.ongedaan_op, samenvoeging.ongedaan_door = timezone.now(), door
    samenvoeging.save()
    for velden in gewijzigd:
        meld_leerling_gewijzigd(samenvoeging.leerling, set(velden), door)
    return gebleven


def ruim_op() -> None:
    """After a week what went is gone; that it was there, and who did it, stays."""
    oud = Samenvoeging.objects.van_kracht().filter(stappen__isnull=False)
    oud.exclude(pk__in=Samenvoeging.objects.terug_te_draaien().values("pk")).update(stappen=None)


def _zet_vast(een: Model, ander: Model) -> tuple[Model, Model]:
    """Both, as they are now, and nobody changes them until this is over."""
    _een_voor_een(een.school_id)
    rijen = type(een).objects.select_for_update(of=("self",)).order_by("pk")
    erbij = ("klas", "opleiding") if isinstance(een, Leerling) else ("leerling",)
    rijen = list(
        rijen.select_related("school", "gebruiker", *erbij).filter(
            pk__in=[een.pk, ander.pk], school=een.school_id
        )
    )
    if len(rijen) != 2:
        raise Weigering(NIET_MEER)
    return rijen[0], rijen[1]


def _een_voor_een(school_id: int) -> None:
    """Two who press at once, and an import, wait for each other in one place."""
    School.objects.select_for_update(no_key=True).get(pk=school_id)


def _verwijst(vergelijking: Vergelijking, keuze: Keuze) -> str:
    """The number that no learner has any more, and that a file of the school may still have."""
    if not isinstance(vergelijking.gaat, Leerling):
        return ""
    blijft_eigen = keuze.waarden.get("stamnummer", BLIJFT) == BLIJFT
    return (vergelijking.gaat if blijft_eigen else vergelijking.blijft).stamnummer


def _ouders_bijeen(stappen: Stappen, paren: list[Ouderpaar], keuze: Keuze) -> None:
    for paar in paren:
        if paar.ouder.pk in keuze.ouders:
            _bijeen(stappen, paar.vergelijking, keuze.ouders[paar.ouder.pk])
        elif paar.zelfde_relatie:
            stappen.wijzig(paar.ouder, relatie=Betrokkene.Relatie.ANDERE)


def _trajecten_bijeen(stappen: Stappen, vergelijking: Vergelijking) -> None:
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


def _bijeen(stappen: Stappen, vergelijking: Vergelijking, waarden: Mapping[str, str]) -> None:
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
    adressen = {adres for rij in (blijft, gaat) for adres in _adressen(rij)}
    _neem_onderscheid_over(stappen, blijft, gaat)
    stappen.verhang_alles(gaat, blijft)
    stappen.wis(gaat)
    stappen.wijzig(blijft, **genomen)
    _sluit_af(stappen, blijft, adressen - _adressen(blijft))


def _mag_blijven_kijken(blijft: Betrokkene, gaat: Betrokkene, gezag: str) -> bool:
    """The last word of the learner about either; without one, only when both may."""
    if gezag == Betrokkene.Gezag.GEEN:
        return False
    besluiten = Inzagebesluit.objects.filter(betrokkene__in=[blijft, gaat])
    if laatste := besluiten.order_by("-op", "-pk").first():
        return laatste.mag
    return blijft.inzage_na_18 and gaat.inzage_na_18


def _adressen(rij: Leerling | Betrokkene) -> set[str]:
    """Of the mailbox and of the account that let this person in."""
    adressen = {rij.gebruiker.email} if rij.gebruiker else set()
    return adressen | ({rij.email.lower()} if rij.email and rij.uitgenodigd_op else set())


def _sluit_af(stappen: Stappen, blijft: Leerling | Betrokkene, adressen: Collection[str]) -> None:
    """Who came in by these addresses as this person alone is outside at the next request, and no
    link in those mailboxes lets them in again."""
    rol, model, school = ROL_VAN[type(blijft)], type(blijft), blijft.school_id
    gisteren = timezone.localdate() - DAG
    for adres in sorted(adressen):
        nog = Q(gebruiker__email=adres) | Q(email__iexact=adres, uitgenodigd_op__isnull=False)
        if model.objects.filter(nog, school=school).exists():
            continue
        _laat_elders_tekenen(stappen, blijft, adres, rol)
        wie = {"school": school, "rol": rol, "gebruiker__email": adres}
        for uitnodiging in Uitnodiging.objects.onbeantwoord().filter(**wie):
            stappen.wijzig(uitnodiging, ingetrokken_op=timezone.now())
        leden = Lidmaatschap.objects.filter(**wie).exclude(tot__lte=gisteren)
        for lid in leden:
            stappen.wijzig(lid, van=min(lid.van, gisteren), tot=gisteren)


def _laat_elders_tekenen(stappen: Stappen, blijft, adres: str, rol: Rol) -> None:
    """What this account still has to sign, the one that stays finds. What was signed stays."""
    if blijft.gebruiker is None:
        return
    ondertekenaars = apps.get_model("overeenkomsten.Ondertekenaar").objects.moet_tekenen()
    wie = {"school": blijft.school_id, "partij": rol, "gebruiker__email": adres}
    for partij in ondertekenaars.filter(**wie):
        stappen.wijzig(partij, gebruiker=blijft.gebruiker, email=blijft.gebruiker.email)


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


def _later(samenvoeging: Samenvoeging) -> Samenvoeging | None:
    """A later merge in which a row went that this one must bring something back to, or from."""
    nodig = set()
    for stap in samenvoeging.stappen:
        model = apps.get_model(stap["model"])
        if stap["wat"] == "verhang":
            nodig.add((model._meta.get_field(stap["veld"]).related_model._meta.label, stap["naar"]))
        elif stap["wat"] == "wijzig":
            nodig.add((stap["model"], stap["pk"]))
        elif "leerling_id" in stap.get("waarden", {}):
            nodig.add((Leerling._meta.label, int(stap["waarden"]["leerling_id"])))
    later = Samenvoeging.objects.terug_te_draaien().filter(school=samenvoeging.school_id)
    return next((na for na in later.filter(op__gt=samenvoeging.op) if nodig & _gewist(na)), None)


def _is_van_leerling(stap: dict) -> bool:
    return stap["wat"] == "wijzig" and stap["model"] == Leerling._meta.label


def _gewist(samenvoeging: Samenvoeging) -> set[tuple[str, int]]:
    return {
        (stap["model"], int(stap["waarden"]["id"]))
        for stap in samenvoeging.stappen
        if stap["wat"] == "wis"
    }
