"""Two people at one plan: nobody overwrites what was not seen, nobody agrees with it either."""

import html
import json
import re

import pytest

from gebruikers.overgang import Weigering
from opleidingsplannen import acties, akkoord
from opleidingsplannen.models import Opleidingsplan, Planakkoord
from tests.opleidingsplannen.test_bewerk import formulier

INTUSSEN = "Dit werd intussen gewijzigd:"
ANDERS = "Het plan is intussen gewijzigd. Lees het opnieuw voor je akkoord gaat."


@pytest.fixture
def gezien(client_van, adres, mensen):
    """What a page says about how the plan was: gezien("pieter", "bewerk")."""

    def lees(naam: str, pagina: str) -> str:
        url = adres(f"opleidingsplannen:{pagina}", mensen.traject.pk)
        inhoud = client_van(naam).get(url).content.decode()
        return re.search(r'name="gezien" value="([^"]+)"', inhoud)[1]

    return lees


def test_wie_iets_anders_wijzigde_verliest_niets(doe, maak_plan):
    plan = maak_plan(2)
    scherm = formulier(plan)
    doe("bea", "bewerk", **scherm | {"form-0-opmerking": "Van Bea", "form-1-aanbreng": "extern"})
    velden = scherm | {"form-0-inoefening": "beide", "form-1-opmerking": "Van Pieter"}
    assert "Het plan is bewaard." in doe("pieter", "bewerk", **velden)
    eerste, tweede = plan.regels.order_by("volgorde")
    assert (eerste.opmerking, eerste.inoefening) == ("Van Bea", "beide")
    assert (tweede.opmerking, tweede.aanbreng) == ("Van Pieter", "extern")


def test_wat_beiden_anders_wijzigden_wordt_genoemd_en_dan_gekozen(doe, maak_plan):
    plan = maak_plan(2)
    scherm = formulier(plan)
    van_bea = {"form-0-aanbreng": "extern", "form-0-van": "2026-09-01", "form-1-opmerking": "Bea"}
    doe("bea", "bewerk", **scherm | van_bea)
    velden = scherm | {"form-0-aanbreng": "beide", "form-0-van": "2026-10-01"}
    pagina = doe("pieter", "bewerk", **velden | {"form-0-opmerking": "Van Pieter"})
    assert f"{INTUSSEN} {_eerste(plan)} (aanbreng, van)." in pagina
    assert "Nu bewaard: extern." in pagina
    assert "Nu bewaard: 1 september 2026." in pagina
    assert pagina.count("Nu bewaard:") == 2
    assert 'value="Van Pieter"' in pagina, "wat getypt was, staat er nog"
    assert plan.regels.order_by("volgorde")[0].opmerking == "", "nog niets bewaard"

    velden = formulier(plan) | {"form-0-aanbreng": "beide", "form-0-van": "2026-10-01"}
    assert _gezien(pagina) == json.loads(velden["form-0-gezien"])
    assert "Het plan is bewaard." in doe("pieter", "bewerk", **velden)
    eerste, tweede = plan.regels.order_by("volgorde")
    assert (eerste.aanbreng, str(eerste.van), tweede.opmerking) == ("beide", "2026-10-01", "Bea")


def _eerste(plan) -> str:
    return str(plan.regels.order_by("volgorde")[0].competentie)


def _gezien(pagina: str) -> dict[str, str]:
    """What the page sends along as shown in its first line."""
    return json.loads(html.unescape(re.search(r'name="form-0-gezien" value="([^"]+)"', pagina)[1]))


@pytest.mark.parametrize("gezien", ["", "gisteren", "[]"])
def test_een_formulier_dat_niet_zegt_wat_het_zag_bewaart_niets(doe, maak_plan, gezien):
    plan = maak_plan(1)
    velden = formulier(plan, **{"form-0-aanbreng": "extern", "form-0-gezien": gezien})
    assert INTUSSEN in doe("bea", "bewerk", **velden)
    assert plan.regels.get().aanbreng != "extern"


def test_de_knop_van_een_cluster_zet_elke_regel_ook_die_er_al_zo_stond(doe, maak_plan):
    plan = maak_plan(2, regel={"aanbreng": "school", "inoefening": "nergens"})
    scherm = formulier(plan)
    doe("bea", "bewerk", **scherm | {"form-0-aanbreng": "extern"})
    cluster = plan.regels.first().competentie.cluster_id
    keuze = {f"cluster-{cluster}-aanbreng": "school", "zet": cluster}
    pagina = doe("pieter", "bewerk", **scherm | keuze)
    assert pagina.count('<option value="school" selected>') == 2
    assert "extern&quot;" in pagina, "de pagina weet nu wat er bewaard is"


def test_een_keuze_voor_de_cluster_geldt_voor_wat_alleen_de_ander_wijzigde(doe, maak_plan):
    plan = maak_plan(2, regel={"aanbreng": "nergens", "inoefening": "nergens"})
    scherm = formulier(plan)
    doe("bea", "bewerk", **scherm | {"form-0-aanbreng": "extern"})
    keuze = {f"cluster-{plan.regels.first().competentie.cluster_id}-aanbreng": "school"}
    pagina = doe("pieter", "bewerk", **scherm | keuze)
    assert f"{INTUSSEN} {_eerste(plan)} (aanbreng)." in pagina
    assert "Nu bewaard: extern." in pagina


def test_de_actie_neemt_het_plan_zoals_het_gelezen_was(maak_plan, mensen):
    plan = maak_plan(1)
    oud, regels = Opleidingsplan.objects.get(), list(plan.regels.all())
    acties.bewaar_regels(plan, regels, door=mensen.bea)
    acties.bewaar_regels(plan, regels, door=mensen.bea)
    with pytest.raises(Weigering, match="Iemand anders bewaarde dit net ook"):
        acties.bewaar_regels(oud, regels, door=mensen.pieter)


@pytest.mark.parametrize(("naam", "partij"), [("lotte", "leerling"), ("mo", "mentor")])
def test_niemand_gaat_akkoord_met_een_plan_dat_intussen_wijzigde(
    naam, partij, doe, voorgelegd, gezien
):
    oud = gezien(naam, "plan")
    doe("bea", "haal_terug")
    doe("bea", "bewerk", **formulier(voorgelegd, **{"form-0-inoefening": "school"}))
    doe("bea", "leg_voor")
    assert ANDERS in doe(naam, "akkoord", partij=partij, gezien=oud)
    assert ANDERS in doe(naam, "akkoord", partij=partij, gezien="")
    assert not Planakkoord.objects.exists()
    doe(naam, "akkoord", partij=partij, gezien=gezien(naam, "plan"))
    assert Planakkoord.objects.get().partij == partij


def test_ook_teruggehaald_en_ongewijzigd_opnieuw_voorgelegd_wordt_opnieuw_gelezen(
    voorgelegd, mensen
):
    gelezen = Opleidingsplan.objects.get()
    akkoord.haal_terug(voorgelegd, door=mensen.bea)
    voorgelegd.refresh_from_db()
    akkoord.leg_voor(voorgelegd, door=mensen.bea)
    with pytest.raises(Weigering, match=ANDERS):
        akkoord.geef_akkoord(gelezen, partij="leerling", door=mensen.lotte)


def test_het_akkoord_van_een_ander_wijzigt_het_plan_niet(doe, voorgelegd, gezien):
    oud = gezien("lotte", "plan")
    doe("mo", "akkoord", partij="mentor")
    assert "Het akkoord is genoteerd." in doe("lotte", "akkoord", partij="leerling", gezien=oud)
