"""A short code of digits that one person gives or mails another: ten minutes, and five tries. It
lies in the cache, hashed: whoever empties that asks for a new one."""

import secrets

from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac

GELDIG = 10 * 60  # seconds
POGINGEN = 5


def maak(sleutel: str, cijfers: int) -> str:
    """A new code under this key; the one before it works no more."""
    code = f"{secrets.randbelow(10**cijfers):0{cijfers}}"
    cache.set(_pogingen(sleutel), 0, 2 * GELDIG)  # there as long as the code is
    cache.set(sleutel, _hash(sleutel, code), GELDIG)
    return code


def klopt(sleutel: str, code: str) -> bool:
    """Once, and after so many tries never again."""
    bewaard = cache.get(sleutel)
    if bewaard is None or cache.incr(_pogingen(sleutel)) > POGINGEN:
        return False
    cijfers = "".join(filter(str.isdigit, code))
    goed = constant_time_compare(bewaard, _hash(sleutel, cijfers))
    return goed and bool(cache.delete(sleutel))  # of two at once, one deletes


def pogingen_over(sleutel: str) -> int:
    """How often one may still try the code that waits; 0 when none does."""
    if cache.get(sleutel) is None:
        return 0
    return max(0, POGINGEN - cache.get(_pogingen(sleutel), POGINGEN))


def _hash(sleutel: str, code: str) -> str:
    """With the key of this installation: the digits alone are soon guessed from a plain hash."""
    return salted_hmac(sleutel, code, algorithm="sha256").hexdigest()


def _pogingen(sleutel: str) -> str:
    return f"{sleutel}:pogingen"
