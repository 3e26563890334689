"""The next days of one learner, in plain words: for the learner and the parents."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, mag
from overzichten.agenda import aan_de_werkplek
from overzichten.jaarbeeld import Dag, Plek, dagen_van, mag_jaar
from trajecten.models import Traject
from werkplekken.models import Plaatsing

KOMEND_TOT = 120 * DAG  # from one holiday one sees the next
LESDAGEN = 2  # the next ones, today included


class Komend(NamedTuple):
    van: datetime.date
    tot: datetime.date | None  # None: nobody knows yet
    wat: str

    @property
    def wanneer(self) -> str:
        nu = timezone.localdate()
        if self.tot is None:
            return "nu" if self.van <= nu else f"vanaf {_in_woorden(self.van)}"
        if self.van == self.tot:
            return {nu: "vandaag", nu + DAG: "morgen"}.get(self.van, _in_woorden(self.van))
        tot = f"tot en met {_in_woorden(self.tot)}"
        return tot if self.van <= nu else f"van {_in_woorden(self.van)} {tot}"


def _in_woorden(dag: datetime.date) -> str:
    return date_format(dag, "l j F")


def komende_dagen(
    lid: Lidmaatschap, traject: Traject, plaatsingen: list[Plaatsing]
) -> list[Komend]:
    """Where one learns next, the next holiday, first and last days, and the eighteenth birthday;
    the soonest first. Nothing of a traject that is closed. `traject`: as of `met_opleiding`,
    `plaatsingen`: as of `plaatsingen_van`."""
    if lid.rol not in (Rol.LEERLING, Rol.OUDER) or not traject.is_open or not mag_jaar(lid):
        return []
    nu = timezone.localdate()
    dagen = dagen_van(lid, traject, nu, nu + KOMEND_TOT)
    gevonden = [
        *_lesdagen(dagen),
        *_vakantie(dagen),
        *_geschorst(lid, traject, plaatsingen),
        *(Komend(dag, dag, wat) for dag, _, wat in aan_de_werkplek(plaatsingen, nu + KOMEND_TOT)),
        *_van_het_traject(lid, traject, nu),
    ]
    return sorted(gevonden, key=lambda komt: (komt.van, komt.tot or datetime.date.max, komt.wat))


def _lesdagen(dagen: list[Dag]) -> Iterator[Komend]:
    waar = {
        Plek.SCHOOL: "op school",
        Plek.WERKPLEK: "op de werkplek",
        Plek.BEIDE: "op school en op de werkplek",
    }
    for dag in [dag for dag in dagen if dag.plek in waar][:LESDAGEN]:
        yield Komend(dag.op, dag.op, waar[dag.plek])


def _vakantie(dagen: list[Dag]) -> Iterator[Komend]:
    """The next days off in a row, weekends between them included."""
    vrij = []
    for dag in dagen:
        if dag.plek == Plek.VRIJ:
            vrij.append(dag)
        elif vrij and (dag.plek.is_opleiding or dag.plek == Plek.BUITEN):
            break
    if vrij:
        namen = list(dict.fromkeys(dag.naam for dag in vrij if dag.naam))
        yield Komend(vrij[0].op, vrij[-1].op, " en ".join(namen) or "geen les en geen werkplek")


def _geschorst(
    lid: Lidmaatschap, traject: Traject, plaatsingen: list[Plaatsing]
) -> Iterator[Komend]:
    """In which one does not work, today or later."""
    nu = timezone.localdate()
    wie = "je werkt" if lid.rol == Rol.LEERLING else f"{traject.leerling.voornaam} werkt"
    for rij in plaatsingen:
        for rust in rij.geschorst if rij.tot >= nu else ():
            tot = rust.upper and rust.upper - DAG
            if rust.lower <= nu + KOMEND_TOT and (tot is None or tot >= nu):
                wat = f"{wie} niet bij {rij.plaats}: de overeenkomst is geschorst"
                yield Komend(rust.lower, tot, wat)


def _van_het_traject(lid: Lidmaatschap, traject: Traject, nu: datetime.date) -> Iterator[Komend]:
    if (straks := traject.straks_van) and straks <= nu + KOMEND_TOT:
        yield Komend(straks, straks, f"start in {traject.straks_naam}")
    if (einde := traject.einddatum) and nu <= einde <= nu + KOMEND_TOT:
        yield Komend(einde, einde, "voorziene laatste dag van het traject")
    leerling = traject.leerling
    if mag(lid, Informatie.CONTACT) and nu <= (dag := leerling.achttien_op) <= nu + KOMEND_TOT:
        zelf = "je wordt 18 en tekent vanaf dan zelf"
        ander = f"{leerling.voornaam} wordt 18 en tekent vanaf dan zelf"
        yield Komend(dag, dag, zelf if lid.rol == Rol.LEERLING else ander)
