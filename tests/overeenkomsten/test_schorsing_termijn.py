"""What a suspension does to terms."""

import pytest

from overeenkomsten import acties_schorsing as acties
from overzichten.taken.termijn import termijn_nadert
from tests import factories as f
from tests.overeenkomsten.test_schorsing import rij, schors
from trajecten.acties_termijn import volg_op
from trajecten.fases import Fase
from trajecten.models import Gebeurtenis, Termijn, Traject
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db
__all__ = ["rij"]


def termijn(m, regel: str = "schorsing_14") -> Termijn | None:
    herbereken([m.traject.pk])
    return Termijn.objects.filter(traject=m.traject, regel=regel).first()


def test_na_veertien_dagen_verwittigt_de_onderneming(mensen, rij):
    schors(mensen, rij, -3)
    t = termijn(mensen)
    assert (t.begin, t.uiterlijk, t.is_open) == (f.dagen(-3), f.dagen(11), True)
    zinnen = " ".join(t.waarom)
    assert f"het begin van de schorsing van {rij}" in zinnen
    assert "14 dagen later" in zinnen
    assert "Controleer de actuele regelgeving" in zinnen
    taken = termijn_nadert(mensen.bea, Traject.objects.zichtbaar_voor(mensen.bea).open())
    knoppen = {taak.kort: taak.knop for taak in taken}
    assert knoppen["schorsing duurt lang"] == "Opvolging noteren"


def test_wat_korter_duurt_vraagt_niets(mensen, rij):
    schors(mensen, rij, -3, 10)
    assert termijn(mensen) is None
    f.TermijnduurFactory(school=mensen.school, regel="schorsing_14", aantal=10)
    assert termijn(mensen).uiterlijk == f.dagen(7)


def test_voldaan_door_een_opvolging(mensen, rij):
    schors(mensen, rij, -20)
    volg_op(termijn(mensen), door=mensen.bea, wat="Cools belde: nog een week.")
    assert termijn(mensen).staat == Termijn.Staat.VOLDAAN
    regel = Gebeurtenis.objects.get(tekst__contains="Cools belde")
    for wie, leest in (("lotte", True), ("pieter", True), ("mo", False), ("xander", False)):
        gezien = Gebeurtenis.objects.zichtbaar_voor(getattr(mensen, wie)).filter(pk=regel.pk)
        assert gezien.exists() is leest, wie


def test_voldaan_als_de_leerling_weer_werkt(mensen, rij):
    schorsing = schors(mensen, rij, -20)
    assert termijn(mensen).is_open
    acties.hervat(schorsing, op=f.dagen(0), door=mensen.bea)
    t = termijn(mensen)
    assert (t.staat, t.gesloten_op) == (Termijn.Staat.VOLDAAN, f.dagen(0))
    acties.verwijder_schorsing(schorsing, reden="Verkeerd.", door=mensen.bea)
    assert termijn(mensen).staat == Termijn.Staat.VOLDAAN


def test_een_onderbreking_zonder_schorsing_houdt_haar_eigen_termijn(mensen, rij):
    Traject.objects.update(fase=Fase.ONDERBROKEN)
    assert termijn(mensen, "onderbreking_lang").is_open
    schors(mensen, rij, -3)
    assert termijn(mensen, "onderbreking_lang").staat == Termijn.Staat.VERVALLEN


def test_een_mentor_zwijgt_niet_zolang_er_niemand_werkt(mensen, rij):
    """It begins anew on the first day of work."""
    assert termijn(mensen, "contact").begin == mensen.plaatsing.van
    schorsing = schors(mensen, rij, -20)
    assert termijn(mensen, "contact").staat == Termijn.Staat.VERVALLEN
    acties.hervat(schorsing, op=f.dagen(-1), door=mensen.bea)
    t = termijn(mensen, "contact")
    assert (t.is_open, t.begin) == (True, f.dagen(-1))
    assert "eerste werkdag na een schorsing" in t.aanleiding
