"""Acts on workplaces: add one, keep a mentor, delete, let people in, place at an organiser."""

import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import spoor
from gebruikers.acties import account_van, laat_binnen, trek_in
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.rollen import Rol
from gebruikers.waarvoor import bij_rol, in_een_zin
from trajecten.models import Traject
from werkplekken.models import (
    Mentor,
    Onderneming,
    Organisatie,
    OrganisatieMedewerker,
    Plaatsing,
    Vertegenwoordiger,
    Vestiging,
)
from werkplekken.rechten import mag_beheren, mag_plaatsen, mag_plaatsing_beeindigen


@transaction.atomic
def voeg_werkplek_toe(
    onderneming: Onderneming,
    *,
    vestiging: Vestiging,
    vertegenwoordiger: Vertegenwoordiger | None,
    mentor: Mentor | None,
    door: Lidmaatschap,
) -> Onderneming:
    """A company with its first site, who signs for it and the mentor: rows not saved before."""
    mag_beheren(door, onderneming).anders_weiger()
    with weiger_bij("onderneming_kbo_uniek", "Deze onderneming staat intussen al in de lijst."):
        onderneming.save()
    vestiging.onderneming = onderneming
    vestiging.save()
    if vertegenwoordiger:
        vertegenwoordiger.onderneming = onderneming
        vertegenwoordiger.save()
    if mentor:
        mentor.vestiging = vestiging
        mentor.save()
    return onderneming


@transaction.atomic
def bewaar_mentor(mentor: Mentor, *, door: Lidmaatschap) -> None:
    """Save. At another address another person reads the mail: the account does not follow."""
    mag_beheren(door, mentor).anders_weiger()
    oud = Mentor.objects.select_for_update().filter(pk=mentor.pk).first()
    if oud and oud.gebruiker_id and oud.email.lower() != mentor.email.lower():
        mentor.gebruiker = None
        mentor.save()
        _trek_uitnodigingen_in(oud.school_id, oud.gebruiker_id, Rol.MENTOR, door)
    else:
        mentor.save()


@transaction.atomic
def wis(ding: models.Model, *, door: Lidmaatschap) -> None:
    """Delete with what belongs to it (sites, recognitions, mentors), unless a case refers to it."""
    mag_beheren(door, ding).anders_weiger()
    mentoren = list(_mentoren_van(ding).exclude(gebruiker=None))
    try:
        ding.delete()
    except (models.ProtectedError, models.RestrictedError) as fout:
        rijen = getattr(fout, "protected_objects", None) or fout.restricted_objects
        soorten = " en ".join(sorted({str(rij._meta.verbose_name_plural) for rij in rijen}))
        raise Weigering(
            f"{ding} kan je niet wissen: er verwijzen {soorten} naar. Die blijven deel van het "
            "dossier van een leerling."
        ) from fout
    for mentor in mentoren:
        _trek_uitnodigingen_in(mentor.school_id, mentor.gebruiker_id, Rol.MENTOR, door)


def _mentoren_van(ding: models.Model) -> models.QuerySet:
    pad = {Mentor: "pk", Vestiging: "vestiging", Onderneming: "vestiging__onderneming"}
    if type(ding) not in pad:
        return Mentor.objects.none()
    return Mentor.objects.filter(**{pad[type(ding)]: ding.pk})


@transaction.atomic
def nodig_mentor_uit(mentor: Mentor, *, door: Lidmaatschap) -> Uitnodiging | None:
    """Give the mentor an account at the e-mail address on file, and mail the way in.

    None when this person is a mentor at this school already: then there is nothing to mail.
    """
    mag_beheren(door, mentor).anders_weiger()
    mentor = Mentor.objects.select_for_update().select_related("school").get(pk=mentor.pk)
    if not mentor.email:
        raise Weigering(f"Vul eerst een e-mailadres van {mentor} in.")
    wie = {"email": mentor.email, "voornaam": mentor.voornaam, "naam": mentor.naam}
    account = account_van(**wie)
    gekoppeld = mentor.gebruiker_id == account.pk  # then the name was looked at before
    Mentor.objects.filter(pk=mentor.pk).update(gebruiker=account)
    return laat_binnen(mentor.school, rol=Rol.MENTOR, door=door, bevestigd=gekoppeld, **wie)[1]


@bij_rol(Rol.MENTOR)
def bij_welke_onderneming(lid: Lidmaatschap) -> str:
    """The companies, and the first names of the learners whom this mentor may see already."""
    mentoren = Mentor.objects.filter(school=lid.school, gebruiker=lid.gebruiker)
    mentoren = mentoren.order_by("vestiging__onderneming__naam")
    bedrijven = dict.fromkeys(mentoren.values_list("vestiging__onderneming__naam", flat=True))
    open_trajecten = Traject.objects.zichtbaar_voor(lid).open().order_by("leerling__zoeknaam", "pk")
    namen = open_trajecten.values_list("leerling__voornaam", flat=True)
    zin = f"bij {in_een_zin(bedrijven)}" if bedrijven else ""
    return f"van {in_een_zin(namen)} {zin}" if namen else zin


@transaction.atomic
def nodig_medewerker_uit(
    organisatie: Organisatie,
    *,
    email: str,
    door: Lidmaatschap,
    voornaam: str = "",
    naam: str = "",
    bevestigd: bool = False,
) -> Uitnodiging | None:
    """Somebody of the organiser follows the learners sent there. None: has access already."""
    mag_beheren(door, organisatie).anders_weiger()
    organisatie = (
        Organisatie.objects.select_for_update(of=("self",))
        .select_related("school")
        .get(pk=organisatie.pk)
    )
    wie = {"email": email, "voornaam": voornaam, "naam": naam}
    medewerker = {"organisatie": organisatie, "gebruiker": account_van(**wie)}
    OrganisatieMedewerker.objects.get_or_create(**medewerker)
    eigen = {"rol": Rol.EXTERNE, "bevestigd": bevestigd}
    return laat_binnen(organisatie.school, door=door, **eigen, **wie)[1]


@bij_rol(Rol.EXTERNE)
def bij_welke_organisatie(lid: Lidmaatschap) -> str:
    wie = {"school": lid.school, "medewerkers__gebruiker": lid.gebruiker}
    organisaties = Organisatie.objects.filter(**wie).order_by("naam", "pk")
    namen = list(organisaties.values_list("naam", flat=True))
    return f"bij {in_een_zin(namen)}" if namen else ""


@transaction.atomic
def haal_medewerker_weg(medewerker: OrganisatieMedewerker, *, door: Lidmaatschap) -> None:
    """From now on this person sees no learners of this organiser."""
    mag_beheren(door, medewerker).anders_weiger()
    medewerker.delete()
    _trek_uitnodigingen_in(medewerker.school_id, medewerker.gebruiker_id, Rol.EXTERNE, door)


def _trek_uitnodigingen_in(school_id: int, gebruiker_id: int, rol: Rol, door: Lidmaatschap) -> None:
    """When nothing at the school links this account any more, a link still in a mailbox dies."""
    wie = {"school": school_id, "gebruiker": gebruiker_id}
    nog = Mentor if rol == Rol.MENTOR else OrganisatieMedewerker
    if nog.objects.filter(**wie).exists():
        return
    wachtend = Uitnodiging.objects.onbeantwoord().filter(**wie, rol=rol)
    for uitnodiging in wachtend:
        trek_in(uitnodiging, door=door)


@transaction.atomic
def plaats_bij_organisatie(
    traject: Traject,
    *,
    organisatie: Organisatie,
    van: datetime.date,
    tot: datetime.date,
    door: Lidmaatschap,
) -> Plaatsing:
    """The learner goes to an external organiser, whose people look in during that period."""
    traject = Traject.objects.select_for_update(of=("self",)).get(pk=traject.pk)
    mag_plaatsen(door, traject, organisatie).anders_weiger()
    if tot < van:
        raise Weigering("De einddatum kan niet voor de begindatum liggen.")
    zelfde = Plaatsing.objects.filter(traject=traject, organisatie=organisatie)
    zelfde = zelfde.exclude(aangeboden_op=None)  # did not happen
    if zelfde.filter(van__lte=tot, tot__gte=van).exists():
        raise Weigering(f"In die periode is {traject.leerling} al bij {organisatie}.")
    plaatsing = Plaatsing.objects.create(
        traject=traject,
        organisatie=organisatie,
        van=van,
        tot=tot,
        aangeboden_op=timezone.now(),
    )
    periode = f"van {_dag(van)} tot en met {_dag(tot)}"
    traject.noteer(door, "plaatsing", f"Gaat naar {organisatie} {periode}.")
    return plaatsing


@transaction.atomic
def beeindig_plaatsing(
    plaatsing: Plaatsing, *, laatste_dag: datetime.date, reden: str, door: Lidmaatschap
) -> None:
    """End a placement at an organiser before its time. One that has not begun does not happen."""
    plaatsing = Plaatsing.objects.select_for_update(of=("self",)).get(pk=plaatsing.pk)
    mag_plaatsing_beeindigen(door, plaatsing).anders_weiger()
    if plaatsing.van > timezone.localdate():
        with spoor.reden(reden):
            if not plaatsing.ging_niet_door():
                plaatsing.delete()
        zin = f"De plaatsing bij {plaatsing.organisatie} gaat niet door: {reden}"
    elif not plaatsing.van <= laatste_dag < plaatsing.tot:
        raise Weigering(
            f"Kies een laatste dag vanaf {_dag(plaatsing.van)} en vóór {_dag(plaatsing.tot)}."
        )
    else:
        with spoor.reden(reden):
            Plaatsing.objects.filter(pk=plaatsing.pk).update(tot=laatste_dag)
        zin = f"De plaatsing bij {plaatsing.organisatie} stopt op {_dag(laatste_dag)}: {reden}"
    plaatsing.traject.noteer(door, "plaatsing", zin[:300])


def _dag(dag: datetime.date) -> str:
    return date_format(dag, "j F Y")
