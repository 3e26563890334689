"""What is looked at before an amendment is sent: its day, what the agreement would be, who signs,
and the checks that what changes may make otherwise."""

import datetime
from collections.abc import Iterable, Iterator

from overeenkomsten.bezetting import bezet
from overeenkomsten.controles import bedragen, mensen, periode, uren, werkplek
from overeenkomsten.controles.geval import Geval, dag
from overeenkomsten.controles.kern import Bevinding, Controle, Punt
from overeenkomsten.controles.nazien import bevindingen
from overeenkomsten.mandaten import tekent_nog_voor_school
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.ouders import kan_tekenen, ouders_samen
from overeenkomsten.partijen import wie_tekent
from overeenkomsten.plaatsing import laatst_gebruikt
from overeenkomsten.soorten import Eis
from overeenkomsten.statussen import Partij, Soort, Status, Wat
from overeenkomsten.uren import in_woorden, voorgestelde_soort
from overeenkomsten.voor_en_na import tussen, voor_en_na

# What is looked at before an agreement is sent, that what changes may make otherwise.
KIJKT_NA = {
    Wat.MENTOR: (werkplek.mentor_voorwaarden, werkplek.mentoropleiding, mensen.plan_akkoord),
    Wat.VESTIGING: (werkplek.erkenning, werkplek.erkenning_blijft, uren.tweede_werkplek),
    Wat.PERIODE: (
        werkplek.erkenning_blijft,
        werkplek.mentoropleiding,
        periode.inschrijving,
        periode.duur,
        periode.schooljaar,
        uren.week_uren,
        uren.tweede_werkplek,
    ),
    Wat.UREN: (uren.uurrooster_uren, uren.week_uren, uren.week_minstens),
    Wat.UURROOSTER: (
        uren.uurrooster_uren,
        uren.minderjarig,
        uren.blokken_over_elkaar,
        uren.tweede_werkplek,
    ),
    Wat.VERGOEDING: (bedragen.vergoeding_bedrag,),
    Wat.PLAN: (mensen.plan_past, mensen.plan_akkoord),
}
PLEK = (Wat.MENTOR, Wat.VESTIGING)  # both write the placement: the one follows on the other
NIETS_ANDERS = "Er verandert niets tegenover wat die dag geldt. Kies wat er anders wordt."
# Of what no school goes without: it is in no list of checks.
OVER_DE_WIJZIGING = Controle("wijziging", "Wijziging", "", lambda geval: ())


def gevonden_in(stuk: Stuk) -> list[Bevinding]:
    """All that holds it back, and what deserves a look, the hardest first; empty when nothing
    does."""
    if not isinstance(stuk, Wijziging):
        return bevindingen(stuk)
    oud, nieuw = voor_en_na(stuk)
    if not any(tussen(oud, nieuw)):
        return _eerst([NIETS_ANDERS])
    geval = Geval(nieuw, vanaf=stuk.vanaf)
    gevonden = _eerst(_over_de_wijziging(stuk, nieuw)) + _nagekeken(stuk, geval)
    if any(rij.houdt_tegen for rij in gevonden):
        return gevonden
    return _eerst(_al_bezet(stuk, geval)) + gevonden


def _eerst(zinnen: Iterable[str]) -> list[Bevinding]:
    return [Bevinding(OVER_DE_WIJZIGING, Punt(zin), None) for zin in zinnen]


def _nagekeken(wijziging: Wijziging, geval: Geval) -> list[Bevinding]:
    """What the checks find in what it makes of the agreement, as severe as the school has them."""
    controles = dict.fromkeys(rij for wat in wijziging.wat for rij in KIJKT_NA[wat])
    if not controles:
        return []
    return bevindingen(geval.overeenkomst, controles=controles, geval=geval, voor=wijziging)


def _over_de_wijziging(wijziging: Wijziging, nieuw: Overeenkomst) -> Iterator[str]:
    """What must be mended first, whatever a school thinks of the checks."""
    ook = [rij for rij in wijziging.overeenkomst.van_belang if rij != wijziging]
    yield from _over_de_dag(wijziging, ook)
    yield from _over_de_inhoud(nieuw)
    yield from _over_wie_tekent(wijziging)
    yield from filter(None, (_tegelijk(wijziging, wat, ook) for wat in wijziging.wat))


def buiten_de_dagen(overeenkomst: Overeenkomst, vanaf: datetime.date) -> str:
    """Why an amendment cannot begin that day; empty when it can."""
    begin, einde = overeenkomst.begindatum, overeenkomst.laatste_dag
    if begin <= vanaf <= einde:
        return ""
    return (
        f"Laat de wijziging ingaan tussen {dag(begin)} en {dag(einde)}: dan loopt de overeenkomst."
    )


def _over_de_dag(wijziging: Wijziging, ook: list[Wijziging]) -> Iterator[str]:
    overeenkomst = wijziging.overeenkomst
    if zin := buiten_de_dagen(overeenkomst, wijziging.vanaf):
        yield zin
    op = laatst_gebruikt(overeenkomst.plaatsing, wijziging) if _verplaatst(wijziging) else None
    if op:
        yield (
            f"Op {dag(op)} beoordeelde iemand de leerling nog op de plek van nu, of ging de mentor "
            "er akkoord met het opleidingsplan. Laat de wijziging pas daarna ingaan."
        )
    if wijziging.einddatum:
        for ander in [rij for rij in ook if rij.vanaf > wijziging.einddatum][:1]:
            yield (
                f"{ander} begint pas op {dag(ander.vanaf)}. Kies een einddatum vanaf dan, of trek "
                "die wijziging in."
            )


def _verplaatst(wijziging: Wijziging) -> bool:
    return any(wijziging.wijzigt(wat) for wat in PLEK)


def _over_de_inhoud(nieuw: Overeenkomst) -> Iterator[str]:
    """What the agreement would be may not be signed like that."""
    soort, eisen = Soort(nieuw.soort), nieuw.regels.eisen
    if nieuw.mentor is None or nieuw.mentor.vestiging_id != nieuw.vestiging_id:
        yield f"Kies een mentor van {nieuw.vestiging}."
    volgens_uren = soort in (Soort.OAO, Soort.SAO) and not nieuw.soort_reden
    if volgens_uren and voorgestelde_soort(nieuw.uren_werkplek) != soort:
        yield (
            f"Bij {in_woorden(nieuw.uren_werkplek)} op de werkplek hoort een andere soort "
            "overeenkomst. Stop deze vroeger, en maak een nieuwe."
        )
    if Eis.VERGOEDING in eisen and not (nieuw.vergoeding_cent and nieuw.vergoeding_categorie):
        yield "Vul de leervergoeding en haar categorie in."


def _over_wie_tekent(wijziging: Wijziging) -> Iterator[str]:
    wie, leerling = wie_tekent(wijziging), wijziging.traject.leerling
    baas, bij = wijziging.vertegenwoordiger, wijziging.overeenkomst.bij
    if baas is None:
        yield "Kies wie tekent voor de onderneming."
    elif baas.onderneming_id != bij.pk:
        yield f"{baas} mag niet tekenen voor {bij}. Kies iemand anders."
    school = wijziging.tekent_voor_school
    if Partij.SCHOOL in wie and not tekent_nog_voor_school(school, wijziging.school_id):
        yield "Kies wie tekent voor de school."
    if Partij.OUDER not in wie:
        return
    if not kan_tekenen(wijziging.ouder, leerling):
        yield "Kies welke ouder met gezag tekent: de leerling is minderjarig."
    tweede = wijziging.tweede_ouder
    if not kan_tekenen(tweede, leerling) if tweede else ouders_samen(leerling):
        yield "Kies een tweede ouder die tekent, met gezag en met naam."


def _tegelijk(wijziging: Wijziging, wat: Wat, ook: list[Wijziging]) -> str:
    """Why another amendment of the same thing stands in its way."""
    for zelfde in PLEK if wat in PLEK else (wat,):
        for ander in [rij for rij in ook if rij.wijzigt(zelfde)]:
            if ander.status == Status.TER_ONDERTEKENING:
                return (
                    f"{ander} wijzigt de {zelfde.label} ook, en wacht nog op handtekeningen. Wacht "
                    "tot iedereen getekend heeft, of trek die in."
                )
            if ander.vanaf >= wijziging.vanaf:
                return (
                    f"{ander} wijzigt de {zelfde.label} al vanaf {dag(ander.vanaf)}. Laat deze "
                    "wijziging later ingaan."
                )
    return ""


def _al_bezet(wijziging: Wijziging, geval: Geval) -> Iterator[str]:
    """Another agreement of this traject, there in the days that it adds."""
    if not (wijziging.wijzigt(Wat.PERIODE) or wijziging.wijzigt(Wat.VESTIGING)):
        return
    for botsing in bezet(wijziging.overeenkomst, erbij=wijziging, naast=geval.andere)[:1]:
        yield f"In die dagen is er al een overeenkomst op deze vestiging: {botsing.ander}."
