"""The wall between schools, kept by PostgreSQL itself: the second line behind zicht.

Every table with a `school` has a policy (row-level security) that shows the application only rows
of the schools that are open. Which those are, and who looks, stands in two settings of the
connection that only this module writes. Nothing open: no rows. The owner of the tables is not
bound, so migrations and backups see everything.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from celery import shared_task
from django.apps import apps
from django.db import connection, models
from psycopg import sql
from psycopg.pq import TransactionStatus

# Read and set in one go: the earlier values come back.
ZET = """
    WITH eerder AS MATERIALIZED (
        SELECT current_setting('app.gebruiker', true) AS gebruiker,
               current_setting('app.scholen', true) AS scholen)
    SELECT coalesce(gebruiker, ''), coalesce(scholen, ''),
           set_config('app.gebruiker', %s, %s), set_config('app.scholen', %s, %s)
    FROM eerder
"""
OOK = """
    SELECT set_config('app.scholen',
        concat_ws(',', nullif(current_setting('app.scholen', true), ''), %s), %s)
"""
# (SELECT …): read once a query, not once a row.
SCHOLEN = (
    "(SELECT string_to_array(nullif(current_setting('app.scholen', true), ''), ','))::bigint[]"
)
GEBRUIKER = "(SELECT nullif(current_setting('app.gebruiker', true), '')::bigint)"


@contextmanager
def open_voor(*scholen: int, gebruiker: int | None = None) -> Iterator[None]:
    """Within: these schools (primary keys) are open, and `gebruiker` sees their own memberships
    and invitations.

    In a transaction the setting ends with it at the latest.
    """
    eerder = _zet(str(gebruiker or ""), ",".join(map(str, scholen)))
    try:
        yield
    finally:
        if not _wordt_teruggedraaid():  # that brings the earlier setting back by itself
            _zet(*eerder)


def open_ook(school_id: int) -> None:
    """One school more, until the `open_voor` around this ends."""
    with connection.cursor() as cursor:
        cursor.execute(OOK, [str(school_id), connection.in_atomic_block])


def open_achter(opzoeker: str, geheim: str) -> None:
    """The school that a secret leads to, as a function of the database finds it (migrations:
    SECURITY DEFINER), so that who has the link gets in and who has not learns nothing."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}(%s)").format(sql.Identifier(opzoeker)), [geheim])
        scholen = [rij[0] for rij in cursor.fetchall() if rij[0]]
    for school_id in scholen:
        open_ook(school_id)


def alle_scholen() -> list[int]:
    """For a sweep, which looks for work at every school at once."""
    return list(apps.get_model("gebruikers.School").objects.values_list("pk", flat=True))


def schooltaak(functie: Callable) -> Callable:
    """A Celery task `(school_id, *args)` that opens this school for the length of its work; None
    for a row that is of no school."""

    @shared_task(name=f"{functie.__module__}.{functie.__name__}")
    @wraps(functie)
    def taak(school_id: int | None, *args) -> None:
        with open_voor(*[pk for pk in [school_id] if pk]):
            functie(*args)

    return taak


def overal(functie: Callable) -> Callable:
    """A Celery task that looks at every school: a sweep."""

    @shared_task(name=f"{functie.__module__}.{functie.__name__}")
    @wraps(functie)
    def taak() -> None:
        with open_voor(*alle_scholen()):
            functie()

    return taak


def _zet(gebruiker: str, scholen: str) -> tuple[str, str]:
    """Set both; what they were comes back."""
    lokaal = connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(ZET, [gebruiker, lokaal, scholen, lokaal])
        return cursor.fetchone()[:2]


def _wordt_teruggedraaid() -> bool:
    staat = connection.connection.info.transaction_status
    return connection.needs_rollback or staat == TransactionStatus.INERROR


def modellen_achter_de_muur() -> list[type[models.Model]]:
    """Every model with a school of its own."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if any(veld.name == "school" for veld in model._meta.fields)
    ]


def beleid_van(model: type[models.Model]) -> dict[str, str]:
    """The policies of a model's table: name → what PostgreSQL is told after ON <table>."""
    zien = f"school_id = ANY ({SCHOLEN})"
    if model._meta.get_field("school").null:  # of a person, of no school: a mailed code
        zien += " OR school_id IS NULL"
    beleid = {"muur": f"USING ({zien})"}
    if eigen := getattr(model, "EIGEN_VAN_GEBRUIKER", ""):
        # How a school is chosen: who looks sees what is their own, everywhere.
        beleid["muur_eigen"] = f"FOR SELECT USING ({eigen} = {GEBRUIKER})"
    return beleid


def bouw(cursor) -> None:
    """Raise the wall, as owner: each table with a school gets the policies it has not yet."""
    cursor.execute(
        "SELECT c.relname, p.polname, obj_description(p.oid, 'pg_policy') "
        "FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
    )
    rijen = cursor.fetchall()
    tabellen, staat = {rij[0] for rij in rijen}, {rij[:2]: rij[2] for rij in rijen}
    for model in modellen_achter_de_muur():
        tabel = model._meta.db_table
        for naam, tekst in beleid_van(model).items():
            if tabel in tabellen and staat.get((tabel, naam)) != tekst:
                _zet_beleid(cursor, tabel, naam, tekst)


def _zet_beleid(cursor, tabel: str, naam: str, tekst: str) -> None:
    delen = {"tabel": sql.Identifier(tabel), "naam": sql.Identifier(naam)}
    for zin in (
        "ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY",
        "DROP POLICY IF EXISTS {naam} ON {tabel}",
        f"CREATE POLICY {{naam}} ON {{tabel}} {tekst}",
        "COMMENT ON POLICY {naam} ON {tabel} IS {tekst}",
    ):
        cursor.execute(sql.SQL(zin).format(**delen, tekst=sql.Literal(tekst)))
