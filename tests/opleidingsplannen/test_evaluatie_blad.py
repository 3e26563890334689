"""The page of an evaluation: the proposal of a studiebewijs, the document, and what it costs."""

import json
import uuid

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from pypdf import PdfReader

from opleidingsplannen import evaluatie as acties
from opleidingsplannen.bereikt import overzicht
from opleidingsplannen.models import Beoordeling, Evaluatie
from opleidingsplannen.opname import neem_op
from tests import factories as f
from trajecten.documenten import maak
from trajecten.models import Document

pytestmark = pytest.mark.django_db
HOOGSTENS = 25


@pytest.fixture
def open_blad(client_van, adres, mensen):
    def doe(naam: str = "bea") -> str:
        return client_van(naam).get(adres("opleidingsplannen:evaluatie", mensen.traject.pk)).text

    return doe


def voorstellen(plan) -> list[tuple[str, str, str]]:
    rijen = acties.voorstel_van(overzicht(plan, Beoordeling.objects.all()))
    return [(rij.soort, rij.voor, rij.anders) for rij in rijen]


def test_het_voorstel_volgt_uit_wat_bereikt_is(mensen, regel, geef):
    ander = f.PlanregelFactory(plan=regel.plan)
    assert voorstellen(regel.plan) == []
    geef("mo", 3)
    titel = regel.competentie.cluster.titel
    assert voorstellen(regel.plan) == [
        ("bewijs van deelkwalificatie", titel, "bewijs van competenties")
    ]
    geef("mo", 4, regel=ander)
    assert voorstellen(regel.plan) == [
        ("bewijs van beroepskwalificatie", "alle clusters van het plan", "")
    ]


def test_het_voorstel_is_voor_de_school_en_zegt_wie_beslist(open_blad, regel, geef, mensen, adres):
    geef("mo", 3)
    tekst = open_blad()
    assert "Bewijs van beroepskwalificatie" in tekst
    assert "De klassenraad beslist. Dat mag op elk moment" in tekst
    assert adres("trajecten:fase", mensen.traject.pk) in tekst
    assert "noteert het studiebewijs" in open_blad("pieter")
    for naam in ("mo", "els", "lotte"):
        assert "Voorstel van studiebewijs" not in open_blad(naam), naam


def test_na_het_einde_leidt_het_naar_de_studiebewijzen(open_blad, mensen, adres):
    type(mensen.traject).objects.filter(pk=mensen.traject.pk).update(fase="afgerond")
    assert adres("trajecten:studiebewijzen", mensen.traject.pk) in open_blad()


def test_het_blad_zegt_wanneer_een_cluster_bereikt_is_en_volgens_wie(open_blad, regel, geef):
    geef("mo", 3)
    for naam in ("bea", "lea", "coen", "mo", "els", "lotte"):
        assert "volgens Mo Cast (mentor)" in open_blad(naam), naam


def test_een_ouder_leest_geen_oordeel_dat_niet_gedeeld_is(open_blad, regel, geef):
    geef("mo", 3)
    geef("pieter", 1, gedeeld=False)
    assert "verschil" in open_blad("bea").partition("Wanneer is")[0]
    assert "volgens Mo Cast" in open_blad("els")


def test_zonder_plan_en_zonder_momenten_zegt_het_wat_te_doen(open_blad):
    assert "Nog geen plan" in open_blad()
    assert "Nog geen evaluatie" in open_blad("els")


@pytest.mark.parametrize("naam", ["bea", "lotte", "els", "mo"])
def test_het_kost_evenveel_voor_een_als_voor_tien(
    mensen, regel, geef, client_van, adres, naam, meet
):
    url, client = adres("opleidingsplannen:evaluatie", mensen.traject.pk), client_van(naam)
    aantal = []
    for _ in range(2):
        for _ in range(4):
            rij = f.PlanregelFactory(plan=regel.plan)
            for wie in ("mo", "pieter", "lotte"):
                geef(wie, 3, regel=rij)
            f.EvaluatieFactory(traject=mensen.traject)
            f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(20 + rij.pk % 30))
        aantal.append(meet(client, url))
    assert aantal[0] == aantal[1] <= HOOGSTENS


# WeasyPrint leaves the file of its colour profile to the collector.
@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:.*sRGB2014:ResourceWarning")
def test_de_pdf_komt_van_wat_bevroren_is(mensen, regel, geef):
    geef("mo", 3)
    rij = Evaluatie(traject=mensen.traject, goed="Bakt vlot.", sleutel=uuid.uuid4(), dag=f.dagen(0))
    acties.leg_vast(rij, gezien=neem_op(mensen.traject).afdruk, door=mensen.bea)
    document = Document.objects.get(soort="evaluatie")
    assert document.inhoud["teksten"] == [["Wat gaat goed", "Bakt vlot."]]
    assert document.inhoud["overzicht"] == rij.inhoud
    maak(document.pk)
    document.refresh_from_db()
    with document.bestand.open("rb") as bestand:
        bladen = PdfReader(bestand).pages
        tekst = " ".join(blad.extract_text() for blad in bladen)
        assert len(bladen) == 1
    vandaag = date_format(timezone.localdate(), "j F Y")
    for woord in ("Bakt vlot.", "Mo Cast", f"Stand op {vandaag}", "Dit is geen studiebewijs"):
        assert woord in tekst, woord


def test_de_afdruk_toont_wat_niet_gedeeld_is_alleen_zo(mensen, regel, geef):
    geef("mo", 3, dagen_geleden=3)
    geef("pieter", 1, gedeeld=False)
    rij = Evaluatie(traject=mensen.traject, goed="x", sleutel=uuid.uuid4(), dag=f.dagen(0))
    acties.leg_vast(rij, gezien=neem_op(mensen.traject).afdruk, door=mensen.bea)
    tekst = render_to_string("documenten/evaluatie.html", rij.document.inhoud)
    assert "0 van 1 bereikt, 1 niet gedeeld" in tekst
    assert "<td>niet gedeeld</td>" in tekst
    assert "Pieter Cast" not in tekst


def test_de_afdruk_noemt_geen_werkplek(mensen, regel):
    """A mentor reads it, also of a learner who is at another company as well."""
    rij = Evaluatie(traject=mensen.traject, goed="x", sleutel=uuid.uuid4(), dag=f.dagen(0))
    acties.leg_vast(rij, gezien=neem_op(mensen.traject).afdruk, door=mensen.bea)
    tekst = json.dumps(rij.document.inhoud) + render_to_string(
        "documenten/evaluatie.html", rij.document.inhoud
    )
    for plek in mensen.traject.plaatsingen.exclude(organisatie=None, vestiging=None):
        assert str(plek.plaats) not in tekst
    assert mensen.traject.plaatsingen.in_voege().filter(tot__gte=f.dagen(0)).exists()
    assert "erkplek</small>" not in tekst


def test_de_titel_houdt_de_hoofdletter_van_het_moment(mensen):
    moment = f.EvaluatiemomentFactory(school=mensen.school, naam="Kerst")
    rij = Evaluatie(
        traject=mensen.traject, moment=moment, goed="x", sleutel=uuid.uuid4(), dag=f.dagen(0)
    )
    acties.leg_vast(rij, gezien=neem_op(mensen.traject).afdruk, door=mensen.bea)
    assert rij.document.titel.startswith("Evaluatie Kerst van ")


def test_een_mislukt_document_zegt_dat_aan_iedereen(mensen, open_blad):
    """Also of an earlier version, and then it is made again from there."""
    oud = f.EvaluatieFactory(traject=mensen.traject)
    nieuw = f.EvaluatieFactory(traject=mensen.traject, verbetert=oud)
    zin = "Het document kon niet gemaakt worden"
    for rij, lezers in ((nieuw, ("bea", "lea", "mo", "els", "lotte")), (oud, ("bea", "lea"))):
        mislukt = Document.objects.filter(pk=rij.document_id)
        mislukt.update(opnieuw_op=None, fout="x", pogingen=5)
        Document.objects.exclude(pk=rij.document_id).update(opnieuw_op=timezone.now(), fout="")
        for naam in lezers:
            tekst = open_blad(naam)
            assert zin in tekst, naam
            assert ("Opnieuw maken" in tekst) is (naam == "bea"), naam


def test_een_mislukt_document_maakt_wie_evalueert_opnieuw(mensen, client_van, adres):
    rij = f.EvaluatieFactory(traject=mensen.traject)
    Document.objects.filter(pk=rij.document_id).update(opnieuw_op=None, fout="x", pogingen=5)
    opnieuw = adres("trajecten:document_opnieuw", rij.document_id)
    assert client_van("els").post(opnieuw).status_code == 403
    assert client_van("ada").post(opnieuw).status_code == 404
    antwoord = client_van("pieter").post(opnieuw)
    assert antwoord.url == adres("opleidingsplannen:evaluatie", mensen.traject.pk)
    assert Document.objects.get(pk=rij.document_id).opnieuw_op is not None
