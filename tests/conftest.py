"""The test run is stricter than production: each strictness says why in one line."""

import gc
import hashlib
import logging
import os
import pickle
import socket
from pathlib import Path
from types import SimpleNamespace

import environ
import psycopg
import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.template import engines
from django.test import Client, TestCase, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck
from hypothesis import settings as bij_hypothesis
from weasyprint import HTML

from tests import cast, factories
from trajecten import documenten

# How long one example takes says more of the machine than of the code.
bij_hypothesis.register_profile(
    "rustig", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
bij_hypothesis.load_profile("rustig")


def pytest_collection_finish(session) -> None:
    """What was imported stays: looking through it for waste was a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _als(rol: dict) -> None:
    """Talk to the test database as this role from now on."""
    connection.close()
    connection.settings_dict.update(rol)


@pytest.fixture(scope="session")
def rollen_van_de_databank() -> SimpleNamespace:
    """Owner and application role, as connection settings."""
    velden = ("USER", "PASSWORD")
    return SimpleNamespace(
        eigenaar={v: environ.Env().db("DATABASE_OWNER_URL")[v] for v in velden},
        toepassing={v: settings.DATABASES["default"][v] for v in velden},
    )


def _maak_databank(naam: str, sjabloon: str | None = None) -> None:
    """Migrated, as owner; from a template only what follows each migration is done again."""
    connection.settings_dict["TEST"] |= {"NAME": naam, "TEMPLATE": sjabloon}
    connection.creation.create_test_db(verbosity=0, autoclobber=True)


@pytest.fixture(scope="session")
def sjabloon(rollen_van_de_databank, django_db_blocker) -> str:
    """The name of an empty, migrated database that stays for the next run, until a migration
    changes: to migrate takes longer than most files of tests."""
    bronnen = [Path("requirements.txt"), *Path().glob("*/migrations/*.py"), *Path().glob("*/*.sql")]
    afdruk = hashlib.sha256(b"".join(bron.read_bytes() for bron in sorted(bronnen))).hexdigest()
    sjabloon, databank = f"sjabloon_{afdruk[:12]}", connection.settings_dict["NAME"]
    eigenaar = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
    with django_db_blocker.unblock(), eigenaar as lijn:
        lijn.execute("SELECT pg_advisory_lock(hashtext('sjabloon'))")  # one worker makes it
        namen = "SELECT datname FROM pg_database WHERE datname LIKE 'sjabloon\\_%'"
        gevonden = {rij[0] for rij in lijn.execute(namen)}
        if sjabloon not in gevonden:
            for oud in gevonden:
                lijn.execute(f"DROP DATABASE {oud} WITH (FORCE)")
            _als(rollen_van_de_databank.eigenaar)
            _maak_databank("half_sjabloon")
            _als(rollen_van_de_databank.toepassing | {"NAME": databank})
            lijn.execute(f"ALTER DATABASE half_sjabloon RENAME TO {sjabloon}")
    return sjabloon


@pytest.fixture(scope="session")
def django_db_setup(
    rollen_van_de_databank,
    sjabloon,
    django_db_blocker,
    django_db_createdb,
    django_db_keepdb,
    worker_id,
    testrun_uid,
):
    """Create and migrate as owner, run as the application role, destroy as owner."""
    rollen = rollen_van_de_databank
    with django_db_blocker.unblock():
        naam = connection.settings_dict["NAME"]
        _als(rollen.eigenaar)
        _maak_databank(f"test_trajecten_{testrun_uid[:8]}_{worker_id}", sjabloon)
        _als(rollen.toepassing)
    yield
    with django_db_blocker.unblock():
        _als(rollen.eigenaar)
        connection.creation.destroy_test_db(naam, verbosity=0)


@pytest.fixture(autouse=True, scope="session")
def _leegmaken_als_eigenaar(rollen_van_de_databank):
    """Flushing between transactional tests truncates, which the application role may not."""
    rollen = rollen_van_de_databank

    def teardown(self) -> None:
        _als(rollen.eigenaar)
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        _als(rollen.toepassing)

    oud, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, teardown
    yield
    TransactionTestCase._fixture_teardown = oud


@pytest.fixture(autouse=True)
def _geen_netwerk(monkeypatch, request):
    """Nothing may leave this machine: only sockets in files and the loopback address."""
    echt = socket.socket.connect

    def connect(self, adres):
        gast = adres[0] if isinstance(adres, tuple) else "127.0.0.1"
        if gast not in ("127.0.0.1", "localhost", "::1"):
            raise AssertionError(f"een test wilde naar {gast}")
        return echt(self, adres)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _instellingen(settings, tmp_path):
    """Fast hashing, files in a folder of the test, mail in memory, tasks inside the process, and no
    list of all static files for each browser."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = str(tmp_path / "bestanden")
    settings.SPOOR_DIR = str(tmp_path / "spoor")
    settings.WHITENOISE_AUTOREFRESH = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


class PdfVanEerder:
    """A document with exactly the contents of an earlier one, letter for letter, is that one: most
    tests put the same agreement before the same people, and each takes a quarter of a second."""

    def __init__(self, **bron) -> None:
        self._bron = bron

    def write_pdf(self, **hoe) -> bytes:
        if (string := self._bron["string"]) not in self.eerder:
            self.eerder[string] = HTML(**self._bron).write_pdf(**hoe)
        return self.eerder[string]


@pytest.fixture(autouse=True, scope="module")
def _een_pdf_per_inhoud():
    PdfVanEerder.eerder = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documenten, "HTML", PdfVanEerder)
        yield


class StrengeLeegte(str):
    """An undefined variable in one of our templates is a mistake, not an empty string."""

    __slots__ = ()

    def __contains__(self, ding) -> bool:
        return ding == "%s"

    def __mod__(self, naam) -> str:
        raise AssertionError(f"onbekende variabele in een sjabloon: {naam}")


@pytest.fixture(autouse=True)
def _onbekende_variabele_is_een_fout(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", StrengeLeegte("%s"))


@pytest.fixture
def taken_meteen():
    """Tasks asked for on commit run at once, in this process, as a worker would."""
    current_app.conf.task_always_eager = current_app.conf.task_eager_propagates = True
    yield
    current_app.conf.task_always_eager = current_app.conf.task_eager_propagates = False


class OnmiddellijkeClient(Client):
    """Runs what a request asked to do on commit, as production does after each request."""

    def request(self, **kwargs):
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**kwargs)


def _tel_vanaf(getal: int) -> None:
    """What a test makes has the same names and numbers each time, whatever ran before it."""
    for fabriek in vars(factories).values():
        if isinstance(fabriek, type):
            fabriek.reset_sequence(getal, force=True)


@pytest.fixture(scope="module")
def cast_van_het_bestand(django_db_setup, django_db_blocker):
    """The cast is made once a file, in a transaction around those of its tests."""
    _tel_vanaf(0)
    with django_db_blocker.unblock():
        om = transaction.atomic()
        om._from_testcase = True  # as Django's TestCase does: a durable block may begin in it
        om.__enter__()
        zo_gemaakt = pickle.dumps(cast.maak())
    yield zo_gemaakt
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        om.__exit__(None, None, None)


@pytest.fixture
def mensen(cast_van_het_bestand, db):
    """The cast at one school, and Vera of another case (see tests/cast.py). A file whose tests
    really commit makes its own."""
    _tel_vanaf(9000)
    return pickle.loads(cast_van_het_bestand)


@pytest.fixture
def client_van(mensen):
    """A browser in which this person is signed in: client_van("bea")."""

    def maak(naam: str) -> Client:
        client = OnmiddellijkeClient()
        client.force_login(getattr(mensen, naam).gebruiker)
        return client

    return maak


@pytest.fixture
def adres(mensen):
    """The address of a page of the cast's school: adres("overzichten:start")."""

    def maak(naam: str, *args) -> str:
        return reverse(naam, args=[mensen.school.code, *args])

    return maak


@pytest.fixture
def meet():
    """Number of queries of one GET that finds nothing remembered."""

    def tel(client: Client, adres: str) -> int:
        caches["proces"].clear()
        with CaptureQueriesContext(connections["default"]) as vangst:
            antwoord = client.get(adres)
        assert antwoord.status_code == 200, (adres, antwoord.status_code)
        return len(vangst)

    return tel


@pytest.fixture
def stil():
    """Thousands of refusals are what is asked for here: no line of the log for each."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
