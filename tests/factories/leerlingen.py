"""Rows of leerlingen: a valid minimum."""

import factory

from leerlingen.models import (
    Betrokkene,
    Klas,
    KlasLeerkracht,
    Leerling,
    Onderscheid,
    Opleiding,
    Samenvoeging,
)
from tests.factories.dagen import dagen, jaren_oud
from tests.factories.gebruikers import GebruikerFactory, LidmaatschapFactory, SchoolFactory

DjangoModelFactory = factory.django.DjangoModelFactory


class OpleidingFactory(DjangoModelFactory):
    class Meta:
        model = Opleiding

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Opleiding {n} duaal")
    administratieve_groep = factory.Sequence(lambda n: f"3{n:04d}")


class KlasFactory(DjangoModelFactory):
    class Meta:
        model = Klas

    school = factory.SubFactory(SchoolFactory)
    code = factory.Sequence(lambda n: f"6K{n}")
    schooljaar = "2026-2027"


class LeerlingFactory(DjangoModelFactory):
    class Meta:
        model = Leerling

    school = factory.SubFactory(SchoolFactory)
    stamnummer = factory.Sequence(lambda n: f"20260{n:05d}")
    voornaam = "Lin"
    naam = factory.Sequence(lambda n: f"Leerling {n}")
    geboortedatum = factory.LazyFunction(lambda: jaren_oud(16))
    straat = "Molenweg"
    huisnummer = "12"
    postcode = "9120"
    gemeente = "Beveren"
    klas = factory.SubFactory(KlasFactory, school=factory.SelfAttribute("..school"))
    opleiding = factory.SubFactory(OpleidingFactory, school=factory.SelfAttribute("..school"))


class BetrokkeneFactory(DjangoModelFactory):
    class Meta:
        model = Betrokkene

    leerling = factory.SubFactory(LeerlingFactory)
    relatie = "moeder"
    voornaam = "Els"
    naam = factory.Sequence(lambda n: f"Ouder {n}")
    email = factory.Sequence(lambda n: f"ouder{n}@test.example")


class KlasLeerkrachtFactory(DjangoModelFactory):
    class Meta:
        model = KlasLeerkracht

    klas = factory.SubFactory(KlasFactory)
    gebruiker = factory.SubFactory(GebruikerFactory)
    van = factory.LazyFunction(lambda: dagen(-100))


class SamenvoegingFactory(DjangoModelFactory):
    class Meta:
        model = Samenvoeging

    leerling = factory.SubFactory(LeerlingFactory)
    school = factory.SelfAttribute("leerling.school")
    weg = factory.Sequence(lambda n: 900_000 + n)
    naam = "Lin Dubbel"
    stamnummer = factory.Sequence(lambda n: f"D{n}")
    reden = "Zelfde geboortedatum en naam"
    door = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..school"))


class OnderscheidFactory(DjangoModelFactory):
    class Meta:
        model = Onderscheid

    school = factory.SubFactory(SchoolFactory)
    soort = "leerling"
    een = factory.Sequence(lambda n: 800_000 + n)
    ander = factory.Sequence(lambda n: 900_000 + n)
    door = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..school"))
