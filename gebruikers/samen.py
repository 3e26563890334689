"""Two people at one thing: a form that knows what its reader saw, and overwrites nothing else.

A page sends along what it showed (`{{ form.gezien }}`). What one did not touch stays as it is
stored by now, also when somebody else changed it meanwhile. Only a field that both changed to
something else is a clash: the form refuses once, says what is stored, and shows the page anew, so
that saving again is a choice. The form is to be made with what is stored now; the act refuses what
was stored since (`overgang.eis_ongewijzigd`), or the row was read with `te_wijzigen`.
"""

import datetime
import json
from collections.abc import Collection

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, soort_van


def wat_gezien(tekst: str | None) -> dict[str, str]:
    """Field → what a page showed in it. A page that does not say, showed nothing."""
    try:
        gezien = json.loads(tekst or "")
    except (ValueError, RecursionError):
        return {}
    return gezien if isinstance(gezien, dict) else {}


def te_wijzigen(request: HttpRequest, rijen: QuerySet) -> QuerySet:
    """Rows for a form: when it is sent they stay as they are read until they are saved."""
    if request.method != "POST":
        return rijen
    return rijen.select_for_update(of=("self",), no_key=True)


def te_beheren(
    request: HttpRequest,
    model: type[Model],
    pk: int,
    *erbij: str,
    soort: Informatie | Schoolsoort | None = None,
    wat: Recht = Recht.SCHRIJF,
    later: Collection[str] = (),
):
    """The row for a form, when it is seen (else 404) and one may do `wat` with it, or with what
    hangs under it (`soort`; else 403). `later`: large columns, read when they are asked for."""
    rijen = model.objects.zichtbaar_voor(request.lid).select_related("school", *erbij)
    rijen = rijen.defer(*later)
    rij = get_object_or_404(te_wijzigen(request, rijen), pk=pk)
    eis(request.lid, soort or soort_van(rij), wat)
    return rij


def _kaal(waarde: object) -> str:
    """As it is compared: a browser sends an end of line as two characters, and of several values
    the order tells nothing."""
    if isinstance(waarde, list):
        return ",".join(sorted(map(str, waarde)))
    return "" if waarde is None else str(waarde).replace("\r\n", "\n").strip()


class SamenForm(forms.BaseForm):
    """Mixin of a form that several people may have open at once. Its fields have one value, or
    several of a list of choices.

    `EEN_WAARDE`: fields that mean something together only, as far as the form has them. Who touched
    one of them decided on all.
    """

    EEN_WAARDE: tuple[tuple[str, ...], ...] = ()

    def bewaard(self) -> dict | None:
        """What is stored now, as initial values; None for what is new."""
        rij = getattr(self, "instance", None)
        return None if rij is not None and rij.pk is None else self.initial

    @property
    def gezien(self) -> SafeString:
        """What this page shows as stored, to be sent along."""
        waarde = json.dumps(self.getoond() if self.bewaard() is not None else {})
        naam = self.add_prefix("gezien")
        return format_html('<input type="hidden" name="{}" value="{}">', naam, waarde)

    def getoond(self) -> dict[str, str]:
        """Field → what is stored, as a browser sends it back."""
        return {naam: self._getoond(naam) for naam in self._zichtbaar()}

    @property
    def botsingen(self) -> list[str]:
        """The labels of the fields that somebody else changed to something else."""
        return [self[naam].label for naam in self._botst] if self.errors else []

    def full_clean(self) -> None:
        self._botst = self._leg_samen() if self.is_bound and self.bewaard() is not None else []
        super().full_clean()
        for naam in self._botst:
            zin = f"Dit werd intussen gewijzigd. Nu bewaard: {self._in_woorden(naam)}."
            self.add_error(naam, f"{zin} Kies wat het wordt en bewaar opnieuw.")

    def _leg_samen(self) -> list[str]:
        """Put what is stored now in the fields that were not touched. The fields that clash."""
        gezien = wat_gezien(self.data.get(self.add_prefix("gezien")))
        self.data = {self[naam].html_name: self[naam].data for naam in self.fields}
        botst = set()
        for samen in self._waarden():
            nu = {naam: self._getoond(naam) for naam in samen}
            getypt = {naam: _kaal(self.data[self[naam].html_name]) for naam in samen}
            if all(getypt[naam] == gezien.get(naam) for naam in samen):
                self.data |= {self[naam].html_name: self._terug(naam, nu[naam]) for naam in samen}
            else:
                botst |= {n for n in samen if nu[n] not in (gezien.get(n), getypt[n])}
        return [naam for naam in self.fields if naam in botst]

    def _meer(self, naam: str) -> bool:
        """Whether it can have several values."""
        return getattr(self.fields[naam].widget, "allow_multiple_selected", False)

    def _terug(self, naam: str, getoond: str) -> str | list[str]:
        """What is shown, as a browser sends it."""
        return [*filter(None, getoond.split(","))] if self._meer(naam) else getoond

    def _waarden(self) -> list[tuple[str, ...]]:
        """The fields, those of one value together."""
        samen = [tuple(naam for naam in groep if naam in self.fields) for groep in self.EEN_WAARDE]
        alleen = set(self._zichtbaar()) - {naam for groep in samen for naam in groep}
        return [
            *filter(None, samen),
            *[(naam,) for naam in self._zichtbaar() if naam in alleen],
        ]

    def _zichtbaar(self) -> list[str]:
        return [naam for naam, veld in self.fields.items() if not veld.widget.is_hidden]

    def _waarde(self, naam: str) -> object:
        veld = self.fields[naam]
        return veld.prepare_value(self.bewaard().get(naam, veld.initial))

    def _getoond(self, naam: str) -> str:
        widget = self.fields[naam].widget
        if isinstance(widget, forms.CheckboxInput):  # a box that is not ticked is not sent at all
            return str(bool(self._waarde(naam)))
        waarde = widget.format_value(self._waarde(naam))
        if isinstance(waarde, list) and not self._meer(naam):
            waarde = waarde[0]
        return _kaal(waarde)

    def _in_woorden(self, naam: str) -> str:
        veld, waarde, getoond = self.fields[naam], self._waarde(naam), self._getoond(naam)
        if isinstance(veld, forms.ChoiceField):
            keuzes = {str(keuze): str(woord) for keuze, woord in veld.choices}
            delen = getoond.split(",") if self._meer(naam) else [getoond]
            return ", ".join(keuzes.get(deel, deel) for deel in delen).strip("-–") or "niets"
        if isinstance(veld, forms.BooleanField):
            return "aangevinkt" if waarde else "niet aangevinkt"
        if isinstance(waarde, datetime.date):
            return date_format(waarde, "j F Y")
        return getoond or "niets"
