"""Correcting one's own rating: a new row in its place, with the old one struck through."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen.beoordelen import Keuze, verbeter
from opleidingsplannen.models import Beoordeling
from overzichten.stand import plan_standen


def _telt(mensen, client_van, adres) -> tuple[int | None, int]:
    """The mentor's level on the plan, and how many competences are reached."""
    antwoord = client_van("bea").get(adres("opleidingsplannen:plan", mensen.traject.pk))
    [(_, [regel], _)] = antwoord.context["clusters"]
    stand = plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk]
    return dict(regel.niveaus)["mentor"].nummer, stand.bereikt


def test_een_verbetering_is_een_nieuwe_rij_die_terugwijst(verbeter_post, geef, mensen):
    oud = geef(dagen_geleden=3, toelichting="Vergist van leerling")
    tekst = verbeter_post(oud, niveau=3, toelichting="  Kneedt al vlot  ").content.decode()
    assert "Je oordeel is verbeterd." in tekst
    nieuw = Beoordeling.objects.get(verbetert=oud)
    assert (nieuw.niveau, nieuw.toelichting, nieuw.door) == (3, "Kneedt al vlot", mensen.mo)
    for veld in ("traject", "competentie", "plaatsing", "plek", "rol", "gedeeld", "op"):
        assert getattr(nieuw, veld) == getattr(oud, veld), veld
    oud.refresh_from_db()
    assert (oud.niveau, oud.toelichting) == (2, "Vergist van leerling")
    assert mensen.traject.gebeurtenissen.get(soort="beoordeling").tekst == "1 oordeel verbeterd"


def test_het_oude_staat_doorstreept_en_het_nieuwe_telt(
    verbeter_post, geef, lees, mensen, client_van, adres
):
    verbeter_post(geef(niveau=4, toelichting="Vergist"), niveau=2)
    tekst = lees("coen")
    assert '<del class="oud">zelfstandig · Vergist</del>' in tekst
    assert "niet meer geldig" in tekst
    assert "<b>met hulp</b>" in tekst
    assert _telt(mensen, client_van, adres) == (2, 0)


def test_een_oud_oordeel_verbeteren_haalt_een_later_oordeel_niet_in(
    verbeter_post, geef, mensen, client_van, adres
):
    oud = geef(niveau=3, dagen_geleden=20)
    geef(niveau=4, dagen_geleden=5)
    verbeter_post(oud, niveau=1)
    assert _telt(mensen, client_van, adres) == (4, 1)


def test_een_verbetering_kan_op_haar_beurt_verbeterd_worden(
    verbeter_post, geef, lees, mensen, client_van, adres
):
    verbeter_post(geef(niveau=1), niveau=2)
    verbeter_post(Beoordeling.objects.get(niveau=2), niveau=3)
    assert lees("mo").count('<del class="oud">') == 2
    assert _telt(mensen, client_van, adres) == (3, 1)


def test_een_oordeel_wordt_een_keer_verbeterd(verbeter_post, geef):
    oud = geef()
    verbeter_post(oud, niveau=3)
    tekst = verbeter_post(oud, niveau=4).content.decode()
    assert "Dit oordeel is al verbeterd." in tekst
    assert Beoordeling.objects.count() == 2


def test_twee_keer_drukken_telt_een_keer(verbeter_post, geef, mensen):
    oud, sleutel = geef(), uuid.uuid4()
    for _ in range(2):
        assert "Je oordeel is verbeterd." in verbeter_post(oud, sleutel=sleutel).content.decode()
    assert Beoordeling.objects.filter(verbetert=oud).count() == 1
    assert mensen.traject.gebeurtenissen.filter(soort="beoordeling").count() == 1


def test_wie_tegelijk_verbetert_is_te_laat(geef, mensen):
    oud = geef()
    zelfde = Beoordeling.objects.select_related("door", "verbeterd_door").get(pk=oud.pk)
    verbeter(oud, Keuze(oud.competentie_id, 3, "", uuid.uuid4()), door=mensen.mo)
    with pytest.raises(Weigering, match="intussen al verbeterd"):
        verbeter(zelfde, Keuze(oud.competentie_id, 4, "", uuid.uuid4()), door=mensen.mo)


@pytest.mark.parametrize("niveau", ["", "5", "³", "goed"])
def test_een_niveau_dat_niet_bestaat_geeft_een_zin_en_bewaart_de_tekst(verbeter_post, geef, niveau):
    antwoord = verbeter_post(geef(), niveau=niveau, toelichting="Nog <b>niet</b> kwijt")
    tekst = antwoord.content.decode()
    assert "Kies een van de niveaus." in tekst
    assert "Nog &lt;b&gt;niet&lt;/b&gt; kwijt</textarea>" in tekst
    assert Beoordeling.objects.count() == 1


def test_hetzelfde_nog_eens_is_geen_verbetering(verbeter_post, geef):
    tekst = verbeter_post(geef(niveau=2), niveau=2).content.decode()
    assert "Er is niets veranderd." in tekst
    assert Beoordeling.objects.count() == 1


def test_ook_een_verbetering_is_niet_te_wijzigen(verbeter_post, geef):
    verbeter_post(geef())
    with pytest.raises(DatabaseError), transaction.atomic():
        Beoordeling.objects.filter(verbetert__isnull=False).update(niveau=1)


def test_meer_oordelen_kosten_niet_meer_vragen(geef, client_van, adres, mensen, regel, meet):
    url = adres("opleidingsplannen:competentie", mensen.traject.pk, regel.competentie_id)
    geef()
    een = meet(client_van("mo"), url)
    for naam in ("mo", "pieter", "bea", "lotte") * 2:
        geef(naam)
    assert meet(client_van("mo"), url) == een <= 25
