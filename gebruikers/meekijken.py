"""Looking as somebody else, to help: what both may see, half an hour, nothing changed.

Who looks gets the other's Lidmaatschap with their own as `meekijker`; `zicht` then gives only what
both may see, and LidMiddleware lets nothing be sent.
"""

import datetime
from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from gebruikers import cijfercode
from gebruikers.berichten import op_een_regel, stuur, volledig_adres
from gebruikers.models import Lidmaatschap, Meekijk, School
from gebruikers.models.meekijk import DUUR
from gebruikers.muur import open_voor
from gebruikers.overgang import Mag, Weigering
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from gebruikers.zicht import Recht, Schoolsoort, mag, wie_dan_wel

SLEUTEL = "meekijken"  # in the session: which Meekijk, at which school, until when
ALLEEN_KIJKEN = "Je kijkt mee met iemand anders: wijzigen, tekenen of versturen kan je dan niet."
FOUTE_CODE = "Deze code klopt niet of is verlopen. Vraag een nieuwe code aan de persoon zelf."


def mag_meekijken(door: Lidmaatschap, als: Lidmaatschap) -> Mag:
    """Of the own school, as somebody else. A beheerder needs a code besides (`begin`)."""
    schrijft = mag(door, Schoolsoort.MEEKIJKEN, Recht.SCHRIJF)
    if als.school_id != door.school_id or not schrijft:
        return Mag.nee(wie_dan_wel(door, Schoolsoort.MEEKIJKEN))
    if als.gebruiker_id == door.gebruiker_id:
        return Mag.nee("Je kan niet met jezelf meekijken. Wissel van rol als je er meer hebt.")
    if not Lidmaatschap.objects.geldig().filter(pk=als.pk).exists():
        return Mag.nee("Deze persoon heeft die rol niet meer.")
    return Mag.ja()


def vraagt_code(door: Lidmaatschap) -> bool:
    """Who may see no file gets in only when the person reads out a code."""
    return door.rol == Rol.BEHEERDER


def maak_code(lid: Lidmaatschap) -> str:
    """Eight digits, to read out to a beheerder; works once, ten minutes."""
    return cijfercode.maak(_codesleutel(lid), 8)


@transaction.atomic
def begin(door: Lidmaatschap, als: Lidmaatschap, *, reden: str, code: str = "") -> Meekijk:
    """Raises Weigering. The person is told by mail at once."""
    mag_meekijken(door, als).anders_weiger()
    if vraagt_code(door) and not cijfercode.klopt(_codesleutel(als), code):
        raise Weigering(FOUTE_CODE)
    stop(door)
    nu = timezone.now()
    tot = min([nu + DUUR, *(_einde_van(lid.tot) for lid in (door, als) if lid.tot)])
    meekijk = Meekijk.objects.create(
        school=door.school, door=door, als=als, reden=reden, van=nu, tot=tot
    )
    stuur(
        "gebruikers/berichten/meekijken",
        aan=als.gebruiker.email,
        school=door.school,
        meekijk=meekijk,
        reden=op_een_regel(reden),
        link=volledig_adres(reverse("gebruikers:meekijken", args=[door.school.code])),
    )
    return meekijk


def wie_kijkt_nu_mee(lid: Lidmaatschap) -> QuerySet[Meekijk]:
    """Who sees at this moment what `lid`, of outside the school, sees; colleagues read it in their
    mail and in their list."""
    if lid.meekijker or lid.is_staf:
        return Meekijk.objects.none()
    kijkers = Meekijk.objects.zichtbaar_voor(lid).lopend().filter(als=lid.pk)
    return kijkers.select_related("door__gebruiker")


def stop(door: Lidmaatschap) -> None:
    """Whatever this person was looking at as another."""
    _stop(Meekijk.objects.filter(door__gebruiker=door.gebruiker_id))


def stop_met_de_sessie(sessie: Mapping, gebruiker_id: int) -> None:
    """What this person looked at as another in a session that ends here, whatever school is
    open."""
    if bewaard := sessie.get(SLEUTEL):
        scholen = School.objects.filter(code=bewaard["school"]).values_list("pk", flat=True)
        with open_voor(*scholen, gebruiker=gebruiker_id):
            _stop(Meekijk.objects.filter(pk=bewaard["pk"]))


def stop_met_de_rol(lid: Lidmaatschap) -> None:
    """Who has this role until `lid.tot` looks along until then, and is looked along with."""
    rijen = Meekijk.objects.filter(Q(door=lid.pk) | Q(als=lid.pk))
    if (einde := _einde_van(lid.tot)) <= timezone.now():
        _stop(rijen)
    else:
        rijen.lopend().filter(tot__gt=einde).update(tot=einde)


def _stop(rijen: QuerySet[Meekijk]) -> None:
    """The list tells until when somebody could look: what was over stays as it was."""
    rijen.lopend().update(gestopt_op=timezone.now())


def _einde_van(dag: datetime.date) -> datetime.datetime:
    morgen = dag + DAG
    return timezone.make_aware(datetime.datetime.combine(morgen, datetime.time.min))


def onthoud(request, meekijk: Meekijk) -> None:
    """From now on this session looks along."""
    request.session[SLEUTEL] = {
        "pk": meekijk.pk,
        "school": meekijk.school.code,
        "tot": meekijk.tot.isoformat(),
    }


def vergeet(request) -> None:
    request.session.pop(SLEUTEL, None)


def meekijkt(request) -> dict | None:
    """Of this session, for a page of no school, where the Meekijk itself is behind the wall: the
    code of the `school`, `tot` and whether it is a page of the `eigen_account` when it looks along;
    None when it does not."""
    wie = getattr(request, "user", None)  # a request that was refused early has none
    if not (wie and wie.is_authenticated) or SLEUTEL not in request.session:
        return None
    bewaard = request.session[SLEUTEL]
    tot = datetime.datetime.fromisoformat(bewaard["tot"])
    if tot <= timezone.now():
        return None
    return {"school": bewaard["school"], "tot": tot, "eigen_account": _is_eigen_account(request)}


def als_wie(request, eigen: Lidmaatschap) -> Lidmaatschap:
    """Who looks: `eigen`, or whom this session looks as, with `meekijker` and `meekijk`."""
    if SLEUTEL not in request.session:
        return eigen
    gekozen = Meekijk.objects.filter(pk=request.session[SLEUTEL]["pk"], door=eigen)
    meekijk = gekozen.select_related("als__gebruiker", "als__school").first()
    if meekijk is None:  # of another school or role of this person
        return eigen
    if meekijk.is_voorbij or not mag_meekijken(eigen, meekijk.als):
        _stop(gekozen)
        vergeet(request)
        messages.info(request, "Het meekijken is voorbij. Dit ben je weer zelf.")
        return eigen
    lid = meekijk.als
    lid.meekijker, lid.meekijk = eigen, meekijk
    return lid


def eis_alleen_kijken(request) -> None:
    """Whoever looks as another sends nothing. Raises PermissionDenied."""
    if request.lid.meekijker and request.method not in ("GET", "HEAD"):
        raise PermissionDenied(ALLEEN_KIJKEN)


def eis_geen_eigen_account(request) -> None:
    """Nor changes, meanwhile, their own account, on a screen where two may sit. Signing out is
    always possible. Raises PermissionDenied."""
    if request.method in ("GET", "HEAD") or not _is_eigen_account(request):
        return
    if request.resolver_match.view_name != "account_logout" and meekijkt(request):
        raise PermissionDenied(ALLEEN_KIJKEN)


def _is_eigen_account(request) -> bool:
    return request.path.startswith("/account/")


def _codesleutel(lid: Lidmaatschap) -> str:
    return f"meekijkcode:{lid.pk}"
