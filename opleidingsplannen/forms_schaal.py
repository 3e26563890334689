"""The levels of a scale, one row each; what stays empty is no level."""

from django import forms
from django.core.exceptions import ValidationError

from gebruikers.schrijfwijze import gewone_tekst
from opleidingsplannen.models.schaal import (
    HOOGSTENS,
    UITLEG_LENGTE,
    WOORD_LENGTE,
    Kleur,
    Niveau,
    Vorm,
    fout_in,
)


class NiveauForm(forms.Form):
    woord = forms.CharField(max_length=WOORD_LENGTE, required=False, validators=[gewone_tekst])
    uitleg = forms.CharField(max_length=UITLEG_LENGTE, required=False, validators=[gewone_tekst])
    vorm = forms.ChoiceField(choices=Vorm.choices)
    kleur = forms.ChoiceField(choices=Kleur.choices)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for naam, veld in self.fields.items():
            soort = "select" if naam in ("vorm", "kleur") else "control"
            veld.widget.attrs["class"] = f"form-{soort}"


class Niveaus(forms.BaseFormSet):
    """`goed_vanaf`: the row from which a competence counts as reached."""

    def __init__(self, *args, goed_vanaf: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.goed_vanaf = goed_vanaf

    @property
    def niveaus(self) -> list[Niveau]:
        ingevuld = [
            (rij, form.cleaned_data)
            for rij, form in enumerate(self.forms, start=1)
            if form.cleaned_data.get("woord")
        ]
        return [
            Niveau(nummer, goed=rij >= self.goed_vanaf, **gegevens)
            for nummer, (rij, gegevens) in enumerate(ingevuld, start=1)
        ]

    def clean(self) -> None:
        if any(self.errors):
            return
        for form in self.forms:
            if form.cleaned_data["uitleg"] and not form.cleaned_data["woord"]:
                form.add_error("woord", "Geef dit niveau een woord.")
                return
        if fout := fout_in([niveau._asdict() for niveau in self.niveaus]):
            raise ValidationError(fout)


Schaalformulier = forms.formset_factory(
    NiveauForm,
    formset=Niveaus,
    extra=0,
    min_num=HOOGSTENS,
    max_num=HOOGSTENS,
    absolute_max=HOOGSTENS,
)
