"""Set-up: the system's packages that are missing, the virtual environment, the requirements.

Standard library only; run by the system's Python: python3 dev/opzet.py [--met-browser]
"""

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dev.diensten import CHECKOUT, Melding, bij_een_sein, is_root, pg_map, redis_programma

VENV = CHECKOUT / ".venv"
VEREISTEN = CHECKOUT / "requirements.txt"
STEMPEL = VENV / "opgezet"
SLOT = CHECKOUT / "var" / "opzet.slot"
BELEID = Path("/usr/sbin/policy-rc.d")
CLUSTERS = Path("/etc/postgresql-common/createcluster.conf")


def _bibliotheek(naam: str) -> bool:
    try:
        ctypes.CDLL(naam)
    except OSError:
        return False
    return True


def _is_er(zoek) -> bool:
    try:
        zoek()
    except Melding:
        return False
    return True


def ontbrekend(met_browser: bool) -> list[str]:
    """Debian packages to install, in the order of installing."""
    nodig = {
        "python3-venv": importlib.util.find_spec("ensurepip") is not None or venv_klopt(),
        "postgresql": "DATABASE_URL" in os.environ or _is_er(pg_map),
        "redis-tools": "REDIS_URL" in os.environ or _is_er(redis_programma),
        "libpango-1.0-0": _bibliotheek("libpango-1.0.so.0"),
        "libpangoft2-1.0-0": _bibliotheek("libpangoft2-1.0.so.0"),
        "libharfbuzz-subset0": _bibliotheek("libharfbuzz-subset.so.0"),
    }
    if met_browser:
        nodig["chromium-headless-shell"] = shutil.which("chromium-headless-shell") is not None
        nodig["poppler-utils"] = shutil.which("pdfsig") is not None
        nodig["qpdf"] = shutil.which("qpdf") is not None
    return [pakket for pakket, is_er in nodig.items() if not is_er]


@contextlib.contextmanager
def _geen_diensten() -> Iterator[None]:
    """While packages are installed: no service starts, and no cluster of the system is made."""
    beleid = not BELEID.exists()
    if beleid:
        BELEID.write_text("#!/bin/sh\nexit 101\n")
        BELEID.chmod(0o755)
    try:
        yield
    finally:
        if beleid:
            BELEID.unlink(missing_ok=True)


def _apt(*woorden: str) -> None:
    omgeving = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    klaar = subprocess.run(
        ["apt-get", "-qq", "-y", *woorden], env=omgeving, capture_output=True, text=True
    )
    if klaar.returncode:
        raise Melding(f"apt-get {' '.join(woorden)} mislukte: {klaar.stderr.strip()[-400:]}")


def installeer(pakketten: list[str]) -> None:
    if not is_root() or not shutil.which("apt-get"):
        raise Melding(
            "Er ontbreken pakketten. Vraag een beheerder om ze te installeren: "
            f"apt-get install {' '.join(pakketten)}"
        )
    print(f"Pakketten installeren: {', '.join(pakketten)}", flush=True)
    with _geen_diensten():
        _apt("update")
        if "postgresql" in pakketten:
            _installeer_postgresql()
        overige = [p for p in pakketten if p != "postgresql"]
        if overige:
            _apt("install", "--no-install-recommends", *overige)


def _installeer_postgresql() -> None:
    """Debian would make a cluster of its own that starts with the machine: not for us."""
    _apt("install", "--no-install-recommends", "postgresql-common")
    oud = CLUSTERS.read_text() if CLUSTERS.exists() else ""
    CLUSTERS.write_text(f"{oud}\ncreate_main_cluster = false\n")
    try:
        _apt("install", "--no-install-recommends", "postgresql")
    finally:
        CLUSTERS.write_text(oud)


def _stempel() -> str:
    """What the environment hangs on: the requirements, this Python, and where it lies."""
    digest = hashlib.sha256(VEREISTEN.read_bytes())
    digest.update(f"{sys.version} {VENV}".encode())
    return digest.hexdigest()


def venv_klopt() -> bool:
    return STEMPEL.exists() and STEMPEL.read_text() == _stempel()


def maak_venv() -> None:
    """The virtual environment with exactly the hashed requirements; nothing when it is there.

    Made anew otherwise: what was dropped goes, and a newer Python leaves nothing of the older.
    """
    if venv_klopt():
        return
    print("Python-pakketten installeren…", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    klaar = subprocess.run(
        [
            str(VENV / "bin" / "python"), "-m", "pip", "install", "-q", "--require-hashes",
            "--disable-pip-version-check", "--root-user-action=ignore", "-r", str(VEREISTEN),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )  # fmt: skip
    if klaar.returncode:
        raise Melding(f"pip kon niet alles installeren: {klaar.stderr.strip()[-600:]}")
    STEMPEL.write_text(_stempel())


def main() -> None:
    bij_een_sein(lambda nummer, _: sys.exit(128 + nummer))  # what we change for apt goes back
    SLOT.parent.mkdir(exist_ok=True)
    with SLOT.open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)  # of two at once, the second finds the work done
        if pakketten := ontbrekend("--met-browser" in sys.argv):
            installeer(pakketten)
        maak_venv()


if __name__ == "__main__":
    try:
        main()
    except Melding as melding:
        sys.exit(str(melding))
