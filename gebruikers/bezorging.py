"""How a mail fares after we hand it over: tried again, refused, or come back later.

Whether an address refuses is never stored: it follows from the mails (`Bericht.objects.weigert`).
"""

import datetime
import re
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import parseaddr
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from gebruikers.models import Bericht
from gebruikers.pogingen import MAX_POGINGEN

GEDULD = 75  # tries, most of them an hour apart: three days for a server that is away
TERUG_BINNEN = datetime.timedelta(days=30)  # a bounce without our number is of a mail this recent
KENMERK = re.compile(r"<bericht\.(?P<pk>\d{1,18})\.(?P<zegel>[0-9a-f]{20})@")
# Refused for who sends, by a policy (5.7): nothing is wrong with the address.
BELEID = re.compile(r"\b5\.7\.\d")
EIGEN_SCHULD = (SMTPConnectError, SMTPHeloError, SMTPAuthenticationError)


def kenmerk_van(bericht: Bericht) -> str:
    """Its Message-ID: the same at each try, and no stranger can make one up."""
    domein = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<bericht.{bericht.pk}.{_zegel(bericht.pk)}@{domein}>"


def _zegel(pk: int) -> str:
    return salted_hmac("bericht", str(pk)).hexdigest()[:20]


def weigert_het_adres(fout: Exception) -> bool:
    """The mail server says that this mailbox is not there (5xx at RCPT)."""
    if not isinstance(fout, SMTPRecipientsRefused):
        return False
    antwoorden = fout.recipients.values()
    return all(code >= 500 and not BELEID.search(_tekst(zin)) for code, zin in antwoorden)


def in_woorden(fout: Exception) -> str:
    """What the server answered, without the address, which stands beside it."""
    if isinstance(fout, SMTPRecipientsRefused):
        return "; ".join(f"{code} {_tekst(zin)}" for code, zin in fout.recipients.values())[:300]
    return str(fout)[:300]


def _tekst(zin: bytes | str) -> str:
    return zin.decode(errors="replace") if isinstance(zin, bytes) else zin


def pogingen_na(fout: Exception) -> int:
    """How many times a mail is tried: for days as long as nobody answers or the server asks for
    patience, else some times."""
    return GEDULD if _gaat_voorbij(fout) else MAX_POGINGEN


def _gaat_voorbij(fout: Exception) -> bool:
    if isinstance(fout, SMTPRecipientsRefused):
        return all(code < 500 for code, _ in fout.recipients.values())
    if isinstance(fout, SMTPResponseException):
        return fout.smtp_code < 500 or isinstance(fout, EIGEN_SCHULD)
    return isinstance(fout, OSError) and not isinstance(fout, SMTPNotSupportedError)


@transaction.atomic
def verwerk_teruggekeerd(ruw: bytes) -> list[Bericht]:
    """Mark what a bounce (RFC 3464) says never arrived. What is no bounce, is about a delay or of
    no mail of ours marks nothing."""
    mail = message_from_bytes(ruw)
    if mail.get_content_type() != "multipart/report":
        return []
    kenmerk, gemerkt = _oorspronkelijk_kenmerk(mail), []
    for adres, uitleg in _voorgoed_geweigerd(mail):
        if bericht := _bericht_bij(kenmerk, adres):
            bericht.weiger(uitleg)
            gemerkt.append(bericht)
    return gemerkt


def _voorgoed_geweigerd(mail: Message) -> list[tuple[str, str]]:
    """The addresses that failed for good, and why."""
    velden = [
        blok
        for deel in mail.walk()
        if deel.get_content_type() == "message/delivery-status" and deel.is_multipart()
        for blok in deel.get_payload()
    ]
    return [
        (_adres(blok), f"{blok['Status']} {blok.get('Diagnostic-Code', '')}".strip()[:300])
        for blok in velden
        if _veld(blok, "Action").lower() == "failed" and _veld(blok, "Status").startswith("5.")
    ]


def _veld(blok: Message, naam: str) -> str:
    return str(blok.get(naam, "")).strip()


def _adres(blok: Message) -> str:
    """`rfc822; els@x.example`: whom we wrote to when it says so, else where it ended."""
    waar = _veld(blok, "Original-Recipient") or _veld(blok, "Final-Recipient")
    return parseaddr(waar.rpartition(";")[2])[1]


def _oorspronkelijk_kenmerk(mail: Message) -> str:
    for deel in mail.walk():
        if deel.get_content_type() == "message/rfc822" and deel.is_multipart():
            return _veld(deel.get_payload(0), "Message-ID")
        if deel.get_content_type() == "text/rfc822-headers":
            return _veld(message_from_string(str(deel.get_payload())), "Message-ID")
    return ""


def _bericht_bij(kenmerk: str, adres: str) -> Bericht | None:
    """The mail with this number, or else the last one that went to that address, when it was one
    school that wrote there: another learns nothing of it."""
    verzonden = Bericht.objects.select_for_update().verzonden()
    if gevonden := KENMERK.match(kenmerk):
        pk = int(gevonden["pk"])
        if not constant_time_compare(gevonden["zegel"], _zegel(pk)):
            return None
        return verzonden.filter(pk=pk).first()
    sinds = timezone.now() - TERUG_BINNEN
    naar = verzonden.filter(aan__iexact=adres, school__isnull=False, verzonden_op__gte=sinds)
    if not adres or naar.order_by().values("school").distinct().count() != 1:
        return None
    return naar.order_by("-verzonden_op").first()
