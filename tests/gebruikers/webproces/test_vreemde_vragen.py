"""Requests that no page of ours makes, at the real web process: a sentence, and nothing changes."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from gebruikers.models import Bericht, School
from tests.echt import HOST

pytestmark = pytest.mark.xdist_group("echt")
ELDERS = "https://kwaad.example/"


def _stand() -> list[int]:
    """How often PostgreSQL wrote in each table of ours: nothing happened when it stays the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(sum(hashtext(s::text)::bigint), 0) FROM gebruikers_school s"
        )
        scholen = cursor.fetchone()
        cursor.execute(
            "SELECT (SELECT count(*) FROM gebruikers_lidmaatschap), "
            "(SELECT count(*) FROM gebruikers_bericht), "
            "(SELECT count(*) FROM leerlingen_leerling)"
        )
        return [*scholen, *cursor.fetchone()]


@pytest.fixture(autouse=True)
def _niets_verandert(mensen, server):
    ervoor = _stand()
    yield
    assert _stand() == ervoor


@pytest.mark.parametrize(
    "pad",
    [
        "/eik/../beuk/",
        "/eik/%2e%2e/beuk/",
        "/eik/..%2fbeuk/",
        "/eik/%252e%252e/beuk/",
        "/eik/leerlingen/..;/",
        "/eik/;/leerlingen/",
        "/eik;x=1/leerlingen/",
        "/eik/%00/",
        "/eik/leerlingen%00/",
        "/EIK/leerlingen/",
        "/Eik/",
        "/e%C3%ADk/",
        "/%EF%BD%85ik/",
        "/eik/%ff%fe/",
        "/eik/leerlingen/%0d%0aSet-Cookie:x=1/",
        "/eik/leerlingen/1e1/",
        "/eik/leerlingen/-1/",
        f"/eik/leerlingen/{'9' * 300}/",
        f"/eik/{'a' * 3000}/",
        "/eik\\leerlingen\\",
        "/static/../config/settings.py",
        "/static/%2e%2e/config/settings.py",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "//kwaad.example/",
        "/%2f%2fkwaad.example/",
        "/media/",
        "/.env",
        "/admin/",
    ],
)
def test_een_vreemd_pad_is_er_niet(als, pad):
    antwoord = als("coen").vraag("GET", pad)
    assert antwoord.status in (400, 404), antwoord.status
    assert "<p>" in antwoord.tekst
    assert "Set-Cookie: x" not in str(antwoord.koppen)


def test_een_te_lang_adres_komt_niet_binnen(als):
    assert als("coen").vraag("GET", f"/eik/{'a' * 9000}/").status == 414


@pytest.mark.parametrize("pad", ["/eik", "/eik/leerlingen", "//eik/leerlingen"])
def test_zonder_streepje_naar_het_eigen_adres(als, pad):
    antwoord = als("coen").vraag("GET", pad)
    assert antwoord.status in (301, 404)
    if antwoord.status == 301:
        assert re.match(r"/[^/\\]", antwoord["Location"])


@pytest.mark.parametrize(
    ("koppen", "status"),
    [
        ({"Host": "kwaad.example"}, 400),
        ({"Host": f"{HOST}.kwaad.example"}, 400),
        ({"Host": f"{HOST}@kwaad.example"}, 400),
        ({"Host": f"{HOST}:1"}, 302),
        ({"Host": ""}, 400),
        ({"X_Forwarded_Host": "kwaad.example"}, 302),
        ({"X_Forwarded_Port": "1234"}, 302),
        ({"X_Forwarded_Server": "kwaad.example"}, 302),
        ({"Forwarded": "host=kwaad.example;proto=http"}, 302),
        ({"X_Original_URL": "/eik/"}, 302),
        ({"X_Rewrite_URL": "/eik/"}, 302),
        ({"X_Forwarded_Prefix": "/kwaad"}, 302),
    ],
)
def test_een_kop_kiest_niet_waar_we_zijn(server, koppen, status):
    antwoord = server.bezoeker().vraag("GET", "/eik/leerlingen/", **koppen)
    assert antwoord.status == status
    assert "kwaad" not in antwoord["Location"] + antwoord.tekst
    assert antwoord["Location"].startswith("/account/login/") or status == 400


def test_de_link_in_een_mail_volgt_de_host_niet(server, mensen):
    """Of a host that is allowed as well: links start with BASIS_URL."""
    antwoord = server.bezoeker().vraag(
        "POST", "/account/password/reset/", {"email": "niemand@x.example"}, Host="kwaad.example"
    )
    assert antwoord.status == 400


@pytest.mark.parametrize(
    "koppen", [{"X_HTTP_Method_Override": "POST"}, {"X_Method_Override": "DELETE"}]
)
def test_een_andere_manier_in_een_kop_of_veld_telt_niet(als, koppen):
    coen = als("coen")
    antwoord = coen.vraag("GET", "/eik/school/?_method=POST&naam=Anders", **koppen)
    assert antwoord.status == 200
    assert School.objects.get(code="eik").naam == "De Eik"


@pytest.mark.parametrize("naar", [ELDERS, "//kwaad.example", "/\\kwaad.example", "javascript:1"])
def test_na_aanmelden_gaat_men_nergens_anders_heen(server, mensen, naar):
    wie = server.bezoeker()
    pagina = wie.vraag("GET", f"/account/login/?next={naar}")
    for adres in re.findall(r'(?:href|action)="([^"]*)"', pagina.tekst):
        assert re.match(r"[/#](?![/\\])", adres), adres
    email = mensen.coen.gebruiker.email
    wie.vraag("POST", "/account/login/code/", {"email": email, "next": naar})
    code = re.search(r"\d{4}-\d{4}", Bericht.objects.get(aan=email).tekst)[0]
    binnen = wie.vraag("POST", "/account/login/code/confirm/", {"code": code, "next": naar})
    al_binnen = wie.vraag("GET", f"/account/login/?next={naar}")
    for antwoord in (binnen, al_binnen):
        assert (antwoord.status, antwoord["Location"]) == (302, "/")
    Bericht.objects.all().delete()


@pytest.mark.parametrize(
    "van", [ELDERS, f"https://{HOST}//kwaad.example/", "javascript:alert(1)", "/\\kwaad.example"]
)
@pytest.mark.parametrize("kop", ["Referer", "HX_Current_URL"])
def test_waar_men_vandaan_zegt_te_komen_is_geen_bestemming(server, van, kop):
    koppen = {kop: van} | ({"HX_Request": "true"} if kop == "HX_Current_URL" else {})
    antwoord = server.bezoeker().vraag("POST", "/eik/school/", {"naam": "x"}, **koppen)
    bestemming = antwoord["Location"] + antwoord["HX-Redirect"]
    assert antwoord.status in (200, 302, 403)
    assert "javascript:" not in bestemming + antwoord.tekst
    for adres in [bestemming, *re.findall(r'href="([^"]*)"', antwoord.tekst)]:
        assert not re.match(r"[/\\]{2}|https?:", adres), adres
        assert not re.search(r"next=(https?:|[/\\]{2}|%2F%2F|/%5C)", adres), adres


@pytest.mark.parametrize("naar", [ELDERS, "//kwaad.example", "/beuk/", "/eik/\r\nX: y", "/eik@k/"])
def test_van_rol_wisselen_leidt_niet_weg(als, mensen, naar):
    gegevens = {"lidmaatschap": mensen.coen.pk, "naar": naar}
    pad = reverse("gebruikers:wissel", args=["eik"])
    antwoord = als("coen").vraag("POST", pad, gegevens)
    assert antwoord.status == 302
    assert antwoord["Location"].startswith("/eik/")
