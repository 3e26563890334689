"""A drawn signature: lines within a field, or nothing."""

import json

import pytest
from django.core.exceptions import ValidationError

from gebruikers.overgang import Weigering
from overeenkomsten import acties_tekenen
from overeenkomsten.krabbel import BREED, HOOG, LIJNEN, PUNTEN, lees_krabbel, teken_krabbel
from overeenkomsten.models import Handtekening
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.zaken import Wijze, partij, teken, verstuurd
from trajecten import documenten

KRABBEL = [[[10, 10], [200, 90]], [[BREED, HOOG]]]


@pytest.mark.parametrize("tekst", ["", "  ", "[]"])
def test_niets_getekend_is_niets(tekst):
    assert lees_krabbel(tekst) is None


@pytest.mark.parametrize(
    "lijnen",
    [
        "x", "{}", "[[]]", "[[[1]]]", "[[[1, 2, 3]]]", "[[[1.5, 2]]]", "[[[true, 2]]]",
        "[[[-1, 0]]]",
        f"[[[{BREED + 1}, 0]]]", f"[[[0, {HOOG + 1}]]]", '[[["<svg>", 0]]]', "[" * 100_000,
        json.dumps([[[0, 0]]] * (LIJNEN + 1)), json.dumps([[[0, 0]] * (PUNTEN + 1)]),
    ],
)  # fmt: skip
def test_al_het_andere_wordt_geweigerd(lijnen):
    with pytest.raises(ValidationError, match="Teken opnieuw, of laat het vak leeg"):
        lees_krabbel(lijnen)


def test_de_server_tekent_lijnen_en_een_punt():
    svg = teken_krabbel(lees_krabbel(json.dumps(KRABBEL)), "<Els>")
    assert 'd="M10 10L200 90 M600 200L600 200"' in svg
    assert "Getekend door &lt;Els&gt;" in svg


@pytest.mark.django_db
def test_ze_staat_bij_de_handtekening_en_op_het_bewijsblad(mensen, client_van, adres):
    rij = verstuurd(mensen)
    els, url = client_van("els"), adres("overeenkomsten:tekenen", rij.pk)
    velden = {"hash": rij.tekenversie.sha256, "gelezen": "on", "naam": "Els Jacobs"}
    fout = els.post(url, velden | {"krabbel": "[[[9999, 0]]]"})
    assert "laat het vak leeg" in str(fout.context["form"].non_field_errors())
    wie = partij(rij, Partij.OUDER)
    hoe = {"hash": rij.tekenversie.sha256, "getypte_naam": wie.naam, "wijze": Wijze.LINK}
    with pytest.raises(Weigering, match="laat het vak leeg"):
        acties_tekenen.plaats_handtekening(wie, krabbel=[[]], **hoe)
    assert els.post(url, velden | {"krabbel": json.dumps(KRABBEL)}).status_code == 302
    assert Handtekening.objects.get().krabbel == KRABBEL
    rij = teken(rij, Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    getekend = {h["naam"]: h["krabbel"] for h in rij.bewijs.inhoud["handtekeningen"]}
    assert [naam for naam, krabbel in getekend.items() if krabbel] == ["Els Jacobs"]
    documenten.maak(rij.bewijs_id)
    rij.bewijs.refresh_from_db()
    assert rij.bewijs.is_klaar
