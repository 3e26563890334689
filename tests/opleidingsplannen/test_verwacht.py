"""On which half days a learner is expected at a workplace."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from opleidingsplannen.models import Aanwezigheid
from opleidingsplannen.verwacht import plaatsingen_van, verwacht
from tests import factories as f
from trajecten.fases import Fase
from trajecten.models import Kalenderperiode
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db
MAANDAG, VRIJDAG = datetime.date(2026, 11, 16), datetime.date(2026, 11, 20)
SEPTEMBER, JUNI = datetime.date(2026, 9, 1), datetime.date(2027, 6, 30)


@pytest.fixture
def plaatsing(mensen):
    """From Wednesday to Friday, by the pattern of the week."""
    mensen.traject.plaatsingen.exclude(pk=mensen.plaatsing.pk).delete()
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(van=SEPTEMBER, tot=JUNI)
    f.WeekpatroonFactory(traject=mensen.traject, van=SEPTEMBER, werkplek_dagen=[3, 4, 5])
    type(mensen.school).objects.update(aanwezigheid_vanaf=SEPTEMBER)
    return mensen.plaatsing


def overeenkomst(m, blokken=(), *, plaatsing=None, begin=SEPTEMBER, einde=JUNI, **velden):
    """Signed, with these blocks at the workplace: (day, from, until)."""
    rij = f.OvereenkomstFactory(
        **{
            "traject": m.traject, "plaatsing": plaatsing, "status": "getekend", "versie": 1,
            "getekend_op": timezone.now(),
            "begindatum": begin, "einddatum": einde,
            "feitelijke_periode": DateRange(begin, einde, "[]"),
        }
        | velden
    )  # fmt: skip
    for dag, van, tot in blokken:
        f.UurroosterblokFactory(
            overeenkomst=rij, plaats="werkplek", dag=dag, van=datetime.time(van),
            tot=datetime.time(tot),
        )  # fmt: skip
    return rij


def halve(m, van=MAANDAG, tot=VRIJDAG, plaatsing=None) -> list[str]:
    """As 'wo1' and 'wo2': the first and the second half of Wednesday."""
    rijen = plaatsingen_van(m.coen, pk=(plaatsing or m.plaatsing).pk)
    gevonden = verwacht(rijen, van, tot)
    dagen = ("ma", "di", "wo", "do", "vr", "za", "zo")
    return [
        f"{dagen[h.dag.weekday()]}{1 if h.deel == 'voormiddag' else 2}"
        for lijst in gevonden.values()
        for h in lijst
    ]


HELE_WEEK = ["wo1", "wo2", "do1", "do2", "vr1", "vr2"]


def test_zonder_uurrooster_de_dagen_van_het_weekpatroon(mensen, plaatsing):
    assert halve(mensen) == HELE_WEEK


def test_het_uurrooster_zegt_welke_halve_dag(mensen, plaatsing):
    overeenkomst(mensen, [(1, 8, 12), (2, 13, 17), (3, 7, 16), (4, 12, 13)], plaatsing=plaatsing)
    assert halve(mensen) == ["ma1", "di2", "wo1", "wo2", "do2"]


@pytest.mark.parametrize(
    ("soort", "over"), [("vrij", ["wo1", "wo2", "vr1", "vr2"]), ("extra_muros", None)]
)
def test_een_vrije_dag_en_een_dag_extra_muros_vallen_weg(mensen, plaatsing, soort, over):
    donderdag = datetime.date(2026, 11, 19)
    Kalenderperiode.objects.create(
        school=mensen.school, naam="x", van=donderdag, tot=donderdag, soort=soort
    )
    assert halve(mensen) == ["wo1", "wo2", "vr1", "vr2"]


def test_een_verschoven_lesdag_laat_de_werkplek_haar_dag(mensen, plaatsing):
    woensdag = datetime.date(2026, 11, 18)
    Kalenderperiode.objects.create(
        school=mensen.school, naam="x", van=woensdag, tot=woensdag, soort="lesdag", zoals=1
    )
    assert halve(mensen) == HELE_WEEK


def test_wie_geschorst_is_wordt_niet_verwacht(mensen, plaatsing):
    rij = overeenkomst(mensen, [(3, 8, 16), (5, 8, 16)], plaatsing=plaatsing)
    woensdag = datetime.date(2026, 11, 18)
    f.SchorsingFactory(overeenkomst=rij, van=woensdag, tot=woensdag, door=mensen.coen)
    assert halve(mensen) == ["vr1", "vr2"]


def test_wat_alleen_aangeboden_is_telt_niet(mensen, plaatsing):
    rij = overeenkomst(mensen, plaatsing=plaatsing, status="ter_ondertekening")
    assert halve(mensen) == []
    type(rij).objects.filter(pk=rij.pk).update(status="getekend")
    assert halve(mensen) == HELE_WEEK


@pytest.mark.parametrize(
    ("velden", "over"),
    [
        ({"van": datetime.date(2026, 11, 19)}, ["do1", "do2", "vr1", "vr2"]),
        ({"tot": datetime.date(2026, 11, 18)}, ["wo1", "wo2"]),
    ],
)
def test_alleen_binnen_de_plaatsing(mensen, plaatsing, velden, over):
    Plaatsing.objects.filter(pk=plaatsing.pk).update(**velden)
    assert halve(mensen) == over


@pytest.mark.parametrize(
    ("vanaf", "over"), [(None, []), (datetime.date(2026, 11, 20), ["vr1", "vr2"])]
)
def test_alleen_sinds_de_school_het_opvolgt(mensen, plaatsing, vanaf, over):
    type(mensen.school).objects.update(aanwezigheid_vanaf=vanaf)
    assert halve(mensen) == over


@pytest.mark.parametrize("fase", [Fase.ONDERBROKEN, Fase.STOPGEZET])
def test_een_traject_dat_stilligt_verwacht_niemand(mensen, plaatsing, fase):
    type(mensen.traject).objects.filter(pk=mensen.traject.pk).update(
        fase=fase, fase_sinds=datetime.date(2026, 11, 19)
    )
    assert halve(mensen) == ["wo1", "wo2"]


def test_op_twee_werkplekken_elk_de_eigen_dagen(mensen, plaatsing):
    elders = f.PlaatsingFactory(traject=mensen.traject, van=SEPTEMBER, tot=JUNI)
    overeenkomst(mensen, [(3, 8, 16)], plaatsing=plaatsing)
    overeenkomst(mensen, [(5, 8, 12)], plaatsing=elders)
    assert halve(mensen) == ["wo1", "wo2"]
    assert halve(mensen, plaatsing=elders) == ["vr1"]


def test_wie_van_mentor_wisselde_houdt_de_dagen_van_de_overeenkomst(mensen, plaatsing):
    """The old placement is no agreement's any more."""
    nieuw = f.PlaatsingFactory(traject=mensen.traject, van=VRIJDAG, tot=JUNI)
    Plaatsing.objects.filter(pk=plaatsing.pk).update(tot=datetime.date(2026, 11, 19))
    overeenkomst(mensen, [(3, 8, 16), (5, 8, 16)], plaatsing=nieuw)
    assert halve(mensen) == ["wo1", "wo2"]
    assert halve(mensen, plaatsing=nieuw) == ["vr1", "vr2"]


def test_constante_vragen(mensen, plaatsing, django_assert_num_queries):
    def reken(verwachte: int) -> int:
        rijen = plaatsingen_van(mensen.coen, vestiging__isnull=False)
        with django_assert_num_queries(3):  # calendar, patterns, timetables
            return len(verwacht(rijen, MAANDAG, VRIJDAG)) >= verwachte

    assert reken(1)
    for _ in range(3):
        traject = f.TrajectFactory(school=mensen.school)
        f.WeekpatroonFactory(traject=traject, van=SEPTEMBER)
        f.PlaatsingFactory(traject=traject, van=SEPTEMBER, tot=JUNI)
    assert reken(4)
    assert not Aanwezigheid.objects.exists()
