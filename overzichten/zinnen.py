"""Lines of the trail as sentences: who changed what, when and why, in words that people use."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format, localize
from django.utils.text import Truncator

from gebruikers.models import Spoorregel
from gebruikers.periode import DAG
from overzichten.namen import Namen

KORT = 90
BIJ_NAAM = 3  # of so many each is named, of more it is told how many


@dataclass(frozen=True)
class Waarde:
    """A value in words; `heel` is the whole of what was too long."""

    kort: str
    heel: str = ""

    @classmethod
    def van(cls, tekst: str) -> "Waarde":
        kort = Truncator(tekst).chars(KORT)
        return cls(kort, tekst if kort != tekst else "")


@dataclass(frozen=True)
class Deel:
    """One column: what it was and what it became; None where there was nothing."""

    veld: str
    van: Waarde | None
    naar: Waarde | None


@dataclass(frozen=True)
class Stuk:
    """One row of a sentence that tells of several."""

    naam: str
    delen: list[Deel]


@dataclass(frozen=True)
class Zin:
    """What one person did with one record (`delen`), or with several of one kind (`stukken`)."""

    tekst: str
    delen: list[Deel] = field(default_factory=list)
    stukken: list[Stuk] = field(default_factory=list)
    is_wijziging: bool = False


@dataclass(frozen=True)
class Groep:
    """What one person changed in one go, for one reason."""

    van: datetime.datetime
    tot: datetime.datetime
    reden: str
    verzegeld: bool
    zinnen: list[Zin]


def in_zinnen(groepen: Iterable[list[Spoorregel]]) -> list[Groep]:
    """Lines that belong together, the newest first, as groups of sentences that tell them as they
    happened. The number of queries does not depend on the number of lines."""
    groepen = [_netto(groep) for groep in groepen]
    namen = Namen([regel for groep in groepen for regel in groep])
    return [
        Groep(
            van=groep[-1].op,
            tot=groep[0].op,
            reden=groep[0].reden,
            verzegeld=all(regel.verzegeld for regel in groep),
            zinnen=[_zin(regels, namen) for regels in _per_soort(groep)],
        )
        for groep in groepen
    ]


def _netto(groep: list[Spoorregel]) -> list[Spoorregel]:
    """What one request did to one row in several steps, as one: people saw the outcome only."""
    uit: list[Spoorregel] = []
    eerder: dict[tuple, Spoorregel] = {}
    for regel in reversed(groep):
        sleutel = (regel.aanvraag, regel.tabel, regel.rij, regel.gewist_op)
        vorige = eerder.get(sleutel)
        if vorige and regel.aanvraag and regel.na and regel.wat == Spoorregel.Wat.GEWIJZIGD:
            if vorige.voor is not None:
                vorige.voor = regel.voor | vorige.voor
            vorige.na = (vorige.na or {}) | regel.na
        else:
            eerder[sleutel] = regel
            uit.append(regel)
    return uit[::-1]


def _per_soort(groep: list[Spoorregel]) -> list[list[Spoorregel]]:
    """What happened in the same way to records of one kind is told in one sentence."""
    samen = defaultdict(list)
    for regel in reversed(groep):
        samen[regel.tabel, regel.wat, regel.gewist_op].append(regel)
    return list(samen.values())


def _zin(regels: list[Spoorregel], namen: Namen) -> Zin:
    eerste, onderwerp = regels[0], namen.onderwerp(regels[0])
    is_wijziging = eerste.wat == Spoorregel.Wat.GEWIJZIGD
    stukken = [Stuk(namen.wat(regel), _delen(regel, namen)) for regel in regels]
    rijen = {regel.rij: stuk.naam for regel, stuk in zip(regels, stukken, strict=True)}
    bij_naam = 1 if is_wijziging else BIJ_NAAM
    wat = _som_op([*rijen.values()]) if len(rijen) <= bij_naam else f"{len(rijen)} {onderwerp.meer}"
    doet = getattr(onderwerp, eerste.wat).format(wat)
    tekst = f"{namen.wie(eerste)} {doet}"
    if eerste.gewist_op:
        gewist = date_format(timezone.localtime(eerste.gewist_op), "j F Y")
        return Zin(f"{tekst}. De inhoud hiervan is gewist op {gewist}.")
    if len(stukken) > 1:
        return Zin(f"{tekst}.", stukken=stukken, is_wijziging=is_wijziging)
    delen = stukken[0].delen
    slot = ":" if is_wijziging and delen else "."
    return Zin(f"{tekst}{slot}", delen, is_wijziging=is_wijziging)


def _som_op(namen: list[str]) -> str:
    *begin, laatste = namen
    return f"{', '.join(begin)} en {laatste}" if begin else laatste


def _delen(regel: Spoorregel, namen: Namen) -> list[Deel]:
    """The columns that say something: not what is empty, or became again what it was."""
    delen = [_deel(regel, veld, namen) for veld in namen.velden(regel)]
    return [deel for deel in delen if deel.van != deel.naar]


def _deel(regel: Spoorregel, veld: models.Field, namen: Namen) -> Deel:
    van, naar = (
        Waarde.van(tekst)
        if waarden and (tekst := in_woorden(veld, waarden[veld.column], namen))
        else None
        for waarden in (regel.voor, regel.na)
    )
    return Deel(veld.verbose_name, van, naar)


def in_woorden(veld: models.Field, ruw: object, namen: Namen) -> str:
    """A value of this field, as the trail keeps it, in words; "" for nothing."""
    if ruw is None or ruw == "":
        return ""
    if isinstance(veld, ArrayField):
        return ", ".join(in_woorden(veld.base_field, deel, namen) for deel in ruw)
    if veld.is_relation:
        return namen.van(veld.related_model, ruw)
    if veld.choices:
        return str(dict(veld.flatchoices).get(ruw, ruw))
    if veld.column.endswith("_cent"):
        return f"€ {localize(Decimal(ruw) / 100)}"
    for soort, zeg in WOORDEN.items():
        if isinstance(veld, soort):
            return zeg(ruw)
    return str(ruw)


def _periode(ruw: str) -> str:
    """'[2026-09-01,2027-07-01)': the last day is the one before."""
    van, tot = (parse_date(dag) for dag in ruw[1:-1].split(","))
    tot -= DAG
    return f"{date_format(van, 'j F Y')} tot en met {date_format(tot, 'j F Y')}"


# The first that fits: a moment is a day too.
WOORDEN = {
    models.BooleanField: lambda ruw: "ja" if ruw else "nee",
    models.DateTimeField: lambda ruw: date_format(
        timezone.localtime(parse_datetime(ruw)), "j F Y, H.i"
    ),
    models.DateField: lambda ruw: date_format(parse_date(ruw), "j F Y"),
    models.TimeField: lambda ruw: date_format(parse_time(ruw), "H.i"),
    DateRangeField: _periode,
    models.DecimalField: lambda ruw: localize(Decimal(str(ruw))),
    models.JSONField: lambda ruw: json.dumps(ruw, ensure_ascii=False),
}
