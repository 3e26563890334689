"""A signature drawn by finger, pen or mouse: lines in a small field, never a picture.

The browser sends numbers; the server draws them. So what is kept is tiny, sharp at any size, and
can hold nothing but lines.
"""

import json

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

BREED, HOOG = 600, 200
LIJNEN, PUNTEN = 60, 3000
ONLEESBAAR = (
    "Je tekening kwam niet goed aan. Teken opnieuw, of laat het vak leeg: je naam volstaat."
)

Krabbel = list[list[list[int]]]


def lees_krabbel(tekst: str) -> Krabbel | None:
    """What the browser sent: lines of points in the field. None when nothing was drawn. Raises
    ValidationError for anything else."""
    if not tekst.strip():
        return None
    try:
        lijnen = json.loads(tekst)
    except (ValueError, RecursionError):
        raise ValidationError(ONLEESBAAR) from None
    if lijnen == []:
        return None
    if not is_krabbel(lijnen):
        raise ValidationError(ONLEESBAAR)
    return lijnen


def is_krabbel(lijnen: object) -> bool:
    if not isinstance(lijnen, list) or not 0 < len(lijnen) <= LIJNEN:
        return False
    if not all(isinstance(lijn, list) and lijn for lijn in lijnen):
        return False
    if sum(map(len, lijnen)) > PUNTEN:
        return False
    return all(_is_punt(punt) for lijn in lijnen for punt in lijn)


def _is_punt(punt: object) -> bool:
    if not isinstance(punt, list) or [type(getal) for getal in punt] != [int, int]:
        return False
    x, y = punt
    return 0 <= x <= BREED and 0 <= y <= HOOG


def teken_krabbel(lijnen: Krabbel, wie: str) -> SafeString:
    """As SVG. A line of one point is a dot."""
    pad = " ".join(
        f"M{lijn[0][0]} {lijn[0][1]}" + "".join(f"L{x} {y}" for x, y in lijn[1:] or lijn[:1])
        for lijn in lijnen
    )
    return format_html(
        '<svg class="krabbel" viewBox="0 0 {} {}" role="img" xmlns="http://www.w3.org/2000/svg">'
        '<title>Getekend door {}</title><path d="{}" fill="none" stroke="currentColor" '
        'stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>',
        BREED,
        HOOG,
        wie,
        pad,
    )
