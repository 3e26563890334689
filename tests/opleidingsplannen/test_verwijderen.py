"""A draft made by mistake goes away; what somebody was asked to read stays."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from gebruikers.overgang import Weigering
from opleidingsplannen import acties
from opleidingsplannen.models import Opleidingsplan, Planstatus
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_een_concept_dat_nooit_voorlag_gaat_weg(doe, maak_plan, mensen):
    maak_plan()
    assert "Het concept is verwijderd." in doe("bea", "verwijder")
    assert not Opleidingsplan.objects.filter(traject=mensen.traject).exists()
    assert mensen.traject.gebeurtenissen.first().tekst.startswith("Concept verwijderd: plan uit")


@pytest.mark.parametrize("velden", [{"status": "voorgelegd"}, {"ronde": 2}, {"versie": 2}])
def test_wat_iemand_las_blijft(maak_plan, mensen, velden):
    plan = maak_plan(**velden)
    with pytest.raises(Weigering):
        acties.verwijder(plan, door=mensen.bea)
    assert Opleidingsplan.objects.filter(pk=plan.pk).exists()


def test_wat_bij_een_overeenkomst_hoort_blijft(maak_plan, mensen):
    plan = maak_plan()
    f.OvereenkomstFactory(traject=mensen.traject, plan=plan)
    with pytest.raises(Weigering, match="hoort bij een overeenkomst"):
        acties.verwijder(plan, door=mensen.bea)


@pytest.mark.parametrize("status", ["ter_ondertekening", "getekend"])
def test_een_bijlage_blijft_wat_getekend_wordt(doe, maak_plan, mensen, status):
    """Not edited, not taken back; a draft of an agreement holds nothing yet."""
    plan = maak_plan(status=Planstatus.VOORGELEGD)
    rij = f.OvereenkomstFactory(traject=mensen.traject, plan=plan)
    with pytest.raises(Weigering, match="ligt voor of is afgesproken"):
        acties.bewaar_regels(plan, [], door=mensen.bea)
    velden = {"status": status, "versie": 1, "getekend_op": timezone.now()}
    velden |= {"feitelijke_periode": DateRange(f.dagen(0), f.dagen(9), "[]")}
    type(rij).objects.filter(pk=rij.pk).update(**velden)
    assert "Dit plan is een bijlage van overeenkomst" in doe("bea", "haal_terug")
    plan.refresh_from_db()
    assert plan.status == Planstatus.VOORGELEGD
    type(plan).objects.filter(pk=plan.pk).update(status=Planstatus.CONCEPT)
    plan.refresh_from_db()
    with pytest.raises(Weigering, match="Dit plan is een bijlage van overeenkomst"):
        acties.bewaar_regels(plan, [], door=mensen.bea)
    type(rij).objects.filter(pk=rij.pk).update(status="concept")
    acties.bewaar_regels(plan, [], door=mensen.bea)


@pytest.mark.parametrize("naam", ["lea", "coen", "mo", "lotte"])
def test_wie_het_plan_niet_schrijft_gooit_niets_weg(maak_plan, mensen, naam):
    plan = maak_plan()
    with pytest.raises(Weigering):
        acties.verwijder(plan, door=getattr(mensen, naam))
    assert Opleidingsplan.objects.filter(pk=plan.pk).exists()


@pytest.mark.parametrize("eigen", [True, False])
def test_een_standaardtraject_van_een_andere_opleiding_waarschuwt(mensen, client_van, adres, eigen):
    opleiding = mensen.inschrijving.opleiding
    if not eigen:
        opleiding = f.OpleidingFactory(school=mensen.school)
    keuze = f.StandaardtrajectFactory(school=mensen.school, opleiding=opleiding)
    f.CompetentieFactory(cluster=f.ClusterFactory(standaardtraject=keuze))
    url = adres("opleidingsplannen:maak", mensen.traject.pk)
    tekst = client_van("bea").post(url, {"standaardtraject": keuze.pk}, follow=True).text
    assert ("is daar niet voor ingeschreven" in tekst) is not eigen
