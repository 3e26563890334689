"""What the worker carries for the import."""

from gebruikers.muur import overal
from leerlingen import acties_invoer


@overal
def veeg_invoer() -> None:
    acties_invoer.veeg()
