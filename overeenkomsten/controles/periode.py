"""Whether the days of the agreement fit the school's: enrolment, school year, phase."""

from collections.abc import Iterator

from django.utils import timezone

from gebruikers.periode import DAG, maanden_later
from leerlingen.schooljaar import begin_schooljaar, naam_schooljaar
from overeenkomsten.controles.geval import Geval, dag
from overeenkomsten.controles.kern import Punt, controle
from overeenkomsten.grenswaarden import getal
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status, Strengheid
from overeenkomsten.termijnen import PREMIE_MAANDEN, maanden_in_schooljaar
from trajecten.fases import Fase
from trajecten.termijnregel import Zekerheid


@controle(
    "Inschrijving",
    "De leerling is al die tijd ingeschreven in de opleiding.",
    strengheid=Strengheid.WAARSCHUWT,
)
def inschrijving(geval: Geval) -> Iterator[Punt]:
    rij, begin, einde = geval.overeenkomst, geval.begin, geval.einde
    rijen = rij.traject.inschrijvingen.filter(opleiding=rij.opleiding_id, van__lte=einde)
    rijen = [r for r in rijen.order_by("van") if r.tot is None or r.tot >= begin]
    if not rijen:
        zin = f"De leerling is in deze periode niet ingeschreven in {rij.opleiding}."
        yield Punt(zin, "dossier")
    elif rijen[0].van > begin:
        zin = (
            f"De inschrijving begint pas op {dag(rijen[0].van)}, na het begin van de overeenkomst."
        )
        yield Punt(zin, "dossier")
    elif (laatste := _tot(rijen)) and laatste < einde:
        zin = f"De inschrijving eindigt op {dag(laatste)}, voor het einde van de overeenkomst."
        yield Punt(zin, "dossier")


def _tot(rijen: list):
    """The last day without a gap since the first row; None when it goes on."""
    laatste = rijen[0].tot
    for rij in rijen[1:]:
        if laatste and rij.van <= laatste + DAG:
            laatste = rij.tot and max(laatste, rij.tot)
    return laatste


@controle(
    "Begin in het verleden",
    "Iedereen tekent voor de overeenkomst begint.",
    strengheid=Strengheid.WAARSCHUWT,
    bron="besox.be: ten laatste als de leerling start",
    zekerheid=Zekerheid.PRAKTIJK,
)
def begin_voorbij(geval: Geval) -> Iterator[Punt]:
    terug = geval.grenzen["begin_terug"]
    if (timezone.localdate() - geval.begin).days > terug:
        grens = f"meer dan {getal(terug)} dagen geleden" if terug else "al voorbij"
        yield Punt(f"De begindag, {dag(geval.begin)}, is {grens}. Iedereen tekent beter vooraf.")


@controle(
    "Duur",
    "Een school kan kiezen hoe lang een overeenkomst hoogstens duurt.",
    strengheid=Strengheid.WAARSCHUWT,
)
def duur(geval: Geval) -> Iterator[Punt]:
    maanden, eerste = geval.grenzen["duur"], geval.overeenkomst.begindatum
    if maanden and geval.einde >= maanden_later(eerste, int(maanden)):
        yield Punt(f"De overeenkomst duurt langer dan {getal(maanden)} maanden.")


@controle(
    "Binnen één schooljaar",
    "Veel scholen maken per schooljaar een overeenkomst. Doen jullie dat niet, zet dit dan uit.",
    strengheid=Strengheid.WAARSCHUWT,
)
def schooljaar(geval: Geval) -> Iterator[Punt]:
    eerste = begin_schooljaar(geval.overeenkomst.begindatum)
    laatste = begin_schooljaar(geval.einde)
    if eerste != laatste:
        yield Punt(
            f"De overeenkomst loopt van schooljaar {naam_schooljaar(eerste)} door tot in "
            f"{naam_schooljaar(laatste)}."
        )


@controle(
    "Lang genoeg voor de premie",
    f"Voor de premie loopt een overeenkomst minstens {PREMIE_MAANDEN} maanden in een schooljaar.",
    strengheid=Strengheid.WAARSCHUWT,
    bron="vlaanderen.be over de premie kwalificerend werkplekleren",
    zekerheid=Zekerheid.OFFICIEEL,
)
def premie(geval: Geval) -> Iterator[Punt]:
    """In none of its school years."""
    if not geval.overeenkomst.regels.geregistreerd:
        return
    jaren = range(begin_schooljaar(geval.begin), begin_schooljaar(geval.einde) + 1)
    langst = max(maanden_in_schooljaar(geval.begin, geval.einde, jaar) for jaar in jaren)
    if langst < PREMIE_MAANDEN:
        yield Punt(
            f"De overeenkomst loopt in geen enkel schooljaar {PREMIE_MAANDEN} volle maanden. Dan "
            "is er geen premie."
        )


@controle(
    "Fase van het traject",
    "Pas vanuit de goede fase loopt het traject zodra iedereen getekend heeft.",
    strengheid=Strengheid.WAARSCHUWT,
)
def fase(geval: Geval) -> Iterator[Punt]:
    if zin := fase_blijft_achter(geval.overeenkomst):
        yield Punt(zin, "fase")


def fase_blijft_achter(overeenkomst: Overeenkomst) -> str:
    """Why signing does not make the traject run, or did not, or that it was moved back since; empty
    when it runs. Of the aanloop: why the traject does not go there."""
    traject = overeenkomst.traject
    if overeenkomst.regels.is_aanloop:
        return _buiten_de_aanloop(overeenkomst)
    if traject.fase == Fase.ZOEKT_WERKPLEK and overeenkomst.is_lopend:
        fase = Fase.ZOEKT_WERKPLEK.label
        return f"Het traject staat in de fase “{fase}”, terwijl deze overeenkomst loopt."
    if traject.fase not in (Fase.AANMELDING, Fase.SCREENING, Fase.AANLOOP):
        return ""
    fase = f"Het traject staat nog in de fase “{traject.get_fase_display()}”"
    if overeenkomst.status == Status.GETEKEND:
        return f"{fase}, terwijl iedereen getekend heeft. Wijzig de fase in het dossier."
    return (
        f"{fase}. Pas vanuit “{Fase.ZOEKT_WERKPLEK.label}” loopt het zodra iedereen getekend heeft."
    )


def _buiten_de_aanloop(overeenkomst: Overeenkomst) -> str:
    traject, regels = overeenkomst.traject, overeenkomst.regels
    if traject.fase == regels.naar or traject.fase in regels.vanuit:
        return ""
    zin = f"Het traject staat in de fase “{traject.get_fase_display()}”"
    if overeenkomst.status == Status.GETEKEND:
        return f"{zin}, terwijl dit een overeenkomst voor de aanloop is." * overeenkomst.is_lopend
    return f"{zin}: tekenen brengt het niet naar “{regels.naar.label}”."


@controle(
    "Plaatsing zonder overeenkomst",
    "Een overeenkomst met een organisator maakt zelf een plaatsing.",
    strengheid=Strengheid.WAARSCHUWT,
)
def al_geplaatst(geval: Geval) -> Iterator[Punt]:
    """With that organiser, in the same days, by no agreement."""
    rij = geval.overeenkomst
    if rij.organisatie_id is None:
        return
    rijen = rij.traject.plaatsingen.filter(
        organisatie=rij.organisatie_id, overeenkomst=None, aangeboden_op__isnull=False
    )
    for plaatsing in rijen.filter(van__lte=geval.einde, tot__gte=geval.begin):
        yield Punt(
            f"De leerling is daar al geplaatst zonder overeenkomst, tot en met "
            f"{dag(plaatsing.tot)}. Stop die plaatsing: de overeenkomst maakt een nieuwe.",
            "dossier",
        )


@controle(
    "Verlenging",
    "Wat anders is dan in de overeenkomst waarop ze volgt, verdient een blik.",
    strengheid=Strengheid.WAARSCHUWT,
)
def verlenging(geval: Geval) -> Iterator[Punt]:
    """Of one that goes on with another: another plan, or another school year."""
    rij, vorige = geval.overeenkomst, geval.overeenkomst.vervolg_op
    if vorige is None:
        return
    if vorige.plan and rij.plan and vorige.plan != rij.plan:
        yield Punt(
            f"Het opleidingsplan is nu versie {rij.plan.versie}; bij {vorige} hoorde versie "
            f"{vorige.plan.versie}.",
            "plan",
        )
    jaren = begin_schooljaar(vorige.begindatum), begin_schooljaar(geval.begin)
    if geval.is_betaald and rij.duale_jaren is None and jaren[0] < jaren[1]:
        yield Punt(
            f"Slaagde de leerling sinds {vorige} voor een jaar? Dan kan de categorie van de "
            "leervergoeding anders zijn."
        )
