"""The public page that checks a document: by its kenmerk, and by the file itself."""

from functools import wraps

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gebruikers.grenzen import te_vaak, wacht
from gebruikers.uploads import PDF, Uploadveld
from overeenkomsten.vingerafdruk import beoordeel, is_geldig

TE_GROOT = "Dit bestand is groter dan 20 MB. Zo groot is een overeenkomst nooit."


class BestandForm(forms.Form):
    bestand = Uploadveld(
        soort=PDF,
        te_groot=TE_GROOT,
        label="De overeenkomst (pdf)",
        help_text="Hoogstens 20 MB. Het bestand wordt alleen gelezen en nergens bewaard.",
        error_messages={"required": "Kies eerst een pdf.", "empty": PDF.zin},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )


def _met_mate(view):
    """So many requests a minute from one address; after that a sentence, 429."""

    @wraps(view)
    def binnen(request, kenmerk: str = ""):
        return wacht(request) if te_vaak(request, "controle") else view(request, kenmerk)

    return binnen


# No CSRF: it changes nothing and knows nobody.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@_met_mate
def controle(request, kenmerk: str):
    """Whether what was signed with this kenmerk holds, and whether a file is that; nothing more."""
    gegeven = request.method == "POST"
    form, oordeel = BestandForm(*((request.POST, request.FILES) if gegeven else ())), None
    if gegeven and form.is_valid():
        oordeel = beoordeel(form.cleaned_data["bestand"], kenmerk)
    context = {
        "kenmerk": kenmerk,
        "geldig": is_geldig(kenmerk),
        "form": form,
        "oordeel": oordeel,
    }
    antwoord = TemplateResponse(request, "overeenkomsten/controle.html", context)
    antwoord["X-Robots-Tag"] = "noindex, nofollow"
    return antwoord
