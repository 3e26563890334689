"""The caseload: which trajecten, filtered by the address, and what each row shows."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.periode import niet_voorbij
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, mag
from leerlingen.models.leerling import zoekvorm
from opleidingsplannen.models import Opleidingsplan
from opleidingsplannen.models.plan import Planstatus
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij, Status
from overzichten.stand import LEEG, Stand, plan_standen
from overzichten.taken import Taak, taken_van
from trajecten.fases import GESLOTEN, Fase
from trajecten.models import Inschrijving, Teamlid, Traject
from werkplekken.models import Plaatsing

SORTERING = {
    "naam": ("leerling__zoeknaam", "pk"),
    "fase": ("fase", "leerling__zoeknaam", "pk"),
    "sinds": ("fase_sinds", "leerling__zoeknaam", "pk"),
    "klas": (F("leerling__klas__code").asc(nulls_last=True), "leerling__zoeknaam", "pk"),
}


def _filters() -> dict[str, tuple[str, Informatie, Q]]:
    """Chip in the address → its words, what one must be able to read, and its condition."""
    vandaag = timezone.localdate()
    plaatsing = Plaatsing.objects.filter(traject=OuterRef("pk"), tot__gte=vandaag)
    plan = Opleidingsplan.objects.filter(traject=OuterRef("pk"), status=Planstatus.AKKOORD)
    team = Teamlid.objects.filter(niet_voorbij(vandaag), traject=OuterRef("pk"), rol=Rol.BEGELEIDER)
    overeenkomst = Overeenkomst.objects.filter(traject=OuterRef("pk"))
    zoekend = Q(fase__in=[Fase.ZOEKT_WERKPLEK, Fase.LOPEND, Fase.ONDERBROKEN])
    return {
        "zonder_werkplek": (
            "Zonder werkplek", Informatie.VERLOOP, zoekend & Q(~Exists(plaatsing)),
        ),
        "niet_getekend": (
            "Niet getekend",
            Informatie.OVEREENKOMST,
            Q(Exists(overeenkomst.filter(status=Status.TER_ONDERTEKENING))),
        ),
        "niet_geregistreerd": (
            "Niet geregistreerd",
            Informatie.OVEREENKOMST,
            Q(Exists(overeenkomst.te_registreren())),
        ),
        "zonder_plan": (
            "Zonder plan", Informatie.PLAN, Q(fase=Fase.LOPEND) & Q(~Exists(plan)),
        ),
        "zonder_begeleider": ("Zonder begeleider", Informatie.VERLOOP, Q(~Exists(team))),
    }  # fmt: skip


@dataclass(frozen=True)
class Chip:
    sleutel: str
    titel: str
    aantal: int


@dataclass(frozen=True)
class Telling:
    """All figures above the list, from one query."""

    totaal: int
    fases: list[Chip]
    chips: list[Chip]


def tel(lid: Lidmaatschap, trajecten) -> Telling:
    """How many per phase and per chip, in one query over the open trajecten."""
    fases = [fase for fase in Fase if fase not in GESLOTEN]
    filters = {
        sleutel: (titel, voorwaarde)
        for sleutel, (titel, soort, voorwaarde) in _filters().items()
        if mag(lid, soort)
    }
    aantallen = trajecten.order_by().aggregate(
        totaal=Count("pk"),
        **{f"fase_{fase.value}": Count("pk", filter=Q(fase=fase)) for fase in fases},
        **{sleutel: Count("pk", filter=voorwaarde) for sleutel, (_, voorwaarde) in filters.items()},
    )
    return Telling(
        aantallen["totaal"],
        [Chip(f.value, f.label, aantallen[f"fase_{f.value}"]) for f in fases],
        [Chip(s, titel, aantallen[s]) for s, (titel, _) in filters.items() if aantallen[s]],
    )


def zoek_op_naam(trajecten, tekst: str):
    for woord in zoekvorm(tekst).split():
        trajecten = trajecten.filter(leerling__zoeknaam__contains=woord)
    return trajecten


def gefilterd(lid: Lidmaatschap, keuze):
    """The trajecten that the address asks for; unknown words in the address do nothing."""
    trajecten = Traject.objects.zichtbaar_voor(lid)
    fase = keuze.get("fase", "")
    trajecten = trajecten.filter(fase=fase) if fase in Fase.values else trajecten.open()
    gekozen = _filters().get(keuze.get("filter", ""))
    if gekozen and mag(lid, gekozen[1]):
        trajecten = trajecten.filter(gekozen[2])
    sortering = SORTERING.get(keuze.get("sorteer", ""), SORTERING["naam"])
    return zoek_op_naam(trajecten, keuze.get("q", "")[:80]).order_by(*sortering)


@dataclass(frozen=True)
class Vakje:
    """A signature square of an agreement that was not sent yet."""

    letter: str
    staat: str = "nog_niet"
    titel: str = ""


NOG_NIETS = tuple(Vakje(p.letter, titel=f"{p.label} is nog niet gevraagd") for p in Partij)


@dataclass(frozen=True)
class Rij:
    traject: Traject
    plaatsing: Plaatsing | None
    overeenkomst: Overeenkomst | None
    tekens: list
    stand: Stand
    taken: list[Taak] = field(default_factory=list)

    @property
    def leerling(self):
        return self.traject.leerling

    @property
    def taak(self) -> Taak | None:
        return self.taken[0] if self.taken else None


def met_opleiding(trajecten):
    """With learner, class and the name of the opleiding that runs (or ran last)."""
    inschrijving = Inschrijving.objects.filter(traject=OuterRef("pk")).order_by("-van", "-pk")
    return trajecten.select_related("leerling__klas", "school").annotate(
        opleiding_naam=Subquery(inschrijving.values("opleiding__naam")[:1])
    )


def rijen_van(lid: Lidmaatschap, trajecten: list[Traject], taken: list[Taak]) -> list[Rij]:
    """What each of these trajecten shows, in constant queries."""
    pks = [traject.pk for traject in trajecten]
    plaatsingen = _plaatsingen(lid, pks)
    overeenkomsten = _overeenkomsten(lid, pks)
    standen = plan_standen(lid, trajecten)
    per_traject: dict[int, list[Taak]] = {}
    for taak in taken:
        per_traject.setdefault(taak.traject_id, []).append(taak)
    return [
        Rij(
            traject,
            plaatsingen.get(traject.pk),
            overeenkomst := overeenkomsten.get(traject.pk),
            _tekens(overeenkomst),
            standen.get(traject.pk, LEEG),
            per_traject.get(traject.pk, []),
        )
        for traject in trajecten
    ]


def rijen_met_taken(lid: Lidmaatschap, trajecten: list[Traject]) -> list[Rij]:
    """Rows of one page, with what needs doing in these trajecten only."""
    deze = Traject.objects.filter(pk__in=[traject.pk for traject in trajecten]).open()
    return rijen_van(lid, trajecten, taken_van(lid, deze) if trajecten else [])


def _plaatsingen(lid: Lidmaatschap, pks: list[int]) -> dict[int, Plaatsing]:
    """The present placement of each traject, else the one to come."""
    rijen = (
        Plaatsing.objects.zichtbaar_voor(lid)
        .filter(traject__in=pks, tot__gte=timezone.localdate())
        .select_related("vestiging", "organisatie", "mentor")
        .order_by("-van", "-pk")
    )
    return {rij.traject_id: rij for rij in rijen}


def _overeenkomsten(lid: Lidmaatschap, pks: list[int]) -> dict[int, Overeenkomst]:
    """The agreement that matters now: the last one that was not refused, withdrawn or ended."""
    rijen = (
        Overeenkomst.objects.zichtbaar_voor(lid)
        .filter(traject__in=pks)
        .exclude(status__in=[Status.BEEINDIGD, Status.INGETROKKEN])
        .order_by("begindatum", "pk")
        .met_tekenaars(lid)
    )
    return {rij.traject_id: rij for rij in rijen}


def _tekens(overeenkomst: Overeenkomst | None) -> list:
    if overeenkomst is None or overeenkomst.is_concept:
        return list(NOG_NIETS)
    return overeenkomst.tekenaars
