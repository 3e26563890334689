"""One rule for how often something is tried."""

import datetime

from django.utils import timezone

from gebruikers.pogingen import MAX_POGINGEN, weer_op


def test_elke_keer_langer_en_na_de_laatste_niet_meer():
    nu = timezone.now()
    keren = [weer_op(n) for n in range(1, MAX_POGINGEN + 1)]
    assert keren[-1] is None
    wachten = [keer - nu for keer in keren[:-1]]
    assert wachten == sorted(wachten)
    assert wachten[0] >= datetime.timedelta(minutes=2)
