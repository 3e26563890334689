"""The headers of every kind of answer, as the real web process sends them over https."""

import re
import secrets
import socket

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from gebruikers.models import Opdracht
from tests.echt import HOST

pytestmark = pytest.mark.xdist_group("echt")
OVERAL = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}


def _beleid(antwoord) -> dict[str, set[str]]:
    regels = antwoord["Content-Security-Policy"].split(";")
    return {r.split()[0]: set(r.split()[1:]) for r in regels if r.strip()}


def _controleer(antwoord, wat: str) -> None:
    for kop, waarde in OVERAL.items():
        assert antwoord[kop] == waarde, (wat, kop)
    assert "camera=()" in antwoord["Permissions-Policy"], wat
    beleid = _beleid(antwoord)
    assert beleid["default-src"] == {"'none'"}, wat
    if "sandbox" not in beleid:
        assert beleid["script-src"] == beleid["style-src"] == {"'self'"}, wat
        assert beleid["form-action"] == {"'self'"}, wat
        assert beleid["frame-ancestors"] == beleid["base-uri"] == {"'none'"}, wat
    assert "unsafe" not in antwoord["Content-Security-Policy"], wat
    assert "*" not in antwoord["Content-Security-Policy"], wat
    assert antwoord["Access-Control-Allow-Origin"] == "", wat
    for lekt in ("X-Powered-By", "Via"):
        assert antwoord[lekt] == "", wat


def test_elke_soort_antwoord(server, als, mensen):
    coen, bob, gast = als("coen"), als("bob"), server.bezoeker()
    opdracht = Opdracht.objects.create(
        school=mensen.school, soort="x", gevraagd_door=mensen.coen, bestandsnaam="x.csv"
    )
    aanmelden = gast.vraag("GET", "/account/login/")
    static = re.search(r'href="(/static/css/[^"]+)"', aanmelden.tekst)[1]
    for wat, status, antwoord in (
        ("bladzijde", 200, coen.vraag("GET", "/eik/leerlingen/")),
        ("fragment", 200, coen.vraag("GET", "/eik/leerlingen/", HX_Request="true")),
        ("doorverwijzing", 302, gast.vraag("GET", "/eik/leerlingen/")),
        ("nul", 400, coen.vraag("GET", "/eik/leerlingen/?q=%00")),
        ("andere host", 400, gast.vraag("GET", "/account/login/", Host="kwaad.example")),
        ("rol", 403, bob.vraag("GET", reverse("overzichten:leerlingen", args=["eik"]))),
        ("csrf", 403, coen.vraag("POST", "/eik/mensen/", {}, X_CSRFToken=None)),
        ("nergens", 404, coen.vraag("GET", "/eik/nergens/")),
        ("manier", 405, coen.vraag("POST", "/eik/leerlingen/", {})),
        ("dode link", 410, gast.vraag("GET", "/teken/x/")),
        ("bestand", 404, coen.vraag("GET", f"/eik/opdrachten/{opdracht.pk}/bestand/")),
        ("static", 200, gast.vraag("GET", static)),
        ("leeft", 200, gast.vraag("GET", "/healthz")),
    ):
        assert antwoord.status == status, (wat, antwoord.status, antwoord.tekst[:300])
        _controleer(antwoord, wat)
        if antwoord.status in (400, 403, 404, 405, 410):
            assert "<p>" in antwoord.tekst, (wat, "een zin")
    assert "no-store" in coen.vraag("GET", "/eik/leerlingen/")["Cache-Control"]


def test_de_koekjes_zijn_van_deze_host_alleen(server, mensen):
    gast = server.bezoeker()
    antwoord = gast.vraag("POST", "/account/login/code/", {"email": mensen.coen.gebruiker.email})
    gezet = antwoord.koppen.get_all("Set-Cookie") + (
        gast.als(koekjes={}).vraag("GET", "/account/login/").koppen.get_all("Set-Cookie")
    )
    namen = {koekje.partition("=")[0] for koekje in gezet}
    assert {"__Host-sessionid", "__Host-csrftoken"} <= namen
    for koekje in gezet:
        delen = {deel.strip().partition("=")[0].lower() for deel in koekje.split(";")}
        assert {"secure", "httponly", "samesite"} <= delen, koekje
        assert "domain" not in delen, koekje
        assert "path=/" in koekje.lower(), koekje


def test_zonder_tls_gaat_men_eerst_naar_https(server):
    antwoord = server.bezoeker().vraag("GET", "/account/login/", X_Forwarded_Proto="http")
    assert (antwoord.status, antwoord["Location"]) == (301, f"https://{HOST}/account/login/")


def test_een_bestand_en_een_fout_van_ons(mensen, client_van, adres, settings, monkeypatch):
    """What the test's own process can show: a file that exists, and a page that breaks."""
    opdracht = Opdracht.objects.create(
        school=mensen.school, soort="x", gevraagd_door=mensen.coen, bestandsnaam="x.csv"
    )
    opdracht.bestand.save("x.csv", ContentFile(b"a;b"))
    bestand = client_van("coen").get(adres("gebruikers:bestand", opdracht.pk))
    assert b"".join(bestand.streaming_content) == b"a;b"
    assert _beleid(bestand) == {"default-src": {"'none'"}, "sandbox": set()}
    client = client_van("coen")
    client.raise_request_exception = False
    monkeypatch.setattr("leerlingen.views.blad_van", None)
    kapot = client.get(adres("leerlingen:lijst"))
    assert kapot.status_code == 500
    assert "Er ging iets mis bij ons" in kapot.content.decode()
    assert _beleid(kapot)["default-src"] == {"'none'"}
    assert "no-store" in kapot["Cache-Control"]
    for kop in ("X-Content-Type-Options", "X-Frame-Options", "Cross-Origin-Resource-Policy"):
        assert kop in kapot.headers, kop


INLINE = re.compile(
    r"<script(?![^>]*\s(?:src=|type=\"application/json\"))|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on|<iframe|<base\b"
    r"|hx-vals=[\"']js|<object|<embed",
    re.IGNORECASE,
)


def test_geen_sjabloon_heeft_iets_binnenin(settings):
    """Mail and documents are no pages: a mail programme has no stylesheet of ours to fetch."""
    buiten = ("gebruikers/berichten/", "documenten/")
    map = settings.BASE_DIR / "templates"
    fout = [
        f"{pad.relative_to(map)}: {gevonden[0]}"
        for pad in map.rglob("*.html")
        if not str(pad.relative_to(map)).startswith(buiten)
        and (gevonden := INLINE.search(pad.read_text()))
    ]
    assert fout == []


def test_het_patroon_herkent_wat_niet_mag():
    for stuk in ('<a onclick="x">', "<script>", "<p style='x'>", '<a href="javascript:x">'):
        assert INLINE.search(stuk), stuk
    assert not INLINE.search('<script src="x.js" defer>')
    assert not INLINE.search('<meta content="x"> <p class="geen-onclick">')


def test_de_webserver_zelf_schrijft_geen_geheimen_en_geen_namen(server):
    geheim = secrets.token_urlsafe(24)
    server.bezoeker().vraag("GET", f"/teken/{geheim}/?naam=Lotte")
    with socket.create_connection(("127.0.0.1", server.poort)) as lijn:  # no browser asks so
        lijn.sendall(f"GET /teken/{geheim}/ nergens HTTP/1.1\r\n\r\n".encode())
        lijn.recv(1000)
    regels = server.logboek.read_text()
    assert "INFO gunicorn.error [-] Listening at" in regels
    assert re.search(r"\[[0-9a-f]{12}\] GET teken/<str:token>/ 410", regels)
    assert geheim not in regels
    assert "Lotte" not in regels
