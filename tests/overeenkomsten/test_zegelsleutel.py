"""The key of the documentzegel: without a good one no document, and a sentence that says why."""

import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.management import CommandError, call_command
from django.utils import timezone

from dev.zegelsleutel import bewaarde_sleutel, maak_sleutel
from overeenkomsten import documenten as van_overeenkomst
from overeenkomsten.checks import documentzegel
from overeenkomsten.models import Overeenkomst
from overeenkomsten.zegelsleutel import lees_certificaten, lees_sleutel
from tests.overeenkomsten.zaken import teken, verstuurd
from trajecten import documenten
from trajecten.documenten import NietNu
from trajecten.models import Document
from trajecten.tasks import veeg_documenten

DAG = datetime.timedelta(days=1)
GOED = maak_sleutel()


def pem(prive) -> str:
    return prive.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def rond_nu(van: int, tot: int) -> tuple[str, str]:
    return maak_sleutel(van=timezone.now() + van * DAG, tot=timezone.now() + tot * DAG)


NIET_GOED = {
    "geen sleutel": (lambda: ("", GOED[1]), "ontbreekt"),
    "geen certificaat": (lambda: (GOED[0], ""), "ontbreekt"),
    "rommel": (lambda: ("rommel", GOED[1]), "is niet te lezen"),
    "half certificaat": (lambda: (GOED[0], GOED[1][:300]), "is niet te lezen"),
    "RSA": (
        lambda: (pem(rsa.generate_private_key(65_537, 2048)), GOED[1]),
        "andere soort dan P-256",
    ),
    "P-384": (
        lambda: (pem(ec.generate_private_key(ec.SECP384R1())), GOED[1]),
        "andere soort dan P-256",
    ),
    "van een ander": (lambda: (maak_sleutel()[0], GOED[1]), "hoort niet bij het certificaat"),
    "verlopen": (lambda: rond_nu(-9, -1), "geldt niet vandaag"),
    "nog niet": (lambda: rond_nu(1, 9), "geldt niet vandaag"),
}


@pytest.fixture
def zet(settings):
    """Seal with this key from now on."""

    def zet(sleutel: str, certificaat: str) -> None:
        settings.DOCUMENTZEGEL_SLEUTEL, settings.DOCUMENTZEGEL_CERTIFICAAT = sleutel, certificaat

    return zet


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    """Signed by all; the bewijsdocument is still to be made."""
    rij = verstuurd(mensen)
    rij = teken(rij, *rij.huidige_ondertekenaars.values_list("partij", flat=True))
    Document.objects.update(aangemaakt_op=timezone.now() - DAG)
    return rij


def bestanden(settings) -> int:
    return len([pad for pad in Path(settings.MEDIA_ROOT).rglob("*") if pad.is_file()])


@pytest.mark.parametrize("welke", NIET_GOED)
def test_een_sleutel_die_niet_deugt_zegt_waarom(welke, zet):
    maak, zin = NIET_GOED[welke]
    zet(*maak())
    with pytest.raises(NietNu, match=zin):
        lees_sleutel()
    (fout,) = documentzegel()
    assert (fout.id, zin in fout.msg) == ("overeenkomsten.E001", True)


def test_check_deploy_waarschuwt_voor_het_zover_is(zet, settings):
    assert documentzegel() == []
    zet(*rond_nu(-9, 59))
    (waarschuwing,) = documentzegel()
    assert waarschuwing.id == "overeenkomsten.W001"
    zet(*rond_nu(-9, 61))
    assert documentzegel() == []
    settings.DOCUMENTZEGEL_OUDE_CERTIFICATEN = "rommel"
    assert documentzegel()[0].id == "overeenkomsten.E002"


def test_check_deploy_kent_dit_nazicht(zet):
    zet("", "")
    with pytest.raises(CommandError, match=r"overeenkomsten\.E001"):
        call_command("check", deploy=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("welke", "zin"),
    [
        (lambda: ("", ""), "De sleutel waarmee Trajecten documenten verzegelt, ontbreekt."),
        (
            lambda: rond_nu(-9, -1),
            "Het certificaat waarmee Trajecten documenten verzegelt, geldt niet vandaag: ",
        ),
    ],
    ids=["ontbreekt", "verlopen"],
)
def test_zonder_goede_sleutel_wacht_het_document_en_komt_het_daarna_vanzelf(
    rij, zet, settings, client_van, welke, zin
):
    eerder, goed = (
        bestanden(settings),
        (settings.DOCUMENTZEGEL_SLEUTEL, settings.DOCUMENTZEGEL_CERTIFICAAT),
    )
    zet(*welke())
    for _ in range(7):
        Document.objects.filter(gemaakt_op=None).update(opnieuw_op=timezone.now())
        veeg_documenten()
    document = Document.objects.get(soort="bewijs")
    assert (document.is_klaar, document.is_mislukt, document.pogingen) == (False, False, 0)
    assert zin in document.fout
    assert document.opnieuw_op > timezone.now()
    assert bestanden(settings) == eerder, "ook niet zonder zegel"
    gelezen = client_van("bea").get(rij.get_absolute_url()).content.decode()
    assert zin in gelezen
    assert "Vraag wie Trajecten voor je school draait" in gelezen
    zet(*goed)
    Document.objects.filter(gemaakt_op=None).update(opnieuw_op=timezone.now())
    veeg_documenten()
    document.refresh_from_db()
    assert (document.is_klaar, document.fout) == (True, "")


@pytest.mark.django_db
def test_wie_niet_schrijft_leest_niet_wat_er_aan_de_server_schort(rij, zet, client_van):
    zet("", "")
    veeg_documenten()
    gelezen = client_van("lotte").get(rij.get_absolute_url()).content.decode()
    assert "Het document kan nu niet gemaakt worden. De school kijkt het na." in gelezen
    assert "DOCUMENTZEGEL" not in gelezen


@pytest.mark.django_db
def test_een_werker_die_bij_het_verzegelen_sneuvelt_laat_niets_half_achter(
    rij, settings, monkeypatch
):
    eerder = bestanden(settings)

    def sneuvel(*args) -> bytes:
        raise SystemExit

    with monkeypatch.context() as stuk:
        stuk.setattr(van_overeenkomst, "verzegel", sneuvel)
        with pytest.raises(SystemExit):
            documenten.maak(rij.bewijs_id)
    document = Document.objects.get(soort="bewijs")
    assert (document.is_klaar, document.bestand.name, bestanden(settings)) == (False, "", eerder)
    veeg_documenten()
    document.refresh_from_db()
    assert document.is_klaar


def test_het_certificaat_van_de_proef_geldt_twintig_jaar(tmp_path):
    (certificaat,) = lees_certificaten(bewaarde_sleutel(tmp_path)[1])
    van, tot = certificaat.not_valid_before_utc, certificaat.not_valid_after_utc
    assert van.replace(year=van.year + 20) == tot
    assert van < timezone.now() < tot


def test_de_proef_bewaart_haar_sleutel_voor_zichzelf(tmp_path):
    eerst = bewaarde_sleutel(tmp_path)
    assert bewaarde_sleutel(tmp_path) == eerst
    assert {pad.stat().st_mode & 0o777 for pad in tmp_path.iterdir()} == {0o600}
    (tmp_path / "documentzegel.certificaat").unlink()
    assert bewaarde_sleutel(tmp_path)[0] != eerst[0], "een sleutel zonder certificaat is niets"
