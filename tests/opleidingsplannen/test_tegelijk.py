"""Two people at one plan: nobody overwrites what was not seen, nobody agrees with it either."""

import re

import pytest

from gebruikers.overgang import Weigering
from opleidingsplannen import acties, akkoord
from opleidingsplannen.models import Opleidingsplan, Planakkoord
from tests.opleidingsplannen.test_bewerk import formulier

INTUSSEN = "Iemand anders wijzigde dit intussen."
ANDERS = "Het plan is intussen gewijzigd. Lees het opnieuw voor je akkoord gaat."


@pytest.fixture
def gezien(client_van, adres, mensen):
    """What a page says about how the plan was: gezien("pieter", "bewerk")."""

    def lees(naam: str, pagina: str) -> str:
        url = adres(f"opleidingsplannen:{pagina}", mensen.traject.pk)
        return _gezien(client_van(naam).get(url).content.decode())

    return lees


def _gezien(pagina: str) -> str:
    return re.search(r'name="gezien" value="([^"]+)"', pagina)[1]


def test_wie_later_bewaart_wist_niets_ongezien(doe, maak_plan, gezien):
    plan = maak_plan(2)
    scherm = formulier(plan, gezien=gezien("pieter", "bewerk"))
    doe("bea", "bewerk", **formulier(plan, **{"form-0-opmerking": "Van Bea"}))

    scherm["form-1-opmerking"] = "Van Pieter"
    pagina = doe("pieter", "bewerk", **scherm)
    assert INTUSSEN in pagina
    assert 'value="Van Pieter"' in pagina, "wat getypt was, staat er nog"
    assert "Nu bewaard: Van Bea" in pagina
    assert list(plan.regels.values_list("opmerking", flat=True)) == ["Van Bea", ""]

    scherm |= {"gezien": _gezien(pagina), "form-0-opmerking": "Van Bea"}
    assert "Het plan is bewaard." in doe("pieter", "bewerk", **scherm)
    assert list(plan.regels.values_list("opmerking", flat=True)) == ["Van Bea", "Van Pieter"]


def test_een_formulier_dat_niet_zegt_wat_het_zag_bewaart_niets(doe, maak_plan):
    plan = maak_plan(1)
    velden = formulier(plan, **{"form-0-opmerking": "Blind"})
    assert INTUSSEN in doe("bea", "bewerk", **velden, gezien="")
    assert INTUSSEN in doe("bea", "bewerk", **velden, gezien="gisteren")
    assert plan.regels.get().opmerking == ""


@pytest.mark.parametrize("anders", [{"zet": "1"}, {"form-0-van": "geen datum"}])
def test_wie_nog_niet_bewaarde_weet_nog_altijd_van_niets(doe, maak_plan, gezien, anders):
    plan = maak_plan(1)
    scherm = formulier(plan, gezien=gezien("pieter", "bewerk"))
    doe("bea", "bewerk", **formulier(plan, **{"form-0-opmerking": "Van Bea"}))
    pagina = doe("pieter", "bewerk", **scherm | anders)
    assert _gezien(pagina) == scherm["gezien"]
    assert "Nu bewaard" not in pagina


def test_bewaren_zonder_wijziging_stoort_niemand(doe, maak_plan, gezien):
    plan = maak_plan(1)
    scherm = formulier(plan, gezien=gezien("pieter", "bewerk"))
    doe("bea", "bewerk", **formulier(plan))
    scherm["form-0-opmerking"] = "Van Pieter"
    assert "Het plan is bewaard." in doe("pieter", "bewerk", **scherm)


def test_de_actie_neemt_het_plan_zoals_het_gelezen_was(maak_plan, mensen):
    plan = maak_plan(1)
    oud, regels = Opleidingsplan.objects.get(), list(plan.regels.all())
    acties.bewaar_regels(plan, regels, door=mensen.bea)
    acties.bewaar_regels(plan, regels, door=mensen.bea)
    with pytest.raises(Weigering, match=INTUSSEN):
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
