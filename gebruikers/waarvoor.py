"""For which company, child or organiser somebody is invited: no more than the role may see."""

from collections.abc import Callable, Iterable

from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.rollen import Rol

# Role → what says so, in words that follow the name of the role. The apps above register it.
PER_ROL: dict[Rol, Callable[[Lidmaatschap], str]] = {}


def bij_rol(rol: Rol) -> Callable:
    """Register a function `(lid)`, of somebody who is not let in yet."""

    def decorator(functie: Callable) -> Callable:
        PER_ROL[rol] = functie
        return functie

    return decorator


def waarvoor(van: Uitnodiging | Lidmaatschap) -> str:
    """As "voor Lotte" or "bij Bakkerij Cools": asked each time, so what ended is named no more."""
    functie = PER_ROL.get(Rol(van.rol))
    wie = {veld: getattr(van, veld) for veld in ("school", "gebruiker", "rol")}
    return functie(Lidmaatschap(**wie)) if functie else ""


def in_een_zin(namen: Iterable[str]) -> str:
    """ "An, Bo en Cem"."""
    *eerste, laatste = namen
    return " en ".join(filter(None, [", ".join(eerste), laatste]))
