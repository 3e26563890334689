"""Plan, mentor, team and age: what a begeleider keeps an eye on."""

import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.periode import niet_voorbij
from gebruikers.rollen import Rol
from gebruikers.zicht import achttien_jaar_voor
from opleidingsplannen.models import Opleidingsplan, Planregel
from opleidingsplannen.models.plan import Plaats, Planstatus
from overzichten.adressen import adres
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.plan import open_vraag, vraag_taak
from overzichten.taken.taak import Groep, Taak
from trajecten.fases import Fase
from trajecten.models import Teamlid
from werkplekken.models import Plaatsing

DAG = datetime.timedelta(days=1)
STIL = 42 * DAG  # a mentor who rated nothing for six weeks
VOORUIT = 14 * DAG


def plannen(lid: Lidmaatschap, trajecten) -> list[Taak]:
    """A question to answer first; else running without an agreed plan, or with competences that
    nobody covers."""
    plan = Opleidingsplan.objects.filter(traject=OuterRef("pk"))
    geldend = plan.exclude(status=Planstatus.VERVANGEN).order_by("-versie")
    nergens = (
        Planregel.objects.filter(plan=OuterRef("plan_id"))
        .filter(Q(aanbreng=Plaats.NERGENS) | Q(inoefening=Plaats.NERGENS))
        .order_by()
        .values("plan")
        .annotate(aantal=Count("pk"))
        .values("aantal")
    )
    rijen = (
        trajecten.annotate(
            vraag_op=Subquery(open_vraag(lid).values("op")[:1]),
            vraag_partij=Subquery(open_vraag(lid).values("partij")[:1]),
            akkoord=Exists(plan.filter(status=Planstatus.AKKOORD)),
            plan_id=Subquery(geldend.values("pk")[:1]),
            plan_status=Subquery(geldend.values("status")[:1]),
        )
        .annotate(nergens=Subquery(nergens))
        .filter(
            Q(vraag_op__isnull=False)
            | Q(akkoord=False, fase=Fase.LOPEND)
            | Q(nergens__gt=0, fase__in=[Fase.LOPEND, Fase.ZOEKT_WERKPLEK])
        )
        .select_related("leerling")
    )
    return [(vraag_taak if rij.vraag_op else _plan)(lid, rij) for rij in rijen]


def _plan(lid: Lidmaatschap, traject) -> Taak:
    wacht = traject.plan_status == Planstatus.VOORGELEGD
    if traject.akkoord or traject.fase != Fase.LOPEND:
        aantal = traject.nergens
        zin = f"heeft {aantal} competentie{'s' if aantal > 1 else ''} die nergens gepland staan"
        zin = zin if aantal > 1 else zin.replace("staan", "staat")
        uitleg, kort = "Kies een plaats voor aanbreng en inoefening", f"{aantal} nergens gepland"
    else:
        zin = "heeft nog geen opleidingsplan met akkoord"
        uitleg = "Het plan wacht op akkoord" if wacht else "Het plan is nog niet voorgelegd"
        kort = "plan zonder akkoord"
    return Taak(
        groep=Groep.WACHT if wacht else Groep.VANDAAG,
        traject_id=traject.pk,
        wie=str(traject.leerling),
        zin=zin,
        uitleg=uitleg,
        waarom="School en werkplek voeren samen één plan uit, waarmee de leerling, de mentor en de "
        "school akkoord gaan. Elke competentie heeft een plaats om te leren en te oefenen.",
        url=adres(lid, "opleidingsplannen:plan", traject.pk),
        knop="Plan openen",
        kort=kort,
        datum=traject.fase_sinds,
        teken="…" if wacht else "P",
    )


def _plaatsingen(lid: Lidmaatschap, trajecten):
    return (
        Plaatsing.objects.zichtbaar_voor(lid)
        .filter(traject__in=trajecten.values("pk"), tot__gte=timezone.localdate())
        .filter(mentor__isnull=False)
        .select_related("traject__leerling", "mentor", "vestiging")
    )


def mentor_zonder_account(lid: Lidmaatschap, trajecten) -> list[Taak]:
    """The mentor was not invited, or did not accept yet."""
    actief = Lidmaatschap.objects.geldig().filter(
        school=OuterRef("school"), gebruiker=OuterRef("mentor__gebruiker"), rol=Rol.MENTOR
    )
    uitnodiging = Uitnodiging.objects.filter(
        school=OuterRef("school"), rol=Rol.MENTOR, aanvaard_op=None, ingetrokken_op=None
    ).filter(
        Q(gebruiker=OuterRef("mentor__gebruiker")) | Q(gebruiker__email=OuterRef("mentor__email"))
    )
    rijen = (
        _plaatsingen(lid, trajecten)
        .filter(~Exists(actief))
        .annotate(uitgenodigd_op=Subquery(uitnodiging.values("verstuurd_op")[:1]))
    )
    return [_mentor(lid, rij) for rij in rijen]


def _mentor(lid: Lidmaatschap, rij) -> Taak:
    op = rij.uitgenodigd_op
    zin = f"mentor {rij.mentor} is nog niet uitgenodigd"
    if op:
        zin = f"mentor {rij.mentor} aanvaardde de uitnodiging nog niet"
    return Taak(
        groep=Groep.WACHT if op else Groep.VANDAAG,
        traject_id=rij.traject_id,
        wie=f"{rij.traject.leerling}:",
        zin=zin,
        uitleg=f"Uitgenodigd op {kort_dag(op)}"
        if op
        else "Zonder account kan een mentor niet beoordelen",
        waarom="Een mentor heeft een account nodig om competenties te beoordelen en met het plan "
        "akkoord te gaan. Een uitnodiging blijft 14 dagen geldig.",
        url=adres(lid, "werkplekken:onderneming", rij.vestiging.onderneming_id),
        knop="Mentor uitnodigen" if not op else "Opvolgen",
        kort="mentor zonder account",
        datum=rij.van,
        teken="…" if op else "M",
    )


def mentor_stil(lid: Lidmaatschap, trajecten) -> list[Taak]:
    """No rating by the mentor for six weeks."""
    grens = timezone.now() - STIL
    rijen = (
        _plaatsingen(lid, trajecten)
        .filter(traject__fase=Fase.LOPEND, van__lte=timezone.localdate(grens))
        .annotate(
            laatste=Max(
                "traject__beoordelingen__op", filter=Q(traject__beoordelingen__rol="mentor")
            )
        )
        .filter(Q(laatste=None) | Q(laatste__lt=grens))
    )
    return [
        Taak(
            groep=Groep.WACHT,
            traject_id=rij.traject_id,
            wie=f"{rij.traject.leerling}:",
            zin=f"mentor {rij.mentor} beoordeelde al zes weken niets",
            uitleg=f"Laatste keer op {kort_dag(rij.laatste)}"
            if rij.laatste
            else f"Nog geen enkele keer sinds {kort_dag(rij.van)}",
            waarom="Een mentor vult best om de paar weken enkele competenties in. Na zes weken "
            "zonder beoordeling komt dat hier.",
            url=adres(lid, "opleidingsplannen:plan", rij.traject_id),
            knop="Plan openen",
            kort="mentor stil",
            datum=timezone.localdate(rij.laatste) if rij.laatste else rij.van,
            teken="…",
        )
        for rij in rijen
    ]


def zonder_begeleider(lid: Lidmaatschap, trajecten) -> list[Taak]:
    """Nobody guides this traject, or within two weeks nobody will."""
    grens = timezone.localdate() + VOORUIT
    blijft = Teamlid.objects.filter(niet_voorbij(grens), traject=OuterRef("pk"), rol=Rol.BEGELEIDER)
    return [
        Taak(
            groep=Groep.VANDAAG,
            traject_id=traject.pk,
            wie=str(traject.leerling),
            zin=f"heeft na {kort_dag(traject.team_tot)} geen trajectbegeleider"
            if traject.team_tot
            else "heeft geen trajectbegeleider",
            uitleg="Kies wie dit traject volgt",
            waarom="Elk traject heeft een trajectbegeleider zonder einddatum in het team, of met "
            "een einddatum die nog minstens twee weken weg is.",
            url=adres(lid, "trajecten:team", traject.pk),
            knop="Team kiezen",
            kort="geen begeleider",
            datum=traject.team_tot or traject.begindatum,
            teken="T",
        )
        for traject in trajecten.filter(~Exists(blijft))
        .annotate(team_tot=Max("team__tot", filter=Q(team__rol=Rol.BEGELEIDER)))
        .select_related("leerling")
    ]


def bijna_achttien(lid: Lidmaatschap, trajecten) -> list[Taak]:
    """Turns eighteen within thirty days: from then on the learner signs alone."""
    vandaag = timezone.localdate()
    rijen = trajecten.filter(
        leerling__geboortedatum__gt=achttien_jaar_voor(vandaag),
        leerling__geboortedatum__lte=achttien_jaar_voor(vandaag + 30 * DAG),
    ).select_related("leerling")
    return [
        Taak(
            groep=Groep.VANDAAG,
            traject_id=traject.pk,
            wie=str(traject.leerling),
            zin="wordt binnenkort 18",
            uitleg=f"Geboren op {date_format(traject.leerling.geboortedatum, 'j F Y')}",
            waarom="Vanaf 18 jaar tekent de leerling alleen en zien de ouders het dossier enkel "
            "als de leerling dat goed vindt. Bespreek dat op tijd.",
            url=adres(lid, "overzichten:dossier", traject.pk),
            knop="Dossier openen",
            kort="wordt 18",
            datum=vandaag + 30 * DAG,
            teken="18",
        )
        for traject in rijen
    ]
