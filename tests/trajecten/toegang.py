from tests import factories as f
from tests.toegang import ALLEN, STAF, Pagina, Rol
from trajecten.models import Kalenderperiode

VERLOOP = frozenset({Rol.BEGELEIDER, Rol.COORDINATOR})
ZIET_ZAAK = ALLEN - VERLOOP - {Rol.BEHEERDER}
VINKT = VERLOOP | {Rol.PRAKTIJK, Rol.LEERKRACHT}
ADMINISTRATIE = frozenset({Rol.ADMINISTRATIE})
LEEST_TAAK = VINKT - VERLOOP | ADMINISTRATIE
TAKENLIJST = frozenset({Rol.COORDINATOR})
LEEST_LIJST = STAF - {Rol.BEHEERDER}
KALENDER = frozenset({Rol.COORDINATOR, Rol.ADMINISTRATIE, Rol.BEHEERDER})
JAAR = frozenset({Rol.COORDINATOR, Rol.ADMINISTRATIE})
VOERT_UIT = frozenset({Rol.COORDINATOR})
WIE_MAG = {
    "trajecten:zonder": Pagina("get", VERLOOP | {Rol.ADMINISTRATIE}),
    "trajecten:start_meer": Pagina("post", VERLOOP),
    "trajecten:nieuw": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:fase": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:fase_terug": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:studiebewijzen": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:studiebewijs": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:studiebewijs_weg": Pagina("post", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:redenen": Pagina("get", STAF, drukt=KALENDER),
    "trajecten:vul_redenen": Pagina("post", KALENDER),
    "trajecten:reden": Pagina("get", KALENDER, ziet=STAF - KALENDER),
    "trajecten:reden_weg": Pagina("post", KALENDER, ziet=STAF - KALENDER),
    "trajecten:team": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:inschrijving": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:week": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:week_weg": Pagina("post", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:teamlid_stopt": Pagina("post", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:toch_niet": Pagina("post", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:document": Pagina(
        "get",
        frozenset(
            {
                Rol.BEGELEIDER,
                Rol.COORDINATOR,
                Rol.ADMINISTRATIE,
                Rol.MENTOR,
                Rol.OUDER,
                Rol.LEERLING,
            }
        ),
    ),
    "trajecten:document_opnieuw": Pagina(
        "post",
        frozenset({Rol.BEGELEIDER, Rol.COORDINATOR, Rol.ADMINISTRATIE}),
        ziet=frozenset({Rol.MENTOR, Rol.OUDER, Rol.LEERLING}),
    ),
    "trajecten:verleng": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:volg_op": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:nieuwe_taak": Pagina("get", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:geef_taak": Pagina("get", VERLOOP),
    "trajecten:taak": Pagina("get", VERLOOP, ziet=LEEST_TAAK),
    "trajecten:taak_gedaan": Pagina("post", VINKT, ziet=ADMINISTRATIE),
    "trajecten:taak_open": Pagina("post", VINKT, ziet=ADMINISTRATIE),
    "trajecten:taak_weg": Pagina("post", VERLOOP, ziet=LEEST_TAAK),
    "trajecten:taken_weg": Pagina("post", VERLOOP, ziet=ZIET_ZAAK),
    "trajecten:takenlijsten": Pagina("get", LEEST_LIJST, drukt=TAKENLIJST),
    "trajecten:vul_takenlijsten": Pagina("post", TAKENLIJST),
    "trajecten:takenlijstregel": Pagina("get", TAKENLIJST, ziet=LEEST_LIJST - TAKENLIJST),
    "trajecten:regel_hoger": Pagina("post", TAKENLIJST, ziet=LEEST_LIJST - TAKENLIJST),
    "trajecten:regel_weg": Pagina("post", TAKENLIJST, ziet=LEEST_LIJST - TAKENLIJST),
    "trajecten:termijnregels": Pagina("get", STAF, drukt=KALENDER),
    "trajecten:duur_weg": Pagina("post", KALENDER, ziet=STAF - KALENDER),
    "trajecten:kalender": Pagina("get", STAF, drukt=KALENDER),
    "trajecten:vul_kalender": Pagina("post", KALENDER),
    "trajecten:jaarwissels": Pagina("get", JAAR),
    "trajecten:jaarwissel": Pagina("get", JAAR),
    "trajecten:jaarwissel_klassen": Pagina("get", JAAR),
    "trajecten:jaarwissel_leerlingen": Pagina("get", JAAR),
    "trajecten:jaarwissel_teams": Pagina("get", JAAR),
    "trajecten:jaarwissel_plannen": Pagina("get", JAAR),
    "trajecten:jaarwissel_voorbeeld": Pagina("get", JAAR, drukt=VOERT_UIT),
    "trajecten:jaarwissel_weg": Pagina("post", JAAR),
    "trajecten:jaarwissel_verder": Pagina("post", VOERT_UIT, ziet=JAAR - VOERT_UIT),
    "trajecten:jaarwissel_terug": Pagina("get", VOERT_UIT, ziet=JAAR - VOERT_UIT),
    "trajecten:periode_weg": Pagina("post", KALENDER, ziet=STAF - KALENDER),
}


def objecten(m) -> dict[str, tuple]:
    vrij = {"naam": "brugdag", "van": f.dagen(3), "tot": f.dagen(3)}
    return {
        "teamlid_id": (
            m.traject.team.get(gebruiker=m.pieter.gebruiker).pk,
            f.TeamlidFactory(traject=m.vreemd_traject).pk,
        ),
        "weekpatroon_id": (
            f.WeekpatroonFactory(traject=m.traject).pk,
            f.WeekpatroonFactory(traject=m.vreemd_traject).pk,
        ),
        "taak_id": (
            f.TaakFactory(traject=m.traject).pk,
            f.TaakFactory(traject=m.vreemd_traject).pk,
        ),
        "takenlijstregel_id": (
            f.TakenlijstregelFactory(school=m.school).pk,
            f.TakenlijstregelFactory(school=m.andere_school).pk,
        ),
        "termijn_id": (
            f.TermijnFactory(traject=m.traject).pk,
            f.TermijnFactory(traject=m.vreemd_traject).pk,
        ),
        "studiebewijs_id": (
            f.StudiebewijsFactory(traject=m.traject, door=m.bea).pk,
            f.StudiebewijsFactory(traject=m.vreemd_traject, door=m.tess).pk,
        ),
        "eindereden_id": (
            f.EinderedenFactory(school=m.school).pk,
            f.EinderedenFactory(school=m.andere_school).pk,
        ),
        "jaarwissel_id": (
            f.JaarwisselFactory(school=m.school, door=m.coen).pk,
            f.JaarwisselFactory(school=m.andere_school, door=m.tess).pk,
        ),
        "duur_id": (
            f.TermijnduurFactory(school=m.school).pk,
            f.TermijnduurFactory(school=m.andere_school).pk,
        ),
        "periode_id": (
            Kalenderperiode.objects.create(school=m.school, **vrij).pk,
            Kalenderperiode.objects.create(school=m.andere_school, **vrij).pk,
        ),
    }
