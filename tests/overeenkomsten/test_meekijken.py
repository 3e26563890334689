"""Who looks along with a party signs nothing in their name."""

import pytest

from overeenkomsten.models import Handtekening
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.zaken import partij, verstuurd

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("als", ["lotte", "els"])
def test_wie_meekijkt_tekent_niet(mensen, client_van, adres, als):
    rij, coen = verstuurd(mensen), client_van("coen")
    url, ander = adres("overeenkomsten:tekenen", rij.pk), getattr(mensen, als)
    coen.post(adres("gebruikers:kijk_mee", ander.pk), {"reden": "Vindt niet wat te tekenen is."})
    wie = partij(rij, Partij.LEERLING if als == "lotte" else Partij.OUDER)
    blad = coen.get(url)
    assert blad.context["lid"] == ander, "hij leest wat zij leest"
    gegevens = {"hash": rij.tekenversie.sha256, "gelezen": "on", "naam": wie.naam, "wie": wie.pk}
    # With and without what the page says of whom it was shown to.
    for merk in ({}, {"als": blad.context["lid"].getoond_als}):
        antwoord = coen.post(url, gegevens | merk)
        assert antwoord.status_code == 403
        assert "wijzigen, tekenen of versturen kan je dan niet" in antwoord.text
    assert not Handtekening.objects.exists()
    coen.post(adres("gebruikers:stop_meekijken"))
    assert client_van(als).post(url, gegevens).status_code == 302
    assert Handtekening.objects.get().ondertekenaar == wie
