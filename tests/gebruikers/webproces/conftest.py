"""Tests at the real web process (tests/echt.py): what they make is really committed."""

import pytest

from tests import cast
from tests.echt import echt


@pytest.fixture
def mensen(transactional_db):
    return cast.maak()


@pytest.fixture(scope="package")
def _echte_server(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), echt(tmp_path_factory.mktemp("echt")) as server:
        yield server


@pytest.fixture
def server(transactional_db, _echte_server):
    """The real web process (tests/echt.py), on the database of this test."""
    _echte_server.vergeet_tellers()
    return _echte_server


@pytest.fixture
def als(server, client_van):
    """Somebody of the cast, signed in at the real web process."""

    def maak(naam: str):
        bezoeker = server.bezoeker()
        sessie = client_van(naam).cookies["sessionid"].value
        bezoeker.koekjes["__Host-sessionid"] = sessie
        return bezoeker

    return maak
