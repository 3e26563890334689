"""Every URL × every role × every situation, against the hand-written tables tests/<app>/toegang.py.

What the addresses with allauth's names answer stands in tests/gebruikers/toegang_account.py.

What the table says of one's own holds of all else by these rules, the same for every page:

A page that takes a POST too is also asked that way, empty: as one's own, a colleague's and another
school's.

situation                                   whole school (coördinator, administratie)   all others
a colleague's case, nobody's, over, not yet   as their own                                404
an id that is not there, or of another school 404                                         404
the address of another school                 404                                         404
the role ended yesterday                      to the front door                           the same
not signed in                                 to sign in first                            the same

The last three are answered before the page is known (gebruikers/middleware): each address is tried,
and each role, but not each address by each role.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from django.db import connection, reset_queries, transaction
from django.http import HttpResponseNotFound
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse

from config import urls
from gebruikers.models import Lidmaatschap, School
from tests import wereld
from tests.factories import dagen
from tests.gebruikers.conftest import bevestigd
from tests.gebruikers.toegang_account import ACCOUNT, BEVESTIG
from tests.toegang import PERSOON, STAF, Pagina, Rol, alles

TABEL, MAKERS = alles()
ANTWOORD = {200, 204, 302, 400, 409, 410, 422}
# Where who gets no answer is sent: to the front door, to sign in, to confirm who it is.
GEEN_ANTWOORD = {"/", reverse("account_login"), reverse("account_reauthenticate"), BEVESTIG}
HOOGSTENS = 25  # queries for a page, the session included
HELE_SCHOOL = {Rol.COORDINATOR, Rol.ADMINISTRATIE}
# URL parameters about one case, and of which model.
VAN_EEN_ZAAK = {
    "traject_id": "trajecten.Traject",
    "teamlid_id": "trajecten.Teamlid",
    "taak_id": "trajecten.Taak",
    "termijn_id": "trajecten.Termijn",
    "studiebewijs_id": "trajecten.Studiebewijs",
    "weekpatroon_id": "trajecten.Weekpatroon",
    "document_id": "trajecten.Document",
    "leerling_id": "leerlingen.Leerling",
    "contactmoment_id": "begeleiding.Contactmoment",
    "betrokkene_id": "leerlingen.Betrokkene",
    "plaatsing_id": "werkplekken.Plaatsing",
    "overeenkomst_id": "overeenkomsten.Overeenkomst",
    "ondertekenaar_id": "overeenkomsten.Ondertekenaar",
    "schorsing_id": "overeenkomsten.Schorsing",
    "wijziging_id": "overeenkomsten.Wijziging",
    "papier_id": "overeenkomsten.Papier",
    "afwijking_id": "overeenkomsten.Afwijking",
    "planvraag_id": "opleidingsplannen.Planvraag",
    "beoordeling_id": "opleidingsplannen.Beoordeling",
    "evaluatie_id": "opleidingsplannen.Evaluatie",
    "competentie_id": "opleidingsplannen.Competentie",
    "rij_id": "trajecten.Traject",  # of a history
}
# Asked as a fragment in one of them: HTMX opens no other door.
SITUATIES = {"C": {}, "N": {"HTTP_HX_REQUEST": "true"}, "D": {}, "T": {}}
SCHRIJFT = re.compile(r"INSERT|UPDATE|DELETE")
ONBESTAAND = 999_999_999
ZOEKT_NIETS = {Rol.COORDINATOR, Rol.MENTOR}  # one who sees all and one who sees little
ROLLEN = list(PERSOON)


def _views(patronen, voorvoegsel: str = "") -> dict[str, Callable]:
    views = {}
    for patroon in patronen:
        if hasattr(patroon, "url_patterns"):
            ruimte = f"{patroon.namespace}:" if patroon.namespace else ""
            views |= _views(patroon.url_patterns, voorvoegsel + ruimte)
        else:
            views[voorvoegsel + patroon.name] = patroon.callback
    return views


VIEWS = _views(urls.urlpatterns)


@pytest.mark.afspraken
def test_tabel_noemt_elk_adres():
    assert not TABEL.keys() & ACCOUNT.keys()
    assert VIEWS.keys() == TABEL.keys() | ACCOUNT.keys()


@pytest.mark.afspraken
def test_tabel_noemt_van_elk_adres_waarmee_het_gevraagd_wordt():
    """What takes a GET stands here as one; its POST is asked besides (`_gedrukt`)."""
    leest = {naam for naam in TABEL if "GET" in _methoden(naam)}
    assert {naam for naam, pagina in TABEL.items() if pagina.methode == "get"} == leest
    for naam, pagina in TABEL.items():
        if pagina.drukt is not None:
            assert _gedrukt(naam), f"{naam}: hier valt niet te drukken"
            assert pagina.drukt < pagina.mag, naam


def _parameters(naam: str) -> list[str]:
    """The URL's parameters, in order, of its first pattern."""
    resolver = get_resolver()
    for deel in naam.split(":")[:-1]:
        resolver = resolver.namespace_dict[deel][1]
    (_, parameters), *_ = resolver.reverse_dict.getlist(naam.rpartition(":")[2])[0][0]
    return parameters


def _methoden(naam: str) -> set[str]:
    """What the view says that it takes (require_http_methods and its kin), else both."""
    view = VIEWS[naam]
    while view:
        if "request_method_list" in (vrij := view.__code__.co_freevars):
            return set(view.__closure__[vrij.index("request_method_list")].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return {"GET", "POST"}


@cache
def _gedrukt(naam: str) -> Pagina | None:
    """The POST of a page that stands here as a GET and takes both."""
    pagina = TABEL[naam]
    if pagina.methode == "post" or "POST" not in _methoden(naam):
        return None
    drukt = pagina.mag if pagina.drukt is None else pagina.drukt
    return replace(pagina, methode="post", mag=drukt, ziet=pagina.ziet | (pagina.mag - drukt))


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
def kale_404(monkeypatch) -> None:
    """Thousands of times the same page with the same menu was a third of the work here; what it
    says stands in tests/gebruikers/test_foutbladen.py."""
    monkeypatch.setattr(
        urls, "handler404", lambda request, **_: HttpResponseNotFound(), raising=False
    )


@pytest.fixture
def waarden(mensen, stil) -> dict[str, dict]:
    """Letter of the situation → URL parameter → the id of such a thing (0: of nothing)."""
    w, eigen, vreemd = wereld.Wereld(mensen), {}, {}
    for maak in MAKERS:
        for parameter, (mijn, niet_mijn) in maak(mensen).items():
            eigen[parameter], vreemd[parameter] = mijn, niet_mijn
    waarden = {"E": eigen, "X": vreemd, "0": eigen | dict.fromkeys(eigen, ONBESTAAND)}
    for letter in SITUATIES:
        wereld.ZAKEN[letter](w, letter)
        zaak = {p: w.van(letter, label).pk for p, label in VAN_EEN_ZAAK.items()}
        waarden[letter] = eigen | zaak
    return waarden


def _antwoord(client: Client, pagina: Pagina, adres: str, **koppen):
    """The answer, with whatever it changed rolled back. No page asks the database too much."""
    koekjes = client.cookies.copy()
    reset_queries()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as vragen:
            antwoord = getattr(client, pagina.methode)(adres, pagina.gegevens or {}, **koppen)
        if pagina.methode == "get":
            assert len(vragen) <= HOOGSTENS, (adres, len(vragen))
        if client.cookies:
            assert "no-store" in antwoord["Cache-Control"], f"{adres} blijft in de browser staan"
        if antwoord.status_code in {403, 404}:
            assert [v["sql"] for v in vragen if SCHRIJFT.match(v["sql"])] == [], adres
        for sluit in antwoord._resource_closers:
            sluit()
        antwoord._resource_closers.clear()
        transaction.set_rollback(True)
    client.cookies = koekjes
    return antwoord


def _status(client: Client, pagina: Pagina, adres: str, **koppen) -> int:
    return _antwoord(client, pagina, adres, **koppen).status_code


def _cellen(rol: Rol, naam: str, mensen, waarden: dict):
    """What this role is answered at this URL: (situation, page, address, headers, expected
    statuses)."""
    pagina, druk, school = TABEL[naam], _gedrukt(naam), mensen.school.code
    eigen, een_ding = _adres(naam, school, waarden["E"])
    vragen = {"": (pagina, _verwacht(rol, pagina, een_ding))}
    if druk:
        vragen["druk: "] = (druk, _verwacht(rol, druk, een_ding))
    for hoe, (vraag, verwacht) in vragen.items():
        yield f"{hoe}eigen", vraag, eigen, {}, verwacht
        if een_ding:
            elders, _ = _adres(naam, school, waarden["X"])
            yield f"{hoe}andere school", vraag, elders, {}, {404}
        if VAN_EEN_ZAAK.keys() & set(_parameters(naam)):
            for letter, koppen in SITUATIES.items() if vraag is pagina else [("C", {})]:
                ander, _ = _adres(naam, school, waarden[letter])
                yield hoe + letter, vraag, ander, koppen, verwacht if rol in HELE_SCHOOL else {404}
    if een_ding and rol in ZOEKT_NIETS:
        yield "onbestaand", pagina, _adres(naam, school, waarden["0"])[0], {}, {404}
    if naam in _beurt(rol, ROLLEN):
        elders, _ = _adres(naam, mensen.andere_school.code, waarden["E"])
        yield "adres elders", pagina, elders, {}, {404}


def _verwacht(rol: Rol, pagina: Pagina, een_ding: bool) -> set[int]:
    """Of what is their own."""
    if rol in pagina.mag:
        return ANTWOORD
    return {404 if een_ding and rol not in pagina.ziet else 403}


MET_ACCOUNT = sorted(naam for naam in TABEL if not TABEL[naam].open)
VAN_EEN_SCHOOL = [naam for naam in MET_ACCOUNT if ":" in naam]


def _beurt(rol: Rol, rollen: list[Rol]) -> list[str]:
    """This role's share of the addresses of a school: together these roles try them all."""
    return VAN_EEN_SCHOOL[rollen.index(rol) :: len(rollen)]


@pytest.mark.parametrize("rol", PERSOON)
def test_elke_rol_in_elke_situatie(rol, mensen, client_van, waarden, kale_404):
    client, fout, aantal = bevestigd(client_van(PERSOON[rol])), [], 0
    # A press that leads back to where one was: to a page of the school, not to the front door.
    client.defaults["HTTP_REFERER"] = f"http://testserver/{mensen.school.code}/"
    for naam in MET_ACCOUNT:
        for situatie, pagina, adres, koppen, verwacht in _cellen(rol, naam, mensen, waarden):
            antwoord, aantal = _antwoord(client, pagina, adres, **koppen), aantal + 1
            status, naar = antwoord.status_code, antwoord.get("Location", "")
            if status not in verwacht or naar.partition("?")[0] in GEEN_ANTWOORD:
                wat = f"{status} {naar}, verwacht {verwacht}"
                fout.append(f"{situatie}: {naam} {adres} gaf {wat}")
    assert not fout, "\n".join(fout)
    assert aantal * len(PERSOON) > 7000


@pytest.mark.parametrize("rol", PERSOON)
def test_met_een_sessie_van_voor_het_einde_van_de_rol(rol, mensen, client_van, waarden):
    client = client_van(PERSOON[rol])
    Lidmaatschap.objects.filter(pk=getattr(mensen, PERSOON[rol]).pk).update(tot=dagen(-1))
    for naam in _beurt(rol, ROLLEN):
        adres, _ = _adres(naam, mensen.school.code, waarden["E"])
        assert _status(client, TABEL[naam], adres) == 302, adres


@pytest.mark.parametrize("rol", sorted(STAF))
def test_zonder_de_tweede_stap_die_de_school_vraagt(rol, mensen, client_van, waarden):
    """No page of the school, no part of one and no press."""
    School.objects.filter(pk=mensen.school.pk).update(tweede_factor_vanaf=dagen(0))
    client, instellen = client_van(PERSOON[rol]), reverse("mfa_index")
    for naam in _beurt(rol, sorted(STAF)):
        adres, _ = _adres(naam, mensen.school.code, waarden["E"])
        for methode, koppen in (("get", {}), ("post", {}), ("post", {"HTTP_HX_REQUEST": "true"})):
            antwoord = _antwoord(client, Pagina(methode, TABEL[naam].mag), adres, **koppen)
            naar = antwoord.get("HX-Redirect" if koppen else "Location")
            assert (naar, antwoord.content) == (instellen, b""), (methode, adres)


@pytest.mark.parametrize("rol", sorted(PERSOON.keys() - STAF))
def test_wie_geen_medewerker_is_heeft_geen_tweede_stap_nodig(rol, mensen, client_van, waarden):
    """Tried at the first page of each app that this role may open."""
    School.objects.filter(pk=mensen.school.pk).update(tweede_factor_vanaf=dagen(0))
    client = client_van(PERSOON[rol])
    open_ = [n for n in MET_ACCOUNT if TABEL[n].methode == "get" and rol in TABEL[n].mag]
    eerste = {naam.partition(":")[0]: naam for naam in reversed(open_) if ":" in naam}
    assert {"gebruikers", "overzichten"} <= eerste.keys()
    for naam in eerste.values():
        adres, _ = _adres(naam, mensen.school.code, waarden["E"])
        assert _status(client, TABEL[naam], adres) == 200, adres


def test_wie_niet_aangemeld_is(mensen, waarden):
    for naam, pagina in TABEL.items():
        adres, _ = _adres(naam, mensen.school.code, waarden["E"])
        verwacht = ANTWOORD | {503} if pagina.open else {302}
        assert _status(Client(), pagina, adres) in verwacht, adres


def test_vera_komt_niet_in_de_zaak_van_lotte(mensen, client_van, waarden, kale_404):
    client = client_van("vera")
    for naam in MET_ACCOUNT:
        if VAN_EEN_ZAAK.keys() & set(_parameters(naam)):
            adres, _ = _adres(naam, mensen.school.code, waarden["E"])
            assert _status(client, TABEL[naam], adres) == 404, adres
