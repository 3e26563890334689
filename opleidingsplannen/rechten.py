"""Who may do what with a plan, and why not."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.periode import loopt, niet_voorbij
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag
from opleidingsplannen.models import (
    Beoordeling,
    Opleidingsplan,
    Partij,
    Planakkoord,
    Planstatus,
    Planvraag,
)
from trajecten.models import Traject
from werkplekken.models import Mentor, Plaatsing

# For whom a role speaks.
EIGEN_PARTIJ = {
    Rol.LEERLING: Partij.LEERLING,
    Rol.MENTOR: Partij.MENTOR,
    Rol.BEGELEIDER: Partij.SCHOOL,
    Rol.PRAKTIJK: Partij.SCHOOL,
}
LIGT_NIET_VOOR = (
    "Dit plan wacht nu niet op een akkoord: de school nam het terug, of het geldt al. Je hoort het "
    "als er iets te lezen valt."
)
GEEN_MENTOR_MEER = "Je bent niet meer de mentor van deze leerling."


def eigen_plaatsingen(lid: Lidmaatschap, *trajecten: Traject):
    """Placements that are not over, of which this person is the mentor, or the deputy today."""
    vandaag = timezone.localdate()
    vervangt = Q(plaatsvervangers__mentor__gebruiker=lid.gebruiker_id)
    vervangt &= loopt(vandaag, "plaatsvervangers")
    van_mij = Q(mentor__gebruiker=lid.gebruiker_id) | vervangt
    zichtbaar = Plaatsing.objects.zichtbaar_voor(lid).filter(niet_voorbij(vandaag))
    return zichtbaar.filter(van_mij, traject__in=trajecten)


def _eigen(lid: Lidmaatschap, traject: Traject, bekend: list[Plaatsing] | None) -> list[Plaatsing]:
    return list(eigen_plaatsingen(lid, traject)) if bekend is None else bekend


def op_de_werkplek(lid: Lidmaatschap, traject: Traject):
    """Placements that run today at a company: where a mentor can be asked to rate."""
    vandaag = Plaatsing.objects.zichtbaar_voor(lid).op()
    return vandaag.filter(traject=traject, vestiging__isnull=False)


def mag_maken(traject: Traject) -> Mag:
    if not traject.is_open:
        return Mag.nee("Dit traject is gesloten. Er komt geen plan meer bij.")
    return Mag.ja()


def mag_bewerken(lid: Lidmaatschap, plan: Opleidingsplan) -> Mag:
    if not mag(lid, Informatie.PLAN, Recht.SCHRIJF):
        return Mag.nee("De begeleider en de praktijkleerkracht schrijven aan het plan.")
    if not plan.is_bewerkbaar:
        return Mag.nee("Dit plan ligt voor of is afgesproken. Maak een nieuwe versie.")
    return ligt_los(plan)


def ligt_los(plan: Opleidingsplan) -> Mag:
    """An annex stays what is read and signed: whoever changes it makes a new version."""
    if overeenkomst := plan.bijlage_van():
        return Mag.nee(
            f"Dit plan is een bijlage van overeenkomst {overeenkomst}. Het blijft zoals het is. "
            "Gaan leerling, mentor en school akkoord, dan kan je een nieuwe versie maken."
        )
    return Mag.ja()


def mag_verwijderen(lid: Lidmaatschap, plan: Opleidingsplan) -> Mag:
    """A first draft that nobody was asked to read, and that no agreement holds: made by mistake."""
    if not (recht := mag_bewerken(lid, plan)):
        return recht
    lag_voor = plan.versie > 1 or plan.ronde > 1 or plan.vragen.exists() or plan.akkoorden.exists()
    if lag_voor or plan.overeenkomsten.exists() or plan.wijzigingen.exists():
        return Mag.nee("Dit plan lag al voor of hoort bij een overeenkomst. Het blijft bewaard.")
    return Mag.ja()


def mag_akkoord_geven(
    lid: Lidmaatschap, plan: Opleidingsplan, partij: str, eigen: list[Plaatsing] | None = None
) -> Mag:
    """Each for oneself; who writes the plan for the school. `eigen`: the mentor's own placements in
    this case, when the caller knows them.

    A mentor agrees before the first day too, as the plan is part of the agreement, but not after
    the last.
    """
    if plan.status != Planstatus.VOORGELEGD:
        return Mag.nee(LIGT_NIET_VOOR)
    if partij not in Partij.values:
        return Mag.nee("Kies wie akkoord gaat.")
    if EIGEN_PARTIJ.get(Rol(lid.rol)) != partij:
        return Mag.nee("Je kan alleen voor jezelf akkoord gaan.")
    if lid.rol == Rol.MENTOR and not _eigen(lid, plan.traject, eigen):
        return Mag.nee(GEEN_MENTOR_MEER)
    if partij in plan.akkoorden_nu():
        return Mag.nee("Dit akkoord staat er al.")
    return Mag.ja()


def mag_akkoord_noteren(lid: Lidmaatschap, plan: Opleidingsplan, partij: str) -> Mag:
    """What the learner or the mentor said in a talk, written down by who writes the plan."""
    if not mag(lid, Informatie.PLAN, Recht.SCHRIJF):
        return Mag.nee("De begeleider of de praktijkleerkracht noteert een akkoord.")
    if plan.status != Planstatus.VOORGELEGD:
        return Mag.nee(LIGT_NIET_VOOR)
    if partij not in (Partij.LEERLING, Partij.MENTOR):
        return Mag.nee("Kies wie akkoord gaat.")
    if partij in plan.akkoorden_nu():
        return Mag.nee("Dit akkoord staat er al.")
    return Mag.ja()


def mentoren_in_gesprek(lid: Lidmaatschap, traject: Traject) -> QuerySet[Mentor]:
    """Whose agreement the school may note: the mentors of the workplace and their deputies, or,
    before there is a workplace, any mentor whom the school knows."""
    rijen = Mentor.objects.te_bereiken_voor(lid)
    plaatsingen = traject.plaatsingen.filter(niet_voorbij(timezone.localdate()))
    if not plaatsingen.filter(mentor__isnull=False).exists():
        return rijen
    vervangt = Q(vervangingen__plaatsing__in=plaatsingen)
    vervangt &= loopt(timezone.localdate(), "vervangingen")
    eigen = Q(plaatsingen__in=plaatsingen) | vervangt
    return rijen.filter(eigen).distinct()


def mag_akkoord_intrekken(lid: Lidmaatschap, plan: Opleidingsplan, akkoord: Planakkoord) -> Mag:
    """One's own, or by who writes the plan what was noted from a talk, while others still must
    agree. After that the plan holds, and one makes a new version."""
    if plan.status != Planstatus.VOORGELEGD:
        return Mag.nee("Dit plan ligt niet meer voor. Maak een nieuwe versie om iets te wijzigen.")
    eigen = not akkoord.in_gesprek and EIGEN_PARTIJ.get(Rol(lid.rol)) == akkoord.partij
    if not eigen and not (akkoord.in_gesprek and mag(lid, Informatie.PLAN, Recht.SCHRIJF)):
        return Mag.nee("Alleen wie dit akkoord gaf, kan het ongedaan maken.")
    if lid.rol == Rol.MENTOR and not eigen_plaatsingen(lid, plan.traject).exists():
        return Mag.nee(GEEN_MENTOR_MEER)
    return Mag.ja()


def mag_vragen(lid: Lidmaatschap, plan: Opleidingsplan) -> Mag:
    """The learner or the mentor, instead of agreeing."""
    partij = EIGEN_PARTIJ.get(Rol(lid.rol))
    if partij in (None, Partij.SCHOOL):
        return Mag.nee("De leerling en de mentor stellen vragen over het plan.")
    if partij in plan.akkoorden_nu():
        return Mag.nee("Je ging al akkoord. Maak dat eerst ongedaan.")
    return mag_akkoord_geven(lid, plan, partij)


def mag_antwoorden(lid: Lidmaatschap, vraag: Planvraag) -> Mag:
    if not mag(lid, Informatie.PLAN, Recht.SCHRIJF):
        return Mag.nee("De begeleider of de praktijkleerkracht antwoordt.")
    if vraag.beantwoord_op:
        return Mag.nee("Deze vraag is al beantwoord.")
    return Mag.ja()


def mag_beoordelen(
    lid: Lidmaatschap, traject: Traject, eigen: list[Plaatsing] | None = None
) -> Mag:
    """A mentor while the learner is there; whoever else may write ratings always. `eigen` as in
    `mag_akkoord_geven`."""
    if not mag(lid, Informatie.BEOORDELING, Recht.SCHRIJF):
        return Mag.nee("Je rol geeft geen oordeel over een leerling.")
    if lid.rol == Rol.MENTOR:
        plaatsingen = _eigen(lid, traject, eigen)
        if not plaatsingen:
            return Mag.nee(GEEN_MENTOR_MEER)
        if not any(plaatsing.is_begonnen for plaatsing in plaatsingen):
            return Mag.nee("Beoordelen kan vanaf de eerste dag op de werkplek.")
    return Mag.ja()


def mag_verbeteren(lid: Lidmaatschap, beoordeling: Beoordeling) -> Mag:
    """Whoever gave a rating, once; after that the correction itself can be corrected."""
    if not (beoordeling.is_van(lid) and mag(lid, Informatie.BEOORDELING, Recht.SCHRIJF)):
        return Mag.nee("Alleen wie dit oordeel gaf, kan het verbeteren.")
    if beoordeling.is_verbeterd:
        return Mag.nee("Dit oordeel is al verbeterd.")
    if beoordeling.is_teruggenomen:
        return Mag.nee("Dit oordeel is teruggenomen. Geef een nieuw oordeel.")
    return Mag.ja()


def mag_terugnemen(lid: Lidmaatschap, beoordeling: Beoordeling) -> Mag:
    """A slip of the finger, by whoever made it, on the day itself. Later one corrects."""
    if timezone.localdate(beoordeling.op) != timezone.localdate():
        return Mag.nee("Ongedaan maken kan alleen op de dag zelf. Kies Verbeteren.")
    return mag_verbeteren(lid, beoordeling)
