"""Of two open trajecten the empty one goes; two that were worked on are refused."""

import pytest

from gebruikers.overgang import Weigering
from leerlingen import acties_samenvoegen as acties
from leerlingen.models import Leerling
from tests import factories as f
from tests.leerlingen.dubbel import maak_zwaar, stand, voeg_samen
from trajecten.acties_fase import draai_fase_terug, verplaats_fase
from trajecten.fases import Fase
from trajecten.models import Traject


@pytest.fixture
def nieuw(mensen):
    nieuw = f.LeerlingFactory(
        school=mensen.school, voornaam="Lotte", naam="Maes",
        geboortedatum=mensen.leerling.geboortedatum,
    )  # fmt: skip
    leeg = f.TrajectFactory(school=mensen.school, leerling=nieuw, fase="aanmelding")
    f.InschrijvingFactory(traject=leeg)
    f.TeamlidFactory(traject=leeg, gebruiker=mensen.vera.gebruiker)
    f.TaakFactory(traject=leeg, lijstregel=7)
    leeg.noteer(mensen.vera, "traject gestart", "Traject gestart.")
    return nieuw


def test_het_lege_verdwijnt_en_zijn_tijdlijn_blijft(mensen, nieuw):
    voor = stand(mensen.school)
    samenvoeging = voeg_samen(mensen.leerling, nieuw, mensen.ada)
    assert Traject.objects.get(leerling=mensen.leerling) == mensen.traject
    assert mensen.traject.gebeurtenissen.filter(tekst="Traject gestart.").exists()
    team = mensen.traject.team.values_list("gebruiker", flat=True)
    assert mensen.vera.gebruiker_id not in team
    acties.maak_ongedaan(samenvoeging, door=mensen.ada)
    assert stand(mensen.school) == voor


def test_ook_als_wie_blijft_het_lege_heeft(mensen, nieuw):
    maak_zwaar(nieuw)
    voor = stand(mensen.school)
    samenvoeging = voeg_samen(mensen.leerling, nieuw, mensen.ada)
    assert Traject.objects.open().get(leerling=nieuw) == mensen.traject
    acties.maak_ongedaan(samenvoeging, door=mensen.ada)
    assert stand(mensen.school) == voor


def test_wie_over_allebei_dezelfde_mail_kreeg_houdt_niets_tegen(mensen, nieuw):
    """Bea guides both: one mail named the same step of either."""
    leeg, bericht = nieuw.trajecten.get(), f.BerichtFactory(school=mensen.school)
    for traject in (mensen.traject, leeg):
        f.HerinneringFactory(traject=traject, aan=mensen.bea.gebruiker, bericht=bericht)
    voor = stand(mensen.school)
    samenvoeging = voeg_samen(mensen.leerling, nieuw, mensen.ada)
    assert mensen.traject.herinneringen.count() == 2, "wat verstuurd is blijft"
    acties.maak_ongedaan(samenvoeging, door=mensen.ada)
    assert stand(mensen.school) == voor


def test_een_stap_van_het_lege_verbergt_die_van_het_andere_niet(mensen, nieuw):
    """It moved and was turned back, after the last move of the one that stays."""
    mensen.traject.fase_sinds = f.dagen(-10)
    mensen.traject.save()
    verplaats_fase(mensen.traject, Fase.LOPEND, door=mensen.bea, reden="Begonnen.")
    leeg = nieuw.trajecten.get()
    verplaats_fase(leeg, Fase.SCREENING, door=mensen.coen, reden="Mis.")
    draai_fase_terug(leeg, door=mensen.coen, reden="Mis.")
    voeg_samen(mensen.leerling, nieuw, mensen.ada)
    traject = Traject.objects.get(leerling=mensen.leerling)
    assert traject.gebeurtenissen.filter(tekst__startswith="Teruggedraaid").exists()
    draai_fase_terug(traject, door=mensen.coen, reden="Toch niet.")
    traject.refresh_from_db()
    assert traject.fase == Fase.ZOEKT_WERKPLEK


@pytest.mark.parametrize(
    "werk",
    [
        lambda traject: f.PlaatsingFactory(traject=traject),
        lambda traject: f.TaakFactory(traject=traject),
        lambda traject: f.WeekpatroonFactory(traject=traject),
        lambda traject: Traject.objects.filter(pk=traject.pk).update(fase="screening"),
    ],
)
def test_twee_waarin_gewerkt_is_worden_geweigerd(mensen, nieuw, werk):
    werk(nieuw.trajecten.get())
    with pytest.raises(Weigering, match="Rond er eerst een van de twee af"):
        voeg_samen(mensen.leerling, nieuw, mensen.ada)
    assert Leerling.objects.filter(pk=nieuw.pk).exists()
