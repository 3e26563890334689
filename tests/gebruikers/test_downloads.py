"""A file leaves under a safe name, is saved and not opened, and stands at no public address."""

import io
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client

from gebruikers.antwoord import PDF, bestand_antwoord
from gebruikers.bestanden import opslag
from gebruikers.models import Opdracht


def antwoord(naam: str, *args, **kwargs):
    return bestand_antwoord(io.BytesIO(b"x"), naam, *args, **kwargs)


@pytest.mark.parametrize(
    ("naam", "ascii_naam", "hele_naam"),
    [
        ("lijst.csv", "lijst.csv", "lijst.csv"),
        ("Zoë é.pdf", "Zoe e.pdf", "Zoë é.pdf"),
        ("../../x.csv", "x.csv", "x.csv"),
        ('a"\r\nSet-Cookie: b.csv', "aSet-Cookie b.csv", "aSet-Cookie b.csv"),
        ("日本.zip", "zip", "日本.zip"),
        ("", "bestand", "bestand"),
    ],
)
def test_de_naam_in_ascii_en_in_utf8(naam, ascii_naam, hele_naam):
    kop = antwoord(naam)["Content-Disposition"]
    assert kop.startswith(f'attachment; filename="{ascii_naam}"; ')
    assert unquote(kop.partition("filename*=utf-8''")[2]) == hele_naam
    assert kop.isascii()
    assert not set(kop) & set("\r\n")


@pytest.mark.parametrize("soort", ["text/html", "image/svg+xml", "", "text/csv; charset=utf-8"])
def test_wat_geen_pdf_is_wordt_bewaard_en_doet_niets(soort):
    gegeven = antwoord("x.html", soort, toon=True)
    assert gegeven["Content-Disposition"].startswith("attachment")
    assert gegeven["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_een_pdf_van_ons_wordt_getoond_onder_de_regels_van_elke_bladzijde():
    gegeven = antwoord("x.pdf", PDF, toon=True)
    assert gegeven["Content-Disposition"].startswith("inline")
    assert gegeven["Content-Type"] == "application/pdf"
    assert "Content-Security-Policy" not in gegeven
    assert gegeven["Cache-Control"] == "private, no-store"


def test_een_uitvoer_gaat_niet_open_in_de_browser(mensen, client_van, adres):
    opdracht = Opdracht.objects.create(
        school=mensen.school, soort="x", gevraagd_door=mensen.bea, bestandsnaam="x.html"
    )
    opdracht.bestand.save("x.html", ContentFile(b"<script>"))
    gegeven = client_van("bea").get(adres("gebruikers:bestand", opdracht.pk))
    assert b"".join(gegeven.streaming_content) == b"<script>"
    assert gegeven["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert gegeven["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in gegeven["Cache-Control"]


def test_een_bestand_staat_op_geen_openbaar_adres(db):
    assert settings.MEDIA_URL in ("", "/")
    naam = opslag().save("x.csv", ContentFile(b"a;b"))
    for pad in (f"/{naam}", f"/static/{naam}", f"/media/{naam}", f"/bestanden/{naam}"):
        assert Client().get(pad).status_code in (302, 404), pad
    for map in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS):
        assert not opslag().path(naam).startswith(str(map))
