"""The mails about plans and ratings."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import op_een_regel, stuur, volledig_adres
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from opleidingsplannen.models import Opleidingsplan, Planvraag
from opleidingsplannen.rechten import EIGEN_PARTIJ, mag_akkoord_geven
from trajecten.models import Traject
from werkplekken.models import Plaatsing

SJABLOON = "opleidingsplannen/berichten/"


def _buiten_de_school(traject: Traject) -> list[Lidmaatschap]:
    """Learner, mentors and parents with an account who see this case today."""
    mentor = Q(gebruiker__als_mentor__plaatsingen__traject=traject)
    mentor |= Q(gebruiker__als_mentor__vervangingen__plaatsing__traject=traject)
    leerling = Q(rol=Rol.LEERLING, gebruiker__als_leerling=traject.leerling_id)
    ouder = Q(rol=Rol.OUDER, gebruiker__als_betrokkene__leerling=traject.leerling_id)
    leden = Lidmaatschap.objects.geldig().filter(school=traject.school_id)
    leden = leden.filter(leerling | ouder | (Q(rol=Rol.MENTOR) & mentor)).distinct()
    zien = Traject.objects.filter(pk=traject.pk)
    return [
        lid
        for lid in leden.select_related("gebruiker", "school")
        if zien.zichtbaar_voor(lid).exists()
    ]


def _stuur(sjabloon: str, plan: Opleidingsplan, lid: Lidmaatschap, **context) -> bool:
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


def meld_voorgelegd(plan: Opleidingsplan) -> list[Lidmaatschap]:
    """Ask who must agree to read, and let the parents know. Who is mailed."""
    gemaild = []
    for lid in _buiten_de_school(plan.traject):
        partij = EIGEN_PARTIJ.get(Rol(lid.rol))
        sleutel = f"plan-voorgelegd-{plan.pk}-{plan.ronde}-{lid.pk}"
        sjabloon = "plan_lezen" if partij else "plan_ter_info"
        if partij and not mag_akkoord_geven(lid, plan, partij):
            continue
        if _stuur(sjabloon, plan, lid, sleutel=sleutel):
            gemaild.append(lid)
    return gemaild


def meld_teruggehaald(plan: Opleidingsplan, leden: Iterable[Lidmaatschap]) -> None:
    """To who had agreed or asked something."""
    for lid in leden:
        if lid.rol in (Rol.LEERLING, Rol.MENTOR):
            _stuur("plan_teruggehaald", plan, lid)


def meld_vraag(vraag: Planvraag) -> None:
    """To the begeleiders of today; when there are none to the praktijkleerkrachten."""
    plan = vraag.plan
    team = plan.traject.team.select_related("gebruiker").order_by("pk")
    for lid in team.begeleiders() or team.op().filter(rol=Rol.PRAKTIJK):
        _stuur("plan_vraag", plan, lid, vraag=vraag, tekst=op_een_regel(vraag.vraag))


def meld_antwoord(vraag: Planvraag) -> None:
    """To who asked."""
    antwoord, tekst = op_een_regel(vraag.antwoord), op_een_regel(vraag.vraag)
    _stuur("plan_antwoord", vraag.plan, vraag.door, vraag=vraag, tekst=tekst, antwoord=antwoord)


def vraag_beoordeling(plaatsing: Plaatsing, traject: Traject) -> bool:
    """Whether there is a mail that was not there today."""
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
