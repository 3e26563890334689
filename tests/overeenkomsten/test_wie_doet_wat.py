"""The table of the handleiding: each kind × each step × each role, allowed or refused and how."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from gebruikers.overgang import Weigering
from overeenkomsten import (
    acties,
    acties_einde,
    acties_papier,
    acties_tekenen,
    acties_verleng,
    acties_wijziging,
)
from overeenkomsten.models import Beeindiging, Overeenkomst, Wijziging
from overeenkomsten.statussen import OVERGANGEN, TERUG, Partij, Registratie, Soort, Status
from tests import factories as f
from tests.overeenkomsten.zaken import Wijze, aanloop, bied_aan, klaar

pytestmark = pytest.mark.django_db
BLAD = Path("docs/handleiding/wie-doet-wat.md").read_text()
WIE = ("bea", "coen", "ada", "pieter", "lea", "mo", "els", "lotte", "xander", "bob")
STATUS = {status.label: status for status in Status}
ZINNEN = {
    letter: zin.removesuffix("…").strip()
    for letter, zin in re.findall(r"^- ([a-z]): (.+)$", BLAD, re.MULTILINE)
}


def _tabel() -> list[list[str]]:
    rijen = [rij.strip("| ").split(" | ") for rij in BLAD.splitlines() if rij.startswith("| ")]
    return [[cel.strip() for cel in rij] for rij in rijen[1:]]


TABEL = _tabel()


def _status(van: str) -> Status | None:
    return STATUS.get(van.partition(",")[0])


def test_de_tabel_kent_elke_overgang_en_elke_zin():
    gaat = {(van, naar) for tabel in (OVERGANGEN, TERUG) for van in tabel for naar in tabel[van]}
    genoemd = {(_status(van), _status(naar)) for _, van, naar, *_ in TABEL}
    assert gaat <= genoemd
    assert {cel for rij in TABEL for cel in rij[4:]} - {"✓"} == set(ZINNEN)
    for daad in {rij[0] for rij in TABEL}:
        soorten = [soort for rij in TABEL if rij[0] == daad for soort in _soorten(rij[3])]
        assert set(soorten) == set(Soort), daad


def _soorten(cel: str) -> list[Soort]:
    return list(Soort) if cel == "alle" else [Soort(naam.lower()) for naam in cel.split(", ")]


def _concept(m, soort: Soort) -> Overeenkomst:
    if soort in (Soort.AEO, Soort.AWP):
        return aanloop(m, soort)
    velden = {Soort.SAO: {"uren_werkplek": 12}, Soort.DAO: {"soort_reden": "zorg"}}
    return klaar(m, soort=soort, **velden.get(soort, {}))


def _in_staat(m, rij: Overeenkomst, van: str) -> None:
    """A sent agreement as it is in this state."""
    if van.startswith("getekend") or van == "beëindigd":
        begin = f.dagen(-20) if van != "getekend, begint nog" else f.dagen(20)
        Overeenkomst.objects.filter(pk=rij.pk).update(
            status=Status.GETEKEND, getekend_op=timezone.now(), begindatum=begin,
            feitelijke_periode=(begin, rij.feitelijke_periode.upper),
        )  # fmt: skip
        if van == "beëindigd":
            _stop(Overeenkomst.objects.get(pk=rij.pk), m.bea)
    elif van != "ter ondertekening":
        Overeenkomst.objects.filter(pk=rij.pk).update(status=_status(van) or Status.GEWEIGERD)


def _mijn_partij(rij: Overeenkomst, lid):
    partijen = rij.huidige_ondertekenaars
    return partijen.filter(gebruiker=lid.gebruiker).first() or partijen.first()


def _maak(rij: Overeenkomst, lid) -> None:
    leeg = dict.fromkeys(("pk", "id", "feitelijke_periode", "plaatsing", "tekenversie"))
    for veld, waarde in (leeg | {"status": Status.CONCEPT, "nummer": "", "versie": 0}).items():
        setattr(rij, veld, waarde)
    rij._state.adding = True
    acties.maak(rij, door=lid)


def _wijzig(rij: Overeenkomst, lid) -> None:
    rij.uren_school = 11
    acties.wijzig(rij, door=lid)


def _teken(rij: Overeenkomst, lid) -> None:
    partij = _mijn_partij(rij, lid)
    hoe = {"hash": rij.tekenversie.sha256, "getypte_naam": partij.naam}
    acties_tekenen.plaats_handtekening(partij, wijze=Wijze.ACCOUNT, door=lid, **hoe)


def _tafel(rij: Overeenkomst, lid) -> None:
    partij = rij.huidige_ondertekenaars.exclude(partij=Partij.SCHOOL).first()
    hoe = {"hash": rij.tekenversie.sha256, "getypte_naam": partij.naam}
    acties_tekenen.plaats_handtekening(partij, wijze=Wijze.TAFEL, getuige=lid, **hoe)


def _weiger(rij: Overeenkomst, lid) -> None:
    partij = _mijn_partij(rij, lid)
    acties_tekenen.weiger(partij, reden="Nog niet.", wijze=Wijze.ACCOUNT, door=lid)


def _stop(rij: Overeenkomst, lid) -> None:
    grond = f.EinderedenFactory(school=rij.school)
    einde = {"initiatief": "onderneming", "laatste_dag": f.dagen(0), "grond": grond}
    acties_einde.beeindig(Beeindiging(overeenkomst=rij, **einde), door=lid)


def _wijziging(rij: Overeenkomst, lid) -> None:
    wijziging = Wijziging(overeenkomst=rij, school=rij.school, vanaf=f.dagen(1), reden="Andere.")
    acties_wijziging.maak(wijziging, door=lid)


DADEN = {
    "opmaken": _maak,
    "versturen": lambda rij, lid: acties.bied_aan(rij, door=lid),
    "verwijderen": lambda rij, lid: acties.verwijder(rij, door=lid),
    "wijzigen": _wijzig,
    "terugnemen": lambda rij, lid: acties.naar_concept(rij, reden="Nakijken.", door=lid),
    "tekenen in het eigen account": _teken,
    "aan tafel laten tekenen": _tafel,
    "op papier laten tekenen": lambda rij, lid: acties_papier.druk_af(rij, door=lid),
    "niet tekenen": _weiger,
    "intrekken": lambda rij, lid: acties.trek_in(rij, reden="Gaat niet door.", door=lid),
    "opnieuw bewerken": lambda rij, lid: acties.naar_concept(rij, door=lid),
    "registreren": lambda rij, lid: acties.registreer(
        rij, registratie=Registratie.OPGEMAAKT, op=None, nummer="", door=lid
    ),
    "wijziging opmaken": _wijziging,
    "verlengen": lambda rij, lid: acties_verleng.verleng(rij, door=lid),
    "vroeger stoppen": _stop,
    "einde terugnemen": lambda rij, lid: acties_einde.neem_einde_terug(
        rij, reden="Toch niet.", door=lid
    ),
}


def _wat_men_leest(daad: str, pk: int, lid) -> str:
    try:
        with transaction.atomic():
            DADEN[daad](Overeenkomst.objects.get(pk=pk), lid)
            transaction.set_rollback(True)
    except (Weigering, PermissionDenied) as nee:
        return str(nee)
    return ""


@pytest.mark.parametrize("soort", Soort)
def test_elke_cel(mensen, soort):
    fout, rij = [], _concept(mensen, soort)
    rijen = [tabelrij for tabelrij in TABEL if soort in _soorten(tabelrij[3])]
    for van in dict.fromkeys(tabelrij[1] for tabelrij in rijen):
        with transaction.atomic():
            if van != "concept":
                rij = bied_aan(mensen, Overeenkomst.objects.get(pk=rij.pk))
                _in_staat(mensen, rij, van)
            for daad, _, _, _, *cellen in [tabelrij for tabelrij in rijen if tabelrij[1] == van]:
                for wie, cel in zip(WIE, cellen, strict=True):
                    zin, moet = _wat_men_leest(daad, rij.pk, getattr(mensen, wie)), ZINNEN.get(cel)
                    if (zin and moet is None) or not zin.startswith(moet or ""):
                        fout.append(f"{daad} ({van}), {wie}: {zin or '✓'}, niet {moet or '✓'}")
            transaction.set_rollback(True)
    assert not fout, "\n".join(fout)
