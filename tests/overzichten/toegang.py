from tests.toegang import ALLEN, Pagina

WIE_MAG = {
    "overzichten:start": Pagina("get", ALLEN),
}


def objecten(m) -> dict[str, tuple]:
    return {"traject_id": (m.traject.pk, m.vera_traject.pk)}
