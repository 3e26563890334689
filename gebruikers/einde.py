"""What the end of a role means for others: told before it is done."""

import datetime

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils.formats import date_format

from gebruikers.acties_vervangen import die_inkorten, zonder
from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG, begint_nooit
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, mag


def gevolgen(lid: Lidmaatschap, op: datetime.date, *, lezer: Lidmaatschap) -> list[str]:
    """In sentences, when `lid` has the role no more from that day on."""
    zinnen = []
    if begint_nooit(lid, op - DAG):
        op = lid.van
        zinnen.append(f"De rol zou op {date_format(op, 'j F Y')} beginnen, en begint dan niet")
    zinnen.append(achterblijvers(lid, op, lezer=lezer))
    zinnen += [zonder(rij, op - DAG) for rij in die_inkorten(lid, op - DAG)]
    return [f"{zin}." for zin in zinnen if zin]


def achterblijvers(lid: Lidmaatschap, op: datetime.date, *, lezer: Lidmaatschap) -> str:
    """How many learners nobody guides then; "" for none. Who sees no case reads the same of
    everybody who may guide: whether there are any is a fact about cases."""
    if not mag(lezer, Informatie.VERLOOP):
        return "Kijk na wie de leerlingen overneemt" if lid.rol == Rol.BEGELEIDER else ""
    if not (aantal := zonder_begeleider(lid, max(op, lid.van))):
        return ""
    leerlingen = "1 leerling heeft" if aantal == 1 else f"{aantal} leerlingen hebben"
    return f"{leerlingen} dan geen trajectbegeleider meer"


def zonder_begeleider(lid: Lidmaatschap, op: datetime.date) -> int:
    """Of how many open trajecten this is the only one to guide them on that day."""
    begeleiders = apps.get_model("trajecten.Teamlid").objects.begeleiders(op)
    begeleiders = begeleiders.filter(school=lid.school_id)
    eigen = begeleiders.filter(gebruiker=lid.gebruiker_id, rol=lid.rol)
    anderen = begeleiders.filter(traject=OuterRef("pk")).exclude(gebruiker=lid.gebruiker_id)
    trajecten = apps.get_model("trajecten.Traject").objects.open()
    return trajecten.filter(~Exists(anderen), Exists(eigen.filter(traject=OuterRef("pk")))).count()
