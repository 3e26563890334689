"""What the worker carries for the import, and for who turns eighteen."""

from gebruikers.muur import overal
from leerlingen import acties_invoer, acties_inzage


@overal
def veeg_invoer() -> None:
    acties_invoer.veeg()


@overal
def vraag_beslissing() -> None:
    """Every day."""
    acties_inzage.vraag_beslissing()


@overal
def meld_einde_inzage() -> None:
    """Every day."""
    acties_inzage.meld_einde_inzage()
