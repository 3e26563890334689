"""manage.py verwerk_teruggekeerd: mails that came back later (docs/beheer/mail.md)."""

import mailbox
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gebruikers.bezorging import verwerk_teruggekeerd
from gebruikers.muur import alle_scholen, open_voor


class Command(BaseCommand):
    help = "Leest één teruggekeerde mail van de standaardinvoer, of alle nieuwe van een maildir."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--maildir", metavar="MAP", help="Verwerk wat nieuw is in deze map.")

    def handle(self, *args, **opties) -> None:
        with open_voor(*alle_scholen(), aanvraag="verwerk_teruggekeerd"):
            if opties["maildir"]:
                self._verwerk_map(Path(opties["maildir"]))
            else:
                self._verwerk(sys.stdin.buffer.read())

    def _verwerk_map(self, map_: Path) -> None:
        """What was read moves from `new` to `cur`: after a halt the next run goes on."""
        if not (map_ / "new").is_dir():
            raise CommandError(f"{map_} is geen maildir.")
        maildir = mailbox.Maildir(map_, create=False)
        for sleutel in sorted(maildir.keys()):
            mail = maildir.get_message(sleutel)
            if mail.get_subdir() == "new":
                self._verwerk(maildir.get_bytes(sleutel))
                mail.set_subdir("cur")
                mail.add_flag("S")
                maildir[sleutel] = mail

    def _verwerk(self, ruw: bytes) -> None:
        gemerkt = verwerk_teruggekeerd(ruw)
        for bericht in gemerkt:
            self.stdout.write(f"bericht {bericht.pk}: geweigerd ({bericht.fout})")
        if not gemerkt:
            self.stdout.write("niets te merken")
