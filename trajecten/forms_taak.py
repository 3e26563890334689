"""Forms about tasks and the lists that they come from."""

from django import forms

from gebruikers.forms import datumveld
from gebruikers.models import Gebruiker
from gebruikers.samen import SamenForm
from trajecten.models import Taak, Takenlijstregel, Traject

BEGELEIDER = "de begeleider"


class Persoonkeuze(forms.ModelChoiceField):
    def label_from_instance(self, gebruiker: Gebruiker) -> str:
        return gebruiker.volledige_naam


class VoorAllenForm(forms.ModelForm):
    """One task for several trajecten: who guides each of them does it."""

    class Meta:
        model = Taak
        fields = ["wat", "uiterlijk", "elke_weken", "herhaal_tot"]
        widgets = {"uiterlijk": datumveld(), "herhaal_tot": datumveld()}


class TaakForm(SamenForm, VoorAllenForm):
    """`voor`: who is in the team today, and whom the task is for already."""

    class Meta(VoorAllenForm.Meta):
        fields = ["wat", "uiterlijk", "voor", "elke_weken", "herhaal_tot"]
        field_classes = {"voor": Persoonkeuze}

    def __init__(self, *args, traject: Traject, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        team = Gebruiker.objects.filter(pk__in=traject.team.op().values("gebruiker"))
        al = Gebruiker.objects.filter(pk=self.instance.voor_id)
        self.fields["voor"].queryset = (team | al).order_by("voornaam", "naam", "pk")
        self.fields["voor"].empty_label = BEGELEIDER


class RegelForm(SamenForm, forms.ModelForm):
    """A line of a list. Its phase is chosen once."""

    class Meta:
        model = Takenlijstregel
        fields = ["wat", "dagen", "elke_weken"]

    def _get_validation_exclusions(self) -> set[str]:
        """School and phase are given already: let the rule "once a phase" count them."""
        return super()._get_validation_exclusions() - {"school", "fase"}


class NieuweRegelForm(RegelForm):
    class Meta(RegelForm.Meta):
        fields = ["fase", "wat", "dagen", "elke_weken"]
