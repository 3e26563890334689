"""The documentzegel: other tools accept it, and one byte that differs is found."""

import datetime
import http.server
import io
import random
import subprocess
import threading

import pikepdf
import pytest
import time_machine
from asn1crypto import cms, keys, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from dev.zegelsleutel import TOT, VAN, certificaat_voor, maak_sleutel
from overeenkomsten.bewijsdocument import bijlagen_van, voeg_samen
from overeenkomsten.documentzegel import BEREIK, RUIMTE, Staat, lees_zegel, verzegel
from overeenkomsten.zegelsleutel import lees_sleutel
from trajecten.documenten import NietNu, maak_pdf

BEWIJS = {
    "nummer": "OAO 2026-0001 · versie 1", "titel": "Overeenkomst", "school": {"naam": "De Eik"},
    "opgemaakt": "opgemaakt op 1 september 2026", "sha256": "0" * 64, "adres": "http://x.example/",
    "handtekeningen": [], "qr": "",
}  # fmt: skip
OP = datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def zonder() -> bytes:
    """A small bewijsdocument, before its seal."""
    blad = maak_pdf("documenten/bewijs.html", BEWIJS)
    return voeg_samen(blad, blad, bijlagen_van(blad, {"a": 1}, BEWIJS), op=OP)


@pytest.fixture(scope="module")
def verzegeld(zonder) -> bytes:
    return verzegel(zonder, lees_sleutel())


@pytest.fixture
def bereik(verzegeld) -> tuple[int, int]:
    """Where the signature itself stands: all around it is signed."""
    return tuple(map(int, BEREIK.search(verzegeld).groups()))


@pytest.fixture
def tijdstempelserver(settings):
    """A timestamp server on this machine, that says it is 2030."""
    prive = rsa.generate_private_key(65_537, 2048)
    der = prive.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    tsa = DummyTimeStamper(
        x509.Certificate.load(certificaat_voor(prive, "Tijd", VAN, TOT).public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(der),
        fixed_dt=datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC),
    )

    class Antwoord(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            vraag = self.rfile.read(int(self.headers["Content-Length"]))
            antwoord = tsa.request_tsa_response(tsp.TimeStampReq.load(vraag)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(antwoord)

        def log_message(self, *args) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Antwoord) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.TIJDSTEMPEL_URL = f"http://127.0.0.1:{server.server_port}/"
        yield
        server.shutdown()


def met_een_andere_byte(pdf: bytes, plek: int) -> bytes:
    return pdf[:plek] + bytes([pdf[plek] ^ 0x20]) + pdf[plek + 1 :]


def pdfsig(pdf: bytes, map) -> str:
    (map / "x.pdf").write_bytes(pdf)
    opdracht = ["pdfsig", "-nocert", str(map / "x.pdf")]
    return subprocess.run(opdracht, capture_output=True, text=True).stdout


def test_andere_programmas_nemen_het_aan(verzegeld, tmp_path):
    gezegd = pdfsig(verzegeld, tmp_path)
    assert "Signature Validation: Signature is Valid." in gezegd
    assert "Total document signed" in gezegd
    assert "ETSI.CAdES.detached" in gezegd
    assert "SHA-256" in gezegd
    nagekeken = subprocess.run(
        ["qpdf", "--check", str(tmp_path / "x.pdf")], capture_output=True, text=True
    )
    assert nagekeken.returncode == 0, nagekeken.stderr


def test_het_is_nog_getagd_pdfa_met_zijn_bijlagen(verzegeld, zonder):
    with pikepdf.open(io.BytesIO(verzegeld)) as pdf, pikepdf.open(io.BytesIO(zonder)) as eerst:
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert pdf.Root.MarkInfo.Marked
        assert (pdf.pdf_version, pdf.Root.get("/Version", "")) == ("1.7", ""), "niet PDF 2.0"
        assert len(pdf.Root.StructTreeRoot.K) == len(eerst.Root.StructTreeRoot.K)
        assert set(pdf.attachments) == {"tekenversie.pdf", "inhoud.json", "bewijs.json"}
        (veld,) = pdf.Root.AcroForm.Fields
        assert [float(n) for n in veld.Rect] == [0, 0, 0, 0], "niemand ziet het op het blad"
        assert veld.V.Reference[0].TransformParams.P == 1, "er mag niets meer bij"
        assert pdf.Root.Perms.DocMDP.objgen == veld.V.objgen


def test_heel_en_van_wie(verzegeld):
    zegel = lees_zegel(verzegeld)
    eigen = lees_sleutel().certificaat
    assert zegel.staat is Staat.HEEL
    assert zegel.houder == "Common Name: Trajecten (proefwereld)"
    assert zegel.certificaat == eigen.fingerprint(hashes.SHA256()).hex()
    assert zegel.tijdstempel is None


def test_een_andere_byte_wordt_gevonden_ook_door_pdfsig(verzegeld, bereik, tmp_path):
    tot, na = bereik
    kies = random.Random(0)
    getekend = [kies.randrange(0, tot) for _ in range(6)]
    getekend += [kies.randrange(na, len(verzegeld)) for _ in range(4)]
    for plek in getekend:
        anders = met_een_andere_byte(verzegeld, plek)
        assert lees_zegel(anders).staat is not Staat.HEEL, plek
        assert "Signature is Valid." not in pdfsig(anders, tmp_path), plek


def test_er_is_geen_teken_van_het_zegel_zelf_dat_er_niet_toe_doet(verzegeld, bereik):
    """It signs all but itself: versions and lists of algorithms in it could say anything. Nor may
    its capitals be small, or its zeros at the end be something else."""
    tot, na = bereik
    plekken = [*range(tot + 1, tot + 140), *random.Random(1).sample(range(tot + 140, na - 1), 200)]
    for plek in plekken:
        ander = b"%X" % (int(verzegeld[plek : plek + 1], 16) ^ 1)
        anders = verzegeld[:plek] + ander + verzegeld[plek + 1 :]
        assert lees_zegel(anders).staat is not Staat.HEEL, plek
    klein = verzegeld[:tot] + verzegeld[tot:na].lower() + verzegeld[na:]
    assert lees_zegel(klein).staat is Staat.STUK


def test_wat_erachter_komt_of_eraf_gaat_breekt_het(verzegeld):
    for anders in (verzegeld + b"\n", verzegeld[:-1], verzegeld + verzegeld):
        assert lees_zegel(anders).staat is Staat.STUK


def test_zonder_zegel_en_rommel(zonder):
    assert lees_zegel(zonder).staat is Staat.GEEN
    assert lees_zegel(b"").staat is Staat.GEEN
    for rommel in (b"", b" [0 1", b" [0 0 0 0]", b" [0 9 1 15]", b" [0 1 999999999 1]", b"[" * 99):
        assert lees_zegel(b"%PDF-1.7 /ByteRange" + rommel).staat is Staat.STUK


def test_van_een_vreemd_bestand_wordt_niet_meer_gelezen_dan_van_een_van_ons(monkeypatch):
    """Millions of parts of a signature take minutes to read."""
    gelezen = []
    monkeypatch.setattr(cms.ContentInfo, "load", gelezen.append)
    for ruimte in (RUIMTE, RUIMTE + 2):
        kop = b"/ByteRange [0 100 %d 0]" % (102 + ruimte)
        lees_zegel(kop.ljust(100) + b"<" + b"0" * ruimte + b">")
    assert [len(stuk) for stuk in gelezen] == [RUIMTE // 2]


def test_een_andere_sleutel_is_vreemd_tot_zijn_certificaat_bekend_is(zonder, verzegeld, settings):
    oud = settings.DOCUMENTZEGEL_CERTIFICAAT
    settings.DOCUMENTZEGEL_SLEUTEL, settings.DOCUMENTZEGEL_CERTIFICAAT = maak_sleutel("Nieuw")
    assert lees_zegel(verzegeld).staat is Staat.VREEMD
    assert lees_zegel(verzegel(zonder, lees_sleutel())).houder == "Common Name: Nieuw"
    settings.DOCUMENTZEGEL_OUDE_CERTIFICATEN = oud
    assert lees_zegel(verzegeld).staat is Staat.HEEL
    settings.DOCUMENTZEGEL_OUDE_CERTIFICATEN = "rommel"
    assert lees_zegel(verzegeld).staat is Staat.VREEMD, "niet stuk: wij zijn het die niet lezen"


def test_een_zegel_blijft_heel_als_zijn_certificaat_verlopen_is(verzegeld):
    with time_machine.travel(TOT + datetime.timedelta(days=3650)):
        with pytest.raises(NietNu):
            lees_sleutel()
        assert lees_zegel(verzegeld).staat is Staat.HEEL


def test_wie_voor_ons_instaat_zegelt_niet_in_onze_plaats(zonder, verzegeld, settings):
    """Certificates after the first go along in the seal, and count no seal of their own."""
    instaat = settings.DOCUMENTZEGEL_CERTIFICAAT
    settings.DOCUMENTZEGEL_SLEUTEL, eigen = maak_sleutel("Eigen")
    settings.DOCUMENTZEGEL_CERTIFICAAT = eigen + instaat
    assert lees_zegel(verzegel(zonder, lees_sleutel())).staat is Staat.HEEL
    assert lees_zegel(verzegeld).staat is Staat.VREEMD


def test_een_tijdstempelserver_zegt_wanneer(zonder, tijdstempelserver, tmp_path):
    pdf = verzegel(zonder, lees_sleutel())
    assert lees_zegel(pdf).staat is Staat.HEEL
    assert lees_zegel(pdf).tijdstempel.year == 2030
    assert "Signature is Valid." in pdfsig(pdf, tmp_path)


def test_zonder_antwoord_van_de_tijdstempelserver_komt_er_geen_zegel(zonder, settings):
    settings.TIJDSTEMPEL_URL = "http://127.0.0.1:9/"
    with pytest.raises(NietNu, match="De tijdstempelserver geeft geen tijdstempel"):
        verzegel(zonder, lees_sleutel())
