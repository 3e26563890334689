"""Done for today: what was saved is there to look over and to undo; more is a choice."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.overgang import Weigering
from opleidingsplannen.beoordelen import Keuze, neem_terug, van_vandaag, verbeter
from opleidingsplannen.models import Beoordeling, Planstatus
from overzichten.stand import plan_standen
from tests import factories as f
from tests.opleidingsplannen.test_beoordelen import velden


@pytest.fixture
def regels(maak_plan) -> list:
    return list(maak_plan(7, status=Planstatus.AKKOORD).regels.order_by("volgorde"))


@pytest.fixture
def url(adres, mensen) -> str:
    return adres("opleidingsplannen:beoordelen", mensen.traject.pk)


@pytest.fixture
def terug(client_van, adres, mensen):
    def doe(oordeel: Beoordeling, naam: str = "mo"):
        pad = adres("opleidingsplannen:neem_terug", mensen.traject.pk, oordeel.pk)
        return client_van(naam).post(pad, follow=True)

    return doe


@pytest.mark.parametrize("naam", ["mo", "lotte"])
def test_na_bewaren_ben_je_klaar_en_is_meer_een_keuze(naam, client_van, url, regels):
    client = client_van(naam)
    tekst = client.post(url, velden(regels[0], 3), follow=True).content.decode()
    assert "Klaar voor vandaag" in tekst
    assert regels[0].competentie.titel in tekst
    assert 'type="radio"' not in tekst
    assert 'href="?meer=1"' in tekst
    assert "Klaar voor vandaag" in client.get(url).content.decode(), "ook na terugkomen"
    meer = client.get(url, {"meer": 1}).content.decode()
    assert meer.count("<fieldset") == 5
    assert regels[0].competentie.titel not in meer


def test_morgen_wordt_er_weer_gevraagd(client_van, url, regels, geef):
    geef("mo", dagen_geleden=1.5, regel=regels[0])
    tekst = client_van("mo").get(url).content.decode()
    assert "Klaar voor vandaag" not in tekst
    assert tekst.count("<fieldset") == 5


def test_als_alles_gevraagd_is_staat_dat_er(client_van, url, geef, regel):
    geef("mo", regel=regel)
    tekst = client_van("mo").get(url).content.decode()
    assert "Er is nu niets meer te beoordelen." in tekst
    assert 'href="?meer=1"' not in tekst


def test_ongedaan_maken_telt_niet_meer_en_blijft_bewaard(
    terug, client_van, url, regels, geef, mensen, adres
):
    eerder = geef("mo", 2, dagen_geleden=30, regel=regels[0])
    nu = geef("mo", 4, regel=regels[0])
    tekst = terug(nu).content.decode()
    assert f"Ongedaan gemaakt: {regels[0].competentie.titel}." in tekst
    assert tekst.count("<fieldset") == 5, "er staat weer iets te beoordelen"
    assert regels[0].competentie.titel in tekst
    assert list(Beoordeling.objects.geldig()) == [eerder]
    rij = Beoordeling.objects.get(verbetert=nu)
    assert (rij.niveau, rij.door, rij.toelichting) == (None, mensen.mo, "")
    assert plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk].bereikt == 0
    antwoord = client_van("bea").get(adres("opleidingsplannen:plan", mensen.traject.pk))
    assert dict(antwoord.context["clusters"][0][1][0].niveaus)["mentor"].nummer == 2
    assert mensen.traject.gebeurtenissen.first().tekst == "1 oordeel teruggenomen"


def test_de_pagina_van_de_competentie_zegt_het_ook(terug, geef, lees):
    terug(geef("mo", 4, toelichting="Vergist"))
    vandaag = date_format(timezone.localdate(), "j F Y")
    for naam in ("coen", "mo"):
        tekst = lees(naam)
        assert '<del class="oud">zelfstandig · Vergist</del>' in tekst
        assert f"Mo Cast nam op {vandaag} een oordeel terug" in tekst
        assert "Verbetering bewaren" not in tekst


@pytest.mark.parametrize("naam", ["lotte", "els"])
def test_een_ander_leest_niet_wat_er_stond(naam, terug, geef, lees, mensen):
    """Nor what stood before it was corrected; a correction that counts stays as it was."""
    geef("pieter", 2, toelichting="Blijft")
    oud = geef("mo", 4, toelichting="Vergist")
    keuze = Keuze(oud.competentie_id, 3, "Nog eens vergist", uuid.uuid4())
    nieuw = verbeter(oud, keuze, door=mensen.mo)
    assert '<del class="oud">zelfstandig · Vergist</del>' in lees(naam)
    terug(nieuw)
    tekst = lees(naam)
    assert "een oordeel terug" in tekst
    assert "ergist" not in tekst
    assert "Blijft" in tekst


def test_alleen_op_de_dag_zelf_en_een_keer(terug, geef, regel, mensen):
    oud = geef("mo", dagen_geleden=1.5)
    assert "alleen op de dag zelf" in terug(oud).content.decode()
    nu = geef("mo")
    terug(nu)
    assert "al verbeterd" in terug(nu).content.decode()
    rij = Beoordeling.objects.select_related("door", "verbeterd_door").get(verbetert=nu)
    assert "is teruggenomen" in terug(rij).content.decode()
    with pytest.raises(Weigering, match="is teruggenomen"):
        verbeter(rij, Keuze(rij.competentie_id, 3, "", uuid.uuid4()), door=mensen.mo)
    assert Beoordeling.objects.count() == 3


@pytest.mark.parametrize("naam", ["bea", "pieter", "lotte", "lea", "els"])
def test_een_ander_maakt_mijn_oordeel_niet_ongedaan(naam, terug, geef, mensen):
    oordeel = geef("mo")
    assert terug(oordeel, naam).status_code == 403
    with pytest.raises(Weigering, match="Alleen wie dit oordeel gaf"):
        neem_terug(oordeel, door=getattr(mensen, naam))
    assert Beoordeling.objects.get() == oordeel


def test_ook_een_verbetering_van_vandaag_staat_in_de_lijst(geef, mensen, regel):
    oud = geef("mo", 1)
    nieuw = verbeter(oud, Keuze(oud.competentie_id, 3, "", uuid.uuid4()), door=mensen.mo)
    assert van_vandaag(mensen.traject, mensen.mo) == [nieuw]
    assert van_vandaag(mensen.traject, mensen.pieter) == []


def test_terug_in_de_browser_en_nog_eens_bewaren_zegt_dat_het_al_bewaard_was(
    client_van, url, regels
):
    client, dezelfde = client_van("mo"), velden(regels[0], 3)
    client.post(url, dezelfde)
    anders = dezelfde | {f"niveau-{regels[0].competentie_id}": 1}
    tekst = client.post(url, anders, follow=True).content.decode()
    assert "Dit was al bewaard. Klopt er iets niet? Kies bij dat oordeel Verbeteren." in tekst
    erbij = dezelfde | velden(regels[1], 2)
    assert "1 oordeel bewaard. Bedankt! De rest was al bewaard." in (
        client.post(url, erbij, follow=True).content.decode()
    )


def test_de_databank_kent_geen_oordeel_zonder_niveau_dat_niets_terugneemt(geef, regel):
    with pytest.raises(IntegrityError, match="niveau_of_teruggenomen"), transaction.atomic():
        geef("mo", None)


def test_wat_nog_niet_begon_wordt_niet_gevraagd(maak_plan, client_van, url):
    plan = maak_plan(2, status=Planstatus.AKKOORD)
    plan.regels.filter(competentie__titel="Kan werk 1").update(van=f.dagen(1), tot=f.dagen(30))
    tekst = client_van("mo").get(url).content.decode()
    assert "Kan werk 2" in tekst
    assert "Kan werk 1" not in tekst
    assert "Kan werk 1" in client_van("mo").get(url, {"alles": 1}).content.decode()
