"""Build the demo world."""


def bouw() -> None:
    pass
