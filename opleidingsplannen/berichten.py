"""The mails about plans and ratings."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import KwijteMailbox, Lidmaatschap
from gebruikers.rollen import Rol
from opleidingsplannen.models import Opleidingsplan, Partij, Planakkoord, Planvraag
from opleidingsplannen.rechten import EIGEN_PARTIJ, eigen_plaatsingen, mag_akkoord_geven
from opleidingsplannen.verschil import verschillen
from trajecten.models import Teamlid, Traject
from werkplekken.models import Plaatsing

SJABLOON = "opleidingsplannen/berichten/"


def _buiten_de_school(traject: Traject) -> list[Lidmaatschap]:
    """Learner, mentors and parents with an account; `_stuur` leaves out who sees it no more."""
    mentor = Q(gebruiker__als_mentor__plaatsingen__traject=traject)
    mentor |= Q(gebruiker__als_mentor__vervangingen__plaatsing__traject=traject)
    leerling = Q(rol=Rol.LEERLING, gebruiker__als_leerling=traject.leerling_id)
    ouder = Q(rol=Rol.OUDER, gebruiker__als_betrokkene__leerling=traject.leerling_id)
    leden = Lidmaatschap.objects.geldig().filter(school=traject.school_id)
    leden = leden.filter(leerling | ouder | (Q(rol=Rol.MENTOR) & mentor)).distinct()
    return list(leden.select_related("gebruiker", "school"))


def _ziet(wie: Lidmaatschap | Teamlid, traject: Traject) -> bool:
    """Whether this person, in this role, comes in today and sees the case."""
    leden = Lidmaatschap.objects.geldig().filter(school=traject.school_id, rol=wie.rol)
    lid = leden.filter(gebruiker=wie.gebruiker_id).select_related("school").first()
    return Traject.objects.filter(pk=traject.pk).zichtbaar_voor(lid).exists()


def _stuur(sjabloon: str, plan: Opleidingsplan, lid: Lidmaatschap | Teamlid, **context) -> bool:
    """Mail who sees the case today, and nobody else, whatever they did in it before.

    What people wrote to each other stays on the page: a mail is read by who keeps the outbox too.
    """
    if not _ziet(lid, plan.traject):
        return False
    bericht = stuur(
        f"{SJABLOON}{sjabloon}",
        aan=lid.gebruiker.email,
        school=plan.traject.school,
        wie=lid.gebruiker,
        rol=lid.rol,
        plan=plan,
        leerling=plan.traject.leerling,
        link=volledig_adres(f"{plan.get_absolute_url()}?versie={plan.versie}"),
        **context,
    )
    return bericht is not None


class Gemaild(NamedTuple):
    """Who gets a mail about a plan, and in words who must agree but got none, and why."""

    leden: list[Lidmaatschap]
    niet: list[str]


def meld_voorgelegd(plan: Opleidingsplan) -> Gemaild:
    """Ask who must agree to read, and let the parents know."""
    gemaild, plannen = [], list(plan.traject.plannen.all())
    verschil = verschillen(plan, list(plan.regels.all()), plannen)
    for lid in _buiten_de_school(plan.traject):
        partij = EIGEN_PARTIJ.get(Rol(lid.rol))
        sleutel = f"plan-voorgelegd-{plan.pk}-{plan.ronde}-{lid.pk}"
        sjabloon = "plan_lezen" if partij else "plan_ter_info"
        if partij and not mag_akkoord_geven(lid, plan, partij):
            continue
        if _stuur(sjabloon, plan, lid, sleutel=sleutel, verschil=verschil):
            gemaild.append(lid)
    rollen = {lid.rol for lid in gemaild}
    waarom = {Rol.LEERLING: _leerling_niet, Rol.MENTOR: _mentor_niet}
    return Gemaild(gemaild, [zin(plan.traject) for rol, zin in waarom.items() if rol not in rollen])


def _leerling_niet(traject: Traject) -> str:
    leerling = traject.leerling
    return f"{leerling.volledige_naam} ({_zonder_toegang(leerling)})"


def _mentor_niet(traject: Traject) -> str:
    """The mentor of the placement that runs or comes, or else of the last one."""
    plaatsing = (
        traject.plaatsingen.exclude(vestiging=None).select_related("mentor").order_by("-tot")
    )
    plaatsing = plaatsing.first()
    if plaatsing is None:
        return "de mentor (er is nog geen werkplek)"
    if plaatsing.mentor is None:
        return "de mentor (de werkplek heeft er nog geen)"
    if plaatsing.tot < timezone.localdate():
        return f"mentor {plaatsing.mentor} (de plaatsing is voorbij)"
    if plaatsing.aangeboden_op is None:
        return f"mentor {plaatsing.mentor} (de overeenkomst is nog niet verstuurd)"
    return f"mentor {plaatsing.mentor} ({_zonder_toegang(plaatsing.mentor)})"


def _zonder_toegang(wie) -> str:
    if wie.gebruiker_id is None:
        return "heeft geen account"
    kwijt = KwijteMailbox.objects.met_adres(wie.gebruiker.email, wie.school_id).exists()
    return "de mailbox is kwijt" if kwijt else "het account is niet actief"


def meld_uit_gesprek(akkoord: Planakkoord) -> list[Lidmaatschap]:
    """Who has an account hears that the school noted their agreement. Who is mailed."""
    plan = akkoord.plan
    van_partij = [
        lid
        for lid in _buiten_de_school(plan.traject)
        if EIGEN_PARTIJ.get(Rol(lid.rol)) == akkoord.partij
        and (akkoord.partij != Partij.MENTOR or eigen_plaatsingen(lid, plan.traject).exists())
    ]
    return [lid for lid in van_partij if _stuur("plan_uit_gesprek", plan, lid, akkoord=akkoord)]


def meld_teruggehaald(plan: Opleidingsplan, leden: Iterable[Lidmaatschap]) -> None:
    """To who had agreed or asked something."""
    for lid in leden:
        if lid.rol in (Rol.LEERLING, Rol.MENTOR):
            _stuur("plan_teruggehaald", plan, lid)


def meld_vraag(vraag: Planvraag) -> None:
    """To the begeleiders of today; when there are none to the praktijkleerkrachten; and to who
    replaces them."""
    plan = vraag.plan
    team = plan.traject.team.order_by("pk")
    wie = team.begeleiders() or team.op().filter(rol=Rol.PRAKTIJK)
    for lid in wie.met_vervangers():
        _stuur("plan_vraag", plan, lid, vraag=vraag)


def meld_antwoord(vraag: Planvraag) -> bool:
    """To who asked. Whether it goes."""
    return _stuur("plan_antwoord", vraag.plan, vraag.door, vraag=vraag)


def vraag_beoordeling(plaatsing: Plaatsing, traject: Traject) -> bool:
    """Whether there is a mail that was not there today: none goes to a lost mailbox."""
    pad = reverse("opleidingsplannen:beoordelen", args=[traject.school.code, traject.pk])
    bericht = stuur(
        f"{SJABLOON}vraag_beoordeling",
        aan=plaatsing.mentor.gebruiker.email,
        school=traject.school,
        sleutel=f"vraag-beoordeling-{plaatsing.pk}-{timezone.localdate()}",
        mentor=plaatsing.mentor,
        leerling=traject.leerling,
        link=volledig_adres(pad),
    )
    return bericht is not None
