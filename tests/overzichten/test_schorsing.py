"""Where a suspension shows, and to whom."""

import datetime

import pytest

from begeleiding.bezoeken import verdeel
from overeenkomsten.models import Schorsing, Schorsingsreden
from overzichten.agenda import komende_weken
from overzichten.caseload import met_opleiding
from overzichten.dossier import plaatsingen_van
from overzichten.jaar import weken
from overzichten.jaarbeeld import Plek, dagen_van
from overzichten.komend import komende_dagen
from tests import factories as f
from tests.overeenkomsten.test_schorsing import rij
from tests.overzichten.test_agendalink import lees, maak
from tests.overzichten.test_jaarbeeld import plekken
from trajecten.models import Traject
from trajecten.weken import weken_van

pytestmark = pytest.mark.django_db
__all__ = ["maak", "rij"]
EERST, LAATST = datetime.date(2026, 11, 18), datetime.date(2026, 11, 27)


@pytest.fixture
def geschorst(mensen, rij, time_machine) -> Schorsing:
    """On 25 November 2026, a Wednesday: school on Monday and Tuesday."""
    time_machine.move_to("2026-11-25 10:00 +01:00", tick=False)
    m, begin = mensen, datetime.date(2026, 9, 7)
    for lid in m.school.lidmaatschappen.all():
        lid.van = begin
        lid.save()
    m.traject.team.update(van=begin)
    Traject.objects.filter(pk=m.traject.pk).update(begindatum=begin, fase_sinds=begin)
    m.traject.refresh_from_db()
    periode = (begin, datetime.date(2027, 6, 30))
    type(rij).objects.filter(pk=rij.pk).update(feitelijke_periode=periode)
    type(m.plaatsing).objects.filter(pk=m.plaatsing.pk).update(van=begin, tot=periode[1])
    f.WeekpatroonFactory(traject=m.traject, van=begin)
    schorsing = f.SchorsingFactory(overeenkomst=rij, van=EERST, tot=LAATST, door=m.bea)
    f.SchorsingsredenFactory(schorsing=schorsing, grond=m.grond)
    return Schorsing.objects.get(pk=schorsing.pk)


def test_de_werkplek_valt_weg_uit_de_week(mensen, geschorst):
    week = weken_van([mensen.traject.pk])[mensen.traject.pk]
    assert week.op(EERST - datetime.timedelta(days=1)).werkplek == {3, 4, 5}
    assert week.op(EERST) == week.op(LAATST) == ({1, 2}, set())
    assert week.op(LAATST + datetime.timedelta(days=1)).werkplek == {3, 4, 5}
    assert week.zonder_schorsingen().op(EERST).werkplek == {3, 4, 5}


def test_een_andere_overeenkomst_werkt_door(mensen, geschorst):
    rij = geschorst.overeenkomst
    elders = f.OvereenkomstFactory(
        traject=mensen.traject, status="getekend", getekend_op=rij.getekend_op,
        feitelijke_periode=rij.feitelijke_periode,
    )  # fmt: skip
    f.UurroosterblokFactory(overeenkomst=elders, dag=5, plaats="werkplek")
    f.UurroosterblokFactory(overeenkomst=rij, dag=3, plaats="werkplek")
    week = weken_van([mensen.traject.pk])[mensen.traject.pk]
    assert week.op(EERST).werkplek == {5}
    assert week.zonder_schorsingen().op(EERST).werkplek == {3, 5}


def test_het_jaarbeeld_toont_elke_dag_die_wegvalt(mensen, geschorst, client_van, adres):
    blad = adres("overzichten:dossier", mensen.traject.pk) + "?deel=schooljaar"
    for wie in ("bea", "pieter", "els", "lotte"):
        antwoord = client_van(wie).get(blad)
        jaar = antwoord.context["jaar"]
        assert plekken(jaar, "2026-11-17", "2026-11-18", "2026-11-23", "2026-12-02") == [
            Plek.SCHOOL, Plek.GESCHORST, Plek.SCHOOL, Plek.WERKPLEK,
        ]  # fmt: skip
        assert Plek.GESCHORST in jaar.legende
        november = next(maand for maand in jaar.maanden if maand.naam.startswith("november"))
        assert "vanaf 18 november tot en met 27 november" in " ".join(november.bijzonder)
        assert "geschorst bij Bakkerij Cools Beveren" in antwoord.text
        assert "werkplek geschorst" in antwoord.text
        assert "Klein verlet" not in antwoord.text, wie


def test_zonder_laatste_dag_gaat_het_door(mensen, geschorst):
    Schorsing.objects.update(tot=None)
    dagen = dagen_van(mensen.bea, mensen.traject, LAATST, LAATST + datetime.timedelta(days=30))
    assert {dag.plek for dag in dagen} & {Plek.GESCHORST, Plek.WERKPLEK} == {Plek.GESCHORST}


def test_de_strook_bovenaan_het_dossier(mensen, geschorst, client_van, adres):
    Schorsing.objects.update(van=datetime.date(2026, 11, 16))
    plekken_ = [p for p in plaatsingen_van(mensen.bea, mensen.traject) if p.vestiging_id]
    strook = weken(mensen.school, mensen.traject, plekken_)
    soorten = {week["titel"].partition(":")[0]: week["soort"] for week in strook}
    assert soorten["week van 16 november"] == "geschorst"
    assert soorten["week van 23 november"] == "geschorst"
    assert soorten["week van 30 november"] == "werkplek"
    tekst = client_van("bea").get(adres("overzichten:dossier", mensen.traject.pk)).text
    assert "geschorst tot en met 27 november 2026" in tekst
    assert "Klein verlet" not in tekst


def test_de_volgende_dagen_van_leerling_en_ouder(mensen, geschorst):
    traject = met_opleiding(Traject.objects.all()).get(pk=mensen.traject.pk)
    plekken_ = [p for p in plaatsingen_van(mensen.lotte, traject) if p.vestiging_id]
    waar = f"niet bij {mensen.vestiging}: de overeenkomst is geschorst"
    zinnen = [f"{dag.wanneer}: {dag.wat}" for dag in komende_dagen(mensen.lotte, traject, plekken_)]
    assert zinnen[:3] == [
        f"tot en met vrijdag 27 november: je werkt {waar}",
        "maandag 30 november: op school",
        "dinsdag 1 december: op school",
    ]
    Schorsing.objects.update(tot=None)
    plekken_ = plaatsingen_van(mensen.els, traject)
    (dag, *_) = komende_dagen(mensen.els, traject, plekken_)
    assert (dag.wanneer, dag.wat) == ("nu", f"Lotte werkt {waar}")


@pytest.mark.parametrize(
    ("wie", "zin"), [("lotte", "Je werkt"), ("els", "Lotte werkt"), ("mo", "Lotte werkt")]
)
def test_op_de_eenvoudige_bladzijde(wie, zin, mensen, geschorst, client_van, adres):
    tekst = client_van(wie).get(adres("overzichten:dossier", mensen.traject.pk)).text
    hoelang = "de overeenkomst is geschorst tot en met 27 november 2026."
    assert f"{zin} nu niet bij Bakkerij Cools Beveren: {hoelang}" in tekst
    assert "Klein verlet" not in tekst


def test_in_de_lijst_en_bij_de_overeenkomsten(mensen, geschorst, client_van, adres):
    lijst, deel = adres("overzichten:leerlingen"), adres("overzichten:dossier", mensen.traject.pk)
    for wie in ("bea", "pieter", "coen"):
        client = client_van(wie)
        assert "geschorst tot en met 27 nov" in client.get(lijst).text, wie
        assert "geschorst tot en met 27 november" in client.get(f"{deel}?deel=overeenkomsten").text


def test_de_grond_alleen_voor_wie_overeenkomsten_bijhoudt(mensen, geschorst, client_van, adres):
    blad = adres("overeenkomsten:overeenkomst", geschorst.overeenkomst_id)
    for wie in ("bea", "coen", "ada"):
        assert "Klein verlet: Afgesproken" in client_van(wie).get(blad).text, wie
    for wie in ("pieter", "lea", "mo", "els", "lotte"):
        tekst = client_van(wie).get(blad).text
        assert "Van 18 november 2026 tot en met 27 november 2026" in tekst, wie
        assert "Klein verlet" not in tekst, wie
        assert "Hervatten" not in tekst, wie
        assert not Schorsingsreden.objects.zichtbaar_voor(getattr(mensen, wie)).exists()


def test_de_komende_weken_van_de_begeleider(mensen, geschorst):
    gezien = Traject.objects.zichtbaar_voor(mensen.bea)
    weer = [a for a in komende_weken(mensen.bea, gezien) if "weer" in a.wat]
    assert [(a.dag, a.wat) for a in weer] == [
        (datetime.date(2026, 11, 28), f"werkt weer bij {mensen.vestiging}")
    ]
    Schorsing.objects.update(van=datetime.date(2026, 12, 3), tot=None)
    komt = [a.wat for a in komende_weken(mensen.bea, gezien)]
    assert f"geschorst bij {mensen.vestiging}" in komt


def test_in_de_eigen_agenda(mensen, geschorst, maak):
    for wie in ("bea", "pieter"):
        (uid,) = [uid for uid in lees(maak(wie)) if uid.startswith("schorsing-")]
        gebeurtenis = lees(maak(wie))[uid]
        assert str(gebeurtenis["summary"]).endswith(": overeenkomst geschorst")
        assert gebeurtenis["dtstart"].dt == EERST
        assert gebeurtenis["dtend"].dt == LAATST + datetime.timedelta(days=1)
        assert "verlet" not in str(dict(gebeurtenis))
    assert not [uid for uid in lees(maak("coen")) if uid.startswith("schorsing-")]


def test_een_bezoek_wordt_niet_voorgesteld_op_een_dag_die_wegvalt(mensen, geschorst):
    def dag() -> datetime.date:
        vanaf = datetime.date(2026, 11, 25)
        voorstel = verdeel([mensen.traject], vanaf=vanaf, per_dag=1, lid=mensen.bea)
        return voorstel.bezoeken[0].dag

    assert dag() == datetime.date(2026, 12, 2)
    mensen.traject.weekpatronen.all().delete()
    assert dag() == datetime.date(2026, 11, 30), "zonder gekende dagen de eerste dag met opleiding"
    Schorsing.objects.all().update(tot=datetime.date(2026, 11, 24))
    assert dag() == datetime.date(2026, 11, 25)
