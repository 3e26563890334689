"""Acts about a person who stands twice: make one row of two, tell them apart, undo it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from gebruikers import spoor
from gebruikers.feiten import meld_leerling_gewijzigd, meld_partijen_verhuisd
from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering
from leerlingen.bijeen import breng_bijeen, ouders_bijeen, trajecten_bijeen
from leerlingen.models import Betrokkene, Leerling, Onderscheid, Samenvoeging
from leerlingen.rechten import mag_samenvoegen
from leerlingen.samenvoegen_accounts import verhuisd
from leerlingen.vergelijking import (
    BLIJFT,
    GAAT,
    GROEPEN,
    Vergelijking,
    afdruk_van,
    ouders_van,
    vergelijk,
)
from leerlingen.verhangen import Stappen, draai_terug

NIET_MEER = "Deze twee staan niet meer allebei in de lijst."
GEWIJZIGD = (
    "Intussen veranderde er iets aan een van de twee. Kijk de keuzes hieronder na en druk opnieuw."
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
            ouders_bijeen(stappen, paren, keuze.ouders)
            trajecten_bijeen(stappen, vergelijking)
            _meld_keuzes(vergelijking, keuze.waarden, door)
        breng_bijeen(stappen, vergelijking, keuze.waarden)
    Samenvoeging.objects.filter(pk=samenvoeging.pk).update(stappen=stappen.gezet)
    meld_partijen_verhuisd(verhuisd(stappen.gezet))
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
    vast = Leerling.objects.select_for_update(of=("self",))
    samen, stappen = vast.get(pk=samenvoeging.leerling_id), samenvoeging.stappen
    with spoor.reden(f"samenvoegen ongedaan gemaakt: {samenvoeging.reden}"):
        gebleven = draai_terug(samenvoeging)
    samenvoeging.stappen, samenvoeging.gebleven = None, gebleven
    samenvoeging.ongedaan_op, samenvoeging.ongedaan_door = timezone.now(), door
    samenvoeging.save()
    if samenvoeging.ouder is None:
        for leerling in Leerling.objects.filter(pk__in=[samen.pk, samenvoeging.weg]).order_by("pk"):
            _meld(leerling, _velden_die_verschillen(samen, leerling), door)
    meld_partijen_verhuisd(verhuisd(stappen))
    return gebleven


def ruim_op() -> None:
    """After a week what went is gone; that it was there, and who did it, stays."""
    oud = Samenvoeging.objects.van_kracht().filter(stappen__isnull=False)
    oud.exclude(pk__in=Samenvoeging.objects.terug_te_draaien().values("pk")).update(stappen=None)


def _zet_vast(een: Model, ander: Model) -> tuple[Model, Model]:
    """Both, as they are now, with the parents and trajecten of a learner: nobody changes them or
    hangs anything on them until this is over."""
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
    if isinstance(een, Leerling):
        for model in (Betrokkene, apps.get_model("trajecten.Traject")):
            eronder = model.objects.select_for_update(of=("self",)).order_by("pk")
            list(eronder.filter(leerling__in=rijen))
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


def _meld_keuzes(
    vergelijking: Vergelijking, waarden: Mapping[str, str], door: Lidmaatschap
) -> None:
    """Each of the two hears, while its own trajecten still hang on it, in what it will differ."""
    blijft, gaat = vergelijking.blijft, vergelijking.gaat
    verschillen, anders = _velden_die_verschillen(blijft, gaat), {BLIJFT: set(), GAAT: set()}
    for regel in vergelijking.verschillen:
        anders[waarden.get(regel.naam, BLIJFT)] |= verschillen.intersection(regel.velden)
    _meld(gaat, anders[BLIJFT], door)
    _meld(blijft, anders[GAAT], door)


def _meld(leerling: Leerling, velden: set[str], door: Lidmaatschap) -> None:
    if velden:
        meld_leerling_gewijzigd(leerling, velden, door)


def _velden_die_verschillen(een: Leerling, ander: Leerling) -> set[str]:
    velden = {veld for _, groep in GROEPEN[Leerling].values() for veld in groep}
    return {veld for veld in velden if getattr(een, veld) != getattr(ander, veld)}


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


def _gewist(samenvoeging: Samenvoeging) -> set[tuple[str, int]]:
    return {
        (stap["model"], int(stap["waarden"]["id"]))
        for stap in samenvoeging.stappen
        if stap["wat"] == "wis"
    }
