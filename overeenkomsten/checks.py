"""What `manage.py check --deploy` says of the documentzegel and of whose signatures count."""

import datetime

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils import timezone

from gebruikers.overgang import Weigering
from overeenkomsten.uitgevers import vertrouwde_uitgevers
from overeenkomsten.zegelsleutel import lees_certificaten, lees_sleutel
from trajecten.documenten import NietNu

VOORAF = datetime.timedelta(days=60)


@register(Tags.security, deploy=True)
def documentzegel(**kwargs) -> list[CheckMessage]:
    """Whether bewijsdocumenten can be sealed, today and the coming weeks."""
    try:
        tot = lees_sleutel().certificaat.not_valid_after_utc
    except NietNu as reden:
        return [Error(str(reden), id="overeenkomsten.E001")]
    try:
        lees_certificaten(settings.DOCUMENTZEGEL_OUDE_CERTIFICATEN)
    except ValueError:
        zin = "DOCUMENTZEGEL_OUDE_CERTIFICATEN is niet te lezen: er horen certificaten in (PEM)."
        return [Error(zin, id="overeenkomsten.E002")]
    if tot - timezone.now() < VOORAF:
        zin = f"Het certificaat van het documentzegel verloopt op {tot:%d/%m/%Y}."
        hint = "Zet er een nieuw in de plaats: docs/beheer/documentzegel.md."
        return [Warning(zin, hint=hint, id="overeenkomsten.W001")]
    return []


@register(Tags.security, deploy=True)
def uitgevers(**kwargs) -> list[CheckMessage]:
    """Whether a list of trusted issuers, when there is one, can be read."""
    try:
        vertrouwde_uitgevers()
    except Weigering:
        zin = "VERTROUWDE_UITGEVERS is niet te lezen: er horen certificaten in (PEM)."
        return [Error(zin, id="overeenkomsten.E003")]
    return []
