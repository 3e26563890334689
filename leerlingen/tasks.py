"""What the worker carries for the import."""

from celery import shared_task

from leerlingen import acties_invoer


@shared_task
def veeg_invoer() -> None:
    acties_invoer.veeg()
