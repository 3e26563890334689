"""Files: private and content-addressed. They leave the house through a view that asks zicht."""

import hashlib
import os
import secrets
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class Opslag(FileSystemStorage):
    """The address follows from the contents: the same file twice is one file, none is overwritten.

    Of the client's file name only the suffix stays.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        hash = sha256_van(content)
        naam = f"{hash[:2]}/{hash}{veilige_suffix(name)}"
        doel = Path(self.path(naam))
        if not doel.exists():
            doel.parent.mkdir(parents=True, exist_ok=True)
            deel = doel.with_name(f".{secrets.token_hex(8)}")
            with deel.open("xb") as bestand:
                os.fchmod(bestand.fileno(), 0o600)
                for stuk in content.chunks():
                    bestand.write(stuk)
            deel.replace(doel)
        return naam


def opslag() -> Opslag:
    return Opslag()


def sha256_van(content: File) -> str:
    """Hex digest of the whole file; leaves the position at the start."""
    digest = hashlib.sha256()
    content.seek(0)
    for stuk in content.chunks():
        digest.update(stuk)
    content.seek(0)
    return digest.hexdigest()


def veilige_suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and len(suffix) <= 6 else ""
