"""The page of a long job: progress, waiting, cancelling, the file."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from gebruikers import opdrachten
from gebruikers.models import Opdracht
from gebruikers.overgang import Weigering
from gebruikers.tasks import veeg_opdrachten


@pytest.fixture
def opdracht(mensen):
    return Opdracht.objects.create(
        school=mensen.school, soort="proef", gevraagd_door=mensen.bea, totaal=8, gedaan=2
    )


@pytest.fixture
def pagina(client_van, adres, opdracht):
    def lees(**kop) -> str:
        url = adres("gebruikers:opdracht", opdracht.pk)
        return client_van("bea").get(url, **kop).content.decode()

    return lees


def _wordt(opdracht, **velden) -> None:
    Opdracht.objects.filter(pk=opdracht.pk).update(**velden)


def test_het_deel_vraagt_zichzelf_opnieuw_tot_het_af_is(opdracht, pagina):
    _wordt(opdracht, staat="bezig")
    deel = pagina(HTTP_HX_REQUEST="true")
    assert "<html" not in deel
    assert 'hx-trigger="every 2s"' in deel
    assert "Bezig: 2 van 8" in deel
    assert '<progress value="25" max="100"' in deel
    _wordt(opdracht, staat="klaar")
    assert "hx-trigger" not in pagina(HTTP_HX_REQUEST="true")


def test_pagina_en_deel_worden_niet_verward(client_van, adres, opdracht):
    antwoord = client_van("bea").get(adres("gebruikers:opdracht", opdracht.pk))
    assert "HX-Request" in antwoord["Vary"]
    assert "no-store" in antwoord["Cache-Control"]


def test_zonder_javascript_is_er_een_link(pagina, adres, opdracht):
    url = adres("gebruikers:opdracht", opdracht.pk)
    assert f'<noscript><a class="btn btn-outline-primary" href="{url}">' in pagina()


def test_na_een_kwartminuut_zonder_begin_zegt_ze_waarop_ze_wacht(opdracht, pagina):
    assert "De opdracht begint zo" in pagina()
    _wordt(opdracht, aangemaakt_op=timezone.now() - datetime.timedelta(seconds=16))
    assert "achtergronddienst is even niet bereikbaar" in pagina()


def test_mislukt_toont_de_zin(opdracht, pagina, monkeypatch):
    def weiger(opdracht, voortgang):
        raise Weigering("Het bestand is leeg.")

    monkeypatch.setitem(opdrachten.SOORTEN, "proef", weiger)
    opdrachten.voer_uit(opdracht.pk)
    assert "Het bestand is leeg." in pagina()


def test_annuleren_houdt_het_werk_tegen(opdracht, client_van, adres, monkeypatch, pagina):
    gelopen = []
    monkeypatch.setitem(opdrachten.SOORTEN, "proef", lambda o, v: gelopen.append(o))
    client_van("bea").post(adres("gebruikers:annuleer", opdracht.pk))
    opdrachten.voer_uit(opdracht.pk)
    assert gelopen == []
    assert "geannuleerd" in pagina()


def test_annuleren_onderweg_stopt_bij_de_volgende_stap(opdracht, monkeypatch):
    def werk(opdracht, voortgang):
        voortgang(1, 8)
        opdrachten.annuleer(opdracht)
        voortgang(2, 8)
        raise AssertionError("te ver")

    monkeypatch.setitem(opdrachten.SOORTEN, "proef", werk)
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert (opdracht.staat, opdracht.gedaan) == ("geannuleerd", 1)


def test_bestand_downloaden(opdracht, client_van, adres, pagina):
    assert client_van("bea").get(adres("gebruikers:bestand", opdracht.pk)).status_code == 404
    opdracht.bestandsnaam = "leerlingen.csv"
    opdracht.bestand.save("x.csv", ContentFile(b"a;b"))
    _wordt(opdracht, staat="klaar")
    assert "leerlingen.csv downloaden" in pagina()
    antwoord = client_van("bea").get(adres("gebruikers:bestand", opdracht.pk))
    assert b"".join(antwoord.streaming_content) == b"a;b"
    assert 'attachment; filename="leerlingen.csv"' in antwoord["Content-Disposition"]
    assert "no-store" in antwoord["Cache-Control"]


def test_opdracht_van_een_collega_is_er_niet(opdracht, client_van, adres):
    assert client_van("vera").get(adres("gebruikers:opdracht", opdracht.pk)).status_code == 404


@pytest.mark.parametrize(("seconden", "neemt_over"), [(59, False), (61, True)])
def test_na_een_minuut_zonder_levensteken_neemt_een_andere_werker_over(
    seconden, neemt_over, opdracht, monkeypatch, taken_meteen
):
    gelopen = []
    monkeypatch.setitem(opdrachten.SOORTEN, "proef", lambda o, v: gelopen.append(o.poging))
    stil = timezone.now() - datetime.timedelta(seconds=seconden)
    _wordt(opdracht, staat="bezig", poging=1, levensteken_op=stil)
    veeg_opdrachten()
    assert gelopen == ([2] if neemt_over else [])


def test_wie_overgenomen_werd_stopt_en_laat_de_andere_begaan(opdracht, monkeypatch):
    def werk(opdracht, voortgang):
        _wordt(opdracht, poging=opdracht.poging + 1)  # another worker took over
        voortgang(1, 8)
        raise AssertionError("te ver")

    monkeypatch.setitem(opdrachten.SOORTEN, "proef", werk)
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert (opdracht.staat, opdracht.gedaan) == ("bezig", 2)


def test_zonder_telling_noemt_ze_geen_nullen(opdracht, pagina):
    _wordt(opdracht, staat="bezig", gedaan=0, totaal=0)
    assert "0 van 0" not in pagina()
    assert "Bezig." in pagina()


def test_annuleren_brengt_terug_naar_waar_het_werk_begon(opdracht, client_van, adres):
    _wordt(opdracht, invoer={"vervolg_url": "/eik/leerlingen/"})
    antwoord = client_van("bea").post(adres("gebruikers:annuleer", opdracht.pk))
    assert antwoord.url == "/eik/leerlingen/"


def test_de_eigen_opdrachten_staan_in_een_lijst(mensen, client_van, adres, meet):
    def maak(aantal: int, **velden) -> None:
        for _ in range(aantal):
            Opdracht.objects.create(school=mensen.school, gevraagd_door=mensen.bea, **velden)

    url, bea = adres("gebruikers:opdrachten"), client_van("bea")
    assert "Nog niets gevraagd" in bea.get(url).content.decode()
    maak(10, soort="x", staat="klaar", invoer={"titel": "Rekenblad"})
    Opdracht.objects.create(
        school=mensen.school, soort="x", gevraagd_door=mensen.vera, invoer={"titel": "Van Vera"}
    )
    blad = bea.get(url).content.decode()
    assert blad.count(">Rekenblad<") == 10
    assert "Van Vera" not in blad
    tien = meet(bea, url)
    maak(90, soort="x", staat="mislukt", fout="Het lukte niet.")
    assert meet(bea, url) == tien
    assert bea.get(url).context["page_obj"].paginator.num_pages == 4


def test_elke_rij_noemt_waarover_ze_gaat(mensen, client_van, adres):
    Opdracht.objects.create(
        school=mensen.school,
        gevraagd_door=mensen.bea,
        soort="x",
        invoer={"titel": "Voorbeeld maken", "over": "klas 5.csv"},
    )
    assert "klas 5.csv" in client_van("bea").get(adres("gebruikers:opdrachten")).text
    pk = Opdracht.objects.get().pk
    assert "klas 5.csv" in client_van("bea").get(adres("gebruikers:opdracht", pk)).text
