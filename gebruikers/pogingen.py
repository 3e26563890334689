"""How often mails, documents and jobs are tried, and when again."""

import datetime

from django.utils import timezone

LANGSTE_WACHT = 60  # minutes
MAX_POGINGEN = 5  # what takes its worker down with it is not tried for ever


def weer_op(pogingen: int, hoogstens: int = MAX_POGINGEN) -> datetime.datetime | None:
    """After so many that failed: each wait is longer, up to an hour, and after the last of
    `hoogstens` there is none."""
    if pogingen >= hoogstens:
        return None
    return timezone.now() + datetime.timedelta(minutes=min(2**pogingen, LANGSTE_WACHT))
