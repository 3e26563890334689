"""Forms about the school and its people."""

import datetime
from collections.abc import Collection, Mapping, Sequence

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gebruikers.acties import AndereNaam
from gebruikers.models import Gebruiker, Lidmaatschap, School, Toegangsherstel, Vervanging
from gebruikers.nummers import Nummer
from gebruikers.overgang import Weigering
from gebruikers.periode import DAG, plausibele_dag
from gebruikers.rechten import wie_kan_vervangen
from gebruikers.rollen import STAF, TEAM, Rol
from gebruikers.samen import SamenForm
from gebruikers.schrijfwijze import NAAM, TEKST

TIJD_OM_IN_TE_STELLEN = datetime.timedelta(days=14)


def datumveld() -> forms.DateInput:
    """The browser's own date field, for every date that is typed."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def begrens(veld: forms.IntegerField, laagst: int, hoogst: int, zin: str) -> None:
    """Numbers that somebody can mean, with one sentence for all others."""
    veld.validators = [MinValueValidator(laagst, zin), MaxValueValidator(hoogst, zin)]
    veld.widget.attrs |= {"min": laagst, "max": hoogst}


class Dagveld(forms.DateField):
    """A day that is typed in a form without a model: none that nobody can mean."""

    widget = datumveld()
    default_validators = [plausibele_dag]


class FilterForm(forms.Form):
    """Narrows a list; the choice lives in the address."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            soort = "select" if isinstance(veld.widget, forms.Select) else "control"
            veld.widget.attrs["class"] = f"form-{soort}"

    @property
    def aantal_meer(self) -> int:
        """How many are in use beside the first, which is in view on every screen."""
        return sum(bool(self[naam].data) for naam in [*self.fields][1:])


class Rolkeuze(forms.ModelChoiceField):
    def label_from_instance(self, lid: Lidmaatschap) -> str:
        return f"{lid.gebruiker.volledige_naam} ({lid.get_rol_display().lower()})"


class SchoolForm(SamenForm, forms.ModelForm):
    """Who switches the second factor on says from which day; off is stored as no day at all."""

    meteen: datetime.date | None = None  # what the page that comes back asks
    EEN_WAARDE = (("tweede_stap", "tweede_factor_vanaf"),)

    tweede_stap = forms.BooleanField(
        label="Medewerkers hebben bij het aanmelden een tweede stap nodig", required=False
    )

    class Meta:
        model = School
        fields = (
            "naam",
            "instellingsnummer",
            "straat",
            "postcode",
            "gemeente",
            "telefoon",
            "email",
            "herinner_na_dagen",
            "link_geldig_dagen",
            "beide_ouders_tekenen",
            "tekenvolgorde",
            "mentor_ziet_na_einde_dagen",
            "aanwezigheid_vanaf",
            "afwezigheid_grens",
            "tweede_stap",
            "tweede_factor_vanaf",
        )
        widgets = dict.fromkeys(("tweede_factor_vanaf", "aanwezigheid_vanaf"), datumveld())
        labels = {"tweede_factor_vanaf": "Zo ja, vanaf welke dag?"}
        help_texts = {
            "tweede_factor_vanaf": "Wie er dan nog geen heeft, stelt ze eerst in. Wie er nu nog "
            "geen heeft, krijgt meteen een mail. Wie er drie dagen voor die dag nog geen heeft, "
            "krijgt een tweede mail."
        }
        # A number that the database cannot even hold is told in the same words.
        error_messages = {
            regel.bij: dict.fromkeys(("min_value", "max_value"), regel.violation_error_message)
            for regel in School._meta.constraints
        }

    def __init__(
        self, *args, zonder: Collection[Gebruiker] = (), door: Gebruiker | None = None, **kwargs
    ) -> None:
        """`zonder`: who has none yet, of whom `door` reads what a day of today does."""
        super().__init__(*args, **kwargs)
        self.zonder, self.toch_meteen = zonder, self.data.get("meteen")
        self.initial["tweede_stap"] = self.initial["tweede_factor_vanaf"] is not None
        if not self.instance.vraagt_tweede_factor:
            self.fields["tweede_factor_vanaf"].help_text += _wie_vast_staat(zonder, door)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        """A day is proposed where none is stored. It is no part of what the page showed as stored:
        tomorrow it is another one."""
        waarde = super().get_initial_for_field(field, field_name)
        if field_name == "tweede_factor_vanaf" and waarde is None:
            return timezone.localdate() + TIJD_OM_IN_TE_STELLEN
        return waarde

    def full_clean(self) -> None:
        """A proposed day that nobody chose counts for nothing; it stays proposed on a page that
        comes back, unless a colleague chose one meanwhile."""
        vanaf = self["tweede_factor_vanaf"]
        getypt = vanaf.data
        if self.is_bound and not self["tweede_stap"].data:
            self.data = self.data.copy()
            self.data[vanaf.html_name] = ""
        super().full_clean()
        if self.errors and not self["tweede_stap"].data:
            self.data[vanaf.html_name] = getypt

    def clean(self) -> dict:
        gegevens = super().clean()
        vanaf, was = gegevens.get("tweede_factor_vanaf"), self.instance.tweede_factor_vanaf
        if not gegevens.get("tweede_stap"):
            gegevens["tweede_factor_vanaf"] = None
        elif vanaf is None:
            self.add_error("tweede_factor_vanaf", "Kies vanaf welke dag.")
        elif vanaf != was and vanaf < timezone.localdate():
            self.add_error("tweede_factor_vanaf", "Deze dag is voorbij. Kies een latere.")
        elif vanaf != was and vanaf == timezone.localdate() and self.zonder:
            self._vraag_of_het_meteen_moet(vanaf)
        return gegevens

    def _vraag_of_het_meteen_moet(self, vandaag: datetime.date) -> None:
        """The button of the page that comes back says yes, to this very day."""
        if self.toch_meteen == vandaag.isoformat():
            return
        self.meteen = vandaag
        aantal = len(self.zonder)
        wie = "1 medewerker kan" if aantal == 1 else f"{aantal} medewerkers kunnen"
        self.add_error(
            "tweede_factor_vanaf",
            f"{wie} dan vanaf nu niet verder tot ze een tweede stap instellen. Kies onderaan “Ja, "
            "vanaf vandaag”, of kies een latere dag.",
        )


def _wie_vast_staat(zonder: Collection[Gebruiker], door: Gebruiker | None) -> str:
    if not zonder:
        return ""
    aantal = "1 medewerker heeft" if len(zonder) == 1 else f"{len(zonder)} medewerkers hebben"
    ook = " Ook jij niet." if door in zonder else ""
    return f" Nu: {aantal} er geen. Kies je vandaag, dan kan niemand van hen verder zonder.{ook}"


class PersoonForm(forms.Form):
    """Who is invited. `te_bevestigen`: the address of somebody known by another name, which the
    button of the page confirms."""

    voornaam = forms.CharField(label="Voornaam", max_length=80, validators=NAAM)
    naam = forms.CharField(label="Naam", max_length=80, validators=NAAM)
    email = forms.EmailField(label="E-mailadres", max_length=254)

    te_bevestigen = ""

    @property
    def wie(self) -> dict:
        """For the act. Only this very address was confirmed."""
        bevestigd = self.data.get("bevestigd") == self.cleaned_data["email"]
        return self.cleaned_data | {"bevestigd": bevestigd}

    def weiger(self, weigering: Weigering) -> None:
        zin = str(weigering)
        if isinstance(weigering, AndereNaam):
            self.te_bevestigen = self.cleaned_data["email"]
            ja = "Kies dan onderaan “Ja, nodig die persoon uit”."
            zin = str(AndereNaam(weigering.account, ja))
        self.add_error("email", zin)


class UitnodigingForm(PersoonForm):
    """Staff only: mentors, parents, learners and externals are invited from where they stand."""

    rol = forms.ChoiceField(
        label="Rol",
        choices=[("", "Kies…"), *((rol.value, rol.label) for rol in Rol if rol in STAF)],
    )


class EindeRolForm(forms.Form):
    """Without a day it ends at once. Asked nothing yet, it shows the day that is set already."""

    laatste_dag = Dagveld(
        label="Laatste dag",
        required=False,
        help_text="Laat leeg om meteen te beëindigen.",
        error_messages={"invalid": "Vul een geldige laatste dag in, of laat ze leeg."},
    )

    def __init__(self, gevraagd: Mapping, *, nu: datetime.date | None) -> None:
        super().__init__(gevraagd if "laatste_dag" in gevraagd else {"laatste_dag": nu})
        ververs = {"hx-get": "", "hx-trigger": "change", "hx-target": "#gevolgen"}
        self.fields["laatste_dag"].widget.attrs |= ververs

    def eerste_dag_zonder(self) -> datetime.date:
        laatste_dag = self.cleaned_data["laatste_dag"]
        return laatste_dag + DAG if laatste_dag else timezone.localdate()

    def is_gezien(self) -> bool:
        """Whether the page told what this very day means."""
        laatste_dag = self.cleaned_data["laatste_dag"]
        return self.data.get("gezien", "") == (str(laatste_dag) if laatste_dag else "")


class MeekijkForm(forms.Form):
    """Looking as somebody else. `code` only for who needs the person's word for it."""

    reden = forms.CharField(
        label="Waarom kijk je mee?",
        max_length=200,
        help_text="De persoon leest dit ook.",
    )
    code = forms.CharField(
        label="Code die de persoon voorleest",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, met_code: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not met_code:
            del self.fields["code"]


class WordtVervangenForm(forms.Form):
    """Whose work it is: who can do it follows from that."""

    wie = Rolkeuze(label="Wie wordt vervangen", queryset=Lidmaatschap.objects.none())

    def __init__(self, *args, door: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        leden = Lidmaatschap.objects.geldig().filter(school=door.school, rol__in=TEAM)
        self.fields["wie"].queryset = leden.op_naam()


class VervangingForm(forms.ModelForm):
    """Who does the work of `wie`, and when."""

    vervanger = Rolkeuze(
        label="Door wie",
        queryset=Lidmaatschap.objects.none(),
        help_text="Iemand met dezelfde rol. Wie er niet bij staat, moet eerst uitgenodigd worden.",
    )
    field_order = ("vervanger", "van", "tot", "reden")

    class Meta:
        model = Vervanging
        fields = ("van", "tot", "reden")
        widgets = {"van": datumveld(), "tot": datumveld()}

    def __init__(self, *args, wie: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.school, self.instance.rol = wie.school, wie.rol
        self.instance.wie = wie.gebruiker
        kunnen = wie_kan_vervangen(wie.school_id, wie.rol, wie.gebruiker_id)
        self.fields["vervanger"].queryset = kunnen.op_naam()

    def clean_vervanger(self) -> Lidmaatschap:
        self.instance.vervanger = self.cleaned_data["vervanger"].gebruiker
        return self.cleaned_data["vervanger"]


class VervangingDagenForm(SamenForm, forms.ModelForm):
    class Meta:
        model = Vervanging
        fields = ("van", "tot", "reden")
        widgets = {"van": datumveld(), "tot": datumveld()}


ZONDER_NUMMER = (
    "Bel je terug? Er staat hier geen nummer van deze persoon dat jij mag zien. Neem een nummer "
    "dat de school al had, nooit een nummer uit de vraag zelf."
)


class HerstelForm(forms.Form):
    """What somebody lost or has back (`keuzes`), how one looked who it is, and a short note.
    `nummers`: where one may ring back."""

    wat = forms.ChoiceField(label="Wat is er aan de hand?", widget=forms.RadioSelect)
    email = forms.EmailField(
        max_length=254,
        label="Nieuw e-mailadres",
        required=False,
        help_text="Alleen als de mailbox kwijt is. Er gaat een link naar dit adres.",
    )
    controle = forms.ChoiceField(
        label="Hoe keek je na wie het is?",
        choices=Toegangsherstel.Controle,
        widget=forms.RadioSelect,
    )
    nota = forms.CharField(
        label="Nota",
        max_length=300,
        validators=TEKST,
        help_text="Wat er aan de hand is, in één zin. Ook deze persoon leest dit.",
    )

    def __init__(
        self,
        *args,
        keuzes: Collection[Toegangsherstel.Wat],
        nummers: Sequence[Nummer] = (),
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wat"].choices = [(wat, wat.label) for wat in keuzes]
        if len(keuzes) == 1:
            self.initial["wat"] = next(iter(keuzes))
        self.fields["controle"].help_text = _terugbellen(nummers)
        if Toegangsherstel.Wat.EMAIL not in keuzes:
            del self.fields["email"]

    def clean(self) -> dict:
        gegevens = super().clean()
        email = gegevens["email"] = (gegevens.get("email") or "").lower()
        kwijt = gegevens.get("wat") == Toegangsherstel.Wat.EMAIL
        if kwijt and not email and "email" not in self.errors:
            self.add_error("email", "Vul het nieuwe e-mailadres in.")
        return gegevens


class MailboxVrijForm(forms.Form):
    """Why a mailbox that was given up may be mailed again."""

    reden = forms.CharField(
        label="Van wie is ze nu, en hoe weet je dat?",
        max_length=300,
        validators=TEKST,
        help_text="In één zin. Dit blijft bewaard.",
    )


def _terugbellen(nummers: Sequence[Nummer]) -> str | SafeString:
    if not nummers:
        return ZONDER_NUMMER
    rijen = ((n.telefoon.replace(" ", ""), n.telefoon, n.van) for n in nummers)
    waar = format_html_join(", ", '<a href="tel:{}">{}</a> ({})', rijen)
    return format_html("Bel je terug? Doe het op: {}.", waar)
