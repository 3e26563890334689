"""Every component on one page, with made-up data."""

import datetime
from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gebruikers.periode import DAG
from leerlingen.schooljaar import begin_schooljaar
from overzichten.jaar import Balk, Dag, Jaar, Plek
from trajecten.fases import Fase

STATEN = (("L", "ja"), ("O", "wacht"), ("W", "geweigerd"), ("S", "nog_niet"))
TAKEN = [
    ("gevaar", "!", "Mo Benali", "zit op dag 18 van 20 zonder werkplek", "Zoektocht openen"),
    ("let_op", "2", "Lotte Maes:", "registreer de overeenkomst", "Gegevens tonen"),
    ("rust", "…", "Amina El Amrani:", "ouder moet nog tekenen", "Herinneren"),
]


def _jaar() -> Jaar:
    """Two days at school, three at the workplace from October on, and a holiday."""
    begin = begin_schooljaar(timezone.localdate())
    van, week = datetime.date(begin, 9, 1), [Plek.SCHOOL] * 2 + [Plek.WERKPLEK] * 3
    dagen = [
        Dag(op, Plek.VRIJ if op.month > 6 and op.month < 9 else [*week, *[Plek.NIETS] * 2][n])
        for op in (van + i * DAG for i in range(365))
        for n in [op.weekday()]
    ]
    balk = Balk(datetime.date(begin, 10, 1), datetime.date(begin + 1, 6, 30), "OAO", 1)
    pauze = Balk(datetime.date(begin, 11, 2), datetime.date(begin, 11, 20), "onderbroken")
    return Jaar(begin, dagen, [balk], [pauze], [])


@login_not_required
@require_GET
def onderdelen(request):
    context = {
        "fases": list(Fase),
        "jaar": _jaar(),
        "tekens": [SimpleNamespace(letter=b, staat=s, titel=f"{b}: {s}") for b, s in STATEN],
        "taken": [
            {
                "soort": soort, "teken": teken, "wie": wie, "zin": zin, "knop": knop, "url": "#",
                "dag": 18 if soort == "gevaar" else 0,
                "uitleg": "Laatste opleidingsdag is woensdag 25 november",
                "waarom": "Geteld vanaf 1 september, vakanties en vrije dagen niet mee.",
            }
            for soort, teken, wie, zin, knop in TAKEN
        ],
        "page_obj": Paginator(range(60), 20).get_page(2),
    }  # fmt: skip
    return TemplateResponse(request, "dev/onderdelen.html", context)
