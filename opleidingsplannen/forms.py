"""Forms about the catalogue and the plan."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from gebruikers.forms import datumveld
from gebruikers.models import Lidmaatschap
from gebruikers.samen import SamenForm
from gebruikers.uploads import CSV, Uploadveld
from leerlingen.models import Opleiding
from opleidingsplannen.catalogus import MAX_BYTES, TE_GROOT
from opleidingsplannen.models import Opleidingsplan, Partij, Planregel, Standaardtraject
from opleidingsplannen.rechten import mentoren_in_gesprek
from werkplekken.models import Mentor


class StandaardtrajectForm(forms.Form):
    naam = forms.CharField(label="Naam", max_length=160)
    opleiding = forms.ModelChoiceField(
        label="Opleiding", queryset=Opleiding.objects.none(), required=False
    )
    bestand = Uploadveld(
        soort=CSV,
        hoogstens=MAX_BYTES,
        te_groot=TE_GROOT,
        label="Bestand (CSV)",
        help_text="Kolommen: Cluster, Code, Competentie, Activiteit. Een rij per activiteit.",
        required=False,
    )
    tekst = forms.CharField(
        widget=forms.HiddenInput, required=False, strip=False, max_length=MAX_BYTES
    )

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)

    def clean(self) -> dict:
        gegevens = super().clean()
        if not gegevens.get("bestand") and not gegevens.get("tekst"):
            self.add_error("bestand", "Kies een bestand.")
        return gegevens

    @property
    def inhoud(self) -> bytes:
        """The file, or the text of the preview that is being confirmed."""
        bestand = self.cleaned_data["bestand"]
        return bestand.read() if bestand else self.cleaned_data["tekst"].encode()


class PlanForm(forms.Form):
    standaardtraject = forms.ModelChoiceField(
        label="Standaardtraject", queryset=Standaardtraject.objects.none()
    )

    def __init__(self, *args, lid: Lidmaatschap, opleiding_id: int | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        keuzes = Standaardtraject.objects.zichtbaar_voor(lid).in_aanbod()
        self.fields["standaardtraject"].queryset = keuzes
        passend = keuzes.filter(opleiding=opleiding_id).order_by("-versie").first()
        self.fields["standaardtraject"].initial = passend


class NieuweVersieForm(forms.Form):
    reden = forms.CharField(label="Waarom een nieuwe versie?", max_length=200)


class PlanregelForm(SamenForm, forms.ModelForm):
    EEN_WAARDE = (("van", "tot"),)

    class Meta:
        model = Planregel
        fields = ("aanbreng", "inoefening", "van", "tot", "verantwoordelijke", "opmerking")
        widgets = {"van": datumveld(), "tot": datumveld()}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for naam, veld in self.fields.items():
            klasse = "form-select" if naam in ("aanbreng", "inoefening") else "form-control"
            veld.widget.attrs.update(
                {"class": klasse, "aria-label": f"{veld.label} van {self.instance.competentie}"}
            )


class Mentorkeuze(forms.ModelChoiceField):
    """A mentor with their workplace; chosen already when there is only one."""

    def __init__(self, mentoren: QuerySet[Mentor]) -> None:
        mentoren = mentoren.select_related("vestiging__onderneming")
        geen = "De school kent nog geen mentor. Voeg er een toe bij Werkplekken."
        enige = mentoren[0] if len(mentoren) == 1 else None
        super().__init__(
            mentoren,
            label="Met wie sprak je?",
            initial=enige,
            help_text="" if mentoren else geen,
            error_messages={"invalid_choice": "Kies een mentor uit de lijst."},
        )

    def label_from_instance(self, mentor: Mentor) -> str:
        return f"{mentor}, {mentor.vestiging.onderneming}"


class GesprekForm(forms.Form):
    """When and with whom one spoke, and that they agreed."""

    gesprek_op = forms.DateField(label="Datum van het gesprek", widget=datumveld())
    gesproken_met = forms.CharField(label="Met wie sprak je?", max_length=200)
    bevestig = forms.BooleanField()

    def __init__(
        self, *args, plan: Opleidingsplan, partij: str, lid: Lidmaatschap, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gesproken_met"].initial = plan.traject.leerling.volledige_naam
        if partij == Partij.MENTOR:
            self.fields["gesproken_met"] = Mentorkeuze(mentoren_in_gesprek(lid, plan.traject))
        zin = f"Deze persoon kent versie {plan.versie} van het plan en gaat akkoord."
        self.fields["bevestig"].label = zin
        self.fields["gesprek_op"].initial = timezone.localdate
        self.fields["gesprek_op"].widget.attrs["max"] = timezone.localdate().isoformat()

    @property
    def gesprek(self) -> dict:
        return {veld: self.cleaned_data[veld] for veld in ("gesprek_op", "gesproken_met")}


PlanregelFormSet = forms.modelformset_factory(Planregel, form=PlanregelForm, extra=0)
