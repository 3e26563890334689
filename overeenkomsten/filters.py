"""What a list of agreements can be narrowed to. The choice lives in the address."""

import datetime

from django import forms
from django.db.models import Q

from gebruikers.forms import FilterForm, datumveld
from gebruikers.schrijfwijze import zoekvorm
from leerlingen.models import Opleiding
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Registratie, Soort, Status


def _keuze(label: str, leeg: str, soort) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", leeg), *soort.choices], required=False)


class OvereenkomstFilter(FilterForm):
    """Made with `lid`: the list and the choices hold only what that person may see."""

    q = forms.CharField(label="Leerling, onderneming, organisator of nummer", required=False)
    status = _keuze("Status", "elke status", Status)
    soort = _keuze("Soort", "elke soort", Soort)
    registratie = _keuze("Werkplekduaal", "elke stand", Registratie)
    opleiding = forms.ModelChoiceField(
        label="Opleiding",
        queryset=Opleiding.objects.none(),
        empty_label="elke opleiding",
        required=False,
    )
    begint_vanaf = forms.DateField(label="Begint vanaf", required=False, widget=datumveld())
    begint_tot = forms.DateField(label="Begint tot en met", required=False, widget=datumveld())

    GELIJK = ("status", "soort", "registratie", "opleiding")
    GRENS = {"begint_vanaf": "begindatum__gte", "begint_tot": "begindatum__lte"}

    def __init__(self, data, *, lid) -> None:
        super().__init__(data)
        self.lid = lid
        self.fields["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)

    @property
    def qs(self):
        """The agreements asked for; a field with nonsense narrows nothing, and shows its error."""
        rijen = Overeenkomst.objects.zichtbaar_voor(self.lid).select_related(
            "school",
            "traject__leerling__klas",
            "vestiging__onderneming",
            "organisatie",
            "mentor",
            "opleiding",
            "beeindiging",
        )
        self.is_valid()
        gekozen = {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}
        for naam in self.GELIJK:
            if naam in gekozen:
                rijen = rijen.filter(**{naam: gekozen[naam]})
        for naam, grens in self.GRENS.items():
            if naam in gekozen:
                rijen = rijen.filter(**{grens: gekozen[naam]})
        for woord in gekozen.get("q", "")[:80].split():
            rijen = rijen.filter(
                Q(traject__leerling__zoeknaam__contains=zoekvorm(woord))
                | Q(vestiging__onderneming__naam__icontains=woord)
                | Q(organisatie__naam__icontains=woord)
                | Q(nummer__icontains=woord)
            )
        return rijen

    @property
    def in_woorden(self) -> str:
        """'Status: getekend; Begint vanaf: 1/9/2026'; empty when nothing was chosen."""
        self.is_valid()
        gekozen = {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}
        return "; ".join(
            f"{self.fields[naam].label}: {self._woord(naam, waarde)}"
            for naam, waarde in gekozen.items()
        )

    def _woord(self, naam: str, waarde: object) -> str:
        if isinstance(waarde, datetime.date):
            return f"{waarde:%-d/%-m/%Y}"
        return dict(getattr(self.fields[naam], "choices", ())).get(waarde, str(waarde))

    @property
    def keuze(self) -> dict[str, str]:
        """What was chosen, as it stands in the address."""
        return {naam: self.data[naam] for naam in self.fields if self.data.get(naam)}
