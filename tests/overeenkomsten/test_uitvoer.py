"""Taking agreements out: what the list shows, as a spreadsheet or as documents."""

import csv
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from gebruikers import opdrachten
from gebruikers.models import Opdracht
from gebruikers.zicht import Informatie
from leerlingen.schooljaar import begin_schooljaar
from overeenkomsten import uitvoer
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij
from overeenkomsten.uitvoer import FORMALITEITEN, KOLOMMEN, vraag_uitvoer
from tests import factories as f
from tests.overeenkomsten.zaken import andere_zaak, getekend, klaar, lopend, teken, verstuurd
from trajecten.inzage import BEZOEK
from trajecten.models import Inzage
from werkplekken.models import Mentor, Vestiging

pytestmark = pytest.mark.django_db


def voer_uit(soort: str, keuze: dict, lid, gekozen=()) -> Opdracht:
    opdracht = vraag_uitvoer(f"overeenkomsten_{soort}", keuze, gekozen, door=lid)
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    return opdracht


def bytes_van(opdracht: Opdracht) -> io.BytesIO:
    with opdracht.bestand.open("rb") as bestand:
        return io.BytesIO(bestand.read())


def rijen(opdracht: Opdracht) -> list[dict]:
    blad = load_workbook(bytes_van(opdracht)).active
    kop, *inhoud = blad.iter_rows(values_only=True)
    return [dict(zip(kop, rij, strict=True)) for rij in inhoud]


@pytest.fixture
def allerlei(mensen):
    """A draft, a sent one and one of Vera's: each of another learner."""
    concept = klaar(mensen, traject=andere_zaak(mensen, naam="Concept"))
    gestuurd = verstuurd(mensen)
    vera = f.OvereenkomstFactory(traject=mensen.vera_traject, soort="sao", uren_werkplek=12)
    return {"concept": concept.pk, "gestuurd": gestuurd.pk, "vera": vera.pk}


def test_een_rij_per_overeenkomst_met_alle_kolommen(mensen, allerlei):
    opdracht = voer_uit("xlsx", {}, mensen.coen)
    uit = rijen(opdracht)
    assert list(uit[0]) == list(KOLOMMEN)
    assert len(uit) == 3
    assert opdracht.resultaat["zin"] == "3 overeenkomsten in het bestand."
    rij = Overeenkomst.objects.get(pk=allerlei["gestuurd"])
    lotte = next(r for r in uit if r["Leerling"] == "Lotte Maes")
    assert (lotte["Nummer"], lotte["Status"]) == (rij.nummer, "ter ondertekening")
    assert (lotte["Begin"].date(), lotte["Uren werkplek"]) == (rij.begindatum, 24)


def test_het_rekenblad_noemt_wie_tekent_de_ouder_en_de_vergoeding(mensen):
    teken(verstuurd(mensen), Partij.LEERLING)
    (rij,) = rijen(voer_uit("xlsx", {}, mensen.coen))
    assert rij["Ouder die tekent"] == "Els Jacobs"
    assert rij["Tekent voor de onderneming"] == "Jan Cools"
    assert rij["Tekent voor de school"] == str(mensen.coen.gebruiker)
    assert rij["Leervergoeding (euro per maand)"] == 662.6
    assert rij["Categorie leervergoeding"] == 1
    vandaag = timezone.localdate()
    assert f"Lotte Maes: {vandaag.day}/{vandaag.month}/{vandaag.year}" in rij["Handtekeningen"]
    assert "Els Jacobs: moet nog tekenen" in rij["Handtekeningen"]


def test_de_dagen_van_de_formaliteiten_voor_wie_ze_leest(mensen, monkeypatch):
    rij = verstuurd(mensen)
    dimona, arts = (
        f.FormaliteitFactory(school=mensen.school, naam=naam) for naam in ("Dimona", "Arbeidsarts")
    )
    dag = f.FormaliteitdagFactory(
        overeenkomst=rij, formaliteit=dimona, op=f.dagen(-3), kenmerk="D-12", door=mensen.bea
    )
    velden = {"op": None, "niet_nodig": "sector", "door": mensen.bea}
    f.FormaliteitdagFactory(overeenkomst=rij, formaliteit=arts, **velden)
    (uit,) = rijen(voer_uit("xlsx", {}, mensen.coen))
    assert uit[FORMALITEITEN] == f"Dimona: {dag.op:%-d/%-m/%Y}; Arbeidsarts: niet nodig"
    eerst = uitvoer.mag
    monkeypatch.setattr(
        uitvoer, "mag", lambda lid, soort: soort != Informatie.FORMALITEIT and eerst(lid, soort)
    )
    (uit,) = rijen(voer_uit("xlsx", {}, mensen.coen))
    assert FORMALITEITEN not in uit


def test_een_rekenblad_vraagt_voor_veel_rijen_niet_meer(mensen):
    def tel() -> int:
        with CaptureQueriesContext(connection) as vragen:
            voer_uit("xlsx", {}, mensen.coen)
        return len(vragen)

    klaar(mensen, traject=andere_zaak(mensen))
    een = tel()
    for _ in range(9):
        klaar(mensen, traject=andere_zaak(mensen))
    assert tel() == een


@pytest.mark.parametrize(
    ("keuze", "verwacht"),
    [
        ({"status": "concept"}, {"concept", "vera"}),
        ({"status": "ter_ondertekening"}, {"gestuurd"}),
        ({"soort": "sao"}, {"vera"}),
        ({"q": "maes"}, {"gestuurd"}),
        ({"q": "niemand"}, set()),
    ],
)
def test_het_rekenblad_volgt_het_filter(
    mensen, allerlei, client_van, adres, taken_meteen, keuze, verwacht
):
    coen = client_van("coen")
    lijst = coen.get(adres("overeenkomsten:lijst"), keuze).context["page_obj"]
    assert {rij.pk for rij in lijst} == {allerlei[naam] for naam in verwacht}
    url = adres("overeenkomsten:uitvoer") + "?" + "&".join(f"{k}={v}" for k, v in keuze.items())
    coen.post(url, {"soort": "overeenkomsten_xlsx"})
    uit = rijen(Opdracht.objects.get())
    assert [rij["Leerling"] for rij in uit] == [str(rij.traject.leerling) for rij in lijst]


def test_wat_met_een_gelijkteken_begint_is_geen_formule(mensen):
    traject = andere_zaak(mensen, voornaam="=HYPERLINK(1)", naam="+1")
    klaar(mensen, traject=traject)
    blad = load_workbook(bytes_van(voer_uit("xlsx", {}, mensen.coen))).active
    cel = next(c for c in blad[2] if str(c.value).startswith("=HYPERLINK"))
    assert cel.data_type == "s"


def test_een_tekstbestand_heeft_dezelfde_kolommen_en_voert_niets_uit(mensen):
    rij = lopend(mensen, traject=andere_zaak(mensen, voornaam="=HYPERLINK(1)", naam="Ünal"))
    f.SchorsingFactory(overeenkomst=rij, van=f.dagen(-3), tot=f.dagen(-2))
    f.SchorsingFactory(overeenkomst=rij, van=f.dagen(-1), tot=None)
    rij.huidige_ondertekenaars.update(herinnerd_op=timezone.now())
    inhoud = bytes_van(voer_uit("csv", {}, mensen.coen)).read()
    assert inhoud.startswith(b"\xef\xbb\xbf")
    kop, regel = csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";")
    assert kop == list(KOLOMMEN)
    cellen = dict(zip(kop, regel, strict=True))
    assert cellen["Leerling"] == "'=HYPERLINK(1) Ünal"
    assert (cellen["Begin"], cellen["Uren werkplek"]) == (f"{rij.begindatum:%d/%m/%Y}", "24,00")
    assert cellen["Laatst herinnerd"] == f"{f.dagen(0):%d/%m/%Y}"
    dagen = [f.dagen(n) for n in (-3, -2, -1, 0)]  # of the school year of today
    dit_jaar = begin_schooljaar(f.dagen(0))
    verwacht = sum(begin_schooljaar(dag) == dit_jaar for dag in dagen)
    assert cellen["Dagen geschorst (schooljaar)"] == str(verwacht)


def test_alleen_wat_aangevinkt_is_en_wat_men_nog_ziet(mensen, allerlei, client_van, adres):
    gekozen = f"kies={allerlei['concept']}&kies={allerlei['vera']}"
    blad = f"{adres('overeenkomsten:uitvoer')}?status=getekend&{gekozen}"
    bea = client_van("bea")
    assert "1 overeenkomst aangevinkt" in " ".join(bea.get(blad).text.split())
    bea.post(blad, {"soort": "overeenkomsten_xlsx"})
    opdracht = Opdracht.objects.get()
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert [rij["Leerling"] for rij in rijen(opdracht)] == ["Lin Concept"]


def test_een_begeleider_neemt_alleen_eigen_zaken_mee(mensen, allerlei):
    assert {rij["Leerling"] for rij in rijen(voer_uit("xlsx", {}, mensen.bea))} == {
        "Lotte Maes", "Lin Concept",
    }  # fmt: skip
    assert len(rijen(voer_uit("xlsx", {}, mensen.vera))) == 1
    assert rijen(voer_uit("xlsx", {}, mensen.tess)) == []


def test_wie_intussen_geen_rol_meer_heeft_krijgt_niets(mensen, allerlei):
    opdracht = vraag_uitvoer("overeenkomsten_xlsx", {}, door=mensen.coen)
    type(mensen.coen).objects.filter(pk=mensen.coen.pk).update(tot=f.dagen(-1))
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.staat == "mislukt"
    assert "heeft hier geen rol meer" in opdracht.fout
    assert not opdracht.bestand


def _haal(client_van, adres, naam: str, opdracht: Opdracht) -> int:
    antwoord = client_van(naam).get(adres("gebruikers:bestand", opdracht.pk))
    for sluit in antwoord._resource_closers:
        sluit()
    return antwoord.status_code


@pytest.mark.parametrize("soort", ["xlsx", "zip"])
def test_wie_een_leerling_niet_meer_ziet_haalt_het_bestand_niet_meer(
    mensen, client_van, adres, soort
):
    getekend(mensen)
    opdracht = voer_uit(soort, {}, mensen.bea)
    assert _haal(client_van, adres, "bea", opdracht) == 200
    mensen.traject.team.filter(gebruiker=mensen.bea.gebruiker).update(tot=f.dagen(-1))
    assert _haal(client_van, adres, "bea", opdracht) == 403
    mensen.traject.team.filter(gebruiker=mensen.bea.gebruiker).update(tot=None)
    assert _haal(client_van, adres, "bea", opdracht) == 200
    type(mensen.bea).objects.filter(pk=mensen.bea.pk).update(tot=f.dagen(-1))
    assert _haal(client_van, adres, "bea", opdracht) == 302


def test_zonder_te_weten_wie_erin_staat_gaat_het_niet_mee(mensen, client_van, adres, allerlei):
    opdracht = voer_uit("xlsx", {}, mensen.coen)
    Opdracht.objects.update(resultaat={}, staat="bezig")
    assert _haal(client_van, adres, "coen", opdracht) == 403


def test_elke_keer_afhalen_staat_bij_de_leerling(mensen, client_van, adres, time_machine):
    getekend(mensen)
    nu = timezone.now()
    time_machine.move_to(nu, tick=False)
    opdracht = voer_uit("zip", {}, mensen.coen)
    time_machine.move_to(nu + 2 * BEZOEK, tick=False)
    _haal(client_van, adres, "coen", opdracht)
    gezien = Inzage.objects.filter(leerling=mensen.leerling, lid=mensen.coen, hoe="export")
    deel = Informatie.OVEREENKOMSTDOCUMENT
    assert list(gezien.values_list("deel", "op")) == [(deel, nu + 2 * BEZOEK), (deel, nu)]


def test_van_een_blad_staat_elk_deel_dat_erin_zit_bij_de_leerling(mensen, client_van, adres):
    verstuurd(mensen)
    voer_uit("xlsx", {}, mensen.coen)
    gezien = Inzage.objects.filter(leerling=mensen.leerling, lid=mensen.coen, hoe="export")
    assert set(gezien.values_list("deel", flat=True)) == {
        Informatie.OVEREENKOMST, Informatie.OVEREENKOMSTDOCUMENT, Informatie.FORMALITEIT,
    }  # fmt: skip


def test_de_zip_heeft_een_pdf_per_getekende_overeenkomst(mensen):
    getekende = [getekend(mensen), getekend(mensen, traject=andere_zaak(mensen, naam="Baert"))]
    verstuurd(mensen, traject=andere_zaak(mensen))
    ingetrokken = getekend(mensen, traject=andere_zaak(mensen, naam="Weg"))
    type(ingetrokken).objects.filter(pk=ingetrokken.pk).update(status="ingetrokken")
    opdracht = voer_uit("zip", {}, mensen.coen)
    assert opdracht.resultaat["zin"] == (
        "2 getekende overeenkomsten. 2 nog zonder getekend document."
    )
    with zipfile.ZipFile(bytes_van(opdracht)) as archief:
        assert archief.testzip() is None
        bestanden = {archief.read(naam) for naam in archief.namelist()}
        assert any(naam.startswith("maes-lotte-oao-") for naam in archief.namelist())
    verwacht = set()
    for rij in getekende:
        with rij.bewijs.bestand.open("rb") as bestand:
            verwacht.add(bestand.read())
    assert bestanden == verwacht
    assert opdracht.bestandsnaam.endswith(".zip")


def test_een_lege_zip_zegt_waarom(mensen, allerlei):
    opdracht = voer_uit("zip", {}, mensen.coen)
    assert opdracht.staat == "mislukt"
    assert "heeft al een getekend document" in opdracht.fout


def test_een_begeleider_krijgt_geen_pdf_van_een_ander(mensen):
    getekend(mensen)
    assert voer_uit("zip", {}, mensen.vera).staat == "mislukt"
    assert voer_uit("zip", {}, mensen.bea).staat == "klaar"


def test_kies_een_van_de_drie_vormen(mensen, client_van, adres, allerlei):
    ada = client_van("ada")
    antwoord = ada.post(adres("overeenkomsten:uitvoer"), {"soort": "pdf"})
    assert "Kies een van de drie vormen." in antwoord.content.decode()
    assert not Opdracht.objects.exists()


def test_opnieuw_na_een_ongeluk_geeft_hetzelfde(mensen, allerlei):
    opdracht = voer_uit("xlsx", {}, mensen.coen)
    eerste = rijen(opdracht)
    Opdracht.objects.update(staat="wacht")
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert (rijen(opdracht), opdracht.poging) == (eerste, 2)


def test_wat_afgesproken_is_verandert_niet_met_de_werkplek(mensen, client_van, adres):
    """The page, the sheet for Werkplekduaal and the spreadsheet show what was signed."""
    rij = getekend(mensen)
    oud = str(rij.mentor)
    Mentor.objects.filter(pk=rij.mentor_id).update(voornaam="Nele", naam="Anders")
    Vestiging.objects.filter(pk=rij.vestiging_id).update(straat="Nieuwstraat 9")
    for blad in ("overeenkomsten:overeenkomst", "overeenkomsten:registreer"):
        tekst = client_van("ada").get(adres(blad, rij.pk)).content.decode()
        assert oud in tekst
        assert "Nele Anders" not in tekst
        assert "Nieuwstraat 9" not in tekst
    (regel,) = rijen(voer_uit("xlsx", {}, mensen.coen))
    assert regel["Mentor"] == oud
