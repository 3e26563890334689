"""E-mail addresses in narrow places."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def breekbaar(email: str):
    """An e-mail address that breaks after the @, when it must."""
    naam, apenstaart, rest = email.partition("@")
    return format_html("{}{}<wbr>{}", naam, apenstaart, rest)


@register.filter
def in_vieren(sleutel: str) -> str:
    """A long key in groups of four, to type over; an app takes it with the spaces."""
    return " ".join(sleutel[begin : begin + 4] for begin in range(0, len(sleutel), 4))
