from django.core.files.base import ContentFile

from leerlingen.models import Invoer
from tests import factories as f
from tests.toegang import STAF, Pagina, Rol

BEHEER = frozenset({Rol.BEGELEIDER, Rol.ADMINISTRATIE})
LEZEN = BEHEER | {Rol.COORDINATOR}
# They see Lotte through her case, but the school's page about a learner is not theirs.
VIA_TRAJECT = frozenset(
    {Rol.PRAKTIJK, Rol.LEERKRACHT, Rol.MENTOR, Rol.OUDER, Rol.LEERLING, Rol.EXTERNE}
)
ZIEN_OUDERS = frozenset({Rol.COORDINATOR, Rol.PRAKTIJK, Rol.OUDER, Rol.LEERLING})
SAMENVOEGEN = frozenset({Rol.COORDINATOR, Rol.ADMINISTRATIE})
# Who sees all files lets a teacher see those of a class.
ZIEN_ALLES = frozenset({Rol.COORDINATOR, Rol.ADMINISTRATIE})
SCHRIJVEN = frozenset({Rol.COORDINATOR, Rol.ADMINISTRATIE, Rol.BEHEERDER})

WIE_MAG = {
    "leerlingen:lijst": Pagina("get", LEZEN),
    "leerlingen:leerling": Pagina("get", LEZEN, ziet=VIA_TRAJECT),
    "leerlingen:bewerk": Pagina("get", BEHEER, ziet=VIA_TRAJECT | {Rol.COORDINATOR}),
    "leerlingen:nodig_uit": Pagina("post", BEHEER, ziet=VIA_TRAJECT | {Rol.COORDINATOR}),
    "leerlingen:nieuwe_betrokkene": Pagina("get", BEHEER, ziet=VIA_TRAJECT | {Rol.COORDINATOR}),
    "leerlingen:betrokkene": Pagina("get", BEHEER, ziet=ZIEN_OUDERS),
    "leerlingen:nodig_ouder_uit": Pagina("post", BEHEER, ziet=ZIEN_OUDERS),
    "leerlingen:dubbels": Pagina("get", SAMENVOEGEN),
    "leerlingen:vergelijk_leerlingen": Pagina(
        "get", SAMENVOEGEN, ziet=VIA_TRAJECT | {Rol.BEGELEIDER}
    ),
    "leerlingen:leerlingen_uiteen": Pagina(
        "post", SAMENVOEGEN, ziet=VIA_TRAJECT | {Rol.BEGELEIDER}
    ),
    "leerlingen:vergelijk_ouders": Pagina(
        "get", SAMENVOEGEN, ziet=(ZIEN_OUDERS | {Rol.BEGELEIDER}) - SAMENVOEGEN
    ),
    "leerlingen:ouders_uiteen": Pagina(
        "post", SAMENVOEGEN, ziet=(ZIEN_OUDERS | {Rol.BEGELEIDER}) - SAMENVOEGEN
    ),
    "leerlingen:samenvoeging": Pagina("get", SAMENVOEGEN),
    "leerlingen:maak_ongedaan": Pagina("post", SAMENVOEGEN),
    "leerlingen:inzage": Pagina("get", frozenset({Rol.LEERLING})),
    "leerlingen:kies_inzage": Pagina(
        "post", frozenset({Rol.LEERLING}), ziet=(BEHEER | ZIEN_OUDERS) - {Rol.LEERLING}
    ),
    "leerlingen:klassen": Pagina("get", STAF),
    "leerlingen:klas": Pagina("get", STAF, drukt=ZIEN_ALLES),
    "leerlingen:beeindig_leerkracht": Pagina("post", SCHRIJVEN, ziet=STAF - SCHRIJVEN),
    "leerlingen:opleiding": Pagina("get", SCHRIJVEN, ziet=STAF - SCHRIJVEN),
    "leerlingen:invoer_nieuw": Pagina("get", BEHEER),
    "leerlingen:invoer": Pagina("get", BEHEER, ziet=frozenset({Rol.COORDINATOR})),
    "leerlingen:koppel": Pagina("get", BEHEER, ziet=frozenset({Rol.COORDINATOR})),
    "leerlingen:bevestig": Pagina("post", BEHEER, ziet=frozenset({Rol.COORDINATOR})),
    "leerlingen:verwerp": Pagina("post", BEHEER, ziet=frozenset({Rol.COORDINATOR})),
    "leerlingen:geweigerd": Pagina("get", BEHEER, ziet=frozenset({Rol.COORDINATOR})),
    "leerlingen:probeer_opnieuw": Pagina("post", BEHEER, ziet=frozenset({Rol.COORDINATOR})),
}


def _invoer(school) -> Invoer:
    geweigerd = [{"rij": 2, "naam": "Lotte", "cellen": [["Naam", "Leeg."]]}]
    invoer = Invoer(
        school=school,
        bestandsnaam="a.csv",
        koppeling={"Naam": "naam"},
        voorbeeld={"geweigerd": geweigerd},
    )
    invoer.bestand.save("a.csv", ContentFile(b"Naam;Voornaam\nMaes;Lotte\n"))
    return invoer


def objecten(m) -> dict[str, tuple]:
    elders = m.vreemd_traject.leerling
    return {
        "leerling_id": (m.leerling.pk, elders.pk),
        "ander_id": (
            f.LeerlingFactory(school=m.school).pk,
            f.LeerlingFactory(school=elders.school).pk,
        ),
        "ouder_id": (
            f.BetrokkeneFactory(leerling=m.leerling, relatie="voogd").pk,
            f.BetrokkeneFactory(leerling=elders, relatie="voogd").pk,
        ),
        "samenvoeging_id": (
            f.SamenvoegingFactory(leerling=m.leerling, door=m.ada).pk,
            f.SamenvoegingFactory(leerling=elders).pk,
        ),
        "betrokkene_id": (m.moeder.pk, f.BetrokkeneFactory(leerling=elders).pk),
        "klas_id": (m.leerling.klas_id, elders.klas_id),
        "klasleerkracht_id": (
            m.leerling.klas.leerkrachten.get().pk,
            f.KlasLeerkrachtFactory(klas=elders.klas).pk,
        ),
        "opleiding_id": (m.leerling.opleiding_id, elders.opleiding_id),
        "invoer_id": (_invoer(m.school).pk, _invoer(m.andere_school).pk),
    }
