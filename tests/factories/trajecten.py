"""Rows of trajecten: a valid minimum."""

import factory
from django.utils import timezone

from gebruikers.rollen import Rol
from tests.factories.dagen import dagen
from tests.factories.gebruikers import (
    BerichtFactory,
    GebruikerFactory,
    LidmaatschapFactory,
    SchoolFactory,
)
from tests.factories.leerlingen import LeerlingFactory
from trajecten.fases import Fase
from trajecten.jaarwissel_regels import begin_voorstel
from trajecten.models import (
    Eindereden,
    Fasereden,
    Herinnering,
    Inschrijving,
    Jaarwissel,
    Opvolging,
    Studiebewijs,
    Taak,
    Takenlijstregel,
    Teamlid,
    Termijn,
    Termijnduur,
    Traject,
    Verlenging,
    Weekpatroon,
)

DjangoModelFactory = factory.django.DjangoModelFactory


class TrajectFactory(DjangoModelFactory):
    class Meta:
        model = Traject

    school = factory.SubFactory(SchoolFactory)
    leerling = factory.SubFactory(LeerlingFactory, school=factory.SelfAttribute("..school"))
    fase = Fase.ZOEKT_WERKPLEK
    begindatum = factory.LazyFunction(lambda: dagen(-60))


class InschrijvingFactory(DjangoModelFactory):
    class Meta:
        model = Inschrijving

    traject = factory.SubFactory(TrajectFactory)
    opleiding = factory.SelfAttribute("traject.leerling.opleiding")
    van = factory.SelfAttribute("traject.begindatum")


class WeekpatroonFactory(DjangoModelFactory):
    class Meta:
        model = Weekpatroon

    traject = factory.SubFactory(TrajectFactory)
    van = factory.SelfAttribute("traject.begindatum")
    school_dagen = [1, 2]
    werkplek_dagen = [3, 4, 5]


class TeamlidFactory(DjangoModelFactory):
    class Meta:
        model = Teamlid

    traject = factory.SubFactory(TrajectFactory)
    gebruiker = factory.SubFactory(GebruikerFactory)
    rol = Rol.BEGELEIDER
    van = factory.LazyFunction(lambda: dagen(-60))


class TermijnFactory(DjangoModelFactory):
    class Meta:
        model = Termijn

    traject = factory.SubFactory(TrajectFactory)
    regel = "werkplek_start"
    onderwerp = "test"
    aanleiding = "de start"
    begin = factory.SelfAttribute("traject.begindatum")
    aantal = 20
    geteld = factory.LazyFunction(lambda: [dagen(n) for n in range(-9, 11)])
    einde = factory.LazyFunction(lambda: dagen(10))


class VerlengingFactory(DjangoModelFactory):
    class Meta:
        model = Verlenging

    traject = factory.SubFactory(TrajectFactory)
    regel = "werkplek_start"
    tot = factory.LazyFunction(lambda: dagen(20))
    besloten_op = factory.LazyFunction(lambda: dagen(-1))
    reden = "De leerling kan er niets aan doen."


class OpvolgingFactory(DjangoModelFactory):
    class Meta:
        model = Opvolging

    traject = factory.SubFactory(TrajectFactory)
    regel = "onderbreking_lang"
    wat = "Gebeld met de zaakvoerder."


class TermijnduurFactory(DjangoModelFactory):
    class Meta:
        model = Termijnduur

    school = factory.SubFactory(SchoolFactory)
    regel = "contact"
    vanaf = factory.LazyFunction(lambda: dagen(-300))
    aantal = 4


class HerinneringFactory(DjangoModelFactory):
    class Meta:
        model = Herinnering

    traject = factory.SubFactory(TrajectFactory)
    regel = "werkplek_start"
    uiterlijk = factory.LazyFunction(lambda: dagen(10))
    trede = 10
    aan = factory.SubFactory(GebruikerFactory)
    bericht = factory.SubFactory(
        BerichtFactory, school=factory.SelfAttribute("..traject.school"), soort="termijnen"
    )


class TaakFactory(DjangoModelFactory):
    class Meta:
        model = Taak

    traject = factory.SubFactory(TrajectFactory)
    wat = "Bel de mentor."
    door = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..traject.school"))


class TakenlijstregelFactory(DjangoModelFactory):
    class Meta:
        model = Takenlijstregel

    school = factory.SubFactory(SchoolFactory)
    fase = Fase.LOPEND
    wat = factory.Sequence(lambda n: f"Doe {n}.")
    dagen = 7


class JaarwisselFactory(DjangoModelFactory):
    class Meta:
        model = Jaarwissel

    school = factory.SubFactory(SchoolFactory)
    jaar = factory.LazyFunction(lambda: begin_voorstel(timezone.localdate()))
    door = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..school"))


class EinderedenFactory(DjangoModelFactory):
    class Meta:
        model = Eindereden

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Reden {n}")
    bij_stopgezet = bij_niet_gestart = bij_onderbroken = bij_overeenkomst = True
    van = factory.LazyFunction(lambda: dagen(-300))


class FaseredenFactory(DjangoModelFactory):
    class Meta:
        model = Fasereden

    traject = factory.SubFactory(TrajectFactory)
    fase = Fase.STOPGEZET
    reden = factory.SubFactory(EinderedenFactory, school=factory.SelfAttribute("..traject.school"))
    op = factory.LazyFunction(lambda: dagen(0))


class StudiebewijsFactory(DjangoModelFactory):
    class Meta:
        model = Studiebewijs

    traject = factory.SubFactory(TrajectFactory, fase=Fase.AFGEROND)
    soort = "diploma"
    op = factory.LazyFunction(lambda: dagen(0))
    door = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..traject.school"))
