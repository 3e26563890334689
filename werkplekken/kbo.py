"""KBO numbers: ten digits, the last two check the first eight (97 minus the remainder by 97)."""

import re

from django.core.exceptions import ValidationError


def alleen_cijfers(tekst: str) -> str:
    """'2.012.345.678' → '2012345678'."""
    return re.sub(r"[^0-9]", "", tekst)


def normaliseer_kbo(tekst: str) -> str:
    """'BE 0417.497.106' → '0417497106'. Old nine-digit numbers get their leading zero."""
    cijfers = alleen_cijfers(tekst)
    return cijfers.zfill(10) if len(cijfers) == 9 else cijfers


def controleer_kbo(nummer: str) -> None:
    """Validator for a normalised number."""
    if not re.fullmatch(r"[01][0-9]{9}", nummer):
        raise ValidationError("Een KBO-nummer heeft tien cijfers en begint met 0 of 1.")
    if 97 - int(nummer[:8]) % 97 != int(nummer[8:]):
        raise ValidationError(
            "De controlecijfers van dit KBO-nummer kloppen niet. Kijk het nummer na."
        )


def toon_kbo(nummer: str) -> str:
    """'0417497106' → '0417.497.106'."""
    return f"{nummer[:4]}.{nummer[4:7]}.{nummer[7:]}" if len(nummer) == 10 else nummer
