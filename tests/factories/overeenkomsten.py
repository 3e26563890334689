"""Rows of overeenkomsten: a valid minimum."""

import datetime

import factory

from overeenkomsten.models import Beeindiging, Overeenkomst, Uurroosterblok
from tests.factories.dagen import dagen
from tests.factories.gebruikers import LidmaatschapFactory
from tests.factories.trajecten import EinderedenFactory, TrajectFactory
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


class BeeindigingFactory(DjangoModelFactory):
    """The row alone: the agreement, which must be ended, keeps its days."""

    class Meta:
        model = Beeindiging

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    laatste_dag = factory.LazyAttribute(lambda rij: rij.begin + datetime.timedelta(days=2))
    begin = factory.SelfAttribute("overeenkomst.begindatum")
    gepland_einde = factory.SelfAttribute("overeenkomst.einddatum")
    initiatief = "onderneming"
    grond = factory.SubFactory(
        EinderedenFactory, school=factory.SelfAttribute("..overeenkomst.traject.school")
    )
    door = factory.SubFactory(
        LidmaatschapFactory, school=factory.SelfAttribute("..overeenkomst.traject.school")
    )


class UurroosterblokFactory(DjangoModelFactory):
    class Meta:
        model = Uurroosterblok

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    dag = 1
    plaats = "school"
    van = datetime.time(8, 30)
    tot = datetime.time(12, 0)
