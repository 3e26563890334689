"""Take an export over, or only say what it would do."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from gebruikers.feiten import meld_leerling_gewijzigd
from gebruikers.models import School
from leerlingen.acties import laat_accounts_los
from leerlingen.lezen import Tabel
from leerlingen.models import Betrokkene, Leerling
from leerlingen.models.leerling import zoekvorm
from leerlingen.rij import lees_rij
from leerlingen.verschil import OUDERVELDEN, Referenties, RijGeweigerd, Verschil, vergelijk

PER_BEURT = 250


@dataclass
class Uitkomst:
    """What was (or would be) done. `geweigerd`: rij, kolom, reden of each refused cell."""

    nieuw: list[dict] = field(default_factory=list)
    gewijzigd: list[dict] = field(default_factory=list)
    ongewijzigd: int = 0
    geweigerd: list[dict] = field(default_factory=list)
    nieuwe_referenties: list[str] = field(default_factory=list)

    def als_json(self) -> dict:
        """Counts and refusals, as the command prints them."""
        return {
            "nieuw": len(self.nieuw),
            "gewijzigd": len(self.gewijzigd),
            "ongewijzigd": self.ongewijzigd,
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
        }

    def noteer(self, verschil: Verschil) -> None:
        regel = {"rij": verschil.rij, "naam": verschil.leerling.volledige_naam}
        if verschil.soort == "nieuw":
            klas = verschil.leerling.klas
            self.nieuw.append({**regel, "klas": klas.code if klas else ""})
        elif verschil.soort == "gewijzigd":
            self.gewijzigd.append({**regel, "cellen": verschil.cellen})
        else:
            self.ongewijzigd += 1


def goede_rijen(
    tabel: Tabel, koppeling: dict[str, str], vandaag: datetime.date, uitkomst: Uitkomst
) -> Iterator[tuple[int, dict]]:
    """(row number, values) of what can be taken; the rest goes to `uitkomst.geweigerd`.

    A stamnummer that was in the file before is refused, also when the rest is the same: which of
    the two rows is right is not ours to choose.
    """
    plaatsen = [(i, kop, koppeling.get(kop, "")) for i, kop in enumerate(tabel.koppen)]
    plaatsen = [plaats for plaats in plaatsen if plaats[2]]
    kop_van = {veld: kop for _, kop, veld in plaatsen}
    laatste = max(i for i, _, _ in plaatsen)
    eerder: dict[str, int] = {}
    for rij, cellen in tabel.rijen:
        if len(cellen) <= laatste:
            kop = tabel.koppen[len(cellen)]
            fouten = [(None, f"De rij is afgebroken: vanaf kolom “{kop}” ontbreekt alles.")]
            uitkomst.geweigerd.append({"rij": rij, "kolom": kop, "reden": fouten[0][1]})
            continue
        waarden, fouten = lees_rij({veld: cellen[i] for i, _, veld in plaatsen}, vandaag)
        stamnummer = waarden.get("stamnummer")
        if stamnummer in eerder:
            fouten.append(
                ("stamnummer", f"Stamnummer {stamnummer} staat ook op rij {eerder[stamnummer]}.")
            )
        elif stamnummer:
            eerder[stamnummer] = rij
        if fouten:
            uitkomst.geweigerd += [
                {"rij": rij, "kolom": kop_van[veld], "reden": reden} for veld, reden in fouten
            ]
        else:
            yield rij, waarden


def voer_in(
    school: School,
    tabel: Tabel,
    koppeling: dict[str, str],
    *,
    vandaag: datetime.date,
    schrijf: bool,
    voortgang: Callable[[int, int], None] = lambda gedaan, totaal: None,
) -> Uitkomst:
    """Compare (and when `schrijf`, save) in turns, each one transaction under the school's lock.

    Running it again after a crash continues: what was saved compares as unchanged.
    """
    uitkomst = Uitkomst()
    referenties = Referenties(school, schrijf=False)
    gedaan = 0
    kop_van = {veld: kop for kop, veld in koppeling.items() if veld}

    def weiger(rij: int, fout: RijGeweigerd) -> None:
        uitkomst.geweigerd.append({"rij": rij, "kolom": kop_van[fout.veld], "reden": fout.reden})

    rijen = goede_rijen(tabel, koppeling, vandaag, uitkomst)
    while beurt := list(islice(rijen, PER_BEURT)):
        with transaction.atomic():
            if schrijf:
                School.objects.select_for_update().get(pk=school.pk)
                referenties = Referenties(school, schrijf=True)
            for verschil in _verschillen(beurt, referenties, vandaag, schrijf, weiger):
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
    weiger: Callable[[int, RijGeweigerd], None],
) -> list[Verschil]:
    nummers = [waarden["stamnummer"] for _, waarden in beurt]
    bestaand = {
        leerling.stamnummer: leerling
        for leerling in Leerling.objects.filter(school=referenties.school, stamnummer__in=nummers)
        .select_related("klas", "opleiding", "school")
        .prefetch_related("betrokkenen")
    }
    verschillen = []
    for rij, waarden in beurt:
        leerling = bestaand.get(waarden["stamnummer"])
        try:
            verschillen.append(vergelijk(rij, waarden, leerling, referenties, vandaag))
        except RijGeweigerd as fout:
            weiger(rij, fout)
    if schrijf:
        _bewaar(verschillen)
    return verschillen


def _bewaar(verschillen: list[Verschil]) -> None:
    anders = [v for v in verschillen if v.cellen]
    for verschil in anders:
        leerling = verschil.leerling
        leerling.zoeknaam = zoekvorm(f"{leerling.naam} {leerling.voornaam}")
    Leerling.objects.bulk_create([v.leerling for v in anders if v.nieuw])
    gewijzigd = [v for v in anders if v.velden and not v.nieuw]
    if gewijzigd:
        laat_accounts_los([v.leerling for v in gewijzigd if "email" in v.velden])
        velden = set().union(*(v.velden for v in gewijzigd)) | {"zoeknaam"}
        Leerling.objects.bulk_update([v.leerling for v in gewijzigd], sorted(velden))
    ouders = []
    for verschil in anders:
        for ouder in verschil.ouders:
            ouder.leerling = verschil.leerling
            ouders.append(ouder)
    laat_accounts_los(ouders)
    Betrokkene.objects.bulk_create([o for o in ouders if o.pk is None])
    Betrokkene.objects.bulk_update([o for o in ouders if o.pk is not None], OUDERVELDEN)
    for verschil in gewijzigd:
        meld_leerling_gewijzigd(verschil.leerling, verschil.velden)
