"""The next days of a learner, in plain words."""

import datetime

import pytest
import time_machine

from overzichten.caseload import met_opleiding
from overzichten.dossier import plaatsingen_van
from overzichten.komend import komende_dagen
from tests import factories as f
from trajecten.fases import Fase
from trajecten.models import Kalenderperiode, Traject

pytestmark = pytest.mark.django_db
WOENSDAG = datetime.datetime(2026, 12, 16, 8, tzinfo=datetime.UTC)


@pytest.fixture
def traject(mensen):
    """Of Lotte: school on Monday and Tuesday, the workplace on the other days."""
    with time_machine.travel(WOENSDAG):
        m = mensen.traject
        m.fase, m.begindatum, m.einddatum = Fase.LOPEND, datetime.date(2026, 9, 1), None
        m.save()
        f.WeekpatroonFactory(
            traject=m, van=m.begindatum, school_dagen=[1, 2], werkplek_dagen=[3, 4, 5]
        )
        yield met_opleiding(Traject.objects.all()).get(pk=m.pk)


def zinnen(lid, traject) -> list[str]:
    return [
        f"{dag.wanneer}: {dag.wat}"
        for dag in komende_dagen(lid, traject, plaatsingen_van(lid, traject))
    ]


def test_waar_men_leert_en_wanneer_het_vakantie_is(mensen, traject):
    assert zinnen(mensen.lotte, traject)[:3] == [
        "vandaag: op de werkplek",
        "morgen: op de werkplek",
        "van maandag 21 december tot en met vrijdag 1 januari: kerstvakantie",
    ]


def test_een_eigen_vrije_dag_komt_ervoor(mensen, traject):
    dag = datetime.date(2026, 12, 17)
    Kalenderperiode.objects.create(school=mensen.school, naam="Brugdag", van=dag, tot=dag)
    assert "morgen: geen les en geen werkplek" in zinnen(mensen.els, traject)


def test_eerste_en_laatste_dag_op_een_werkplek(mensen, traject):
    dag = datetime.date
    plek = f.PlaatsingFactory(traject=traject, van=dag(2027, 1, 11), tot=dag(2027, 3, 5))
    gevonden = zinnen(mensen.lotte, traject)
    assert f"maandag 11 januari: eerste dag bij {plek.plaats}" in gevonden
    assert f"vrijdag 5 maart: laatste dag bij {plek.plaats}" in gevonden


def test_wie_18_wordt(mensen, traject):
    traject.leerling.geboortedatum = datetime.date(2009, 1, 4)
    assert "maandag 4 januari: je wordt 18 en tekent vanaf dan zelf" in zinnen(
        mensen.lotte, traject
    )
    wie = traject.leerling.voornaam
    assert f"maandag 4 januari: {wie} wordt 18 en tekent vanaf dan zelf" in zinnen(
        mensen.els, traject
    )


def test_de_voorziene_laatste_dag(mensen, traject):
    traject.einddatum = datetime.date(2027, 2, 26)
    assert "vrijdag 26 februari: voorziene laatste dag van het traject" in zinnen(
        mensen.lotte, traject
    )


def test_niet_voor_een_mentor_en_niet_na_het_einde(mensen, traject):
    assert komende_dagen(mensen.mo, traject, plaatsingen_van(mensen.mo, traject)) == []
    traject.fase = Fase.STOPGEZET
    assert komende_dagen(mensen.lotte, traject, plaatsingen_van(mensen.lotte, traject)) == []


def test_op_de_bladzijde(mensen, client_van, adres):
    blad = adres("overzichten:dossier", mensen.traject.pk)
    for wie in ("lotte", "els"):
        assert "Volgende dagen" in client_van(wie).get(blad).text, wie


def test_wat_men_straks_volgt(mensen, traject):
    opleiding = f.OpleidingFactory(school=mensen.school, naam="Bakkerij duaal")
    traject.inschrijvingen.update(tot=datetime.date(2027, 1, 31))
    f.InschrijvingFactory(traject=traject, opleiding=opleiding, van=datetime.date(2027, 2, 1))
    straks = met_opleiding(Traject.objects.all()).get(pk=traject.pk)
    assert "maandag 1 februari: start in Bakkerij duaal" in zinnen(mensen.lotte, straks)
