"""Behind a signing link lies a code, mailed to the address that the link was for: who was handed
the link alone reads, signs and declines nothing.

A browser that gave the code may go on with that one link for an hour. Two need none: who is signed
in with the own account of who signs, and who scanned the link at the table, before a witness.
"""

import datetime

from django.core.cache import cache
from django.utils import timezone

from gebruikers import cijfercode
from gebruikers.meekijken import meekijkt
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.tweede_factor import is_geslaagd
from overeenkomsten import berichten
from overeenkomsten.models import Handtekening, Ondertekenaar, Tekenlink
from overeenkomsten.rechten import mag_in_deze_rol

CIJFERS = 6
AFKOELING = 60  # seconds between two mails with a code
TOEGANG = datetime.timedelta(hours=1)
SLEUTEL = "tekenlinks"  # in the session: with which links it may go on, and until when
Wijze = Handtekening.Wijze


def stuur_code(link: Tekenlink) -> None:
    """Mail a new code; the one before it works no more. Raises Weigering."""
    wie = link.ondertekenaar
    if not wie.postadres:
        raise Weigering(
            "De school heeft geen e-mailadres van je. Vraag of je aan tafel kan tekenen."
        )
    if not cache.add(f"{_sleutel(link)}:net", True, AFKOELING):
        raise Weigering(
            "Er is net een code gemaild. Kijk ook bij ongewenste mail, of probeer het over een "
            "minuut opnieuw."
        )
    berichten.stuur_code(wie, cijfercode.maak(_sleutel(link), CIJFERS))


def code_wacht(link: Tekenlink) -> bool:
    return cijfercode.pogingen_over(_sleutel(link)) > 0


def controleer_code(link: Tekenlink, code: str) -> None:
    """Whether this is the code in the last mail. Raises Weigering, saying what to do."""
    if cijfercode.klopt(_sleutel(link), code):
        return
    if over := cijfercode.pogingen_over(_sleutel(link)):
        keer = "één keer" if over == 1 else f"{over} keer"
        raise Weigering(f"Die code klopt niet. Je kan nog {keer} proberen.")
    raise Weigering(
        "Deze code werkt niet meer: ze geldt tien minuten en vijf pogingen. Vraag een nieuwe code."
    )


def _sleutel(link: Tekenlink) -> str:
    return f"tekencode:{link.token_hash}"


def laat_toe(request, link: Tekenlink) -> None:
    """This browser gave the code. What somebody else put in it before gives them nothing."""
    if not request.user.is_authenticated:
        request.session.cycle_key()
    nog = {pk: tot for pk, tot in _toegelaten(request).items() if not _is_voorbij(tot)}
    request.session[SLEUTEL] = nog | {str(link.pk): (timezone.now() + TOEGANG).isoformat()}


def hoe_binnen(request, link: Tekenlink) -> dict | None:
    """How it is known that it is this party: as `wijze`, `door` and `getuige` of the acts. None:
    it is not, and they give a code first."""
    if link.getoond_door:
        return {"wijze": Wijze.QR, "getuige": link.getoond_door}
    if lid := _eigen_lid(request, link.ondertekenaar):
        return {"wijze": Wijze.ACCOUNT, "door": lid}
    tot = _toegelaten(request).get(str(link.pk))
    return {"wijze": Wijze.LINK} if tot and not _is_voorbij(tot) else None


def _eigen_lid(request, wie: Ondertekenaar) -> Lidmaatschap | None:
    """As whom one is signed in here, when that is who signs; with the second factor where the
    school asks one, and not while looking as somebody else."""
    if not request.user.is_authenticated or request.user.pk != wie.gebruiker_id:
        return None
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=wie.gebruiker_id, school=wie.school_id)
    leden = list(leden.select_related("school", "gebruiker").order_by("pk"))
    vraagt_meer = any(lid.is_staf for lid in leden) and wie.school.vraagt_tweede_factor
    if meekijkt(request) or (vraagt_meer and not is_geslaagd(request)):
        return None
    return next((lid for lid in leden if mag_in_deze_rol(lid, wie)), None)


def _toegelaten(request) -> dict[str, str]:
    return request.session.get(SLEUTEL, {})


def _is_voorbij(tot: str) -> bool:
    return datetime.datetime.fromisoformat(tot) <= timezone.now()
