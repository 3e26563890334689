"""What stands in the two documents, and what a template may not reach."""

import datetime
import hashlib
import io
import json
import re

import pikepdf
import psycopg
import pypdf
import pytest
from django.db import connection
from django.utils import timezone

from overeenkomsten.artikels import VERSIE
from overeenkomsten.documenten import controleadres, gemaskeerd
from overeenkomsten.models import Handtekening, Overeenkomst, Uurroosterblok
from overeenkomsten.statussen import Partij
from tests import factories as f
from tests.overeenkomsten.zaken import (
    Wijze,
    acties,
    acties_tekenen,
    bied_aan,
    getekend,
    klaar,
    partij,
    teken,
    verstuurd,
)
from trajecten import documenten
from trajecten.documenten import datum
from trajecten.models import Document
from trajecten.tasks import veeg_documenten

pytestmark = pytest.mark.django_db


def tekst(document: Document) -> str:
    with document.bestand.open("rb") as bestand:
        bladen = pypdf.PdfReader(io.BytesIO(bestand.read())).pages
        woorden = " ".join(blad.extract_text() for blad in bladen)
    return re.sub(r"\u2010 ", "", " ".join(woorden.split()))  # words broken at the end of a line


def test_de_tekenversie_heeft_wat_is_afgesproken(mensen):
    rij = verstuurd(mensen)
    gelezen = tekst(rij.tekenversie)
    for stuk in (
        rij.nummer, "Lotte Maes", "Els Jacobs", "Jan Cools", "Coen Cast", "De Eik",
        datum(rij.begindatum), datum(rij.einddatum), "662,60", "Ethias", "AO-77", "24 uur per week",
        str(rij.mentor), "08.00–12.00",
    ):  # fmt: skip
        assert stuk in gelezen, stuk


def test_de_tekenversie_zegt_wie_te_bereiken_is_en_wat_bij_schade_geldt(mensen):
    type(mensen.school).objects.update(telefoon="03 000 00 00")
    vestiging = f.VestigingFactory(onderneming__school=mensen.school, vestigingsnummer="2123456789")
    rij = verstuurd(mensen, vestiging=vestiging)
    gelezen = tekst(rij.tekenversie)
    for stuk in (
        "vestigingsnummer 2.123.456.789",
        f"Mentor op de werkplek is {rij.mentor}.",
        "Trajectbegeleider is Bea Cast, te bereiken op 03 000 00 00 of bea@eik.example.",
        "Aansprakelijkheid bij schade",
        "Rijksregisternummer van de leerling, in te vullen met de hand",
        "Rijksregisternummer van de mentor, in te vullen met de hand",
    ):
        assert stuk in gelezen, stuk
    assert rij.tekenversie.inhoud["artikelversie"] == VERSIE == "2026-4"


def test_zonder_vestigingsnummer_staat_er_geen(mensen):
    assert "vestigingsnummer" not in tekst(verstuurd(mensen).tekenversie)


def test_een_stage_noemt_geen_leervergoeding(mensen):
    rij = klaar(mensen, soort="sao", uren_werkplek=12)
    gelezen = tekst(bied_aan(mensen, rij).tekenversie)
    assert "Deze stage is niet betaald." in gelezen
    assert "leervergoeding van" not in gelezen
    assert "geen vergoeding" in gelezen
    assert "tellen mee als arbeidsuren" not in gelezen
    assert "tellen mee als arbeidsuren" in tekst(verstuurd(mensen).tekenversie)


def test_de_vingerafdruk_is_die_van_het_bestand(mensen):
    document = verstuurd(mensen).tekenversie
    with document.bestand.open("rb") as bestand:
        assert hashlib.sha256(bestand.read()).hexdigest() == document.sha256
    assert document.bladzijden >= 2


def test_het_bewijs_heeft_namen_dagen_vingerafdruk_en_vier_handtekeningen(mensen):
    rij = getekend(mensen)
    gelezen = tekst(rij.bewijs)
    for stuk in ("Lotte Maes", "Els Jacobs", "Jan Cools", "Coen Cast", datum(rij.begindatum)):
        assert stuk in gelezen, stuk
    blad = gelezen[gelezen.index("Bewijsblad") :]
    assert blad.count(f"getekend op {datum(timezone.localdate(rij.getekend_op))}") == 4
    for naam in ("Lotte Maes", "Els Jacobs", "Jan Cools", "Coen Cast"):
        assert f"typte “{naam}”" in blad
    assert rij.tekenversie.sha256 in blad.replace(" ", "")
    assert controleadres(rij.tekenversie.sha256) in blad.replace(" ", "")
    assert rij.bewijs.bladzijden > rij.tekenversie.bladzijden


def test_de_bijlage_is_precies_wat_getekend_is(mensen):
    rij = getekend(mensen)
    with rij.bewijs.bestand.open("rb") as bestand, pikepdf.open(bestand) as pdf:
        bijlage = pdf.attachments["tekenversie.pdf"].get_file().read_bytes()
        inhoud = json.loads(pdf.attachments["inhoud.json"].get_file().read_bytes())
        bewijs = json.loads(pdf.attachments["bewijs.json"].get_file().read_bytes())
    hashes = set(Handtekening.objects.values_list("sha256", flat=True))
    assert hashes == {hashlib.sha256(bijlage).hexdigest()}
    assert inhoud == rij.tekenversie.inhoud
    intern = {"tekenversie": rij.tekenversie_id, "papieren": []}
    assert bewijs | intern == rij.bewijs.inhoud


def test_het_bewijs_zegt_wie_erbij_zat_en_toont_geen_heel_adres(mensen):
    rij = verstuurd(mensen)
    acties_tekenen.plaats_handtekening(
        partij(rij, Partij.OUDER),
        hash=rij.tekenversie.sha256,
        getypte_naam="Els Jacobs",
        wijze=Wijze.TAFEL,
        getuige=mensen.bea,
    )
    rij = teken(rij, Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    documenten.maak(rij.bewijs_id)
    gelezen = tekst(Document.objects.get(pk=rij.bewijs_id))
    assert "in aanwezigheid van Bea Cast" in gelezen
    assert "b…@cools.example" in gelezen
    assert "baas@cools.example" not in gelezen


@pytest.mark.parametrize(
    ("adres", "uit"), [("els@mail.example", "e…@mail.example"), ("", ""), ("x", "")]
)
def test_een_adres_wordt_gemaskeerd(adres, uit):
    assert gemaskeerd(adres) == uit


def test_het_weekend_staat_er_alleen_als_er_dan_gewerkt_wordt(mensen):
    rij = klaar(mensen)
    assert (
        "zaterdag"
        not in bied_aan(mensen, rij, maak=False).tekenversie.inhoud["uurrooster"]["dagen"]
    )
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    blok = rij.uurrooster.filter(dag=5).first()
    Uurroosterblok.objects.create(
        overeenkomst=rij, dag=6, plaats="school", van=blok.van, tot=blok.tot
    )
    opnieuw = bied_aan(mensen, Overeenkomst.objects.get(), maak=False)
    assert "zaterdag" in opnieuw.tekenversie.inhoud["uurrooster"]["dagen"]


@pytest.mark.parametrize(
    "bron",
    [
        "file:///etc/passwd",
        "../config/settings.py",
        "%2e%2e/manage.py",
        "https://elders.example/x.png",
        "http://127.0.0.1:1/x.png",
        "ftp://elders.example/x.png",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:text/html,x",
    ],
)
def test_een_sjabloon_haalt_niets_buiten_static(monkeypatch, bron):
    monkeypatch.setattr(
        documenten, "render_to_string", lambda *_: f'<html lang="nl"><img src="{bron}" alt="">'
    )
    with pytest.raises(ValueError, match="niet toegestaan in een document"):
        documenten.maak_pdf("x.html", {})


def test_wat_onder_static_ligt_mag_wel(monkeypatch):
    blad = '<html lang="nl"><link rel="stylesheet" href="documenten/document.css"><p>Dag'
    monkeypatch.setattr(documenten, "render_to_string", lambda *_: blad)
    assert documenten.maak_pdf("x.html", {}).startswith(b"%PDF")


def test_een_document_dat_niet_lukt_telt_zijn_pogingen_en_kan_opnieuw(mensen, monkeypatch):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    with monkeypatch.context() as stuk:
        stuk.setitem(documenten.SOORTEN, "tekenversie", lambda document: 1 / 0)
        for _ in range(5):
            documenten.maak(rij.tekenversie_id)
    document = Document.objects.get()
    assert (document.pogingen, document.is_mislukt, document.is_klaar) == (5, True, False)
    documenten.probeer_opnieuw(document)
    documenten.maak(document.pk)
    document.refresh_from_db()
    assert document.is_klaar
    assert document.fout == ""


def test_een_document_dat_zijn_werker_meeneemt_houdt_na_vijf_keer_op(mensen, monkeypatch):
    """Killed in the middle nothing catches the error, but the attempt was counted before."""
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    Document.objects.update(aangemaakt_op=timezone.now() - datetime.timedelta(minutes=1))
    keren = []

    def sneuvel(document):
        keren.append(document.pk)
        raise SystemExit

    with monkeypatch.context() as stuk:
        stuk.setitem(documenten.SOORTEN, "tekenversie", sneuvel)
        for _ in range(5):
            assert not Document.objects.get().is_mislukt, "deze poging loopt nog"
            with pytest.raises(SystemExit):
                veeg_documenten()
        veeg_documenten()
        veeg_documenten()
    document = Document.objects.get()
    assert (len(keren), document.is_mislukt) == (5, True)
    assert list(Document.objects.mislukt()) == [document]
    documenten.probeer_opnieuw(document)
    documenten.maak(rij.tekenversie_id)
    assert Document.objects.get().is_klaar


def test_een_vingerafdruk_wordt_met_een_index_gezocht(mensen, rollen_van_de_databank):
    """As the look-up itself does it: as owner, over all schools."""
    databank = connection.get_connection_params() | {
        "user": rollen_van_de_databank.eigenaar["USER"],
        "password": rollen_van_de_databank.eigenaar["PASSWORD"],
    }
    with psycopg.connect(**databank) as lijn:
        lijn.execute("SET LOCAL enable_seqscan = off")
        functie = "SELECT prosrc FROM pg_proc WHERE proname = 'scholen_met_vingerafdruk'"
        zoekt = lijn.execute(functie).fetchone()[0].replace("begin", f"'{'a' * 32}'")
        plan = lijn.execute(f"EXPLAIN {zoekt}").fetchall()
    assert "document_vingerafdruk" in str(plan)


def test_een_document_wordt_eenmaal_gemaakt(mensen):
    document = verstuurd(mensen).tekenversie
    documenten.maak(document.pk)
    assert Document.objects.get().gemaakt_op == document.gemaakt_op
