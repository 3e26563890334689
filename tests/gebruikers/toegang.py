from django.core.files.base import ContentFile

from gebruikers.models import Opdracht
from tests.toegang import ALLEN, NIEMAND, Pagina, Rol

WIE_MAG = {
    "start": Pagina("get", ALLEN),
    "healthz": Pagina("get", ALLEN, open=True),
    "readyz": Pagina("get", ALLEN, open=True),
    "uitnodiging": Pagina("get", NIEMAND, open=True),
    "gebruikers:wissel": Pagina("post", ALLEN),
    "gebruikers:opdracht": Pagina("get", frozenset({Rol.BEGELEIDER})),
    "gebruikers:annuleer": Pagina("post", frozenset({Rol.BEGELEIDER})),
    "gebruikers:bestand": Pagina("get", frozenset({Rol.BEGELEIDER})),
}


def objecten(m) -> dict[str, tuple]:
    eigen = Opdracht.objects.create(school=m.school, soort="x", gevraagd_door=m.bea)
    eigen.bestand.save("a.txt", ContentFile(b"a"))
    vreemd = Opdracht.objects.create(school=m.school, soort="x", gevraagd_door=m.vera)
    return {"opdracht_id": (eigen.pk, vreemd.pk), "token": ("geen", "geen")}
