"""Who is asked to sign: the rows of one version of an agreement or an amendment."""

from leerlingen.models import Leerling
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Wijziging
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.statussen import WIE_TEKENT, Partij


def wie_tekent(wijziging: Wijziging) -> list[Partij]:
    """The parties that what changes concerns, in their order; a parent of a minor only."""
    nodig = frozenset().union(*(WIE_TEKENT[wat] for wat in wijziging.wat))
    return [partij for partij in _allen(wijziging.traject.leerling) if partij in nodig]


def _allen(leerling: Leerling) -> list[Partij]:
    minderjarig = leerling.is_minderjarig()
    return [partij for partij in Partij if partij != Partij.OUDER or minderjarig]


def maak_partijen(stuk: Stuk) -> None:
    wijziging = stuk if isinstance(stuk, Wijziging) else None
    overeenkomst: Overeenkomst = wijziging.overeenkomst if wijziging else stuk
    leerling, ouder = overeenkomst.traject.leerling, stuk.ouder
    baas, school = stuk.vertegenwoordiger, stuk.tekent_voor_school
    wie = wie_tekent(wijziging) if wijziging else _allen(leerling)
    mensen = {
        Partij.LEERLING: (leerling, "", leerling.gebruiker),
        Partij.OUDER: (ouder, ouder and ouder.get_relatie_display(), ouder and ouder.gebruiker),
        Partij.ONDERNEMING: (baas, f"{baas.functie}, {overeenkomst.vestiging.onderneming}", None),
        Partij.SCHOOL: (school and school.gebruiker, stuk.school.naam, school and school.gebruiker),
    }
    for partij in wie:
        mens, hoedanigheid, gebruiker = mensen[partij]
        Ondertekenaar.objects.create(
            overeenkomst=overeenkomst,
            wijziging=wijziging,
            versie=stuk.versie,
            partij=partij,
            naam=mens.volledige_naam,
            hoedanigheid=hoedanigheid,
            email=mens.email,
            gebruiker=gebruiker,
            ouder=ouder if partij == Partij.OUDER else None,
        )
