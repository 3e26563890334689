"""The whole product running on a database of its own: for walking through it and for pictures."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from playwright.sync_api import Browser, Page, sync_playwright

from dev.accounts import email
from dev.diensten import CHECKOUT, Diensten
from dev.postbus import Mail, mails_in
from dev.start import PYTHON, Kinderen, processen, verzamel_statisch, wacht_tot_gereed

CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", re.MULTILINE)


class Stapel:
    """A running product: its address, its database, its processes, its mailbox."""

    def __init__(self, poort: int, databank_url: str, kinderen: Kinderen, post: Path) -> None:
        self.basis, self.databank_url = f"http://localhost:{poort}", databank_url
        self.kinderen, self.post = kinderen, post
        self.werker = kinderen.lopend["werker"].args

    def dood_werker(self) -> None:
        """Kill the worker's whole process group, as a power cut would."""
        self.kinderen.sein("werker", signal.SIGKILL)
        self.kinderen.lopend["werker"].wait(10)

    def start_werker(self, opdracht: list[str] | None = None) -> None:
        """Start the worker again, or another command in its place."""
        self.kinderen.start("werker", opdracht or self.werker)

    def mails(self, aan: str) -> list[Mail]:
        """Mails to this address, oldest first."""
        return [mail for mail in mails_in(self.post) if aan in mail.aan]

    def wacht_op_mail(self, aan: str, onderwerp: str, binnen: int = 30) -> Mail:
        """The newest mail to this address whose subject has these words."""
        einde = time.monotonic() + binnen
        while time.monotonic() < einde:
            if gevonden := [mail for mail in self.mails(aan) if onderwerp in mail.onderwerp]:
                return gevonden[-1]
            time.sleep(0.2)
        raise AssertionError(f"geen mail “{onderwerp}” aan {aan}")

    def code_voor(self, aan: str) -> str:
        """The sign-in code that was mailed last."""
        return CODE.search(self.wacht_op_mail(aan, "Je code").tekst)[0]


def vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return proef.getsockname()[1]


def _nieuwe_databank(naam: str, sjabloon: str) -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as lijn:
        lijn.execute(f"DROP DATABASE IF EXISTS {naam} WITH (FORCE)")
        lijn.execute(f"CREATE DATABASE {naam} TEMPLATE {sjabloon}")


def adressen(databank: str, nummer: int = 9) -> dict[str, str]:
    """The services of the environment, with a database and a Redis number of our own."""
    namen, redis = ("DATABASE_URL", "DATABASE_OWNER_URL"), os.environ["REDIS_URL"]
    eigen = {
        naam: urlsplit(os.environ[naam])._replace(path=f"/{databank}").geturl() for naam in namen
    }
    if redis.startswith("unix:"):
        return {**eigen, "REDIS_URL": f"{redis.partition('?')[0]}?db={nummer}"}
    return {**eigen, "REDIS_URL": urlsplit(redis)._replace(path=f"/{nummer}").geturl()}


@contextmanager
def draaiend(
    map: Path, databank: str, sjabloon: str = "template1", **instellingen: str
) -> Iterator[Stapel]:
    """Migrate, build the demo world, start web, worker and beat; stop them at the end.
    `sjabloon`: the database to start from; `instellingen`: more variables for their environment.

    The environment must point to services that run (dev.toets, or Diensten("toets").begin()).
    """
    static, poort = Diensten("toets").map / "static", vrije_poort()
    _nieuwe_databank(databank, sjabloon)
    omgeving = {
        **adressen(databank),
        "BESTANDEN_DIR": str(map / "bestanden"),
        "SPOOR_DIR": str(map / "spoor"),
        "STATIC_DIR": str(static),
        "MAIL_DIR": str(map / "mail"),
        "BASIS_URL": f"http://localhost:{poort}",
        "DEMO": "1",
        "DEBUG": "0",
        "VEEG_SECONDEN": "3",
        "HERINNER_SECONDEN": "3",
        **instellingen,
    }
    (map / "mail").mkdir()
    (map / "log").mkdir()
    oud = {naam: os.environ.get(naam) for naam in omgeving}
    os.environ.update(omgeving)
    try:
        for opdracht in (["migrate", "--noinput"], ["demowereld"]):
            subprocess.run([PYTHON, "manage.py", *opdracht], cwd=CHECKOUT, check=True)
        verzamel_statisch(static)
        kinderen = Kinderen(processen("demo", poort, map), map / "log")
        try:
            wacht_tot_gereed(kinderen, poort)
            yield Stapel(poort, omgeving["DATABASE_URL"], kinderen, map / "mail")
        finally:
            kinderen.stop()
    finally:
        for naam, waarde in oud.items():
            os.environ.pop(naam) if waarde is None else os.environ.update({naam: waarde})


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window or the pages of its own that go with one."""
    with sync_playwright() as speler:
        browser = speler.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


def meld_aan(pagina: Page, rol: str, school: str) -> None:
    """Sign in as a demo account with one press."""
    pagina.goto("/account/login/")
    pagina.click(f"button[value='{email(rol, school)}']")
    pagina.wait_for_url(f"**/{school}/")
