"""Every URL × every role, against the hand-written table in tests/<app>/toegang.py."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse

from config.urls import urlpatterns
from tests.toegang import PERSOON, Pagina, alles

TABEL, MAKERS = alles()
ANTWOORD = {200, 204, 302, 400, 409, 410, 422}
HOOGSTENS = 25  # queries for a page, the session included


def _namen(patronen, voorvoegsel: str = "") -> set[str]:
    namen = set()
    for patroon in patronen:
        if hasattr(patroon, "url_patterns"):
            ruimte = f"{patroon.namespace}:" if patroon.namespace else ""
            namen |= _namen(patroon.url_patterns, voorvoegsel + ruimte)
        else:
            namen.add(voorvoegsel + patroon.name)
    return namen


def _van_allauth(naam: str) -> bool:
    return naam.startswith(("account_", "mfa_", "socialaccount_", "schoolaccount_"))


@pytest.mark.afspraken
def test_tabel_noemt_elk_adres():
    adressen = {naam for naam in _namen(urlpatterns) if not _van_allauth(naam)}
    assert adressen == set(TABEL)


def _parameters(naam: str) -> list[str]:
    """The URL's parameters, in order, of its first pattern."""
    resolver = get_resolver()
    for deel in naam.split(":")[:-1]:
        resolver = resolver.namespace_dict[deel][1]
    (_, parameters), *_ = resolver.reverse_dict.getlist(naam.rpartition(":")[2])[0][0]
    return parameters


def _adres(naam: str, school_code: str, waarden: dict[str, object]) -> tuple[str, bool]:
    """The address, and whether it is about one thing."""
    ruimte = ":" in naam
    parameters = _parameters(naam)
    args = ([school_code] if ruimte else []) + [
        waarden[p] for p in parameters if p != "school_code"
    ]
    try:
        return reverse(naam, args=args), bool([p for p in parameters if p != "school_code"])
    except NoReverseMatch:
        raise AssertionError(f"geen object voor {naam}: {parameters}") from None


@pytest.fixture
def waarden(mensen) -> tuple[dict, dict]:
    eigen, vreemd = {}, {}
    for maak in MAKERS:
        for parameter, (mijn, niet_mijn) in maak(mensen).items():
            eigen[parameter], vreemd[parameter] = mijn, niet_mijn
    return eigen, vreemd


def _status(client: Client, pagina: Pagina, adres: str) -> int:
    """The answer, with whatever it changed rolled back. No page asks the database too much."""
    with transaction.atomic():
        with CaptureQueriesContext(connection) as vragen:
            antwoord = getattr(client, pagina.methode)(adres, pagina.gegevens or {})
        if pagina.methode == "get":
            assert len(vragen) <= HOOGSTENS, (adres, len(vragen))
        if client.cookies:
            assert "no-store" in antwoord["Cache-Control"], f"{adres} blijft in de browser staan"
        for sluit in antwoord._resource_closers:
            sluit()
        antwoord._resource_closers.clear()
        transaction.set_rollback(True)
    return antwoord.status_code


@pytest.mark.parametrize("naam", sorted(TABEL))
def test_toegang(naam, mensen, client_van, waarden):
    pagina = TABEL[naam]
    eigen, een_ding = _adres(naam, mensen.school.code, waarden[0])
    vreemd, _ = _adres(naam, mensen.school.code, waarden[1])
    andere_school, _ = _adres(naam, mensen.andere_school.code, waarden[0])
    if pagina.open:
        assert _status(Client(), pagina, eigen) in ANTWOORD | {503}
        return
    assert _status(Client(), pagina, eigen) == 302, "wie niet aangemeld is, meldt zich eerst aan"
    for rol, persoon in PERSOON.items():
        client = client_van(persoon)
        anders = 404 if een_ding else 403
        verwacht = ANTWOORD if rol in pagina.mag else {403 if rol in pagina.ziet else anders}
        assert _status(client, pagina, eigen) in verwacht, (rol, eigen)
        if een_ding:
            assert _status(client, pagina, vreemd) == 404, (rol, vreemd)
        if ":" in naam:
            assert _status(client, pagina, andere_school) == 404, (rol, andere_school)
