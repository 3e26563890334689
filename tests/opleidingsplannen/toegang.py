from tests.toegang import Pagina

WIE_MAG: dict[str, Pagina] = {}


def objecten(m) -> dict[str, tuple]:
    return {}
