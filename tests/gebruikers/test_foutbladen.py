"""The pages of what went wrong look like the product, also to who is not signed in."""

import pytest
from django.test import Client, RequestFactory

from config.urls import handler500
from gebruikers.aanvraag import ging_mis


def test_een_fout_bij_ons_geeft_een_nummer_en_vraagt_de_databank_niets(settings):
    """No fixture gives it the database: a query would fail this test."""
    request = RequestFactory().get("/")
    request.aanvraag = "0a1b2c3d4e5f"
    antwoord = ging_mis(request)
    assert antwoord.status_code == 500
    tekst = antwoord.text
    assert "0a1b2c3d4e5f" in tekst
    assert "css/trajecten" in tekst
    assert "probeer het opnieuw" in tekst
    assert handler500 == f"{ging_mis.__module__}.{ging_mis.__name__}"


def test_zonder_nummer_blijft_de_zin_heel():
    tekst = ging_mis(RequestFactory().get("/")).text
    assert "zeg wat je wilde doen." in tekst


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("methode", "pad", "status", "kop"),
    [
        ("get", "/nergens/zo/iets/", 404, "Deze pagina is er niet"),
        ("get", "/account/login/?next=%00", 400, "Dit kunnen we niet lezen"),
        ("post", "/account/login/", 403, "Er is niets verstuurd"),
    ],
)
def test_wie_niet_is_aangemeld_krijgt_een_blad_van_ons(methode, pad, status, kop):
    client = Client(enforce_csrf_checks=True)
    antwoord = getattr(client, methode)(pad)
    assert antwoord.status_code == status
    assert kop in antwoord.text
    assert "css/trajecten" in antwoord.text
