"""The pages of a suspension, and the school's own grounds."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.models import Spoorregel
from gebruikers.overgang import Weigering
from overeenkomsten import acties_schorsing as acties
from overeenkomsten.models import Schorsing, Schorsingsgrond, Schorsingsreden
from tests import factories as f
from tests.invullen import bewaar
from tests.overeenkomsten.test_schorsing import rij, schors
from trajecten import acties_redenen
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db
__all__ = ["rij"]


def test_schorsen_wijzigen_hervatten_en_weg(mensen, rij, client_van, adres):
    bea, blad = client_van("bea"), adres("overeenkomsten:overeenkomst", rij.pk)
    nieuw = adres("overeenkomsten:schors", rij.pk)
    assert nieuw in bea.get(blad).text
    dagen = {"van": f.dagen(-2).isoformat(), "tot": f.dagen(40).isoformat()}
    assert bewaar(bea, nieuw, **dagen).status_code == 422, "zonder grond"
    assert bewaar(bea, nieuw, grond=mensen.grond.pk, **dagen).url == blad
    schorsing = Schorsing.objects.get()
    tekst = bea.get(blad).text
    assert "nu geschorst" in tekst
    assert "Klein verlet" in tekst
    bewaar(bea, adres("overeenkomsten:schorsing", schorsing.pk), uitleg="Op tijd gemeld.")
    assert Schorsingsreden.objects.get().uitleg == "Op tijd gemeld."
    hervat = adres("overeenkomsten:hervat", schorsing.pk)
    assert bea.post(hervat, {"op": f.dagen(-2).isoformat()}).status_code == 422
    assert bea.post(hervat, {"op": f.dagen(1).isoformat()}).url == blad
    assert Schorsing.objects.get().tot == f.dagen(0)
    weg = adres("overeenkomsten:schorsing_weg", schorsing.pk)
    assert "Schrijf waarom" in bea.post(weg, {"reden": ""}, follow=True).text
    bea.post(weg, {"reden": "Verkeerde leerling."})
    assert not Schorsing.objects.exists()
    regel = Spoorregel.objects.filter(tabel="overeenkomsten_schorsing", wat="weg").get()
    assert regel.reden == "Verkeerde leerling."


def test_alleen_vakantie_vraagt_het_nog_eens(mensen, rij, client_van, adres):
    begin, bea = f.dagen(3), client_van("bea")
    vrij = {"naam": "vrij", "van": begin, "tot": begin + datetime.timedelta(days=6)}
    mensen.school.kalenderperiodes.create(**vrij)
    nieuw = adres("overeenkomsten:schors", rij.pk)
    velden = {"grond": mensen.grond.pk, "van": begin.isoformat(), "tot": vrij["tot"].isoformat()}
    antwoord = bewaar(bea, nieuw, **velden)
    assert antwoord.status_code == 422
    assert "vanzelf geschorst, dat noteer je niet" in antwoord.text
    assert "Toch bewaren" in antwoord.text
    assert not Schorsing.objects.exists()
    bewaar(bea, nieuw, toch="1", **velden)
    assert Schorsing.objects.get().tot == vrij["tot"]


def test_een_dag_met_les_erbij_is_geen_vakantie(mensen, rij, client_van, adres):
    begin = f.dagen(3)
    tot = begin + datetime.timedelta(days=60)
    mensen.school.kalenderperiodes.create(naam="vrij", van=begin, tot=begin)
    velden = {"grond": mensen.grond.pk, "van": begin.isoformat(), "tot": tot.isoformat()}
    bewaar(client_van("bea"), adres("overeenkomsten:schors", rij.pk), **velden)
    assert Schorsing.objects.exists()


def test_wat_niet_mag_staat_bij_het_veld(mensen, rij, client_van, adres):
    bea, nieuw = client_van("bea"), adres("overeenkomsten:schors", rij.pk)
    oud = f.SchorsingsgrondFactory(school=mensen.school, naam="Van vroeger", tot=f.dagen(-10))
    van = f.dagen(-2).isoformat()
    assert "geldt alleen" in bewaar(bea, nieuw, van=van, grond=oud.pk).text
    nummer = "93.05.18-223.61"
    antwoord = bewaar(bea, nieuw, van=van, grond=mensen.grond.pk, uitleg=f"Zie {nummer}")
    assert "rijksregisternummer" in antwoord.text
    andersom = bewaar(bea, nieuw, van=van, tot=f.dagen(-3).isoformat(), grond=mensen.grond.pk)
    assert "kan niet voor de eerste liggen" in andersom.text
    assert "Niets" not in andersom.text
    assert "niets over iemands gezondheid" in andersom.text
    assert not Schorsing.objects.exists()


def test_het_traject_onderbreken_staat_er_alleen_voor_wie_dat_kan(mensen, rij, client_van, adres):
    nieuw, reden = adres("overeenkomsten:schors", rij.pk), f.EinderedenFactory(school=mensen.school)
    assert "traject ook onderbreken" not in client_van("ada").get(nieuw).text.lower()
    bea = client_van("bea")
    assert "traject ook onderbreken" in bea.get(nieuw).text.lower()
    bewaar(bea, nieuw, grond=mensen.grond.pk, eindereden=reden.pk)
    mensen.traject.refresh_from_db()
    assert mensen.traject.fase == Fase.ONDERBROKEN
    hervat = adres("overeenkomsten:hervat", Schorsing.objects.update(van=f.dagen(-4)) and
                   Schorsing.objects.get().pk)  # fmt: skip
    assert "Het traject loopt dan ook weer" in bea.get(hervat).text
    bea.post(hervat, {"op": f.dagen(0).isoformat(), "fase_terug": "on"})
    mensen.traject.refresh_from_db()
    assert mensen.traject.fase == Fase.LOPEND


def test_twee_die_dezelfde_schorsing_open_hebben(mensen, rij, client_van, adres):
    schorsing = schors(mensen, rij)
    blad = adres("overeenkomsten:schorsing", schorsing.pk)
    bea, ada = client_van("bea"), client_van("ada")
    van_bea = bea.get(blad).context["form"]
    bewaar(ada, blad, uitleg="Ada was eerst.")
    gezien = str(van_bea.gezien).partition('value="')[2].rpartition('"')[0].replace("&quot;", '"')
    velden = {"gezien": gezien, "van": schorsing.van.isoformat(), "grond": mensen.grond.pk}
    antwoord = bea.post(blad, velden | {"tot": "", "uitleg": "Bea ook."})
    assert "Nu bewaard: Ada was eerst." in antwoord.text
    assert Schorsingsreden.objects.get().uitleg == "Ada was eerst."


def test_zonder_gronden_wijst_de_weg(mensen, rij, client_van, adres):
    Schorsingsgrond.objects.all().delete()
    nieuw = adres("overeenkomsten:schors", rij.pk)
    assert "Vraag de coördinator" in client_van("bea").get(nieuw).text
    assert adres("overeenkomsten:gronden") in client_van("coen").get(nieuw).text


def test_gronden_overnemen_wijzigen_en_bewaren(mensen, rij, client_van, adres):
    blad, coen, bea = adres("overeenkomsten:gronden"), client_van("coen"), client_van("bea")
    Schorsingsgrond.objects.all().delete()
    assert "geen lijst uit de regelgeving" in bea.get(blad).text
    assert bea.post(adres("overeenkomsten:vul_gronden")).status_code == 403
    coen.post(adres("overeenkomsten:vul_gronden"))
    assert set(Schorsingsgrond.objects.values_list("naam", flat=True)) == set(acties.BEGINLIJST)
    assert acties.vul_gronden(mensen.school, f.dagen(0), door=mensen.coen) == 0
    nieuw = {"naam": "Staking", "van": "2026-09-01", "volgorde": 5}
    coen.post(blad, nieuw)
    assert "staat al in de lijst" in coen.post(blad, nieuw).text
    mensen.grond = Schorsingsgrond.objects.get(naam="Staking")
    een = adres("overeenkomsten:grond", mensen.grond.pk)
    bewaar(coen, een, naam="Een staking")
    schors(mensen, rij)
    assert "staat al in een dossier" in bewaar(coen, een, naam="Lock-out").text
    weg = adres("overeenkomsten:grond_weg", mensen.grond.pk)
    assert "Geef ze een laatste dag" in coen.post(weg, follow=True).text
    bewaar(coen, een, tot=f.dagen(-1).isoformat())
    assert "niet meer te kiezen" in coen.get(blad).text
    ander = Schorsingsgrond.objects.get(naam="Andere grond")
    coen.post(adres("overeenkomsten:grond_weg", ander.pk))
    assert not Schorsingsgrond.objects.filter(pk=ander.pk).exists()


@pytest.mark.parametrize("wie", ["bea", "lea", "tess"])
def test_alleen_wie_de_lijst_schrijft_van_de_eigen_school(wie, mensen):
    lid, grond = getattr(mensen, wie), f.SchorsingsgrondFactory(school=mensen.school)
    for daad in (
        lambda: acties.vul_gronden(mensen.school, f.dagen(0), door=lid),
        lambda: acties_redenen.bewaar_reden(grond, door=lid),
        lambda: acties_redenen.verwijder_reden(grond, door=lid),
    ):
        with pytest.raises((Weigering, PermissionDenied)):
            daad()
    assert Schorsingsgrond.objects.count() == 1
