"""The small pictures, in templates: {% load beeld %}."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag
from overzichten import tekeningen
from overzichten.geschiedenis import SOORTEN, mag_geschiedenis
from overzichten.jaartekening import jaarbeeld, staal
from overzichten.staven import staaf, staafvlak

register = template.Library()
register.simple_tag(tekeningen.icoon)
register.simple_tag(tekeningen.faselijn)
register.simple_tag(tekeningen.ring)
register.simple_tag(tekeningen.dagteller)
register.simple_tag(tekeningen.niveau)
register.simple_tag(tekeningen.handtekeningen)
register.simple_tag(tekeningen.jaarstrook)
register.simple_tag(jaarbeeld)
register.simple_tag(staal)
register.simple_tag(staaf)
register.simple_tag(staafvlak)


@register.simple_tag
def balk(deel: int, geheel: int, titel: str) -> SafeString:
    """A bar: so many of so many."""
    return format_html(
        '<progress value="{}" max="{}" aria-label="{}">{}</progress>',
        deel,
        geheel or 1,
        titel,
        deel,
    )


@register.simple_tag
def pil(tekst: str, soort: str = "rust") -> SafeString:
    """A small label; soort: goed, let_op, gevaar, rust. The word says it, the colour helps."""
    teken = {"gevaar": "▲ ", "let_op": "● ", "goed": "✓ "}.get(soort, "")
    return format_html('<span class="pil {}">{}{}</span>', soort, teken, tekst)


@register.simple_tag
def initialen(naam: str, klein: bool = False) -> SafeString:
    letters = "".join(woord[0] for woord in naam.split()[:1] + naam.split()[-1:])
    return format_html(
        '<div class="initialen{}" aria-hidden="true">{}</div>',
        " klein" if klein else "",
        letters.upper(),
    )


def _soort(naam: str) -> Informatie | Schoolsoort:
    return Informatie(naam) if naam in set(Informatie) else Schoolsoort(naam)


@register.filter
def leest(lid, soort: str) -> bool:
    """{% if lid|leest:"contact" %}: may this Lidmaatschap read this kind of information."""
    return mag(lid, _soort(soort))


@register.filter
def schrijft(lid, soort: str) -> bool:
    return mag(lid, _soort(soort), Recht.SCHRIJF)


@register.filter
def ziet_geschiedenis(lid, soort: str) -> bool:
    """{% if lid|ziet_geschiedenis:"plan" %}: may this Lidmaatschap read what happened to one."""
    return mag_geschiedenis(lid, SOORTEN[soort].model)
