"""The demo accounts, per school, for the sign-in page."""

from django import template

from dev.accounts import ROLLEN, SCHOLEN, email
from gebruikers.models import School

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[tuple[str, list[tuple[str, str]]]]:
    """[(school name, [(address, role in words)])]"""
    namen = dict(School.objects.filter(code__in=SCHOLEN).values_list("code", "naam"))
    return [
        (namen.get(code, code), [(email(rol, code), titel) for rol, titel in ROLLEN.items()])
        for code in SCHOLEN
    ]
