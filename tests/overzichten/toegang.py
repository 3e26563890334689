from gebruikers.models import Agendalink
from gebruikers.models.uitnodiging import hash_van
from tests import factories as f
from tests.toegang import ALLEN, NIEMAND, STAF, Pagina, Rol

ZIET_ZAKEN = ALLEN - {Rol.BEHEERDER}
SCHOOLTEAM = STAF - {Rol.BEHEERDER}
ZIET_INZAGE = frozenset({Rol.BEGELEIDER, Rol.COORDINATOR, Rol.OUDER, Rol.LEERLING})
WIE_MAG = {
    "agenda": Pagina("get", NIEMAND, open=True),
    "overzichten:start": Pagina("get", ALLEN),
    "overzichten:leerlingen": Pagina("get", SCHOOLTEAM),
    "overzichten:cijfers": Pagina("get", frozenset({Rol.COORDINATOR})),
    "overzichten:steekkaarten": Pagina("get", SCHOOLTEAM),
    "overzichten:uitvoer": Pagina("get", SCHOOLTEAM - {Rol.LEERKRACHT}),
    "overzichten:taak": Pagina("get", frozenset({Rol.BEGELEIDER, Rol.COORDINATOR})),
    "overzichten:opmaken": Pagina(
        "get", frozenset({Rol.BEGELEIDER, Rol.COORDINATOR, Rol.ADMINISTRATIE})
    ),
    "overzichten:bezoeken": Pagina("get", frozenset({Rol.BEGELEIDER, Rol.PRAKTIJK})),
    "overzichten:herinner": Pagina("get", frozenset({Rol.BEGELEIDER, Rol.COORDINATOR})),
    "overzichten:overdracht": Pagina("get", frozenset({Rol.BEGELEIDER, Rol.COORDINATOR})),
    "overzichten:bewaar_weergave": Pagina("post", SCHOOLTEAM),
    "overzichten:weergave_weg": Pagina("post", SCHOOLTEAM),
    "overzichten:mijn_gegevens": Pagina("get", frozenset({Rol.LEERLING})),
    "overzichten:dossier": Pagina("get", ZIET_ZAKEN),
    "overzichten:inzage": Pagina("get", ZIET_INZAGE, ziet=ZIET_ZAKEN - ZIET_INZAGE),
    "overzichten:wie_ziet_wat": Pagina("get", ALLEN),
    "overzichten:geschiedenis": Pagina(
        "get",
        frozenset({Rol.BEGELEIDER, Rol.COORDINATOR, Rol.ADMINISTRATIE}),
        ziet=ZIET_ZAKEN - {Rol.BEGELEIDER, Rol.COORDINATOR, Rol.ADMINISTRATIE},
    ),
    "overzichten:zoek": Pagina("get", SCHOOLTEAM),
}


def objecten(m) -> dict[str, tuple]:
    """Strange to all is a case of another school; Vera's, which a coördinator does see, is tried
    in test_toegang.py too."""
    Agendalink.objects.create(gebruiker=m.bea.gebruiker, token_hash=hash_van("van-bea"))
    return {
        "geheim": ("van-bea", "van-niemand"),
        "traject_id": (m.traject.pk, m.vreemd_traject.pk),
        "soort": ("traject", "traject"),
        "weergave_id": (
            f.WeergaveFactory(school=m.school, van=m.vera.gebruiker, gedeeld=True).pk,
            f.WeergaveFactory(school=m.andere_school, van=m.tess.gebruiker, gedeeld=True).pk,
        ),
        "rij_id": (m.traject.pk, m.vreemd_traject.pk),
    }
