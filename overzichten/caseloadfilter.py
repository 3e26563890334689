"""What the caseload can be narrowed to and sorted by. The choice lives in the address."""

import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from begeleiding.models import Contactmoment
from gebruikers.forms import FilterForm
from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.periode import DAG, loopt, niet_voorbij
from gebruikers.rollen import Rol
from gebruikers.schrijfwijze import zoekvorm
from gebruikers.zicht import Informatie, achttien_jaar_voor, mag, ziet_hele_school
from leerlingen.models import Klas, Opleiding
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status
from overzichten.taken import regels_van
from overzichten.taken.taak import Regel
from trajecten.fases import GESLOTEN, Fase
from trajecten.models import Inschrijving, Teamlid, Termijn, Traject
from werkplekken.models import Plaatsing

GEEN = "geen"
OVEREENKOMST = {GEEN: "nog geen", **dict(Status.choices)}
WERKPLEK = {"met": "heeft er een", "zonder": "heeft er geen"}
LEEFTIJD = {"jonger": "jonger dan 18", "ouder": "18 of ouder"}
TERMIJN = {"7": "binnen een week", "14": "binnen twee weken", "31": "binnen een maand"}
ZONDER_CONTACT = {str(n): f"{n} weken" for n in (2, 4, 6, 8, 12)}
FASEVOLGORDE = Case(*[When(fase=fase, then=Value(n)) for n, fase in enumerate(Fase)])


class Kop(NamedTuple):
    titel: str
    volgende: str  # what `sorteer` becomes by pressing it
    staat: str  # as aria-sort says it; empty when the list is sorted by something else


class Sortering(NamedTuple):
    titel: str
    waarde: object  # what one sorts by; of the same value by name
    kan_leeg: bool = False
    soort: Informatie | None = None  # who does not read this kind cannot sort by it


SORTERING = {
    "naam": Sortering("naam", F("leerling__zoeknaam")),
    "fase": Sortering("fase", FASEVOLGORDE),
    "sinds": Sortering("langst in deze fase", F("fase_sinds")),
    "termijn": Sortering("eerste termijn", F("volgende_termijn"), kan_leeg=True),
    "contact": Sortering("laatste contact", F("laatste_contact"), soort=Informatie.MOMENT_GEDEELD),
    "klas": Sortering("klas", F("leerling__klas__code"), kan_leeg=True),
}


def zoek_op_naam(trajecten: QuerySet, tekst: str) -> QuerySet:
    for woord in zoekvorm(tekst).split():
        trajecten = trajecten.filter(leerling__zoeknaam__contains=woord)
    return trajecten


def _keuze(label: str, leeg: str, keuzes: dict[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", leeg), *keuzes.items()], required=False)


class _Iterator(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple]:
        yield ("", self.field.empty_label)
        yield from map(self.choice, self.queryset)


class RijField(forms.ModelChoiceField):
    """Its rows are fetched once: to choose from, and to know what was chosen."""

    iterator = _Iterator

    def to_python(self, value):
        if value in self.empty_values:
            return None
        for rij in self.queryset:
            if str(rij.pk) == value:
                return rij
        raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


def _rij(label: str, leeg: str, model) -> RijField:
    return RijField(label=label, queryset=model.objects.none(), empty_label=leeg, required=False)


class CaseloadFilter(FilterForm):
    """Made with `lid`: the list and the choices hold only what that person may see. What is
    nonsense narrows nothing. `om_mee_te_nemen`: for paper or a file (see `gehouden_contacten`)."""

    q = forms.CharField(label="Naam", required=False)
    klas = _rij("Klas", "elke klas", Klas)
    opleiding = _rij("Opleiding", "elke opleiding", Opleiding)
    begeleider = _rij("Begeleider", "iedereen", Gebruiker)
    werkplek = _keuze("Werkplek vandaag", "met of zonder", WERKPLEK)
    overeenkomst = _keuze("Overeenkomst", "maakt niet uit", OVEREENKOMST)
    termijn = _keuze("Termijn eindigt", "maakt niet uit", TERMIJN)
    contact = _keuze("Geen contact sinds", "maakt niet uit", ZONDER_CONTACT)
    leeftijd = _keuze("Leeftijd", "elke leeftijd", LEEFTIJD)
    fase = _keuze("Fase", "elke open fase", dict(Fase.choices))
    filter = forms.CharField(required=False)
    sorteer = forms.CharField(required=False)

    # Not in the form with the other fields: the links above and in the list set them.
    LINKS = ("fase", "filter", "sorteer")
    VAN = {
        "overeenkomst": Informatie.OVEREENKOMST,
        "contact": Informatie.MOMENT_GEDEELD,
        "leeftijd": Informatie.CONTACT,
    }

    def __init__(self, data, *, lid: Lidmaatschap, om_mee_te_nemen: bool = False) -> None:
        super().__init__({naam: data.get(naam, "")[:80] for naam in self.base_fields})
        self.lid, self.vandaag = lid, timezone.localdate()
        self.gehouden = gehouden_contacten(lid, om_mee_te_nemen=om_mee_te_nemen)
        trajecten = Traject.objects.zichtbaar_voor(lid)
        van_hier = trajecten.filter(leerling__klas=OuterRef("pk"))
        self.fields["klas"].queryset = Klas.objects.zichtbaar_voor(lid).filter(Exists(van_hier))
        self.fields["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)
        self.fields["begeleider"].queryset = _begeleiders(lid)
        if not ziet_hele_school(lid.rol):
            del self.fields["begeleider"]
        for naam, soort in self.VAN.items():
            if not mag(lid, soort):
                del self.fields[naam]
        self.is_valid()
        self.gekozen = {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}

    @property
    def heeft_velden(self) -> bool:
        return any(veld.name in self.gekozen for veld in self.velden)

    @property
    def velden(self) -> list[forms.BoundField]:
        """The fields of the form, but for the name."""
        return [veld for veld in self if veld.name not in ("q", *self.LINKS)]

    @cached_property
    def regel(self) -> Regel | None:
        """The rule about what may be the matter, of those that are this person's."""
        return next(
            (r for r in regels_van(self.lid) if r.sleutel == self.gekozen.get("filter")), None
        )

    @property
    def breed(self) -> QuerySet:
        """What the form asks for, of whatever phase and whatever may be the matter."""
        trajecten = Traject.objects.zichtbaar_voor(self.lid)
        for naam, waarde in self.gekozen.items():
            if naam in VERNAUWT:
                trajecten = trajecten.filter(VERNAUWT[naam](self, waarde))
        return zoek_op_naam(trajecten, self.gekozen.get("q", ""))

    @property
    def qs(self) -> QuerySet:
        """The trajecten asked for, in order; without a phase only those that are open."""
        trajecten, fase = self.breed, self.gekozen.get("fase")
        trajecten = trajecten.filter(fase=fase) if fase else trajecten.open()
        if self.regel:
            trajecten = trajecten.filter(self.regel.waar(self.lid))
        trajecten = trajecten.alias(
            volgende_termijn=Subquery(lopende_termijnen(self.lid).values("uiterlijk")[:1]),
            laatste_contact=_laatste_dag(self.gehouden),
        )
        return trajecten.order_by(*self._volgorde())

    def _volgorde(self) -> list:
        waarde, omgekeerd = SORTERING[self.sortering].waarde, self.is_omgekeerd
        leeg = {"nulls_last": True} if SORTERING[self.sortering].kan_leeg else {}
        eerst = waarde.desc(**leeg) if omgekeerd else waarde.asc(**leeg)
        return [eerst, "leerling__zoeknaam", "pk"]

    @property
    def sortering(self) -> str:
        naam = self.gekozen.get("sorteer", "").removeprefix("-")
        return naam if naam in self.sorteringen else "naam"

    @cached_property
    def sorteringen(self) -> dict[str, Sortering]:
        """What this person may sort by."""
        return {
            naam: sortering
            for naam, sortering in SORTERING.items()
            if sortering.soort is None or mag(self.lid, sortering.soort)
        }

    @property
    def is_omgekeerd(self) -> bool:
        return self.gekozen.get("sorteer", "") == f"-{self.sortering}"

    @property
    def keuze(self) -> dict[str, str]:
        """What was chosen and means something, as it stands in the address."""
        keuze = {naam: str(self.data[naam]).strip() for naam in self.gekozen}
        if not self.regel:
            keuze.pop("filter", None)
        if self.sortering == "naam" and not self.is_omgekeerd:
            keuze.pop("sorteer", None)
        return keuze

    @property
    def laat_iets_vallen(self) -> bool:
        """The address asks for something that is not there (any more), or not in this role."""
        gevraagd = {naam for naam in VERNAUWT.keys() | {"fase", "filter"} if self.data[naam]}
        return bool(gevraagd - self.keuze.keys())

    def kent(self, adres: str) -> bool:
        """Whether this role has all that a kept address filters on."""
        keuze = QueryDict(adres)
        regels = {"", *(regel.sleutel for regel in regels_van(self.lid))}
        return keuze.keys() <= self.fields.keys() and keuze.get("filter", "") in regels

    @property
    def adres(self) -> str:
        """The choice as the end of an address; empty for the whole list."""
        return urlencode(self.keuze)

    @cached_property
    def gelinkt(self) -> dict[str, str]:
        """What the links chose, for the form to send along."""
        return {naam: self.keuze.get(naam, "") for naam in self.LINKS}

    @property
    def gesloten(self) -> list[tuple[str, str]]:
        """The phases in which nothing is open any more."""
        return [(fase.value, fase.label) for fase in Fase if fase in GESLOTEN]

    @property
    def koppen(self) -> list[Kop]:
        """What one can sort by: pressed again the other way round."""
        hier, staat = self.sortering, "descending" if self.is_omgekeerd else "ascending"
        return [
            Kop(
                sortering.titel,
                f"-{naam}" if naam == hier and not self.is_omgekeerd else naam,
                staat if naam == hier else "",
            )
            for naam, sortering in self.sorteringen.items()
        ]

    def _werkplek(self, waarde: str) -> Q:
        plaatsingen = Plaatsing.objects.zichtbaar_voor(self.lid).filter(
            loopt(self.vandaag), traject=OuterRef("pk")
        )
        return Q(Exists(plaatsingen)) if waarde == "met" else ~Q(Exists(plaatsingen))

    def _overeenkomst(self, waarde: str) -> Q:
        rijen = Overeenkomst.objects.zichtbaar_voor(self.lid).filter(traject=OuterRef("pk"))
        if waarde == GEEN:
            return ~Q(Exists(rijen.exclude(status__in=[Status.INGETROKKEN, Status.GEWEIGERD])))
        return Q(Exists(rijen.filter(status=waarde)))

    def _opleiding(self, opleiding: Opleiding) -> Q:
        """Follows it today, or will."""
        hier = Inschrijving.objects.filter(niet_voorbij(self.vandaag), traject=OuterRef("pk"))
        return Q(Exists(hier.filter(opleiding=opleiding)))

    def _begeleider(self, wie: Gebruiker) -> Q:
        begeleiders = Teamlid.objects.begeleiders().filter(traject=OuterRef("pk"))
        return Q(Exists(begeleiders.filter(gebruiker=wie)))

    def _termijn(self, dagen: str) -> Q:
        tot = self.vandaag + int(dagen) * DAG
        leesbaar = Termijn.objects.leesbaar_voor(self.lid).open()
        return Q(Exists(leesbaar.filter(traject=OuterRef("pk"), uiterlijk__lte=tot)))

    def _contact(self, weken: str) -> Q:
        """None held in so many weeks, that one reads; also none ever."""
        sinds = self.vandaag - 7 * int(weken) * DAG
        return ~Q(Exists(self.gehouden.filter(dag__gte=sinds)))

    def _leeftijd(self, waarde: str) -> Q:
        grens: datetime.date = achttien_jaar_voor(self.vandaag)
        jonger = Q(leerling__geboortedatum__gt=grens)
        return jonger if waarde == "jonger" else ~jonger


VERNAUWT: dict[str, Callable[[CaseloadFilter, object], Q]] = {
    "klas": lambda filter, klas: Q(leerling__klas=klas),
    "opleiding": CaseloadFilter._opleiding,
    "begeleider": CaseloadFilter._begeleider,
    "werkplek": CaseloadFilter._werkplek,
    "overeenkomst": CaseloadFilter._overeenkomst,
    "termijn": CaseloadFilter._termijn,
    "contact": CaseloadFilter._contact,
    "leeftijd": CaseloadFilter._leeftijd,
}


def _begeleiders(lid: Lidmaatschap) -> QuerySet:
    """Who has that role at the school today."""
    begeleiders = Lidmaatschap.objects.geldig().filter(school=lid.school_id, rol=Rol.BEGELEIDER)
    wie = Gebruiker.objects.filter(pk__in=begeleiders.values("gebruiker"))
    return wie.order_by("naam", "voornaam")


def lopende_termijnen(lid: Lidmaatschap) -> QuerySet:
    """Of a traject, those that `lid` reads, what ends first in front."""
    termijnen = Termijn.objects.leesbaar_voor(lid).open().filter(traject=OuterRef("pk"))
    return termijnen.order_by("uiterlijk", "regel")  # both stand in the index


def gehouden_contacten(lid: Lidmaatschap, *, om_mee_te_nemen: bool = False) -> QuerySet:
    """Of a traject, those that `lid` reads. `om_mee_te_nemen`: on paper or in a file, where what is
    vertrouwelijk does not go, nor shows in who is there and in which order."""
    gehouden = Contactmoment.objects.leesbaar_voor(lid).gehouden().filter(traject=OuterRef("pk"))
    if om_mee_te_nemen:
        gehouden = gehouden.exclude(lezers=Contactmoment.Lezers.VERTROUWELIJK)
    return gehouden


def _laatste_dag(gehouden: QuerySet) -> Coalesce:
    """Of these contacts; who had none is longest without."""
    dag = Subquery(gehouden.laatste_eerst().values("dag")[:1])
    return Coalesce(dag, Value(datetime.date.min))
