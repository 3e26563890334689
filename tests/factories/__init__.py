"""Valid minimal rows. A test names only what it is about."""

from tests.factories.dagen import dagen, jaren_oud
from tests.factories.gebruikers import (
    GebruikerFactory,
    LidmaatschapFactory,
    SchoolFactory,
    VervangingFactory,
)
from tests.factories.leerlingen import (
    BetrokkeneFactory,
    KlasFactory,
    KlasLeerkrachtFactory,
    LeerlingFactory,
    OpleidingFactory,
)
from tests.factories.opleidingsplannen import (
    ActiviteitFactory,
    ClusterFactory,
    CompetentieFactory,
    OpleidingsplanFactory,
    PlanregelFactory,
    StandaardtrajectFactory,
)
from tests.factories.overeenkomsten import OvereenkomstFactory, UurroosterblokFactory
from tests.factories.overzichten import WeergaveFactory
from tests.factories.trajecten import (
    EinderedenFactory,
    FaseredenFactory,
    HerinneringFactory,
    InschrijvingFactory,
    StudiebewijsFactory,
    TeamlidFactory,
    TermijnduurFactory,
    TermijnFactory,
    TrajectFactory,
    VerlengingFactory,
    WeekpatroonFactory,
)
from tests.factories.werkplekken import (
    ErkenningFactory,
    MentorFactory,
    OndernemingFactory,
    OrganisatieFactory,
    OrganisatieMedewerkerFactory,
    PlaatsingFactory,
    VertegenwoordigerFactory,
    VestigingFactory,
    kbo,
)

__all__ = [
    "ActiviteitFactory",
    "BetrokkeneFactory",
    "ClusterFactory",
    "CompetentieFactory",
    "EinderedenFactory",
    "ErkenningFactory",
    "FaseredenFactory",
    "GebruikerFactory",
    "HerinneringFactory",
    "InschrijvingFactory",
    "KlasFactory",
    "KlasLeerkrachtFactory",
    "LeerlingFactory",
    "LidmaatschapFactory",
    "MentorFactory",
    "OndernemingFactory",
    "OpleidingFactory",
    "OpleidingsplanFactory",
    "OrganisatieFactory",
    "OrganisatieMedewerkerFactory",
    "OvereenkomstFactory",
    "PlaatsingFactory",
    "PlanregelFactory",
    "SchoolFactory",
    "StandaardtrajectFactory",
    "StudiebewijsFactory",
    "TeamlidFactory",
    "TermijnFactory",
    "TermijnduurFactory",
    "TrajectFactory",
    "UurroosterblokFactory",
    "VerlengingFactory",
    "VertegenwoordigerFactory",
    "VervangingFactory",
    "VestigingFactory",
    "WeekpatroonFactory",
    "WeergaveFactory",
    "dagen",
    "jaren_oud",
    "kbo",
]
