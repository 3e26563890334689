"""Files: private and content-addressed. They leave the house through a view that asks zicht."""

import hashlib
import os
import re
import secrets
import unicodedata
from functools import partial
from pathlib import Path

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models import FileField


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


def wis_uit_opslag(naam: str) -> None:
    """After a row forgot its file, at the commit: unless another row, of whatever kind, has the
    same contents (one file in the store)."""
    velden = [veld for model in apps.get_models() for veld in model._meta.concrete_fields]
    velden = [v for v in velden if isinstance(v, FileField) and isinstance(v.storage, Opslag)]
    if not any(v.model._base_manager.filter(**{v.name: naam}).exists() for v in velden):
        transaction.on_commit(partial(opslag().delete, naam), robust=True)


def sha256_van(content: File) -> str:
    """Hex digest of the whole file; leaves the position at the start."""
    digest = hashlib.sha256()
    content.seek(0)
    for stuk in content.chunks():
        digest.update(stuk)
    content.seek(0)
    return digest.hexdigest()


def veilige_naam(naam: str) -> str:
    """A file's name to show or to save under: its last part, of letters, digits and some signs. No
    invisible character turns it around, no dot in front hides it."""
    naam = unicodedata.normalize("NFC", re.split(r"[/\\]", naam)[-1])
    naam = re.sub(r"[^\w .,()+&'’-]", "", naam).strip(" .")
    voor, punt, na = naam.rpartition(".")
    return (f"{voor[:150]}.{na[:10]}" if punt and voor else naam[:150]) or "bestand"


def veilige_suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and len(suffix) <= 6 else ""
