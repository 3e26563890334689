"""Keys and certificates for the documentzegel: of the demo, and of tests."""

import datetime
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

# Twenty years. The demo world signs in the past, and tests travel.
VAN, TOT = (datetime.datetime(jaar, 1, 1, tzinfo=datetime.UTC) for jaar in (2020, 2040))


def certificaat_voor(prive, naam: str, van: datetime.datetime, tot: datetime.datetime):
    """A certificate of this key that vouches for itself."""
    wie = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])
    gebruik = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
         "encipher_only", "decipher_only"),
        False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(wie)
        .issuer_name(wie)
        .public_key(prive.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(van)
        .not_valid_after(tot)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **gebruik), True
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .sign(prive, hashes.SHA256())
    )


def maak_sleutel(
    naam: str = "Trajecten (proefwereld)",
    van: datetime.datetime = VAN,
    tot: datetime.datetime = TOT,
) -> tuple[str, str]:
    """A new P-256 key and its certificate, as PEM texts."""
    prive = ec.generate_private_key(ec.SECP256R1())
    certificaat = certificaat_voor(prive, naam, van, tot)
    sleutel = prive.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return sleutel.decode(), certificaat.public_bytes(Encoding.PEM).decode()


def bewaarde_sleutel(map: Path) -> tuple[str, str]:
    """The key and certificate of this folder, made when they are not there."""
    paden = map / "documentzegel.sleutel", map / "documentzegel.certificaat"
    if not all(pad.exists() for pad in paden):
        for pad, tekst in zip(paden, maak_sleutel(), strict=True):
            pad.unlink(missing_ok=True)
            with os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
                f.write(tekst)
    return tuple(pad.read_text() for pad in paden)
