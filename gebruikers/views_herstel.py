"""Letting somebody of the school in again who lost a phone or a mailbox."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers import acties_herstel, tweede_factor
from gebruikers.antwoord import doe
from gebruikers.bevestigen import vraag_bevestiging
from gebruikers.forms import HerstelForm, MailboxVrijForm
from gebruikers.models import (
    Adreswijziging,
    Herstelwacht,
    KwijteMailbox,
    Lidmaatschap,
    Toegangsherstel,
)
from gebruikers.nummers import nummers_van
from gebruikers.rechten import (
    herstel_wacht,
    mag_herstel_intrekken,
    mag_mailbox_vrijgeven,
    mag_toegang_herstellen,
)
from gebruikers.zicht import Recht, Schoolsoort, eis, mag


def _gelukt(herstel: Toegangsherstel) -> str:
    if herstel.gaat_in_op:
        return "Genoteerd. Het gebeurt over 48 uur, tenzij deze persoon het tegenhoudt."
    if herstel.wat == Toegangsherstel.Wat.TWEEDE_STAP:
        return "Dat is gebeurd, en genoteerd. Deze persoon kreeg er een mail over."
    if herstel.wat == Toegangsherstel.Wat.TERUG:
        return "Genoteerd. Het adres blijft wat het was, en opent het account weer."
    nieuw = Adreswijziging.objects.get(herstel=herstel).nieuw
    return (
        "Genoteerd. De oude mailbox opent niets meer. Nu wacht het op de nieuwe: we mailden naar "
        f"{nieuw}. Zodra dat adres daar bevestigd is, kan deze persoon ermee binnen."
    )


@require_http_methods(["GET", "POST"])
def toegang(request, lidmaatschap_id: int):
    """How this person gets in, what waits or was restored before, and the form to do it again."""
    lid = _te_helpen(request, lidmaatschap_id)
    wat = Toegangsherstel.Wat
    kwijt, nieuwe_mailbox = acties_herstel.is_kwijt(lid), acties_herstel.nieuwe_mailbox(lid)
    uitgesteld = _uitgesteld(lid)
    mag_herstellen = mag_toegang_herstellen(request.lid, lid)
    opgegeven = kwijt or nieuwe_mailbox or (uitgesteld and uitgesteld.email)
    mag_teruggeven = opgegeven and mag_toegang_herstellen(request.lid, lid, wat.TERUG)
    if (mag_herstellen or mag_teruggeven) and (eerst := vraag_bevestiging(request)):
        return eerst
    factoren = tweede_factor.factoren(lid.gebruiker).count()
    mogen = {
        wat.TWEEDE_STAP: mag_herstellen and factoren,
        wat.EMAIL: mag_herstellen,
        wat.TERUG: mag_teruggeven,
    }
    form = _herstelform(request, lid, [keuze for keuze, mag_dat in mogen.items() if mag_dat])
    if request.method == "POST" and form.is_valid():
        gelukt = _gelukt
        wie = {"door": request.lid, **form.cleaned_data}
        if doe(request, acties_herstel.herstel_toegang, lid, gelukt=gelukt, **wie):
            return redirect("gebruikers:toegang", request.lid.school.code, lid.pk)
    herstellen = Toegangsherstel.objects.zichtbaar_voor(request.lid)
    context = {
        "form": form,
        "iemand": lid,
        "wacht": herstel_wacht(request.lid, lid),
        "mag_herstellen": mag_herstellen,
        "factoren": factoren,
        "kwijt": kwijt,
        "mag_ander_adres": nieuwe_mailbox and mag_toegang_herstellen(request.lid, lid, wat.EMAIL),
        "mag_teruggeven": mag_teruggeven,
        "nieuwe_mailbox": nieuwe_mailbox,
        "uitgesteld": uitgesteld,
        "mag_intrekken": uitgesteld and mag_herstel_intrekken(request.lid, uitgesteld.herstel),
        "herstellen": herstellen.filter(gebruiker=lid.gebruiker).select_related(
            "door__gebruiker", "stop", "wacht"
        ),
    }
    return TemplateResponse(request, "gebruikers/toegang.html", context)


def _herstelform(request, lid: Lidmaatschap, keuzes: list[Toegangsherstel.Wat]) -> HerstelForm:
    nummers = nummers_van(lid.gebruiker, voor=request.lid)
    return HerstelForm(request.POST or None, keuzes=keuzes, nummers=nummers)


@require_POST
def mail_nieuwe_mailbox(request, lidmaatschap_id: int):
    """The link to the new mailbox once more."""
    lid = _te_helpen(request, lidmaatschap_id)
    gelukt = "Er is opnieuw gemaild. Een link in een vorige mail werkt niet meer."
    actie = acties_herstel.mail_nieuwe_mailbox_opnieuw
    doe(request, actie, lid, door=request.lid, gelukt=gelukt)
    return redirect("gebruikers:toegang", request.lid.school.code, lid.pk)


@require_POST
def trek_herstel_in(request, herstel_id: int):
    """One's own request, while it waits: also of who may ask or read no more of it."""
    rijen, lid = Toegangsherstel.objects, request.lid
    rijen = rijen.zichtbaar_voor(lid) | rijen.gevraagd_door(lid)
    herstel = get_object_or_404(rijen.select_related("gebruiker", "school", "door"), pk=herstel_id)
    if not (mag_dat := mag_herstel_intrekken(lid, herstel)):
        raise PermissionDenied(mag_dat.reden)
    gelukt = f"Ingetrokken. De toegang van {herstel.gebruiker} blijft zoals ze is."
    doe(request, acties_herstel.trek_herstel_in, herstel, door=lid, gelukt=gelukt)
    leest = mag(lid, Schoolsoort.ACCOUNTS)
    return redirect("gebruikers:mensen" if leest else "overzichten:start", lid.school.code)


@require_http_methods(["GET", "POST"])
def mailbox_vrij(request, mailbox_id: int):
    """A lost mailbox is somebody else's by now, and works."""
    eigen = KwijteMailbox.objects.zichtbaar_voor(request.lid)
    mailbox = get_object_or_404(eigen, pk=mailbox_id)
    if not (mag_dat := mag_mailbox_vrijgeven(request.lid, mailbox)):
        raise PermissionDenied(mag_dat.reden)
    form = MailboxVrijForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gelukt = f"Genoteerd. De school mailt weer naar {mailbox.adres}."
        wie = {"door": request.lid, **form.cleaned_data}
        doe(request, acties_herstel.geef_mailbox_vrij, mailbox, gelukt=gelukt, **wie)
        return redirect("gebruikers:mensen", request.lid.school.code)
    context = {"form": form, "mailbox": mailbox}
    return TemplateResponse(request, "gebruikers/mailbox_vrij.html", context)


def _uitgesteld(lid: Lidmaatschap) -> Herstelwacht | None:
    """What this school asked for this person, while it waits."""
    wachtend = Herstelwacht.objects.filter(gebruiker=lid.gebruiker, van_school=lid.school)
    return wachtend.select_related("herstel__door").first()


def _te_helpen(request, lidmaatschap_id: int) -> Lidmaatschap:
    eigen = Lidmaatschap.objects.zichtbaar_voor(request.lid).select_related("gebruiker", "school")
    lid = get_object_or_404(eigen, pk=lidmaatschap_id)
    eis(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    return lid
