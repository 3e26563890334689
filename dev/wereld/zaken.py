"""The cases of the demo world. Each names what it shows."""

import datetime

from dev.wereld import aanwezig, evaluaties
from dev.wereld.verhaal import Verteller, met_wachtwoord, op
from leerlingen.acties import bewaar, nodig_leerling_uit, nodig_ouder_uit
from leerlingen.models import Betrokkene
from opleidingsplannen.akkoord import leg_voor
from overeenkomsten import acties as overeenkomsten
from overeenkomsten import acties_tekenen
from overeenkomsten.acties_formaliteit import noteer_formaliteit
from overeenkomsten.models import Formaliteit, Formaliteitdag, Handtekening, Ondertekenaar
from overeenkomsten.statussen import Partij, Registratie
from trajecten.acties_fase import verplaats_fase
from trajecten.fases import Fase
from trajecten.kalender import Kalender
from trajecten.models import Studiebewijs
from werkplekken.acties import nodig_medewerker_uit, plaats_bij_organisatie
from werkplekken.models import Erkenning, Mentor, Organisatie

S, A, Z = Fase.SCREENING, Fase.AANLOOP, Fase.ZOEKT_WERKPLEK


def vertel(v: Verteller) -> None:
    """All cases of the first school."""
    aanwezig.begin(v)
    for zaak in (
        lotte, amina, jef, mo, noor, ilyas, emma, wout, yasmina, seppe, louise, adem, hanne, mehdi,
        marie, kobe, fien, bilal, lars,
    ):  # fmt: skip
        zaak(v)
    anderen(v)
    karim(v)
    aanwezig.de_anderen(v, "Bakkerij De Korenaar")
    aanwezig.stel_vast(v)
    evaluaties.vertel(v)


def vertel_kort(v: Verteller) -> None:
    """The second school: enough for each of its accounts to see something; it does not follow
    presence."""
    lotte(v)
    noor(v)
    ilyas(v)
    v.traject(2, (Z, -20), sinds=-40)
    v.traject(3, (S, -10), sinds=-12)


def _loopt(v: Verteller, n: int, bedrijf: str, *, begin: int, **wat):
    """Searched, found, planned and signed; the traject runs since `begin`."""
    tot = wat.pop("traject_tot", 220)
    traject = v.traject(n, (S, begin - 28), (Z, begin - 20), sinds=begin - 30, tot=tot)
    met = bedrijf if wat.pop("akkoord", True) else ""
    v.plan(traject, dag=begin - 10, open=wat.pop("open", 0), met=met)
    return traject, v.getekend(traject, bedrijf, begin=begin, **wat)


def _registreer(v: Verteller, overeenkomst, dag: int, nummer: str) -> None:
    with op(v.dag(dag), door=v.ada):
        overeenkomsten.registreer(
            overeenkomst,
            registratie=Registratie.GEREGISTREERD,
            op=v.dag(dag),
            nummer=nummer,
            door=v.ada,
        )


def lotte(v: Verteller) -> None:
    """Everything in order, with the accounts of learner, parent and mentor."""
    leerling = v.leerlingen[0]
    with op(v.dag(-95), door=v.bea):
        v.leden["leerling"] = met_wachtwoord(nodig_leerling_uit(leerling, door=v.bea))
        ouder = leerling.betrokkenen.exclude(email="").first()
        v.leden["ouder"] = met_wachtwoord(nodig_ouder_uit(ouder, door=v.bea))
    traject, overeenkomst = _loopt(v, 0, v.bakker, begin=-60)
    _registreer(v, overeenkomst, -52, "WPD-2026-10458")
    mentor = v.mentor_van(v.bakker)
    v.beoordeel(traject, mentor, "2212.", dag=-40)
    v.beoordeel(traject, v.pieter, "3.22", dag=-35)
    v.beoordeel(traject, v.leden["leerling"], "3322", dag=-34)
    v.beoordeel(traject, mentor, "332..2", dag=-16)
    v.contact(traject, "bezoek", dag=-44, duur=45, met=["leerling", "mentor"],
              lezers="moment_gedeeld",
              verslag="Het gaat goed, ze kent iedereen. Volgende keer: de oven.")  # fmt: skip
    v.contact(traject, "telefoon", dag=-13, met=["ouder"],
              verslag="Over het vervoer op woensdag: de bus komt te laat aan.")  # fmt: skip
    v.contact(traject, "school", dag=-9, lezers="moment_vertrouwelijk",
              verslag="Is moe, slaapt weinig. Ze wil dat dit onder ons blijft.")  # fmt: skip
    if v.school.aanwezigheid_vanaf:
        aanwezig.ziek_gemeld(v, traject, v.bakker, v.leden["leerling"])
        aanwezig.elke_week(v, traject, v.bakker, tot=-5)
    v.contact(traject, "bezoek", dag=0, tijd=datetime.time(14), duur=45, lezers="moment_gedeeld",
              met=["leerling", "mentor"])  # fmt: skip


def amina(v: Verteller) -> None:
    """A stage at two places: a residential home and home care."""
    traject, _ = _loopt(v, 1, "WZC De Linde", begin=-50, tot=60, uren=16)
    v.getekend(traject, "Thuiszorg De Dender", begin=-20, tot=150, uren=8)
    v.beoordeel(traject, v.mentor_van("WZC De Linde"), "33212", dag=-12)
    aanwezig.elke_week(v, traject, "WZC De Linde")
    v.contact(traject, "driehoek", dag=-18, met=["leerling", "mentor", "leerkracht"],
              verslag="Afspraak: twee dagen per week mee op ronde.")  # fmt: skip


def jef(v: Verteller) -> None:
    """Signed two and a half months ago, still not registered: the premium is in danger."""
    traject, _ = _loopt(v, 2, "Elektro Wouters", begin=-76)
    v.beoordeel(traject, v.mentor_van("Elektro Wouters"), "44332", dag=-20)
    aanwezig.elke_week(v, traject, "Elektro Wouters", anders={5: "ziek"})
    v.contact(traject, "bezoek", dag=-61, met=["mentor"], verslag="Veilig gewerkt, netjes op tijd.")


def mo(v: Verteller) -> None:
    """Day 16 of 20 without a workplace, counted on the school's calendar."""
    begin, kalender = v.vandaag, Kalender.van(v.school)
    while len(kalender.tussen(begin, v.vandaag).geteld) < 16:
        begin -= datetime.timedelta(days=1)
    verschil = (begin - v.vandaag).days
    v.traject(3, (S, verschil), (Z, verschil), sinds=verschil)


def noor(v: Verteller) -> None:
    """Aanloop at an external organiser, with the account of that organiser; at the first school by
    an agreement, at the second without one."""
    n = 4 if v.school.code == "demo" else 1
    with op(v.dag(-60), door=v.bea):
        organisatie = Organisatie.objects.create(
            school=v.school,
            naam=v.wereld.organisatie,
            straat="Stationsplein 4",
            postcode="9100",
            gemeente="Sint-Niklaas",
            telefoon="03 000 20 20",
            email=f"info@{v.wereld.organisatie.lower().replace(' ', '')}.example",
            tekenaar=" ".join(v.wereld.medewerker),
            tekenaar_functie="coördinator",
            tekenaar_email=f"externe@{v.school.code}.example",
        )
        uitnodiging = nodig_medewerker_uit(
            organisatie,
            email=f"externe@{v.school.code}.example",
            voornaam=v.wereld.medewerker[0],
            naam=v.wereld.medewerker[1],
            door=v.bea,
        )
        v.leden["externe"] = met_wachtwoord(uitnodiging)
    if v.school.code == "demo":
        traject = v.traject(n, (S, -55), sinds=-58)
        rij = v.aanloop(traject, organisatie, begin=-45, tot=75, dag=-52)
        v.teken(v.verstuur(rij, dag=-51), dag=-50)
        return
    traject = v.traject(n, (S, -55), (A, -50), sinds=-58)
    with op(v.dag(-48), door=v.bea):
        plaats_bij_organisatie(
            traject, organisatie=organisatie, van=v.dag(-45), tot=v.dag(75), door=v.bea
        )


def ilyas(v: Verteller) -> None:
    """Learner, parent and school signed; the company was reminded and still has to. Of what the
    employer arranges, half is in order."""
    n, bedrijf = (5, "Voltia Installaties") if v.school.code == "demo" else (6, v.bakker)
    traject = v.traject(n, (S, -30), (Z, -25), sinds=-32)
    v.plan(traject, dag=-12, met=bedrijf)
    rij = v.verstuur(v.concept(traject, bedrijf, begin=6, tot=210, uren=24, dag=-9), dag=-8)
    v.teken(rij, Partij.LEERLING, Partij.OUDER, Partij.SCHOOL, dag=-6)
    with op(v.dag(-4), door=v.bea):
        wachtend = Ondertekenaar.objects.get(
            overeenkomst=rij, versie=rij.versie, partij=Partij.ONDERNEMING
        )
        acties_tekenen.herstuur(wachtend, door=v.bea)
    with op(v.dag(-1), door=v.bea):
        for formaliteit in Formaliteit.objects.filter(school=v.school)[1:3]:
            dag = Formaliteitdag(overeenkomst=rij, formaliteit=formaliteit, op=v.dag(-3))
            noteer_formaliteit(dag, door=v.bea)


def emma(v: Verteller) -> None:
    """Turns eighteen soon; her mentor still has to follow the mentor training."""
    traject, overeenkomst = _loopt(v, 6, "Bakkerij De Korenaar", begin=-45)
    _registreer(v, overeenkomst, -40, "WPD-2026-10611")
    with op(v.dag(-39), door=v.bea):
        Mentor.objects.filter(vestiging=v.vestigingen["Bakkerij De Korenaar"]).update(
            sinds=v.dag(-340), mentoropleiding_op=None
        )
    v.beoordeel(traject, v.mentor_van("Bakkerij De Korenaar"), "3232", dag=-9)
    aanwezig.elke_week(v, traject, "Bakkerij De Korenaar", tot=-16)
    v.contact(traject, "mail", dag=-30, met=["mentor"], verslag="Uurrooster doorgestuurd.")
    v.contact(traject, "bezoek", dag=6, tijd=datetime.time(10, 30), met=["leerling", "mentor"])


def wout(v: Verteller) -> None:
    """The recognition of the site ends before the agreement does."""
    traject, overeenkomst = _loopt(v, 7, "Voltia Installaties", begin=-55)
    _registreer(v, overeenkomst, -41, "WPD-2026-10502")
    with op(v.dag(-41), door=v.bea):
        rijen = Erkenning.objects.filter(vestiging=v.vestigingen["Voltia Installaties"])
        rijen.update(tot=v.dag(38))
    v.beoordeel(traject, v.mentor_van("Voltia Installaties"), "3221", dag=-25)
    aanwezig.elke_week(v, traject, "Voltia Installaties", anders={4: "gesloten"})
    v.contact(traject, "video", dag=-22, door=v.pieter,
              verslag="Toonde de zekeringkast die hij zelf opbouwde.")  # fmt: skip


def yasmina(v: Verteller) -> None:
    """The company declined, with a reason."""
    traject = v.traject(8, (S, -30), (Z, -24), sinds=-31)
    v.plan(traject, dag=-14, met="WZC De Linde")
    concept = v.concept(traject, "WZC De Linde", begin=10, tot=200, uren=16, dag=-9)
    rij = v.verstuur(concept, dag=-8)
    v.teken(rij, Partij.LEERLING, dag=-7)
    with op(v.dag(-5)):
        baas = rij.huidige_ondertekenaars.get(partij=Partij.ONDERNEMING)
        acties_tekenen.weiger(
            baas,
            reden="We verhuizen in januari en kunnen pas daarna iemand begeleiden.",
            wijze=Handtekening.Wijze.LINK,
        )


def seppe(v: Verteller) -> None:
    """A running plan with goals that are planned nowhere; suspended for a week, last month, and
    with another mentor since."""
    traject, overeenkomst = _loopt(v, 9, "Groen Atelier", begin=-48, open=3)
    _registreer(v, overeenkomst, -30, "WPD-2026-10570")
    v.beoordeel(traject, v.mentor_van("Groen Atelier"), "221", dag=-30)
    v.schors(overeenkomst, "Tijdelijke werkloosheid", dag=-24, tot=-16)
    ann = v.tweede_mentor("Groen Atelier", "Ann", "Desmet")
    v.wijzig(overeenkomst, vanaf=-8, dag=-13, mentor=ann,
             reden="Bart Smet werkt vanaf dan in een andere ploeg.")  # fmt: skip


def louise(v: Verteller) -> None:
    """Finished early, all competences reached."""
    traject, overeenkomst = _loopt(v, 10, "Bakkerij Cools", begin=-420, tot=-252)
    _registreer(v, overeenkomst, -410, "WPD-2025-08231")
    v.beoordeel(traject, v.mentor_van("Bakkerij Cools"), "4443334344", dag=-260)
    with op(v.dag(-250), door=v.bea):
        reden = "alle competenties bereikt, klassenraad akkoord"
        bewijzen = [
            Studiebewijs(soort=soort, op=v.dag(-250))
            for soort in (Studiebewijs.Soort.DIPLOMA, Studiebewijs.Soort.BEROEPSKWALIFICATIE)
        ]
        verplaats_fase(traject, Fase.AFGEROND, door=v.bea, reden=reden, studiebewijzen=bewijzen)


def adem(v: Verteller) -> None:
    """Suspended for more than two weeks, the traject interrupted with it."""
    _, overeenkomst = _loopt(v, 11, "Elektro Wouters", begin=-65)
    v.schors(overeenkomst, "Dwingende reden", dag=-17, eindereden="Overeenkomst geschorst")


def hanne(v: Verteller) -> None:
    """A draft that still misses things, with more hours than the school allows."""
    traject = v.traject(12, (S, -20), (Z, -15), sinds=-22)
    v.plan(traject, dag=-6)
    v.concept(traject, "Thuiszorg De Dender", begin=14, tot=190, uren=32, dag=-2)


def mehdi(v: Verteller) -> None:
    """Just began to search."""
    v.traject(13, (S, -8), (Z, -7), sinds=-9)


def marie(v: Verteller) -> None:
    """Runs, while the plan still waits for agreement."""
    traject, _ = _loopt(v, 20, "Bakkerij De Korenaar", begin=-15, akkoord=False)
    with op(v.dag(-9), door=v.bea):
        leg_voor(traject.plannen.get(), door=v.bea)


def kobe(v: Verteller) -> None:
    """Sent yesterday, begins next week: both parents sign, the father did so on paper."""
    traject = v.traject(21, (S, -25), (Z, -18), sinds=-26)
    v.plan(traject, dag=-8, met="Tuinen Verbruggen")
    leerling = traject.leerling
    vader = Betrokkene(leerling=leerling, school=v.school, relatie="vader", voornaam="Johan",
                       naam=leerling.naam, telefoon="0470 00 21 21")  # fmt: skip
    with op(v.dag(-10), door=v.bea):
        bewaar(vader, door=v.bea)
    wat = {"begin": 8, "tot": 205, "uren": 24, "dag": -2, "tweede_ouder": vader}
    rij = v.verstuur(v.concept(traject, "Tuinen Verbruggen", **wat), dag=-1)
    v.teken_op_papier(rij, rij.huidige_ondertekenaars.get(ouder=vader), dag=-1)


def fien(v: Verteller) -> None:
    """Stopped early: looks for another workplace, and Werkplekduaal has to hear of it."""
    traject, overeenkomst = _loopt(v, 14, "Bakkerij De Korenaar", begin=-62)
    _registreer(v, overeenkomst, -50, "WPD-2026-10471")
    v.contact(traject, "bezoek", dag=-12, met=["leerling", "mentor"],
              verslag="Het loopt niet meer. Ze willen er samen mee stoppen.")  # fmt: skip
    v.stop(overeenkomst, laatste_dag=-6, dag=-9, initiatief="samen", opgezegd_op=v.dag(-9),
           grond="In onderling overleg", uitleg="Te weinig werk voor een leerling.")  # fmt: skip


def bilal(v: Verteller) -> None:
    """Stays at the same company for another year: a draft of the next agreement."""
    _, overeenkomst = _loopt(v, 19, "Voltia Installaties", begin=-40, traject_tot=560)
    _registreer(v, overeenkomst, -33, "WPD-2026-10633")
    v.verleng(overeenkomst, dag=-1)


def lars(v: Verteller) -> None:
    """Stopped while searching, and came back."""
    v.traject(23, (S, -80), (Z, -70), (Fase.STOPGEZET, -45), sinds=-82)
    v.traject(23, (S, -3), sinds=-4)


def anderen(v: Verteller) -> None:
    """The rest of Bea's caseload."""
    v.traject(15, sinds=-3)
    v.traject(16, (S, -12), sinds=-14)
    v.traject(17, (S, -40), (A, -35), sinds=-42)
    v.traject(18, (S, -16), (Z, -12), sinds=-18)
    v.traject(22, (S, -5), sinds=-6)


def karim(v: Verteller) -> None:
    """The colleague's caseload: nobody's business but his and the school's."""
    wie = {"begeleider": "karim"}
    for n, sinds in ((24, -30), (26, -26), (30, -22), (35, -18)):
        v.traject(n, (S, sinds + 1), (Z, sinds + 4), sinds=sinds, **wie)
    for n, sinds in ((27, -21), (28, -15), (29, -13), (33, -9), (36, -4), (37, -2)):
        v.traject(n, (S, sinds + 1), sinds=sinds, **wie)
    for n in (32, 38):
        v.traject(n, (S, -39), (A, -36), sinds=-40, **wie)
    for n in range(39, 48):
        v.traject(n, sinds=-n // 4, **wie)
    traject = v.traject(25, (S, -60), (Z, -55), sinds=-62, **wie)
    v.plan(traject, dag=-50, met="Elektro Wouters")
    v.getekend(traject, "Elektro Wouters", begin=-38)
