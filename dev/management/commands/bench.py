"""The numbers that the design holds us to, on this machine, each beside its bar.

Fills the database it is given; dev.bench gives it one to throw away. Times of one run differ from
another's, so read ratios rather than seconds.
"""

import datetime
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import time_machine
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

from dev.meet_overeenkomsten import register, stapel, uitvoer
from dev.meetlat import (
    PER_SCHOOL,
    SCHOLEN,
    bladtijden,
    duur,
    seconden,
    vul_school,
    werk_statistiek_bij,
)
from dev.wereld.bouw import bouw_school
from dev.wereld.gegevens import leerlingen_csv
from gebruikers.models import Bericht, Gebruiker, Lidmaatschap, School
from gebruikers.muur import modellen_achter_de_muur, open_ook, open_voor
from gebruikers.spoor import modellen_met_spoor
from leerlingen import kolommen
from leerlingen.acties import bewaar
from leerlingen.invoeren import voer_in
from leerlingen.lezen import lees
from leerlingen.models import Leerling
from leerlingen.rechten import VANUIT_DE_SHELL
from overeenkomsten import documenten
from overeenkomsten.models import Overeenkomst
from trajecten.documenten import maak_pdf
from trajecten.models import Document, Traject
from trajecten.tasks import herbereken_school, herinner_school
from werkplekken.models import Organisatie, Plaatsing

RIJEN = 5_000
KEREN, PAREN = 7, 12
SCHRIJVERS, SCHRIJFTIJD, WARM = 20, 3, 3
MAANDAG = datetime.datetime(2026, 9, 21, 7, tzinfo=ZoneInfo("Europe/Brussels"))
BLADEN = {
    "caseload, blad 1": "",
    "caseload, laatste blad": "?page=999",
    "caseload op fase": "?fase=lopend",
    "caseload met filter": "?filter=zonder_werkplek",
    "caseload gesorteerd": "?sorteer=sinds",
    "caseload op termijn": "?sorteer=termijn",
    "caseload op contact": "?sorteer=contact",
    "caseload zonder contact": "?contact=6",
    "caseload gezocht": "?q=maes+12",
}


def om_beurten(zet: Callable[[str], None], meet: Callable, paren: int) -> tuple[list, list]:
    """What `meet` gave with and without what `zet` switches: in turns (with, without, without,
    with), so that what slows the machine down hits both. It ends switched on."""
    gemeten = {"ENABLE": [], "DISABLE": []}
    for _ in range(paren):
        for wat in ("ENABLE", "DISABLE", "DISABLE", "ENABLE"):
            zet(wat)
            gemeten[wat].append(meet())
    return gemeten["ENABLE"], gemeten["DISABLE"]


def invoer() -> Iterator[tuple]:
    """Preview and take over of a learner export, as the job does it."""
    school = School.objects.create(code="invoer", naam="Invoer", tweede_factor_vanaf=None)
    open_ook(school.pk)
    vandaag = datetime.date.today()  # noqa: DTZ011
    inhoud = leerlingen_csv("invoer", RIJEN, vandaag.year, vandaag).encode()
    for schrijf in (False, True):
        begin = time.perf_counter()
        tabel = lees(inhoud)
        koppeling = kolommen.herken(tabel.koppen, {})
        uitkomst = voer_in(
            school, tabel, koppeling, mag=VANUIT_DE_SHELL, vandaag=vandaag, schrijf=schrijf
        )
        duur = time.perf_counter() - begin
        assert len(uitkomst.nieuw) == RIJEN, uitkomst.geweigerd[:3]
        if schrijf:
            snelheid = RIJEN / duur
            yield "overnemen", f"{snelheid:.0f} rijen/s", "≥ 500 rijen/s", snelheid >= 500
        else:
            yield f"voorbeeld van {RIJEN} rijen", f"{duur:.1f} s", "< 15 s", duur < 15


def document() -> Iterator[tuple]:
    """The sealed bewijsdocument with its plan, against bare WeasyPrint on the same tagged pages."""
    open_ook(bouw_school("tweede").pk)
    bewijs = Document.objects.filter(soort="bewijs").first()
    tekenversie = Document.objects.get(pk=bewijs.inhoud["tekenversie"])
    assert tekenversie.inhoud["plan"], "een overeenkomst zonder plan meet te weinig"

    def kaal() -> None:
        maak_pdf("documenten/tekenversie.html", tekenversie.inhoud)
        maak_pdf("documenten/bewijs.html", bewijs.inhoud)

    def van_ons() -> None:
        documenten.maak_tekenversie(tekenversie)
        documenten.maak_bewijs(bewijs)

    tijden = [(duur(van_ons), duur(kaal)) for _ in range(KEREN)]
    ons, enkel = map(min, zip(*tijden, strict=True))
    verhouding = ons / enkel
    yield (
        "verzegeld bewijs met plan ÷ enkel zetten",
        f"{verhouding:.2f}",
        "≤ 1,2",
        verhouding <= 1.2,
    )


def schrijvers() -> Iterator[tuple]:
    """Twenty people who save a learner and a placement at once: with the trail, and without it."""
    school, gebruiker = vul_school("spoor")
    lid = Lidmaatschap.objects.create(school=school, gebruiker=gebruiker, rol="administratie")
    organisatie = Organisatie.objects.create(school=school, naam="Springplank")
    trajecten = list(Traject.objects.filter(school=school)[:SCHRIJVERS])
    _per_seconde(lid, organisatie, trajecten)  # to warm up
    tempo = om_beurten(_zet_spoor, lambda: _per_seconde(lid, organisatie, trajecten), 5)
    met, zonder = map(statistics.mean, tempo)
    verhouding = met / zonder
    gemeten = f"{met:.0f}/s ÷ {zonder:.0f}/s = {verhouding:.2f}"
    yield f"{SCHRIJVERS} schrijvers, met ÷ zonder spoor", gemeten, "≥ 0,80", verhouding >= 0.8


def _zet_spoor(wat: str) -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as lijn:
        for model in modellen_met_spoor():
            lijn.execute(f"ALTER TABLE {model._meta.db_table} {wat} TRIGGER spoor")


def _per_seconde(lid: Lidmaatschap, organisatie: Organisatie, trajecten: list[Traject]) -> float:
    """Acts per second of as many threads as there are trajecten, each with its own connection that
    was used before, as those of a web process are."""
    streep = Barrier(len(trajecten))

    def schrijf(traject: Traject) -> int:
        gedaan = 0
        try:
            for nummer in range(WARM):
                _bewaar(lid, organisatie, traject, nummer)
            streep.wait()
            einde = time.perf_counter() + SCHRIJFTIJD
            while time.perf_counter() < einde:
                _bewaar(lid, organisatie, traject, WARM + gedaan)
                gedaan += 1
        finally:
            connection.close()
        return gedaan

    with ThreadPoolExecutor(len(trajecten)) as draden:
        return sum(draden.map(schrijf, trajecten)) / SCHRIJFTIJD


def _bewaar(lid: Lidmaatschap, organisatie: Organisatie, traject: Traject, nummer: int) -> None:
    """As a request does it: one transaction, the school open, who and which known."""
    wie = {"gebruiker": lid.gebruiker_id, "aanvraag": f"web {uuid4()}"}
    with transaction.atomic(), open_voor(**wie):
        open_ook(lid.school_id, lid.pk)
        leerling = Leerling.objects.get(pk=traject.leerling_id)
        leerling.telefoon = f"0470 {nummer:06d}"
        bewaar(leerling, door=lid)
        begin = datetime.date(2026, 9, 1)
        Plaatsing.objects.create(
            traject=traject, organisatie=organisatie, van=begin, tot=datetime.date(2027, 6, 30)
        )


def zet_muur(wat: str) -> None:
    """DISABLE or ENABLE the policies of every table with a school."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as lijn:
        for model in modellen_achter_de_muur():
            tabel = sql.Identifier(model._meta.db_table)
            zin = sql.SQL("ALTER TABLE {} {} ROW LEVEL SECURITY")
            lijn.execute(zin.format(tabel, sql.SQL(wat)))


def nacht() -> Iterator[tuple]:
    """Terms and reminders of all trajecten, on a Monday with terms that end that week; and once
    more, when nothing changed. One process has twice the minutes of two."""
    aantal = f"{Traject.objects.count()} trajecten"
    geheugen, eerste = [], True
    for naam, werk in 2 * (("termijnen", herbereken_school), ("herinneringen", herinner_school)):
        begin, mails = time.perf_counter(), Bericht.objects.count()
        with time_machine.travel(MAANDAG):
            for pk in School.objects.values_list("pk", flat=True):
                werk(pk, pk)
                geheugen.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        seconden = time.perf_counter() - begin
        yield f"{naam}, {aantal}", f"{seconden:.0f} s op een kern", "≤ 600 s", seconden <= 600
        mails = Bericht.objects.count() - mails
        if werk is herinner_school:
            yield "mails", f"{mails}", "> 0" if eerste else "0", bool(mails) == eerste
            eerste = False
    groei = geheugen[-1] / geheugen[1]
    yield "geheugen, alle scholen ÷ de eerste twee", f"× {groei:.2f}", "× ≤ 1,2", groei <= 1.2


def _bladtijden(school: School, gebruiker: Gebruiker, keren: int) -> dict[str, float]:
    return bladtijden(
        school, gebruiker, "mijn-leerlingen", BLADEN, lambda haal: seconden(haal, keren)
    )


def caseload() -> Iterator[tuple]:
    """A school of a thousand alone, one of two thousand among fifty, and there without the wall."""
    klein, wie = vul_school("klein", PER_SCHOOL // 2)
    herbereken_school(klein.pk, klein.pk)
    werk_statistiek_bij()
    alleen = _bladtijden(klein, wie, 2 * PAREN)
    school, gebruiker = vul_school(0)
    for nummer in range(1, SCHOLEN):
        vul_school(nummer)
    yield from nacht()
    werk_statistiek_bij()
    met, zonder = om_beurten(zet_muur, lambda: _bladtijden(school, gebruiker, 1), PAREN)
    for naam in BLADEN:
        onder_vijftig = statistics.median(beurt[naam] for beurt in met)
        verhouding = onder_vijftig / alleen[naam]
        gemeten = f"{1000 * onder_vijftig:.0f} ms, × {verhouding:.2f}"
        yield naam, gemeten, "× ≤ 1,3", verhouding <= 1.3
        muur = statistics.median(m[naam] / z[naam] for m, z in zip(met, zonder, strict=True))
        yield f"{naam}, met ÷ zonder muur", f"× {muur:.2f}", "× ≤ 1,1", muur <= 1.1


DELEN = {
    deel.__name__: deel
    for deel in (invoer, schrijvers, document, stapel, caseload, register, uitvoer)
}


class Command(BaseCommand):
    help = "Meet waar het ontwerp ons aan houdt, en vult daarvoor de databank."

    def add_arguments(self, parser) -> None:
        parser.add_argument("deel", nargs="*", default=list(DELEN), help=", ".join(DELEN))

    def handle(self, *args, **options) -> None:
        if vreemd := set(options["deel"]) - set(DELEN):
            raise CommandError(f"Onbekend: {', '.join(vreemd)}. Kies uit {', '.join(DELEN)}.")
        kern = f"{os.cpu_count()} kernen, {SCHOLEN} scholen van {PER_SCHOOL} leerlingen"
        self.stdout.write(f"{kern}, midden van de tijden")
        for deel in map(DELEN.get, options["deel"]):
            self.stdout.write(f"\n{deel.__doc__.splitlines()[0]}")
            with open_voor():
                for regel in deel():
                    self.toon(*regel)
                trajecten, stukken = Traject.objects.count(), Overeenkomst.objects.count()
                self.stdout.write(f"      met {trajecten} trajecten en {stukken} overeenkomsten")

    def toon(self, wat: str, gemeten: str, grens: str, goed: bool) -> None:
        oordeel = "goed" if goed else "NIET"
        self.stdout.write(f"{oordeel:5} {wat:44} {gemeten:>22}   {grens}")
        self.stdout.flush()
