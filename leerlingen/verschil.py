"""What a row of an export would change: the same comparison for the preview and for the run."""

import datetime
from dataclasses import dataclass, field

from gebruikers.schrijfwijze import cijfers_van, zoekvorm
from leerlingen.kolommen import VELDEN
from leerlingen.models import Betrokkene, Klas, Leerling, Opleiding
from leerlingen.schooljaar import begin_schooljaar, naam_schooljaar

RECHTSTREEKS = (
    "voornaam naam geslacht geboortedatum leerlingnummer ingeschreven_van ingeschreven_tot "
    "straat huisnummer bus postcode gemeente land telefoon email"
).split()
OUDERS = (Betrokkene.Relatie.VADER, Betrokkene.Relatie.MOEDER)
OUDERVELDEN = ("voornaam", "naam", "email", "telefoon")


class RijGeweigerd(ValueError):
    """The row cannot go with what is there: which field, and why."""

    def __init__(self, veld: str, reden: str) -> None:
        super().__init__(reden)
        self.veld, self.reden = veld, reden


@dataclass
class Verschil:
    """One row against what is there. `cellen`: (label, old, new) as shown; `leerling` unsaved.
    `lijkt_op`: who is there under another number and may be the same.

    `botsing`: (groep, name at the school, name in the file) of an opleiding the learner comes to.
    """

    rij: int
    leerling: Leerling
    nieuw: bool
    cellen: list[tuple[str, str, str]] = field(default_factory=list)
    velden: set[str] = field(default_factory=set)
    ouders: list[Betrokkene] = field(default_factory=list)
    botsing: tuple[str, str, str] | None = None
    lijkt_op: Leerling | None = None

    @property
    def soort(self) -> str:
        return "nieuw" if self.nieuw else "gewijzigd" if self.cellen else "ongewijzigd"

    @property
    def alle_ouders(self) -> list[Betrokkene]:
        """Those who stand with the learner already, and those whom the row adds."""
        bekend = [] if self.nieuw else list(self.leerling.betrokkenen.all())
        return bekend + [ouder for ouder in self.ouders if ouder not in bekend]

    def zet(self, ding: object, veld: str, waarde: object, label: str) -> None:
        """Take one value over and remember what it was. Equal values leave no trace, nor does a
        number that is only written in another way."""
        oud = getattr(ding, veld)
        if oud == waarde or (veld == "telefoon" and cijfers_van(oud) == cijfers_van(waarde)):
            return
        setattr(ding, veld, waarde)
        self.cellen.append((label, toon(oud), toon(waarde)))


def toon(waarde: object) -> str:
    if isinstance(waarde, datetime.date):
        return f"{waarde:%d/%m/%Y}"
    return "" if waarde is None else str(waarde)


class Referenties:
    """Classes and training programmes of the school; missing ones are made when `schrijf`."""

    def __init__(self, school, schrijf: bool) -> None:
        self.school, self.schrijf = school, schrijf
        self.klassen = {(k.schooljaar, k.code): k for k in Klas.objects.filter(school=school)}
        self.opleidingen = {
            o.administratieve_groep: o for o in Opleiding.objects.filter(school=school)
        }
        self.nieuwe: list[str] = []

    def klas(self, waarden: dict, vandaag: datetime.date) -> Klas | None:
        if not (code := waarden.get("klascode")):
            return None
        van = waarden.get("ingeschreven_van") or vandaag
        schooljaar = naam_schooljaar(begin_schooljaar(van))
        if (klas := self.klassen.get((schooljaar, code))) is None:
            klas = Klas(
                school=self.school,
                code=code,
                schooljaar=schooljaar,
                naam=waarden.get("klasnaam", ""),
            )
            self.klassen[schooljaar, code] = self._maak(klas, f"klas {code} ({schooljaar})")
        return klas

    def opleiding(self, waarden: dict) -> Opleiding | None:
        if not (groep := waarden.get("administratieve_groep")):
            return None
        if (opleiding := self.opleidingen.get(groep)) is None:
            naam = waarden.get("klasnaam") or f"Administratieve groep {groep}"
            soort = "aanloop" if "aanloop" in naam.lower() else "duaal"
            opleiding = Opleiding(
                school=self.school, administratieve_groep=groep, naam=naam, soort=soort
            )
            self.opleidingen[groep] = self._maak(opleiding, f"opleiding {naam} ({groep})")
        return opleiding

    def _maak(self, ding, omschrijving: str):
        self.nieuwe.append(omschrijving)
        if self.schrijf:
            ding.save()
        return ding


def vergelijk(
    rij: int,
    waarden: dict,
    bestaand: Leerling | None,
    referenties: Referenties,
    vandaag: datetime.date,
) -> Verschil:
    """Bring `waarden` (from lees_rij) to the learner, in memory. An empty cell changes nothing.
    Raises RijGeweigerd, and then nothing of the row is on the learner: another row may be."""
    leerling = bestaand or Leerling(school=referenties.school, stamnummer=waarden["stamnummer"])
    verschil = Verschil(rij, leerling, nieuw=bestaand is None)
    _controleer_inschrijving(leerling, waarden)
    for veld in RECHTSTREEKS:
        if veld in waarden:
            _zet_veld(verschil, veld, waarden[veld])
    for veld, waarde in (
        ("klas", referenties.klas(waarden, vandaag)),
        ("opleiding", referenties.opleiding(waarden)),
    ):
        if waarde is not None:
            _zet_veld(verschil, veld, waarde)
    verschil.botsing = _botsing(verschil, waarden.get("klasnaam", ""))
    for relatie in OUDERS:
        _vergelijk_ouder(verschil, relatie, waarden)
    return verschil


def _botsing(verschil: Verschil, klasnaam: str) -> tuple[str, str, str] | None:
    """The file calls the opleiding otherwise than the school: perhaps it is another one."""
    if "opleiding" not in verschil.velden or not klasnaam:
        return None
    opleiding = verschil.leerling.opleiding
    if zoekvorm(klasnaam) == zoekvorm(opleiding.naam):
        return None
    return opleiding.administratieve_groep, opleiding.naam, klasnaam


def _controleer_inschrijving(leerling: Leerling, waarden: dict) -> None:
    """The row may give one date of the two: it must fit the other one that is there."""
    van = waarden.get("ingeschreven_van", leerling.ingeschreven_van)
    tot = waarden.get("ingeschreven_tot", leerling.ingeschreven_tot)
    if not (van and tot and tot < van):
        return
    if "ingeschreven_tot" in waarden:
        zin = f"Het einde van de inschrijving ligt voor het begin, {toon(van)}."
        raise RijGeweigerd("ingeschreven_tot", zin)
    zin = f"Het begin van de inschrijving ligt na het einde, {toon(tot)}."
    raise RijGeweigerd("ingeschreven_van", zin)


def _zet_veld(verschil: Verschil, veld: str, waarde: object) -> None:
    labels = {"klas": "Klas", "opleiding": "Opleiding"}
    aantal = len(verschil.cellen)
    verschil.zet(verschil.leerling, veld, waarde, labels.get(veld) or VELDEN[veld][0])
    if len(verschil.cellen) > aantal:
        verschil.velden.add(veld)


def _vergelijk_ouder(verschil: Verschil, relatie: str, waarden: dict) -> None:
    gegeven = {v: waarden[f"{v}_{relatie}"] for v in OUDERVELDEN if f"{v}_{relatie}" in waarden}
    if not gegeven:
        return
    bekend = [] if verschil.nieuw else list(verschil.leerling.betrokkenen.all())
    ouder = next((b for b in bekend if b.relatie == relatie), None)
    if ouder is None:
        ouder = Betrokkene(school=verschil.leerling.school, relatie=relatie)
    aantal = len(verschil.cellen)
    for veld, waarde in gegeven.items():
        verschil.zet(ouder, veld, waarde, VELDEN[f"{veld}_{relatie}"][0])
    if len(verschil.cellen) > aantal:
        verschil.ouders.append(ouder)
