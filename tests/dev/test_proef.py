"""Signing in on the demo page."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404

from dev.views import daarna, meld_aan

pytestmark = pytest.mark.django_db


def _druk(rf, email: str):
    aanvraag = rf.post("/proef/aanmelden/", {"email": email})
    aanvraag._messages = CookieStorage(aanvraag)
    return meld_aan(aanvraag), [str(zin) for zin in get_messages(aanvraag)]


def test_een_proefaccount_dat_een_ander_adres_kreeg(rf):
    antwoord, zinnen = _druk(rf, "ouder@demo.example")
    assert antwoord.url == "/account/login/"
    assert "Het account ouder@demo.example heeft nu een ander e-mailadres." in zinnen[0]


def test_een_ander_account_meldt_zich_zo_niet_aan(rf):
    with pytest.raises(Http404):
        _druk(rf, "iemand@elders.example")


@pytest.mark.parametrize(
    ("velden", "waar"),
    [
        ({}, "start"),
        ({"next": ""}, "start"),
        ({"next": "/demo/overeenkomsten/1/?op=2"}, "/demo/overeenkomsten/1/?op=2"),
        ({"next": "https://elders.example/demo/"}, "/"),
    ],
)
def test_daarna_naar_de_bladzijde_die_aanmelden_vroeg(rf, velden, waar):
    assert daarna(rf.post("/proef/aanmelden/", velden)) == waar
