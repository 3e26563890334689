"""The distributed engine. Tasks live in each app's tasks.py, the timetable in the settings."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("trajecten")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def eigen_logboek(**kwargs) -> None:
    """That somebody listens here is enough: Celery leaves logging as the settings made it."""
