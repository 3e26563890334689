"""Forms about evaluations: record one, put one right, choose the moments, and look who is due."""

import uuid

from django import forms
from django.db.models import F
from django.utils import timezone

from gebruikers.forms import FilterForm, datumveld
from gebruikers.models import Lidmaatschap, School
from gebruikers.periode import DAG
from gebruikers.samen import SamenForm
from leerlingen.models import Klas
from opleidingsplannen.evaluatiemomenten import aan_de_orde
from opleidingsplannen.models import Evaluatie, Evaluatiemoment
from trajecten.models import Traject

TUSSENDOOR = "tussendoor"
DICHTBIJ = 14 * DAG  # so far from its day a moment is proposed


class Momentkeuze(forms.ModelChoiceField):
    """`vastgelegd`: for which of them there is one already."""

    vastgelegd: frozenset[int] = frozenset()

    def label_from_instance(self, moment: Evaluatiemoment) -> str:
        return f"{moment}, al vastgelegd" if moment.pk in self.vastgelegd else str(moment)


class EvaluatieForm(forms.ModelForm):
    """For a moment or in between. It proposes the nearest moment without one, when near."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Evaluatie
        fields = ("moment", "dag", "goed", "werkpunten", "afspraken", "gedeeld")
        field_classes = {"moment": Momentkeuze}
        widgets = {"dag": datumveld()} | dict.fromkeys(
            Evaluatie.TEKSTEN, forms.Textarea(attrs={"rows": 3})
        )
        error_messages = {"moment": {"invalid_choice": "Kies een moment uit de lijst."}}

    def __init__(self, *args, lid: Lidmaatschap, traject: Traject, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dag"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.fields["sleutel"].initial = uuid.uuid4
        self._kies_moment(lid, traject)

    def clean(self) -> dict:
        schoon = super().clean()
        self.instance.sleutel = schoon.get("sleutel")  # one that came before is for the act
        return schoon

    def _kies_moment(self, lid: Lidmaatschap, traject: Traject) -> None:
        veld, vandaag = self.fields["moment"], timezone.localdate()
        momenten = Evaluatiemoment.objects.zichtbaar_voor(lid)
        momenten = aan_de_orde(momenten, vandaag).filter(dag__gte=traject.begindatum)
        veld.vastgelegd = frozenset(
            traject.evaluaties.filter(moment__isnull=False).values_list("moment", flat=True)
        )
        veld.queryset, veld.empty_label = momenten, TUSSENDOOR
        open_ = [
            rij
            for rij in momenten
            if rij.pk not in veld.vastgelegd and abs(rij.dag - vandaag) <= DICHTBIJ
        ]
        self.initial["moment"] = min(open_, key=lambda rij: abs(rij.dag - vandaag), default=None)


class VerbeterForm(EvaluatieForm):
    """The same, about the moment that it was about."""

    def __init__(self, *args, oud: Evaluatie, **kwargs) -> None:
        was = {veld: getattr(oud, veld) for veld in Evaluatie.INGEVULD}
        super().__init__(*args, initial=was, **kwargs)

    def _kies_moment(self, lid: Lidmaatschap, traject: Traject) -> None:
        del self.fields["moment"]


class MomentForm(SamenForm, forms.ModelForm):
    class Meta:
        model = Evaluatiemoment
        fields = ("naam", "dag")
        widgets = {"dag": datumveld()}

    def _get_validation_exclusions(self) -> set[str]:
        """The school is the page's, and part of what is unique."""
        return super()._get_validation_exclusions() - {"school"}


class VoorstelForm(MomentForm):
    """One that was proposed; without a day it is left out."""

    use_required_attribute = False

    def __init__(self, *args, school: School, **kwargs) -> None:
        super().__init__(*args, instance=Evaluatiemoment(school=school), **kwargs)
        self.fields["dag"].required = False


class Voorstellen(forms.BaseFormSet):
    """Those of one page: a day that repeats is told where it does."""

    def clean(self) -> None:
        gezien = set()
        for form in self.forms:
            dag = form.cleaned_data.get("dag") if form.is_valid() else None
            if dag in gezien:
                form.add_error("dag", "Op die dag staat hierboven al een moment.")
            elif dag:
                gezien.add(dag)


class EvaluatieFilter(FilterForm):
    """Of which moment, and whom; the next moment unless one chooses."""

    moment = forms.ModelChoiceField(
        label="Evaluatiemoment", queryset=Evaluatiemoment.objects.none(), empty_label=None
    )
    klas = forms.ModelChoiceField(
        label="Klas", queryset=Klas.objects.none(), required=False, empty_label="elke klas"
    )
    staat = forms.ChoiceField(
        label="Wie",
        required=False,
        choices=[("", "iedereen"), ("niet", "nog niet geëvalueerd"), ("wel", "geëvalueerd")],
    )

    def __init__(self, vraag, *, lid: Lidmaatschap) -> None:
        self.momenten = self._momenten(lid)
        volgend = self._volgende()
        gevuld = {"moment": str(volgend.pk)} if volgend else {}
        gevraagd = {naam: vraag[naam] for naam in self.base_fields if vraag.get(naam)}
        super().__init__(gevuld | gevraagd)
        self.fields["moment"].queryset = self.momenten
        self.fields["klas"].queryset = Klas.objects.zichtbaar_voor(lid).order_by("code", "pk")
        self.is_valid()

    @staticmethod
    def _momenten(lid: Lidmaatschap):
        return Evaluatiemoment.objects.zichtbaar_voor(lid).order_by(F("dag").desc())

    def _volgende(self) -> Evaluatiemoment | None:
        """The next; after the last of all that one."""
        vandaag = timezone.localdate()
        komend = [rij for rij in self.momenten if rij.dag >= vandaag]
        return (komend or [*self.momenten][:1] or [None])[-1]

    @property
    def gekozen(self) -> Evaluatiemoment | None:
        return self.cleaned_data.get("moment") or self._volgende()

    @property
    def waar(self) -> dict:
        """To narrow trajecten by."""
        klas = self.cleaned_data.get("klas")
        return {"leerling__klas": klas} if klas else {}

    @property
    def gedaan(self) -> bool | None:
        """Only who was evaluated, only who was not, or (None) both."""
        return {"wel": True, "niet": False}.get(self.cleaned_data.get("staat", ""))
