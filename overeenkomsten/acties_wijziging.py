"""Changing a signed agreement: drawing an amendment up, sending it, taking it back."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gebruikers import spoor
from gebruikers.berichten import op_een_regel
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, eis_ongewijzigd, eis_voorstel
from overeenkomsten import berichten
from overeenkomsten.acties import laat_vervallen
from overeenkomsten.acties_tekenen import zet_vast
from overeenkomsten.documenten import vraag_tekenversie
from overeenkomsten.documenten_wijziging import inhoud_van
from overeenkomsten.models import Uurroosterblok, Wijziging
from overeenkomsten.partijen import maak_partijen
from overeenkomsten.rechten_wijziging import (
    mag_aanbieden,
    mag_bewerken,
    mag_intrekken,
    mag_terugnemen,
    mag_verwijderen,
    mag_wijzigen,
)
from overeenkomsten.statussen import Status
from overeenkomsten.voor_en_na import verschillen
from trajecten.models import Traject


@transaction.atomic
def maak(wijziging: Wijziging, *, door: Lidmaatschap) -> Wijziging:
    """A new draft of a signed agreement."""
    overeenkomst = zet_vast(wijziging.overeenkomst)
    mag_wijzigen(door, overeenkomst).anders_weiger()
    laatste = overeenkomst.wijzigingen.aggregate(nummer=Max("volgnummer"))["nummer"] or 0
    wijziging.volgnummer = laatste + 1
    wijziging.save()
    overeenkomst.traject.noteer(door, "overeenkomst", f"Wijziging opgemaakt: {wijziging}")
    return wijziging


@transaction.atomic
def bewaar(
    wijziging: Wijziging,
    *,
    door: Lidmaatschap,
    uurrooster: list[Uurroosterblok] | None = None,
) -> None:
    """Save a changed draft, unless it was changed since it was read. `uurrooster`: the week that it
    brings; an empty one leaves the week as it was."""
    vast = zet_vast(wijziging)
    mag_bewerken(door, vast).anders_weiger()
    eis_ongewijzigd(vast, wijziging)
    if uurrooster is not None:
        wijziging.met_uurrooster = bool(uurrooster)
        vast.uurrooster.all().delete()
        for blok in uurrooster:
            blok.overeenkomst, blok.wijziging = vast.overeenkomst, vast
            blok.save()
    wijziging.gewijzigd_op = timezone.now()
    wijziging.save()
    wijziging.traject.noteer(door, "overeenkomst", f"Wijziging bewaard: {wijziging}")


def afdruk(wijziging: Wijziging) -> str:
    """What the page shows that changes, to be sent along with the press that sends it."""
    return "\n".join(map(str, verschillen(wijziging)))


@transaction.atomic
def bied_aan(wijziging: Wijziging, *, gezien: str, door: Lidmaatschap) -> None:
    """Send for signing: freeze what changes and what it was, and have the document made. The
    parties are asked as soon as it is there. `gezien`: what was shown to who sends it."""
    wijziging = zet_vast(wijziging)
    Traject.objects.select_for_update(no_key=True).get(pk=wijziging.traject.pk)  # may be ending
    mag_aanbieden(door, wijziging).anders_weiger()
    eis_voorstel(afdruk(wijziging), gezien=gezien)
    wijziging.ga_naar(Status.TER_ONDERTEKENING, versie=wijziging.versie + 1)
    maak_partijen(wijziging)
    wijziging.tekenversie = vraag_tekenversie(wijziging, inhoud_van(wijziging))
    wijziging.save(update_fields=["tekenversie"])
    wijziging.traject.noteer(door, "overeenkomst", f"{wijziging} ter ondertekening verstuurd")


@transaction.atomic
def naar_concept(wijziging: Wijziging, *, door: Lidmaatschap, reden: str = "") -> None:
    """Take a sent, declined or withdrawn amendment back to a draft. Who was being asked hears
    why."""
    wijziging, reden = zet_vast(wijziging), reden.strip()
    mag_terugnemen(door, wijziging).anders_weiger()
    waarom = "De school neemt de wijziging terug om ze na te kijken"
    if wijziging.status == Status.TER_ONDERTEKENING:
        if not reden:
            raise Weigering("Schrijf waarom je de wijziging terugneemt.")
        waarom = f"De school neemt de wijziging terug: {op_een_regel(reden[:150])}"
    with spoor.reden(reden):
        partijen = laat_vervallen(wijziging, door, waarom)
        if not any(partij.geweigerd_op for partij in partijen):  # else all heard that
            berichten.meld_vervallen([p for p in partijen if p.gevraagd_op], waarom)
        wijziging.ga_naar(Status.CONCEPT)


@transaction.atomic
def trek_in(wijziging: Wijziging, *, reden: str, door: Lidmaatschap) -> None:
    """It does not go on. Whoever was asked to sign hears why."""
    wijziging, reden = zet_vast(wijziging), reden.strip()
    mag_intrekken(door, wijziging).anders_weiger()
    if not reden:
        raise Weigering("Schrijf waarom de wijziging niet doorgaat.")
    with spoor.reden(reden):
        wijziging.ga_naar(Status.INGETROKKEN)
        reden = op_een_regel(reden[:150])
        laat_vervallen(wijziging, door, f"{wijziging} gaat niet door: {reden}")
        berichten.meld_gaat_niet_door(wijziging, reden)


@transaction.atomic
def verwijder(wijziging: Wijziging, *, door: Lidmaatschap) -> None:
    """A draft that was never sent goes; the timeline keeps that it was there."""
    wijziging = zet_vast(wijziging)
    mag_verwijderen(door, wijziging).anders_weiger()
    naam, traject = str(wijziging), wijziging.traject
    wijziging.delete()
    traject.noteer(door, "overeenkomst", f"Wijziging verwijderd: {naam}")
