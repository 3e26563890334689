"""The address for somebody's own calendar: made, replaced, withdrawn, found."""

import secrets

from django.db import transaction
from django.utils import timezone

from gebruikers.berichten import stuur, verwittig
from gebruikers.models import Agendalink, Gebruiker, Lidmaatschap
from gebruikers.models.uitnodiging import hash_van
from gebruikers.overgang import Weigering
from gebruikers.rollen import STAF


def heeft_agenda(gebruiker: Gebruiker) -> bool:
    """Whether there is something to put in it: terms and free days are for who works at a school.
    To be asked by that person."""
    return Lidmaatschap.objects.geldig().filter(gebruiker=gebruiker, rol__in=STAF).exists()


@transaction.atomic
def maak_agendalink(gebruiker: Gebruiker, *, waarmee: str, **keuzes: bool) -> str:
    """The secret of a new address; an earlier one dies. Told by mail, as whatever opens something.
    Raises Weigering."""
    Gebruiker.objects.vast(gebruiker.pk)
    if not heeft_agenda(gebruiker):
        raise Weigering("Een agenda is er voor wie op een school werkt.")
    token = secrets.token_urlsafe(24)
    nieuw = {"token_hash": hash_van(token), "gemaakt_op": timezone.now()}
    Agendalink.objects.update_or_create(gebruiker=gebruiker, defaults=nieuw | keuzes)
    stuur(
        "gebruikers/berichten/agendalink",
        aan=gebruiker.email,
        school=None,
        wie=gebruiker,
        met_namen=keuzes["met_namen"],
        waarmee=waarmee,
        op=timezone.localtime(),
        verwittig=verwittig(gebruiker),
    )
    return token


@transaction.atomic
def trek_agendalink_in(gebruiker: Gebruiker) -> None:
    Gebruiker.objects.vast(gebruiker.pk)
    Agendalink.objects.filter(gebruiker=gebruiker).delete()


def open_agendalink(token: str) -> Agendalink | None:
    """The one behind a secret; None when there is none (any more)."""
    return Agendalink.objects.select_related("gebruiker").filter(token_hash=hash_van(token)).first()
