"""Forms about the school and its people."""

from django import forms

from gebruikers.models import School
from gebruikers.rollen import STAF, Rol


class SchoolForm(forms.ModelForm):
    class Meta:
        model = School
        fields = (
            "naam",
            "instellingsnummer",
            "straat",
            "postcode",
            "gemeente",
            "telefoon",
            "email",
            "herinner_na_dagen",
            "link_geldig_dagen",
            "mentor_ziet_na_einde_dagen",
        )


class UitnodigingForm(forms.Form):
    """Staff only: mentors, parents, learners and externals are invited from where they stand."""

    voornaam = forms.CharField(label="Voornaam", max_length=80)
    naam = forms.CharField(label="Naam", max_length=80)
    email = forms.EmailField(label="E-mailadres")
    rol = forms.ChoiceField(
        label="Rol", choices=[(rol.value, rol.label) for rol in Rol if rol in STAF]
    )
