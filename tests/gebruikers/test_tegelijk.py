"""Two presses at the very same moment, on what mails or makes a row."""

import re
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from gebruikers import acties, acties_account, acties_herstel
from gebruikers.links import AFKOELING
from gebruikers.models import (
    Adreswijziging,
    Bericht,
    Gebruiker,
    Herstelstop,
    Herstelwacht,
    KwijteMailbox,
    Lidmaatschap,
    Toegangsherstel,
    Uitnodiging,
)
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


HERSTEL = {"wat": "email", "controle": "gekend", "nota": "Gekraakt."}


def na(monkeypatch, waar, naam: str, zelf: threading.Event, ander: threading.Event) -> None:
    """Who comes to this function waits there a moment for the other to come to theirs."""
    echt = getattr(waar, naam)

    def wacht(*args):
        zelf.set()
        ander.wait(1)
        return echt(*args)

    monkeypatch.setattr(waar, naam, wacht)


def link_uit(aan: str) -> str:
    tekst = Bericht.objects.get(aan=aan, soort="adres_nieuw").tekst
    return re.search(r"/account/e-mail/([^/\s]+)/", tekst)[1]


@pytest.fixture
def gebeurtenissen():
    return threading.Event(), threading.Event()


def test_bevestigen_en_opnieuw_herstellen_wachten_niet_op_elkaar(monkeypatch, gebeurtenissen):
    m, (een, twee) = cast.maak(), gebeurtenissen
    acties_herstel.herstel_toegang(m.bea, door=m.coen, **HERSTEL, email="n@x.example")
    token = link_uit("n@x.example")
    na(monkeypatch, acties_herstel, "_eis_adres_van_niemand_hier", een, twee)
    na(monkeypatch, acties_account, "dient_elders", twee, een)
    uitkomst = tegelijk(
        lambda: acties_herstel.herstel_toegang(m.bea, door=m.coen, **HERSTEL, email="o@x.example"),
        lambda: acties_account.bevestig_adres(token, waarmee="Firefox"),
    )
    assert uitkomst in (["Deze wijziging is al gebeurd of gestopt.", "ja"], ["ja", "ja"])


def test_ingaan_en_opnieuw_herstellen_wachten_niet_op_elkaar(monkeypatch, gebeurtenissen):
    m, (een, twee) = cast.maak(), gebeurtenissen
    acties_herstel.herstel_toegang(m.coen, door=m.bob, **HERSTEL, email="n@x.example")
    Herstelwacht.objects.update(gaat_in_op=timezone.now())
    wacht = Herstelwacht.objects.get().pk
    na(monkeypatch, acties_herstel, "_eis_adres_van_niemand_hier", een, twee)
    na(monkeypatch, acties_herstel, "_herstel", twee, een)
    uitkomst = tegelijk(
        lambda: acties_herstel.herstel_toegang(m.coen, door=m.bob, **HERSTEL, email="o@x.example"),
        lambda: acties_herstel.laat_herstel_ingaan(wacht),
    )
    assert uitkomst == ["ja", "ja"]


def test_bevestigen_en_opnieuw_uitnodigen_wachten_niet_op_elkaar(monkeypatch, gebeurtenissen):
    m, (een, twee) = cast.maak(), gebeurtenissen
    vraag = {"email": m.bea.gebruiker.email, "rol": Rol.LEERKRACHT, "door": m.bob}
    nieuw = acties.nodig_uit(m.school, **vraag)
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    acties_herstel.herstel_toegang(m.bea, door=m.coen, **HERSTEL, email="n@x.example")
    token = link_uit("n@x.example")
    na(monkeypatch, acties, "eis_afkoeling", een, twee)
    na(monkeypatch, acties_account, "mail_wachtende_uitnodigingen", twee, een)
    uitkomst = tegelijk(
        lambda: acties.herhaal(nieuw, door=m.bob),
        lambda: acties_account.bevestig_adres(token, waarmee="Firefox"),
    )
    assert [zin[:15] for zin in uitkomst] in (["De mailbox bea@", "ja"], ["Deze uitnodigin", "ja"])


def test_herstellen_leest_het_adres_dat_net_bevestigd_is():
    """Else the mailbox that confirmed a moment ago is given up as the lost one."""
    m = cast.maak()
    acties_herstel.herstel_toegang(m.bea, door=m.coen, **HERSTEL, email="n@x.example")
    token = link_uit("n@x.example")
    uitkomst = vlak_na_elkaar(
        lambda: acties_account.bevestig_adres(token, waarmee="Firefox"),
        lambda: acties_herstel.herstel_toegang(m.bea, door=m.coen, **HERSTEL, email="n@x.example"),
    )
    assert [zin[:23] for zin in uitkomst] == ["Dit is het adres van nu", "ja"]


NET_VOORBIJ = "Deze wijziging is al gebeurd of gestopt."


@pytest.fixture
def wijziging():
    """Bea asked another address, and confirmed it in the old mailbox: what the new one may do, and
    what she may do meanwhile."""
    m = cast.maak()
    bea = m.bea.gebruiker
    acties_account.vraag_adreswijziging(bea, "n@x.example")
    oud = Bericht.objects.get(aan=bea.email, soort="adres_oud").tekst
    oud = re.search(r"/account/e-mail/([^/\s]+)/", oud)[1]
    acties_account.bevestig_adres(oud, waarmee="Firefox")
    nieuw = link_uit("n@x.example")
    return (
        lambda: acties_account.bevestig_adres(nieuw, waarmee="Firefox"),
        lambda: acties_account.stop_adreswijziging(bea),
        lambda: acties_account.wijs_adres_af(*acties_account.open_adreswijziging(oud)),
    )


@pytest.mark.parametrize("hoe", [1, 2], ids=["in de sessie", "met de link"])
def test_wat_gestopt_is_bevestigt_niemand_meer(wijziging, hoe):
    bevestig, stop = wijziging[0], wijziging[hoe]
    assert vlak_na_elkaar(stop, bevestig) == [NET_VOORBIJ, "ja"]
    assert not Adreswijziging.objects.exists()
    assert not Gebruiker.objects.filter(email="n@x.example").exists()


@pytest.mark.parametrize("hoe", [1, 2], ids=["in de sessie", "met de link"])
def test_wat_bevestigd_is_stopt_niemand_meer(wijziging, hoe):
    bevestig, stop = wijziging[0], wijziging[hoe]
    assert vlak_na_elkaar(bevestig, stop) == [NET_VOORBIJ, "ja"]
    assert Gebruiker.objects.filter(email="n@x.example").exists()


def test_wat_de_nieuwe_mailbox_weigert_bevestigt_niemand_meer():
    m = cast.maak()
    acties_herstel.herstel_toegang(m.bea, door=m.coen, **HERSTEL, email="n@x.example")
    token = link_uit("n@x.example")
    uitkomst = vlak_na_elkaar(
        lambda: acties_account.wijs_adres_af(*acties_account.open_adreswijziging(token)),
        lambda: acties_account.bevestig_adres(token, waarmee="Firefox"),
    )
    assert uitkomst == [NET_VOORBIJ, "ja"]
    assert Adreswijziging.objects.get().geweigerd_op


@pytest.fixture(params=["tegenhouden", "intrekken"])
def stop(request):
    """A restoring waits for Coen: what stops it, and what replaces it."""
    m = cast.maak()
    acties_herstel.herstel_toegang(m.coen, door=m.bob, **HERSTEL, email="n@x.example")
    wacht, herstel = Herstelwacht.objects.get(), Toegangsherstel.objects.get()
    stoppen = {
        "tegenhouden": lambda: acties_herstel.houd_herstel_tegen(wacht),
        "intrekken": lambda: acties_herstel.trek_herstel_in(herstel, door=m.bob),
    }
    opnieuw = {**HERSTEL, "door": m.bob, "email": "o@x.example"}
    return stoppen[request.param], lambda: acties_herstel.herstel_toegang(m.coen, **opnieuw)


def test_wat_gestopt_is_wordt_niet_ook_nog_vervangen(stop):
    stoppen, opnieuw = stop
    assert vlak_na_elkaar(stoppen, opnieuw) == ["ja", "ja"]
    assert Herstelstop.objects.get().waarom != Herstelstop.Waarom.OPNIEUW
    assert Herstelwacht.objects.get().email == "o@x.example"


def test_wat_vervangen_is_wordt_niet_ook_nog_gestopt(stop):
    stoppen, opnieuw = stop
    assert [zin[:17] for zin in vlak_na_elkaar(opnieuw, stoppen)] == ["Dit is al gebeurd", "ja"]
    assert Herstelstop.objects.get().waarom == Herstelstop.Waarom.OPNIEUW
    assert Herstelwacht.objects.get().email == "o@x.example"


@pytest.fixture
def ingaan(stop):
    """The wait is over at the same moment."""
    Herstelwacht.objects.update(gaat_in_op=timezone.now())
    wacht = Herstelwacht.objects.get().pk
    return lambda: acties_herstel.laat_herstel_ingaan(wacht)


def test_wat_gestopt_is_gaat_niet_meer_in(stop, ingaan):
    assert vlak_na_elkaar(stop[0], ingaan) == ["ja", "ja"]
    assert not KwijteMailbox.objects.exists()
    assert Herstelstop.objects.exists()


def test_wat_inging_wordt_niet_meer_gestopt(stop, ingaan):
    uitkomst = vlak_na_elkaar(ingaan, stop[0])
    assert [zin[:17] for zin in uitkomst] == ["Dit is al gebeurd", "ja"]
    assert KwijteMailbox.objects.exists()
    assert not Herstelstop.objects.exists()
