from django.apps import AppConfig


class OpleidingsplannenConfig(AppConfig):
    name = "opleidingsplannen"
    verbose_name = "opleidingsplannen"
