"""Recording an evaluation: frozen, once, never changed, and nothing typed is lost."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.overgang import Weigering
from opleidingsplannen import evaluatie as acties
from opleidingsplannen.models import Evaluatie, Planstatus
from opleidingsplannen.opname import neem_op
from tests import factories as f
from trajecten.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment(mensen):
    return f.EvaluatiemomentFactory(school=mensen.school, naam="Kerst", dag=f.dagen(10))


@pytest.fixture
def blad(client_van, adres, mensen):
    """The page, or what a post answers; `gezien` as the page shows it now."""

    def doe(naam: str, velden: dict | None = None, **kwargs):
        url, client = adres("opleidingsplannen:evaluatie", mensen.traject.pk), client_van(naam)
        if velden is None:
            return client.get(url)
        gezien = neem_op(mensen.traject).afdruk
        basis = {"dag": f.dagen(0), "gedeeld": "on", "sleutel": uuid.uuid4(), "gezien": gezien}
        return client.post(url, basis | velden, **kwargs)

    return doe


def leg_vast(m, door=None, **velden) -> Evaluatie:
    velden = {"goed": "Komt op tijd.", "sleutel": uuid.uuid4(), "dag": f.dagen(0)} | velden
    rij = Evaluatie(traject=m.traject, **velden)
    gezien = neem_op(m.traject).afdruk
    return acties.leg_vast(rij, gezien=gezien, door=door or m.bea)


@pytest.mark.parametrize("naam", ["bea", "pieter"])
def test_vastleggen_bewaart_wat_getypt_is_en_hoe_het_die_dag_stond(
    blad, mensen, moment, regel, geef, naam
):
    geef("mo", 3)
    antwoord = blad(naam, {"moment": moment.pk, "goed": "Vlot.", "afspraken": "Oefenen."})
    assert antwoord.status_code == 302
    rij = Evaluatie.objects.get()
    lid = getattr(mensen, naam)
    assert (rij.door, rij.rol, rij.moment, rij.gedeeld) == (lid, lid.rol, moment, True)
    (cluster,) = rij.inhoud["clusters"]
    assert (cluster["bereikt"], rij.inhoud["moment"]) == (True, "Kerst")
    geef("mo", 1)
    assert Evaluatie.objects.get().inhoud == rij.inhoud
    assert mensen.traject.gebeurtenissen.filter(soort="evaluatie").count() == 1


def test_het_formulier_stelt_het_dichtste_open_moment_voor(blad, mensen, moment):
    later = f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(14))
    assert blad("bea").context["form"].initial["moment"] == moment
    leg_vast(mensen, moment=moment)
    assert blad("bea").context["form"].initial["moment"] == later


def test_een_moment_dat_verder_ligt_kiest_men_zelf(blad, mensen):
    verder = f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(15))
    form = blad("bea").context["form"]
    assert form.initial["moment"] is None
    assert verder in form.fields["moment"].queryset


def test_tussendoor_kan_elke_dag_en_meer_dan_eens(blad, mensen):
    for _ in range(2):
        assert blad("bea", {"moment": "", "goed": "Goed."}).status_code == 302
    assert Evaluatie.objects.filter(moment=None).count() == 2


def test_twee_keer_drukken_telt_eens(blad, mensen, moment):
    sleutel = uuid.uuid4()
    for _ in range(2):
        velden = {"moment": moment.pk, "goed": "Goed.", "sleutel": sleutel}
        assert blad("bea", velden).status_code == 302
    assert Evaluatie.objects.count() == Document.objects.filter(soort="evaluatie").count() == 1


@pytest.mark.parametrize(
    "anders", [{"goed": "Beter."}, {"dag": -1}, {"gedeeld": ""}, {"moment": ""}]
)
def test_dezelfde_sleutel_met_iets_anders_is_geen_tweede_druk(blad, mensen, moment, anders):
    velden = {"moment": moment.pk, "goed": "Goed.", "sleutel": uuid.uuid4()}
    assert blad("bea", velden).status_code == 302
    if "dag" in anders:
        anders = {"dag": f.dagen(anders["dag"])}
    antwoord = blad("bea", velden | {"werkpunten": "", "afspraken": ""} | anders)
    assert antwoord.status_code == 422
    assert "open de bladzijde opnieuw" in antwoord.text
    assert (anders.get("goed") or "Goed.") in antwoord.context["form"]["goed"].value()
    assert Evaluatie.objects.get().goed == "Goed."


def test_een_sleutel_van_een_ander_traject_is_een_zin(mensen):
    ander = f.TrajectFactory(school=mensen.school)
    sleutel = f.EvaluatieFactory(traject=ander).sleutel
    with pytest.raises(Weigering, match="open de bladzijde opnieuw"):
        leg_vast(mensen, sleutel=sleutel, goed="Komt op tijd.", dag=f.dagen(-1))


def test_wie_tweede_is_leest_dat_en_verliest_niets(blad, mensen, moment):
    leg_vast(mensen, door=mensen.pieter, moment=moment)
    antwoord = blad("bea", {"moment": moment.pk, "goed": "Wat Bea schreef."})
    assert antwoord.status_code == 422
    assert "Pieter Cast legde voor Kerst al een evaluatie vast" in antwoord.text
    assert "Wat Bea schreef." in antwoord.text
    assert Evaluatie.objects.count() == 1
    assert blad("bea", {"moment": "", "goed": "Wat Bea schreef."}).status_code == 302


def test_de_databank_houdt_er_een_per_moment(mensen, moment):
    f.EvaluatieFactory(traject=mensen.traject, moment=moment)
    with pytest.raises(IntegrityError, match="evaluatie_een_per_moment"), transaction.atomic():
        f.EvaluatieFactory(traject=mensen.traject, moment=moment)


def test_een_dag_voor_het_begin_is_een_zin(blad, mensen):
    type(mensen.traject).objects.filter(pk=mensen.traject.pk).update(begindatum=f.dagen(-5))
    antwoord = blad("bea", {"goed": "Blijft staan.", "dag": f.dagen(-6)})
    assert antwoord.status_code == 422
    assert "kan niet voor het begin van het traject liggen" in antwoord.text
    assert "Blijft staan." in antwoord.text
    assert blad("bea", {"goed": "x", "dag": f.dagen(-5)}).status_code == 302


def test_wat_vastligt_verandert_niet(mensen):
    rij = leg_vast(mensen)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evaluatie.objects.filter(pk=rij.pk).update(goed="Iets anders.")
    with pytest.raises(DatabaseError), transaction.atomic():
        rij.delete()


@pytest.mark.parametrize(("naam", "gedeeld"), [("mo", True), ("pieter", False)])
def test_een_nieuw_oordeel_intussen_vraagt_om_opnieuw_te_kijken(
    blad, mensen, regel, geef, naam, gedeeld
):
    geef(naam, 3, dagen_geleden=3, gedeeld=gedeeld)
    velden = {"goed": "Wat Bea schreef.", "gezien": neem_op(mensen.traject).afdruk}
    geef(naam, 4, gedeeld=gedeeld)
    antwoord = blad("bea", velden)
    assert antwoord.status_code == 422
    assert "Er kwam intussen een oordeel bij" in antwoord.text
    assert "Wat Bea schreef." in antwoord.text
    assert not Evaluatie.objects.exists()


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({}, "Schrijf minstens in één van de drie vakken iets."),
        ({"goed": "x", "dag": 1}, "kan niet in de toekomst liggen"),
        ({"goed": "x", "dag": ""}, "verplicht"),
        ({"goed": "x", "moment": "77770001"}, "Kies een moment uit de lijst."),
        ({"goed": "<b>x</b>"}, "computercode"),
    ],
)
def test_een_fout_is_een_zin_en_de_tekst_blijft(blad, velden, zin):
    if velden.get("dag"):
        velden = velden | {"dag": f.dagen(velden["dag"])}
    antwoord = blad("bea", {"werkpunten": "Blijft staan." if velden else "", **velden})
    assert antwoord.status_code == 422
    assert zin in antwoord.text
    assert ("Blijft staan." in antwoord.text) is bool(velden)
    assert not Evaluatie.objects.exists()


@pytest.mark.parametrize("naam", ["lea", "coen", "mo", "els", "lotte"])
def test_wie_leest_legt_niets_vast(blad, naam):
    assert blad(naam, {"goed": "Goed."}).status_code == 403
    assert "Vastleggen" not in blad(naam).text
    assert not Evaluatie.objects.exists()


# Correcting


@pytest.fixture
def verbeter(client_van, adres, mensen):
    def doe(oud: Evaluatie, naam: str = "bea", **velden):
        url = adres("opleidingsplannen:verbeter_evaluatie", mensen.traject.pk, oud.pk)
        basis = {"dag": oud.dag, "goed": oud.goed, "gedeeld": "on", "sleutel": uuid.uuid4()}
        return client_van(naam).post(url, basis | velden)

    return doe


def test_verbeteren_is_een_nieuwe_rij_die_terugwijst(verbeter, mensen, moment, regel, geef):
    oud = leg_vast(mensen, moment=moment)
    geef("mo", 4)
    assert verbeter(oud, goed="Beter gezegd.", dag=oud.dag).status_code == 302
    nieuw = Evaluatie.objects.geldig().get()
    assert (nieuw.verbetert, nieuw.moment, nieuw.goed) == (oud, moment, "Beter gezegd.")
    assert nieuw.inhoud == oud.inhoud
    assert Evaluatie.objects.get(pk=oud.pk).goed == "Komt op tijd."


def test_twee_die_tegelijk_verbeteren(verbeter, mensen):
    oud = leg_vast(mensen)
    verbeter(oud, "pieter", goed="Van Pieter.")
    antwoord = verbeter(oud, goed="Van Bea.")
    assert antwoord.status_code == 422
    assert "Pieter Cast verbeterde deze evaluatie intussen" in antwoord.text
    assert "Van Bea." in antwoord.text
    assert Evaluatie.objects.geldig().get().goed == "Van Pieter."


def test_tweemaal_dezelfde_verbetering_telt_eens_en_niets_veranderd_is_geen(verbeter, mensen):
    oud, sleutel = leg_vast(mensen), uuid.uuid4()
    assert "Er is niets veranderd" in verbeter(oud).text
    for _ in range(2):
        assert verbeter(oud, goed="Anders.", sleutel=sleutel).status_code == 302
    assert Evaluatie.objects.count() == 2
    antwoord = verbeter(oud, goed="Nog anders.", sleutel=sleutel)
    assert antwoord.status_code == 422
    assert "open de bladzijde opnieuw" in antwoord.text
    assert "Nog anders." in antwoord.text


@pytest.mark.parametrize("naam", ["mo", "els", "lotte"])
def test_buiten_de_school_leest_men_wat_gedeeld_is_en_geldt(blad, verbeter, mensen, naam):
    oud = leg_vast(mensen, goed="Oude tekst.")
    leg_vast(mensen, goed="Alleen voor ons.", gedeeld=False)
    assert "Oude tekst." in blad(naam).text
    assert "Alleen voor ons." not in blad(naam).text
    verbeter(oud, goed="Nieuwe tekst.")
    assert "Nieuwe tekst." in blad(naam).text
    assert "Oude tekst." not in blad(naam).text
    assert "Oude tekst." in blad("lea").text


# What is frozen


@pytest.fixture
def vast(mensen, regel):
    """The only cluster as it is kept, its competence, and the words of its sides."""

    def doe() -> tuple[dict, dict, dict]:
        (cluster,) = leg_vast(mensen).inhoud["clusters"]
        (rij,) = cluster["competenties"]
        return cluster, rij, dict(rij["naast_elkaar"])

    return doe


@pytest.mark.parametrize("niveau", [2, 4])
def test_een_laatste_woord_dat_niet_gedeeld_is_zegt_alleen_dat(vast, geef, niveau):
    """Neither its level, name or day, nor the stand, which would tell it; and no earlier word."""
    geef("mo", 4, dagen_geleden=9)
    geef("pieter", 3, dagen_geleden=8)
    geef("pieter", niveau, dagen_geleden=2, gedeeld=False)
    cluster, rij, woorden = vast()
    assert woorden["school"] == {"label": "niet gedeeld"}
    assert woorden["werkplek"]["wie"] == "Mo Cast"
    assert (rij["stand"], rij["woord"]) == ("niet_gedeeld", "niet gedeeld")
    assert (cluster["bereikt"], cluster["aantal"], cluster["sinds"]) == (False, 0, None)
    assert cluster["niet_gedeeld"] == 1


def test_wat_de_leerling_niet_deelt_laat_de_stand_staan(vast, geef):
    geef("mo", 3)
    geef("lotte", 1, gedeeld=False)
    cluster, rij, woorden = vast()
    assert woorden["leerling"] == {"label": "niet gedeeld"}
    assert (rij["stand"], cluster["sinds"]["wie"]) == ("bereikt", "Mo Cast")


def test_een_vroeger_woord_dat_niet_gedeeld_is_zegt_niet_sinds_wanneer(vast, geef):
    geef("pieter", 3, dagen_geleden=9, gedeeld=False)
    geef("pieter", 4, dagen_geleden=2)
    cluster, rij, _ = vast()
    assert (rij["stand"], cluster["bereikt"], cluster["sinds"]) == ("bereikt", True, None)


def test_een_lager_woord_tussenin_dat_niet_gedeeld_is_evenmin(vast, geef):
    geef("mo", 3, dagen_geleden=9)
    geef("pieter", 2, dagen_geleden=5, gedeeld=False)
    geef("pieter", 4, dagen_geleden=2)
    assert vast()[0]["sinds"] is None


@pytest.mark.parametrize("naam", ["els", "mo", "lotte"])
@pytest.mark.parametrize("status", ["concept", "voorgelegd"])
def test_een_ontwerp_van_het_plan_wordt_niet_bewaard(blad, mensen, maak_plan, status, naam):
    maak_plan(2, status=Planstatus(status))
    rij = leg_vast(mensen)
    is_concept = status == "concept"
    assert (rij.inhoud["clusters"] == []) is is_concept
    assert rij.document.inhoud["overzicht"] == rij.inhoud
    assert ("er was toen nog geen opleidingsplan voorgelegd" in blad(naam).text) is is_concept
    assert ("er wordt geen overzicht van competenties mee" in blad("bea").text) is is_concept


def test_een_concept_naast_een_plan_met_akkoord_telt_niet(mensen, regel, maak_plan):
    maak_plan(3, versie=2, status=Planstatus.CONCEPT)
    assert leg_vast(mensen).inhoud["versie"] == regel.plan.versie


def test_de_stand_is_van_de_dag_van_vastleggen(blad, verbeter, mensen, regel):
    oud = leg_vast(mensen, dag=f.dagen(-9))
    vandaag = date_format(timezone.localdate(), "j F Y")
    assert oud.inhoud["stand_op"] == vandaag
    assert f"Stand op {vandaag}" in blad("els").text
    verbeter(oud, goed="Anders.")
    assert Evaluatie.objects.geldig().get().inhoud["stand_op"] == vandaag


def test_een_moment_dat_intussen_weg_is(mensen, moment):
    weg = Evaluatie(
        traject=mensen.traject, moment=moment, goed="x", sleutel=uuid.uuid4(), dag=f.dagen(0)
    )
    type(moment).objects.all().delete()
    weg.moment_id = moment.pk or 1
    with pytest.raises(Weigering, match="intussen weggehaald"):
        acties.leg_vast(weg, gezien="", door=mensen.bea)
