"""A form that was open too long says what to do, in the product's own look."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_een_formulier_zonder_geldig_bewijs_zegt_hoe_je_niets_verliest(mensen, adres):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mensen.coen.gebruiker)
    antwoord = client.post(adres("gebruikers:school"), {"naam": "Anders"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 403
    assert "Er is niets verstuurd" in tekst
    assert "css/trajecten.css" in tekst
    mensen.school.refresh_from_db()
    assert mensen.school.naam == "De Eik"
