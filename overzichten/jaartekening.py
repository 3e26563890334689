"""The drawing of a school year: two halves of weeks, on a phone one below the other."""

import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from leerlingen.schooljaar import maandag_van
from overzichten.jaarbeeld import Balk, Dag, Jaar, Plek

STAP = 13  # from one day to the next
LINKS, BOVEN, LAAN = 14, 16, 14  # room for the letters, the months, and a row below the days
BREEDTE = LINKS + 28 * STAP  # half a year touches 28 weeks at most
HELFTEN = ((9, 10, 11, 12, 1, 2), (3, 4, 5, 6, 7, 8))
LETTERS = "mdwdvzz"
OMTREK = "M{0}.75 {1}.75h9.5v9.5h-9.5z"
# How a day looks, from its top left corner: class and path.
VORMEN = {
    Plek.SCHOOL: (("lijn", OMTREK),),
    Plek.WERKPLEK: (("vol", "M{0} {1}h11v11h-11z"),),
    Plek.BEIDE: (("lijn", OMTREK), ("vol", "M{0} {1}m0 11l11 -11v11z")),
    Plek.GESCHORST: (("lijn", "M{0} {1}m1.5 1.5l8 8m0 -8l-8 8"),),
    Plek.VRIJ: (("grijs", "M{0} {1}m1 10l9 -9"),),
    Plek.NIETS: (("grijs", "M{0} {1}m4 5.5h3"),),
    Plek.BUITEN: (),
}
KADER = '<rect class="wachtlijn" x="{}" y="{}" width="14" height="14" rx="3" stroke-width="2.5"/>'
PUNT = '<path class="vol" d="M{} {}l5.5 9h-11z"/>'
BALK = '<rect class="lijn" x="{}" y="{}" width="{}" height="10" rx="3" stroke-width="1.5"/>'
DUBBEL = '<path class="lijn" stroke-width="1.5" d="M{0} {1}m0 -2.5h{2}m-{2} 5h{2}"/>'
STIPPEN = '<path class="grijs" stroke-width="6" stroke-dasharray="2 3" d="M{} {}h{}"/>'


def jaarbeeld(jaar: Jaar) -> SafeString:
    """Each day by its shape; below them the last days of terms, agreements, and what rests."""
    helften = [_Helft(jaar, maanden).teken() for maanden in HELFTEN]
    return format_html('<div class="jaarbeeld">{}{}</div>', *helften)


def staal(wat: str) -> SafeString:
    """For the legend: a day of this Plek, or one of the other marks."""
    andere = {
        "vandaag": (KADER, 1.5, 1.5),
        "termijn": (PUNT, 8, 4),
        "overeenkomst": (BALK, 1, 3, 15),
        "geschorst": (DUBBEL, 1, 8, 15),
        "onderbroken": (STIPPEN, 1, 8, 15),
    }
    inhoud = format_html(*andere[wat]) if wat in andere else _vakken([(Plek(wat), 3, 3)])
    return format_html(
        '<svg class="tekening staal" viewBox="0 0 17 17" aria-hidden="true">{}</svg>', inhoud
    )


def _vakken(dagen: list[tuple[Plek, int, int]]) -> SafeString:
    """Days, all of one look in one path."""
    paden = {}
    for plek, x, y in dagen:
        for klasse, pad in VORMEN[plek]:
            paden.setdefault(klasse, []).append(pad.format(x, y))
    return format_html_join(
        "",
        '<path class="{}" stroke-width="1.5" d="{}"/>',
        ((klasse, "".join(delen)) for klasse, delen in paden.items()),
    )


class _Helft:
    """Half a year: a column a week, a row a day of the week."""

    def __init__(self, jaar: Jaar, maanden: tuple[int, ...]) -> None:
        self.jaar = jaar
        self.dagen = [dag for dag in jaar.dagen if dag.op.month in maanden]
        self.van, self.tot = self.dagen[0].op, self.dagen[-1].op
        self.rijen = jaar.tot_weekdag
        self.onder = BOVEN + self.rijen * STAP + 2

    def _x(self, dag: datetime.date) -> int:
        return LINKS + (maandag_van(dag) - maandag_van(self.van)).days // 7 * STAP

    def _y(self, dag: datetime.date) -> int:
        return BOVEN + dag.weekday() * STAP

    def teken(self) -> SafeString:
        lanen = [self._termijnen()] if self.jaar.termijnen else []
        lanen += [self._balk(balk) for balk in self.jaar.overeenkomsten]
        for stil, vorm in (
            (self.jaar.schorsingen, DUBBEL),
            (self.jaar.onderbrekingen, STIPPEN),
        ):
            lanen += [self._stil(stil, vorm)] if stil else []
        hoogte = self.onder + LAAN * len(lanen)
        van, tot = (date_format(dag, "F Y") for dag in (self.van, self.tot))
        return format_html(
            '<svg class="tekening" viewBox="0 0 {} {}" role="img"><title>{}</title>'
            "<desc>{}</desc>{}{}{}{}</svg>",
            BREEDTE,
            hoogte,
            f"{van} tot en met {tot}",
            self._in_woorden(),
            self._randen(),
            format_html_join("", "{}", ((week,) for week in self._weken())),
            self._vandaag(),
            format_html_join(
                "",
                '<g transform="translate(0 {})">{}</g>',
                ((self.onder + nummer * LAAN, laan) for nummer, laan in enumerate(lanen)),
            ),
        )

    def _in_woorden(self) -> str:
        balken = [
            *self.jaar.overeenkomsten, *self.jaar.schorsingen, *self.jaar.onderbrekingen
        ]  # fmt: skip
        zinnen = [_telling(self.dagen)]
        zinnen += [balk.in_woorden for balk in balken if balk.raakt(self.van, self.tot)]
        return ". ".join(zinnen) + "."

    def _randen(self) -> SafeString:
        """The letters of the days and the names of the months."""
        letters = format_html_join(
            "",
            '<text class="rand" x="0" y="{}" font-size="9">{}</text>',
            ((BOVEN + n * STAP + 9, LETTERS[n]) for n in range(self.rijen)),
        )
        eersten = [dag.op for dag in self.dagen if dag.op.day == 1]
        maanden = format_html_join(
            "",
            '<text class="rand" x="{}" y="10" font-size="11">{}</text>',
            ((self._x(dag), date_format(dag, "M").lower()) for dag in eersten),
        )
        return letters + maanden

    def _weken(self) -> list[SafeString]:
        """Each week with what it is, to point at."""
        getoond = [dag for dag in self.dagen if dag.op.weekday() < self.rijen]
        return [
            format_html(
                "<g><title>week van {}: {}</title>{}</g>",
                date_format(maandag, "j F"),
                _telling(dagen),
                _vakken([(dag.plek, self._x(dag.op), self._y(dag.op)) for dag in dagen]),
            )
            for maandag, groep in groupby(getoond, key=lambda dag: maandag_van(dag.op))
            for dagen in [list(groep)]
        ]

    def _vandaag(self) -> SafeString | str:
        nu = timezone.localdate()
        if not (self.van <= nu <= self.tot and nu.weekday() < self.rijen):
            return ""
        kader = format_html(KADER, self._x(nu) - 1.5, self._y(nu) - 1.5)
        return format_html("<g><title>vandaag</title>{}</g>", kader)

    def _termijnen(self) -> SafeString:
        """Those of one week as one mark."""
        hier = [t for t in self.jaar.termijnen if self.van <= t.uiterlijk <= self.tot]
        return format_html_join(
            "",
            "<g><title>{}</title>{}</g>",
            (
                (
                    "; ".join(f"{t.uit.naam}: {date_format(t.uiterlijk, 'j F')}" for t in groep),
                    format_html(PUNT, x + 5.5, 1),
                )
                for x, groep in groupby(hier, key=lambda t: self._x(t.uiterlijk))
                for groep in [list(groep)]
            ),
        )

    def _einden(self, balk: Balk) -> tuple[int, int] | None:
        """From where to where a bar goes in this half."""
        if not balk.raakt(self.van, self.tot):
            return None
        begin, einde = max(balk.van, self.van), min(balk.laatste, self.tot)
        return self._x(begin), self._x(einde) + STAP - 2

    def _balk(self, balk: Balk) -> SafeString | str:
        if not (einden := self._einden(balk)):
            return ""
        x, tot = einden
        return format_html(
            '<g><title>{}</title>{}<text x="{}" y="9" font-size="9">{}</text></g>',
            balk.in_woorden,
            format_html(BALK, x + 0.75, 1, tot - x - 1.5),
            x + 4,
            balk.nummer,
        )

    def _stil(self, balken: list[Balk], vorm: str) -> SafeString:
        """In which something rests."""
        return format_html_join(
            "",
            "<g><title>{}</title>{}</g>",
            (
                (balk.in_woorden, format_html(vorm, einden[0], 6, einden[1] - einden[0]))
                for balk in balken
                if (einden := self._einden(balk))
            ),
        )


def _telling(dagen: list[Dag]) -> str:
    """'2 dagen school, 3 dagen werkplek', or what else these days are."""
    plekken = [dag.plek for dag in dagen]
    delen = [(sum(p.op_school for p in plekken), "school")]
    delen += [(sum(p.op_werkplek for p in plekken), "werkplek")]
    delen += [(plekken.count(Plek.GESCHORST), Plek.GESCHORST)]
    delen = [f"{n} {'dag' if n == 1 else 'dagen'} {waar}" for n, waar in delen if n]
    namen = list(dict.fromkeys(d.naam or d.plek for d in dagen if d.plek == Plek.VRIJ))
    return ", ".join(delen + namen) or Plek.NIETS
