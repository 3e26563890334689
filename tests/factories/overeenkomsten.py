"""Rows of overeenkomsten: a valid minimum."""

import datetime

import factory

from overeenkomsten.models import Overeenkomst, Uurroosterblok
from tests.factories.dagen import dagen
from tests.factories.trajecten import TrajectFactory
from tests.factories.werkplekken import MentorFactory, VertegenwoordigerFactory, VestigingFactory

DjangoModelFactory = factory.django.DjangoModelFactory


class OvereenkomstFactory(DjangoModelFactory):
    """A draft with all that sending asks for, except timetable and signatories."""

    class Meta:
        model = Overeenkomst

    traject = factory.SubFactory(TrajectFactory)
    soort = "oao"
    opleiding = factory.SelfAttribute("traject.leerling.opleiding")
    vestiging = factory.SubFactory(
        VestigingFactory, onderneming__school=factory.SelfAttribute("...traject.school")
    )
    mentor = factory.SubFactory(MentorFactory, vestiging=factory.SelfAttribute("..vestiging"))
    vertegenwoordiger = factory.SubFactory(
        VertegenwoordigerFactory, onderneming=factory.SelfAttribute("..vestiging.onderneming")
    )
    begindatum = factory.LazyFunction(lambda: dagen(7))
    einddatum = factory.LazyFunction(lambda: dagen(200))
    uren_werkplek = 24
    uren_school = 10


class UurroosterblokFactory(DjangoModelFactory):
    class Meta:
        model = Uurroosterblok

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    dag = 1
    plaats = "school"
    van = datetime.time(8, 30)
    tot = datetime.time(12, 0)
