"""Who is asked to sign: the rows of one version of an agreement or an amendment."""

from gebruikers.models import Gebruiker
from gebruikers.models.school import Tekenvolgorde
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Wijziging
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.statussen import WIE_TEKENT, Partij


def wie_tekent(wijziging: Wijziging) -> list[Partij]:
    """The parties of the agreement that what changes concerns; a parent of a minor only."""
    nodig = frozenset().union(*(WIE_TEKENT[wat] for wat in wijziging.wat))
    minderjarig = wijziging.traject.leerling.is_minderjarig()
    partijen = wijziging.overeenkomst.regels.partijen
    return [p for p in partijen if p in nodig and (p != Partij.OUDER or minderjarig)]


def maak_partijen(stuk: Stuk) -> None:
    wijziging = stuk if isinstance(stuk, Wijziging) else None
    overeenkomst: Overeenkomst = wijziging.overeenkomst if wijziging else stuk
    om_de_beurt = overeenkomst.volgorde == Tekenvolgorde.BEURT
    for partij in wie_tekent(wijziging) if wijziging else overeenkomst.regels.partijen:
        for wie in _wie_tekenen(overeenkomst, stuk, partij):
            Ondertekenaar.objects.create(
                overeenkomst=overeenkomst,
                wijziging=wijziging,
                versie=stuk.versie,
                partij=partij,
                beurt=partij.beurt if om_de_beurt else 1,
                **wie,
            )


def _wie_tekenen(overeenkomst: Overeenkomst, stuk: Stuk, partij: Partij) -> list[dict]:
    """Who signs for this party; the parents of who is of age sign nothing."""
    leerling, bij = overeenkomst.traject.leerling, overeenkomst.bij
    if partij == Partij.LEERLING:
        return [_als(leerling, leerling.gebruiker, "")]
    if partij == Partij.OUDER:
        ouders = stuk.ouders if leerling.is_minderjarig() else []
        return [{**_als(o, o.gebruiker, o.get_relatie_display()), "ouder": o} for o in ouders]
    if partij == Partij.ONDERNEMING:
        baas = stuk.vertegenwoordiger
        return [_als(baas, None, f"{baas.functie}, {bij}")]
    if partij == Partij.ORGANISATIE:
        als = ", ".join(filter(None, [bij.tekenaar_functie, bij.naam]))
        return [{"naam": bij.tekenaar, "email": bij.tekenaar_email, "hoedanigheid": als}]
    school = stuk.tekent_voor_school.gebruiker
    return [_als(school, school, overeenkomst.school.naam)]


def _als(wie, gebruiker: Gebruiker | None, hoedanigheid: str) -> dict:
    naam, email = wie.volledige_naam, wie.email
    return {"naam": naam, "email": email, "gebruiker": gebruiker, "hoedanigheid": hoedanigheid}
