"""The part "taken" of a file: what is to do, what was done, and room for one more."""

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie, Recht, mag
from trajecten.forms_taak import TaakForm
from trajecten.models import Taak, Traject


def takendeel(lid: Lidmaatschap, traject: Traject, *, form=None, fout: str = "") -> dict:
    """`form`: what was typed and cannot be kept as it is. `fout`: why something was refused."""
    rijen = Taak.objects.zichtbaar_voor(lid).filter(traject=traject)
    rijen = list(rijen.select_related("voor", "door__gebruiker", "gedaan_door__gebruiker"))
    gedaan = [rij for rij in rijen if rij.is_gedaan]
    schrijft = mag(lid, Informatie.TAAK, Recht.SCHRIJF)
    return {
        "open_taken": [rij for rij in rijen if not rij.is_gedaan],
        "gedane_taken": sorted(gedaan, key=lambda rij: rij.gedaan_op, reverse=True),
        "schrijft_taken": schrijft,
        "form": (form or TaakForm(traject=traject)) if schrijft else None,
        "fout": fout,
    }
