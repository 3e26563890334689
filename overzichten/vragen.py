"""What is asked of somebody of outside: sign, agree with a plan, rate. Each with where to press."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag
from opleidingsplannen.aanwezigheidsvraag import door_te_geven
from opleidingsplannen.beoordelen import aantal_aan_de_beurt, klaar_voor_vandaag, onbeantwoord
from opleidingsplannen.models.aanwezigheid import in_halve_dagen
from opleidingsplannen.rechten import (
    EIGEN_PARTIJ,
    mag_akkoord_geven,
    mag_beoordelen,
)
from overzichten.adressen import adres
from trajecten.fases import Fase
from trajecten.models import Traject


@dataclass(frozen=True)
class Vraag:
    """Something that is asked of the person who looks."""

    zin: str
    uitleg: str
    url: str
    knop: str


def per_traject(rijen) -> dict[int, list]:
    """Rows with a `traject`, grouped, in their order."""
    groepen = defaultdict(list)
    for rij in rijen:
        groepen[rij.traject_id].append(rij)
    return groepen


class Vragen:
    """What is asked of `lid` about each of these trajecten, looked up for all of them at once.

    `plannen`: of each traject the versions that `lid` reads, the one in force first;
    `overeenkomsten`: as of `overeenkomsten_van`, per traject.
    `plaatsingen`: those that `lid` sees, which are their own of a mentor.
    """

    def __init__(
        self,
        lid: Lidmaatschap,
        trajecten: list[Traject],
        plannen: dict[int, list],
        overeenkomsten: dict[int, list],
        plaatsingen: dict[int, list],
    ):
        self.lid, self.plannen, self.overeenkomsten = lid, plannen, overeenkomsten
        self.eigen = self.beurten = self.klaar = self.gevraagd = None
        self.door_te_geven = {}
        if lid.rol == Rol.MENTOR:
            self.door_te_geven = door_te_geven(lid, trajecten, plaatsingen)
            self.eigen = {
                pk: [rij for rij in rijen if rij.tot >= timezone.localdate()]
                for pk, rijen in plaatsingen.items()
            }
            self.gevraagd = onbeantwoord(trajecten, lid)
        if mag(lid, Informatie.BEOORDELING, Recht.SCHRIJF):
            gelden = [versies[0] for versies in plannen.values()]
            self.beurten = aantal_aan_de_beurt(gelden, lid)
            self.klaar = klaar_voor_vandaag(trajecten, lid)

    def over(self, traject: Traject) -> list[Vraag]:
        vragen = [*self._tekenen(traject), self._akkoord(traject)]
        vragen += [self._inzage(traject), self._aanwezigheid(traject)]
        return [vraag for vraag in [*vragen, self._beoordelen(traject)] if vraag]

    def mag_beoordelen(self, traject: Traject) -> bool:
        """There is a plan, it does not stand still, and it is for this person."""
        stil = not traject.is_open or traject.fase == Fase.ONDERBROKEN
        if stil or not self.plannen.get(traject.pk):
            return False
        return bool(mag_beoordelen(self.lid, traject, self._eigen(traject)))

    def _eigen(self, traject: Traject) -> list | None:
        return None if self.eigen is None else self.eigen.get(traject.pk, [])

    def _tekenen(self, traject: Traject) -> list[Vraag]:
        """For what waits there for the signature of `lid`."""
        lid = self.lid
        if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.TEKEN):
            return []
        voor = "" if lid.rol == Rol.LEERLING else f" voor {traject.leerling.voornaam}"
        return [
            Vraag(
                f"Lees en teken de {stuk.heet}{voor}",
                f"Met {overeenkomst.plek}. Ze begint op {date_format(stuk.begint_op, 'j F Y')}.",
                adres(lid, f"overeenkomsten:{stuk.BLADEN}tekenen", stuk.pk),
                "Lezen en tekenen",
            )
            for overeenkomst in self.overeenkomsten[traject.pk]
            for partij in overeenkomst.alle_tekenaars
            if partij.gebruiker_id == lid.gebruiker_id and partij.moet_tekenen
            for stuk in [partij.stuk]
        ]

    def _akkoord(self, traject: Traject) -> Vraag | None:
        lid, plannen = self.lid, self.plannen.get(traject.pk)
        partij = EIGEN_PARTIJ.get(Rol(lid.rol))
        if not plannen or not partij:
            return None
        plan = plannen[-1]
        if not mag_akkoord_geven(lid, plan, partij, self._eigen(traject)):
            return None
        van = "" if lid.rol == Rol.LEERLING else f" van {traject.leerling.voornaam}"
        return Vraag(
            f"Lees het opleidingsplan{van}",
            "Zeg daarna of je akkoord gaat met dit plan.",
            f"{adres(lid, 'opleidingsplannen:plan', traject.pk)}?versie={plan.versie}",
            "Plan lezen",
        )

    def _inzage(self, traject: Traject) -> Vraag | None:
        """Of a learner about to be eighteen, or who is: about each parent once."""
        leerling = traject.leerling
        if self.lid.rol != Rol.LEERLING or not leerling.beslist_zelf:
            return None
        if not leerling.betrokkenen.onbeslist().exists():
            return None
        return Vraag(
            "Beslis wie je dossier mag blijven zien",
            "Vanaf je 18de verjaardag kies jij of je ouders je dossier nog zien.",
            adres(self.lid, "leerlingen:inzage"),
            "Beslissen",
        )

    def _aanwezigheid(self, traject: Traject) -> Vraag | None:
        """Of a mentor, about weeks that are over."""
        dagen = self.door_te_geven.get(traject.pk)
        if not dagen:
            return None
        naam, aantal = traject.leerling.voornaam, len(dagen)
        wanneer = f"sinds {date_format(dagen[0], 'l j F')}" if aantal > 1 else "op de werkplek"
        return Vraag(
            f"Was {naam} op de werkplek?",
            f"{in_halve_dagen(aantal)} {wanneer}. Eén druk is genoeg.",
            adres(self.lid, "opleidingsplannen:aanwezigheid", traject.pk)
            + f"?week={dagen[0].isoformat()}",
            "Week doorgeven",
        )

    def _beoordelen(self, traject: Traject) -> Vraag | None:
        """When something is due and nothing was rated today, or the school asked for it since."""
        if not self.mag_beoordelen(traject):
            return None
        aantal, klaar, uitleg = self.beurten[traject.pk], traject.pk in self.klaar, []
        if gevraagd := self._gevraagd(traject):
            dag = date_format(timezone.localdate(gevraagd.op), "j F")
            uitleg.append(f"{gevraagd.wie} vroeg op {dag} om te beoordelen.")
        elif klaar or not aantal:
            return None
        if aantal:
            uitleg.append(
                f"{aantal} {'onderdeel' if aantal == 1 else 'onderdelen'}, enkele tikken."
            )
        welke = ("?meer=1" if klaar else "") if aantal else "?alles=1"
        naam = traject.leerling.voornaam
        zelf = self.lid.rol == Rol.LEERLING
        return Vraag(
            "Hoe vind je zelf dat het gaat?" if zelf else f"Hoe doet {naam} het?",
            " ".join(uitleg),
            beoordeeladres(self.lid, traject) + welke,
            "Mezelf inschatten" if zelf else f"{naam} beoordelen",
        )

    def _gevraagd(self, traject: Traject):
        """Asked while the learner was at this workplace, or about to be."""
        gevraagd = self.gevraagd and self.gevraagd.get(traject.pk)
        if not gevraagd:
            return None
        eerste_dag = min(map(attrgetter("van"), self._eigen(traject)))
        return gevraagd if timezone.localdate(gevraagd.op) >= eerste_dag else None


def beoordeeladres(lid: Lidmaatschap, traject: Traject) -> str:
    return adres(lid, "opleidingsplannen:beoordelen", traject.pk)
