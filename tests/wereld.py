"""A world of cases around the cast, for the tests that ask of every person and every row: seen?

Each row carries a letter that says what it is to the cast:

E  their own: Lotte's case
K  their own on another ground: the class instead of the team and the other way round, replacing
   another mentor, a learner of eighteen who consents
B  in their own case, but not for everybody: a draft, not shared, of another person
A  in their own case, but of another company
O  in their own case, but of the organisation where Lotte also is
P  in their own case, but for the team only
C  of a colleague, another mentor, another parent: Vera's case
N  at the same school, of nobody
D  over: since yesterday, the mentor's since the 31st day after the end, the parent's since the 18th
   birthday
T  not yet: from tomorrow on, not offered to the mentor yet, of a parent without authority
Z  of a learner without a case
S  of the school, and of no case
X  of another school
"""

import datetime
import uuid
from collections import defaultdict
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model
from django.utils import timezone

from gebruikers import acties, zegels
from gebruikers.models import (
    Bericht,
    Herstelstop,
    KwijteMailbox,
    Lidmaatschap,
    Meekijk,
    Opdracht,
    School,
    Spoorregel,
    Toegangsherstel,
    Vervanging,
    Zegel,
)
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag
from leerlingen.models import Invoer, Inzagebesluit, KlasLeerkracht
from opleidingsplannen.models import Beoordeling, Planakkoord, Planstatus, Planvraag
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst, Tekenlink
from overeenkomsten.statussen import Status
from tests import factories as f
from trajecten.models import Document, Inzage, Kalenderperiode, Traject
from werkplekken.models import Plaatsvervanger

# What other documents copy of a tekenversie.
GEDRUKT = {"nummer": "OAO 1", "titel": "OAO", "school": {"naam": "De Eik"}, "opgemaakt": "nu"}
KIJKERS = ("bea", "pieter", "lea", "coen", "ada", "bob", "mo", "els", "lotte", "xander")


class Wereld:
    """`rijen`: model label → [(letter, primary key, whose)], `whose` the one of the cast that a row
    of one person belongs to, else ""; `zaken`: letter → a row of that case by model label."""

    def __init__(self, m: SimpleNamespace) -> None:
        self.m = m
        self.rijen: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        self.zaken: dict[str, dict[str, Model]] = defaultdict(dict)

    def zet(self, letter: str, *rijen: Model, van: str = "") -> None:
        for rij in rijen:
            label = rij._meta.label
            self.rijen[label].append((letter, rij.pk, van))
            self.zaken[letter].setdefault(label, rij)

    def van(self, letter: str, label: str) -> Model:
        return self.zaken[letter][label]


def maak(m: SimpleNamespace) -> Wereld:
    """Everything, around the cast."""
    w = Wereld(m)
    eigen(w)
    for letter, bouw in ZAKEN.items():
        bouw(w, letter)
    _zonder_traject(w)
    for letter, school, door in (("S", m.school, m.coen), ("X", m.andere_school, m.tess)):
        _van_de_school(w, letter, school, door)
    return w


# What hangs from one case


def _overeenkomst(w: Wereld, letter: str, traject: Traject, plaatsing) -> Overeenkomst:
    """Sent, with the document made, a link for who has no account and one signature."""
    tekent = w.m.coen if traject.school == w.m.school else w.m.tess
    document = Document(
        traject=traject, soort="tekenversie", bron=f"{letter}-{plaatsing.pk}", titel="Overeenkomst",
        inhoud=GEDRUKT, sjabloonversie="1", gemaakt_op=timezone.now(), sha256="a" * 64,
    )  # fmt: skip
    document.bestand.save("x.pdf", ContentFile(b"%PDF-1.7 " + letter.encode()), save=False)
    document.save()
    rij = f.OvereenkomstFactory(
        traject=traject,
        vestiging=plaatsing.vestiging,
        mentor=plaatsing.mentor,
        plaatsing=plaatsing,
        tekenversie=document,
        tekent_voor_school=tekent,
        status=Status.TER_ONDERTEKENING,
        versie=1,
        begindatum=plaatsing.van,
        einddatum=plaatsing.tot,
        feitelijke_periode=DateRange(plaatsing.van, plaatsing.tot, "[]"),
    )
    partijen = {
        "leerling": traject.leerling.gebruiker,
        "ouder": None,
        "onderneming": None,
        "school": tekent.gebruiker,
    }
    tekenaars = [
        Ondertekenaar.objects.create(
            overeenkomst=rij,
            versie=1,
            partij=partij,
            naam=f"Tekent {partij}",
            gebruiker=gebruiker,
            gevraagd_op=timezone.now(),
        )
        for partij, gebruiker in partijen.items()
    ]
    link = Tekenlink.objects.create(
        ondertekenaar=tekenaars[2], token_hash=uuid.uuid4().hex, verloopt_op=timezone.now()
    )
    handtekening = Handtekening.objects.create(
        ondertekenaar=tekenaars[2], sha256="a" * 64, wijze="link", getypte_naam="Baas"
    )
    blok = f.UurroosterblokFactory(overeenkomst=rij)
    schorsing = f.SchorsingFactory(overeenkomst=rij, van=plaatsing.van, door=tekent)
    wijziging = f.WijzigingFactory(overeenkomst=rij, status=Status.TER_ONDERTEKENING, versie=1)
    w.zet(letter, wijziging)
    w.zet(letter, schorsing, f.SchorsingsredenFactory(schorsing=schorsing))
    w.zet(letter, f.AfwijkingFactory(overeenkomst=rij, door=tekent))
    w.zet(letter, f.AfwijkingFactory(overeenkomst=rij, wijziging=wijziging, door=tekent))
    w.zet(letter, f.FormaliteitdagFactory(overeenkomst=rij, door=tekent))
    w.zet(letter, document, rij, *tekenaars, link, handtekening, blok)
    w.zet(letter, f.PapierFactory(overeenkomst=rij, door=tekent))
    w.zet(letter, f.BeeindigingFactory(overeenkomst=rij, door=tekent))
    return rij


def _vervanger(w: Wereld, letter: str, plaatsing, mentor, van: int, tot: int | None = None) -> None:
    dagen = {"van": f.dagen(van), "tot": None if tot is None else f.dagen(tot)}
    w.zet(letter, Plaatsvervanger.objects.create(plaatsing=plaatsing, mentor=mentor, **dagen))


def _plan(w: Wereld, letter: str, traject: Traject, door: Lidmaatschap) -> None:
    """A plan that all read, with an agreement, a rating and a question."""
    regel = f.PlanregelFactory(
        plan__traject=traject, plan__status=Planstatus.AKKOORD, opmerking="Let op."
    )
    akkoord = Planakkoord.objects.create(plan=regel.plan, partij="school", door=door)
    w.zaken[letter][regel.competentie._meta.label] = regel.competentie
    w.zet(letter, regel.plan, regel, akkoord, _oordeel(traject, regel, door))
    w.zet(letter, _vraag(regel.plan, door)) if letter != "E" else None


def _oordeel(traject: Traject, regel, door: Lidmaatschap, **velden) -> Beoordeling:
    return Beoordeling.objects.create(
        traject=traject, competentie=regel.competentie, niveau=2, plek="school", door=door,
        rol=door.rol, sleutel=uuid.uuid4(), toelichting="Gezien.", **velden,
    )  # fmt: skip


def _evaluatie(letter: str, traject: Traject, door: Lidmaatschap, **velden):
    """With its document made."""
    rij = f.EvaluatieFactory(traject=traject, door=door, **velden)
    document = rij.document
    document.gemaakt_op, document.sha256 = timezone.now(), "b" * 64
    document.bestand.save("x.pdf", ContentFile(b"%PDF-1.7 " + letter.encode()), save=False)
    document.save()
    return rij


def _vraag(plan, door: Lidmaatschap) -> Planvraag:
    partij = "mentor" if door.rol == Rol.MENTOR else "leerling"
    return Planvraag.objects.create(plan=plan, partij=partij, ronde=1, vraag="Hoe?", door=door)


def _vul(w: Wereld, letter: str, traject: Traject, plaatsing, door: Lidmaatschap) -> None:
    """One row of each kind of a case."""
    leerling = traject.leerling
    w.zet(letter, traject, leerling, plaatsing)
    w.zet(letter, *leerling.betrokkenen.all(), *traject.team.all(), *traject.inschrijvingen.all())
    w.zet(letter, f.WeekpatroonFactory(traject=traject), f.TermijnFactory(traject=traject))
    w.zet(letter, f.VerlengingFactory(traject=traject, door=door))
    w.zet(letter, f.OpvolgingFactory(traject=traject, door=door))
    w.zet(letter, f.HerinneringFactory(traject=traject, aan=door.gebruiker))
    w.zet(letter, f.TaakFactory(traject=traject, door=door))
    w.zet(letter, traject.noteer(door, "fase", "Een andere fase."))
    w.zet(letter, f.ContactmomentFactory(traject=traject, door=door, lezers="moment_gedeeld"))
    w.zet(letter, f.FaseredenFactory(traject=traject, fase="onderbroken"))
    w.zet(letter, f.StudiebewijsFactory(traject=traject, door=door))
    ouder = f.BetrokkeneFactory(leerling=leerling, relatie="voogd", gezag="geen", email="")
    besluit = Inzagebesluit.objects.create(betrokkene=ouder, mag=False, door=door)
    inzage = Inzage.objects.create(leerling=leerling, lid=door, deel="identiteit")
    w.zet(letter, ouder, besluit, inzage)
    w.zet(letter, f.AanwezigheidFactory(plaatsing=plaatsing, werkplek_door=door))
    w.zet(letter, _evaluatie(letter, traject, door))
    _overeenkomst(w, letter, traject, plaatsing)
    _plan(w, letter, traject, door)


def eigen(w: Wereld) -> None:
    m = w.m
    _vul(w, "E", m.traject, m.plaatsing, m.coen)
    andere = f.MentorFactory(vestiging=m.vestiging)
    _vervanger(w, "E", m.plaatsing, andere, -5)
    regel = w.van("E", "opleidingsplannen.Planregel")
    for naam in ("mo", "els", "lotte", "xander"):
        w.zet("E", _vraag(regel.plan, getattr(m, naam)), van=naam)
    # Not for everybody.
    w.zet("B", f.TermijnFactory(traject=m.traject, regel="strafregister"))
    w.zet("B", f.HerinneringFactory(traject=m.traject, regel="strafregister"))
    w.zet("B", _oordeel(m.traject, regel, m.pieter, gedeeld=False))
    w.zet("B", _evaluatie("B", m.traject, m.pieter, gedeeld=False))
    w.zet("B", m.traject.noteer(m.bea, "weigering", "Iemand tekent niet."))
    concept = f.OvereenkomstFactory(traject=m.traject, vestiging=m.vestiging, mentor=m.mentor)
    w.zet("B", concept, f.UurroosterblokFactory(overeenkomst=concept))
    verstuurd = w.van("E", "overeenkomsten.Overeenkomst")
    anders = f.WijzigingFactory(overeenkomst=verstuurd, met_uurrooster=True)
    blok = f.UurroosterblokFactory(overeenkomst=verstuurd, wijziging=anders)
    w.zet("P", anders, blok)
    # Of another company, and of the organisation.
    elders = f.PlaatsingFactory(traject=m.traject)
    _overeenkomst(w, "A", m.traject, elders)
    _vervanger(w, "A", elders, f.MentorFactory(vestiging=elders.vestiging), -5)
    w.zet("A", elders)
    bij_organisatie = m.traject.plaatsingen.get(organisatie=m.organisatie)
    w.zet("O", bij_organisatie)
    # Contacts: of the team, of one person, and at each place.
    wat = {"traject": m.traject, "soort": "bezoek", "lezers": "moment_gedeeld", "door": m.bea}
    w.zet("P", f.ContactmomentFactory(traject=m.traject, door=m.bea))
    for naam in ("bea", "pieter"):
        door, lezers = getattr(m, naam), "moment_vertrouwelijk"
        w.zet("E", f.ContactmomentFactory(traject=m.traject, door=door, lezers=lezers), van=naam)
    w.zet("A", f.ContactmomentFactory(plaatsing=elders, **wat))
    w.zet("O", f.ContactmomentFactory(plaatsing=bij_organisatie, **wat))
    for letter, plaatsing in (("A", elders), ("O", bij_organisatie)):
        w.zet(letter, f.AanwezigheidFactory(plaatsing=plaatsing, werkplek_door=m.bea))


# The other cases


def _leerling(school: School, **velden):
    leerling = f.LeerlingFactory(school=school, **velden)
    account = f.GebruikerFactory()
    f.LidmaatschapFactory(school=school, rol=Rol.LEERLING, gebruiker=account)
    leerling.gebruiker = account
    leerling.save()
    return leerling


def _zaak(w: Wereld, letter: str, leerling, begeleider: Lidmaatschap, **dagen) -> None:
    """A case of people of its own, at a company of its own."""
    traject = f.TrajectFactory(school=leerling.school, leerling=leerling)
    f.InschrijvingFactory(traject=traject)
    f.TeamlidFactory(traject=traject, gebruiker=begeleider.gebruiker)
    plaatsing = f.PlaatsingFactory(traject=traject, **dagen)
    _vul(w, letter, traject, plaatsing, begeleider)


def _team(w: Wereld, letter: str, naam: str, rol: Rol, **dagen) -> None:
    gebruiker = getattr(w.m, naam).gebruiker
    w.zet(
        letter, f.TeamlidFactory(traject=_traject(w, letter), gebruiker=gebruiker, rol=rol, **dagen)
    )


def _klas(w: Wereld, letter: str, naam: str, **dagen) -> None:
    klas, gebruiker = _traject(w, letter).leerling.klas, getattr(w.m, naam).gebruiker
    f.KlasLeerkrachtFactory(klas=klas, gebruiker=gebruiker, **dagen)


def _bij_organisatie(w: Wereld, letter: str, organisatie, **dagen) -> None:
    leeg = {"vestiging": None, "mentor": None, "organisatie": organisatie}
    w.zet(letter, f.PlaatsingFactory(traject=_traject(w, letter), **leeg, **dagen))


def _vervanging(w: Wereld, wie: Lidmaatschap, door: Lidmaatschap, van: int, tot: int) -> None:
    """Seen by the one of the cast, and by who reads all of them."""
    naam = next((n for n in KIJKERS if door.pk == getattr(w.m, n).pk), "")
    rij = Vervanging.objects.create(
        school=wie.school, wie=wie.gebruiker, vervanger=door.gebruiker, rol=door.rol,
        van=f.dagen(van), tot=f.dagen(tot),
    )  # fmt: skip
    w.zet("E" if naam else "X", rij, van=naam)


def _ouder(w: Wereld, letter: str, gebruiker, **velden) -> None:
    leerling = _traject(w, letter).leerling
    w.zet(letter, f.BetrokkeneFactory(leerling=leerling, gebruiker=gebruiker, **velden))


def _traject(w: Wereld, letter: str) -> Traject:
    return w.van(letter, "trajecten.Traject")


def _langs_een_andere_grond(w: Wereld, letter: str) -> None:
    m = w.m
    vervangen = f.LidmaatschapFactory(school=m.school)
    _zaak(w, letter, _leerling(m.school, geboortedatum=f.jaren_oud(19)), vervangen)
    _vervanging(w, vervangen, m.bea, -5, 5)
    _team(w, letter, "lea", Rol.LEERKRACHT)
    _klas(w, letter, "pieter")
    _ouder(w, letter, m.els.gebruiker, gezag="alleen", inzage_na_18=True)
    _vervanger(w, letter, w.van(letter, "werkplekken.Plaatsing"), m.mentor, -5, 0)


def _van_een_collega(w: Wereld, letter: str) -> None:
    m = w.m
    _zaak(w, letter, _leerling(m.school), m.vera)
    andere = {rol: f.LidmaatschapFactory(school=m.school, rol=rol).gebruiker for rol in Rol}
    traject = _traject(w, letter)
    for rol in (Rol.PRAKTIJK, Rol.LEERKRACHT):
        w.zet(letter, f.TeamlidFactory(traject=traject, gebruiker=andere[rol], rol=rol))
    f.KlasLeerkrachtFactory(klas=traject.leerling.klas, gebruiker=andere[Rol.LEERKRACHT])
    _ouder(w, letter, andere[Rol.OUDER])
    plaatsing = w.van(letter, "werkplekken.Plaatsing")
    type(plaatsing.mentor).objects.filter(pk=plaatsing.mentor_id).update(
        gebruiker=andere[Rol.MENTOR]
    )
    _vervanger(w, letter, plaatsing, f.MentorFactory(vestiging=plaatsing.vestiging), -5)
    medewerker = f.OrganisatieMedewerkerFactory(
        organisatie__school=m.school, gebruiker=andere[Rol.EXTERNE]
    )
    _bij_organisatie(w, letter, medewerker.organisatie)
    # In this team in a role in which they do not look now.
    _team(w, letter, "bea", Rol.LEERKRACHT)
    _team(w, letter, "pieter", Rol.BEGELEIDER)
    _team(w, letter, "lea", Rol.PRAKTIJK)
    _klas(w, letter, "bea")
    tweede = m.vera_traject
    w.zet(letter, tweede, tweede.leerling, *tweede.team.all(), *tweede.inschrijvingen.all())


def _van_niemand(w: Wereld, letter: str) -> None:
    """In a team of somebody who left; a mentor and a parent without an account."""
    m = w.m
    weg = f.LidmaatschapFactory(school=m.school, tot=f.dagen(-1))
    _zaak(w, letter, f.LeerlingFactory(school=m.school), weg)
    _ouder(w, letter, None)


def _voorbij(w: Wereld, letter: str) -> None:
    m = w.m
    _zaak(w, letter, _leerling(m.school, geboortedatum=f.jaren_oud(18)), m.vera,
          van=f.dagen(-90), tot=f.dagen(-31), mentor=m.mentor, vestiging=m.vestiging)  # fmt: skip
    for naam, rol in (("bea", Rol.BEGELEIDER), ("pieter", Rol.PRAKTIJK), ("lea", Rol.LEERKRACHT)):
        _team(w, letter, naam, rol, tot=f.dagen(-1))
    _klas(w, letter, "pieter", tot=f.dagen(-1))
    _klas(w, letter, "lea", tot=f.dagen(-1))
    _ouder(w, letter, m.els.gebruiker)
    _bij_organisatie(w, letter, m.organisatie, tot=f.dagen(-1))
    # Replaced Vera and another mentor, until yesterday.
    _vervanging(w, m.vera, m.bea, -9, -1)
    elders = f.PlaatsingFactory(traject=_traject(w, letter))
    w.zet(letter, elders)
    _vervanger(w, letter, elders, m.mentor, -9, -1)


def _nog_niet(w: Wereld, letter: str) -> None:
    m = w.m
    _zaak(w, letter, _leerling(m.school), m.vera, van=f.dagen(1), aangeboden_op=None,
          mentor=m.mentor, vestiging=m.vestiging)  # fmt: skip
    for naam, rol in (("bea", Rol.BEGELEIDER), ("pieter", Rol.PRAKTIJK), ("lea", Rol.LEERKRACHT)):
        _team(w, letter, naam, rol, van=f.dagen(1))
    _klas(w, letter, "pieter", van=f.dagen(1))
    _klas(w, letter, "lea", van=f.dagen(1))
    _ouder(w, letter, m.els.gebruiker, gezag="geen")
    _bij_organisatie(w, letter, m.organisatie, van=f.dagen(1))
    elders = f.PlaatsingFactory(traject=_traject(w, letter))
    w.zet(letter, elders)
    _vervanger(w, letter, elders, m.mentor, 1)


def _andere_school(w: Wereld, letter: str) -> None:
    """The cast's own accounts are in it too: one's work elsewhere is not seen from here."""
    m = w.m
    _zaak(w, letter, _leerling(m.andere_school), m.tess)
    traject = _traject(w, letter)
    for naam, rol in (("bea", Rol.BEGELEIDER), ("pieter", Rol.PRAKTIJK), ("lea", Rol.LEERKRACHT)):
        _team(w, letter, naam, rol)
    _klas(w, letter, "pieter")
    _ouder(w, letter, m.els.gebruiker)
    elders = f.PlaatsingFactory(traject=traject)
    type(elders.mentor).objects.filter(pk=elders.mentor_id).update(gebruiker=m.mo.gebruiker)
    w.zet(letter, elders)
    _vervanger(w, letter, elders, f.MentorFactory(vestiging=elders.vestiging), -5)
    medewerker = f.OrganisatieMedewerkerFactory(
        organisatie__school=m.andere_school, gebruiker=m.xander.gebruiker
    )
    _bij_organisatie(w, letter, medewerker.organisatie)


ZAKEN = {
    "K": _langs_een_andere_grond,
    "C": _van_een_collega,
    "N": _van_niemand,
    "D": _voorbij,
    "T": _nog_niet,
    "X": _andere_school,
}


def _zonder_traject(w: Wereld) -> None:
    leerling = f.LeerlingFactory(school=w.m.school)
    w.zet("Z", leerling, f.BetrokkeneFactory(leerling=leerling))
    leerling = f.LeerlingFactory(school=w.m.andere_school)
    w.zet("X", leerling, f.BetrokkeneFactory(leerling=leerling))


# What is of a school


def _van_de_school(w: Wereld, letter: str, school: School, door: Lidmaatschap) -> None:
    """One row of each kind that is of no case. A long job is of who asked for it."""
    m = w.m
    activiteit = f.ActiviteitFactory(competentie__cluster__standaardtraject__school=school)
    competentie = activiteit.competentie
    vestiging = f.VestigingFactory(onderneming__school=school)
    medewerker = f.OrganisatieMedewerkerFactory(organisatie__school=school)
    klasleerkracht: KlasLeerkracht = f.KlasLeerkrachtFactory(klas__school=school)
    uitnodiging = acties.nodig_uit(school, email="nieuw@x.example", rol=Rol.LEERKRACHT, door=door)
    invoer = Invoer(school=school, bestandsnaam="leerlingen.csv", door=door)
    invoer.bestand.save("a.csv", ContentFile(b"Naam;Voornaam\nMaes;Lotte\n"))
    dag = datetime.date(2026, 11, 2)
    dubbel = f.LeerlingFactory(school=school)
    w.zet("X" if school == m.andere_school else "Z", dubbel)
    w.zet(
        letter,
        school,
        door,
        uitnodiging,
        Bericht.objects.filter(school=school).latest("pk"),
        invoer,
        klasleerkracht,
        klasleerkracht.klas,
        f.OpleidingFactory(school=school),
        f.SamenvoegingFactory(leerling=dubbel, door=door),
        f.OnderscheidFactory(school=school, door=door),
        vestiging.onderneming,
        vestiging,
        f.ErkenningFactory(vestiging=vestiging),
        f.VertegenwoordigerFactory(onderneming=vestiging.onderneming),
        f.MentorFactory(vestiging=vestiging),
        competentie.cluster.standaardtraject,
        competentie.cluster,
        competentie,
        activiteit,
        f.TermijnduurFactory(school=school),
        f.TakenlijstregelFactory(school=school),
        f.EinderedenFactory(school=school),
        f.SchorsingsgrondFactory(school=school),
        f.StrengheidFactory(school=school),
        f.GrenswaardeFactory(school=school),
        f.TekenmandaatFactory(school=school, lid=door),
        f.LeervergoedingFactory(school=school),
        f.FormaliteitFactory(school=school),
        f.SjabloonconceptFactory(school=school),
        f.SjabloonFactory(school=school, door=door),
        f.JaarwisselFactory(school=school, door=door),
        Kalenderperiode.objects.create(school=school, naam="Brugdag", van=dag, tot=dag),
        f.SchaalFactory(school=school, door=door),
        f.EvaluatiemomentFactory(school=school),
        medewerker.organisatie,
        medewerker,
    )
    herstel = Toegangsherstel.objects.create(
        school=school, gebruiker=klasleerkracht.gebruiker, door=door, wat="email",
        controle="gekend", nota="Mailbox kwijt.",
    )  # fmt: skip
    stop = Herstelstop.objects.create(school=school, herstel=herstel, waarom="persoon")
    kwijt = KwijteMailbox.objects.create(school=school, adres="kwijt@x.example")
    w.zet(letter, herstel, stop, kwijt)
    ander = f.LidmaatschapFactory(school=school)
    straks = timezone.now() + datetime.timedelta(minutes=10)
    for naam in KIJKERS if letter == "S" else ("",):
        als = getattr(m, naam) if naam else ander
        velden = {"school": school, "als": als, "reden": "Hulp.", "tot": straks}
        kijker = f.LidmaatschapFactory(school=school, rol=Rol.BEHEERDER)
        w.zet("E" if naam else "X", Meekijk.objects.create(door=kijker, **velden), van=naam)
    for naam in ("pieter", "lea") if letter == "S" else ():
        weg = f.LidmaatschapFactory(school=school, rol=getattr(m, naam).rol)
        _vervanging(w, weg, getattr(m, naam), -5, 5)
    if letter == "X":
        _vervanging(w, door, ander, -5, 5)
    zegels.verzegel(school.pk)
    for model in (Spoorregel, Zegel):
        w.zet(letter, model.objects.filter(school=school).latest("pk"))
    for naam in KIJKERS if letter == "S" else ():
        w.zet("E", _opdracht(getattr(m, naam)), van=naam)
        w.zet("E", f.LoketlijstFactory(school=school, door=getattr(m, naam)), van=naam)
        w.zet("E", f.WeergaveFactory(school=school, van=getattr(m, naam).gebruiker), van=naam)
    w.zet(letter, f.WeergaveFactory(school=school, van=door.gebruiker, gedeeld=True))
    w.zet("B" if letter == "S" else "X", f.WeergaveFactory(school=school))
    ander = m.vera if letter == "S" else door
    lijst = f.LoketlijstFactory(school=school, door=ander)
    w.zet("B" if letter == "S" else "X", _opdracht(ander), lijst)


def _opdracht(lid: Lidmaatschap) -> Opdracht:
    """An export with its file, of who may ask for one; of another a job without a file."""
    van_alles = mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    soort = "overeenkomsten_xlsx" if van_alles else "caseload_xlsx"
    rij = Opdracht(school=lid.school, soort=soort, gevraagd_door=lid)
    rij.resultaat = {"trajecten": []}
    if not mag(lid, Schoolsoort.OPDRACHTEN):
        rij.save()
        return rij
    rij.bestandsnaam = f"van-{lid.pk}.xlsx"
    rij.bestand.save("a.xlsx", ContentFile(f"van {lid.pk}".encode()))
    return rij
