"""The reasons that a school lets choose when a traject ends or is interrupted, or an agreement ends
early."""

from django.contrib import messages
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.deuren import wie_mag
from gebruikers.zicht import Recht, Schoolsoort
from leerlingen.schooljaar import begin_schooljaar, van_schooljaar
from trajecten import acties_redenen
from trajecten.forms_einde import EinderedenForm
from trajecten.lijstbladen import Lijst
from trajecten.models import Eindereden

REDENEN = Lijst(
    model=Eindereden,
    form=EinderedenForm,
    adres="trajecten:redenen",
    weg="trajecten:reden_weg",
    blad="trajecten/redenen.html",
    voorstel=acties_redenen.BEGINLIJST,
    bewaar=acties_redenen.bewaar_reden,
    verwijder=acties_redenen.verwijder_reden,
)


@wie_mag(Schoolsoort.REFERENTIE)
@require_http_methods(["GET", "POST"])
def redenen(request):
    return REDENEN.alle(request)


@wie_mag(Schoolsoort.REFERENTIE, Recht.SCHRIJF)
@require_POST
def vul_redenen(request):
    """Take over the reasons to begin with, for this school year and on."""
    van, _ = van_schooljaar(begin_schooljaar(timezone.localdate()))
    aantal = acties_redenen.vul_redenen(request.lid.school, van, door=request.lid)
    messages.success(request, f"{aantal} redenen toegevoegd.")
    return REDENEN.terug(request)


@require_http_methods(["GET", "POST"])
def reden(request, eindereden_id: int):
    return REDENEN.een(request, eindereden_id)


@require_POST
def reden_weg(request, eindereden_id: int):
    return REDENEN.haal_weg(request, eindereden_id)
