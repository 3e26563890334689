"""Who is asked to sign: the rows of one version of an agreement or an amendment."""

from gebruikers.models.school import Tekenvolgorde
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
    leerling, baas, school = overeenkomst.traject.leerling, stuk.vertegenwoordiger, None
    if stuk.tekent_voor_school:
        school = stuk.tekent_voor_school.gebruiker
    hoedanigheid = f"{baas.functie}, {overeenkomst.vestiging.onderneming}"
    mensen = {
        Partij.LEERLING: [(leerling, leerling.gebruiker, "")],
        Partij.OUDER: [(o, o.gebruiker, o.get_relatie_display()) for o in stuk.ouders],
        Partij.ONDERNEMING: [(baas, None, hoedanigheid)],
        Partij.SCHOOL: [(school, school, stuk.school.naam)],
    }
    om_de_beurt = overeenkomst.volgorde == Tekenvolgorde.BEURT
    for partij in wie_tekent(wijziging) if wijziging else _allen(leerling):
        for wie, gebruiker, hoedanigheid in mensen[partij]:
            Ondertekenaar.objects.create(
                overeenkomst=overeenkomst,
                wijziging=wijziging,
                versie=stuk.versie,
                partij=partij,
                beurt=partij.beurt if om_de_beurt else 1,
                naam=wie.volledige_naam,
                hoedanigheid=hoedanigheid,
                email=wie.email,
                gebruiker=gebruiker,
                ouder=wie if partij == Partij.OUDER else None,
            )
