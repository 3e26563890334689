"""Writing mail: the row comes first, in the transaction of the fact it tells."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from gebruikers.models import Bericht, Gebruiker, KwijteMailbox, School
from gebruikers.muur import scholen_van
from gebruikers.tasks import duw, verstuur_bericht

KNOP = re.compile(r"^\[(?P<tekst>[^\]]+)\] (?P<adres>https?://\S+)$")


def volledig_adres(pad: str) -> str:
    """A path of ours as a link that works outside the product."""
    return settings.BASIS_URL + pad


def stuur(
    sjabloon: str,
    *,
    aan: str,
    school: School | None,
    sleutel: str | None = None,
    geheim: bool = False,
    ook_naar_kwijte: bool = False,
    **context,
) -> Bericht | None:
    """Write one mail from `<app>/berichten/<name>.txt` and have it carried after commit.

    The first line of the template is the subject. A line "[Text] https://…" becomes a button in the
    HTML form. With a `sleutel` that was used before nothing is written and None comes back;
    likewise for a mailbox that this school gave up as lost, unless `ook_naar_kwijte`: what is told
    of the restoring itself.
    """
    if school and not ook_naar_kwijte and KwijteMailbox.objects.met_adres(aan, school.pk).exists():
        return None
    context = {"school": school, "basis_url": settings.BASIS_URL, **context}
    onderwerp, _, tekst = render_to_string(f"{sjabloon}.txt", context).strip().partition("\n")
    velden = {
        "school": school,
        "aan": aan,
        "onderwerp": onderwerp.strip()[:200],
        "tekst": met_contact(tekst.strip(), school),
        "html": render_to_string(
            "gebruikers/berichten/opmaak.html",
            {"school": school, "onderwerp": onderwerp.strip(), "inhoud": als_html(tekst.strip())},
        ),
        "soort": sjabloon.rpartition("/")[2],
        "geheim": geheim,
    }
    if sleutel is None:
        bericht = Bericht.objects.create(**velden)
    else:
        bericht, nieuw = Bericht.objects.get_or_create(sleutel=sleutel, defaults=velden)
        if not nieuw:
            return None
    duw(verstuur_bericht, bericht)
    return bericht


def op_een_regel(tekst: str) -> str:
    """What a person typed, for in a mail: no paragraph of its own, so no button either."""
    return f"“{' '.join(tekst.split())}”"


def met_contact(tekst: str, school: School | None) -> str:
    """The text with how to reach the school below it, unless it says so itself. The HTML form has
    a footer of its own."""
    zin = _hoe_te_bereiken(school) if school else ""
    if not zin or any(waar and waar in tekst for waar in (school.telefoon, school.email)):
        return tekst
    return f"{tekst}\n\nVragen? {zin[0].upper()}{zin[1:]}."


def verwittig(gebruiker: Gebruiker) -> str:
    """For a mail of no school about how one gets in: whom to reach at once when it was not oneself.
    A mail of a school names that one only: who reads its outbox learns of no other."""
    return verwittig_school(*School.objects.filter(pk__in=scholen_van(gebruiker.pk)))


def verwittig_school(*scholen: School) -> str:
    manieren = [(school.naam, _hoe_te_bereiken(school)) for school in scholen]
    if bekend := [f"{naam} ({hoe})" for naam, hoe in manieren if hoe]:
        return f"Verwittig dan meteen je school: {'; '.join(bekend)}."
    return "Verwittig dan meteen de coördinator of de beheerder van je school."


def _hoe_te_bereiken(school: School) -> str:
    manieren = {"bel": school.telefoon, "mail naar": school.email}
    return " of ".join(f"{hoe} {waar}" for hoe, waar in manieren.items() if waar)


def als_html(tekst: str) -> str:
    """Paragraphs and buttons of a plain text mail; all else is escaped."""
    delen = []
    for alinea in re.split(r"\n{2,}", tekst):
        if knop := KNOP.match(alinea.strip()):
            delen.append(
                format_html('<p><a class="knop" href="{}">{}</a></p>', knop["adres"], knop["tekst"])
            )
        else:
            delen.append(linebreaks(alinea.strip(), autoescape=True))
    return mark_safe("\n".join(delen))  # each part is escaped above
