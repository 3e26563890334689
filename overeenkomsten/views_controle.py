"""The public page that checks a document: by its kenmerk, and by the file itself."""

from functools import wraps

from allauth.core.internal import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from overeenkomsten.vingerafdruk import beoordeel, getekend_met

HOOGSTENS = 20 * 1024 * 1024
TE_GROOT = "Dit bestand is groter dan 20 MB. Zo groot is een overeenkomst nooit."
GEEN_PDF = "Dit bestand is geen pdf. Kies het bestand dat je van de school kreeg."
TE_VAAK = "Er is vanaf dit adres te vaak gevraagd. Wacht een minuut en probeer opnieuw."
GRENS = {"controle": f"{300 if settings.DEMO else 30}/m/ip"}


class BestandForm(forms.Form):
    bestand = forms.FileField(
        label="De overeenkomst (pdf)",
        help_text="Hoogstens 20 MB. Het bestand wordt alleen gelezen en nergens bewaard.",
        error_messages={"required": "Kies eerst een pdf.", "empty": GEEN_PDF},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_bestand(self):
        bestand = self.cleaned_data["bestand"]
        if b"%PDF-" not in bestand.read(1024):
            raise ValidationError(GEEN_PDF)
        return bestand


class Grens(FileUploadHandler):
    """Stops reading what is too big, before it fills memory or disk."""

    te_groot = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > HOOGSTENS:
            self.te_groot = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def _met_mate(view):
    """So many requests a minute from one address; after that a sentence, 429."""

    @wraps(view)
    def binnen(request, kenmerk: str = ""):
        if ratelimit.consume(
            request, app="controle", action="controle", config=GRENS, limit_get=True
        ):
            return view(request, kenmerk)
        context = {"te_vaak": TE_VAAK}
        return TemplateResponse(request, "overeenkomsten/controle_wacht.html", context, status=429)

    return binnen


# No CSRF: it changes nothing, knows nobody, and the check would read the body before Grens does.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@_met_mate
def controle(request, kenmerk: str):
    """Whether a document with this kenmerk was signed, and whether a file is that document."""
    form, oordeel = BestandForm(), None
    if request.method == "POST":
        grens = Grens(request)
        request.upload_handlers.insert(0, grens)
        form = BestandForm(request.POST, request.FILES)
        if grens.te_groot:
            form.errors["bestand"] = form.error_class([TE_GROOT])
        elif form.is_valid():
            oordeel = beoordeel(form.cleaned_data["bestand"], kenmerk)
    context = {
        "kenmerk": kenmerk,
        "getekend": getekend_met(kenmerk),
        "form": form,
        "oordeel": oordeel,
    }
    antwoord = TemplateResponse(request, "overeenkomsten/controle.html", context)
    antwoord["X-Robots-Tag"] = "noindex, nofollow"
    return antwoord
