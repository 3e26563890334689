"""What the document cannot do without, who may sign it, and what the database refuses anyway: no
school goes without these."""

from collections.abc import Iterator

from gebruikers.periode import in_woorden
from overeenkomsten.artikels import WOORDEN
from overeenkomsten.bezetting import bezet
from overeenkomsten.controles.geval import Geval
from overeenkomsten.controles.kern import Punt, controle
from overeenkomsten.documenten import waarden_van
from overeenkomsten.mandaten import tekent_nog_voor_school
from overeenkomsten.ouders import kan_tekenen, ouders_samen
from overeenkomsten.sjablonen import blad_voor
from overeenkomsten.soorten import Eis
from overeenkomsten.statussen import Partij

IN_HET_DOCUMENT = "Het staat in het document dat iedereen tekent."


@controle("Mentor", IN_HET_DOCUMENT, eis=Eis.MENTOR)
def mentor(geval: Geval) -> Iterator[Punt]:
    wie, waar = geval.overeenkomst.mentor, geval.overeenkomst.vestiging
    if wie is None:
        yield Punt("Kies de mentor.")
    elif wie.vestiging_id != waar.pk:
        yield Punt(f"{wie} is mentor van {wie.vestiging}, niet van {waar}. Kies een andere mentor.")


@controle("Wie tekent bij de werkplek", "Alleen wie de onderneming aanduidde, tekent ervoor.")
def tekent_bij(geval: Geval) -> Iterator[Punt]:
    """Who signs for the company is chosen; for an organiser it stands on its page."""
    wie, bij = geval.overeenkomst.vertegenwoordiger, geval.overeenkomst.bij
    if geval.overeenkomst.organisatie_id:
        if not bij.tekenaar:
            yield Punt(f"Vul in wie tekent voor {bij}.", "bij")
    elif wie is None:
        yield Punt("Kies wie tekent voor de onderneming.")
    elif wie.onderneming_id != bij.pk:
        yield Punt(f"{wie} mag niet tekenen voor {bij}. Kies iemand anders.")


@controle("Wie tekent voor de school", "Een coördinator, of wie een mandaat heeft.")
def tekent_school(geval: Geval) -> Iterator[Punt]:
    wie = geval.overeenkomst.tekent_voor_school
    if wie is None:
        yield Punt("Kies wie tekent voor de school.")
    elif not tekent_nog_voor_school(wie, geval.overeenkomst.school_id):
        yield Punt(f"{wie.gebruiker} tekent nu niet voor de school. Kies wie wel tekent.")


@controle("Gegevens van de onderneming", IN_HET_DOCUMENT)
def bedrijfsgegevens(geval: Geval) -> Iterator[Punt]:
    rij = geval.overeenkomst
    for eis, waarde, zin in (
        (Eis.PARITAIR_COMITE, rij.paritair_comite, "Vul het paritair comité in."),
        (Eis.VERZEKERING, rij.verzekeraar, "Vul de verzekeraar arbeidsongevallen in."),
        (Eis.VERZEKERING, rij.polisnummer, "Vul het polisnummer in."),
    ):
        if eis in rij.regels.eisen and not waarde:
            yield Punt(zin)


@controle("Leervergoeding", "In een OAO staat welk bedrag de leerling krijgt.", eis=Eis.VERGOEDING)
def vergoeding(geval: Geval) -> Iterator[Punt]:
    rij = geval.overeenkomst
    if not (rij.vergoeding_categorie and rij.vergoeding_cent):
        yield Punt("Vul de leervergoeding en haar categorie in.")


@controle("Uurrooster", "Het uurrooster is een bijlage van de overeenkomst.")
def uurrooster(geval: Geval) -> Iterator[Punt]:
    if not geval.blokken:
        yield Punt("Vul het uurrooster in.", "uurrooster")


@controle("Opleidingsplan", "Het opleidingsplan is een bijlage van de overeenkomst.", eis=Eis.PLAN)
def plan(geval: Geval) -> Iterator[Punt]:
    if geval.overeenkomst.plan is None:
        yield Punt("Kies een opleidingsplan.", "plan")


@controle("Adressen", IN_HET_DOCUMENT)
def adressen(geval: Geval) -> Iterator[Punt]:
    if not geval.leerling.adres:
        yield Punt("Vul het adres van de leerling in.", "leerling")
    if not geval.overeenkomst.school.adres:
        yield Punt("Vul het adres van de school in.", "school")


@controle("Ouder", "Voor een minderjarige tekent ook een ouder met gezag.")
def ouder(geval: Geval) -> Iterator[Punt]:
    leerling, tweede = geval.leerling, geval.overeenkomst.tweede_ouder
    if Partij.OUDER not in geval.overeenkomst.regels.partijen or not leerling.is_minderjarig():
        return
    if not kan_tekenen(geval.overeenkomst.ouder, leerling):
        zin = "Kies een ouder met gezag, met naam: de leerling is minderjarig."
        yield Punt(zin, "leerling")
    if tweede is None and ouders_samen(leerling):
        yield Punt(
            "Kies een tweede ouder die tekent, met gezag en met naam: bij gedeeld gezag tekenen op "
            "jullie school beide ouders."
        )
    elif tweede and not kan_tekenen(tweede, leerling):
        yield Punt("Kies een tweede ouder met gezag en met naam, of geen.")


@controle(
    "Al een overeenkomst op deze plek",
    "Een leerling heeft op een dag maar één overeenkomst op een plek.",
)
def overlap(geval: Geval) -> Iterator[Punt]:
    for ander, van, tot in bezet(geval.overeenkomst, naast=geval.andere):
        yield Punt(
            f"{ander} bij {geval.overeenkomst.plek} loopt al {in_woorden(van, tot)}. Kies andere "
            "dagen, of stop of trek die eerst in."
        )


@controle("Eigen artikels", "Een artikel van de school noemt een gegeven.")
def eigen_artikels(geval: Geval) -> Iterator[Punt]:
    """What the school's own articles have filled in, and that this agreement does not know."""
    rij = geval.overeenkomst
    woorden = blad_voor(rij).eigen_woorden
    waarden = waarden_van(rij) if woorden else {}
    for wat in (WOORDEN[woord] for woord in woorden if not waarden[woord]):
        yield Punt(f"{wat[0].upper()}{wat[1:]}: een artikel van je school noemt dat.")
