"""How the demo world tells presence: the mentor each week, the learner beforehand, the begeleider
what is over."""

from collections import defaultdict

from dev.wereld.verhaal import Verteller, op
from gebruikers.models import Lidmaatschap
from leerlingen.schooljaar import maandag_van
from opleidingsplannen.aanwezigheid import Melding, afdruk, meld, stel_samen_vast, wat_klopt
from opleidingsplannen.models import Halve
from opleidingsplannen.verwacht import plaatsingen_van, verwacht
from trajecten.models import Traject
from werkplekken.models import Plaatsing

SINDS = -35  # so many days ago the school began to follow it


def begin(v: Verteller) -> None:
    with op(v.dag(SINDS), door=v.coen):
        v.school.aanwezigheid_vanaf = maandag_van(v.dag(SINDS))
        v.school.save(update_fields=["aanwezigheid_vanaf"])


def _plaatsing(v: Verteller, traject: Traject, bedrijf: str) -> Plaatsing:
    (rij,) = plaatsingen_van(v.coen, traject=traject.pk, vestiging=v.vestigingen[bedrijf])
    return rij


def _per_week(v: Verteller, plaatsing: Plaatsing, tot: int) -> dict:
    per_week = defaultdict(list)
    for halve in verwacht([plaatsing], v.dag(SINDS), v.dag(tot)).get(plaatsing.pk, ()):
        per_week[maandag_van(halve.dag)].append(halve)
    return per_week


def elke_week(
    v: Verteller,
    traject: Traject,
    bedrijf: str,
    *,
    tot: int = -1,
    anders: dict[int, str] | None = None,
) -> None:
    """On the last day of each week until `tot`, present; `anders`: on this day of the week
    something else, each week."""
    plaatsing, mentor = _plaatsing(v, traject, bedrijf), v.mentor_van(bedrijf)
    for halve_dagen in _per_week(v, plaatsing, tot).values():
        zo = {
            halve: (anders or {}).get(halve.dag.isoweekday(), "aanwezig") for halve in halve_dagen
        }
        _zeg(plaatsing, zo, mentor)


def _zeg(plaatsing: Plaatsing, zo: dict[Halve, str], door: Lidmaatschap) -> None:
    meldingen = [Melding(halve.dag, halve.deel, staat) for halve, staat in zo.items()]
    if meldingen:
        with op(meldingen[-1].dag, 16, door=door):
            meld(plaatsing, meldingen, door=door)


def ziek_gemeld(v: Verteller, traject: Traject, bedrijf: str, leerling: Lidmaatschap) -> None:
    """On the last day at the workplace of two weeks ago, by the learner in the morning; the mentor
    tells something else that evening."""
    plaatsing = _plaatsing(v, traject, bedrijf)
    weken = [halve for halve in _per_week(v, plaatsing, -8).values() if halve]
    if not weken:
        return
    dag = weken[-1][-1].dag
    with op(dag, 7, door=leerling):
        wat = [Melding(halve.dag, halve.deel, "ziek") for halve in weken[-1] if halve.dag == dag]
        meld(plaatsing, wat, door=leerling)


def de_anderen(v: Verteller, *stil: str) -> None:
    """Each week, of all of whom nothing was told yet; not of the mentors of these companies, and
    of the others not last week either."""
    rijen = plaatsingen_van(v.coen, aanwezigheden=None, mentor__gebruiker__isnull=False)
    leden = {lid.gebruiker_id: lid for lid in v.mentoren()}
    for rij in rijen:
        if rij.vestiging.onderneming.naam in stil or rij.mentor.gebruiker_id not in leden:
            continue
        for halve_dagen in _per_week(v, rij, -8).values():
            _zeg(rij, dict.fromkeys(halve_dagen, "aanwezig"), leden[rij.mentor.gebruiker_id])


def stel_vast(v: Verteller) -> None:
    """What is over for two weeks and is clear."""
    for lid in {lid.pk: lid for lid in v.begeleiders.values()}.values():
        wat = {"van": v.dag(SINDS - 7), "tot": v.dag(-14)}
        if rijen := list(wat_klopt(lid, **wat)):
            with op(v.dag(-10), door=lid):
                stel_samen_vast(**wat, gezien=afdruk(rijen), door=lid)
