"""A role that is taken away ends what is open in a browser, at whatever it asks next."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from gebruikers import acties
from gebruikers.rollen import Rol
from tests import factories as f
from trajecten.fases import Fase
from trajecten.models import Document, Traject


@pytest.fixture
def document(mensen) -> Document:
    velden = {"soort": "tekenversie", "bron": "x", "titel": "t", "sjabloonversie": "1"}
    rij = Document(traject=mensen.traject, inhoud={}, sha256="a" * 64, **velden)
    rij.gemaakt_op = timezone.now()
    rij.bestand.save("x.pdf", ContentFile(b"%PDF-"))
    return rij


@pytest.fixture
def vragen(mensen, client_van, adres, document):
    """What Bea's browser asks of Lotte's case: name → answer."""
    bea, pk = client_van("bea"), mensen.traject.pk
    dossier = adres("overzichten:dossier", pk)
    fase = {"naar": Fase.AANLOOP, "op": f"{f.dagen(0)}", "reden": "te laat"}
    htmx = {"HTTP_HX_REQUEST": "true"}
    return {
        "blad": lambda: bea.get(dossier),
        "htmx": lambda: bea.get(dossier, **htmx),
        "post": lambda: bea.post(adres("trajecten:fase", pk), fase),
        "htmx post": lambda: bea.post(adres("trajecten:fase", pk), fase, **htmx),
        "bestand": lambda: bea.get(adres("trajecten:document", document.pk)),
        "start": lambda: bea.get(adres("overzichten:start")),
    }


def neem_af(mensen) -> None:
    acties.beeindig_rol(mensen.bea, door=mensen.coen, op=f.dagen(0))


def test_met_de_rol_gaat_alles_open(vragen):
    for vraag in ("blad", "htmx", "bestand", "start"):
        antwoord = vragen[vraag]()
        assert antwoord.status_code == 200
        if antwoord.streaming:
            assert b"".join(antwoord.streaming_content)


@pytest.mark.parametrize("vraag", ["blad", "htmx", "post", "htmx post", "bestand", "start"])
def test_zonder_rol_gaat_niets_meer_open(mensen, vragen, vraag):
    assert vragen["blad"]().status_code == 200
    neem_af(mensen)
    antwoord = vragen[vraag]()
    naar = antwoord.headers.get("HX-Redirect") or antwoord.headers.get("Location")
    assert naar == "/"
    assert "Lotte" not in antwoord.content.decode()
    assert ("HX-Redirect" in antwoord) is vraag.startswith("htmx")
    assert Traject.objects.get(pk=mensen.traject.pk).fase == mensen.traject.fase


@pytest.mark.parametrize("vraag", ["blad", "htmx", "post", "htmx post", "bestand"])
def test_met_een_andere_rol_over_ziet_die_niet_meer_dan_zichzelf(mensen, vragen, vraag):
    assert vragen["blad"]().status_code == 200
    f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.bea.gebruiker, rol=Rol.LEERKRACHT)
    neem_af(mensen)
    assert vragen[vraag]().status_code == 404
    assert Traject.objects.get(pk=mensen.traject.pk).fase == mensen.traject.fase
