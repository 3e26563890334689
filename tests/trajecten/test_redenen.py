"""The school's own reasons: taken over, changed, kept when used."""

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.overgang import Weigering
from tests import factories as f
from tests.invullen import bewaar
from trajecten import acties_redenen
from trajecten.models import Eindereden

pytestmark = pytest.mark.django_db


def test_overnemen_en_aanpassen(mensen, client_van, adres):
    blad, coen, bea = adres("trajecten:redenen"), client_van("coen"), client_van("bea")
    leeg = coen.get(blad).text
    assert "geen lijst uit de regelgeving" in leeg
    assert "De coördinator neemt ze over." in bea.get(blad).text
    assert bea.post(adres("trajecten:vul_redenen")).status_code == 403
    coen.post(adres("trajecten:vul_redenen"))
    aantal = Eindereden.objects.filter(school=mensen.school).count()
    assert aantal == len(acties_redenen.BEGINLIJST)
    assert acties_redenen.vul_redenen(mensen.school, f.dagen(0), door=mensen.coen) == 0, (
        "wat er staat, blijft"
    )
    nieuw = {
        "naam": "Zwangerschapsverlof",
        "bij_onderbroken": "on",
        "van": "2026-09-01",
        "volgorde": 5,
    }
    assert bea.post(blad, nieuw).status_code == 403
    coen.post(blad, nieuw)
    assert Eindereden.objects.get(naam="Zwangerschapsverlof").fases == ["onderbroken"]
    assert "staat al in de lijst" in coen.post(blad, nieuw).text
    nergens = {"naam": "Nergens bij", "van": "2026-09-01", "volgorde": 5}
    assert "Vink aan waarbij" in coen.post(blad, nergens).text


def test_wat_gebruikt_is_houdt_zijn_naam_en_gaat_niet_weg(mensen, client_van, adres):
    reden, coen = f.EinderedenFactory(school=mensen.school, naam="Verhuisd"), client_van("coen")
    blad, weg = adres("trajecten:reden", reden.pk), adres("trajecten:reden_weg", reden.pk)
    aan = dict.fromkeys(["bij_stopgezet", "bij_niet_gestart", "bij_onderbroken"], "on")
    bewaar(coen, blad, naam="Verhuisde", **aan)
    reden.refresh_from_db()
    assert reden.naam == "Verhuisde", "nog nergens gebruikt"
    f.FaseredenFactory(traject=mensen.traject, reden=reden)
    assert "staat al in een dossier" in bewaar(coen, blad, naam="Ziek", **aan).text
    assert "Geef ze een laatste dag" in coen.post(weg, follow=True).text
    bewaar(coen, blad, tot=f.dagen(-1).isoformat(), **aan)
    assert "niet meer te kiezen" in coen.get(adres("trajecten:redenen")).text
    vrij = f.EinderedenFactory(school=mensen.school)
    coen.post(adres("trajecten:reden_weg", vrij.pk))
    assert list(Eindereden.objects.filter(school=mensen.school)) == [reden]


def test_geen_reden_zegt_iets_over_gezondheid():
    namen = " ".join(acties_redenen.BEGINLIJST).lower()
    assert not [woord for woord in ("ziek", "medisch", "psych", "depress") if woord in namen]


def test_twee_tegelijk_krijgen_een_zin(mensen):
    f.EinderedenFactory(school=mensen.school, naam="Verhuisd")
    with pytest.raises(Weigering, match="intussen al in de lijst"):
        acties_redenen.bewaar_reden(
            Eindereden(school=mensen.school, naam="Verhuisd", bij_stopgezet=True), door=mensen.coen
        )


def test_wie_dossiers_niet_ziet_leest_niet_in_hoeveel_ze_staat(mensen, client_van, adres):
    reden = f.EinderedenFactory(school=mensen.school)
    f.FaseredenFactory(traject=mensen.traject, reden=reden)
    f.FaseredenFactory(traject=mensen.vera_traject, reden=reden)
    tekst = client_van("bob").get(adres("trajecten:reden", reden.pk)).text
    assert "Al gebruikt" in tekst
    assert "2 dossiers" not in tekst


@pytest.mark.parametrize("wie", ["bea", "lea", "tess"])
def test_alleen_wie_de_lijst_schrijft_van_de_eigen_school(wie, mensen):
    lid, reden = getattr(mensen, wie), f.EinderedenFactory(school=mensen.school)
    for daad in (
        lambda: acties_redenen.vul_redenen(mensen.school, f.dagen(0), door=lid),
        lambda: acties_redenen.bewaar_reden(reden, door=lid),
        lambda: acties_redenen.verwijder_reden(reden, door=lid),
    ):
        with pytest.raises((Weigering, PermissionDenied)):
            daad()
    assert Eindereden.objects.count() == 1
