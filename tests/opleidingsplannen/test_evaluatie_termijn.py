"""By each moment of the school: for whom, until when, met by what, and recomputed when it moves."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.zicht import Informatie
from opleidingsplannen.evaluatiemomenten import VOORUIT, te_evalueren
from opleidingsplannen.models import Evaluatie
from overzichten.taken.termijn import termijn_nadert
from tests import factories as f
from tests.invullen import bewaar
from trajecten.acties_fase import draai_fase_terug, verplaats_fase
from trajecten.models import Termijn, Traject
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db


@pytest.fixture
def loopt(mensen):
    """Lotte is at work since a hundred days."""
    zet(mensen.traject, fase="lopend", fase_sinds=f.dagen(-100), begindatum=f.dagen(-120))
    return mensen.traject


def zet(traject, **velden) -> None:
    Traject.objects.filter(pk=traject.pk).update(**velden)
    traject.refresh_from_db()


@pytest.fixture
def moment(mensen):
    return f.EvaluatiemomentFactory(school=mensen.school, naam="Kerst", dag=f.dagen(10))


def termijn(traject) -> Termijn | None:
    herbereken([traject.pk])
    return Termijn.objects.filter(traject=traject, regel="evaluatie").first()


def test_de_laatste_dag_is_de_dag_van_het_moment(mensen, loopt, moment):
    rij = termijn(loopt)
    assert (rij.einde, rij.begin) == (moment.dag, moment.dag - VOORUIT)
    assert rij.is_open
    assert (rij.uit.over, rij.blad_pk) == (Informatie.EVALUATIE, loopt.pk)
    waarom = " ".join(rij.waarom)
    assert f": {VOORUIT.days} dagen voor het evaluatiemoment Kerst." in waarom
    assert "een afspraak van de school" in waarom


@pytest.mark.parametrize(("over", "verwacht"), [(60, True), (61, False)])
def test_vanaf_zestig_dagen_vooraf(mensen, loopt, over, verwacht):
    f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(over))
    assert (termijn(loopt) is not None) is verwacht


@pytest.mark.parametrize(
    "fase", ["aanloop", "lopend", "screening", "zoekt_werkplek", "onderbroken"]
)
def test_wie_in_aanloop_of_aan_het_werk_is(loopt, moment, fase):
    zet(loopt, fase=fase)
    assert (termijn(loopt) is not None) is (fase in ("aanloop", "lopend"))


def test_wie_later_begint_of_vroeger_stopt_heeft_er_geen(loopt, moment):
    zet(loopt, begindatum=moment.dag + datetime.timedelta(days=1))
    assert termijn(loopt) is None
    zet(loopt, begindatum=f.dagen(-120), einddatum=moment.dag - datetime.timedelta(days=1))
    assert termijn(loopt) is None


def test_een_vastgelegde_evaluatie_maakt_ze_in_orde(mensen, loopt, moment):
    f.EvaluatieFactory(traject=loopt)
    assert termijn(loopt).is_open, "een evaluatie tussendoor"
    eerste = f.EvaluatieFactory(traject=loopt, moment=moment)
    rij = termijn(loopt)
    assert (rij.staat, rij.gesloten_op) == ("voldaan", timezone.localdate())
    f.EvaluatieFactory(traject=loopt, moment=moment, verbetert=eerste)
    assert termijn(loopt).staat == "voldaan"
    assert Evaluatie.objects.geldig().filter(moment=moment).count() == 1


def test_een_moment_dat_voorbij_is_blijft_open_voor_wie_er_toen_was(mensen, loopt, moment):
    """Within the school year; by the phase of that day, also when it changed since."""
    eerder = max(f.dagen(-20), _begin_schooljaar())
    type(moment).objects.update(dag=eerder)
    zet(loopt, fase_sinds=min(f.dagen(-100), eerder), begindatum=min(f.dagen(-120), eerder))
    assert termijn(loopt).is_open
    verplaats_fase(loopt, "zoekt_werkplek", door=mensen.bea, reden="Stopt daar.")
    assert termijn(loopt).is_open == (eerder < timezone.localdate())


def wie_op(dag) -> list[Traject]:
    """Of whatever school year."""
    return list(te_evalueren(Traject.objects.all(), dag))


def test_wie_toen_nog_niet_zo_ver_was_heeft_er_geen(mensen, loopt):
    zet(loopt, fase="zoekt_werkplek")
    verplaats_fase(loopt, "lopend", door=mensen.bea, reden="Werkplek gevonden.")
    assert loopt not in wie_op(f.dagen(-1))
    assert loopt in wie_op(f.dagen(0))


def test_een_stap_die_teruggedraaid_werd_telt_niet(mensen, loopt):
    """Lotte was at work all the time; that she sought a workplace was a mistake."""
    velden = {"door": mensen.bea, "reden": "x"}
    verplaats_fase(loopt, "zoekt_werkplek", op=f.dagen(-40), **velden)
    draai_fase_terug(loopt, door=mensen.coen, reden="x")
    loopt.refresh_from_db()
    verplaats_fase(loopt, "zoekt_werkplek", op=f.dagen(-10), **velden)
    assert loopt in wie_op(f.dagen(-30))
    assert loopt not in wie_op(f.dagen(-5))


def _begin_schooljaar() -> datetime.date:
    vandaag = timezone.localdate()
    return datetime.date(vandaag.year - (vandaag.month < 9), 9, 1)


def test_een_moment_dat_verschuift_of_weggaat_rekent_opnieuw(
    mensen, loopt, moment, client_van, adres, taken_meteen
):
    assert termijn(loopt).einde == moment.dag
    coen, nieuw = client_van("coen"), f.dagen(15)
    url = adres("opleidingsplannen:evaluatiemoment", moment.pk)
    bewaar(coen, url, dag=nieuw)
    assert Termijn.objects.get(regel="evaluatie", traject=loopt).einde == nieuw
    coen.post(adres("opleidingsplannen:evaluatiemoment_weg", moment.pk))
    assert Termijn.objects.get(regel="evaluatie", traject=loopt).staat == "vervallen"


def test_vandaag_leidt_de_knop_naar_het_blad(mensen, loopt, moment, client_van, adres):
    termijn(loopt)
    zichtbaar = Traject.objects.zichtbaar_voor(mensen.bea).open()
    (taak,) = [t for t in termijn_nadert(mensen.bea, zichtbaar) if t.kort == "evaluatie"]
    assert (taak.knop, taak.url) == ("Evalueren", adres("opleidingsplannen:evaluatie", loopt.pk))
    dossier = client_van("bea").get(f"{loopt.get_absolute_url()}?deel=termijnen").text
    assert adres("opleidingsplannen:evaluatie", loopt.pk) in dossier


def test_wie_niet_alles_leest_van_evaluaties_leest_de_termijn_niet(mensen, loopt, moment):
    termijn(loopt)
    for naam, leest in (("bea", True), ("lea", True), ("els", False), ("mo", False)):
        rijen = Termijn.objects.zichtbaar_voor(getattr(mensen, naam)).filter(regel="evaluatie")
        assert rijen.exists() is leest, naam


def test_evenveel_vragen_voor_een_als_voor_vijf(
    mensen, moment, django_assert_max_num_queries, loopt
):
    def erbij() -> int:
        return f.TrajectFactory(
            school=mensen.school, fase="lopend", fase_sinds=f.dagen(-9), begindatum=f.dagen(-9)
        ).pk

    een, meer = erbij(), [erbij() for _ in range(5)]
    with django_assert_max_num_queries(60) as vragen:
        herbereken([een])
    with django_assert_max_num_queries(len(vragen)):
        herbereken(meer)
    assert Termijn.objects.filter(regel="evaluatie", traject__in=meer).count() == 5
