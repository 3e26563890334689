"""Visits to several learners at once: who gets which day, one press, and back again."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from begeleiding import acties_contact
from begeleiding.bezoeken import maak_ongedaan, plan_bezoeken, stempels, verdeel
from begeleiding.models import Contactmoment
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten.fases import Fase
from trajecten.models import Kalenderperiode

pytestmark = pytest.mark.django_db
MAANDAG = f.dagen(7) + (7 - f.dagen(7).weekday()) * datetime.timedelta(days=1)


def dag(n: int) -> datetime.date:
    """The n-th day after that Monday."""
    return MAANDAG + n * datetime.timedelta(days=1)


@pytest.fixture
def werkt(mensen):
    """A learner who works on Wednesday, Thursday and Friday, in a year without holidays."""
    verweg = f.dagen(900)
    Kalenderperiode.objects.create(school=mensen.school, naam="x", van=verweg, tot=verweg)
    for begin in {MAANDAG.year - 1, MAANDAG.year, MAANDAG.year + 1}:
        vast = datetime.date(begin, 9, 1)
        Kalenderperiode.objects.create(
            school=mensen.school, naam="startdag", van=vast, tot=vast, soort="extra_muros"
        )

    def maak(**plaats):
        traject = zaak(mensen, fase=Fase.LOPEND)
        f.WeekpatroonFactory(traject=traject)
        f.PlaatsingFactory(traject=traject, tot=f.dagen(200), **plaats)
        return traject

    return maak


def test_gespreid_over_dagen_op_de_werkplek(mensen, werkt):
    trajecten = [werkt() for _ in range(5)]
    Kalenderperiode.objects.create(school=mensen.school, naam="brugdag", van=dag(3), tot=dag(3))
    verdeling = verdeel(trajecten, vanaf=MAANDAG, per_dag=2, lid=mensen.bea)
    assert [b.traject for b in verdeling.bezoeken] == trajecten, "in de volgorde van de lijst"
    assert [b.dag for b in verdeling.bezoeken] == [dag(2), dag(2), dag(4), dag(4), dag(9)]
    assert verdeling.niet == []


def test_wat_men_die_dag_al_heeft_telt_mee(mensen, werkt):
    """Of one's own, at a workplace: a call takes no trip."""
    trajecten = [werkt() for _ in range(4)]
    wat = {"traject": mensen.traject, "staat": "gepland", "door": mensen.bea}
    bezoek = {"soort": "bezoek", "plaatsing": mensen.plaatsing}
    f.ContactmomentFactory(**wat, **bezoek, dag=dag(2))
    f.ContactmomentFactory(**wat, soort="driehoek", dag=dag(3))
    f.ContactmomentFactory(**wat, **bezoek, lezers="moment_vertrouwelijk", dag=dag(3))
    f.ContactmomentFactory(**wat, **bezoek, dag=dag(3))
    f.ContactmomentFactory(**wat, dag=dag(4))
    f.ContactmomentFactory(**wat | {"door": mensen.pieter}, **bezoek, dag=dag(4))
    keuze = {"vanaf": MAANDAG, "lid": mensen.bea}
    gespreid = [b.dag for b in verdeel(trajecten, per_dag=2, **keuze).bezoeken]
    assert gespreid == [dag(2), dag(4), dag(4), dag(9)]
    assert len(verdeel(trajecten, per_dag=0, **keuze).bezoeken) == 4, "allemaal op die dag"


def test_wie_geen_bezoek_krijgt_en_waarom(mensen, werkt):
    zonder, klaar, al = zaak(mensen), werkt(), werkt()
    stil, later = werkt(), werkt(van=dag(10))
    klaar.fase = Fase.AFGEROND
    klaar.save()
    wat = {"soort": "bezoek", "staat": "gepland", "dag": dag(1)}
    f.ContactmomentFactory(traject=al, plaatsing=al.plaatsingen.get(), door=mensen.bea, **wat)
    f.ContactmomentFactory(
        traject=stil, plaatsing=stil.plaatsingen.get(), door=mensen.pieter,
        lezers="moment_vertrouwelijk", **wat,
    )  # fmt: skip
    trajecten = [zonder, klaar, al, stil, later]
    verdeling = verdeel(trajecten, vanaf=MAANDAG, per_dag=2, lid=mensen.bea)
    assert {t: w.partition(" op ")[0] for t, w in verdeling.niet} == {
        zonder: "heeft dan geen werkplek",
        klaar: "is afgerond",
        al: "heeft al een bezoek",
    }
    gekregen = {b.traject: b.dag for b in verdeling.bezoeken}
    assert gekregen == {stil: dag(2), later: dag(10)}, "een vertrouwelijk bezoek verraadt niets"
    een_dag = verdeel(trajecten, vanaf=MAANDAG, per_dag=0, lid=mensen.bea)
    assert [(b.traject, b.dag, b.op_de_werkplek) for b in een_dag.bezoeken] == [
        (stil, MAANDAG, False)
    ]
    assert dict(een_dag.niet)[later] == "heeft dan geen werkplek"


def test_van_een_bezoek_dat_voorbij_is_zegt_men_eerst_hoe_het_ging(mensen, werkt):
    traject = werkt()
    f.ContactmomentFactory(
        traject=traject, plaatsing=traject.plaatsingen.get(), door=mensen.bea, soort="bezoek",
        staat="gepland", dag=f.dagen(-2),
    )  # fmt: skip
    [(_, waarom)] = verdeel([traject], vanaf=MAANDAG, per_dag=2, lid=mensen.bea).niet
    dag = date_format(f.dagen(-2), "j F Y")
    assert waarom == f"had een bezoek op {dag}: zeg eerst of het doorging"


def test_voorstel_een_druk_en_terug(mensen, werkt, client_van, adres):
    een, twee = werkt(), werkt()
    bea = client_van("bea")
    blad = f"{adres('overzichten:bezoeken')}?traject={een.pk}&traject={twee.pk}"
    blad += f"&traject={mensen.vera_traject.pk}"
    keuze = {"vanaf": MAANDAG.isoformat(), "per_dag": "1", "lezers": "moment_gedeeld"}
    toon = bea.post(blad, keuze | {"toon": "1"})
    assert [b.traject for b in toon.context["verdeling"].bezoeken] == [een, twee], "niet van Vera"
    assert toon.text.count('type="radio"') == 2, "wie het leest, wordt niet afgekapt"
    assert not Contactmoment.objects.exists()
    gezien = toon.context["verdeling"].afdruk
    antwoord = bea.post(blad, keuze | {"gezien": gezien})
    gepland = list(Contactmoment.objects.order_by("dag"))
    assert [(m.traject, m.dag, m.lezers, m.door, m.staat) for m in gepland] == [
        (een, dag(2), "moment_gedeeld", mensen.bea, "gepland"),
        (twee, dag(3), "moment_gedeeld", mensen.bea, "gepland"),
    ]
    weer = bea.post(blad, keuze | {"gezien": gezien})
    assert weer.status_code == 422
    assert "Intussen veranderde er iets." in weer.text
    assert Contactmoment.objects.count() == 2, "nog eens drukken plant niets dubbel"
    klaar = bea.get(antwoord.url)
    assert str(twee.leerling) in klaar.text
    terug = {"moment": [moment.pk for moment in gepland], "gezien": klaar.context["gezien"]}
    client_van("pieter").post(adres("begeleiding:ongedaan"), terug)
    assert Contactmoment.objects.count() == 2, "alleen wie ze plande"
    acties_contact.houd(verplaats(gepland[0], f.dagen(0)), door=mensen.bea)
    weg = bea.post(adres("begeleiding:ongedaan"), terug)
    [zin] = [str(m) for m in get_messages(weg.wsgi_request)]
    assert zin.startswith("1 bezoek is weer weg. Dit veranderde intussen en bleef staan: ")
    assert str(een.leerling) in zin
    assert list(Contactmoment.objects.all()) == gepland[:1]
    assert "Niets gepland" in bea.get(antwoord.url).text


@pytest.mark.parametrize("knop", [{"toon": "1"}, {}], ids=["toon", "enter"])
def test_een_andere_dag_vragen_plant_niets_en_zegt_wie_er_dan_niet_werkt(
    mensen, werkt, client_van, adres, knop
):
    traject = werkt()
    blad, bea = f"{adres('overzichten:bezoeken')}?traject={traject.pk}", client_van("bea")
    keuze = {"vanaf": MAANDAG.isoformat(), "per_dag": "1", "lezers": "moment_team"}
    toon = bea.post(blad, keuze | {"toon": "1"})
    gezien = {"gezien": toon.context["verdeling"].afdruk, "voor": toon.context["form"].voor}
    later = keuze | gezien | {"vanaf": f.dagen(300).isoformat()}
    antwoord = bea.post(blad, later | knop)
    assert antwoord.status_code == 200
    assert "Intussen veranderde" not in antwoord.text
    assert f"{traject.leerling} heeft dan geen werkplek" in antwoord.text
    assert not Contactmoment.objects.exists()
    if knop:
        bea.post(blad, keuze | gezien | knop)
        assert not Contactmoment.objects.exists(), "tonen plant niet"


def verplaats(moment: Contactmoment, dag: datetime.date) -> Contactmoment:
    Contactmoment.objects.filter(pk=moment.pk).update(dag=dag)
    return moment


def test_ongedaan_maken_neemt_niets_anders_weg(mensen, werkt):
    """Not what was changed since, and no other contact; and only of who may write."""
    traject = werkt()
    wat = {"traject": traject, "staat": "gepland", "dag": dag(1), "door": mensen.bea}
    bezoek = f.ContactmomentFactory(**wat, soort="bezoek", plaatsing=traject.plaatsingen.get())
    ander = f.ContactmomentFactory(**wat)
    gehouden = f.ContactmomentFactory(
        traject=traject, soort="bezoek", plaatsing=bezoek.plaatsing, door=mensen.bea
    )
    pks = [bezoek.pk, ander.pk, gehouden.pk]
    gezien = stempels([bezoek, ander, gehouden])
    verzet = acties_contact.verzet(bezoek, dag=dag(2), door=mensen.bea)
    with pytest.raises(Weigering, match="Er ging niets weg"):
        maak_ongedaan(pks, gezien=gezien, door=mensen.bea)
    gezien = stempels([verzet, ander, gehouden])
    mensen.bea.rol = Rol.LEERKRACHT
    with pytest.raises(PermissionDenied):
        maak_ongedaan(pks, gezien=gezien, door=mensen.bea)
    mensen.bea.rol = Rol.BEGELEIDER
    assert maak_ongedaan(pks, gezien=gezien, door=mensen.bea) == (1, [gehouden])
    assert set(Contactmoment.objects.all()) == {ander, gehouden}


def test_voor_wie_er_geen_dag_overblijft(mensen, werkt):
    kort = werkt()
    kort.plaatsingen.update(tot=dag(1))
    [(_, waarom)] = verdeel([kort], vanaf=MAANDAG, per_dag=2, lid=mensen.bea).niet
    assert waarom == "heeft de komende 120 dagen geen dag op de werkplek waarop nog plaats is"


def test_bij_een_organisatie_is_er_geen_mentor(mensen, werkt):
    organisatie = f.OrganisatieFactory(school=mensen.school)
    trajecten = [werkt(), werkt(vestiging=None, mentor=None, organisatie=organisatie)]
    keuze = {"vanaf": MAANDAG, "per_dag": 0}
    gezien = verdeel(trajecten, **keuze, lid=mensen.bea).afdruk
    gepland = plan_bezoeken(
        trajecten, **keuze, lezers="moment_team", gezien=gezien, door=mensen.bea
    )
    assert [moment.met for moment in gepland] == [["leerling", "mentor"], ["leerling"]]


@pytest.mark.parametrize(
    "wat", [{"vanaf": f.dagen(-1).isoformat()}, {"per_dag": "9"}, {"vanaf": "x"}]
)
def test_wat_niet_kan(mensen, werkt, client_van, adres, wat):
    keuze = {"vanaf": MAANDAG.isoformat(), "per_dag": "1", "lezers": "moment_team"} | wat
    blad = f"{adres('overzichten:bezoeken')}?traject={werkt().pk}"
    assert client_van("bea").post(blad, keuze | {"gezien": ""}).status_code == 422
    keuze = {"vanaf": f.dagen(-1), "per_dag": 0, "lezers": "moment_team", "gezien": ""}
    for anders in ({}, {"vanaf": MAANDAG}):
        trajecten = [mensen.vera_traject] if anders else [mensen.traject]
        with pytest.raises(Weigering):
            plan_bezoeken(trajecten, **keuze | anders, door=mensen.bea)


def test_verdelen_en_plannen_kost_niet_per_leerling(mensen, werkt):
    def vragen(aantal: int) -> int:
        trajecten = [werkt() for _ in range(aantal)]
        keuze = {"vanaf": MAANDAG, "per_dag": 2}
        gezien = verdeel(trajecten, **keuze, lid=mensen.bea).afdruk
        with CaptureQueriesContext(connection) as vangst:
            plan_bezoeken(trajecten, **keuze, lezers="moment_team", gezien=gezien, door=mensen.bea)
        return len(vangst)

    assert vragen(1) == vragen(9)
