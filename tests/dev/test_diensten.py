"""The embedded services: where data lives, who may do what, who stops them."""

import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from dev.diensten import (
    DATABANK,
    EIGENAAR,
    GEGEVEN,
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
    for naam in GEGEVEN:
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


def test_waar_niets_bewaard_kan_worden_vraagt_een_zin_om_diensten(checkout):
    bestand = checkout / "geen-map"
    bestand.touch()
    with pytest.raises(Melding, match="is niet schrijfbaar"):
        datamap(bestand)


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


@pytest.mark.parametrize("naam", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_een_rol_van_de_databank_alleen_wordt_geweigerd(naam, checkout, monkeypatch):
    monkeypatch.setenv(naam, "postgres://x@localhost/x")
    with pytest.raises(Melding, match="allebei, of geen van beide"):
        Diensten("toets", checkout).begin()


def test_een_kapotte_databank_zegt_wat_er_is_en_laat_zich_wissen(checkout):
    diensten = Diensten("toets", checkout)
    diensten._maak_mappen()
    diensten.data.mkdir()
    with pytest.raises(Melding, match=r"wil niet \(start\)"):
        diensten.begin()
    assert diensten.einde() is True
    diensten.wis()
    assert not diensten.map.exists()


def test_wissen_stopt_wat_een_gedode_starter_achterliet(checkout):
    diensten = Diensten("toets", checkout)
    diensten.begin()
    diensten.slot.close()
    with (
        psycopg.connect(host=str(diensten.sok), user=EIGENAAR, dbname=DATABANK) as databank,
        socket.socket(socket.AF_UNIX) as redis,
    ):
        redis.settimeout(5)
        redis.connect(str(diensten.redis_sok))
        Diensten("toets", checkout).wis()
        assert redis.recv(1) == b""
        with pytest.raises(psycopg.OperationalError):
            databank.execute("SELECT 1")
    assert not diensten.map.exists()


def test_een_gegeven_databank_wordt_niet_gewist(checkout, monkeypatch):
    eigen = Diensten("toets", checkout)
    eigen._maak_mappen()
    monkeypatch.setenv("DATABASE_URL", "postgres://x@localhost/x")
    with pytest.raises(Melding, match="wissen we niet"):
        Diensten("toets", checkout).wis()
    assert eigen.map.exists()


def test_een_pad_met_een_spatie_kan(checkout):
    kloon = checkout / "met spatie"
    kloon.mkdir()
    diensten = Diensten("toets", kloon)
    try:
        omgeving = diensten.begin()
        psycopg.connect(omgeving["DATABASE_URL"]).close()
        assert omgeving["REDIS_URL"].startswith("unix:///")
        assert " " not in omgeving["REDIS_URL"]
    finally:
        diensten.einde()


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
