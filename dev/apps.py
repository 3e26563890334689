from django.apps import AppConfig


class DevConfig(AppConfig):
    """Installed in a demo and at a developer's only: one-click accounts, a mailbox, components."""

    name = "dev"
    verbose_name = "demo"
