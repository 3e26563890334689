"""Rows of begeleiding: a valid minimum."""

import factory

from begeleiding.models import Contactmoment
from tests.factories.dagen import dagen
from tests.factories.gebruikers import LidmaatschapFactory
from tests.factories.trajecten import TrajectFactory


class ContactmomentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contactmoment

    traject = factory.SubFactory(TrajectFactory)
    soort = "telefoon"
    dag = factory.LazyFunction(lambda: dagen(-3))
    verslag = "Het gaat goed."
    door = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..traject.school"))
