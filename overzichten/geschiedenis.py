"""Whose history one may read, which lines of the trail belong to a record, and which together."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField, Model, Q, QuerySet, TextField, Value
from django.db.models.lookups import Exact

from begeleiding.models import Contactmoment
from gebruikers.models import Lidmaatschap, Spoorregel
from gebruikers.rollen import STAF, Rol
from gebruikers.spoor import modellen_met_spoor
from gebruikers.zicht import Recht, recht, rollen_met, soorten_van
from leerlingen.models import Betrokkene, Leerling, Samenvoeging
from opleidingsplannen.models import Opleidingsplan, Planakkoord, Planregel, Planvraag
from overeenkomsten.models import (
    Afwijking,
    Beeindiging,
    Formaliteitdag,
    Ondertekenaar,
    Overeenkomst,
    Uurroosterblok,
    Wijziging,
)
from overzichten.onderwerpen import STIL
from trajecten.models import Gebeurtenis, Traject
from werkplekken.models import (
    Erkenning,
    Mentor,
    Onderneming,
    Plaatsing,
    Plaatsvervanger,
    Vestiging,
)


@dataclass(frozen=True)
class Soort:
    """A kind of record with a history. `bij`: the path to what has a page, when the record has none
    of its own. `delen`: models of rows that are part of it, each with its foreign key to it."""

    model: type[Model]
    bij: str = ""
    delen: dict[type[Model], str] = field(default_factory=dict)


SOORTEN = {
    "leerling": Soort(Leerling),
    "betrokkene": Soort(Betrokkene, "leerling"),
    "traject": Soort(Traject),  # and all of the case: see regels_van
    "overeenkomst": Soort(
        Overeenkomst,
        delen={
            Uurroosterblok: "overeenkomst",
            Ondertekenaar: "overeenkomst",
            Beeindiging: "overeenkomst",
            Wijziging: "overeenkomst",
            Afwijking: "overeenkomst",
            Formaliteitdag: "overeenkomst",
        },
    ),
    "plan": Soort(
        Opleidingsplan, delen={Planregel: "plan", Planakkoord: "plan", Planvraag: "plan"}
    ),
    "plaatsing": Soort(Plaatsing, "traject", {Plaatsvervanger: "plaatsing"}),
    "contactmoment": Soort(Contactmoment, "traject"),
    "onderneming": Soort(Onderneming),
    "vestiging": Soort(Vestiging, "onderneming"),
    "erkenning": Soort(Erkenning, "vestiging__onderneming"),
    "mentor": Soort(Mentor, "vestiging__onderneming"),
}
# Who reads a line of the timeline depends on what it tells of, and it has a page of its own.
NIET_GETOOND = {Gebeurtenis}


def lezers_van(model: type[Model]) -> list[Rol]:
    """Roles that read what happened to a record of this model: who of the school writes that kind,
    and the coördinator, who answers for it."""
    soort = soorten_van(model)[0]
    schrijft = STAF & set(rollen_met(soort, Recht.SCHRIJF))
    return [rol for rol in rollen_met(soort) if rol in schrijft or rol == Rol.COORDINATOR]


def mag_geschiedenis(lid: Lidmaatschap | None, model: type[Model]) -> bool:
    return lid is not None and lid.rol in lezers_van(model)


def terug_naar(soort: Soort, rij: Model) -> str:
    """Where the record stands."""
    for stap in filter(None, soort.bij.split("__")):
        rij = getattr(rij, stap)
    return rij.get_absolute_url()


def regels_van(lid: Lidmaatschap, soort: Soort, rij: Model) -> QuerySet[Spoorregel]:
    """The lines about this record, newest first, as far as `lid` reads the kinds they are of; of a
    traject those of the whole case and of the learner. Of a row of one's own among rows of several
    kinds only what one did oneself: before that it may have been of a stricter kind."""
    regels = Spoorregel.objects.filter(_zegt_iets(), school=lid.school_id).order_by("-pk")
    leesbaar = _leesbaar(lid)
    if soort.model is Contactmoment and soort.model not in leesbaar and rij.is_van(lid):
        return regels.filter(tabel=_tabel(soort.model), rij=rij.pk, gebruiker=lid.gebruiker_id)
    regels = regels.filter(tabel__in=[_tabel(m) for m in leesbaar])
    if soort.model is Traject:
        eerder = Samenvoeging.objects.van_kracht().filter(leerling=rij.leerling_id, ouder=None)
        van_leerling = Q(leerling=rij.leerling_id) | Q(leerling__in=eerder.values("weg"))
        return regels.filter(Q(traject=rij.pk) | van_leerling)
    zelf = Q(tabel=_tabel(soort.model), rij=rij.pk)
    if soort.model in (Leerling, Betrokkene):
        zelf |= _samengevoegd(soort.model, rij)
    if not soort.delen:
        return regels.filter(zelf)
    for model, sleutel in soort.delen.items():
        zelf |= _deel(rij, model, model._meta.get_field(sleutel).column)
    return regels.filter(zelf, traject=rij.traject_id)


def _samengevoegd(model: type[Model], rij: Model) -> Q:
    """Lines about the rows that went up in this one, and about that merging and its undoing."""
    wie = {"leerling": rij.pk, "ouder": None} if model is Leerling else {"ouder": rij.pk}
    samen = Samenvoeging.objects.filter(**wie)
    weg = Q(tabel=_tabel(model), rij__in=samen.van_kracht().values("weg"))
    return weg | Q(tabel=_tabel(Samenvoeging), rij__in=samen.values("pk"))


def _zegt_iets() -> Q:
    """Of a change, other columns than those that tell a reader nothing."""
    stil = Value(sorted(STIL), output_field=ArrayField(TextField()))
    rest = Func(F("na"), stil, arg_joiner=" - ", template="(%(expressions)s)")
    rest.output_field = JSONField()
    gewijzigd = Q(wat=Spoorregel.Wat.GEWIJZIGD, gewist_op=None)
    return ~gewijzigd | ~Q(Exact(rest, Value({}, JSONField())))


def _deel(rij: Model, model: type[Model], kolom: str) -> Q:
    """Lines about rows of this model that were part of `rij`: the whole row stands in the line that
    made it, and in the one that took it away."""
    van_model = Q(tabel=_tabel(model), traject=rij.traject_id)
    heel = Q(**{f"na__{kolom}": rij.pk}) | Q(**{f"voor__{kolom}": rij.pk})
    return van_model & Q(rij__in=Spoorregel.objects.filter(van_model & heel).values("rij"))


def _leesbaar(lid: Lidmaatschap) -> list[type[Model]]:
    """Models whose kinds `lid` reads wholly: a line does not say of whose row it is, nor of which
    kind that was then."""
    return [
        model
        for model in modellen_met_spoor()
        if model not in NIET_GETOOND
        and all(_leest_alles(recht(lid, soort)) for soort in soorten_van(model))
    ]


def _leest_alles(mogen: Recht) -> bool:
    return Recht.LEES in mogen and not mogen & (Recht.EIGEN | Recht.GEDEELD)


def _tabel(model: type[Model]) -> str:
    return model._meta.db_table


# What somebody does once more within this time, belongs to what they were doing.
MEER_VAN_HETZELFDE = datetime.timedelta(minutes=15)
KERN = ("pk", "aanvraag", "gebruiker", "lid", "reden", "tabel", "wat", "op")
# So many lines are read to know which belong together; what came before them is found by date.
HOOGSTENS = 1000


def laatste(regels: QuerySet[Spoorregel]) -> tuple[list[list[int]], bool]:
    """The last of these by what belongs together, and whether there is more: then what belongs
    together lies wholly among them, or stands alone."""
    kern = list(regels.values_list(*KERN, named=True)[: HOOGSTENS + 1])
    groepen, meer = samen(kern), len(kern) > HOOGSTENS
    return (groepen[:-1] or groepen) if meer else groepen, meer


def samen(regels: Iterable) -> list[list[int]]:
    """These lines, the newest first, by what belongs together: what one request did, with what the
    same person did of the same kind just before."""
    groepen: list[list[int]] = []
    vorige = None
    for stap in _stappen(regels):
        if vorige and _gaat_verder(vorige, stap):
            groepen[-1] += [regel.pk for regel in stap]
        else:
            groepen.append([regel.pk for regel in stap])
        vorige = stap
    return groepen


def _stappen(regels: Iterable) -> Iterator[list]:
    """By request or task; a line that knows of neither is one by itself."""
    for _, stap in groupby(regels, lambda r: (r.aanvraag or r.pk, r.gebruiker, r.lid, r.reden)):
        yield list(stap)


def _gaat_verder(later: list, eerder: list) -> bool:
    """Whether somebody, as whom we know them, only went on with the same."""
    na, voor = later[-1], eerder[0]
    wie = (voor.gebruiker, voor.lid, voor.reden)
    zelfde = voor.gebruiker and wie == (na.gebruiker, na.lid, na.reden)
    soorten = [{(regel.tabel, regel.wat) for regel in stap} for stap in (later, eerder)]
    return bool(zelfde) and soorten[0] == soorten[1] and na.op - voor.op <= MEER_VAN_HETZELFDE


def voluit(groepen: Iterable[list[int]]) -> list[list[Spoorregel]]:
    """The lines themselves."""
    groepen = list(groepen)
    per_pk = Spoorregel.objects.in_bulk([pk for groep in groepen for pk in groep])
    return [[per_pk[pk] for pk in groep] for groep in groepen]
