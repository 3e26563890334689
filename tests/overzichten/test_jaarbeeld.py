"""The school year of a traject at a glance."""

import datetime
from types import SimpleNamespace

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from gebruikers.rollen import Rol
from overeenkomsten.statussen import Status
from overzichten.jaarbeeld import Plek
from tests import factories as f
from tests.overzichten.zaken import overeenkomst
from tests.toegang import PERSOON
from tests.trajecten.einde import zet_stop
from trajecten import acties_fase
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db
DAG = datetime.timedelta(days=1)
BEGIN, OKTOBER, EINDE = (datetime.date(2026, *md) for md in ((9, 7), (10, 1), (12, 31)))


@pytest.fixture
def blad(mensen, client_van, adres, time_machine):
    """Lotte's file in the autumn of 2026: two days at school, three at the workplace."""
    time_machine.move_to("2026-11-25 10:00 +01:00", tick=False)
    for lid in mensen.school.lidmaatschappen.all():
        lid.van = BEGIN
        lid.save()
    mensen.traject.begindatum, mensen.traject.fase_sinds = BEGIN, BEGIN
    mensen.traject.save()
    f.WeekpatroonFactory(traject=mensen.traject, van=BEGIN)
    mensen.traject.team.update(van=BEGIN)
    url = adres("overzichten:dossier", mensen.traject.pk)

    def open_blad(wie: str = "bea", vraag: str = "") -> SimpleNamespace:
        antwoord = client_van(wie).get(f"{url}?deel=schooljaar{vraag}")
        jaar = antwoord.context.get("jaar")
        return SimpleNamespace(jaar=jaar, tekst=antwoord.content.decode())

    return open_blad


def plekken(jaar, *dagen: str) -> list[Plek]:
    per_dag = {dag.op: dag.plek for dag in jaar.dagen}
    return [per_dag[datetime.date.fromisoformat(dag)] for dag in dagen]


def test_elke_dag_van_het_schooljaar(mensen, blad):
    for soort, dag, zoals in (("extra_muros", "2026-11-26", None), ("lesdag", "2026-11-27", 1)):
        mensen.school.kalenderperiodes.create(soort=soort, naam="x", van=dag, tot=dag, zoals=zoals)
    mensen.school.kalenderperiodes.create(naam="herfstvakantie", van="2026-11-02", tot="2026-11-08")
    mensen.school.kalenderperiodes.create(naam="eigen dag", van="2026-10-05", tot="2026-10-05")
    jaar = blad().jaar
    assert len(jaar.dagen) == 365
    assert plekken(jaar, "2026-09-04", "2026-09-07", "2026-09-09", "2026-09-12") == [
        Plek.BUITEN, Plek.SCHOOL, Plek.WERKPLEK, Plek.NIETS,
    ]  # fmt: skip
    assert plekken(jaar, "2026-11-03", "2026-11-08", "2026-11-26", "2026-11-27") == [
        Plek.VRIJ, Plek.NIETS, Plek.SCHOOL, Plek.BEIDE,
    ]  # fmt: skip
    november = jaar.maanden[2]
    assert november.naam == "november 2026"
    assert (november.school, november.werkplek, november.vrij) == (9, 8, 5)
    assert november.bijzonder == ["herfstvakantie"]
    voor_lotte = blad("lotte")
    assert "herfstvakantie" in voor_lotte.tekst
    assert "eigen dag" not in voor_lotte.tekst, "de kalender zelf is voor de school"
    assert "eigen dag" in blad().tekst
    assert "week van 2 november: herfstvakantie" in voor_lotte.tekst


def test_na_het_einde_leert_men_niet_meer(mensen, blad):
    zet_stop(mensen.traject, door=mensen.bea, op=timezone.localdate())
    jaar = blad().jaar
    assert plekken(jaar, "2026-11-25", "2026-11-26") == [Plek.WERKPLEK, Plek.BUITEN]
    assert (jaar.vorig, jaar.volgend) == (None, None)


def test_een_open_traject_loopt_door_na_de_voorziene_einddatum(mensen, blad):
    mensen.traject.begindatum = datetime.date(2025, 9, 1)
    mensen.traject.einddatum = datetime.date(2026, 6, 30)
    mensen.traject.save()
    jaar = blad().jaar
    assert jaar.begin == 2026
    assert plekken(jaar, "2026-11-25", "2026-11-26") == [Plek.WERKPLEK, Plek.BUITEN]


def test_overeenkomsten_zolang_ze_echt_lopen(mensen, blad):
    """From signing on, and no longer than its real end."""
    rij = overeenkomst(mensen, mensen.traject, begindatum=OKTOBER, einddatum=EINDE)
    assert blad().jaar.overeenkomsten == []
    rij.status, rij.getekend_op = Status.GETEKEND, timezone.now()
    rij.feitelijke_periode = DateRange(OKTOBER, datetime.date(2026, 11, 15), "[]")
    rij.save()
    deze = blad()
    [balk] = deze.jaar.overeenkomsten
    assert (balk.van, balk.tot, balk.nummer) == (OKTOBER, datetime.date(2026, 11, 15), 1)
    assert deze.tekst.count(f"{balk.naam}, van 1 oktober 2026 tot en met 15 november 2026") >= 3
    assert [maand.bijzonder[-1] for maand in deze.jaar.maanden[1:3]] == [
        "overeenkomst 1 vanaf 1 oktober",
        "overeenkomst 1 tot en met 15 november",
    ]
    assert "overeenkomst" not in str(deze.jaar.maanden[3])


def test_onderbrekingen_volgen_de_fase(mensen, blad, client_van):
    traject, dagen = mensen.traject, [datetime.date(2026, 11, dag) for dag in (2, 9, 16)]
    mensen.traject.fase = Fase.LOPEND
    mensen.traject.save()
    ziek = f.EinderedenFactory(school=mensen.school, van=dagen[0])
    for fase, op in zip([Fase.ONDERBROKEN, Fase.LOPEND, Fase.ONDERBROKEN], dagen, strict=True):
        wat = {"op": op, "reden": "Lang ziek.", "eindereden": ziek}
        acties_fase.verplaats_fase(traject, fase, door=mensen.bea, **wat)
    balken = blad().jaar.onderbrekingen
    assert [(balk.van, balk.tot) for balk in balken] == [
        (dagen[0], dagen[1] - DAG),
        (dagen[2], None),
    ]
    voor_lotte = blad("lotte")
    assert "onderbroken, vanaf 16 november 2026" in voor_lotte.tekst
    assert "onderbroken" not in str(voor_lotte.jaar.maanden[3]), "verder dan vandaag weten we niet"
    acties_fase.draai_fase_terug(traject, door=mensen.coen, reden="Vergissing.")
    assert [balk.van for balk in blad().jaar.onderbrekingen] == [dagen[0]]


@pytest.mark.parametrize("rol", [rol for rol in PERSOON if rol != Rol.BEHEERDER])
def test_wie_het_jaar_ziet(rol, mensen, blad):
    """Who knows the agreements with one company only does not learn of the days at another; the
    last days of terms are for who keeps them."""
    f.TermijnFactory(traject=mensen.traject, einde="2026-12-10")
    jaar = blad(PERSOON[rol]).jaar
    if rol in (Rol.MENTOR, Rol.EXTERNE):
        assert jaar is None
    else:
        assert len(jaar.termijnen) == (rol not in (Rol.LEERLING, Rol.OUDER))


@pytest.mark.parametrize(
    ("vraag", "naam", "vorig", "volgend"),
    [
        ("", "2026-2027", None, 2027),
        ("&schooljaar=2027", "2027-2028", 2026, None),
        ("&schooljaar=2020", "2026-2027", None, 2027),
        ("&schooljaar=2031", "2027-2028", 2026, None),
        ("&schooljaar=zot", "2026-2027", None, 2027),
    ],
)
def test_het_adres_kiest_het_schooljaar(vraag, naam, vorig, volgend, blad):
    deze = blad(vraag=vraag)
    assert (deze.jaar.naam, deze.jaar.vorig, deze.jaar.volgend) == (naam, vorig, volgend)
    assert ("<title>vandaag</title>" in deze.tekst) == (naam == "2026-2027")
    assert (f"schooljaar={volgend}#jaar" in deze.tekst) == (volgend is not None)


def test_de_tekening_heeft_woorden(mensen, blad):
    f.TermijnFactory(traject=mensen.traject, einde="2026-12-10")
    tekst = blad().tekst
    assert "<title>september 2026 tot en met februari 2027</title><desc>" in tekst
    assert "week van 9 november: 2 dagen school, 2 dagen werkplek, Wapenstilstand" in tekst
    assert ": 10 december</title>" in tekst
    assert "laatste dag van een termijn" in tekst
