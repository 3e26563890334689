"""Every address, asked in every other way: 405 with a sentence, and nothing is written."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.test_toegang import MAKERS, TABEL, _parameters
from tests.toegang import PERSOON

ANDERE = ("get", "post", "put", "patch", "delete", "trace", "head", "options")
SCHRIJFT = ("INSERT", "UPDATE", "DELETE")
# Tables that looking at a page may write.
VAN_DE_SESSIE = ("django_session",)


def _wie(pagina) -> str:
    return next((PERSOON[rol] for rol in PERSOON if rol in pagina.mag), "coen")


@pytest.fixture
def adres_van(mensen):
    waarden = {}
    for maak in MAKERS:
        waarden |= {p: mijn for p, (mijn, _) in maak(mensen).items()}

    def adres(naam: str) -> str:
        parameters = [p for p in _parameters(naam) if p != "school_code"]
        eerst = [mensen.school.code] if ":" in naam else []
        return reverse(naam, args=[*eerst, *[waarden[p] for p in parameters]])

    return adres


@pytest.mark.parametrize("naam", sorted(TABEL))
def test_een_andere_manier(naam, client_van, adres_van):
    pagina, adres = TABEL[naam], adres_van(naam)
    client = client_van(_wie(pagina))
    with transaction.atomic():  # what the right way does is not what is looked at here
        mag = _mag(client, adres)
        transaction.set_rollback(True)
    assert pagina.methode.upper() in mag, (pagina.methode, mag)
    for manier in ANDERE:
        if manier.upper() in mag:
            continue
        with CaptureQueriesContext(connection) as vragen:
            antwoord = getattr(client, manier)(
                adres, {"_method": "POST"} if manier in ("get", "post") else None
            )
        assert antwoord.status_code == 405, (manier, antwoord.status_code)
        assert set(antwoord["Allow"].split(", ")) == mag
        if manier != "head":
            assert "Er is niets gebeurd" in antwoord.content.decode()
        geschreven = [v["sql"] for v in vragen if v["sql"].startswith(SCHRIJFT)]
        assert [s for s in geschreven if not any(t in s for t in VAN_DE_SESSIE)] == [], manier


def _mag(client, adres: str) -> set[str]:
    """What the address says that it takes, when asked in a way that it never takes."""
    antwoord = client.put(adres)
    assert antwoord.status_code == 405, antwoord.status_code
    return set(antwoord["Allow"].split(", "))


@pytest.mark.parametrize("naam", [n for n, p in sorted(TABEL.items()) if p.methode == "post"])
def test_een_adres_van_een_knop_opent_niet(naam, client_van, adres_van):
    """Of a page that takes both, a look changes nothing; of a button, there is none."""
    pagina, adres = TABEL[naam], adres_van(naam)
    client = client_van(_wie(pagina))
    kop = {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST", "HTTP_HX_REQUEST": "true"}
    with CaptureQueriesContext(connection) as vragen:
        antwoord = client.get(adres, pagina.gegevens or {}, **kop)
    assert antwoord.status_code in (200, 302, 405, 409, 410)
    geschreven = [v["sql"] for v in vragen if v["sql"].startswith(SCHRIJFT)]
    assert [s for s in geschreven if not any(t in s for t in VAN_DE_SESSIE)] == []
