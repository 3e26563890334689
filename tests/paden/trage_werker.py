"""The worker's application, except that it stands still at a named point: while the PDF of a
tekenversie is rendered. It writes the file BLOKKEER_BESTAND there and waits until it is killed.

Started by the path test as `celery -A tests.paden.trage_werker worker`.
"""

import os
import threading
from importlib import import_module
from pathlib import Path

from celery.signals import worker_process_init

from config.celery import app

__all__ = ["app"]


def blokkeer(document) -> bytes:
    Path(os.environ["BLOKKEER_BESTAND"]).touch()
    threading.Event().wait()
    raise AssertionError("hier komt niemand voorbij")


@worker_process_init.connect
def vervang_de_opmaak(**kwargs) -> None:
    """Only now are the apps loaded."""
    import_module("trajecten.documenten").SOORTEN["tekenversie"] = blokkeer
