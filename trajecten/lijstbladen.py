"""The pages of a list that a school keeps itself: all of it, and one row."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.forms import ModelForm
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from gebruikers.antwoord import doe
from gebruikers.samen import te_beheren
from gebruikers.zicht import Recht, eis, mag
from trajecten.models.lijstreden import Lijstreden


@dataclass(frozen=True)
class Lijst:
    """One such list. `adres`: the name of its page; `weg`: of the press that takes a row away;
    `blad`: the template of the whole; `voorstel`: what there is to begin with; `bewaar` and
    `verwijder`: the acts on a row."""

    model: type[Lijstreden]
    form: type[ModelForm]
    adres: str
    weg: str
    blad: str
    voorstel: Collection
    bewaar: Callable
    verwijder: Callable
    ongebruikt: str = "Nog nergens gebruikt."
    na_afloop: str = "Na de laatste dag kan niemand ze nog kiezen."

    def alle(self, request):
        """The list; who may write adds to it."""
        lid, soort = request.lid, self.model.SCHOOLSOORT
        if request.method == "POST":
            eis(lid, soort, Recht.SCHRIJF)
        form = self.form(request.POST or None, instance=self.model(school=lid.school))
        if self._bewaard(request, form):
            return self.terug(request)
        context = {
            "rijen": self.model.objects.zichtbaar_voor(lid),
            "voorstel": self.voorstel,
            "form": form,
            "schrijft": mag(lid, soort, Recht.SCHRIJF),
        }
        return self._antwoord(request, self.blad, context)

    def een(self, request, pk: int):
        """Change one: from when until when, where it stands in the list."""
        rij = te_beheren(request, self.model, pk)
        form = self.form(request.POST or None, instance=rij)
        if self._bewaard(request, form):
            return self.terug(request)
        code = request.lid.school.code
        context = {
            "lijst": self,
            "woord": self.model._meta.get_field("naam").verbose_name,
            "naam": form.initial["naam"],
            "gebruikt": rij.is_gebruikt,
            "form": form,
            "terug": reverse(self.adres, args=[code]),
            "weg": reverse(self.weg, args=[code, rij.pk]),
        }
        return self._antwoord(request, "trajecten/lijstrij.html", context)

    def haal_weg(self, request, pk: int):
        """Take one away that nothing names."""
        rij = te_beheren(request, self.model, pk)
        doe(request, self.verwijder, rij, door=request.lid, gelukt=f"“{rij}” is weg.")
        return self.terug(request)

    def terug(self, request):
        return redirect(self.adres, request.lid.school.code)

    def _bewaard(self, request, form: ModelForm) -> bool:
        """Whether it was sent and is kept."""
        if request.method != "POST" or not form.is_valid():
            return False
        return doe(
            request, self.bewaar, form.instance, door=request.lid, form=form, bij="naam",
            gelukt=f"Bewaard: “{form.instance}”.",
        )  # fmt: skip

    def _antwoord(self, request, blad: str, context: dict):
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, blad, context, status=status)
