"""Adding, changing and deleting what belongs to a company; letting a mentor in."""

from functools import partial

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe, na_uitnodigen
from gebruikers.samen import te_beheren
from gebruikers.zicht import Schoolsoort
from werkplekken import acties
from werkplekken.forms import (
    ErkenningForm,
    MentorForm,
    OndernemingForm,
    VertegenwoordigerForm,
    VestigingForm,
)
from werkplekken.models import Erkenning, Mentor, Onderneming, Vertegenwoordiger, Vestiging


def formulier(request, form, titel: str, terug: str, *, bewaar=None, wis: str = "", vraag=""):
    """Show a form, or save and go back. `wis` is the address of the delete button."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                (bewaar or form.save)()
        except IntegrityError:  # the same was saved between the check and now
            form.add_error(None, "Dit is intussen al bewaard. Kijk de pagina opnieuw na.")
        else:
            messages.success(request, "Bewaard.")
            return redirect(terug)
    context = {"form": form, "titel": titel, "terug": terug, "wis": wis, "vraag": vraag}
    return TemplateResponse(request, "werkplekken/formulier.html", context)


def wis_en_ga(request, rij: Model, terug: str, bij_weigering: str):
    gewist = doe(request, acties.wis, rij, door=request.lid, gelukt=f"{rij} is gewist.")
    return redirect(terug if gewist else bij_weigering)


def _adres(naam: str, rij: Model) -> str:
    return reverse(f"werkplekken:{naam}", args=[rij.school.code, rij.pk])


@require_http_methods(["GET", "POST"])
def bewerk_onderneming(request, onderneming_id: int):
    onderneming = te_beheren(request, Onderneming, onderneming_id)
    form = OndernemingForm(request.POST or None, instance=onderneming)
    terug, wis = onderneming.get_absolute_url(), _adres("wis_onderneming", onderneming)
    vraag = "De vestigingen, mentoren en vertegenwoordigers gaan mee weg. Doorgaan?"
    return formulier(request, form, f"{onderneming} bewerken", terug, wis=wis, vraag=vraag)


@require_http_methods(["GET", "POST"])
def nieuwe_vestiging(request, onderneming_id: int):
    onderneming = te_beheren(request, Onderneming, onderneming_id)
    rij = Vestiging(onderneming=onderneming, school=onderneming.school)
    form = VestigingForm(request.POST or None, instance=rij)
    titel = f"Vestiging van {onderneming}"
    return formulier(request, form, titel, onderneming.get_absolute_url())


@require_http_methods(["GET", "POST"])
def vestiging(request, vestiging_id: int):
    vestiging = te_beheren(request, Vestiging, vestiging_id, "onderneming__school")
    form = VestigingForm(request.POST or None, instance=vestiging)
    terug, wis = vestiging.onderneming.get_absolute_url(), _adres("wis_vestiging", vestiging)
    vraag = "De erkenningen en mentoren van deze vestiging gaan mee weg. Doorgaan?"
    return formulier(request, form, f"{vestiging} bewerken", terug, wis=wis, vraag=vraag)


@require_http_methods(["GET", "POST"])
def nieuwe_erkenning(request, vestiging_id: int):
    vestiging = te_beheren(request, Vestiging, vestiging_id, "onderneming__school")
    rij = Erkenning(vestiging=vestiging, school=vestiging.school)
    form = ErkenningForm(request.POST or None, instance=rij, lid=request.lid)
    titel = f"Erkenning van {vestiging}"
    return formulier(request, form, titel, vestiging.onderneming.get_absolute_url())


@require_http_methods(["GET", "POST"])
def erkenning(request, erkenning_id: int):
    erkenning = te_beheren(request, Erkenning, erkenning_id, "vestiging__onderneming__school")
    form = ErkenningForm(request.POST or None, instance=erkenning, lid=request.lid)
    terug = erkenning.vestiging.onderneming.get_absolute_url()
    titel, wis = f"Erkenning van {erkenning.vestiging}", _adres("wis_erkenning", erkenning)
    return formulier(request, form, titel, terug, wis=wis, vraag="Deze erkenning wissen?")


@require_http_methods(["GET", "POST"])
def nieuwe_vertegenwoordiger(request, onderneming_id: int):
    onderneming = te_beheren(request, Onderneming, onderneming_id)
    rij = Vertegenwoordiger(onderneming=onderneming, school=onderneming.school)
    form = VertegenwoordigerForm(request.POST or None, instance=rij)
    titel = f"Wie tekent voor {onderneming}"
    return formulier(request, form, titel, onderneming.get_absolute_url())


@require_http_methods(["GET", "POST"])
def vertegenwoordiger(request, vertegenwoordiger_id: int):
    rij = te_beheren(request, Vertegenwoordiger, vertegenwoordiger_id, "onderneming__school")
    form = VertegenwoordigerForm(request.POST or None, instance=rij)
    terug, wis = rij.onderneming.get_absolute_url(), _adres("wis_vertegenwoordiger", rij)
    vraag = f"{rij} wissen als vertegenwoordiger?"
    return formulier(request, form, rij.volledige_naam, terug, wis=wis, vraag=vraag)


@require_http_methods(["GET", "POST"])
def nieuwe_mentor(request, vestiging_id: int):
    soort = Schoolsoort.MENTORVOORWAARDEN
    vestiging = te_beheren(request, Vestiging, vestiging_id, "onderneming__school", soort=soort)
    mentor = Mentor(vestiging=vestiging, school=vestiging.school)
    form = MentorForm(request.POST or None, instance=mentor)
    bewaar = partial(acties.bewaar_mentor, mentor, door=request.lid)
    terug = vestiging.onderneming.get_absolute_url()
    return formulier(request, form, f"Mentor bij {vestiging}", terug, bewaar=bewaar)


def _mentor(request, mentor_id: int) -> Mentor:
    return te_beheren(request, Mentor, mentor_id, "vestiging__onderneming__school")


@require_http_methods(["GET", "POST"])
def mentor(request, mentor_id: int):
    mentor = _mentor(request, mentor_id)
    form = MentorForm(request.POST or None, instance=mentor)
    bewaar = partial(acties.bewaar_mentor, mentor, door=request.lid)
    terug, wis = mentor.vestiging.onderneming.get_absolute_url(), _adres("wis_mentor", mentor)
    titel, vraag = mentor.volledige_naam, f"{mentor} wissen als mentor?"
    return formulier(request, form, titel, terug, bewaar=bewaar, wis=wis, vraag=vraag)


@require_POST
def nodig_mentor_uit(request, mentor_id: int):
    mentor = _mentor(request, mentor_id)
    nodig_uit_en_meld(request, mentor)
    return redirect(mentor.vestiging.onderneming)


def nodig_uit_en_meld(request, mentor: Mentor) -> None:
    """Invite, and say what happened or why not."""
    had_al = f"{mentor} had al toegang als mentor. Er is niets gemaild."
    gelukt = na_uitnodigen(mentor.email, had_al)
    doe(request, acties.nodig_mentor_uit, mentor, door=request.lid, gelukt=gelukt)


@require_POST
def wis_onderneming(request, onderneming_id: int):
    rij = te_beheren(request, Onderneming, onderneming_id)
    lijst = reverse("werkplekken:lijst", args=[rij.school.code])
    return wis_en_ga(request, rij, lijst, rij.get_absolute_url())


@require_POST
def wis_vestiging(request, vestiging_id: int):
    rij = te_beheren(request, Vestiging, vestiging_id, "onderneming__school")
    terug = rij.onderneming.get_absolute_url()
    return wis_en_ga(request, rij, terug, terug)


@require_POST
def wis_erkenning(request, erkenning_id: int):
    rij = te_beheren(request, Erkenning, erkenning_id, "vestiging__onderneming__school")
    terug = rij.vestiging.onderneming.get_absolute_url()
    return wis_en_ga(request, rij, terug, terug)


@require_POST
def wis_vertegenwoordiger(request, vertegenwoordiger_id: int):
    rij = te_beheren(request, Vertegenwoordiger, vertegenwoordiger_id, "onderneming__school")
    terug = rij.onderneming.get_absolute_url()
    return wis_en_ga(request, rij, terug, terug)


@require_POST
def wis_mentor(request, mentor_id: int):
    rij = _mentor(request, mentor_id)
    terug = rij.vestiging.onderneming.get_absolute_url()
    return wis_en_ga(request, rij, terug, terug)
