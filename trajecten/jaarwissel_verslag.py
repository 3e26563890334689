"""What a step to a new school year did, or what undoing it could not: learner by learner."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from gebruikers.bladen import blad_van
from leerlingen.models import Leerling, Samenvoeging
from trajecten.models import Jaarwissel, Traject
from trajecten.models.jaarwissel import Staat

GEDAAN: dict[str, tuple[str, Callable[[dict], object]]] = {
    "niet": ("niet gedaan", lambda rij: rij["niet"]),
    "weg": ("verlaat de school", lambda rij: rij["weg"]),
    "gedaan": ("gedaan", lambda rij: rij["zinnen"]),
    "klaar": ("was al zo", lambda rij: not rij["zinnen"] and not rij["niet"]),
}
TERUG: dict[str, tuple[str, Callable[[dict], object]]] = {
    "blijft": ("blijft zoals nu", lambda rij: rij["terug"]),
    "terug": ("teruggedraaid", lambda rij: rij["zinnen"] and not rij["terug"]),
}


def verslag(wissel: Jaarwissel, vraag: Mapping) -> dict:
    """The counts, and a page of one kind. Who was merged since stands as who stayed."""
    delen = TERUG if wissel.staat == Staat.TERUGGEDRAAID else GEDAAN
    terug = wissel.uitkomst.get("terug", {})
    rijen = {
        int(pk): rij | {"terug": terug.get(pk, [])}
        for pk, rij in wissel.uitkomst["leerlingen"].items()
    }
    groepen = {
        deel: [pk for pk, rij in rijen.items() if hoort(rij)] for deel, (_, hoort) in delen.items()
    }
    deel = vraag.get("deel", "")
    if deel not in groepen:
        deel = next((naam for naam in groepen if groepen[naam]), next(iter(groepen)))
    wie = {pk: pk for pk in groepen[deel]} | Samenvoeging.objects.wie_bleef(groepen[deel])
    van = defaultdict(list)
    for pk in sorted(wie):
        van[wie[pk]].append(pk)
    volgorde = Leerling.objects.filter(pk__in=van).values_list("pk", flat=True)
    blad = blad_van(vraag, [pk for leerling in volgorde for pk in van[leerling]])
    leerlingen = Leerling.objects.select_related("klas", "school").in_bulk({wie[pk] for pk in blad})
    nog_open = Traject.objects.open().filter(pk__in=[rijen[pk]["traject"] for pk in blad])
    nog_open = set(nog_open.values_list("pk", flat=True))
    return {
        "deel": deel,
        "delen": [(naam, titel, len(groepen[naam])) for naam, (titel, _) in delen.items()],
        "page_obj": blad,
        "rijen": [
            rijen[pk]
            | {
                "leerling": leerlingen[wie[pk]],
                "te_beeindigen": _te_beeindigen(rijen[pk], nog_open),
            }
            for pk in blad
        ],
        "klassen": wissel.uitkomst["klassen"],
    }


def _te_beeindigen(rij: dict, nog_open: set[int]) -> int | None:
    """The traject of who left, as long as nobody ended it."""
    return rij["traject"] if rij["weg"] and rij["traject"] in nog_open else None
