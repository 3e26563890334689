"""All lines on one screen, whole clusters at once, and only while the plan is a draft."""

import json

import pytest
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen import acties
from opleidingsplannen.models import Planregel, Planstatus
from tests import factories as f

VELDEN = ("aanbreng", "inoefening", "van", "tot", "verantwoordelijke", "opmerking")


def formulier(plan, **anders) -> dict:
    """The fields of the page as a browser sends them; anders: {"form-0-van": …}."""
    regels = list(plan.regels.order_by("volgorde"))
    gegevens = {"form-TOTAL_FORMS": len(regels), "form-INITIAL_FORMS": len(regels)}
    for i, regel in enumerate(regels):
        gegevens[f"form-{i}-id"] = regel.pk
        waarden = {veld: str(getattr(regel, veld) or "") for veld in VELDEN}
        gegevens |= {f"form-{i}-{veld}": waarde for veld, waarde in waarden.items()}
        gegevens[f"form-{i}-gezien"] = json.dumps(waarden)
    return gegevens | anders


@pytest.fixture
def plan(maak_plan):
    return maak_plan(2, regel={"aanbreng": "nergens", "inoefening": "nergens"})


def _plaatsen() -> list[tuple[str, str]]:
    return list(Planregel.objects.order_by("volgorde").values_list("aanbreng", "inoefening"))


def test_bewaren_zet_elke_regel(doe, plan):
    velden = {
        "form-0-aanbreng": "school",
        "form-0-inoefening": "beide",
        "form-0-van": "2026-09-01",
        "form-0-tot": "2026-12-20",
        "form-1-opmerking": "Eerst de theorie",
    }
    assert "Het plan is bewaard." in doe("bea", "bewerk", **formulier(plan, **velden))
    eerste, tweede = plan.regels.order_by("volgorde")
    assert (eerste.aanbreng, eerste.inoefening) == ("school", "beide")
    assert (str(eerste.van), str(eerste.tot)) == ("2026-09-01", "2026-12-20")
    assert tweede.opmerking == "Eerst de theorie"


def test_een_hele_cluster_in_een_keer_en_dan_pas_bewaren(doe, plan):
    andere = f.CompetentieFactory(cluster__standaardtraject=plan.standaardtraject)
    f.PlanregelFactory(plan=plan, competentie=andere, aanbreng="extern", inoefening="extern")
    cluster = plan.regels.first().competentie.cluster_id
    keuze = {f"cluster-{cluster}-aanbreng": "school", f"cluster-{cluster}-inoefening": "werkplek"}
    typte = {"form-0-opmerking": "Al getypt"}
    pagina = doe("bea", "bewerk", zet=cluster, **formulier(plan, **keuze, **typte))
    assert 'value="Al getypt"' in pagina
    assert pagina.count('<option value="werkplek" selected>') == 2
    assert pagina.count('<option value="extern" selected>') == 2
    assert _plaatsen()[0] == ("nergens", "nergens"), "nog niets bewaard"


def test_zonder_keuze_blijft_de_cluster_zoals_ze_was(doe, plan):
    cluster = plan.regels.first().competentie.cluster_id
    keuze = {f"cluster-{cluster}-aanbreng": "school", f"cluster-{cluster}-inoefening": ""}
    pagina = doe("bea", "bewerk", zet=cluster, **formulier(plan, **keuze))
    assert pagina.count('<option value="school" selected>') == 2
    assert pagina.count('<option value="nergens" selected>') == 2


def test_einde_voor_begin_wordt_geweigerd_met_de_tekst_bewaard(doe, plan):
    velden = {
        "form-0-van": "2026-12-20",
        "form-0-tot": "2026-09-01",
        "form-1-opmerking": "Niet kwijt",
    }
    pagina = doe("bea", "bewerk", **formulier(plan, **velden))
    assert "Het einde van de periode kan niet voor het begin liggen." in pagina
    assert "wat je invulde, staat er nog" in pagina
    assert 'value="2026-09-01"' in pagina
    assert 'value="Niet kwijt"' in pagina
    assert not Planregel.objects.exclude(opmerking="").exists()


def test_de_databank_weigert_een_einde_voor_het_begin(plan):
    with pytest.raises(IntegrityError, match="planregel_tot_na_van"), transaction.atomic():
        plan.regels.update(van=f.dagen(2), tot=f.dagen(1))
    plan.regels.update(van=f.dagen(1), tot=f.dagen(1))


def test_een_plaats_die_niet_bestaat_wordt_geweigerd(doe, plan):
    doe("bea", "bewerk", **formulier(plan, **{"form-0-aanbreng": "maan"}))
    assert _plaatsen()[0] == ("nergens", "nergens")


@pytest.mark.parametrize("status", [s for s in Planstatus if s != Planstatus.CONCEPT])
def test_alleen_een_concept_is_te_bewerken(doe, plan, mensen, status):
    type(plan).objects.update(status=status)
    pagina = doe("bea", "bewerk", **formulier(plan, **{"form-0-aanbreng": "school"}))
    assert "Dit plan ligt voor of is afgesproken. Maak een nieuwe versie." in pagina
    regel = plan.regels.first()
    regel.aanbreng = "school"
    with pytest.raises(Weigering, match="Maak een nieuwe versie"):
        acties.bewaar_regels(plan, [regel], door=mensen.bea)
    assert _plaatsen()[0] == ("nergens", "nergens")


@pytest.mark.parametrize("naam", ["lea", "coen", "mo", "lotte"])
def test_bewaren_vraagt_het_recht_opnieuw(mensen, plan, naam):
    with pytest.raises(Weigering, match="De begeleider en de praktijkleerkracht"):
        acties.bewaar_regels(plan, list(plan.regels.all()), door=getattr(mensen, naam))


def test_zonder_plan_ga_je_terug_om_er_een_te_maken(doe):
    assert "Maak een plan." in doe("bea", "bewerk")


def test_een_scherm_van_een_vorige_versie_wijzigt_de_nieuwe_niet(doe, plan, mensen):
    verouderd = formulier(plan, **{"form-0-aanbreng": "school"})
    type(plan).objects.update(status=Planstatus.AKKOORD)
    plan.refresh_from_db()
    acties.nieuwe_versie(plan, reden="Andere werkplek", door=mensen.bea)
    assert "Het plan is intussen gewijzigd" in doe("bea", "bewerk", **verouderd)
    assert set(_plaatsen()) == {("nergens", "nergens")}


def test_een_regel_van_een_ander_plan_komt_er_niet_door(doe, plan, maak_plan, mensen):
    van_vera = maak_plan(1, traject=mensen.vera_traject).regels.get()
    velden = {"form-0-id": van_vera.pk, "form-0-opmerking": "Gestolen"}
    doe("bea", "bewerk", **formulier(plan, **velden))
    van_vera.refresh_from_db()
    assert van_vera.opmerking == ""


def test_een_keuze_voor_de_cluster_telt_ook_als_men_meteen_bewaart(doe, plan):
    cluster = plan.regels.first().competentie.cluster_id
    keuze = {f"cluster-{cluster}-aanbreng": "school", f"cluster-{cluster}-inoefening": "werkplek"}
    zelf = {"form-1-inoefening": "extern"}
    doe("bea", "bewerk", **formulier(plan, **keuze, **zelf))
    assert _plaatsen() == [("school", "werkplek"), ("school", "extern")], "eigen keuze wint"


def test_de_knop_van_een_cluster_zet_alleen_die_cluster(doe, plan):
    andere = f.CompetentieFactory(cluster__standaardtraject=plan.standaardtraject)
    f.PlanregelFactory(plan=plan, competentie=andere, aanbreng="nergens", inoefening="nergens")
    cluster = plan.regels.first().competentie.cluster_id
    keuze = {f"cluster-{andere.cluster_id}-aanbreng": "extern"}
    pagina = doe("bea", "bewerk", zet=cluster, **formulier(plan, **keuze))
    assert '<option value="extern" selected>' in pagina, "de keuze blijft staan"
    assert pagina.count('<option value="nergens" selected>') == 6
