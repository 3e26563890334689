from tests import factories as f
from tests.toegang import ALLEN, STAF, Pagina, Rol

ZIET_ZAKEN = ALLEN - {Rol.BEHEERDER}
SCHOOLTEAM = STAF - {Rol.BEHEERDER}
ZIET_INZAGE = frozenset({Rol.BEGELEIDER, Rol.COORDINATOR, Rol.OUDER, Rol.LEERLING})
WIE_MAG = {
    "overzichten:start": Pagina("get", ALLEN),
    "overzichten:leerlingen": Pagina("get", SCHOOLTEAM),
    "overzichten:steekkaarten": Pagina("get", SCHOOLTEAM),
    "overzichten:uitvoer": Pagina("get", SCHOOLTEAM - {Rol.LEERKRACHT}),
    "overzichten:taak": Pagina("get", SCHOOLTEAM - {Rol.ADMINISTRATIE}),
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
    return {
        "traject_id": (m.traject.pk, m.vreemd_traject.pk),
        "soort": ("traject", "traject"),
        "weergave_id": (
            f.WeergaveFactory(school=m.school, gedeeld=True).pk,
            f.WeergaveFactory(school=m.andere_school, gedeeld=True).pk,
        ),
        "rij_id": (m.traject.pk, m.vreemd_traject.pk),
    }
