"""Take an export over, or only say what it would do."""

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.db.models import Q

from gebruikers.feiten import meld_leerling_gewijzigd
from gebruikers.models import School
from gebruikers.overgang import Mag
from gebruikers.schrijfwijze import zoekvorm
from leerlingen.acties import laat_los
from leerlingen.dubbels import zoek_bekenden
from leerlingen.lezen import Tabel
from leerlingen.models import Betrokkene, Leerling, Samenvoeging
from leerlingen.rij import DATUMS, datumvorm, lees_rij, schoon
from leerlingen.verschil import (
    OUDERVELDEN,
    Referenties,
    RijGeweigerd,
    Verschil,
    toon,
    vergelijk,
)

PER_BEURT = 250


def _over(verschil: Verschil) -> dict:
    """A learner of the file as the preview shows them."""
    leerling = verschil.leerling
    return {
        "rij": verschil.rij,
        "naam": leerling.volledige_naam,
        "stamnummer": leerling.stamnummer,
        "geboren": toon(leerling.geboortedatum),
        "klas": leerling.klas.code if leerling.klas else "",
        "ouders": [_ouder(ouder) for ouder in verschil.alle_ouders],
    }


def _wie(leerling: Leerling) -> str:
    """'Lotte Maes, stamnummer 2026001, 6K'."""
    klas = leerling.klas.code if leerling.klas else "geen klas"
    return f"{leerling.volledige_naam}, stamnummer {leerling.stamnummer}, {klas}"


def _ouder(ouder: Betrokkene) -> str:
    """'moeder Els Jacobs, els@mail.example'."""
    wie = f"{ouder.get_relatie_display()} {ouder.voornaam} {ouder.naam}"
    return ", ".join(filter(None, [" ".join(wie.split()), ouder.email or ouder.telefoon]))


@dataclass
class Uitkomst:
    """What was (or would be) done, a dict per row; a refused row has its `cellen`: column, reason.

    `botsingen`: (groep, name at the school, name in the file) → how many learners. `lijken`: how
    many new learners look like one who is there already.
    """

    nieuw: list[dict] = field(default_factory=list)
    gewijzigd: list[dict] = field(default_factory=list)
    ongewijzigd: list[dict] = field(default_factory=list)
    geweigerd: list[dict] = field(default_factory=list)
    nieuwe_referenties: list[str] = field(default_factory=list)
    botsingen: Counter = field(default_factory=Counter)
    lijken: int = 0
    datumvormen: set[str] = field(default_factory=set)

    @property
    def waarschuwingen(self) -> list[str]:
        """Where the file says one thing and the school another: the school's word stays."""
        return [
            f"Groep {groep} heet in het bestand “{in_bestand}”, bij jullie “{hier}”. "
            f"{aantal} leerling{'en komen' if aantal > 1 else ' komt'} bij “{hier}”."
            for (groep, hier, in_bestand), aantal in sorted(self.botsingen.items())
        ]

    def aantallen(self) -> dict[str, int]:
        delen = ("nieuw", "gewijzigd", "ongewijzigd")
        return {deel: len(getattr(self, deel)) for deel in delen}

    @property
    def niets_te_zien(self) -> bool:
        """All that the file says is known: nothing to take over and nothing to mend."""
        werk = self.nieuw or self.gewijzigd or self.geweigerd or self.nieuwe_referenties
        return not (werk or self.botsingen)

    def als_json(self) -> dict:
        """Counts and refused cells, as the command prints them: a log needs no names."""
        geweigerd = [
            {"rij": regel["rij"], "kolom": kolom, "reden": reden}
            for regel in self.geweigerd
            for kolom, reden in regel["cellen"]
        ]
        return self.aantallen() | {"geweigerd": geweigerd}

    def als_verslag(self) -> dict:
        """What stays after taking over: counts, and the refused rows until they are swept."""
        return self.aantallen() | {
            "lijken": self.lijken,
            "aantal_geweigerd": len(self.geweigerd),
            "geweigerd": self.geweigerd,
        }

    def als_voorbeeld(self) -> dict:
        """All that the preview shows."""
        return {
            "nieuw": self.nieuw,
            "gewijzigd": self.gewijzigd,
            "ongewijzigd": self.ongewijzigd,
            "geweigerd": self.geweigerd,
            "nieuwe_referenties": self.nieuwe_referenties,
            "waarschuwingen": self.waarschuwingen,
            "lijken": self.lijken,
            "datumvormen": sorted(self.datumvormen),
        }

    def noteer(self, verschil: Verschil) -> None:
        regel = _over(verschil)
        if verschil.soort == "gewijzigd":
            regel["cellen"] = verschil.cellen
        if verschil.lijkt_op:
            regel["lijkt_op"] = _wie(verschil.lijkt_op)
            self.lijken += 1
        getattr(self, verschil.soort).append(regel)
        if verschil.botsing:
            self.botsingen[verschil.botsing] += 1

    def weiger(self, rij: int, waarden: dict, cellen: list[tuple[str, str]]) -> None:
        """`waarden`: what could be read, so that the reader knows whose row this is."""
        naam = f"{waarden.get('voornaam', '')} {waarden.get('naam', '')}".strip()
        self.geweigerd.append({"rij": rij, "naam": naam, "cellen": cellen})


def goede_rijen(
    tabel: Tabel, koppeling: dict[str, str], vandaag: datetime.date, uitkomst: Uitkomst
) -> Iterator[tuple[int, dict]]:
    """(row number, values) of what can be read; the rest goes to `uitkomst.geweigerd`."""
    plaatsen = [(i, kop, koppeling.get(kop, "")) for i, kop in enumerate(tabel.koppen)]
    plaatsen = [plaats for plaats in plaatsen if plaats[2]]
    kop_van = {veld: kop for _, kop, veld in plaatsen}
    laatste = max(i for i, _, _ in plaatsen)
    for rij, cellen in tabel.rijen:
        gegeven = {veld: cellen[i] for i, _, veld in plaatsen if i < len(cellen)}
        waarden, fouten = lees_rij(gegeven, vandaag)
        if len(cellen) <= laatste:
            kop = tabel.koppen[len(cellen)]
            reden = f"De rij is afgebroken: vanaf kolom “{kop}” ontbreekt alles."
            uitkomst.weiger(rij, waarden, [(kop, reden)])
            continue
        uitkomst.datumvormen |= {
            datumvorm(schoon(gegeven[veld])) for veld in DATUMS if veld in waarden
        }
        if fouten:
            uitkomst.weiger(rij, waarden, [(kop_van[veld], reden) for veld, reden in fouten])
        else:
            yield rij, waarden


def voer_in(
    school: School,
    tabel: Tabel,
    koppeling: dict[str, str],
    *,
    mag: Mag,
    vandaag: datetime.date,
    schrijf: bool,
    voortgang: Callable[[int, int], None] = lambda gedaan, totaal: None,
) -> Uitkomst:
    """Compare (and when `schrijf`, save) in turns, each one transaction under the school's lock.
    `mag`: the right of who asks, from leerlingen.rechten; raises Weigering without it.

    Of rows with the same stamnummer the first that is good is taken; each later one is refused,
    also when it says the same. One that was refused itself stands in nobody's way. A number of a
    learner who was merged brings the row to the learner who stayed, unless the file has that one's
    own number too.

    Running it again after a crash continues: what was saved compares as unchanged.
    """
    mag.anders_weiger()
    uitkomst = Uitkomst()
    referenties = Referenties(school, schrijf=False)
    gedaan, genomen, nummers = 0, {}, _nummers(tabel, koppeling)
    kop_van = {veld: kop for kop, veld in koppeling.items() if veld}

    def weiger(rij: int, waarden: dict, fout: RijGeweigerd) -> None:
        uitkomst.weiger(rij, waarden, [(kop_van[fout.veld], fout.reden)])

    rijen = goede_rijen(tabel, koppeling, vandaag, uitkomst)
    while beurt := list(islice(rijen, PER_BEURT)):
        with transaction.atomic():
            if schrijf:
                School.objects.select_for_update().get(pk=school.pk)
                referenties = Referenties(school, schrijf=True)
            waar = (referenties, vandaag, schrijf, weiger, genomen, nummers)
            for verschil in _verschillen(beurt, *waar):
                uitkomst.noteer(verschil)
            if schrijf:
                uitkomst.nieuwe_referenties += referenties.nieuwe
        gedaan += len(beurt)
        voortgang(gedaan, len(tabel.rijen))
    if not schrijf:
        uitkomst.nieuwe_referenties = referenties.nieuwe
    return uitkomst


def _verschillen(
    beurt,
    referenties: Referenties,
    vandaag: datetime.date,
    schrijf: bool,
    weiger: Callable[[int, dict, RijGeweigerd], None],
    genomen: dict[str, int],
    in_bestand: Collection[str],
) -> list[Verschil]:
    """`genomen`: stamnummer → the row that was taken for it, in this turn or before. `in_bestand`:
    all numbers of the file."""
    bestaand = _bestaand(referenties.school, [waarden["stamnummer"] for _, waarden in beurt])
    verschillen = []
    for rij, waarden in beurt:
        leerling = bestaand.get(waarden["stamnummer"])
        nummer = leerling.stamnummer if leerling else waarden["stamnummer"]
        try:
            if nummer != waarden["stamnummer"] and nummer in in_bestand:
                zin = f"Samengevoegd met stamnummer {nummer}, dat ook in dit bestand staat."
                raise RijGeweigerd("stamnummer", zin)
            if eerste := genomen.get(nummer):
                zin = f"Stamnummer {nummer} staat ook op rij {eerste}."
                raise RijGeweigerd("stamnummer", zin)
            verschillen.append(vergelijk(rij, waarden, leerling, referenties, vandaag))
            genomen[nummer] = rij
        except RijGeweigerd as fout:
            weiger(rij, waarden, fout)
    nieuwe = [verschil.leerling for verschil in verschillen if verschil.nieuw]
    bekenden = zoek_bekenden(referenties.school.pk, nieuwe)
    for verschil in verschillen:
        verschil.lijkt_op = bekenden.get(verschil.leerling.stamnummer)
    if schrijf:
        _bewaar(verschillen)
    return verschillen


def _nummers(tabel: Tabel, koppeling: dict[str, str]) -> set[str]:
    plaatsen = [i for i, kop in enumerate(tabel.koppen) if koppeling.get(kop) == "stamnummer"]
    return {schoon(cellen[i]) for _, cellen in tabel.rijen for i in plaatsen if i < len(cellen)}


def _bestaand(school: School, nummers: list[str]) -> dict[str, Leerling]:
    """Number in the file → the learner who has it, or to whom it leads since a merge."""
    verwijzen = Samenvoeging.objects.verwijzen(school.pk, nummers)
    leerlingen = Leerling.objects.filter(school=school)
    leerlingen = leerlingen.filter(Q(stamnummer__in=nummers) | Q(pk__in=verwijzen.values()))
    leerlingen = leerlingen.select_related("klas", "opleiding", "school")
    op_nummer = {rij.pk: rij for rij in leerlingen.prefetch_related("betrokkenen")}
    verwezen = {nummer: op_nummer[pk] for nummer, pk in verwijzen.items()}
    return verwezen | {rij.stamnummer: rij for rij in op_nummer.values()}


def _bewaar(verschillen: list[Verschil]) -> None:
    anders = [v for v in verschillen if v.cellen]
    for verschil in anders:
        leerling = verschil.leerling
        leerling.zoeknaam = zoekvorm(f"{leerling.naam} {leerling.voornaam}")
    Leerling.objects.bulk_create([v.leerling for v in anders if v.nieuw])
    gewijzigd = [v for v in anders if v.velden and not v.nieuw]
    if gewijzigd:
        laat_los([v.leerling for v in gewijzigd if "email" in v.velden])
        velden = set().union(*(v.velden for v in gewijzigd)) | {"zoeknaam"}
        Leerling.objects.bulk_update([v.leerling for v in gewijzigd], sorted(velden))
    ouders = []
    for verschil in anders:
        for ouder in verschil.ouders:
            ouder.leerling = verschil.leerling
            ouders.append(ouder)
    laat_los(ouders)
    bekend = [ouder for ouder in ouders if ouder.pk]  # before the new ones have their number
    Betrokkene.objects.bulk_create([ouder for ouder in ouders if not ouder.pk])
    Betrokkene.objects.bulk_update(bekend, OUDERVELDEN)
    for verschil in gewijzigd:
        meld_leerling_gewijzigd(verschil.leerling, verschil.velden)
