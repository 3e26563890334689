"""With an account of the school: over to a real provider and back, held to the CSP by Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

from dev.accounts import email

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def _naar_de_aanbieder_en_terug(pagina: Page) -> None:
    pagina.goto("/account/login/?next=/demo/trajecten/")
    pagina.get_by_role("button", name="Aanmelden met Eikschool").click()
    pagina.get_by_role("button", name="Ja, dat ben ik").click()


def test_de_eerste_keer_met_een_code_daarna_met_een_druk(als, stapel, aanbieder):
    aanbieder.wie = {"sub": "p1", "email": "prive@x.example"}
    wie, pagina = email("praktijk", "demo"), als(None)
    _naar_de_aanbieder_en_terug(pagina)
    expect(pagina.get_by_role("heading", name="We kennen dit account nog niet")).to_be_visible()
    pagina.get_by_role("link", name="Stuur mij een code").click()
    pagina.get_by_label("E-mailadres").fill(wie)
    pagina.get_by_role("button", name="Stuur mij een code").click()
    pagina.get_by_label("Code").fill(stapel.code_voor(wie))
    pagina.get_by_role("button", name="Ga verder").click()
    expect(pagina.get_by_role("heading", name="Je Eikschool-account koppelen?")).to_be_visible()
    pagina.get_by_role("button", name="Koppel", exact=True).click()
    expect(pagina).to_have_url(re.compile("/demo/trajecten/$"))
    stapel.wacht_op_mail(wie, "Je Eikschool-account is gekoppeld")

    later = als(None, breedte=390)
    _naar_de_aanbieder_en_terug(later)
    expect(later).to_have_url(re.compile("/demo/trajecten/$"))
