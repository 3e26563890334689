"""A page asks the database as often for a hundred rows as for ten, and no more than 25 times."""

import datetime

import pytest

from tests import factories as f
from trajecten.models import Kalenderperiode

pytestmark = pytest.mark.django_db


def leerlingen(m, aantal: int) -> None:
    f.LeerlingFactory.create_batch(aantal, school=m.school)


def ondernemingen(m, aantal: int) -> None:
    for _ in range(aantal):
        f.MentorFactory(vestiging__onderneming__school=m.school, naam="Linden")
    f.OndernemingFactory.create_batch(aantal, school=m.school, naam="Linde")


def klassen(m, aantal: int) -> None:
    for klas in f.KlasFactory.create_batch(aantal, school=m.school):
        f.KlasLeerkrachtFactory(klas=klas)
        f.LeerlingFactory(school=m.school, klas=klas)


def vrije_dagen(m, aantal: int) -> None:
    begin = datetime.date(2026, 9, 1) + datetime.timedelta(days=Kalenderperiode.objects.count())
    Kalenderperiode.objects.bulk_create(
        Kalenderperiode(school=m.school, naam=f"vrij {n}", van=dag, tot=dag)
        for n in range(aantal)
        for dag in [begin + datetime.timedelta(days=n)]
    )


def gebeurtenissen(m, aantal: int) -> None:
    for _ in range(aantal):
        m.traject.noteer(m.bea, "fase", "Iets gebeurd.")


@pytest.mark.parametrize(
    ("wie", "naam", "vraag", "vul"),
    [
        ("bea", "overzichten:zoek", "?q=lin", leerlingen),
        ("bea", "overzichten:zoek", "?q=linde", ondernemingen),
        ("bea", "overzichten:zoek", "?q=linden&soort=mentoren", ondernemingen),
        ("bea", "trajecten:zonder", "", leerlingen),
        ("ada", "trajecten:kalender", "?schooljaar=2026", vrije_dagen),
        ("ada", "leerlingen:klassen", "", klassen),
        ("bea", "overzichten:dossier", "?deel=tijdlijn", gebeurtenissen),
    ],
)
def test_tien_of_honderd(wie, naam, vraag, vul, mensen, client_van, adres, meet):
    client = client_van(wie)
    blad = adres(naam, mensen.traject.pk) if naam.endswith("dossier") else adres(naam)
    vul(mensen, 10)
    tien = meet(client, blad + vraag)
    vul(mensen, 90)
    assert meet(client, blad + vraag) == tien <= 25


@pytest.mark.parametrize("wie", ["els", "xander"])
def test_startpagina_van_wie_meer_leerlingen_volgt(wie, mensen, client_van, adres, meet):
    client, start = client_van(wie), adres("overzichten:start")

    def nog(aantal: int) -> None:
        for _ in range(aantal):
            traject = f.TrajectFactory(school=mensen.school)
            f.InschrijvingFactory(traject=traject)
            f.BetrokkeneFactory(leerling=traject.leerling, gebruiker=mensen.els.gebruiker)
            f.PlaatsingFactory(
                traject=traject, vestiging=None, mentor=None, organisatie=mensen.organisatie
            )

    nog(10)
    tien = meet(client, start)
    nog(20)
    assert meet(client, start) == tien <= 25
