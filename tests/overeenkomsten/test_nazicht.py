"""manage.py controleer_document, and the page that checks: what they say of a sealed file."""

import hashlib
import io
import pickle
import random
import subprocess
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import override_settings
from pypdf import PdfReader

from dev.zegelsleutel import maak_sleutel
from overeenkomsten import acties, acties_wijziging, nazicht
from overeenkomsten.documenten import hash_van_adres
from overeenkomsten.documentzegel import BEREIK, Staat, lees_zegel
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.statussen import Partij
from overeenkomsten.vingerafdruk import NIET, ONBEKEND, OUDER, PRECIES, beoordeel
from tests import factories as f
from tests.overeenkomsten.test_documentzegel import pdfsig
from tests.overeenkomsten.test_papier import foto, op_papier
from tests.overeenkomsten.zaken import bied_aan, teken, verstuurd, wijziging
from trajecten import documenten
from trajecten.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def eenmaal(cast_van_het_bestand, django_db_blocker, tmp_path_factory) -> SimpleNamespace:
    """Signed and sealed once for all tests here: an agreement with a plan as its annex, the school
    on paper with a scan, and an amendment of it; their rows and their files."""
    map = str(tmp_path_factory.mktemp("eenmaal"))
    mensen = pickle.loads(cast_van_het_bestand)
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=map):
        rij = _teken_alle(mensen, verstuurd(mensen, begindatum=f.dagen(20)))
        anders = wijziging(mensen, rij, 30, uren_school=8)
        acties_wijziging.bied_aan(anders, gezien=acties_wijziging.afdruk(anders), door=mensen.bea)
        anders = Wijziging.objects.get(pk=anders.pk)
        documenten.maak(anders.tekenversie_id)
        anders = _teken_alle(mensen, Wijziging.objects.get(pk=anders.pk))
        return SimpleNamespace(
            pk=rij.pk,
            bewijs=_bytes(rij.bewijs),
            tekenversie=_bytes(rij.tekenversie),
            wijziging=_bytes(anders.bewijs),
        )


def _teken_alle(mensen, stuk):
    """By their link, the school on paper; and the bewijsdocument made."""
    kleur = "white" if stuk.heet == "overeenkomst" else "ivory"
    op_papier(mensen, stuk, Partij.SCHOOL, bestand=foto(kleur))
    stuk = teken(stuk, Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING)
    documenten.maak(stuk.bewijs_id)
    return type(stuk).objects.get(pk=stuk.pk)


def _bytes(document: Document) -> bytes:
    with document.bestand.open("rb") as bestand:
        return bestand.read()


@pytest.fixture
def rij(eenmaal, db) -> Overeenkomst:
    return Overeenkomst.objects.get(pk=eenmaal.pk)


@pytest.fixture
def pdf(eenmaal) -> bytes:
    return eenmaal.bewijs


@pytest.fixture
def controleer(tmp_path, capsys):
    """Run the command on these bytes: the exit code, and what it printed."""

    def controleer(pdf: bytes) -> tuple[int, str]:
        (tmp_path / "bewijs.pdf").write_bytes(pdf)
        try:
            call_command("controleer_document", str(tmp_path / "bewijs.pdf"))
        except SystemExit as einde:
            return einde.code, capsys.readouterr().out
        return 0, capsys.readouterr().out

    return controleer


def oordeel(pdf: bytes):
    return beoordeel(SimpleUploadedFile("x.pdf", pdf, "application/pdf"))


def vergeet_de_rij(rij: Overeenkomst) -> None:
    """As when the file came from another database."""
    for document in (rij.bewijs, rij.tekenversie):
        Document.objects.filter(pk=document.pk).update(sha256=f"{document.pk:064}")


def test_een_heel_document_zegt_wat_erin_staat(rij, pdf, controleer):
    code, gezegd = controleer(pdf)
    assert code == 0, gezegd
    for stuk in (
        f"Overeenkomst: {rij.nummer} · versie 1", "School: De Eik",
        "Getekend, leerling: Lotte Maes, ", "Getekend, ouder: Els Jacobs, ",
        "Getekend, onderneming: Jan Cools, ", "Getekend, school: Coen Cast, ",
        "Zegel: heel, gezet op ", "Certificaat van: Common Name: Trajecten (proefwereld)",
        f"Vingerafdruk van wat getekend werd: {rij.tekenversie.sha256}",
        "Databank: precies het bestand dat hier bewaard is", "IN ORDE",
    ):  # fmt: skip
        assert stuk in gezegd, stuk


def test_een_andere_byte_is_niet_in_orde(rij, pdf, controleer):
    kies = random.Random(2)
    for plek in [kies.randrange(len(pdf)) for _ in range(12)]:
        code, gezegd = controleer(pdf[:plek] + bytes([pdf[plek] ^ 1]) + pdf[plek + 1 :])
        assert (code, "NIET IN ORDE: " in gezegd) == (1, True), plek


def test_een_onbekend_bestand_is_niet_in_orde(rij, eenmaal, controleer):
    for onbekend in (b"", b"rommel", eenmaal.tekenversie):
        code, gezegd = controleer(onbekend)
        assert (code, "Er zit geen documentzegel in" in gezegd) == (1, True)


def test_een_bestand_dat_er_niet_is(tmp_path):
    with pytest.raises(CommandError, match="is niet te lezen"):
        call_command("controleer_document", str(tmp_path / "weg.pdf"))


def test_zonder_rij_bewijst_het_bestand_zichzelf(rij, pdf, controleer):
    vergeet_de_rij(rij)
    code, gezegd = controleer(pdf)
    assert (code, "Databank: onbekend hier" in gezegd) == (0, True), gezegd
    assert oordeel(pdf).titel == ONBEKEND
    assert rij.nummer not in oordeel(pdf).uitleg


def test_een_sleutel_van_een_ander_telt_niet(rij, pdf, controleer, settings):
    settings.DOCUMENTZEGEL_SLEUTEL, settings.DOCUMENTZEGEL_CERTIFICAAT = maak_sleutel("Ander")
    code, gezegd = controleer(pdf)
    assert (code, "certificaat dat hier niet bekend is" in gezegd) == (1, True)
    assert "Trajecten (proefwereld)" in gezegd
    assert oordeel(pdf).titel == PRECIES, "wat we bewaarden kennen we ook na een andere sleutel"
    vergeet_de_rij(rij)
    assert oordeel(pdf).titel == NIET


def test_een_versie_die_vervangen_is(rij, pdf, controleer):
    nieuw = Document.objects.get(pk=rij.bewijs_id)
    nieuw.pk, nieuw.versie, nieuw.sha256 = None, 2, "e" * 64
    nieuw.save()
    Overeenkomst.objects.filter(pk=rij.pk).update(bewijs=nieuw, versie=2)
    code, gezegd = controleer(pdf)
    assert code == 1
    assert "Deze versie geldt niet meer: versie 2 kwam in de plaats." in gezegd
    assert oordeel(pdf).titel == OUDER


def test_wat_ingetrokken_is_geldt_niet(rij, eenmaal, mensen, controleer):
    """After all had signed, and with it its amendment."""
    acties.trek_in(rij, reden="De zaak sluit", door=mensen.bea)
    for pdf, wat in ((eenmaal.bewijs, "overeenkomst"), (eenmaal.wijziging, "wijziging")):
        code, gezegd = controleer(pdf)
        assert code == 1, gezegd
        assert f"NIET IN ORDE: Deze {wat} is ingetrokken: ze geldt niet." in gezegd
        assert f"Overeenkomst: {rij.nummer}" in gezegd, "de feiten blijven"
        assert oordeel(pdf).titel == OUDER


def test_wat_teruggenomen_is_geldt_niet_ook_niet_als_het_opnieuw_vertrekt(
    rij, pdf, mensen, controleer
):
    acties.trek_in(rij, reden="De zaak sluit", door=mensen.bea)
    acties.naar_concept(Overeenkomst.objects.get(pk=rij.pk), door=mensen.bea)
    zin = "NIET IN ORDE: Deze overeenkomst is teruggenomen naar concept"
    code, gezegd = controleer(pdf)
    assert (code, zin in gezegd, "in de plaats" in gezegd) == (1, True, False), gezegd
    opnieuw = bied_aan(mensen, Overeenkomst.objects.get(pk=rij.pk))
    assert zin in controleer(pdf)[1]
    teken(opnieuw, *Partij)
    code, gezegd = controleer(pdf)
    assert (code, "versie 2 kwam in de plaats" in gezegd) == (1, True), gezegd


def test_een_wijziging_die_teruggenomen_is_geldt_niet(rij, eenmaal, mensen, controleer):
    """Withdrawn with its agreement, and taken up again once that one was signed anew."""
    acties.trek_in(rij, reden="De zaak sluit", door=mensen.bea)
    acties.naar_concept(Overeenkomst.objects.get(pk=rij.pk), door=mensen.bea)
    teken(bied_aan(mensen, Overeenkomst.objects.get(pk=rij.pk)), *Partij)
    acties_wijziging.naar_concept(Wijziging.objects.get(), door=mensen.bea)
    code, gezegd = controleer(eenmaal.wijziging)
    assert (code, "Deze wijziging is teruggenomen naar concept" in gezegd) == (1, True), gezegd
    assert oordeel(eenmaal.wijziging).titel == OUDER


@pytest.mark.parametrize("welk", ["bewijs", "wijziging"])
def test_andere_programmas_nemen_het_echte_document_aan(eenmaal, tmp_path, welk):
    """With the plan or what changes in it, the tekenversie, its contents and the scan inside."""
    pdf = getattr(eenmaal, welk)
    gezegd = pdfsig(pdf, tmp_path)
    assert "Signature Validation: Signature is Valid." in gezegd
    assert "Total document signed" in gezegd
    nagekeken = subprocess.run(
        ["qpdf", "--check", str(tmp_path / "x.pdf")], capture_output=True, text=True
    )
    assert nagekeken.returncode == 0, nagekeken.stderr
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        bijlagen = set(geopend.attachments)
    assert bijlagen > {"tekenversie.pdf", "inhoud.json", "bewijs.json"}
    assert any(naam.startswith("handtekening-op-papier-") for naam in bijlagen), bijlagen


@pytest.mark.parametrize("welk", ["bewijs", "wijziging"])
def test_een_andere_byte_vinden_pdfsig_en_wij_in_hetzelfde_bestand(
    eenmaal, tmp_path, controleer, welk
):
    pdf, kies = getattr(eenmaal, welk), random.Random(3)
    assert controleer(pdf)[0] == 0
    plek = kies.randrange(int(BEREIK.search(pdf)[1]))
    anders = pdf[:plek] + bytes([pdf[plek] ^ 1]) + pdf[plek + 1 :]
    assert "Signature is Valid." not in pdfsig(anders, tmp_path), plek
    code, gezegd = controleer((tmp_path / "x.pdf").read_bytes())
    assert (code, "NIET IN ORDE: " in gezegd) == (1, True), plek


def test_het_adres_staat_er_verkort_en_als_vingerafdruk(rij, pdf, controleer):
    """Never whole; of who signed on paper not at all."""
    gezegd, per_partij = controleer(pdf)[1], {o.partij: o for o in rij.ondertekenaars.all()}
    met_adres = [Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING]
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        inhoud = geopend.attachments["bewijs.json"].get_file().read_bytes().decode()
    blad = "".join(pagina.extract_text() for pagina in PdfReader(io.BytesIO(pdf)).pages[-2:])
    blad = "".join(blad.split())
    for partij, wie in per_partij.items():
        som = hashlib.sha256(wie.email.lower().encode()).hexdigest()
        gevonden = [som in waar for waar in (gezegd, inhoud, blad)]
        assert gevonden == [partij in met_adres] * 3, partij
        assert wie.email, partij
        assert not any(wie.email in waar for waar in (gezegd, inhoud, blad)), partij
    assert [h["adres_sha256"] != "" for h in rij.bewijs.inhoud["handtekeningen"]].count(True) == 3


def test_hoofdletters_in_een_adres_maken_geen_andere_vingerafdruk():
    assert hash_van_adres("Els@Eik.Example") == hash_van_adres("els@eik.example")
    assert hash_van_adres("") == ""


def test_een_ander_verzegeld_bestand_van_dezelfde_overeenkomst(rij, pdf, controleer):
    Document.objects.filter(pk=rij.bewijs_id).update(sha256="e" * 64)
    code, gezegd = controleer(pdf)
    assert (code, nazicht.ANDER in gezegd) == (1, True)


def test_een_bijlage_die_niet_bij_het_bewijsblad_hoort(rij, pdf, controleer, monkeypatch):
    monkeypatch.setattr(nazicht, "tekenversie_in", lambda bestand: b"iets anders")
    code, gezegd = controleer(pdf)
    assert (code, nazicht.ANDERE_BIJLAGE in gezegd) == (1, True)


def test_de_pagina_zegt_dat_het_zegel_heel_is_of_gebroken(rij, pdf, eenmaal):
    assert oordeel(pdf).uitleg.endswith("Het zegel erop is heel.")
    gebroken = pdf[:200] + bytes([pdf[200] ^ 1]) + pdf[201:]
    assert oordeel(gebroken).titel == NIET
    assert "zegel" not in oordeel(eenmaal.tekenversie).uitleg


def test_wat_hier_bewaard_is_zonder_heel_zegel_is_niet_goed(rij, pdf):
    """Whoever can write rows and files still has not the key."""
    gebroken = pdf + b"\n"
    sha256 = nazicht.sha256_van(SimpleUploadedFile("x.pdf", gebroken))
    Document.objects.filter(pk=rij.bewijs_id).update(sha256=sha256)
    assert oordeel(gebroken).titel == NIET
    assert "Het documentzegel is gebroken" in oordeel(gebroken).uitleg


def test_aan_een_vreemd_zegel_wordt_niet_gerekend(pdf, settings, monkeypatch):
    """A key of any kind and size, at anybody's request: nothing is computed with it."""
    settings.DOCUMENTZEGEL_SLEUTEL, settings.DOCUMENTZEGEL_CERTIFICAAT = maak_sleutel("Ander")
    monkeypatch.setattr("overeenkomsten.documentzegel.async_validate_detached_cms", None)
    assert lees_zegel(pdf).staat is Staat.VREEMD
