"""What the end of a role means for others: told before it is done."""

import datetime

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.acties_vervangen import die_inkorten, zonder
from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG, begint_nooit, loopt
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, mag

VOOR_EINDE_BEGELEIDING = 14 * DAG  # how long before nobody guides a traject it is listed


def gevolgen(lid: Lidmaatschap, op: datetime.date, *, lezer: Lidmaatschap) -> list[str]:
    """In sentences, when `lid` has the role no more from that day on."""
    zinnen = []
    if begint_nooit(lid, op - DAG):
        op = lid.van
        zinnen.append(f"De rol zou op {date_format(op, 'j F Y')} beginnen, en begint dan niet")
    zinnen.append(achterblijvers(lid, op, lezer=lezer))
    zinnen.append(onbeoordeeld(lid, op, lezer=lezer))
    zinnen += [zonder(rij, op - DAG) for rij in die_inkorten(lid, op - DAG)]
    return [f"{zin}." for zin in zinnen if zin]


def achterblijvers(lid: Lidmaatschap, op: datetime.date, *, lezer: Lidmaatschap) -> str:
    """How many learners nobody guides then; "" for none. Who sees no case reads the same of
    everybody who may guide: whether there are any is a fact about cases."""
    if not mag(lezer, Informatie.VERLOOP):
        return "Kijk na wie de leerlingen overneemt" if lid.rol == Rol.BEGELEIDER else ""
    aantal = zonder_begeleider(lid, merkbaar(lid, op))
    return f"{_hebben(aantal)} dan geen trajectbegeleider meer" if aantal else ""


def onbeoordeeld(lid: Lidmaatschap, op: datetime.date, *, lezer: Lidmaatschap) -> str:
    """As `achterblijvers`, of who rates at the workplace."""
    if lid.rol != Rol.MENTOR:
        return ""
    if not mag(lezer, Informatie.VERLOOP):
        return "Kijk na wie de leerlingen op de werkplek beoordeelt"
    aantal = zonder_mentor(lid, merkbaar(lid, op))
    zin = "dan op de werkplek geen mentor meer die kan beoordelen"
    return f"{_hebben(aantal)} {zin}" if aantal else ""


def merkbaar(lid: Lidmaatschap, op: datetime.date) -> datetime.date:
    """The first day without that anybody can notice: of what is past nothing changes."""
    return max(op, lid.van, timezone.localdate())


def _hebben(aantal: int) -> str:
    return "1 leerling heeft" if aantal == 1 else f"{aantal} leerlingen hebben"


def zonder_begeleider(lid: Lidmaatschap, op: datetime.date) -> int:
    """Of how many open trajecten this is the only one to guide them on that day."""
    team = apps.get_model("trajecten.Teamlid").objects.filter(school=lid.school_id)
    eigen = team.filter(loopt(op), gebruiker=lid.gebruiker_id, rol=Rol.BEGELEIDER)
    eigen = eigen.filter(rol=lid.rol)
    anderen = team.begeleiders(op).exclude(gebruiker=lid.gebruiker_id)
    return _open_met(eigen).filter(~Exists(anderen.filter(traject=OuterRef("pk")))).count()


def zonder_mentor(lid: Lidmaatschap, op: datetime.date) -> int:
    """Of how many open trajecten a placement that is not over on that day has this mentor, and no
    deputy who gets in then."""
    binnen = Lidmaatschap.objects.geldig(op).van_rij(Rol.MENTOR, wie="mentor__gebruiker")
    vervangers = apps.get_model("werkplekken.Plaatsvervanger").objects.filter(loopt(op), binnen)
    vervangers = vervangers.exclude(mentor__gebruiker=lid.gebruiker_id)
    plaatsingen = apps.get_model("werkplekken.Plaatsing").objects
    plaatsingen = plaatsingen.filter(school=lid.school_id, mentor__gebruiker=lid.gebruiker_id)
    plaatsingen = plaatsingen.filter(tot__gte=op).exclude(pk__in=vervangers.values("plaatsing"))
    return _open_met(plaatsingen).count()


def _open_met(rijen: QuerySet) -> QuerySet:
    """The open trajecten that one of these rows is about."""
    trajecten = apps.get_model("trajecten.Traject").objects.open()
    return trajecten.filter(Exists(rijen.filter(traject=OuterRef("pk"))))
