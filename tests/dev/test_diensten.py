"""The embedded services: where data lives, who may do what, who stops them."""

import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from dev import start
from dev.diensten import (
    DATABANK,
    EIGENAAR,
    SOCKETLENGTE,
    TOEPASSING,
    Diensten,
    Melding,
    datamap,
    is_root,
)


@pytest.fixture
def checkout(monkeypatch):
    """A checkout of its own in a folder that all may enter, without given services."""
    for naam in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(naam, raising=False)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as map:
        Path(map).chmod(0o755)
        yield Path(map)


def _ruim_op(map) -> None:
    subprocess.run(["rm", "-rf", str(map)], check=True)


def test_data_ligt_in_var_als_de_server_erin_kan(checkout):
    assert datamap(checkout) == checkout / "var"


def test_onder_een_gesloten_map_ligt_de_data_elders(checkout):
    dicht = checkout / "dicht"
    dicht.mkdir(mode=0o700)
    binnen = dicht / "kloon"
    binnen.mkdir()
    elders = datamap(binnen)
    if not is_root():
        assert elders == binnen / "var"
        return
    try:
        assert elders.parent == Path("/var/tmp")
        assert (binnen / "var" / "elders").read_text() == str(elders)
        assert datamap(binnen) == elders
        assert dicht.stat().st_mode & 0o777 == 0o700
    finally:
        _ruim_op(elders)


def test_een_te_lang_pad_krijgt_een_korte_socket(checkout):
    diep = checkout / ("m" * SOCKETLENGTE)
    diep.mkdir()
    elders = datamap(diep)
    try:
        assert elders.parent == Path("/var/tmp")
    finally:
        _ruim_op(elders)


def test_de_laatste_stopt_de_diensten(checkout):
    een, twee = Diensten("toets", checkout), Diensten("toets", checkout)
    try:
        een.begin()
        twee.begin()
        assert een.einde() is False
        assert twee._redis_leeft()
        assert twee._pg_leeft()
        assert twee.einde() is True
        assert not twee._redis_leeft()
        assert not twee._pg_leeft()
    finally:
        een.einde()
        twee.einde()


def test_twee_rollen_waarvan_een_niets_bezit(checkout):
    diensten = Diensten("toets", checkout)
    try:
        diensten.begin()
        assert diensten.sok.parent.stat().st_mode & 0o077 == 0
        with psycopg.connect(host=str(diensten.sok), user=TOEPASSING, dbname=DATABANK) as lijn:
            rollen = lijn.execute(
                "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles"
                " WHERE rolname LIKE 'trajecten%' ORDER BY 1"
            ).fetchall()
            eigenaar = lijn.execute(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [DATABANK]
            ).fetchone()
        assert rollen == [(TOEPASSING, False, False, False), (EIGENAAR, False, False, True)]
        assert eigenaar == (EIGENAAR,)
    finally:
        diensten.einde()


def test_een_databank_zonder_eigenaar_wordt_geweigerd(checkout, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://x@localhost/x")
    with pytest.raises(Melding, match="DATABASE_OWNER_URL"):
        Diensten("toets", checkout).begin()


def test_wissen_kan_niet_terwijl_iemand_werkt(checkout):
    een, twee = Diensten("toets", checkout), Diensten("toets", checkout)
    try:
        een.begin()
        with pytest.raises(Melding, match="Er draait nog iets"):
            twee.wis()
        assert twee.map.exists()
    finally:
        een.einde()
    twee.wis()
    assert not twee.map.exists()


def test_een_poort_in_gebruik_geeft_een_zin(monkeypatch):
    with socket.socket() as bezet:
        bezet.bind(("0.0.0.0", 0))
        bezet.listen()
        poort = bezet.getsockname()[1]
        monkeypatch.setenv("PORT", str(poort))
        with pytest.raises(Melding, match=f"PORT={poort + 1} make demo"):
            start.gekozen_poort()


@pytest.mark.parametrize("poort", ["abc", "0", "70000", "-1"])
def test_een_poort_die_niet_kan_geeft_een_zin(poort, monkeypatch):
    monkeypatch.setenv("PORT", poort)
    with pytest.raises(Melding, match="is geen poort"):
        start.gekozen_poort()
