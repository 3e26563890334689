"""What hangs on a row, hung on another row: each step is written down, and can be taken back.

It knows no models: it follows every foreign key that leads to the row, also of a model that is
made later. What is only ever added to is hung over by the database itself (migration 0002).
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from psycopg import sql

from gebruikers.overgang import Weigering
from leerlingen.models import Samenvoeging

GEWOON = {
    "gebruikers.Lidmaatschap": ("rol", "rollen"),
    "leerlingen.Betrokkene": ("ouder of voogd", "ouders en voogden"),
    "trajecten.Gebeurtenis": ("regel op de tijdlijn", "regels op de tijdlijn"),
}
# Fields whose own name tells a reader of a sentence nothing.
LABELS = {
    "gebruiker": "het account",
    "ingetrokken_op": "het intrekken",
    "inzage_na_18": "inzage na 18 jaar",
    "tot": "de periode",
    "van": "de periode",
}
HANGT_NOG = "Aan {} hangt intussen iets dat niet weg mag. Kijk beide na en druk daarna opnieuw."


def verwijzingen(model: type[Model]) -> list[ForeignKey]:
    """Every foreign key to this model, hidden ones too, in a fixed order."""
    relaties = model._meta.get_fields(include_hidden=True)
    velden = [r.field for r in relaties if r.auto_created and (r.one_to_many or r.one_to_one)]
    return sorted(velden, key=lambda veld: (veld.model._meta.label, veld.name))


def is_vast(model: type[Model]) -> bool:
    """Only ever added to."""
    return getattr(model, "alleen_toevoegen", False)


def hangt_aan(rij: Model) -> Iterator[tuple[ForeignKey, QuerySet]]:
    for veld in verwijzingen(type(rij)):
        yield veld, veld.model._base_manager.filter(**{veld.name: rij.pk})


class Stappen:
    """Steps of one merge, done and written down in what the database can keep."""

    def __init__(self, samenvoeging: Samenvoeging) -> None:
        self.samenvoeging, self.gezet = samenvoeging, []

    def verhang(self, veld: ForeignKey, rijen: QuerySet, van: Model, naar: Model) -> None:
        """Raises Weigering when a rule of the database wants only one of them."""
        pks = list(rijen.order_by("pk").values_list("pk", flat=True))
        if not pks:
            return
        wat = {"pks": pks, "van": van.pk, "naar": naar.pk}
        try:
            with transaction.atomic():
                _verhang(self.samenvoeging, veld, **wat)
        except IntegrityError as fout:
            zin = f"Bij allebei staan {gewoon(veld.model, 2)} die niet naast elkaar kunnen bestaan."
            wat_dan = f"Pas ze bij {van} of bij {naar} eerst aan en druk dan opnieuw."
            raise Weigering(" ".join([zin, *_regel(veld.model, fout), wat_dan])) from fout
        self._noteer("verhang", veld.model, veld=veld.name, **wat)

    def verhang_alles(self, van: Model, naar: Model) -> None:
        for veld, rijen in hangt_aan(van):
            self.verhang(veld, rijen, van, naar)

    def wijzig(self, rij: Model, **velden) -> None:
        """Raises Weigering when a rule of the database wants another value."""
        waren = {naam: _bewaard(rij, naam) for naam in velden}
        for naam, waarde in velden.items():
            setattr(rij, naam, waarde)
        werden = {naam: _bewaard(rij, naam) for naam in velden}
        anders = {n: [waren[n], werden[n]] for n in velden if waren[n] != werden[n]}
        if anders:
            try:
                with transaction.atomic():
                    rij.save(update_fields=[*anders])
            except IntegrityError as fout:
                zinnen = [f"{rij} kan zo niet blijven.", *_regel(type(rij), fout)]
                raise Weigering(" ".join([*zinnen, "Kies iets anders."])) from fout
            self._noteer("wijzig", type(rij), pk=rij.pk, velden=anders)

    def maak(self, rij: Model) -> None:
        rij.save(force_insert=True)
        self._noteer("maak", type(rij), pk=rij.pk)

    def wis(self, rij: Model) -> None:
        """Away with the row and with what goes with it, each kept whole; what only points to it
        points to nothing. Raises Weigering when something hangs on it that may not go."""
        mee = _Meegaand(using=rij._state.db, origin=rij)
        try:
            mee.collect([rij])
        except (ProtectedError, RestrictedError) as fout:
            raise Weigering(HANGT_NOG.format(rij)) from fout
        mee.sort()
        for (veld, waarde), lijsten in mee.field_updates.items():
            for los in (los for lijst in lijsten for los in lijst):
                self.wijzig(los, **{veld.name: waarde})
        for deel in (deel for rijen in mee.data.values() for deel in rijen):
            rijen = type(deel)._base_manager.filter(pk=deel.pk)
            if nu := rijen.select_for_update(of=("self",)).first():  # as it is by now
                waarden = {v.attname: _bewaard(nu, v.name) for v in nu._meta.concrete_fields}
                rijen.delete()
                self._noteer("wis", type(nu), waarden=waarden)

    def _noteer(self, wat: str, model: type[Model], **gegevens) -> None:
        self.gezet.append({"wat": wat, "model": model._meta.label, **gegevens})


def draai_terug(samenvoeging: Samenvoeging) -> list[str]:
    """Every step the other way round. What changed since stays: which, in sentences. Raises
    Weigering when a row that went cannot come back."""
    gebleven = []
    for stap in reversed(samenvoeging.stappen):
        gegevens = dict(stap)
        model, wat = apps.get_model(gegevens.pop("model")), gegevens.pop("wat")
        gebleven += TERUG[wat](samenvoeging, model, **gegevens)
    return gebleven


def _verhang_terug(samenvoeging, model, *, veld: str, pks: list[int], van: int, naar: int):
    veld = model._meta.get_field(veld)
    try:
        with transaction.atomic():
            terug = _verhang(samenvoeging, veld, pks=pks, van=naar, naar=van)
    except IntegrityError as fout:
        raise Weigering(_kan_niet(model, *_regel(model, fout))) from fout
    if aantal := len(set(pks) - terug):
        werkwoord = "is" if aantal == 1 else "zijn"
        yield f"{aantal} {gewoon(model, aantal)} {werkwoord} intussen weg of verplaatst."


def _wijzig_terug(samenvoeging, model, *, pk: int, velden: dict[str, list]):
    rij = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if rij is None:
        yield f"1 {gewoon(model, 1)} is intussen weg."
        return
    vast = getattr(rij, "heeft_getekend", False)  # keeps the address it was signed with
    terug = [n for n, (_, werd) in velden.items() if not vast and _bewaard(rij, n) == werd]
    weg = [n for n in terug if _verwijst_naar_niets(model._meta.get_field(n), velden[n][0])]
    terug = [n for n in terug if n not in weg]
    for naam in terug:
        veld = model._meta.get_field(naam)
        setattr(rij, veld.attname, veld.to_python(velden[naam][0]))
    try:
        with transaction.atomic():
            rij.save(update_fields=terug)
    except IntegrityError:
        terug = []
    for naam in weg:
        yield f"{_label(model, naam).capitalize()} van {rij} blijft zo: wat er stond, is weg."
    labels = [_label(model, naam) for naam in velden if naam not in [*terug, *weg]]
    for label in dict.fromkeys(labels):
        yield f"{label.capitalize()} van {rij} is intussen gewijzigd en blijft zo."


def _zet_terug(samenvoeging, model, *, waarden: dict[str, object]):
    rij = model()
    for veld in model._meta.concrete_fields:
        waarde = waarden.get(veld.attname)
        if _verwijst_naar_niets(veld, waarde):
            if not veld.null:
                zin = f"{_label(model, veld.name).capitalize()} bestaat niet meer."
                raise Weigering(_kan_niet(model, zin))
            yield f"{_label(model, veld.name).capitalize()} bestaat niet meer en blijft leeg."
            waarde = None
        setattr(rij, veld.attname, None if waarde is None else veld.to_python(waarde))
    try:
        with transaction.atomic():
            rij.save_base(raw=True, force_insert=True)
    except IntegrityError as fout:
        raise Weigering(_kan_niet(model, *_regel(model, fout))) from fout


def _verwijst_naar_niets(veld: Field, waarde: object) -> bool:
    """The database itself looks at it in the end only."""
    if waarde is None or not isinstance(veld, ForeignKey):
        return False
    return not veld.related_model._base_manager.filter(pk=waarde).exists()


def _wis_gemaakt(samenvoeging, model, *, pk: int):
    model._base_manager.filter(pk=pk).delete()
    return []


TERUG = {
    "verhang": _verhang_terug,
    "wijzig": _wijzig_terug,
    "wis": _zet_terug,
    "maak": _wis_gemaakt,
}


def _kan_niet(model: type[Model], *waarom: str) -> str:
    return " ".join([f"{gewoon(model, 1).capitalize()} kan niet meer terug.", *waarom])


def _regel(model: type[Model], fout: IntegrityError) -> list[str]:
    """What the rule of the database that was broken says, as a sentence; none of one without."""
    regels = [r for r in model._meta.constraints if r.name in str(fout)]
    zinnen = [(r.violation_error_message, r.default_violation_error_message) for r in regels]
    return [zin for zin, anders in zinnen if zin != anders][:1]


def gewoon(model: type[Model], aantal: int) -> str:
    """What somebody at a school calls one row of this model, or several."""
    meta = model._meta
    enkel, meer = GEWOON.get(meta.label, (meta.verbose_name, meta.verbose_name_plural))
    return enkel if aantal == 1 else meer


def _label(model: type[Model], naam: str) -> str:
    return LABELS.get(naam, model._meta.get_field(naam).verbose_name)


def _verhang(samenvoeging, veld: ForeignKey, *, pks: list[int], van: int, naar: int) -> set[int]:
    """Which of these rows still hung on `van`, and hang on `naar` now."""
    if not is_vast(veld.model):
        rijen = veld.model._base_manager.filter(pk__in=pks, **{veld.name: van})
        terug = set(rijen.select_for_update(of=("self",)).values_list("pk", flat=True))
        rijen.update(**{veld.name: naar})
        return terug
    vraag = sql.SQL("SELECT public.leerlingen_verhang(%s, %s, %s, %s, %s, %s)")
    wie = [samenvoeging.pk, veld.model._meta.db_table, veld.column, pks, van, naar]
    with connection.cursor() as cursor:
        cursor.execute(vraag, wie)
        return {pk for (pk,) in cursor.fetchall()}


class _Meegaand(Collector):
    def can_fast_delete(self, *args, **kwargs) -> bool:
        return False  # so that each row is read, and kept


def _bewaard(rij: Model, naam: str) -> object:
    """As JSON keeps it, and `to_python` of the field reads it."""
    veld = rij._meta.get_field(naam)
    waarde = veld.value_from_object(rij)
    return waarde if waarde is None else veld.value_to_string(rij)
