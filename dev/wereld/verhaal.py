"""How the demo world tells a case: each step through its act, on the day it happened."""

import datetime
import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import pikepdf
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from begeleiding.acties_contact import noteer
from begeleiding.models import Contactmoment
from dev.accounts import WACHTWOORD
from dev.wereld.gegevens import OPLEIDINGEN, SECTOREN, WERELDEN, Bedrijf
from gebruikers import muur, spoor
from gebruikers.acties import aanvaard
from gebruikers.models import Gebruiker, Lidmaatschap, School, Uitnodiging
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from leerlingen.models import Leerling, Opleiding
from opleidingsplannen.acties import bewaar_regels, maak_plan
from opleidingsplannen.akkoord import geef_akkoord, leg_voor, noteer_akkoord
from opleidingsplannen.beoordelen import Keuze, beoordeel
from opleidingsplannen.models import Opleidingsplan, Standaardtraject
from overeenkomsten import (
    acties,
    acties_einde,
    acties_ingaan,
    acties_papier,
    acties_tekenen,
    acties_verleng,
    acties_wijziging,
)
from overeenkomsten.acties_schorsing import schors
from overeenkomsten.models import (
    Beeindiging,
    Handtekening,
    Overeenkomst,
    Schorsing,
    Schorsingsgrond,
    Schorsingsreden,
    Wijziging,
)
from overeenkomsten.scan import lees_scan
from overeenkomsten.soorten import REGELS
from overeenkomsten.statussen import Partij, Soort
from overeenkomsten.uren import voorgestelde_soort
from overeenkomsten.voorbeeldweek import Voorbeeldweek
from overeenkomsten.voorstel import opleiding_van, voorstel
from trajecten.acties import start_traject
from trajecten.acties_fase import verplaats_fase
from trajecten.documenten import maak
from trajecten.fases import Fase
from trajecten.kalender import Kalender
from trajecten.models import Document, Eindereden, Traject
from werkplekken.acties import nodig_mentor_uit, voeg_werkplek_toe
from werkplekken.models import (
    Erkenning,
    Mentor,
    Onderneming,
    Organisatie,
    Vertegenwoordiger,
    Vestiging,
)

VERGOEDING_CENT = {1: 61250, 2: 67590, 3: 72870}


@contextmanager
def als(door: Lidmaatschap | None) -> Iterator[None]:
    """What happens inside is, as far as the trail knows, one request of `door`; of a visitor
    without an account when there is none. The trail itself reads the clock of the database."""
    with spoor.namens(door), muur.instellingen(aanvraag=f"{spoor.WEB} {uuid.uuid4()}"):
        yield


@contextmanager
def op(dag: datetime.date, uur: int = 10, *, door: Lidmaatschap | None = None) -> Iterator[None]:
    """What happens inside happens on that day, `als` this person."""
    moment = datetime.datetime.combine(dag, datetime.time(uur), ZoneInfo("Europe/Brussels"))
    with time_machine.travel(moment, tick=True), als(door):
        yield


@cache
def _afdruk() -> str:
    """Of the password, for all accounts: one takes a quarter of a second."""
    return make_password(WACHTWOORD)


def geef_wachtwoord(gebruiker: Gebruiker) -> None:
    gebruiker.password = _afdruk()
    gebruiker.save(update_fields=["password"])


def met_wachtwoord(uitnodiging: Uitnodiging) -> Lidmaatschap:
    """Accept an invitation, and give the account the password of the demo."""
    with muur.instellingen(gebruiker=str(uitnodiging.gebruiker_id), lid=""):
        lid = aanvaard(uitnodiging)
    geef_wachtwoord(lid.gebruiker)
    lid.gebruiker.emailaddress_set.update(verified=True)
    return lid


def lesdag(kalender: Kalender, vanaf: datetime.date, *, stap: int = 1) -> datetime.date:
    """The first day with lessons from there on, or with `stap` -1 the last one up to there. In a
    holiday of more than a week the first weekday, so that the story keeps its order."""
    week = [vanaf + stap * verder * DAG for verder in range(7)]
    met_les = (dag for dag in week if not kalender.geen_opleiding(dag))
    return next(met_les, None) or next(dag for dag in week if dag.isoweekday() < 6)


class Verteller:
    """One school, its people and companies by name, and the steps of a case."""

    def __init__(self, school: School, vandaag: datetime.date) -> None:
        self.school, self.vandaag = school, vandaag
        self.wereld = WERELDEN[school.code]
        self.leerlingen = list(Leerling.objects.filter(school=school).order_by("stamnummer"))
        self.vestigingen: dict[str, Vestiging] = {}
        self.kalender = Kalender.van(school)
        self.begeleiders: dict[int, Lidmaatschap] = {}  # by the traject they started
        leden = Lidmaatschap.objects.filter(school=school).select_related("gebruiker", "school")
        self.leden = {lid.gebruiker.email.partition("@")[0]: lid for lid in leden}
        self.bea, self.pieter = self.leden["begeleider"], self.leden["praktijk"]
        self.coen, self.ada = self.leden["coordinator"], self.leden["administratie"]

    def dag(self, verschil: int) -> datetime.date:
        return self.vandaag + verschil * DAG

    def opleiding(self, groep: str) -> Opleiding:
        naam, _, _ = OPLEIDINGEN[groep]
        return Opleiding.objects.update_or_create(
            school=self.school,
            administratieve_groep=groep,
            defaults={
                "naam": naam,
                "soort": "aanloop" if "Aanloop" in naam else "duaal",
                "sector": SECTOREN[groep],
            },
        )[0]

    def bedrijf(self, gegevens: Bedrijf, mentor_email: str = "") -> Vestiging:
        """A company with its site, signatory, recognitions and a mentor who has an account."""
        postcode, gemeente = gegevens.gemeente
        domein = f"{gegevens.naam.lower().replace(' ', '')}.example"
        adres = {"straat": gegevens.straat, "postcode": postcode, "gemeente": gemeente}
        onderneming = Onderneming(
            school=self.school,
            naam=gegevens.naam,
            kbo=gegevens.kbo,
            telefoon="03 000 10 10",
            email=f"info@{domein}",
            paritair_comite=gegevens.paritair_comite,
            verzekeraar="Baloise",
            polisnummer=f"AO-{gegevens.volgnummer:05d}",
            **adres,
        )
        vestiging = Vestiging(naam=f"{gegevens.naam} {gemeente}", **adres)
        voornaam, _, naam = gegevens.zaakvoerder.partition(" ")
        baas = Vertegenwoordiger(
            voornaam=voornaam,
            naam=naam,
            functie="zaakvoerder",
            email=f"{voornaam.lower()}@{domein}",
        )
        voornaam, _, naam = gegevens.mentor.partition(" ")
        mentor = Mentor(
            voornaam=voornaam,
            naam=naam,
            email=mentor_email or f"mentor.{voornaam.lower()}@{domein}",
            telefoon="0470 11 22 33",
            sinds=self.dag(-900),
            mentoropleiding_op=self.dag(-700),
            uittreksel_gezien_op=self.dag(-120),
            ervaring_bevestigd_op=self.dag(-120),
        )
        with op(self.dag(-150), door=self.bea):
            voeg_werkplek_toe(
                onderneming, vestiging=vestiging, vertegenwoordiger=baas, mentor=mentor,
                door=self.bea,
            )  # fmt: skip
            for groep in gegevens.groepen:
                Erkenning.objects.create(
                    vestiging=vestiging,
                    opleiding=self.opleiding(groep),
                    van=self.dag(-500),
                    tot=self.dag(-500 + 5 * 365),
                    partnerschap="Vlaams Partnerschap Duaal Leren",
                )
            met_wachtwoord(nodig_mentor_uit(mentor, door=self.bea))
        self.vestigingen[gegevens.naam] = vestiging
        return vestiging

    @property
    def bakker(self) -> str:
        """The company whose mentor is the mentor of the demo accounts."""
        return self.wereld.bedrijven[0].naam

    def bedrijven(self, mentor_email: str) -> None:
        for i, gegevens in enumerate(self.wereld.bedrijven):
            self.bedrijf(gegevens, mentor_email if i == 0 else "")

    def traject(
        self,
        n: int,
        *fases: tuple[Fase, int],
        sinds: int,
        tot: int = 220,
        begeleider: str = "begeleider",
    ) -> Traject:
        """The case of learner `n` starts on day `sinds`; then the phases, each (phase, day)."""
        leerling, lid = self.leerlingen[n], self.leden[begeleider]
        with op(self.dag(sinds), door=lid):
            traject = start_traject(
                leerling,
                door=lid,
                opleiding=leerling.opleiding,
                begindatum=self.dag(sinds),
                einddatum=self.dag(tot),
                team=[lid, self.pieter],
            )
        self.begeleiders[traject.pk] = lid
        for fase, dag in fases:
            with op(self.dag(dag), door=lid):
                eindereden = self.eindereden(EINDREDENEN.get(fase))
                verplaats_fase(traject, fase, door=lid, reden=REDENEN[fase], eindereden=eindereden)
        return traject

    def eindereden(self, naam: str | None) -> Eindereden | None:
        return Eindereden.objects.filter(school=self.school, naam=naam).first()

    def plan(self, traject: Traject, *, dag: int, met: str = "", open: int = 0) -> None:
        """From the standaardtraject to an individual plan; `open` lines stay planned nowhere.
        All agree, the mentor of company `met` too; a draft when none is told."""
        opleiding, door = opleiding_van(traject), self.begeleiders[traject.pk]
        standaard = Standaardtraject.objects.get(school=self.school, opleiding=opleiding)
        with op(self.dag(dag), door=door):
            plan = maak_plan(traject, standaardtraject=standaard, door=door)
            regels = list(plan.regels.all())
            for i, regel in enumerate(regels):
                regel.aanbreng = ("school", "beide", "school")[i % 3]
                regel.inoefening = ("werkplek", "beide", "werkplek", "werkplek", "school")[i % 5]
                regel.van = traject.begindatum + (i // 3) * 45 * DAG
                regel.tot = regel.van + 75 * DAG
            for regel in regels[len(regels) - open :]:
                regel.aanbreng = regel.inoefening = "nergens"
            bewaar_regels(plan, regels, door=door)
            if met:
                self.akkoord(plan, self.vestigingen[met].mentoren.get())

    def akkoord(self, plan: Opleidingsplan, mentor: Mentor) -> None:
        """At the table, where the learner and the mentor say yes."""
        door = self.begeleiders[plan.traject_id]
        leg_voor(plan, door=door)
        wie = {"leerling": plan.traject.leerling.volledige_naam, "mentor": mentor}
        for partij, met in wie.items():
            noteer_akkoord(
                plan,
                partij=partij,
                gesprek_op=timezone.localdate(),
                gesproken_met=met,
                door=door,
            )
        geef_akkoord(plan, partij="school", door=door)

    def concept(
        self, traject: Traject, bedrijf: str, *, begin: int, tot: int, uren: int, dag: int, **velden
    ) -> Overeenkomst:
        """A draft with its timetable, made on day `dag`."""
        vestiging, door = self.vestigingen[bedrijf], self.begeleiders[traject.pk]
        with op(self.dag(dag), door=door):
            overeenkomst = voorstel(traject, vestiging, opleiding_van(traject), door)
            overeenkomst.begindatum = lesdag(self.kalender, self.dag(begin))
            overeenkomst.einddatum = lesdag(self.kalender, self.dag(tot), stap=-1)
            overeenkomst.uren_werkplek, overeenkomst.uren_school = Decimal(uren), Decimal(13)
            overeenkomst.soort = voorgestelde_soort(overeenkomst.uren_werkplek)
            overeenkomst.tekent_voor_school = self.coen
            for veld, waarde in velden.items():
                setattr(overeenkomst, veld, waarde)
            if overeenkomst.soort == "oao":
                overeenkomst.vergoeding_categorie = 2
                overeenkomst.vergoeding_cent = VERGOEDING_CENT[2]
            acties.maak(overeenkomst, door=door)
            acties.wijzig(
                overeenkomst,
                door=door,
                uurrooster=Voorbeeldweek(overeenkomst).blokken,
            )
        return overeenkomst

    def aanloop(
        self, traject: Traject, organisatie: Organisatie, *, begin: int, tot: int, dag: int
    ) -> Overeenkomst:
        """A draft with an external organiser, with its timetable, made on day `dag`."""
        door, soort = self.begeleiders[traject.pk], Soort.AEO
        with op(self.dag(dag), door=door):
            opleiding = opleiding_van(traject, REGELS[soort].opleiding)
            rij = voorstel(traject, organisatie, opleiding, door, soort)
            rij.begindatum = lesdag(self.kalender, self.dag(begin))
            rij.einddatum = lesdag(self.kalender, self.dag(tot), stap=-1)
            rij.uren_werkplek, rij.uren_school = Decimal(16), Decimal(13)
            rij.tekent_voor_school = self.coen
            acties.maak(rij, door=door)
            acties.wijzig(rij, door=door, uurrooster=Voorbeeldweek(rij).blokken)
        return rij

    def verstuur(self, overeenkomst: Overeenkomst, *, dag: int) -> Overeenkomst:
        door = self.begeleiders[overeenkomst.traject_id]
        with op(self.dag(dag), door=door):
            acties.bied_aan(overeenkomst, door=door)
            overeenkomst.refresh_from_db()
            maak_nu(overeenkomst.tekenversie)
        return overeenkomst

    def teken(self, overeenkomst: Overeenkomst, *partijen: Partij, dag: int) -> None:
        """These parties sign, or all; the last one brings the proof document."""
        tekenaars = overeenkomst.huidige_ondertekenaars.order_by("pk")
        for i, tekenaar in enumerate(tekenaars):
            if partijen and tekenaar.partij not in partijen:
                continue
            hoe = self._hoe(tekenaar)
            with op(self.dag(dag), uur=11 + i, door=hoe.get("door") or hoe.get("getuige")):
                acties_tekenen.plaats_handtekening(
                    tekenaar,
                    hash=overeenkomst.tekenversie.sha256,
                    getypte_naam=tekenaar.naam,
                    **hoe,
                )
        overeenkomst.refresh_from_db()
        if overeenkomst.bewijs:
            with op(self.dag(dag), uur=16):
                maak_nu(overeenkomst.bewijs)

    def teken_op_papier(self, overeenkomst: Overeenkomst, tekenaar, *, dag: int) -> None:
        """One party signs the sheet that was printed; the begeleider uploads the scan of it."""
        door = self.begeleiders[overeenkomst.traject_id]
        with op(self.dag(dag), uur=15, door=door):
            document = acties_papier.druk_af(overeenkomst, door=door)
            maak_nu(document)
            uit = io.BytesIO()
            with document.bestand.open("rb") as bestand, pikepdf.open(bestand) as geheel:
                blad = pikepdf.new()
                blad.pages.append(geheel.pages[-1])
                blad.save(uit)
            acties_papier.leg_papier_vast(
                overeenkomst,
                partijen=[tekenaar],
                scan=lees_scan(ContentFile(uit.getvalue())),
                code=document.inhoud["code"],
                getekend_op=self.dag(dag),
                door=door,
            )

    def _hoe(self, tekenaar) -> dict:
        if tekenaar.partij == Partij.SCHOOL:
            return {"wijze": Handtekening.Wijze.ACCOUNT, "door": self.coen}
        if not tekenaar.email:
            getuige = self.begeleiders[tekenaar.overeenkomst.traject_id]
            return {"wijze": Handtekening.Wijze.TAFEL, "getuige": getuige}
        return {"wijze": Handtekening.Wijze.LINK}

    def getekend(self, traject: Traject, bedrijf: str, *, begin: int, tot=210, uren=24):
        """Drawn up, sent and signed in the week before it begins."""
        rij = self.concept(traject, bedrijf, begin=begin, tot=tot, uren=uren, dag=begin - 7)
        self.verstuur(rij, dag=begin - 6)
        self.teken(rij, dag=begin - 4)
        traject.refresh_from_db()
        return rij

    def schors(
        self,
        overeenkomst: Overeenkomst,
        grond: str,
        *,
        dag: int,
        tot: int | None = None,
        eindereden: str | None = None,
    ) -> None:
        """Noted on its first day; without `tot` it goes on. `eindereden`: the traject rests too."""
        door = self.begeleiders[overeenkomst.traject_id]
        rij = Schorsingsgrond.objects.get(school=self.school, naam=grond)
        with op(self.dag(dag), door=door):
            schorsing = Schorsing(overeenkomst=overeenkomst, van=self.dag(dag))
            schorsing.tot = None if tot is None else self.dag(tot)
            eindereden = self.eindereden(eindereden)
            schors(schorsing, Schorsingsreden(grond=rij), door=door, eindereden=eindereden)

    def stop(self, rij: Overeenkomst, *, laatste_dag: int, dag: int, grond: str, **einde) -> None:
        """Its early end, noted on day `dag`; the day after the last day it takes effect."""
        door = self.begeleiders[rij.traject_id]
        einde |= {"laatste_dag": self.dag(laatste_dag), "grond": self.eindereden(grond)}
        with op(self.dag(dag), door=door):
            beeindiging = Beeindiging(overeenkomst=rij, **einde)
            acties_einde.beeindig(beeindiging, door=door)
            maak_nu(beeindiging.melding)
        with op(self.dag(laatste_dag + 1), uur=1):
            acties_einde.laat_ingaan(rij.pk)

    def verleng(self, rij: Overeenkomst, *, dag: int) -> None:
        door = self.begeleiders[rij.traject_id]
        with op(self.dag(dag), door=door):
            acties_verleng.verleng(rij, door=door)

    def tweede_mentor(self, bedrijf: str, voornaam: str, naam: str) -> Mentor:
        vestiging = self.vestigingen[bedrijf]
        eerste = vestiging.mentoren.get()
        velden = ("telefoon", "sinds", "mentoropleiding_op", "uittreksel_gezien_op")
        velden += ("ervaring_bevestigd_op", "school")
        domein = eerste.email.partition("@")[2]
        return Mentor.objects.create(
            vestiging=vestiging, voornaam=voornaam, naam=naam,
            email=f"mentor.{voornaam.lower()}@{domein}",
            **{veld: getattr(eerste, veld) for veld in velden},
        )  # fmt: skip

    def wijzig(self, rij: Overeenkomst, *, vanaf: int, dag: int, reden: str, **anders) -> None:
        """Sent on day `dag` and signed by all two days after; from `vanaf` on it holds."""
        door = self.begeleiders[rij.traject_id]
        tekenen = ("vertegenwoordiger", "ouder", "tweede_ouder", "tekent_voor_school")
        anders |= {veld: getattr(rij, veld) for veld in tekenen}
        with op(self.dag(dag), door=door):
            wijziging = Wijziging(overeenkomst=rij, vanaf=self.dag(vanaf), reden=reden, **anders)
            acties_wijziging.maak(wijziging, door=door)
            gezien = acties_wijziging.afdruk(wijziging)
            acties_wijziging.bied_aan(wijziging, gezien=gezien, door=door)
            wijziging.refresh_from_db()
            maak_nu(wijziging.tekenversie)
        self.teken(wijziging, dag=dag + 2)
        with op(self.dag(vanaf), uur=1):
            acties_ingaan.laat_ingaan(rij.pk)

    def contact(
        self, traject: Traject, soort: str, *, dag: int, door: Lidmaatschap | None = None, **wat
    ) -> None:
        """Held on that day; planned when it is still to come. A visit, and a talk with the mentor,
        is of the place where the learner is."""
        op_dag = lesdag(self.kalender, self.dag(dag), stap=1 if dag > 0 else -1)
        wat = {"staat": "gehouden" if dag < 0 else "gepland", "met": ["leerling"]} | wat
        moment = Contactmoment(traject=traject, soort=soort, dag=op_dag, **wat)
        if soort == "bezoek" or "mentor" in moment.met:
            moment.plaatsing = traject.plaatsingen.op(op_dag).first()
        with op(min(op_dag, self.vandaag), 16, door=door or self.bea):
            noteer(moment, door=door or self.bea)

    def beoordeel(self, traject: Traject, door: Lidmaatschap, niveaus: str, *, dag: int) -> None:
        """One level per competence of the plan, in order; '.' leaves one out."""
        regels = traject.plannen.first().regels.all()
        keuzes = [
            Keuze(regel.competentie_id, int(teken), TOELICHTING.get(teken, ""), uuid.uuid4())
            for regel, teken in zip(regels, niveaus, strict=False)
            if teken != "."
        ]
        with op(self.dag(dag), uur=15, door=door):
            beoordeel(traject, keuzes, door=door)

    def mentor_van(self, bedrijf: str) -> Lidmaatschap:
        mentor = self.vestigingen[bedrijf].mentoren.get()
        return Lidmaatschap.objects.select_related("school", "gebruiker").get(
            gebruiker=mentor.gebruiker, school=self.school, rol=Rol.MENTOR
        )

    def mentoren(self) -> list[Lidmaatschap]:
        """Who can sign in."""
        rijen = Lidmaatschap.objects.filter(school=self.school, rol=Rol.MENTOR)
        return list(rijen.select_related("school", "gebruiker"))


REDENEN = {
    Fase.SCREENING: "aangemeld op de infoavond",
    Fase.AANLOOP: "bereid, maar nog niet klaar voor een werkplek",
    Fase.ZOEKT_WERKPLEK: "klaar voor een werkplek",
    Fase.STOPGEZET: "koos voor een voltijdse richting",
}
EINDREDENEN = {Fase.STOPGEZET: "Andere opleiding of andere school"}
TOELICHTING = {"1": "Dit hebben we nog niet kunnen oefenen.", "4": "Doet dit zonder hulp."}


def maak_nu(document: Document) -> None:
    """As the worker does."""
    with spoor.namens(None), muur.instellingen(aanvraag=f"proefwereld {uuid.uuid4()}"):
        maak(document.pk)
    document.refresh_from_db()
    if not document.is_klaar:
        raise RuntimeError(f"{document} kon niet gemaakt worden: zie de melding hierboven.")
