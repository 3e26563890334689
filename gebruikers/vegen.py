"""A sweep: the same for every row that is due."""

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)


def elk(daad: Callable[[int], object], pks: Iterable[int]) -> list:
    """Whatever is wrong with one never stops the others. What came of those that went well."""
    uitkomsten = []
    for pk in pks:
        try:
            uitkomsten.append(daad(pk))
        except Exception:
            logger.exception("%s lukte niet voor %s", daad.__name__, pk)
    return uitkomsten
