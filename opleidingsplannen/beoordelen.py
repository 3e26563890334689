"""Which competences are due, and saving ratings."""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, eis
from opleidingsplannen.models import Beoordeling, Opleidingsplan, Plaats, Planregel, Schaal
from opleidingsplannen.models.schaal import niveaus_van
from opleidingsplannen.rechten import (
    eigen_plaatsingen,
    mag_beoordelen,
    mag_terugnemen,
    mag_verbeteren,
)
from trajecten.models import Gebeurtenis, Traject
from trajecten.models.gebeurtenis import BEOORDELING_GEVRAAGD

HOOGSTENS = 5
NIET_AAN_BOD = 0  # chosen instead of a level
KIES = "Kies een van de niveaus."
RUST = datetime.timedelta(days=7)  # rated so recently: not asked again
PLEK_VAN = {Rol.MENTOR: Beoordeling.Plek.WERKPLEK}
PLAATSEN = {
    Beoordeling.Plek.WERKPLEK: {Plaats.WERKPLEK, Plaats.BEIDE},
    Beoordeling.Plek.SCHOOL: {Plaats.SCHOOL, Plaats.BEIDE},
}


@dataclass(frozen=True)
class Beurt:
    """A competence to rate, and why now."""

    regel: Planregel
    waarom: str
    sleutel: uuid.UUID

    @property
    def kenmerk(self) -> str:
        """What the fields of this competence end in."""
        return str(self.regel.competentie_id)


def plek_van(lid: Lidmaatschap) -> str:
    """Where this person sees the learner at work."""
    return PLEK_VAN.get(Rol(lid.rol), Beoordeling.Plek.SCHOOL)


def _plaatsen(lid: Lidmaatschap) -> set[str]:
    """Practised where `lid` rates it; a learner was there everywhere."""
    return set().union(*PLAATSEN.values()) if lid.rol == Rol.LEERLING else PLAATSEN[plek_van(lid)]


def _waarom(regel: Planregel, laatste: datetime.datetime | None, vandaag: datetime.date) -> str:
    if laatste is None:
        return "Nog niet door jou beoordeeld"
    if regel.van and regel.tot and regel.van <= vandaag <= regel.tot:
        return "Staat nu in het plan"
    weken = (vandaag - timezone.localdate(laatste)).days // 7
    return f"Laatst beoordeeld {weken} weken geleden" if weken > 1 else "Vorige week beoordeeld"


def aan_de_beurt(
    plan: Opleidingsplan, lid: Lidmaatschap, *, vandaag: datetime.date, aantal: int = HOOGSTENS
) -> list[Beurt]:
    """At most `aantal` competences that `lid` could rate now, the most useful first.

    Practised where this person sees the learner, in a period that began; in its period now before
    others; never rated before long ago; what this person rated in the last week not at all.
    """

    def volgorde(regel: Planregel):
        nu = bool(regel.van and regel.tot and regel.van <= vandaag <= regel.tot)
        return (not nu, regel.laatst is not None, regel.laatst or timezone.now(), regel.volgorde)

    kandidaten = _kandidaten([plan], lid, vandaag).select_related("competentie__cluster")
    return [
        Beurt(regel, _waarom(regel, regel.laatst, vandaag), uuid.uuid4())
        for regel in sorted(kandidaten, key=volgorde)[:aantal]
    ]


def _kandidaten(plannen: list[Opleidingsplan], lid: Lidmaatschap, vandaag: datetime.date):
    """Lines of these plans that are due, with `laatst`: when this person last rated them."""
    zelfde = {"traject": OuterRef("plan__traject"), "competentie": OuterRef("competentie")}
    laatst = _eigen(lid).filter(**zelfde).order_by("-op").values("op")[:1]
    regels = Planregel.objects.filter(plan__in=plannen, inoefening__in=_plaatsen(lid))
    regels = regels.filter(Q(van=None) | Q(van__lte=vandaag)).annotate(laatst=Subquery(laatst))
    return regels.filter(Q(laatst=None) | Q(laatst__lte=timezone.now() - RUST))


def aantal_aan_de_beurt(plannen: list[Opleidingsplan], lid: Lidmaatschap) -> Counter[int]:
    """Per traject how many cards `aan_de_beurt` would give, in one query."""
    regels = _kandidaten(plannen, lid, timezone.localdate())
    per_traject = Counter(regels.values_list("plan__traject", flat=True))
    return Counter({pk: min(aantal, HOOGSTENS) for pk, aantal in per_traject.items()})


def onbeantwoord(trajecten: list[Traject], lid: Lidmaatschap) -> dict[int, Gebeurtenis]:
    """Per traject the last time the mentor was asked to rate, when `lid` rated nothing since."""
    sindsdien = _eigen(lid).filter(traject=OuterRef("traject"), op__gte=OuterRef("op"))
    gevraagd = Gebeurtenis.objects.zichtbaar_voor(lid).filter(traject__in=trajecten)
    gevraagd = gevraagd.filter(~Exists(sindsdien), soort=BEOORDELING_GEVRAAGD)
    gevraagd = gevraagd.select_related("door__gebruiker").order_by("op", "pk")
    return {rij.traject_id: rij for rij in gevraagd}


def _eigen(lid: Lidmaatschap):
    return Beoordeling.objects.gezegd().filter(door__gebruiker=lid.gebruiker_id)


def van_vandaag(traject: Traject, lid: Lidmaatschap) -> list[Beoordeling]:
    """What this person rated today, in this role: to look over, and to undo."""
    vandaag = _van_vandaag(lid).filter(traject=traject)
    return list(vandaag.select_related("competentie", "schaal").order_by("competentie", "op", "pk"))


def vandaag_over(traject: Traject, competentie: int, lid: Lidmaatschap) -> Beoordeling | None:
    """What this person said today of this competence, in this role."""
    rijen = _van_vandaag(lid).filter(traject=traject, competentie=competentie)
    return rijen.select_related("traject", "door", "schaal").order_by("op", "pk").last()


def klaar_voor_vandaag(trajecten: list[Traject], lid: Lidmaatschap) -> set[int]:
    """The trajecten in which this person rated something today: nothing more is asked."""
    return set(_van_vandaag(lid).filter(traject__in=trajecten).values_list("traject", flat=True))


def _van_vandaag(lid: Lidmaatschap):
    return _eigen(lid).filter(op__date=timezone.localdate(), rol=lid.rol)


def zonder_teruggenomen(oordelen: list[Beoordeling], lid: Lidmaatschap) -> list[Beoordeling]:
    """What was taken back is for the school and for who said it; others read that it was."""
    if lid.is_staf:
        return oordelen
    weg = {o.verbetert_id for o in oordelen if o.is_teruggenomen and not _zei(o, lid)}
    for oordeel in sorted(oordelen, key=lambda o: o.pk, reverse=True):
        if oordeel.pk in weg:  # and what it corrected
            weg.add(oordeel.verbetert_id)
    return [oordeel for oordeel in oordelen if oordeel.pk not in weg]


def _zei(oordeel: Beoordeling, lid: Lidmaatschap) -> bool:
    return oordeel.door.gebruiker_id == lid.gebruiker_id


def alles(plan: Opleidingsplan) -> list[Beurt]:
    """Every competence of the plan, in its order."""
    regels = plan.regels.select_related("competentie__cluster")
    return [Beurt(regel, regel.competentie.cluster.titel, uuid.uuid4()) for regel in regels]


@dataclass(frozen=True)
class Keuze:
    """One chosen level, as it comes from the form. `niveau`: of `schaal`, the scale that was shown,
    or NIET_AAN_BOD."""

    competentie_id: int
    niveau: int
    toelichting: str
    sleutel: uuid.UUID
    schaal: Schaal | None = None

    @property
    def kan(self) -> bool:
        return 0 <= self.niveau <= len(niveaus_van(self.schaal))

    @property
    def velden(self) -> dict:
        """Of the Beoordeling that says this."""
        aan_bod = self.niveau != NIET_AAN_BOD
        return {
            "schaal": self.schaal if aan_bod else None,
            "niveau": self.niveau if aan_bod else None,
            "niet_aan_bod": not aan_bod,
            "toelichting": self.toelichting.strip()[:1000],
        }

    def zegt_hetzelfde(self, oordeel: Beoordeling) -> bool:
        return all(getattr(oordeel, veld) == waarde for veld, waarde in self.velden.items())


@transaction.atomic
def beoordeel(traject: Traject, keuzes: list[Keuze], *, door: Lidmaatschap) -> list[Beoordeling]:
    """Append ratings. A key that came before counts once: pressing twice adds nothing."""
    if nieuw := geef(traject, keuzes, door=door):
        woord = "competentie" if len(nieuw) == 1 else "competenties"
        traject.noteer(door, "beoordeling", f"{len(nieuw)} {woord} beoordeeld")
    return nieuw


def geef(traject: Traject, keuzes: list[Keuze], *, door: Lidmaatschap) -> list[Beoordeling]:
    """The same, without a line on the timeline."""
    eis(door, Informatie.BEOORDELING, Recht.SCHRIJF)
    mag_beoordelen(door, traject).anders_weiger()
    if not keuzes:
        raise Weigering("Kies bij minstens één competentie hoe het gaat.")
    van_mentor = door.rol == Rol.MENTOR
    plaatsing = eigen_plaatsingen(door, traject).op().first() if van_mentor else None
    in_plan = set(
        Planregel.objects.filter(plan__traject=traject).values_list("competentie", flat=True)
    )
    nieuw = []
    for keuze in keuzes:
        if keuze.competentie_id not in in_plan or not keuze.kan:
            raise Weigering("Deze keuze kan niet. Herlaad de pagina en kies opnieuw.")
        beoordeling, gemaakt = Beoordeling.objects.get_or_create(
            sleutel=keuze.sleutel,
            defaults={
                "traject": traject,
                "competentie_id": keuze.competentie_id,
                "plaatsing": plaatsing,
                "plek": plek_van(door),
                "door": door,
                "rol": door.rol,
                **keuze.velden,
            },
        )
        if gemaakt:
            nieuw.append(beoordeling)
    return nieuw


@transaction.atomic
def verbeter(oud: Beoordeling, keuze: Keuze, *, door: Lidmaatschap) -> Beoordeling:
    """Put a new rating in the place of one's own. Pressing twice adds nothing."""
    if eerder := Beoordeling.objects.filter(sleutel=keuze.sleutel, verbetert=oud).first():
        return eerder
    mag_verbeteren(door, oud).anders_weiger()
    if not keuze.kan:
        raise Weigering(KIES)
    if keuze.zegt_hetzelfde(oud):
        raise Weigering("Er is niets veranderd.")
    nieuw = _in_de_plaats(oud, door, keuze.velden | {"sleutel": keuze.sleutel})
    oud.traject.noteer(door, "beoordeling", "1 oordeel verbeterd")
    return nieuw


@transaction.atomic
def neem_terug(oud: Beoordeling, *, door: Lidmaatschap) -> Beoordeling:
    """Undo a rating of one's own: it counts no more, and the competence is due again."""
    mag_terugnemen(door, oud).anders_weiger()
    nieuw = _in_de_plaats(oud, door, {"niveau": None, "sleutel": uuid.uuid4()})
    oud.traject.noteer(door, "beoordeling", "1 oordeel teruggenomen")
    return nieuw


def _in_de_plaats(oud: Beoordeling, door: Lidmaatschap, velden: dict) -> Beoordeling:
    overgenomen = ("traject", "competentie", "plaatsing", "plek", "rol", "gedeeld", "op")
    velden = {veld: getattr(oud, veld) for veld in overgenomen} | velden
    try:
        with transaction.atomic():
            return Beoordeling.objects.create(verbetert=oud, door=door, **velden)
    except IntegrityError:
        raise Weigering("Dit oordeel is intussen al verbeterd.") from None
