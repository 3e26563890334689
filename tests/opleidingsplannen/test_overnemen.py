"""Taking over a standaardtraject stores what the preview showed, or shows it anew."""

import pytest

from gebruikers.overgang import Weigering
from opleidingsplannen.catalogus import gezien, lees_ontwerp, verschil_met_vorige, voer_in
from opleidingsplannen.models import Standaardtraject

KOP = "Cluster;Code;Competentie;Activiteit\n"
EEN, TWEE, DRIE = (KOP + f"Deeg;B1;{wat};\n" for wat in ("Kneedt", "Rolt", "Bakt"))
ZIN = "Sinds je dit bekeek"


@pytest.fixture
def neem_over(mensen):
    """As a colleague does it meanwhile."""

    def doe(tekst: str, naam: str = "Bakker", **erbij) -> Standaardtraject:
        velden = {"naam": naam, "opleiding": None, "door": mensen.coen, **erbij}
        return voer_in(lees_ontwerp(tekst.encode()), **velden)

    return doe


@pytest.fixture
def post(client_van, adres):
    def doe(**velden):
        url = adres("opleidingsplannen:standaardtraject_invoer")
        return client_van("coen").post(url, {"naam": "Bakker", "tekst": TWEE, **velden})

    return doe


def test_een_versie_van_een_collega_wordt_eerst_getoond(post, neem_over):
    neem_over(EEN)
    bekeken = post().context["gezien"]
    neem_over(DRIE)
    antwoord = post(bevestig="1", gezien=bekeken)
    tekst = antwoord.content.decode()
    assert ZIN in tekst
    assert "Overnemen als versie 3" in tekst
    assert "“Bakt” wordt “Rolt”" in tekst
    assert Standaardtraject.objects.count() == 2
    post(bevestig="1", gezien=antwoord.context["gezien"])
    assert Standaardtraject.objects.filter(versie=3).exists()


@pytest.mark.parametrize("veld", ["naam", "opleiding"])
def test_een_andere_naam_of_opleiding_wordt_eerst_getoond(post, neem_over, mensen, veld):
    neem_over(EEN)
    neem_over(EEN, naam="Kok")
    anders = {"naam": "Kok", "opleiding": mensen.leerling.opleiding.pk}
    bekeken = post().context["gezien"]
    antwoord = post(bevestig="1", gezien=bekeken, **{veld: anders[veld]})
    assert ZIN in antwoord.content.decode()
    assert "Overnemen als versie 2" in antwoord.content.decode()
    assert Standaardtraject.objects.count() == 2
    post(bevestig="1", gezien=antwoord.context["gezien"], **{veld: anders[veld]})
    assert Standaardtraject.objects.filter(versie=2).exists()


def test_wie_niets_bekeek_neemt_niets_over(post):
    assert ZIN in post(bevestig="1").content.decode()
    assert not Standaardtraject.objects.exists()


def test_de_invoer_vraagt_onder_het_slot_of_dit_bekeken_is(neem_over, mensen):
    neem_over(EEN)
    velden = {"naam": "Bakker", "opleiding": None}
    verschil = verschil_met_vorige(lees_ontwerp(TWEE.encode()), door=mensen.coen, **velden)
    bekeken = gezien(verschil=verschil, **velden)
    neem_over(DRIE)
    with pytest.raises(Weigering, match=ZIN):
        neem_over(TWEE, verwacht=bekeken)
