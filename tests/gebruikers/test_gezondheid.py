"""Alive and ready, and what refuses to start."""

import pytest
from celery.signals import worker_init
from django.db import connection
from django.test import Client

from gebruikers import luisteraars


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
