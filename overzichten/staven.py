"""Bars in pieces, for the figures."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from overzichten.tekeningen import tekening

STUKKEN = ("vol", "wacht", "leegvlak")  # no picture has more kinds
STAAFLENGTE = 320


def staaf(delen: dict[str, int], legenda: tuple[str, ...], meest: int) -> SafeString:
    """A bar of pieces in the order of the legend, each with its number; `meest` is the longest bar
    of the picture. What is too narrow for its number has it in its title only."""
    stukken, x = [], 0.0
    for soort, klasse in zip(legenda, STUKKEN, strict=False):
        if not (aantal := delen.get(soort, 0)):
            continue
        breed = STAAFLENGTE * aantal / meest
        stukken.append(
            format_html(
                '<g><title>{}: {}</title><rect class="{}" x="{}" y="1" width="{}" height="18"/>',
                soort,
                aantal,
                klasse,
                f"{x:.1f}",
                f"{max(breed - 2, 1):.1f}",
            )
        )
        if breed >= 9 * len(str(aantal)) + 6:
            stukken.append(
                format_html(
                    '<text class="{}" x="{}" y="14.500" font-size="12" text-anchor="middle">{}'
                    "</text>",
                    f"op-{klasse}",
                    f"{x + breed / 2 - 1:.1f}",
                    aantal,
                )
            )
        stukken.append(mark_safe("</g>"))
        x += breed
    titel = ", ".join(f"{delen[soort]} {soort}" for soort in legenda if delen.get(soort))
    return tekening(STAAFLENGTE, 20, titel or "niets", mark_safe("".join(stukken)))


def staafvlak(nummer: int) -> SafeString:
    """What a piece of a bar looks like, for the legend."""
    vlak = format_html('<rect class="{}" width="14" height="14" rx="2"/>', STUKKEN[nummer])
    return format_html(
        '<svg class="tekening" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{}'
        "</svg>",
        vlak,
    )
