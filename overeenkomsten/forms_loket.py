"""Forms about what stands in the counter Werkplekduaal: a list from it, and its columns."""

from collections.abc import Iterator

from django import forms
from django.utils import timezone

from gebruikers.overgang import Weigering
from gebruikers.uploads import WERKBLAD, Uploadveld
from leerlingen.kolommen import sleutel, voorbeelden
from leerlingen.schooljaar import begin_schooljaar, naam_schooljaar
from overeenkomsten import loketlezen
from overeenkomsten.models import Loketlijst
from overeenkomsten.statussen import Registratie

LANGST = 2_000_000  # characters that are pasted
ANDERS = "-"  # a word that is no state we keep


class LijstForm(forms.Form):
    """A file, or what was copied from a table: one of both."""

    bestand = Uploadveld(
        soort=WERKBLAD,
        te_groot=loketlezen.TE_GROOT,
        required=False,
        label="Bestand (CSV of Excel)",
        help_text="Met de kolomnamen op de eerste rij.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
    )
    tekst = forms.CharField(
        required=False,
        strip=False,
        max_length=LANGST,
        label="Of plak de lijst hier",
        help_text="Kopieer de tabel uit het loket of uit een rekenblad, met de kolomnamen erbij.",
        widget=forms.Textarea(attrs={"rows": 6, "wrap": "off", "maxlength": LANGST}),
    )

    def clean(self) -> dict:
        gegevens = super().clean()
        heeft = [bool(gegevens.get("bestand")), bool(gegevens.get("tekst", "").strip())]
        if "bestand" not in self.errors and not any(heeft):
            self.add_error("bestand", "Kies een bestand, of plak de lijst hieronder.")
        elif all(heeft):
            self.add_error("tekst", "Kies een bestand of plak een lijst, niet allebei.")
        return gegevens


class LoketKoppelForm(forms.Form):
    """Per column what it is; of the column with the state what each word means; and of which year
    the list should be whole."""

    schooljaar = forms.ChoiceField(
        label="Over welk schooljaar gaat deze lijst?",
        required=False,
        help_text="Wat in dat jaar loopt en niet in de lijst staat, tonen we.",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, lijst: Loketlijst, eerder: dict, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lijst = lijst
        self.koppen = [kop for kop in lijst.koppen if kop]
        self.voorbeelden = voorbeelden(lijst)
        nu = begin_schooljaar(timezone.localdate())
        jaren = [(str(jaar), naam_schooljaar(jaar)) for jaar in range(nu + 1, nu - 4, -1)]
        self.fields["schooljaar"].choices = [("", "alle schooljaren"), *jaren]
        self.fields["schooljaar"].initial = str(lijst.koppeling.get("schooljaar", nu) or "")
        voorstel = loketlezen.stel_voor(self.koppen, eerder.get("kolommen", {}))
        velden = [(veld, label) for veld, (label, _) in loketlezen.VELDEN.items()]
        for i, kop in enumerate(self.koppen):
            self.fields[f"kolom_{i}"] = self._keuze(
                kop, [("", "niet nemen"), *velden], voorstel.get(kop, "")
            )
        self._vraag_woorden(eerder.get("woorden", {}))

    def _keuze(self, label: str, keuzes: list, begin: str) -> forms.ChoiceField:
        vak = forms.Select(attrs={"class": "form-select"})
        return forms.ChoiceField(
            label=label, choices=keuzes, required=False, initial=begin, widget=vak
        )

    def _vraag_woorden(self, eerder: dict[str, str]) -> None:
        """Only of the column that is chosen as the state now."""
        self.woorden: dict[str, str] = {}  # name of the field → word
        self.geen_stand = ""
        kop = next((kop for kop, veld in self.gekozen.items() if veld == "stand"), None)
        if kop is None:
            return
        stand_van = {sleutel(woord): stand for woord, stand in eerder.items()}
        keuzes = [("", "kies…"), *Registratie.choices, (ANDERS, "iets anders: niet vergelijken")]
        try:
            woorden = loketlezen.woorden_in(self.lijst.koppen, self.lijst.rijen, kop)
        except Weigering as weigering:
            self.geen_stand, woorden = str(weigering), []
        for i, woord in enumerate(woorden):
            naam = f"woord_{self.koppen.index(kop)}_{i}"
            begin = stand_van.get(sleutel(woord), loketlezen.herkende_stand(woord) or "")
            self.fields[naam] = self._keuze(woord, keuzes, begin)
            self.fields[naam].required = True
            self.fields[naam].error_messages["required"] = "Kies wat dit woord betekent."
            self.woorden[naam] = woord
            if self.is_bound and naam not in self.data:  # not asked yet: what is known counts
                self.data = self.data.copy()
                self.data[naam] = begin

    @property
    def gekozen(self) -> dict[str, str]:
        """Header → field, as it is chosen or proposed now."""
        return {kop: self[f"kolom_{i}"].value() or "" for i, kop in enumerate(self.koppen)}

    @property
    def rijen(self) -> Iterator[dict]:
        for i, kop in enumerate(self.koppen):
            yield {"veld": self[f"kolom_{i}"], "voorbeelden": self.voorbeelden[kop]}

    @property
    def woordvelden(self) -> list[forms.BoundField]:
        return [self[naam] for naam in self.woorden]

    def clean(self) -> dict:
        if self.geen_stand:
            self.add_error(None, self.geen_stand)
        return super().clean()

    @property
    def wat(self) -> dict:
        """For the act."""
        jaar = self.cleaned_data["schooljaar"]
        return {
            "kolommen": self.gekozen,
            "woorden": {w: self.cleaned_data[naam] for naam, w in self.woorden.items()},
            "schooljaar": int(jaar) if jaar else None,
        }
