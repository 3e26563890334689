"""An act asks the right again, whatever page or command calls it."""

import pytest
from django.core.exceptions import PermissionDenied

from overeenkomsten import acties, acties_tekenen
from overeenkomsten.models import Overeenkomst
from tests.overeenkomsten.zaken import klaar, verstuurd

pytestmark = pytest.mark.django_db
HANDELINGEN = {
    "maak": (klaar, acties.maak),
    "terug": (verstuurd, acties.naar_concept),
    "herstuur": (
        verstuurd,
        lambda rij, door: acties_tekenen.herstuur(rij.ondertekenaars.first(), door=door),
    ),
}


@pytest.mark.parametrize("wie", ["pieter", "lea", "mo", "els", "lotte", "xander", "bob"])
@pytest.mark.parametrize("wat", HANDELINGEN)
def test_wie_geen_overeenkomst_schrijft_wordt_geweigerd(mensen, wie, wat):
    zaak, handeling = HANDELINGEN[wat]
    rij = zaak(mensen)
    if wat == "maak":
        rij = Overeenkomst(traject=rij.traject, vestiging=rij.vestiging, school=rij.school)
    with pytest.raises(PermissionDenied, match="Met jouw rol"):
        handeling(rij, door=getattr(mensen, wie))
