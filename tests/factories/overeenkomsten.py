"""Rows of overeenkomsten: a valid minimum."""

import datetime

import factory
from django.core.files.base import ContentFile

from overeenkomsten.artikels import INGEBOUWD, VERSIE
from overeenkomsten.models import (
    Afwijking,
    Beeindiging,
    Controlestrengheid,
    Formaliteit,
    Formaliteitdag,
    Grenswaarde,
    Leervergoeding,
    Loketlijst,
    Overeenkomst,
    Papier,
    Schorsing,
    Schorsingsgrond,
    Schorsingsreden,
    Sjabloon,
    Sjabloonconcept,
    Tekenmandaat,
    Uurroosterblok,
    Wijziging,
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


class PapierFactory(DjangoModelFactory):
    """A scan that carries nobody's signature yet."""

    class Meta:
        model = Papier

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    bestand = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7", "scan.pdf"))
    soort = "application/pdf"
    sha256 = "b" * 64
    getekend_op = factory.LazyFunction(lambda: dagen(0))
    door = factory.SubFactory(
        LidmaatschapFactory, school=factory.SelfAttribute("..overeenkomst.traject.school")
    )


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


class WijzigingFactory(DjangoModelFactory):
    """The row alone: a draft that changes the hours at school."""

    class Meta:
        model = Wijziging

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    volgnummer = factory.LazyAttribute(lambda rij: rij.overeenkomst.wijzigingen.count() + 1)
    vanaf = factory.LazyAttribute(
        lambda rij: rij.overeenkomst.begindatum + datetime.timedelta(days=2)
    )
    reden = "Afgesproken met iedereen."
    uren_school = 8


class AfwijkingFactory(DjangoModelFactory):
    class Meta:
        model = Afwijking

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    versie = 1
    controle = "erkenning"
    bevinding = "Niet erkend."
    reden = "De erkenning is aangevraagd."
    door = factory.SubFactory(
        LidmaatschapFactory, school=factory.SelfAttribute("..overeenkomst.traject.school")
    )


class StrengheidFactory(DjangoModelFactory):
    class Meta:
        model = Controlestrengheid

    school = factory.SubFactory(SchoolFactory)
    controle = "week_uren"
    strengheid = "blokkeert"


class TekenmandaatFactory(DjangoModelFactory):
    class Meta:
        model = Tekenmandaat

    school = factory.SubFactory(SchoolFactory)
    lid = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..school"))
    gegeven_door = "An Peeters, directeur"
    van = factory.LazyFunction(lambda: dagen(-10))


class GrenswaardeFactory(DjangoModelFactory):
    class Meta:
        model = Grenswaarde

    school = factory.SubFactory(SchoolFactory)
    grens = "week_uren"
    vanaf = factory.LazyFunction(lambda: dagen(-300))
    waarde = 36
    bron = "Het paritair comité."


class LeervergoedingFactory(DjangoModelFactory):
    class Meta:
        model = Leervergoeding

    school = factory.SubFactory(SchoolFactory)
    vanaf = factory.LazyFunction(lambda: dagen(-300))
    categorie = 1
    cent = 66260
    bron = "De overheid."
    zekerheid = "officieel"


class FormaliteitFactory(DjangoModelFactory):
    class Meta:
        model = Formaliteit

    school = factory.SubFactory(SchoolFactory)
    naam = factory.Sequence(lambda n: f"Formaliteit {n}")
    van = factory.LazyFunction(lambda: dagen(-300))


class FormaliteitdagFactory(DjangoModelFactory):
    class Meta:
        model = Formaliteitdag

    overeenkomst = factory.SubFactory(OvereenkomstFactory)
    formaliteit = factory.SubFactory(
        FormaliteitFactory, school=factory.SelfAttribute("..overeenkomst.traject.school")
    )
    op = factory.LazyFunction(lambda: dagen(0))
    door = factory.SubFactory(
        LidmaatschapFactory, school=factory.SelfAttribute("..overeenkomst.traject.school")
    )


class SjabloonconceptFactory(DjangoModelFactory):
    """As it begins: the built-in articles."""

    class Meta:
        model = Sjabloonconcept

    school = factory.SubFactory(SchoolFactory)
    soort = "oao"
    artikels = factory.LazyAttribute(lambda rij: [a._asdict() for a in INGEBOUWD[rij.soort]])


class SjabloonFactory(SjabloonconceptFactory):
    """In use since yesterday."""

    class Meta:
        model = Sjabloon

    versie = 1
    vaste_versie = VERSIE
    voettekst = "Vragen? Bel de school."
    van = factory.LazyFunction(lambda: dagen(-1))
    door = factory.SubFactory(LidmaatschapFactory, school=factory.SelfAttribute("..school"))
