"""Looking up what was chosen, in templates."""

from django import template

register = template.Library()


@register.filter
def bij(gekozen: dict, naam: str):
    """{{ gekozen|bij:naam }}: the value under a name that is only known while rendering."""
    return gekozen.get(naam)
