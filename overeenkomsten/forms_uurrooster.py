"""The timetable as a form: the week in fourteen half days."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from gebruikers.samen import SamenForm
from overeenkomsten.models import Uurroosterblok
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.voorbeeldweek import Voorbeeldweek

VOORMIDDAG, NAMIDDAG = "voormiddag", "namiddag"


class BlokForm(SamenForm, forms.Form):
    """One half day of the timetable: all three filled in, or none."""

    EEN_WAARDE = (("plaats", "van", "tot"),)

    plaats = forms.ChoiceField(choices=[("", "–"), *Uurroosterblok.Plaats.choices], required=False)
    van = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M"))
    tot = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M"))

    def __init__(
        self, *args, dag: Uurroosterblok.Dag, dagdeel: str, bewaard: dict, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dag, self.dagdeel, self._bewaard = dag, dagdeel, bewaard
        for naam, woord in (("plaats", "waar"), ("van", "van"), ("tot", "tot")):
            veld = self.fields[naam]
            soort = "select" if naam == "plaats" else "control"
            veld.widget.attrs |= {
                "class": f"form-{soort}",
                "aria-label": f"{dag.label} {dagdeel}: {woord}",
            }
            if naam != "plaats":
                veld.widget.input_type = "time"

    def bewaard(self) -> dict:
        """Not the example that may stand in the fields."""
        return self._bewaard

    def clean(self) -> dict:
        gegevens = super().clean()
        plaats, van, tot = (gegevens.get(naam) for naam in ("plaats", "van", "tot"))
        if self.errors or not (plaats or van or tot):
            return gegevens
        if not (plaats and van and tot):
            raise ValidationError("Vul plaats, begin en einde in, of laat alle drie leeg.")
        if tot <= van:
            raise ValidationError("Het einduur moet na het beginuur liggen.")
        if (self.dagdeel == VOORMIDDAG) != (van.hour < 12):
            raise ValidationError("Een voormiddag begint voor 12 uur, een namiddag erna.")
        return gegevens

    @property
    def blok(self) -> Uurroosterblok | None:
        """The row that this half day becomes; None when it is free."""
        gegevens = self.cleaned_data
        if not gegevens.get("plaats"):
            return None
        return Uurroosterblok(
            dag=self.dag,
            plaats=gegevens["plaats"],
            van=gegevens["van"],
            tot=gegevens["tot"],
        )


class Uurrooster:
    """The week as fourteen half days. `voorbeeld`: shown in the place of what is saved."""

    def __init__(self, stuk: Stuk, data=None, *, voorbeeld: Voorbeeldweek | None = None) -> None:
        nu = _per_dagdeel(stuk.blokken)
        getoond = _per_dagdeel(voorbeeld.blokken) if voorbeeld else nu
        self.dagen = [
            (
                dag,
                [
                    BlokForm(
                        data,
                        dag=dag,
                        dagdeel=deel,
                        prefix=f"{dag.name.lower()}_{deel}",
                        bewaard=nu.get((dag, deel), {}),
                        initial=getoond.get((dag, deel)),
                    )
                    for deel in (VOORMIDDAG, NAMIDDAG)
                ],
            )
            for dag in Uurroosterblok.Dag
        ]
        if stuk.regels.bij == "organisatie":
            keuzes = [("", "–"), ("school", "school"), ("werkplek", "organisator")]
            for form in self.forms:
                form.fields["plaats"].choices = keuzes

    @property
    def met_inhoud(self) -> list[tuple]:
        """(day, its blocks as saved) of the days that have any."""
        gevuld = [(dag, [f.initial for f in delen if f.initial]) for dag, delen in self.dagen]
        return [(dag, blokken) for dag, blokken in gevuld if blokken]

    @property
    def botsingen(self) -> list[str]:
        """The half days that somebody else changed to something else."""
        return [f"{form.dag.label} {form.dagdeel}" for form in self.forms if form.botsingen]

    @property
    def is_gewijzigd(self) -> bool:
        return any(form.has_changed() for form in self.forms)

    def is_anders_dan(self, stuk: Stuk) -> bool:
        """Whether the week is another than this one has."""
        return {_kern(blok) for blok in self.blokken} != {_kern(blok) for blok in stuk.blokken}

    @property
    def forms(self) -> list[BlokForm]:
        return [form for _, delen in self.dagen for form in delen]

    def is_valid(self) -> bool:
        goed = all([form.is_valid() for form in self.forms])
        if goed:
            for _, (voor, na) in self.dagen:
                if voor.blok and na.blok and na.blok.van < voor.blok.tot:
                    na.add_error(None, "De namiddag begint voor de voormiddag gedaan is.")
                    goed = False
        return goed

    @property
    def blokken(self) -> list[Uurroosterblok]:
        return [blok for form in self.forms if (blok := form.blok)]


def _per_dagdeel(blokken: Iterable[Uurroosterblok]) -> dict[tuple, dict]:
    return {
        (blok.dag, VOORMIDDAG if blok.van.hour < 12 else NAMIDDAG): {
            "plaats": blok.plaats,
            "van": blok.van,
            "tot": blok.tot,
        }
        for blok in blokken
    }


def _kern(blok: Uurroosterblok) -> tuple:
    return blok.dag, blok.plaats, blok.van, blok.tot
