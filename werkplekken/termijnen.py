"""Terms that follow from where a learner is: the site's recognition, the mentor's conditions."""

import datetime
from collections.abc import Iterator

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from gebruikers.periode import LAATST, maanden_later, niet_voorbij
from gebruikers.rollen import Rol
from gebruikers.zicht import Schoolsoort
from trajecten.models import Inschrijving
from trajecten.termijnregel import VOORBIJ, Aanleiding, Eenheid, Zekerheid, termijnregel
from werkplekken.models import Erkenning, Plaatsing

UITTREKSEL_MAANDEN = 12  # that an extract may be old when somebody becomes a mentor
VERPLICHT_SINDS = datetime.date(2019, 9, 1)
BOUW = "124"  # the number of the joint committee of construction
INPLANNEN = 90  # days before the end of the six months, when three are over
MENTOR = {"wie": Rol.BEGELEIDER, "over": Schoolsoort.MENTORVOORWAARDEN}
OPLEIDING = {
    "doe": "Vraag wanneer de mentor de mentoropleiding volgt, en noteer de dag bij de werkplek.",
    "eenheid": Eenheid.MAAND,
    "zekerheid": Zekerheid.PRAKTIJK,
    "ladder": (60, 14, 0, VOORBIJ),
    **MENTOR,
}


def _plaatsingen(trajecten):
    """Of today or to come, at a site."""
    return Plaatsing.objects.filter(
        traject__in=trajecten.values("pk"), vestiging__isnull=False, tot__gte=timezone.localdate()
    )


@termijnregel(
    "Erkenning loopt af",
    doe="Vraag een nieuwe erkenning voor de vestiging: zonder erkenning mag niemand er leren.",
    bron="commercetraining.be: een erkenning geldt meestal 5 jaar, per vestiging en opleiding",
    zekerheid=Zekerheid.PRAKTIJK,
    wie=Rol.BEGELEIDER,
    over=Schoolsoort.WERKPLEKKEN,
    ladder=(90, 30, 5, 0, VOORBIJ),
)
def erkenning_einde(trajecten) -> Iterator[Aanleiding]:
    """The last day of the recognition of the site, for the opleiding of today, else the next one,
    else the last, when the learner is there longer."""
    rijen = Inschrijving.objects.filter(traject=OuterRef("traject"))
    nu_of_straks = rijen.filter(niet_voorbij(timezone.localdate())).order_by("van", "pk")
    volgt = [wat.values("opleiding")[:1] for wat in (nu_of_straks, rijen.order_by("-van", "-pk"))]
    erkend = Erkenning.objects.filter(vestiging=OuterRef("vestiging"), opleiding=OuterRef("voor"))
    erkend = erkend.order_by("-tot")
    plekken = (
        _plaatsingen(trajecten)
        .annotate(voor=Coalesce(*map(Subquery, volgt)))
        .annotate(
            erkend_van=Subquery(erkend.values("van")[:1]),
            erkend_tot=Subquery(erkend.values("tot")[:1]),
        )
        .filter(erkend_tot__lt=F("tot"))
        .select_related("vestiging")
    )
    for rij in plekken:
        yield Aanleiding(
            rij.traject_id,
            rij.erkend_van,
            f"de erkenning van {rij.vestiging}",
            onderwerp=f"vestiging-{rij.vestiging_id}",
            einde=rij.erkend_tot,
        )


def _mentoropleiding(trajecten, welke: Q) -> Iterator[Aanleiding]:
    """Since one is a mentor, or the placement begins; met by the day of the course. Who was a
    mentor before it became compulsory is asked nothing."""
    rijen = _plaatsingen(trajecten).filter(welke, mentor__isnull=False)
    for rij in rijen.select_related("mentor").order_by("traject", "mentor", "-van"):
        mentor = rij.mentor
        begin = mentor.sinds or rij.van
        if not VERPLICHT_SINDS <= begin <= LAATST:
            continue
        yield Aanleiding(
            rij.traject_id,
            begin,
            f"het begin van {mentor} als mentor",
            onderwerp=f"mentor-{mentor.pk}",
            klaar=mentor.mentoropleiding_op,
        )


IN_DE_BOUW = Q(vestiging__onderneming__paritair_comite__startswith=BOUW)


@termijnregel(
    "Mentoropleiding",
    aantal=12,
    bron="commercetraining.be en topuntgent.be: elk sectoraal partnerschap kiest de termijn, "
    "meestal een jaar",
    **OPLEIDING,
)
def mentor_opl(trajecten) -> Iterator[Aanleiding]:
    """Compulsory for new mentors since 1 September 2019."""
    return _mentoropleiding(trajecten, ~IN_DE_BOUW)


@termijnregel(
    "Mentoropleiding in de bouw",
    aantal=6,
    bron="constructiv.be: inplannen binnen 3 maanden, volgen binnen 6 maanden",
    **OPLEIDING
    | {
        "doe": "Laat de mentor de mentoropleiding inplannen binnen 3 maanden, en noteer de dag "
        "waarop die ze volgt bij de werkplek.",
        "ladder": (INPLANNEN, *OPLEIDING["ladder"]),
    },
)
def mentor_opl_bouw(trajecten) -> Iterator[Aanleiding]:
    """The sector of joint committee 124 gives less time."""
    return _mentoropleiding(trajecten, IN_DE_BOUW)


@termijnregel(
    "Uittreksel strafregister van de mentor",
    doe="Vraag de onderneming een uittreksel van hoogstens een jaar oud. Noteer alleen de dag.",
    bron="duaalleren.vlaanderen en vivosocialprofit.org over nieuwe mentoren",
    zekerheid=Zekerheid.PRAKTIJK,
    **MENTOR,
)
def strafregister(trajecten) -> Iterator[Aanleiding]:
    """By the first day with this mentor, an extract that was less than a year old then."""
    for rij in _plaatsingen(trajecten).filter(mentor__isnull=False).select_related("mentor"):
        yield Aanleiding(
            rij.traject_id,
            rij.van,
            f"de eerste dag bij mentor {rij.mentor}",
            onderwerp=f"plaatsing-{rij.pk}",
            klaar=_recent(rij.mentor.uittreksel_gezien_op, rij.van),
            einde=rij.van,
        )


def _recent(gezien_op: datetime.date | None, op: datetime.date) -> datetime.date | None:
    jong_genoeg = gezien_op and gezien_op >= maanden_later(op, -UITTREKSEL_MAANDEN)
    return gezien_op if jong_genoeg else None
