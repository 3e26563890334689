"""Which rules are whose."""

from collections.abc import Callable

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from overzichten.taken import begeleiding, overeenkomst, werkplek
from overzichten.taken.taak import Taak

Regel = Callable[[Lidmaatschap, object], list[Taak]]
REGELS: dict[Rol, tuple[Regel, ...]] = {
    Rol.BEGELEIDER: (
        werkplek.zonder_werkplek,
        overeenkomst.handtekeningen,
        overeenkomst.mislukte_documenten,
        overeenkomst.niet_geregistreerd,
        overeenkomst.erkenning_te_kort,
        begeleiding.plannen,
        begeleiding.mentor_zonder_account,
        begeleiding.mentor_stil,
        begeleiding.zonder_begeleider,
        begeleiding.bijna_achttien,
    ),
    Rol.PRAKTIJK: (begeleiding.plannen, begeleiding.mentor_stil),
    Rol.COORDINATOR: (
        werkplek.zonder_werkplek,
        overeenkomst.handtekeningen,
        begeleiding.zonder_begeleider,
    ),
    Rol.ADMINISTRATIE: (overeenkomst.niet_geregistreerd,),
}


def taken_van(lid: Lidmaatschap, trajecten) -> list[Taak]:
    """All that needs doing in these trajecten, most pressing first."""
    taken = [taak for regel in REGELS.get(Rol(lid.rol), ()) for taak in regel(lid, trajecten)]
    return sorted(taken, key=lambda taak: taak.volgorde)
