"""Whatever is drawn up, changed, sent, signed, declined, withdrawn or ended in whichever order: an
amendment is never complete of which somebody who had to sign did not sign that very version, and
what is in force on a day is what was signed, with each signed amendment of then or before."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gebruikers.overgang import OngeldigeOvergang, Weigering
from overeenkomsten import acties_einde, acties_papier, acties_tekenen, acties_wijziging
from overeenkomsten.models import Handtekening, Overeenkomst, Papier, Tekenlink, Wijziging
from overeenkomsten.papierblad import papiercode
from overeenkomsten.scan import lees_scan
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.test_papier import foto
from tests.overeenkomsten.zaken import (
    Wijze,
    bied_wijziging_aan,
    laatste_link,
    lopend,
    met_de_link,
    stop,
    wijziging,
)

pytestmark = pytest.mark.django_db
WELKE, WIE = st.integers(0, 2), st.integers(0, 3)  # which amendment, which of its parties
DAGEN = [-30, -29, -6, -5, 4, 5, 19, 20, 60, 199]
ANDERS = [  # an einddatum in days from now
    {"uren_school": 8},
    {"uren_school": 6, "vergoeding_cent": 70000},
    {"vergoeding_cent": 71000},
    {"einddatum": 150},
    {"einddatum": 240, "uren_werkplek": 22},
]
VELDEN = ("uren_school", "uren_werkplek", "vergoeding_cent", "einddatum")
BIJNA_IEDEREEN = {Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING}
EERST = [("maak", 5, 0), ("verstuur", 0)]
STAP = st.one_of(
    st.tuples(st.just("maak"), st.sampled_from([-5, 5, 20]), st.integers(0, len(ANDERS) - 1)),
    st.tuples(st.just("bewerk"), WELKE, st.sampled_from([4, 7])),
    st.tuples(st.sampled_from(["verstuur", "neem_terug", "trek_in", "lees", "ieder"]), WELKE),
    st.tuples(st.sampled_from(["teken", "papier", "weiger"]), WELKE, WIE),
    st.tuples(st.just("stop"), st.sampled_from([3, 30])),
    st.tuples(st.sampled_from(["papier_terug", "verloop", "stopt_toch_niet"])),
)


class Verhaal:
    """One running agreement of a minor. What was read of an amendment stays in hand, however old;
    `verstuurd` is a plain account of what was asked to sign, by the hash of its document."""

    def __init__(self, m) -> None:
        self.m = m
        self.pk = lopend(m).pk
        self.eerst = {veld: getattr(self.rij, veld) for veld in VELDEN}
        self.stukken: list[int] = []
        self.gelezen: dict[int, list] = {}
        self.verstuurd: dict[str, tuple] = {}
        self.geplaatst: set[tuple] = set()
        self.leden = {Partij.LEERLING: m.lotte, Partij.OUDER: m.els, Partij.SCHOOL: m.coen}

    @property
    def rij(self) -> Overeenkomst:
        return Overeenkomst.objects.get(pk=self.pk)

    def _stuk(self, welke: int) -> Wijziging | None:
        return Wijziging.objects.get(pk=self.stukken[welke]) if welke < len(self.stukken) else None

    def maak(self, vanaf: int, nummer: int) -> None:
        if len(self.stukken) == 3:
            return
        velden = dict(ANDERS[nummer])
        if "einddatum" in velden:
            velden["einddatum"] = f.dagen(velden["einddatum"])
        self.stukken.append(wijziging(self.m, self.rij, vanaf, **velden).pk)

    def bewerk(self, welke: int, uren: int) -> None:
        if stuk := self._stuk(welke):
            stuk.uren_school = uren
            acties_wijziging.bewaar(stuk, door=self.m.bea)

    def verstuur(self, welke: int) -> None:
        if stuk := self._stuk(welke):
            stuk = bied_wijziging_aan(self.m, stuk)
            waarden = {veld: getattr(stuk, veld) for veld in VELDEN}
            self.verstuurd[stuk.tekenversie.sha256] = stuk.vanaf, waarden

    def lees(self, welke: int) -> None:
        stuk = self._stuk(welke)
        if stuk and stuk.tekenversie:
            partijen = list(stuk.huidige_ondertekenaars)
            sha256 = stuk.tekenversie.sha256
            self.gelezen[welke] = [(wie, sha256, laatste_link(wie)) for wie in partijen]

    def _gelezen(self, welke: int, wie: int) -> tuple | None:
        return dict(enumerate(self.gelezen.get(welke, []))).get(wie)

    def teken(self, welke: int, wie: int) -> None:
        """What was read, when that was, even when it is gone since. An account signs for its party
        of now, with what it read then."""
        if not (gelezen := self._gelezen(welke, wie)):
            return
        partij, sha256, link = gelezen
        if door := self.leden.get(partij.partij):
            nu = self._stuk(welke).huidige_ondertekenaars
            partij = nu.filter(partij=partij.partij).first() or partij
            acties_tekenen.plaats_handtekening(
                partij, hash=sha256, getypte_naam=partij.naam, wijze=Wijze.ACCOUNT, door=door
            )
        else:
            met_de_link(link, {"hash": sha256, "gelezen": "on", "naam": partij.naam})
        if Handtekening.objects.filter(ondertekenaar=partij, sha256=sha256).exists():
            self.geplaatst.add((partij.wijziging_id, partij.partij, sha256))

    def ieder(self, welke: int) -> None:
        """All read and sign, as far as they still can."""
        self.lees(welke)
        for wie in range(4):
            self.probeer("teken", welke, wie)

    def papier(self, welke: int, wie: int) -> None:
        if gelezen := self._gelezen(welke, wie):
            partij, sha256, _ = gelezen
            acties_papier.leg_papier_vast(
                self._stuk(welke), partijen=[partij], scan=lees_scan(foto(f"#0{welke}00{wie:02x}")),
                code=papiercode(sha256), getekend_op=timezone.localdate(), door=self.m.bea,
            )  # fmt: skip
            self.geplaatst.add((partij.wijziging_id, partij.partij, sha256))

    def papier_terug(self) -> None:
        if papier := Papier.objects.last():
            partijen = list(papier.handtekeningen.select_related("ondertekenaar"))
            acties_papier.neem_papier_terug(papier, reden="vergist", door=self.m.bea)
            for rij in partijen:
                wie = rij.ondertekenaar
                self.geplaatst.discard((wie.wijziging_id, wie.partij, rij.sha256))

    def weiger(self, welke: int, wie: int) -> None:
        if not (gelezen := self._gelezen(welke, wie)) or gelezen[0].partij == Partij.SCHOOL:
            return
        partij, _, link = gelezen
        if door := self.leden.get(partij.partij):
            acties_tekenen.weiger(partij, reden="Nog niet.", wijze=Wijze.ACCOUNT, door=door)
        else:
            met_de_link(link, {"weiger": "1", "reden": "Nog niet."})

    def neem_terug(self, welke: int) -> None:
        if stuk := self._stuk(welke):
            acties_wijziging.naar_concept(stuk, reden="Nakijken.", door=self.m.bea)

    def trek_in(self, welke: int) -> None:
        if stuk := self._stuk(welke):
            acties_wijziging.trek_in(stuk, reden="Gaat niet door.", door=self.m.bea)

    def verloop(self) -> None:
        Tekenlink.objects.update(verloopt_op=timezone.now() - datetime.timedelta(days=1))

    def stop(self, dag: int) -> None:
        stop(self.m, self.rij, dag)

    def stopt_toch_niet(self) -> None:
        acties_einde.neem_einde_terug(self.rij, reden="Toch niet.", door=self.m.coen)

    def probeer(self, daad: str, *wat) -> bool:
        """Whether it was done: what was refused changed nothing."""
        try:
            with transaction.atomic():
                getattr(self, daad)(*wat)
        except (Weigering, OngeldigeOvergang):
            return False
        return daad != "lees"


def klopt(verhaal: Verhaal, getekend: set[int]) -> set[int]:
    """The amendments that are complete now. `getekend`: those that were before."""
    rij, stukken = verhaal.rij, Wijziging.objects.filter(overeenkomst=verhaal.pk)
    nu = {stuk.pk: stuk for stuk in stukken.select_related("tekenversie", "bewijs")
          if stuk.status == Status.GETEKEND}  # fmt: skip
    assert getekend <= nu.keys(), "wat iedereen tekende, blijft getekend"
    boek = []
    for stuk in nu.values():
        sha256 = stuk.tekenversie.sha256
        vanaf, waarden = verhaal.verstuurd[sha256]
        alleen_geld = not any(waarden[veld] for veld in VELDEN if veld != "vergoeding_cent")
        nodig = BIJNA_IEDEREEN if alleen_geld else {*BIJNA_IEDEREEN, Partij.SCHOOL}
        tekende = {wie for pk, wie, hash in verhaal.geplaatst if (pk, hash) == (stuk.pk, sha256)}
        assert tekende == nodig
        partijen = stuk.huidige_ondertekenaars.select_related("handtekening")
        assert {partij.handtekening.sha256 for partij in partijen} == {sha256}
        assert stuk.bewijs.inhoud["sha256"] == sha256
        boek.append((vanaf, stuk.pk, waarden))
    boek.sort(key=lambda regel: regel[:2])
    for dag in [dag for dag in map(f.dagen, DAGEN) if dag <= rij.laatste_dag]:
        geldt = dict(verhaal.eerst)
        for _, _, waarden in [regel for regel in boek if regel[0] <= dag]:
            geldt |= {veld: waarde for veld, waarde in waarden.items() if waarde is not None}
        stand = rij.van_kracht_op(dag)
        assert {veld: getattr(stand, veld) for veld in VELDEN} == geldt, dag
    if rij.status == Status.GETEKEND:
        einden = [w["einddatum"] for _, _, w in boek if w["einddatum"]]
        assert rij.laatste_dag == (einden or [verhaal.eerst["einddatum"]])[-1]
    return set(nu)


@settings(
    max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(stappen=st.lists(STAP, min_size=6, max_size=12).map(lambda stappen: [*EERST, *stappen]))
@example(
    [
        *[("maak", 5, 0), ("verstuur", 0), ("lees", 0), ("papier", 0, 0), ("teken", 0, 1)],
        *[("verloop",), ("neem_terug", 0), ("bewerk", 0, 4), ("verstuur", 0), ("teken", 0, 3)],
        *[("ieder", 0), ("maak", 20, 1), ("verstuur", 1), ("ieder", 1), ("stop", 3)],
        *[("stopt_toch_niet",), ("maak", -5, 4), ("verstuur", 2), ("ieder", 2)],
    ]
)
@example(
    [
        *[("maak", 20, 2), ("verstuur", 0), ("lees", 0), ("papier", 0, 2), ("papier_terug",)],
        *[("teken", 0, 0), ("weiger", 0, 1), ("teken", 0, 1), ("neem_terug", 0)],
        *[("verstuur", 0), ("ieder", 0), ("maak", 5, 3), ("stop", 30), ("ieder", 1)],
        *[("stopt_toch_niet",), ("verstuur", 1), ("ieder", 1)],
    ]
)
def test_wat_geldt_is_wat_ieder_tekende(mensen, stappen):
    with transaction.atomic():
        verhaal, getekend = Verhaal(mensen), set()
        for stap in stappen:
            if verhaal.probeer(*stap):
                getekend = klopt(verhaal, getekend)
        transaction.set_rollback(True)
