from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GebruikersConfig(AppConfig):
    name = "gebruikers"
    verbose_name = "gebruikers"

    def ready(self) -> None:
        import_module("gebruikers.luisteraars")
        import_module("gebruikers.tasks_herstel")
        import_module("gebruikers.tasks_school")
        rechten = import_module("gebruikers.databankrollen").verleen_rechten
        post_migrate.connect(rechten, sender=self, dispatch_uid="verleen_rechten")
