"""Forms about learners, parents and classes."""

import datetime
from collections.abc import Collection, Iterator

from django import forms
from django.utils import timezone

from gebruikers.forms import Dagveld, datumveld
from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.periode import DAG
from gebruikers.samen import SamenForm
from gebruikers.schrijfwijze import is_belgische_postcode
from gebruikers.uploads import CSV, Uploadveld
from leerlingen import acties
from leerlingen.kolommen import OUDERS, VELDEN, VERPLICHT, is_nooit
from leerlingen.lezen import TE_GROOT
from leerlingen.models import Betrokkene, Klas, KlasLeerkracht, Leerling, Opleiding
from leerlingen.models.klas import ZIEN_HUN_KLAS


class BestandForm(forms.Form):
    bestand = Uploadveld(
        soort=CSV,
        te_groot=TE_GROOT,
        label="Leerlingenbestand (CSV)",
        help_text="Uit het schoolpakket, met de kolomnamen op de eerste rij. Hoogstens 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )


def _veldkeuzes() -> list:
    """The fields in three groups, as a select shows them."""
    groepen: dict[str, list] = {"Verplicht": [], "Leerling": [], "Ouders": []}
    for veld, (label, _) in VELDEN.items():
        groep = "Verplicht" if veld in VERPLICHT else "Ouders" if veld in OUDERS else "Leerling"
        groepen[groep].append((veld, label))
    return [("", "niet nemen"), *groepen.items()]


class KoppelForm(forms.Form):
    """One select per column of the file: which field it is, or nothing. `onbekend` come first.
    `voorbeelden`: what stands under each header."""

    def __init__(
        self,
        *args,
        koppeling: dict[str, str],
        onbekend: Collection[str] = (),
        voorbeelden: dict[str, list[str]],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        keuzes = _veldkeuzes()
        self.voorbeelden = voorbeelden
        self.koppen = [kop for kop in koppeling if not is_nooit(kop)]
        self.nooit = [kop for kop in koppeling if is_nooit(kop)]
        self.onbekend = [kop for kop in self.koppen if kop in onbekend]
        for i, kop in enumerate(self.koppen):
            self.fields[f"kolom_{i}"] = forms.ChoiceField(
                label=kop,
                choices=keuzes,
                required=False,
                initial=koppeling[kop],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        self.order_fields([f"kolom_{self.koppen.index(kop)}" for kop in self.onbekend])

    @property
    def rijen(self) -> list[dict]:
        """For the table: each column with its values and its choice, unknown ones first."""
        return [
            {
                "veld": veld,
                "voorbeelden": self.voorbeelden.get(veld.label, []),
                "onbekend": veld.label in self.onbekend,
            }
            for veld in self
        ]

    @property
    def verplicht(self) -> list[tuple[str, str]]:
        """Each required field with the column that is chosen for it now, or nothing."""
        kop_van = {veld.value(): veld.label for veld in self}
        return [(VELDEN[naam][0], kop_van.get(naam, "")) for naam in VERPLICHT]

    @property
    def koppeling(self) -> dict[str, str]:
        gekozen = {kop: self.cleaned_data[f"kolom_{i}"] for i, kop in enumerate(self.koppen)}
        return gekozen | dict.fromkeys(self.nooit, "")


class LeerlingForm(SamenForm, forms.ModelForm):
    """What a coach may complete; the rest comes from the school's package. An address as the
    package gave it may stay as it is; a new one is none without a letter and a number."""

    EEN_WAARDE = (Leerling.ADRES,)

    class Meta:
        model = Leerling
        fields = (*Leerling.EIGEN_VELDEN, "email")

    def __init__(self, *args, door: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.door = door

    def clean(self) -> dict:
        gegevens = super().clean()
        if not set(Leerling.ADRES).isdisjoint(self.changed_data):
            for veld, zin in self._wat_scheelt(gegevens):
                if veld not in self.errors:
                    self.add_error(veld, zin)
        return gegevens

    def _wat_scheelt(self, gegevens: dict) -> Iterator[tuple[str, str]]:
        """(field, sentence) of what no address can be; the first of a field is told."""
        straat, nummer = gegevens.get("straat"), gegevens.get("huisnummer")
        if straat and not any(teken.isalpha() for teken in straat):
            yield "straat", "Hier staat geen letter in. Schrijf de naam van de straat."
        if nummer and not any(teken.isdigit() for teken in nummer):
            yield "huisnummer", "Hier staat geen cijfer in. Schrijf het nummer van het huis."

    def save(self, commit: bool = True) -> Leerling:
        leerling = super().save(commit=False)
        acties.bewaar_leerling(leerling, self.changed_data, door=self.door)
        return leerling


class EigenGegevensForm(LeerlingForm):
    """What learners keep of themselves. A new address is whole, and a postcode that is not Belgian
    is asked about once."""

    buitenland = forms.BooleanField(
        label="Ja, ik woon in het buitenland", required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Leerling
        fields = Leerling.EIGEN_VELDEN
        widgets = {
            "postcode": forms.TextInput(attrs={"autocomplete": "postal-code"}),
            "gemeente": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "telefoon": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }

    def _wat_scheelt(self, gegevens: dict) -> Iterator[tuple[str, str]]:
        for veld in ("straat", "huisnummer", "postcode", "gemeente"):
            if not gegevens.get(veld):
                yield veld, "Vul ook dit in: de school schrijft naar dit adres."
        yield from super()._wat_scheelt(gegevens)
        nieuw = gegevens.get("postcode") if "postcode" in self.changed_data else ""
        if nieuw and not is_belgische_postcode(nieuw) and not gegevens["buitenland"]:
            self.fields["buitenland"].widget = forms.CheckboxInput()
            yield (
                "postcode",
                "Een Belgische postcode heeft vier cijfers. Kijk ze na, of vink onderaan aan dat "
                "je in het buitenland woont.",
            )


class BetrokkeneForm(SamenForm, forms.ModelForm):
    class Meta:
        model = Betrokkene
        fields = ("relatie", "voornaam", "naam", "email", "telefoon", "gezag")

    def __init__(self, *args, leerling: Leerling, door: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.door = door
        self.instance.leerling = leerling
        self.instance.school_id = leerling.school_id

    def save(self, commit: bool = True) -> Betrokkene:
        betrokkene = super().save(commit=False)
        acties.bewaar(betrokkene, door=self.door)
        return betrokkene

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"leerling"}  # one father per learner


class OpleidingForm(forms.ModelForm):
    class Meta:
        model = Opleiding
        fields = ("naam", "soort", "sector")


class KlasLeerkrachtForm(forms.ModelForm):
    class Meta:
        model = KlasLeerkracht
        fields = ("gebruiker", "van", "tot")
        widgets = {"van": datumveld(), "tot": datumveld()}

    def __init__(self, *args, lid: Lidmaatschap, klas: Klas, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.klas = klas
        leden = Lidmaatschap.objects.zichtbaar_voor(lid).geldig().filter(rol__in=ZIEN_HUN_KLAS)
        self.fields["gebruiker"].queryset = Gebruiker.objects.filter(
            pk__in=leden.values("gebruiker")
        )

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"klas"}  # one open row per teacher


class LaatsteDagForm(forms.Form):
    """Until when; nothing filled in is yesterday, so that it is over at once."""

    laatste_dag = Dagveld(
        label="Laatste dag",
        required=False,
        error_messages={"invalid": "Vul een geldige laatste dag in."},
    )

    def clean_laatste_dag(self) -> datetime.date:
        gisteren = timezone.localdate() - DAG
        return self.cleaned_data["laatste_dag"] or gisteren
