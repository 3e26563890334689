"""Who may change a signed agreement by an amendment, what it still lacks, and why not."""

import datetime
from collections.abc import Iterator

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.zicht import Informatie, Recht, mag, wie_dan_wel
from overeenkomsten.bezetting import bezet
from overeenkomsten.controles import bedragen, mensen, periode, uren, werkplek
from overeenkomsten.controles.geval import Geval, tekent_nog_voor_school
from overeenkomsten.controles.kern import Bevinding
from overeenkomsten.controles.nazien import bevindingen
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.ouders import kan_tekenen, ouders_samen
from overeenkomsten.partijen import wie_tekent
from overeenkomsten.plaatsing import laatst_gebruikt
from overeenkomsten.rechten_einde import dag
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


def mag_wijzigen(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """What all signed and is not over."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if not overeenkomst.traject.is_open:
        return Mag.nee("Het traject is afgesloten. Start eerst een nieuw traject.")
    if overeenkomst.status == Status.BEEINDIGD:
        return Mag.nee("Deze overeenkomst stopt vroeger. Wat getekend is, wijzigt niet meer.")
    if overeenkomst.status != Status.GETEKEND:
        return Mag.nee("Alleen een getekende overeenkomst wijzig je zo. Bewerk anders het concept.")
    if overeenkomst.vestiging_id is None:
        return Mag.nee("Bij een organisatie stop je deze overeenkomst, en maak je een nieuwe.")
    if overeenkomst.laatste_dag < timezone.localdate():
        einde = dag(overeenkomst.laatste_dag)
        return Mag.nee(f"Deze overeenkomst liep tot en met {einde}. Maak een nieuwe.")
    return Mag.ja()


def mag_bewerken(lid: Lidmaatschap, wijziging: Wijziging) -> Mag:
    if wijziging.status == Status.TER_ONDERTEKENING:
        return Mag.nee("Deze wijziging is verstuurd. Neem ze eerst terug naar concept.")
    if wijziging.status != Status.CONCEPT:
        return Mag.nee(f"Een wijziging in “{wijziging.get_status_display()}” ligt vast.")
    return mag_wijzigen(lid, wijziging.overeenkomst)


def mag_terugnemen(lid: Lidmaatschap, wijziging: Wijziging) -> Mag:
    """Back to a draft. What all signed changes by a next amendment only."""
    if wijziging.status == Status.GETEKEND:
        return Mag.nee("Iedereen heeft getekend. Maak een nieuwe wijziging als het anders moet.")
    if wijziging.status == Status.CONCEPT:
        return Mag.nee("Deze wijziging is nog een concept.")
    return mag_wijzigen(lid, wijziging.overeenkomst)


def mag_intrekken(lid: Lidmaatschap, wijziging: Wijziging) -> Mag:
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if wijziging.status == Status.GETEKEND:
        return Mag.nee("Iedereen heeft getekend. Maak een nieuwe wijziging als het anders moet.")
    if not wijziging.versie:
        return Mag.nee("Dit concept is nooit verstuurd. Verwijder het.")
    return Mag.ja()


def mag_verwijderen(lid: Lidmaatschap, wijziging: Wijziging) -> Mag:
    """What nobody was ever asked to sign may go; all else stays in the file as history."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if wijziging.status != Status.CONCEPT or wijziging.versie:
        return Mag.nee("Alleen een concept dat nooit verstuurd is, kan weg. Trek ze anders in.")
    return Mag.ja()


def geval_van(wijziging: Wijziging) -> Geval:
    """The agreement as it would be, for the checks."""
    _, nieuw = voor_en_na(wijziging)
    return Geval(nieuw, vanaf=wijziging.vanaf)


def nagekeken(wijziging: Wijziging, geval: Geval | None = None) -> list[Bevinding]:
    """What the checks find in what it makes of the agreement, as severe as the school has them.
    What the school went against of the agreement itself, it did for the same finding here."""
    geval = geval or geval_van(wijziging)
    controles = dict.fromkeys(rij for wat in wijziging.wat for rij in KIJKT_NA[wat])
    if not controles:
        return []
    return bevindingen(geval.overeenkomst, controles=controles, geval=geval)


def mag_aanbieden(lid: Lidmaatschap, wijziging: Wijziging, mist: list[str] | None = None) -> Mag:
    """`mist`: what it lacks, when that was asked already."""
    if not (mag_zo := mag_wijzigen(lid, wijziging.overeenkomst)):
        return mag_zo
    if wijziging.status != Status.CONCEPT:
        return Mag.nee("Alleen een concept kan ter ondertekening.")
    mist = ontbrekend(wijziging) if mist is None else mist
    return Mag.nee(mist[0]) if mist else Mag.ja()


def ontbrekend(
    wijziging: Wijziging,
    gevonden: list[Bevinding] | None = None,
    geval: Geval | None = None,
) -> list[str]:
    """All that blocks sending it, in sentences that say what to do; empty when it is ready.
    `gevonden`: what the checks found of `geval`, when that was asked already."""
    oud, nieuw = voor_en_na(wijziging)
    geval = geval or Geval(nieuw, vanaf=wijziging.vanaf)
    if not any(tussen(oud, nieuw)):
        return ["Er verandert niets tegenover wat die dag geldt. Kies wat er anders wordt."]
    ook = [rij for rij in wijziging.overeenkomst.van_belang if rij != wijziging]
    zinnen = [*_over_de_dag(wijziging, ook), *_over_de_inhoud(nieuw), *_over_wie_tekent(wijziging)]
    gevonden = nagekeken(wijziging, geval) if gevonden is None else gevonden
    zinnen += [rij.zin for rij in gevonden if rij.houdt_tegen]
    zinnen += [zin for wat in wijziging.wat if (zin := _tegelijk(wijziging, wat, ook))]
    return zinnen or [*_al_bezet(wijziging, geval)]


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
