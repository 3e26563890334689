"""Presence for the secretariat."""

import csv
import io

import pytest
from openpyxl import load_workbook

from gebruikers import opdrachten
from gebruikers.models import Opdracht
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie
from opleidingsplannen.aanwezigheidsuitvoer import KOPPEN, vraag_uitvoer
from tests import factories as f
from trajecten.models import Inzage

pytestmark = pytest.mark.django_db


def voer_uit(lid, soort: str = "xlsx", *, alles: bool = False, van: int = -3, tot: int = 3):
    keuze = {"van": f.dagen(van).isoformat(), "tot": f.dagen(tot).isoformat()}
    opdracht = vraag_uitvoer(f"aanwezigheid_{soort}", keuze, alles=alles, door=lid)
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.staat == Opdracht.Staat.KLAAR, opdracht.fout
    return opdracht


def rijen(opdracht: Opdracht) -> list[dict]:
    with opdracht.bestand.open("rb") as bestand:
        blad = load_workbook(io.BytesIO(bestand.read())).active
    kop, *inhoud = blad.iter_rows(values_only=True)
    assert kop == KOPPEN
    return [dict(zip(kop, rij, strict=True)) for rij in inhoud]


@pytest.fixture
def gezegd(mensen, werkt):
    f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(-2), werkplek_zegt="ziek")
    return f.AanwezigheidFactory(
        plaatsing=werkt, dag=f.dagen(-1), werkplek_zegt="ongewettigd", staat="gewettigd",
        waarom="=1+1", vastgesteld_door=mensen.bea, vastgesteld_op=werkt.aangeboden_op,
    )  # fmt: skip


def test_alleen_wat_vastgesteld_is(mensen, gezegd):
    (rij,) = rijen(voer_uit(mensen.ada))
    assert (rij["Leerling"], rij["Dagdeel"], rij["Stand"], rij["Aanwezigheid"]) == (
        "Lotte Maes", "voormiddag", "vastgesteld", "gewettigd afwezig",
    )  # fmt: skip
    assert rij["Volgens de werkplek"] == "ongewettigd afwezig"
    assert rij["Dag"].date() == f.dagen(-1)


def test_alles_met_de_stand_tot_vandaag(mensen, gezegd):
    alle = rijen(voer_uit(mensen.ada, alles=True))
    assert len(alle) == 8, "vier dagen, en niets van wat nog moet komen"
    standen = [rij["Stand"] for rij in alle]
    assert (standen.count("nog niet doorgegeven"), standen.count("doorgegeven")) == (6, 1)


def test_wat_met_een_gelijkteken_begint_is_geen_formule(mensen, gezegd):
    opdracht = voer_uit(mensen.ada, "csv")
    with opdracht.bestand.open("rb") as bestand:
        kop, rij = csv.reader(bestand.read().decode("utf-8-sig").splitlines(), delimiter=";")
    assert dict(zip(kop, rij, strict=True))["Waarom anders"] == "'=1+1"


def test_ieder_neemt_alleen_eigen_leerlingen_mee(mensen, gezegd):
    assert len(rijen(voer_uit(mensen.bea))) == 1
    assert rijen(voer_uit(mensen.vera)) == []
    assert Inzage.objects.filter(deel=Informatie.AANWEZIGHEID, hoe="export").count() == 1


def test_wie_een_leerling_niet_meer_ziet_haalt_het_bestand_niet_meer(mensen, gezegd):
    opdracht = voer_uit(mensen.bea)
    mensen.traject.team.update(tot=f.dagen(-1))
    with pytest.raises(Weigering, match="intussen niet meer ziet"):
        opdrachten.haal_af(opdracht, lid=mensen.bea)


def test_de_bladzijde_vraagt_het_aan(client_van, adres, mensen, werkt):
    url = adres("opleidingsplannen:aanwezigheid_uitvoer")
    keuze = f"?van={f.dagen(-9)}&tot={f.dagen(0)}"
    antwoord = client_van("ada").post(url + keuze, {"soort": "aanwezigheid_csv", "wat": "alles"})
    opdracht = Opdracht.objects.get()
    assert antwoord.url == adres("gebruikers:opdracht", opdracht.pk)
    assert (opdracht.invoer["alles"], opdracht.invoer["keuze"]["van"]) == (True, str(f.dagen(-9)))
    assert "Kies een rekenblad" in client_van("ada").post(url, {"soort": "x"}).text
