"""A school's nightly job: take a learner export over from a shell."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from gebruikers.models import School
from gebruikers.muur import open_voor
from gebruikers.overgang import Weigering
from leerlingen import acties_invoer, kolommen
from leerlingen.invoeren import voer_in
from leerlingen.lezen import MAX_BYTES, TE_GROOT, lees
from leerlingen.models import Invoer
from leerlingen.rechten import VANUIT_DE_SHELL


class Command(BaseCommand):
    help = "Neemt een leerlingenbestand over en toont wat er gebeurde als JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--school", required=True, metavar="CODE")
        parser.add_argument("--proef", action="store_true", help="alleen tonen, niets bewaren")
        parser.add_argument("bestand", type=Path, metavar="FILE")

    def handle(self, *, school: str, proef: bool, bestand: Path, **options) -> None:
        try:
            uitkomst = self._voer_in(school, proef, bestand)
        except Weigering as weigering:
            self._toon({"fout": str(weigering)})
            sys.exit(1)
        except Exception as fout:  # who reads this reads JSON; the message may hold names
            self._toon({"fout": f"Er ging iets mis ({type(fout).__name__})."})
            sys.exit(1)
        self._toon(uitkomst.als_json())

    def _voer_in(self, code: str, proef: bool, bestand: Path):
        school = School.objects.filter(code=code).first()
        if school is None:
            raise Weigering(f"Er is geen school met code “{code}”.")
        if not bestand.is_file():
            raise Weigering(f"Het bestand {bestand} is er niet.")
        if bestand.stat().st_size > MAX_BYTES:
            raise Weigering(TE_GROOT)
        with open_voor(school.pk):
            return self._voer_in_bij(school, proef, bestand)

    def _voer_in_bij(self, school: School, proef: bool, bestand: Path):
        tabel = lees(bestand.read_bytes())
        eerder = acties_invoer.eerdere_koppeling(Invoer(school=school))
        koppeling = kolommen.herken(tabel.koppen, eerder)
        if onbekend := kolommen.onbekend(koppeling, eerder):
            self.stderr.write(f"Niet herkend en niet overgenomen: {', '.join(onbekend)}.")
        kolommen.controleer(koppeling)
        uitkomst = voer_in(
            school,
            tabel,
            koppeling,
            mag=VANUIT_DE_SHELL,
            vandaag=timezone.localdate(),
            schrijf=not proef,
        )
        for waarschuwing in uitkomst.waarschuwingen:
            self.stderr.write(waarschuwing)
        return uitkomst

    def _toon(self, gegevens: dict) -> None:
        self.stdout.write(json.dumps(gegevens, ensure_ascii=False))
