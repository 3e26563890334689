"""Who signs for a company sees the version sent to them and its state, and nothing else."""

import pytest

from overeenkomsten import acties
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.zaken import (
    andere_zaak,
    bied_aan,
    getekend,
    klaar,
    open_link,
    teken,
    verstuurd,
)

pytestmark = pytest.mark.django_db
BAAS = "baas@cools.example"


def bytes_van(document) -> bytes:
    with document.bestand.open("rb") as bestand:
        return bestand.read()


def gelezen(client, pad: str) -> bytes:
    return b"".join(client.get(f"{pad}document/").streaming_content)


def test_wie_de_vorige_versie_tekende_leest_die_niet_meer(mensen, client):
    """Also when they signed it: what they read now is what is asked now."""
    rij = teken(verstuurd(mensen), Partij.ONDERNEMING)
    oud, oude_versie = open_link(client, BAAS), bytes_van(rij.tekenversie)
    assert gelezen(client, oud) == oude_versie
    rij.polisnummer = "AO-78"
    acties.wijzig(rij, door=mensen.bea)
    rij = bied_aan(mensen, Overeenkomst.objects.get())
    nieuw = open_link(client, BAAS)
    assert nieuw != oud
    for pad in (oud, f"{oud}document/"):
        antwoord = client.get(pad)
        assert antwoord.status_code == 410
        assert "AO-7" not in antwoord.content.decode()
    assert gelezen(client, nieuw) == bytes_van(rij.tekenversie) != oude_versie


@pytest.mark.parametrize("getekend_door", [[], [Partij.ONDERNEMING]])
@pytest.mark.parametrize("wat", ["ingetrokken", "teruggenomen"])
def test_wat_niet_doorgaat_is_ook_niet_meer_te_lezen(mensen, client, wat, getekend_door):
    rij = teken(verstuurd(mensen), *getekend_door)
    pad = open_link(client, BAAS)
    doe = acties.trek_in if wat == "ingetrokken" else acties.naar_concept
    doe(rij, reden="iets anders", door=mensen.bea)
    for adres in (pad, f"{pad}document/"):
        antwoord = client.get(adres)
        assert antwoord.status_code == 410
        assert "Lotte" not in antwoord.content.decode()


def test_een_andere_leerling_van_hetzelfde_bedrijf_is_een_andere_link(mensen, client):
    eigen = verstuurd(mensen)
    pad = open_link(client, BAAS)
    traject = andere_zaak(mensen, voornaam="Senne", naam="Wouters")
    ander = bied_aan(mensen, klaar(mensen, traject=traject, vestiging=eigen.vestiging))
    ander_pad = open_link(client, BAAS)
    assert ander_pad != pad
    assert "Senne" not in client.get(pad).content.decode()
    assert "Lotte" not in client.get(ander_pad).content.decode()
    assert gelezen(client, pad) == bytes_van(eigen.tekenversie)
    assert gelezen(client, ander_pad) == bytes_van(ander.tekenversie)


@pytest.mark.parametrize("klaar_", [False, True], ids=["te tekenen", "getekend"])
def test_de_link_opent_verder_niets(mensen, client, adres, klaar_):
    """Not the file, the plan, the agreement's own page, nor a document by its number."""
    rij = getekend(mensen) if klaar_ else verstuurd(mensen)
    pad = open_link(client, BAAS, "voltooid" if klaar_ else "vraag")
    assert client.get(pad).status_code == 200
    for naam, pk in (
        ("overeenkomsten:overeenkomst", rij.pk),
        ("overeenkomsten:tekenen", rij.pk),
        ("trajecten:document", rij.tekenversie_id),
        ("opleidingsplannen:plan", mensen.traject.pk),
        ("overzichten:dossier", mensen.traject.pk),
    ):
        antwoord = client.get(adres(naam, pk))
        assert antwoord.status_code == 302
        assert "/account/login/" in antwoord.url


def test_een_ingetrokken_overeenkomst_heeft_geen_blad_dat_ze_bevestigt(mensen, client):
    rij = verstuurd(mensen)
    pad = f"/controle/{rij.tekenversie.sha256[:32]}/"
    acties.trek_in(rij, reden="iets anders", door=mensen.bea)
    tekst = client.get(pad).content.decode()
    assert "De Eik" not in tekst
    assert "Lotte" not in tekst
