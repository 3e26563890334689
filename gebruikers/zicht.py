"""Who sees what. Every page, list, select box, file, export and mail asks this module.

Two bases. A *case* model states its path to Traject and the kind of information it holds; a
*school* model states its path to School and its kind. Two tables say what each role may do with
each kind; a third says which trajecten a role sees. A role without a line sees nothing. Of a case
model with rows of several kinds INFORMATIE_VELD names the field that says of which each row is;
INFORMATIE is then the kind that an address counts as (trajecten/inzage.py).
"""

import datetime
from collections.abc import Callable, Collection
from enum import Flag, StrEnum, auto
from functools import reduce
from operator import or_
from types import SimpleNamespace
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone

from gebruikers.periode import loopt
from gebruikers.rollen import BUITEN, STAF, Rol


class Recht(Flag):
    LEES = auto()
    SCHRIJF = auto()
    TEKEN = auto()
    AKKOORD = auto()
    VINK = auto()  # tick off what is one's own to do: the model's queryset says which (`aan`)
    EIGEN = auto()  # only rows of one's own: the model's `eigen_van(lid)` says which
    GEDEELD = auto()  # only rows that were shared: the model's `gedeeld_met(lid)` says which


LETTERS = {
    "-": Recht(0),
    "R": Recht.LEES,
    "W": Recht.LEES | Recht.SCHRIJF,
    "T": Recht.TEKEN,
    "A": Recht.AKKOORD,
    "V": Recht.VINK,
    "E": Recht.LEES | Recht.EIGEN,
    "G": Recht.LEES | Recht.GEDEELD,
}


class Informatie(models.TextChoices):
    """Kinds of information in a case."""

    IDENTITEIT = "identiteit", "naam, klas en opleiding"
    CONTACT = "contact", "adres, geboortedatum en ouders"
    TELEFOON = "telefoon", "telefoonnummer van de leerling"
    VERLOOP = "verloop", "fase, inschrijving, team, termijnen, studiebewijs en tijdlijn"
    TAAK = "taak", "taken"
    PLAATSING = "plaatsing", "werkplek, periode en mentor"
    OVEREENKOMST = "overeenkomst", "overeenkomst: soort, periode, uren, stand en schorsingen"
    OVEREENKOMSTDOCUMENT = "overeenkomstdocument", "overeenkomst: document, vergoeding en tekenen"
    SCHORSINGSREDEN = "schorsingsreden", "schorsing van een overeenkomst: waarom"
    EINDEGROND = "eindegrond", "overeenkomst: waarom ze vroeger stopt"
    AFWIJKING = "afwijking", "overeenkomst: waarom de school van een controle afweek"
    FORMALITEIT = "formaliteit", "overeenkomst: formaliteiten van de werkgever, alleen datums"
    PLAN = "plan", "opleidingsplan"
    BEOORDELING = "beoordeling", "beoordelingen"
    EVALUATIE = "evaluatie", "evaluaties"
    AANWEZIGHEID = "aanwezigheid", "aanwezigheid op de werkplek"
    VRAAG = "vraag", "vragen over het opleidingsplan"
    MOMENT_GEDEELD = "moment_gedeeld", "contactmomenten: gedeeld"
    MOMENT_TEAM = "moment_team", "contactmomenten: voor het team"
    MOMENT_VERTROUWELIJK = "moment_vertrouwelijk", "contactmomenten: vertrouwelijk"
    INZAGE = "inzage", "wie dit dossier ziet en opende"


class Schoolsoort(models.TextChoices):
    """Kinds of things that belong to a school but to no case."""

    SCHOOL = "school", "gegevens en instellingen van de school"
    ACCOUNTS = "accounts", "accounts en rollen"
    MEEKIJKEN = "meekijken", "wie met wie meekeek"
    VERVANGINGEN = "vervangingen", "vervangingen"
    BERICHTEN = "berichten", "verstuurde mails"
    OPDRACHTEN = "opdrachten", "taken op de achtergrond"
    LEERLINGEN = "leerlingen", "leerlingen zonder traject, en invoer"
    DUBBELS = "dubbels", "leerlingen en ouders die dubbel staan"
    REFERENTIE = "referentie", "klassen, opleidingen en redenen"
    WERKPLEKKEN = "werkplekken", "bedrijven, vestigingen, erkenningen en tekenbevoegden"
    MENTORVOORWAARDEN = "mentorvoorwaarden", "mentoren en hun voorwaarden"
    STANDAARDTRAJECTEN = "standaardtrajecten", "standaardtrajecten"
    SCHAAL = "schaal", "beoordelingsschaal"
    KALENDER = "kalender", "schoolkalender"
    EVALUATIEMOMENTEN = "evaluatiemomenten", "evaluatiemomenten"
    TAKENLIJSTEN = "takenlijsten", "takenlijsten"
    SJABLONEN = "sjablonen", "sjablonen van overeenkomsten"
    JAARWISSEL = "jaarwissel", "overgang naar het nieuwe schooljaar"
    ORGANISATIES = "organisaties", "externe organisaties"
    OVEREENKOMSTREGELS = "overeenkomstregels", "controles, bedragen en formaliteiten"
    WEERGAVEN = "weergaven", "bewaarde weergaven van de leerlingenlijst"
    SPOOR = "spoor", "geschiedenis: wie wat wijzigde"  # of a record: overzichten/geschiedenis


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
    Informatie.TAAK:                 "W  RV RV W  R  -  -  -  -",
    Informatie.PLAATSING:            "W  R  R  W  R  E  R  R  E",
    Informatie.OVEREENKOMST:         "W  R  R  W  W  E  R  R  E",
    Informatie.OVEREENKOMSTDOCUMENT: "W  -  -  WT W  E  RT RT E",
    Informatie.SCHORSINGSREDEN:      "W  -  -  W  W  -  -  -  -",
    Informatie.EINDEGROND:           "W  R  R  W  W  -  -  -  -",
    Informatie.AFWIJKING:            "W  -  -  W  W  -  -  -  -",
    Informatie.FORMALITEIT:          "W  -  -  R  W  -  -  R  -",
    Informatie.PLAN:                 "W  W  R  R  R  RA R  RA -",
    Informatie.BEOORDELING:          "W  W  R  R  -  W  G  W  -",
    Informatie.EVALUATIE:            "W  W  R  R  -  G  G  G  -",
    Informatie.AANWEZIGHEID:         "W  R  R  R  R  WE R  W  WE",
    Informatie.VRAAG:                "W  W  -  R  -  WE WE WE WE",
    Informatie.MOMENT_GEDEELD:       "W  W  R  R  -  G  R  R  G",
    Informatie.MOMENT_TEAM:          "W  W  R  R  -  -  -  -  -",
    Informatie.MOMENT_VERTROUWELIJK: "WE WE -  R  -  -  -  -  -",
    Informatie.INZAGE:               "R  -  -  R  -  -  R  R  -",
})

SCHOOLZAKEN = _tabel(
    "begeleider praktijk leerkracht coordinator administratie beheerder mentor ouder leerling "
    "externe", {
    Schoolsoort.SCHOOL:             "R  R  R  W  R  W  R  R  R  R",
    Schoolsoort.ACCOUNTS:           "R  -  -  W  R  W  -  -  -  -",
    Schoolsoort.MEEKIJKEN:          "E  E  E  W  E  W  E  E  E  E",
    Schoolsoort.VERVANGINGEN:       "WE WE WE W  R  R  -  -  -  -",
    Schoolsoort.BERICHTEN:          "-  -  -  W  W  -  -  -  -  -",
    Schoolsoort.OPDRACHTEN:         "E  E  -  E  E  -  -  -  -  -",
    Schoolsoort.LEERLINGEN:         "W  -  -  R  W  -  -  -  -  -",
    Schoolsoort.DUBBELS:            "-  -  -  W  W  -  -  -  -  -",  # who see all of it
    Schoolsoort.REFERENTIE:         "R  R  R  W  W  W  -  -  -  -",
    Schoolsoort.WERKPLEKKEN:        "W  R  R  R  W  -  -  -  -  -",
    Schoolsoort.MENTORVOORWAARDEN:  "W  -  -  R  W  -  -  -  -  -",
    Schoolsoort.STANDAARDTRAJECTEN: "R  W  R  W  R  -  -  -  -  -",
    Schoolsoort.SCHAAL:             "R  R  R  W  R  -  -  -  -  -",
    Schoolsoort.KALENDER:           "R  R  R  W  W  W  -  -  -  -",
    Schoolsoort.EVALUATIEMOMENTEN:  "R  R  R  W  R  R  -  -  -  -",
    Schoolsoort.TAKENLIJSTEN:       "R  R  R  W  R  -  -  -  -  -",
    Schoolsoort.SJABLONEN:          "R  -  -  W  R  -  -  -  -  -",
    Schoolsoort.JAARWISSEL:         "-  -  -  W  W  -  -  -  -  -",
    Schoolsoort.ORGANISATIES:       "W  R  R  R  W  -  -  -  -  -",
    Schoolsoort.OVEREENKOMSTREGELS: "R  -  -  W  R  -  -  -  -  -",
    Schoolsoort.WEERGAVEN:          "WE WE WE WE WE -  -  -  -  -",
    Schoolsoort.SPOOR:              "-  -  -  R  -  -  -  -  -  -",
})
# fmt: on


def _team(lid, vandaag: datetime.date) -> Q:
    return Q(team__gebruiker=lid.gebruiker_id, team__rol=lid.rol) & loopt(vandaag, "team")


def _klas(lid, vandaag: datetime.date) -> Q:
    klas = "leerling__klas__leerkrachten"
    return Q(**{f"{klas}__gebruiker": lid.gebruiker_id}) & loopt(vandaag, klas)


TEAM_VERVANGEN = "team__gebruiker__vervangingen"
KLAS_VERVANGEN = "leerling__klas__leerkrachten__gebruiker__vervangingen"


def _vervangt(lid, vandaag: datetime.date, pad: str) -> Q:
    eigen = {"vervanger": lid.gebruiker_id, "rol": lid.rol, "school": lid.school_id}
    return Q(**{f"{pad}__{veld}": waarde for veld, waarde in eigen.items()}) & loopt(vandaag, pad)


def _vervangt_in_team(lid, vandaag: datetime.date) -> Q:
    in_team = Q(team__rol=lid.rol) & loopt(vandaag, "team")
    return in_team & _vervangt(lid, vandaag, TEAM_VERVANGEN)


def _vervangt_in_klas(lid, vandaag: datetime.date) -> Q:
    bij_klas = loopt(vandaag, "leerling__klas__leerkrachten")
    return bij_klas & _vervangt(lid, vandaag, KLAS_VERVANGEN)


def _school(lid, vandaag: datetime.date) -> Q:
    return Q(school=lid.school_id)


def eigen_plaatsing(lid, pad: str = "") -> Q:
    """Placements that are this mentor's or this external organiser's, as seen from `pad`, the
    relation that leads to them. What is of one company is hidden from another.

    A mentor: from the offer of the agreement until so many days after its end (school setting); a
    deputy between dates. An externe: as long as the learner is there.
    """
    if lid.rol == Rol.EXTERNE:
        begin = f"{pad}__" if pad else ""
        eigen = {f"{begin}organisatie__medewerkers__gebruiker": lid.gebruiker_id}
        return Q(**eigen) & loopt(timezone.localdate(), pad)
    return plaatsing_van_mentor(lid.school, pad, gebruiker=lid.gebruiker_id)


def plaatsing_van_mentor(school, pad: str = "", **wie) -> Q:
    """As above, of the Mentor that `wie` points at, who need have no account."""
    vandaag, begin = timezone.localdate(), f"{pad}__" if pad else ""
    grens = vandaag - datetime.timedelta(days=school.mentor_ziet_na_einde_dagen)
    nog = Q(**{f"{begin}aangeboden_op__isnull": False, f"{begin}tot__gte": grens})
    vervangers = f"{begin}plaatsvervangers"
    hoofd, vervanger = (
        Q(**{f"{relatie}__{veld}": waarde for veld, waarde in wie.items()})
        for relatie in (f"{begin}mentor", f"{vervangers}__mentor")
    )
    return nog & (hoofd | (vervanger & loopt(vandaag, vervangers)))


def _met_eigen_plaatsing(lid, vandaag: datetime.date) -> Q:
    return eigen_plaatsing(lid, "plaatsingen")


def _kind(lid) -> Q:
    return Q(
        leerling__betrokkenen__gebruiker=lid.gebruiker_id,
        leerling__betrokkenen__gezag__in=("gedeeld", "alleen"),
    )


def _minderjarig_kind(lid, vandaag: datetime.date) -> Q:
    return _kind(lid) & Q(leerling__geboortedatum__gt=achttien_jaar_voor(vandaag))


def _kind_dat_toestemt(lid, vandaag: datetime.date) -> Q:
    return _kind(lid) & Q(leerling__betrokkenen__inzage_na_18=True)


def _zelf(lid, vandaag: datetime.date) -> Q:
    return Q(leerling__gebruiker=lid.gebruiker_id)


class Grond(NamedTuple):
    """Why somebody sees a case, in words that follow their name, and which cases that gives, as a
    condition on Traject. Of `lid` it may read `gebruiker_id`, `rol`, `school_id` and `school`.
    `vervanging`: the relation to the Vervanging that says whom and until when."""

    waarom: str
    trajecten: Callable[[object, datetime.date], Q]
    vervanging: str = ""


TEAM = Grond("staat in het team van dit traject", _team)
KLAS = Grond("is leerkracht van de klas", _klas)
VERVANGT = Grond("vervangt iemand van het team", _vervangt_in_team, TEAM_VERVANGEN)
VERVANGT_KLAS = Grond("vervangt een leerkracht van de klas", _vervangt_in_klas, KLAS_VERVANGEN)
HELE_SCHOOL = Grond("ziet elk dossier van de school", _school)
TRAJECTEN: dict[Rol, tuple[Grond, ...]] = {
    Rol.BEGELEIDER: (TEAM, VERVANGT),
    Rol.PRAKTIJK: (TEAM, KLAS, VERVANGT, VERVANGT_KLAS),
    Rol.LEERKRACHT: (TEAM, KLAS, VERVANGT, VERVANGT_KLAS),
    Rol.COORDINATOR: (HELE_SCHOOL,),
    Rol.ADMINISTRATIE: (HELE_SCHOOL,),
    Rol.MENTOR: (Grond("begeleidt de leerling op de werkplek", _met_eigen_plaatsing),),
    Rol.EXTERNE: (Grond("begeleidt de leerling bij de organisatie", _met_eigen_plaatsing),),
    Rol.OUDER: (
        Grond("heeft gezag, tot de leerling 18 wordt", _minderjarig_kind),
        Grond("mag van de leerling het dossier ook na 18 zien", _kind_dat_toestemt),
    ),
    Rol.LEERLING: (Grond("is de leerling zelf", _zelf),),
}


def ziet_hele_school(rol: Rol) -> bool:
    return HELE_SCHOOL in TRAJECTEN.get(rol, ())


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
    meekijker = lid.meekijker
    if meekijker and not mag(meekijker, soort):
        return Recht(0)
    return _rij(soort).get(Rol(lid.rol), Recht(0))


def _rij(soort: Informatie | Schoolsoort) -> dict[Rol, Recht]:
    """The line of this kind in its table."""
    return (INFORMATIE if isinstance(soort, Informatie) else SCHOOLZAKEN)[soort]


def rollen_met(soort: Informatie | Schoolsoort, wat: Recht = Recht.LEES) -> list[Rol]:
    """The roles that may do `wat` with this kind, by the tables above; most school-wide first."""
    return [rol for rol in Rol if _rij(soort).get(rol, Recht(0)) & wat]


def mag(lid, soort: Informatie | Schoolsoort, wat: Recht = Recht.LEES) -> bool:
    return bool(recht(lid, soort) & wat)


def eis(lid, soort: Informatie | Schoolsoort, wat: Recht = Recht.LEES) -> None:
    """For a thing that is seen: raise PermissionDenied with a sentence when it may not be done."""
    if not mag(lid, soort, wat):
        raise PermissionDenied(wie_dan_wel(lid, soort, wat))


def wie_dan_wel(lid, soort: Informatie | Schoolsoort, wat: Recht = Recht.SCHRIJF) -> str:
    """For who may not: whom of the school to ask, by the tables above."""
    return vraag_aan(lid, rollen_met(soort, wat))


def vraag_aan(lid, wie_mag: Collection[Rol]) -> str:
    """The sentence that names who of the school may; outsiders ask the begeleider. What nobody of
    the school may either, only those outsiders can."""
    rollen = [rol for rol in Rol if rol in STAF and rol in wie_mag]
    if not rollen:
        wie = " en ".join(f"de {rol.label.lower()}" for rol in Rol if rol in wie_mag)
        return f"Dit is alleen voor {wie} zelf."
    if lid is None or lid.rol in BUITEN:
        rollen = [Rol.BEGELEIDER]
    wie = [f"de {rol.label.lower()}" for rol in rollen]
    wie = " of ".join(filter(None, [", ".join(wie[:-1]), *wie[-1:]]))
    return f"Met jouw rol kan je dit niet. Vraag het aan {wie}."


def op_grond_van(lid, grond: Grond) -> Q:
    """Which trajecten this ground gives `lid` today."""
    return grond.trajecten(lid, timezone.localdate()) & Q(school=lid.school_id)


def zichtbare_trajecten(lid) -> models.QuerySet:
    """Primary keys of the trajecten that `lid` may see today, as a subquery: a union, so that the
    database looks each ground up by its own index."""
    trajecten = apps.get_model("trajecten.Traject")._base_manager
    gronden = TRAJECTEN.get(Rol(lid.rol), ()) if lid else ()
    if not gronden:
        return trajecten.none().values("pk")
    eerste, *andere = [
        trajecten.filter(op_grond_van(lid, grond)).order_by().values("pk") for grond in gronden
    ]
    return eerste.union(*andere) if andere else eerste


def wie_ziet(traject) -> list:
    """Who sees this case today: Lidmaatschappen, each with its `gronden` (of the table above)."""
    return _die_zien(traject, apps.get_model("gebruikers.Lidmaatschap").objects.geldig())


def wie_ziet_straks(traject) -> list:
    """Likewise the invitations of who can still let themselves in, and will see it then."""
    al = apps.get_model("gebruikers.Lidmaatschap").objects.geldig().van_rij()
    genodigd = apps.get_model("gebruikers.Uitnodiging").objects.laat_nog_binnen()
    return _die_zien(traject, genodigd.exclude(al))


def wie_vervangt_straks(traject) -> list:
    """Likewise the Vervangingen still to begin whose replacer has the role on that day and sees it
    then, but not today."""
    school = {"school_id": traject.school_id, "school": traject.school}

    def ziet(grond: Q) -> Q:
        return Q(Exists(type(traject)._base_manager.filter(grond, pk=traject.pk)))

    delen = []
    for rol, gronden in TRAJECTEN.items():
        lid = SimpleNamespace(gebruiker_id=OuterRef("vervanger_id"), rol=rol, **school)
        nu = [ziet(op_grond_van(lid, grond)) for grond in gronden]
        for grond in gronden:
            if grond.vervanging:
                deze = Q(**{grond.vervanging: OuterRef("pk")})
                dan = ziet(grond.trajecten(lid, OuterRef("van")) & deze)
                delen.append(Q(rol=rol) & dan & ~reduce(or_, nu))
    komt = apps.get_model("gebruikers.Vervanging").objects.select_related("wie", "vervanger")
    leden = apps.get_model("gebruikers.Lidmaatschap").objects.geldig(OuterRef("van"))
    komt = komt.filter(leden.van_rij(wie="vervanger"), school=traject.school_id)
    komt = komt.filter(van__gt=timezone.localdate())
    return list(komt.filter(reduce(or_, delen)))


def _die_zien(traject, leden: models.QuerySet) -> list:
    """The same conditions as for who looks, asked the other way round in one query. `leden`: rows
    with a school, a gebruiker and a rol."""
    leden = leden.filter(school=traject.school_id).order_by()
    school = {"school_id": traject.school_id, "school": traject.school}
    delen = []
    for rol, gronden in TRAJECTEN.items():
        lid = SimpleNamespace(gebruiker_id=OuterRef("gebruiker_id"), rol=rol, **school)
        for nummer, grond in enumerate(gronden):
            ziet = type(traject)._base_manager.filter(op_grond_van(lid, grond), pk=traject.pk)
            deel = leden.filter(Exists(ziet), rol=rol).annotate(nummer=Value(nummer))
            delen.append(deel.values_list("pk", "nummer"))
    nummers: dict[int, list[int]] = {}
    for pk, nummer in delen[0].union(*delen[1:], all=True):
        nummers.setdefault(pk, []).append(nummer)
    gevonden = list(leden.filter(pk__in=nummers).select_related("gebruiker"))
    for lid in gevonden:
        gronden = [TRAJECTEN[Rol(lid.rol)][nummer] for nummer in sorted(nummers[lid.pk])]
        lid.gronden = [_met_namen(grond, lid, traject) for grond in gronden]
    return gevonden


def _met_namen(grond: Grond, lid, traject) -> Grond:
    """Of a replacement it says whom, and from when until when."""
    if not grond.vervanging:
        return grond
    deze = type(traject)._base_manager.filter(op_grond_van(lid, grond), pk=traject.pk)
    rijen = apps.get_model("gebruikers.Vervanging").objects.select_related("wie")
    rijen = rijen.in_bulk(list(deze.values_list(grond.vervanging, flat=True)))
    return grond._replace(waarom=" en ".join(rij.in_woorden for rij in rijen.values()))


def ziet_dossier(wie: str, rollen: Collection[Rol]) -> Exists:
    """Of rows of a traject, each of somebody (`wie`: what leads there): whether they see that case
    today in one of these roles."""
    trajecten, delen = apps.get_model("trajecten.Traject")._base_manager, []
    eigen = {"gebruiker_id": OuterRef("gebruiker_id"), "school_id": OuterRef("school_id")}
    for rol in rollen:
        for grond in TRAJECTEN[rol]:
            ziet = op_grond_van(SimpleNamespace(rol=rol, **eigen), grond)
            rijen = trajecten.filter(ziet, pk=OuterRef(OuterRef("traject")))
            delen.append(Q(rol=rol) & Q(Exists(rijen)))
    leden = apps.get_model("gebruikers.Lidmaatschap").objects.geldig()
    hier = leden.filter(gebruiker=OuterRef(wie), school=OuterRef("school"))
    return Exists(hier.filter(reduce(or_, delen)))


class ZichtQuerySet(models.QuerySet):
    """The queryset of every model with data of a school. Lookups in views start here."""

    def zichtbaar_voor(self, lid) -> "ZichtQuerySet":
        """The rows that this Lidmaatschap may read today; with somebody looking along, what that
        person may read as well."""
        if lid is None:
            return self.none()
        rijen = self
        if meekijker := lid.meekijker:
            ook = self.model._default_manager.all().zichtbaar_voor(meekijker)
            rijen = self.filter(pk__in=ook.order_by().values("pk"))
        if hasattr(self.model, "INFORMATIE"):
            return rijen._van_traject(lid)
        return rijen.filter(self._van_school(lid, self.model.SCHOOLSOORT))

    def _van_traject(self, lid) -> "ZichtQuerySet":
        if not any(mag(lid, soort) for soort in soorten_van(self.model)):
            return self.none()
        pad = self.model.PAD_NAAR_TRAJECT
        zien = Q(**{f"{pad}__in": zichtbare_trajecten(lid)})
        if zonder := getattr(self.model, "ZONDER_TRAJECT", None):
            zien |= self._van_school(lid, zonder) & Q(**{f"{pad}__isnull": True})
        zien &= leesbare_rijen(self.model, lid)
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


def soorten_van(model: type[models.Model]) -> list[Informatie | Schoolsoort]:
    """Of which kinds its rows can be."""
    if veld := getattr(model, "INFORMATIE_VELD", ""):
        return [Informatie(soort) for soort, _ in model._meta.get_field(veld).choices]
    return [getattr(model, "INFORMATIE", None) or model.SCHOOLSOORT]


def soort_van(rij: models.Model) -> Informatie | Schoolsoort:
    """Of which kind this row is."""
    if veld := getattr(rij, "INFORMATIE_VELD", ""):
        return Informatie(getattr(rij, veld))
    return soorten_van(type(rij))[0]


def leesbare_rijen(model: type[models.Model], lid) -> Q:
    """Which rows of a case that `lid` sees they read, by the kind that each is of."""
    veld = getattr(model, "INFORMATIE_VELD", "")
    delen = [
        _deel(model, lid, recht(lid, soort)) & (Q(**{veld: soort.value}) if veld else Q())
        for soort in soorten_van(model)
        if mag(lid, soort)
    ]
    return reduce(or_, delen) if delen else Q(pk__in=[])


def _deel(model: type[models.Model], lid, mogen: Recht) -> Q:
    """Of one kind: one's own, or what was shared, when the table says so."""
    zien = _eigen(model, lid) if mogen & Recht.EIGEN else Q()
    return zien & model.gedeeld_met(lid) if mogen & Recht.GEDEELD else zien


def _eigen(model: type[models.Model], lid) -> Q:
    """Rows of one's own. A model that does not say which those are has none."""
    return model.eigen_van(lid) if hasattr(model, "eigen_van") else Q(pk__in=[])


def basis_van(model: type[models.Model]) -> str:
    """'traject' or 'school'; raises ImproperlyConfigured unless the model names exactly one."""
    traject, school = hasattr(model, "INFORMATIE"), hasattr(model, "SCHOOLSOORT")
    if traject == school:
        raise ImproperlyConfigured(f"{model._meta.label} must name exactly one base of zicht.")
    return "traject" if traject else "school"
