"""The timetable of what runs by itself: all that must run is on it, at its hour, also in the nights
in which the clock changes."""

import datetime

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

UURWERK = settings.CELERY_BEAT_SCHEDULE
STEEDS = "om de zoveel seconden"
WANNEER = {
    "veeg-berichten": ("gebruikers.tasks.veeg_berichten", STEEDS),
    "veeg-opdrachten": ("gebruikers.tasks.veeg_opdrachten", STEEDS),
    "veeg-documenten": ("trajecten.tasks.veeg_documenten", STEEDS),
    "laat-herstel-ingaan": ("gebruikers.tasks_herstel.laat_herstel_ingaan", STEEDS),
    "herinner-ondertekenaars": ("overeenkomsten.tasks.herinner_ondertekenaars", STEEDS),
    "verzegel-spoor": ("gebruikers.tasks.verzegel_spoor", STEEDS),
    "verder-na-einde": ("overeenkomsten.tasks.verder_na_einde", "0:05"),
    "verder-met-wijzigingen": ("overeenkomsten.tasks.verder_met_wijzigingen", "0:05"),
    "herbereken-termijnen": ("trajecten.tasks.herbereken_alles", "0:10"),
    "verder-na-achttien": ("overeenkomsten.tasks.verder_na_achttien", "0:20"),
    "wis-oude-sessies": ("gebruikers.tasks.wis_oude_sessies", "3:00"),
    "veeg-invoer": ("leerlingen.tasks.veeg_invoer", "3:10"),
    "veeg-loketlijsten": ("overeenkomsten.tasks.veeg_loketlijsten", "3:12"),
    "ruim-samenvoegingen-op": ("leerlingen.tasks.ruim_samenvoegingen_op", "3:15"),
    "wis-oude-bestanden": ("gebruikers.tasks.wis_oude_bestanden", "3:20"),
    "ruim-jaarwissels-op": ("trajecten.tasks.ruim_jaarwissels_op", "3:25"),
    "schrijf-koppen": ("gebruikers.tasks.schrijf_koppen", "3:40"),
    "herinner-aan-termijnen": ("trajecten.tasks.herinner_alles", "6:30"),
    "vraag-beslissing": ("leerlingen.tasks.vraag_beslissing", "7:10"),
    "herinner-aan-tweede-stap": ("gebruikers.tasks_school.herinner_aan_tweede_stap", "7:15"),
    "meld-einde-inzage": ("leerlingen.tasks.meld_einde_inzage", "7:20"),
    "herinner-tussendoor": ("trajecten.tasks.herinner_tussendoor", "7-19:30"),
}
TIEN_MINUTEN = datetime.timedelta(minutes=10)


def wanneer(schema) -> str:
    """'0:10', of every hour from seven to seven '7-19:30'."""
    if not isinstance(schema, crontab):
        return STEEDS
    elke_dag = crontab(hour=schema.hour, minute=schema.minute)
    assert schema == elke_dag
    uren = sorted(schema.hour)
    assert uren == list(range(uren[0], uren[-1] + 1))
    minuten = ",".join(f"{minuut:02}" for minuut in sorted(schema.minute))
    return f"{'-'.join(map(str, dict.fromkeys((uren[0], uren[-1]))))}:{minuten}"


@pytest.mark.afspraken
def test_wat_vanzelf_loopt_en_hoe_laat():
    staat = {naam: (rij["task"], wanneer(rij["schedule"])) for naam, rij in UURWERK.items()}
    assert staat == WANNEER
    assert settings.CELERY_TIMEZONE == "Europe/Brussels"


@pytest.mark.parametrize("nacht", [(2026, 10, 25), (2027, 3, 28)])
@pytest.mark.parametrize(
    ("naam", "uur"), [("herbereken-termijnen", (0, 10)), ("herinner-aan-termijnen", (6, 30))]
)
def test_een_verzette_klok_slaat_geen_nacht_over_en_telt_er_geen_dubbel(
    naam, uur, nacht, time_machine
):
    """Three mornings, looked at every ten minutes as beat does."""
    dag, schema = datetime.date(*nacht), UURWERK[naam]["schedule"]
    klok = timezone.make_aware(datetime.datetime.combine(dag, datetime.time(12))).astimezone(
        datetime.UTC
    ) - datetime.timedelta(days=2)
    vorige, gelopen = klok, []
    for _ in range(3 * 24 * 6):
        time_machine.move_to(klok, tick=False)
        if schema.is_due(vorige).is_due:
            vorige = klok
            gelopen.append(timezone.localtime(klok).replace(tzinfo=None))
        klok += TIEN_MINUTEN
    tijd = datetime.time(*uur)
    dagen = [dag + n * datetime.timedelta(days=1) for n in (-1, 0, 1)]
    assert gelopen == [datetime.datetime.combine(d, tijd) for d in dagen]
