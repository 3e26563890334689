"""Plan, mentor, team and age: what a begeleider keeps an eye on."""

import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Least
from django.utils import timezone

from begeleiding.termijnen import contact as mentor_stil_na
from gebruikers.einde import VOOR_EINDE_BEGELEIDING
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from gebruikers.waarvoor import in_een_zin
from gebruikers.zicht import Informatie
from leerlingen.models.leerling import BIJNA_ACHTTIEN
from opleidingsplannen.akkoord import AKKOORD_NODIG
from opleidingsplannen.models import Opleidingsplan, Partij, Planregel
from opleidingsplannen.models.plan import Plaats, Planstatus
from overzichten.adressen import adres
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.taak import Groep, TeDoen, regel, regel_over_termijnen
from trajecten.fases import Fase
from trajecten.models import Teamlid, Termijn
from trajecten.models.termijn import dagen_teken
from trajecten.termijnen import leerling_18
from werkplekken.models import Plaatsing


def _akkoord() -> Exists:
    plan = Opleidingsplan.objects.filter(traject=OuterRef("pk"))
    return Exists(plan.filter(status=Planstatus.AKKOORD))


def _nieuwste(traject: str = "pk"):
    plan = Opleidingsplan.objects.filter(traject=OuterRef(traject))
    return plan.exclude(status=Planstatus.VERVANGEN).order_by("-versie")


def _zonder_plan() -> Q:
    return Q(fase=Fase.LOPEND) & ~Q(_akkoord())


def _planstatus() -> dict:
    return {"plan_status": Subquery(_nieuwste().values("status")[:1])}


@regel("Zonder plan", doen=Informatie.PLAN, waar=_zonder_plan, erbij=_planstatus)
def zonder_plan(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """Running without an agreed plan."""
    voorgelegd = [rij.pk for rij in trajecten if rij.plan_status == Planstatus.VOORGELEGD]
    wacht_op = _wacht_op(lid, voorgelegd) if voorgelegd else {}
    taken = []
    for traject in trajecten:
        anderen = wacht_op.get(traject.pk, set()) - {Partij.SCHOOL}
        taken.append(
            _plantaak(
                lid,
                traject,
                groep=Groep.WACHT if anderen else Groep.VANDAAG,
                zin="heeft nog geen opleidingsplan met akkoord",
                uitleg=_wat_ontbreekt(wacht_op.get(traject.pk)),
                kort="plan zonder akkoord",
                teken="…" if anderen else "P",
            )
        )
    return taken


def _wacht_op(lid: Lidmaatschap, trajecten: list[int]) -> dict[int, set[str]]:
    """Traject → who did not agree yet with the plan that lies before them."""
    plannen = Opleidingsplan.objects.zichtbaar_voor(lid).filter(
        traject__in=trajecten, status=Planstatus.VOORGELEGD
    )
    return {
        plan.traject_id: AKKOORD_NODIG - set(plan.akkoorden_nu())
        for plan in plannen.prefetch_related("akkoorden")
    }


def _wat_ontbreekt(partijen: set[str] | None) -> str:
    """Whose agreement; of a plan that lies before nobody, that first."""
    if partijen is None:
        return "Het plan is nog niet voorgelegd"
    wie = in_een_zin([f"de {partij.label}" for partij in Partij if partij in partijen])
    return f"Het plan wacht op akkoord van {wie}"


def _regels_nergens():
    """Of the newest version."""
    return Planregel.objects.filter(
        Q(aanbreng=Plaats.NERGENS) | Q(inoefening=Plaats.NERGENS),
        plan__traject=OuterRef("pk"),
        plan=Subquery(_nieuwste("plan__traject").values("pk")[:1]),
    )


def _nergens() -> Q:
    """Who has an agreed plan, or still looks for a workplace."""
    past = Q(fase=Fase.ZOEKT_WERKPLEK) | Q(_akkoord())
    return past & Q(Exists(_regels_nergens()))


def _hoeveel_nergens() -> dict:
    per_plan = _regels_nergens().order_by().values("plan").annotate(aantal=Count("pk"))
    return {"nergens": Subquery(per_plan.values("aantal"))}


@regel("Nergens gepland", doen=Informatie.PLAN, waar=_nergens, erbij=_hoeveel_nergens)
def nergens_gepland(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """Competences that nobody teaches or practises."""
    return [
        _plantaak(
            lid,
            traject,
            groep=Groep.VANDAAG,
            zin=f"heeft {traject.nergens} competentie{'s' if traject.nergens > 1 else ''} die "
            f"nergens gepland {'staan' if traject.nergens > 1 else 'staat'}",
            uitleg="Kies een plaats voor aanbreng en inoefening",
            kort=f"{traject.nergens} nergens gepland",
            teken="P",
        )
        for traject in trajecten
    ]


def _plantaak(lid: Lidmaatschap, traject, **velden) -> TeDoen:
    return TeDoen(
        traject_id=traject.pk,
        wie=str(traject.leerling),
        waarom="School en werkplek voeren samen één plan uit, waarmee de leerling, de mentor en de "
        "school akkoord gaan. Elke competentie heeft een plaats om te leren en te oefenen.",
        url=adres(lid, "opleidingsplannen:plan", traject.pk),
        knop="Plan openen",
        datum=traject.fase_sinds,
        **velden,
    )


def _plaatsingen(lid: Lidmaatschap, trajecten: list):
    zichtbaar = Plaatsing.objects.zichtbaar_voor(lid).filter(traject__in=trajecten)
    return zichtbaar.select_related("traject__leerling", "mentor", "vestiging")


def _zonder_account(plaatsingen):
    """With a mentor who does not come in yet, now or later."""
    actief = Lidmaatschap.objects.geldig().van_rij(Rol.MENTOR, wie="mentor__gebruiker")
    return plaatsingen.filter(~actief, tot__gte=timezone.localdate(), mentor__isnull=False)


def _mentor_zonder_account() -> Q:
    return Q(Exists(_zonder_account(Plaatsing.objects.filter(traject=OuterRef("pk")))))


@regel("Mentor zonder account", doen=Informatie.VERLOOP, waar=_mentor_zonder_account)
def mentor_zonder_account(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """The mentor was not invited, did not accept yet, or had their role ended by the school."""
    uitnodiging = Uitnodiging.objects.onbeantwoord().filter(
        Q(gebruiker=OuterRef("mentor__gebruiker")) | Q(gebruiker__email=OuterRef("mentor__email")),
        school=OuterRef("school"),
        rol=Rol.MENTOR,
    )
    rijen = _zonder_account(_plaatsingen(lid, trajecten)).annotate(
        uitgenodigd_op=Subquery(uitnodiging.values("verstuurd_op")[:1]),
        beeindigd=Lidmaatschap.objects.beeindigd().van_rij(Rol.MENTOR, wie="mentor__gebruiker"),
    )
    return [_mentor(lid, rij) for rij in rijen]


def _mentor(lid: Lidmaatschap, rij) -> TeDoen:
    op = rij.uitgenodigd_op
    zin = f"mentor {rij.mentor} is nog niet uitgenodigd"
    uitleg, knop = "Zonder account kan een mentor niet beoordelen", "Mentor uitnodigen"
    if op:
        zin = f"mentor {rij.mentor} aanvaardde de uitnodiging nog niet"
        uitleg, knop = f"Uitgenodigd op {kort_dag(op)}", "Opvolgen"
    elif rij.beeindigd:
        zin = f"de toegang van {rij.mentor} is beëindigd"
        uitleg, knop = "Kies een andere mentor, of nodig opnieuw uit", "Werkplek openen"
    return TeDoen(
        groep=Groep.WACHT if op else Groep.VANDAAG,
        traject_id=rij.traject_id,
        wie=f"{rij.traject.leerling}:",
        zin=zin,
        uitleg=uitleg,
        waarom="Een mentor heeft een account nodig om competenties te beoordelen en met het plan "
        "akkoord te gaan. Een uitnodiging blijft 14 dagen geldig.",
        url=adres(lid, "werkplekken:onderneming", rij.vestiging.onderneming_id),
        knop=knop,
        kort="mentor zonder account",
        datum=rij.van,
        teken="…" if op else "M",
    )


def _stil():
    """Of whom the mentor is silent for longer than the school lets pass."""
    return Termijn.objects.open().filter(
        regel=mentor_stil_na.sleutel, uiterlijk__lt=timezone.localdate()
    )


@regel_over_termijnen("Mentor stil", doen=Informatie.PLAN, termijnen=_stil)
def mentor_stil(lid: Lidmaatschap, paren: list) -> list[TeDoen]:
    """No rating by the mentor and no talk with them for six weeks, or what the school chose."""
    per_plaatsing = {termijn.onderwerp_pk: termijn for _, termijn in paren}
    rijen = _plaatsingen(lid, [traject for traject, _ in paren]).filter(pk__in=per_plaatsing)
    return [_zwijgt(lid, rij, per_plaatsing[rij.pk]) for rij in rijen]


def _zwijgt(lid: Lidmaatschap, rij, termijn: Termijn) -> TeDoen:
    duur = mentor_stil_na.eenheid.in_woorden(termijn.aantal)
    return TeDoen(
        groep=Groep.WACHT,
        traject_id=rij.traject_id,
        wie=f"{rij.traject.leerling}:",
        zin=f"al meer dan {duur} niets gehoord van mentor {rij.mentor}",
        uitleg=f"Nog geen enkele keer sinds {kort_dag(rij.van)}"
        if termijn.begin == rij.van
        else f"Laatste keer op {kort_dag(termijn.begin)}",
        waarom=" ".join(termijn.waarom),
        url=adres(lid, "begeleiding:nieuw", rij.traject_id),
        knop="Contact noteren",
        kort="mentor stil",
        datum=termijn.begin,
        teken="…",
    )


def _begeleid(over: datetime.timedelta = 0 * DAG) -> Exists:
    team = Teamlid.objects.filter(traject=OuterRef("pk"))
    return Exists(team.begeleiders(timezone.localdate() + over))


def _zonder_begeleider() -> Q:
    return ~Q(_begeleid()) | ~Q(_begeleid(VOOR_EINDE_BEGELEIDING))


def _tot_en_straks() -> dict:
    """The last day of the begeleiders, in the team and in the role, whichever ends first; and
    whether somebody guides it by then."""
    zelfde = {veld: OuterRef(veld) for veld in ("school", "gebruiker", "rol")}
    rol = Lidmaatschap.objects.filter(**zelfde).order_by(F("tot").desc(nulls_first=True))
    team = Teamlid.objects.filter(traject=OuterRef("pk"), rol=Rol.BEGELEIDER)
    team = team.annotate(laatste=Least("tot", Subquery(rol.values("tot")[:1])))
    team = team.filter(laatste__isnull=False).order_by("-laatste")
    return {
        "team_tot": Subquery(team.values("laatste")[:1]),
        "straks": _begeleid(VOOR_EINDE_BEGELEIDING),
    }


@regel("Zonder begeleider", doen=Informatie.VERLOOP, waar=_zonder_begeleider, erbij=_tot_en_straks)
def zonder_begeleider(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """Nobody guides this traject, or within two weeks nobody will."""
    return [
        TeDoen(
            groep=Groep.VANDAAG,
            traject_id=traject.pk,
            wie=str(traject.leerling),
            zin=_hoelang_zonder(traject),
            uitleg="Kies wie dit traject volgt",
            waarom="Elk traject heeft vandaag een trajectbegeleider in het team, en over twee "
            "weken ook nog.",
            url=adres(lid, "trajecten:team", traject.pk),
            knop="Team kiezen",
            kort="geen begeleider",
            datum=traject.team_tot or traject.begindatum,
            teken="T",
        )
        for traject in trajecten
    ]


def _hoelang_zonder(traject) -> str:
    if traject.straks:
        return "heeft vandaag geen trajectbegeleider"
    na = f"na {kort_dag(traject.team_tot)} " if traject.team_tot else ""
    return f"heeft {na}geen trajectbegeleider"


def _achttien():
    """Of whom the eighteenth birthday comes within a month."""
    vandaag = timezone.localdate()
    dagen = {"uiterlijk__gt": vandaag, "uiterlijk__lte": vandaag + BIJNA_ACHTTIEN}
    return Termijn.objects.open().filter(regel=leerling_18.sleutel, **dagen)


@regel_over_termijnen("Wordt 18", doen=Informatie.VERLOOP, termijnen=_achttien)
def bijna_achttien(lid: Lidmaatschap, paren: list) -> list[TeDoen]:
    """Turns eighteen within a month: from then on the learner signs alone."""
    return [
        TeDoen(
            groep=Groep.LATER,
            traject_id=traject.pk,
            wie=str(traject.leerling),
            zin=f"wordt 18 op {kort_dag(termijn.uiterlijk)}",
            uitleg="Vanaf dan tekent de leerling alleen",
            waarom="Vanaf 18 jaar tekent de leerling alleen en zien de ouders het dossier enkel "
            "als de leerling dat goed vindt. Bespreek dat op tijd.",
            url=adres(lid, "overzichten:dossier", traject.pk),
            knop="Dossier openen",
            kort="wordt 18",
            datum=termijn.uiterlijk,
            teken=dagen_teken(termijn.over),
        )
        for traject, termijn in paren
    ]
