"""Five years after the file closed and the learner left, somebody looks whether it may go."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.overgang import Weigering
from leerlingen.models import Leerling
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten.acties_termijn import volg_op
from trajecten.fases import Fase
from trajecten.models import Termijn, Traject
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db
DAG = datetime.timedelta(days=1)
JUNI, AUGUSTUS = datetime.date(2025, 6, 20), datetime.date(2025, 8, 31)


def bewaren(traject) -> Termijn | None:
    herbereken([traject.pk])
    return Termijn.objects.open().filter(traject=traject, regel="bewaartermijn").first()


@pytest.fixture
def gesloten(mensen) -> Traject:
    """Ended on 20 June 2025, of a learner who left on 31 August."""
    traject = zaak(mensen, fase=Fase.STOPGEZET, begindatum=JUNI - 300 * DAG, fase_sinds=JUNI)
    verlaat(traject, AUGUSTUS)
    return traject


def verlaat(traject, dag) -> None:
    Leerling.objects.filter(pk=traject.leerling_id).update(ingeschreven_tot=dag)


@pytest.mark.parametrize(
    ("weg", "begin", "wat"),
    [(AUGUSTUS, AUGUSTUS, "de laatste dag op school"), (JUNI, JUNI, "het einde van het traject"),
     (JUNI - DAG, JUNI, "het einde van het traject")],
)  # fmt: skip
def test_vijf_jaar_na_wat_laatst_kwam(gesloten, weg, begin, wat):
    verlaat(gesloten, weg)
    rij = bewaren(gesloten)
    assert (rij.begin, rij.einde) == (begin, begin.replace(year=2030))
    assert rij.aanleiding == wat


@pytest.mark.parametrize("weg", [None, 0, 30])
def test_niet_zolang_de_leerling_er_is_of_niemand_weet_tot_wanneer(gesloten, weg):
    verlaat(gesloten, weg if weg is None else f.dagen(weg))
    assert bewaren(gesloten) is None


def test_niet_zolang_er_een_ander_traject_open_is(mensen, gesloten):
    ander = zaak(mensen, leerling=gesloten.leerling)
    assert bewaren(gesloten) is None
    Traject.objects.filter(pk=ander.pk).update(fase=Fase.AFGEROND, fase_sinds=f.dagen(0))
    assert bewaren(gesloten).begin == AUGUSTUS, "elk dossier telt voor zich"
    assert bewaren(ander).begin == f.dagen(0)


def lang_geleden(traject) -> Termijn:
    oud = f.dagen(-5 * 366 - 30)
    Traject.objects.filter(pk=traject.pk).update(begindatum=oud - 300 * DAG, fase_sinds=oud)
    verlaat(traject, oud)
    return bewaren(traject)


def test_wat_voorbij_is_staat_bij_de_administratie_tot_iemand_het_noteert(
    mensen, gesloten, client_van, adres
):
    start, ada, leerling = adres("overzichten:start"), client_van("ada"), str(gesloten.leerling)
    assert bewaren(gesloten).uiterlijk > timezone.localdate()
    assert "Bewaartermijn voorbij" not in ada.get(start).text
    rij = lang_geleden(gesloten)
    blad = adres("trajecten:volg_op", rij.pk)
    tekst = ada.get(start).text
    assert "Bewaartermijn voorbij: 1" in tekst
    assert leerling in tekst
    assert blad in tekst
    antwoord = ada.post(blad, {"wat": "Blijft: er loopt nog een betwisting."}, follow=True)
    assert "betwisting" in antwoord.text
    assert "Ongedaan maken" in antwoord.text
    rij.refresh_from_db()
    assert rij.staat == Termijn.Staat.VOLDAAN
    assert "Bewaartermijn voorbij" not in ada.get(start).text
    assert Traject.objects.filter(pk=gesloten.pk).exists(), "er wordt niets gewist"
    volg_op(rij, door=mensen.coen, wat="Toch niet.", gedaan=False)
    assert "Bewaartermijn voorbij: 1" in ada.get(start).text


def test_wie_het_noteert(mensen, gesloten, client_van, adres):
    rij = lang_geleden(gesloten)
    with pytest.raises(Weigering, match="administratie"):
        volg_op(rij, door=mensen.bea, wat="Mag weg.")
    vreemd = f.TrajectFactory(school=mensen.andere_school, fase=Fase.STOPGEZET, fase_sinds=JUNI)
    ander = f.TermijnFactory(traject=vreemd, regel="bewaartermijn")
    with pytest.raises(Weigering, match="niet bij jou"):
        volg_op(ander, door=mensen.ada, wat="Mag weg.")
    gewoon = f.TermijnFactory(traject=mensen.traject, regel="onderbreking_lang")
    assert client_van("ada").get(adres("trajecten:volg_op", gewoon.pk)).status_code == 403
