"""What agreements are held to: the register, the export and a batch of bewijsdocumenten."""

import datetime
import json
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils import timezone
from psycopg.types.range import DateRange

from dev.diensten import CHECKOUT
from dev.meetlat import PER_SCHOOL, SCHOLEN, bladtijden, duur, vul_school, werk_statistiek_bij
from dev.start import PYTHON, Kinderen
from dev.wereld.bouw import bouw_school
from gebruikers.models import Bericht, Gebruiker, Lidmaatschap, School
from gebruikers.muur import open_ook
from gebruikers.schrijfwijze import zoekvorm
from leerlingen.models import Leerling
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst, Schorsing
from overeenkomsten.statussen import Partij, Registratie, Status
from overeenkomsten.uitvoer import vraag_uitvoer
from trajecten.documenten import maak_document
from trajecten.models import Document, Traject
from werkplekken.models import Mentor, Onderneming, Vestiging

STAPEL = int(os.environ.get("BENCH_STAPEL", "500"))
UITVOER = int(os.environ.get("BENCH_UITVOER", "100000"))
KEREN = 15
BEDRIJVEN = 100
BEGIN, EINDE = datetime.date(2026, 9, 1), datetime.date(2027, 6, 30)
PERIODE = DateRange(BEGIN, EINDE, "[]")
STUK = 2_000  # rows written at once
BLADEN = {
    "overeenkomsten, blad 1": "",
    "overeenkomsten, in het midden": "?page=20",
    "overeenkomsten, laatste blad": "?page=99999",
    "overeenkomsten op status": "?status=getekend",
    "overeenkomsten op soort": "?soort=sao",
    "overeenkomsten op stand in het loket": "?registratie=geregistreerd",
    "overeenkomsten op opleiding": "?opleiding={opleiding}",
    "overeenkomsten op begindatum": "?begint_vanaf=2026-09-10&begint_tot=2026-09-20",
    "overeenkomsten op schooljaar": "?schooljaar=2026",
    "overeenkomsten op einde, laatste blad": "?sorteer=einde&page=99999",
    "overeenkomsten op leerling": "?sorteer=leerling",
    "overeenkomsten gezocht": "?q=maes+12",
    "overeenkomsten gezocht, laatste blad": "?q=bedrijf&page=99999",
    "alle filters samen": "?status=getekend&soort=oao&registratie=geregistreerd&schooljaar=2026"
    "&q=maes",
}


def vul_overeenkomsten(school: School, aantal: int) -> None:
    """So many, one for a traject of that school that has none: in every state, with who signs."""
    bedrijven = Onderneming.objects.filter(school=school)
    if not bedrijven.exists():
        _vul_bedrijven(school)
    mentoren = list(Mentor.objects.filter(school=school).select_related("vestiging"))
    trajecten = Traject.objects.filter(school=school, overeenkomsten=None).order_by("pk")
    trajecten = trajecten.select_related("leerling")[:aantal]
    begonnen = Overeenkomst.objects.filter(school=school).count()
    rijen = [
        _overeenkomst(begonnen + i, traject, mentoren[i % len(mentoren)])
        for i, traject in enumerate(trajecten.iterator(STUK))
    ]
    assert len(rijen) == aantal
    for begin in range(0, aantal, STUK):
        _bewaar(school, rijen[begin : begin + STUK])


def _vul_bedrijven(school: School) -> None:
    namen = [f"Bedrijf {school.code} {i}" for i in range(BEDRIJVEN)]
    bedrijven = Onderneming.objects.bulk_create(
        Onderneming(school=school, naam=naam, kbo=_kbo(i)) for i, naam in enumerate(namen)
    )
    vestigingen = Vestiging.objects.bulk_create(
        Vestiging(school=school, onderneming=rij, naam="Zetel", postcode="9120", gemeente="Beveren")
        for rij in bedrijven
    )
    Mentor.objects.bulk_create(
        Mentor(school=school, vestiging=rij, voornaam="Mo", naam=f"Mentor {i}")
        for i, rij in enumerate(vestigingen)
    )


def _kbo(nummer: int) -> str:
    begin = f"04{nummer:06}"
    return f"{begin}{97 - int(begin) % 97:02}"


def _overeenkomst(i: int, traject: Traject, mentor: Mentor) -> Overeenkomst:
    status = [Status.GETEKEND, Status.GETEKEND, Status.TER_ONDERTEKENING, Status.CONCEPT][i % 4]
    begin = BEGIN + datetime.timedelta(days=i % 30)
    concept, getekend = status == Status.CONCEPT, status == Status.GETEKEND
    soort = "oao" if i % 3 else "sao"
    return Overeenkomst(
        school_id=traject.school_id,
        traject=traject,
        soort=soort,
        status=status,
        nummer="" if concept else f"{soort.upper()} 2026-{i:06}",
        versie=0 if concept else 1,
        opleiding_id=traject.leerling.opleiding_id,
        vestiging=mentor.vestiging,
        mentor=mentor,
        begindatum=begin,
        einddatum=EINDE,
        feitelijke_periode=None if concept else DateRange(begin, EINDE, "[]"),
        uren_werkplek=24 if soort == "oao" else 16,
        uren_school=12,
        getekend_op=timezone.now() if getekend else None,
        registratie=Registratie.GEREGISTREERD if getekend else Registratie.NIET_OPGEMAAKT,
        geregistreerd_op=begin if getekend else None,
    )


def _bewaar(school: School, rijen: list[Overeenkomst]) -> None:
    """With three parties each; of what is signed their signatures, and of some a suspension."""
    Overeenkomst.objects.bulk_create(rijen)
    nu, wie = timezone.now(), (Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    partijen = Ondertekenaar.objects.bulk_create(
        Ondertekenaar(school=school, overeenkomst=rij, versie=1, partij=partij, naam="Iemand",
                      email="iemand@bench.example", gevraagd_op=nu, herinnerd_op=nu)
        for rij in rijen if rij.versie for partij in wie
    )  # fmt: skip
    Handtekening.objects.bulk_create(
        Handtekening(school=school, ondertekenaar=partij, sha256="a" * 64, wijze="link",
                     getypte_naam="Iemand")
        for partij in partijen if partij.overeenkomst.status == Status.GETEKEND
    )  # fmt: skip
    lid = Lidmaatschap.objects.filter(school=school).first()
    Schorsing.objects.bulk_create(
        Schorsing(school=school, overeenkomst=rij, van=EINDE - datetime.timedelta(days=9),
                  tot=EINDE, door=lid)
        for rij in rijen[::10] if rij.status == Status.GETEKEND
    )  # fmt: skip


def _registertijden(school: School, gebruiker: Gebruiker) -> dict[str, float]:
    opleiding = school.opleidingen.first().pk
    bladen = {naam: vraag.format(opleiding=opleiding) for naam, vraag in BLADEN.items()}

    def helft(haal: Callable) -> float:
        haal()
        return statistics.median(duur(haal) for _ in range(KEREN))

    return bladtijden(school, gebruiker, "overeenkomsten", bladen, helft)


def register() -> Iterator[tuple]:
    """The list of a school of a thousand alone, and of two thousand among fifty such schools."""
    school, gebruiker = vul_school("register")
    vul_overeenkomsten(school, PER_SCHOOL // 2)
    werk_statistiek_bij()
    alleen = _registertijden(school, gebruiker)
    vul_overeenkomsten(school, PER_SCHOOL - PER_SCHOOL // 2)
    for nummer in range(1, SCHOLEN):
        ander, _ = vul_school(f"register-{nummer}")
        vul_overeenkomsten(ander, PER_SCHOOL)
    werk_statistiek_bij()
    met = _registertijden(school, gebruiker)
    aantal = Overeenkomst.objects.count()
    for naam in BLADEN:
        verhouding = met[naam] / alleen[naam]
        gemeten = f"{1000 * met[naam]:.0f} ms, × {verhouding:.2f}"
        yield f"{naam}, {aantal}", gemeten, "× ≤ 1,3", verhouding <= 1.3


def uitvoer() -> Iterator[tuple]:
    """A hundred thousand rows in one file, and the memory of the process that makes it."""
    school, gebruiker = vul_school("uitvoer", UITVOER)
    vul_overeenkomsten(school, UITVOER)
    werk_statistiek_bij()
    lid = Lidmaatschap.objects.get(school=school, gebruiker=gebruiker)
    klein = {"begint_vanaf": "2026-09-01", "begint_tot": "2026-09-01", "status": "getekend"}
    for soort in ("overeenkomsten_csv", "overeenkomsten_xlsx"):
        weinig = _in_eigen_proces(vraag_uitvoer(soort, klein, door=lid))
        veel = _in_eigen_proces(vraag_uitvoer(soort, {}, door=lid))
        groei = veel["geheugen"] / weinig["geheugen"]
        tempo = veel["rijen"] / veel["seconden"]
        naam = f"{soort.removeprefix('overeenkomsten_')}, {veel['rijen']} ÷ {weinig['rijen']} rijen"
        gemeten = f"{veel['geheugen'] // 1024} MB, × {groei:.2f}, {tempo:.0f}/s"
        yield f"geheugen, {naam}", gemeten, "× ≤ 1,2", groei <= 1.2


def _in_eigen_proces(opdracht) -> dict:
    """Seconds, rows and most memory (kB) of a process that does nothing else."""
    wat = [str(opdracht.school_id), str(opdracht.pk)]
    woorden = [PYTHON, "manage.py", "meet_opdracht", *wat]
    klaar = subprocess.run(woorden, cwd=CHECKOUT, capture_output=True, text=True)
    assert klaar.returncode == 0, klaar.stderr
    return json.loads(klaar.stdout.splitlines()[-1])


def stapel() -> Iterator[tuple]:
    """Bewijsdocumenten of many agreements at once, by two workers that are each killed once."""
    pks, school = _stapel_klaar()
    map = Path(tempfile.mkdtemp(prefix="trajecten-stapel-"))
    celery = [PYTHON, "-m", "celery", "-A", "config"]
    werk = [*celery, "worker", "--concurrency", str(max((os.cpu_count() or 2) // 2, 1))]
    opdrachten = {f"werker-{n}": [*werk, "-n", f"stapel-{n}@bench"] for n in (1, 2)}
    klok = [*celery, "beat", "--schedule", str(map / "klok")]
    os.environ["VEEG_SECONDEN"] = "5"
    kinderen = Kinderen(opdrachten | {"klok": klok}, map)
    try:
        eerste, geheel = _volg(kinderen, opdrachten, pks)
    finally:
        kinderen.stop()
    gemaakt = Document.objects.filter(pk__in=pks, gemaakt_op__isnull=False)
    bestanden = gemaakt.values("bestand").distinct().count()
    mails = Bericht.objects.filter(school=school, soort="voltooid", aan__startswith="stapel-")
    goed = gemaakt.count() == bestanden == mails.count() == len(pks)
    telling = f"{gemaakt.count()} gemaakt, {mails.count()} mails"
    yield "kernen bezet, voor de eerste werker stierf", f"{eerste:.0%}", "≥ 90 %", eerste >= 0.9
    yield "kernen bezet, twee keer een werker dood", f"{geheel:.0%}", "≥ 90 %", geheel >= 0.9
    yield f"stapel van {len(pks)}: elk een keer", telling, f"{len(pks)}", goed
    if goed:
        shutil.rmtree(map)  # else the logs tell why


def _stapel_klaar() -> tuple[list[int], School]:
    """Agreements that were all signed a moment ago: a learner, a party to tell and a document each,
    with the contents of one that was really signed."""
    school = School.objects.filter(code="tweede").first() or bouw_school("tweede")
    open_ook(school.pk)
    vorm = Overeenkomst.objects.filter(bewijs__isnull=False, school=school).first()
    bron = vorm.bewijs.inhoud
    assert Document.objects.get(pk=bron["tekenversie"]).is_klaar
    leerlingen = Leerling.objects.bulk_create(
        Leerling(school=school, stamnummer=f"stapel-{i}", voornaam="Lin", naam=f"Stapel {i}",
                 opleiding=vorm.opleiding, geboortedatum=datetime.date(2006, 1, 1),
                 zoeknaam=zoekvorm(f"Stapel {i} Lin"))
        for i in range(STAPEL)
    )  # fmt: skip
    trajecten = Traject.objects.bulk_create(
        Traject(school=school, leerling=rij, begindatum=BEGIN) for rij in leerlingen
    )
    documenten = Document.objects.bulk_create(
        Document(school=school, traject=rij, soort="bewijs", bron=f"stapel-{i}", titel="Stapel",
                 inhoud=bron | {"nummer": f"Stapel {i}"}, sjabloonversie="1")
        for i, rij in enumerate(trajecten)
    )  # fmt: skip
    overeenkomsten = Overeenkomst.objects.bulk_create(
        Overeenkomst(school=school, traject=rij, soort="sao", status=Status.GETEKEND, versie=1,
                     nummer=f"STAPEL {i}", opleiding=vorm.opleiding, vestiging=vorm.vestiging,
                     begindatum=BEGIN, einddatum=EINDE, feitelijke_periode=PERIODE,
                     uren_werkplek=16, uren_school=12, getekend_op=timezone.now(),
                     bewijs=documenten[i])
        for i, rij in enumerate(trajecten)
    )  # fmt: skip
    Ondertekenaar.objects.bulk_create(
        Ondertekenaar(school=school, overeenkomst=rij, versie=1, partij=Partij.LEERLING,
                      naam="Lin Stapel", email=f"stapel-{i}@bench.example",
                      gevraagd_op=timezone.now())
        for i, rij in enumerate(overeenkomsten)
    )  # fmt: skip
    for document in documenten:
        maak_document.delay(school.pk, document.pk)
    return [document.pk for document in documenten], school


def _volg(
    kinderen: Kinderen, opdrachten: dict[str, list[str]], pks: list[int]
) -> tuple[float, float]:
    """Kill one at a third and the other at two thirds, each back at once as a supervisor does. How
    busy the least busy core was: until the first died, and until nearly all was made."""
    totaal, begin, eerste, geheel = len(pks), None, None, None
    grenzen = [(totaal // 3, "werker-1"), (2 * totaal // 3, "werker-2")]
    einde = time.monotonic() + 120 + 4 * totaal
    while time.monotonic() < einde:
        klaar = Document.objects.filter(pk__in=pks, gemaakt_op__isnull=False).count()
        if begin is None and klaar > totaal // 50:
            begin = _kernen()
        if grenzen and begin and klaar >= grenzen[0][0]:
            eerste = eerste or _bezet(begin, _kernen())
            _, naam = grenzen.pop(0)
            kinderen.sein(naam, signal.SIGKILL)
            kinderen.lopend[naam].wait(10)
            kinderen.start(naam, opdrachten[naam])
        if begin and geheel is None and klaar >= 0.95 * totaal:
            geheel = _bezet(begin, _kernen())
        if klaar == totaal:
            return eerste or 0, geheel or 0
        time.sleep(0.2)
    raise AssertionError(f"te laat: {klaar} van {totaal}. Kijk in {kinderen.logmap}.")


def _kernen() -> list[tuple[int, int]]:
    """Of each core the ticks that it was idle, and all of them."""
    regels = [r for r in Path("/proc/stat").read_text().splitlines() if r.startswith("cpu")][1:]
    tijden = [list(map(int, regel.split()[1:9])) for regel in regels]
    return [(tijd[3] + tijd[4], sum(tijd)) for tijd in tijden]


def _bezet(van: list[tuple[int, int]], tot: list[tuple[int, int]]) -> float:
    """Of the least busy core."""
    paren = zip(van, tot, strict=True)
    return min(1 - (t[0] - v[0]) / max(t[1] - v[1], 1) for v, t in paren)
