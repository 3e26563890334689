"""The caseload: which trajecten, filtered by the address, and what each row shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.utils import timezone
from django.utils.formats import date_format

from begeleiding.models import Contactmoment
from gebruikers.bladen import blad_van
from gebruikers.models import Lidmaatschap
from gebruikers.namens import met_namens
from gebruikers.zicht import Informatie, mag
from overeenkomsten.models import Overeenkomst
from overeenkomsten.models.schorsing import hoelang
from overeenkomsten.plaatsing import met_schorsingen
from overeenkomsten.soorten import REGELS
from overeenkomsten.statussen import Soort, Status
from overzichten.caseloadfilter import CaseloadFilter, gehouden_contacten, lopende_termijnen
from overzichten.models import Weergave
from overzichten.stand import LEEG, Stand, plan_standen
from overzichten.taken import TeDoen, Treft, regels_van, taken_van, treffers
from overzichten.vragen import per_traject
from trajecten.fases import GESLOTEN, Fase
from trajecten.models import Inschrijving, Termijn, Traject
from werkplekken.models import Plaatsing

MEEST_WEERGAVEN = 30  # above the list


@dataclass(frozen=True)
class Chip:
    sleutel: str
    titel: str
    aantal: int


@dataclass(frozen=True)
class Telling:
    """All figures above the list, from one query."""

    totaal: int
    aandacht: int  # for how many `taken_van` has something to say
    fases: list[Chip]
    chips: list[Chip]
    treft: Treft

    def van(self, filter: CaseloadFilter) -> int | None:
        """How many the list has, when these figures tell it."""
        fase, regel = filter.gelinkt["fase"], filter.gelinkt["filter"]
        if not fase and not regel:
            return self.totaal
        if fase and regel:
            return None
        aantallen = {chip.sleutel: chip.aantal for chip in (self.fases if fase else self.chips)}
        return aantallen.get(fase or regel, None if fase else 0)


def tel(lid: Lidmaatschap, trajecten) -> Telling:
    """How many per phase and per rule, in one query over the open trajecten."""
    regels = regels_van(lid)
    kolommen = treffers(regels, lid)
    rijen = trajecten.order_by().annotate(**kolommen).values_list("pk", "fase", *kolommen)
    treft, per_fase = {}, Counter()
    for pk, fase, *waarden in rijen:
        per_fase[fase] += 1
        if any(waarden):
            treft[pk] = {r.sleutel for r, waar in zip(regels, waarden, strict=True) if waar}
    per_regel = Counter(sleutel for sleutels in treft.values() for sleutel in sleutels)
    return Telling(
        per_fase.total(),
        len(treft),
        [Chip(f.value, f.label, per_fase[f]) for f in Fase if f not in GESLOTEN],
        [Chip(r.sleutel, r.titel, n) for r in regels if (n := per_regel[r.sleutel])],
        treft,
    )


@dataclass(frozen=True)
class Vakje:
    """A signature square of an agreement that was not sent yet."""

    letter: str
    staat: str = "nog_niet"
    titel: str = ""


NOG_NIETS = tuple(
    Vakje(partij.letter, titel=f"{partij.label} is nog niet gevraagd")
    for partij in REGELS[Soort.OAO].partijen
)


@dataclass(frozen=True)
class Rij:
    traject: Traject
    plaatsing: Plaatsing | None
    overeenkomst: Overeenkomst | None
    tekens: list
    stand: Stand
    geschorst: str = ""  # today, and until when
    contact: Contactmoment | None = None  # the last one held, of those that one reads
    termijn: Termijn | None = None  # the one that ends first, likewise
    taken: list[TeDoen] = field(default_factory=list)

    @property
    def leerling(self):
        return self.traject.leerling

    @property
    def begint_nog(self) -> bool:
        """The agreement is for later: the squares are not those of today's workplace."""
        return bool(self.overeenkomst) and self.overeenkomst.begindatum > timezone.localdate()

    @property
    def termijn_op(self) -> str:
        """Its day; of another year with that year."""
        jaar = "" if self.termijn.uiterlijk.year == timezone.localdate().year else " Y"
        return date_format(self.termijn.uiterlijk, f"j b{jaar}")

    @property
    def taak(self) -> TeDoen | None:
        return self.taken[0] if self.taken else None


def met_opleiding(trajecten):
    """With learner and class; `opleiding_naam`: what runs today (or ran last), and `straks_naam`
    from `straks_van` on, when an enrolment is to come."""
    vandaag = timezone.localdate()
    rijen = Inschrijving.objects.filter(traject=OuterRef("pk"))
    nu = rijen.filter(van__lte=vandaag).order_by("-van", "-pk")
    straks = rijen.filter(van__gt=vandaag).order_by("van", "pk")
    return trajecten.select_related("leerling__klas", "school").annotate(
        opleiding_naam=Subquery(nu.values("opleiding__naam")[:1]),
        straks_naam=Subquery(straks.values("opleiding__naam")[:1]),
        straks_van=Subquery(straks.values("van")[:1]),
    )


def met_dagen(trajecten, lid: Lidmaatschap, *, om_mee_te_nemen: bool = False):
    """With the last of the `gehouden_contacten`: `contact_dag`, `contact_soort`; and the first of
    the `lopende_termijnen`: `termijn_dag`, `termijn_regel`."""
    laatste = gehouden_contacten(lid, om_mee_te_nemen=om_mee_te_nemen).laatste_eerst()
    eerste = lopende_termijnen(lid)
    return trajecten.annotate(
        contact_dag=Subquery(laatste.values("dag")[:1]),
        contact_soort=Subquery(laatste.values("soort")[:1]),
        termijn_dag=Subquery(eerste.values("uiterlijk")[:1]),
        termijn_regel=Subquery(eerste.values("regel")[:1]),
    )


def _contact(traject: Traject) -> Contactmoment | None:
    """Its last contact, as much of it as a row tells."""
    if traject.contact_dag is None:
        return None
    return Contactmoment(dag=traject.contact_dag, soort=traject.contact_soort)


def _termijn(traject: Traject) -> Termijn | None:
    """The term that ends first, as much of it as a row tells."""
    if traject.termijn_dag is None:
        return None
    termijn = Termijn(regel=traject.termijn_regel)
    termijn.uiterlijk = traject.termijn_dag  # generated: the database gives it
    return termijn


def rijen_van(lid: Lidmaatschap, trajecten: list[Traject], taken: list[TeDoen]) -> list[Rij]:
    """What each of these trajecten (of `met_dagen`) shows, in constant queries."""
    pks = [traject.pk for traject in trajecten]
    plaatsingen = _plaatsingen(lid, pks)
    overeenkomsten = _overeenkomsten(lid, pks)
    geschorst = _geschorst(plaatsingen)
    standen = plan_standen(lid, trajecten)
    per_traject: dict[int, list[TeDoen]] = {}
    for taak in taken:
        per_traject.setdefault(taak.traject_id, []).append(taak)
    return [
        Rij(
            traject,
            next(iter(plaatsingen[traject.pk]), None),
            overeenkomst := overeenkomsten.get(traject.pk),
            _tekens(lid, overeenkomst),
            standen.get(traject.pk, LEEG),
            geschorst.get(traject.pk, ""),
            _contact(traject),
            _termijn(traject),
            per_traject.get(traject.pk, []),
        )
        for traject in trajecten
    ]


def lijst(
    lid: Lidmaatschap,
    vraag: Mapping,
    gekozen: Sequence[int] = (),
    *,
    alle_taken: bool = False,
) -> dict:
    """One page of the caseload that the address asks for, with its figures, and what needs doing
    (`taken`): of who stands on this page, or of `alle_taken` that the figures are about. `gekozen`:
    who is ticked, here or on another page (`elders`)."""
    filter = CaseloadFilter(vraag, lid=lid)
    telling = tel(lid, filter.breed.open())
    # The database looks up what a row shows after it took the page.
    gevonden = met_namens(met_dagen(met_opleiding(filter.qs), lid), lid)
    blad = blad_van(vraag, gevonden, aantal=telling.van(filter))
    trajecten = list(blad)
    deze = telling.treft if alle_taken else [t.pk for t in trajecten if t.pk in telling.treft]
    open_ = Traject.objects.filter(pk__in=deze).open()
    taken = taken_van(lid, open_, telling.treft) if deze else []
    return {
        "taken": taken,
        "page_obj": blad,
        "rijen": rijen_van(lid, trajecten, taken),
        "gekozen": gekozen,
        "elders": [pk for pk in gekozen if pk not in {traject.pk for traject in trajecten}],
        "telling": telling,
        "filter": filter,
        "weergaven": _weergaven(lid, filter),
    }


def _weergaven(lid: Lidmaatschap, filter: CaseloadFilter) -> list[Weergave]:
    """One's own in front; not those that filter on what this role has not."""
    rijen = Weergave.objects.zichtbaar_voor(lid).select_related("van")
    mijn_eerst = Case(When(van=lid.gebruiker_id, then=0), default=1)
    rijen = rijen.order_by(mijn_eerst, "naam", "pk")[:MEEST_WEERGAVEN]
    rijen = [rij for rij in rijen if filter.kent(rij.adres)]
    for rij in rijen:
        rij.kan_weg = rij.mag_weg(lid)
    return rijen


def _plaatsingen(lid: Lidmaatschap, pks: list[int]) -> dict[int, list[Plaatsing]]:
    """The present placements of each traject, then those to come."""
    rijen = (
        Plaatsing.objects.zichtbaar_voor(lid)
        .filter(traject__in=pks, tot__gte=timezone.localdate())
        .select_related("vestiging", "organisatie", "mentor")
        .order_by("van", "pk")
    )
    return per_traject(met_schorsingen(rijen, lid))


def _overeenkomsten(lid: Lidmaatschap, pks: list[int]) -> dict[int, Overeenkomst]:
    """The agreement that matters now: the last one that was not withdrawn. One that stopped only
    without another, and one that goes on with another from when that is over."""
    vandaag = timezone.localdate()
    gestopt = Q(status=Status.BEEINDIGD, feitelijke_periode__endswith__lte=vandaag)
    nog_bezig = {"status": Status.GETEKEND, "feitelijke_periode__endswith__gt": vandaag}
    rijen = (
        Overeenkomst.objects.zichtbaar_voor(lid)
        .filter(traject__in=pks)
        .exclude(status=Status.INGETROKKEN)
        .exclude(**{f"vervolg_op__{veld}": waarde for veld, waarde in nog_bezig.items()})
        .alias(gestopt=ExpressionWrapper(gestopt, BooleanField()))
        .order_by("-gestopt", "begindatum", "pk")
        .met_tekenaars(lid)
    )
    return {rij.traject_id: rij for rij in rijen}


def _geschorst(plaatsingen: dict[int, list[Plaatsing]]) -> dict[int, str]:
    """Of each traject whether an agreement of it is suspended today, and until when."""
    vandaag = timezone.localdate()
    return {
        rij.traject_id: hoelang(rust, "j b").partition(",")[0]
        for rijen in plaatsingen.values()
        for rij in rijen
        for rust in rij.geschorst
        if vandaag in rust
    }


def _tekens(lid: Lidmaatschap, overeenkomst: Overeenkomst | None) -> list:
    """Who reads no signatures reads how far it is in a word, of a draft too."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT):
        return []
    if overeenkomst is None or overeenkomst.is_concept:
        return list(NOG_NIETS)
    return overeenkomst.tekenaars
