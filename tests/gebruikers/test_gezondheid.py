"""Alive and ready, and what refuses to start."""

from types import SimpleNamespace

import pytest
from celery.signals import worker_init
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from kombu import exceptions as kombu
from redis.exceptions import RedisError

from gebruikers import gezondheid, luisteraars


@pytest.mark.django_db
def test_healthz_leeft_zonder_databank(monkeypatch):
    def dood(*args, **kwargs):
        raise AssertionError("healthz vraagt niets aan de databank")

    monkeypatch.setattr(connection, "ensure_connection", dood)
    monkeypatch.setattr(connection, "set_autocommit", dood)
    assert Client().get("/healthz").status_code == 200


def test_een_werker_met_een_te_sterke_rol_begint_niet(monkeypatch):
    monkeypatch.setattr("gebruikers.databankrollen.is_te_sterk", lambda: True)
    with pytest.raises(SystemExit, match="bezit of alles mag"):
        luisteraars.weiger_te_sterke_databankrol()
    with pytest.raises(SystemExit):
        worker_init.send(sender=None)


@pytest.fixture
def gezond(monkeypatch):
    """All parts answer: database, migrations and Redis really, the worker in pretence."""
    monkeypatch.setattr(gezondheid, "current_app", _werker({"werker@hier": {"ok": "pong"}}))


def _werker(antwoord):
    """A Celery app whose workers answer so."""

    def ping():
        if isinstance(antwoord, Exception):
            raise antwoord
        return antwoord

    inspect = SimpleNamespace(ping=ping)
    return SimpleNamespace(control=SimpleNamespace(inspect=lambda **_: inspect))


def _mis(fout: Exception):
    def doe(*args, **kwargs):
        raise fout

    return doe


@pytest.mark.django_db
@pytest.mark.usefixtures("gezond")
def test_readyz_is_gereed_als_alles_antwoordt():
    antwoord = Client().get("/readyz")
    assert antwoord.status_code == 200
    assert antwoord.json() == {"gereed": True, "klachten": {}}


@pytest.mark.django_db
@pytest.mark.usefixtures("gezond")
@pytest.mark.parametrize(
    ("pad", "waarde", "klachten"),
    [
        ("MigrationExecutor", _mis(OperationalError()), {"databank": "geen antwoord"}),
        (
            "MigrationExecutor.migration_plan",
            lambda *_: ["een", "twee"],
            {"databank": "2 migraties te doen"},
        ),
        ("cache.set", _mis(RedisError()), {"redis": "geen antwoord"}),
        ("cache.set", _mis(ConnectionRefusedError()), {"redis": "geen antwoord"}),
        ("cache.get", lambda *_: None, {"redis": "onthoudt niets"}),
        ("current_app", _werker(None), {"werker": "geen antwoord"}),
        ("current_app", _werker(OSError()), {"werker": "geen antwoord"}),
        ("current_app", _werker(kombu.OperationalError()), {"werker": "geen antwoord"}),
    ],
)
def test_readyz_noemt_wat_er_mis_is(monkeypatch, pad, waarde, klachten):
    monkeypatch.setattr(f"gebruikers.gezondheid.{pad}", waarde)
    antwoord = Client().get("/readyz")
    assert antwoord.status_code == 503
    assert antwoord.json() == {"gereed": False, "klachten": klachten}
