"""The plain page of one learner, for who is not of the school: learner, parent, mentor, externe."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format

from begeleiding.models import Contactmoment
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, mag
from leerlingen.models import Betrokkene
from opleidingsplannen.models import Opleidingsplan
from overeenkomsten.models import Overeenkomst
from overeenkomsten.models.schorsing import hoelang
from overeenkomsten.statussen import Status
from overeenkomsten.termijnen import zoektermijnen
from overzichten.adressen import adres
from overzichten.dossier import overeenkomsten_van, plaatsingen_van, team_van
from overzichten.einde import andere_trajecten, einde_in_woorden
from overzichten.jaarbeeld import mag_jaar
from overzichten.komend import Komend, komende_dagen
from overzichten.stand import LEEG, Stand, plan_standen
from overzichten.vragen import Vraag, Vragen, beoordeeladres, per_traject
from trajecten.fases import Fase
from trajecten.models import Teamlid, Termijn, Traject
from trajecten.models.traject import wie_er_is
from werkplekken.models import Plaatsing

# {wie}: the learner's first name.
FASE_IN_WOORDEN = {
    Fase.AANMELDING: "De school bekijkt samen met {wie} of duaal leren past.",
    Fase.SCREENING: "De school bekijkt wat {wie} al kan en wil.",
    Fase.AANLOOP: "{wie} bereidt zich voor op een werkplek.",
    Fase.ZOEKT_WERKPLEK: "De school en {wie} zoeken een werkplek.",
    Fase.LOPEND: "{wie} leert op school en op de werkplek.",
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


JAAR, CONTACT = "?deel=schooljaar", "?deel=contact"
LAATSTE = 3  # contacts


@dataclass(frozen=True)
class Bladzijde:
    traject: Traject
    fase: str
    einde: list[str]
    anderen: list[Traject]
    termijn: str
    begint_nog: bool
    plaatsingen: list[Plaatsing]
    team: list[Teamlid]
    overeenkomsten: list[tuple[Overeenkomst, str]]
    geschorst: list[str]
    stand: Stand
    plan: Opleidingsplan | None
    plan_url: str
    beoordeel_url: str
    inzage_url: str
    gegevens_url: str
    eindigt_op: datetime.date | None
    zelf: list[Betrokkene]
    url: str
    jaar_url: str
    contact_url: str
    aanwezig_url: str
    evaluatie_url: str
    vragen: list[Vraag]
    komend: list[Komend] = field(default_factory=list)

    @property
    def leerling(self):
        return self.traject.leerling

    @property
    def zei_nee(self) -> bool:
        """To this parent: whether the learner told that they see the case no more."""
        met_gezag = [rij for rij in self.zelf if rij.heeft_gezag]
        return bool(met_gezag) and all(rij.zei_nee for rij in met_gezag)

    @property
    def plaatsing(self) -> Plaatsing | None:
        """Where the learner is today, or else goes next."""
        nog = [p for p in self.plaatsingen if p.tot >= timezone.localdate()]
        return min(nog, key=lambda p: p.van, default=None)

    @property
    def aanspreekbaar(self) -> list[Teamlid]:
        """Whom to mail today."""
        return wie_er_is(self.team)

    @property
    def voortgang(self) -> str:
        """Progress in words."""
        if not self.stand.totaal:
            return "Er zijn nog geen onderdelen van het plan beoordeeld."
        deel = f"{self.stand.bereikt} van de {self.stand.totaal} onderdelen van het plan lukken al"
        return f"{deel}: {self.stand.percentage} %."


def bladzijde(
    lid: Lidmaatschap, traject: Traject, bekend: Sequence[Traject] | None = None
) -> Bladzijde:
    """All that this person may see of this learner, in plain words. `bekend`: all trajecten that
    `lid` sees, when the caller has them."""
    (blad,) = bladzijden(lid, [traject], bekend)
    return replace(blad, komend=komende_dagen(lid, traject, blad.plaatsingen))


def bladzijden(
    lid: Lidmaatschap, trajecten: list[Traject], bekend: Sequence[Traject] | None = None
) -> list[Bladzijde]:
    """Of each of these trajecten, in constant queries."""
    overeenkomsten = per_traject(overeenkomsten_van(lid, *trajecten))
    plaatsingen = per_traject(plaatsingen_van(lid, *trajecten))
    team = per_traject(team_van(lid, *trajecten))
    plannen, teruggehaald = _plannen(lid, trajecten)
    standen = plan_standen(lid, [traject for traject in trajecten if traject.pk in plannen])
    met_plan = {*plannen, *teruggehaald}
    _zoek_contacten(lid, trajecten)
    vragen = Vragen(lid, trajecten, plannen, overeenkomsten, plaatsingen)
    als_ouder = _als_ouder(lid, trajecten)
    eindigt, termijnen = _eindigt_op(als_ouder), _zoektermijnen(lid, trajecten)
    thuis = lid.rol in (Rol.LEERLING, Rol.OUDER)  # a mentor needs no more than the phase
    einde = einde_in_woorden(lid, trajecten) if thuis else {}
    anderen = andere_trajecten(lid, *trajecten, bekend=bekend) if thuis else {}
    return [
        Bladzijde(
            traject=traject,
            fase=_fase_in_woorden(lid, traject, overeenkomsten[pk], plaatsingen[pk]),
            einde=einde.get(pk, []),
            anderen=anderen.get(pk, []),
            termijn=termijnen.get(pk, ""),
            begint_nog=_eerste_werkplek(traject, plaatsingen[pk]) is not None,
            plaatsingen=plaatsingen[pk],
            team=team[pk],
            overeenkomsten=[(o, o.in_woorden) for o in overeenkomsten[pk]],
            geschorst=_geschorst(lid, traject, plaatsingen[pk]),
            stand=standen.get(pk, LEEG) if pk in plannen else LEEG,
            plan=next(iter(plannen.get(pk, [])), None),
            plan_url=adres(lid, "opleidingsplannen:plan", pk) if pk in met_plan else "",
            beoordeel_url=beoordeeladres(lid, traject) if vragen.mag_beoordelen(traject) else "",
            inzage_url=_inzage_url(lid, traject),
            gegevens_url=adres(lid, "overzichten:mijn_gegevens") if lid.rol == Rol.LEERLING else "",
            eindigt_op=eindigt.get(traject.leerling_id),
            zelf=als_ouder[traject.leerling_id],
            url=adres(lid, "overzichten:dossier", pk),
            jaar_url=adres(lid, "overzichten:dossier", pk) + JAAR if mag_jaar(lid) else "",
            contact_url=adres(lid, "overzichten:dossier", pk) + CONTACT,
            aanwezig_url=_aanwezig_url(lid, traject, plaatsingen[pk]),
            evaluatie_url=adres(lid, "opleidingsplannen:evaluatie", pk)
            if mag(lid, Informatie.EVALUATIE)
            else "",
            vragen=vragen.over(traject),
        )
        for traject in trajecten
        for pk in [traject.pk]
    ]


def _zoek_contacten(lid: Lidmaatschap, trajecten: list[Traject]) -> None:
    """Give each traject the last contacts that were shared with this person, and what is planned
    (`contacten`)."""
    rijen = Contactmoment.objects.zichtbaar_voor(lid).laatste_eerst()
    rijen = rijen.select_related(*Contactmoment.ERBIJ)
    prefetch_related_objects(
        trajecten, Prefetch("contactmomenten", rijen[:LAATSTE], to_attr="contacten")
    )


def _zoektermijnen(lid: Lidmaatschap, trajecten: list[Traject]) -> dict[int, str]:
    """To learner and parent: until when a workplace can be found, and how far that is."""
    zoekt = any(traject.fase == Fase.ZOEKT_WERKPLEK for traject in trajecten)
    if not zoekt or lid.rol not in (Rol.LEERLING, Rol.OUDER):
        return {}
    termijnen = zoektermijnen(Termijn.objects.zichtbaar_voor(lid)).filter(
        traject__in=[traject.pk for traject in trajecten],
        traject__fase=Fase.ZOEKT_WERKPLEK,
        uiterlijk__isnull=False,
    )
    rijen = termijnen.select_related("traject__leerling")
    return {rij.traject_id: _in_woorden(lid, rij) for rij in rijen}


def _in_woorden(lid: Lidmaatschap, termijn: Termijn) -> str:
    laatste, over = date_format(termijn.uiterlijk, "l j F"), termijn.over
    wie = "Je hebt" if lid.rol == Rol.LEERLING else f"{termijn.traject.leerling.voornaam} heeft"
    if over < 0:
        return f"De tijd om een werkplek te vinden liep tot {laatste}. Praat erover met de school."
    zin = f"{wie} tot en met {laatste} om een werkplek te vinden."
    if 0 < termijn.dag <= len(termijn.geteld):
        zin += f" Vandaag is dag {termijn.dag} van {len(termijn.geteld)}."
    return zin


def _plannen(lid: Lidmaatschap, trajecten: list[Traject]) -> tuple[dict, set[int]]:
    """Traject → the versions of its plan that who is of outside reads; and the trajecten of which
    one was taken back."""
    plannen = Opleidingsplan.objects
    rijen = plannen.leesbaar_voor(lid) | plannen.zichtbaar_voor(lid).teruggehaald()
    rijen = rijen.filter(traject__in=trajecten).select_related("traject")
    rijen = list(rijen.prefetch_related("akkoorden"))
    leesbaar = [rij for rij in rijen if not rij.is_bewerkbaar]
    return per_traject(leesbaar), {rij.traject_id for rij in rijen if rij.is_bewerkbaar}


def _als_ouder(lid: Lidmaatschap, trajecten: list[Traject]) -> dict[int, list[Betrokkene]]:
    """To a parent: learner → what the school has of this parent, of both when they share an
    account; each with `zei_nee`, whether that is what the learner last decided about them."""
    per_leerling = defaultdict(list)
    if lid.rol != Rol.OUDER:
        return per_leerling
    leerlingen = [traject.leerling_id for traject in trajecten]
    rijen = Betrokkene.objects.zichtbaar_voor(lid).filter(leerling__in=leerlingen)
    eigen = rijen.filter(gebruiker=lid.gebruiker_id).select_related("leerling")
    nee = Q(besluit_mag=False, besluit_vervallen=False)
    for rij in eigen.met_besluit().annotate(zei_nee=nee):
        per_leerling[rij.leerling_id].append(rij)
    return per_leerling


def _eindigt_op(als_ouder: dict[int, list[Betrokkene]]) -> dict[int, datetime.date]:
    """Learner → the day from which this parent sees the case no more, when it comes near and the
    learner did not allow more."""
    return {
        pk: leerling.achttien_op
        for pk, rijen in als_ouder.items()
        for leerling in [rijen[0].leerling]
        if leerling.beslist_zelf
        and leerling.is_minderjarig()
        and not any(rij.inzage_na_18 for rij in rijen)
    }


def _inzage_url(lid: Lidmaatschap, traject: Traject) -> str:
    """Where a learner decides which parents keep looking in; "" while too young."""
    zelf = lid.rol == Rol.LEERLING and traject.leerling.beslist_zelf
    return adres(lid, "leerlingen:inzage") if zelf else ""


def _aanwezig_url(lid: Lidmaatschap, traject: Traject, plaatsingen: list[Plaatsing]) -> str:
    """Where presence is told or read, of who is or was at a workplace."""
    volgt = lid.school.aanwezigheid_vanaf and mag(lid, Informatie.AANWEZIGHEID)
    if not volgt or not plaatsingen:
        return ""
    return adres(lid, "opleidingsplannen:aanwezigheid", traject.pk)


def _eerste_werkplek(traject: Traject, plaatsingen: list[Plaatsing]) -> Plaatsing | None:
    """The first placement at a workplace, when all is signed and the learner is at none today."""
    vandaag = timezone.localdate()
    nog = [p for p in plaatsingen if p.vestiging_id and p.tot >= vandaag]
    if traject.fase != Fase.LOPEND or any(p.is_begonnen for p in nog):
        return None
    return min(nog, key=lambda p: p.van, default=None)


def _geschorst(lid: Lidmaatschap, traject: Traject, plaatsingen: list[Plaatsing]) -> list[str]:
    """Where the learner does not work now, and until when."""
    wie = "Je werkt" if lid.rol == Rol.LEERLING else f"{traject.leerling.voornaam} werkt"
    vandaag = timezone.localdate()
    return [
        f"{wie} nu niet bij {rij.plaats}: de overeenkomst is {hoelang(rust)}."
        for rij in plaatsingen
        for rust in rij.geschorst
        if vandaag in rust and vandaag <= rij.tot
    ]


def _fase_in_woorden(
    lid: Lidmaatschap, traject: Traject, overeenkomsten: list, plaatsingen: list[Plaatsing]
) -> str:
    """Where it stands. Who has an agreement to be signed searches no more."""
    zelf, fase = lid.rol == Rol.LEERLING, Fase(traject.fase)
    if fase == Fase.ZOEKT_WERKPLEK and any(
        o.status == Status.TER_ONDERTEKENING for o in overeenkomsten
    ):
        return WACHT_VOOR_DE_LEERLING if zelf else WACHT_OP_HANDTEKENINGEN
    if straks := _eerste_werkplek(traject, plaatsingen):
        wie = "Je begint" if zelf else f"{traject.leerling.voornaam} begint"
        return f"{wie} op {date_format(straks.van, 'j F Y')} bij {straks.plaats}."
    zin = (FASE_VOOR_DE_LEERLING if zelf else FASE_IN_WOORDEN)[fase]
    return zin.format(wie=traject.leerling.voornaam)
