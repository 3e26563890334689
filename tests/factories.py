"""Valid minimal rows. A test names only what it is about."""

import datetime

import factory
from django.utils import timezone

from gebruikers.models import Gebruiker, Lidmaatschap, School
from gebruikers.rollen import Rol
from leerlingen.models import Betrokkene, Klas, KlasLeerkracht, Leerling, Opleiding
from opleidingsplannen.models import (
    Activiteit,
    Cluster,
    Competentie,
    Opleidingsplan,
    Planregel,
    Standaardtraject,
)
from overeenkomsten.models import Overeenkomst, Uurroosterblok
from trajecten.fases import Fase
from trajecten.models import Inschrijving, Teamlid, Traject
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


def dagen(aantal: int) -> datetime.date:
    """So many days from today."""
    return timezone.localdate() + datetime.timedelta(days=aantal)


def jaren_oud(jaren: int) -> datetime.date:
    return dagen(-365 * jaren - 100)


def kbo(volgnummer: int) -> str:
    basis = f"{4_000_000 + volgnummer:08d}"
    return f"{basis}{97 - int(basis) % 97:02d}"


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    code = factory.Sequence(lambda n: f"school-{n}")
    naam = factory.Sequence(lambda n: f"School {n}")


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


class OpleidingFactory(DjangoModelFactory):
    class Meta:
        model = Opleiding

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Opleiding {n} duaal")
    administratieve_groep = factory.Sequence(lambda n: f"4{n:04d}")


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


class TeamlidFactory(DjangoModelFactory):
    class Meta:
        model = Teamlid

    traject = factory.SubFactory(TrajectFactory)
    gebruiker = factory.SubFactory(GebruikerFactory)
    rol = Rol.BEGELEIDER
    van = factory.LazyFunction(lambda: dagen(-60))


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
