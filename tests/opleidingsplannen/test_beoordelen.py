"""Rating in a minute: four levels, saved once, never changed, and only one's own learner."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen.beoordelen import Keuze, beoordeel
from opleidingsplannen.models import Beoordeling, Planstatus
from opleidingsplannen.models.schaal import VIER_PUNTEN
from tests import factories as f
from werkplekken.models import Plaatsing, Plaatsvervanger


@pytest.fixture
def regels(maak_plan) -> list:
    return list(maak_plan(7, status=Planstatus.AKKOORD).regels.order_by("volgorde"))


@pytest.fixture
def pagina(client_van, adres, mensen):
    """The page, or what a post answers: pagina("mo"), pagina("mo", {…})."""

    def open_of_post(naam: str, gegevens: dict | None = None, **keuze):
        url = adres("opleidingsplannen:beoordelen", keuze.get("traject", mensen.traject).pk)
        client = client_van(naam)
        return client.get(url) if gegevens is None else client.post(url, gegevens, follow=True)

    return open_of_post


def velden(regel, niveau: object, toelichting: str = "", sleutel: object = None) -> dict:
    """What the page sends about one competence."""
    kenmerk = regel.competentie_id
    return {
        f"niveau-{kenmerk}": niveau,
        f"toelichting-{kenmerk}": toelichting,
        f"sleutel-{kenmerk}": sleutel or uuid.uuid4(),
    }


def test_de_mentor_ziet_hoogstens_vijf_competenties_met_vier_niveaus(pagina, regels):
    tekst = pagina("mo").content.decode()
    assert tekst.count("<fieldset") == 5
    assert tekst.count('type="radio"') == 5 * (4 + 1), "en nog niet aan bod"
    for niveau in VIER_PUNTEN:
        assert niveau.woord in tekst
        assert niveau.uitleg in tekst
    assert regels[5].competentie.titel not in tekst


def test_bewaren_maakt_een_rij_per_keuze_met_plek_en_plaatsing(pagina, regels, mensen):
    keuzes = velden(regels[0], 3, "  Vlot aan de band  ") | velden(regels[1], 1)
    tekst = pagina("mo", keuzes).content.decode()
    assert "2 oordelen bewaard. Bedankt!" in tekst
    eerste, tweede = Beoordeling.objects.order_by("competentie")
    assert (eerste.niveau, tweede.niveau) == (3, 1)
    assert eerste.toelichting == "Vlot aan de band"
    for rij in (eerste, tweede):
        assert (rij.traject, rij.plek, rij.plaatsing) == (
            mensen.traject,
            "werkplek",
            mensen.plaatsing,
        )
        assert (rij.door, rij.rol, rij.gedeeld) == (mensen.mo, "mentor", True)
    assert mensen.traject.gebeurtenissen.get(soort="beoordeling").tekst == (
        "2 competenties beoordeeld"
    )


def test_wat_bewaard_is_wordt_niet_meteen_weer_gevraagd(pagina, regels):
    tekst = pagina("mo", velden(regels[0], 3)).content.decode()
    assert "1 oordeel bewaard" in tekst
    assert 'type="radio"' not in tekst


@pytest.mark.parametrize("naam", ["pieter", "bea"])
def test_op_school_beoordeeld_hoort_bij_geen_plaatsing(pagina, regels, naam):
    pagina(naam, velden(regels[0], 4))
    rij = Beoordeling.objects.get()
    assert (rij.plek, rij.plaatsing) == ("school", None)


def test_twee_keer_drukken_telt_een_keer(pagina, regels, mensen):
    dezelfde = velden(regels[0], 3)
    pagina("mo", dezelfde)
    pagina("mo", dezelfde | {f"niveau-{regels[0].competentie_id}": 1})
    assert Beoordeling.objects.get().niveau == 3
    assert mensen.traject.gebeurtenissen.filter(soort="beoordeling").count() == 1
    pagina("mo", velden(regels[0], 4))
    assert Beoordeling.objects.count() == 2


def test_een_oordeel_is_niet_te_wijzigen_of_te_wissen(pagina, regels):
    pagina("mo", velden(regels[0], 3))
    with pytest.raises(DatabaseError), transaction.atomic():
        Beoordeling.objects.update(niveau=4)
    with pytest.raises(DatabaseError), transaction.atomic():
        Beoordeling.objects.all().delete()


def test_niets_gekozen_geeft_een_zin_en_bewaart_de_tekst(pagina, regels):
    getypt = velden(regels[1], 2, "Nog wat <b>traag</b>")
    del getypt[f"niveau-{regels[1].competentie_id}"]
    tekst = pagina("mo", getypt).content.decode()
    assert "Kies bij minstens één competentie hoe het gaat." in tekst
    assert "Nog wat &lt;b&gt;traag&lt;/b&gt;</textarea>" in tekst
    assert not Beoordeling.objects.exists()


def test_een_toelichting_zonder_niveau_gaat_niet_verloren(pagina, regels):
    getypt = velden(regels[0], 3) | velden(regels[1], 2, "Vraagt nog hulp") | velden(regels[2], 1)
    del getypt[f"niveau-{regels[1].competentie_id}"]
    tekst = pagina("mo", getypt).content.decode()
    assert not Beoordeling.objects.exists(), "niets half bewaard"
    assert tekst.count("Kies hier ook hoe het gaat.") == 1
    kaart = tekst.partition(regels[1].competentie.titel)[2].partition("</fieldset>")[0]
    assert "Kies hier ook hoe het gaat." in kaart
    assert "Vraagt nog hulp</textarea>" in kaart
    assert f'id="niveau-{regels[0].competentie_id}-3" value="3" checked' in tekst
    leeg = velden(regels[0], 3, "") | {f"toelichting-{regels[1].competentie_id}": "  "}
    assert "1 oordeel bewaard" in pagina("mo", leeg).content.decode()


@pytest.mark.parametrize("niveau", ["5", "-1", "goed", "³", "", "9" * 30])
def test_een_niveau_dat_niet_bestaat_bewaart_niets(pagina, regels, niveau):
    gegevens = velden(regels[0], 2, "Blijft staan") | velden(regels[1], niveau)
    tekst = pagina("mo", gegevens).content.decode()
    assert "erlaad de pagina en kies opnieuw" in tekst
    assert "Blijft staan</textarea>" in tekst
    gekozen = f'id="niveau-{regels[0].competentie_id}-2" value="2" checked'
    assert gekozen in tekst
    assert not Beoordeling.objects.exists()


@pytest.mark.parametrize("sleutel", ["geen-sleutel", "1"])
def test_een_geknoeide_sleutel_wordt_geweigerd(pagina, regels, sleutel):
    tekst = pagina("mo", velden(regels[0], 2, sleutel=sleutel)).content.decode()
    assert "Herlaad de pagina" in tekst
    assert not Beoordeling.objects.exists()


def test_een_competentie_buiten_het_plan_wordt_geweigerd(pagina, regels, maak_plan, mensen):
    van_vera = maak_plan(1, traject=mensen.vera_traject).regels.get()
    pagina("mo", velden(regels[0], 2) | velden(van_vera, 3))
    assert not Beoordeling.objects.exists()


def test_een_mentor_beoordeelt_geen_leerling_van_een_ander(pagina, maak_plan, mensen):
    regel = maak_plan(1, traject=mensen.vera_traject).regels.get()
    for gegevens in (None, velden(regel, 2)):
        assert pagina("mo", gegevens, traject=mensen.vera_traject).status_code == 404
    assert not Beoordeling.objects.exists()


def test_de_mentor_beoordeelt_vanaf_de_eerste_dag(pagina, regels, mensen):
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(1))
    tekst = pagina("mo", velden(regels[0], 2)).content.decode()
    assert "Beoordelen kan vanaf de eerste dag op de werkplek." in tekst
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(0))
    pagina("mo", velden(regels[0], 2))
    assert Beoordeling.objects.get().plaatsing == mensen.plaatsing


def test_ouders_zien_geen_formulier(pagina, regels):
    assert pagina("els").status_code == 403
    assert pagina("els", velden(regels[0], 4)).status_code == 403


def test_de_databank_kent_geen_zevende_niveau(regels, mensen):
    keuze = Keuze(regels[0].competentie_id, 3, "", uuid.uuid4())
    [rij] = beoordeel(mensen.traject, [keuze], door=mensen.pieter)
    rij.pk, rij.sleutel, rij.niveau = None, uuid.uuid4(), 7
    with pytest.raises(IntegrityError, match="beoordeling_niveau"), transaction.atomic():
        Beoordeling.objects.bulk_create([rij])
    with pytest.raises(Weigering, match="minstens één"):
        beoordeel(mensen.traject, [], door=mensen.pieter)


def test_zonder_plan_leest_de_mentor_wanneer_het_kan(pagina, mensen):
    assert "Zodra er een opleidingsplan is" in pagina("mo").content.decode()


def test_een_plaatsvervanger_beoordeelt_op_de_plaatsing_waar_men_vervangt(pagina, regels, mensen):
    ander = f.PlaatsingFactory(traject=mensen.traject, van=f.dagen(-10))
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(mentor=ander.mentor)
    Plaatsvervanger.objects.create(
        plaatsing=mensen.plaatsing, mentor=mensen.mentor, van=f.dagen(-5)
    )
    pagina("mo", velden(regels[0], 2))
    assert Beoordeling.objects.get().plaatsing == mensen.plaatsing
