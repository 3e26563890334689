"""Lines of the trail as sentences: who changed what, when and why, in words that people use."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.apps import apps
from django.contrib.postgres.fields import DateRangeField
from django.db import connection, models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format, localize
from django.utils.text import Truncator
from psycopg import sql

from gebruikers.models import Gebruiker, Lidmaatschap, Spoorregel
from gebruikers.spoor import WEB, modellen_met_spoor

KORT = 90
LEEG = "leeg"
# What `str` of a row reads from other rows.
ERBIJ = {
    "gebruikers.Lidmaatschap": ("gebruiker",),
    "leerlingen.Betrokkene": ("leerling",),
    "leerlingen.KlasLeerkracht": ("gebruiker", "klas"),
    "trajecten.Traject": ("leerling",),
    "trajecten.Inschrijving": ("opleiding",),
    "trajecten.Teamlid": ("gebruiker",),
    "werkplekken.Erkenning": ("opleiding", "vestiging"),
    "werkplekken.OrganisatieMedewerker": ("gebruiker", "organisatie"),
    "werkplekken.Plaatsing": ("traject", "vestiging", "organisatie"),
    "werkplekken.Plaatsvervanger": ("mentor", "plaatsing"),
    "opleidingsplannen.Planregel": ("competentie",),
    "opleidingsplannen.Planvraag": ("plan",),
    "opleidingsplannen.Beoordeling": ("competentie",),
    "overeenkomsten.Tekenlink": ("ondertekenaar",),
    "overeenkomsten.Handtekening": ("ondertekenaar",),
}
# Columns that tell a reader nothing: the page says it already, or only the machine reads them.
STIL = {"id", "school_id", "traject_id", "aangemaakt_op", "gewijzigd_op", "sha256", "sleutel"}


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
    """One column: what it was and what it became; None where there was no row."""

    veld: str
    van: Waarde | None
    naar: Waarde | None


@dataclass(frozen=True)
class Zin:
    tekst: str
    delen: list[Deel]
    is_wijziging: bool = False


@dataclass(frozen=True)
class Groep:
    """What one request changed, by one person, for one reason."""

    op: datetime.datetime
    reden: str
    verzegeld: bool
    zinnen: list[Zin]


def in_zinnen(regels: Iterable[Spoorregel]) -> list[Groep]:
    """The lines, in their order, as groups of sentences. The number of queries does not depend on
    the number of lines."""
    regels = list(regels)
    namen = Namen(regels)
    return [
        Groep(
            op=samen[0].op,
            reden=samen[0].reden,
            verzegeld=all(regel.verzegeld for regel in samen),
            zinnen=[_zin(regel, namen) for regel in samen],
        )
        for samen in (list(rijen) for _, rijen in groupby(regels, _hoort_bij))
    ]


def _hoort_bij(regel: Spoorregel) -> tuple:
    return (regel.aanvraag or regel.pk, regel.gebruiker, regel.lid, regel.reden)


class Namen:
    """The names of all rows that some lines speak of, in a handful of queries: however many models
    there are, one round reads of all, and a next one what the names of those need."""

    def __init__(self, regels: list[Spoorregel]) -> None:
        self.modellen = {model._meta.db_table: model for model in modellen_met_spoor()}
        self.rijen: dict[type[models.Model], dict[int, models.Model]] = defaultdict(dict)
        nodig = defaultdict(set)
        for regel in regels:
            nodig[Gebruiker].add(regel.gebruiker)
            nodig[Lidmaatschap].add(regel.lid)
            nodig[self.modellen[regel.tabel]].add(regel.rij)
            for veld in self.velden(regel):
                if veld.is_relation:
                    beide = (regel.voor or {}, regel.na or {})
                    nodig[veld.related_model] |= {waarden.get(veld.column) for waarden in beide}
        while nodig := {m: pks - {None} for m, pks in nodig.items() if pks - {None}}:
            nodig = self._lees(nodig)
        self._verbind()

    def velden(self, regel: Spoorregel) -> list[models.Field]:
        """The columns to speak of, in the order of the model."""
        kolommen = {*(regel.voor or {}), *(regel.na or {})} - STIL
        return [v for v in self.modellen[regel.tabel]._meta.fields if v.column in kolommen]

    def _lees(self, nodig: dict[type[models.Model], set[int]]) -> dict:
        """Read these rows in one query. What their names need and was not read yet."""
        een = "SELECT {label}, id, to_jsonb(t) - 'password' FROM {tabel} t WHERE id = ANY({pks})"
        delen = [
            sql.SQL(een).format(
                label=model._meta.label, tabel=sql.Identifier(model._meta.db_table), pks=list(pks)
            )
            for model, pks in nodig.items()
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(" UNION ALL ").join(delen))
            for label, pk, kolommen in cursor.fetchall():
                model = apps.get_model(label)
                self.rijen[model][pk] = _als_rij(model, json.loads(kolommen))
        erbij = defaultdict(set)
        for model in nodig:
            for naam in ERBIJ.get(model._meta.label, ()):
                veld = model._meta.get_field(naam)
                pks = {getattr(rij, veld.attname) for rij in self.rijen[model].values()}
                erbij[veld.related_model] |= pks - self.rijen[veld.related_model].keys()
        return erbij

    def _verbind(self) -> None:
        """Give each row what its name needs. One that misses that has no name either."""
        while zonder := [rij for rij in self._erbij() if None in rij[2].values()]:
            for rijen, pk, _ in zonder:
                del rijen[pk]
        for rijen, pk, erbij in self._erbij():
            for naam, ander in erbij.items():
                setattr(rijen[pk], naam, ander)

    def _erbij(self) -> Iterator[tuple[dict[int, models.Model], int, dict]]:
        """Each row, where it stands, with what its name needs; None for what is not there."""
        for model, rijen in list(self.rijen.items()):
            velden = [model._meta.get_field(n) for n in ERBIJ.get(model._meta.label, ())]
            for pk, rij in rijen.items():
                yield (
                    rijen,
                    pk,
                    {
                        veld.name: self.rijen[veld.related_model].get(sleutel)
                        for veld in velden
                        if (sleutel := getattr(rij, veld.attname)) is not None
                    },
                )

    def van(self, model: type[models.Model], pk: int) -> str:
        rij = self.rijen[model].get(pk)
        if rij is None:
            return "een verwijderd account" if model is Gebruiker else "intussen verwijderd"
        return self._lid(rij) if model is Lidmaatschap else str(rij)

    def _lid(self, lid: Lidmaatschap) -> str:
        return f"{lid.gebruiker}, {lid.get_rol_display().lower()}"

    def wie(self, regel: Spoorregel) -> str:
        if regel.gebruiker is None:
            van_buiten = regel.aanvraag.startswith(f"{WEB} ")
            return "iemand die niet aangemeld was" if van_buiten else "het systeem"
        wie = self.van(Gebruiker, regel.gebruiker)
        if regel.lid in self.rijen[Lidmaatschap]:
            wie = f"{self.van(Lidmaatschap, regel.lid)},"
        return wie

    def wat(self, regel: Spoorregel) -> str:
        """The kind of the row and its name, not said twice."""
        model = self.modellen[regel.tabel]
        soort, naam = model._meta.verbose_name, self.van(model, regel.rij)
        if regel.rij not in self.rijen[model]:
            return f"{soort} ({naam})" if regel.wat != Spoorregel.Wat.WEG else soort
        begin = soort.split()[0]
        return naam if naam.startswith(begin) else f"{soort} “{naam}”"


def _als_rij(model: type[models.Model], kolommen: dict) -> models.Model:
    """A row to name, not to save."""
    dagen = (models.DateField, models.TimeField)
    return model(
        **{
            veld.attname: veld.to_python(ruw) if isinstance(veld, dagen) else ruw
            for veld in model._meta.fields
            if (ruw := kolommen.get(veld.column)) is not None
        }
    )


def _zin(regel: Spoorregel, namen: Namen) -> Zin:
    dag = date_format(timezone.localtime(regel.op), "j F Y")
    wie, wat = namen.wie(regel), namen.wat(regel)
    if regel.gewist_op:
        gewist = date_format(timezone.localtime(regel.gewist_op), "j F Y")
        tekst = f"Op {dag} veranderde {wie} {wat}. De inhoud hiervan is gewist op {gewist}."
        return Zin(tekst, [])
    delen = [_deel(regel, veld, namen) for veld in namen.velden(regel)]
    if regel.wat == Spoorregel.Wat.GEWIJZIGD:
        if not delen:
            return Zin(f"Op {dag} bewaarde {wie} {wat} opnieuw.", [])
        return Zin(f"Op {dag} wijzigde {wie} {wat}:", delen, is_wijziging=True)
    delen = [deel for deel in delen if (deel.van or deel.naar).kort != LEEG]
    if regel.wat == Spoorregel.Wat.NIEUW:
        return Zin(f"Op {dag} voegde {wie} {wat} toe.", delen)
    return Zin(f"Op {dag} verwijderde {wie} {wat}.", delen)


def _deel(regel: Spoorregel, veld: models.Field, namen: Namen) -> Deel:
    van, naar = (
        None if waarden is None else Waarde.van(in_woorden(veld, waarden[veld.column], namen))
        for waarden in (regel.voor, regel.na)
    )
    return Deel(veld.verbose_name, van, naar)


def in_woorden(veld: models.Field, ruw: object, namen: Namen) -> str:
    """A value of this field, as the trail keeps it, in words."""
    if ruw is None or ruw == "":
        return LEEG
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
    tot -= datetime.timedelta(days=1)
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
