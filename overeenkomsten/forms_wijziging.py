"""The form of an amendment: it shows what holds on its day, and keeps what becomes otherwise."""

from decimal import Decimal

from django import forms

from gebruikers.forms import datumveld
from gebruikers.models import Lidmaatschap
from gebruikers.samen import SamenForm
from leerlingen.models import Betrokkene
from opleidingsplannen.models import Opleidingsplan, Planstatus
from overeenkomsten.controles.wijzigingen import buiten_de_dagen
from overeenkomsten.mandaten import tekenbevoegden
from overeenkomsten.models import Wijziging
from overeenkomsten.voor_en_na import tussen, voor_en_na
from werkplekken.models import Mentor, Vertegenwoordiger, Vestiging

WIJZIGT = (  # shown as it is in force; empty in the row when it stays so
    "mentor",
    "vestiging",
    "einddatum",
    "uren_werkplek",
    "uren_school",
    "vergoeding_categorie",
    "plan",
)
NIETS_ANDERS = "Er verandert niets tegenover wat die dag geldt. Verander iets, of vink dit aan."


class WijzigingForm(SamenForm, forms.ModelForm):
    EEN_WAARDE = (("vergoeding_categorie", "vergoeding"),)

    vergoeding = forms.DecimalField(
        label="Leervergoeding per maand (euro)",
        min_value=0,
        max_value=9999,
        decimal_places=2,
        localize=True,
        help_text="Controleer het bedrag dat nu geldt.",
    )

    ander_uurrooster = forms.BooleanField(
        label="Ook het uurrooster wordt anders", required=False, help_text="Je vult het hierna in."
    )

    class Meta:
        model = Wijziging
        fields = (
            "vanaf",
            "reden",
            "mentor",
            "vestiging",
            "einddatum",
            "uren_werkplek",
            "uren_school",
            "ander_uurrooster",
            "vergoeding_categorie",
            "vergoeding",
            "plan",
            "vertegenwoordiger",
            "ouder",
            "tweede_ouder",
            "tekent_voor_school",
        )
        widgets = {"vanaf": datumveld(), "einddatum": datumveld()}
        localized_fields = ("uren_werkplek", "uren_school")
        help_texts = {"reden": "Alle partijen lezen dit."}

    def __init__(self, *args, lid: Lidmaatschap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        overeenkomst = self.instance.overeenkomst
        _, stand = voor_en_na(self.instance)
        self.initial |= {naam: self._waarde_van(stand, naam) for naam in WIJZIGT}
        if stand.vergoeding_cent is not None:
            self.initial["vergoeding"] = Decimal(stand.vergoeding_cent).scaleb(-2)
        ouders = Betrokkene.objects.filter(leerling=overeenkomst.traject.leerling_id).met_gezag()
        vestigingen = Vestiging.objects.filter(onderneming=overeenkomst.vestiging.onderneming_id)
        keuzes = {
            "mentor": Mentor.objects.filter(
                vestiging__onderneming=overeenkomst.vestiging.onderneming_id
            ).select_related("vestiging"),
            "vestiging": vestigingen,
            "vertegenwoordiger": Vertegenwoordiger.objects.filter(
                onderneming=overeenkomst.vestiging.onderneming_id
            ),
            "ouder": ouders,
            "tweede_ouder": ouders,
            "tekent_voor_school": tekenbevoegden().select_related("gebruiker", "school"),
            "plan": Opleidingsplan.objects.filter(traject=overeenkomst.traject_id).exclude(
                status=Planstatus.VERVANGEN
            )
            | Opleidingsplan.objects.filter(pk=stand.plan_id),
        }
        for naam, rijen in keuzes.items():
            self.fields[naam].queryset = rijen.zichtbaar_voor(lid)
        self.fields["tekent_voor_school"].label_from_instance = lambda wie: str(wie.gebruiker)
        self.fields["mentor"].label_from_instance = lambda wie: f"{wie} ({wie.vestiging})"
        for naam in ("mentor", "vestiging", "einddatum", "uren_werkplek", "uren_school"):
            self.fields[naam].required = True
        if not overeenkomst.traject.leerling.is_minderjarig():
            del self.fields["ouder"], self.fields["tweede_ouder"]
        if self.instance.met_uurrooster:
            del self.fields["ander_uurrooster"]
        if not stand.regels.heeft_bedrag:
            del self.fields["vergoeding"], self.fields["vergoeding_categorie"]
        else:
            self.fields["vergoeding_categorie"].required = True

    def _waarde_van(self, stand, naam: str) -> object:
        waarde = getattr(stand, stand._meta.get_field(naam).attname)
        if isinstance(waarde, Decimal) and waarde == waarde.to_integral_value():
            return int(waarde)  # 13, not 13,00
        return waarde

    def clean(self) -> dict:
        """What was not touched, or is as it would be without this amendment, is no part of it: the
        form shows what holds on one day, and another may be chosen."""
        gegevens, mijn = super().clean(), self.instance
        vanaf = gegevens.get("vanaf")
        if vanaf and (zin := buiten_de_dagen(mijn.overeenkomst, vanaf)):
            self.add_error("vanaf", zin)
        elif vanaf:
            oud = mijn.overeenkomst.van_kracht_op(vanaf, zonder=mijn)
            for naam in WIJZIGT:
                if naam not in self.changed_data:
                    gegevens[naam] = getattr(mijn, naam)
                elif gegevens.get(naam) == getattr(oud, naam):
                    gegevens[naam] = None
            if "vergoeding" in self.changed_data:
                bedrag = gegevens.get("vergoeding")
                cent = None if bedrag is None else int(bedrag * 100)
                mijn.vergoeding_cent = None if cent == oud.vergoeding_cent else cent
        return gegevens

    def _post_clean(self) -> None:
        """With what was typed in it, something is otherwise."""
        super()._post_clean()
        rooster = self.instance.met_uurrooster or self.cleaned_data.get("ander_uurrooster")
        if not (self.errors or rooster or any(tussen(*voor_en_na(self.instance)))):
            self.add_error("ander_uurrooster", NIETS_ANDERS)
