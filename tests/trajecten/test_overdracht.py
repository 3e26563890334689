"""A handover from a coming day: who is asked until then, and how it is undone."""

import pytest
from django.utils.formats import date_format

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from tests import factories as f
from trajecten.acties_overdracht import draag_over, maak_ongedaan
from trajecten.models import Teamlid

pytestmark = pytest.mark.django_db


def dag(n: int) -> str:
    return date_format(f.dagen(n), "j F Y")


@pytest.fixture
def komt(mensen) -> Teamlid:
    """Vera guides Lotte instead of Bea in a week."""
    wat = {"van": mensen.bea.gebruiker, "naar": mensen.vera, "door": mensen.bea}
    draag_over([mensen.traject], vanaf=f.dagen(7), **wat)
    return mensen.traject.team.get(gebruiker=mensen.vera.gebruiker)


@pytest.mark.parametrize("wie", ["lotte", "mo"])
def test_wie_van_buiten_is_leest_vanaf_wanneer_de_collega_begeleidt(
    mensen, komt, client_van, adres, wie
):
    tekst = client_van(wie).get(adres("overzichten:dossier", mensen.traject.pk)).text
    vragen = tekst.partition("<h2>Vragen?</h2>")[2]
    assert f"Vera Cast<br><small>vanaf {date_format(f.dagen(7), 'j F Y')}</small>" in vragen
    assert f"Bea Cast<br><small>tot en met {date_format(f.dagen(6), 'j F Y')}</small>" in vragen


def test_ongedaan_maken_tot_de_eerste_dag(mensen, komt, client_van, adres):
    bladzijde = adres("trajecten:team", mensen.traject.pk)
    url, bea = adres("trajecten:toch_niet", komt.pk), client_van("bea")
    assert url in bea.get(bladzijde).text
    tekst = bea.post(url, follow=True).text
    assert "Bea Cast blijft Lotte" in tekst
    assert url not in tekst
    rij = mensen.traject.team.get(rol="begeleider")
    assert (rij.gebruiker, rij.tot) == (mensen.bea.gebruiker, None)
    mail = Bericht.objects.get(soort="toch_niet_overgedragen")
    assert mail.aan == mensen.vera.gebruiker.email
    assert "toch niet over" in mensen.traject.gebeurtenissen.filter(soort="team").first().tekst


def test_daarna_niet_meer(mensen, komt):
    """On the first day it is a handover back, that is told as such."""
    Teamlid.objects.filter(gebruiker=mensen.bea.gebruiker).update(tot=f.dagen(-1))
    Teamlid.objects.filter(pk=komt.pk).update(van=f.dagen(0))
    with pytest.raises(Weigering, match="niet meer ongedaan"):
        maak_ongedaan(komt, door=mensen.coen)


def test_niet_als_er_dan_niemand_begeleidt(mensen, komt):
    mensen.bea.tot = f.dagen(6)
    mensen.bea.save()
    with pytest.raises(Weigering, match="geen trajectbegeleider van deze school meer"):
        maak_ongedaan(komt, door=mensen.coen)


def test_niet_van_wie_erbij_komt_zonder_dat_er_iemand_stopt(mensen, client_van, adres):
    erbij = f.TeamlidFactory(
        traject=mensen.traject, gebruiker=mensen.vera.gebruiker, van=f.dagen(7)
    )
    tekst = client_van("bea").get(adres("trajecten:team", mensen.traject.pk)).text
    assert adres("trajecten:toch_niet", erbij.pk) not in tekst
