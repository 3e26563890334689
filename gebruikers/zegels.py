"""Sealing the trail, and checking that nobody changed what was sealed."""

import datetime
import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import School, Zegel

logger = logging.getLogger(__name__)

# Each link with the spoorregel it seals, and what that says now.
SCHAKELS = """
    SELECT z.nummer, z.afdruk, z.inhoud, z.keten, r.id, r.tabel, r.rij, r.op, r.verzegeld,
           public.spoor_afdruk(r, z.inhoud), public.spoor_inhoud(r), r.gewist_op,
           (r.voor IS NULL AND r.na IS NULL AND r.reden = '' AND r.zout IS NULL),
           EXISTS (SELECT 1 FROM gebruikers_spoorregel g
                   WHERE g.rij = r.id AND g.tabel = 'gebruikers_spoorregel' AND g.wat = 'gewist'
                     AND g.school_id = r.school_id)
    FROM gebruikers_zegel z
    LEFT JOIN gebruikers_spoorregel r ON r.id = z.spoorregel AND r.school_id = z.school_id
    WHERE z.school_id = %s ORDER BY z.nummer
"""
# What says that it is sealed without a link, or was wiped while nothing tells of it.
LOS = """
    SELECT r.id, r.tabel, r.rij, r.op, r.verzegeld FROM gebruikers_spoorregel r
    WHERE r.school_id = %s AND (
        (r.verzegeld AND NOT EXISTS (SELECT 1 FROM gebruikers_zegel z WHERE z.spoorregel = r.id))
        OR (NOT r.verzegeld AND r.gewist_op IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM gebruikers_spoorregel g
            WHERE g.rij = r.id AND g.tabel = 'gebruikers_spoorregel' AND g.wat = 'gewist'
              AND g.school_id = r.school_id)))
    ORDER BY r.id LIMIT 1
"""


@dataclass(frozen=True)
class Breuk:
    """The first place where a chain does not close: number of the link, and which line."""

    nummer: int | None
    wat: str
    tabel: str = ""
    rij: int | None = None
    op: datetime.datetime | None = None

    def __str__(self) -> str:
        delen = [f"zegel {self.nummer}"] if self.nummer else []
        if self.tabel:
            delen.append(f"tabel {self.tabel}, rij {self.rij}")
        if self.op:
            delen.append(date_format(timezone.localtime(self.op), "j F Y, H.i"))
        return f"{self.wat} ({', '.join(delen)})" if delen else self.wat


def verzegel(school_id: int) -> int:
    """Seal what was committed since the last round; how many lines. Late rows come in a later
    round: the order of the chain is the number of the seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.spoor_verzegel(%s)", [school_id])
        return cursor.fetchone()[0]


def verzegel_alles(scholen: list[int]) -> None:
    """One school that fails does not keep the others."""
    for school_id in scholen:
        try:
            verzegel(school_id)
        except Exception:
            logger.exception("het spoor van school %s kon niet verzegeld worden", school_id)


def koppen() -> dict:
    """The last link of each school: whoever keeps this elsewhere can prove what was there."""
    scholen = dict(School.objects.values_list("pk", "code"))
    laatste = Zegel.objects.order_by("school", "-nummer").distinct("school")
    rijen = laatste.values("school", "nummer", "keten", "op")
    return {
        "op": timezone.now().isoformat(),
        "koppen": [
            {
                "school": scholen[rij["school"]],
                "nummer": rij["nummer"],
                "keten": rij["keten"],
                "op": rij["op"].isoformat(),
            }
            for rij in rijen
        ],
    }


def schrijf_koppen() -> Path:
    """Today's heads, in a file of their own that is never written again."""
    pad = Path(settings.SPOOR_DIR) / f"koppen-{timezone.localdate().isoformat()}.json"
    pad.parent.mkdir(parents=True, exist_ok=True)
    if not pad.exists():
        half = pad.with_suffix(".half")
        half.write_text(json.dumps(koppen(), indent=2) + "\n")
        half.replace(pad)
    return pad


def controleer(school: School, kop: dict | None = None) -> tuple[int, Breuk | None]:
    """How many links close, and the first that does not. `kop`: a head that was exported."""
    aantal, keten = 0, ""
    for nummer, schakel in _schakels(school.pk):
        keten = hashlib.sha256(f"{keten}{schakel['afdruk']}".encode()).hexdigest()
        if breuk := _breuk(aantal + 1, nummer, keten, schakel, kop):
            return aantal, breuk
        aantal += 1
    if kop and kop["nummer"] > aantal:
        wat = f"de keten is afgeknipt: er waren minstens {kop['nummer']} zegels"
        return aantal, Breuk(aantal + 1, wat)
    with connection.cursor() as cursor:
        cursor.execute(LOS, [school.pk])
        if los := cursor.fetchone():
            _, tabel, rij, op, verzegeld = los
            wat = "het zegel van deze regel is weg" if verzegeld else GEWIST_ZONDER
            return aantal, Breuk(None, wat, tabel, rij, op)
    return aantal, None


GEWIST_ZONDER = "de inhoud van deze regel is gewist zonder grafsteen"


def _schakels(school_id: int) -> Iterator[tuple[int, dict]]:
    namen = ("afdruk", "inhoud", "keten", "id", "tabel", "rij", "op", "verzegeld")
    namen += ("afdruk_nu", "inhoud_nu", "gewist_op", "leeg", "grafsteen")
    with connection.chunked_cursor() as cursor:
        cursor.execute(SCHAKELS, [school_id])
        for nummer, *rest in cursor:
            yield nummer, dict(zip(namen, rest, strict=True))


def _breuk(verwacht: int, nummer: int, keten: str, schakel: dict, kop: dict | None) -> Breuk | None:
    """What is wrong with this link, when something is."""
    waar = (schakel["tabel"] or "", schakel["rij"], schakel["op"])
    if nummer != verwacht:
        return Breuk(verwacht, "dit zegel is weg")
    if schakel["keten"] != keten:
        return Breuk(nummer, "dit zegel of een vorig zegel is veranderd", *waar)
    if kop and kop["nummer"] == nummer and kop["keten"] != keten:
        return Breuk(nummer, "dit zegel is niet wat bewaard werd: de keten is herschreven", *waar)
    if schakel["id"] is None:
        return Breuk(nummer, "de regel die hier verzegeld werd, is weg")
    if schakel["afdruk"] != schakel["afdruk_nu"]:
        return Breuk(nummer, "wie, wat of wanneer van deze regel is veranderd", *waar)
    if schakel["gewist_op"] and not schakel["grafsteen"]:
        return Breuk(nummer, GEWIST_ZONDER, *waar)
    gewist = schakel["gewist_op"] and schakel["leeg"]
    if schakel["inhoud"] != schakel["inhoud_nu"] and not gewist:
        return Breuk(nummer, "de inhoud van deze regel is veranderd", *waar)
    if not schakel["verzegeld"]:
        return Breuk(nummer, "deze regel is verzegeld maar zegt van niet", *waar)
    return None
