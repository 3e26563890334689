"""Which class, and which standaardtraject of it."""

from django import forms
from django.db.models import Count

from gebruikers.forms import FilterForm
from gebruikers.models import Lidmaatschap
from leerlingen.models import Klas
from opleidingsplannen.models import Standaardtraject
from opleidingsplannen.raster import plannen_van


class RasterFilter(FilterForm):
    """Only where `lid` sees a learner with a plan. Unless one chooses: the first class, and what
    most of it follow."""

    klas = forms.ModelChoiceField(label="Klas", queryset=Klas.objects.none(), empty_label=None)
    standaardtraject = forms.ModelChoiceField(
        label="Standaardtraject", queryset=Standaardtraject.objects.none(), empty_label=None
    )

    def __init__(self, vraag, *, lid: Lidmaatschap) -> None:
        paren = plannen_van(lid).exclude(traject__leerling__klas=None)
        paren = paren.values_list("traject__leerling__klas", "standaardtraject")
        paren = paren.annotate(aantal=Count("pk")).order_by("-aantal", "standaardtraject")
        per_klas: dict[int, list[int]] = {}
        for klas, standaardtraject, _ in paren:
            per_klas.setdefault(klas, []).append(standaardtraject)
        klassen = Klas.objects.zichtbaar_voor(lid).filter(pk__in=per_klas).order_by("code", "pk")
        self.klassen = list(klassen)
        gevraagd = {naam: vraag.get(naam) for naam in self.base_fields}
        self.klas = _gekozen(self.klassen, gevraagd["klas"])
        hier = per_klas[self.klas.pk] if self.klas else []
        van_klas = Standaardtraject.objects.zichtbaar_voor(lid).filter(pk__in=hier)
        op_volgorde = sorted(van_klas, key=lambda rij: hier.index(rij.pk))
        self.standaardtraject = _gekozen(op_volgorde, gevraagd["standaardtraject"])
        super().__init__({naam: getattr(rij, "pk", "") for naam, rij in self.keuze.items()})
        self.fields["klas"].queryset = klassen
        self.fields["standaardtraject"].queryset = van_klas

    @property
    def keuze(self) -> dict:
        return {"klas": self.klas, "standaardtraject": self.standaardtraject}


def _gekozen(rijen: list, nummer: str | None):
    """That one of these, else the first; None of none."""
    return next((rij for rij in rijen if str(rij.pk) == nummer), next(iter(rijen), None))
