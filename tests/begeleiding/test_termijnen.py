"""The term of contact with the mentor: met by a talk too, and no sign of a secret one."""

import pytest

from tests import factories as f
from tests.overzichten.zaken import lopend
from trajecten.models import Termijn
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db


@pytest.fixture
def traject(mensen):
    return lopend(mensen)


def contact(traject) -> Termijn:
    return Termijn.objects.open().get(traject=traject, regel="contact")


def na(mensen, traject, **velden) -> Termijn:
    f.ContactmomentFactory(traject=traject, door=mensen.bea, **{"met": ["mentor"]} | velden)
    herbereken([traject.pk])
    return contact(traject)


def test_een_contact_met_de_mentor_begint_de_termijn_opnieuw(mensen, traject, client_van, adres):
    """At once, not in the night."""
    herbereken([traject.pk])
    assert contact(traject).aanleiding == "de eerste werkdag"
    velden = {
        "soort": "telefoon", "dag": f.dagen(0).isoformat(), "staat": "gehouden",
        "lezers": "moment_team", "met": ["mentor"],
    }  # fmt: skip
    assert client_van("bea").post(adres("begeleiding:nieuw", traject.pk), velden).status_code == 302
    termijn = contact(traject)
    assert (termijn.begin, termijn.over) == (f.dagen(0), 42)
    assert termijn.aanleiding == "het laatste contact met de mentor"


def test_een_driehoeksgesprek_telt_ook(mensen, traject):
    assert na(mensen, traject, soort="driehoek", met=[]).begin == f.dagen(-3)


@pytest.mark.parametrize(
    "velden",
    [
        {"lezers": "moment_vertrouwelijk"},
        {"staat": "niet", "waarom_niet": "Ziek."},
        {"staat": "gepland"},
        {"met": ["ouder"]},
    ],
)
def test_wat_niet_telt(mensen, traject, velden):
    assert na(mensen, traject, **velden).aanleiding == "de eerste werkdag"


def test_een_gesprek_op_een_andere_werkplek_telt_niet(mensen, traject):
    elders = f.PlaatsingFactory(
        traject=traject, vestiging=f.VestigingFactory(onderneming__school=mensen.school),
        van=f.dagen(-30), tot=f.dagen(-20),
    )  # fmt: skip
    assert na(mensen, traject, plaatsing=elders).aanleiding == "de eerste werkdag"
