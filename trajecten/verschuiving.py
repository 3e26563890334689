"""Which terms of a case a change moved: to say so where the change was made."""

import datetime
import logging

from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from trajecten.models import Termijn, Traject
from trajecten.termijnberekening import herbereken

logger = logging.getLogger(__name__)


class Verschuiving:
    """Made before the change; `zin` after it, of the terms that `lid` reads."""

    def __init__(self, traject: Traject, lid: Lidmaatschap) -> None:
        self.traject, self.lid = traject, lid
        self.ervoor = self._uiterlijk()

    def _uiterlijk(self) -> dict[tuple, tuple[str, datetime.date]]:
        rijen = Termijn.objects.zichtbaar_voor(self.lid).open().filter(traject=self.traject)
        rijen = rijen.filter(uiterlijk__isnull=False).order_by("uiterlijk", "pk")
        return {rij.sleutel: (rij.uit.naam, rij.uiterlijk) for rij in rijen}

    def zin(self) -> str:
        """'Werkplek zoeken schuift van 4 december 2026 naar 11 januari 2027.'; "" when none did."""
        try:
            herbereken([self.traject.pk])
        except Exception:  # a fault in a rule, which holds nobody up (luisteraars)
            logger.exception("termijnen van %s niet nagerekend", self.traject.pk)
            return ""
        schuift = []
        for sleutel, (naam, nu) in self._uiterlijk().items():
            _, eerder = self.ervoor.get(sleutel, (naam, nu))
            if eerder != nu:
                van, naar = (date_format(dag, "j F Y") for dag in (eerder, nu))
                schuift.append(f"“{naam}” schuift van {van} naar {naar}.")
        return " ".join(schuift)
