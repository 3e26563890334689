"""The roles a person can have at a school."""

from django.db import models


class Rol(models.TextChoices):
    """Most school-wide first: with several roles, the first one counts until another is chosen."""

    COORDINATOR = "coordinator", "Coördinator"
    BEGELEIDER = "begeleider", "Trajectbegeleider"
    PRAKTIJK = "praktijk", "Praktijkleerkracht"
    LEERKRACHT = "leerkracht", "Leerkracht"
    ADMINISTRATIE = "administratie", "Administratie"
    BEHEERDER = "beheerder", "Beheerder"
    MENTOR = "mentor", "Mentor"
    EXTERNE = "externe", "Externe organisator"
    OUDER = "ouder", "Ouder"
    LEERLING = "leerling", "Leerling"

    @property
    def iemand(self) -> str:
        """Somebody with this role whose name is not known."""
        if self == Rol.ADMINISTRATIE:
            return "iemand van de administratie"
        return f"een {self.label.lower()}"


STAF = frozenset(
    {
        Rol.COORDINATOR,
        Rol.BEGELEIDER,
        Rol.PRAKTIJK,
        Rol.LEERKRACHT,
        Rol.ADMINISTRATIE,
        Rol.BEHEERDER,
    }
)
# Whose cases follow from a team or a class, and who can be replaced.
TEAM = (Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.LEERKRACHT)
# Who of the school sees cases.
SCHOOLTEAM = tuple(rol for rol in Rol if rol in STAF - {Rol.BEHEERDER})
BUITEN = frozenset(set(Rol) - STAF)
