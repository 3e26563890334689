"""In force on a day: what was signed, with each signed amendment from then or before; everywhere
the same."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from opleidingsplannen.rechten import eigen_plaatsingen
from overeenkomsten import acties_verleng
from overeenkomsten.filters import OvereenkomstFilter
from overeenkomsten.models import Overeenkomst, Uurroosterblok, Wijziging
from overeenkomsten.namen import namen_van
from overeenkomsten.statussen import OOIT_GETEKEND, Status
from overeenkomsten.tasks import verder_met_wijzigingen
from overeenkomsten.uitvoer import KOLOMMEN
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_wijziging_aan,
    getekende_wijziging,
    lopend,
    stop,
    wijziging,
)
from trajecten.weken import weken_van
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db
VELDEN = ("uren_school", "vergoeding_cent", "einddatum", "mentor_id")


@pytest.fixture
def rij(mensen):
    return lopend(mensen)


def opnieuw(rij) -> Overeenkomst:
    return Overeenkomst.objects.get(pk=rij.pk)


def mentor_van(rij, gebruiker=None):
    return f.MentorFactory(vestiging=rij.vestiging, gebruiker=gebruiker)


@pytest.mark.parametrize("zaad", range(3))
def test_elke_dag_geldt_de_laatste_getekende(rij, zaad):
    """Against a plain account of it: field by field the last one signed for that day or before."""
    gooi = random.Random(zaad)
    waarden = {
        "uren_school": [4, 6, 8],
        "vergoeding_cent": [50000, 70000],
        "einddatum": [f.dagen(150), f.dagen(240)],
        "mentor": [mentor_van(rij), mentor_van(rij)],
    }
    boek = []
    for nummer, dag in enumerate(gooi.sample(range(-29, 140), 8)):
        anders = {veld: gooi.choice(waarden[veld]) for veld in gooi.sample(list(waarden), 2)}
        status = gooi.choice([Status.GETEKEND, Status.GETEKEND, *set(Status) - {Status.BEEINDIGD}])
        getekend_op = timezone.now() if status in OOIT_GETEKEND else None
        f.WijzigingFactory(
            overeenkomst=rij, volgnummer=nummer + 1, vanaf=f.dagen(dag), status=status,
            getekend_op=getekend_op, **{"uren_school": None} | anders,
        )  # fmt: skip
        if getekend_op:
            boek.append((f.dagen(dag), anders))
    rij = opnieuw(rij)
    for dag in map(f.dagen, range(-31, 160, 3)):
        stand = rij.van_kracht_op(dag)
        verwacht = {veld: getattr(rij, veld) for veld in VELDEN}
        for vanaf, anders in sorted(boek, key=lambda paar: paar[0]):
            if vanaf <= dag:
                verwacht |= {getattr(Wijziging, veld).field.attname: getattr(waarde, "pk", waarde)
                             for veld, waarde in anders.items()}  # fmt: skip
        assert {veld: getattr(stand, veld) for veld in VELDEN} == verwacht, dag


def test_wat_geldt_is_een_kopie_die_niemand_bewaart(rij):
    stand = rij.van_kracht_op(f.dagen(0))
    stand.uren_school = 1
    with pytest.raises(TypeError, match="copy"):
        stand.save()
    assert opnieuw(rij).uren_school == 10


def test_voor_en_na_op_de_bladzijde_voor_elke_rol(mensen, rij, client_van):
    nieuw = f.MentorFactory(vestiging=rij.vestiging, voornaam="Nele", naam="Nieuw")
    getekende_wijziging(mensen, rij, -5, mentor=nieuw)
    bied_wijziging_aan(mensen, wijziging(mensen, opnieuw(rij), 20, uren_school=4))
    for wie in ("bea", "pieter", "els", "lotte"):
        client = client_van(wie)
        nu = client.get(rij.get_absolute_url()).text
        assert "Nele Nieuw" in nu, wie
        toen = client.get(rij.get_absolute_url(), {"op": f.dagen(-6).isoformat()}).text
        assert f"<dd>{rij.mentor}</dd>" in toen, wie
        assert "Nele Nieuw" not in toen.split('id="wijzigingen"')[0], wie
        assert "10 uur per week" in nu, "wat nog niet getekend is, geldt niet"
    onzin = client_van("bea").get(rij.get_absolute_url(), {"op": "gisteren"})
    assert "Nele Nieuw" in onzin.text


def test_lijst_uitvoer_en_werkplekduaal_tonen_wat_vandaag_geldt(mensen, rij, client_van):
    oud, nieuw = rij.mentor, mentor_van(rij)
    getekende_wijziging(mensen, rij, -5, mentor=nieuw, uren_school=8, einddatum=f.dagen(230))
    getekende_wijziging(mensen, opnieuw(rij), 20, uren_school=4)
    stand = OvereenkomstFilter({}, lid=mensen.bea).qs.voor_lijst().get(pk=rij.pk).nu
    kolommen = {naam: waarde(stand, namen_van(stand)) for naam, waarde in KOLOMMEN.items()
                if naam in ("Mentor", "Uren school", "Einde")}  # fmt: skip
    assert kolommen == {"Mentor": str(nieuw), "Uren school": 8, "Einde": f.dagen(230)}
    bea = client_van("bea")
    lijst = bea.get(reverse("overeenkomsten:lijst", args=[mensen.school.code])).text
    assert str(nieuw) in lijst
    assert str(oud) not in lijst
    loket = bea.get(reverse("overeenkomsten:registreer", args=[mensen.school.code, rij.pk])).text
    assert str(nieuw) in loket
    assert str(oud) not in loket
    assert f"{f.dagen(230):%d/%m/%Y}" in loket


def test_de_lijst_vraagt_niet_meer_per_rij(mensen, rij):
    getekende_wijziging(mensen, rij, -5, mentor=mentor_van(rij))

    def vragen() -> int:
        with CaptureQueriesContext(
            connection,
        ) as tellen:
            for een in OvereenkomstFilter({}, lid=mensen.coen).qs.voor_lijst():
                assert een.stand_op(f.dagen(9)).mentor
        return len(tellen)

    eerst = vragen()
    for _ in range(2):
        ander = f.OvereenkomstFactory(traject=f.TrajectFactory(school=mensen.school))
        f.WijzigingFactory(overeenkomst=ander)
    assert vragen() == eerst


def test_verlengen_begint_met_wat_het_laatst_geldt(mensen, rij):
    getekende_wijziging(mensen, rij, 30, uren_school=8, einddatum=f.dagen(190))
    verder = acties_verleng.verleng(opnieuw(rij), door=mensen.bea)
    assert (verder.uren_school, verder.begindatum) == (8, f.dagen(191))
    assert len(verder.blokken) == 10


def test_de_week_volgt_het_uurrooster_van_die_dag(mensen, rij):
    anders = wijziging(mensen, rij, 20)
    blok = {"plaats": "werkplek", "van": "09:00", "tot": "17:00"}
    Uurroosterblok.objects.create(overeenkomst=rij, wijziging=anders, dag=6, **blok)
    Wijziging.objects.filter(pk=anders.pk).update(met_uurrooster=True)

    def werkt(vanaf: int) -> set[int]:
        weken = weken_van([rij.traject_id])[rij.traject_id]
        dagen = (f.dagen(dag) for dag in range(vanaf, vanaf + 7))
        return {dag.isoweekday() for dag in dagen if dag.isoweekday() in weken.op(dag).werkplek}

    assert werkt(20) == {3, 4, 5}, "nog niet getekend"
    Wijziging.objects.filter(pk=anders.pk).update(status="getekend", getekend_op=timezone.now())
    assert (werkt(13), werkt(20)) == ({3, 4, 5}, {6})
    Wijziging.objects.filter(pk=anders.pk).update(vanaf=rij.begindatum)
    assert werkt(13) == {6}, "vanaf de eerste dag staat ze in de plaats"


def test_een_nieuwe_mentor_kijkt_mee_vanaf_de_dag(mensen, rij, time_machine):
    oud, nieuw = rij.mentor, mentor_van(rij, mensen.mo.gebruiker)
    Plaatsing.objects.exclude(pk=rij.plaatsing_id).delete()
    type(oud).objects.filter(pk=oud.pk).update(gebruiker=f.GebruikerFactory())
    oud.refresh_from_db()
    lid = f.LidmaatschapFactory(school=mensen.school, rol="mentor", gebruiker=oud.gebruiker)
    anders = getekende_wijziging(mensen, rij, 10, mentor=nieuw)

    def ziet(wie) -> bool:
        return Overeenkomst.objects.zichtbaar_voor(wie).filter(pk=rij.pk).exists()

    verder_met_wijzigingen()
    assert (ziet(lid), ziet(mensen.mo)) == (True, False)
    time_machine.move_to(timezone.now() + (f.dagen(10) - f.dagen(0)))
    verder_met_wijzigingen()
    verder_met_wijzigingen()
    anders.refresh_from_db()
    eerst, nu = anders.vorige_plaatsing, opnieuw(rij).plaatsing
    assert (eerst.mentor, eerst.tot) == (oud, f.dagen(-1))
    assert (nu.mentor, nu.van, nu.tot) == (nieuw, f.dagen(0), f.dagen(190))
    assert Plaatsing.objects.filter(traject=rij.traject).count() == 2
    assert (ziet(lid), ziet(mensen.mo)) == (True, True)
    assert eigen_plaatsingen(mensen.mo, rij.traject).exists()
    time_machine.move_to(timezone.now() + (f.dagen(31) - f.dagen(0)))
    assert (ziet(lid), ziet(mensen.mo)) == (False, True)


def test_wat_al_gold_houdt_een_vroeger_einde_tegen(mensen, rij):
    getekende_wijziging(mensen, rij, -5, mentor=mentor_van(rij))
    getekende_wijziging(mensen, opnieuw(rij), 20, mentor=rij.mentor)
    with pytest.raises(Exception, match="Kies een laatste dag vanaf dan"):
        stop(mensen, opnieuw(rij), -10)
    gestopt = stop(mensen, opnieuw(rij), 5)
    assert gestopt.plaatsing.tot == f.dagen(5)
    assert gestopt.nu.mentor != rij.mentor, "wat later zou ingaan, gaat nooit in"
