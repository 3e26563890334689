"""Rows that look like the same person: learners of one school, and parents of one learner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from gebruikers.models import Lidmaatschap
from gebruikers.schrijfwijze import is_bijna_zelfde_naam
from gebruikers.zicht import Schoolsoort, mag
from leerlingen.models import Betrokkene, Leerling, Onderscheid

GEBOREN = "zelfde geboortedatum en naam"
ADRES = "zelfde e-mailadres"
ACCOUNT = "zelfde account"
NAAM = "bijna dezelfde naam"
# Parents may share a mailbox, and then an account.
SAMEN = {Betrokkene.Relatie.VADER, Betrokkene.Relatie.MOEDER}


@dataclass
class Paar:
    """Two rows by their numbers, lowest first, and why; the rows themselves once they are read."""

    model: type[Leerling] | type[Betrokkene]
    een: int
    ander: int
    waarom: list[str]
    rijen: tuple[Leerling, Leerling] | tuple[Betrokkene, Betrokkene] | tuple = ()

    @property
    def zijn_leerlingen(self) -> bool:
        return self.model is Leerling


def paren(lid: Lidmaatschap) -> list[Paar]:
    """Of the whole school, which who asks sees; without those that somebody told apart."""
    if not mag(lid, Schoolsoort.DUBBELS):
        return []
    apart = set(
        Onderscheid.objects.zichtbaar_voor(lid).order_by().values_list("soort", "een", "ander")
    )
    gevonden = [*_leerlingen(lid), *_ouders(lid)]
    return [p for p in gevonden if (p.model._meta.model_name, p.een, p.ander) not in apart]


def lees_rijen(paren: Iterable[Paar], lid: Lidmaatschap) -> list[Paar]:
    """With their rows: two queries, however many pairs. One that is gone by now is left out."""
    paren = list(paren)
    erbij = {Leerling: ("klas", "school"), Betrokkene: ("leerling__klas", "school")}
    for model, namen in erbij.items():
        pks = {pk for p in paren if p.model is model for pk in (p.een, p.ander)}
        rijen = model.objects.zichtbaar_voor(lid).select_related(*namen, "gebruiker").in_bulk(pks)
        for paar in paren:
            if paar.model is model and {paar.een, paar.ander} <= rijen.keys():
                paar.rijen = (rijen[paar.een], rijen[paar.ander])
    return [paar for paar in paren if paar.rijen]


def lijken_op(leerling: Leerling, lid: Lidmaatschap) -> list[Leerling]:
    """The other learners that `lid` sees and that look like this one."""
    apart = Onderscheid.objects.van(Leerling).met(leerling.pk)
    apart = {pk for paar in apart.values_list("een", "ander") for pk in paar}
    anderen = Leerling.objects.zichtbaar_voor(lid).filter(_zelfde_als(leerling))
    anderen = anderen.filter(school=leerling.school_id).exclude(pk__in={leerling.pk, *apart})
    anderen = anderen.select_related("school", "klas")
    return [ander for ander in anderen if waarom_leerlingen(leerling, ander)]


def dubbele_ouders(leerling: Leerling, ouders: Iterable[Betrokkene]) -> list[Paar]:
    """Of this learner's parents, as they were read."""
    op_nummer = {ouder.pk: ouder for ouder in ouders}
    apart = Onderscheid.objects.van(Betrokkene).filter(school=leerling.school_id)
    apart = set(apart.filter(een__in=op_nummer).order_by().values_list("een", "ander"))
    return [
        Paar(Betrokkene, een, ander, waarom, (op_nummer[een], op_nummer[ander]))
        for een, ander in combinations(sorted(op_nummer), 2)
        if (een, ander) not in apart and (waarom := waarom_ouders(op_nummer[een], op_nummer[ander]))
    ]


def zoek_bekenden(school_id: int, nieuwe: list[Leerling]) -> dict[str, Leerling]:
    """Of learners that are not stored yet: stamnummer → who is there already and looks like them.
    One query."""
    lijkt: dict[str, Leerling] = {}
    if not nieuwe:
        return lijkt
    adressen = {leerling.email.lower() for leerling in nieuwe if leerling.email}
    kan = Q(geboortedatum__in={leerling.geboortedatum for leerling in nieuwe})
    bekend = Leerling.objects.filter(school=school_id).alias(adres=Lower("email"))
    per_dag, per_adres = defaultdict(list), defaultdict(list)
    bekend = bekend.filter(kan | (Q(adres__in=adressen) & ~Q(email="")))
    for rij in bekend.select_related("klas").order_by("pk"):
        per_dag[rij.geboortedatum].append(rij)
        per_adres[rij.email.lower()].append(rij)
    for leerling in nieuwe:
        mogelijk = per_dag[leerling.geboortedatum] + per_adres[leerling.email.lower()]
        if gevonden := next((r for r in mogelijk if waarom_leerlingen(leerling, r)), None):
            lijkt[leerling.stamnummer] = gevonden
    return lijkt


def waarom_leerlingen(een: Leerling, ander: Leerling) -> list[str]:
    """Why these two may be one; nothing when they do not look alike."""
    waarom = []
    if een.geboortedatum == ander.geboortedatum and _zelfde_naam(een, ander):
        waarom.append(GEBOREN)
    if een.email and een.email.lower() == ander.email.lower():
        waarom.append(ADRES)
    return waarom


def waarom_ouders(een: Betrokkene, ander: Betrokkene) -> list[str]:
    """Likewise of two parents of one learner."""
    waarom = [NAAM] if _zelfde_naam(een, ander) else []
    if {een.relatie, ander.relatie} == SAMEN:
        return waarom
    if een.email and een.email.lower() == ander.email.lower():
        waarom.append(ADRES)
    if een.gebruiker_id and een.gebruiker_id == ander.gebruiker_id:
        waarom.append(ACCOUNT)
    return waarom


def _zelfde_naam(een: Leerling | Betrokkene, ander: Leerling | Betrokkene) -> bool:
    return is_bijna_zelfde_naam((een.voornaam, een.naam), (ander.voornaam, ander.naam))


def _zelfde_als(leerling: Leerling) -> Q:
    zelfde = Q(geboortedatum=leerling.geboortedatum)
    return zelfde | Q(email__iexact=leerling.email) if leerling.email else zelfde


def _leerlingen(lid: Lidmaatschap) -> Iterator[Paar]:
    """Only rows with another of the same day or address are read."""
    hier = Leerling.objects.filter(school=lid.school_id)
    anderen = hier.exclude(pk=OuterRef("pk")).filter(geboortedatum=OuterRef("geboortedatum"))
    adressen = hier.exclude(email="").order_by().values(adres=Lower("email"))
    vaker = adressen.annotate(aantal=Count("pk")).filter(aantal__gt=1).values("adres")
    rijen = hier.alias(adres=Lower("email")).filter(Q(Exists(anderen)) | Q(adres__in=vaker))
    rijen = rijen.only("voornaam", "naam", "geboortedatum", "email").order_by("zoeknaam", "pk")
    groepen = defaultdict(list)
    for rij in rijen:
        groepen[rij.geboortedatum].append(rij)
        if rij.email:
            groepen[rij.email.lower()].append(rij)
    yield from _in_groepen(Leerling, groepen, waarom_leerlingen)


def _ouders(lid: Lidmaatschap) -> Iterator[Paar]:
    ander = Betrokkene.objects.filter(leerling=OuterRef("leerling")).exclude(pk=OuterRef("pk"))
    rijen = Betrokkene.objects.filter(Exists(ander), school=lid.school_id)
    velden = ("leerling", "relatie", "voornaam", "naam", "email", "gebruiker")
    groepen = defaultdict(list)
    for rij in rijen.only(*velden).order_by(F("leerling__zoeknaam"), "pk"):
        groepen[rij.leerling_id].append(rij)
    yield from _in_groepen(Betrokkene, groepen, waarom_ouders)


def _in_groepen(model, groepen: dict, waarom) -> Iterator[Paar]:
    """Each pair once, also when two groups hold it."""
    gehad = set()
    for rijen in groepen.values():
        for twee in combinations(rijen, 2):
            een, ander = sorted(rij.pk for rij in twee)
            if (een, ander) not in gehad and (redenen := waarom(*twee)):
                gehad.add((een, ander))
                yield Paar(model, een, ander, redenen)
