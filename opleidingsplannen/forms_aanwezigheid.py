"""Which learners and which days a list of presence is about. The choice lives in the address."""

import datetime

from django import forms
from django.utils import timezone

from gebruikers.forms import Dagveld, FilterForm
from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from leerlingen.models import Klas
from leerlingen.schooljaar import WEEK, maandag_van

LANGST = 92  # days that are looked at together
GEWOON = 4 * WEEK


class AanwezigheidFilter(FilterForm):
    """Made with `lid`: the classes are those that this person may see. What is left out, or cannot
    be, is the last four weeks of everybody."""

    van = Dagveld(label="Van", required=False)
    tot = Dagveld(label="Tot en met", required=False)
    klas = forms.ModelChoiceField(
        label="Klas", queryset=Klas.objects.none(), required=False, empty_label="elke klas"
    )

    def __init__(self, vraag, *, lid: Lidmaatschap) -> None:
        vandaag = timezone.localdate()
        self.gewoon = (maandag_van(vandaag) - GEWOON, vandaag)
        gevuld = {"van": self.gewoon[0].isoformat(), "tot": self.gewoon[1].isoformat()}
        gevraagd = {naam: vraag[naam] for naam in ("van", "tot", "klas") if vraag.get(naam)}
        super().__init__(gevuld | gevraagd)
        self.fields["klas"].queryset = Klas.objects.zichtbaar_voor(lid).order_by("code", "pk")
        self.is_valid()

    def clean(self) -> dict:
        data = super().clean()
        van, tot = data.get("van"), data.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag kan niet voor de eerste liggen.")
        elif van and tot and tot - van > LANGST * DAG:
            self.add_error("tot", f"Kies hoogstens {LANGST} dagen tegelijk.")
        return data

    @property
    def periode(self) -> tuple[datetime.date, datetime.date]:
        if self.errors:
            return self.gewoon
        return self.cleaned_data["van"], self.cleaned_data["tot"]

    @property
    def waar(self) -> dict:
        """To narrow placements by."""
        klas = None if self.errors else self.cleaned_data["klas"]
        return {"traject__leerling__klas": klas} if klas else {}

    @property
    def keuze(self) -> dict[str, str]:
        """For an address, and for a job."""
        van, tot = self.periode
        klas = self.waar.get("traject__leerling__klas")
        keuze = {"van": van.isoformat(), "tot": tot.isoformat()}
        return keuze | ({"klas": str(klas.pk)} if klas else {})
