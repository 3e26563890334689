"""After an amendment of mentor or site: suspensions are found, and a learner who stays stays."""

import pytest
from django.utils.formats import date_format

from overeenkomsten.models import Overeenkomst
from overzichten.agenda import begin_en_einde
from overzichten.dossier import plaatsingen_van
from overzichten.taken import dekking
from overzichten.taken import overeenkomst as regels
from tests import factories as f
from tests.overeenkomsten.zaken import getekende_wijziging, lopend
from tests.overzichten.test_taken import taken_over
from trajecten.fases import Fase
from trajecten.models import Traject
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    Plaatsing.objects.filter(traject=mensen.traject).delete()
    return lopend(mensen)


def mentor(plek):
    return f.MentorFactory(vestiging=plek)


def elders(rij, **erkend):
    plek = f.VestigingFactory(onderneming=rij.vestiging.onderneming)
    f.ErkenningFactory(vestiging=plek, opleiding=rij.opleiding, **erkend)
    return plek


def opnieuw(rij) -> Overeenkomst:
    return Overeenkomst.objects.get(pk=rij.pk)


def agenda(m) -> list[tuple[int, str]]:
    rijen = begin_en_einde(m.bea, Traject.objects.filter(pk=m.traject.pk), f.dagen(28))
    return sorted(((dag - f.dagen(0)).days, wat) for dag, _, wat in rijen)


def test_een_schorsing_blijft_gevonden(mensen, rij):
    """That of before at the placement of before, that of now and later at the one of now."""
    voor, nu, straks = (
        f.SchorsingFactory(overeenkomst=rij, van=f.dagen(van), tot=f.dagen(tot), door=mensen.bea)
        for van, tot in ((-20, -15), (-12, 3), (10, 12))
    )
    plek = elders(rij)
    getekende_wijziging(mensen, rij, -10, vestiging=plek, mentor=mentor(plek))
    nieuw, oud = plaatsingen_van(mensen.bea, mensen.traject)
    assert [rust.lower for rust in oud.geschorst] == [voor.van, nu.van]
    assert [rust.lower for rust in nieuw.geschorst] == [nu.van, straks.van]
    assert agenda(mensen) == [
        (4, f"werkt weer bij {plek}"),
        (10, f"geschorst bij {plek}"),
        (13, f"werkt weer bij {plek}"),
    ]


def test_een_andere_mentor_is_geen_vertrek(mensen, rij):
    """Nor is it a departure when the next agreement goes on there; a move is."""
    getekende_wijziging(mensen, rij, 0, mentor=mentor(rij.vestiging))
    oud = Plaatsing.objects.get(traject=mensen.traject, tot=f.dagen(-1))
    Plaatsing.objects.filter(pk=oud.pk).update(tot=f.dagen(0))
    assert agenda(mensen) == []
    nu = opnieuw(rij).plaatsing
    Plaatsing.objects.filter(pk=nu.pk).update(tot=f.dagen(9))
    verder = f.PlaatsingFactory(
        traject=mensen.traject, vestiging=rij.vestiging, van=f.dagen(10), tot=f.dagen(90)
    )
    assert agenda(mensen) == []
    Plaatsing.objects.filter(pk=verder.pk).update(van=f.dagen(11))
    zinnen = [f"laatste dag bij {rij.vestiging}", f"eerste dag bij {rij.vestiging}"]
    assert agenda(mensen) == [(9, zinnen[0]), (11, zinnen[1])]


def test_een_ander_einde_staat_ook_bij_wie_weer_zoekt(mensen, rij):
    getekende_wijziging(mensen, rij, 10, einddatum=f.dagen(250))
    Traject.objects.filter(pk=mensen.traject.pk).update(fase=Fase.ZOEKT_WERKPLEK)
    deze = Traject.objects.zichtbaar_voor(mensen.bea).filter(pk=mensen.traject.pk)
    (taak,) = dekking.overeenkomst_loopt_nog(mensen.bea, deze)
    assert taak.uitleg == f"Ze loopt tot en met {date_format(f.dagen(250), 'j F Y')}"


def test_de_erkenning_van_waar_de_leerling_straks_is(mensen, rij):
    plek = elders(rij, tot=f.dagen(100))
    assert taken_over(regels.erkenning_te_kort, mensen, mensen.traject) == []
    getekende_wijziging(mensen, rij, 50, vestiging=plek, mentor=mentor(plek))
    (taak,) = taken_over(regels.erkenning_te_kort, mensen, mensen.traject)
    assert f"de erkenning van {plek} loopt af" in taak.zin
    plek.erkenningen.update(tot=f.dagen(200))
    assert taken_over(regels.erkenning_te_kort, mensen, mensen.traject) == []
    rij.vestiging.erkenningen.update(tot=f.dagen(49))
    assert taken_over(regels.erkenning_te_kort, mensen, mensen.traject) == [], "tot de verhuis"
    rij.vestiging.erkenningen.update(tot=f.dagen(48))
    (taak,) = taken_over(regels.erkenning_te_kort, mensen, mensen.traject)
    assert str(rij.vestiging) in taak.zin
