"""Two rows side by side: which value stays, what hangs on each, and what stands in the way."""

import datetime
import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import CharField, Count, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import mag
from leerlingen.dubbels import waarom_leerlingen, waarom_ouders
from leerlingen.models import Betrokkene, Klas, Leerling
from leerlingen.verhangen import gewoon, is_vast, verwijzingen

BLIJFT, GAAT = "blijft", "gaat"
# What means something together only is chosen together: name of the choice → label, fields.
GROEPEN: dict[type[Model], dict[str, tuple[str, tuple[str, ...]]]] = {
    Leerling: {
        "stamnummer": ("Stamnummer", ("stamnummer",)),
        "leerlingnummer": ("Leerlingnummer", ("leerlingnummer",)),
        "voornaam": ("Voornaam", ("voornaam",)),
        "naam": ("Naam", ("naam",)),
        "geboortedatum": ("Geboortedatum", ("geboortedatum",)),
        "geslacht": ("Geslacht", ("geslacht",)),
        "klas": ("Klas", ("klas",)),
        "opleiding": ("Opleiding", ("opleiding",)),
        "inschrijving": ("Inschrijving", ("ingeschreven_van", "ingeschreven_tot")),
        "adres": ("Adres", (*Leerling.ADRES, "land")),
        "telefoon": ("Telefoon", ("telefoon",)),
        "account": ("E-mailadres en account", ("email", "gebruiker", "uitgenodigd_op")),
    },
    Betrokkene: {
        "relatie": ("Wie", ("relatie",)),
        "voornaam": ("Voornaam", ("voornaam",)),
        "naam": ("Naam", ("naam",)),
        "telefoon": ("Telefoon", ("telefoon",)),
        "gezag": ("Gezag", ("gezag",)),
        "account": ("E-mailadres en account", ("email", "gebruiker", "uitgenodigd_op")),
    },
}
# An import never brings authority: what a school wrote down counts, the strictest first.
STRENG = (Betrokkene.Gezag.GEEN, Betrokkene.Gezag.ALLEEN, Betrokkene.Gezag.GEDEELD)


@dataclass
class Regel:
    """One choice: what both have, and which stays unless somebody says otherwise."""

    naam: str
    label: str
    velden: tuple[str, ...]
    blijft: str
    gaat: str
    keuze: str
    gelijk: bool


@dataclass
class Vergelijking:
    """`blijft`: the row that everything hangs on afterwards; `gaat`: the one that goes.
    `hangt`: model → row → how many; `trajecten`: of learners those that are open; `leeg`: of two
    the one that may go."""

    blijft: Leerling | Betrokkene
    gaat: Leerling | Betrokkene
    regels: list[Regel] = field(default_factory=list)
    hangt: dict[type[Model], dict[int, int]] = field(default_factory=dict)
    trajecten: list[Model] = field(default_factory=list)
    leeg: Model | None = None

    @property
    def twee_trajecten(self) -> list[Model]:
        """Both open, and worked on: what stands in the way."""
        return self.trajecten if len(self.trajecten) > 1 and not self.leeg else []

    @property
    def verschillen(self) -> list[Regel]:
        return [regel for regel in self.regels if not regel.gelijk]

    @property
    def gelijke(self) -> list[Regel]:
        return [regel for regel in self.regels if regel.gelijk]

    @property
    def waarom(self) -> list[str]:
        is_leerling = isinstance(self.blijft, Leerling)
        return (waarom_leerlingen if is_leerling else waarom_ouders)(self.blijft, self.gaat)

    def als_gezien(self) -> list:
        regels = [[regel.naam, regel.blijft, regel.gaat] for regel in self.regels]
        trajecten = [[t.pk, t == self.leeg] for t in self.trajecten]
        return [self.blijft.pk, self.gaat.pk, regels, trajecten]


@dataclass
class Ouderpaar:
    """A parent of the learner who goes: with whom of the other they are one, when that may be."""

    ouder: Betrokkene
    vergelijking: Vergelijking | None

    @property
    def lijkt(self) -> bool:
        return bool(self.vergelijking and self.vergelijking.waarom)

    @property
    def zelfde_relatie(self) -> bool:
        """Of a father or a mother there is one."""
        tegenover = self.vergelijking and self.vergelijking.blijft
        return bool(tegenover) and tegenover.relatie == self.ouder.relatie


def vergelijk(een: Model, ander: Model) -> Vergelijking:
    """The row on which most hangs stays, so that as little as possible moves."""
    hangt = _tel(een, ander)

    def gewicht(rij: Model) -> int:
        """Who looked does not count."""
        return sum(aantal.get(rij.pk, 0) for model, aantal in hangt.items() if not is_vast(model))

    volgorde = sorted((een, ander), key=lambda rij: (-gewicht(rij), rij.pk))
    vergelijking = zet_naast(*volgorde)
    vergelijking.hangt = hangt
    if isinstance(een, Leerling):
        blijft, gaat = vergelijking.blijft, vergelijking.gaat
        vergelijking.trajecten, vergelijking.leeg = _open_trajecten(blijft, gaat)
    return vergelijking


def zet_naast(blijft: Model, gaat: Model, bezet: Collection[str] = ()) -> Vergelijking:
    """`bezet`: what another parent of who stays is already, father or mother."""
    nieuwste = max((blijft, gaat), key=_hoe_nieuw)
    regels = [
        _regel(blijft, gaat, naam, label, velden, nieuwste, bezet)
        for naam, (label, velden) in GROEPEN[type(blijft)].items()
    ]
    return Vergelijking(blijft, gaat, regels)


def ouders_van(vergelijking: Vergelijking) -> list[Ouderpaar]:
    """Each parent of the learner who goes, with the one whom they look like, or who is father or
    mother as they are."""
    rijen = Betrokkene.objects.select_related("gebruiker", "leerling").order_by("pk")
    leerlingen = (vergelijking.blijft.pk, vergelijking.gaat.pk)
    rijen = list(rijen.filter(leerling__in=leerlingen))
    van_blijft = [rij for rij in rijen if rij.leerling_id == vergelijking.blijft.pk]
    vrij, een_van = list(van_blijft), ("vader", "moeder")
    paren = []
    for ouder in (rij for rij in rijen if rij.leerling_id == vergelijking.gaat.pk):
        lijkt = [rij for rij in vrij if waarom_ouders(rij, ouder)]
        zelfde = [r for r in vrij if r.relatie == ouder.relatie and r.relatie in een_van]
        tegenover = next(iter([*lijkt, *zelfde]), None)
        naast = None
        if tegenover:
            vrij.remove(tegenover)
            anderen = {rij.relatie for rij in van_blijft if rij != tegenover}
            naast = zet_naast(tegenover, ouder, anderen.intersection(een_van))
        paren.append(Ouderpaar(ouder, naast))
    return paren


def met_werk(trajecten: QuerySet) -> QuerySet:
    """Those of them on which somebody worked: anything hangs on it but what comes with any traject
    (`VANZELF` of a model). What has no such word, as a model made later, is somebody's work."""
    delen = [~trajecten.model.VANZELF]
    for veld in verwijzingen(trajecten.model):
        rijen = veld.model._base_manager.filter(**{veld.name: OuterRef("pk")})
        vanzelf = getattr(veld.model, "VANZELF", None)
        if vanzelf is None:
            delen.append(Q(Exists(rijen)))
        elif vanzelf:
            delen.append(Q(Exists(rijen.exclude(vanzelf))))
    return trajecten.filter(reduce(or_, delen))


def _open_trajecten(blijft: Leerling, gaat: Leerling) -> tuple[list[Model], Model | None]:
    """Those that are open, of who stays first; and of two the empty one, that may go."""
    trajecten = apps.get_model("trajecten.Traject").objects.open().select_related("school")
    trajecten = trajecten.filter(leerling__in=[blijft.pk, gaat.pk])
    open_ = sorted(trajecten, key=lambda traject: traject.leerling_id == gaat.pk)
    if len(open_) < 2:
        return open_, None
    vol = set(met_werk(trajecten).values_list("pk", flat=True))
    return open_, next((traject for traject in reversed(open_) if traject.pk not in vol), None)


def wat_hangt_waar(vergelijking: Vergelijking, lid: Lidmaatschap) -> list[tuple[str, int, int]]:
    """(plain name, how many on the one that stays, and on the one that goes), of what `lid` may
    read."""
    blijft, gaat = vergelijking.blijft.pk, vergelijking.gaat.pk
    return [
        (gewoon(model, 2), per_rij.get(blijft, 0), per_rij.get(gaat, 0))
        for model, per_rij in reversed(vergelijking.hangt.items())
        if mag(lid, model.INFORMATIE)
    ]


def _tel(een: Model, ander: Model) -> dict[type[Model], dict[int, int]]:
    """What hangs on these two, of a learner the whole case: model → row → how many. One query."""
    if isinstance(een, Leerling):
        delen = [(model, pad) for model in apps.get_models() if (pad := _pad_naar_leerling(model))]
    else:
        velden = [veld for veld in verwijzingen(Betrokkene) if hasattr(veld.model, "INFORMATIE")]
        delen = [(veld.model, veld.name) for veld in velden]
    vragen = [
        model._base_manager.filter(**{f"{pad}__in": [een.pk, ander.pk]})
        .order_by()
        .values(rij=F(pad), label=Value(model._meta.label, output_field=CharField()))
        .annotate(aantal=Count("pk"))
        .values_list("label", "rij", "aantal")
        for model, pad in delen
    ]
    aantallen: dict[type[Model], dict[int, int]] = {}
    for label, rij, aantal in vragen[0].union(*vragen[1:], all=True):
        aantallen.setdefault(apps.get_model(label), {})[rij] = aantal
    return aantallen


def _pad_naar_leerling(model: type[Model]) -> str:
    """From what hangs on a learner or on a traject itself; none from parts of those."""
    if not hasattr(model, "INFORMATIE") or model is Leerling:
        return ""
    paden = {"pk": "leerling", "traject": "traject__leerling", "leerling__trajecten": "leerling"}
    return paden.get(model.PAD_NAAR_TRAJECT, "")


def afdruk_van(vergelijking: Vergelijking, paren: Iterable[Ouderpaar]) -> str:
    """Of all that a page showed to choose from: sent along, and compared when the choice comes."""
    ouders = [[p.ouder.pk, p.vergelijking and p.vergelijking.als_gezien()] for p in paren]
    gezien = json.dumps([vergelijking.als_gezien(), ouders])
    return hashlib.sha256(gezien.encode()).hexdigest()


def _hoe_nieuw(rij: Model) -> tuple:
    """The newest enrolment, then the row that came last."""
    return getattr(rij, "ingeschreven_van", None) or datetime.date.min, rij.pk


def _regel(
    blijft, gaat, naam: str, label: str, velden: tuple[str, ...], nieuwste, bezet: Collection[str]
) -> Regel:
    keuze = BLIJFT if nieuwste is blijft else GAAT
    toont = {BLIJFT: _toon(blijft, velden), GAAT: _toon(gaat, velden)}
    if naam == "gezag":
        keuze = BLIJFT if STRENG.index(blijft.gezag) <= STRENG.index(gaat.gezag) else GAAT
    elif naam == "relatie" and gaat.relatie in bezet:
        keuze = BLIJFT
    elif bool(toont[BLIJFT]) != bool(toont[GAAT]):
        keuze = BLIJFT if toont[BLIJFT] else GAAT
    elif "gebruiker" in velden and bool(blijft.gebruiker_id) != bool(gaat.gebruiker_id):
        keuze = BLIJFT if blijft.gebruiker_id else GAAT
    gelijk = all(getattr(blijft, veld) == getattr(gaat, veld) for veld in velden)
    return Regel(naam, label, velden, toont[BLIJFT], toont[GAAT], keuze, gelijk)


def _toon(rij: Model, velden: tuple[str, ...]) -> str:
    """The value of a choice as a person reads it; "" for nothing."""
    if "straat" in velden:
        return ", ".join(filter(None, [rij.adres, rij.land]))
    if "ingeschreven_van" in velden:
        return _periode(rij.ingeschreven_van, rij.ingeschreven_tot)
    if "gebruiker" in velden:
        return _adres_en_account(rij)
    (veld,) = velden
    waarde = getattr(rij, veld)
    if isinstance(waarde, Klas):
        return f"{waarde.code} · {waarde.schooljaar}"
    if isinstance(waarde, datetime.date):
        return date_format(waarde, "j F Y")
    keuze = getattr(rij, f"get_{veld}_display", None)
    return str(keuze() if keuze else waarde or "")


def _periode(van: datetime.date | None, tot: datetime.date | None) -> str:
    delen = {"vanaf": van, "tot en met": tot}
    return " ".join(f"{woord} {date_format(dag, 'j F Y')}" for woord, dag in delen.items() if dag)


def _adres_en_account(rij: Leerling | Betrokkene) -> str:
    delen = [rij.email]
    if rij.gebruiker:
        zelfde = rij.gebruiker.email == rij.email.lower()
        delen.append("met account" if zelfde else f"account {rij.gebruiker.email}")
    elif rij.uitgenodigd_op:
        dag = timezone.localtime(rij.uitgenodigd_op)
        delen.append(f"uitgenodigd op {date_format(dag, 'j F Y')}")
    return ", ".join(filter(None, delen))
