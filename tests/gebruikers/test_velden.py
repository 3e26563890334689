"""How every form tells what is wrong and what must be filled in."""

import datetime

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms

from tests import factories as f
from trajecten.models import Kalenderperiode, Traject


class Proef(forms.Form):
    naam = forms.CharField(label="Naam")
    bij = forms.CharField(label="Bij", required=False)

    def clean(self):
        raise forms.ValidationError("Dit kan niet samen.")


class Vrij(forms.Form):
    naam = forms.CharField(required=False)


def test_wat_het_hele_formulier_raakt_staat_een_keer_boven_de_velden():
    tekst = as_crispy_form(Proef({"naam": "x"}))
    assert tekst.count("Dit kan niet samen.") == 1
    assert tekst.index('class="melding error" role="alert"') < tekst.index("Naam")
    assert "alert-danger" not in tekst


def test_verplichte_velden_dragen_een_teken_dat_uitgelegd_wordt():
    tekst = as_crispy_form(Proef())
    assert tekst.count("asteriskField") == 2
    assert "verplicht in te vullen" in tekst
    assert "verplicht" not in as_crispy_form(Vrij())


class TrajectForm(forms.ModelForm):
    class Meta:
        model = Traject
        fields = ("begindatum", "einddatum")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begin", "einde", "velden"),
    [
        ("2026-09-01", "2026-08-01", {"einddatum"}),
        ("2026-09-01", "2206-06-30", {"einddatum"}),
        ("0026-09-01", "2027-06-30", {"begindatum"}),
    ],
)
def test_een_regel_over_dagen_staat_bij_het_veld_dat_anders_moet(begin, einde, velden):
    form = TrajectForm({"begindatum": begin, "einddatum": einde}, instance=f.TrajectFactory())
    assert set(form.errors) == velden


class NaamForm(forms.ModelForm):
    class Meta:
        model = Kalenderperiode
        fields = ("naam", "van")


@pytest.mark.django_db
def test_een_veld_dat_niet_op_het_formulier_staat_krijgt_geen_fout():
    rij = Kalenderperiode(school=f.SchoolFactory(), tot=datetime.date(2026, 1, 1))
    assert NaamForm({"naam": "herfst", "van": "2026-10-30"}, instance=rij).is_valid()
