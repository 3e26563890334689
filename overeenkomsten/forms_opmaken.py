"""What drafts for several learners at one workplace have in common."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebruikers.forms import Dagveld
from gebruikers.models import Lidmaatschap
from leerlingen.schooljaar import volgend_einde
from overeenkomsten.acties_opmaken import Gelijk, voorbeelden_bij
from overeenkomsten.models import Overeenkomst
from werkplekken.models import Vestiging

MINSTENS = Decimal("0.01")


class Voorbeeldveld(forms.ModelChoiceField):
    def label_from_instance(self, rij: Overeenkomst) -> str:
        return f"{rij.traject.leerling}, {rij}"


def _uren(waar: str, **meer) -> forms.DecimalField:
    return forms.DecimalField(
        label=f"uren per week {waar}",
        required=False,
        localize=True,
        max_value=40,
        decimal_places=2,
        **meer,
    )


class OpmakenForm(forms.Form):
    begin = Dagveld(label="begint op")
    einde = Dagveld(label="eindigt op")
    uren_werkplek = _uren(
        "op de werkplek",
        min_value=MINSTENS,
        help_text="Niet nodig als je hieronder een overeenkomst kiest.",
    )
    uren_school = _uren("op school", min_value=0)
    voorbeeld = Voorbeeldveld(
        queryset=Overeenkomst.objects.none(),
        label="Neem over van",
        required=False,
        empty_label="niets",
        help_text="Uren, uurrooster, mentor en wie tekent worden gelijk. Ouders, opleidingsplan en "
        "vergoeding zijn van elke leerling zelf.",
    )

    def __init__(self, *args, vestiging: Vestiging, lid: Lidmaatschap, **kwargs) -> None:
        vandaag = timezone.localdate()
        dagen = {"begin": vandaag, "einde": volgend_einde(vandaag)}
        super().__init__(*args, initial=dagen, **kwargs)
        self.fields["voorbeeld"].queryset = voorbeelden_bij(vestiging, lid)

    @property
    def gelijk(self) -> Gelijk:
        return Gelijk(**self.cleaned_data)

    def clean(self) -> dict:
        gegevens = super().clean()
        begin, einde = gegevens.get("begin"), gegevens.get("einde")
        if begin and einde and einde <= begin:
            raise ValidationError({"einde": "Kies een dag na het begin."})
        uren = ("uren_werkplek", "uren_school")
        if gegevens.get("voorbeeld"):
            return gegevens | dict.fromkeys(uren)  # its own
        for veld in uren:
            if veld in gegevens and gegevens[veld] is None:
                self.add_error(veld, "Vul de uren in, of kies van welke overeenkomst je overneemt.")
        return gegevens
