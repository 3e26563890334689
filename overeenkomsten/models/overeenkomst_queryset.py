"""Which agreements: the words that lists, tasks and visibility ask them with."""

import datetime

from django.apps import apps
from django.db.models import Prefetch
from django.utils import timezone

from gebruikers.models.lidmaatschap import Lidmaatschap
from gebruikers.periode import loopt
from gebruikers.rollen import BUITEN
from gebruikers.zicht import ZichtQuerySet
from overeenkomsten.models.ondertekening import Ondertekenaar
from overeenkomsten.soorten import DUAAL
from overeenkomsten.statussen import OOIT_GETEKEND, Status


def doorgevoerd() -> Prefetch:
    """What `van_kracht_op` reads of a signed agreement: its signed amendments."""
    getekend = apps.get_model("overeenkomsten.Wijziging").objects.getekend()
    return Prefetch("wijzigingen", queryset=getekend, to_attr="doorgevoerd")


class OvereenkomstQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid: Lidmaatschap | None) -> "OvereenkomstQuerySet":
        """A draft is the school's: others see what is put before them, also when they rated on it
        before it was taken back."""
        rijen = super().zichtbaar_voor(lid)
        buiten = lid is not None and lid.rol in BUITEN
        return rijen.exclude(status=Status.CONCEPT) if buiten else rijen

    def duaal(self) -> "OvereenkomstQuerySet":
        """Not of the aanloop: what the search for a workplace and the premium count."""
        return self.filter(soort__in=DUAAL)

    def niet_voorbij(self, dag: datetime.date) -> "OvereenkomstQuerySet":
        """Signed by all, and of that day or later."""
        return self.filter(status__in=OOIT_GETEKEND, feitelijke_periode__endswith__gt=dag)

    def voor_lijst(self) -> "OvereenkomstQuerySet":
        """With what a row of the list or of an export shows."""
        return self.met_wijzigingen().select_related(
            "school",
            "traject__leerling__klas",
            "vestiging__onderneming",
            "organisatie",
            "mentor",
            "opleiding",
            "beeindiging",
        )

    def met_tekenaars(self, lid: Lidmaatschap) -> "OvereenkomstQuerySet":
        """Each with `alle_tekenaars`: the parties of the present version of it and of each of its
        amendments, as far as `lid` may see."""
        tekenaars = Ondertekenaar.objects.zichtbaar_voor(lid).huidige()
        tekenaars = tekenaars.select_related("handtekening__papier", "wijziging")
        return self.prefetch_related(
            Prefetch("ondertekenaars", queryset=tekenaars, to_attr="alle_tekenaars")
        )

    def met_wijzigingen(self) -> "OvereenkomstQuerySet":
        """Each with what `van_kracht_op` reads, in one query for all of them."""
        return self.prefetch_related(doorgevoerd())

    def lopend(self) -> "OvereenkomstQuerySet":
        """Signed, and of today."""
        vandaag = timezone.localdate()
        return self.filter(status=Status.GETEKEND, feitelijke_periode__contains=vandaag)

    def niet_geschorst(self) -> "OvereenkomstQuerySet":
        """Not today."""
        rust = self.model.objects.filter(loopt(timezone.localdate(), "schorsingen"))
        return self.exclude(pk__in=rust.values("pk"))
