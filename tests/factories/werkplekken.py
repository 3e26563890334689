"""Rows of werkplekken: a valid minimum."""

import factory
from django.utils import timezone

from tests.factories.dagen import dagen
from tests.factories.gebruikers import GebruikerFactory, SchoolFactory
from tests.factories.leerlingen import OpleidingFactory
from tests.factories.trajecten import TrajectFactory
from werkplekken.models import (
    Erkenning,
    Mentor,
    Onderneming,
    Organisatie,
    OrganisatieMedewerker,
    Plaatsing,
    Vertegenwoordiger,
    Vestiging,
)

DjangoModelFactory = factory.django.DjangoModelFactory


def kbo(volgnummer: int) -> str:
    basis = f"{4_000_000 + volgnummer:08d}"
    return f"{basis}{97 - int(basis) % 97:02d}"


class OndernemingFactory(DjangoModelFactory):
    class Meta:
        model = Onderneming

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Onderneming {n}")
    kbo = factory.Sequence(kbo)
    straat = "Kerkplein 3"
    postcode = "9120"
    gemeente = "Beveren"
    paritair_comite = "118"
    verzekeraar = "Verzekeraar"
    polisnummer = "AO-1"


class VestigingFactory(DjangoModelFactory):
    class Meta:
        model = Vestiging

    onderneming = factory.SubFactory(OndernemingFactory)
    naam = factory.Sequence(lambda n: f"Vestiging {n}")
    straat = "Kerkplein 3"
    postcode = "9120"
    gemeente = "Beveren"


class ErkenningFactory(DjangoModelFactory):
    class Meta:
        model = Erkenning

    vestiging = factory.SubFactory(VestigingFactory)
    opleiding = factory.SubFactory(
        OpleidingFactory, school=factory.SelfAttribute("..vestiging.onderneming.school")
    )
    van = factory.LazyFunction(lambda: dagen(-400))
    tot = factory.LazyFunction(lambda: dagen(1400))


class MentorFactory(DjangoModelFactory):
    class Meta:
        model = Mentor

    vestiging = factory.SubFactory(VestigingFactory)
    voornaam = "An"
    naam = factory.Sequence(lambda n: f"Mentor {n}")
    email = factory.Sequence(lambda n: f"mentor{n}@test.example")


class VertegenwoordigerFactory(DjangoModelFactory):
    class Meta:
        model = Vertegenwoordiger

    onderneming = factory.SubFactory(OndernemingFactory)
    voornaam = "Jan"
    naam = factory.Sequence(lambda n: f"Zaakvoerder {n}")
    functie = "zaakvoerder"
    email = factory.Sequence(lambda n: f"zaak{n}@test.example")


class OrganisatieFactory(DjangoModelFactory):
    class Meta:
        model = Organisatie

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Organisatie {n}")


class OrganisatieMedewerkerFactory(DjangoModelFactory):
    class Meta:
        model = OrganisatieMedewerker

    organisatie = factory.SubFactory(OrganisatieFactory)
    gebruiker = factory.SubFactory(GebruikerFactory)


class PlaatsingFactory(DjangoModelFactory):
    class Meta:
        model = Plaatsing

    traject = factory.SubFactory(TrajectFactory)
    vestiging = factory.SubFactory(
        VestigingFactory, onderneming__school=factory.SelfAttribute("...traject.school")
    )
    mentor = factory.SubFactory(MentorFactory, vestiging=factory.SelfAttribute("..vestiging"))
    van = factory.LazyFunction(lambda: dagen(-30))
    tot = factory.LazyFunction(lambda: dagen(200))
    aangeboden_op = factory.LazyFunction(timezone.now)
