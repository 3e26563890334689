"""Forms of the lists."""

from django import forms
from django.utils import timezone

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
