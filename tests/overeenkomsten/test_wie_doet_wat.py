"""The table of the handleiding: each kind × each step × each role, allowed or refused and how."""

import re
from collections.abc import Callable
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
    acties_schorsing,
    acties_tekenen,
    acties_verleng,
    acties_wijziging,
)
from overeenkomsten.models import (
    Beeindiging,
    Overeenkomst,
    Schorsing,
    Schorsingsreden,
    Wijziging,
)
from overeenkomsten.statussen import OVERGANGEN, TERUG, Partij, Registratie, Soort, Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    Wijze,
    aanloop,
    bied_aan,
    bied_wijziging_aan,
    klaar,
    wijziging,
)

pytestmark = pytest.mark.django_db
BLAD = Path("docs/handleiding/wie-doet-wat.md").read_text()
WIE = ("bea", "coen", "ada", "pieter", "lea", "mo", "els", "lotte", "xander", "bob")
STATUS = {status.label: status for status in Status}
ZINNEN = {
    letter: zin.removesuffix("…").strip()
    for letter, zin in re.findall(r"^- ([a-z]): (.+)$", BLAD, re.MULTILINE)
}


def _tabel(deel: str) -> list[list[str]]:
    rijen = [rij.strip("| ").split(" | ") for rij in deel.splitlines() if rij.startswith("| ")]
    return [[cel.strip() for cel in rij] for rij in rijen[1:]]


TABEL, WIJZIGINGEN, SCHORSINGEN, _ = map(_tabel, BLAD.split("\n## "))


def _status(van: str) -> Status | None:
    return STATUS.get(van.partition(",")[0])


def test_de_tabel_kent_elke_overgang_en_elke_zin():
    gaat = {(van, naar) for tabel in (OVERGANGEN, TERUG) for van in tabel for naar in tabel[van]}
    genoemd = {(_status(van), _status(naar)) for _, van, naar, *_ in TABEL}
    assert gaat <= genoemd
    cellen = {cel for rij in TABEL for cel in rij[4:]}
    cellen |= {cel for rij in (*WIJZIGINGEN, *SCHORSINGEN) for cel in rij[3:]}
    assert cellen - {"✓"} == set(ZINNEN)
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


def _mijn_partij(rij, lid):
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


def _teken(rij, lid) -> None:
    partij = _mijn_partij(rij, lid)
    hoe = {"hash": rij.tekenversie.sha256, "getypte_naam": partij.naam}
    acties_tekenen.plaats_handtekening(partij, wijze=Wijze.ACCOUNT, door=lid, **hoe)


def _tafel(rij, lid) -> None:
    partij = rij.huidige_ondertekenaars.exclude(partij=Partij.SCHOOL).first()
    hoe = {"hash": rij.tekenversie.sha256, "getypte_naam": partij.naam}
    acties_tekenen.plaats_handtekening(partij, wijze=Wijze.TAFEL, getuige=lid, **hoe)


def _weiger(rij, lid) -> None:
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


def _wat_men_leest(daad: Callable, rij, lid) -> str:
    try:
        with transaction.atomic():
            daad(type(rij).objects.get(pk=rij.pk), lid)
            transaction.set_rollback(True)
    except (Weigering, PermissionDenied) as nee:
        return str(nee)
    return ""


def _anders(mensen, wat: str, daad: Callable, rij, cellen: list[str]) -> list[str]:
    """Where what each reads is not what the cell says."""
    fout = []
    for wie, cel in zip(WIE, cellen, strict=True):
        zin, moet = _wat_men_leest(daad, rij, getattr(mensen, wie)), ZINNEN.get(cel)
        if (zin and moet is None) or not zin.startswith(moet or ""):
            fout.append(f"{wat}, {wie}: {zin or '✓'}, niet {moet or '✓'}")
    return fout


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
                fout += _anders(mensen, f"{daad} ({van})", DADEN[daad], rij, cellen)
            transaction.set_rollback(True)
    assert not fout, "\n".join(fout)


AMENDEREN = {
    "bewerken": lambda rij, lid: acties_wijziging.bewaar(rij, door=lid),
    "versturen": lambda rij, lid: acties_wijziging.bied_aan(
        rij, gezien=acties_wijziging.afdruk(rij), door=lid
    ),
    "verwijderen": lambda rij, lid: acties_wijziging.verwijder(rij, door=lid),
    "terugnemen": lambda rij, lid: acties_wijziging.naar_concept(rij, reden="Na.", door=lid),
    "tekenen in het eigen account": _teken,
    "aan tafel laten tekenen": _tafel,
    "op papier laten tekenen": lambda rij, lid: acties_papier.druk_af(rij, door=lid),
    "niet tekenen": _weiger,
    "intrekken": lambda rij, lid: acties_wijziging.trek_in(rij, reden="Toch niet.", door=lid),
    "opnieuw bewerken": lambda rij, lid: acties_wijziging.naar_concept(rij, door=lid),
}


@pytest.mark.parametrize("soort", [soort for soort in Soort if soort != Soort.AEO])
def test_elke_cel_van_een_wijziging(mensen, soort):
    """Of fewer hours at school, which everybody signs."""
    fout, rij = [], bied_aan(mensen, _concept(mensen, soort))
    _in_staat(mensen, rij, "getekend, loopt")
    rij = Overeenkomst.objects.get(pk=rij.pk)
    concept = wijziging(mensen, rij, uren_school=rij.uren_school - 1)
    for van in dict.fromkeys(tabelrij[1] for tabelrij in WIJZIGINGEN):
        with transaction.atomic():
            anders = Wijziging.objects.get(pk=concept.pk)
            if van != "concept":
                anders = bied_wijziging_aan(mensen, anders)
                status = _status(van) or Status.GEWEIGERD  # sent, and a draft again
                op = timezone.now() if status == Status.GETEKEND else None
                Wijziging.objects.filter(pk=anders.pk).update(status=status, getekend_op=op)
            for daad, _, _, *cellen in [rij for rij in WIJZIGINGEN if rij[1] == van]:
                fout += _anders(mensen, f"{daad} ({van})", AMENDEREN[daad], anders, cellen)
            transaction.set_rollback(True)
    assert not fout, "\n".join(fout)


def test_de_tabel_van_een_wijziging_kent_elke_overgang():
    """An amendment does not end, and what all signed is not withdrawn."""
    gaat = {(van, naar) for van in OVERGANGEN for naar in OVERGANGEN[van]}
    gaat -= {(Status.GETEKEND, Status.BEEINDIGD)}
    assert gaat <= {(_status(van), _status(naar)) for _, van, naar, *_ in WIJZIGINGEN}
    assert {rij[0] for rij in WIJZIGINGEN} == set(AMENDEREN)


def _schors(rij: Overeenkomst, lid) -> Schorsing:
    schorsing = Schorsing(overeenkomst=rij, van=f.dagen(-3))
    grond = f.SchorsingsgrondFactory(school=rij.school)
    acties_schorsing.schors(schorsing, Schorsingsreden(grond=grond), door=lid)
    return schorsing


def _andere_dagen(rij: Schorsing, lid) -> None:
    rij.van = f.dagen(-2)
    acties_schorsing.wijzig_schorsing(rij, rij.reden, door=lid)


SCHORSEN = {
    "schorsen": _schors,
    "andere dagen of grond": _andere_dagen,
    "hervatten": lambda rij, lid: acties_schorsing.hervat(rij, op=f.dagen(0), door=lid),
    "verwijderen": lambda rij, lid: acties_schorsing.verwijder_schorsing(
        rij, reden="Een vergissing.", door=lid
    ),
}


@pytest.mark.parametrize("soort", Soort)
def test_elke_cel_van_een_schorsing(mensen, soort):
    fout, rij = [], bied_aan(mensen, _concept(mensen, soort))
    _in_staat(mensen, rij, "getekend, loopt")
    rij = Overeenkomst.objects.get(pk=rij.pk)
    fout += _anders(mensen, "schorsen", _schors, rij, SCHORSINGEN[0][3:])
    schorsing = _schors(rij, mensen.bea)
    for daad, _, _, *cellen in SCHORSINGEN[1:]:
        fout += _anders(mensen, daad, SCHORSEN[daad], schorsing, cellen)
    assert {rij[0] for rij in SCHORSINGEN} == set(SCHORSEN)
    assert not fout, "\n".join(fout)
