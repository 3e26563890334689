"""The distributed engine. Tasks live in each app's tasks.py, the timetable in the settings."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("trajecten")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
