"""make demo, make dev: services, migrations, the demo world, then web, worker and beat."""

import ctypes
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from dev.accounts import ROLLEN, SCHOLEN, WACHTWOORD, email
from dev.diensten import CHECKOUT, SEINEN, Diensten, Melding, bij_een_sein

PYTHON = sys.executable
PR_SET_PDEATHSIG = 1
KLAAR_BINNEN = 90  # seconds until /readyz must answer
RECHTSTREEKS = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # not over http_proxy


def _sterf_met_ouder() -> None:
    """In the child: end when the launcher is killed, so that nothing is left behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def gekozen_poort() -> int:
    """PORT, or 8000. Raises Melding when it is no port or somebody has it."""
    gekozen = os.environ.get("PORT") or "8000"
    if not gekozen.isdecimal() or not 0 < int(gekozen) < 65_536:
        raise Melding(f"PORT={gekozen} is geen poort. Kies een getal tussen 1 en 65535.")
    poort = int(gekozen)
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind(("0.0.0.0", poort))
        except PermissionError:
            raise Melding(
                f"Poort {poort} is voorbehouden aan root. Kies een andere: PORT=8000 make demo"
            ) from None
        except OSError:
            raise Melding(
                f"Poort {poort} is in gebruik. Kies een andere: PORT={poort + 1} make demo"
            ) from None
    return poort


def beheer(*woorden: str) -> None:
    """One manage.py command, its output only when it fails."""
    klaar = subprocess.run(
        [PYTHON, "manage.py", *woorden], cwd=CHECKOUT, capture_output=True, text=True
    )
    if klaar.returncode:
        sys.stderr.write(klaar.stdout + klaar.stderr)
        raise Melding(f"manage.py {' '.join(woorden)} mislukte; de reden staat hierboven.")


def verzamel_statisch(map: Path) -> None:
    """collectstatic, only when something under static/ or the requirements changed."""
    digest = hashlib.sha256((CHECKOUT / "requirements.txt").read_bytes())
    for pad in sorted((CHECKOUT / "static").rglob("*")):
        digest.update(f"{pad} {pad.stat().st_mtime_ns}".encode())
    stempel = map.with_name("static.stempel")
    with map.with_name("static.slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)  # of two at once, the second finds the work done
        if map.exists() and stempel.exists() and stempel.read_text() == digest.hexdigest():
            return
        beheer("collectstatic", "--noinput", "--clear")
        stempel.write_text(digest.hexdigest())


def processen(soort: str, poort: int, map: Path) -> dict[str, list[str]]:
    web = (
        [PYTHON, "-m", "gunicorn", "config.wsgi", "--bind", f"0.0.0.0:{poort}",
         "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
        if soort == "demo"
        else [PYTHON, "manage.py", "runserver", f"0.0.0.0:{poort}"]
    )  # fmt: skip
    celery = [PYTHON, "-m", "celery", "-A", "config"]
    return {
        "web": web,
        "werker": [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"],
        "klok": [*celery, "beat", "--schedule", str(map / "klok"), "--loglevel", "INFO"],
    }


class Kinderen:
    """The processes we started, each in a group of its own with a log of its own."""

    def __init__(self, opdrachten: dict[str, list[str]], logmap: Path) -> None:
        self.logmap = logmap
        self.lopend: dict[str, subprocess.Popen] = {}
        for naam, opdracht in opdrachten.items():
            self.start(naam, opdracht)

    def start(self, naam: str, opdracht: list[str]) -> None:
        with (self.logmap / f"{naam}.log").open("ab") as log:
            self.lopend[naam] = subprocess.Popen(
                opdracht,
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_sterf_met_ouder,
            )

    def controleer(self) -> None:
        for naam, proces in self.lopend.items():
            if proces.poll() is not None:
                raise Melding(f"{naam} is gestopt. De reden staat in {self.logmap / naam}.log")

    def stop(self) -> None:
        """End all of them and what they started; whoever still lives is killed."""
        for naam in self.lopend:
            self.sein(naam, signal.SIGTERM)
        for naam, proces in self.lopend.items():
            with suppress(subprocess.TimeoutExpired):
                proces.wait(15)
            self.sein(naam, signal.SIGKILL)

    def sein(self, naam: str, nummer: signal.Signals) -> None:
        """A signal to the whole process group of one of them."""
        with suppress(ProcessLookupError):
            os.killpg(self.lopend[naam].pid, nummer)


def wacht_tot_gereed(kinderen: Kinderen, poort: int) -> None:
    einde = time.monotonic() + KLAAR_BINNEN
    while time.monotonic() < einde:
        kinderen.controleer()
        with suppress(OSError):
            adres = f"http://127.0.0.1:{poort}/readyz"
            with RECHTSTREEKS.open(adres, timeout=5) as antwoord:
                if antwoord.status == 200:
                    return
        time.sleep(0.3)
    raise Melding(f"Trajecten werd niet gereed. Kijk in {kinderen.logmap}.")


def toon_accounts(poort: int) -> None:
    print(f"\nTrajecten draait op http://localhost:{poort}\n")
    print(f"Wachtwoord van elk account: {WACHTWOORD} (of kies op de aanmeldpagina)")
    for school in SCHOLEN:
        print(f"\n  school “{school}”")
        for rol, titel in ROLLEN.items():
            print(f"    {email(rol, school):32}{titel}")
    print("\nStoppen: Ctrl-C\n", flush=True)


def _onderbreek(nummer, frame) -> None:
    raise KeyboardInterrupt


def draai(soort: str) -> None:
    poort = gekozen_poort()
    bij_een_sein(_onderbreek)
    diensten, kinderen = Diensten(), None
    try:
        print("Databank en wachtrij starten…", flush=True)
        os.environ.update(diensten.begin())
        os.environ.update(DEMO="1", DEBUG="1" if soort == "dev" else "0")
        os.environ.setdefault("BASIS_URL", f"http://localhost:{poort}")
        beheer("migrate", "--noinput")
        if soort == "demo":
            verzamel_statisch(Path(os.environ["STATIC_DIR"]))
        print("Proefwereld klaarzetten…", flush=True)
        beheer("demowereld")
        kinderen = Kinderen(processen(soort, poort, diensten.map), diensten.map / "log")
        wacht_tot_gereed(kinderen, poort)
        toon_accounts(poort)
        while True:
            time.sleep(1)
            kinderen.controleer()
    except KeyboardInterrupt:
        print("\nStoppen…", flush=True)
    finally:
        for sein in SEINEN:
            signal.signal(sein, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it
        if kinderen:
            kinderen.stop()
        diensten.einde()


if __name__ == "__main__":
    try:
        if sys.argv[1] == "reset":
            Diensten().wis()
        else:
            draai(sys.argv[1])
    except Melding as melding:
        sys.exit(str(melding))
