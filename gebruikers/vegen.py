"""A sweep: the same for every row that is due."""

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)


def elk(daad: Callable[[int], None], pks: Iterable[int]) -> None:
    """Whatever is wrong with one never stops the others."""
    for pk in pks:
        try:
            daad(pk)
        except Exception:
            logger.exception("%s lukte niet voor %s", daad.__name__, pk)
