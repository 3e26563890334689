"""pytest plugin: the tests' own PostgreSQL (fast, without safety) and Redis.

Loaded with -p before Django reads its settings; only the controlling process starts anything.
"""

import os

import pytest

from dev.diensten import Diensten, Melding

DIENSTEN = Diensten("toets") if "PYTEST_XDIST_WORKER" not in os.environ else None

if DIENSTEN:
    os.environ.pop("DEMO", None)
    try:
        os.environ.update(DIENSTEN.begin())
    except Melding as melding:
        DIENSTEN.einde()
        raise pytest.UsageError(str(melding)) from None
    os.environ.update(DEBUG="0", BASIS_URL="http://localhost:8000", EMAIL_URL="memorymail://")
    os.environ.pop("MAIL_DIR")


def pytest_unconfigure(config) -> None:
    if DIENSTEN:
        DIENSTEN.einde()
