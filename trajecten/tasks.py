"""What the worker carries for documents."""

import datetime

from django.utils import timezone

from gebruikers.muur import overal
from trajecten import documenten
from trajecten.models import Document

JONG = datetime.timedelta(seconds=10)  # the task that was asked for is given this head start


@overal
def veeg_documenten() -> None:
    """Make what a lost broker or a killed worker left."""
    grens = timezone.now() - JONG
    open_werk = Document.objects.te_maken().filter(aangemaakt_op__lte=grens)
    for pk in open_werk.order_by("opnieuw_op").values_list("pk", flat=True)[:100]:
        documenten.maak(pk)
