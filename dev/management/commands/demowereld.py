"""Build the demo world when there is none."""

from django.core.management.base import BaseCommand

from dev.wereld.bouw import bouw
from gebruikers.models import School


class Command(BaseCommand):
    help = "Bouwt de proefwereld, als ze er nog niet is."

    def handle(self, *args, **options) -> None:
        if School.objects.filter(code="demo").exists():
            self.stdout.write("De proefwereld staat er al.")
        else:
            bouw()
            self.stdout.write("De proefwereld is klaar.")
