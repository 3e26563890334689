"""Writing a template: letterhead and foot, and the school's own articles between the fixed ones."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebruikers.forms import Dagveld
from gebruikers.schrijfwijze import TEKST, gewone_tekst
from gebruikers.uploads import AFBEELDING, Uploadveld
from overeenkomsten.acties_sjabloon import TEKST_LENGTE, TITEL_LENGTE
from overeenkomsten.artikels import Artikel, fout_in
from overeenkomsten.logo import HOOGSTENS, TE_GROOT, lees_logo
from overeenkomsten.models import Sjabloonconcept
from overeenkomsten.sjablonen import EIGEN, blad_van, is_eigen
from overeenkomsten.statussen import Soort

NIEUW = "nieuw"
REGELS_BRIEFKOP = 3


class BriefForm(forms.ModelForm):
    nieuw_logo = Uploadveld(
        label="Logo",
        soort=AFBEELDING,
        te_groot=TE_GROOT,
        hoogstens=HOOGSTENS,
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text="Png of jpg, links van de briefkop. Liefst breder dan hoog, op wit.",
    )
    zonder_logo = forms.BooleanField(label="Het logo weghalen", required=False)

    field_order = ("nieuw_logo", "zonder_logo", "briefkop", "voettekst")

    class Meta:
        model = Sjabloonconcept
        fields = ("briefkop", "voettekst")
        widgets = {"briefkop": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.logo = self.instance.logo  # as it is kept
        if not self.logo:
            del self.fields["zonder_logo"]

    def clean_nieuw_logo(self) -> str:
        bestand = self.cleaned_data["nieuw_logo"]
        return lees_logo(bestand.read()) if bestand else ""

    def clean(self) -> dict:
        gegevens = super().clean()
        nieuw, zonder = gegevens.get("nieuw_logo"), gegevens.get("zonder_logo")
        if nieuw and zonder:
            zin = "Kies: een ander logo, of geen logo."
            raise ValidationError({"zonder_logo": zin})
        return gegevens

    def save(self, commit: bool = True) -> Sjabloonconcept:
        gekozen = self.cleaned_data
        zonder = gekozen.get("zonder_logo")
        self.instance.logo = gekozen["nieuw_logo"] or ("" if zonder else self.logo)
        return super().save(commit)

    @property
    def kies_opnieuw(self) -> bool:
        """A browser does not keep a file on a page that comes back."""
        return bool(self.files.get("nieuw_logo"))

    def clean_briefkop(self) -> str:
        briefkop = self.cleaned_data["briefkop"].replace("\r\n", "\n")
        if len(briefkop.splitlines()) > REGELS_BRIEFKOP:
            raise ValidationError(f"Een briefkop heeft hoogstens {REGELS_BRIEFKOP} regels.")
        return briefkop


class ArtikelForm(forms.Form):
    """One article of the school's own."""

    titel = forms.CharField(label="Titel", max_length=TITEL_LENGTE, validators=TEKST)
    tekst = forms.CharField(
        label="Tekst",
        max_length=TEKST_LENGTE,
        validators=[gewone_tekst],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, soort: Soort, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.soort = soort

    def clean_tekst(self) -> str:
        tekst = self.cleaned_data["tekst"].replace("\r\n", "\n")
        if zin := fout_in(tekst, self.soort):
            raise ValidationError(zin)
        return tekst


@dataclass
class Plaats:
    """One article on the page: fixed, or with its form."""

    artikel: Artikel
    form: ArtikelForm | None = None


class Sjabloonbewerking:
    """The whole page as a form. `doe`: the button that was pressed, with the article it is about:
    bewaar, omhoog-eigen-2, omlaag-eigen-2, weg-eigen-2."""

    def __init__(self, concept: Sjabloonconcept, data=None, bestanden=None) -> None:
        self.concept, self.data = concept, data
        self.brief = BriefForm(data, bestanden, instance=concept)
        soort = Soort(concept.soort)
        self.plaatsen = [
            Plaats(
                artikel,
                ArtikelForm(
                    data, prefix=artikel.sleutel, soort=soort,
                    initial={"titel": artikel.titel, "tekst": artikel.tekst},
                )
                if is_eigen(artikel.sleutel)
                else None,
            )
            for artikel in blad_van(concept).artikels
        ]  # fmt: skip
        leeg_mag = {"empty_permitted": True, "use_required_attribute": False}
        self.nieuw = ArtikelForm(data, prefix=NIEUW, soort=soort, **leeg_mag)
        self.wat, _, self.sleutel = (data or {}).get("doe", "bewaar").partition("-")

    def is_valid(self) -> bool:
        forms_ = [self.brief, self.nieuw, *[p.form for p in self.plaatsen if self._telt(p)]]
        return all([form.is_valid() for form in forms_])

    def _telt(self, plaats: Plaats) -> bool:
        """Of what goes, what stands in it does not matter."""
        return plaats.form is not None and not self._gaat_weg(plaats)

    def _gaat_weg(self, plaats: Plaats) -> bool:
        return self.wat == "weg" and plaats.artikel.sleutel == self.sleutel

    @property
    def artikels(self) -> list[dict[str, str]]:
        """As they were written, with the new one, and moved or without the one that was pressed."""
        rijen = [
            plaats.artikel._replace(**plaats.form.cleaned_data) if plaats.form else plaats.artikel
            for plaats in self.plaatsen
            if not self._gaat_weg(plaats)
        ]
        if self.nieuw.has_changed():
            rijen.append(Artikel(self._volgende(), **self.nieuw.cleaned_data))
        self._verplaats(rijen)
        return [rij._asdict() for rij in rijen]

    def _volgende(self) -> str:
        sleutels = [p.artikel.sleutel for p in self.plaatsen if p.form]
        nummers = [int(sleutel.removeprefix(EIGEN)) for sleutel in sleutels]
        return f"{EIGEN}{max(nummers, default=0) + 1}"

    def _verplaats(self, rijen: list[Artikel]) -> None:
        stap = {"omhoog": -1, "omlaag": 1}.get(self.wat)
        sleutels = [rij.sleutel for rij in rijen]
        if stap is None or not is_eigen(self.sleutel) or self.sleutel not in sleutels:
            return
        hier = sleutels.index(self.sleutel)
        daar = max(0, min(len(rijen) - 1, hier + stap))
        rijen.insert(daar, rijen.pop(hier))


class GebruikForm(forms.Form):
    van = Dagveld(label="geldig vanaf", help_text="Vandaag of later. Wat al verstuurd is, blijft.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, initial={"van": timezone.localdate()}, **kwargs)
