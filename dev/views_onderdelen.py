"""Every component on one page, with made-up data."""

from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from opleidingsplannen.models.schaal import VIER_PUNTEN
from trajecten.fases import Fase

STATEN = (("L", "ja"), ("O", "wacht"), ("W", "geweigerd"), ("S", "nog_niet"))
TAKEN = [
    ("gevaar", "!", "Mo Benali", "zit op dag 18 van 20 zonder werkplek", "Zoektocht openen"),
    ("let_op", "2", "Lotte Maes:", "registreer de overeenkomst", "Registreren"),
    ("rust", "…", "Amina El Amrani:", "ouder moet nog tekenen", "Herinneren"),
]


@login_not_required
@require_GET
def onderdelen(request):
    weken = [
        {
            "soort": "vakantie"
            if i in (8, 16, 17, 24, 32, 33)
            else "school"
            if i < 3
            else "werkplek",
            "nu": i == 11,
            "titel": f"week {i + 1}",
        }
        for i in range(40)
    ]
    context = {
        "fases": list(Fase),
        "niveaus": VIER_PUNTEN,
        "weken": weken,
        "tekens": [SimpleNamespace(letter=b, staat=s, titel=f"{b}: {s}") for b, s in STATEN],
        "taken": [
            {
                "soort": soort, "teken": teken, "wie": wie, "zin": zin, "knop": knop, "url": "#",
                "dag": 18 if soort == "gevaar" else 0,
                "uitleg": "Laatste opleidingsdag is woensdag 25 november",
                "af": None,
                "waarom": "Geteld vanaf 1 september, vakanties en vrije dagen niet mee.",
            }
            for soort, teken, wie, zin, knop in TAKEN
        ],
        "page_obj": Paginator(range(60), 20).get_page(2),
    }  # fmt: skip
    return TemplateResponse(request, "dev/onderdelen.html", context)
