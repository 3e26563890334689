"""Who signed through a link reads there that it stops, and the melding."""

import pytest
from django.urls import reverse

from tests import factories as f
from tests.overeenkomsten.zaken import getekend, open_link, stop
from trajecten import documenten

pytestmark = pytest.mark.django_db
BAAS = "baas@cools.example"


def test_de_werkgever_leest_het_einde_langs_de_link(mensen, client):
    rij = getekend(mensen, begindatum=f.dagen(-30))
    link = open_link(client, BAAS, "voltooid")
    melding = reverse("teken_melding", args=[link.strip("/").split("/")[-1]])
    assert client.get(melding).status_code == 404
    rij = stop(mensen, rij, 4)
    nieuwe = open_link(client, BAAS, "gestopt")
    tekst = client.get(nieuwe).text
    assert "Deze overeenkomst stopt op" in tekst
    assert "op vraag van de onderneming" in tekst
    melding = reverse("teken_melding", args=[nieuwe.strip("/").split("/")[-1]])
    assert client.get(melding).status_code == 404, "nog niet gemaakt"
    documenten.maak(rij.beeindiging.melding_id)
    assert melding in client.get(nieuwe).text
    antwoord = client.get(melding)
    assert antwoord.status_code == 200
    assert b"".join(antwoord.streaming_content).startswith(b"%PDF")
