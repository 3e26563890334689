"""Days, as seen from today."""

import datetime

from django.utils import timezone


def dagen(aantal: int) -> datetime.date:
    """So many days from today."""
    return timezone.localdate() + datetime.timedelta(days=aantal)


def jaren_oud(jaren: int) -> datetime.date:
    return dagen(-365 * jaren - 100)
