"""The pages of a template: who sees them, and that no press loses what was typed."""

import pytest

from overeenkomsten.artikels import INGEBOUWD
from overeenkomsten.models import Sjabloon, Sjabloonconcept
from overeenkomsten.statussen import Soort
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def bewerk(mensen, client_van, adres):
    """bewerk("omhoog-eigen-1", titel="…"): Coen presses that button of the concept of the SAO."""
    coen = client_van("coen")
    lijst = coen.post(adres("overeenkomsten:begin_sjabloon"), {"soort": "sao"})
    url = lijst.url

    def druk(knop: str = "bewaar", **velden):
        blad = coen.get(url).context
        data = {"doe": knop, "stand": blad["stand"], "briefkop": "", "voettekst": ""}
        data |= {"nieuw-titel": "", "nieuw-tekst": ""}
        for plaats in blad["bewerking"].plaatsen:
            if plaats.form:
                data |= {plaats.form[veld].html_name: plaats.form[veld].value() for veld in VELDEN}
        return coen.post(url, data | velden, follow=True)

    druk.url, druk.client = url, coen
    return druk


VELDEN = ("titel", "tekst")


def _sleutels() -> list[str]:
    return [rij["sleutel"] for rij in Sjabloonconcept.objects.get().artikels]


def test_een_eigen_artikel_komt_erbij_verhuist_en_gaat_weg(bewerk):
    vast = [artikel.sleutel for artikel in INGEBOUWD[Soort.SAO]]
    fout = bewerk(**{"nieuw-titel": "Kledij", "nieuw-tekst": "Bij {loon}."})
    assert fout.status_code == 422
    assert "{loon} kunnen we hier niet invullen" in fout.text
    assert "Bij {loon}." in fout.text, "wat getypt werd, blijft staan"
    assert _sleutels() == vast

    bewerk(**{"nieuw-titel": "Kledij", "nieuw-tekst": "Van {bij}.", "briefkop": "Campus"})
    assert _sleutels() == [*vast, "eigen-1"]
    assert Sjabloonconcept.objects.get().briefkop == "Campus"
    bewerk("omhoog-eigen-1")
    bewerk("omhoog-eigen-1", **{"eigen-1-tekst": "Van {bij}, gratis."})
    assert _sleutels() == [*vast[:-2], "eigen-1", *vast[-2:]]
    bewerk("omlaag-eigen-1")
    assert _sleutels() == [*vast[:-1], "eigen-1", vast[-1]]
    assert Sjabloonconcept.objects.get().artikels[-2]["tekst"] == "Van {bij}, gratis."
    bewerk(f"omhoog-{vast[3]}")
    bewerk("omlaag-onzin")
    assert _sleutels() == [*vast[:-1], "eigen-1", vast[-1]], "een vast artikel blijft staan"
    bewerk("weg-eigen-1", **{"eigen-1-titel": ""})
    assert _sleutels() == vast


def test_wie_tegelijk_bewaart_overschrijft_niets(bewerk):
    zin = "Iemand anders bewaarde dit net ook"
    blad = bewerk(stand="2026-01-01T00:00:00+00:00", **{"voettekst": "Mijn zin."})
    assert zin in blad.text
    assert "Mijn zin." in blad.text
    assert Sjabloonconcept.objects.get().voettekst == ""


def test_van_concept_naar_gebruik_met_het_voorbeeld_ertussen(bewerk, mensen, client_van, adres):
    bewerk(**{"nieuw-titel": "Kledij", "nieuw-tekst": "{bij} zorgt voor kledij.\nEen rij per dag."})
    concept, coen = Sjabloonconcept.objects.get(), bewerk.client
    voorbeeld = adres("overeenkomsten:voorbeeld_van_concept", concept.pk)
    assert "Bedrijf Voorbeeld zorgt voor kledij.<br>" in coen.get(voorbeeld).text
    assert "Bedrijf Voorbeeld" in client_van("bea").get(voorbeeld).text
    gebruik = adres("overeenkomsten:gebruik_sjabloon", concept.pk)
    blad = coen.get(gebruik)
    assert [v.wat for v in blad.context["verschillen"]] == ["nieuw"]
    stand = blad.context["stand"]
    fout = coen.post(gebruik, {"van": f.dagen(-1), "stand": stand})
    assert "Kies vandaag of een latere dag" in fout.text
    coen.post(gebruik, {"van": f.dagen(3), "stand": stand})
    rij = Sjabloon.objects.get()
    assert (rij.versie, rij.soort, rij.van, rij.door) == (1, "sao", f.dagen(3), mensen.coen)
    for naam in ("bea", "ada", "coen"):
        lezer = client_van(naam)
        lijst = lezer.get(adres("overeenkomsten:sjablonen")).text
        assert "geldt vanaf" in lijst
        assert ("versie maken" in lijst) == (naam == "coen")
        assert "{bij} zorgt voor kledij." in lezer.get(rij.get_absolute_url()).text
        assert (
            "Bedrijf Voorbeeld zorgt"
            in lezer.get(adres("overeenkomsten:voorbeeld_van_versie", rij.pk)).text
        )


@pytest.mark.parametrize("soort", Soort)
def test_het_ingebouwde_sjabloon_is_te_bekijken(client_van, adres, soort):
    blad = client_van("bea").get(f"{adres('overeenkomsten:sjabloon_voorbeeld')}?soort={soort}")
    assert soort.label in blad.text
    assert "Voorbeeld met verzonnen gegevens" in blad.text
