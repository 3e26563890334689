from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile

from gebruikers import acties
from gebruikers.models import KwijteMailbox, Opdracht, Toegangsherstel
from tests.factories import LidmaatschapFactory, VervangingFactory
from tests.toegang import ALLEN, NIEMAND, STAF, Pagina, Rol

BEHEER = frozenset({Rol.COORDINATOR, Rol.BEHEERDER})
LEEST_ACCOUNTS = frozenset({Rol.BEGELEIDER, Rol.ADMINISTRATIE})
# Who is replaced, and the coördinator.
REGELT = frozenset({Rol.BEGELEIDER, Rol.COORDINATOR})
ZIET_VERVANGING = frozenset({Rol.ADMINISTRATIE, Rol.BEHEERDER})
POST = frozenset({Rol.COORDINATOR, Rol.ADMINISTRATIE})
WIE_MAG = {
    "start": Pagina("get", ALLEN),
    "healthz": Pagina("get", ALLEN, open=True),
    "readyz": Pagina("get", ALLEN, open=True),
    "uitnodiging": Pagina("get", NIEMAND, open=True),
    "uitnodiging_opnieuw": Pagina("post", NIEMAND, open=True),
    "mijn_account": Pagina("get", ALLEN),
    "kies_herinneringen": Pagina("post", ALLEN),
    "einde_toestel": Pagina("post", frozenset({Rol.BEGELEIDER})),
    "einde_andere_toestellen": Pagina("post", ALLEN),
    "bevestig_met_code": Pagina("get", ALLEN),
    "email_wijzigen": Pagina("get", ALLEN),
    "agendalink": Pagina("get", ALLEN),
    "agendalink_intrekken": Pagina("post", ALLEN),
    "email_stop": Pagina("post", ALLEN),
    "herstel_stop": Pagina("post", ALLEN),
    "herstel_tegenhouden": Pagina("get", NIEMAND, open=True),
    "email_bevestigen": Pagina("get", NIEMAND, open=True),
    "gebruikers:wissel": Pagina("get", ALLEN),
    "gebruikers:school": Pagina("get", BEHEER),
    "gebruikers:mensen": Pagina("get", BEHEER | LEEST_ACCOUNTS),
    "gebruikers:nodig_uit": Pagina("get", BEHEER),
    "gebruikers:herhaal_uitnodiging": Pagina("post", BEHEER, ziet=LEEST_ACCOUNTS),
    "gebruikers:geef_akkoord": Pagina(
        "post",
        frozenset({Rol.COORDINATOR}),
        ziet=LEEST_ACCOUNTS | {Rol.BEHEERDER},
    ),
    "gebruikers:trek_uitnodiging_in": Pagina("post", BEHEER, ziet=LEEST_ACCOUNTS),
    "gebruikers:beeindig_rol": Pagina("get", BEHEER, ziet=LEEST_ACCOUNTS),
    "gebruikers:kijk_mee": Pagina("get", BEHEER, ziet=LEEST_ACCOUNTS),
    "gebruikers:meekijken": Pagina("get", ALLEN),
    "gebruikers:geef_code": Pagina("post", ALLEN),
    "gebruikers:stop_meekijken": Pagina("post", ALLEN),
    "gebruikers:vervangingen": Pagina("get", STAF),
    "gebruikers:nieuwe_vervanging": Pagina("get", REGELT | {Rol.PRAKTIJK, Rol.LEERKRACHT}),
    "gebruikers:vervanging": Pagina("get", REGELT, ziet=ZIET_VERVANGING),
    "gebruikers:stop_vervanging": Pagina("post", REGELT, ziet=ZIET_VERVANGING),
    "gebruikers:toegang": Pagina("get", BEHEER, ziet=LEEST_ACCOUNTS),
    "gebruikers:mail_nieuwe_mailbox": Pagina("post", BEHEER, ziet=LEEST_ACCOUNTS),
    "gebruikers:trek_herstel_in": Pagina(
        "post", frozenset({Rol.COORDINATOR}), ziet=LEEST_ACCOUNTS | {Rol.BEHEERDER}
    ),
    "gebruikers:mailbox_vrij": Pagina(
        "get", frozenset({Rol.COORDINATOR}), ziet=LEEST_ACCOUNTS | {Rol.BEHEERDER}
    ),
    "gebruikers:postvak": Pagina("get", POST),
    "gebruikers:bericht": Pagina("get", POST),
    "gebruikers:verstuur_opnieuw": Pagina("post", POST),
    "gebruikers:opdrachten": Pagina(
        "get", frozenset({Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.COORDINATOR, Rol.ADMINISTRATIE})
    ),
    "gebruikers:opdracht": Pagina("get", frozenset({Rol.BEGELEIDER})),
    "gebruikers:annuleer": Pagina("post", frozenset({Rol.BEGELEIDER})),
    "gebruikers:bestand": Pagina("get", frozenset({Rol.BEGELEIDER})),
}


def objecten(m) -> dict[str, tuple]:
    eigen = Opdracht.objects.create(school=m.school, soort="x", gevraagd_door=m.bea)
    eigen.bestand.save("a.txt", ContentFile(b"a"))
    vreemd = Opdracht.objects.create(school=m.school, soort="x", gevraagd_door=m.vera)
    kracht = LidmaatschapFactory(school=m.school, rol=Rol.LEERKRACHT)
    elders = LidmaatschapFactory(school=m.andere_school, rol=Rol.LEERKRACHT)
    return {
        "lidmaatschap_id": (kracht.pk, elders.pk),
        "uitnodiging_id": (
            acties.nodig_uit(m.school, email="a@x.example", rol=Rol.LEERKRACHT, door=m.bob).pk,
            acties.nodig_uit(m.andere_school, email="b@x.example", rol=Rol.MENTOR, door=m.tess).pk,
        ),
        "bericht_id": (
            m.school.berichten.latest("pk").pk,
            m.andere_school.berichten.latest("pk").pk,
        ),
        "opdracht_id": (eigen.pk, vreemd.pk),
        "vervanging_id": (
            VervangingFactory(wie=m.bea.gebruiker, school=m.school).pk,
            VervangingFactory(school=m.andere_school).pk,
        ),
        "herstel_id": (_herstel(m.coen, kracht).pk, _herstel(m.tess, elders).pk),
        "mailbox_id": tuple(
            KwijteMailbox.objects.create(school=school, adres="k@x.example").pk
            for school in (m.school, m.andere_school)
        ),
        "token": ("geen", "geen"),
        "toestel_id": (_toestel(m.bea).pk, _toestel(m.vera).pk),
    }


def _herstel(door, lid) -> Toegangsherstel:
    wat = {"wat": "tweede_stap", "controle": "gekend", "nota": "Gsm stuk."}
    return Toegangsherstel.objects.create(
        school=door.school, gebruiker=lid.gebruiker, door=door, **wat
    )


def _toestel(lid) -> UserSession:
    return UserSession.objects.create(
        user=lid.gebruiker, session_key=f"elders{lid.pk}", ip="127.0.0.1", user_agent="Firefox"
    )
