from tests import factories as f
from tests.toegang import ALLEN, Pagina, Rol

SCHRIJFT = frozenset({Rol.BEGELEIDER, Rol.PRAKTIJK})
ZIET_ZAAK = ALLEN - SCHRIJFT - {Rol.BEHEERDER}
LEEST_TEAM = frozenset({Rol.LEERKRACHT, Rol.COORDINATOR})
WIE_MAG = {
    "begeleiding:noteer": Pagina("get", SCHRIJFT),
    "begeleiding:gepland": Pagina("get", SCHRIJFT),
    "begeleiding:ongedaan": Pagina("post", SCHRIJFT),
    "begeleiding:nieuw": Pagina("get", SCHRIJFT, ziet=ZIET_ZAAK),
    "begeleiding:contactmoment": Pagina("get", SCHRIJFT, ziet=LEEST_TEAM),
    "begeleiding:gehouden": Pagina("post", SCHRIJFT, ziet=LEEST_TEAM),
    "begeleiding:verzet": Pagina("post", SCHRIJFT, ziet=LEEST_TEAM),
    "begeleiding:niet": Pagina("post", SCHRIJFT, ziet=LEEST_TEAM),
    "begeleiding:weg": Pagina("post", SCHRIJFT, ziet=LEEST_TEAM),
}


def objecten(m) -> dict[str, tuple]:
    """Of the team: what is shared or vertrouwelijk is asked of each row in test_rijen."""
    return {
        "contactmoment_id": (
            f.ContactmomentFactory(traject=m.traject, door=m.bea, staat="gepland").pk,
            f.ContactmomentFactory(traject=m.vreemd_traject, staat="gepland").pk,
        ),
    }
