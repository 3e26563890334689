"""Set-up: when the environment is made anew, who waits for whom, and what is put back."""

import fcntl
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dev import opzet

TIJDENS_APT = """
import os, signal, sys
from pathlib import Path
from dev import opzet

opzet.SLOT, opzet.BELEID = Path(sys.argv[1]), Path(sys.argv[2])
opzet.ontbrekend = lambda met_browser: ["iets"]
opzet.is_root = lambda: True
opzet.shutil.which = lambda naam: naam

def _apt(*woorden):
    assert opzet.BELEID.exists()
    os.kill(os.getpid(), signal.SIGTERM)

opzet._apt = _apt
opzet.main()
"""


@pytest.mark.parametrize(
    ("van", "naam", "waarde"),
    [(opzet, "VENV", Path("/elders/.venv")), (opzet.sys, "version", "3.99")],
    ids=["pad", "Python"],
)
def test_een_ander_pad_en_een_andere_python_maken_de_omgeving_anders(
    van, naam, waarde, monkeypatch, tmp_path
):
    monkeypatch.setattr(opzet, "STEMPEL", tmp_path / "opgezet")
    opzet.STEMPEL.write_text(opzet._stempel())
    assert opzet.venv_klopt()
    monkeypatch.setattr(van, naam, waarde)
    assert not opzet.venv_klopt()


def test_twee_tegelijk_wachten_op_elkaar(monkeypatch, tmp_path):
    gedaan = []

    def probeer() -> None:
        with opzet.SLOT.open("w") as tweede, pytest.raises(BlockingIOError):
            fcntl.flock(tweede, fcntl.LOCK_EX | fcntl.LOCK_NB)
        gedaan.append("venv")

    monkeypatch.setattr(opzet, "SLOT", tmp_path / "var" / "slot")
    monkeypatch.setattr(opzet, "bij_een_sein", lambda doe: None)
    monkeypatch.setattr(opzet, "ontbrekend", lambda met_browser: [])
    monkeypatch.setattr(opzet, "maak_venv", probeer)
    opzet.main()
    assert gedaan == ["venv"]


def test_wie_de_opzet_stopt_krijgt_zijn_beleid_terug(tmp_path):
    beleid = tmp_path / "policy-rc.d"
    opdracht = [sys.executable, "-c", TIJDENS_APT, str(tmp_path / "slot"), str(beleid)]
    klaar = subprocess.run(opdracht, cwd=opzet.CHECKOUT, capture_output=True, text=True)
    assert klaar.returncode == 128 + signal.SIGTERM, klaar.stderr
    assert not beleid.exists()
