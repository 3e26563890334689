"""Forms about contacts."""

from django import forms
from django.utils import timezone

from begeleiding.acties_contact import LATER, OPENER, Staat
from begeleiding.models import Contactmoment
from gebruikers.forms import Dagveld, begrens, datumveld
from gebruikers.models import Lidmaatschap
from gebruikers.samen import SamenForm
from gebruikers.schrijfwijze import TEKST
from gebruikers.zicht import Informatie, Recht, mag
from trajecten.models import Taak
from werkplekken.models import Plaatsing

Soort, Met, Lezers = Contactmoment.Soort, Contactmoment.Met, Contactmoment.Lezers
OP_DE_WERKPLEK = (Soort.BEZOEK, Soort.DRIEHOEK)
GEEN_WERKPLEK = "Deze leerling heeft die dag geen werkplek om te bezoeken. Kies een ander contact."
WELKE = "Kies welke werkplek."


def tijdveld() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class Plaatskeuze(forms.ModelChoiceField):
    def label_from_instance(self, plaatsing: Plaatsing) -> str:
        return str(plaatsing.plaats)


class ContactForm(SamenForm, forms.ModelForm):
    """Half a minute on a phone: what, when, with whom, how it was. Where follows from the day when
    the learner is at one place only. `opent`: whether the button of the page that comes back says
    yes to letting others read what was vertrouwelijk."""

    opent = False

    met = forms.MultipleChoiceField(
        label="met wie",
        choices=Contactmoment.Met,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    taken = forms.ModelMultipleChoiceField(
        Taak.objects.none(),
        label="hiermee is ook gedaan",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Contactmoment
        fields = (
            "soort", "dag", "tijd", "staat", "met", "plaatsing", "waarom_niet", "verslag", "lezers",
            "duur", "taken",
        )  # fmt: skip
        field_classes = {"plaatsing": Plaatskeuze}
        widgets = {
            "dag": datumveld(),
            "tijd": tijdveld(),
            "staat": forms.RadioSelect,
            "lezers": forms.RadioSelect,
            "verslag": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        moment, nieuw = self.instance, self.instance.pk is None
        self.was, self.open_voor = moment.lezers, self.data.get("open_voor")
        traject = moment.traject
        plaatsingen = Plaatsing.objects.zichtbaar_voor(lid).filter(traject=traject)
        self.plaatsingen = list(plaatsingen.select_related("vestiging", "organisatie"))
        self._kies_plaats(plaatsingen)
        zelf = nieuw or moment.is_van(lid)
        self.fields["lezers"].choices = [
            keuze
            for keuze in Lezers.choices
            if mag(lid, Informatie(keuze[0]), Recht.SCHRIJF)
            and (zelf or keuze[0] != Lezers.VERTROUWELIJK)
        ]
        staten = (Staat.GEPLAND, Staat.GEHOUDEN) if nieuw else moment.volgende_staten
        self.fields["staat"].choices = [(staat.value, staat.label) for staat in staten]
        begrens(self.fields["duur"], 1, 600, "Kies 1 tot hoogstens 600 minuten.")
        if nieuw:
            self.initial["dag"] = timezone.localdate()
            del self.fields["waarom_niet"]
        taken = Taak.objects.zichtbaar_voor(lid).open().aan(lid).filter(traject=traject)
        self.fields["taken"].queryset = taken
        if not taken:
            del self.fields["taken"]

    def _kies_plaats(self, plaatsingen) -> None:
        """Asked of who is at several places only."""
        if len(self.plaatsingen) > 1:
            self.fields["plaatsing"].queryset = plaatsingen.select_related(
                "vestiging", "organisatie"
            )
            self.fields["plaatsing"].empty_label = "waar de leerling die dag is"
        else:
            del self.fields["plaatsing"]

    def clean(self) -> dict:
        schoon = super().clean()
        self._zet_plaats(schoon)
        dag, staat = schoon.get("dag"), schoon.get("staat")
        nieuw_gepland = staat == Staat.GEPLAND and {"dag", "staat"} & {*self.changed_data}
        if dag and nieuw_gepland and dag < timezone.localdate():
            self.add_error("dag", LATER)
        lezers = schoon.get("lezers")
        vertrouwelijk = self.instance.pk and self.was == Lezers.VERTROUWELIJK
        if vertrouwelijk and lezers not in (None, self.was) and not self.bevestigd:
            self.opent = True
            self.add_error("lezers", OPENER)
        return schoon

    @property
    def bevestigd(self) -> bool:
        """To this very choice: another one is asked about again."""
        return self.open_voor == self.data.get(self.add_prefix("lezers"))

    def _zet_plaats(self, schoon: dict) -> None:
        """Also of a talk with the mentor: what is of one company is not read by another. What was
        of one stays of one."""
        plaats, dag, was = schoon.get("plaatsing"), schoon.get("dag"), self.instance.plaatsing
        op_de_werkplek = schoon.get("soort") in OP_DE_WERKPLEK
        met_mentor = Met.MENTOR in schoon.get("met", [])
        if plaats is None and dag and (op_de_werkplek or met_mentor or was):
            die_dag = [p for p in self.plaatsingen if p.van <= dag <= p.tot]
            if met_mentor:  # an organisation has none
                bedrijven = [p for p in die_dag if p.vestiging_id]
                die_dag = bedrijven if bedrijven or not op_de_werkplek else die_dag
            if len(die_dag) == 1:
                plaats = die_dag[0]
            elif die_dag:
                self.add_error("plaatsing", WELKE)
            elif was:
                plaats = was  # was moved to after the last day there
            elif schoon.get("soort") == Soort.BEZOEK:
                self.add_error("soort", GEEN_WERKPLEK)
        schoon["plaatsing"] = self.instance.plaatsing = plaats

    @property
    def gekozen(self) -> dict:
        """For the act, beside the row itself."""
        return {"taken": self.cleaned_data.get("taken", [])}


class VerzetForm(forms.Form):
    dag = Dagveld(label="nieuwe dag")
    tijd = forms.TimeField(label="uur", widget=tijdveld(), required=False)


class NietForm(forms.Form):
    waarom_niet = forms.CharField(label="waarom niet", max_length=200, validators=TEKST)
