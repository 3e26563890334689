import uuid

from opleidingsplannen.models import Beoordeling, Planstatus, Planvraag
from tests import factories as f
from tests.toegang import ALLEN, Pagina, Rol

CATALOGUS = frozenset(
    {Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.LEERKRACHT, Rol.COORDINATOR, Rol.ADMINISTRATIE}
)
SCHRIJVEN = frozenset({Rol.BEGELEIDER, Rol.PRAKTIJK})
ZIEN = ALLEN - {Rol.BEHEERDER}
PLAN_LEZEN = ZIEN - {Rol.EXTERNE}
OORDELEN = SCHRIJVEN | {Rol.MENTOR, Rol.LEERLING}
OORDELEN_LEZEN = OORDELEN | {Rol.LEERKRACHT, Rol.COORDINATOR, Rol.OUDER}
AKKOORD = SCHRIJVEN | {Rol.MENTOR, Rol.LEERLING}
VRAGEN_STELLEN = frozenset({Rol.MENTOR, Rol.LEERLING})
INVOER = frozenset({Rol.COORDINATOR, Rol.PRAKTIJK})
MELDEN = frozenset({Rol.MENTOR, Rol.LEERLING, Rol.EXTERNE})
VASTSTELLEN = frozenset({Rol.BEGELEIDER})
MOMENTEN = CATALOGUS | {Rol.BEHEERDER}

WIE_MAG = {
    "opleidingsplannen:standaardtrajecten": Pagina("get", CATALOGUS),
    "opleidingsplannen:standaardtraject": Pagina("get", CATALOGUS),
    "opleidingsplannen:standaardtraject_invoer": Pagina("get", INVOER),
    "opleidingsplannen:standaardtraject_aanbod": Pagina("post", INVOER, ziet=CATALOGUS - INVOER),
    "opleidingsplannen:schaal": Pagina("get", CATALOGUS, drukt=frozenset({Rol.COORDINATOR})),
    "opleidingsplannen:raster": Pagina("get", CATALOGUS - {Rol.ADMINISTRATIE}),
    "opleidingsplannen:rastervak": Pagina("post", OORDELEN, ziet=ZIEN - OORDELEN),
    "opleidingsplannen:plan": Pagina("get", PLAN_LEZEN, ziet=ZIEN - PLAN_LEZEN),
    "opleidingsplannen:maak": Pagina("post", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:verwijder": Pagina("post", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:bewerk": Pagina("get", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:leg_voor": Pagina("post", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:haal_terug": Pagina("post", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:akkoord": Pagina("post", AKKOORD, ziet=ZIEN - AKKOORD),
    "opleidingsplannen:noteer_akkoord": Pagina("get", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:trek_in": Pagina("post", AKKOORD, ziet=ZIEN - AKKOORD),
    "opleidingsplannen:stel_vraag": Pagina("post", VRAGEN_STELLEN, ziet=ZIEN - VRAGEN_STELLEN),
    "opleidingsplannen:beantwoord": Pagina("post", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:nieuwe_versie": Pagina("post", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:vraag_beoordeling": Pagina("post", SCHRIJVEN, ziet=ZIEN - SCHRIJVEN),
    "opleidingsplannen:competentie": Pagina("get", OORDELEN_LEZEN, ziet=ZIEN - OORDELEN_LEZEN),
    "opleidingsplannen:aanwezigheid": Pagina("get", ZIEN),
    "opleidingsplannen:meld_aanwezigheid": Pagina("post", MELDEN, ziet=ZIEN - MELDEN),
    "opleidingsplannen:stel_aanwezigheid_vast": Pagina(
        "post", VASTSTELLEN, ziet=ZIEN - VASTSTELLEN
    ),
    "opleidingsplannen:neem_aanwezigheid_terug": Pagina(
        "post", VASTSTELLEN, ziet=ZIEN - VASTSTELLEN
    ),
    "opleidingsplannen:aanwezigheden": Pagina("get", CATALOGUS),
    "opleidingsplannen:stel_aanwezigheden_vast": Pagina("post", VASTSTELLEN),
    "opleidingsplannen:aanwezigheid_uitvoer": Pagina("get", CATALOGUS - {Rol.LEERKRACHT}),
    "opleidingsplannen:evaluatie": Pagina(
        "get", OORDELEN_LEZEN, ziet=ZIEN - OORDELEN_LEZEN, drukt=SCHRIJVEN
    ),
    "opleidingsplannen:verbeter_evaluatie": Pagina(
        "get", SCHRIJVEN, ziet=OORDELEN_LEZEN - SCHRIJVEN
    ),
    "opleidingsplannen:evaluaties": Pagina("get", CATALOGUS - {Rol.ADMINISTRATIE}),
    "opleidingsplannen:evaluatiemomenten": Pagina(
        "get", MOMENTEN, drukt=frozenset({Rol.COORDINATOR})
    ),
    "opleidingsplannen:stel_evaluatiemomenten_voor": Pagina("get", frozenset({Rol.COORDINATOR})),
    "opleidingsplannen:evaluatiemoment": Pagina(
        "get", frozenset({Rol.COORDINATOR}), ziet=MOMENTEN - {Rol.COORDINATOR}
    ),
    "opleidingsplannen:evaluatiemoment_weg": Pagina(
        "post", frozenset({Rol.COORDINATOR}), ziet=MOMENTEN - {Rol.COORDINATOR}
    ),
    "opleidingsplannen:verbeter": Pagina("post", frozenset({Rol.MENTOR}), ziet=ZIEN - {Rol.MENTOR}),
    "opleidingsplannen:neem_terug": Pagina(
        "post", frozenset({Rol.MENTOR}), ziet=ZIEN - {Rol.MENTOR}
    ),
    "opleidingsplannen:beoordelen": Pagina("get", OORDELEN, ziet=ZIEN - OORDELEN),
}


def _oordeel(regel, lid) -> Beoordeling:
    return Beoordeling.objects.create(
        traject=regel.plan.traject,
        competentie=regel.competentie,
        niveau=2,
        plek="werkplek",
        door=lid,
        rol=lid.rol,
        sleutel=uuid.uuid4(),
    )


def _vraag(regel, lid) -> Planvraag:
    return Planvraag.objects.create(
        plan=regel.plan, partij="mentor", ronde=1, vraag="Hoe?", door=lid
    )


def objecten(m) -> dict[str, tuple]:
    regel = f.PlanregelFactory(
        plan__traject=m.traject, plan__status=Planstatus.CONCEPT, competentie__titel="Bakt brood"
    )
    elders = f.PlanregelFactory(plan__traject=m.vreemd_traject)
    van_mo, van_tess = _oordeel(regel, m.mo), _oordeel(elders, m.tess)
    school, andere = m.school, m.andere_school
    momenten = (f.EvaluatiemomentFactory(school=s) for s in (school, andere))
    evaluaties = (f.EvaluatieFactory(traject=t) for t in (m.traject, m.vreemd_traject))
    return {
        "evaluatie_id": tuple(rij.pk for rij in evaluaties),
        "evaluatiemoment_id": tuple(rij.pk for rij in momenten),
        "beoordeling_id": (van_mo.pk, van_tess.pk),
        "planvraag_id": (_vraag(regel, m.mo).pk, _vraag(elders, m.tess).pk),
        "standaardtraject_id": (
            regel.plan.standaardtraject_id,
            elders.plan.standaardtraject_id,
        ),
        "competentie_id": (regel.competentie_id, elders.competentie_id),
    }
