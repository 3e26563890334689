"""The night in which the clock changes, with real time: nothing twice, nothing lost."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.models import Bericht
from gebruikers.periode import DAG
from tests import factories as f
from tests.overzichten.zaken import overeenkomst
from tests.trajecten.conftest import SEPTEMBER
from trajecten import tasks
from trajecten.models import Herinnering, Termijn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("begint", "nacht"),
    [((2026, 9, 25), (2026, 10, 25)), ((2027, 2, 28), (2027, 3, 28))],
    ids=["winteruur", "zomeruur"],
)
def test_wat_niet_kan_wachten_komt_een_keer(
    begint, nacht, mensen, zoekt, time_machine, taken_meteen
):
    """Registered within a month, by a Sunday in a holiday: the day before, that day, the day
    after. As often as the timetable runs, and once more in the night itself."""
    f.TermijnduurFactory(school=mensen.school, regel="ovk_registreren", vanaf=SEPTEMBER, aantal=1)
    nacht = datetime.date(*nacht)
    begin, einde = datetime.date(*begint), datetime.date(2027, 6, 30)
    for dag in (nacht - DAG, nacht, nacht + DAG):
        for uur, minuut, wat in (
            (0, 10, tasks.herbereken_alles),
            (6, 30, tasks.herinner_alles),
            (6, 31, tasks.herinner_alles),
        ):
            moment = datetime.datetime.combine(dag, datetime.time(uur, minuut))
            time_machine.move_to(timezone.make_aware(moment), tick=False)
            if not zoekt.overeenkomsten.exists():
                overeenkomst(mensen, zoekt, "getekend", begindatum=begin, einddatum=einde)
            wat()
    rijen = Herinnering.objects.filter(traject=zoekt, regel="ovk_registreren").order_by("op")
    gekregen = [
        (timezone.localdate(rij.op), rij.trede, rij.aan.email.partition("@")[0]) for rij in rijen
    ]
    assert gekregen == [(nacht - DAG, 1, "ada"), (nacht, 0, "ada"), (nacht + DAG, -1, "coen")]
    termijn = Termijn.objects.get(traject=zoekt, regel="ovk_registreren")
    assert (termijn.einde, termijn.is_open) == (nacht, True)
    mails = Bericht.objects.filter(soort="termijnen").values_list("aan", "aangemaakt_op")
    per_dag = [(aan, timezone.localdate(op)) for aan, op in mails]
    assert len(per_dag) == len(set(per_dag)), "hoogstens een per dag"
