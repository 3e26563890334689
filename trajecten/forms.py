"""Forms about the course of a case. Every choice is limited to what the looker may see."""

import datetime

from django import forms
from django.utils import timezone

from gebruikers.forms import Dagveld, Rolkeuze, begrens, datumveld
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from leerlingen.models import Klas, Opleiding
from leerlingen.schooljaar import einde_schooljaar
from trajecten.fases import Fase
from trajecten.models import (
    Inschrijving,
    Kalenderperiode,
    Teamlid,
    Termijnduur,
    Traject,
    Weekdag,
)
from trajecten.models.weekpatroon import GEEN_DAG
from trajecten.termijnregel import REGELS

WAAR = ("school", "werkplek")
BEGINFASES = (Fase.SCREENING, Fase.ZOEKT_WERKPLEK)


class Lidkeuze(forms.ModelChoiceField):
    def label_from_instance(self, lid: Lidmaatschap) -> str:
        return lid.gebruiker.volledige_naam


def collegas(lid: Lidmaatschap, *rollen: Rol):
    """Who at the school has one of these roles today."""
    return Lidmaatschap.objects.zichtbaar_voor(lid).geldig().filter(rol__in=rollen).op_naam()


def eerste_dag(vandaag: datetime.date) -> datetime.date:
    """Today, or in the summer the first day of the school year to come."""
    if vandaag.month in (7, 8):
        return datetime.date(vandaag.year, 9, 1)
    return vandaag


class TeamMixin(forms.Form):
    """First phase and team: the same for one learner and for several at once."""

    fase = forms.ChoiceField(label="eerste fase", choices=[(f.value, f.label) for f in BEGINFASES])
    begeleider = Lidkeuze(label="trajectbegeleider", queryset=Lidmaatschap.objects.none())
    praktijk = Lidkeuze(
        label="praktijkleerkracht", queryset=Lidmaatschap.objects.none(), required=False
    )
    leerkracht = Lidkeuze(
        label="leerkracht",
        queryset=Lidmaatschap.objects.none(),
        required=False,
        help_text="Wie les geeft aan de klas, ziet het traject al vanzelf.",
    )

    def _kies_team(self, lid: Lidmaatschap) -> None:
        self.fields["begeleider"].queryset = collegas(lid, Rol.BEGELEIDER)
        self.fields["praktijk"].queryset = collegas(lid, Rol.PRAKTIJK)
        self.fields["leerkracht"].queryset = collegas(lid, Rol.LEERKRACHT)
        if lid.rol == Rol.BEGELEIDER:
            self.fields["begeleider"].initial = lid.pk

    def team(self) -> list[Lidmaatschap]:
        gekozen = (self.cleaned_data[rol] for rol in ("begeleider", "praktijk", "leerkracht"))
        return [lid for lid in gekozen if lid]


class StartForm(TeamMixin, forms.ModelForm):
    opleiding = forms.ModelChoiceField(label="opleiding", queryset=Opleiding.objects.none())
    field_order = [
        "opleiding", "begindatum", "einddatum", "fase", "begeleider", "praktijk", "leerkracht",
    ]  # fmt: skip

    class Meta:
        model = Traject
        fields = ["begindatum", "einddatum"]
        widgets = {"begindatum": datumveld(), "einddatum": datumveld()}

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        begin = eerste_dag(timezone.localdate())
        self.fields["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)
        self.fields["opleiding"].initial = self.instance.leerling.opleiding_id
        self.initial |= {"begindatum": begin, "einddatum": einde_schooljaar(begin)}
        self._kies_team(lid)


class StartMeerForm(TeamMixin):
    """For several learners at once, each in the opleiding that the school's package gives."""

    begindatum = Dagveld(label="begindatum")
    einddatum = Dagveld(label="voorziene einddatum", required=False)
    field_order = ["begindatum", "einddatum", "fase", "begeleider", "praktijk", "leerkracht"]

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        begin = eerste_dag(timezone.localdate())
        self.fields["begindatum"].initial = begin
        self.fields["einddatum"].initial = einde_schooljaar(begin)
        self._kies_team(lid)

    def clean(self) -> dict:
        schoon = super().clean()
        begin, einde = schoon.get("begindatum"), schoon.get("einddatum")
        if begin and einde and einde <= begin:
            self.add_error("einddatum", "De einddatum moet na de begindatum liggen.")
        return schoon


class ZonderFilter(forms.Form):
    q = forms.CharField(label="naam", required=False, max_length=80)
    klas = forms.ModelChoiceField(queryset=Klas.objects.none(), required=False, empty_label="alle")
    opleiding = forms.ModelChoiceField(
        queryset=Opleiding.objects.none(), required=False, empty_label="alle"
    )

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klas"].queryset = Klas.objects.zichtbaar_voor(lid)
        self.fields["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)


class RedenForm(forms.Form):
    reden = forms.CharField(
        label="waarom", max_length=200, help_text="Komt in de tijdlijn van het dossier."
    )


class TeamlidForm(forms.ModelForm):
    lid = Rolkeuze(label="wie", queryset=Lidmaatschap.objects.none())
    field_order = ["lid", "van"]

    class Meta:
        model = Teamlid
        fields = ["van"]
        widgets = {"van": datumveld()}

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lid"].queryset = collegas(lid, *Teamlid.ROLLEN)


class StopForm(forms.Form):
    tot = Dagveld(label="laatste dag")


class InschrijvingForm(forms.ModelForm):
    class Meta:
        model = Inschrijving
        fields = ["opleiding", "van"]
        widgets = {"van": datumveld()}

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)


def _dagenveld(label: str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=Weekdag,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class WeekForm(forms.Form):
    """A week: on which days at school, on which at the workplace; a day may be both, when who says
    so says it twice (`beide`, asked about these days only)."""

    van = Dagveld(label="vanaf")
    school = _dagenveld("op school")
    werkplek = _dagenveld("op de werkplek")
    beide = forms.MultipleChoiceField(
        label="klopt dat?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        gekozen = [self.data.getlist(naam) if self.is_bound else [] for naam in WAAR]
        in_beide = set.intersection(*map(set, gekozen))
        self.dubbel = [dag.label.lower() for dag in Weekdag if str(dag.value) in in_beide]
        if not self.dubbel:
            del self.fields["beide"]
            return
        dagen = " en ".join(self.dubbel)
        keuze = (dagen, f"ja, op {dagen} zowel op school als op de werkplek")
        self.fields["beide"].choices = [keuze]

    def clean(self) -> dict:
        schoon = super().clean()
        if not self.errors and not schoon["school"] and not schoon["werkplek"]:
            self.add_error("school", GEEN_DAG)
        if self.dubbel and not schoon.get("beide"):
            self.fields["beide"].widget.attrs["autofocus"] = True
            dagen = " en ".join(self.dubbel)
            self.errors.pop("beide", None)
            self.add_error("beide", f"Je koos {dagen} bij school en bij de werkplek.")
        return schoon

    @property
    def week(self) -> dict:
        return {naam: self.cleaned_data[naam] for naam in ("van", *WAAR)}


class VerlengForm(forms.Form):
    """What the klassenraad decided about a term."""

    tot = Dagveld(
        label="verlengd tot en met",
        required=False,
        help_text="Laat leeg als een eerdere verlenging niet meer geldt.",
    )
    besloten_op = Dagveld(label="de klassenraad besliste op")
    reden = forms.CharField(
        label="waarom",
        max_length=300,
        help_text="Iedereen die het verloop van dit traject ziet, leest dit: ook de leerling.",
    )


class OpvolgForm(forms.Form):
    """What somebody did about a term, or why it was not done after all."""

    wat = forms.CharField(
        label="wat je deed",
        max_length=250,
        help_text="Iedereen die het verloop van dit traject ziet, leest dit: ook de leerling.",
    )

    def __init__(self, *args, gedaan: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not gedaan:
            self.fields["wat"].label = "waarom toch niet"


class TermijnduurForm(forms.ModelForm):
    """How long a rule that counts takes at this school."""

    class Meta:
        model = Termijnduur
        fields = ["regel", "aantal", "vanaf", "waarom"]
        widgets = {"vanaf": datumveld()}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        telbaar = [regel for regel in REGELS.values() if regel.eenheid]
        keuzes = [(regel.sleutel, f"{regel.naam} ({regel.eenheid.label})") for regel in telbaar]
        self.fields["regel"] = forms.ChoiceField(label="regel", choices=[("", "Kies…"), *keuzes])
        begrens(self.fields["aantal"], 1, 400, "Kies een aantal van 1 tot 400.")

    def _get_validation_exclusions(self) -> set[str]:
        """The school is given by the view: let the rule "once a day" count it."""
        return super()._get_validation_exclusions() - {"school"}


class KalenderperiodeForm(forms.ModelForm):
    class Meta:
        model = Kalenderperiode
        fields = ["naam", "soort", "van", "tot", "zoals"]
        widgets = {"van": datumveld(), "tot": datumveld()}

    def _get_validation_exclusions(self) -> set[str]:
        """The school is given by the view: let the rule "once a day" count it."""
        return super()._get_validation_exclusions() - {"school"}
