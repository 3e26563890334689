"""Every text and every key of a world is a mark, so that a leak shows wherever it stands."""

import re
from contextlib import contextmanager
from itertools import count

from django.db.models import CharField, EmailField, Model, SlugField, TextField
from django.db.models.signals import pre_save

from tests.test_afspraken import ONZE

# Not free text: the machine reads them, or the database holds them to a form.
GEEN_TEKST = {
    "soort", "bron", "sjabloonversie", "sleutel", "status", "sha256", "token_hash", "kbo", "rol",
    "partij", "schooljaar", "password", "postcode", "vestigingsnummer", "zoeknaam", "bestandsnaam",
}  # fmt: skip
# Long enough to be in no random token: there are a hundred thousand letters of those in a crawl.
MERK = re.compile(r"zq(\d{6})q", re.IGNORECASE)
SLEUTEL = re.compile(r"(?<![\d.,])(7\d{6})(?!\d)")


class Merken:
    """`tekst`: mark → (row, field). `rij`: key → row. Keys are unique over all models."""

    def __init__(self) -> None:
        self.tekst: dict[int, tuple[Model, str]] = {}
        self.rij: dict[int, Model] = {}
        self.nummers, self.sleutels = count(100_001), count(7_000_001)

    def zet(self, sender, instance: Model, **_) -> None:
        if sender not in ONZE or not instance._state.adding:
            return
        if instance.pk is None:
            instance.pk = next(self.sleutels)
        self.rij[instance.pk] = instance
        for veld in instance._meta.local_concrete_fields:
            vrij = isinstance(veld, CharField | TextField) and not isinstance(veld, SlugField)
            if vrij and not veld.choices and veld.name not in GEEN_TEKST:
                self._merk(instance, veld)

    def _merk(self, instance: Model, veld) -> None:
        """What is empty stays empty."""
        if not getattr(instance, veld.name) or MERK.search(getattr(instance, veld.name)):
            return
        nummer = next(self.nummers)
        tekst = f"zq{nummer}q@x.example" if isinstance(veld, EmailField) else f"Zq{nummer}q"
        if not veld.max_length or len(tekst) <= veld.max_length:
            setattr(instance, veld.name, tekst)
            self.tekst[nummer] = (instance, veld.name)

    def in_tekst(self, tekst: str) -> set[tuple[Model, str]]:
        """The rows and fields that a text shows."""
        gezien = {self.tekst[int(n)] for n in MERK.findall(tekst) if int(n) in self.tekst}
        return gezien | {(rij, "pk") for rij in self.sleutels_in(tekst)}

    def sleutels_in(self, tekst: str) -> set[Model]:
        return {self.rij[int(n)] for n in SLEUTEL.findall(tekst) if int(n) in self.rij}


@contextmanager
def gemerkt():
    """What is made inside is marked."""
    merken = Merken()
    pre_save.connect(merken.zet, weak=False)
    try:
        yield merken
    finally:
        pre_save.disconnect(merken.zet)
