"""Rows of gebruikers: a valid minimum."""

import factory
from django.utils import timezone

from gebruikers.models import Bericht, Gebruiker, Lidmaatschap, School, Vervanging
from gebruikers.muur import open_ook
from gebruikers.rollen import Rol
from tests.factories.dagen import dagen

DjangoModelFactory = factory.django.DjangoModelFactory


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"school-{n}")
    naam = factory.Sequence(lambda n: f"School {n}")
    tweede_factor_vanaf = None

    @factory.post_generation
    def open_voor_de_test(school, create, extracted, **kwargs) -> None:
        """A test writes at every school it makes; a request opens its own school only."""
        if create:
            open_ook(school.pk)


class GebruikerFactory(DjangoModelFactory):
    class Meta:
        model = Gebruiker

    email = factory.Sequence(lambda n: f"persoon{n}@test.example")
    voornaam = "Pat"
    naam = factory.Sequence(lambda n: f"Persoon {n}")


class LidmaatschapFactory(DjangoModelFactory):
    class Meta:
        model = Lidmaatschap

    school = factory.SubFactory(SchoolFactory)
    gebruiker = factory.SubFactory(GebruikerFactory)
    rol = Rol.BEGELEIDER
    van = factory.LazyFunction(lambda: dagen(-100))


class VervangingFactory(DjangoModelFactory):
    class Meta:
        model = Vervanging

    school = factory.SubFactory(SchoolFactory)
    wie = factory.SubFactory(GebruikerFactory)
    vervanger = factory.SubFactory(GebruikerFactory)
    rol = Rol.BEGELEIDER
    van = factory.LazyFunction(lambda: dagen(-2))
    tot = factory.LazyFunction(lambda: dagen(5))


class BerichtFactory(DjangoModelFactory):
    class Meta:
        model = Bericht

    school = factory.SubFactory(SchoolFactory)
    aan = "els@x.example"
    onderwerp = "Dag"
    tekst = "Dag"
    soort = "vraag"

    class Params:
        verzonden = factory.Trait(
            staat=Bericht.Staat.VERZONDEN, verzonden_op=factory.LazyFunction(timezone.now)
        )
        geweigerd = factory.Trait(
            staat=Bericht.Staat.GEWEIGERD, geweigerd_op=factory.LazyFunction(timezone.now)
        )
