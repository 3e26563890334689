"""Every file of a user passes one place: how big, what it is, how it is called, no virus."""

import io
import re
import socket
import struct
import threading
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings as ons
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from gebruikers import virusscan
from gebruikers.uploads import CSV, HOOGSTENS, PDF, Uploadveld
from tests.toegang import APPS

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def bestand(inhoud: bytes, naam: str = "lijst.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud)


def veld(soort=CSV, **meer) -> Uploadveld:
    return Uploadveld(soort=soort, te_groot="Te groot.", **meer)


def _formulieren() -> list[type[forms.BaseForm]]:
    for app in (*APPS, "begeleiding"):
        map = Path(apps.get_app_config(app).path)
        for pad in map.rglob("*.py"):
            if pad.name.startswith(("forms", "views")):
                import_module(".".join(pad.relative_to(ons.BASE_DIR).with_suffix("").parts))
    gevonden, open_ = [], [forms.BaseForm]
    while open_:
        kinderen = open_.pop().__subclasses__()
        open_ += kinderen
        gevonden += [k for k in kinderen if k.__module__.split(".")[0] in APPS]
    return gevonden


def test_elk_veld_voor_een_bestand_is_het_uploadveld():
    gevonden = {
        f"{form.__module__}.{form.__name__}.{naam}": type(veld)
        for form in _formulieren()
        for naam, veld in getattr(form, "base_fields", {}).items()
        if isinstance(veld, forms.FileField)
    }
    assert len(gevonden) >= 3
    assert {naam for naam, soort in gevonden.items() if soort is not Uploadveld} == set()


def test_geen_view_leest_een_bestand_buiten_een_formulier_om():
    """A view hands request.FILES to a form and looks no further than whether there is one."""
    fout = []
    for app in (*APPS, "begeleiding"):
        for pad in (ons.BASE_DIR / app).rglob("*.py"):
            gelezen = re.search(r"\.FILES[.\[]|upload_handlers", pad.read_text())
            if gelezen and pad.name != "uploads.py":
                fout.append(str(pad))
    assert fout == []


@pytest.mark.parametrize(
    ("soort", "inhoud", "zin"),
    [
        (CSV, b"PK\x03\x04rest", "Dit is een Excel- of zip-bestand. Bewaar het als CSV"),
        (CSV, b"\x89PNG\r\n", "Dit is een foto."),
        (CSV, b"\x7fELF...", "Dit is een programma."),
        (PDF, b"a;b", "Dit bestand is geen pdf."),
        (PDF, b"\x89PNG\r\n", "Dit bestand is geen pdf."),
    ],
)
def test_een_andere_soort_wordt_aan_de_inhoud_herkend(soort, inhoud, zin):
    with pytest.raises(ValidationError, match=re.escape(zin)):
        veld(soort).clean(bestand(inhoud, "echt.csv"))


def test_te_groot_krijgt_een_zin():
    assert veld(hoogstens=3).clean(bestand(b"a;b"))
    with pytest.raises(ValidationError, match="Te groot"):
        veld(hoogstens=3).clean(bestand(b"a;bc"))


@pytest.mark.parametrize(
    ("naam", "wordt"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Bea\\klas 3.csv", "klas 3.csv"),
        ("factuur\u202efdp.exe", "factuurfdp.exe"),
        ("...verborgen.csv", "verborgen.csv"),
        ('a"; x=1\r\nX: y.csv', "a x1X y.csv"),
        ("<b>", "b"),
        ("Zoë.csv", "Zoë.csv"),
    ],
)
def test_de_naam_misleidt_niemand(naam, wordt):
    upload = bestand(b"a;b")
    upload._name = naam
    assert veld().clean(upload).name == wordt


def _verzoek(*groottes: int):
    delen = {f"b{i}": SimpleUploadedFile("x.csv", bytes(n)) for i, n in enumerate(groottes)}
    return RequestFactory().post("/", delen)


def test_wat_te_veel_is_vult_geheugen_noch_schijf(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    te_groot = _verzoek(HOOGSTENS + 1).FILES["b0"]
    assert te_groot.size > HOOGSTENS
    assert te_groot.read() == b""
    assert list(tmp_path.iterdir()) == []
    samen = _verzoek(6 * 1024 * 1024, HOOGSTENS).FILES
    assert (samen["b0"].size, samen["b1"].read()) == (6 * 1024 * 1024, b"")
    samen["b0"].close()
    past = _verzoek(HOOGSTENS).FILES["b0"]
    assert (past.size, len(past.read())) == (HOOGSTENS, HOOGSTENS)
    past.close()


class NepClamd(threading.Thread):
    """As clamd answers INSTREAM: reads pieces up to one of nothing. `antwoord` None: never."""

    def __init__(self, pad: Path, antwoord: bytes | None) -> None:
        super().__init__(daemon=True)
        self.antwoord, self.gelezen = antwoord, b""
        self.deur = socket.socket(socket.AF_UNIX)
        self.deur.bind(str(pad))
        self.deur.listen()

    def run(self) -> None:
        lijn, _ = self.deur.accept()
        with lijn, self.deur, lijn.makefile("rb") as lezer:
            assert lezer.read(10) == b"zINSTREAM\0"
            while lengte := struct.unpack(">I", lezer.read(4))[0]:
                self.gelezen += lezer.read(lengte)
            if self.antwoord is None:
                lezer.read(1)  # until the other side gives up
            else:
                lijn.sendall(self.antwoord)


@pytest.fixture
def clamd(settings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    monkeypatch.setattr(virusscan, "WACHT", 0.3)

    def begin(antwoord: bytes | None) -> NepClamd:
        settings.CLAMD = str(tmp_path / "c.sok")
        nep = NepClamd(tmp_path / "c.sok", antwoord)
        nep.start()
        return nep

    return begin


def test_een_schoon_bestand_gaat_helemaal_langs_de_scanner(clamd):
    nep, inhoud = clamd(b"stream: OK\0"), b"a;b\n" * 50_000
    assert veld().clean(bestand(inhoud)).read() == inhoud
    assert nep.gelezen == inhoud


def test_een_virus_wordt_geweigerd_met_zijn_naam(clamd):
    clamd(b"stream: Win.Test.EICAR_HDB-1 FOUND\0")
    with pytest.raises(ValidationError, match=r"virus \(Win\.Test\.EICAR_HDB-1\)"):
        veld().clean(bestand(EICAR))


@pytest.mark.parametrize("antwoord", [None, b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_zonder_oordeel_komt_niets_binnen(clamd, antwoord):
    clamd(antwoord)
    with pytest.raises(ValidationError, match="niet op virussen nakijken"):
        veld().clean(bestand(b"a;b"))


@pytest.mark.parametrize("adres", ["/nergens/clamd.sok", "127.0.0.1:1"])
def test_een_scanner_die_er_niet_is_laat_niets_door(settings, adres):
    settings.CLAMD = adres
    with pytest.raises(ValidationError, match="niet op virussen nakijken"):
        veld().clean(bestand(b"a;b"))


def test_op_de_pagina_staat_waarom(client_van, adres, settings):
    settings.CLAMD = "127.0.0.1:1"
    upload = {"bestand": io.BytesIO(b"Naam;Voornaam\nMaes;Lotte\n")}
    antwoord = client_van("ada").post(adres("leerlingen:invoer_nieuw"), upload)
    assert "niet op virussen nakijken" in antwoord.content.decode()
