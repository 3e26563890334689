"""The page of one agreement: what each role reads there, and may do."""

import pytest

from overeenkomsten import acties_tekenen
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_aan,
    formulier,
    getekend,
    klaar,
    partij,
    teken,
    verstuurd,
)
from trajecten import documenten
from trajecten.models import Document

pytestmark = pytest.mark.django_db
SCHRIJFT = ("bea", "coen", "ada")
LEEST = (*SCHRIJFT, "els", "lotte")
FEITEN = ("pieter", "lea")


@pytest.fixture
def lees(client_van):
    def pagina(naam: str, rij, **kop) -> str:
        antwoord = client_van(naam).get(rij.get_absolute_url(), **kop)
        assert antwoord.status_code == 200, naam
        return antwoord.content.decode()

    return pagina


@pytest.fixture
def bij_mo(mensen):
    """Sent, at Mo's own site."""
    return verstuurd(mensen, vestiging=mensen.vestiging, mentor=mensen.mentor)


@pytest.mark.parametrize("wie", [*LEEST, "mo"])
def test_wie_het_document_leest_ziet_vergoeding_en_handtekeningen(bij_mo, lees, wie):
    inhoud = lees(wie, bij_mo)
    for stuk in ("Vergoeding", "662,60", "Ethias", "AO-77", "Els Jacobs", "om te tekenen"):
        assert stuk in inhoud, stuk


@pytest.mark.parametrize("wie", FEITEN)
def test_een_leerkracht_ziet_feiten_en_geen_vergoeding(bij_mo, lees, wie):
    inhoud = lees(wie, bij_mo)
    assert "24 uur per week" in inhoud
    for stuk in ("ergoeding", "662,60", "Ethias", "AO-77", "Els Jacobs", "om te tekenen"):
        assert stuk not in inhoud, stuk


@pytest.mark.parametrize("wie", ["els", "lotte"])
def test_leerling_en_ouder_lezen_gewone_woorden_en_geen_concept(bij_mo, lees, client_van, wie):
    inhoud = lees(wie, bij_mo)
    assert "Nog niet iedereen heeft getekend." in inhoud
    assert "Overeenkomst van Lotte Maes" in inhoud
    for jargon in ("Paritair", "Werkplekduaal", "Ter ondertekening"):
        assert jargon not in inhoud, jargon
    voor_bewijs = inhoud.partition("<summary>Technisch bewijs</summary>")[0]
    assert bij_mo.tekenversie.sha256[:12] not in voor_bewijs, "de vingerafdruk is dichtgevouwen"
    Overeenkomst.objects.filter(pk=bij_mo.pk).update(status="concept")
    assert client_van(wie).get(bij_mo.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("wie", SCHRIJFT)
def test_wie_schrijft_ziet_de_knoppen_die_kunnen(mensen, lees, wie):
    rij = klaar(mensen)
    inhoud = lees(wie, rij)
    assert "Ter ondertekening sturen" in inhoud
    assert "Bewerken" in inhoud
    inhoud = lees(wie, bied_aan(mensen, rij))
    assert "Ter ondertekening sturen" not in inhoud
    assert "Vraag opnieuw" in inhoud
    assert "Terugnemen of intrekken" in inhoud


@pytest.mark.parametrize("wie", ["mo", "els", "lotte", *FEITEN])
def test_wie_niet_schrijft_ziet_geen_knoppen(bij_mo, lees, wie):
    inhoud = lees(wie, bij_mo)
    for knop in ("Bewerken", "Vraag opnieuw", "Aan tafel tekenen", "Terugnemen of intrekken"):
        assert knop not in inhoud, knop


@pytest.mark.parametrize("wie", ["lotte", "els", "coen"])
def test_wie_moet_tekenen_krijgt_de_vraag_tot_het_gebeurd_is(bij_mo, lees, wie):
    assert "wacht op jouw handtekening" in lees(wie, bij_mo)
    eigen = {"lotte": Partij.LEERLING, "els": Partij.OUDER, "coen": Partij.SCHOOL}[wie]
    teken(bij_mo, eigen)
    assert "wacht op jouw handtekening" not in lees(wie, bij_mo)


def test_niemand_vraagt_zichzelf_opnieuw(mensen, bij_mo, lees):
    anderen = lees("bea", bij_mo).count("Vraag opnieuw")
    assert lees("coen", bij_mo).count("Vraag opnieuw") == anderen - 1


def test_wie_niet_tekent_krijgt_de_vraag_niet(bij_mo, lees):
    for wie in ("bea", "ada", "mo", "lea"):
        assert "wacht op jouw handtekening" not in lees(wie, bij_mo), wie


@pytest.mark.parametrize("wie", ["vera", "tess", "bob", "xander"])
def test_wie_er_niets_mee_te_maken_heeft_vindt_niets(mensen, client_van, adres, wie):
    rij = verstuurd(mensen)
    url = adres("overeenkomsten:overeenkomst", rij.pk)
    assert client_van(wie).get(url).status_code in (403, 404)
    pdf = adres("trajecten:document", rij.tekenversie_id)
    assert client_van(wie).get(pdf).status_code in (403, 404)


def test_zolang_het_document_gemaakt_wordt_vraagt_de_pagina_het_opnieuw(mensen, lees):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    assert 'hx-trigger="every 2s"' in lees("bea", rij)
    stuk = lees("bea", rij, HTTP_HX_REQUEST="true")
    assert "<html" not in stuk
    documenten.maak(rij.tekenversie_id)
    assert "hx-trigger" not in lees("bea", rij, HTTP_HX_REQUEST="true")


def test_een_document_dat_mislukte_blijft_niet_draaien(mensen, lees):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    Document.objects.update(opnieuw_op=None)
    assert "hx-trigger" not in lees("bea", rij)


def test_de_handtekening_staat_er_met_wijze_en_getuige(mensen, lees):
    rij = verstuurd(mensen)
    acties_tekenen.plaats_handtekening(
        partij(rij, Partij.OUDER),
        hash=rij.tekenversie.sha256,
        getypte_naam="Els Jacobs",
        wijze="tafel",
        getuige=mensen.bea,
    )
    assert "met Bea Cast erbij" in lees("coen", rij)


@pytest.fixture
def registreer(client_van, adres):
    def post(rij, naam: str = "ada", **velden) -> str:
        url = adres("overeenkomsten:registreer", rij.pk)
        return client_van(naam).post(url, velden, follow=True).content.decode()

    return post


def test_registreren_vraagt_een_dag(mensen, registreer, lees):
    rij = getekend(mensen)
    inhoud = registreer(rij, registratie="geregistreerd", nummer="W-9")
    assert "Vul in op welke dag de overeenkomst geregistreerd is." in inhoud
    assert "W-9" in inhoud, "wat je typte staat er nog"
    morgen = registreer(rij, registratie="geregistreerd", nummer="W-9", op=f.dagen(1))
    assert "Registreren kan niet in de toekomst." in morgen
    ooit = registreer(rij, registratie="geregistreerd", nummer="W-9", op="1999-01-01")
    assert "De overeenkomst is pas op" in ooit
    registreer(rij, registratie="geregistreerd", nummer="W-9", op=f.dagen(0))
    rij.refresh_from_db()
    assert (rij.registratie, rij.geregistreerd_op) == ("geregistreerd", f.dagen(0))
    assert "nummer W-9" in lees("bea", rij)


def test_bewaren_zonder_iets_te_wijzigen_zegt_dat_en_schrijft_niets(mensen, registreer):
    rij = getekend(mensen)
    velden = {"registratie": "geregistreerd", "nummer": "W-9", "op": f.dagen(0)}
    assert "De stand in Werkplekduaal is bewaard." in registreer(rij, **velden)
    regels = mensen.traject.gebeurtenissen.filter(soort="overeenkomst")
    aantal = regels.count()
    tekst = registreer(rij, **velden)
    assert "Er veranderde niets" in tekst
    assert "is bewaard" not in tekst
    assert regels.count() == aantal


def test_een_andere_stand_vraagt_geen_dag(mensen, registreer):
    rij = getekend(mensen)
    registreer(rij, registratie="opgemaakt")
    rij.refresh_from_db()
    assert rij.registratie == "opgemaakt"


def test_alleen_wat_getekend_is_wordt_geregistreerd(mensen, registreer):
    rij = verstuurd(mensen)
    inhoud = registreer(rij, registratie="opgemaakt")
    assert "Alleen een volledig getekende overeenkomst wordt geregistreerd." in inhoud
    rij.refresh_from_db()
    assert rij.registratie == "niet_opgemaakt"


def test_registreren_verandert_niets_aan_wat_getekend_is(mensen, registreer):
    rij = getekend(mensen)
    voor = formulier(rij), rij.status, rij.bewijs_id
    registreer(rij, registratie="opgemaakt")
    rij = Overeenkomst.objects.get()
    assert (formulier(rij), rij.status, rij.bewijs_id) == voor
