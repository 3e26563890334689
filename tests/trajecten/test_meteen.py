"""Terms are worked out at once, whatever a change was made to."""

import pytest

from gebruikers import muur
from gebruikers.feiten import meld_werk_gedaan
from tests import factories as f
from tests.overzichten.zaken import overeenkomst
from trajecten.luisteraars import VAN_DE_SCHOOL
from trajecten.models import Kalenderperiode, Termijn
from trajecten.tasks import herbereken_school
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db


def _wijzig(welke: str, **velden):
    """A row of the cast."""
    return lambda m: (
        type(getattr(m, welke)).objects.filter(pk=getattr(m, welke).pk).update(**velden)
    )


WIJZIGINGEN = {
    "opleidingsplannen_evaluatiemoment": lambda m: f.EvaluatiemomentFactory(school=m.school),
    "overeenkomsten_formaliteit": lambda m: f.FormaliteitFactory(school=m.school),
    "trajecten_kalenderperiode": lambda m: Kalenderperiode.objects.create(
        school=m.school, naam="brug", van=f.dagen(3), tot=f.dagen(3)
    ),
    "trajecten_termijnduur": lambda m: f.TermijnduurFactory(school=m.school),
    "werkplekken_erkenning": lambda m: m.vestiging.erkenningen.update(tot=f.dagen(20)),
    "werkplekken_mentor": _wijzig("mentor", telefoon="0470 00 00 00"),
    "werkplekken_onderneming": lambda m: m.school.ondernemingen.update(paritair_comite="124"),
}


@pytest.mark.afspraken
def test_elke_tabel_waar_termijnen_van_afhangen_staat_hier():
    assert set(WIJZIGINGEN) == VAN_DE_SCHOOL


@pytest.mark.parametrize("tabel", WIJZIGINGEN)
def test_wat_van_de_school_is_rekent_de_hele_school_na(
    tabel, mensen, monkeypatch, django_capture_on_commit_callbacks
):
    gevraagd = []
    monkeypatch.setattr(herbereken_school, "delay", lambda *wie: gevraagd.append(wie))
    with (
        muur.instellingen(aanvraag="web 9"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        WIJZIGINGEN[tabel](mensen)
        meld_werk_gedaan("web 9")
    assert gevraagd == [(mensen.school.pk, mensen.school.pk)]


def test_wie_registreert_ziet_de_termijn_meteen_in_orde(mensen, client_van, adres):
    rij = overeenkomst(mensen, mensen.traject, "getekend", begindatum=f.dagen(-5))
    herbereken([mensen.traject.pk])
    termijn = Termijn.objects.get(traject=mensen.traject, regel="ovk_registreren")
    assert termijn.is_open
    velden = {"registratie": "geregistreerd", "nummer": "W-9", "op": f.dagen(0)}
    client_van("ada").post(adres("overeenkomsten:registreer", rij.pk), velden)
    termijn.refresh_from_db()
    assert (termijn.staat, termijn.gesloten_op) == ("voldaan", f.dagen(0))
