"""A file with column names that nobody knows."""

import pytest

from tests.leerlingen.test_invoer_paginas import VREEMD

pytestmark = pytest.mark.usefixtures("taken_meteen")


@pytest.fixture
def koppel(ada, adres):
    def doe(invoer, *velden: str) -> str:
        keuze = {f"kolom_{i}": veld for i, veld in enumerate(velden)}
        return ada.post(adres("leerlingen:koppel", invoer.pk), keuze, follow=True).text

    return doe


def test_elke_kolom_toont_wat_erin_staat_en_de_onbekende_komen_eerst(upload, blad):
    rijen = b"2;Claes;Jef;01/01/2009\n3;Maes;An;02/01/2009\n4;Benali;Mo;03/01/2009\n5;X;Y;4/1/2009"
    tekst = blad(upload(VREEMD + rijen))
    assert "Maes · Claes · Benali" in tekst, "verschillende waarden, hoogstens drie"
    assert "X" not in tekst.partition("Claes")[2].partition("</td>")[0]
    assert tekst.index('name="kolom_1"') < tekst.index('name="kolom_0"')
    assert tekst.count("● niet herkend") == 1


def test_wat_verplicht_is_staat_erbij_met_de_gekozen_kolom(upload, blad):
    tekst = " ".join(blad(upload(VREEMD)).split())
    assert '✓ Geboortedatum <span class="zacht">uit kolom “Geboortedatum”' in tekst
    assert '● Naam</b> <span class="zacht">nog geen kolom gekozen' in tekst
    assert '<optgroup label="Verplicht">' in tekst


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        (("", "voornaam", "naam", "geboortedatum"), "Koppel nog een kolom aan: Stamnummer."),
        (("stamnummer", "naam", "naam", "geboortedatum"), "aan twee kolommen gekoppeld"),
    ],
)
def test_een_fout_houdt_de_keuzes(velden, zin, upload, koppel):
    tekst = koppel(upload(VREEMD), *velden)
    assert zin in tekst
    for i, veld in enumerate(velden):
        gekozen = tekst.partition(f'name="kolom_{i}"')[2].partition("</select>")[0]
        assert f'value="{veld}" selected' in gekozen


def test_een_verworpen_bestand_is_niet_meer_te_koppelen(upload, koppel, ada, adres):
    invoer = upload(VREEMD)
    ada.post(adres("leerlingen:verwerp", invoer.pk))
    tekst = koppel(invoer, "stamnummer", "naam", "voornaam", "geboortedatum")
    assert "Dit bestand is er niet meer: verworpen." in tekst


def test_de_kolommen_staan_in_de_volgorde_van_het_bestand(upload, blad):
    """What the database keeps as JSON has an order of its own: by length."""
    tekst = blad(upload(b"Geboortedatum;Lievelingskleur;Zus;Mail\n14/03/2009;x;y;a@b.example\n"))
    koppen = ("Lievelingskleur", "Zus", "Geboortedatum", "Mail")  # first what is not known
    plaatsen = [tekst.index(f">{kop}</label>") for kop in koppen]
    assert plaatsen == sorted(plaatsen)
