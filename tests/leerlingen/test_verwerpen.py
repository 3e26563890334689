"""An upload that is not wanted, or that nobody came back for."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.models import Opdracht
from gebruikers.overgang import Weigering
from leerlingen import acties_invoer
from leerlingen.models import Invoer, Leerling
from leerlingen.tasks import veeg_invoer
from tests.leerlingen.test_bewaard_bestand import op_schijf
from tests.leerlingen.test_invoer_paginas import GOED, VREEMD


def _stil(gedaan: int, totaal: int) -> None:
    """Progress that nobody follows."""


@pytest.fixture
def veeg(django_capture_on_commit_callbacks):
    """The sweep as beat runs it."""

    def doe() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            veeg_invoer()

    return doe


def _oud(invoer: Invoer, dagen: int) -> None:
    toen = timezone.now() - datetime.timedelta(days=dagen)
    Invoer.objects.filter(pk=invoer.pk).update(aangemaakt_op=toen)


@pytest.mark.parametrize("inhoud", [GOED, VREEMD], ids=["voorbeeld", "koppelen"])
def test_verwerpen_wist_alles_en_zegt_dat(inhoud, upload, blad, ada, adres, taken_meteen):
    invoer = upload(inhoud)
    assert "Bestand verwerpen" in blad(invoer)
    tekst = ada.post(adres("leerlingen:verwerp", invoer.pk), follow=True).text
    assert "Dit bestand is er niet meer: verworpen.</b> Er is niets overgenomen." in tekst
    invoer.refresh_from_db()
    assert (op_schijf(), invoer.bestand.name, invoer.voorbeeld) == ("", "", None)
    tekst = ada.post(adres("leerlingen:bevestig", invoer.pk), follow=True).text
    assert "al bevestigd, vervangen of verworpen" in tekst
    assert not Leerling.objects.filter(stamnummer="1").exists()
    assert "verworpen" in ada.get(adres("leerlingen:invoer_nieuw")).text


def test_verwerpen_stopt_het_werk_dat_nog_liep(upload, mensen):
    invoer = upload(GOED)
    acties_invoer.verwerp(invoer, door=mensen.ada)
    opdracht = Opdracht.objects.get()
    assert opdracht.staat == Opdracht.Staat.GEANNULEERD


def test_een_voorbeeld_dat_te_laat_klaar_is_blijft_nergens_staan(upload, mensen, monkeypatch):
    invoer, echt = upload(GOED), acties_invoer.voer_in

    def intussen(*args, **kwargs):
        acties_invoer.verwerp(invoer, door=mensen.ada)
        return echt(*args, **kwargs)

    monkeypatch.setattr(acties_invoer, "voer_in", intussen)
    acties_invoer.maak_voorbeeld(invoer.opdracht, _stil)
    assert Invoer.objects.get().voorbeeld is None


def test_wat_overgenomen_wordt_of_is_kan_niet_verworpen(upload, mensen):
    invoer = upload(GOED)
    acties_invoer.maak_voorbeeld(invoer.opdracht, _stil)
    acties_invoer.bevestig(invoer, door=mensen.ada)
    with pytest.raises(Weigering, match="Annuleer dat eerst"):
        acties_invoer.verwerp(invoer, door=mensen.ada)
    acties_invoer.neem_over(Invoer.objects.get().opdracht, _stil)
    with pytest.raises(Weigering, match="niets meer te verwerpen"):
        acties_invoer.verwerp(invoer, door=mensen.ada)


@pytest.mark.parametrize("inhoud", [GOED, VREEMD], ids=["voorbeeld", "koppelen"])
def test_wat_niet_bevestigd_werd_wordt_na_een_week_gewist(inhoud, upload, blad, taken_meteen, veeg):
    invoer = upload(inhoud)
    _oud(invoer, 6)
    veeg()
    assert "Maes" in op_schijf()
    _oud(invoer, 8)
    veeg()
    assert op_schijf() == ""
    assert "niet op tijd bevestigd" in blad(invoer)
    assert Invoer.objects.get().voorbeeld is None


def test_de_school_kiest_hoe_lang(upload, settings, taken_meteen, veeg):
    settings.INVOER_BEWAAR_DAGEN = 2
    _oud(upload(GOED), 3)
    veeg()
    assert op_schijf() == ""


def test_een_rij_die_niet_lukt_houdt_de_andere_niet_tegen(upload, mensen, veeg, monkeypatch):
    eerste = upload(GOED)
    Invoer.objects.filter(pk=eerste.pk).update(bevestigd_op=timezone.now())
    tweede, echt = upload(VREEMD), acties_invoer._wis
    for invoer in (eerste, tweede):
        _oud(invoer, 8)
    Opdracht.objects.update(staat=Opdracht.Staat.MISLUKT)

    def stuk(invoer: Invoer, **velden) -> None:
        if invoer.pk == eerste.pk:
            raise OSError
        echt(invoer, **velden)

    monkeypatch.setattr(acties_invoer, "_wis", stuk)
    veeg()
    assert list(Invoer.objects.exclude(bestand="")) == [eerste]


def test_wat_nog_loopt_blijft_tot_het_af_is(upload, veeg):
    invoer = upload(GOED)
    _oud(invoer, 8)
    veeg()
    assert "Maes" in op_schijf()
    Opdracht.objects.update(staat=Opdracht.Staat.MISLUKT)
    veeg()
    assert op_schijf() == ""


def test_geweigerde_rijen_van_een_overname_gaan_ook_weg_de_tellingen_niet(
    upload, blad, ada, adres, taken_meteen, veeg
):
    invoer = upload(GOED)
    ada.post(adres("leerlingen:bevestig", invoer.pk))
    assert "<b>Naam:</b>" in blad(invoer)
    assert ada.get(adres("leerlingen:geweigerd", invoer.pk)).status_code == 200
    _oud(invoer, 8)
    veeg()
    assert "1 nieuw, 0 gewijzigd, 0 ongewijzigd, 1 geweigerd" in blad(invoer)
    assert "intussen gewist" in blad(invoer)
    assert ada.get(adres("leerlingen:geweigerd", invoer.pk)).status_code == 404


def test_de_klok_veegt_elke_dag(settings):
    (regel,) = (r for r in settings.CELERY_BEAT_SCHEDULE.values() if r["task"] == veeg_invoer.name)
    assert regel["schedule"].hour == {3}


def test_voor_het_vervangen_staat_er_welk_bestand_nog_wacht(upload, ada, adres, mensen):
    nieuw, zin = adres("leerlingen:invoer_nieuw"), "wacht nog op bevestiging"
    assert zin not in ada.get(nieuw).text
    invoer = upload(GOED, "september.csv")
    link = f'<a href="{adres("leerlingen:invoer", invoer.pk)}">september.csv</a>'
    assert f"{link} {zin}. Een nieuw bestand vervangt het." in ada.get(nieuw).text
    upload(GOED, "oktober.csv")
    tekst = ada.get(nieuw).text
    assert (tekst.count(zin), f"oktober.csv</a> {zin}" in tekst) == (1, True)
    acties_invoer.verwerp(Invoer.objects.first(), door=mensen.ada)
    assert zin not in ada.get(nieuw).text
    Invoer.objects.update(bestand="x.csv", bevestigd_op=timezone.now())
    assert zin not in ada.get(nieuw).text
