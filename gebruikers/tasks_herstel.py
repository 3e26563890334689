"""What the worker does about restoring access. Apart from tasks.py, which mail itself needs."""

from django.utils import timezone

from gebruikers import acties_herstel
from gebruikers.models import Herstelwacht
from gebruikers.muur import overal
from gebruikers.vegen import elk


@overal
def laat_herstel_ingaan() -> None:
    """Restorings of access that nobody stopped in time."""
    rijp = Herstelwacht.objects.filter(gaat_in_op__lte=timezone.now())
    elk(acties_herstel.laat_herstel_ingaan, list(rijp.values_list("pk", flat=True)))
