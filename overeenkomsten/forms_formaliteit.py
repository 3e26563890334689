"""Forms about the formalities of employers: a day, a number, a choice, and no sentence."""

from django import forms
from django.utils import timezone

from gebruikers.forms import datumveld
from gebruikers.samen import SamenForm
from overeenkomsten.models import Formaliteit, Formaliteitdag
from overeenkomsten.statussen import Soort
from trajecten.forms_lijst import LijstForm


class FormaliteitForm(LijstForm):
    soorten = forms.MultipleChoiceField(
        label="bij welke overeenkomsten",
        required=False,
        choices=Soort.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets gekozen: bij elke soort.",
    )

    class Meta:
        model = Formaliteit
        fields = ("naam", "soorten", "van", "tot", "volgorde", "bron")
        widgets = {"van": datumveld(), "tot": datumveld()}


class FormaliteitdagForm(SamenForm, forms.ModelForm):
    EEN_WAARDE = (("op", "kenmerk", "niet_nodig"),)

    class Meta:
        model = Formaliteitdag
        fields = ("op", "kenmerk", "niet_nodig")
        widgets = {"op": datumveld()}
        labels = {"niet_nodig": "of niet nodig, want"}
        help_texts = {"kenmerk": "Een nummer van de aangifte of de polis, als er een is."}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["op"] = timezone.localdate()

    def clean(self) -> dict:
        gegevens = super().clean()
        if gegevens.get("niet_nodig"):  # the day of today was only a proposal
            if gegevens.get("op") == timezone.localdate() or not gegevens.get("op"):
                gegevens["op"], gegevens["kenmerk"] = None, ""
            else:
                self.add_error("niet_nodig", "Kies één van de twee: een dag, of niet nodig.")
        return gegevens
