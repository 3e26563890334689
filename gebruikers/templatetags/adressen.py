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
def in_vieren(sleutel: str, tussen: str = " ") -> str:
    """A long key or a code in groups of four, to type over; it works with what stands between."""
    return tussen.join(sleutel[begin : begin + 4] for begin in range(0, len(sleutel), 4))
