"""What waits for one person's signature for the school, with what each agreement says."""

from django.db.models import F

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Recht, mag
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.models.ondertekening import OndertekenaarQuerySet
from overeenkomsten.statussen import Partij
from overeenkomsten.verschil import NIET_GENOEMD, verschil
from trajecten.documenten import SJABLOONVERSIE
from trajecten.models import Document

SOORT = "tekenversie"


def te_tekenen_voor_school(lid: Lidmaatschap) -> OndertekenaarQuerySet:
    """Agreements asked of this person, with the document there; who begins first stands first.
    An amendment is signed on its own page."""
    if not mag(lid, Ondertekenaar.INFORMATIE, Recht.TEKEN):
        return Ondertekenaar.objects.none()
    rijen = Ondertekenaar.objects.zichtbaar_voor(lid).moet_tekenen()
    return rijen.filter(
        wijziging=None,
        versie=F("overeenkomst__versie"),
        partij=Partij.SCHOOL,
        gebruiker=lid.gebruiker_id,
        overeenkomst__tekenversie__gemaakt_op__isnull=False,
    ).order_by("overeenkomst__begindatum", "pk")


def met_feiten(rijen: OndertekenaarQuerySet) -> OndertekenaarQuerySet:
    return rijen.select_related(
        "overeenkomst__tekenversie", "overeenkomst__traject__leerling", "overeenkomst__school"
    )


def licht_toe(partijen: list[Ondertekenaar]) -> None:
    """Give each the frozen `inhoud` that it reads, when our pages know that template, and in
    `anders` what differs from the version before (None: this is the first)."""
    nieuw = [p.overeenkomst.tekenversie for p in partijen if p.versie > 1]
    oude = Document.objects.filter(soort=SOORT, bron__in=[document.bron for document in nieuw])
    oude = oude.exclude(pk__in=[document.pk for document in nieuw]).order_by("versie")
    vorige = {document.bron: document for document in oude}
    for partij in partijen:
        document = partij.overeenkomst.tekenversie
        eerder = vorige.get(document.bron)
        partij.inhoud = document.inhoud if document.sjabloonversie == SJABLOONVERSIE else None
        partij.anders = _anders(eerder, document) if eerder else None


def _anders(oud: Document, nieuw: Document) -> list[str]:
    if oud.sjabloonversie != nieuw.sjabloonversie:
        return [NIET_GENOEMD]
    return verschil(oud.inhoud, nieuw.inhoud)
