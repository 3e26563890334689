"""What an amendment makes different, field by field, in words."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from django.utils.formats import date_format

from overeenkomsten.models import Overeenkomst, Uurroosterblok, Wijziging
from overeenkomsten.uren import in_woorden

# Field → its name and how it reads, of an agreement as it is in force.
VELDEN: dict[tuple[str, ...], tuple[str, Callable[[Overeenkomst], str]]] = {
    ("mentor_id",): ("mentor", lambda o: str(o.mentor or "")),
    ("vestiging_id",): ("werkplek", lambda o: f"{o.plek.naam}, {o.plek.adres}"),
    ("einddatum",): ("einddatum", lambda o: date_format(o.einddatum, "j F Y")),
    ("uren_werkplek",): ("uren op de werkplek", lambda o: _per_week(o.uren_werkplek)),
    ("uren_school",): ("uren op school", lambda o: _per_week(o.uren_school)),
    ("vergoeding_cent", "vergoeding_categorie"): (
        "leervergoeding",
        lambda o: o.vergoeding_in_woorden,
    ),
    ("plan_id",): ("opleidingsplan", lambda o: f"versie {o.plan.versie}" if o.plan else "geen"),
}
GELD = "leervergoeding"


@dataclass(frozen=True)
class Verschil:
    """One thing that changes: what it was, and what it becomes."""

    naam: str
    oud: str
    nieuw: str

    def __str__(self) -> str:
        return f"{self.naam}: {self.oud} wordt {self.nieuw}"


def _per_week(uren) -> str:
    return f"{in_woorden(uren)} per week"


def voor_en_na(wijziging: Wijziging) -> tuple[Overeenkomst, Overeenkomst]:
    """The agreement on the day on which it comes into force, without it and with it."""
    oud = wijziging.overeenkomst.van_kracht_op(wijziging.vanaf, zonder=wijziging)
    nieuw = oud.kopie()
    wijziging.voer_door(nieuw)
    return oud, nieuw


def verschillen(wijziging: Wijziging) -> list[Verschil]:
    """As it was sent, once it was; of a draft as it is now."""
    if wijziging.tekenversie and not wijziging.is_concept:
        return [Verschil(**rij) for rij in wijziging.tekenversie.inhoud["verschillen"]]
    return list(tussen(*voor_en_na(wijziging)))


def als_inhoud(rijen: list[Verschil]) -> list[dict]:
    return [asdict(rij) for rij in rijen]


def zonder_geld(rijen: list[Verschil]) -> list[Verschil]:
    """For who does not read what the learner gets."""
    return [rij for rij in rijen if rij.naam != GELD]


def tussen(oud: Overeenkomst, nieuw: Overeenkomst) -> Iterator[Verschil]:
    """Between two states of one agreement."""
    for velden, (naam, toon) in VELDEN.items():
        if any(getattr(oud, veld) != getattr(nieuw, veld) for veld in velden):
            yield Verschil(naam, toon(oud), toon(nieuw))
    if oud.rooster_van != nieuw.rooster_van:
        voor, na = _per_dag(oud), _per_dag(nieuw)
        for dag in Uurroosterblok.Dag:
            eerst, nu = voor.get(dag, "vrij"), na.get(dag, "vrij")
            if eerst != nu:
                yield Verschil(f"uurrooster op {dag.label}", eerst, nu)


def _per_dag(stand: Overeenkomst) -> dict[int, str]:
    dagen: dict[int, list[str]] = {}
    for blok in stand.blokken:
        dagen.setdefault(blok.dag, []).append(f"{blok.plaats} {blok.van:%H.%M}–{blok.tot:%H.%M}")
    return {dag: ", ".join(blokken) for dag, blokken in dagen.items()}
