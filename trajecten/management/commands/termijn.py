"""manage.py termijn: when a term of so many opleidingsdagen ends, and which days it skips."""

import argparse
import datetime

from django.core.management.base import BaseCommand, CommandError

from gebruikers.models import School
from gebruikers.muur import open_voor
from trajecten.kalender import Kalender, Telling, TermijnZonderEinde


def _dag(tekst: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(tekst)
    except ValueError as fout:
        raise argparse.ArgumentTypeError(f"geen datum: {tekst}. Schrijf 2026-09-01.") from fout


class Command(BaseCommand):
    help = "Telt opleidingsdagen op de kalender van een school. De laatste regel is de laatste dag."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--school", metavar="CODE", required=True)
        parser.add_argument("--vanaf", metavar="DAG", required=True, type=_dag)
        parser.add_argument("--opleidingsdagen", metavar="AANTAL", required=True, type=int)

    def handle(self, *args, **opties) -> None:
        school = School.objects.filter(code=opties["school"]).first()
        if not school:
            raise CommandError(f"Er is geen school met de code {opties['school']}.")
        if not 1 <= opties["opleidingsdagen"] <= 500:
            raise CommandError("Vraag tussen 1 en 500 opleidingsdagen.")
        with open_voor(school.pk):
            self._toon(self._tel(school, opties["vanaf"], opties["opleidingsdagen"]))

    def _tel(self, school: School, vanaf: datetime.date, aantal: int) -> Telling:
        try:
            return Kalender.van(school).opleidingsdagen(vanaf, aantal)
        except TermijnZonderEinde as fout:
            raise CommandError(str(fout)) from fout

    def _toon(self, telling: Telling) -> None:
        for dag, reden in telling.overgeslagen:
            self.stdout.write(f"{dag}  telt niet: {reden}")
        self.stdout.write(telling.laatste.isoformat())
