"""Rows of opleidingsplannen: a valid minimum."""

import uuid

import factory
from django.utils import timezone

from gebruikers.rollen import Rol
from opleidingsplannen.models import (
    Aanwezigheid,
    Activiteit,
    Cluster,
    Competentie,
    Evaluatie,
    Evaluatiemoment,
    Opleidingsplan,
    Planregel,
    Schaal,
    Standaardtraject,
)
from tests.factories.dagen import dagen
from tests.factories.gebruikers import LidmaatschapFactory, SchoolFactory
from tests.factories.trajecten import TrajectFactory
from tests.factories.werkplekken import PlaatsingFactory
from trajecten.models import Document

DjangoModelFactory = factory.django.DjangoModelFactory


class StandaardtrajectFactory(DjangoModelFactory):
    class Meta:
        model = Standaardtraject

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Standaardtraject {n}")


class ClusterFactory(DjangoModelFactory):
    class Meta:
        model = Cluster

    standaardtraject = factory.SubFactory(StandaardtrajectFactory)
    titel = factory.Sequence(lambda n: f"Cluster {n}")
    volgorde = factory.Sequence(lambda n: n)


class CompetentieFactory(DjangoModelFactory):
    class Meta:
        model = Competentie

    cluster = factory.SubFactory(ClusterFactory)
    code = factory.Sequence(lambda n: f"C{n}")
    titel = factory.Sequence(lambda n: f"Kan iets dat nummer {n} heet")
    volgorde = factory.Sequence(lambda n: n)


class ActiviteitFactory(DjangoModelFactory):
    class Meta:
        model = Activiteit

    competentie = factory.SubFactory(CompetentieFactory)
    titel = factory.Sequence(lambda n: f"Activiteit {n}")
    volgorde = factory.Sequence(lambda n: n)


class OpleidingsplanFactory(DjangoModelFactory):
    class Meta:
        model = Opleidingsplan

    traject = factory.SubFactory(TrajectFactory)
    standaardtraject = factory.SubFactory(
        StandaardtrajectFactory, school=factory.SelfAttribute("..traject.school")
    )


class PlanregelFactory(DjangoModelFactory):
    class Meta:
        model = Planregel

    plan = factory.SubFactory(OpleidingsplanFactory)
    competentie = factory.SubFactory(
        CompetentieFactory,
        cluster__standaardtraject=factory.SelfAttribute("...plan.standaardtraject"),
    )
    aanbreng = "school"
    inoefening = "werkplek"
    volgorde = factory.Sequence(lambda n: n)


class AanwezigheidFactory(DjangoModelFactory):
    """Told by the workplace, yesterday morning."""

    class Meta:
        model = Aanwezigheid

    plaatsing = factory.SubFactory(PlaatsingFactory)
    traject = factory.SelfAttribute("plaatsing.traject")
    dag = factory.LazyFunction(lambda: dagen(-1))
    deel = "voormiddag"
    werkplek_zegt = "aanwezig"
    werkplek_door = factory.SubFactory(
        LidmaatschapFactory, school=factory.SelfAttribute("..plaatsing.school"), rol=Rol.MENTOR
    )
    werkplek_op = factory.LazyFunction(timezone.now)


class SchaalFactory(DjangoModelFactory):
    """Three levels, of which the highest alone counts as reached."""

    class Meta:
        model = Schaal

    school = factory.SubFactory(SchoolFactory)
    versie = 1
    rijen = factory.LazyFunction(
        lambda: [
            {"woord": woord, "uitleg": "", "vorm": vorm, "kleur": "petrol", "goed": goed}
            for woord, vorm, goed in (
                ("zwak", "leeg", False), ("matig", "half", False), ("sterk", "ster", True),
            )
        ]
    )  # fmt: skip
    door = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..school"))


class EvaluatiemomentFactory(DjangoModelFactory):
    class Meta:
        model = Evaluatiemoment

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Moment {n}")
    dag = factory.LazyFunction(lambda: dagen(10))


class EvaluatieFactory(DjangoModelFactory):
    """In between, yesterday, with its document still to be made."""

    class Meta:
        model = Evaluatie

    traject = factory.SubFactory(TrajectFactory)
    dag = factory.LazyFunction(lambda: dagen(-1))
    goed = "Komt op tijd."
    inhoud = factory.LazyFunction(lambda: {"moment": "", "clusters": [], "versie": None})
    sleutel = factory.LazyFunction(uuid.uuid4)
    rol = Rol.BEGELEIDER
    door = factory.SubFactory(
        LidmaatschapFactory, school=factory.SelfAttribute("..traject.school"), rol=Rol.BEGELEIDER
    )
    document = factory.LazyAttribute(
        lambda rij: Document.objects.create(
            traject=rij.traject, soort="evaluatie", over="evaluatie", bron=str(rij.sleutel),
            titel="Evaluatie", inhoud={}, sjabloonversie="1",
        )
    )  # fmt: skip
