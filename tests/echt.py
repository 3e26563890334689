"""The web process as a school runs it: gunicorn, no demo, behind a proxy that ends TLS. It works on
the test's own database, which must be a transactional one."""

import http.client
import itertools
import os
import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from redis import Redis

from dev.diensten import CHECKOUT, Diensten
from dev.stapel import adressen, vrije_poort
from dev.start import PYTHON, verzamel_statisch

HOST = "trajecten.example"
TEGELIJK = 25
_adressen = itertools.count(1)


def nieuw_ip() -> str:
    """The address of a visitor that no limit knows yet."""
    n = next(_adressen)
    return f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"


@dataclass
class Antwoord:
    status: int
    koppen: http.client.HTTPMessage
    tekst: str

    def __getitem__(self, kop: str) -> str:
        return self.koppen.get(kop, "")


@dataclass
class Bezoeker:
    """A browser: its address and its cookies. It does not follow where it is sent."""

    poort: int
    ip: str = field(default_factory=nieuw_ip)
    koekjes: dict[str, str] = field(default_factory=dict)

    def vraag(self, methode: str, pad: str, gegevens: dict | None = None, **koppen) -> Antwoord:
        """`koppen`: with _ for -; one of None is left out."""
        koekje = next((w for n, w in self.koekjes.items() if "csrftoken" in n), "")
        gewoon = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.ip,
            "Referer": f"https://{HOST}/",
            "X-CSRFToken": koekje,
            "Cookie": "; ".join(f"{n}={w}" for n, w in self.koekjes.items()),
        }
        if gegevens is not None:
            gewoon["Content-Type"] = "application/x-www-form-urlencoded"
        gewoon |= {kop.replace("_", "-"): waarde for kop, waarde in koppen.items()}
        lijn = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=60)
        inhoud = urlencode(gegevens) if gegevens is not None else None
        lijn.request(methode, pad, inhoud, {k: w for k, w in gewoon.items() if w is not None})
        gekregen = lijn.getresponse()
        tekst = gekregen.read().decode(errors="replace")
        lijn.close()
        for zet in gekregen.headers.get_all("Set-Cookie") or ():
            naam, waarde = re.match(r"([^=]+)=([^;]*)", zet).groups()
            self.koekjes[naam] = waarde
        return Antwoord(gekregen.status, gekregen.headers, tekst)

    def als(self, **anders) -> "Bezoeker":
        """The same browser with another address, or a copy of its cookies."""
        return Bezoeker(self.poort, **{"ip": self.ip, "koekjes": dict(self.koekjes)} | anders)


@dataclass
class Echt:
    poort: int
    logboek: Path
    redis: str

    def vergeet_tellers(self) -> None:
        """No limit has counted anything."""
        with Redis.from_url(self.redis) as redis:
            redis.flushdb()

    def bezoeker(self) -> Bezoeker:
        """Somebody who has opened the sign-in page, so that forms can be sent."""
        bezoeker = Bezoeker(self.poort)
        assert bezoeker.vraag("GET", "/account/login/").status == 200
        return bezoeker

    @staticmethod
    def tegelijk(vragen: list) -> list[Antwoord]:
        """All at once; each is a function without arguments."""
        with ThreadPoolExecutor(TEGELIJK) as draden:
            return list(draden.map(lambda vraag: vraag(), vragen))


def _omgeving(map: Path, static: Path) -> dict[str, str]:
    return {
        **adressen(connection.settings_dict["NAME"], 8),
        "BESTANDEN_DIR": str(map / "bestanden"),
        "STATIC_DIR": str(static),
        "MAIL_DIR": str(map / "mail"),
        "BASIS_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "PROXIES": "1",
        "DEMO": "0",
        "DEBUG": "0",
    }


@contextmanager
def echt(map: Path) -> Iterator[Echt]:
    static, poort, log = Diensten("toets").map / "static", vrije_poort(), map / "web.log"
    os.environ["STATIC_DIR"] = str(static)
    verzamel_statisch(static)
    opdracht = [
        PYTHON, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{poort}",
        "--worker-class", "gthread", "--workers", "2", "--threads", "8",
    ]  # fmt: skip
    omgeving = {**os.environ, **_omgeving(map, static)}
    omgeving.pop("DATABASE_OWNER_URL")
    with log.open("wb") as uit:
        proces = subprocess.Popen(
            opdracht, cwd=CHECKOUT, env=omgeving, stdout=uit, stderr=subprocess.STDOUT
        )
    try:
        _wacht(proces, poort, log)
        yield Echt(poort, log, omgeving["REDIS_URL"])
    finally:
        proces.terminate()
        proces.wait(20)


def _wacht(proces: subprocess.Popen, poort: int, log: Path) -> None:
    for _ in range(300):
        assert proces.poll() is None, log.read_text()
        with suppress(OSError):
            if Bezoeker(poort).vraag("GET", "/healthz").status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text())
