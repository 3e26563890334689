"""Forms about workplaces. What a row hangs under comes with `instance`, never from the browser."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from gebruikers.forms import datumveld
from gebruikers.models import Lidmaatschap
from gebruikers.samen import SamenForm
from leerlingen.models import Opleiding
from werkplekken.kbo import alleen_cijfers, controleer_kbo, normaliseer_kbo
from werkplekken.models import (
    Erkenning,
    Mentor,
    Onderneming,
    Organisatie,
    Plaatsing,
    Vertegenwoordiger,
    Vestiging,
)


class OnderdeelForm(SamenForm, forms.ModelForm):
    """Of a row under another: the constraints that name the parent are checked too."""

    HANGT_ONDER: str

    def _get_validation_exclusions(self) -> set[str]:
        bekend = getattr(self.instance, f"{self.HANGT_ONDER}_id") is not None
        return super()._get_validation_exclusions() - ({self.HANGT_ONDER} if bekend else set())


class OndernemingForm(OnderdeelForm):
    HANGT_ONDER = "school"

    kbo = forms.CharField(
        label="KBO-nummer",
        max_length=20,
        help_text="Met of zonder BE en punten, zoals je het hebt.",
    )

    class Meta:
        model = Onderneming
        fields = (
            "naam",
            "kbo",
            "straat",
            "postcode",
            "gemeente",
            "telefoon",
            "email",
            "paritair_comite",
            "verzekeraar",
            "polisnummer",
        )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kbo:
            self.initial["kbo"] = self.instance.kbo_leesbaar

    def clean_kbo(self) -> str:
        kbo = normaliseer_kbo(self.cleaned_data["kbo"])
        controleer_kbo(kbo)
        school = self.instance.school
        zelfde = Onderneming.objects.filter(school=school, kbo=kbo).exclude(pk=self.instance.pk)
        if bestaande := zelfde.first():
            adres = reverse("werkplekken:onderneming", args=[school.code, bestaande.pk])
            link = format_html('<a href="{}">{}</a>', adres, bestaande)
            raise ValidationError(format_html("Dit nummer staat al in de lijst: {}.", link))
        return kbo


class VestigingForm(OnderdeelForm):
    HANGT_ONDER = "onderneming"

    vestigingsnummer = forms.CharField(
        label="vestigingsnummer",
        max_length=20,
        required=False,
        help_text="Tien cijfers, begint met 2 tot 8. Mag leeg blijven.",
    )

    class Meta:
        model = Vestiging
        fields = ("naam", "vestigingsnummer", "straat", "postcode", "gemeente", "telefoon")

    def clean_vestigingsnummer(self) -> str:
        tekst = self.cleaned_data["vestigingsnummer"]
        nummer = alleen_cijfers(tekst)
        if tekst and len(nummer) != 10:
            raise ValidationError("Een vestigingsnummer heeft tien cijfers en begint met 2 tot 8.")
        return nummer


class ErkenningForm(OnderdeelForm):
    HANGT_ONDER = "vestiging"

    class Meta:
        model = Erkenning
        fields = ("opleiding", "van", "tot", "partnerschap")
        widgets = {"van": datumveld(), "tot": datumveld()}

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)


class VertegenwoordigerForm(OnderdeelForm):
    HANGT_ONDER = "onderneming"

    class Meta:
        model = Vertegenwoordiger
        fields = ("voornaam", "naam", "functie", "email", "telefoon")


class MentorForm(OnderdeelForm):
    HANGT_ONDER = "vestiging"

    class Meta:
        model = Mentor
        fields = ("voornaam", "naam", "email", "telefoon", "sinds", *Mentor.VOORWAARDEN)
        widgets = {veld: datumveld() for veld in ("sinds", *Mentor.VOORWAARDEN)}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.gebruiker_id:
            self.fields[
                "email"
            ].help_text = "Bij een ander adres vervalt de toegang tot je opnieuw uitnodigt."


class OrganisatieForm(OnderdeelForm):
    HANGT_ONDER = "school"

    class Meta:
        model = Organisatie
        fields = (
            "naam",
            "straat",
            "postcode",
            "gemeente",
            "telefoon",
            "email",
            "tekenaar",
            "tekenaar_functie",
            "tekenaar_email",
        )


class PlaatsForm(forms.ModelForm):
    """Send a learner to an external organiser."""

    class Meta:
        model = Plaatsing
        fields = ("organisatie", "van", "tot")
        widgets = {"van": datumveld(), "tot": datumveld()}

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].queryset = Organisatie.objects.zichtbaar_voor(lid)
        self.fields["organisatie"].required = True


class EindeForm(forms.Form):
    """The last day, and why. A placement that has not begun needs no day."""

    laatste_dag = forms.DateField(label="laatste dag", widget=datumveld())
    reden = forms.CharField(
        label="reden", max_length=120, help_text="Komt in de tijdlijn. Hou het zakelijk."
    )

    def __init__(self, *args, begonnen: bool, **kwargs) -> None:
        super().__init__(*args, initial={"laatste_dag": timezone.localdate()}, **kwargs)
        if not begonnen:
            del self.fields["laatste_dag"]
