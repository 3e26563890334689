"""What the tests of two rows for one person share."""

import datetime

from leerlingen import acties_samenvoegen as acties
from leerlingen.models import Leerling, Samenvoeging
from leerlingen.vergelijking import afdruk_van, ouders_van, vergelijk
from tests.test_afspraken import ONZE
from trajecten.models import Traject

# History grows, and a term is worked out anew.
GROEIT = {"gebruikers.Spoorregel", "gebruikers.Zegel", "leerlingen.Samenvoeging"}


def kies(een, ander, **waarden) -> tuple:
    """What the page would send: all as it proposes, but for `waarden`; who go and who stays."""
    een, ander = (type(rij).objects.get(pk=rij.pk) for rij in (een, ander))
    vergelijking = vergelijk(een, ander)
    paren = ouders_van(vergelijking) if isinstance(een, Leerling) else []
    keuze = acties.Keuze(
        gezien=afdruk_van(vergelijking, paren),
        waarden={r.naam: r.keuze for r in vergelijking.regels} | waarden,
        ouders={
            paar.ouder.pk: {r.naam: r.keuze for r in paar.vergelijking.regels}
            for paar in paren
            if paar.lijkt
        },
        reden="Twee keer ingevoerd.",
    )
    return vergelijking, keuze


def voeg_samen(een, ander, door, **waarden) -> Samenvoeging:
    _, keuze = kies(een, ander, **waarden)
    return acties.voeg_samen(een, ander, keuze, door=door)


def stand(school) -> dict[str, dict]:
    """Every row of this school, whole."""
    rijen = {}
    for model in ONZE:
        if model._meta.label not in GROEIT and any(v.name == "school" for v in model._meta.fields):
            van = model._base_manager.filter(school=school).order_by("pk")
            rijen[model._meta.label] = {rij["id"]: rij for rij in van.values()}
    return rijen


def maak_zwaar(leerling) -> None:
    """So much hangs on this one that it stays."""
    oud = {"leerling": leerling, "school_id": leerling.school_id, "fase": "stopgezet"}
    dag = datetime.date(2020, 9, 1)
    Traject.objects.bulk_create([Traject(**oud, begindatum=dag) for _ in range(100)])
