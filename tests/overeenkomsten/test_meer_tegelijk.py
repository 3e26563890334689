"""One press for several agreements: each by itself, with what came of it, and once."""

import datetime

import pytest
from django.utils import timezone

from gebruikers import opdrachten
from gebruikers.models import Bericht, Opdracht
from gebruikers.opdrachten import annuleer
from gebruikers.overgang import Weigering
from overeenkomsten import acties_samen
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.zaken import andere_zaak, klaar, lopend, verstuurd

pytestmark = pytest.mark.django_db


@pytest.fixture
def druk(client_van, adres, taken_meteen):
    """Choose in the list, confirm: the job, as it ended."""

    def doe(wat: str, *rijen, wie: str = "ada", keer: int = 1, **keuze) -> Opdracht:
        client, blad = client_van(wie), adres(f"overeenkomsten:{wat}_samen")
        vraag = {"kies": [rij.pk for rij in rijen], **keuze}
        pagina = client.get(blad, vraag)
        velden = {naam: pagina.context[naam] for naam in ("gezien", "sleutel")}
        for _ in range(keer):
            antwoord = client.post(f"{blad}?{pagina.request['QUERY_STRING']}", velden)
            assert antwoord.status_code == 302
        return Opdracht.objects.get(soort="overeenkomsten_samen")

    return doe


def _versturen(m, *rijen) -> Opdracht:
    pks = [rij.pk for rij in rijen]
    return acties_samen.vraag_samen("versturen", pks, sleutel="a", lijst="/", door=m.bea)


def test_wat_klaar_is_gaat_weg_en_de_rest_zegt_waarom(mensen, druk, client_van, adres):
    goed = klaar(mensen)
    zonder = f.OvereenkomstFactory(traject=andere_zaak(mensen, naam="Aerts"))
    al = verstuurd(mensen, traject=andere_zaak(mensen, naam="Bos"))
    opdracht = druk("verstuur", goed, zonder, al, keer=2)
    assert opdracht.resultaat["zin"].startswith("1 van 3 verstuurd.")
    regels = {regel["pk"]: regel for regel in opdracht.regels}
    assert {pk: regel["gelukt"] for pk, regel in regels.items()} == {
        goed.pk: True, zonder.pk: False, al.pk: False,
    }  # fmt: skip
    assert "Dit moet eerst: Kies wie tekent" in regels[zonder.pk]["zin"]
    assert "Alleen een concept" in regels[al.pk]["zin"]
    goed.refresh_from_db()
    assert (goed.status, goed.versie) == (Status.TER_ONDERTEKENING, 1)
    tekst = client_van("ada").get(adres("gebruikers:opdracht", opdracht.pk)).text
    assert "2 niet gelukt" in tekst
    assert f'href="{adres("overeenkomsten:lijst")}?">Terug naar de lijst' in tekst
    assert zonder.get_absolute_url() in tekst


def test_herinneren_mailt_wie_nog_moet_en_wacht_tien_minuten(mensen, druk, time_machine):
    rij = verstuurd(mensen)
    time_machine.move_to(timezone.now() + datetime.timedelta(minutes=12))
    Bericht.objects.all().delete()
    opdracht = druk("herinner", rij, wie="coen")
    (regel,) = opdracht.regels
    assert regel["gelukt"]
    assert "Els Jacobs" in regel["zin"]
    assert str(mensen.coen.gebruiker) not in regel["zin"], "wie het vraagt, mailt zichzelf niet"
    aantal = Bericht.objects.count()
    opdracht.delete()
    (regel,) = druk("herinner", rij, wie="coen").regels
    assert not regel["gelukt"]
    assert "net gemaild" in regel["zin"]
    assert Bericht.objects.count() == aantal


def test_verlengen_maakt_een_concept_per_getekende(mensen, druk):
    rij = lopend(mensen, tot=20)
    opdracht = druk("verleng", rij, klaar(mensen, traject=andere_zaak(mensen)))
    assert [regel["gelukt"] for regel in sorted(opdracht.regels, key=lambda r: r["pk"])] == [
        True, False,
    ]  # fmt: skip
    assert Overeenkomst.objects.get(vervolg_op=rij).is_concept


def test_alles_is_wat_het_filter_geeft_en_alleen_het_eigene(mensen, druk):
    klaar(mensen)
    f.OvereenkomstFactory(traject=mensen.vera_traject)
    opdracht = druk("verstuur", wie="bea", alles="1", status="concept")
    assert len(opdracht.regels) == 1


def test_wie_de_zaak_verloor_doet_er_niets_meer_mee(mensen, taken_meteen):
    """Asked for each row when it comes to it."""
    rij = klaar(mensen)
    opdracht = acties_samen.vraag_samen(
        "versturen", [rij.pk], sleutel="a", lijst="/", door=mensen.bea
    )
    mensen.traject.team.update(tot=f.dagen(-1))
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert [regel["zin"] for regel in opdracht.regels] == [
        acties_samen.NIET_ZICHTBAAR[Overeenkomst]
    ]
    assert opdracht.regels[0]["wie"] == ""
    rij.refresh_from_db()
    assert rij.is_concept


def test_gestopt_halfweg_blijft_wat_gedaan_is_en_wie_overneemt_slaat_het_over(mensen, monkeypatch):
    een, twee = klaar(mensen), klaar(mensen, traject=andere_zaak(mensen))
    opdracht = _versturen(mensen, een, twee)
    gedaan = acties_samen.acties.bied_aan

    def en_stop(rij, **kwargs):
        gedaan(rij, **kwargs)
        annuleer(opdracht)

    monkeypatch.setattr(acties_samen.acties, "bied_aan", en_stop)
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.staat == "geannuleerd"
    assert [(r["pk"], r["gelukt"]) for r in opdracht.regels] == [(een.pk, True)]
    monkeypatch.setattr(acties_samen.acties, "bied_aan", gedaan)
    Opdracht.objects.update(staat="wacht")  # as after a worker that died
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert [(r["pk"], r["gelukt"]) for r in opdracht.regels] == [(een.pk, True), (twee.pk, True)]


def test_wie_intussen_overgenomen_is_doet_de_rij_niet_ook(mensen, monkeypatch):
    rij = klaar(mensen)
    opdracht = acties_samen.vraag_samen(
        "versturen", [rij.pk], sleutel="a", lijst="/", door=mensen.bea
    )
    bewaar = acties_samen._bewaar

    def bewaar_te_laat(mijn, regels):
        mijn.poging = 0  # another attempt has it
        bewaar(mijn, regels)

    monkeypatch.setattr(acties_samen, "_bewaar", bewaar_te_laat)
    opdrachten.voer_uit(opdracht.pk)
    rij.refresh_from_db()
    assert rij.is_concept
    assert Opdracht.objects.get().regels == []


def test_dezelfde_pagina_met_een_andere_keuze_is_geen_dubbele_druk(mensen):
    """Back in the browser, others ticked, pressed again."""
    een, twee = klaar(mensen), klaar(mensen, traject=andere_zaak(mensen))
    assert _versturen(mensen, een) == _versturen(mensen, een)
    with pytest.raises(Weigering, match="Open de pagina opnieuw"):
        _versturen(mensen, twee)
    assert Opdracht.objects.count() == 1


def test_te_veel_of_niets_gekozen(mensen, client_van, adres, monkeypatch):
    ada, blad = client_van("ada"), adres("overeenkomsten:verstuur_samen")
    assert "Vink eerst" in ada.get(blad, follow=True).text
    klaar(mensen)
    klaar(mensen, traject=andere_zaak(mensen))
    monkeypatch.setattr("overeenkomsten.selectie.HOOGSTENS", 1)
    monkeypatch.setattr("overeenkomsten.views_samen.HOOGSTENS", 1)
    assert "Kies hoogstens" in ada.get(blad, {"alles": "1"}, follow=True).text


def test_na_een_week_noemt_een_opdracht_niemand_meer(mensen, druk, time_machine):
    opdracht = druk("verstuur", klaar(mensen))
    time_machine.move_to(timezone.now() + datetime.timedelta(days=9))
    opdrachten.wis_oude_bestanden()
    opdracht.refresh_from_db()
    assert opdracht.regels == []
    assert opdracht.resultaat["zin"]


def test_voor_men_bevestigt_staat_er_over_welke_het_gaat(mensen, client_van, adres):
    rijen = [klaar(mensen, traject=andere_zaak(mensen, naam=f"Aa{n:02}")) for n in range(11)]
    blad, ada = adres("overeenkomsten:verstuur_samen"), client_van("ada")
    tekst = ada.get(blad, {"kies": [rij.pk for rij in rijen[:2]]}).text
    for rij in rijen[:2]:
        assert str(rij.traject.leerling) in tekst
        assert f"{rij.begindatum.year}" in tekst
    assert rijen[0].get_soort_display() in tekst
    assert str(rijen[2].traject.leerling) not in tekst
    assert "en nog" not in tekst
    assert "en nog 1<" in ada.get(blad, {"kies": [rij.pk for rij in rijen]}).text
