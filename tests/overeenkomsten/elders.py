"""Who signs a PDF elsewhere: people with a throw-away key, and who vouches for them."""

import datetime
import io
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.ades.qualified_asn1 import QcStatements
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

BURGERS = "Citizen CA"
RIJKSREGISTERNUMMER = "85073100148"
ESIGN = ("qct_esign",)
DAG = datetime.timedelta(days=1)
VAN, TOT = (datetime.datetime(jaar, 1, 1, tzinfo=datetime.UTC) for jaar in (2020, 2040))
QC = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")


def _naam(naam: str, nummer: str = "") -> x509.Name:
    delen = [x509.NameAttribute(NameOID.COMMON_NAME, naam)] if naam else []
    delen += [x509.NameAttribute(NameOID.SERIAL_NUMBER, nummer)] if nummer else []
    return x509.Name(delen)


@cache
def uitgever(naam: str) -> tuple:
    """(key, certificate) of who vouches for others."""
    prive = ec.generate_private_key(ec.SECP256R1())
    return prive, _certificaat(_naam(naam), prive, _naam(naam), prive, ca=True)


def _certificaat(wie, prive, door, door_prive, *, ca=False, van=VAN, tot=TOT, qc=()):
    mag = {"key_cert_sign": ca, "crl_sign": ca, "digital_signature": not ca}
    mag |= dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement"), False)
    mag |= {"encipher_only": False, "decipher_only": False, "content_commitment": not ca}
    bouw = (
        x509.CertificateBuilder()
        .subject_name(wie)
        .issuer_name(door)
        .public_key(prive.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(van)
        .not_valid_after(tot)
        .add_extension(x509.KeyUsage(**mag), True)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(prive.public_key()), False)
    )
    if qc:
        regels = [{"statement_id": naam} for naam in ("qc_compliance", "qc_sscd")]
        regels += [{"statement_id": "qc_type", "statement_info": list(qc)}]
        bouw = bouw.add_extension(
            x509.UnrecognizedExtension(QC, QcStatements(regels).dump()), False
        )
    return bouw.sign(door_prive, hashes.SHA256())


def pem(*certificaten) -> str:
    return "".join(c.public_bytes(Encoding.PEM).decode() for c in certificaten)


def _asn1(certificaat) -> asn1.Certificate:
    return asn1.Certificate.load(certificaat.public_bytes(Encoding.DER))


@cache
def _sleutel(naam: str, nummer: str, bij: str, van, tot, qc: tuple) -> tuple:
    prive = ec.generate_private_key(ec.SECP256R1())
    ca, ca_certificaat = uitgever(bij)
    wie = _naam(naam, nummer)
    hoe = {"van": van, "tot": tot, "qc": qc}
    return prive, _certificaat(wie, prive, ca_certificaat.subject, ca, **hoe)


def onderteken(
    pdf: bytes,
    naam: str,
    *,
    bij: str = BURGERS,
    nummer: str = RIJKSREGISTERNUMMER,
    van: datetime.datetime = VAN,
    tot: datetime.datetime = TOT,
    qc: tuple[str, ...] = ESIGN,
    zichtbaar: bool = False,
    op: datetime.datetime | None = None,
    veld: str = "",
    **velden,
) -> bytes:
    """This PDF with one signature more, as who has an eID would add it."""
    prive, certificaat = _sleutel(naam, nummer, bij, van, tot, qc)
    der = prive.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    zetter = signers.SimpleSigner(
        signing_cert=_asn1(certificaat),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore.from_certs([_asn1(uitgever(bij)[1])]),
    )
    veld = veld or f"Handtekening van {naam} {len(pdf)}"
    plek = {"box": (60, 60, 260, 120)} if zichtbaar else {}
    schrijver = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=veld,
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            name=naam or "x",
            **velden,
        ),
        signer=zetter,
        new_field_spec=SigFieldSpec(veld, on_page=0, **plek),
    )
    uit = schrijver.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), appearance_text_params=None)
    return uit.getvalue()


def nu() -> datetime.datetime:
    return timezone.now().replace(microsecond=0)
