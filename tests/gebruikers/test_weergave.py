"""A choice that is still open says so in words, in whatever form."""

from django import forms

from leerlingen.forms import BetrokkeneForm
from leerlingen.models import Opleiding
from opleidingsplannen.forms import StandaardtrajectForm


class Moet(forms.Form):
    opleiding = forms.ModelChoiceField(queryset=Opleiding.objects.none())
    eigen = forms.ModelChoiceField(queryset=Opleiding.objects.none(), empty_label="elke opleiding")


def test_wat_moet_zegt_kies_en_wat_leeg_mag_geen(mensen):
    assert '<option value="" selected>Kies…</option>' in Moet()["opleiding"].as_widget()
    mag_leeg = StandaardtrajectForm(lid=mensen.coen)["opleiding"].as_widget()
    assert '<option value="" selected>Geen</option>' in mag_leeg
    gewoon = BetrokkeneForm(leerling=mensen.leerling, door=mensen.bea)["relatie"].as_widget()
    assert '<option value="" selected>Kies…</option>' in gewoon


def test_eigen_woorden_blijven():
    assert ">elke opleiding<" in Moet()["eigen"].as_widget()


def test_nergens_staan_nog_streepjes(mensen, client_van, adres):
    for naam, *args in (
        ("leerlingen:nieuwe_betrokkene", mensen.leerling.pk),
        ("opleidingsplannen:standaardtraject_invoer",),
        ("leerlingen:klas", mensen.leerling.klas_id),
        ("gebruikers:nodig_uit",),
    ):
        als = {"l": "ada", "o": "coen", "g": "bob"}[naam[0]]
        assert "-----" not in client_van(als).get(adres(naam, *args)).text, naam
