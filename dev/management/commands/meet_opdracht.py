"""One job in a process of its own, for who measures it: manage.py meet_opdracht school opdracht.

Prints what it cost, as JSON: only a process that does nothing else tells how much memory it took.
"""

import json
import resource
import time

from django.core.management.base import BaseCommand, CommandError

from gebruikers import opdrachten
from gebruikers.models import Opdracht
from gebruikers.muur import open_voor


class Command(BaseCommand):
    help = "Voer één opdracht uit en zeg hoelang het duurde en hoeveel geheugen het vroeg."

    def add_arguments(self, parser) -> None:
        parser.add_argument("school", type=int)
        parser.add_argument("opdracht", type=int)

    def handle(self, *args, **options) -> None:
        with open_voor(options["school"]):
            begin = time.perf_counter()
            opdrachten.voer_uit(options["opdracht"])
            seconden = time.perf_counter() - begin
            opdracht = Opdracht.objects.get(pk=options["opdracht"])
        if opdracht.staat != Opdracht.Staat.KLAAR:
            raise CommandError(opdracht.fout)
        geheugen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rijen = int(opdracht.zin.split()[0])
        gemeten = {"seconden": seconden, "geheugen": geheugen, "rijen": rijen}
        self.stdout.write(json.dumps(gemeten))
