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
# How the name of a request begins, beside those of tasks.
WEB = "web"
# Models with a school that leave no trail, and why.
ZONDER_SPOOR = {
    "gebruikers.Spoorregel": "is the trail",
    "gebruikers.Zegel": "seals the trail",
    "gebruikers.Bericht": "is itself what was sent; its text holds codes and links until then",
    "trajecten.Inzage": "is itself a trail: who looked",
    "trajecten.Termijn": "follows from other rows, each with a trail of its own",
    "trajecten.Herinnering": "is itself what was told, to whom and when",
    "overeenkomsten.Loketlijst": "is wiped after days; what is taken over is in the trail of the "
    "agreement",
    "gebruikers.Opdracht": "counts its own progress; what it does to a file is in the trail",
}
# Columns that never stand in `voor` and `na`, in any table, and why.
NOOIT = {
    "zoeknaam": "follows from the name",
    "token_hash": "secret",
    "keek_op": "when somebody looked at their own page is nobody's business",
    "keek_eerder_op": "likewise",
    "voorbeeld": "names learners of an upload, and is wiped after days",
    "uitkomst": "likewise; what a jaarwissel did to a learner is in that learner's own trail",
    "stappen": "stands in the trail row by row, and is wiped after a week",
}
# How a path ends that goes to the learner rather than to one traject.
VAN_LEERLING = "trajecten"


def reden(tekst: str) -> AbstractContextManager[None]:
    """Within: what changes, changes for this reason."""
    return muur.instellingen(reden=tekst.strip()[:500])


def namens(lid) -> AbstractContextManager[None]:
    """Within: what changes is done for this Lidmaatschap, in a task that it asked for."""
    gebruiker, pk = (lid.gebruiker_id, lid.pk) if lid else ("", "")
    return muur.instellingen(gebruiker=str(gebruiker), lid=str(pk))


def gewijzigd_in(aanvraag: str) -> models.QuerySet:
    """What this request or task changed, of the schools that are open. Only while it is at work, or
    just after: of what is sealed, which takes a minute, nothing."""
    spoorregels = apps.get_model("gebruikers.Spoorregel").objects
    return spoorregels.filter(verzegeld=False, aanvraag=aanvraag).order_by("pk")


def stand(school_id: int) -> str:
    """Another one after a change of a row of this school, for what is remembered until then. Of two
    changes at once, the one that is numbered first may be there last and go unseen: remember for a
    minute at most."""
    spoorregel, zegel = apps.get_model("gebruikers.Spoorregel"), apps.get_model("gebruikers.Zegel")
    nieuw = spoorregel.objects.filter(school=school_id, verzegeld=False).order_by("-pk")
    oud = zegel.objects.filter(school=school_id).order_by("-nummer")
    laatste = nieuw.values_list("pk", flat=True)[:1].union(
        oud.values_list("spoorregel")[:1], all=True
    )
    return "-".join(map(str, laatste))


def modellen_met_spoor() -> list[type[models.Model]]:
    """Every model that leaves a trail: School, and each with a school of its own."""
    modellen = [apps.get_model("gebruikers.School"), *muur.modellen_achter_de_muur()]
    return [model for model in modellen if model._meta.label not in ZONDER_SPOOR]


def argumenten_van(model: type[models.Model]) -> list[str]:
    """What the trigger of this model's table is told; spoor.sql says what each is."""
    kolommen = {veld.column for veld in model._meta.fields}
    school = "school_id" if "school_id" in kolommen else "id"
    zaak = _weg_naar_zaak(model, getattr(model, "PAD_NAAR_TRAJECT", ""))
    return [school, *zaak, *sorted(NOOIT.keys() & kolommen)]


def _weg_naar_zaak(model: type[models.Model], pad: str) -> tuple[str, str, str]:
    """The column that the path begins with, the query that goes on from its value ($1), and where
    it ends: at a traject or at a learner. All empty for what is of no case."""
    if not pad:
        return "", "", ""
    stappen = pad.split("__")
    doel = "leerling" if stappen[-1] == VAN_LEERLING else "traject"
    if doel == "leerling":
        stappen.pop()
    veld = model._meta.get_field(stappen[0]) if stappen and pad != "pk" else model._meta.pk
    kolom, vraag = veld.column, "$1"
    for stap in stappen[1:]:
        verder = veld.related_model._meta.get_field(stap)
        tabel = veld.related_model._meta.db_table
        vraag = f"(SELECT {verder.column} FROM public.{tabel} WHERE id = {vraag})"
        veld = verder
    return kolom, f"SELECT {vraag}" if vraag != "$1" else "", doel


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
