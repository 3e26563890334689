"""Two hundred tries at once, against the real web process: the limits let through what they say."""

import re
from collections import Counter
from functools import partial

import pytest

from gebruikers import acties
from gebruikers.models import Bericht
from gebruikers.rollen import Rol
from tests.echt import nieuw_ip
from tests.gebruikers.conftest import stel_app_in

pytestmark = pytest.mark.xdist_group("echt")
KEER = 200
FOUT = {"password": "helemaal mis", "code": "0000-0000"}


@pytest.fixture
def bestorm(server):
    """Who sends so many at once; gives how often each status came back, and reads the 429s."""

    def doe(methode: str, pad, gegevens=None, *, bezoeker=None, elk_een_adres=False) -> Counter:
        wie = bezoeker or server.bezoeker()
        vragen = []
        for i in range(KEER):
            ander = wie.als(ip=nieuw_ip() if elk_een_adres else wie.ip)
            van_mij = gegevens and {k: w.format(i=i) for k, w in gegevens.items()}
            vragen.append(partial(ander.vraag, methode, pad.format(i=i), van_mij))
        antwoorden = server.tegelijk(vragen)
        for antwoord in antwoorden:
            if antwoord.status == 429:
                assert int(antwoord["Retry-After"]) >= 60
                assert "Wacht een" in antwoord.tekst or "te veel pogingen" in antwoord.tekst
        return Counter(a.status for a in antwoorden)

    return doe


def test_tien_foute_wachtwoorden_van_een_adres(bestorm):
    gegevens = FOUT | {"login": "wie{i}@x.example"}
    assert bestorm("POST", "/account/login/", gegevens) == {200: 10, 429: 190}


def test_drie_codes_voor_een_account_van_waar_ook(bestorm, mensen):
    email = mensen.coen.gebruiker.email
    uitkomst = bestorm("POST", "/account/login/code/", {"email": email}, elk_een_adres=True)
    assert uitkomst == {302: 3, 429: 197}
    assert Bericht.objects.filter(aan=email).count() == 3


@pytest.mark.parametrize("begin", ["login/code", "password/reset"])
def test_een_gemailde_code_wordt_drie_keer_geprobeerd(bestorm, server, mensen, begin):
    bezoeker = server.bezoeker()
    vraag = {"email": mensen.coen.gebruiker.email}
    assert bezoeker.vraag("POST", f"/account/{begin}/", vraag).status == 302
    uitkomst = bestorm("POST", f"/account/{begin}/confirm/", FOUT, bezoeker=bezoeker)
    # 200: wrong. 302: wrong for the last time, or the code was given up meanwhile.
    assert uitkomst[200] <= 3
    assert uitkomst[200] + uitkomst[302] + uitkomst[429] == KEER
    assert bezoeker.vraag("POST", f"/account/{begin}/confirm/", FOUT).status != 200


def test_twintig_keer_een_nieuw_wachtwoord_van_een_adres(bestorm):
    gegevens = {"email": "wie{i}@x.example"}
    assert bestorm("POST", "/account/password/reset/", gegevens) == {302: 20, 429: 180}


def test_wie_uitnodigingen_raadt_doet_dat_dertig_keer(bestorm):
    assert bestorm("GET", "/uitnodiging/geraden{i}/") == {410: 30, 429: 170}


def test_tien_keer_een_nieuwe_link_om_te_tekenen(bestorm):
    assert bestorm("POST", "/teken/x{i}/nieuwe-link/", {}) == {302: 10, 429: 190}


def test_dertig_keer_een_document_nakijken(bestorm):
    assert bestorm("GET", "/controle/") == {200: 30, 429: 170}


def test_vijf_foute_wachtwoorden_voor_een_account_van_waar_ook(bestorm, mensen):
    gegevens = {"login": mensen.coen.gebruiker.email, "password": "mis {i}"}
    uitkomst = bestorm("POST", "/account/login/", gegevens, elk_een_adres=True)
    assert uitkomst == {200: 5, 429: 195}


def test_vijf_codes_van_de_tweede_stap_van_waar_ook(bestorm, server, mensen):
    bea, bezoeker = mensen.bea.gebruiker, server.bezoeker()
    stel_app_in(bea)
    bezoeker.vraag("POST", "/account/login/code/", {"email": bea.email})
    code = re.search(r"\d{4}-\d{4}", Bericht.objects.get(aan=bea.email).tekst)[0]
    binnen = bezoeker.vraag("POST", "/account/login/code/confirm/", {"code": code})
    stap = "/account/login/tweede-stap/"
    assert binnen["Location"].startswith(stap)
    gegevens = {"code": "{i:06}"}
    uitkomst = bestorm("POST", stap, gegevens, bezoeker=bezoeker, elk_een_adres=True)
    assert uitkomst == {200: 5, 429: 195}


def test_een_uitnodiging_mailt_hoogstens_drie_codes(bestorm, mensen):
    """Pressed from everywhere at once: one is in, the others read that it was used."""
    wie = {"email": "nieuw@x.example", "rol": Rol.LEERKRACHT, "door": mensen.bob}
    acties.nodig_uit(mensen.school, **wie)
    pad = re.search(r"/uitnodiging/[\w-]+/", Bericht.objects.get(aan=wie["email"]).tekst)[0]
    assert bestorm("POST", pad, {}, elk_een_adres=True) == {302: 1, 410: 199}
    uitkomst = bestorm("POST", f"{pad}opnieuw/", {}, elk_een_adres=True)
    assert uitkomst == {302: 2, 429: 198}
    assert Bericht.objects.filter(aan=wie["email"], soort="login_code").count() == 3
