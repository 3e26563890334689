"""Levels and what was chosen, in templates."""

from django import template

from opleidingsplannen.models.schaal import Niveau

register = template.Library()


@register.filter
def bij(gekozen: dict, naam: str):
    """{{ gekozen|bij:naam }}: the value under a name that is only known while rendering."""
    return gekozen.get(naam)


@register.filter
def procent(deel: int, geheel: list) -> int:
    """{{ bereikt|procent:regels }}: that many of these, in percent."""
    return round(100 * deel / len(geheel)) if geheel else 0


@register.filter
def aan_bod(niveaus: list[tuple[str, Niveau | None]]) -> bool:
    """Whether anybody said anything yet."""
    return any(waarde for _, waarde in niveaus)
