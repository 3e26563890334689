"""Two database roles: the owner migrates; the application reads and writes and owns nothing."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from gebruikers import muur, spoor

# What COMMENT ON FUNCTION says of one that the application may call.
VOOR_DE_TOEPASSING = "voor de toepassing"
# Also what the role is a member of counts: SET ROLE makes it so.
TE_STERK = """
    SELECT EXISTS (SELECT 1 FROM pg_roles r WHERE (r.rolsuper OR r.rolbypassrls)
                   AND pg_has_role(current_user, r.oid, 'MEMBER'))
        OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'
                   AND pg_has_role(current_user, c.relowner, 'MEMBER'))
"""


def is_te_sterk() -> bool:
    """Whether the present database role owns tables or may bypass row-level security, or may
    become one that does."""
    with connection.cursor() as cursor:
        cursor.execute(TE_STERK)
        return cursor.fetchone()[0]


def controleer_toepassingsrol() -> None:
    """Raise ImproperlyConfigured when the application would run as too strong a role."""
    if is_te_sterk():
        raise ImproperlyConfigured(
            "DATABASE_URL wijst naar een rol die tabellen bezit of alles mag. "
            "Geef de toepassing een eigen rol zonder bezit; zie docs/beheer/databank.md."
        )
    connection.close()


def verleen_rechten(sender, using: str, **kwargs) -> None:
    """After migrate, as owner: rights for the application role; append-only tables only grow, the
    trail only by its triggers; and the wall between schools."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == settings.TOEPASSINGSROL:
            return
        with transaction.atomic():  # no moment in which the application may do more than it should
            spoor.bouw(cursor)
            _verleen(cursor, connection.ops.quote_name(settings.TOEPASSINGSROL))
            muur.bouw(cursor)


def _verleen(cursor, rol: str) -> None:
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {rol}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {rol}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {rol}")
    cursor.execute(f"REVOKE ALL ON django_migrations FROM {rol}")
    cursor.execute(f"GRANT SELECT ON django_migrations TO {rol}")
    _verleen_functies(cursor, rol)
    bestaand = set(connection.introspection.table_names(cursor))
    for model in apps.get_models():
        tabel = model._meta.db_table
        if tabel not in bestaand:
            continue
        naam = connection.ops.quote_name(tabel)
        if getattr(model, "alleen_toevoegen", False):
            cursor.execute(f"REVOKE UPDATE, DELETE ON {naam} FROM {rol}")
        if getattr(model, "alleen_lezen", False):
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {naam} FROM {rol}")


def _verleen_functies(cursor, rol: str) -> None:
    """Only what is meant for the application: many of ours run as owner. Nor may it make a table of
    its own, not even a temporary one, to hang such a function on or to stand in another's place."""
    cursor.execute(f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, {rol}")
    cursor.execute(
        "SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        "AND obj_description(oid, 'pg_proc') = %s",
        [VOOR_DE_TOEPASSING],
    )
    for (functie,) in cursor.fetchall():
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {functie} TO {rol}")
    databank = connection.ops.quote_name(connection.settings_dict["NAME"])
    cursor.execute(f"REVOKE TEMPORARY ON DATABASE {databank} FROM PUBLIC, {rol}")
