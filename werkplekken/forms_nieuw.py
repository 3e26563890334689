"""One page for a new workplace: the company, its first site, who signs, and the mentor."""

from django import forms
from django.forms.models import BaseModelForm

from gebruikers.models import Lidmaatschap
from werkplekken.forms import MentorForm, OndernemingForm, VertegenwoordigerForm, VestigingForm
from werkplekken.models import Mentor, Onderneming, Vertegenwoordiger, Vestiging

ADRES = ("straat", "postcode", "gemeente")


class NieuweOndernemingForm(OndernemingForm):
    """What is needed to begin; the rest can wait until the agreement."""

    class Meta(OndernemingForm.Meta):
        fields = ("naam", "kbo", *ADRES, "telefoon", "email")


class EersteVestigingForm(VestigingForm):
    """What is left empty is as for the company."""

    class Meta(VestigingForm.Meta):
        fields = ("naam", "vestigingsnummer", *ADRES)

    def __init__(self, *args, onderneming: NieuweOndernemingForm, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.onderneming = onderneming
        for veld in ("naam", *ADRES):
            self.fields[veld].required = False

    def clean(self) -> dict:
        data = super().clean()
        if not any(data.get(veld) for veld in ADRES):
            data |= {veld: self.onderneming.cleaned_data.get(veld, "") for veld in ADRES}
        data["naam"] = data.get("naam") or self.onderneming.cleaned_data.get("naam", "")
        for veld in ADRES:
            if not data.get(veld):
                self.add_error(veld, "Vul dit hier in, of het hele adres bij de onderneming.")
        return data


class NieuweMentorForm(MentorForm):
    uitnodigen = forms.BooleanField(
        label="Mail de mentor meteen een uitnodiging",
        required=False,
        help_text="De mentor krijgt een link en een code. Een wachtwoord is niet nodig.",
    )

    class Meta(MentorForm.Meta):
        fields = ("voornaam", "naam", "email", "telefoon")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("uitnodigen") and not data.get("email"):
            self.add_error("email", "Zonder e-mailadres kan de mentor geen uitnodiging krijgen.")
        return data


class NieuweWerkplek:
    """Four forms filled in at once. Signatory and mentor may stay empty as a whole."""

    def __init__(self, data, *, lid: Lidmaatschap) -> None:
        school = lid.school
        self.onderneming = NieuweOndernemingForm(
            data, prefix="onderneming", instance=Onderneming(school=school)
        )
        self.vestiging = EersteVestigingForm(
            data,
            prefix="vestiging",
            instance=Vestiging(school=school),
            onderneming=self.onderneming,
        )
        leeg_mag = {"empty_permitted": True, "use_required_attribute": False}
        self.vertegenwoordiger = VertegenwoordigerForm(
            data, prefix="tekent", instance=Vertegenwoordiger(school=school), **leeg_mag
        )
        self.mentor = NieuweMentorForm(
            data, prefix="mentor", instance=Mentor(school=school), **leeg_mag
        )

    @property
    def delen(self) -> list[BaseModelForm]:
        return [self.onderneming, self.vestiging, self.vertegenwoordiger, self.mentor]

    def is_valid(self) -> bool:
        return all([deel.is_valid() for deel in self.delen])  # all, so that every error shows

    @property
    def rijen(self) -> dict[str, object]:
        """What `voeg_werkplek_toe` takes: rows not saved yet, None for what stayed empty."""
        return {
            "vestiging": self.vestiging.instance,
            "vertegenwoordiger": self._gevuld(self.vertegenwoordiger),
            "mentor": self._gevuld(self.mentor),
        }

    @property
    def nodigt_uit(self) -> bool:
        return self.mentor.has_changed() and self.mentor.cleaned_data["uitnodigen"]

    @staticmethod
    def _gevuld(form: BaseModelForm):
        return form.instance if form.has_changed() else None
