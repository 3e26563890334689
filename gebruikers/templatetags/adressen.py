"""E-mail addresses in narrow places."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def breekbaar(email: str):
    """An e-mail address that breaks after the @, when it must."""
    naam, apenstaart, rest = email.partition("@")
    return format_html("{}{}<wbr>{}", naam, apenstaart, rest)
