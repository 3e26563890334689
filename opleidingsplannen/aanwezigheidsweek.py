"""One week of a learner at the workplace, half day by half day, as one person may read it and say
it."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from django.utils import timezone
from django.utils.dateparse import parse_date

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.periode import DAG, LAATST, VROEGST
from gebruikers.rollen import Rol
from leerlingen.schooljaar import WEEK, maandag_van
from opleidingsplannen.aanwezigheid import Melding
from opleidingsplannen.models import Aanwezigheid, Halve, Staat
from opleidingsplannen.rechten_aanwezigheid import keuzes_van, mag_doorgeven, mag_vaststellen
from opleidingsplannen.verwacht import eerste_dag, laatste_dag, plaatsingen_van, verwacht
from trajecten.models import Traject
from trajecten.models.kalender import Dagdeel
from werkplekken.models import Plaatsing

HEEL = "heel"  # the whole day


@dataclass
class Vak:
    """Half a day; `rij` is what is told of it, if anything. `kiest`: who looks can say it, or
    settle it. `getypt`: what was chosen on a page that comes back; `terug`: the form that settles
    it, as it was sent."""

    halve: Halve
    rij: Aanwezigheid | None
    verwacht: bool
    keuzes: list[Staat]
    kiest: bool
    leerling: bool  # looks
    getypt: str | None = None
    terug: Mapping | None = None

    @property
    def naam(self) -> str:
        return f"{self.halve.dag:%Y-%m-%d}-{self.halve.deel}"

    @property
    def deel(self) -> str:
        return self.halve.deel

    @property
    def zei(self) -> str:
        """What who looks said before, or another for the same workplace."""
        if self.rij is None:
            return ""
        return self.rij.leerling_zegt if self.leerling else self.rij.werkplek_zegt

    @property
    def gekozen(self) -> str:
        """What stands there already: to the workplace what the learner announced, to agree with."""
        if self.getypt is not None:
            return self.getypt
        if self.rij and not self.leerling:
            return self.rij.gemeld
        return self.zei

    @property
    def niets(self) -> str:
        """What it is called to say nothing (any more); "" when that is no choice. To the workplace:
        of an absence that it alone announced, and of a day that nobody expected."""
        if self.leerling:
            return "ik kom"
        if not self.zei:
            return ""
        if self.rij.buiten_rooster:
            return "was er niet"
        return "komt wel" if self.is_komend and not self.rij.leerling_zegt else ""

    @property
    def is_komend(self) -> bool:
        return self.halve.dag > timezone.localdate()

    @property
    def is_open(self) -> bool:
        """Nobody said anything of what is over."""
        return self.verwacht and self.halve.dag < timezone.localdate() and self.rij is None

    @property
    def vastgesteld(self) -> Staat | None:
        return Staat(self.rij.staat) if self.rij and self.rij.staat else None

    @property
    def geldt(self) -> Staat | None:
        return Staat(self.rij.geldt) if self.rij else None

    @property
    def gezien(self) -> dict[str, str]:
        """Half of the day → what tells whether somebody said something else since."""
        return {self.halve.deel: self.rij.afdruk if self.rij else LEEG}

    @property
    def voorstel(self) -> str:
        """What the begeleider would settle."""
        if self.terug:
            return self.terug.get("staat", "")
        return self.rij.geldt if self.rij else ""

    @property
    def reden(self) -> str:
        return self.terug.get("waarom", "") if self.terug else ""


LEEG = Aanwezigheid().afdruk


@dataclass
class Blok:
    """One workplace in that week."""

    plaatsing: Plaatsing
    dagen: list[tuple[datetime.date, list[Vak]]]

    @property
    def vakken(self) -> Iterator[Vak]:
        return (vak for _, vakken in self.dagen for vak in vakken)

    @property
    def open_tot_nu(self) -> list[Vak]:
        """What one press would call present."""
        return [
            vak
            for vak in self.vakken
            if vak.kiest and vak.verwacht and not (vak.is_komend or vak.zei)
        ]

    @property
    def hele_week(self) -> str:
        """What that press says."""
        if self.komt_nog:
            return "Alles tot nu aanwezig"
        al = any(vak.zei or vak.vastgesteld for vak in self.vakken)
        return "De rest van de week aanwezig" if al else "Hele week aanwezig"

    @property
    def kiest(self) -> bool:
        return any(vak.kiest for vak in self.vakken)

    @property
    def komt_nog(self) -> bool:
        return any(vak.is_komend for vak in self.vakken)

    @property
    def alles_doorgegeven(self) -> bool:
        geweest = [vak for vak in self.vakken if vak.verwacht and not vak.is_komend]
        return bool(geweest) and all(vak.zei or vak.vastgesteld for vak in geweest)


@dataclass
class Week:
    maandag: datetime.date
    blokken: list[Blok]
    eerste: datetime.date
    laatste: datetime.date

    @property
    def zondag(self) -> datetime.date:
        return self.maandag + 6 * DAG

    @property
    def is_deze(self) -> bool:
        return self.maandag == maandag_van(timezone.localdate())

    @property
    def vorige(self) -> datetime.date | None:
        vorige = self.maandag - WEEK
        return vorige if vorige >= maandag_van(self.eerste) else None

    @property
    def volgende(self) -> datetime.date | None:
        volgende = self.maandag + WEEK
        return volgende if volgende <= self.laatste else None

    def blok_van(self, plaatsing: str) -> Blok | None:
        return next((b for b in self.blokken if str(b.plaatsing.pk) == plaatsing), None)


def gevraagde_dag(tekst: str) -> datetime.date | None:
    """A day of the address or a form; nonsense is none."""
    try:
        dag = parse_date(tekst.strip())
    except ValueError:
        return None
    return dag if dag and VROEGST <= dag <= LAATST else None


def week_van(lid: Lidmaatschap, traject: Traject, gevraagd: str, getypt: Mapping | None = None):
    """The week of the day that is asked for, within what can be reached; else the present one.
    `getypt`: what was posted, for a page that comes back. In constant queries."""
    vandaag = timezone.localdate()
    alle = plaatsingen_van(lid, traject=traject.pk)
    eerste, laatste = _bereik(lid, alle, vandaag)
    dag = gevraagde_dag(gevraagd) or vandaag
    maandag = maandag_van(min(max(dag, maandag_van(eerste)), laatste))
    zondag = maandag + 6 * DAG
    plaatsingen = [rij for rij in alle if rij.van <= zondag and rij.tot >= maandag]
    verwachte = verwacht(plaatsingen, maandag, zondag)
    rijen = Aanwezigheid.objects.zichtbaar_voor(lid).filter(plaatsing__in=plaatsingen)
    rijen = rijen.tussen(maandag, zondag).select_related(*Aanwezigheid.ERBIJ)
    per_halve = {rij.halve: rij for rij in rijen}
    blokken = []
    for rij in plaatsingen:
        hier = getypt if getypt and getypt.get("plaatsing") == str(rij.pk) else {}
        vakken = _vakken(lid, rij, verwachte.get(rij.pk, []), per_halve, hier)
        dagen: dict[datetime.date, list[Vak]] = {}
        for vak in vakken:
            dagen.setdefault(vak.halve.dag, []).append(vak)
        blokken.append(Blok(rij, list(dagen.items())))
    return Week(maandag, blokken, eerste, laatste)


def _bereik(
    lid: Lidmaatschap, plaatsingen: list[Plaatsing], vandaag: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """Who tells it goes as far as it can be told; who reads, as far as there is anything."""
    begin = min((rij.van for rij in plaatsingen), default=vandaag)
    einde = max((rij.tot for rij in plaatsingen), default=vandaag)
    if mag_doorgeven(lid):
        begin = max(begin, eerste_dag(vandaag))
    return min(begin, vandaag), max(vandaag, min(einde, laatste_dag(vandaag)))


def _vakken(
    lid: Lidmaatschap,
    plaatsing: Plaatsing,
    verwachte: list[Halve],
    per_halve: dict[Halve, Aanwezigheid],
    getypt: Mapping,
) -> list[Vak]:
    vandaag, leerling = timezone.localdate(), lid.rol == Rol.LEERLING
    doorgever, vaststeller = bool(mag_doorgeven(lid)), bool(mag_vaststellen(lid))
    eigen = [halve for halve in per_halve if halve.plaatsing == plaatsing.pk]
    vakken = []
    for halve in sorted({*verwachte, *eigen}, key=attrgetter("moment")):
        rij = per_halve.get(halve)
        kiest = doorgever and not (rij and rij.staat) and halve.dag <= laatste_dag(vandaag)
        kiest = kiest and halve.dag >= (vandaag if leerling else eerste_dag(vandaag))
        if vaststeller:
            kiest = halve.dag <= vandaag
        keuzes = keuzes_van(lid, halve.dag)
        if rij and rij.buiten_rooster and not leerling:
            keuzes = [Staat.AANWEZIG]  # see mag_melden
        vak = Vak(halve, rij, halve in verwachte, keuzes, kiest, leerling)
        vak.getypt = getypt.get(f"h-{vak.naam}")
        if (getypt.get("dag"), getypt.get("deel")) == (halve.dag.isoformat(), halve.deel):
            vak.terug = getypt
        vakken.append(vak)
    return vakken


def meldingen_uit(post: Mapping, blok: Blok) -> list[Melding]:
    """What was tapped; with the big button, the rest until today as present. Raises Weigering."""
    if post.get("knop") == "extra":
        return _extra(post, blok)
    meldingen = []
    for vak in blok.vakken:
        if not vak.kiest:
            continue
        staat, was = post.get(f"h-{vak.naam}"), post.get(f"was-{vak.naam}", "")
        if staat is None and post.get("knop") == HEEL and vak in blok.open_tot_nu:
            staat = Staat.AANWEZIG
        if staat is not None:
            meldingen.append(Melding(vak.halve.dag, vak.halve.deel, staat, was))
    return meldingen


def _extra(post: Mapping, blok: Blok) -> list[Melding]:
    """Was there on a day that is not in the week."""
    dag, deel = gevraagde_dag(post.get("extra_dag", "")), post.get("extra_deel", "")
    wie = blok.plaatsing.traject.leerling.voornaam
    if dag is None or deel not in (HEEL, *Dagdeel.values):
        raise Weigering(
            f"Kies de dag waarop {wie} er was, en of het een hele of een halve dag was."
        )
    delen: Iterable[str] = Dagdeel.values if deel == HEEL else [deel]
    al = {vak.halve: vak.zei for vak in blok.vakken}
    return [
        Melding(dag, deel, Staat.AANWEZIG, al.get(Halve(blok.plaatsing.pk, dag, deel), ""))
        for deel in delen
    ]
