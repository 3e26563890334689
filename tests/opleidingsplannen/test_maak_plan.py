"""A plan begins as a line per competence, planned nowhere; the page says how many are left."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen import acties
from opleidingsplannen.models import Opleidingsplan, Planregel
from tests import factories as f
from trajecten.fases import Fase


@pytest.fixture
def standaard(mensen):
    """Two clusters, stored in another order than they are read."""
    standaard = f.StandaardtrajectFactory(school=mensen.school, naam="Bakker")
    tweede = f.ClusterFactory(standaardtraject=standaard, volgorde=2)
    eerste = f.ClusterFactory(standaardtraject=standaard, volgorde=1)
    f.CompetentieFactory(cluster=tweede, code="B3", volgorde=1)
    f.CompetentieFactory(cluster=eerste, code="B2", volgorde=2)
    f.CompetentieFactory(cluster=eerste, code="B1", volgorde=1)
    f.CompetentieFactory(code="ANDER", cluster__standaardtraject__school=mensen.school)
    return standaard


def test_elke_competentie_wordt_een_regel_die_nergens_gepland_is(doe, standaard):
    doe("bea", "maak", standaardtraject=standaard.pk)
    regels = Planregel.objects.order_by("volgorde")
    assert [regel.competentie.code for regel in regels] == ["B1", "B2", "B3"]
    assert {(r.aanbreng, r.inoefening) for r in regels} == {("nergens", "nergens")}
    assert all(regel.is_nergens_gepland for regel in regels)


def test_het_plan_is_een_concept_en_staat_op_de_tijdlijn(doe, standaard, mensen):
    doe("pieter", "maak", standaardtraject=standaard.pk)
    plan = Opleidingsplan.objects.get()
    assert (plan.status, plan.versie, plan.traject) == ("concept", 1, mensen.traject)
    assert mensen.traject.gebeurtenissen.get(soort="plan").door == mensen.pieter


def test_hoeveel_nergens_gepland_is_valt_op_de_pagina_op(doe, standaard, client_van, adres, mensen):
    doe("bea", "maak", standaardtraject=standaard.pk)
    url = adres("opleidingsplannen:plan", mensen.traject.pk)
    melding = '<div class="melding warning">▲ 3 competenties nergens gepland'
    assert melding in client_van("bea").get(url).content.decode()
    Planregel.objects.filter(volgorde__gt=1).update(aanbreng="school", inoefening="werkplek")
    assert "▲ 1 competentie nergens gepland" in client_van("bea").get(url).content.decode()
    Planregel.objects.filter(volgorde=1).update(aanbreng="school")
    assert "▲ 1 competentie nergens gepland" in client_van("bea").get(url).content.decode()
    Planregel.objects.filter(volgorde=1).update(inoefening="beide")
    assert "nergens gepland" not in client_van("bea").get(url).content.decode()


def test_naar_de_eerste_regel_die_nergens_staat_kan_je_springen(maak_plan, client_van, adres):
    plan = maak_plan(3, regel={"inoefening": "nergens"})
    url = adres("opleidingsplannen:plan", plan.traject_id)
    assert client_van("bea").get(url).content.decode().count('id="nergens"') == 1


def test_standaardtraject_van_een_andere_school_wordt_geweigerd(doe, mensen):
    elders = f.StandaardtrajectFactory(school=mensen.andere_school)
    assert "Kies een standaardtraject uit de lijst" in doe(
        "bea", "maak", standaardtraject=elders.pk
    )
    with pytest.raises(Weigering, match="van deze school"):
        acties.maak_plan(mensen.traject, standaardtraject=elders, door=mensen.bea)
    assert not Opleidingsplan.objects.exists()


def test_twee_keer_drukken_maakt_een_plan(doe, standaard):
    doe("bea", "maak", standaardtraject=standaard.pk)
    tekst = doe("bea", "maak", standaardtraject=standaard.pk)
    assert "Er is intussen al een plan voor dit traject" in tekst
    assert Planregel.objects.count() == 3
    assert Opleidingsplan.objects.count() == 1


@pytest.mark.parametrize("naam", ["lea", "coen", "ada", "mo", "lotte", "els"])
def test_maken_vraagt_het_recht_opnieuw(mensen, standaard, naam):
    with pytest.raises(PermissionDenied, match="Met jouw rol"):
        acties.maak_plan(mensen.traject, standaardtraject=standaard, door=getattr(mensen, naam))


def test_de_keuze_begint_bij_de_nieuwste_versie_van_de_eigen_opleiding(
    mensen, client_van, adres, standaard
):
    opleiding = mensen.inschrijving.opleiding
    f.StandaardtrajectFactory(school=mensen.school, opleiding=opleiding, naam="Zorg", versie=1)
    passend = f.StandaardtrajectFactory(
        school=mensen.school, opleiding=opleiding, naam="Zorg", versie=2
    )
    elders = f.StandaardtrajectFactory(school=mensen.andere_school, naam="Van elders")
    antwoord = client_van("bea").get(adres("opleidingsplannen:plan", mensen.traject.pk))
    assert antwoord.context["form"]["standaardtraject"].initial == passend
    assert elders.naam not in antwoord.content.decode()


def test_zonder_plan_leest_de_mentor_een_zin_en_geen_keuze(client_van, adres, mensen, standaard):
    tekst = (
        client_van("mo").get(adres("opleidingsplannen:plan", mensen.traject.pk)).content.decode()
    )
    assert "De trajectbegeleider maakt het plan. Vraag het aan Bea Cast." in tekst
    assert "Plan maken" not in tekst


def test_een_competentie_staat_maar_een_keer_in_een_plan(maak_plan):
    regel = maak_plan(1).regels.get()
    with pytest.raises(IntegrityError, match="planregel_uniek"), transaction.atomic():
        f.PlanregelFactory(plan=regel.plan, competentie=regel.competentie)


def test_een_gesloten_traject_krijgt_geen_plan(doe, standaard, client_van, adres, mensen):
    mensen.traject.fase = Fase.AFGEROND
    mensen.traject.save()
    assert "Dit traject is gesloten." in doe("bea", "maak", standaardtraject=standaard.pk)
    assert not Opleidingsplan.objects.exists()
    pagina = client_van("bea").get(adres("opleidingsplannen:plan", mensen.traject.pk))
    assert "Plan maken" not in pagina.content.decode()
    with pytest.raises(Weigering, match="gesloten"):
        acties.maak_plan(mensen.traject, standaardtraject=standaard, door=mensen.bea)
