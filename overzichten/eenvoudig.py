"""The plain page of one learner, for who is not of the school: learner, parent, mentor, externe."""

from dataclasses import dataclass, field

from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag
from opleidingsplannen.models import Opleidingsplan
from opleidingsplannen.rechten import EIGEN_PARTIJ, mag_akkoord_geven, mag_beoordelen
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import STATUS_IN_WOORDEN, Status
from overzichten.adressen import adres
from overzichten.dossier import overeenkomsten_van, plaatsingen_van, team_van
from overzichten.stand import LEEG, Stand, plan_standen
from trajecten.fases import Fase
from trajecten.models import Teamlid, Traject
from werkplekken.models import Plaatsing

FASE_IN_WOORDEN = {
    Fase.AANMELDING: "De school bekijkt samen met de leerling of duaal leren past.",
    Fase.SCREENING: "De school bekijkt wat de leerling al kan en wil.",
    Fase.AANLOOP: "De leerling bereidt zich voor op een werkplek.",
    Fase.ZOEKT_WERKPLEK: "De school en de leerling zoeken een werkplek.",
    Fase.LOPEND: "De leerling leert op school en op de werkplek.",
    Fase.ONDERBROKEN: "Het traject ligt even stil.",
    Fase.AFGEROND: "Het traject is klaar.",
    Fase.STOPGEZET: "Het traject is gestopt.",
    Fase.NIET_GESTART: "Het traject is niet gestart.",
}
FASE_VOOR_DE_LEERLING = FASE_IN_WOORDEN | {
    Fase.AANMELDING: "Je bekijkt samen met de school of duaal leren bij je past.",
    Fase.SCREENING: "Je bekijkt samen met de school wat je al kan en wil.",
    Fase.AANLOOP: "Je bereidt je voor op een werkplek.",
    Fase.ZOEKT_WERKPLEK: "Je zoekt samen met de school een werkplek.",
    Fase.LOPEND: "Je leert op school en op de werkplek.",
}


WACHT_OP_HANDTEKENINGEN = "De werkplek is gevonden. De overeenkomst wacht op handtekeningen."
WACHT_VOOR_DE_LEERLING = "Je werkplek is gevonden. De overeenkomst wacht op handtekeningen."


@dataclass(frozen=True)
class Vraag:
    """Something that is asked of the person who looks."""

    zin: str
    uitleg: str
    url: str
    knop: str


@dataclass(frozen=True)
class Bladzijde:
    traject: Traject
    fase: str
    plaatsingen: list[Plaatsing]
    team: list[Teamlid]
    overeenkomsten: list[tuple[Overeenkomst, str]]
    stand: Stand
    plan: Opleidingsplan | None
    plan_url: str
    vragen: list[Vraag] = field(default_factory=list)

    @property
    def leerling(self):
        return self.traject.leerling

    @property
    def voortgang(self) -> str:
        """Progress in words."""
        if not self.stand.totaal:
            return "Er zijn nog geen onderdelen van het plan beoordeeld."
        return f"{self.stand.bereikt} van de {self.stand.totaal} onderdelen van het plan lukken al."


def bladzijde(lid: Lidmaatschap, traject: Traject) -> Bladzijde:
    """All that this person may see of this learner, in plain words."""
    overeenkomsten = overeenkomsten_van(lid, traject)
    plannen = list(Opleidingsplan.objects.leesbaar_voor(lid).filter(traject=traject))
    plan, nieuwste = (plannen[0], plannen[-1]) if plannen else (None, None)
    plan_url = adres(lid, "opleidingsplannen:plan", traject.pk) if plan else ""
    if not plan and traject.plannen.teruggehaald().exists() and mag(lid, Informatie.PLAN):
        plan_url = adres(lid, "opleidingsplannen:plan", traject.pk)
    return Bladzijde(
        traject=traject,
        fase=_fase_in_woorden(lid, traject, overeenkomsten),
        plaatsingen=plaatsingen_van(lid, traject),
        team=list(team_van(lid, traject)),
        overeenkomsten=[(o, STATUS_IN_WOORDEN[Status(o.status)]) for o in overeenkomsten],
        stand=plan_standen(lid, [traject]).get(traject.pk, LEEG),
        plan=plan,
        plan_url=plan_url,
        vragen=[
            *_tekenen(lid, traject, overeenkomsten),
            *_akkoord(lid, nieuwste, plan_url),
            *_beoordelen(lid, traject, plan),
        ],
    )


def _fase_in_woorden(lid: Lidmaatschap, traject: Traject, overeenkomsten: list) -> str:
    """Where it stands. Who has an agreement to be signed searches no more."""
    zelf, fase = lid.rol == Rol.LEERLING, Fase(traject.fase)
    if fase == Fase.ZOEKT_WERKPLEK and any(
        o.status == Status.TER_ONDERTEKENING for o in overeenkomsten
    ):
        return WACHT_VOOR_DE_LEERLING if zelf else WACHT_OP_HANDTEKENINGEN
    return (FASE_VOOR_DE_LEERLING if zelf else FASE_IN_WOORDEN)[fase]


def _tekenen(lid: Lidmaatschap, traject: Traject, overeenkomsten: list) -> list[Vraag]:
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.TEKEN):
        return []
    vragen = []
    for overeenkomst in overeenkomsten:
        mijn = [t for t in overeenkomst.tekenaars if t.gebruiker_id == lid.gebruiker_id]
        url = adres(lid, "overeenkomsten:tekenen", overeenkomst.pk)
        if any(t.staat == "wacht" for t in mijn):
            begin = date_format(overeenkomst.begindatum, "j F Y")
            voor = "" if lid.rol == Rol.LEERLING else f" voor {traject.leerling.voornaam}"
            vragen.append(
                Vraag(
                    f"Lees en teken de overeenkomst{voor}",
                    f"Met {overeenkomst.vestiging}. Ze begint op {begin}.",
                    url,
                    "Lezen en tekenen",
                )
            )
    return vragen


def _akkoord(lid: Lidmaatschap, plan: Opleidingsplan | None, url: str) -> list[Vraag]:
    partij = EIGEN_PARTIJ.get(Rol(lid.rol))
    if not plan or not partij or not mag_akkoord_geven(lid, plan, partij):
        return []
    return [
        Vraag(
            "Lees het opleidingsplan",
            "Zeg daarna of je akkoord gaat met dit plan.",
            f"{url}?versie={plan.versie}",
            "Plan lezen",
        )
    ]


def _beoordelen(lid: Lidmaatschap, traject: Traject, plan: Opleidingsplan | None) -> list[Vraag]:
    stil = not traject.is_open or traject.fase == Fase.ONDERBROKEN
    if plan is None or stil or not mag_beoordelen(lid, traject):
        return []
    url = adres(lid, "opleidingsplannen:beoordelen", traject.pk)
    zelf = lid.rol == Rol.LEERLING
    zin = "Hoe gaat het zelf, vind je?" if zelf else f"Hoe doet {traject.leerling.voornaam} het?"
    knop = "Mezelf inschatten" if zelf else "Beoordelen"
    return [Vraag(zin, "Enkele tikken volstaan.", url, knop)]
