"""The mailbox of the demo: what Django's file backend wrote, read back."""

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path

LINK = re.compile(r"^\[(?P<tekst>[^\]]+)\] (?P<adres>https?://\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """One mail as it arrived in somebody's mailbox. `links`: (words on the button, address)."""

    aan: str
    onderwerp: str
    op: str
    tekst: str
    links: list[tuple[str, str]]


def _mails(pad: Path) -> list[Mail]:
    """The mails in one file: messages with a line of dashes after each."""
    mails = []
    for brok in pad.read_bytes().split(b"-" * 79):
        if not brok.strip():
            continue
        bericht = email.message_from_bytes(brok.lstrip(b"\n"), policy=email.policy.default)
        deel = bericht.get_body(preferencelist=("plain",))
        tekst = deel.get_content() if deel else ""
        links = [(gevonden["tekst"], gevonden["adres"]) for gevonden in LINK.finditer(tekst)]
        mails.append(
            Mail(bericht["To"], bericht["Subject"], bericht["Date"], LINK.sub("", tekst), links)
        )
    return mails


def mails_in(map: Path, hoogstens: int = 500) -> list[Mail]:
    """The mails of the newest so many files, oldest first."""
    paden = sorted(map.glob("*.log"), key=lambda pad: pad.stat().st_mtime_ns)[-hoogstens:]
    return [mail for pad in paden for mail in _mails(pad)]
