"""Private PostgreSQL and Redis on sockets, for whoever has no servers of their own.

Standard library only: the system's Python runs this before the virtual environment is there.
Everyone who uses the services holds a shared lock; the last one to leave stops them.
"""

import fcntl
import hashlib
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parent.parent
EIGENAAR, TOEPASSING, DATABANK = "trajecten_eigenaar", "trajecten_app", "trajecten"
SOCKETLENGTE = 100  # bytes; the kernel refuses more than 107
# For tests only. No autovacuum: it sees tables whose rows are all rolled back, writes down that
# they are empty, and a test of a hundred rows then gets a plan made for none.
SNEL_EN_ONVEILIG = (
    "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off",
)  # fmt: skip
SEINEN = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GEGEVEN = (
    "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "BESTANDEN_DIR", "SPOOR_DIR", "STATIC_DIR",
    "MAIL_DIR",
)  # fmt: skip


class Melding(Exception):
    """Something is in the way; the text is a Dutch sentence that says what to do."""


def bij_een_sein(doe: Callable) -> None:
    """Do this when told to stop and when the terminal closes, unless nohup asked to live on."""
    for sein in SEINEN:
        if sein != signal.SIGHUP or signal.getsignal(sein) != signal.SIG_IGN:
            signal.signal(sein, doe)


def vergeet_gegeven() -> None:
    """Leave what the environment points to alone: for who fills a database to throw it away."""
    for naam in GEGEVEN:
        os.environ.pop(naam, None)


def is_root() -> bool:
    return os.geteuid() == 0


def als_server(*opdracht: str) -> list[str]:
    """The command as the database server's user: never root, which PostgreSQL refuses."""
    return ["runuser", "-u", "postgres", "--", *opdracht] if is_root() else list(opdracht)


def _kan_erin(map: Path) -> bool:
    """Whether the server's user can pass all folders down to `map`, which exists."""
    proef = subprocess.run(als_server("test", "-x", str(map)), capture_output=True, cwd="/")
    return proef.returncode == 0


def datamap(checkout: Path = CHECKOUT) -> Path:
    """Where data lives: `var/` in the checkout, or a folder under /var/tmp that var/ points to."""
    var = checkout / "var"
    try:
        var.mkdir(exist_ok=True)
    except OSError:
        raise Melding(
            f"{checkout} is niet schrijfbaar. Geef DATABASE_URL, DATABASE_OWNER_URL en REDIS_URL."
        ) from None
    wijzer = var / "elders"
    if not wijzer.exists():
        langste = len(os.fsencode(var / "toets" / "pg" / "sok" / ".s.PGSQL.5432"))
        if langste <= SOCKETLENGTE and _kan_erin(var):
            return var
        kenmerk = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12]
        wijzer.write_text(f"/var/tmp/trajecten-{kenmerk}")
    elders = Path(wijzer.read_text())
    elders.mkdir(mode=0o711, exist_ok=True)
    if elders.stat().st_uid != os.geteuid() or elders.is_symlink():
        raise Melding(f"{elders} is van iemand anders. Verwijder die map en begin opnieuw.")
    elders.chmod(0o711)
    return elders


def pg_map() -> Path:
    """The folder of PostgreSQL's programs, newest version first."""

    def versie(pad: Path) -> float:
        return float(pad.parent.name) if pad.parent.name.replace(".", "").isdigit() else 0

    for map in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=versie, reverse=True):
        if (map / "initdb").exists():
            return map
    if initdb := shutil.which("initdb"):
        return Path(initdb).parent
    raise Melding("PostgreSQL ontbreekt. Installeer het pakket postgresql en begin opnieuw.")


def redis_programma() -> list[str]:
    """The Redis server. Debian's redis-tools holds it too, under the name of its checker."""
    if programma := shutil.which("redis-server"):
        return [programma]
    if shutil.which("redis-check-rdb"):
        return ["redis-check-rdb"]
    raise Melding("Redis ontbreekt. Installeer het pakket redis-tools en begin opnieuw.")


class Diensten:
    """The services of one purpose: `demo` (kept) or `toets` (fast, without safety)."""

    def __init__(self, naam: str = "demo", checkout: Path = CHECKOUT) -> None:
        self.toets = naam == "toets"
        self.map = datamap(checkout) / naam
        self.pg = self.map / "pg"
        self.data = self.pg / "data"
        self.sok = self.pg / "sok"
        self.redis_sok = self.map / "redis" / "redis.sock"
        self.slot = None
        self.eigen_pg = "DATABASE_URL" not in os.environ
        self.eigen_redis = "REDIS_URL" not in os.environ

    def begin(self) -> dict[str, str]:
        """Start what is not running and hold it; return the environment that points to it."""
        if self.eigen_pg != ("DATABASE_OWNER_URL" not in os.environ):
            raise Melding(
                "Geef DATABASE_URL (de rol van de toepassing) en DATABASE_OWNER_URL (de rol die "
                "de tabellen bezit) allebei, of geen van beide."
            )
        self._maak_mappen()
        with (self.map / "startslot").open("w") as beurt:
            fcntl.flock(beurt, fcntl.LOCK_EX)
            self.slot = (self.map / "slot").open("w")
            fcntl.flock(self.slot, fcntl.LOCK_SH)
            if self.eigen_pg:
                self._begin_pg()
            if self.eigen_redis and not self._redis_leeft():
                self._begin_redis()
            self._documentzegel()  # made here, while nobody else does
        return self.omgeving()

    def einde(self) -> bool:
        """Let go. The last one stops the services; returns whether that was us."""
        if self.slot is None:
            return False
        try:
            fcntl.flock(self.slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        else:
            self._stop()
            return True
        finally:
            self.slot.close()
            self.slot = None

    def wis(self) -> None:
        """Throw all data away, broken or not. Refuses while somebody uses it."""
        if not self.eigen_pg:
            raise Melding("De databank van DATABASE_URL wissen we niet: maak ze zelf leeg.")
        if not self.map.exists():
            return
        with (self.map / "slot").open("w") as slot:
            try:
                fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Melding(
                    f"Er draait nog iets op {self.map}. Stop dat eerst (Ctrl-C) en probeer opnieuw."
                ) from None
            self._stop()  # what a killed launcher left
            shutil.rmtree(self.map)

    def _stop(self) -> None:
        """Stop those of ours that live."""
        if self.eigen_redis:
            self._stop_redis()
        if self.eigen_pg and self._pg_leeft():
            self._pg_ctl("stop", "-m", "fast")

    def omgeving(self) -> dict[str, str]:
        sok = quote(str(self.sok), safe="")
        sleutel, certificaat = self._documentzegel()
        zelf = {
            "DATABASE_URL": f"postgres://{TOEPASSING}@{sok}/{DATABANK}",
            "DATABASE_OWNER_URL": f"postgres://{EIGENAAR}@{sok}/{DATABANK}",
            "REDIS_URL": f"unix://{quote(str(self.redis_sok))}?db=0",
            "SECRET_KEY": self._geheim(),
            "DOCUMENTZEGEL_SLEUTEL": sleutel,
            "DOCUMENTZEGEL_CERTIFICAAT": certificaat,
            "BESTANDEN_DIR": str(self.map / "bestanden"),
            "SPOOR_DIR": str(self.map / "spoor"),
            "STATIC_DIR": str(self.map / "static"),
            "MAIL_DIR": str(self.map / "mail"),
        }
        return {naam: os.environ.get(naam, waarde) for naam, waarde in zelf.items()}

    def _maak_mappen(self) -> None:
        self.map.mkdir(exist_ok=True)
        self.map.chmod(0o711)
        for naam in ("redis", "bestanden", "mail", "log"):
            (self.map / naam).mkdir(mode=0o700, exist_ok=True)
        if self.eigen_pg and not self.pg.exists():
            self.pg.mkdir(mode=0o700)
            if is_root():
                shutil.chown(self.pg, "postgres", "postgres")

    def _geheim(self) -> str:
        pad = self.map / "geheim"
        if not pad.exists():
            with os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
                f.write(secrets.token_urlsafe(50))
        return pad.read_text()

    def _documentzegel(self) -> tuple[str, str]:
        """Imported here: the system's Python lacks what it takes, and never comes here."""
        return import_module("dev.zegelsleutel").bewaarde_sleutel(self.map)

    # PostgreSQL

    def _server(self, *opdracht: str, fout: str) -> None:
        klaar = subprocess.run(
            als_server(*opdracht), cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        if klaar.returncode:
            raise Melding(f"{fout} {(klaar.stderr or klaar.stdout).strip()[-600:]}")

    def _pg_ctl(self, actie: str, *meer: str) -> None:
        log = str(self.pg / "log")
        self._server(
            str(pg_map() / "pg_ctl"), "-s", "-w", "-D", str(self.data), "-l", log, *meer, actie,
            fout=f"PostgreSQL wil niet ({actie}); zie {log}.",
        )  # fmt: skip

    def _begin_pg(self) -> None:
        nieuw = not self.data.exists()
        if nieuw:
            self._initdb()
        if not self._pg_leeft():
            sok = shlex.quote(str(self.sok))  # pg_ctl gives its options to a shell
            opties = [f"-k {sok}", "-c listen_addresses=''", "-c max_connections=60"]
            opties += [f"-c {o}" for o in SNEL_EN_ONVEILIG] if self.toets else []
            self._pg_ctl("start", "-o", " ".join(opties))
        if nieuw or not self._databank_bestaat():
            self._maak_rollen()

    def _initdb(self) -> None:
        tijdelijk = self.pg / "data.nieuw"
        self._server("rm", "-rf", str(tijdelijk), fout="")
        self._server(
            str(pg_map() / "initdb"), "-D", str(tijdelijk), "-U", "postgres", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8", fout="De databank kon niet gemaakt worden.",
        )  # fmt: skip
        self._server("mkdir", "-p", "-m", "700", str(self.sok), fout="")
        self._server("mv", str(tijdelijk), str(self.data), fout="")

    def _pg_leeft(self) -> bool:
        status = als_server(str(pg_map() / "pg_ctl"), "-D", str(self.data), "status")
        return subprocess.run(status, cwd="/", capture_output=True).returncode == 0

    def _psql(self, databank: str, sql: str) -> str:
        opdracht = [
            str(pg_map() / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", str(self.sok),
            "-U", "postgres", "-d", databank, "-c", sql,
        ]  # fmt: skip
        klaar = subprocess.run(opdracht, cwd="/", capture_output=True, text=True)
        if klaar.returncode:
            raise Melding(f"De databank antwoordt niet: {klaar.stderr.strip()}")
        return klaar.stdout.strip()

    def _databank_bestaat(self) -> bool:
        return (
            self._psql("postgres", f"SELECT 1 FROM pg_database WHERE datname='{DATABANK}'") == "1"
        )

    def _maak_rollen(self) -> None:
        """The owner migrates, the application owns nothing; a test owner makes databases."""
        bestaand = self._psql("postgres", "SELECT rolname FROM pg_roles").split()
        if EIGENAAR not in bestaand:
            extra = "CREATEDB" if self.toets else "NOCREATEDB"
            self._psql("postgres", f"CREATE ROLE {EIGENAAR} LOGIN {extra}")
        if TOEPASSING not in bestaand:
            self._psql("postgres", f"CREATE ROLE {TOEPASSING} LOGIN NOSUPERUSER NOBYPASSRLS")
        self._psql("postgres", f"CREATE DATABASE {DATABANK} OWNER {EIGENAAR}")

    # Redis: carries only, so nothing of it needs to survive

    def _redis(self, *woorden: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as lijn:
            lijn.settimeout(2)
            lijn.connect(str(self.redis_sok))
            lijn.sendall(b" ".join(woorden) + b"\r\n")
            return lijn.recv(64)

    def _redis_leeft(self) -> bool:
        try:
            return self._redis(b"PING").startswith(b"+PONG")
        except OSError:
            return False

    def _begin_redis(self) -> None:
        map = self.redis_sok.parent
        programma = redis_programma()
        opdracht = [
            "redis-server", "--port", "0", "--unixsocket", str(self.redis_sok),
            "--unixsocketperm", "700", "--dir", str(map), "--daemonize", "yes",
            "--logfile", str(map / "log"), "--save", "", "--appendonly", "no",
        ]  # fmt: skip
        klaar = subprocess.run(
            opdracht, executable=shutil.which(programma[0]), capture_output=True, text=True
        )
        for _ in range(100):
            if self._redis_leeft():
                return
            if klaar.returncode:
                break
            time.sleep(0.05)
        raise Melding(f"Redis wil niet starten; zie {map / 'log'}. {klaar.stderr.strip()}")

    def _stop_redis(self) -> None:
        try:
            self._redis(b"SHUTDOWN", b"NOSAVE")
        except OSError:
            return  # it hangs up instead of answering
