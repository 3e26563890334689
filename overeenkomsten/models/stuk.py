"""What is signed: an agreement, or an amendment of one."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebruikers.overgang import verplaats
from gebruikers.zicht import eigen_plaatsing
from overeenkomsten.statussen import OVERGANGEN, Status


def van_stuk(pad: str = "", **is_: object) -> Q:
    """Of rows with an `overeenkomst` and perhaps a `wijziging`: that the one they are about is so.
    `pad`: the relation that leads to those rows."""
    begin = f"{pad}__" if pad else ""
    wijziging = Q(**{f"{begin}wijziging__{veld}": waarde for veld, waarde in is_.items()})
    zelf = {f"{begin}overeenkomst__{veld}": waarde for veld, waarde in is_.items()}
    return wijziging | Q(**{f"{begin}wijziging": None}, **zelf)


def eigen_overeenkomst(lid, pad: str = "") -> Q:
    """Agreements of this mentor, as seen from `pad`: that wrote their placement, or did so until an
    amendment put another in its place."""
    begin = f"{pad}__" if pad else ""
    vroeger = eigen_plaatsing(lid, f"{begin}wijzigingen__vorige_plaatsing")
    return eigen_plaatsing(lid, f"{begin}plaatsing") | vroeger


class Stuk:
    """Mixin of what parties read and sign: one table of states, versions, and their documents.

    `BLADEN`: how the names of its pages begin. `verwijzing`: what a row about it holds.
    """

    BLADEN: str

    @property
    def is_concept(self) -> bool:
        return self.status == Status.CONCEPT

    @property
    def heet(self) -> str:
        """'overeenkomst' or 'wijziging'."""
        return self._meta.verbose_name

    @property
    def huidige_ondertekenaars(self) -> models.QuerySet:
        """The parties asked to sign the present version."""
        return self.eigen_ondertekenaars.filter(versie=self.versie, ingetrokken_op=None)

    @property
    def ouders(self) -> list[models.Model]:
        """The parents chosen to sign, one or two; whether they have to is another question."""
        return [ouder for ouder in (self.ouder, self.tweede_ouder) if ouder]

    @property
    def wacht_op(self) -> models.Model | None:
        """The document that this status asks for."""
        if self.status == Status.TER_ONDERTEKENING:
            return self.tekenversie
        return self.bewijs if self.status == Status.GETEKEND else None

    @property
    def wordt_gemaakt(self) -> bool:
        """A document of it is on its way."""
        document = self.wacht_op
        return bool(document and not document.is_klaar and not document.is_mislukt)

    def get_tekenadres(self) -> str:
        """Of the page on which who has an account reads and signs it."""
        return self._adres("tekenen")

    @property
    def papieradres(self) -> str:
        """Of the page on which staff enters what was signed elsewhere."""
        return self._adres("papier")

    @property
    def afdrukadres(self) -> str:
        return self._adres("druk_af")

    @property
    def bewerkadres(self) -> str:
        return self._adres("bewerk")

    @property
    def roosteradres(self) -> str:
        return self._adres("uurrooster")

    def afwijkadres(self, controle: str) -> str:
        """Of the page on which the school says why it goes against this check."""
        return self._adres("wijk_af", controle)

    @property
    def pdfadres(self) -> str:
        """To which a PDF goes that was signed elsewhere."""
        return self._adres("getekende_pdf")

    def _adres(self, blad: str, *ook: str) -> str:
        return reverse(
            f"overeenkomsten:{self.BLADEN}{blad}", args=[self.school.code, self.pk, *ook]
        )

    @property
    def bron(self) -> str:
        """What its documents are made from."""
        return f"{self._meta.model_name}-{self.pk}"

    def ga_naar(self, doel: Status, **velden) -> None:
        """Move along the table, once; who was editing hears of it. Raises OngeldigeOvergang."""
        velden |= {"gelijk": {"versie": self.versie}, "gewijzigd_op": timezone.now()}
        verplaats(self, "status", doel, OVERGANGEN, **velden)


def stuk_van(rij: models.Model) -> Stuk:
    """What a row with an `overeenkomst` and perhaps a `wijziging` is about: the amendment, or the
    agreement itself."""
    if rij.wijziging is None:
        return rij.overeenkomst
    rij.wijziging.overeenkomst = rij.overeenkomst
    return rij.wijziging
