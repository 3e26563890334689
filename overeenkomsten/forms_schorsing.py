"""Forms about suspensions, and the grounds that a school lets choose."""

import datetime

from django import forms
from django.db.models import Q
from django.utils import timezone

from gebruikers.forms import Dagveld, datumveld
from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG, niet_voorbij
from gebruikers.samen import SamenForm
from gebruikers.schrijfwijze import TEKST
from overeenkomsten.models import Schorsing, Schorsingsgrond, Schorsingsreden
from overeenkomsten.rechten_schorsing import mag_traject_onderbreken
from trajecten.fases import Fase
from trajecten.forms_lijst import LijstForm
from trajecten.kalender import Kalender
from trajecten.models import Eindereden
from trajecten.rechten import mag_verloop_wijzigen

NIET_MEDISCH = "Alleen de school leest dit. Schrijf niets over iemands gezondheid."
VAKANTIE = (
    "Dat zijn alleen dagen zonder school: vakantie, een vrije dag of weekend. In een "
    "schoolvakantie is de overeenkomst vanzelf geschorst, dat noteer je niet. Wil je het toch?"
)


class SchorsForm(SamenForm, forms.ModelForm):
    """Which days and why; along with it the phase. `vakantie`: whether the button of the page that
    comes back says yes to days that are holidays anyway."""

    vakantie = False

    grond = forms.ModelChoiceField(
        Schorsingsgrond.objects.none(), label="grond", empty_label="Kies…"
    )
    uitleg = forms.CharField(
        label="uitleg", max_length=200, required=False, validators=TEKST, help_text=NIET_MEDISCH
    )

    class Meta:
        model = Schorsing
        fields = ("van", "tot")
        widgets = {"van": datumveld(), "tot": datumveld()}

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.reden = getattr(self.instance, "reden", None) or Schorsingsreden()
        overeenkomst, nieuw = self.instance.overeenkomst, self.instance.pk is None
        loopt = overeenkomst.feitelijke_periode
        gronden = Schorsingsgrond.objects.filter(school=overeenkomst.school_id)
        te_kiezen = niet_voorbij(loopt.lower) & Q(van__lt=loopt.upper)
        self.fields["grond"].queryset = gronden.filter(te_kiezen | Q(pk=self.reden.grond_id))
        self.initial |= {"grond": self.reden.grond_id, "uitleg": self.reden.uitleg}
        if nieuw:
            self.initial["van"] = timezone.localdate()
            if mag_traject_onderbreken(lid, overeenkomst):
                self._vraag_fase(overeenkomst)

    def _vraag_fase(self, overeenkomst) -> None:
        traject, vandaag = overeenkomst.traject, timezone.localdate()
        redenen = Eindereden.objects.filter(school=overeenkomst.school_id)
        self.fields["eindereden"] = forms.ModelChoiceField(
            redenen.bij(Fase.ONDERBROKEN, traject.fase_sinds, vandaag),
            label="traject ook onderbreken",
            required=False,
            empty_label="nee, het traject loopt door",
            help_text="Alleen als het hele traject stilligt, ook op school. Kies waarom.",
        )

    def clean(self) -> dict:
        schoon = super().clean()
        van, tot, grond = (schoon.get(veld) for veld in ("van", "tot", "grond"))
        if van and grond and not grond.geldt_op(van) and grond.pk != self.reden.grond_id:
            self.add_error("grond", f"“{grond}” geldt alleen {grond.wanneer}.")
        if van and tot and not self.data.get("toch") and self._alleen_vrij(van, tot):
            self.vakantie = True
            self.add_error("tot", VAKANTIE)
        return schoon

    def _alleen_vrij(self, van: datetime.date, tot: datetime.date) -> bool:
        """No day with lessons in it."""
        overeenkomst = self.instance.overeenkomst
        einde = min(tot, overeenkomst.feitelijke_periode.upper - DAG)
        return van <= tot and not Kalender.van(overeenkomst.school).tussen(van, einde).geteld

    def gekozen_reden(self) -> Schorsingsreden:
        self.reden.grond = self.cleaned_data["grond"]
        self.reden.uitleg = self.cleaned_data["uitleg"]
        return self.reden


class HervatForm(forms.Form):
    """From which day the learner works again; and whether the traject runs again with it."""

    op = Dagveld(label="eerste dag dat de leerling weer werkt")

    def __init__(self, *args, schorsing: Schorsing, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["op"].initial = max(timezone.localdate(), schorsing.van + DAG)
        traject = schorsing.overeenkomst.traject
        if traject.fase == Fase.ONDERBROKEN and mag_verloop_wijzigen(lid, traject):
            self.fields["fase_terug"] = forms.BooleanField(
                label="Het traject loopt dan ook weer", required=False, initial=True
            )


class VergissingForm(forms.Form):
    reden = forms.CharField(
        label="waarom mag ze weg?", max_length=200, validators=TEKST, help_text=NIET_MEDISCH
    )


class SchorsingsgrondForm(LijstForm):
    class Meta:
        model = Schorsingsgrond
        fields = ("naam", "van", "tot", "volgorde")
        widgets = {"van": datumveld(), "tot": datumveld()}
