"""What the end of a role means for others: told before it is done."""

import datetime

from django.apps import apps
from django.db.models import Exists, OuterRef

from gebruikers.acties_vervangen import die_inkorten, zonder
from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG, niet_voorbij
from gebruikers.rollen import Rol


def gevolgen(lid: Lidmaatschap, op: datetime.date) -> list[str]:
    """In sentences, when `lid` has the role no more from that day on."""
    laatste_dag = op - DAG
    zinnen = [zonder(rij, laatste_dag) for rij in die_inkorten(lid, laatste_dag)]
    if aantal := zonder_begeleider(lid, op):
        leerlingen = "1 leerling heeft" if aantal == 1 else f"{aantal} leerlingen hebben"
        zinnen.insert(0, f"{leerlingen} dan geen trajectbegeleider meer")
    return [f"{zin}." for zin in zinnen]


def zonder_begeleider(lid: Lidmaatschap, op: datetime.date) -> int:
    """Of how many open trajecten this is the only one to guide them on that day."""
    begeleiders = apps.get_model("trajecten.Teamlid").objects.begeleiders(op)
    begeleiders = begeleiders.filter(school=lid.school_id)
    eigen = begeleiders.filter(gebruiker=lid.gebruiker_id, rol=lid.rol)
    anderen = begeleiders.filter(traject=OuterRef("pk")).exclude(gebruiker=lid.gebruiker_id)
    trajecten = apps.get_model("trajecten.Traject").objects.open()
    return trajecten.filter(~Exists(anderen), Exists(eigen.filter(traject=OuterRef("pk")))).count()


def begeleidt_vanaf(lidmaatschap: Lidmaatschap, dag: datetime.date) -> bool:
    """Whether this person stands as the begeleider of a running traject, from that day on."""
    trajecten = (
        apps.get_model("trajecten.Traject")
        .objects.open()
        .filter(
            niet_voorbij(dag, "team"),
            school=lidmaatschap.school_id,
            team__gebruiker=lidmaatschap.gebruiker_id,
            team__rol=Rol.BEGELEIDER,
        )
    )
    return lidmaatschap.rol == Rol.BEGELEIDER and trajecten.exists()
