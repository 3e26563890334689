"""What a list of agreements can be narrowed to. The choice lives in the address."""

import datetime

from django import forms
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from psycopg.types.range import DateRange

from gebruikers.forms import FilterForm, datumveld
from gebruikers.periode import DAG
from gebruikers.schrijfwijze import zoekvorm
from leerlingen.models import Opleiding
from leerlingen.schooljaar import begin_schooljaar, naam_schooljaar, van_schooljaar
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Registratie, Soort, Status


def _keuze(label: str, leeg: str, soort) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", leeg), *soort.choices], required=False)


# As it really ends, of a draft as it is written.
EINDE = Coalesce(F("feitelijke_periode__endswith"), "einddatum")
VOLGORDE = {  # word in the address → how it is called, and the order
    "leerling": ("leerling A–Z", ["traject__leerling__naam", "traject__leerling__voornaam", "pk"]),
    "begin": ("eerst begonnen", ["begindatum", "pk"]),
    "einde": ("eindigt eerst", [EINDE, "pk"]),
    "-einde": ("eindigt laatst", [EINDE.desc(), "-pk"]),
}
JAREN = 6  # school years back that one chooses from


def in_schooljaar(begin: int) -> Q:
    """That run in it on some day: as they really ran, of a draft as it is written."""
    van, tot = van_schooljaar(begin)
    echt = Q(feitelijke_periode__overlap=DateRange(van, tot + DAG))
    concept = Q(feitelijke_periode=None, begindatum__lte=tot, einddatum__gte=van)
    return echt | concept


class OvereenkomstFilter(FilterForm):
    """Made with `lid`: the list and the choices hold only what that person may see."""

    q = forms.CharField(label="Leerling, onderneming, organisator of nummer", required=False)
    status = _keuze("Status", "elke status", Status)
    soort = _keuze("Soort", "elke soort", Soort)
    registratie = _keuze("Werkplekduaal", "elke stand", Registratie)
    schooljaar = forms.ChoiceField(label="Schooljaar", required=False)
    opleiding = forms.ModelChoiceField(
        label="Opleiding",
        queryset=Opleiding.objects.none(),
        empty_label="elke opleiding",
        required=False,
    )
    begint_vanaf = forms.DateField(label="Begint vanaf", required=False, widget=datumveld())
    begint_tot = forms.DateField(label="Begint tot en met", required=False, widget=datumveld())
    op = forms.DateField(label="Zoals het geldt op", required=False, widget=datumveld())
    sorteer = forms.ChoiceField(
        label="Volgorde",
        choices=[
            ("", "laatst begonnen"),
            *((woord, naam) for woord, (naam, _) in VOLGORDE.items()),
        ],
        required=False,
    )

    GELIJK = ("status", "soort", "registratie", "opleiding")
    GRENS = {"begint_vanaf": "begindatum__gte", "begint_tot": "begindatum__lte"}

    def __init__(self, data, *, lid) -> None:
        super().__init__(data)
        self.lid = lid
        self.fields["opleiding"].queryset = Opleiding.objects.zichtbaar_voor(lid)
        nu = begin_schooljaar(timezone.localdate())
        jaren = [(str(jaar), naam_schooljaar(jaar)) for jaar in range(nu + 1, nu - JAREN, -1)]
        self.fields["schooljaar"].choices = [("", "elk schooljaar"), *jaren]

    @property
    def jaar(self) -> int:
        """The one that was chosen, else the present one: of which days are counted."""
        self.is_valid()
        gekozen = self.cleaned_data.get("schooljaar")
        return int(gekozen) if gekozen else begin_schooljaar(timezone.localdate())

    @property
    def gekozen_dag(self) -> datetime.date | None:
        """The day that was asked for: each row is shown as it is in force then. It narrows
        nothing."""
        self.is_valid()
        return self.cleaned_data.get("op")

    @property
    def dag(self) -> datetime.date:
        """That day, else today."""
        return self.gekozen_dag or timezone.localdate()

    @property
    def qs(self):
        """The agreements asked for; a field with nonsense narrows nothing, and shows its error."""
        rijen = Overeenkomst.objects.zichtbaar_voor(self.lid)
        self.is_valid()
        gekozen = {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}
        for naam in self.GELIJK:
            if naam in gekozen:
                rijen = rijen.filter(**{naam: gekozen[naam]})
        for naam, grens in self.GRENS.items():
            if naam in gekozen:
                rijen = rijen.filter(**{grens: gekozen[naam]})
        if jaar := gekozen.get("schooljaar"):
            rijen = rijen.filter(in_schooljaar(int(jaar)))
        for woord in gekozen.get("q", "")[:80].split():
            rijen = rijen.filter(
                Q(traject__leerling__zoeknaam__contains=zoekvorm(woord))
                | Q(vestiging__onderneming__naam__icontains=woord)
                | Q(organisatie__naam__icontains=woord)
                | Q(nummer__icontains=woord)
            )
        if sorteer := gekozen.get("sorteer"):
            rijen = rijen.order_by(*VOLGORDE[sorteer][1])
        return rijen

    @property
    def in_woorden(self) -> str:
        """'Status: getekend; Begint vanaf: 1/9/2026'; empty when nothing was chosen."""
        self.is_valid()
        gekozen = {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}
        return "; ".join(
            f"{self.fields[naam].label}: {self._woord(naam, waarde)}"
            for naam, waarde in gekozen.items()
            if naam != "sorteer"
        )

    def _woord(self, naam: str, waarde: object) -> str:
        if isinstance(waarde, datetime.date):
            return f"{waarde:%-d/%-m/%Y}"
        return dict(getattr(self.fields[naam], "choices", ())).get(waarde, str(waarde))

    @property
    def keuze(self) -> dict[str, str]:
        """What was chosen, as it stands in the address."""
        return {naam: self.data[naam] for naam in self.fields if self.data.get(naam)}
