"""Services that the environment gives: used where they should be, and never filled or wiped."""

import os

import pytest

import manage
from dev import beelden, bench, stapel
from dev.diensten import GEGEVEN, Melding


@pytest.fixture
def omgeving(monkeypatch):
    """Only these are given: omgeving("REDIS_URL")."""

    def stel_in(*namen: str) -> None:
        for naam in (*GEGEVEN, "DEMO"):
            monkeypatch.setenv(naam, "gegeven")  # so that it is put back, whatever happens to it
            if naam not in namen:
                monkeypatch.delenv(naam)

    return stel_in


@pytest.fixture
def beheer(monkeypatch):
    """Run manage.py check; answers which services it made, which start nothing."""
    gemaakt = []

    class Nep:
        def __init__(self) -> None:
            gemaakt.append(self)
            self.eigen_pg = "DATABASE_URL" not in os.environ

        def begin(self) -> dict[str, str]:
            return {}

        def einde(self) -> None:
            pass

    monkeypatch.setattr(manage, "Diensten", Nep)
    monkeypatch.setattr(manage, "execute_from_command_line", lambda woorden: None)
    monkeypatch.setattr(manage.sys, "argv", ["manage.py", "check"])

    def draai() -> list[Nep]:
        manage.main()
        return gemaakt

    return draai


def test_met_alles_gegeven_komt_er_niets_van_ons_bij(omgeving, beheer):
    omgeving("DATABASE_URL", "REDIS_URL")
    assert beheer() == []
    assert "DEMO" not in os.environ


def test_een_gegeven_databank_is_geen_demo(omgeving, beheer):
    omgeving("DATABASE_URL")
    assert len(beheer()) == 1
    assert "DEMO" not in os.environ


def test_een_databank_van_onszelf_is_een_demo(omgeving, beheer):
    omgeving("REDIS_URL")
    beheer()
    assert os.environ["DEMO"] == "1"


@pytest.mark.parametrize("module", [bench, beelden], ids=["bench", "beelden"])
def test_wie_een_databank_vult_vergeet_wat_gegeven_is(module, omgeving, monkeypatch):
    gezien = {}

    def bespied(naam: str) -> None:
        gezien.update(os.environ)
        raise Melding("genoeg gezien")

    omgeving(*GEGEVEN)
    monkeypatch.setattr(module, "Diensten", bespied)
    with pytest.raises(Melding, match="genoeg gezien"):
        module.main()
    assert gezien
    assert not gezien.keys() & set(GEGEVEN)


@pytest.mark.parametrize(
    ("gegeven", "van_ons"),
    [
        ("unix:///map/redis.sock?db=0", "unix:///map/redis.sock?db=9"),
        ("redis://:geheim@gast:6380/0", "redis://:geheim@gast:6380/9"),
        ("redis://gast", "redis://gast/9"),
    ],
)
def test_de_stapel_staat_op_de_gegeven_diensten(gegeven, van_ons, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://app:geheim@gast:5433/echt?sslmode=require")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://baas@%2Fmap%2Fsok/echt")
    monkeypatch.setenv("REDIS_URL", gegeven)
    assert stapel.adressen("paden") == {
        "DATABASE_URL": "postgres://app:geheim@gast:5433/paden?sslmode=require",
        "DATABASE_OWNER_URL": "postgres://baas@%2Fmap%2Fsok/paden",
        "REDIS_URL": van_ons,
    }
