"""What a party reads that changed: true per field, with values for plain facts only."""

import datetime
from copy import deepcopy

import pytest

from overeenkomsten.documenten import inhoud_van
from overeenkomsten.documenten_wijziging import inhoud_van as inhoud_van_wijziging
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.verschil import NIET_GENOEMD, verschil
from tests import factories as f
from tests.overeenkomsten.zaken import BETAALD, klaar, lopend, wijziging

pytestmark = pytest.mark.django_db


def _zet(rij, **velden) -> None:
    type(rij).objects.filter(pk=rij.pk).update(**velden)


def _ander(veld: str, maak):
    return lambda rij: _zet(rij, **{veld: maak(rij)})


VELDEN = {
    "begin": (
        lambda rij: _zet(rij, begindatum=datetime.date(2026, 9, 1)),
        ["de begindatum: 1 juli 2026 wordt 1 september 2026"],
    ),
    "einde": (
        lambda rij: _zet(rij, einddatum=datetime.date(2027, 5, 31)),
        ["de einddatum: 30 juni 2027 wordt 31 mei 2027"],
    ),
    "uren": (
        lambda rij: _zet(rij, uren_werkplek="30.50", uren_school=7),
        [
            "de uren op de werkplek: 24 uur wordt 30 u. 30",
            "de uren op school: 14 uur wordt 7 uur",
        ],
    ),
    "vergoeding": (
        lambda rij: _zet(rij, vergoeding_cent=70000),
        ["de leervergoeding: €\xa0662,60 wordt €\xa0700,00"],
    ),
    "soort": (
        lambda rij: _zet(rij, soort="sao", soort_reden="afspraak", **dict.fromkeys(BETAALD)),
        ["de leervergoeding", "de categorie van de leervergoeding", "de soort overeenkomst"],
    ),
    "polis": (lambda rij: _zet(rij, polisnummer="AO-99"), ["het polisnummer"]),
    "ouder": (
        _ander(
            "ouder",
            lambda rij: f.BetrokkeneFactory(leerling=rij.traject.leerling, relatie="vader").pk,
        ),
        ["de ouder die tekent"],
    ),
    "adres": (
        lambda rij: _zet(rij.traject.leerling, straat="Geheime dreef"),
        ["de gegevens van de leerling"],
    ),
    "zaakvoerder": (
        _ander(
            "vertegenwoordiger",
            lambda rij: f.VertegenwoordigerFactory(onderneming=rij.vestiging.onderneming).pk,
        ),
        ["wie tekent voor de onderneming"],
    ),
    "onderneming": (
        lambda rij: _zet(rij.vestiging.onderneming, straat="Andere weg"),
        ["de gegevens van de onderneming"],
    ),
    "school_tekent": (
        lambda rij: _zet(rij.tekent_voor_school.gebruiker, naam="Anders"),
        ["wie tekent voor de school"],
    ),
    "school": (lambda rij: _zet(rij.school, straat="Andere weg"), ["de gegevens van de school"]),
    "mentor": (lambda rij: _zet(rij.mentor, naam="Anders"), ["de mentor"]),
    "niets": (lambda rij: None, []),
}


@pytest.mark.parametrize("veld", VELDEN)
def test_per_veld_staat_er_wat_anders_is_en_niets_meer(mensen, veld):
    verander, verwacht = VELDEN[veld]
    rij = klaar(
        mensen,
        begindatum=datetime.date(2026, 7, 1),
        einddatum=datetime.date(2027, 6, 30),
        uren_werkplek=24,
        uren_school=14,
    )
    oud = inhoud_van(rij)
    verander(rij)
    assert verschil(oud, inhoud_van(Overeenkomst.objects.get())) == verwacht


def _van_wijziging(mensen, verander) -> list[str]:
    """What is named between an amendment and itself after this."""
    stuk = wijziging(mensen, lopend(mensen), uren_school=8)
    oud = inhoud_van_wijziging(stuk)
    verander(stuk)
    nieuw = inhoud_van_wijziging(Wijziging.objects.get(pk=stuk.pk))
    return verschil(oud, nieuw | {"nummer": "versie 2", "opgemaakt": "later"})


@pytest.mark.parametrize(
    ("verander", "verwacht"),
    [
        (lambda stuk: None, []),
        (_ander("vertegenwoordiger", lambda stuk: f.VertegenwoordigerFactory(
            onderneming=stuk.overeenkomst.bij).pk), ["wie tekent voor de onderneming"]),
        (lambda stuk: _zet(stuk.school, straat="Andere weg"), ["de gegevens van de school"]),
        (lambda stuk: _zet(stuk, reden="Iets anders."), [NIET_GENOEMD]),
        (lambda stuk: _zet(stuk.school, telefoon="03 111 22 33"), [NIET_GENOEMD]),
        (lambda stuk: _zet(stuk.overeenkomst.mentor, naam="Anders"), [NIET_GENOEMD]),
        (lambda stuk: _zet(stuk, vanaf=stuk.vanaf + datetime.timedelta(days=1)),
         ["de dag waarop ze ingaat"]),
    ],
    ids=["niets", "zaakvoerder", "school", "reden", "telefoon", "wat blijft", "vanaf"],
)  # fmt: skip
def test_van_een_wijziging_wordt_niets_verzwegen(mensen, verander, verwacht):
    assert _van_wijziging(mensen, verander) == verwacht


def test_andere_artikels_zijn_een_deel_van_de_tekst(mensen):
    oud = inhoud_van(klaar(mensen))
    nieuw = deepcopy(oud)
    nieuw["artikels"][0]["tekst"] = "anders"
    assert verschil(oud, nieuw) == [NIET_GENOEMD]
