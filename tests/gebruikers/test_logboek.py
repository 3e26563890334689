"""The log names nobody and opens nothing; each line tells which request it was about."""

import io
import logging
import logging.config
import re
import secrets

import pytest
from celery import shared_task
from django.db import IntegrityError
from django.test import Client
from django.urls import get_resolver, path

from gebruikers import logboek
from gebruikers.models import Gebruiker
from tests import factories as f

NAAM, ADRES = "Lotte Maes-Jacobs", "lotte.maes@thuis.example"


@pytest.fixture
def log(monkeypatch):
    """What the process would write, with the settings' own way of writing."""
    uit = io.StringIO()
    handler = logging.StreamHandler(uit)
    handler.setFormatter(logboek.Regel())
    monkeypatch.setattr(logging.root, "handlers", [handler])
    monkeypatch.setattr(logging.root, "level", logging.INFO)
    return uit.getvalue


def kapot(request):
    """A view that runs into the database's own words about a row."""
    Gebruiker.objects.create_user(ADRES, voornaam=NAAM)
    Gebruiker.objects.create(email=ADRES, voornaam=NAAM)


def zegt_te_veel(request, token=""):
    raise ValueError(f"{NAAM} ({ADRES}) met {token}")


@pytest.fixture
def adressen(monkeypatch):
    """Pages that go wrong, beside the real ones."""
    patronen = [*get_resolver().url_patterns]
    module = type("adressen", (), {})
    module.urlpatterns = [
        path("kapot/", kapot, name="kapot"),
        path("teken/<str:token>/kapot/", zegt_te_veel, name="zegt"),
        *patronen,
    ]
    return module


def test_een_geheime_link_staat_er_niet_in(db, log):
    geheim = secrets.token_urlsafe(24)
    for pad in (f"/teken/{geheim}/", f"/uitnodiging/{geheim}/", f"/controle/{geheim}/?q={NAAM}"):
        Client().get(pad)
        Client().put(pad)
        Client().get(f"{pad}nergens/")
    assert "teken/<str:token>/ 410" in log()
    assert "Not Found" in log()
    assert geheim not in log()
    assert NAAM not in log()


def test_elk_adres_met_een_geheim_is_bekend():
    """A new kind of secret link has to be added to what the log leaves out."""
    met_token = set()

    def loop(patronen, begin: str) -> None:
        for patroon in patronen:
            hier = begin + str(patroon.pattern)
            if hasattr(patroon, "url_patterns"):
                loop(patroon.url_patterns, hier)
            elif "<str:" in hier:
                met_token.add(hier)

    loop(get_resolver("config.urls").url_patterns, "/")
    assert len(met_token) >= 4
    for route in met_token:
        pad = re.sub(r"<str:\w+>", "GEHEIM", route)
        assert "GEHEIM" not in logboek.schoon(f"Not Found: {pad}"), route


def test_een_rij_die_botst_staat_er_niet_in(mensen, adressen, settings, client_van, log):
    settings.ROOT_URLCONF = adressen
    client = client_van("coen")
    client.raise_request_exception = False
    assert client.get("/kapot/").status_code == 500
    assert "UniqueViolation (23505, gebruikers_gebruiker, " in log()
    assert 'gebruikers/test_logboek.py", line' in log()
    assert ADRES not in log()
    assert NAAM not in log()


def test_een_fout_met_een_naam_en_een_geheim_erin(mensen, adressen, settings, client_van, log):
    settings.ROOT_URLCONF = adressen
    client = client_van("coen")
    client.raise_request_exception = False
    assert client.get(f"/teken/zeerGeheim/kapot/?naam={NAAM}").status_code == 500
    assert "builtins.ValueError" in log()
    for weg in ("zeerGeheim", "naam=", NAAM, ADRES):
        assert weg not in log(), weg


@shared_task
def mislukt(school_id: int, tekst: str) -> None:
    with pytest.raises(IntegrityError):
        kapot(None)
    raise ValueError(tekst)


@shared_task
def lukt(tekst: str) -> str:
    return tekst


def test_een_taak_die_mislukt_zegt_welke_en_niet_waarmee(db, log):
    mislukt.apply(args=(1, f"{NAAM} {ADRES}"))
    assert "tests.gebruikers.test_logboek.mislukt[" in log()
    assert "builtins.ValueError" in log()
    assert NAAM not in log()
    assert ADRES not in log()


def test_een_taak_die_lukt_zegt_niet_wat_ze_teruggaf(log):
    lukt.apply(args=(NAAM,))
    assert "test_logboek.lukt[" in log()
    assert NAAM not in log()


@pytest.mark.parametrize(
    ("zin", "args"),
    [
        ("mail aan %s", (ADRES,)),
        ("fout: %s", (ValueError(NAAM),)),
        (ValueError(NAAM), ()),
        ("code 1234-5678 en 12345678", ()),
        ("redis://:wacht%%40woord@host/0", ()),
        (f"GET /eik/zoek/?q={NAAM}", ()),
    ],
)
def test_wat_door_een_eigen_regel_glipt(zin, args, log):
    logging.getLogger("proef").warning(zin, *args)
    for weg in (ADRES, NAAM.split()[0], "1234", "wacht"):
        assert weg not in log(), log()


def test_een_regel_is_een_regel(log):
    logging.getLogger("proef").warning("een\n2026-01-01 INFO vals [-] twee\r\n")
    assert len(log().splitlines()) == 1


def test_elke_regel_van_een_verzoek_draagt_zijn_nummer(mensen, client_van, log):
    client_van("coen").get("/eik/nergens/")
    nummers = set(re.findall(r"\[([0-9a-f]{12})\]", log()))
    assert len(nummers) == 1
    assert all(f"[{min(nummers)}]" in regel for regel in log().splitlines())
    logging.getLogger("proef").info("erna")
    assert "proef [-] erna" in log()


def test_niets_schrijft_buiten_ons_logboek_om():
    """Django's own way would mail the whole request; gunicorn's would write addresses."""
    logging.config.dictConfig(logboek.LOGGING)
    for naam in ("django", "django.request", "django.server", "gunicorn.error", "celery"):
        logger = logging.getLogger(naam)
        assert {type(h) for h in logger.handlers} <= {logging.NullHandler}, naam
        assert logger.propagate, naam


def test_een_naam_in_een_rij_komt_niet_in_de_regel_over_het_verzoek(mensen, client_van, log):
    leerling = f.LeerlingFactory(school=mensen.school)
    client_van("coen").get(f"/eik/leerlingen/{leerling.pk}/?q={NAAM}")
    assert "leerlingen/<int:leerling_id>/ 200" in log()
    assert f"/{leerling.pk}/" not in log()
