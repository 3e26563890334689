"""Tricks of somebody who is signed in, at the real web process: no page of another, no change."""

import pytest
from django.urls import reverse

from gebruikers.models import School
from trajecten.models import Gebeurtenis, Traject

pytestmark = pytest.mark.xdist_group("echt")


@pytest.fixture
def lotte(mensen) -> str:
    """The path of Lotte's file, which Bea sees and Vera does not."""
    return reverse("overzichten:dossier", args=["eik", mensen.traject.pk])


@pytest.fixture(autouse=True)
def _niets_verandert(mensen, server):
    def stand() -> list:
        return [
            list(School.objects.order_by("pk").values()),
            list(Traject.objects.order_by("pk").values()),
            Gebeurtenis.objects.count(),
        ]

    voor = stand()
    yield
    assert stand() == voor


def test_bea_ziet_lotte_en_vera_niet(als, lotte):
    """What the tricks below are held against."""
    bea, vera = als("bea").vraag("GET", lotte), als("vera").vraag("GET", lotte)
    assert (bea.status, vera.status) == (200, 404)
    assert "Lotte Maes" in bea.tekst


WEGWIJZERS = (
    "X_Original_URL",
    "X_Rewrite_URL",
    "X_Forwarded_URI",
    "X_Forwarded_Path",
    "Script_Name",
)


@pytest.mark.parametrize("kop", WEGWIJZERS)
def test_een_kop_brengt_niet_bij_een_ander_dossier(als, lotte, kop):
    vera = als("vera")
    eigen = vera.vraag("GET", "/eik/", **{kop: lotte})
    assert eigen.status == 200
    assert "Lotte Maes" not in eigen.tekst
    assert vera.vraag("GET", lotte, **{kop: "/eik/"}).status == 404


@pytest.mark.parametrize("kop", WEGWIJZERS)
def test_en_niet_naar_een_andere_school(als, kop):
    tess = als("tess")
    assert tess.vraag("GET", "/eik/leerlingen/", **{kop: "/beuk/leerlingen/"}).status == 404
    assert "De Eik" not in tess.vraag("GET", "/beuk/", **{kop: "/eik/"}).tekst


@pytest.mark.parametrize(
    "koppen",
    [
        {"X_Forwarded_Host": "kwaad.example"},
        {"X_Forwarded_Host": "trajecten.example, kwaad.example"},
        {"X_Host": "kwaad.example"},
        {"X_Forwarded_Server": "kwaad.example"},
        {"Forwarded": "host=kwaad.example"},
        {"X_Forwarded_For": "127.0.0.1", "X_Real_IP": "127.0.0.1"},
    ],
)
def test_waar_en_van_waar_staat_in_geen_kop(als, lotte, koppen):
    """No address on the page follows it, and nobody becomes more by it."""
    bladen = als("bea").vraag("GET", lotte, **koppen), als("vera").vraag("GET", lotte, **koppen)
    assert [blad.status for blad in bladen] == [200, 404]
    for blad in bladen:
        assert "kwaad" not in blad.tekst + str(blad.koppen)


@pytest.mark.parametrize(
    "trek",
    [
        lambda pad: pad.replace("/eik/", "/EIK/"),
        lambda pad: pad.replace("/eik/", "/eIk/"),
        lambda pad: pad.replace("/eik/", "/eik//"),
        lambda pad: f"/{pad}",
        lambda pad: pad.replace("/dossier/", "//dossier//"),
        lambda pad: pad.replace("/dossier/", "/./dossier/"),
        lambda pad: pad.replace("/dossier/", "/%2e/dossier/"),
        lambda pad: pad.replace("/eik/", "/beuk/../eik/"),
        lambda pad: pad.replace("/eik/", "/beuk/%2e%2e/eik/"),
        lambda pad: pad.replace("/eik/", "/beuk/"),
        lambda pad: f"{pad.rstrip('/')}%00/",
        lambda pad: f"{pad}%00",
        lambda pad: f"{pad}%20",
        lambda pad: f"{pad}%3f",
        lambda pad: f"{pad}.",
        lambda pad: f"{pad.rstrip('/')};a=b/",
        lambda pad: f"{pad.rstrip('/')}.json",
        lambda pad: pad.replace("/dossier/", "/dossier/+"),
        lambda pad: pad.replace("/dossier/", "/dossier/-"),
        lambda pad: pad.replace("/dossier/", "/dossier/%EF%BC%90"),
    ],
)
def test_een_dossier_staat_alleen_op_zijn_adres(als, lotte, trek):
    """A second address of a page would be one that no rule of a proxy or a log knows."""
    for wie in ("bea", "vera", "tess"):
        antwoord = als(wie).vraag("GET", trek(lotte))
        assert antwoord.status in (301, 400, 404), (wie, antwoord.status)
        assert "Lotte Maes" not in antwoord.tekst
        if antwoord.status == 301:
            assert antwoord["Location"].startswith("/eik/")


def test_met_een_vermomde_streep_is_het_hetzelfde_adres(als, lotte):
    """The web process undoes %2f before anybody looks: whoever asks, the same rules."""
    pad = lotte.replace("/dossier/", "%2fdossier%2f")
    kreeg = {wie: als(wie).vraag("GET", pad).status for wie in ("bea", "vera", "tess")}
    assert kreeg == {"bea": 200, "vera": 404, "tess": 404}


@pytest.mark.parametrize("kop", ["X_HTTP_Method_Override", "X_HTTP_Method", "X_Method_Override"])
@pytest.mark.parametrize("manier", ["POST", "DELETE", "PUT"])
def test_een_kop_maakt_van_kijken_geen_drukken(als, mensen, kop, manier):
    """Also with all that the press would hold in the address."""
    pad = reverse("trajecten:fase", args=["eik", mensen.traject.pk])
    vraag = f"?naar=lopend&op=2026-11-02&reden=x&als={mensen.bea.pk}&_method={manier}"
    assert als("bea").vraag("GET", f"{pad}{vraag}", **{kop: manier}).status in (200, 302, 405)


@pytest.mark.parametrize("wie", ["coen", "bea", "tess", "x", "0", "9" * 30, "²"])
@pytest.mark.parametrize("manier", ["GET", "POST"])
def test_als_wie_het_scherm_getoond_werd_is_geen_sleutel(als, mensen, wie, manier):
    """The membership of somebody else in the header of HTMX: nothing is shown, nothing is done."""
    lid = getattr(mensen, wie).pk if hasattr(mensen, wie) else wie
    koppen = {"HX_Request": "true", "X_Als": str(lid).encode("latin-1").decode("latin-1")}
    vera = als("vera")
    if manier == "GET":
        antwoord = vera.vraag("GET", "/eik/leerlingen/", **koppen)
    else:
        pad = reverse("trajecten:fase", args=["eik", mensen.vera_traject.pk])
        velden = {"naar": "stopgezet", "op": "2026-11-02", "reden": "x"}
        antwoord = vera.vraag("POST", pad, velden, **koppen)
    assert antwoord["HX-Refresh"] == "true" or antwoord.status in (403, 404, 409)
    assert "Lotte" not in antwoord.tekst


def test_op_een_blad_zonder_htmx_doet_die_kop_niets(als, mensen):
    """The page is then one's own, in the role that one has."""
    antwoord = als("vera").vraag("GET", "/eik/", X_Als=str(mensen.coen.pk))
    assert antwoord.status == 200
    assert "Vera Cast" in antwoord.tekst
    assert "Coen Cast" not in antwoord.tekst


@pytest.mark.parametrize(
    "van", ["https://kwaad.example/eik/", "//kwaad.example/", "/beuk/leerlingen/", "javascript:1"]
)
def test_waar_htmx_zegt_te_zijn_opent_niets(als, lotte, van):
    vera = als("vera")
    for koppen in ({"HX_Request": "true"}, {"HX_Request": "true", "HX_Boosted": "true"}):
        antwoord = vera.vraag("GET", lotte, HX_Current_URL=van, Referer=van, **koppen)
        assert antwoord.status == 404
        assert "kwaad" not in antwoord.tekst + str(antwoord.koppen)
        assert "javascript:" not in antwoord.tekst
