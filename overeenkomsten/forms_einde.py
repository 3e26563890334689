"""The form about the early end of an agreement."""

from django import forms
from django.utils import timezone

from gebruikers.forms import begrens, datumveld
from overeenkomsten.models import Beeindiging, Overeenkomst
from overeenkomsten.rechten_einde import mag_stoppen_op
from trajecten.models import Eindereden


class BeeindigingForm(forms.ModelForm):
    class Meta:
        model = Beeindiging
        fields = ["laatste_dag", "initiatief", "grond", "uitleg", "opgezegd_op", "opzegdagen"]
        widgets = {
            "laatste_dag": datumveld(),
            "opgezegd_op": datumveld(),
            "uitleg": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "laatste_dag": "De laatste dag waarop de overeenkomst geldt. Ze mag nog komen.",
            "initiatief": "Iedereen die de overeenkomst ziet, leest dit.",
            "grond": "Alleen het schoolteam leest de reden en de uitleg.",
            "uitleg": "Niets over iemands gezondheid.",
            "opgezegd_op": "Als er een opzegging was.",
        }

    def __init__(self, *args, overeenkomst: Overeenkomst, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.overeenkomst = overeenkomst
        redenen = Eindereden.objects.filter(school=overeenkomst.school_id)
        grond = self.fields["grond"]
        grond.queryset = redenen.bij_einde_overeenkomst(timezone.localdate())
        grond.empty_label = "Kies…"
        begrens(self.fields["opzegdagen"], 0, 365, "Kies 0 tot 365 dagen.")

    def clean_laatste_dag(self):
        dag = self.cleaned_data["laatste_dag"]
        if not (mag_zo := mag_stoppen_op(self.overeenkomst, dag)):
            raise forms.ValidationError(mag_zo.reden)
        return dag
