"""What the worker does about the settings of a school. Apart from tasks.py, which mail itself
needs."""

from gebruikers import acties_school
from gebruikers.muur import overal


@overal
def herinner_aan_tweede_stap() -> None:
    """Every day."""
    acties_school.herinner_aan_tweede_stap()
