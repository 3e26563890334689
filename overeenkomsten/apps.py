from importlib import import_module

from django.apps import AppConfig


class OvereenkomstenConfig(AppConfig):
    name = "overeenkomsten"
    verbose_name = "overeenkomsten"

    def ready(self) -> None:
        modules = (
            "acties_loket",
            "acties_samen",
            "checks",
            "controles",
            "documenten",
            "documenten_einde",
            "luisteraars",
            "termijnen_formaliteit",
            "uitvoer",
        )
        for module in modules:
            import_module(f"overeenkomsten.{module}")
