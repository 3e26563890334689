"""What hangs on a row, hung on another row: each step is written down, and can be taken back.

It knows no models: it follows every foreign key that leads to the row, also of a model that is
made later. What is only ever added to is hung over by the database itself (migration 0002).
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.db.models.deletion import Collector
from psycopg import sql

from gebruikers.overgang import Weigering
from leerlingen.models import Samenvoeging


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
            meer = veld.model._meta.verbose_name_plural
            zin = f"Bij allebei staan {meer} die niet naast elkaar kunnen bestaan."
            raise Weigering(f"{zin} Kijk ze eerst na.") from fout
        self._noteer("verhang", veld.model, veld=veld.name, **wat)

    def verhang_alles(self, van: Model, naar: Model) -> None:
        for veld, rijen in hangt_aan(van):
            self.verhang(veld, rijen, van, naar)

    def wijzig(self, rij: Model, **velden) -> None:
        waren = {naam: _bewaard(rij, naam) for naam in velden}
        for naam, waarde in velden.items():
            setattr(rij, naam, waarde)
        werden = {naam: _bewaard(rij, naam) for naam in velden}
        anders = {n: [waren[n], werden[n]] for n in velden if waren[n] != werden[n]}
        if anders:
            rij.save(update_fields=[*anders])
            self._noteer("wijzig", type(rij), pk=rij.pk, velden=anders)

    def maak(self, rij: Model) -> None:
        rij.save(force_insert=True)
        self._noteer("maak", type(rij), pk=rij.pk)

    def wis(self, rij: Model) -> None:
        """Away with the row and with what goes with it, each kept whole; what only points to it
        points to nothing. Raises ProtectedError for what should have been hung over."""
        mee = _Meegaand(using=rij._state.db, origin=rij)
        mee.collect([rij])
        mee.sort()
        for (veld, waarde), lijsten in mee.field_updates.items():
            for los in (los for lijst in lijsten for los in lijst):
                self.wijzig(los, **{veld.name: waarde})
        for deel in (deel for rijen in mee.data.values() for deel in rijen):
            waarden = {v.attname: _bewaard(deel, v.name) for v in deel._meta.concrete_fields}
            type(deel)._base_manager.filter(pk=deel.pk).delete()
            self._noteer("wis", type(deel), waarden=waarden)

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
    terug = _verhang(samenvoeging, veld, pks=pks, van=naar, naar=van)
    if aantal := len(set(pks) - terug):
        meta = model._meta
        wie = f"1 {meta.verbose_name} is" if aantal == 1 else f"{aantal} {meta.verbose_name_plural}"
        yield f"{wie}{'' if aantal == 1 else ' zijn'} intussen weg of verplaatst."


def _wijzig_terug(samenvoeging, model, *, pk: int, velden: dict[str, list]):
    rij = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if rij is None:
        return
    terug = [naam for naam, (_, werd) in velden.items() if _bewaard(rij, naam) == werd]
    for naam in terug:
        veld = model._meta.get_field(naam)
        setattr(rij, veld.attname, veld.to_python(velden[naam][0]))
    try:
        with transaction.atomic():
            rij.save(update_fields=terug)
    except IntegrityError:
        terug = []
    for naam in velden:
        if naam not in terug:
            label = model._meta.get_field(naam).verbose_name
            yield f"{label.capitalize()} van {rij} is intussen gewijzigd en blijft zo."


def _zet_terug(samenvoeging, model, *, waarden: dict[str, object]):
    rij = model()
    for veld in model._meta.concrete_fields:
        waarde = waarden.get(veld.attname)
        if waarde is not None and _verwijst_naar_niets(veld, waarde):
            if not veld.null:
                raise Weigering(_kan_niet(model, f"{veld.verbose_name} bestaat niet meer"))
            yield f"{veld.verbose_name.capitalize()} bestaat niet meer en blijft leeg."
            waarde = None
        setattr(rij, veld.attname, None if waarde is None else veld.to_python(waarde))
    try:
        with transaction.atomic():
            rij.save_base(raw=True, force_insert=True)
    except IntegrityError as fout:
        regels = [r.violation_error_message for r in model._meta.constraints if r.name in str(fout)]
        raise Weigering(_kan_niet(model, *regels[:1])) from fout


def _verwijst_naar_niets(veld: Field, waarde: object) -> bool:
    if not isinstance(veld, ForeignKey):
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


def _kan_niet(model: type[Model], waarom: str = "") -> str:
    wat = f"{model._meta.verbose_name.capitalize()} kan niet meer terug"
    return f"{wat}: {waarom.rstrip('.').lower()}." if waarom else f"{wat}."


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
