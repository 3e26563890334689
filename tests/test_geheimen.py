"""A real installation starts with strong secrets only, from the environment or from a file."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

from dev.zegelsleutel import maak_sleutel

STERK = secrets.token_urlsafe(50)
ECHT = {
    "DEMO": "0",
    "DEBUG": "0",
    "SECRET_KEY": STERK,
    "DATABASE_URL": f"postgres://app:{secrets.token_urlsafe(20)}@db.example/trajecten",
    "REDIS_URL": "redis://localhost:6379/0",
    "BASIS_URL": "https://trajecten.example",
    "ALLOWED_HOSTS": "trajecten.example",
    "EMAIL_URL": "smtp://localhost:25",
}


def start(*, toon: str = "SECRET_KEY", **anders: str) -> subprocess.CompletedProcess:
    """The settings in a process of their own, as every process of the product reads them."""
    return subprocess.run(
        [sys.executable, "-c", f"import config.settings as s; print(s.{toon})"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]} | ECHT | anders,
        capture_output=True,
        text=True,
    )


def test_een_sterke_installatie_start():
    klaar = start()
    assert (klaar.returncode, klaar.stdout.strip()) == (0, STERK), klaar.stderr


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"SECRET_KEY": "kort"}, "SECRET_KEY is te zwak"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is te zwak"),
        ({"SECRET_KEY": f"django-insecure-{STERK}"}, "SECRET_KEY is te zwak"),
        (
            {"DATABASE_URL": "postgres://trajecten_app:password@localhost/trajecten"},
            "databankrol trajecten_app is te zwak",
        ),
        ({"DATABASE_URL": "postgres://app@localhost/trajecten"}, "te zwak of ontbreekt"),
        ({"DATABASE_URL": f"postgres://app:{'a' * 30}@db/trajecten"}, "te zwak of ontbreekt"),
        ({"BASIS_URL": "http://trajecten.example"}, "alleen https:// veilig"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS laat elke naam toe"),
        ({"DEBUG": "1"}, "DEBUG=1 toont de binnenkant"),
        ({"SECRET_KEY_FILE": "/nergens/sleutel"}, "SECRET_KEY_FILE wijst naar /nergens/sleutel"),
    ],
)
def test_een_zwakke_weigert_met_een_zin(anders, zin):
    klaar = start(**anders)
    assert klaar.returncode == 1
    assert zin in klaar.stderr


@pytest.mark.parametrize(
    "anders",
    [
        {"DATABASE_URL": "postgres://app@%2Fvar%2Frun%2Fpostgresql/trajecten"},
        {"DEMO": "1", "DATABASE_URL": "postgres://app@localhost/trajecten"},
        {"DEBUG": "1", "SECRET_KEY": "kort", "BASIS_URL": "http://localhost:8000"},
    ],
    ids=["een socket kent haar rol", "demo", "ontwikkelaar"],
)
def test_wat_zonder_sterk_geheim_mag(anders):
    assert start(**anders).returncode == 0


def test_een_geheim_uit_een_bestand_zonder_de_regel_na(tmp_path):
    (tmp_path / "sleutel").write_text(f"{STERK[::-1]}\n")
    assert start(SECRET_KEY_FILE=str(tmp_path / "sleutel")).stdout.strip() == STERK[::-1]


@pytest.mark.parametrize("wat", ["SLEUTEL", "CERTIFICAAT", "OUDE_CERTIFICATEN"])
def test_een_pem_van_meer_regels_uit_een_bestand(tmp_path, wat):
    """As it was written there; and in a plain variable a \\n is the end of a line."""
    naam, pem = f"DOCUMENTZEGEL_{wat}", maak_sleutel()[wat != "SLEUTEL"]
    assert pem.count("\n") > 3
    (tmp_path / "pem").write_text(pem)
    uit_bestand = start(toon=naam, **{f"{naam}_FILE": str(tmp_path / "pem")})
    assert uit_bestand.stdout.strip() == pem.strip(), uit_bestand.stderr
    op_een_regel = start(toon=naam, **{naam: pem.strip().replace("\n", "\\n")})
    assert op_een_regel.stdout.strip() == pem.strip(), op_een_regel.stderr


def test_het_voorbeeld_zelf_start_niet():
    """.env.example as it stands, for who only copies it."""
    regels = (settings.BASE_DIR / ".env.example").read_text().splitlines()
    voorbeeld = dict(r.split("=", 1) for r in regels if "=" in r and not r.startswith("#"))
    klaar = start(**voorbeeld)
    assert "SECRET_KEY is te zwak" in klaar.stderr
    assert "databankrol trajecten_app is te zwak" in klaar.stderr
