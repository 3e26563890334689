"""Which accounts of the school one may sign in with."""

from allauth.socialaccount.adapter import get_adapter
from django import template

register = template.Library()


@register.simple_tag
def schoolaccounts() -> list:
    """The providers of the settings, by name."""
    return sorted(get_adapter().list_providers(None), key=lambda aanbieder: aanbieder.name)
