"""Whatever is signed, changed, declined, withdrawn or lost in whichever order: nothing is ever
complete of which somebody who had to sign did not sign that very version."""

import contextlib
import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gebruikers.models.school import Tekenvolgorde
from gebruikers.overgang import OngeldigeOvergang, Weigering
from leerlingen.acties import bewaar
from leerlingen.models import Betrokkene, Leerling
from overeenkomsten import acties, acties_papier, acties_tekenen
from overeenkomsten.models import Handtekening, Overeenkomst, Papier, Tekenlink
from overeenkomsten.papierblad import papiercode
from overeenkomsten.scan import lees_scan
from overeenkomsten.statussen import OOIT_GETEKEND, Partij, Status
from overeenkomsten.tasks import verder_na_achttien
from tests import factories as f
from tests.overeenkomsten.test_papier import foto
from tests.overeenkomsten.zaken import Wijze, klaar, laatste_link, met_de_link
from trajecten import documenten

pytestmark = pytest.mark.django_db
WIE = st.integers(0, 4)  # which of the parties, in their order
STAP = st.one_of(
    st.tuples(st.just("lees"), WIE),
    st.tuples(st.just("teken"), WIE),
    st.tuples(st.just("papier"), WIE),
    st.tuples(st.just("weiger"), WIE),
    st.tuples(st.just("wijzig"), st.sampled_from(["AO-77", "AO-78"])),
    st.tuples(
        st.sampled_from(
            ["verstuur", "neem_terug", "trek_in", "papier_terug", "verloop", "achttien", "gezag"]
        ),
        st.none(),
    ),
)
VERSTUURD, GELEZEN = ("verstuur", None), [("lees", wie) for wie in range(5)]


class Verhaal:
    """One agreement of a minor with two parents. What a party read stays in hand, however old."""

    def __init__(self, m, volgorde: Tekenvolgorde) -> None:
        self.m = m
        vader = {"relatie": "vader", "voornaam": "Jan", "naam": "Maes", "email": "jan@eik.example"}
        self.vader = f.BetrokkeneFactory(leerling=m.leerling, **vader)
        self.pk = klaar(m, tweede_ouder=self.vader, volgorde=volgorde).pk
        self.gelezen: dict[int, tuple] = {}
        self.leden = {lid.gebruiker_id: lid for lid in (m.lotte, m.els, m.coen)}

    @property
    def rij(self) -> Overeenkomst:
        return Overeenkomst.objects.get(pk=self.pk)

    def _partij(self, wie: int):
        partijen = list(self.rij.huidige_ondertekenaars)
        return partijen[wie] if wie < len(partijen) else None

    def lees(self, wie: int) -> None:
        if (partij := self._partij(wie)) and self.rij.tekenversie:
            self.gelezen[wie] = partij, self.rij.tekenversie.sha256, laatste_link(partij)

    def teken(self, wie: int) -> None:
        """What was read, when that was, even when it is gone since."""
        if wie not in self.gelezen:
            return
        partij, sha256, link = self.gelezen[wie]
        if door := self.leden.get(partij.gebruiker_id):
            acties_tekenen.plaats_handtekening(
                partij, hash=sha256, getypte_naam=partij.naam, wijze=Wijze.ACCOUNT, door=door
            )
        elif link:
            met_de_link(link, {"hash": sha256, "gelezen": "on", "naam": partij.naam})

    def papier(self, wie: int) -> None:
        """On a sheet of the version that was read."""
        if wie in self.gelezen:
            partij, sha256, _ = self.gelezen[wie]
            acties_papier.leg_papier_vast(
                self.rij, partijen=[partij], scan=lees_scan(foto(f"#0000{wie:02x}")),
                code=papiercode(sha256), getekend_op=timezone.localdate(), door=self.m.bea,
            )  # fmt: skip

    def papier_terug(self, _) -> None:
        if papier := Papier.objects.last():
            acties_papier.neem_papier_terug(papier, reden="vergist", door=self.m.bea)

    def weiger(self, wie: int) -> None:
        if not (partij := self._partij(wie)) or partij.partij == Partij.SCHOOL:
            return
        if door := self.leden.get(partij.gebruiker_id):
            acties_tekenen.weiger(partij, reden="Nog niet.", wijze=Wijze.ACCOUNT, door=door)
        elif link := laatste_link(partij):
            met_de_link(link, {"weiger": "1", "reden": "Nog niet."})

    def wijzig(self, polis: str) -> None:
        rij = self.rij
        rij.polisnummer = polis
        acties.wijzig(rij, door=self.m.bea)

    def verstuur(self, _) -> None:
        acties.bied_aan(self.rij, door=self.m.bea)
        documenten.maak(self.rij.tekenversie_id)

    def neem_terug(self, _) -> None:
        acties.naar_concept(self.rij, reden="Nakijken.", door=self.m.bea)

    def trek_in(self, _) -> None:
        acties.trek_in(self.rij, reden="Gaat niet door.", door=self.m.bea)

    def verloop(self, _) -> None:
        Tekenlink.objects.update(verloopt_op=timezone.now() - datetime.timedelta(days=1))

    def achttien(self, _) -> None:
        leerlingen = Leerling.objects.filter(pk=self.m.leerling.pk)
        leerlingen.update(geboortedatum=f.jaren_oud(18))
        verder_na_achttien()

    def gezag(self, _) -> None:
        vader = Betrokkene.objects.get(pk=self.vader.pk)
        vader.gezag = Betrokkene.Gezag.GEEN
        bewaar(vader, door=self.m.bea)


def klopt(rij: Overeenkomst) -> None:
    documenten_van = {
        d.versie: d.sha256 for d in rij.traject.documenten.filter(soort="tekenversie")
    }
    for handtekening in Handtekening.objects.select_related("ondertekenaar"):
        assert handtekening.sha256 == documenten_van[handtekening.ondertekenaar.versie]
    if rij.status not in OOIT_GETEKEND:
        assert rij.getekend_op is None or rij.status == Status.INGETROKKEN
        return
    partijen = list(rij.huidige_ondertekenaars.select_related("handtekening"))
    nodig = [partij for partij in partijen if not partij.vervallen_op and not partij.ingetrokken_op]
    assert {partij.partij for partij in nodig} >= {
        Partij.LEERLING,
        Partij.ONDERNEMING,
        Partij.SCHOOL,
    }
    assert all(partij.handtekening.sha256 == rij.tekenversie.sha256 for partij in nodig)
    assert not any(partij.geweigerd_op for partij in nodig)
    minderjarig = rij.traject.leerling.is_minderjarig()
    ouders = {partij.ouder_id for partij in nodig}
    assert not minderjarig or ouders >= {o.pk for o in rij.ouders if o.heeft_gezag}
    assert not minderjarig or Partij.OUDER in {partij.partij for partij in nodig}
    assert rij.bewijs.inhoud["sha256"] == rij.tekenversie.sha256


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    volgorde=st.sampled_from(Tekenvolgorde),
    stappen=st.lists(STAP, min_size=4, max_size=18),
)
@example(Tekenvolgorde.SAMEN, [*GELEZEN, *[("teken", wie) for wie in range(5)]])
@example(Tekenvolgorde.SAMEN, [*GELEZEN, ("verloop", None), *[("teken", wie) for wie in range(5)]])
@example(
    Tekenvolgorde.SAMEN, [*GELEZEN, ("teken", 0), ("wijzig", "AO-78"), VERSTUURD, ("teken", 0)]
)
@example(Tekenvolgorde.BEURT, [*GELEZEN, *[("papier", wie) for wie in (0, 1, 2, 3)], ("teken", 4)])
@example(
    Tekenvolgorde.SAMEN,
    [
        *GELEZEN,
        *[("teken", wie) for wie in (0, 1, 3, 4)],
        ("gezag", None),
        ("achttien", None),
    ],
)
def test_wat_volledig_is_tekende_ieder_in_die_versie(mensen, volgorde, stappen):
    with transaction.atomic():
        verhaal = Verhaal(mensen, volgorde)
        for daad, wat in [VERSTUURD, *stappen]:
            try:
                with transaction.atomic():
                    getattr(verhaal, daad)(wat)
            except (Weigering, OngeldigeOvergang):
                pass
            klopt(verhaal.rij)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("tussendoor", "volledig"),
    [([], True), ([("verloop", None)], False), ([("lees", 0), ("wijzig", "AO-78")], False)],
)
def test_wie_geen_account_heeft_tekent_met_een_link_die_werkt(mensen, tussendoor, volledig):
    """The stories above do sign by a link."""
    verhaal = Verhaal(mensen, Tekenvolgorde.SAMEN)
    verhaal.verstuur(None)
    for daad, wat in [*GELEZEN, *tussendoor]:
        getattr(verhaal, daad)(wat)
    for wie in range(5):
        with contextlib.suppress(Weigering):
            verhaal.teken(wie)
    assert (verhaal.rij.status == Status.GETEKEND) is volledig
    assert Handtekening.objects.filter(wijze=Wijze.LINK).count() == (2 if volledig else 0)
