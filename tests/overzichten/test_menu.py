import pytest
from django.core.cache import caches

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Schoolsoort, mag
from overzichten.menu import MENU, menu_voor
from overzichten.startpaginas import aantal_te_doen
from overzichten.tekeningen import ICONEN
from tests import factories as f
from tests.overzichten.zaken import allerlei, overeenkomst, zaak
from tests.toegang import PERSOON, Rol
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rol", Rol)
def test_elk_menupunt_gaat_open(rol, mensen, client_van, adres):
    client = client_van(PERSOON[rol])
    menu = menu_voor(getattr(mensen, PERSOON[rol]), adres("overzichten:start"))
    assert menu[0].url == adres("overzichten:start")
    for punt in menu:
        assert punt.icoon in ICONEN
        assert client.get(punt.url).status_code == 200, punt


def test_geen_punt_tweemaal():
    for punten in MENU.values():
        assert len({punt.naam for punt in punten}) == len(punten)


def test_het_diepste_punt_is_aangeduid(mensen, adres):
    assert actief(mensen.bea, adres("leerlingen:leerling", mensen.leerling.pk)) == ["Leerlingen"]
    assert actief(mensen.bea, adres("overzichten:start")) == ["Vandaag"]
    for naam in (
        "overzichten:dossier", "trajecten:fase", "opleidingsplannen:plan", "trajecten:team",
    ):  # fmt: skip
        assert actief(mensen.bea, adres(naam, mensen.traject.pk)) == ["Mijn leerlingen"], naam
    assert actief(mensen.bea, adres("trajecten:nieuw", mensen.leerling.pk)) == ["Traject starten"]
    assert actief(mensen.bea, adres("leerlingen:invoer_nieuw")) == ["Invoer"]
    assert actief(mensen.lea, adres("gebruikers:wissel")) == [], "Vandaag is niet overal"


def actief(lid, pad: str) -> list[str]:
    return [punt.titel for punt in menu_voor(lid, pad) if punt.actief]


def test_elk_punt_heeft_een_eigen_teken():
    for punten in MENU.values():
        assert len({punt.icoon for punt in punten}) == len(punten)


@pytest.mark.parametrize("wie", ["bea", "pieter", "lea", "coen", "ada"])
def test_het_getal_in_het_menu_is_dat_van_de_startpagina(wie, mensen, client_van, adres):
    allerlei(mensen, 2)
    mijn = overeenkomst(mensen, zaak(mensen))
    mijn.ondertekenaars.filter(partij="school").update(gebruiker=mensen.coen.gebruiker)
    start = client_van(wie).get(adres("overzichten:start"))
    aantal = start.context["te_doen"]
    assert aantal > 0
    teller = f'<span class="teller">{aantal}<'
    assert teller in start.content.decode()
    assert teller in client_van(wie).get(adres("trajecten:kalender")).content.decode()


def test_het_getal_wordt_onthouden_tot_er_iets_van_de_school_wijzigt(
    mensen, django_assert_num_queries
):
    eerst = aantal_te_doen(mensen.bea)
    assert aantal_te_doen(mensen.vera) == 0, "ieder het eigen getal"
    with django_assert_num_queries(1):
        assert aantal_te_doen(mensen.bea) == eerst
    zaak(mensen, fase=Fase.AANLOOP).team.update(tot=f.dagen(3))
    assert aantal_te_doen(mensen.bea) == eerst + 1


def test_van_een_drukke_minuut_wordt_niets_vergeten():
    caches["proces"].clear()
    getallen = {f"aandacht:{n}": n for n in range(2_000)}
    caches["proces"].set_many(getallen)
    assert caches["proces"].get_many(getallen) == getallen


def test_wie_meekijkt_leest_niet_het_getal_van_de_ander(mensen):
    """Nor the other that of who looks along."""
    zaak(mensen, fase=Fase.AANLOOP).team.update(tot=f.dagen(3))
    als = Lidmaatschap.objects.get(pk=mensen.bea.pk)
    als.meekijker = mensen.vera
    eerst = aantal_te_doen(mensen.bea)
    assert (eerst > 0, aantal_te_doen(als), aantal_te_doen(mensen.bea)) == (True, 0, eerst)
    als.meekijker = mensen.coen
    assert aantal_te_doen(als) > 0, "elke meekijker het eigen getal"


@pytest.mark.parametrize("rol", Rol)
def test_wie_taken_op_de_achtergrond_heeft_vindt_ze_in_het_menu(rol, mensen):
    lid = getattr(mensen, PERSOON[rol])
    staat_erin = "gebruikers:opdrachten" in {punt.naam for punt in MENU[rol]}
    assert staat_erin == mag(lid, Schoolsoort.OPDRACHTEN)
