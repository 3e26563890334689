"""The small cast that every test knows. Lotte's case, and Vera's that is none of their business.

bea begeleider · pieter praktijkleerkracht · lea leerkracht (through the class) · coen coördinator ·
ada administratie · bob beheerder · mo mentor · els ouder · lotte leerling · xander externe.
Vera is begeleider of another case at the same school; tess is coördinator of another school.
"""

from types import SimpleNamespace

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from tests import factories as f

ROLLEN = {
    "bea": Rol.BEGELEIDER,
    "pieter": Rol.PRAKTIJK,
    "lea": Rol.LEERKRACHT,
    "coen": Rol.COORDINATOR,
    "ada": Rol.ADMINISTRATIE,
    "bob": Rol.BEHEERDER,
    "mo": Rol.MENTOR,
    "els": Rol.OUDER,
    "lotte": Rol.LEERLING,
    "xander": Rol.EXTERNE,
    "vera": Rol.BEGELEIDER,
}


def _lid(school, naam: str, rol: Rol) -> Lidmaatschap:
    gebruiker = f.GebruikerFactory(
        email=f"{naam}@{school.code}.example", voornaam=naam.capitalize(), naam="Cast"
    )
    return f.LidmaatschapFactory(school=school, gebruiker=gebruiker, rol=rol)


def maak() -> SimpleNamespace:
    """Two schools, the cast, Lotte's traject with placements at Mo's and Xander's."""
    school = f.SchoolFactory(code="eik", naam="De Eik", aanwezigheid_vanaf=f.dagen(-60))
    m = SimpleNamespace(school=school, **{n: _lid(school, n, rol) for n, rol in ROLLEN.items()})
    m.andere_school = f.SchoolFactory(code="beuk", naam="De Beuk")
    m.tess = _lid(m.andere_school, "tess", Rol.COORDINATOR)

    m.leerling = f.LeerlingFactory(
        school=school,
        voornaam="Lotte",
        naam="Maes",
        email=m.lotte.gebruiker.email,
        gebruiker=m.lotte.gebruiker,
    )
    m.moeder = f.BetrokkeneFactory(
        leerling=m.leerling,
        voornaam="Els",
        naam="Jacobs",
        email=m.els.gebruiker.email,
        gebruiker=m.els.gebruiker,
    )
    f.KlasLeerkrachtFactory(klas=m.leerling.klas, gebruiker=m.lea.gebruiker)
    m.traject = f.TrajectFactory(school=school, leerling=m.leerling)
    m.inschrijving = f.InschrijvingFactory(traject=m.traject)
    f.TeamlidFactory(traject=m.traject, gebruiker=m.bea.gebruiker)
    f.TeamlidFactory(traject=m.traject, gebruiker=m.pieter.gebruiker, rol=Rol.PRAKTIJK)

    onderneming = f.OndernemingFactory(school=school, naam="Bakkerij Cools")
    m.vestiging = f.VestigingFactory(onderneming=onderneming, naam="Bakkerij Cools Beveren")
    f.ErkenningFactory(vestiging=m.vestiging, opleiding=m.leerling.opleiding)
    m.mentor = f.MentorFactory(
        vestiging=m.vestiging, email=m.mo.gebruiker.email, gebruiker=m.mo.gebruiker
    )
    m.zaakvoerder = f.VertegenwoordigerFactory(onderneming=onderneming)

    m.plaatsing = f.PlaatsingFactory(
        traject=m.traject, vestiging=m.vestiging, mentor=m.mentor, van=f.dagen(-30)
    )
    m.organisatie = f.OrganisatieFactory(school=school, naam="Springplank")
    f.OrganisatieMedewerkerFactory(organisatie=m.organisatie, gebruiker=m.xander.gebruiker)
    f.PlaatsingFactory(traject=m.traject, vestiging=None, mentor=None, organisatie=m.organisatie)

    m.vera_traject = f.TrajectFactory(school=school)
    f.InschrijvingFactory(traject=m.vera_traject)
    f.TeamlidFactory(traject=m.vera_traject, gebruiker=m.vera.gebruiker)
    m.vreemd_traject = f.TrajectFactory(school=m.andere_school)
    return m
