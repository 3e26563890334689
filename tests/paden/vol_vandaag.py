"""A school of its own, with one begeleider of whom every learner asks something else: one for each
rule of overzichten.taken that she can end (see ZAKEN, OOK and BLIJFT). Built by a process that
talks to the database of the running product (`manage.py shell`), for
tests/paden/test_vandaag_leeg.py."""

from types import SimpleNamespace

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from dev.wereld.bouw import maak_account
from dev.wereld.verhaal import als
from gebruikers.models import Lidmaatschap, School
from gebruikers.muur import open_voor
from gebruikers.rollen import Rol
from opleidingsplannen.models import Opleidingsplan, Planakkoord, Planvraag
from overeenkomsten.documenten import inhoud_van, vraag_tekenversie
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij, Registratie, Status
from tests import factories as f
from tests.overeenkomsten import zaken
from trajecten.documenten import NIET_GELUKT
from trajecten.fases import Fase
from trajecten.models import Document, Traject
from trajecten.termijnberekening import herbereken_alle_van
from werkplekken.models import Mentor, Plaatsing, Vestiging

CODE = "vol"
SAAR, KARIM = "saar@vol.example", "karim@vol.example"
NIEUWE_MENTOR, STILLE_MENTOR = "mentor.nieuw@vol.example", "mentor.stil@vol.example"
OUDER, OUD_ADRES = "rita@vol.example", "oud@vol.example"
GROEN, TUIN = "Groen duaal", "Tuinaanleg duaal"
M = SimpleNamespace  # school, saar, groen, tuin; and bea, coen and traject for zaken.klaar


def bouw() -> None:
    with transaction.atomic(), open_voor():
        school = f.SchoolFactory(
            code=CODE, naam="De Volle Dag", straat="Dreef 1", postcode="9120", gemeente="Beveren",
            aanwezigheid_vanaf=f.dagen(-1),
        )  # fmt: skip
        m = _wie_er_werkt(school)
        with als(m.saar):
            for zaak in ZAKEN:
                zaak(m)
        herbereken_alle_van(school.pk)


def _wie_er_werkt(school: School) -> SimpleNamespace:
    """Saar guides, and is coördinator of her small school too: so she signs."""
    saar = maak_account(school, SAAR, Rol.BEGELEIDER, "Saar", "Mertens")
    tekent = maak_account(school, SAAR, Rol.COORDINATOR, "Saar", "Mertens")
    maak_account(school, KARIM, Rol.BEGELEIDER, "Karim", "Aziz")
    f.EinderedenFactory(school=school, naam="Andere opleiding of andere school")
    groen, tuin = (f.OpleidingFactory(school=school, naam=naam) for naam in (GROEN, TUIN))
    return M(school=school, saar=saar, bea=saar, coen=tekent, groen=groen, tuin=tuin, traject=None)


# What a case is made of


def _traject(m: M, naam: str, fase: Fase = Fase.AANLOOP, jaar: int = 19, **velden) -> Traject:
    voornaam, _, achternaam = naam.partition(" ")
    leerling = f.LeerlingFactory(
        school=m.school,
        voornaam=voornaam,
        naam=achternaam,
        opleiding=m.groen,
        geboortedatum=f.jaren_oud(jaar),
        email=f"{voornaam.lower()}@vol.example",
    )
    traject = f.TrajectFactory(school=m.school, leerling=leerling, fase=fase, **velden)
    f.InschrijvingFactory(traject=traject)
    f.TeamlidFactory(traject=traject, gebruiker=m.saar.gebruiker)
    return traject


def _lid(m: M, email: str, rol: Rol, voornaam: str, naam: str) -> Lidmaatschap:
    wie = f.GebruikerFactory(email=email, voornaam=voornaam, naam=naam)
    return f.LidmaatschapFactory(school=m.school, gebruiker=wie, rol=rol)


def _werkplek(m: M, naam: str, *, opleiding=None, erkend: int = 900) -> Vestiging:
    onderneming = f.OndernemingFactory(school=m.school, naam=naam)
    vestiging = f.VestigingFactory(onderneming=onderneming, naam=f"{naam} Beveren")
    opleiding = opleiding or m.groen
    f.ErkenningFactory(vestiging=vestiging, opleiding=opleiding, tot=f.dagen(erkend))
    return vestiging


def _mentor(vestiging: Vestiging, email: str, naam: str, lid: Lidmaatschap | None = None) -> Mentor:
    """Of whom nothing is to be asked; who comes in with `lid`."""
    voornaam, _, achternaam = naam.partition(" ")
    return f.MentorFactory(
        vestiging=vestiging,
        voornaam=voornaam,
        naam=achternaam,
        email=email,
        gebruiker=lid and lid.gebruiker,
        sinds=f.dagen(-900),
        mentoropleiding_op=f.dagen(-700),
        uittreksel_gezien_op=f.dagen(-90),
        ervaring_bevestigd_op=f.dagen(-90),
    )


def _eigen_mentor(m: M, traject: Traject, **werkplek) -> Mentor:
    """At a site of this learner's own, with an account."""
    naam = traject.leerling.naam
    lid = _lid(m, f"mentor.{naam.lower()}@vol.example", Rol.MENTOR, "Mo", naam)
    vestiging = _werkplek(m, f"Tuinen {naam}", **werkplek)
    return _mentor(vestiging, lid.gebruiker.email, f"Mo {naam}", lid)


def _plaats(traject: Traject, mentor: Mentor, van: int = -20) -> Plaatsing:
    plek = {"vestiging": mentor.vestiging, "mentor": mentor, "van": f.dagen(van)}
    return f.PlaatsingFactory(traject=traject, **plek)


def _plan(traject: Traject, status: str = "akkoord", **regel) -> Opleidingsplan:
    plan = f.OpleidingsplanFactory(traject=traject, status=status)
    f.PlanregelFactory(plan=plan, **regel)
    return plan


def _getekend(m: M, plek: Plaatsing, **velden) -> Overeenkomst:
    """Signed by all and registered, of the days of the placement."""
    rij = zaken.klaar(
        m,
        traject=plek.traject,
        vestiging=plek.vestiging,
        mentor=plek.mentor,
        begindatum=plek.van,
        einddatum=plek.tot,
        **velden,
    )
    Overeenkomst.objects.filter(pk=rij.pk).update(
        status=Status.GETEKEND,
        versie=1,
        nummer=f"OAO {plek.van.year}-{rij.pk:04d}",
        plaatsing=plek,
        feitelijke_periode=DateRange(plek.van, plek.tot, "[]"),
        getekend_op=timezone.now(),
        registratie=Registratie.GEREGISTREERD,
        geregistreerd_op=plek.van,
        registratienummer=f"WPD-{rij.pk}",
    )
    return Overeenkomst.objects.get(pk=rij.pk)


# The cases: one for each rule, by its name


def taak_te_doen(m: M) -> None:
    f.TaakFactory(
        traject=_traject(m, "Amal Haddad"), wat="Bel haar oma", uiterlijk=f.dagen(0), door=m.saar
    )


def contact_te_doen(m: M) -> None:
    gepland = {"staat": "gepland", "dag": f.dagen(0), "verslag": "", "met": ["leerling"]}
    f.ContactmomentFactory(traject=_traject(m, "Bram Peeters"), door=m.saar, **gepland)


def vragen(m: M) -> None:
    traject = _traject(m, "Cis Claes")
    plan, lid = _plan(traject, "voorgelegd"), _lid(m, "cis@vol.example", Rol.LEERLING, "Cis", "C")
    Planvraag.objects.create(
        plan=plan, ronde=1, partij="leerling", vraag="Leer ik ook snoeien?", door=lid
    )


def niet_getekend(m: M) -> None:
    """The others signed. Afterwards it is to be registered, and nothing is looked for any more."""
    traject = _traject(m, "Dina Maes", Fase.ZOEKT_WERKPLEK, begindatum=f.dagen(-5))
    _plan(traject)
    mentor = _eigen_mentor(m, traject)
    plek = {"vestiging": mentor.vestiging, "mentor": mentor}
    rij = zaken.verstuurd(m, traject=traject, begindatum=f.dagen(0), **plek)
    zaken.teken(rij, Partij.LEERLING, Partij.ONDERNEMING)


def mentor_zonder_account(m: M) -> None:
    traject = _traject(m, "Emre Kaya", Fase.LOPEND)
    _plan(traject)
    _plaats(traject, _mentor(_werkplek(m, "Perk en Park"), NIEUWE_MENTOR, "Nele Perk"))


def zonder_begeleider(m: M) -> None:
    _traject(m, "Fien Wouters").team.update(tot=f.dagen(3))


def termijn_nadert(m: M) -> None:
    _traject(m, "Gust Aerts", Fase.ONDERBROKEN, fase_sinds=f.dagen(-13))


def adres_weigert_mail(m: M) -> None:
    ouder = {"voornaam": "Hilde", "naam": "Cools", "email": OUD_ADRES}
    f.BetrokkeneFactory(leerling=_traject(m, "Hanna Cools", jaar=16).leerling, **ouder)
    f.BerichtFactory(school=m.school, aan=OUD_ADRES, geweigerd=True)


def ouder_zonder_account(m: M) -> None:
    ouder = {"voornaam": "Rita", "naam": "Lemmens", "email": OUDER}
    leerling = _traject(m, "Ines Lemmens").leerling
    f.BetrokkeneFactory(leerling=leerling, inzage_na_18=True, **ouder)


def erkenning_te_kort(m: M) -> None:
    traject = _traject(m, "Jarne Smets", Fase.LOPEND)
    _plan(traject)
    _getekend(m, _plaats(traject, _eigen_mentor(m, traject, erkend=38)))


def einde_niet_gemeld(m: M) -> None:
    """Stopped early; the traject stays where it was before the search."""
    traject = _traject(m, "Remi Aelbrecht", Fase.LOPEND)
    _plan(traject)
    rij = _getekend(m, _plaats(traject, _eigen_mentor(m, traject)))
    Traject.objects.filter(pk=traject.pk).update(fase=Fase.ONDERBROKEN)
    zaken.stop(m, rij, -1)
    Traject.objects.filter(pk=traject.pk).update(fase=Fase.AANLOOP)


def overeenkomst_loopt_nog(m: M) -> None:
    traject = _traject(m, "Kobe Raes", Fase.ZOEKT_WERKPLEK)
    _plan(traject)
    _getekend(m, _plaats(traject, _eigen_mentor(m, traject)))


def mislukte_documenten(m: M) -> None:
    traject = _traject(m, "Lina Baert", Fase.LOPEND)
    _plan(traject)
    rij = _getekend(m, _plaats(traject, _eigen_mentor(m, traject)))
    document = vraag_tekenversie(rij, inhoud_van(rij))
    Document.objects.filter(pk=document.pk).update(pogingen=5, opnieuw_op=None, fout=NIET_GELUKT)


def nergens_gepland(m: M) -> None:
    traject = _traject(m, "Milan Devos", Fase.LOPEND)
    _plan(traject, inoefening="nergens")
    _plaats(traject, _eigen_mentor(m, traject))


def zonder_plan(m: M) -> None:
    """The learner and the mentor agreed."""
    traject = _traject(m, "Nour Saidi", Fase.LOPEND)
    plek, plan = _plaats(traject, _eigen_mentor(m, traject)), _plan(traject, "voorgelegd")
    leerling = _lid(m, "nour@vol.example", Rol.LEERLING, "Nour", "Saidi")
    mentor = Lidmaatschap.objects.get(gebruiker=plek.mentor.gebruiker, rol=Rol.MENTOR)
    for partij, door in (("leerling", leerling), ("mentor", mentor)):
        Planakkoord.objects.create(plan=plan, partij=partij, door=door)


def geen_plek_vandaag(m: M) -> None:
    _plan(_traject(m, "Otis Bogaert", Fase.LOPEND))


def andere_opleiding(m: M) -> None:
    traject = _traject(m, "Pia Jansen", Fase.LOPEND)
    _plan(traject)
    _getekend(m, _plaats(traject, _eigen_mentor(m, traject, opleiding=m.tuin)), opleiding=m.tuin)


def mentor_stil(m: M) -> None:
    traject = _traject(m, "Quinten Leys", Fase.LOPEND, begindatum=f.dagen(-80))
    _plan(traject)
    lid = maak_account(m.school, STILLE_MENTOR, Rol.MENTOR, "Stijn", "Leys")
    _plaats(traject, _mentor(_werkplek(m, "Boomkwekerij"), STILLE_MENTOR, "Stijn Leys", lid), -70)


def aanwezigheid_open(m: M) -> None:
    """Mentor and learner say otherwise of yesterday."""
    traject = _traject(m, "Rosa Nijs", Fase.LOPEND)
    _plan(traject)
    plek = _plaats(traject, _eigen_mentor(m, traject))
    mentor = Lidmaatschap.objects.get(gebruiker=plek.mentor.gebruiker, rol=Rol.MENTOR)
    zegt = {"werkplek_door": mentor, "leerling_zegt": "ziek", "leerling_op": timezone.now()}
    f.AanwezigheidFactory(plaatsing=plek, **zegt)


ZAKEN = (
    taak_te_doen, contact_te_doen, vragen, niet_getekend, mentor_zonder_account, zonder_begeleider,
    termijn_nadert, adres_weigert_mail, ouder_zonder_account, erkenning_te_kort,
    overeenkomst_loopt_nog, mislukte_documenten, nergens_gepland, zonder_plan, geen_plek_vandaag,
    andere_opleiding, mentor_stil, einde_niet_gemeld, aanwezigheid_open,
)  # fmt: skip
OOK = {
    "zonder_werkplek": "Dina zoekt nog, tot iedereen tekende",
    "niet_geregistreerd": "Dina, zodra iedereen tekende",
}
BLIJFT = {
    "bijna_achttien": "tot de verjaardag, wat er ook gebeurt",
    "vaak_afwezig": "zes weken lang: een vraag om te kijken, die niemand afvinkt",
}
