"""Which parents sign for a learner who is a minor."""

from leerlingen.models import Betrokkene, Leerling


def ouders_samen(leerling: Leerling) -> list[Betrokkene]:
    """The parents who share authority over a minor, where the school wants both to sign."""
    if not (leerling.school.beide_ouders_tekenen and leerling.is_minderjarig()):
        return []
    ouders = list(leerling.betrokkenen.filter(gezag=Betrokkene.Gezag.GEDEELD))
    return ouders if len(ouders) > 1 else []


def kan_tekenen(ouder: Betrokkene | None, leerling: Leerling) -> bool:
    """Whether this is a parent of that learner, with authority and with a name."""
    return bool(ouder and ouder.naam and ouder.heeft_gezag and ouder.leerling_id == leerling.pk)
