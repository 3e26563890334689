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
RUIMTES = sorted({naam.rpartition(":")[0] for naam in TABEL})


def _namen(ruimte: str) -> list[str]:
    return [naam for naam in sorted(TABEL) if naam.rpartition(":")[0] == ruimte]


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


@pytest.mark.parametrize("ruimte", RUIMTES)
def test_een_andere_manier(ruimte, client_van, adres_van):
    for naam in _namen(ruimte):
        with transaction.atomic():
            _antwoordt_405(client_van(_wie(TABEL[naam])), TABEL[naam].methode, adres_van(naam))
            transaction.set_rollback(True)


def _antwoordt_405(client, methode: str, adres: str) -> None:
    with transaction.atomic():  # what the right way does is not what is looked at here
        mag = _mag(client, adres)
        transaction.set_rollback(True)
    assert methode.upper() in mag, (adres, mag)
    for manier in ANDERE:
        if manier.upper() in mag:
            continue
        with CaptureQueriesContext(connection) as vragen:
            antwoord = getattr(client, manier)(
                adres, {"_method": "POST"} if manier in ("get", "post") else None
            )
        assert antwoord.status_code == 405, (adres, manier, antwoord.status_code)
        assert set(antwoord["Allow"].split(", ")) == mag, adres
        if manier != "head":
            assert "Er is niets gebeurd" in antwoord.content.decode(), adres
        assert _geschreven(vragen) == [], (adres, manier)


def _mag(client, adres: str) -> set[str]:
    """What the address says that it takes, when asked in a way that it never takes."""
    antwoord = client.put(adres)
    assert antwoord.status_code == 405, antwoord.status_code
    return set(antwoord["Allow"].split(", "))


def _geschreven(vragen) -> list[str]:
    geschreven = [v["sql"] for v in vragen if v["sql"].startswith(SCHRIJFT)]
    return [s for s in geschreven if not any(t in s for t in VAN_DE_SESSIE)]


@pytest.mark.parametrize("ruimte", RUIMTES)
def test_een_adres_van_een_knop_opent_niet(ruimte, client_van, adres_van):
    """Of a page that takes both, a look changes nothing; of a button, there is none."""
    kop = {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST", "HTTP_HX_REQUEST": "true"}
    for naam in (naam for naam in _namen(ruimte) if TABEL[naam].methode == "post"):
        client, adres = client_van(_wie(TABEL[naam])), adres_van(naam)
        with CaptureQueriesContext(connection) as vragen:
            antwoord = client.get(adres, TABEL[naam].gegevens or {}, **kop)
        assert antwoord.status_code in (200, 302, 405, 409, 410), adres
        assert _geschreven(vragen) == [], adres
