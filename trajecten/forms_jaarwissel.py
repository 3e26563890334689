"""What is chosen for a new school year. Several people may have these pages open at once."""

from collections import Counter

from django import forms

from gebruikers.forms import Dagveld, FilterForm
from gebruikers.rollen import Rol
from gebruikers.samen import SamenForm
from leerlingen.models import Klas
from leerlingen.schooljaar import van_schooljaar
from trajecten.jaarwissel import Plan
from trajecten.jaarwissel_regels import (
    BLIJFT,
    LATER,
    STOPT,
    VERDER,
    WEG,
    Klasregel,
    Leerlingregel,
    Teamwijziging,
    dag_in_woorden,
    naar_klas,
    volgende_code,
)

MEE = "mee"
MET_DE_KLAS = {MEE: "gaan mee naar die klas", WEG: "verlaten de school"}
STANDEN = {
    "niet": "nog te kiezen",
    "mee": "gaat mee",
    "weg": "verlaat de school",
    "klaar": "is al gedaan",
}


def _klein(veld: forms.Field) -> forms.Field:
    """As it stands in a table."""
    soort = "select" if isinstance(veld.widget, forms.Select) else "control"
    veld.widget.attrs["class"] = f"form-{soort} form-{soort}-sm"
    return veld


class KeuzeForm(SamenForm, forms.Form):
    """`keuzes()`: all choices of the jaarwissel with those of this page in them."""

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def _met(self, naam: str, veld: forms.Field, waarde: object) -> None:
        self.fields[naam], self.initial[naam] = veld, waarde


class KlassenForm(KeuzeForm):
    """The calendar, and of each class its code in the new year and who goes on teaching it."""

    def __init__(self, *args, plan: Plan, met_kalender: bool, **kwargs) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        if met_kalender:
            label = "Neem de vakanties en vrije dagen over in de kalender"
            veld = forms.BooleanField(label=label, required=False)
            veld.widget.attrs["class"] = "form-check-input"
            self._met("kalender", veld, plan.keuzes.get("kalender", True))
        for regel in plan.klassen:
            code = Klas._meta.get_field("code").formfield(
                label=f"Klas {regel.klas} heet dan", required=False
            )
            self._met(f"naar_{regel.klas.pk}", _klein(code), regel.naar)
            leerlingen = forms.ChoiceField(
                label=f"De leerlingen van {regel.klas}", choices=list(MET_DE_KLAS.items())
            )
            self._met(f"weg_{regel.klas.pk}", _klein(leerlingen), WEG if regel.weg else MEE)
            for rij in regel.leerkrachten:
                if rij.kan:
                    veld = forms.BooleanField(label=str(rij.regel.gebruiker), required=False)
                    veld.widget.attrs["class"] = "form-check-input"
                    self._met(f"met_{rij.regel.pk}", veld, rij.gaat_mee)

    def rijen(self) -> list[tuple[Klasregel, forms.BoundField, forms.BoundField, list]]:
        """Each class with its fields, and of each teacher the box, or none for who cannot."""
        return [
            (
                regel,
                self[f"naar_{regel.klas.pk}"],
                self[f"weg_{regel.klas.pk}"],
                [
                    (self[f"met_{rij.regel.pk}"] if rij.kan else None, rij.regel)
                    for rij in regel.leerkrachten
                ],
            )
            for regel in self.plan.klassen
        ]

    def keuzes(self) -> dict:
        gekozen, nieuw = self.cleaned_data, {"klassen": {}, "klassen_weg": [], "leerkrachten": {}}
        for regel in self.plan.klassen:
            pk = regel.klas.pk
            if (naar := gekozen[f"naar_{pk}"]) != volgende_code(regel.klas.code):
                nieuw["klassen"][str(pk)] = naar
            if gekozen[f"weg_{pk}"] == WEG:
                nieuw["klassen_weg"].append(pk)
            for rij in regel.leerkrachten:
                gaat_mee = gekozen.get(f"met_{rij.regel.pk}", False)
                if rij.kan and gaat_mee != (rij.regel.tot is None):
                    nieuw["leerkrachten"][str(rij.regel.pk)] = gaat_mee
        if "kalender" in self.fields:
            nieuw["kalender"] = gekozen["kalender"]
        return self.plan.keuzes | nieuw


class LeerlingenForm(KeuzeForm):
    """Of each learner on this page: where to, until when for who leaves, and which opleiding."""

    def __init__(self, *args, plan: Plan, regels: list[Leerlingregel], **kwargs) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.regels = regels
        self.EEN_WAARDE = tuple((f"naar_{r.leerling.pk}", f"dag_{r.leerling.pk}") for r in regels)
        klassen = [(naar_klas(code), code) for code in plan.codes]
        opleidingen = [(str(pk), str(rij)) for pk, rij in plan.opleidingen.items()]
        for regel in regels:
            pk = regel.leerling.pk
            keuzes = [(LATER, "nog te beslissen"), (WEG, "verlaat de school"), *klassen]
            if regel.code and regel.code not in plan.codes:
                keuzes.append((regel.naar, f"{regel.code} (is er niet)"))
            if plan.is_over(regel.leerling):  # the class is the package's
                kan = (regel.naar, plan.voorstel(regel.leerling))
                keuzes = [keuze for keuze in keuzes if keuze[0] in kan]
            naar = forms.ChoiceField(
                label=f"Waar {regel.leerling} naartoe gaat", required=False, choices=keuzes
            )
            self._met(f"naar_{pk}", _klein(naar), regel.naar)
            dag = Dagveld(label=f"Laatste dag van {regel.leerling}", required=False)
            self._met(f"dag_{pk}", _klein(dag), regel.dag if regel.gaat_weg else None)
            if regel.traject:
                nu = regel.lopend.opleiding if regel.lopend else "geen"
                opleiding = forms.ChoiceField(
                    label=f"Opleiding van {regel.leerling}", required=False,
                    choices=[("", f"blijft: {nu}"), *opleidingen],
                )  # fmt: skip
                anders = str(regel.opleiding.pk) if regel.opleiding else ""
                self._met(f"opleiding_{pk}", _klein(opleiding), anders)

    def rijen(self) -> list[tuple]:
        """Each learner with their fields, without one for the opleiding when there is no case."""
        return [
            (regel, *(self[f"{veld}_{pk}"] if f"{veld}_{pk}" in self.fields else None
                      for veld in ("naar", "dag", "opleiding")))
            for regel in self.regels
            for pk in [regel.leerling.pk]
        ]  # fmt: skip

    def clean(self) -> dict:
        gekozen, (eerste, laatste) = super().clean(), van_schooljaar(self.plan.wissel.jaar - 1)
        for naam, dag in list(gekozen.items()):
            if naam.startswith("dag_") and dag and not eerste <= dag <= laatste:
                zin = f"Kies een dag tussen {dag_in_woorden(eerste)} en {dag_in_woorden(laatste)}."
                self.add_error(naam, zin)
        return gekozen

    def keuzes(self) -> dict:
        leerlingen = dict(self.plan.keuzes.get("leerlingen", {}))
        for regel in self.regels:
            pk = regel.leerling.pk
            if keuze := self._keuze(regel):
                leerlingen[str(pk)] = keuze
            else:
                leerlingen.pop(str(pk), None)
        return self.plan.keuzes | {"leerlingen": leerlingen}

    def _keuze(self, regel: Leerlingregel) -> dict:
        """What differs from what follows by itself."""
        leerling, gekozen, keuze = regel.leerling, self.cleaned_data, {}
        naar, dag = gekozen[f"naar_{leerling.pk}"], gekozen[f"dag_{leerling.pk}"]
        if naar != self.plan.voorstel(leerling):
            keuze["naar"] = naar
        if naar == WEG and dag and dag != self.plan.laatste_dag_van(leerling):
            keuze["dag"] = dag.isoformat()
        if opleiding := gekozen.get(f"opleiding_{leerling.pk}"):
            keuze["opleiding"] = int(opleiding)
        return keuze


class TeamsForm(KeuzeForm):
    """Of each colleague by class and role: goes on, stops, or who takes over."""

    def __init__(
        self, *args, plan: Plan, groepen: list[tuple[str, Teamwijziging, int]], **kwargs
    ) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.groepen = groepen
        for code, rij, _ in groepen:
            label = f"{rij.teamlid.gebruiker}, {rij.teamlid.get_rol_display().lower()} van {code}"
            veld = forms.ChoiceField(label=label, choices=self._keuzes(rij))
            self._met(
                f"team_{rij.groep}", _klein(veld), str(rij.naar.pk) if rij.naar else rij.keuze
            )

    def _keuzes(self, rij: Teamwijziging) -> list[tuple[str, str]]:
        einde = dag_in_woorden(self.plan.wissel.laatste_dag)
        if rij.eindigt:
            keuzes = [(BLIJFT, "stopt zoals afgesproken"), (VERDER, "gaat verder")]
            keuzes = keuzes if rij.kan else keuzes[:1]
        else:
            keuzes = [(BLIJFT, "gaat verder" if rij.kan else "nog te kiezen")]
            if rij.teamlid.rol != Rol.BEGELEIDER:
                keuzes.append((STOPT, f"stopt op {einde}"))
        return keuzes + [
            (str(lid.pk), f"{lid.gebruiker} neemt over")
            for (gebruiker, rol), lid in self.plan.leden.items()
            if rol == rij.teamlid.rol and gebruiker != rij.teamlid.gebruiker_id
        ]

    def rijen(self) -> list[tuple]:
        return [(*groep, self[f"team_{groep[1].groep}"]) for groep in self.groepen]

    def keuzes(self) -> dict:
        team = dict(self.plan.keuzes.get("team", {}))
        for _, rij, _ in self.groepen:
            keuze = self.cleaned_data[f"team_{rij.groep}"]
            team.pop(rij.groep, None)
            if keuze != BLIJFT:
                team[rij.groep] = keuze
        return self.plan.keuzes | {"team": team}


def teamgroepen(plan: Plan) -> list[tuple[str, Teamwijziging, int]]:
    """Class of the new year, one of the group, and how many learners; by class and role."""
    aantal, eerste = Counter(), {}
    for regel in plan.regels:
        for rij in regel.team:
            aantal[rij.groep] += 1
            eerste.setdefault(rij.groep, (regel.code, rij))
    groepen = [(code, rij, aantal[groep]) for groep, (code, rij) in eerste.items()]
    return sorted(groepen, key=lambda g: (g[0], g[1].teamlid.rol, str(g[1].teamlid.gebruiker)))


class JaarwisselFilter(FilterForm):
    """Narrows a list of the step to a class or a name. What is nonsense narrows nothing."""

    q = forms.CharField(label="Naam", required=False, max_length=80)
    klascode = forms.ChoiceField(label="Klas", required=False)
    deel = forms.ChoiceField(label="Stand", required=False)

    def __init__(self, data, *, codes: list[str], delen: dict[str, str]) -> None:
        super().__init__(data)
        self.fields["klascode"].choices = [("", "elke klas"), *((code, code) for code in codes)]
        self.fields["deel"].choices = [("", "iedereen"), *delen.items()]
        if not delen:
            del self.fields["deel"]
        self.is_valid()

    def gekozen(self, naam: str) -> str:
        return self.cleaned_data.get(naam, "")


class TerugForm(forms.Form):
    reden = forms.CharField(
        label="waarom",
        max_length=200,
        help_text="Staat bij dit schooljaar en in de geschiedenis van wat er veranderde, niet in "
        "de tijdlijn van de leerlingen.",
    )
