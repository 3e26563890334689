import factory
from factory.django import DjangoModelFactory

from overzichten.models import Weergave
from tests.factories.gebruikers import GebruikerFactory, SchoolFactory


class WeergaveFactory(DjangoModelFactory):
    class Meta:
        model = Weergave

    school = factory.SubFactory(SchoolFactory)
    van = factory.SubFactory(GebruikerFactory)
    naam = factory.Sequence(lambda n: f"Weergave {n}")
    adres = "fase=aanloop"
