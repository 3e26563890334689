"""A term that nothing else in the product closes: who did what it asks, says so."""

import pytest

from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie
from overzichten.taken.termijn import termijn_nadert
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten.acties_termijn import volg_op
from trajecten.fases import Fase
from trajecten.models import Opvolging, Termijn, Traject
from trajecten.termijnberekening import herbereken
from trajecten.termijnregel import REGELS

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen) -> Termijn:
    """Interrupted for twenty days."""
    traject = zaak(mensen, fase=Fase.ONDERBROKEN, fase_sinds=f.dagen(-20))
    herbereken([traject.pk])
    return Termijn.objects.get(traject=traject, regel="onderbreking_lang")


def op_vandaag(m) -> list:
    return termijn_nadert(m.bea, Traject.objects.zichtbaar_voor(m.bea).open())


def test_opgevolgd_blijft_opgevolgd_tot_iemand_het_terugneemt(mensen, rij):
    assert [taak.knop for taak in op_vandaag(mensen)] == ["Opvolging noteren"]
    volg_op(rij, door=mensen.bea, wat="Gebeld: hij komt maandag terug.")
    herbereken([rij.traject_id])
    rij.refresh_from_db()
    assert (rij.staat, rij.gesloten_op) == (Termijn.Staat.VOLDAAN, f.dagen(0))
    assert "Opgevolgd door Bea Cast" in rij.waarom[-2]
    assert op_vandaag(mensen) == []
    with pytest.raises(Weigering, match="intussen in orde"):
        volg_op(rij, door=mensen.bea, wat="Nog eens.")
    volg_op(rij, door=mensen.coen, wat="Verkeerde leerling.", gedaan=False)
    rij.refresh_from_db()
    assert rij.is_open
    assert rij.opvolging is None
    assert len(op_vandaag(mensen)) == 1
    teksten = rij.traject.gebeurtenissen.filter(soort="termijn").values_list("tekst", flat=True)
    assert [tekst.partition(". ")[2] for tekst in teksten] == [
        "Verkeerde leerling.", "Gebeld: hij komt maandag terug."
    ]  # fmt: skip
    assert Opvolging.objects.count() == 2


def test_wat_voorbij_is_gaat_niet_meer_open(mensen, rij):
    volg_op(rij, door=mensen.bea, wat="Gebeld.")
    Traject.objects.filter(pk=rij.traject_id).update(fase=Fase.LOPEND)
    with pytest.raises(Weigering, match="is voorbij"):
        volg_op(rij, door=mensen.bea, wat="Toch niet.", gedaan=False)
    assert Opvolging.objects.count() == 1


def test_alleen_van_regels_die_het_zeggen_en_door_wie_het_verloop_schrijft(mensen, rij):
    """What was done stands in the timeline, as a line of what the term is about."""
    over = {r.over for r in REGELS.values() if r.opvolgen}
    assert over == {Informatie.VERLOOP, Informatie.OVEREENKOMST}
    with pytest.raises(Weigering, match="rol"):
        volg_op(rij, door=mensen.pieter, wat="Gebeld.")
    with pytest.raises(Weigering, match="niet bij jou"):
        volg_op(rij, door=mensen.vera, wat="Gebeld.")
    ander = f.TermijnFactory(traject=mensen.traject)
    with pytest.raises(Weigering, match="vanzelf dicht"):
        volg_op(ander, door=mensen.bea, wat="Gebeld.")


def test_op_het_scherm(mensen, rij, client_van, adres):
    bea, blad = client_van("bea"), adres("trajecten:volg_op", rij.pk)
    deel = adres("overzichten:dossier", rij.traject_id) + "?deel=termijnen"
    assert blad in bea.get(adres("overzichten:start")).text
    assert blad in bea.get(deel).text
    assert blad not in client_van("coen").get(adres("overzichten:start")).text
    assert bea.post(blad, {"wat": " "}).status_code == 422
    assert bea.post(blad, {"wat": "Gebeld."}).url == deel
    tekst = bea.get(deel).text
    assert "Gebeld." in tekst
    assert "Ongedaan maken" in tekst
    assert bea.post(blad, {"wat": "Nee."}, follow=True).status_code == 200
    rij.refresh_from_db()
    assert rij.is_open
