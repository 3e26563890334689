"""What the application's own role in the database can do beyond reading and writing rows."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

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
