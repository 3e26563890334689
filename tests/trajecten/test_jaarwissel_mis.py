"""The job of a new school year when something is wrong: a worker that dies, one learner that does
not work out, who lost the right."""

import pytest
from django.db import OperationalError

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from leerlingen.models import Leerling
from tests import factories as f
from tests.trajecten.jaar import draai_terug, school_op_het_einde, voer_uit, werk
from trajecten import acties_jaarwissel
from trajecten.models import Jaarwissel
from trajecten.models.jaarwissel import Staat

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(mensen):
    return school_op_het_einde(mensen)


def test_een_werker_die_halverwege_stierf_gaat_verder(mensen, s, monkeypatch):
    monkeypatch.setattr(acties_jaarwissel, "PER_BEURT", 1)
    echt, keren = acties_jaarwissel.doe_leerling, []

    def sterft(*args, **kwargs):
        keren.append(1)
        if len(keren) == 2:
            raise OperationalError  # the database went away
        return echt(*args, **kwargs)

    monkeypatch.setattr(acties_jaarwissel, "doe_leerling", sterft)
    with pytest.raises(OperationalError):
        voer_uit(s.wissel, mensen.coen)
    halverwege = Jaarwissel.objects.get(pk=s.wissel.pk)
    assert (halverwege.staat, len(halverwege.uitkomst["leerlingen"])) == (Staat.BEZIG, 1)
    wissel = werk(s.wissel)
    assert len(keren) == 4  # the first learner was not done again
    assert (wissel.staat, len(wissel.uitkomst["leerlingen"])) == (Staat.UITGEVOERD, 3)


@pytest.mark.parametrize(
    ("fout", "zin"), [(KeyError("klas"), "Er ging iets mis"), (Weigering("Kan niet."), "Kan niet.")]
)
def test_wat_bij_een_leerling_misgaat_houdt_niemand_anders_op(mensen, s, monkeypatch, fout, zin):
    echt = acties_jaarwissel.doe_leerling

    def mis(plan, regel, *, door):
        gedaan = echt(plan, regel, door=door)
        if regel.leerling == mensen.leerling:
            raise fout
        return gedaan

    monkeypatch.setattr(acties_jaarwissel, "doe_leerling", mis)
    wissel = voer_uit(s.wissel, mensen.coen)
    assert wissel.staat == Staat.UITGEVOERD
    rij = wissel.uitkomst["leerlingen"][str(mensen.leerling.pk)]
    assert (rij["niet"][0].startswith(zin), rij["zinnen"], rij["na"]) == (True, [], {})
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas == s.a
    assert Leerling.objects.get(pk=s.zonder.pk).klas.schooljaar == s.nieuw
    # Once that is mended, a second step does the rest; and this one can be undone.
    monkeypatch.undo()
    tweede = f.JaarwisselFactory(school=mensen.school, jaar=s.jaar, door=mensen.coen)
    tweede = voer_uit(tweede, mensen.coen)
    assert [pk for pk, rij in tweede.uitkomst["leerlingen"].items() if rij["na"]] == [
        str(mensen.leerling.pk)
    ]
    draai_terug(tweede, mensen.coen)
    assert draai_terug(wissel, mensen.coen).staat == Staat.TERUGGEDRAAID


def test_wie_het_recht_verloor_doet_niets(mensen, s):
    acties_jaarwissel.voer_uit(s.wissel, gezien=s.wissel.gewijzigd_op, nu_al=True, door=mensen.coen)
    Lidmaatschap.objects.filter(pk=mensen.coen.pk).update(tot=f.dagen(-1))
    with pytest.raises(Weigering, match="Met jouw rol"):
        werk(s.wissel)
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas == s.a
