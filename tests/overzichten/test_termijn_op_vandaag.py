"""Each term is to be seen on somebody's Vandaag, or there is a reason why not."""

import pytest

from overzichten.taken import REGELS as TAKEN
from overzichten.taken import treffers
from tests import factories as f
from tests.overzichten.zaken import zaak
from tests.toegang import PERSOON
from trajecten.fases import GESLOTEN, Fase
from trajecten.models import Traject
from trajecten.termijnregel import REGELS

OP_VANDAAG = {  # which rule of overzichten.taken shows it
    "werkplek_start": "zonder_werkplek",
    "werkplek_nieuw": "zonder_werkplek",
    "ovk_registreren": "niet_geregistreerd",
    "premie_min": "termijn_nadert",
    "proef_einde": "termijn_nadert",
    "schorsing_14": "termijn_nadert",
    "formaliteiten": "termijn_nadert",
    "aanwezigheid_vast": "aanwezigheid_open",
    "evaluatie": "termijn_nadert",
    "contact": "mentor_stil",
    "mentor_opl": "termijn_nadert",
    "mentor_opl_bouw": "termijn_nadert",
    "strafregister": "termijn_nadert",
    "leerling_18": "bijna_achttien",
    "onderbreking_lang": "termijn_nadert",
}
NIET_OP_VANDAAG = {
    "ovk_tekenen": "niet_getekend zegt het van de overeenkomst zelf, ook wie nog moet tekenen",
    "ovk_registreren_streef": "niet_geregistreerd staat er al van de dag dat iedereen tekende",
    "erkenning_einde": "erkenning_te_kort zegt het van de overeenkomst zelf",
    "aanwezigheid": "van de mentor, die ze op de eigen bladzijde doorgeeft",
    "bewaartermijn": "van een dossier dat gesloten is: de mail gaat naar de administratie",
}
DAG = {"leerling_18": 10}  # of the others it was yesterday


@pytest.mark.afspraken
def test_van_elke_regel_is_gezegd_waar_ze_te_zien_is():
    assert set(OP_VANDAAG) | set(NIET_OP_VANDAAG) == set(REGELS)
    assert not set(OP_VANDAAG) & set(NIET_OP_VANDAAG)
    assert set(OP_VANDAAG.values()) <= {taak.sleutel for rij in TAKEN.values() for taak in rij}


def getroffen(mensen) -> set[tuple]:
    """Which rule of tasks is about which traject, for whom."""
    paren = set()
    for rol, taken in TAKEN.items():
        lid = getattr(mensen, PERSOON[rol])
        rijen = Traject.objects.zichtbaar_voor(lid).exclude(fase__in=GESLOTEN).order_by()
        for rij in rijen.annotate(**treffers(taken, lid)):
            paren |= {
                (rol, taak.sleutel) for taak in taken if getattr(rij, f"treft_{taak.sleutel}")
            }
    return paren


@pytest.mark.django_db
def test_een_termijn_die_dringt_staat_op_het_vandaag_van_wie_moet(mensen):
    """In whatever phase: of one that looks for a workplace, and one that is at work."""
    trajecten = [zaak(mensen, fase=fase) for fase in (Fase.ZOEKT_WERKPLEK, Fase.LOPEND)]
    zonder, erbij = getroffen(mensen), {}
    for sleutel, regel in REGELS.items():
        rijen = [
            f.TermijnFactory(
                traject=traject, regel=sleutel, einde=f.dagen(DAG.get(sleutel, -1)), geteld=[]
            )
            for traject in trajecten
        ]
        wie = {naam for rol, naam in getroffen(mensen) - zonder if rol == regel.wie}
        erbij |= dict.fromkeys([sleutel], wie) if wie else {}
        for rij in rijen:
            rij.delete()
    assert erbij == {sleutel: {taak} for sleutel, taak in OP_VANDAAG.items()}
