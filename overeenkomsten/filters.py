"""What a list of agreements can be narrowed to. The choice lives in the address."""

import django_filters
from django import forms
from django.db.models import Q

from leerlingen.forms import datumveld
from leerlingen.models import Opleiding
from leerlingen.models.leerling import zoekvorm
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Registratie, Soort, Status


class OvereenkomstFilter(django_filters.FilterSet):
    """Made with `lid`: the list and the choices hold only what that person may see."""

    q = django_filters.CharFilter(label="Leerling, onderneming of nummer", method="zoek")
    status = django_filters.ChoiceFilter(choices=Status.choices, empty_label="elke status")
    soort = django_filters.ChoiceFilter(choices=Soort.choices, empty_label="elke soort")
    registratie = django_filters.ChoiceFilter(
        label="Werkplekduaal", choices=Registratie.choices, empty_label="elke stand"
    )
    opleiding = django_filters.ModelChoiceFilter(
        queryset=Opleiding.objects.none(), empty_label="elke opleiding"
    )
    begint_vanaf = django_filters.DateFilter(
        label="Begint vanaf", field_name="begindatum", lookup_expr="gte", widget=datumveld()
    )
    begint_tot = django_filters.DateFilter(
        label="Begint tot en met", field_name="begindatum", lookup_expr="lte", widget=datumveld()
    )

    class Meta:
        model = Overeenkomst
        fields: tuple[str, ...] = ()

    def __init__(self, data, *, lid) -> None:
        zichtbaar = Overeenkomst.objects.zichtbaar_voor(lid).select_related(
            "school", "traject__leerling__klas", "vestiging__onderneming", "mentor", "opleiding"
        )
        super().__init__(data, queryset=zichtbaar)
        self.filters["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)
        for veld in self.form.fields.values():
            soort = "select" if isinstance(veld.widget, forms.Select) else "control"
            veld.widget.attrs["class"] = f"form-{soort}"

    def zoek(self, rijen, naam: str, waarde: str):
        for woord in waarde[:80].split():
            rijen = rijen.filter(
                Q(traject__leerling__zoeknaam__contains=zoekvorm(woord))
                | Q(vestiging__onderneming__naam__icontains=woord)
                | Q(nummer__icontains=woord)
            )
        return rijen

    @property
    def keuze(self) -> dict[str, str]:
        """What was chosen, as it stands in the address."""
        return {naam: self.data[naam] for naam in self.filters if self.data.get(naam)}
