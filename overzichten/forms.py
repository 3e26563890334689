"""Forms of the lists."""

from django import forms

from overzichten.models import Weergave


class WeergaveForm(forms.ModelForm):
    class Meta:
        model = Weergave
        fields = ["naam", "gedeeld"]
