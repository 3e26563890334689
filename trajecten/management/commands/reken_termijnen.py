"""manage.py reken_termijnen: work out the terms of all schools now, as every night."""

from django.core.management.base import BaseCommand

from gebruikers.muur import alle_scholen, open_voor
from trajecten.termijnberekening import herbereken_alle_van


class Command(BaseCommand):
    help = "Rekent alle termijnen na. De laatste regel zegt hoeveel er anders waren."

    def handle(self, *args, **opties) -> None:
        aantal = 0
        for school in alle_scholen():
            with open_voor(school):
                aantal += herbereken_alle_van(school)
        self.stdout.write(f"{aantal} termijnen waren anders")
