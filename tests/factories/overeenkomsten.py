"""Rows of overeenkomsten: a valid minimum."""

import datetime

import factory

from overeenkomsten.models import (
    Beeindiging,
    Loketlijst,
    Overeenkomst,
    Schorsing,
    Schorsingsgrond,
    Schorsingsreden,
    Uurroosterblok,
)
from tests.factories.dagen import dagen
from tests.factories.gebruikers import LidmaatschapFactory, SchoolFactory
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


class LoketlijstFactory(DjangoModelFactory):
    """Read, and not mapped yet."""

    class Meta:
        model = Loketlijst

    school = factory.SubFactory(SchoolFactory)
    naam = "lijst.csv"
    koppen = ["Nummer", "Stand"]
    rijen = [[2, ["W-1", "geregistreerd"]]]


class SchorsingsgrondFactory(DjangoModelFactory):
    class Meta:
        model = Schorsingsgrond

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Grond {n}")
    van = factory.LazyFunction(lambda: dagen(-300))


class SchorsingFactory(DjangoModelFactory):
    """Of an agreement that has actual days. Noted by somebody of the school."""

    class Meta:
        model = Schorsing

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    van = factory.LazyFunction(lambda: dagen(8))
    door = factory.SubFactory(
        LidmaatschapFactory, school=factory.SelfAttribute("..overeenkomst.traject.school")
    )


class SchorsingsredenFactory(DjangoModelFactory):
    class Meta:
        model = Schorsingsreden

    schorsing = factory.SubFactory(SchorsingFactory)
    grond = factory.SubFactory(
        SchorsingsgrondFactory,
        school=factory.SelfAttribute("..schorsing.overeenkomst.traject.school"),
    )
    uitleg = "Afgesproken met de zaakvoerder."
