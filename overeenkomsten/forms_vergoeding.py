"""The leervergoeding in forms: the fields of an agreement that decide on it, and the table."""

import datetime
from decimal import Decimal

from django import forms
from django.utils.html import format_html

from gebruikers.forms import datumveld
from gebruikers.models import Lidmaatschap
from overeenkomsten.leervergoeding import bedrag_op, bekend_van, categorie_van, voorbehoud
from overeenkomsten.models import Leervergoeding, Overeenkomst
from overeenkomsten.statussen import Soort

LEEG = {
    "behaald": "Niet bekend",
    "duale_jaren": "Niet bekend",
    "vergoeding_categorie": "Volgens wat hierboven staat",
}
GEEN_TABEL = "Voor deze dag staat er nog geen bedrag in de tabel van de school."


def vul_voor(form: forms.ModelForm, lid: Lidmaatschap) -> None:
    """In the form of an agreement: what is known of the learner, the category that follows from it
    and the amount of the first day; why stands beside it."""
    rij, vanwaar = form.instance, ""
    for veld, leeg in LEEG.items():
        keuzes = [keuze for keuze in form.fields[veld].choices if keuze[0] not in ("", None)]
        form.fields[veld].choices = [("", leeg), *keuzes]
    if rij.pk is None:
        bekend = bekend_van(rij.traject.leerling, lid)
        form.initial |= {"behaald": bekend.behaald, "duale_jaren": bekend.duale_jaren}
        rij.behaald, rij.duale_jaren = bekend.behaald, bekend.duale_jaren
        vanwaar = f"{bekend.vanwaar} "
    volgt = categorie_van(rij.behaald, rij.duale_jaren)
    if rij.pk is None:
        form.initial["vergoeding_categorie"] = volgt.categorie
    welke = f"Voorstel: categorie {volgt.categorie}." if volgt.categorie else "Nog geen voorstel."
    form.fields["vergoeding_categorie"].help_text = format_html(
        "{} "
        '<details class="waarom"><summary>waarom?</summary>{}{}</details>',
        welke, vanwaar, volgt.waarom,
    )  # fmt: skip
    categorie = rij.vergoeding_categorie or volgt.categorie
    form.fields["vergoeding"].help_text = _over_het_bedrag(rij, categorie)
    if rij.vergoeding_cent is not None:
        form.initial["vergoeding"] = Decimal(rij.vergoeding_cent).scaleb(-2)


def _over_het_bedrag(rij: Overeenkomst, categorie: int | None) -> str:
    zin = "Alleen bij een OAO. Laat leeg voor het bedrag uit de tabel."
    if geldt := bedrag_op(rij.traject.school_id, categorie, rij.begindatum):
        dag = f"{geldt.vanaf:%-d/%-m/%Y}"
        zin = f"{zin} Categorie {categorie} vanaf {dag}: € {geldt.euro}.{voorbehoud(geldt)}"
    elif categorie:
        zin = f"{zin} {GEEN_TABEL}"
    return zin


def vul_aan(gegevens: dict, rij: Overeenkomst) -> None:
    """What was left empty of an OAO: the category that follows, and the amount of the table."""
    if gegevens.get("soort") != Soort.OAO:
        gegevens["vergoeding_categorie"] = gegevens["vergoeding"] = None
        return
    if gegevens.get("vergoeding_categorie") is None:
        volgt = categorie_van(gegevens.get("behaald") or "", gegevens.get("duale_jaren"))
        gegevens["vergoeding_categorie"] = volgt.categorie
    begin: datetime.date | None = gegevens.get("begindatum")
    if gegevens.get("vergoeding") is None and begin:
        geldt = bedrag_op(rij.traject.school_id, gegevens["vergoeding_categorie"], begin)
        gegevens["vergoeding"] = Decimal(geldt.cent) / 100 if geldt else None


class LeervergoedingForm(forms.ModelForm):
    bedrag = forms.DecimalField(
        label="Bedrag per maand (euro)",
        min_value=Decimal(100),
        max_value=Decimal(9999),
        decimal_places=2,
        localize=True,
    )

    class Meta:
        model = Leervergoeding
        fields = ("vanaf", "categorie", "bron", "zekerheid")
        widgets = {"vanaf": datumveld()}

    field_order = ("vanaf", "categorie", "bedrag", "bron", "zekerheid")

    def clean(self) -> dict:
        gegevens = super().clean()
        if bedrag := gegevens.get("bedrag"):
            self.instance.cent = int(bedrag * 100)
        return gegevens

    def _get_validation_exclusions(self) -> set[str]:
        """The school is given by the view: let the rule "one a day" count it."""
        return super()._get_validation_exclusions() - {"school"}
