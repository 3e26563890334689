"""Entering what was signed elsewhere: a scan of a sheet, or a PDF with signatures in it."""

from collections.abc import Collection

from django import forms

from gebruikers.bestanden import sha256_van
from gebruikers.forms import datumveld
from gebruikers.uploads import PDF, SCAN, Uploadveld
from overeenkomsten import getekende_pdf
from overeenkomsten.getekende_pdf import Gezet, voorstel
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten_papier import bezwaren
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

    def __init__(self, *args, stuk: Stuk, partijen: list[Ondertekenaar], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._stuk, self._partijen = stuk, partijen
        self.fields["wie"].choices = [(str(partij.pk), str(partij)) for partij in partijen]

    def clean_scan(self) -> Scan:
        return lees_scan(self.cleaned_data["scan"])

    def clean_wie(self) -> list[Ondertekenaar]:
        return [partij for partij in self._partijen if str(partij.pk) in self.cleaned_data["wie"]]

    def clean(self) -> dict:
        """All that is wrong, each at its field: also when another field is not right."""
        gegevens, scan = super().clean(), self.cleaned_data.get("scan")
        ingegeven = {
            "partijen": gegevens.get("wie", ()),
            "code": gegevens.get("code"),
            "getekend_op": gegevens.get("getekend_op"),
            "sha256": sha256_van(scan.bestand) if scan else "",
        }
        for veld, zin in list(bezwaren(self._stuk, **ingegeven)):
            self.add_error(veld, zin)
        return gegevens


class GetekendePdfForm(forms.Form):
    pdf = Uploadveld(
        soort=PDF,
        te_groot=getekende_pdf.TE_GROOT,
        hoogstens=HOOGSTENS,
        label="De getekende pdf",
        help_text="Precies het bestand dat terugkomt van wie tekende. Hoogstens 10 MB.",
        error_messages={"required": "Kies eerst de getekende pdf.", "empty": PDF.zin},
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )


class ToewijsForm(forms.Form):
    """Whose each signature in a file is. `al`: numbers of those that count already."""

    def __init__(
        self,
        *args,
        gezet: list[Gezet],
        partijen: list[Ondertekenaar],
        al: Collection[int] = (),
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._partijen = {str(partij.pk): partij for partij in partijen}
        keuzes = [
            ("", "Telt niet mee"),
            *((sleutel, str(p)) for sleutel, p in self._partijen.items()),
        ]
        open_ = [nummer for nummer in range(len(gezet)) if nummer not in al]
        namen = {partij.pk: partij.naam for partij in partijen}
        wie = voorstel([gezet[nummer] for nummer in open_], namen)
        for nummer, initial in zip(open_, wie, strict=True):
            self.fields[f"van_{nummer}"] = forms.ChoiceField(
                label=f"De handtekening van {gezet[nummer].houder} is van",
                choices=keuzes,
                initial=initial,
                required=False,
            )

    @property
    def wie(self) -> dict[int, Ondertekenaar]:
        """Signature → party, of the ones that somebody was chosen for."""
        return {
            int(naam.removeprefix("van_")): self._partijen[gekozen]
            for naam, gekozen in self.cleaned_data.items()
            if gekozen
        }
