"""What the worker carries for the import, for who turns eighteen, and for who stood twice."""

from gebruikers.muur import overal
from leerlingen import acties_invoer, acties_inzage, acties_samenvoegen


@overal
def veeg_invoer() -> None:
    acties_invoer.veeg()


@overal
def ruim_samenvoegingen_op() -> None:
    """Every night."""
    acties_samenvoegen.ruim_op()


@overal
def vraag_beslissing() -> None:
    """Every day."""
    acties_inzage.vraag_beslissing()


@overal
def meld_einde_inzage() -> None:
    """Every day."""
    acties_inzage.meld_einde_inzage()
