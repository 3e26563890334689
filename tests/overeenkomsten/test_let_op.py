"""What deserves a look before sending, and after signing."""

from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from opleidingsplannen.models import Planakkoord, Planstatus
from overeenkomsten.models import Overeenkomst
from overeenkomsten.uren import in_woorden
from tests import factories as f
from tests.overeenkomsten.zaken import getekend, klaar, let_op
from trajecten.fases import Fase
from trajecten.models import Inschrijving, Traject

pytestmark = pytest.mark.django_db


def zin_over(rij, woord: str) -> str:
    return next((zin for zin in let_op(rij) if woord in zin), "")


@pytest.mark.parametrize(
    ("uren", "woorden"),
    [("24.50", "24 u. 30"), ("13.00", "13 uur"), ("0.25", "0 u. 15"), ("7.99", "7 u. 59")],
)
def test_uren_in_woorden(uren, woorden):
    assert in_woorden(Decimal(uren)) == woorden


def test_halve_uren_staan_er_niet_met_een_punt(mensen):
    assert "de overeenkomst 24 u. 30." in zin_over(klaar(mensen, uren_werkplek="24.5"), "werkplek,")


def test_voorwaarden_van_de_mentor(mensen):
    rij, vandaag = klaar(mensen), timezone.localdate()
    assert "mentoropleiding gevolgd: nog niet" in zin_over(rij, "voorwaarden")
    for veld in rij.mentor.VOORWAARDEN:
        setattr(rij.mentor, veld, vandaag)
    assert not zin_over(rij, "voorwaarden")


def test_de_mentor_van_het_plan_is_die_van_de_overeenkomst(mensen):
    rij = klaar(mensen)
    rij.plan.status, rij.plan.akkoord_op = Planstatus.AKKOORD, f.dagen(0)
    rij.plan.save()
    ander = f.MentorFactory(vestiging=rij.vestiging, naam="Ginds")

    def gaat_akkoord(nummer: int, **velden) -> str:
        Planakkoord.objects.create(plan=rij.plan, partij="mentor", nummer=nummer, **velden)
        return zin_over(rij, "opleidingsplan")

    def sprak(met) -> dict:
        wie = {"gesproken_met": str(met), "mentor": met}
        return {"gesprek_op": f.dagen(0), "door": mensen.bea, **wie}

    assert "Ginds akkoord. Bespreek het ook met" in gaat_akkoord(1, **sprak(ander))
    assert not gaat_akkoord(2, **sprak(rij.mentor))
    assert "Bespreek het ook met" in gaat_akkoord(3, door=mensen.mo), "in het eigen account"
    type(rij.mentor).objects.filter(pk=rij.mentor.pk).update(gebruiker=mensen.mo.gebruiker)
    rij.mentor.refresh_from_db()
    assert not zin_over(rij, "opleidingsplan")


def test_een_plan_van_een_andere_opleiding(mensen):
    rij = klaar(mensen)
    rij.plan.standaardtraject.opleiding = f.OpleidingFactory(
        school=mensen.school, naam="Autotechniek"
    )
    assert "is er een voor Autotechniek" in zin_over(rij, "opleidingsplan")
    rij.plan.standaardtraject.opleiding = rij.opleiding
    assert not zin_over(rij, "is er een voor")


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"van": 60}, "begint pas op"),
        ({"tot": 20}, "eindigt op"),
        ({"tot": -1}, "niet ingeschreven"),
        ({}, ""),
    ],
)
def test_de_inschrijving_dekt_de_overeenkomst(mensen, velden, zin):
    rij = klaar(mensen)
    dagen = {naam: f.dagen(dag) for naam, dag in velden.items()}
    Inschrijving.objects.filter(traject=rij.traject).update(**dagen)
    gezegd = [zin for zin in let_op(rij) if "nschr" in zin or "ngeschreven" in zin]
    assert len(gezegd) == bool(zin)
    assert zin in "".join(gezegd)


@pytest.mark.parametrize("fase", [Fase.AANMELDING, Fase.SCREENING, Fase.AANLOOP])
def test_een_fase_die_achterblijft(mensen, client_van, fase):
    rij = klaar(mensen)
    assert not zin_over(rij, "fase")
    Traject.objects.update(fase=fase)
    rij = Overeenkomst.objects.get()
    assert f"nog in de fase “{fase.label}”. Pas vanuit" in zin_over(rij, "fase")


def test_getekend_terwijl_de_fase_achterblijft(mensen, client_van):
    rij = getekend(mensen)
    assert "terwijl iedereen getekend heeft" not in _blad(client_van, "bea", rij)
    Traject.objects.update(fase=Fase.SCREENING)
    assert "terwijl iedereen getekend heeft" in _blad(client_van, "bea", rij)
    assert "terwijl iedereen getekend heeft" not in _blad(client_van, "lotte", rij)


def test_wie_weer_zoekt_terwijl_ze_loopt(mensen, client_van):
    rij, zin = getekend(mensen, begindatum=f.dagen(0)), "terwijl deze overeenkomst loopt"
    assert zin not in _blad(client_van, "bea", rij)
    Traject.objects.update(fase=Fase.ZOEKT_WERKPLEK)
    assert zin in _blad(client_van, "bea", rij)
    Overeenkomst.objects.update(feitelijke_periode=DateRange(f.dagen(1), f.dagen(9)))
    assert zin not in _blad(client_van, "bea", rij), "begint nog"


def _blad(client_van, wie: str, rij) -> str:
    return client_van(wie).get(rij.get_absolute_url()).content.decode()
