"""The figures of a school: the load of who guides, how the search for workplaces goes, and how
trajecten ended. Of numbers, never of names of learners."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from django.db.models import F
from django.utils import timezone

from gebruikers.models import Gebruiker, Lidmaatschap, School
from gebruikers.periode import DAG
from leerlingen.schooljaar import begin_schooljaar, van_schooljaar
from overeenkomsten.termijnen import ZOEKREGELS
from trajecten.fases import GESLOTEN, Fase
from trajecten.kalender import Kalender
from trajecten.models import Fasereden, Inschrijving, Studiebewijs, Teamlid, Termijn, Traject
from trajecten.weken import weken_van

BEZIG = {Fase.LOPEND: "lopend", Fase.ZOEKT_WERKPLEK: "zoekt werkplek"}
ANDERS = "andere fasen"
GEVAAR, GAUW = "termijn voorbij", "termijn binnen een week"
OP_TIJD, LATER, BEZIG_OP_TIJD, TE_LAAT, GESTOPT = ZOEKUITKOMSTEN = (
    "plek binnen de termijn", "plek na de termijn", "zoekt nog, binnen de termijn",
    "zoekt nog, na de termijn", "zoekt niet meer",
)  # fmt: skip
AANTAL = "zoektochten"
NIEMAND = "niemand"
ZONDER_SECTOR = "geen sector ingevuld"


@dataclass(frozen=True)
class Staaf:
    """One row: its name, and how much of each kind, in the order of the legend."""

    naam: str
    delen: Counter

    @property
    def totaal(self) -> int:
        return self.delen.total()


@dataclass(frozen=True)
class Grafiek:
    titel: str
    uitleg: str
    legenda: tuple[str, ...]
    staven: list[Staaf]

    @property
    def meest(self) -> int:
        return max((staaf.totaal for staaf in self.staven), default=0)

    @property
    def cellen(self) -> list[tuple[str, list[int], int]]:
        """The table behind the picture: name, how many of each kind, how many in all."""
        return [(s.naam, [s.delen[soort] for soort in self.legenda], s.totaal) for s in self.staven]


def schooljaren(lid: Lidmaatschap) -> list[int]:
    """Those in which a traject of the school ran, the last first."""
    dit = begin_schooljaar(timezone.localdate())
    eerste = Traject.objects.zichtbaar_voor(lid).order_by("begindatum").first()
    begin = begin_schooljaar(eerste.begindatum) if eerste else dit
    return list(range(dit, min(begin, dit) - 1, -1))


def _per_naam(rijen: dict[object, Counter]) -> list[Staaf]:
    """The largest first."""
    staven = [Staaf(str(wat), delen) for wat, delen in rijen.items()]
    return sorted(staven, key=lambda staaf: (-staaf.totaal, staaf.naam))


def _begeleiders(lid: Lidmaatschap) -> dict[int, set[Gebruiker]]:
    """Traject that is open → who guides it today."""
    per_traject = defaultdict(set)
    trajecten = Traject.objects.zichtbaar_voor(lid).open()
    rijen = Teamlid.objects.begeleiders().filter(traject__in=trajecten.values("pk"))
    for rij in rijen.select_related("gebruiker"):
        per_traject[rij.traject_id].add(rij.gebruiker)
    return per_traject


def werkdruk(lid: Lidmaatschap) -> tuple[Grafiek, Grafiek]:
    """Today, per begeleider: how many learners in which phase, and how many terms press."""
    vandaag, wie = timezone.localdate(), _begeleiders(lid)
    zichtbaar = Traject.objects.zichtbaar_voor(lid).open()
    druk, gevaar = defaultdict(Counter), defaultdict(Counter)
    for pk, fase in zichtbaar.values_list("pk", "fase"):
        for begeleider in wie.get(pk, {NIEMAND}):
            druk[begeleider][BEZIG.get(Fase(fase), ANDERS)] += 1
    termijnen = Termijn.objects.zichtbaar_voor(lid).open()
    termijnen = termijnen.filter(uiterlijk__lte=vandaag + 7 * DAG)
    for pk, uiterlijk in termijnen.values_list("traject", "uiterlijk"):
        for begeleider in wie.get(pk, {NIEMAND}):
            gevaar[begeleider][GEVAAR if uiterlijk < vandaag else GAUW] += 1
    return (
        Grafiek(
            "Leerlingen per begeleider",
            "Open trajecten vandaag. Wie met twee begeleidt, telt bij elk.",
            (*BEZIG.values(), ANDERS),
            _per_naam(druk),
        ),
        Grafiek(
            "Termijnen die dringen",
            "Vandaag, per begeleider.",
            (GEVAAR, GAUW),
            _per_naam(gevaar),
        ),
    )


@dataclass(frozen=True)
class Zoektocht:
    """How the searches that began in one school year went."""

    uitkomsten: Counter
    dagen: list[int]  # opleidingsdagen that each took which ended with a workplace

    @property
    def totaal(self) -> int:
        return self.uitkomsten.total()

    @property
    def geplaatst(self) -> int:
        return self.uitkomsten[OP_TIJD] + self.uitkomsten[LATER]

    @property
    def later(self) -> int:
        """How many of those found it after their term."""
        return self.uitkomsten[LATER]

    @property
    def over(self) -> int:
        """How many ended, or went past their term."""
        return self.geplaatst + self.uitkomsten[TE_LAAT] + self.uitkomsten[GESTOPT]

    @property
    def bezig(self) -> int:
        """How many still search within their term."""
        return self.uitkomsten[BEZIG_OP_TIJD]

    @property
    def percentage(self) -> int | None:
        """Of those; None while there is none."""
        return round(100 * self.geplaatst / self.over) if self.over else None

    @property
    def mediaan(self) -> int | None:
        return round(median(self.dagen)) if self.dagen else None

    @property
    def grafiek(self) -> Grafiek:
        staven = [Staaf(wat, Counter({AANTAL: self.uitkomsten[wat]})) for wat in ZOEKUITKOMSTEN]
        uitleg = "Elke zoektocht die in dit schooljaar begon, met wat ervan kwam tot vandaag."
        return Grafiek("Zoeken naar een werkplek", uitleg, (AANTAL,), staven)


def zoektochten(lid: Lidmaatschap, jaar: int) -> Zoektocht:
    """From the terms to find a workplace: one for each search of each learner."""
    vandaag, (eerste, laatste) = timezone.localdate(), van_schooljaar(jaar)
    rijen = Termijn.objects.zichtbaar_voor(lid).filter(regel__in=ZOEKREGELS)
    rijen = rijen.filter(begin__range=(eerste, min(laatste, vandaag)))
    rijen = rijen.exclude(gesloten_op__lt=F("begin"))  # there was a workplace before it began
    uitkomsten, geplaatst = Counter(), []
    velden = ("staat", "gesloten_op", "uiterlijk", "geteld", "traject", "begin")
    for staat, gesloten, uiterlijk, *telling in rijen.values_list(*velden):
        if staat == Termijn.Staat.OPEN:
            uitkomsten[TE_LAAT if uiterlijk and uiterlijk < vandaag else BEZIG_OP_TIJD] += 1
        elif staat == Termijn.Staat.VOLDAAN:
            op_tijd = not uiterlijk or gesloten <= uiterlijk
            uitkomsten[OP_TIJD if op_tijd else LATER] += 1
            geplaatst.append((gesloten, *telling))
        else:
            uitkomsten[GESTOPT] += 1
    return Zoektocht(uitkomsten, _dagen_tot_plek(lid.school, geplaatst))


def _dagen_tot_plek(school: School, geplaatst: list[tuple]) -> list[int]:
    """In opleidingsdagen. The term counted those until its last day: what took longer is counted
    by the calendar and the week of the learner."""
    dagen, langer = [], []
    for gesloten, geteld, traject, begin in geplaatst:
        if geteld and gesloten <= geteld[-1]:
            dagen.append(sum(dag <= gesloten for dag in geteld))
        else:
            langer.append((traject, begin, gesloten))
    if langer:
        kalender, weken = Kalender.van(school), weken_van({traject for traject, *_ in langer})
        dagen += [
            len(kalender.tussen(begin, gesloten, weken[traject]).geteld)
            for traject, begin, gesloten in langer
        ]
    return dagen


def eindes(lid: Lidmaatschap, jaar: int) -> tuple[Grafiek, Grafiek, Grafiek]:
    """Of one school year: why trajecten stopped or never started, in which sector, and which
    studiebewijzen there were."""
    van_jaar = Fasereden.objects.zichtbaar_voor(lid).filter(
        op__range=van_schooljaar(jaar), fase__in=sorted(GESLOTEN)
    )
    per_reden, per_sector = defaultdict(Counter), defaultdict(Counter)
    sectoren = _sectoren(van_jaar.values("traject"))
    for rij in van_jaar.select_related("reden"):
        wat = rij.get_fase_display()
        per_reden[str(rij.reden)][wat] += 1
        per_sector[sectoren.get(rij.traject_id) or ZONDER_SECTOR][wat] += 1
    bewijzen = Studiebewijs.objects.zichtbaar_voor(lid).filter(op__range=van_schooljaar(jaar))
    per_bewijs = defaultdict(Counter)
    for bewijs in bewijzen:
        per_bewijs[bewijs.get_soort_display()]["behaald"] += 1
    gestopt = (Fase.STOPGEZET.label, Fase.NIET_GESTART.label)
    return (
        Grafiek("Waarom trajecten stopten", "", gestopt, _per_naam(per_reden)),
        Grafiek("Gestopt per sector", "", gestopt, _per_naam(per_sector)),
        Grafiek("Behaalde studiebewijzen", "", ("behaald",), _per_naam(per_bewijs)),
    )


def _sectoren(trajecten) -> dict[int, str]:
    """Traject → the sector of the opleiding that it followed last."""
    rijen = Inschrijving.objects.filter(traject__in=trajecten).order_by("van", "pk")
    return dict(rijen.values_list("traject", "opleiding__sector"))
