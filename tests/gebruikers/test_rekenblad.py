"""A spreadsheet runs nothing of ours, and what we wrote is read back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gebruikers.rekenblad import cel, onschadelijk, ontdaan
from leerlingen.lezen import Tabel, lees, schrijf

GEVAARLIJK = "=+-@\t\r\n＝＋－＠"
TEKST = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
RAAR = st.one_of(TEKST, st.builds("".join, st.lists(st.sampled_from(f"'{GEVAARLIJK} ab1"))))


@given(RAAR)
def test_geen_cel_begint_als_een_formule_en_ze_komt_heel_terug(tekst):
    cel = onschadelijk(tekst)
    assert not cel.lstrip(" \0\ufeff").startswith(tuple(GEVAARLIJK))
    assert ontdaan(cel) == tekst


@pytest.mark.parametrize("tekst", ["'s-Gravenwezel", "'t Hof", "Jan-Piet", "a=b", "", "'"])
def test_een_gewone_tekst_blijft_zoals_ze_is(tekst):
    assert onschadelijk(tekst) == ontdaan(tekst) == tekst


CELLEN = st.text(
    st.one_of(
        st.sampled_from(f"'{GEVAARLIJK};\""),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"),
    ),
    min_size=1,
    max_size=8,
)


@given(st.lists(st.tuples(CELLEN, CELLEN), min_size=1, max_size=4))
def test_een_geschreven_bestand_leest_als_dezelfde_tabel(paren):
    rijen = [(n, [een, "Lotte", ander]) for n, (een, ander) in enumerate(paren, 2)]
    inhoud = schrijf(Tabel(["Naam", "Voornaam", "=Rekening"], rijen, "utf-8", "puntkomma's"))
    assert lees(inhoud).rijen == rijen
    assert lees(inhoud).koppen == ["Naam", "Voornaam", "=Rekening"]
    for cellen in csv.reader(io.StringIO(inhoud.decode(), newline=""), delimiter=";"):
        assert not [c for c in cellen if c.lstrip(" \0").startswith(tuple(GEVAARLIJK))]


@pytest.mark.parametrize("tekst", ["=1+1", "+32 3 1", "-5", "@SUM(A1)", "＝1+1", "\t=1", "gewoon"])
def test_in_xlsx_is_tekst_tekst(tekst):
    boek = Workbook(write_only=True)
    blad = boek.create_sheet()
    blad.append([cel(blad, tekst), cel(blad, None), cel(blad, 5, vet=True)])
    uit = io.BytesIO()
    boek.save(uit)
    eerste, leeg, derde = next(load_workbook(uit).active.iter_rows())
    assert (eerste.value, eerste.data_type) == (tekst, "s")
    assert eerste.quotePrefix is (tekst != "gewoon")
    assert (leeg.value, derde.value, derde.font.bold) == (None, 5, True)
