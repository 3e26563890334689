"""Forms about agreements. Select lists hold what this person may see."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict

from gebruikers.forms import Dagveld, datumveld
from gebruikers.forms_account import CODE
from gebruikers.models import Lidmaatschap
from gebruikers.samen import SamenForm
from gebruikers.schrijfwijze import TEKST
from leerlingen.models import Betrokkene
from opleidingsplannen.models import Opleidingsplan, Planstatus
from overeenkomsten.forms_vergoeding import vul_aan, vul_voor
from overeenkomsten.krabbel import Krabbel, lees_krabbel
from overeenkomsten.mandaten import tekenbevoegden
from overeenkomsten.models import Ondertekenaar, Overeenkomst
from overeenkomsten.soorten import DUAAL
from overeenkomsten.statussen import Partij, Registratie
from overeenkomsten.uren import voorgestelde_soort
from werkplekken.models import Mentor, Vertegenwoordiger

TE_VEEL = ("max_value", "max_digits", "max_whole_digits")


class OvereenkomstForm(SamenForm, forms.ModelForm):
    """The facts of an agreement. For a draft only period and hours are required."""

    # The hours decide on the kind, and the kind on an allowance.
    EEN_WAARDE = (
        (
            "uren_werkplek",
            "soort",
            "soort_reden",
            "behaald",
            "duale_jaren",
            "vergoeding_categorie",
            "vergoeding",
        ),
    )

    soort = forms.ChoiceField(
        label="Soort",
        required=False,
        choices=[("", "Volgens de uren"), *[(soort.value, soort.label) for soort in DUAAL]],
        help_text="Vanaf 20 uur op de werkplek een OAO, daaronder een SAO. Kies je iets anders, "
        "schrijf dan waarom.",
    )
    vergoeding = forms.DecimalField(
        label="Leervergoeding per maand (euro)",
        required=False,
        min_value=0,
        max_value=9999,
        decimal_places=2,
        localize=True,
    )

    class Meta:
        model = Overeenkomst
        fields = (
            "begindatum",
            "einddatum",
            "uren_werkplek",
            "uren_school",
            "soort",
            "soort_reden",
            "behaald",
            "duale_jaren",
            "vergoeding_categorie",
            "vergoeding",
            "mentor",
            "vertegenwoordiger",
            "ouder",
            "tweede_ouder",
            "tekent_voor_school",
            "volgorde",
            "plan",
            "paritair_comite",
            "verzekeraar",
            "polisnummer",
        )
        widgets = {"begindatum": datumveld(), "einddatum": datumveld()}
        localized_fields = ("uren_werkplek", "uren_school")
        # Too many is told in the same words as too few.
        error_messages = {
            regel.bij: dict.fromkeys(TE_VEEL, regel.violation_error_message)
            for regel in Overeenkomst._meta.constraints
            if getattr(regel, "bij", "").startswith("uren_")
        }

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mijn = self.instance
        self._begin = self._stand()
        ouders = Betrokkene.objects.filter(leerling=mijn.traject.leerling_id).met_gezag()
        keuzes = {
            "mentor": Mentor.objects.filter(vestiging=mijn.vestiging_id),
            "vertegenwoordiger": Vertegenwoordiger.objects.filter(
                onderneming__vestigingen=mijn.vestiging_id
            ),
            "ouder": ouders,
            "tweede_ouder": ouders,
            "tekent_voor_school": tekenbevoegden().select_related("gebruiker", "school"),
            "plan": Opleidingsplan.objects.filter(traject=mijn.traject_id).exclude(
                status=Planstatus.VERVANGEN
            ),
        }
        for naam, rijen in keuzes.items():
            self.fields[naam].queryset = rijen.zichtbaar_voor(lid)
        self.fields["tekent_voor_school"].label_from_instance = lambda wie: str(wie.gebruiker)
        self._laat_weg()
        if "vergoeding" in self.fields:
            vul_voor(self, lid)
        if mijn.pk is None or (mijn.soort == voorgestelde_soort(mijn.uren_werkplek)):
            self.initial["soort"] = ""
        for veld in ("uren_werkplek", "uren_school"):
            uren = self.initial.get(veld)
            if uren is not None and uren == uren.to_integral_value():
                self.initial[veld] = int(uren)  # 13, not 13,00

    def _laat_weg(self) -> None:
        """What this kind, or a learner of this age, does not ask."""
        regels, leerling, weg = self.instance.regels, self.instance.traject.leerling, []
        if Partij.OUDER not in regels.partijen or not leerling.is_minderjarig():
            weg += ["ouder", "tweede_ouder"]
        if regels.is_aanloop:  # the kind was chosen before, and has no allowance
            weg += [*self.EEN_WAARDE[0][1:], "paritair_comite"]
            self.EEN_WAARDE = ()
        if regels.bij == "organisatie":
            weg += ["mentor", "vertegenwoordiger", "plan", "verzekeraar", "polisnummer"]
            self.fields["uren_werkplek"].label = "Uren per week bij de organisator"
        for naam in weg:
            del self.fields[naam]

    def clean(self) -> dict:
        gegevens = super().clean()
        if self.instance.regels.is_aanloop:
            return gegevens
        uren = gegevens.get("uren_werkplek")
        if uren is None:
            gegevens["soort"] = gegevens.get("soort") or self.instance.soort
        else:
            volgens_uren = voorgestelde_soort(uren)
            gekozen = gegevens.get("soort") or volgens_uren
            gegevens["soort"] = gekozen
            if gekozen == volgens_uren:
                gegevens["soort_reden"] = ""
            elif not gegevens.get("soort_reden"):
                self.add_error("soort_reden", "Schrijf waarom de soort afwijkt van de uren.")
        vul_aan(gegevens, self.instance)
        bedrag = gegevens.get("vergoeding")
        self.instance.vergoeding_cent = None if bedrag is None else int(bedrag * 100)
        return gegevens

    def _stand(self) -> dict:
        return model_to_dict(self.instance, [*self._meta.fields, "vergoeding_cent"])

    @property
    def is_gewijzigd(self) -> bool:
        """Whether saving would change the agreement. Naming the kind it has already does not."""
        return self._stand() != self._begin


class RegistratieForm(forms.Form):
    """What was done in Werkplekduaal, written down by hand; of the steps for the premium their days
    and nothing more."""

    registratie = forms.ChoiceField(label="Stand in Werkplekduaal", choices=Registratie.choices)
    op = forms.DateField(label="Op", required=False, widget=datumveld())
    nummer = forms.CharField(label="Nummer", required=False, max_length=40, validators=TEKST)
    rekening_op = Dagveld(
        label="Premie: rekeningnummer gevraagd en in het loket getypt op",
        required=False,
        help_text="Alleen de dag. Het nummer zelf hoort niet in Trajecten.",
    )
    toestemming_op = Dagveld(label="Premie: toestemming van de leerling op", required=False)
    verklaring_op = Dagveld(
        label="Premie: getekende verklaring in het loket opgeladen op", required=False
    )

    def clean(self) -> dict:
        gegevens = super().clean()
        if gegevens.get("registratie") == Registratie.GEREGISTREERD and not gegevens.get("op"):
            self.add_error("op", "Vul in op welke dag de overeenkomst geregistreerd is.")
        return gegevens


class WaaromForm(forms.Form):
    reden = forms.CharField(
        label="Waarom?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class TafelForm(forms.Form):
    """Who signs at the table now, one after the other."""

    wie = forms.MultipleChoiceField(
        label="Wie tekent nu?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één persoon."},
    )

    def __init__(
        self, *args, partijen: list[Ondertekenaar], eerst: Ondertekenaar, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self._partijen = partijen
        self.fields["wie"].choices = [(str(p.pk), str(p)) for p in partijen]
        self.fields["wie"].initial = [str(eerst.pk)]

    @property
    def gekozen(self) -> list[Ondertekenaar]:
        return [p for p in self._partijen if str(p.pk) in self.cleaned_data["wie"]]


class TekenForm(forms.Form):
    """What a party sends to sign: the fingerprint of what was read, and a typed name."""

    hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    gelezen = forms.BooleanField()
    naam = forms.CharField(
        label="Typ je voornaam en naam",
        max_length=160,
        error_messages={"required": "Typ je naam om te tekenen."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    krabbel = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60_000)

    def clean_krabbel(self) -> Krabbel | None:
        """Told above all fields: this one is not seen."""
        try:
            return lees_krabbel(self.cleaned_data["krabbel"])
        except ValidationError as fout:
            self.add_error(None, fout)

    def __init__(self, *args, heet: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        gelezen = self.fields["gelezen"]
        gelezen.label = f"Ik heb de {heet} gelezen en ga akkoord."
        gelezen.error_messages["required"] = f"Vink aan dat je de {heet} gelezen hebt."


class TekencodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Zes cijfers.",
        error_messages={"required": "Vul de code uit de mail in."},
        widget=forms.TextInput(attrs=CODE),
    )


class ReeksForm(forms.Form):
    """One name under each agreement that was ticked as read."""

    naam = TekenForm.base_fields["naam"]
