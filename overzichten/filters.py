"""What a history can be narrowed to. The choice lives in the address."""

from collections.abc import Iterable

from django import forms
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from gebruikers.forms import FilterForm, datumveld
from gebruikers.models import Gebruiker, Spoorregel
from gebruikers.schrijfwijze import zoekvorm
from gebruikers.spoor import WEB
from overzichten.namen import NIET_AANGEMELD, SYSTEEM, VERWIJDERD_ACCOUNT
from overzichten.onderwerpen import modellen_op_naam, onderwerp_van

VAN_BUITEN = Q(aanvraag__startswith=f"{WEB} ")
NIEMAND = {  # who has no number
    "systeem": (SYSTEEM, Q(gebruiker=None) & ~VAN_BUITEN),
    "onbekend": (NIET_AANGEMELD, Q(gebruiker=None) & VAN_BUITEN),
}


class GeschiedenisFilter(FilterForm):
    """Made with `regels`: the choices are who and what these lines tell of, and nothing else."""

    wie = forms.ChoiceField(label="Wie", required=False)
    wat = forms.ChoiceField(label="Wat", required=False)
    van = forms.DateField(label="Vanaf", required=False, widget=datumveld())
    tot = forms.DateField(label="Tot en met", required=False, widget=datumveld())

    def __init__(self, data, *, regels: QuerySet[Spoorregel]) -> None:
        super().__init__(data)
        self.regels = regels
        van_buiten = ExpressionWrapper(VAN_BUITEN, output_field=BooleanField())
        soorten = regels.order_by().annotate(van_buiten=van_buiten)
        soorten = set(soorten.values_list("gebruiker", "van_buiten", "tabel").distinct())
        self.fields["wie"].choices = [("", "iedereen"), *_wie(soorten)]
        self.fields["wat"].choices = [("", "alles"), *_wat({rij[-1] for rij in soorten})]

    @property
    def qs(self) -> QuerySet[Spoorregel]:
        """The lines asked for; a field with nonsense narrows nothing, and shows its error."""
        self.is_valid()
        gekozen, regels = self.cleaned_data, self.regels
        if wie := gekozen.get("wie"):
            regels = regels.filter(NIEMAND[wie][1] if wie in NIEMAND else Q(gebruiker=wie))
        if wat := gekozen.get("wat"):
            regels = regels.filter(tabel=modellen_op_naam()[wat]._meta.db_table)
        if van := gekozen.get("van"):
            regels = regels.filter(op__date__gte=van)
        if tot := gekozen.get("tot"):
            regels = regels.filter(op__date__lte=tot)
        return regels

    @property
    def is_gekozen(self) -> bool:
        return any(self.data.get(naam) for naam in self.fields)


def _wie(soorten: Iterable[tuple[int | None, bool, str]]) -> list[tuple[str, str]]:
    """People by name, then who has no account."""
    pks = {gebruiker for gebruiker, _, _ in soorten}
    mensen = Gebruiker.objects.in_bulk(pks - {None})
    namen = [(str(pk), str(mensen.get(pk, VERWIJDERD_ACCOUNT))) for pk in pks - {None}]
    zonder = {van_buiten for gebruiker, van_buiten, _ in soorten if gebruiker is None}
    wie = {"systeem": False in zonder, "onbekend": True in zonder}
    anderen = [(sleutel, NIEMAND[sleutel][0]) for sleutel, er in wie.items() if er]
    return sorted(namen, key=lambda keuze: zoekvorm(keuze[1])) + anderen


def _wat(tabellen: set[str]) -> list[tuple[str, str]]:
    keuzes = [
        (naam, str(onderwerp_van(model)))
        for naam, model in modellen_op_naam().items()
        if model._meta.db_table in tabellen
    ]
    return sorted(keuzes, key=lambda keuze: keuze[1])
