"""The wall between schools, kept by PostgreSQL itself: the second line behind zicht.

Every table with a `school` has a policy (row-level security) that shows the application only rows
of the schools that are open. Which those are, and who looks, stands in settings of the connection
that only this module and gebruikers/spoor.py write. Nothing open: no rows. The owner of the tables
is not bound, so migrations and backups see everything.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from uuid import uuid4

from celery import current_task, shared_task
from django.apps import apps
from django.db import connection, models
from django.utils import timezone
from psycopg import sql
from psycopg.pq import TransactionStatus

from gebruikers.feiten import meld_werk_gedaan

# One school more; as whom one acts stays what it is when nothing is given.
OOK = """
    SELECT set_config('app.scholen',
        concat_ws(',', nullif(current_setting('app.scholen', true), ''), %(school)s), %(lokaal)s),
        set_config('app.lid',
        coalesce(%(lid)s, current_setting('app.lid', true), ''), %(lokaal)s)
"""
# (SELECT …): read once a query, not once a row.
SCHOLEN = (
    "(SELECT string_to_array(nullif(current_setting('app.scholen', true), ''), ','))::bigint[]"
)
GEBRUIKER = "(SELECT nullif(current_setting('app.gebruiker', true), '')::bigint)"


@contextmanager
def instellingen(**waarden: str) -> Iterator[None]:
    """Within: these settings of the connection (`app.<name>`); after it what they were.

    In a transaction a setting ends with it at the latest.
    """
    eerder = _zet(waarden)
    try:
        yield
    finally:
        if not _wordt_teruggedraaid():  # that brings the earlier setting back by itself
            _zet(eerder)


@contextmanager
def open_voor(
    *scholen: int, gebruiker: int | None = None, aanvraag: str | None = None
) -> Iterator[None]:
    """Within: these schools (primary keys) are open, and `gebruiker` sees their own memberships
    and invitations. `aanvraag` names the request or the task, for the trail; else it is still the
    same one."""
    waarden = {"scholen": ",".join(map(str, scholen)), "gebruiker": str(gebruiker or ""), "lid": ""}
    if aanvraag is not None:
        waarden["aanvraag"] = aanvraag
    with instellingen(**waarden):
        yield


def open_ook(school_id: int, lid: int | None = None) -> None:
    """One school more, until the `open_voor` around this ends; who acts does so as this `lid`."""
    waarden = {"school": str(school_id), "lid": lid and str(lid)}
    with connection.cursor() as cursor:
        cursor.execute(OOK, waarden | {"lokaal": connection.in_atomic_block})


def open_achter(opzoeker: str, geheim: str) -> None:
    """The school that a secret leads to, as a function of the database finds it (migrations:
    SECURITY DEFINER), so that who has the link gets in and who has not learns nothing."""
    for school_id in _zoek_op(opzoeker, geheim):
        open_ook(school_id)


def scholen_van(gebruiker_id: int) -> list[int]:
    """Where a person has a role, now or later, or may still accept one: for what happens to the
    account as a whole. It opens none of them."""
    return _zoek_op("scholen_van_gebruiker", gebruiker_id, timezone.localdate())


def _zoek_op(opzoeker: str, *waarden) -> list[int]:
    vraag = sql.SQL("SELECT {}({})").format(
        sql.Identifier(opzoeker), sql.SQL(", ").join([sql.Placeholder()] * len(waarden))
    )
    with connection.cursor() as cursor:
        cursor.execute(vraag, waarden)
        return [rij[0] for rij in cursor.fetchall() if rij[0]]


def alle_scholen() -> list[int]:
    """For a sweep, which looks for work at every school at once."""
    return list(apps.get_model("gebruikers.School").objects.values_list("pk", flat=True))


def schooltaak(functie: Callable) -> Callable:
    """A Celery task `(school_id, *args)` that opens this school for the length of its work; None
    for a row that is of no school."""

    naam = f"{functie.__module__}.{functie.__name__}"

    @shared_task(name=naam)
    @wraps(functie)
    def taak(school_id: int | None, *args) -> None:
        with _aan_het_werk(naam, *[pk for pk in [school_id] if pk]):
            functie(*args)

    return taak


def overal(functie: Callable) -> Callable:
    """A Celery task that looks at every school: a sweep."""

    naam = f"{functie.__module__}.{functie.__name__}"

    @shared_task(name=naam)
    @wraps(functie)
    def taak() -> None:
        with _aan_het_werk(naam, *alle_scholen()):
            functie()

    return taak


@contextmanager
def _aan_het_werk(taak: str, *scholen: int) -> Iterator[None]:
    """Within: these schools are open to this task; what it changed is told at the end."""
    aanvraag = _aanvraag(taak)
    with open_voor(*scholen, aanvraag=aanvraag):
        yield
        meld_werk_gedaan(aanvraag)


def _aanvraag(taak: str) -> str:
    """The task that runs now: its name and number."""
    nummer = current_task.request.id if current_task else None
    return f"{taak} {nummer or uuid4()}"


def _zet(waarden: dict[str, str]) -> dict[str, str]:
    """Read and set in one go: what they were comes back."""
    lees = ", ".join(f"coalesce(current_setting('app.{n}', true), '') AS {n}" for n in waarden)
    zet = ", ".join(f"set_config('app.{n}', %s, %s)" for n in waarden)
    lokaal = connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH eerder AS MATERIALIZED (SELECT {lees}) SELECT eerder.*, {zet} FROM eerder",
            [deel for waarde in waarden.values() for deel in (waarde, lokaal)],
        )
        return dict(zip(waarden, cursor.fetchone(), strict=False))


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
