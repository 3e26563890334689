"""Vandaag tells what others did since the look before this one."""

import datetime

import pytest

from gebruikers.models import Lidmaatschap, Spoorregel
from gebruikers.rollen import Rol
from overzichten.nieuw import HOOGSTENS, nieuws
from tests import factories as f
from tests.overzichten.zaken import zaak

pytestmark = pytest.mark.django_db
KOP = "Nieuw sinds"


@pytest.fixture
def klok(time_machine):
    """klok(17, 16, 40): November of 2026, in Flanders."""

    def zet(dag: int, uur: int, minuut: int = 0) -> None:
        lokaal = datetime.timezone(datetime.timedelta(hours=1))
        time_machine.move_to(datetime.datetime(2026, 11, dag, uur, minuut, tzinfo=lokaal))

    return zet


@pytest.fixture
def blad(client_van, adres):
    return lambda naam: client_van(naam).get(adres("overzichten:start")).text


def test_wat_anderen_deden_sinds_de_vorige_keer(mensen, klok, blad):
    klok(17, 16, 30)
    mensen.traject.noteer(mensen.pieter, "fase", "Van lang geleden.")
    klok(17, 16, 40)
    assert KOP not in blad("bea"), "een eerste keer is er niets om van te tellen"
    klok(18, 8, 0)
    mensen.traject.noteer(mensen.pieter, "fase", "Ging naar lopend.")
    mensen.traject.noteer(mensen.bea, "fase", "Wat ik zelf deed.")
    mensen.traject.noteer(None, "fase", "Wat vanzelf ging.")
    mensen.traject.noteer(None, "handtekening", "Tekende op papier.", wie="Jan Cools")
    mensen.vera_traject.noteer(mensen.coen, "fase", "Van Vera.")
    klok(18, 9, 0)
    tekst = blad("bea")
    assert "Nieuw sinds gisteren 16.40" in tekst
    for wel in ("Ging naar lopend.", "Tekende op papier.", "Jan Cools", "Pieter Cast"):
        assert wel in tekst, wel
    for niet in ("lang geleden", "zelf deed", "vanzelf ging", "Van Vera"):
        assert niet not in tekst, niet
    assert f"/dossier/{mensen.traject.pk}/?deel=tijdlijn" in tekst


def test_een_uur_lang_hetzelfde_en_dan_wat_er_bij_kwam(mensen, klok, blad):
    klok(17, 16, 40)
    blad("bea")
    klok(18, 8)
    mensen.traject.noteer(mensen.pieter, "fase", "Van acht uur.")
    klok(18, 9)
    assert "Van acht uur." in blad("bea")
    klok(18, 9, 30)
    mensen.traject.noteer(mensen.pieter, "fase", "Van half tien.")
    klok(18, 9, 50)
    tekst = blad("bea")
    assert "gisteren 16.40" in tekst
    assert "Van acht uur." in tekst
    assert "Van half tien." in tekst
    klok(18, 10, 30)
    tekst = blad("bea")
    assert "Nieuw sinds vandaag 9.00" in tekst
    assert "Van half tien." in tekst
    assert "Van acht uur." not in tekst
    klok(18, 12)
    assert KOP not in blad("bea")


def test_hoogstens_een_keer_per_uur_geschreven_en_zonder_spoor(mensen, klok, blad):
    klok(17, 9)
    al = Spoorregel.objects.count()
    blad("bea")
    eerste = Lidmaatschap.objects.get(pk=mensen.bea.pk).keek_op
    klok(17, 9, 55)
    blad("bea")
    assert Lidmaatschap.objects.get(pk=mensen.bea.pk).keek_op == eerste
    klok(17, 10, 5)
    blad("bea")
    lid = Lidmaatschap.objects.get(pk=mensen.bea.pk)
    assert lid.keek_op > eerste
    assert lid.keek_eerder_op == eerste
    assert Spoorregel.objects.count() == al


def test_niet_voor_wie_meekijkt(mensen, klok):
    klok(17, 9)
    nieuws(mensen.bea)
    klok(18, 8)
    mensen.traject.noteer(mensen.pieter, "fase", "Ging naar lopend.")
    lid = Lidmaatschap.objects.get(pk=mensen.bea.pk)
    lid.meekijker = mensen.coen
    assert nieuws(lid) is None
    assert Lidmaatschap.objects.get(pk=mensen.bea.pk).keek_op == lid.keek_op
    lid.meekijker = None
    assert nieuws(lid).aantal == 1


def test_alleen_wat_deze_rol_leest_en_ook_niet_van_mijn_andere_rol(mensen, klok):
    def teksten(lid: Lidmaatschap) -> set[str]:
        gevonden = nieuws(Lidmaatschap.objects.select_related("school").get(pk=lid.pk))
        return {rij.tekst for rij in gevonden.rijen} if gevonden else set()

    ook = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.bea.gebruiker, rol=Rol.COORDINATOR
    )
    klok(17, 9)
    for lid in (mensen.bea, mensen.lea, mensen.pieter):
        assert teksten(lid) == set()
    klok(18, 8)
    mensen.traject.noteer(ook, "fase", "Als coördinator gedaan.")
    mensen.traject.noteer(mensen.coen, "handtekening", "De school tekende.")
    klok(18, 9)
    assert teksten(mensen.bea) == {"De school tekende."}
    assert teksten(mensen.pieter) == {"Als coördinator gedaan."}, "leest niet wie tekende"
    assert teksten(mensen.lea) == {"Als coördinator gedaan."}


def test_hoogstens_tien_en_een_vaste_prijs(mensen, klok, client_van, adres, meet):
    start, bea = adres("overzichten:start"), client_van("bea")
    klok(17, 9)
    bea.get(start)
    klok(18, 8)
    mensen.traject.noteer(mensen.pieter, "fase", "Regel 0.")
    klok(18, 9)
    een = meet(bea, start)
    klok(18, 9, 5)
    traject = zaak(mensen)
    for n in range(1, HOOGSTENS + 3):
        traject.noteer(mensen.pieter, "fase", f"Regel {n}.")
    klok(18, 9, 10)
    assert meet(bea, start) < een <= 25, "wat onthouden is, wordt niet opnieuw geschreven"
    tekst = bea.get(start).text
    assert tekst.count("?deel=tijdlijn") == HOOGSTENS
    assert "En nog 3." in tekst
