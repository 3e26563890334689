"""What waits for one person's signature for the school, with what each agreement or amendment
says."""

from django.db.models import F
from django.db.models.functions import Coalesce

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import mag
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.models.ondertekening import OndertekenaarQuerySet
from overeenkomsten.models.stuk import van_stuk
from overeenkomsten.statussen import Partij
from overeenkomsten.verschil import NIET_GENOEMD, verschil
from trajecten.documenten import SJABLOONVERSIE
from trajecten.models import Document

SOORT = "tekenversie"


def te_tekenen_voor_school(lid: Lidmaatschap) -> OndertekenaarQuerySet:
    """Asked of this person, with the document there; what begins first stands first."""
    if not mag(lid, Ondertekenaar.INFORMATIE):
        return Ondertekenaar.objects.none()
    rijen = Ondertekenaar.objects.zichtbaar_voor(lid).moet_tekenen()
    return rijen.filter(
        van_stuk(versie=F("versie"), tekenversie__gemaakt_op__isnull=False),
        partij=Partij.SCHOOL,
        gebruiker=lid.gebruiker_id,
    ).order_by(Coalesce("wijziging__vanaf", "overeenkomst__begindatum"), "pk")


def met_feiten(rijen: OndertekenaarQuerySet) -> OndertekenaarQuerySet:
    return rijen.select_related(
        "overeenkomst__tekenversie",
        "overeenkomst__traject__leerling",
        "overeenkomst__school",
        "wijziging__tekenversie",
        "wijziging__school",
    )


def licht_toe(partijen: list[Ondertekenaar]) -> None:
    """Give each the frozen `inhoud` that it reads, when our pages know that template, and in
    `anders` what differs from the version before (None: this is the first)."""
    nieuw = [p.stuk.tekenversie for p in partijen if p.versie > 1]
    oude = Document.objects.filter(soort=SOORT, bron__in=[document.bron for document in nieuw])
    oude = oude.exclude(pk__in=[document.pk for document in nieuw]).order_by("versie")
    vorige = {document.bron: document for document in oude}
    for partij in partijen:
        document = partij.stuk.tekenversie
        eerder = vorige.get(document.bron)
        partij.inhoud = document.inhoud if document.sjabloonversie == SJABLOONVERSIE else None
        partij.anders = _anders(eerder, document) if eerder else None


def _anders(oud: Document, nieuw: Document) -> list[str]:
    if oud.sjabloonversie != nieuw.sjabloonversie:
        return [NIET_GENOEMD]
    return verschil(oud.inhoud, nieuw.inhoud)
