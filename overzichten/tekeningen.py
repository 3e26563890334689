"""Small pictures as SVG: each with a title, colours by class, readable in print and in the dark."""

import math

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from opleidingsplannen.models.schaal import Niveau, Vorm
from trajecten.fases import Fase

ICONEN = {
    "zon": '<circle cx="9" cy="9" r="3.4"/><path d="M9 1.5v2M9 14.5v2M1.5 9h2M14.5 9h2"/>'
    '<path d="M3.7 3.7l1.4 1.4M12.9 12.9l1.4 1.4M3.7 14.3l1.4-1.4M12.9 5.1l1.4-1.4"/>',
    "lijst": '<path d="M6 4h10M6 9h10M6 14h10M2 4h.01M2 9h.01M2 14h.01"/>',
    "fabriek": '<path d="M2 16V7l5-3v3l5-3v3l4-2.5V16z"/>',
    "vink": '<rect x="2" y="2.5" width="14" height="13" rx="2"/><path d="M5.5 9l2.5 2.5 4.5-5"/>',
    "pen": '<path d="M3 15l1-4L12 3l3 3-8 8zM10.5 4.5l3 3"/>',
    "mail": '<rect x="2" y="4" width="14" height="10" rx="2"/><path d="M2.5 5L9 10l6.5-5"/>',
    "mensen": '<circle cx="6.5" cy="6" r="2.6"/><path d="M1.5 15c.4-3.2 2.2-5 5-5s4.6 1.8 5 5"/>'
    '<path d="M11.5 3.6a2.6 2.6 0 0 1 0 4.8M13 10.4c2 .6 3.2 2.2 3.5 4.6"/>',
    "school": '<path d="M9 3l7.5 4L9 11 1.5 7zM4.5 8.7V13c2.7 2 6.3 2 9 0V8.7"/>',
    "boek": '<path d="M3 3h9a3 3 0 0 1 3 3v9H6a3 3 0 0 1-3-3zM3 12a3 3 0 0 1 3-3h9"/>',
    "upload": '<path d="M9 12V3M5 6.5l4-4 4 4M3 12v3h12v-3"/>',
    "raster": '<path d="M2 2h14v14H2zM2 6.700h14M2 11.300h14M6.700 2v14M11.300 2v14"/>',
    "kalender": '<rect x="2" y="3.5" width="14" height="12.5" rx="2"/>'
    '<path d="M2 7.5h14M6 1.5V5M12 1.5V5"/>',
    "vlag": '<path d="M4 16.5v-15M4 2.5h10L11.5 6 14 9.5H4"/>',
    "handen": '<circle cx="9" cy="4" r="2.2"/><circle cx="3.8" cy="12.5" r="2.2"/>'
    '<circle cx="14.2" cy="12.5" r="2.2"/><path d="M7.8 6L5 10.5M10.2 6l2.8 4.5M6.2 12.5h5.6"/>',
    "kaartje": '<rect x="2" y="3.5" width="14" height="11" rx="2"/>'
    '<circle cx="6.5" cy="8" r="1.6"/><path d="M4 12c.4-1.6 1.3-2.2 2.5-2.2S8.6 10.4 9 12"/>'
    '<path d="M11.5 7.5H14M11.5 10.5H14"/>',
    "wissel": '<path d="M3 6h11M11 3l3 3-3 3M15 12H4M7 9l-3 3 3 3"/>',
    "staven": '<path d="M2 16.5h14M4.500 14V9M9 14V3.500M13.500 14V6.500"/>',
    "spiegel": '<path d="M3 2.5h12v9H9.5L6 15v-3.5H3zM6 7l2 2 4-4"/>',
    "klok": '<circle cx="9" cy="9" r="7"/><path d="M9 4.5V9l3 2"/>',
    "tandwiel": '<circle cx="9" cy="9" r="2.6"/><path d="M9 1.5V4M9 14v2.5M1.5 9H4M14 9h2.5"/>'
    '<path d="M3.7 3.7l1.8 1.8M12.5 12.5l1.8 1.8M3.7 14.3l1.8-1.8M12.5 5.5l1.8-1.8"/>',
}
LIJN = (
    Fase.AANMELDING,
    Fase.SCREENING,
    Fase.AANLOOP,
    Fase.ZOEKT_WERKPLEK,
    Fase.LOPEND,
    Fase.AFGEROND,
)
# Where a traject that left the line stood: the mark is drawn there.
NAAST_DE_LIJN = {Fase.ONDERBROKEN: 4, Fase.STOPGEZET: 4, Fase.NIET_GESTART: 1}
PLEK = {fase: i for i, fase in enumerate(LIJN)} | NAAST_DE_LIJN


def icoon(naam: str) -> SafeString:
    """An icon from the set above; raises KeyError for an unknown name."""
    return format_html(
        '<svg class="icoon" viewBox="0 0 18 18" aria-hidden="true">{}</svg>',
        mark_safe(ICONEN[naam]),
    )


def tekening(breedte: float, hoogte: float, titel: str, inhoud: SafeString) -> SafeString:
    return format_html(
        '<svg class="tekening" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img">'
        "<title>{2}</title>{3}</svg>",
        breedte,
        hoogte,
        titel,
        inhoud,
    )


def faselijn(fase: str, woord: str = "", gestopt_in: str = "") -> SafeString:
    """The line of six phases with the present one marked, and its word (or `woord`) below.
    `gestopt_in`: in which phase it was when it stopped."""
    fase = Fase(fase)
    naast, nu = fase in NAAST_DE_LIJN, PLEK[Fase(gestopt_in or fase)]
    delen = []
    for i in range(len(LIJN)):
        x = 9 + i * 26
        if i < len(LIJN) - 1:
            soort = "lijn" if i < nu else "spoor"
            delen.append(format_html('<path class="{}" stroke-width="2" d="M{} 9h26"/>', soort, x))
        if i == nu:
            delen.append(_punt_nu(x, fase, naast))
        else:
            delen.append(
                format_html(
                    '<circle class="{}" cx="{}" cy="9" r="5"/>', "vol" if i < nu else "leegvlak", x
                )
            )
    woord = woord or fase.label
    svg = tekening(148, 18, f"fase: {woord}", mark_safe("".join(delen)))
    return format_html('<span class="fase">{}<small>{}</small></span>', svg, woord)


def _punt_nu(x: int, fase: Fase, naast: bool) -> SafeString:
    if not naast:
        return format_html(
            '<circle class="wit" cx="{0}" cy="9" r="7"/>'
            '<circle class="lijn" stroke-width="4" cx="{0}" cy="9" r="6"/>',
            x,
        )
    if fase == Fase.ONDERBROKEN:
        return format_html(
            '<rect class="wacht" x="{}" y="2" width="4" height="14"/>'
            '<rect class="wacht" x="{}" y="2" width="4" height="14"/>',
            x - 6,
            x + 2,
        )
    return format_html('<rect class="stop" x="{}" y="3" width="12" height="12" rx="2"/>', x - 6)


def ring(percentage: int, verwacht: int | None) -> SafeString:
    """Progress 0-100, with a mark where one would expect it by now (None: no mark)."""
    omtrek = 2 * math.pi * 15
    titel = f"{percentage} % bereikt"
    merk = mark_safe("")
    if verwacht is not None:
        hoek = 2 * math.pi * verwacht / 100 - math.pi / 2
        titel += f", {verwacht} % van de tijd voorbij"
        merk = format_html(
            '<circle class="merkpunt" cx="{}" cy="{}" r="2.4"/>',
            f"{19 + 15 * math.cos(hoek):.1f}",
            f"{19 + 15 * math.sin(hoek):.1f}",
        )
    inhoud = format_html(
        '<circle class="spoor" cx="19" cy="19" r="15" stroke-width="5"/>'
        '<circle class="lijn" cx="19" cy="19" r="15" stroke-width="5" stroke-dasharray="{} {}" '
        'transform="rotate(-90 19 19)"/>{}'
        '<text x="19" y="22.5" font-size="10.5" text-anchor="middle">{}</text>',
        f"{omtrek * percentage / 100:.1f}",
        f"{omtrek:.1f}",
        merk,
        percentage,
    )
    return tekening(38, 38, titel, inhoud)


def dagteller(dag: int, termijn: int) -> SafeString:
    """A mark for each day of the term: those that began, today's, and those that are left."""
    streepjes = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="4" height="{}" rx="1"/>',
        (
            ("wacht", i * 7 - 7, 0, 12)
            if i == dag
            else ("vol" if i < dag else "leegvlak", i * 7 - 7, 2, 8)
            for i in range(1, termijn + 1)
        ),
    )
    titel = f"dag {dag} van {termijn}" if dag <= termijn else f"alle {termijn} dagen zijn voorbij"
    return tekening(termijn * 7 - 3, 12, titel, streepjes)


VORMEN = {
    Vorm.LEEG: '<circle class="lijn" cx="11" cy="11" r="8" stroke-width="2"/>',
    Vorm.KWART: '<circle class="lijn" cx="11" cy="11" r="8" stroke-width="2"/>'
    '<path class="vol" d="M11 11V3a8 8 0 0 1 8 8z"/>',
    Vorm.HALF: '<circle class="lijn" cx="11" cy="11" r="8" stroke-width="2"/>'
    '<path class="vol" d="M3 11a8 8 0 0 0 16 0z"/>',
    Vorm.DRIEKWART: '<circle class="lijn" cx="11" cy="11" r="8" stroke-width="2"/>'
    '<path class="vol" d="M11 11V3a8 8 0 1 1-8 8z"/>',
    Vorm.VINK: '<circle class="vol" cx="11" cy="11" r="9"/>'
    '<path class="witlijn" d="M6.5 11.500l3 3 6-6.5" stroke-width="2.2"/>',
    Vorm.STER: '<path class="vol" d="M11 1.500l2.900 6.200 6.600.8-4.900 4.600 1.300 6.600-5.900'
    '-3.300-5.900 3.300 1.300-6.600-4.900-4.600 6.600-.8z"/>',
}
NIET_AAN_BOD = "nog niet aan bod"


def niveau(punt: Niveau | None, wie: str = "") -> SafeString:
    """The shape and colour of a level; None is a dash: not yet rated."""
    woord = punt.woord if punt else NIET_AAN_BOD
    vorm = '<path class="grijs" d="M6 11h10" stroke-width="2"/>'
    if punt:
        vorm = format_html('<g class="kleur-{}">{}</g>', punt.kleur, mark_safe(VORMEN[punt.vorm]))
    return tekening(22, 22, f"{wie}: {woord}" if wie else woord, mark_safe(vorm))


def handtekeningen(lijst) -> SafeString:
    """Signature squares: letter, staat (ja, wacht, geweigerd, nog_niet) and titel of each."""
    vakjes = format_html_join(
        "",
        '<li class="{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></li>',
        ((vak.staat, vak.titel, vak.letter, vak.titel) for vak in lijst),
    )
    return format_html('<ul class="tekens">{}</ul>', vakjes)


WEEKVLAK = {
    "werkplek": "vol",
    "geschorst": "leegvlak",
    "school": "leegvlak",
    "vakantie": "wit",
    "leeg": "wit",
}


def jaarstrook(weken) -> SafeString:
    """The weeks of a school year: soort (werkplek, geschorst, school, vakantie, leeg), nu, titel of
    each."""
    vakken = []
    for i, week in enumerate(weken):
        x = 2 + i * 15
        vakken.append(
            format_html(
                '<rect class="{}" x="{}" y="4" width="12" height="20" rx="2">'
                "<title>{}</title></rect>",
                WEEKVLAK[week["soort"]],
                x,
                week["titel"],
            )
        )
        if week["soort"] == "vakantie":
            vakken.append(
                format_html(
                    '<path class="spoor" stroke-width="2" '
                    'd="M{0} 14l8-9M{0} 23l11-12M{1} 23l6-7"/>',
                    x + 1,
                    x + 6,
                )
            )
        if week["soort"] == "geschorst":
            vakken.append(
                format_html(
                    '<path class="lijn" stroke-width="1.5" d="M{0} 10l8 8m0-8l-8 8"/>', x + 2
                )
            )
        if week["nu"]:
            vakken.append(
                format_html(
                    '<rect class="wacht" fill-opacity="0" stroke-width="2.5" x="{}" y="2" '
                    'width="15" height="24" rx="3"/>',
                    x - 1.5,
                )
            )
    titel = "schooljaar per week: werkplek, school, vakantie"
    breedte = 4 + 15 * len(vakken and weken)
    return format_html(
        '<div class="jaarstrook">{}</div>',
        tekening(breedte, 28, titel, mark_safe("".join(vakken))),
    )
