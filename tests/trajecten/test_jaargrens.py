"""A free period over 31 August counts in both school years, and each page lists it."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.rollen import Rol
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten import acties
from trajecten.kalender import Kalender
from trajecten.models import Kalenderperiode, Termijn
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db
NIET_INGEVULD = "De school vulde haar kalender nog niet in voor al die dagen"


def dag(tekst: str) -> datetime.date:
    return datetime.date.fromisoformat(tekst)


def verbouwing(school) -> Kalenderperiode:
    return acties.voeg_periode_toe(
        Kalenderperiode(
            school=school, naam="verbouwing", van=dag("2027-08-28"), tot=dag("2027-09-03")
        ),
        door=f.LidmaatschapFactory(school=school, rol=Rol.COORDINATOR),
    )


@pytest.mark.parametrize("ingevuld", [False, True])
def test_over_31_augustus_telt_ook_in_het_nieuwe_jaar(ingevuld):
    school = f.SchoolFactory()
    verbouwing(school)
    if ingevuld:
        acties.vul_kalender(school, 2027)
    kalender = Kalender.van(school)
    assert kalender.is_ingevuld(2026)
    assert kalender.is_ingevuld(2027) is ingevuld
    assert kalender.geen_opleiding(dag("2027-08-30")) == "verbouwing"
    assert kalender.geen_opleiding(dag("2027-09-03")) == "verbouwing"
    assert kalender.geen_opleiding(dag("2027-09-06")) == ""
    assert kalender.geen_opleiding(dag("2027-11-11")) == "Wapenstilstand"
    assert kalender.opleidingsdagen(dag("2027-09-01"), 1).laatste == dag("2027-09-06")


def test_beide_bladen_noemen_ze_en_ze_kan_er_weg(mensen, client_van, adres, time_machine):
    time_machine.move_to(datetime.datetime(2027, 6, 15, 9, tzinfo=datetime.UTC))
    rij, ada = verbouwing(mensen.school), client_van("ada")
    weg = adres("trajecten:periode_weg", rij.pk)
    for jaar in (2026, 2027):
        tekst = ada.get(adres("trajecten:kalender"), {"schooljaar": jaar}).text
        assert tekst.count("<b>verbouwing</b>") == 1, jaar
        assert weg in tekst
    assert "nog niet in" in tekst, "het nieuwe jaar volgt nog de vakantieregeling"
    assert tekst.count("/weg/") == 1, "wat van de regeling komt, haalt niemand weg"
    assert "verbouwing" not in ada.get(adres("trajecten:kalender"), {"schooljaar": 2025}).text


def einde_van_juni(m, monkeypatch) -> Termijn:
    """Twenty opleidingsdagen from the middle of June: ten in each school year."""
    traject = zaak(m, begindatum=dag("2027-06-17"))
    monkeypatch.setattr(timezone, "localdate", lambda *_: dag("2027-06-17"))
    traject.inschrijvingen.update(van=traject.begindatum)
    herbereken([traject.pk])
    return Termijn.objects.get(traject=traject, regel="werkplek_start")


@pytest.mark.parametrize("jaren", [(), (2026,), (2027,), (2026, 2027)])
def test_waarom_kijkt_naar_elk_schooljaar(mensen, monkeypatch, jaren):
    for jaar in jaren:
        acties.vul_kalender(mensen.school, jaar)
    rij = einde_van_juni(mensen, monkeypatch)
    assert (rij.geteld[0], rij.einde.year, rij.einde.month) == (dag("2027-06-17"), 2027, 9)
    assert rij.volgens_regels is (jaren != (2026, 2027))
    assert (NIET_INGEVULD in " ".join(rij.waarom)) is rij.volgens_regels
