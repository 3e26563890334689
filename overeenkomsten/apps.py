from importlib import import_module

from django.apps import AppConfig


class OvereenkomstenConfig(AppConfig):
    name = "overeenkomsten"
    verbose_name = "overeenkomsten"

    def ready(self) -> None:
        for module in (
            "acties_loket", "acties_samen", "checks", "documenten", "documenten_einde",
            "luisteraars", "uitvoer",
        ):  # fmt: skip
            import_module(f"overeenkomsten.{module}")
