"""Writing mail: the row comes first, in the transaction of the fact it tells."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from gebruikers.models import Bericht, School
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
    **context,
) -> Bericht | None:
    """Write one mail from `<app>/berichten/<name>.txt` and have it carried after commit.

    The first line of the template is the subject. A line "[Text] https://…" becomes a button in the
    HTML form. With a `sleutel` that was used before nothing is written and None comes back.
    """
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
    manieren = school and {"bel": school.telefoon, "mail naar": school.email}
    waarden = {hoe: waar for hoe, waar in (manieren or {}).items() if waar}
    if not waarden or any(waar in tekst for waar in waarden.values()):
        return tekst
    zin = " of ".join(f"{hoe} {waar}" for hoe, waar in waarden.items())
    return f"{tekst}\n\nVragen? {zin[0].upper()}{zin[1:]}."


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
