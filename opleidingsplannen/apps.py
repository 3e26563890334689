from importlib import import_module

from django.apps import AppConfig


class OpleidingsplannenConfig(AppConfig):
    name = "opleidingsplannen"
    verbose_name = "opleidingsplannen"

    def ready(self) -> None:
        for module in ("aanwezigheidsuitvoer", "evaluatiedocument"):
            import_module(f"opleidingsplannen.{module}")
