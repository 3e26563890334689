"""The choices when two rows become one."""

from django import forms

from leerlingen.acties_samenvoegen import GEWIJZIGD, Keuze
from leerlingen.vergelijking import (
    BLIJFT,
    GAAT,
    Ouderpaar,
    Regel,
    Vergelijking,
    afdruk_van,
)

ZELFDE, APART = "zelfde", "apart"


class SamenvoegForm(forms.Form):
    """For each value that differs which one stays, and for each parent of the one who goes whether
    they are somebody who is there already."""

    reden = forms.CharField(
        label="Waarom zijn ze dezelfde?",
        max_length=300,
        help_text="Dit staat daarna in de geschiedenis.",
    )
    gezien = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, vergelijking: Vergelijking, paren: list[Ouderpaar], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.vergelijking, self.paren = vergelijking, paren
        self.fields["reden"].initial = ", ".join(vergelijking.waarom).capitalize()
        self.afdruk = self.fields["gezien"].initial = afdruk_van(vergelijking, paren)
        for regel in vergelijking.verschillen:
            self._kies(f"k-{regel.naam}", regel)
        for paar in paren:
            if paar.vergelijking:
                self._kies_wie(paar)
                for regel in paar.vergelijking.verschillen:
                    self._kies(f"o{paar.ouder.pk}-{regel.naam}", regel)
        self.veranderd = self.is_bound and self.data.get("gezien") != self.afdruk
        if self.veranderd:  # what was chosen is kept, of what there is to choose now
            nu = {naam: veld.initial for naam, veld in self.fields.items()}
            self.data = nu | self.data.dict() | {"gezien": self.afdruk}

    def _kies(self, naam: str, regel: Regel) -> None:
        self.fields[naam] = forms.ChoiceField(
            label=regel.label,
            choices=[(BLIJFT, regel.blijft or "leeg"), (GAAT, regel.gaat or "leeg")],
            initial=regel.keuze,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        )

    def _kies_wie(self, paar: Ouderpaar) -> None:
        tegenover = paar.vergelijking.blijft
        anders = f"iemand anders dan {tegenover.volledige_naam}"
        if paar.zelfde_relatie:
            anders += f": blijft erbij als “{paar.ouder.Relatie.ANDERE.label}”"
        wie = f"dezelfde als {tegenover.volledige_naam} ({tegenover.get_relatie_display()})"
        self.fields[f"wie-{paar.ouder.pk}"] = forms.ChoiceField(
            label=f"Wie is {paar.ouder.volledige_naam} ({paar.ouder.get_relatie_display()})?",
            choices=[(ZELFDE, wie), (APART, anders)],
            initial=ZELFDE if paar.lijkt else APART,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        )

    def clean(self) -> dict:
        if self.veranderd:
            raise forms.ValidationError(GEWIJZIGD)
        return self.cleaned_data

    @property
    def keuzes(self) -> list[tuple[Regel, forms.BoundField]]:
        return [(regel, self[f"k-{regel.naam}"]) for regel in self.vergelijking.verschillen]

    @property
    def ouders(self) -> list[tuple[Ouderpaar, forms.BoundField | None, list]]:
        return [
            (
                paar,
                self[f"wie-{paar.ouder.pk}"] if paar.vergelijking else None,
                [
                    (regel, self[f"o{paar.ouder.pk}-{regel.naam}"])
                    for regel in (paar.vergelijking.verschillen if paar.vergelijking else [])
                ],
            )
            for paar in self.paren
        ]

    def keuze(self) -> Keuze:
        """What was chosen, once it is valid."""
        gekozen = self.cleaned_data
        return Keuze(
            gezien=gekozen["gezien"],
            waarden={regel.naam: gekozen[f"k-{regel.naam}"] for regel, _ in self.keuzes},
            ouders={
                paar.ouder.pk: {regel.naam: gekozen[veld.name] for regel, veld in velden}
                for paar, _, velden in self.ouders
                if paar.vergelijking and gekozen[f"wie-{paar.ouder.pk}"] == ZELFDE
            },
            reden=gekozen["reden"],
        )
