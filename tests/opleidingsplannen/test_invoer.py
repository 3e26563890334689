"""Bringing a standaardtraject in: look first, then confirm, and never change a former version."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gebruikers.overgang import Weigering
from opleidingsplannen.catalogus import als_ontwerp, lees_ontwerp, voer_in
from opleidingsplannen.models import Activiteit, Competentie, Standaardtraject
from tests import factories as f

EERSTE = "Cluster;Code;Competentie;Activiteit\nHygiëne;B1;Werkt hygiënisch;Wast de handen\n"
TWEEDE = EERSTE + "Deeg;B2;Kneedt deeg;Weegt af\nDeeg;B2;Kneedt deeg;Voelt het deeg\n"


def upload(tekst: str | bytes, naam: str = "bakker.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, tekst.encode() if isinstance(tekst, str) else tekst)


@pytest.fixture
def post(client_van, adres):
    """Post the form as Coen, the coördinator. Who confirms a text saw it, unless `gezien`."""

    coen, url = client_van("coen"), adres("opleidingsplannen:standaardtraject_invoer")

    def doe(**velden):
        velden = {"naam": "Bakker"} | velden
        if "bevestig" in velden and "bestand" not in velden and "gezien" not in velden:
            bekeken = {veld: waarde for veld, waarde in velden.items() if veld != "bevestig"}
            context = coen.post(url, bekeken).context
            velden["gezien"] = context.get("gezien", "")
        return coen.post(url, velden)

    return doe


def _zinnen(antwoord) -> str:
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def test_het_voorbeeld_toont_alles_en_bewaart_niets(post):
    tekst = _zinnen(post(bestand=upload(TWEEDE)))
    assert "2 clusters met samen 2 competenties" in tekst
    assert "Werkt hygiënisch" in tekst
    assert "Voelt het deeg" in tekst
    assert 'name="bevestig"' in tekst
    assert "Voelt het deeg" in _zinnen(post(tekst=TWEEDE)), (
        "nog eens bekijken is nog niet overnemen"
    )
    assert not Standaardtraject.objects.exists()


def test_bevestigen_bewaart_wat_in_het_voorbeeld_stond(post, mensen):
    opleiding = mensen.leerling.opleiding
    voorbeeld = post(bestand=upload(TWEEDE.encode("cp1252")), opleiding=opleiding.pk)
    tekst = voorbeeld.context["form"]["tekst"].value()
    antwoord = post(tekst=tekst, bevestig="1", opleiding=opleiding.pk)
    nieuw = Standaardtraject.objects.get()
    assert antwoord.url == nieuw.get_absolute_url()
    assert (nieuw.school, nieuw.naam, nieuw.versie) == (mensen.school, "Bakker", 1)
    assert nieuw.opleiding == opleiding
    assert als_ontwerp(nieuw) == lees_ontwerp(TWEEDE.encode()).clusters
    assert Activiteit.objects.filter(school=mensen.school).count() == 3
    assert list(Competentie.objects.values_list("code", flat=True)) == ["B1", "B2"]


def test_een_nieuw_bestand_wordt_eerst_getoond_ook_bij_overnemen(post):
    tekst = _zinnen(post(bestand=upload(TWEEDE), tekst=EERSTE, bevestig="1"))
    assert "Kneedt deeg" in tekst
    assert not Standaardtraject.objects.exists()


def test_een_tweede_invoer_is_versie_twee_en_laat_versie_een_met_rust(post, mensen):
    post(tekst=EERSTE, bevestig="1")
    eerste = Standaardtraject.objects.get()
    plan = f.OpleidingsplanFactory(traject=mensen.traject, standaardtraject=eerste)
    post(tekst=TWEEDE, bevestig="1")
    tweede = Standaardtraject.objects.get(versie=2)
    assert als_ontwerp(eerste) == lees_ontwerp(EERSTE.encode()).clusters
    assert als_ontwerp(tweede) == lees_ontwerp(TWEEDE.encode()).clusters
    plan.refresh_from_db()
    assert plan.standaardtraject == eerste


def test_twee_keer_bevestigen_maakt_een_versie(post):
    post(tekst=EERSTE, bevestig="1")
    tekst = _zinnen(post(tekst=EERSTE, bevestig="1"))
    assert "Er is niets veranderd tegenover versie 1 van Bakker" in tekst
    assert Standaardtraject.objects.count() == 1


def test_dezelfde_naam_op_een_andere_school_is_een_ander_standaardtraject(post, mensen):
    f.StandaardtrajectFactory(school=mensen.andere_school, naam="Bakker", versie=7)
    post(tekst=EERSTE, bevestig="1")
    assert Standaardtraject.objects.get(school=mensen.school).versie == 1


def test_fouten_staan_met_rij_en_kolom_op_de_pagina_en_de_naam_blijft_staan(post):
    tekst = _zinnen(post(naam="Mijn bakker", bestand=upload(EERSTE + "Deeg;B2;=1+1;\n")))
    assert '<td data-label="Rij">3</td><td data-label="Kolom">Competentie</td>' in tekst
    assert "begint als een formule" in tekst
    assert 'value="Mijn bakker"' in tekst
    assert 'name="bevestig"' not in tekst


def test_een_bestand_met_fouten_is_ook_met_bevestigen_niet_in_te_voeren(post):
    tekst = _zinnen(post(tekst=EERSTE + "Deeg;B2;=1+1;\n", bevestig="1"))
    assert "Dit bestand heeft nog fouten" in tekst
    assert not Standaardtraject.objects.exists()


@pytest.mark.parametrize(
    ("bestand", "zin"),
    [
        (upload(b"%PDF-1.7 ..."), "Dit is een PDF"),
        (upload(b""), "leeg"),
        (upload("Cluster;Code;Competentie\nA;B;C\n"), "De kolom Activiteit ontbreekt"),
        (None, "Kies een bestand."),
    ],
    ids=["pdf", "leeg", "kolom", "niets"],
)
def test_wat_niet_te_lezen_is_geeft_een_zin_en_de_naam_blijft_staan(post, bestand, zin):
    if bestand:
        bestand.seek(0)
    tekst = _zinnen(post(naam="Mijn bakker", **({"bestand": bestand} if bestand else {})))
    assert zin in tekst
    assert 'value="Mijn bakker"' in tekst
    assert not Standaardtraject.objects.exists()


def test_html_in_de_naam_wordt_tekst(post):
    tekst = _zinnen(post(naam="<b>Bakker</b>", bestand=upload(EERSTE)))
    assert "<b>Bakker" not in tekst


def test_een_opleiding_van_een_andere_school_is_geen_keuze(post, mensen):
    elders = f.OpleidingFactory(school=mensen.andere_school)
    antwoord = post(tekst=EERSTE, bevestig="1", opleiding=elders.pk)
    assert "opleiding" in antwoord.context["form"].errors
    assert not Standaardtraject.objects.exists()


@pytest.mark.parametrize("naam", ["bea", "lea", "ada"])
def test_de_invoer_vraagt_het_recht_opnieuw(mensen, naam):
    ontwerp = lees_ontwerp(EERSTE.encode())
    with pytest.raises(PermissionDenied, match="Met jouw rol"):
        voer_in(ontwerp, naam="Bakker", opleiding=None, door=getattr(mensen, naam))


def test_de_invoer_weigert_een_opleiding_van_een_andere_school(mensen):
    elders = f.OpleidingFactory(school=mensen.andere_school)
    with pytest.raises(Weigering, match="andere school"):
        voer_in(lees_ontwerp(EERSTE.encode()), naam="X", opleiding=elders, door=mensen.coen)


def test_een_ontwerp_zonder_iets_erin_wordt_geweigerd(mensen):
    leeg = lees_ontwerp(EERSTE.encode())
    leeg.clusters.clear()
    with pytest.raises(Weigering, match="nog fouten"):
        voer_in(leeg, naam="Bakker", opleiding=None, door=mensen.coen)


def test_een_groter_bestand_kost_niet_meer_vragen(post):
    def tel(aantal: int) -> int:
        rijen = "".join(f"C;K{n};Kan iets {n};Doet {n}\n" for n in range(aantal))
        with CaptureQueriesContext(connection) as vragen:
            tekst = _zinnen(post(bestand=upload("Cluster;Code;Competentie;Activiteit\n" + rijen)))
        assert f"samen {aantal} competentie" in tekst
        return len(vragen)

    tel(1)
    assert tel(10) == tel(100) <= 25
