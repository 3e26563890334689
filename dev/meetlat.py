"""What the measurements share: how long something takes, and schools to look at.

Smaller, to see that it works: BENCH_SCHOLEN=2 BENCH_PER_SCHOOL=100 python -m dev.bench register
"""

import datetime
import os
import statistics
import time
from collections.abc import Callable

import psycopg
from django.test import Client

from begeleiding.models import Contactmoment
from gebruikers.models import Gebruiker, Lidmaatschap, School
from gebruikers.muur import open_ook
from gebruikers.schrijfwijze import zoekvorm
from leerlingen.models import Klas, Leerling, Opleiding
from trajecten.fases import Fase
from trajecten.models import Inschrijving, Teamlid, Traject

SCHOLEN = int(os.environ.get("BENCH_SCHOLEN", "50"))
PER_SCHOOL = int(os.environ.get("BENCH_PER_SCHOOL", "2000"))


def duur(doe: Callable) -> float:
    begin = time.perf_counter()
    doe()
    return time.perf_counter() - begin


def seconden(doe: Callable, keren: int) -> float:
    """The middle of several runs, after one to warm up."""
    doe()
    return statistics.median(duur(doe) for _ in range(keren))


def vul_school(nummer: int | str, aantal: int = PER_SCHOOL) -> tuple[School, Gebruiker]:
    """A school of so many trajecten in all phases, with classes, teams and enrolments."""
    school = School.objects.create(
        code=f"bench-{nummer}", naam=f"Bench {nummer}", tweede_factor_vanaf=None
    )
    open_ook(school.pk)
    wie = [Gebruiker(email=f"{i}@{school.code}.example", naam=f"Nr {i}") for i in range(51)]
    wie = Gebruiker.objects.bulk_create(wie)
    begin = datetime.date(2026, 9, 1)
    rollen = ["coordinator", *["begeleider"] * 50]
    leden = Lidmaatschap.objects.bulk_create(
        Lidmaatschap(school=school, gebruiker=g, rol=rol, van=begin)
        for g, rol in zip(wie, rollen, strict=True)
    )
    klas = Klas.objects.create(school=school, code="6K", schooljaar="2026-2027")
    opleiding = Opleiding.objects.create(school=school, naam="Duaal", administratieve_groep="4")
    geboren = datetime.date(2010, 1, 1)
    leerlingen = [
        Leerling(
            school=school, stamnummer=str(i), voornaam="Lin", naam=f"Maes {i}", klas=klas,
            opleiding=opleiding, geboortedatum=geboren, zoeknaam=zoekvorm(f"Maes {i} Lin"),
        )
        for i in range(aantal)
    ]  # fmt: skip
    fases = list(Fase)
    trajecten = [
        Traject(school=school, leerling=rij, fase=fases[i % len(fases)], begindatum=begin)
        for i, rij in enumerate(Leerling.objects.bulk_create(leerlingen))
    ]
    trajecten = Traject.objects.bulk_create(trajecten)
    vast = [{"traject": rij, "school": school, "van": begin} for rij in trajecten]
    Inschrijving.objects.bulk_create(Inschrijving(opleiding=opleiding, **v) for v in vast)
    Teamlid.objects.bulk_create(
        Teamlid(gebruiker=wie[1 + i % 50], rol="begeleider", **v) for i, v in enumerate(vast)
    )
    lezers, vandaag = Contactmoment.Lezers.values, datetime.date.today()  # noqa: DTZ011
    Contactmoment.objects.bulk_create(
        Contactmoment(
            traject=rij, school=school, soort="telefoon", met=["leerling"],
            lezers=lezers[(i + n) % 3], door=leden[1 + i % 50],
            dag=vandaag - (10 * n + i % 70) * datetime.timedelta(days=1),
        )
        for i, rij in enumerate(trajecten[::2]) for n in range(4)
    )  # fmt: skip
    return school, wie[0]


def werk_statistiek_bij() -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as lijn:
        lijn.execute("VACUUM ANALYZE")  # as the server does by itself in time; the owner may


def bladtijden(
    school: School, gebruiker: Gebruiker, pad: str, bladen: dict[str, str], meet: Callable
) -> dict[str, float]:
    """Name → what `meet(haal)` gave, of each question in `bladen` to this page of the school."""
    client = Client(headers={"host": "localhost"})
    client.force_login(gebruiker)
    adres = f"/{school.code}/{pad}/"

    def haal(vraag: str) -> None:
        assert client.get(adres + vraag).status_code == 200

    return {naam: meet(lambda vraag=vraag: haal(vraag)) for naam, vraag in bladen.items()}
