"""Who belongs to no school (any more) reads whom to ask, wherever at a school they knock."""

import pytest

from tests import factories as f
from tests.conftest import OnmiddellijkeClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pad", ["/", "/eik/", "/eik/leerlingen/", "/bestaat-niet/"])
def test_wie_zijn_laatste_rol_verloor_leest_bij_wie_hij_terechtkan(mensen, client_van, pad):
    type(mensen.school).objects.filter(pk=mensen.school.pk).update(telefoon="03 111 22 33")
    mensen.mo.van, mensen.mo.tot = f.dagen(-9), f.dagen(-1)
    mensen.mo.save()
    tekst = client_van("mo").get(pad, follow=True).content.decode()
    assert "Je hoort nu bij geen school" in tekst
    assert "Je toegang bij De Eik is voorbij." in tekst
    assert "03 111 22 33" in tekst
    assert "/account/logout/" in tekst


def test_wie_nooit_toegang_kreeg_vraagt_een_uitnodiging(mensen):
    browser = OnmiddellijkeClient()
    browser.force_login(f.GebruikerFactory())
    tekst = browser.get("/eik/", follow=True).content.decode()
    assert "Je hoort nog bij geen school" in tekst
    assert "De Eik" not in tekst


def test_wie_elders_nog_een_rol_heeft_vindt_hier_niets(mensen, client_van):
    assert client_van("bea").get("/beuk/").status_code == 404
