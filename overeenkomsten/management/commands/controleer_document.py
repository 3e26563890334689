"""manage.py controleer_document FILE: is this bewijsdocument what it says it is?"""

from pathlib import Path

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError

from gebruikers.muur import open_voor
from overeenkomsten.nazicht import kijk_na


class Command(BaseCommand):
    help = "Kijkt het documentzegel van een bewijsdocument na en toont wat erin staat."

    def add_arguments(self, parser) -> None:
        parser.add_argument("bestand", type=Path, metavar="FILE")

    def handle(self, *, bestand: Path, **opties) -> None:
        try:
            with bestand.open("rb") as open_bestand, open_voor():
                nazicht = kijk_na(File(open_bestand))
        except OSError as fout:
            raise CommandError(f"{bestand} is niet te lezen: {fout.strerror}.") from None
        for wat, waarde in nazicht.feiten.items():
            self.stdout.write(f"{wat}: {waarde}")
        if nazicht.reden:
            self.stdout.write(f"NIET IN ORDE: {nazicht.reden}")
            raise SystemExit(1)
        self.stdout.write("IN ORDE")
