"""Standaardtrajecten from a file: Cluster;Code;Competentie;Activiteit, a line per activity."""

import re
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort, eis
from leerlingen.kolommen import sleutel
from leerlingen.lezen import BINAIR, Tabel, lees
from leerlingen.models import Opleiding
from leerlingen.rij import HTML, schoon
from opleidingsplannen.models import Activiteit, Cluster, Competentie, Standaardtraject

KOLOMMEN = ("cluster", "code", "competentie", "activiteit")
LENGTE = {"cluster": 160, "code": 20, "competentie": 200, "activiteit": 300}
FORMULE = re.compile(r"^[=@+]")
MAX_BYTES = 500 * 1024


@dataclass
class Ontwerp:
    """A file as understood: cluster → (code, title) → activities; or what is wrong where."""

    clusters: dict[str, dict[tuple[str, str], list[str]]] = field(default_factory=dict)
    fouten: list[dict] = field(default_factory=list)

    @property
    def aantal_competenties(self) -> int:
        return sum(len(competenties) for competenties in self.clusters.values())


def lees_ontwerp(inhoud: bytes) -> Ontwerp:
    """Read a file. Raises Weigering when it is none; row by row errors stand in `fouten`."""
    if len(inhoud) > MAX_BYTES:
        raise Weigering("Het bestand is groter dan 500 kB. Dat is geen standaardtraject.")
    tabel = _tabel(inhoud)
    plaats = {sleutel(kop): i for i, kop in enumerate(tabel.koppen)}
    if mist := [kolom for kolom in KOLOMMEN if kolom not in plaats]:
        raise Weigering(
            f"De kolom {mist[0].capitalize()} ontbreekt. Verwacht: Cluster, Code, Competentie, "
            "Activiteit."
        )
    ontwerp, titels = Ontwerp(), {}
    for rij, cellen in tabel.rijen:
        waarden = {
            k: schoon(cellen[plaats[k]]) if plaats[k] < len(cellen) else "" for k in KOLOMMEN
        }
        fouten = [{"rij": rij, "kolom": k.capitalize(), "reden": r} for k, r in _fouten(waarden)]
        code, titel = waarden["code"], waarden["competentie"]
        if code and titels.setdefault(code, (waarden["cluster"], titel)) != (
            waarden["cluster"],
            titel,
        ):
            reden = f"Code {code} hoort al bij “{titels[code][1]}” in “{titels[code][0]}”."
            fouten.append({"rij": rij, "kolom": "Code", "reden": reden})
        if fouten:
            ontwerp.fouten += fouten
            continue
        activiteiten = ontwerp.clusters.setdefault(waarden["cluster"], {}).setdefault(
            (code, titel), []
        )
        if waarden["activiteit"]:
            activiteiten.append(waarden["activiteit"])
    return ontwerp


def _tabel(inhoud: bytes) -> Tabel:
    """Read as an export of learners is read, but with sentences about a standaardtraject."""
    if inhoud.startswith(tuple(BINAIR)):
        raise Weigering("Dit is een PDF, Excel- of zip-bestand. Bewaar het als CSV.")
    if len(inhoud.strip().splitlines()) == 1:
        raise Weigering("Het bestand heeft een kop maar geen competenties.")
    return lees(inhoud)


def _fouten(waarden: dict[str, str]):
    for kolom, tekst in waarden.items():
        if not tekst and kolom != "activiteit":
            yield kolom, "Deze cel is leeg, en is verplicht."
        elif len(tekst) > LENGTE[kolom]:
            yield kolom, f"De tekst is te lang: hoogstens {LENGTE[kolom]} tekens."
        elif FORMULE.match(tekst):
            yield kolom, "De cel begint als een formule. Haal dat teken weg."
        elif HTML.search(tekst):
            yield kolom, "De cel bevat HTML. Haal de code weg."


def als_ontwerp(standaardtraject: Standaardtraject) -> dict:
    """What is stored, in the shape of Ontwerp.clusters: to see whether anything differs."""
    clusters = {}
    for cluster in standaardtraject.clusters.prefetch_related("competenties__activiteiten"):
        clusters[cluster.titel] = {
            (c.code, c.titel): [a.titel for a in c.activiteiten.all()]
            for c in cluster.competenties.all()
        }
    return clusters


@transaction.atomic
def voer_in(
    ontwerp: Ontwerp, *, naam: str, opleiding: Opleiding | None, door: Lidmaatschap
) -> Standaardtraject:
    """Store a design as the next version of this name. A version is never changed afterwards."""
    eis(door, Schoolsoort.STANDAARDTRAJECTEN, Recht.SCHRIJF)
    if opleiding and opleiding.school_id != door.school_id:
        raise Weigering("Deze opleiding is van een andere school.")
    if ontwerp.fouten or not ontwerp.clusters:
        raise Weigering("Dit bestand heeft nog fouten. Verbeter het en laad het opnieuw op.")
    school = type(door.school).objects.select_for_update().get(pk=door.school_id)
    eerdere = Standaardtraject.objects.filter(school=school, naam=naam)
    if (vorige := eerdere.order_by("-versie").first()) and als_ontwerp(vorige) == ontwerp.clusters:
        raise Weigering(f"Er is niets veranderd tegenover versie {vorige.versie} van {naam}.")
    versie = (eerdere.aggregate(hoogste=Max("versie"))["hoogste"] or 0) + 1
    nieuw = Standaardtraject.objects.create(
        school=school, naam=naam, opleiding=opleiding, versie=versie
    )
    for i, (titel, competenties) in enumerate(ontwerp.clusters.items(), 1):
        cluster = Cluster.objects.create(standaardtraject=nieuw, titel=titel, volgorde=i)
        for j, ((code, competentietitel), activiteiten) in enumerate(competenties.items(), 1):
            competentie = Competentie.objects.create(
                cluster=cluster, code=code, titel=competentietitel, volgorde=j
            )
            Activiteit.objects.bulk_create(
                Activiteit(school=school, competentie=competentie, titel=tekst, volgorde=k)
                for k, tekst in enumerate(activiteiten, 1)
            )
    return nieuw
