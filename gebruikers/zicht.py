"""Who sees what. Every page, list, select box, file, export and mail asks this module.

Two bases. A *case* model states its path to Traject and the kind of information it holds; a
*school* model states its path to School and its kind. Two tables say what each role may do with
each kind; a third says which trajecten a role sees. A role without a line sees nothing.
"""

import datetime
from collections.abc import Callable, Collection
from enum import Flag, StrEnum, auto
from functools import reduce
from operator import or_

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.periode import loopt
from gebruikers.rollen import BUITEN, STAF, Rol


class Recht(Flag):
    LEES = auto()
    SCHRIJF = auto()
    TEKEN = auto()
    AKKOORD = auto()
    EIGEN = auto()  # only rows of one's own: the model's `eigen_van(lid)` says which
    GEDEELD = auto()  # only rows that were shared: the model's `gedeeld_met(lid)` says which


LETTERS = {
    "-": Recht(0),
    "R": Recht.LEES,
    "W": Recht.LEES | Recht.SCHRIJF,
    "T": Recht.TEKEN,
    "A": Recht.AKKOORD,
    "E": Recht.LEES | Recht.EIGEN,
    "G": Recht.LEES | Recht.GEDEELD,
}


class Informatie(StrEnum):
    """Kinds of information in a case."""

    IDENTITEIT = "identiteit"  # name, class, opleiding
    CONTACT = "contact"  # address, birth date, parents
    TELEFOON = "telefoon"
    VERLOOP = "verloop"  # phase, enrolment, team, timeline
    PLAATSING = "plaatsing"  # where, when and with which mentor
    OVEREENKOMST = "overeenkomst"  # facts: kind, period, hours, state
    OVEREENKOMSTDOCUMENT = "overeenkomstdocument"  # document, allowance, signing
    PLAN = "plan"
    BEOORDELING = "beoordeling"
    VRAAG = "vraag"  # questions to the school, and their answers


class Schoolsoort(StrEnum):
    """Kinds of things that belong to a school but to no case."""

    SCHOOL = "school"
    ACCOUNTS = "accounts"
    BERICHTEN = "berichten"
    OPDRACHTEN = "opdrachten"
    LEERLINGEN = "leerlingen"  # learners without a traject, imports
    REFERENTIE = "referentie"  # classes, training programmes
    WERKPLEKKEN = "werkplekken"  # companies, sites, recognitions, signatories
    MENTORVOORWAARDEN = "mentorvoorwaarden"
    STANDAARDTRAJECTEN = "standaardtrajecten"
    KALENDER = "kalender"
    ORGANISATIES = "organisaties"  # external organisers and the rest of the sociale kaart
    SPOOR = "spoor"  # what changed; a record's history has its own rule (overzichten/geschiedenis)


def _tabel(kolommen: str, rijen: dict[StrEnum, str]) -> dict[StrEnum, dict[Rol, Recht]]:
    """Read a table as it is written down: one letter group per role."""
    tabel = {}
    for soort, cellen in rijen.items():
        rechten = [reduce(or_, (LETTERS[c] for c in cel)) for cel in cellen.split()]
        tabel[soort] = dict(zip([Rol(k) for k in kolommen.split()], rechten, strict=True))
    return tabel


# fmt: off
INFORMATIE = _tabel(
    "begeleider praktijk leerkracht coordinator administratie mentor ouder leerling externe", {
    Informatie.IDENTITEIT:           "W  R  R  R  W  R  R  R  R",
    Informatie.CONTACT:              "W  R  -  R  W  -  R  W  -",
    Informatie.TELEFOON:             "W  R  -  R  W  R  R  W  -",
    Informatie.VERLOOP:              "W  R  R  W  R  R  R  R  R",
    Informatie.PLAATSING:            "W  R  R  W  R  E  R  R  E",
    Informatie.OVEREENKOMST:         "W  R  R  W  W  E  R  R  E",
    Informatie.OVEREENKOMSTDOCUMENT: "W  -  -  WT W  E  RT RT E",
    Informatie.PLAN:                 "W  W  R  R  R  RA R  RA E",
    Informatie.BEOORDELING:          "W  W  R  R  -  W  G  W  -",
    Informatie.VRAAG:                "W  W  -  R  -  WE WE WE WE",
})

SCHOOLZAKEN = _tabel(
    "begeleider praktijk leerkracht coordinator administratie beheerder mentor ouder leerling "
    "externe", {
    Schoolsoort.SCHOOL:             "R  R  R  W  R  W  R  R  R  R",
    Schoolsoort.ACCOUNTS:           "R  -  -  W  R  W  -  -  -  -",
    Schoolsoort.BERICHTEN:          "-  -  -  W  W  -  -  -  -  -",
    Schoolsoort.OPDRACHTEN:         "E  E  -  E  E  -  -  -  -  -",
    Schoolsoort.LEERLINGEN:         "W  -  -  R  W  -  -  -  -  -",
    Schoolsoort.REFERENTIE:         "R  R  R  W  W  W  -  -  -  -",
    Schoolsoort.WERKPLEKKEN:        "W  R  R  R  W  -  -  -  -  -",
    Schoolsoort.MENTORVOORWAARDEN:  "W  -  -  R  W  -  -  -  -  -",
    Schoolsoort.STANDAARDTRAJECTEN: "R  W  R  W  R  -  -  -  -  -",
    Schoolsoort.KALENDER:           "R  R  R  W  W  W  -  -  -  -",
    Schoolsoort.ORGANISATIES:       "W  R  R  R  W  -  -  -  -  -",
    Schoolsoort.SPOOR:              "-  -  -  R  -  -  -  -  -  -",
})
# fmt: on


def _team(lid, vandaag: datetime.date) -> Q:
    return Q(team__gebruiker=lid.gebruiker, team__rol=lid.rol) & loopt(vandaag, "team")


def _team_of_klas(lid, vandaag: datetime.date) -> Q:
    klas = "leerling__klas__leerkrachten"
    return _team(lid, vandaag) | (Q(**{f"{klas}__gebruiker": lid.gebruiker}) & loopt(vandaag, klas))


def _school(lid, vandaag: datetime.date) -> Q:
    return Q(school=lid.school)


def eigen_plaatsing(lid, pad: str = "") -> Q:
    """Placements that are this mentor's or this external organiser's, as seen from `pad`, the
    relation that leads to them. What is of one company is hidden from another.

    A mentor: from the offer of the agreement until so many days after its end (school setting); a
    deputy between dates. An externe: as long as the learner is there.
    """
    vandaag, begin = timezone.localdate(), f"{pad}__" if pad else ""
    if lid.rol == Rol.EXTERNE:
        eigen = {f"{begin}organisatie__medewerkers__gebruiker": lid.gebruiker_id}
        return Q(**eigen) & loopt(vandaag, pad)
    grens = vandaag - datetime.timedelta(days=lid.school.mentor_ziet_na_einde_dagen)
    nog = Q(**{f"{begin}aangeboden_op__isnull": False, f"{begin}tot__gte": grens})
    hoofd = Q(**{f"{begin}mentor__gebruiker": lid.gebruiker_id})
    vervangers = f"{begin}plaatsvervangers"
    vervanger = Q(**{f"{vervangers}__mentor__gebruiker": lid.gebruiker_id})
    return nog & (hoofd | (vervanger & loopt(vandaag, vervangers)))


def _met_eigen_plaatsing(lid, vandaag: datetime.date) -> Q:
    return eigen_plaatsing(lid, "plaatsingen")


def _ouder(lid, vandaag: datetime.date) -> Q:
    """With authority, until the 18th birthday; after that only with the learner's consent."""
    kind = Q(
        leerling__betrokkenen__gebruiker=lid.gebruiker,
        leerling__betrokkenen__gezag__in=("gedeeld", "alleen"),
    )
    return kind & (
        Q(leerling__geboortedatum__gt=achttien_jaar_voor(vandaag))
        | Q(leerling__betrokkenen__inzage_na_18=True)
    )


def _leerling(lid, vandaag: datetime.date) -> Q:
    return Q(leerling__gebruiker=lid.gebruiker)


TRAJECTEN: dict[Rol, Callable] = {
    Rol.BEGELEIDER: _team,
    Rol.PRAKTIJK: _team_of_klas,
    Rol.LEERKRACHT: _team_of_klas,
    Rol.COORDINATOR: _school,
    Rol.ADMINISTRATIE: _school,
    Rol.MENTOR: _met_eigen_plaatsing,
    Rol.EXTERNE: _met_eigen_plaatsing,
    Rol.OUDER: _ouder,
    Rol.LEERLING: _leerling,
}


def achttien_jaar_voor(dag: datetime.date) -> datetime.date:
    """Born after this day is a minor on `dag`."""
    try:
        return dag.replace(year=dag.year - 18)
    except ValueError:  # 29 February
        return dag.replace(year=dag.year - 18, day=28)


def recht(lid, soort: Informatie | Schoolsoort) -> Recht:
    """What `lid` may do with this kind. None (nobody) may do nothing."""
    if lid is None:
        return Recht(0)
    tabel = INFORMATIE if isinstance(soort, Informatie) else SCHOOLZAKEN
    return tabel[soort].get(Rol(lid.rol), Recht(0))


def mag(lid, soort: Informatie | Schoolsoort, wat: Recht = Recht.LEES) -> bool:
    return bool(recht(lid, soort) & wat)


def eis(lid, soort: Informatie | Schoolsoort, wat: Recht = Recht.LEES) -> None:
    """For a thing that is seen: raise PermissionDenied with a sentence when it may not be done."""
    if not mag(lid, soort, wat):
        raise PermissionDenied(wie_dan_wel(lid, soort, wat))


def wie_dan_wel(lid, soort: Informatie | Schoolsoort, wat: Recht = Recht.SCHRIJF) -> str:
    """For who may not: whom of the school to ask, by the tables above."""
    tabel = INFORMATIE if isinstance(soort, Informatie) else SCHOOLZAKEN
    return vraag_aan(lid, [rol for rol in Rol if tabel[soort].get(rol, Recht(0)) & wat])


def vraag_aan(lid, wie_mag: Collection[Rol]) -> str:
    """The sentence that names who of the school may; outsiders ask the begeleider."""
    rollen = [rol for rol in Rol if rol in STAF and rol in wie_mag]
    if lid is None or lid.rol in BUITEN:
        rollen = [Rol.BEGELEIDER]
    wie = [f"de {rol.label.lower()}" for rol in rollen]
    wie = " of ".join(filter(None, [", ".join(wie[:-1]), *wie[-1:]]))
    return f"Met jouw rol kan je dit niet. Vraag het aan {wie}."


def zichtbare_trajecten(lid) -> models.QuerySet:
    """Primary keys of the trajecten that `lid` may see today, as a subquery."""
    trajecten = apps.get_model("trajecten.Traject")._base_manager
    voorwaarde = TRAJECTEN.get(Rol(lid.rol)) if lid else None
    if voorwaarde is None:
        return trajecten.none().values("pk")
    return trajecten.filter(voorwaarde(lid, timezone.localdate()), school=lid.school).values("pk")


class ZichtQuerySet(models.QuerySet):
    """The queryset of every model with data of a school. Lookups in views start here."""

    def zichtbaar_voor(self, lid) -> "ZichtQuerySet":
        """The rows that this Lidmaatschap may read today."""
        if lid is None:
            return self.none()
        if soort := getattr(self.model, "INFORMATIE", None):
            return self._van_traject(lid, soort)
        return self.filter(self._van_school(lid, self.model.SCHOOLSOORT))

    def _van_traject(self, lid, soort: Informatie) -> "ZichtQuerySet":
        mogen = recht(lid, soort)
        if not mogen & Recht.LEES:
            return self.none()
        pad = self.model.PAD_NAAR_TRAJECT
        zien = Q(**{f"{pad}__in": zichtbare_trajecten(lid)})
        if zonder := getattr(self.model, "ZONDER_TRAJECT", None):
            zien |= self._van_school(lid, zonder) & Q(**{f"{pad}__isnull": True})
        if mogen & Recht.EIGEN:
            zien &= _eigen(self.model, lid)
        if mogen & Recht.GEDEELD:
            zien &= self.model.gedeeld_met(lid)
        zien &= Q(school=lid.school_id)  # implied by the above, but the database cannot know
        if self.model._meta.label == "trajecten.Traject":
            return self.filter(zien)
        return self.filter(pk__in=self.model._base_manager.filter(zien).values("pk"))

    def _van_school(self, lid, soort: Schoolsoort) -> Q:
        mogen = recht(lid, soort)
        if not mogen & Recht.LEES:
            return Q(pk__in=[])
        zien = Q(**{self.model.PAD_NAAR_SCHOOL: lid.school_id})
        return zien & _eigen(self.model, lid) if mogen & Recht.EIGEN else zien


def _eigen(model: type[models.Model], lid) -> Q:
    """Rows of one's own. A model that does not say which those are has none."""
    return model.eigen_van(lid) if hasattr(model, "eigen_van") else Q(pk__in=[])


def basis_van(model: type[models.Model]) -> str:
    """'traject' or 'school'; raises ImproperlyConfigured unless the model names exactly one."""
    traject, school = hasattr(model, "INFORMATIE"), hasattr(model, "SCHOOLSOORT")
    if traject == school:
        raise ImproperlyConfigured(f"{model._meta.label} must name exactly one base of zicht.")
    return "traject" if traject else "school"
