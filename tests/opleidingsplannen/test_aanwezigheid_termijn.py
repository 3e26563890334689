"""Within seven days: first the mentor is asked, then the begeleider."""

import pytest

from gebruikers.models import Bericht
from leerlingen.schooljaar import maandag_van
from opleidingsplannen.models import Aanwezigheid
from overzichten.taken.aanwezigheid import aanwezigheid_open
from tests import factories as f
from trajecten.aan_zet import AanZet
from trajecten.herinneringen import wie_ziet
from trajecten.models import Termijn, Traject
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db


def termijnen(m, regel: str = "aanwezigheid") -> dict[str, Termijn]:
    herbereken([m.traject.pk])
    return {rij.onderwerp: rij for rij in Termijn.objects.filter(regel=regel).order_by("begin")}


@pytest.fixture
def twee_weken(mensen, werkt):
    """At Mo's since the Monday of two weeks ago; nobody told anything."""
    maandag = maandag_van(f.dagen(-14))
    type(werkt).objects.filter(pk=werkt.pk).update(van=maandag)
    return werkt


def doorgegeven(plaatsing, *, van: int, tot: int, **velden) -> None:
    """From so many days after that Monday until so many, both halves."""
    maandag = maandag_van(f.dagen(-14))
    for dag in range(van, tot + 1):
        for deel in ("voormiddag", "namiddag"):
            f.AanwezigheidFactory(
                plaatsing=plaatsing, dag=maandag + (f.dagen(dag) - f.dagen(0)), deel=deel, **velden
            )


def test_een_termijn_per_week_die_voorbij_is(mensen, twee_weken):
    rijen = termijnen(mensen)
    maandag = maandag_van(f.dagen(-14))
    weken = [f"plaatsing-{twee_weken.pk}-week-{maandag_van(f.dagen(-n)):%Y%m%d}" for n in (14, 7)]
    assert list(rijen) == weken
    eerste = rijen[weken[0]]
    assert (eerste.begin, eerste.einde) == (maandag, maandag + (f.dagen(7) - f.dagen(0)))
    assert eerste.aanleiding.startswith("14 halve dagen in de week van")


def test_ze_begint_bij_de_eerste_halve_dag_die_niemand_doorgaf(mensen, twee_weken):
    doorgegeven(twee_weken, van=0, tot=2)
    eerste = next(iter(termijnen(mensen).values()))
    assert eerste.begin == maandag_van(f.dagen(-14)) + (f.dagen(3) - f.dagen(0))
    assert eerste.aanleiding.startswith("8 halve dagen")


def test_wie_op_tijd_doorgeeft_heeft_er_geen(mensen, twee_weken):
    doorgegeven(twee_weken, van=0, tot=13)
    Aanwezigheid.objects.update(werkplek_op=twee_weken.aangeboden_op)
    for rij in Aanwezigheid.objects.all():
        moment = twee_weken.aangeboden_op.replace(
            year=rij.dag.year, month=rij.dag.month, day=rij.dag.day
        )
        Aanwezigheid.objects.filter(pk=rij.pk).update(werkplek_op=moment)
    assert termijnen(mensen) == {}


def test_te_laat_doorgegeven_is_in_orde(mensen, twee_weken):
    assert {rij.staat for rij in termijnen(mensen).values()} == {"open"}
    doorgegeven(twee_weken, van=0, tot=13)
    assert {rij.staat for rij in termijnen(mensen).values()} == {"voldaan"}


def test_zonder_opvolging_geen_termijn(mensen, twee_weken):
    type(mensen.school).objects.update(aanwezigheid_vanaf=None)
    assert termijnen(mensen) == {}


def test_de_mentor_van_die_werkplek_is_aan_zet_anders_de_begeleider(mensen, twee_weken):
    (_, rij) = list(termijnen(mensen).values())
    rij.traject = mensen.traject
    assert AanZet(mensen.school, [mensen.traject.pk]).voor_termijn(rij) == [mensen.mo]
    assert wie_ziet({mensen.mo: [rij]}) == {(rij.pk, mensen.mo.pk)}
    f.LidmaatschapFactory(school=mensen.school, rol="mentor")
    mensen.mentor.gebruiker = None
    mensen.mentor.save()
    assert AanZet(mensen.school, [mensen.traject.pk]).voor_termijn(rij) == [mensen.bea]


def test_een_plaatsvervanger_van_vandaag_is_ook_aan_zet(mensen, twee_weken):
    (_, rij) = list(termijnen(mensen).values())
    lid = f.LidmaatschapFactory(school=mensen.school, rol="mentor")
    mentor = f.MentorFactory(vestiging=mensen.vestiging, gebruiker=lid.gebruiker)
    wissel = twee_weken.plaatsvervangers.create(mentor=mentor, van=f.dagen(1))
    assert lid not in AanZet(mensen.school, [mensen.traject.pk]).voor_termijn(rij)
    wissel.van = f.dagen(0)
    wissel.save()
    assert lid in AanZet(mensen.school, [mensen.traject.pk]).voor_termijn(rij)


def test_na_zeven_dagen_is_het_aan_de_begeleider(mensen, twee_weken):
    rijen = termijnen(mensen, "aanwezigheid_vast")
    maandag = maandag_van(f.dagen(-14))
    eerste = rijen[f"week-{maandag:%Y%m%d}"]
    assert eerste.begin == maandag + (f.dagen(7) - f.dagen(0))
    assert "zonder melding in de week van" in eerste.aanleiding
    assert not Termijn.objects.zichtbaar_voor(mensen.mo).filter(regel="aanwezigheid_vast").exists()


def test_wat_verschilt_is_meteen_aan_de_begeleider(mensen, twee_weken):
    doorgegeven(twee_weken, van=0, tot=13)
    assert termijnen(mensen, "aanwezigheid_vast") == {}
    rij = Aanwezigheid.objects.order_by("-dag").first()
    rij.leerling_zegt, rij.leerling_op = "ziek", rij.werkplek_op
    rij.save()
    (termijn,) = termijnen(mensen, "aanwezigheid_vast").values()
    assert (termijn.begin, termijn.is_open) == (rij.dag, True)
    assert termijn.aanleiding.startswith("1 halve dag die niet duidelijk is")
    rij.staat, rij.vastgesteld_door, rij.vastgesteld_op = "aanwezig", mensen.bea, rij.werkplek_op
    rij.save()
    (termijn,) = termijnen(mensen, "aanwezigheid_vast").values()
    assert termijn.staat == "voldaan"


def test_vandaag_een_regel_per_leerling(mensen, twee_weken):
    type(twee_weken).objects.filter(pk=twee_weken.pk).update(van=f.dagen(-30))
    assert len(termijnen(mensen, "aanwezigheid_vast")) > 1
    zichtbaar = Traject.objects.zichtbaar_voor(mensen.bea).open()
    (taak,) = aanwezigheid_open(mensen.bea, zichtbaar)
    assert taak.knop == "Vaststellen"
    assert "meer" in taak.uitleg
    assert taak.url.endswith(f"?week={maandag_van(f.dagen(-30))}")


def test_constante_vragen(mensen, twee_weken, django_assert_max_num_queries):
    def erbij() -> int:
        traject = f.TrajectFactory(school=mensen.school)
        f.WeekpatroonFactory(traject=traject, van=f.dagen(-80), werkplek_dagen=[1, 2, 3, 4, 5])
        f.PlaatsingFactory(traject=traject)
        return traject.pk

    een, meer = erbij(), [erbij() for _ in range(4)]
    with django_assert_max_num_queries(45) as vragen:
        herbereken([een])
    with django_assert_max_num_queries(len(vragen)):
        herbereken(meer)
    assert not Bericht.objects.exists()
