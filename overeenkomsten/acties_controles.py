"""Acts on the checks before sending: going against one, and what a school makes of them."""

from django.db import transaction

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.zicht import Schoolsoort
from overeenkomsten.acties_tekenen import zet_vast
from overeenkomsten.controles.kern import CONTROLES, naam_van
from overeenkomsten.controles.nazien import strengheden_van, van_school_te_kiezen
from overeenkomsten.controles.wijzigingen import gevonden_in
from overeenkomsten.models import Afwijking, Controlestrengheid, Grenswaarde
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten import mag_afwijken
from overeenkomsten.statussen import Strengheid
from trajecten.rechten import eis_lijst


@transaction.atomic
def wijk_af(stuk: Stuk, sleutel: str, *, reden: str, door: Lidmaatschap) -> int:
    """Send although this check found something: for what it finds now. How many findings."""
    stuk = zet_vast(stuk)
    if sleutel not in CONTROLES:
        raise Weigering("Die controle is er niet.")
    strengheid = strengheden_van(stuk.school_id).get(sleutel)
    mag_afwijken(door, stuk, strengheid).anders_weiger()
    if not reden.strip():
        raise Weigering("Schrijf waarom de school hier afwijkt.")
    gevonden = [
        rij
        for rij in gevonden_in(stuk)
        if rij.controle.sleutel == sleutel and rij.blokkeert and rij.houdt_tegen
    ]
    if not gevonden:
        raise Weigering("Deze controle houdt niets meer tegen. Laad de bladzijde opnieuw.")
    for rij in gevonden:
        Afwijking.objects.create(
            **stuk.verwijzing,
            versie=stuk.versie + 1,
            controle=sleutel,
            bevinding=rij.feiten,
            reden=reden.strip(),
            door=door,
        )
    _noteer(stuk, door, f"afgeweken van de controle “{CONTROLES[sleutel].naam}”")
    return len(gevonden)


@transaction.atomic
def neem_afwijking_terug(afwijking: Afwijking, *, door: Lidmaatschap) -> None:
    """The check holds back again. That it did not for a while stays in the timeline."""
    stuk = zet_vast(afwijking.stuk)
    strengheid = strengheden_van(stuk.school_id).get(afwijking.controle, Strengheid.BLOKKEERT)
    mag_afwijken(door, stuk, strengheid).anders_weiger()
    if not Afwijking.objects.filter(pk=afwijking.pk).delete()[0]:
        raise Weigering("Deze afwijking is intussen al terug. Laad de bladzijde opnieuw.")
    naam = naam_van(afwijking.controle)
    _noteer(stuk, door, f"niet meer afgeweken van de controle “{naam}”")


def _noteer(stuk: Stuk, door: Lidmaatschap, wat: str) -> None:
    """Without why: that stands with the agreement, to who may read it."""
    stuk.traject.noteer(door, "afwijking", f"{stuk}: {wat}"[:300])


@transaction.atomic
def bewaar_strengheden(school: School, strengheden: dict[str, str], *, door: Lidmaatschap) -> int:
    """How severe each check is here from now on. How many changed."""
    eis_lijst(door, Schoolsoort.OVEREENKOMSTREGELS, school.pk)
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    nu, anders = strengheden_van(school), 0
    for rij in van_school_te_kiezen():
        strengheid = Strengheid(strengheden.get(rij.sleutel, nu[rij.sleutel]))
        if strengheid == Strengheid.UIT and rij.altijd:
            raise Weigering(f"“{rij.naam}” kan niemand uitzetten.")
        if strengheid != nu[rij.sleutel]:
            Controlestrengheid.objects.update_or_create(
                school=school, controle=rij.sleutel, defaults={"strengheid": strengheid}
            )
            anders += 1
    return anders


def bewaar_grens(grens: Grenswaarde, *, door: Lidmaatschap) -> None:
    """What a limit is, for agreements that begin from that day on."""
    eis_lijst(door, Schoolsoort.OVEREENKOMSTREGELS, grens.school_id)
    with weiger_bij("grenswaarde_een_per_dag", "Vanaf die dag staat er intussen al een waarde."):
        grens.save()


def neem_grens_weg(grens: Grenswaarde, *, door: Lidmaatschap) -> None:
    """What held before it, holds on."""
    eis_lijst(door, Schoolsoort.OVEREENKOMSTREGELS, grens.school_id)
    grens.delete()
