"""Two presses at the very same moment, on what mails or makes a row."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from gebruikers import acties
from gebruikers.links import AFKOELING
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.rollen import Rol
from leerlingen import acties as klasacties
from leerlingen.models import KlasLeerkracht
from tests import cast
from tests import factories as f
from tests.overeenkomsten.test_tegelijk import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _geen_taken(monkeypatch):
    """What is asked on commit stays asked: no broker here."""
    monkeypatch.setattr("celery.app.task.Task.delay", lambda *args, **kwargs: None)


def vlak_na_elkaar(eerste: Callable, tweede: Callable) -> list[str]:
    """The second starts while the first is done but not committed: that waits until the second
    waits for it, or has not waited and is done too."""
    gedaan, klaar = threading.Event(), threading.Event()

    def houdt_open() -> None:
        with transaction.atomic():
            try:
                eerste()
            finally:
                gedaan.set()
            while not (klaar.is_set() or _iemand_wacht()):
                time.sleep(0.01)

    def volgt() -> None:
        gedaan.wait()
        try:
            tweede()
        finally:
            klaar.set()

    return tegelijk(houdt_open, volgt)


def _iemand_wacht() -> bool:
    """On a lock of this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks "
            "WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def uitnodiging(monkeypatch):
    m = cast.maak()
    monkeypatch.setattr(Uitnodiging, "nieuw_token", staticmethod(lambda: "een"))
    nieuw = acties.nodig_uit(m.school, email="k@x.example", rol=Rol.LEERKRACHT, door=m.bob)
    monkeypatch.undo()
    monkeypatch.setattr("celery.app.task.Task.delay", lambda *args, **kwargs: None)
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    return m, nieuw


def test_twee_keer_opnieuw_mailen_mailt_een_keer(uitnodiging):
    m, eerste = uitnodiging
    zelfde = [Uitnodiging.objects.get(pk=eerste.pk) for _ in range(2)]
    uitkomst = tegelijk(*[lambda rij=rij: acties.herhaal(rij, door=m.bob) for rij in zelfde])
    assert uitkomst == ["Deze uitnodiging wacht niet meer op antwoord.", "ja"]
    assert Uitnodiging.objects.count() == 2


def test_twee_keer_om_een_nieuwe_link_vragen_mailt_een_keer(uitnodiging):
    Uitnodiging.objects.update(verloopt_op=timezone.now())
    uitkomst = tegelijk(lambda: acties.vernieuw("een"), lambda: acties.vernieuw("een"))
    assert sorted(zin[:17] for zin in uitkomst) == ["Er is net gemaild", "ja"]
    assert Uitnodiging.objects.count() == 2


def test_een_leerkracht_tweemaal_bij_een_klas_zetten_geeft_een_rij():
    m = cast.maak()
    rijen = [KlasLeerkracht(klas=m.leerling.klas, gebruiker=m.pieter.gebruiker) for _ in range(2)]
    daden = [lambda rij=rij: klasacties.zet_bij_klas(rij, door=m.ada) for rij in rijen]
    assert tegelijk(*daden) == ["Deze leerkracht staat al bij deze klas.", "ja"]


def test_twee_coordinatoren_tegelijk_beeindigen_laat_er_een_over():
    m = cast.maak()
    cora = f.LidmaatschapFactory(school=m.school, rol=Rol.COORDINATOR)
    daden = [
        lambda lid=lid: acties.beeindig_rol(lid, door=m.bob, op=f.dagen(0))
        for lid in (m.coen, cora)
    ]
    uitkomst = vlak_na_elkaar(*daden)
    assert sorted(zin[:36] for zin in uitkomst) == ["Dan heeft de school geen coördinator", "ja"]
    assert Lidmaatschap.objects.geldig().filter(school=m.school, rol=Rol.COORDINATOR).count() == 1
