"""Valid minimal rows. A test names only what it is about."""

from tests.factories.dagen import dagen, jaren_oud
from tests.factories.gebruikers import (
    BerichtFactory,
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
    HerinneringFactory,
    InschrijvingFactory,
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
    "BerichtFactory",
    "BetrokkeneFactory",
    "ClusterFactory",
    "CompetentieFactory",
    "ErkenningFactory",
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
