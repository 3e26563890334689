"""manage.py controleer_spoor: does the trail still say what was sealed?"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gebruikers import zegels
from gebruikers.models import School
from gebruikers.muur import open_voor


class Command(BaseCommand):
    help = "Kijkt de ketens van het spoor na en noemt per school de eerste plek die niet klopt."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--school", metavar="CODE", help="Alleen deze school.")
        parser.add_argument("--kop", metavar="BESTAND", help="Vergelijk met bewaarde koppen.")

    def handle(self, *args, **opties) -> None:
        koppen, scholen = self._koppen(opties["kop"]), School.objects.order_by("code")
        if opties["school"]:
            scholen = scholen.filter(code=opties["school"])
            koppen = {code: kop for code, kop in koppen.items() if code == opties["school"]}
            if not scholen:
                raise CommandError(f"Er is geen school met de code {opties['school']}.")
        fout = [self._mis(code, "deze school is weg") for code in koppen.keys() - _codes(scholen)]
        for school in scholen:
            with open_voor(school.pk):
                aantal, breuk = zegels.controleer(school, koppen.get(school.code))
            if breuk:
                fout.append(self._mis(school.code, str(breuk)))
            else:
                self.stdout.write(f"{school.code}: {aantal} zegels kloppen")
        if fout:
            raise SystemExit(1)

    def _mis(self, code: str, wat: str) -> str:
        self.stdout.write(f"{code}: NIET IN ORDE: {wat}")
        return code

    def _koppen(self, bestand: str | None) -> dict[str, dict]:
        if not bestand:
            return {}
        try:
            return {kop["school"]: kop for kop in json.loads(Path(bestand).read_text())["koppen"]}
        except (OSError, ValueError, KeyError, TypeError) as fout:
            raise CommandError(f"Dit bestand met koppen is niet te lezen: {fout}") from fout


def _codes(scholen) -> set[str]:
    return set(scholen.values_list("code", flat=True))
