"""HTMX gets a fragment; a browser, also one that goes back, gets the whole page."""

import pytest


@pytest.mark.parametrize("naam", ["overzichten:leerlingen", "overzichten:zoek", "trajecten:zonder"])
def test_terug_in_de_browser_geeft_het_hele_blad(naam, mensen, client_van, adres):
    bea = client_van("bea")
    htmx = {"HX-Request": "true"}
    deel = bea.get(adres(naam), {"q": "lot"}, headers=htmx).content.decode()
    assert "<html" not in deel
    terug = htmx | {"HX-History-Restore-Request": "true"}
    blad = bea.get(adres(naam), {"q": "lot"}, headers=terug)
    assert "<html" in blad.content.decode()
    assert "HX-History-Restore-Request" in blad["Vary"]
