"""Forms about the checks: how severe each is at a school, and the limits that they count with."""

import re

from django import forms

from gebruikers.forms import datumveld
from gebruikers.models import School
from gebruikers.samen import SamenForm
from overeenkomsten.controles.nazien import strengheden_van, van_school_te_kiezen
from overeenkomsten.grenswaarden import GRENSREGELS
from overeenkomsten.models import Grenswaarde


class StrenghedenForm(SamenForm, forms.Form):
    """Every check that a school decides on, with why it is asked."""

    def __init__(self, *args, school: School, **kwargs) -> None:
        super().__init__(*args, initial=strengheden_van(school), **kwargs)
        for rij in van_school_te_kiezen():
            self.fields[rij.sleutel] = forms.ChoiceField(
                label=rij.naam, choices=rij.keuzes, help_text=rij.uitleg
            )


class GrensForm(forms.ModelForm):
    grens = forms.ChoiceField(
        label="Grenswaarde", choices=[("", "Kies…"), *[(s, g.naam) for s, g in GRENSREGELS.items()]]
    )

    class Meta:
        model = Grenswaarde
        fields = ("grens", "paritair_comite", "vanaf", "waarde", "bron")
        widgets = {"vanaf": datumveld()}
        localized_fields = ("waarde",)

    def clean_paritair_comite(self) -> str:
        nummer = self.cleaned_data["paritair_comite"]
        if nummer and not re.fullmatch(r"\d{3}", nummer):
            raise forms.ValidationError("Typ de drie cijfers van het paritair comité.")
        return nummer

    def _get_validation_exclusions(self) -> set[str]:
        """The school is given by the view: let the rule "one a day" count it."""
        return super()._get_validation_exclusions() - {"school"}


class AfwijkForm(forms.Form):
    reden = forms.CharField(
        label="Waarom verstuurt de school toch?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen wie overeenkomsten bijhoudt, leest dit.",
    )
