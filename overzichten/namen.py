"""The names of all rows that some lines of the trail speak of, in a handful of queries."""

import json
from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from gebruikers.models import Gebruiker, Lidmaatschap, Spoorregel
from gebruikers.spoor import WEB, modellen_met_spoor
from overzichten.onderwerpen import STIL, Onderwerp, onderwerp_van

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
    "overeenkomsten.Beeindiging": ("overeenkomst",),
    "overeenkomsten.Wijziging": ("overeenkomst",),
    "overeenkomsten.Formaliteitdag": ("formaliteit",),
    "overeenkomsten.Tekenlink": ("ondertekenaar",),
    "overeenkomsten.Handtekening": ("ondertekenaar",),
}


SYSTEEM = "Het systeem"
NIET_AANGEMELD = "Iemand (niet aangemeld)"
VERWIJDERD_ACCOUNT = "Iemand (account verwijderd)"
NIEUW, WEG = Spoorregel.Wat.NIEUW, Spoorregel.Wat.WEG
HEEL = (NIEUW, WEG)  # these lines hold the whole row: what is gone by now still has its name


class Namen:
    """The names of all rows that some lines speak of, in a handful of queries: however many models
    there are, one round reads of all, and a next one what the names of those need."""

    def __init__(self, regels: list[Spoorregel]) -> None:
        self.modellen = {model._meta.db_table: model for model in modellen_met_spoor()}
        self.rijen: dict[type[models.Model], dict[int, models.Model]] = defaultdict(dict)
        self.heel: dict[type[models.Model], dict[int, dict]] = defaultdict(dict)
        nodig = defaultdict(set)
        for regel in regels:
            nodig[Gebruiker].add(regel.gebruiker)
            nodig[Lidmaatschap].add(regel.lid)
            nodig[self.modellen[regel.tabel]].add(regel.rij)
            for veld in self.velden(regel):
                if veld.is_relation:
                    beide = (regel.voor or {}, regel.na or {})
                    nodig[veld.related_model] |= {waarden.get(veld.column) for waarden in beide}
            if (heel := regel.na if regel.wat == NIEUW else regel.voor) and regel.wat in HEEL:
                self.heel[self.modellen[regel.tabel]][regel.rij] = heel
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
        for model, pks in nodig.items():
            for pk in pks & self.heel[model].keys() - self.rijen[model].keys():
                self.rijen[model][pk] = _als_rij(model, self.heel[model][pk])
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
            return VERWIJDERD_ACCOUNT if model is Gebruiker else "intussen verwijderd"
        return self._lid(rij) if model is Lidmaatschap else str(rij)

    def _lid(self, lid: Lidmaatschap) -> str:
        return f"{lid.gebruiker} ({lid.get_rol_display().lower()})"

    def wie(self, regel: Spoorregel) -> str:
        """Who did it, as a sentence begins."""
        if regel.gebruiker is None:
            return NIET_AANGEMELD if regel.aanvraag.startswith(f"{WEB} ") else SYSTEEM
        if regel.lid in self.rijen[Lidmaatschap]:
            return self.van(Lidmaatschap, regel.lid)
        return self.van(Gebruiker, regel.gebruiker)

    def wat(self, regel: Spoorregel) -> str:
        """The row by its name, or as much as is left of that."""
        model = self.modellen[regel.tabel]
        onderwerp, rij = onderwerp_van(model), self.rijen[model].get(regel.rij)
        if rij is None:
            return f"een {onderwerp.enkel} (intussen verwijderd)"
        return onderwerp.een(str(onderwerp.naam(rij)))

    def onderwerp(self, regel: Spoorregel) -> Onderwerp:
        return onderwerp_van(self.modellen[regel.tabel])


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
