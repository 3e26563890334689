"""Entering what was signed on paper."""

from django import forms

from gebruikers.forms import datumveld
from gebruikers.uploads import SCAN, Uploadveld
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.scan import HOOGSTENS, TE_GROOT, Scan, lees_scan


class PapierForm(forms.Form):
    """Made with the parties that did not sign yet."""

    scan = Uploadveld(
        soort=SCAN,
        te_groot=TE_GROOT,
        hoogstens=HOOGSTENS,
        label="Scan of foto van het handtekeningenblad",
        help_text="Alleen dat blad, als pdf, jpg of png. Hoogstens 10 MB.",
        error_messages={"required": "Kies eerst een scan.", "empty": SCAN.zin},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    wie = forms.MultipleChoiceField(
        label="Wie tekende op dit blad?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies wie op dit blad getekend heeft."},
    )
    getekend_op = forms.DateField(
        label="Getekend op",
        widget=datumveld(),
        help_text="De dag die op het blad staat; bij meer dan een dag de laatste.",
    )
    code = forms.CharField(
        label="Code rechtsboven op het blad",
        max_length=20,
        help_text="Typ ze over van de scan. Zo weet je zeker dat het blad bij deze versie hoort.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, partijen: list[Ondertekenaar], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._partijen = partijen
        self.fields["wie"].choices = [(str(partij.pk), str(partij)) for partij in partijen]

    def clean_scan(self) -> Scan:
        return lees_scan(self.cleaned_data["scan"])

    def clean_wie(self) -> list[Ondertekenaar]:
        return [partij for partij in self._partijen if str(partij.pk) in self.cleaned_data["wie"]]
