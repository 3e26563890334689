"""Standaardtrajecten from a file: Cluster;Code;Competentie;Activiteit, a line per activity."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.schrijfwijze import TEKST
from gebruikers.uploads import wat_is
from gebruikers.zicht import Recht, Schoolsoort, eis
from leerlingen.kolommen import sleutel
from leerlingen.lezen import Tabel, lees
from leerlingen.models import Opleiding
from leerlingen.rij import schoon
from opleidingsplannen.models import Activiteit, Cluster, Competentie, Standaardtraject
from opleidingsplannen.verschil import Versieverschil, vergelijk_versies

KOLOMMEN = ("cluster", "code", "competentie", "activiteit")
LENGTE = {"cluster": 160, "code": 20, "competentie": 200, "activiteit": 300}
MAX_BYTES = 500 * 1024
TE_GROOT = "Het bestand is groter dan 500 kB. Dat is geen standaardtraject."


@dataclass
class Ontwerp:
    """A file as understood: cluster → (code, title) → activities; or what is wrong where: one line
    per cause, with the first row that has it (`rij`) and the others (`ook`)."""

    clusters: dict[str, dict[tuple[str, str], list[str]]] = field(default_factory=dict)
    fouten: list[dict] = field(default_factory=list)

    @property
    def aantal_competenties(self) -> int:
        return sum(len(competenties) for competenties in self.clusters.values())

    def weiger(self, rij: int, fouten: list[tuple[str, str]]) -> None:
        """The same cause on a next row is not said again."""
        for kolom, reden in fouten:
            gezegd = (f for f in self.fouten if (f["kolom"], f["reden"]) == (kolom, reden))
            if eerder := next(gezegd, None):
                eerder["ook"].append(rij)
            else:
                self.fouten.append({"rij": rij, "kolom": kolom, "reden": reden, "ook": []})


def lees_ontwerp(inhoud: bytes) -> Ontwerp:
    """Read a file. Raises Weigering when it is none; row by row errors stand in `fouten`."""
    if len(inhoud) > MAX_BYTES:
        raise Weigering(TE_GROOT)
    tabel = _tabel(inhoud)
    plaats = {sleutel(kop): i for i, kop in enumerate(tabel.koppen)}
    if mist := [kolom for kolom in KOLOMMEN if kolom not in plaats]:
        raise Weigering(
            f"De kolom {mist[0].capitalize()} ontbreekt. Verwacht: Cluster, Code, Competentie, "
            "Activiteit."
        )
    ontwerp, plaats_van = Ontwerp(), {}
    for rij, cellen in tabel.rijen:
        waarden = {
            k: schoon(cellen[plaats[k]]) if plaats[k] < len(cellen) else "" for k in KOLOMMEN
        }
        fouten = list(_fouten(waarden)) or list(_andere_plaats(waarden, rij, plaats_van))
        if fouten:
            ontwerp.weiger(rij, fouten)
            continue
        competenties = ontwerp.clusters.setdefault(waarden["cluster"], {})
        activiteiten = competenties.setdefault((waarden["code"], waarden["competentie"]), [])
        if waarden["activiteit"]:
            activiteiten.append(waarden["activiteit"])
    return ontwerp


def _tabel(inhoud: bytes) -> Tabel:
    """Read as an export of learners is read, but with sentences about a standaardtraject."""
    if wat := wat_is(inhoud):
        raise Weigering(f"Dit is {wat}. Bewaar het als CSV.")
    if len(inhoud.strip().splitlines()) == 1:
        raise Weigering("Het bestand heeft een kop maar geen competenties.")
    return lees(inhoud)


def _fouten(waarden: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong within the row: column and reason."""
    leeg = [k.capitalize() for k, tekst in waarden.items() if not tekst and k != "activiteit"]
    if len(leeg) > 1:
        yield ", ".join(leeg), "Deze cellen zijn leeg. Vul ze op elke rij in."
    elif leeg:
        yield leeg[0], "Deze cel is leeg, en is verplicht."
    for kolom, tekst in waarden.items():
        if len(tekst) > LENGTE[kolom]:
            zin = f"De tekst is te lang: hoogstens {LENGTE[kolom]} tekens."
            yield kolom.capitalize(), zin
            continue
        try:
            for controle in TEKST:
                controle(tekst)
        except ValidationError as fout:
            yield kolom.capitalize(), fout.message


def _andere_plaats(
    waarden: dict[str, str], rij: int, plaats_van: dict[str, tuple[str, str, int]]
) -> Iterator[tuple[str, str]]:
    """A code stands for one competence in one cluster: that of the first good row that has it."""
    code, hier = waarden["code"], (waarden["cluster"], waarden["competentie"])
    *daar, eerste = plaats_van.setdefault(code, (*hier, rij))
    if tuple(daar) != hier:
        yield "Code", f"Code {code} hoort al bij “{daar[1]}” in “{daar[0]}” op rij {eerste}."


def als_ontwerp(standaardtraject: Standaardtraject) -> dict:
    """What is stored, in the shape of Ontwerp.clusters: to see whether anything differs."""
    clusters = {}
    for cluster in standaardtraject.clusters.prefetch_related("competenties__activiteiten"):
        clusters[cluster.titel] = {
            (c.code, c.titel): [a.titel for a in c.activiteiten.all()]
            for c in cluster.competenties.all()
        }
    return clusters


def laatste_versie(naam: str, school_id: int) -> Standaardtraject | None:
    versies = Standaardtraject.objects.filter(school=school_id, naam=naam)
    return versies.select_related("opleiding").order_by("-versie").first()


def verschil_met_vorige(
    ontwerp: Ontwerp, *, naam: str, opleiding: Opleiding | None, door: Lidmaatschap
) -> Versieverschil | None:
    """What taking over would change. None when this name is new at the school."""
    if (vorige := laatste_versie(naam, door.school_id)) is None:
        return None
    was = (als_ontwerp(vorige), str(vorige.opleiding or "geen"))
    return vergelijk_versies(vorige, was, (ontwerp.clusters, str(opleiding or "geen")))


def gezien(naam: str, opleiding: Opleiding | None, verschil: Versieverschil | None) -> str:
    """What a preview showed beside the file: the name, the opleiding and the former version."""
    return f"{verschil.vorige.pk if verschil else ''}/{opleiding.pk if opleiding else ''}/{naam}"


@transaction.atomic
def voer_in(
    ontwerp: Ontwerp,
    *,
    naam: str,
    opleiding: Opleiding | None,
    door: Lidmaatschap,
    verwacht: str | None = None,
) -> Standaardtraject:
    """Store a design as the next version of this name. A version is never changed afterwards.
    `verwacht`: what was `gezien`, of who looked at a preview; nothing else is stored then."""
    eis(door, Schoolsoort.STANDAARDTRAJECTEN, Recht.SCHRIJF)
    if opleiding and opleiding.school_id != door.school_id:
        raise Weigering("Deze opleiding is van een andere school.")
    if ontwerp.fouten or not ontwerp.clusters:
        raise Weigering("Dit bestand heeft nog fouten. Verbeter het en laad het opnieuw op.")
    school = type(door.school).objects.select_for_update().get(pk=door.school_id)
    verschil = verschil_met_vorige(ontwerp, naam=naam, opleiding=opleiding, door=door)
    if verschil and verschil.is_leeg:
        raise Weigering(f"Er is niets veranderd tegenover versie {verschil.versie} van {naam}.")
    if verwacht not in (None, gezien(naam, opleiding, verschil)):
        raise Weigering(
            "Sinds je dit bekeek, veranderde de naam of de opleiding, of nam iemand anders een "
            "versie over. Kijk hieronder na wat er nu verandert, en neem dan over."
        )
    versie = verschil.volgende if verschil else 1
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


def neem_uit_aanbod(standaardtraject: Standaardtraject, *, door: Lidmaatschap) -> None:
    """No new plan starts from this version any more. The plans that did, keep it."""
    _zet_aanbod(standaardtraject, door, timezone.localdate())


def zet_in_aanbod(standaardtraject: Standaardtraject, *, door: Lidmaatschap) -> None:
    """A new plan may start from it again."""
    _zet_aanbod(standaardtraject, door, None)


def _zet_aanbod(standaardtraject: Standaardtraject, door: Lidmaatschap, vanaf) -> None:
    eis(door, Schoolsoort.STANDAARDTRAJECTEN, Recht.SCHRIJF)
    eigen = Standaardtraject.objects.zichtbaar_voor(door).filter(pk=standaardtraject.pk)
    nog_niet = eigen.filter(uit_aanbod_op__isnull=vanaf is not None)
    if not nog_niet.update(uit_aanbod_op=vanaf):
        raise Weigering("Dat is intussen al gebeurd.")
