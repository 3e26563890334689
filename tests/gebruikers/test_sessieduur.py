"""How long a device stays known: by role, whatever the way in."""

import pytest
from django.conf import settings

from gebruikers.rollen import STAF, Rol
from tests import factories as f
from tests.gebruikers.conftest import vul_code_in
from tests.toegang import PERSOON

UUR = 3600
DUUR = {rol: 12 * UUR for rol in Rol} | {Rol.MENTOR: 90 * 24 * UUR}


def _met_wachtwoord(browser, gebruiker) -> int:
    gebruiker.set_password("paarse fiets vliegt")
    gebruiker.save()
    browser.post("/account/login/", {"login": gebruiker.email, "password": "paarse fiets vliegt"})
    assert "_auth_user_id" in browser.session
    return browser.session.get_expiry_age()


@pytest.mark.parametrize("rol", Rol)
def test_met_een_wachtwoord(mensen, browser, rol):
    assert _met_wachtwoord(browser, getattr(mensen, PERSOON[rol]).gebruiker) == DUUR[rol]


@pytest.mark.parametrize("rol", Rol)
def test_met_een_code(mensen, browser, rol, mailoutbox, taken_meteen):
    browser.post("/account/login/code/", {"email": getattr(mensen, PERSOON[rol]).gebruiker.email})
    vul_code_in(browser, mailoutbox)
    assert browser.session.get_expiry_age() == DUUR[rol]


@pytest.mark.parametrize("rol", sorted(STAF))
def test_een_mentor_die_ook_op_school_werkt_blijft_een_werkdag(mensen, browser, rol):
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=mensen.mo.gebruiker, rol=rol)
    assert _met_wachtwoord(browser, mensen.mo.gebruiker) == 12 * UUR


def _zo_oud(client, seconden: int) -> None:
    sessie = client.session
    sessie["aangemeld_op"] -= seconden
    sessie.save()


def test_een_lange_sessie_van_een_mentor_dient_niet_voor_wie_op_school_werkt(
    mensen, client_van, adres
):
    telefoon, start = client_van("mo"), adres("overzichten:start")
    _zo_oud(telefoon, 12 * UUR + 60)
    assert telefoon.get(start).status_code == 200
    f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.mo.gebruiker, rol=Rol.LEERKRACHT)
    assert telefoon.get(f"{start}?a=b").url == f"/account/login/?next={start}%3Fa%3Db"
    assert "_auth_user_id" not in telefoon.session


def test_wie_op_school_werkt_blijft_een_werkdag(client_van, adres):
    toestel = client_van("bea")
    _zo_oud(toestel, 12 * UUR - 60)
    assert toestel.get(adres("overzichten:start")).status_code == 200


@pytest.mark.parametrize("kop", [{}, {"HTTP_HX_REQUEST": "true"}], ids=["bladzijde", "deel"])
def test_wie_lang_aangemeld_was_leest_dat_en_geen_vals_alarm(client_van, adres, kop):
    toestel, start = client_van("bea"), adres("overzichten:start")
    _zo_oud(toestel, settings.SESSIE_STAF + 60)
    toestel.get(start, **kop)
    tekst = toestel.get("/account/login/").content.decode()
    assert "Je was lang aangemeld. Meld je opnieuw aan." in tekst
    assert "elders" not in tekst


def test_wie_dan_iets_verstuurt_leest_dat_er_niets_bewaard_is(client_van, adres):
    toestel, school = client_van("bob"), adres("gebruikers:school")
    _zo_oud(toestel, settings.SESSIE_STAF + 60)
    antwoord = toestel.post(school, {"naam": "x"}, HTTP_REFERER=f"http://testserver{school}")
    assert antwoord.url == f"/account/login/?next={school}"
    tekst = toestel.get(antwoord.url).content.decode()
    assert "er is nog niets bewaard" in tekst
    assert "lang aangemeld" not in tekst
