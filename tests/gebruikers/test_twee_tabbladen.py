"""Two tabs of one person: what is pressed in one counts for the role that tab showed."""

import re

import pytest

from gebruikers.rollen import Rol
from tests import factories as f
from trajecten.fases import Fase
from trajecten.models import Gebeurtenis


@pytest.fixture
def coen(mensen):
    """Begeleider of Lotte and coördinator of the school."""
    mensen.coen_begeleidt = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.coen.gebruiker, rol=Rol.BEGELEIDER
    )
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.coen.gebruiker)
    return mensen


@pytest.fixture
def browser(coen, client_van):
    return client_van("coen")


@pytest.fixture
def als(browser, adres):
    """Open a tab as this role: what its forms carry."""

    def kies(lid) -> str:
        browser.post(adres("gebruikers:wissel"), {"lidmaatschap": lid.pk})
        tekst = browser.get(adres("overzichten:start")).content.decode()
        velden = set(re.findall(r'<input type="hidden" name="als" value="(\d+)">', tekst))
        assert velden == {str(lid.pk)}
        assert f'"X-Als": "{lid.pk}"' in tekst
        return str(lid.pk)

    return kies


def test_elk_formulier_draagt_de_rol_waaronder_het_getoond_werd(browser, adres, coen, als):
    lid = als(coen.coen_begeleidt)
    for naam in ("leerlingen:lijst", "werkplekken:organisaties", "overzichten:leerlingen"):
        tekst = browser.get(adres(naam)).content.decode()
        formulieren = re.findall(r'<form[^>]*method="post".*?</form>', tekst, re.S)
        assert formulieren
        for formulier in formulieren:
            assert f'name="als" value="{lid}"' in formulier


def test_een_blad_weet_voor_wie_het_getoond_is(browser, adres, coen, als, client_van):
    """So that the browser can say, once, that another tab chose another role."""
    lid = als(coen.coen_begeleidt)
    tekst = browser.get(adres("overzichten:start")).content.decode()
    sleutel = f"als:{coen.coen.gebruiker_id}:eik"
    assert f'hidden data-gewisseld="{sleutel}" data-als="{lid}"' in tekst
    assert "Je kijkt nu als <b>trajectbegeleider</b>" in tekst
    een_rol = client_van("bea").get(adres("overzichten:start")).content.decode()
    assert "data-gewisseld" not in een_rol


def test_een_druk_geldt_in_de_rol_van_zijn_eigen_tabblad(browser, adres, coen, als):
    begeleider = als(coen.coen_begeleidt)
    als(coen.coen)  # the second tab, opened later
    url = adres("gebruikers:school")
    assert browser.post(url, {"als": begeleider}).status_code == 403, "begeleider mag dat niet"
    assert browser.get(adres("overzichten:start")).context["lid"] == coen.coen_begeleidt
    assert browser.post(url, {"als": coen.coen.pk}).status_code == 200
    assert browser.get(adres("overzichten:start")).context["lid"] == coen.coen


@pytest.mark.parametrize("als_wie", ["coen", "coen_begeleidt"])
def test_de_geschiedenis_zegt_als_wie(browser, adres, coen, als, als_wie):
    lid = getattr(coen, als_wie)
    for ander in (coen.coen_begeleidt, coen.coen):
        als(ander)
    velden = {"naar": Fase.LOPEND, "op": f.dagen(0), "reden": "Getekend.", "als": lid.pk}
    browser.post(adres("trajecten:fase", coen.traject.pk), velden)
    assert Gebeurtenis.objects.get(soort="fase").door == lid


def test_htmx_blijft_in_de_rol_van_zijn_bladzijde(browser, adres, coen, als):
    begeleider = als(coen.coen_begeleidt)
    als(coen.coen)
    kop = {"HTTP_HX_REQUEST": "true", "HTTP_X_ALS": begeleider}
    antwoord = browser.get(adres("overzichten:leerlingen"), **kop)
    assert antwoord.context["lid"] == coen.coen_begeleidt
    start = browser.get(adres("overzichten:start"))
    assert start.context["lid"] == coen.coen, "een deel verandert de keuze niet"


@pytest.mark.parametrize("als_wie", ["x", "0", "vreemd"])
def test_een_rol_die_men_niet_heeft_doet_niets(browser, adres, coen, als_wie):
    lid = coen.bea.pk if als_wie == "vreemd" else als_wie
    antwoord = browser.post(adres("gebruikers:school"), {"naam": "Anders", "als": lid})
    assert antwoord.status_code == 409
    tekst = antwoord.content.decode()
    assert "Die rol heb je niet meer" in tekst
    assert "data-gestuit" in tekst
    kop = {"HTTP_HX_REQUEST": "true", "HTTP_X_ALS": str(lid)}
    assert browser.get(adres("overzichten:start"), **kop)["HX-Refresh"] == "true"
    coen.school.refresh_from_db()
    assert coen.school.naam == "De Eik"


def test_een_rol_die_intussen_eindigde_ook_niet(browser, adres, coen, als):
    begeleider = als(coen.coen_begeleidt)
    coen.coen_begeleidt.tot = f.dagen(-1)
    coen.coen_begeleidt.save()
    assert browser.post(adres("gebruikers:school"), {"als": begeleider}).status_code == 409
    assert browser.get(adres("overzichten:start")).context["lid"] == coen.coen


def test_twee_scholen_in_twee_tabbladen(browser, adres, coen):
    """The address decides the school; a role of one school is none at the other."""
    elders = f.LidmaatschapFactory(
        school=coen.andere_school, gebruiker=coen.coen.gebruiker, rol=Rol.BEHEERDER
    )
    assert browser.get("/beuk/").context["lid"] == elders
    assert browser.get("/eik/").context["lid"] == coen.coen
    assert browser.post("/beuk/school/", {"als": coen.coen.pk}).status_code == 409
    assert browser.post("/beuk/school/", {"als": elders.pk}).status_code == 200
    assert browser.get("/eik/").context["lid"] == coen.coen


def test_wie_niet_aangemeld_is_draagt_geen_rol(db, client):
    assert 'name="als"' not in client.get("/account/login/").content.decode()
