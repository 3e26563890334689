"""The week of a learner: patterns that follow each other, and the timetable of an agreement."""

import datetime

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.overgang import Weigering
from overzichten.taken.werkplek import zonder_werkplek
from tests import factories as f
from trajecten import acties
from trajecten.kalender import GEWONE_WEEK, Week
from trajecten.models import Kalenderperiode, Traject, Weekpatroon
from trajecten.termijnberekening import herbereken
from trajecten.weken import weken_van

pytestmark = pytest.mark.django_db


def zet(m, van: int, school=(), werkplek=()) -> Weekpatroon:
    return acties.zet_weekpatroon(
        m.traject, van=f.dagen(van), school=list(school), werkplek=list(werkplek), door=m.bea
    )


def week(m, dag: int) -> Week:
    return weken_van([m.traject.pk])[m.traject.pk].op(f.dagen(dag))


def test_een_patroon_geldt_tot_het_volgende_begint(mensen):
    zet(mensen, 0, school=[2, 1], werkplek=[3])
    zet(mensen, 10, werkplek=[6])
    assert week(mensen, -1) == GEWONE_WEEK
    assert week(mensen, 0) == week(mensen, 9) == Week(frozenset([1, 2]), frozenset([3]))
    assert week(mensen, 10) == Week(frozenset(), frozenset([6]))


def test_opnieuw_op_dezelfde_dag_vervangt_en_weg_laat_het_vorige_gelden(mensen):
    zet(mensen, 0, school=[1])
    patroon = zet(mensen, 0, school=[5])
    assert mensen.traject.weekpatronen.count() == 1
    assert week(mensen, 0).school == {5}
    acties.neem_weekpatroon_weg(patroon, door=mensen.bea)
    assert week(mensen, 0) == GEWONE_WEEK
    teksten = mensen.traject.gebeurtenissen.filter(soort="weekpatroon")
    assert [regel.door for regel in teksten] == [mensen.bea] * 3
    assert "school: vr" in teksten[1].tekst


def test_een_getekende_overeenkomst_gaat_voor_zolang_ze_loopt(mensen):
    overeenkomst = f.OvereenkomstFactory(
        traject=mensen.traject,
        status="getekend",
        getekend_op=timezone.now(),
        feitelijke_periode=DateRange(f.dagen(0), f.dagen(10)),
    )
    for dag, plaats in ((1, "school"), (5, "werkplek"), (6, "werkplek")):
        f.UurroosterblokFactory(overeenkomst=overeenkomst, dag=dag, plaats=plaats)
    assert week(mensen, -1) == GEWONE_WEEK
    assert week(mensen, 0) == week(mensen, 9) == Week(frozenset([1]), frozenset([5, 6]))
    assert week(mensen, 10) == GEWONE_WEEK
    overeenkomst.status = "concept"
    overeenkomst.save()
    assert week(mensen, 0) == GEWONE_WEEK


def test_een_week_zonder_dagen_bestaat_niet(mensen):
    with pytest.raises(Weigering, match="minstens één dag"):
        zet(mensen, 0)
    with pytest.raises(IntegrityError, match="weekpatroon_heeft_dagen"):
        Weekpatroon.objects.create(traject=mensen.traject, van=f.dagen(0))


def test_de_databank_kent_zeven_dagen(mensen):
    with pytest.raises(IntegrityError, match="weekpatroon_weekdagen"):
        f.WeekpatroonFactory(traject=mensen.traject, school_dagen=[8])


@pytest.mark.parametrize("wie", ["pieter", "lea", "ada", "mo", "els", "lotte", "vera", "tess"])
def test_wie_het_verloop_niet_wijzigt_zet_geen_week(wie, mensen):
    patroon = zet(mensen, 0, school=[1])
    door = getattr(mensen, wie)
    with pytest.raises(Weigering):
        acties.zet_weekpatroon(
            mensen.traject, van=datetime.date(2026, 9, 1), school=[1], werkplek=[], door=door
        )
    with pytest.raises(Weigering):
        acties.neem_weekpatroon_weg(patroon, door=door)


def test_op_de_bladzijde(mensen, client_van, adres):
    bea, url = client_van("bea"), adres("trajecten:week", mensen.traject.pk)
    velden = {"van": f.dagen(1), "school": ["1", "2"], "werkplek": ["3", "4", "5"]}
    tekst = bea.post(url, velden, follow=True).content.decode()
    assert "school: ma, di; werkplek: wo, do, vr" in tekst
    antwoord = bea.post(url, {"van": f.dagen(1)})
    assert antwoord.status_code == 422
    assert "minstens één dag" in antwoord.content.decode()
    patroon = mensen.traject.weekpatronen.get()
    assert (patroon.school_dagen, patroon.werkplek_dagen) == ([1, 2], [3, 4, 5])
    bea.post(adres("trajecten:week_weg", patroon.pk))
    assert not mensen.traject.weekpatronen.exists()


def test_de_bladzijde_begint_met_de_week_die_nu_geldt(mensen, client_van, adres):
    url = adres("trajecten:week", mensen.traject.pk)
    zet(mensen, -5, school=[1], werkplek=[4])
    antwoord = client_van("bea").get(url)
    begin = antwoord.context["form"].initial
    assert (begin["school"], begin["werkplek"]) == ([1], [4])
    assert "nu zonder gevolg" not in antwoord.text
    overeenkomst = f.OvereenkomstFactory(
        traject=mensen.traject,
        status="getekend",
        getekend_op=timezone.now(),
        feitelijke_periode=DateRange(f.dagen(0), f.dagen(10)),
    )
    f.UurroosterblokFactory(overeenkomst=overeenkomst, dag=2, plaats="school")
    f.UurroosterblokFactory(overeenkomst=overeenkomst, dag=5, plaats="werkplek")
    antwoord = client_van("bea").get(url)
    begin = antwoord.context["form"].initial
    assert (begin["school"], begin["werkplek"]) == ([2], [5])
    tot = date_format(f.dagen(9), "j F Y")
    assert f"Tot en met {tot} gelden de dagen van dat rooster." in antwoord.text


def test_een_dag_op_twee_plaatsen_vraagt_een_ja_voor_die_dag(mensen, client_van, adres):
    bea, url = client_van("bea"), adres("trajecten:week", mensen.traject.pk)
    velden = {"van": f.dagen(1), "school": ["1", "2"], "werkplek": ["2", "3"]}
    antwoord = bea.post(url, velden)
    assert antwoord.status_code == 422
    assert "Je koos dinsdag bij school en bij de werkplek." in antwoord.text
    anders = velden | {"school": ["3"], "beide": ["dinsdag"]}
    assert bea.post(url, anders).status_code == 422, "een andere dag wordt opnieuw gevraagd"
    assert not mensen.traject.weekpatronen.exists()
    assert bea.post(url, velden | {"beide": ["dinsdag"]}).status_code == 302
    assert mensen.traject.weekpatronen.get().werkplek_dagen == [2, 3]


def test_een_week_kan_niet_voor_het_traject_beginnen(mensen):
    mensen.traject.begindatum = f.dagen(-5)
    with pytest.raises(Weigering, match="Dit traject begint pas op"):
        zet(mensen, -6, school=[1])
    zet(mensen, -5, school=[1])


def test_wie_de_week_wijzigt_leest_welke_termijn_schuift(mensen, client_van, adres):
    """Fewer days of school a week: the twenty of the search take longer; and back again."""
    herbereken([mensen.traject.pk])
    bea, url = client_van("bea"), adres("trajecten:week", mensen.traject.pk)
    velden = {"van": mensen.traject.begindatum, "school": ["1"]}
    heen = bea.post(url, velden, follow=True).text
    assert "“Werkplek zoeken na de start” schuift van" in heen
    weg = bea.post(
        adres("trajecten:week_weg", mensen.traject.weekpatronen.get().pk), follow=True
    ).text
    assert "“Werkplek zoeken na de start” schuift van" in weg


def test_de_telling_zonder_werkplek_volgt_de_week(mensen):
    """Twenty days of two a week take ten weeks."""
    zet(mensen, (mensen.traject.begindatum - f.dagen(0)).days, school=[1, 2])
    herbereken([mensen.traject.pk])
    (taak,) = zonder_werkplek(mensen.bea, Traject.objects.filter(pk=mensen.traject.pk))
    assert "geen opleiding op woensdag" in taak.waarom


def test_een_termijn_die_nooit_eindigt_staat_er_als_niet_te_tellen(mensen, client_van, adres):
    """A school whose calendar closes for years is told, and its pages open."""
    begin = datetime.date(mensen.traject.begindatum.year - 1, 9, 1)
    for n in range(16):
        van = begin + n * datetime.timedelta(days=100)
        tot = van + datetime.timedelta(days=99)
        Kalenderperiode.objects.create(school=mensen.school, naam="dicht", van=van, tot=tot)
    herbereken([mensen.traject.pk])
    tekst = client_van("bea").get(adres("overzichten:start")).content.decode()
    assert "de termijn is niet te tellen" in tekst
    assert "Kijk de kalender van de school en het weekpatroon na." in tekst
