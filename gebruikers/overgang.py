"""What a status refuses, and refusals with a reason."""

from dataclasses import dataclass


class Weigering(Exception):
    """An act was refused; the message is a Dutch sentence for the user."""


class OngeldigeOvergang(Weigering):
    """A status does not go there from here, or somebody else was first."""


@dataclass(frozen=True)
class Mag:
    """May it be done, and if not: why. Truthy when it may."""

    reden: str = ""

    def __bool__(self) -> bool:
        return not self.reden

    @classmethod
    def ja(cls) -> "Mag":
        return cls()

    @classmethod
    def nee(cls, reden: str) -> "Mag":
        return cls(reden)

    def anders_weiger(self) -> None:
        if self.reden:
            raise Weigering(self.reden)
