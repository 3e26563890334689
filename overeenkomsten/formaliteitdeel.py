"""The formalities of the employer on the page of an agreement."""

from dataclasses import dataclass

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie, Recht, mag
from overeenkomsten.models import Formaliteit, Formaliteitdag, Overeenkomst


@dataclass(frozen=True)
class Regel:
    formaliteit: Formaliteit
    dag: Formaliteitdag | None


def regels_van(overeenkomst: Overeenkomst, dagen: list[Formaliteitdag]) -> list[Regel]:
    """What is asked of this agreement, and what was noted all the same. The school's list itself is
    no secret of this agreement: its names are read by who reads the days."""
    genoteerd = {rij.formaliteit_id: rij for rij in dagen}
    lijst = Formaliteit.objects.filter(school=overeenkomst.school_id)
    return [
        Regel(rij, genoteerd.get(rij.pk))
        for rij in lijst
        if rij.pk in genoteerd or rij.is_voor(overeenkomst)
    ]


def formaliteitdeel(lid: Lidmaatschap, overeenkomst: Overeenkomst, fout: str = "") -> dict:
    if not mag(lid, Informatie.FORMALITEIT):
        return {"formaliteiten": []}
    dagen = Formaliteitdag.objects.zichtbaar_voor(lid).filter(overeenkomst=overeenkomst)
    rijen = regels_van(overeenkomst, list(dagen.select_related("door__gebruiker")))
    return {
        "formaliteiten": rijen,
        "in_orde": sum(1 for rij in rijen if rij.dag),
        "noteert": mag(lid, Informatie.FORMALITEIT, Recht.SCHRIJF),
        "fout": fout,
    }
