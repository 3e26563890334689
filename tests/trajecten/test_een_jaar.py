"""A school year, morning by morning, with the timetable, the worker's tasks and a mail server."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from gebruikers import tasks as bezorgen
from gebruikers.models import Bericht
from gebruikers.periode import DAG
from tests import factories as f
from tests.gebruikers.smtp import draaiend
from tests.overzichten.zaken import overeenkomst, zaak
from tests.trajecten.conftest import SEPTEMBER
from trajecten import tasks
from trajecten.fases import Fase
from trajecten.kalender import Kalender
from trajecten.models import Herinnering, Traject
from trajecten.termijnregel import REGELS

pytestmark = pytest.mark.django_db
JUNI = datetime.date(2027, 6, 30)
SERVER_WEG = datetime.date(2026, 9, 21)
RUSTIG = {12, 1, 4, 5, 6}  # little happens then: the Mondays will do
NIETS_LIEP = {datetime.date(2026, 10, dag) for dag in (12, 13, 14)}
# Anna (A.A.) finds a workplace a week late, Bram (B.B.) on 16 September.
HET_JAAR = [
    "14 Sep bea: 2 termijnen: A.A., B.B.",
    "17 Sep coen: Uittreksel strafregister van de mentor, was ten laatste 16 september (B.B.)",
    "21 Sep bea: Werkplek zoeken na de start, ten laatste 28 september (A.A.)",
    "25 Sep bea: Werkplek zoeken na de start, ten laatste 28 september (A.A.)",
    "28 Sep bea: Werkplek zoeken na de start, ten laatste 28 september (A.A.)",
    "29 Sep coen: Werkplek zoeken na de start, was ten laatste 28 september (A.A.)",
    "6 Oct coen: Uittreksel strafregister van de mentor, was ten laatste 5 oktober (A.A.)",
    "19 Oct ada: Registreren: streefdag van de school, op 19 oktober (A.A.)",
    "26 Oct bea: Een termijn, ten laatste 28 oktober (B.B.)",
    "28 Oct bea: Een termijn, ten laatste 28 oktober (B.B.)",
    "29 Oct coen: Een termijn, was ten laatste 28 oktober (B.B.)",
    "13 Nov bea: Een termijn, ten laatste 16 november (A.A.)",
    "16 Nov bea: Een termijn, ten laatste 16 november (A.A.)",
    "17 Nov coen: Een termijn, was ten laatste 16 november (A.A.)",
    "15 Feb bea: Leerling wordt 18, op 12 maart (A.A.)",
    "11 Mar bea: Leerling wordt 18, op 12 maart (A.A.)",
]


def _vindt_plek(m, traject: Traject) -> None:
    """Signed today, from today on."""
    vandaag = timezone.localdate()
    rij = overeenkomst(m, traject, "getekend", begindatum=vandaag, einddatum=JUNI)
    rij.feitelijke_periode = DateRange(vandaag, JUNI, "[]")
    rij.save()
    f.PlaatsingFactory(
        traject=traject, vestiging=m.vestiging, mentor=m.mentor, van=vandaag, tot=JUNI
    )
    Traject.objects.filter(pk=traject.pk).update(fase=Fase.LOPEND, fase_sinds=vandaag)


def _registreer(traject: Traject) -> None:
    traject.overeenkomsten.update(
        registratie="geregistreerd", geregistreerd_op=timezone.localdate(), registratienummer="W1"
    )


@pytest.fixture
def verhaal(mensen, zoekt):
    """Anna finds a workplace only in October, Bram soon; Anna turns eighteen in March."""
    anna, bram = zoekt, zaak(mensen, begindatum=SEPTEMBER)
    Traject.objects.filter(pk=mensen.vreemd_traject.pk).update(fase=Fase.AANLOOP)
    bram.team.update(van=SEPTEMBER)
    for traject, voornaam, naam, geboren in (
        (anna, "Anna", "Aerts", datetime.date(2009, 3, 12)),
        (bram, "Bram", "Bos", datetime.date(2010, 1, 1)),
    ):
        leerling = traject.leerling
        leerling.voornaam, leerling.naam, leerling.geboortedatum = voornaam, naam, geboren
        leerling.save()
    daden = {
        datetime.date(2026, 9, 16): lambda: _vindt_plek(mensen, bram),
        datetime.date(2026, 9, 24): lambda: _registreer(bram),
        datetime.date(2026, 10, 5): lambda: _vindt_plek(mensen, anna),
        datetime.date(2026, 10, 20): lambda: _registreer(anna),
    }
    return mensen, bram, daden


@pytest.fixture
def post(settings, taken_meteen):
    """The mail server: on the day that it is away nothing answers at its port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with draaiend() as server:
        settings.EMAIL_PORT = server.poort
        yield server


def _ochtend(dag: datetime.date, time_machine) -> None:
    """As the timetable has it: terms at night, reminders at half past six (on a Monday twice), and
    the sweep that has mail carried."""
    daden = [(0, 10, tasks.herbereken_alles), (6, 30, tasks.herinner_alles)]
    if not dag.weekday():
        daden.append((6, 31, tasks.herinner_alles))
    daden.append((21, 0, bezorgen.veeg_berichten))
    for uur, minuut, wat in daden:
        tijd = datetime.time(uur, minuut)
        time_machine.move_to(timezone.make_aware(datetime.datetime.combine(dag, tijd)), tick=False)
        wat()


def test_een_schooljaar_leest_zoals_een_mens_het_schreef(verhaal, post, time_machine, settings):
    m, bram, daden = verhaal
    poorten = {SERVER_WEG: 1, SERVER_WEG + DAG: post.poort}
    dag = SEPTEMBER
    while dag <= JUNI:
        if dag in poorten:
            settings.EMAIL_PORT = poorten[dag]
        if dag not in NIETS_LIEP and (dag.month not in RUSTIG or not dag.weekday()):
            _ochtend(dag, time_machine)
        if dag in daden:
            daden[dag]()
        dag += DAG
    berichten = list(Bericht.objects.filter(soort="termijnen").order_by("aangemaakt_op", "aan"))
    dagboek = [
        (timezone.localdate(b.aangemaakt_op), b.aan.partition("@")[0], b.onderwerp)
        for b in berichten
    ]
    assert len(dagboek) == len({(op, aan) for op, aan, _ in dagboek}), "hoogstens een per dag"
    aangekomen = [mail["Message-ID"] for mail in post.mails]
    assert len(aangekomen) == len(set(aangekomen)) == len(berichten), "elke mail een keer"
    laat = [b for b in berichten if timezone.localdate(b.aangemaakt_op) == SERVER_WEG]
    assert laat
    assert {timezone.localdate(b.verzonden_op) for b in laat} == {SERVER_WEG + DAG}

    kalender = Kalender.van(m.school)
    for herinnering in Herinnering.objects.all():
        op = timezone.localdate(herinnering.op)
        if kalender.geen_opleiding(op):
            assert REGELS[herinnering.regel].dringend, (op, herinnering.regel)
        assert op not in NIETS_LIEP
    na_de_plek = Herinnering.objects.filter(
        traject=bram, regel__startswith="werkplek", op__date__gt=datetime.date(2026, 9, 16)
    )
    assert not na_de_plek.exists()
    assert [f"{op:%-d %b} {aan}: {onderwerp}" for op, aan, onderwerp in dagboek] == HET_JAAR
