"""The trail: the database itself writes down every change of a row (docs/besluiten/0014).

A trigger on each table with a school appends a Spoorregel, whatever the way a row is changed: the
ORM, a bulk update or SQL by hand. Who does it, as whom, why and in which request stand in settings
of the connection, written here and by gebruikers/muur.py.
"""

from contextlib import AbstractContextManager
from pathlib import Path

from django.apps import apps
from django.db import models
from psycopg import sql

from gebruikers import muur

FUNCTIES = Path(__file__).with_name("spoor.sql").read_text()
# Not for the application role.
ALLEEN_EIGENAAR = ("spoor_grafsteen(bigint, text)",)
# How the name of a request begins, beside those of tasks.
WEB = "web"
# Models with a school that leave no trail, and why.
ZONDER_SPOOR = {
    "gebruikers.Spoorregel": "is the trail",
    "gebruikers.Zegel": "seals the trail",
    "gebruikers.Bericht": "is itself what was sent; its text holds codes and links until then",
    "trajecten.Inzage": "is itself a trail: who looked",
    "gebruikers.Opdracht": "counts its own progress; what it does to a file is in the trail",
}
# Columns that never stand in `voor` and `na`, in any table, and why.
NOOIT = {
    "zoeknaam": "follows from the name",
    "token_hash": "secret",
    "voorbeeld": "names learners of an upload, and is wiped after days",
    "uitkomst": "likewise",
}
# Paths to a traject that go through the learner: the column that says which.
VAN_LEERLING = {"trajecten": "id", "leerling__trajecten": "leerling_id"}


def reden(tekst: str) -> AbstractContextManager[None]:
    """Within: what changes, changes for this reason."""
    return muur.instellingen(reden=tekst.strip()[:500])


def namens(lid) -> AbstractContextManager[None]:
    """Within: what changes is done for this Lidmaatschap, in a task that it asked for."""
    gebruiker, pk = (lid.gebruiker_id, lid.pk) if lid else ("", "")
    return muur.instellingen(gebruiker=str(gebruiker), lid=str(pk))


def modellen_met_spoor() -> list[type[models.Model]]:
    """Every model that leaves a trail: School, and each with a school of its own."""
    modellen = [apps.get_model("gebruikers.School"), *muur.modellen_achter_de_muur()]
    return [model for model in modellen if model._meta.label not in ZONDER_SPOOR]


def argumenten_van(model: type[models.Model]) -> list[str]:
    """What the trigger of this model's table is told; spoor.sql says what each is."""
    kolommen = {veld.column for veld in model._meta.fields}
    school = "school_id" if "school_id" in kolommen else "id"
    traject, vraag, leerling = "", "", ""
    pad = getattr(model, "PAD_NAAR_TRAJECT", "")
    if pad == "pk":
        traject = "id"
    elif pad in VAN_LEERLING:
        leerling = VAN_LEERLING[pad]
    elif pad:
        traject, vraag = _weg_naar_traject(model, pad)
    return [school, traject, vraag, leerling, *sorted(NOOIT.keys() & kolommen)]


def _weg_naar_traject(model: type[models.Model], pad: str) -> tuple[str, str]:
    """The column that the path begins with, and the query that goes on from its value ($1)."""
    begin, *stappen = pad.split("__")
    veld, vraag = model._meta.get_field(begin), "$1"
    kolom = veld.column
    for stap in stappen:
        verder = veld.related_model._meta.get_field(stap)
        tabel = veld.related_model._meta.db_table
        vraag = f"(SELECT {verder.column} FROM public.{tabel} WHERE id = {vraag})"
        veld = verder
    return kolom, f"SELECT {vraag}" if stappen else ""


def bouw(cursor) -> None:
    """Make the functions anew, as owner, and raise each trigger that is not there as it should."""
    cursor.execute(
        "SELECT c.relname, obj_description(t.oid, 'pg_trigger') FROM pg_class c "
        "LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = 'spoor' "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
    )
    staat = dict(cursor.fetchall())
    if apps.get_model("gebruikers.Zegel")._meta.db_table not in staat:
        return
    cursor.execute(FUNCTIES)
    for model in modellen_met_spoor():
        tabel, argumenten = model._meta.db_table, argumenten_van(model)
        if tabel in staat and staat[tabel] != str(argumenten):
            _zet_trigger(cursor, tabel, argumenten)


def _zet_trigger(cursor, tabel: str, argumenten: list[str]) -> None:
    delen = {
        "tabel": sql.Identifier(tabel),
        "argumenten": sql.SQL(", ").join(map(sql.Literal, argumenten)),
        "tekst": sql.Literal(str(argumenten)),
    }
    for zin in (
        "CREATE OR REPLACE TRIGGER spoor AFTER INSERT OR UPDATE OR DELETE ON {tabel} "
        "FOR EACH ROW EXECUTE FUNCTION public.spoor_schrijf({argumenten})",
        "COMMENT ON TRIGGER spoor ON {tabel} IS {tekst}",
    ):
        cursor.execute(sql.SQL(zin).format(**delen))
