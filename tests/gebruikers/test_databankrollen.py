"""What the application's own role in the database can do beyond reading and writing rows."""

import os
import runpy

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction

from gebruikers import databankrollen

pytestmark = pytest.mark.django_db
# Each runs as owner or answers one question; what is not here, the application cannot call.
MAG = {
    "school_van_uitnodiging(text)",
    "scholen_van_gebruiker(bigint,date)",
    "school_van_tekenlink(text)",
    "scholen_met_vingerafdruk(text)",
    "spoor_inhoud(gebruikers_spoorregel)",
    "spoor_afdruk(gebruikers_spoorregel,text)",
    "spoor_verzegel(bigint)",
    "leerlingen_verhang(bigint,text,text,bigint[],bigint,bigint)",
}


def _vraag(zin: str, *waarden) -> list:
    with connection.cursor() as cursor:
        cursor.execute(zin, waarden)
        return cursor.fetchall()


@pytest.mark.afspraken
def test_alleen_deze_functies_roept_de_toepassing_aan():
    functies = _vraag(
        "SELECT oid::regprocedure::text FROM pg_proc "
        "WHERE pronamespace = 'public'::regnamespace AND has_function_privilege(oid, 'EXECUTE')"
    )
    assert {naam for (naam,) in functies} == MAG


@pytest.mark.afspraken
def test_wat_als_eigenaar_werkt_laat_zich_geen_andere_tabel_voorschotelen():
    """A table of the session comes last, so that it never takes the place of ours."""
    paden = _vraag(
        "SELECT oid::regprocedure::text, proconfig FROM pg_proc "
        "WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    )
    assert paden
    assert [naam for naam, pad in paden if pad != ["search_path=pg_catalog, pg_temp"]] == []


@pytest.mark.parametrize(
    "zin",
    [
        "CREATE TEMP TABLE van_mij (id bigint)",
        "CREATE TEMP VIEW gebruikers_lidmaatschap AS SELECT 1",
        "CREATE TABLE van_mij (id bigint)",
        "CREATE FUNCTION kwaad() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE TRIGGER t AFTER INSERT ON leerlingen_leerling"
        " FOR EACH ROW EXECUTE FUNCTION spoor_schrijf('school_id', 'id', 'SELECT 1', 'traject')",
        "ALTER TABLE leerlingen_leerling DISABLE ROW LEVEL SECURITY",
        "SELECT spoor_grafsteen(1, 'x')",
    ],
)
def test_de_toepassing_maakt_en_wijzigt_niets_aan_de_databank(zin):
    assert _vraag("SELECT current_user") == [(settings.TOEPASSINGSROL,)]
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(zin)


@pytest.fixture
def verbonden_als(rollen_van_de_databank, monkeypatch):
    """What the start-up asks, it asks as this role; the connection of the test stays as it is."""
    lijnen = []

    def wissel(rol: str) -> None:
        lijn = connection.copy()
        lijn.settings_dict |= getattr(rollen_van_de_databank, rol)
        lijnen.append(lijn)
        monkeypatch.setattr(databankrollen, "connection", lijn)

    yield wissel
    for lijn in lijnen:
        lijn.close()


def test_de_eigenaar_is_te_sterk(verbonden_als):
    verbonden_als("eigenaar")
    assert databankrollen.is_te_sterk()
    verbonden_als("toepassing")
    assert not databankrollen.is_te_sterk()


def test_het_webproces_start_niet_als_een_te_sterke_rol(verbonden_als, monkeypatch):
    monkeypatch.setattr("django.core.wsgi.get_wsgi_application", object)
    verbonden_als("eigenaar")
    with pytest.raises(ImproperlyConfigured, match=r"docs/beheer/databank\.md"):
        runpy.run_module("config.wsgi")
    verbonden_als("toepassing")
    assert "application" in runpy.run_module("config.wsgi")


@pytest.mark.parametrize(
    ("zin", "te_sterk"),
    [
        ("SELECT 1", False),
        ("GRANT {eigenaar} TO zwak", True),
        ("GRANT {eigenaar} TO omweg", True),
        ("ALTER ROLE zwak SUPERUSER", True),
        ("ALTER ROLE omweg SUPERUSER", True),
        ("ALTER ROLE zwak BYPASSRLS", True),
        ("ALTER ROLE omweg BYPASSRLS", True),
    ],
)
def test_ook_wat_een_rol_kan_worden_telt(rollen_van_de_databank, zin, te_sterk):
    """A member of a role becomes it by SET ROLE. Tried as who rules the tests' own server."""
    databank = connection.settings_dict["NAME"]
    url = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(url, user="postgres", dbname=databank) as lijn:
        for eerst in ("CREATE ROLE zwak", "CREATE ROLE omweg", "GRANT omweg TO zwak", zin):
            lijn.execute(eerst.format(eigenaar=rollen_van_de_databank.eigenaar["USER"]))
        lijn.execute("SET LOCAL ROLE zwak")
        assert lijn.execute(databankrollen.TE_STERK).fetchone() == (te_sterk,)
        lijn.rollback()
