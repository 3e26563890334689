"""Forms of the lists."""

from django import forms
from django.utils import timezone

from begeleiding.acties_contact import LATER
from begeleiding.models import Contactmoment
from gebruikers.forms import Dagveld
from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from overzichten.models import Weergave
from trajecten.forms import Lidkeuze, collegas


class WeergaveForm(forms.ModelForm):
    class Meta:
        model = Weergave
        fields = ["naam", "gedeeld"]


class OverdrachtForm(forms.Form):
    """Who guides learners hands over their own; the coördinator says whose."""

    van = Lidkeuze(label="wie begeleidt hen nu", queryset=Lidmaatschap.objects.none())
    naar = Lidkeuze(label="wie neemt hen over", queryset=Lidmaatschap.objects.none())
    vanaf = Dagveld(
        label="eerste dag van de collega",
        help_text="Tot en met de dag ervoor begeleidt wie hen nu heeft hen verder. Kies je "
        "vandaag, dan ziet die hun dossier meteen niet meer.",
    )

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lid, begeleiders = lid, collegas(lid, Rol.BEGELEIDER)
        self.fields["van"].queryset = begeleiders
        self.fields["naar"].queryset = begeleiders
        self.fields["vanaf"].initial = timezone.localdate() + DAG
        if lid.rol == Rol.BEGELEIDER:
            self.fields["naar"].queryset = begeleiders.exclude(gebruiker=lid.gebruiker_id)
            del self.fields["van"]

    @property
    def wat(self) -> dict:
        """For the act."""
        gekozen = self.cleaned_data
        return gekozen | {"van": gekozen.get("van", self.lid).gebruiker}


Lezers = Contactmoment.Lezers
PER_DAG = {0: "allemaal op die dag", 1: "één per dag vanaf die dag"} | {
    n: f"{n} per dag vanaf die dag" for n in (2, 3, 4, 5)
}


class BezoekenForm(forms.Form):
    """One day for all, or spread. Asked nothing yet it proposes two a day, from tomorrow on."""

    vanaf = Dagveld(label="dag")
    per_dag = forms.TypedChoiceField(label="hoe", coerce=int, choices=[*PER_DAG.items()])
    lezers = forms.ChoiceField(
        label="wie mag dit lezen",
        widget=forms.RadioSelect,
        choices=[keuze for keuze in Lezers.choices if keuze[0] != Lezers.VERTROUWELIJK],
    )

    def __init__(self, data=None) -> None:
        voorstel = {"vanaf": timezone.localdate() + DAG, "per_dag": 2, "lezers": Lezers.TEAM}
        super().__init__(data, initial=voorstel)

    def clean_vanaf(self):
        if self.cleaned_data["vanaf"] < timezone.localdate():
            raise forms.ValidationError(LATER)
        return self.cleaned_data["vanaf"]

    @property
    def wanneer(self) -> dict:
        """For the proposal; nothing when what was asked cannot be."""
        gekozen = self.initial if not self.is_bound else self.is_valid() and self.cleaned_data
        return {naam: gekozen[naam] for naam in ("vanaf", "per_dag")} if gekozen else {}

    @property
    def voor(self) -> str:
        """Tells what a proposal is for: who asks for another day did not see that one yet."""
        return "/".join(str(deel) for deel in self.wanneer.values())

    @property
    def akkoord(self) -> bool:
        """With the proposal that was shown; not when another is asked for, by button or Enter."""
        vraagt = "gezien" in self.data and "toon" not in self.data
        return vraagt and bool(self.voor) and self.data.get("voor", self.voor) == self.voor
