"""How often mails, documents and jobs are tried, and when again."""

import datetime

from django.utils import timezone

MAX_POGINGEN = 5  # what takes its worker down with it is not tried for ever


def weer_op(pogingen: int) -> datetime.datetime | None:
    """After so many that failed: each wait is longer, and after the last there is none."""
    if pogingen >= MAX_POGINGEN:
        return None
    return timezone.now() + datetime.timedelta(minutes=2**pogingen)
