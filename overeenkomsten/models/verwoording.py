"""What an agreement says of itself to a reader: where it stands, and what the learner gets."""

from django.utils import timezone
from django.utils.formats import date_format

from overeenkomsten.statussen import OOIT_GETEKEND, STATUS_IN_WOORDEN, Status


class Verwoording:
    """Mixin of Overeenkomst."""

    @property
    def staat(self) -> str:
        """The status in words; of a signed one also whether it runs, which only a date can tell."""
        if self.status not in OOIT_GETEKEND:
            return self.get_status_display()
        if self.status == Status.BEEINDIGD:
            return self._gestopt
        if timezone.localdate() < self.feitelijke_periode.lower:
            return "getekend, begint nog"
        return "lopend" if self.is_lopend else "afgelopen"

    @property
    def _gestopt(self) -> str:
        wat = "gestopt" if self.laatste_dag < timezone.localdate() else "stopt"
        return f"{wat} op {date_format(self.laatste_dag, 'j F Y')}"

    @property
    def in_woorden(self) -> str:
        """The status to who is not of the school."""
        if self.status == Status.BEEINDIGD:
            wat = self._gestopt.replace("gestopt", "is gestopt")
            return (
                f"Deze overeenkomst {wat}{f', {self.einde.op_wiens_vraag}' if self.einde else ''}."
            )
        return STATUS_IN_WOORDEN[Status(self.status)]

    @property
    def vergoeding_euro(self) -> str:
        """66260 → '662,60'."""
        cent = self.vergoeding_cent or 0
        return f"{cent // 100},{cent % 100:02d}"

    @property
    def vergoeding_in_woorden(self) -> str:
        """What the learner gets: an amount only once there is one."""
        if vast := self.regels.vergoeding:
            return vast
        if self.vergoeding_cent is None:
            return "nog niet ingevuld"
        categorie = f"categorie {self.vergoeding_categorie or 'niet ingevuld'}"
        return f"€\N{NO-BREAK SPACE}{self.vergoeding_euro} per maand ({categorie})"
