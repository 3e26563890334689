"""Forms about the phase of a case, its studiebewijs, and the reasons that a school lets choose."""

from django import forms
from django.utils import timezone

from gebruikers.forms import Dagveld, datumveld
from gebruikers.samen import SamenForm
from trajecten.fases import MET_REDEN, Fase
from trajecten.forms import RedenForm
from trajecten.forms_lijst import LijstForm
from trajecten.models import Eindereden, Studiebewijs, Traject
from trajecten.models.studiebewijs import BIJ_FASE

DEEL = Studiebewijs.Soort.DEELKWALIFICATIE
WELKE_CLUSTERS = "Alleen bij een bewijs van deelkwalificatie: voor welke clusters is het?"


class Regels(forms.CharField):
    """Several words, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        regels = (regel.strip() for regel in (value or "").splitlines())
        return list(dict.fromkeys(regel for regel in regels if regel))

    def clean(self, value) -> list[str]:
        regels = self.to_python(value)
        if len(regels) > 20 or any(len(regel) > 160 for regel in regels):
            raise forms.ValidationError("Geef hoogstens 20 clusters, elk van hoogstens 160 tekens.")
        return regels


def clusters_van(traject: Traject) -> list[str]:
    """The clusters of the standaardtrajecten that the plans of this traject began from."""
    pad = "plannen__standaardtraject__clusters"
    titels = Traject.objects.filter(pk=traject.pk, **{f"{pad}__isnull": False})
    return list(
        dict.fromkeys(titels.order_by(f"{pad}__volgorde").values_list(f"{pad}__titel", flat=True))
    )


def clusterveld(traject: Traject) -> forms.Field:
    """To tick those of the plan; without a plan, to type."""
    velden = {"label": "clusters", "required": False, "help_text": WELKE_CLUSTERS}
    if not (titels := clusters_van(traject)):
        return Regels(**velden | {"help_text": f"{WELKE_CLUSTERS} Eén per regel."})
    return forms.MultipleChoiceField(
        choices=[(titel, titel) for titel in titels], widget=forms.CheckboxSelectMultiple, **velden
    )


def vanuit(traject: Traject) -> str:
    """Where a traject stands, for a form to send along: who read another phase is told."""
    return f"{traject.fase} {traject.fase_sinds}"


class FaseForm(RedenForm):
    """Move to one phase: on which day and why; how it ended, when it ends there."""

    naar = forms.CharField(widget=forms.HiddenInput)
    vanuit = forms.CharField(widget=forms.HiddenInput, required=False)
    op = forms.DateField(label="op", widget=datumveld())

    def __init__(self, *args, traject: Traject, naar: Fase, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.naar, vandaag = naar, timezone.localdate()
        self.fields["naar"].initial = naar.value
        self.fields["vanuit"].initial = vanuit(traject)
        self.fields["op"].initial = vandaag
        if naar in MET_REDEN:
            redenen = Eindereden.objects.filter(school=traject.school_id)
            self.fields["eindereden"] = forms.ModelChoiceField(
                redenen.bij(naar, traject.fase_sinds, vandaag), label="reden", empty_label="Kies…"
            )
            self.fields["reden"].label = "uitleg"
            self.fields["reden"].required = False
            self.fields["reden"].help_text += " Niets over iemands gezondheid."
        if naar == Fase.AFGEROND:
            self.fields["reden"].label = "uitleg"
            self.fields["reden"].required = False
        if naar in BIJ_FASE:
            self._vraag_studiebewijs(traject)
        if over := traject.taken.uit_lijsten(behalve=naar).count():
            self._vraag_taken(over)
        self.order_fields(["op", "eindereden", "reden", "soorten", "behaald_op", "clusters"])

    def _vraag_taken(self, over: int) -> None:
        taken = "de taak weg die nog open staat"
        if over > 1:
            taken = f"de {over} taken weg die nog open staan"
        self.fields["taken_weg"] = forms.BooleanField(
            label=f"Neem {taken} uit de takenlijst van de fase die eindigt",
            required=False,
            initial=True,
            help_text="Draait de coördinator deze stap terug, dan staan ze er weer.",
        )

    def _vraag_studiebewijs(self, traject: Traject) -> None:
        verplicht = self.naar == Fase.AFGEROND
        self.fields["soorten"] = forms.MultipleChoiceField(
            label="studiebewijs",
            choices=[(soort.value, soort.label) for soort in BIJ_FASE[self.naar]],
            widget=forms.CheckboxSelectMultiple,
            required=verplicht,
            error_messages={"required": "Kies welk studiebewijs de leerling behaalde."},
            help_text=""
            if verplicht
            else "Alleen als de leerling er een kreeg. Een oriënteringsattest kan na een eerste "
            "duaal jaar dat af is.",
        )
        self.fields["behaald_op"] = Dagveld(
            label="behaald op", required=False, help_text="Leeg: de dag waarop het traject eindigt."
        )
        self.fields["clusters"] = clusterveld(traject)

    def clean(self) -> dict:
        schoon = super().clean()
        if "soorten" in schoon and "clusters" in schoon:
            if DEEL in schoon["soorten"] and not schoon["clusters"]:
                self.add_error("clusters", "Kies voor welke clusters het bewijs is.")
            elif schoon["clusters"] and DEEL not in schoon["soorten"]:
                deel = "Kies ook het bewijs van deelkwalificatie, of geen clusters."
                self.add_error("clusters", deel)
        return schoon

    def studiebewijzen(self) -> list[Studiebewijs]:
        if self.naar not in BIJ_FASE:
            return []
        keuze = self.cleaned_data
        return [
            Studiebewijs(
                soort=soort,
                op=keuze["behaald_op"] or keuze["op"],
                clusters=keuze["clusters"] if soort == DEEL else [],
            )
            for soort in keuze["soorten"]
        ]


class StudiebewijsForm(SamenForm, forms.ModelForm):
    """One that is added, or corrected for a reason."""

    clusters = Regels(
        label="clusters", required=False, help_text=f"{WELKE_CLUSTERS} Eén per regel."
    )

    class Meta:
        model = Studiebewijs
        fields = ["soort", "op", "clusters"]
        widgets = {"op": datumveld()}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        traject = self.instance.traject
        soorten = [(soort.value, soort.label) for soort in BIJ_FASE.get(Fase(traject.fase), ())]
        self.fields["soort"] = forms.ChoiceField(
            label="studiebewijs", choices=[("", "Kies…"), *soorten]
        )
        if self.instance.pk:
            self.fields["reden"] = RedenForm().fields["reden"]
        else:
            self.fields["clusters"] = clusterveld(traject)

    def _get_validation_exclusions(self) -> set[str]:
        """The traject is given by the view: let the rule "one of each kind" count it."""
        return super()._get_validation_exclusions() - {"traject"}


class EinderedenForm(LijstForm):
    class Meta:
        model = Eindereden
        fields = [
            "naam", "bij_stopgezet", "bij_niet_gestart", "bij_onderbroken", "bij_overeenkomst",
            "van", "tot", "volgorde", "bron",
        ]  # fmt: skip
        widgets = {"van": datumveld(), "tot": datumveld()}
