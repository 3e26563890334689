"""Giving a mandate to sign for the school."""

from django import forms
from django.utils import timezone

from gebruikers.forms import Rolkeuze, datumveld
from gebruikers.models import Lidmaatschap
from overeenkomsten.models import Tekenmandaat
from overeenkomsten.models.mandaat import TE_MACHTIGEN


class MandaatForm(forms.ModelForm):
    class Meta:
        model = Tekenmandaat
        fields = ("lid", "gegeven_door", "van", "tot")
        field_classes = {"lid": Rolkeuze}
        widgets = {"van": datumveld(), "tot": datumveld()}

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, initial={"van": timezone.localdate()}, **kwargs)
        collegas = Lidmaatschap.objects.zichtbaar_voor(lid).geldig()
        collegas = collegas.filter(rol__in=TE_MACHTIGEN)
        self.fields["lid"].queryset = collegas.op_naam().select_related("gebruiker")
