"""Drawing an amendment up and sending it: on what, what it may be, and what stands in its way."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange

from gebruikers.overgang import Weigering
from overeenkomsten import acties, acties_wijziging
from overeenkomsten.acties_controles import bewaar_strengheden
from overeenkomsten.forms_wijziging import WijzigingForm
from overeenkomsten.models import Overeenkomst, Uurroosterblok, Wijziging
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.voor_en_na import verschillen
from tests import factories as f
from tests.invullen import ingevuld
from tests.overeenkomsten import zaken
from tests.overeenkomsten.zaken import (
    bied_aan,
    bied_wijziging_aan,
    getekende_wijziging,
    klaar,
    lopend,
    stop,
    wijziging,
)
from trajecten.openstaand import houdt_tegen

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen):
    return lopend(mensen)


def mentor(rij):
    return f.MentorFactory(vestiging=rij.vestiging, voornaam="Nieuwe", naam="Mentor")


def test_alleen_wat_getekend_is_en_loopt_wordt_gewijzigd(mensen, rij):
    with pytest.raises(Weigering, match="Alleen een getekende"):
        wijziging(mensen, klaar(mensen), uren_school=8)
    open_ = wijziging(mensen, rij, uren_school=8)
    stop(mensen, rij, 5)
    with pytest.raises(Weigering, match="stopt vroeger"):
        wijziging(mensen, rij, uren_school=8)
    with pytest.raises(Weigering, match="stopt vroeger"):
        bied_wijziging_aan(mensen, open_)
    voorbij = lopend(mensen, van=-90, tot=-40)
    with pytest.raises(Weigering, match="liep tot en met"):
        wijziging(mensen, voorbij, uren_school=8)


def test_wie_niet_schrijft_wijzigt_niet(mensen, rij):
    with pytest.raises(Weigering, match="Met jouw rol kan je dit niet"):
        acties_wijziging.maak(
            Wijziging(overeenkomst=rij, vanaf=f.dagen(5), reden="x", uren_school=8),
            door=mensen.pieter,
        )


def test_de_verschillen_staan_veld_per_veld_en_liggen_vast_bij_het_versturen(mensen, rij):
    nieuw = mentor(rij)
    rijen = wijziging(
        mensen, rij, mentor=nieuw, uren_school=Decimal("8.5"), vergoeding_cent=70000,
        einddatum=f.dagen(220),
    )  # fmt: skip
    woorden = [str(verschil) for verschil in verschillen(rijen)]
    assert f"mentor: {rij.mentor} wordt Nieuwe Mentor" in woorden
    assert "uren op school: 10 uur per week wordt 8 u. 30 per week" in woorden
    assert any("662,60" in woord and "700,00" in woord for woord in woorden)
    assert [wat.value for wat in rijen.wat] == ["mentor", "periode", "uren", "vergoeding"]
    verstuurd_ = bied_wijziging_aan(mensen, rijen)
    type(nieuw).objects.filter(pk=nieuw.pk).update(voornaam="Hernoemde")
    assert [str(v) for v in verschillen(Wijziging.objects.get(pk=verstuurd_.pk))] == woorden


def test_alleen_wie_het_aangaat_tekent(mensen, rij):
    geld = bied_wijziging_aan(mensen, wijziging(mensen, rij, vergoeding_cent=70000))
    partijen = [p.partij for p in geld.huidige_ondertekenaars]
    assert partijen == [Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING]


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({}, "Er verandert niets"),
        ({"uren_school": 10}, "Er verandert niets"),
        ({"vanaf": -40, "uren_school": 8}, "Laat de wijziging ingaan tussen"),
        ({"vanaf": 201, "uren_school": 8}, "Laat de wijziging ingaan tussen"),
        ({"uren_werkplek": 12}, "hoort een andere soort overeenkomst"),
        ({"uren_school": 8, "vertegenwoordiger": None}, "wie tekent voor de onderneming"),
        ({"uren_school": 8, "ouder": None}, "welke ouder met gezag tekent"),
        ({"uren_school": 8, "tekent_voor_school": None}, "wie tekent voor de school"),
    ],
)
def test_wat_versturen_tegenhoudt(mensen, rij, velden, zin):
    concept = wijziging(mensen, rij, **velden)
    assert any(zin in punt for punt in zaken.houdt_tegen(concept))
    with pytest.raises(Weigering, match=zin):
        bied_wijziging_aan(mensen, concept)


def test_een_mentor_van_elders_kan_niet(mensen, rij):
    elders = f.VestigingFactory(onderneming=rij.vestiging.onderneming)
    f.ErkenningFactory(vestiging=elders, opleiding=rij.opleiding)
    with pytest.raises(Weigering, match="Kies een mentor van"):
        bied_wijziging_aan(mensen, wijziging(mensen, rij, vestiging=elders))


def test_wat_een_overeenkomst_tegenhoudt_houdt_ook_haar_wijziging_tegen(mensen, rij):
    """A recognition that is over, and a minor at work late: as severe as the school has them."""
    elders = f.VestigingFactory(onderneming=rij.vestiging.onderneming)
    f.ErkenningFactory(vestiging=elders, opleiding=rij.opleiding, tot=f.dagen(-1))
    verhuist = wijziging(mensen, rij, vestiging=elders, mentor=f.MentorFactory(vestiging=elders))
    assert any("niet erkend voor" in zin for zin in zaken.houdt_tegen(verhuist))
    laat = wijziging(mensen, rij)
    blok = {"plaats": "werkplek", "van": datetime.time(16), "tot": datetime.time(23)}
    acties_wijziging.bewaar(laat, door=mensen.bea, uurrooster=[Uurroosterblok(dag=3, **blok)])
    laat = Wijziging.objects.get(pk=laat.pk)
    assert any("om 23.00, na 20 uur" in zin for zin in zaken.houdt_tegen(laat))
    bewaar_strengheden(mensen.school, {"minderjarig": "waarschuwt"}, door=mensen.coen)
    assert not any("23.00" in zin for zin in zaken.houdt_tegen(laat))


def test_een_andere_dag_kiezen_draait_niets_terug(mensen, rij):
    """What the form showed of another day, and nobody touched, is no change."""
    getekende_wijziging(mensen, rij, 30, mentor=mentor(rij))
    concept = wijziging(mensen, rij, 10, uren_school=8)
    form = WijzigingForm(instance=Wijziging.objects.get(pk=concept.pk), lid=mensen.bea)
    velden = ingevuld(form, vanaf=f.dagen(60), uren_school="7")
    form = WijzigingForm(velden, instance=Wijziging.objects.get(pk=concept.pk), lid=mensen.bea)
    assert form.is_valid(), form.errors
    assert [wat.value for wat in form.instance.wat] == ["uren"]
    assert (form.instance.mentor, form.instance.uren_school) == (None, 7)


def test_een_wijziging_van_een_stage_is_te_bewerken(mensen):
    """Whose form has no allowance."""
    concept = wijziging(mensen, lopend(mensen, soort="sao", uren_werkplek=12), uren_school=8)
    velden = ingevuld(WijzigingForm(instance=concept, lid=mensen.bea), uren_school="7")
    form = WijzigingForm(velden, instance=concept, lid=mensen.bea)
    assert form.is_valid(), form.errors
    assert form.instance.uren_school == 7


def test_de_reden_leest_wie_het_document_leest(mensen, rij, client_van):
    rijen = getekende_wijziging(mensen, rij, uren_school=8)
    assert "Afgesproken." in client_van("lotte").get(rijen.get_absolute_url()).text
    pieter = client_van("pieter").get(rijen.get_absolute_url()).text
    assert "8 uur per week" in pieter
    assert "Afgesproken." not in pieter
    getekende_wijziging(mensen, rij, 20, vergoeding_cent=70000, uren_school=9)
    titels = [client_van(wie).get(rij.get_absolute_url()).text for wie in ("pieter", "lotte")]
    assert ["Uren en leervergoeding" in titel for titel in titels] == [False, True]


def test_twee_wijzigingen_van_hetzelfde(mensen, rij):
    eerste = bied_wijziging_aan(mensen, wijziging(mensen, rij, 20, uren_school=8))
    with pytest.raises(Weigering, match="wacht nog op handtekeningen"):
        bied_wijziging_aan(mensen, wijziging(mensen, rij, 30, uren_school=7))
    bied_wijziging_aan(mensen, wijziging(mensen, rij, 20, vergoeding_cent=70000))
    acties_wijziging.trek_in(eerste, reden="Anders.", door=mensen.bea)
    getekende_wijziging(mensen, rij, 20, uren_school=8)
    for dag in (20, 10):
        with pytest.raises(Weigering, match="wijzigt de uren al vanaf"):
            bied_wijziging_aan(mensen, wijziging(mensen, rij, dag, uren_school=6))
    later = getekende_wijziging(mensen, rij, 21, uren_school=6)
    assert later.tekenversie.inhoud["verschillen"][0]["oud"] == "8 uur per week"


def test_de_databank_laat_geen_twee_toe_op_een_dag(mensen, rij):
    velden = {"overeenkomst": rij, "vanaf": f.dagen(20), "status": Status.TER_ONDERTEKENING}
    f.WijzigingFactory(**velden)
    f.WijzigingFactory(**velden, uren_school=None, mentor=rij.mentor)
    with pytest.raises(IntegrityError, match="een_uren_per_dag"), transaction.atomic():
        f.WijzigingFactory(**velden, uren_werkplek=30)
    with pytest.raises(IntegrityError, match="einde_na_vanaf"), transaction.atomic():
        f.WijzigingFactory(overeenkomst=rij, vanaf=f.dagen(9), einddatum=f.dagen(8))


def test_verstuurd_wordt_wat_op_de_bladzijde_stond(mensen, rij):
    """The old value changed since the page was opened."""
    concept = wijziging(mensen, rij, 30, uren_school=6)
    gezien = acties_wijziging.afdruk(concept)
    getekende_wijziging(mensen, rij, 20, uren_school=8)
    with pytest.raises(Weigering, match="Intussen veranderde er iets"):
        acties_wijziging.bied_aan(concept, gezien=gezien, door=mensen.bea)


def test_twee_begeleiders_aan_een_concept(mensen, rij):
    concept = wijziging(mensen, rij, uren_school=8)
    ander = Wijziging.objects.get(pk=concept.pk)
    ander.uren_school = 7
    acties_wijziging.bewaar(ander, door=mensen.coen)
    concept.uren_school = 6
    with pytest.raises(Weigering, match="Iemand anders bewaarde dit"):
        acties_wijziging.bewaar(concept, door=mensen.bea)
    assert Wijziging.objects.get(pk=concept.pk).uren_school == 7


def test_een_concept_dat_nooit_verstuurd_is_kan_weg(mensen, rij):
    acties_wijziging.verwijder(wijziging(mensen, rij, uren_school=8), door=mensen.bea)
    assert not Wijziging.objects.exists()
    gestuurd = bied_wijziging_aan(mensen, wijziging(mensen, rij, uren_school=8))
    with pytest.raises(Weigering, match="nooit verstuurd"):
        acties_wijziging.verwijder(gestuurd, door=mensen.bea)


def test_langer_kan_niet_over_een_andere_heen(mensen, rij):
    """Neither when that is signed, nor when it is sent while the amendment waits."""
    dagen = {"begindatum": f.dagen(210), "einddatum": f.dagen(300)}
    velden = {"vestiging": rij.vestiging, "mentor": rij.mentor, **dagen}
    langer = wijziging(mensen, rij, einddatum=f.dagen(250))
    verder = bied_aan(mensen, klaar(mensen, **velden), maak=False)
    with pytest.raises(Weigering, match=f"al een overeenkomst op deze vestiging: {verder}"):
        bied_wijziging_aan(mensen, langer)
    acties.naar_concept(verder, reden="Anders.", door=mensen.bea)
    bied_wijziging_aan(mensen, langer)
    with pytest.raises(Weigering, match=f"{rij} bij .* loopt al van"):
        bied_aan(mensen, Overeenkomst.objects.get(pk=verder.pk), maak=False)


def test_wat_niet_begint_neemt_zijn_wijzigingen_mee(mensen):
    rij = lopend(mensen, van=20)
    concept = wijziging(mensen, rij, 40, vergoeding_cent=70000)
    getekend = getekende_wijziging(mensen, rij, 30, uren_school=8)
    acties.trek_in(rij, reden="De zaak sluit.", door=mensen.bea)
    for wat in (concept, getekend):
        assert Wijziging.objects.get(pk=wat.pk).status == Status.INGETROKKEN
    assert not Overeenkomst.objects.get(pk=rij.pk).doorgevoerd


def test_stoppen_kan_niet_terwijl_een_wijziging_wacht(mensen, rij):
    gestuurd = bied_wijziging_aan(mensen, wijziging(mensen, rij, 10, uren_school=8))
    with pytest.raises(Weigering, match="eerst in, of kies een laatste dag ervoor"):
        stop(mensen, rij, 10)
    acties_wijziging.trek_in(gestuurd, reden="Ze stopt.", door=mensen.bea)
    stop(mensen, rij, 10)


def test_een_plan_in_een_wijziging_ligt_vast(mensen, rij):
    plan = f.OpleidingsplanFactory(traject=rij.traject, versie=2)
    f.PlanregelFactory(plan=plan)
    gestuurd = bied_wijziging_aan(mensen, wijziging(mensen, rij, plan=plan))
    assert plan.bijlage_van() == gestuurd
    assert gestuurd.tekenversie.inhoud["plan"]["versie"] == 2


def test_een_ander_uurrooster(mensen, rij):
    concept = wijziging(mensen, rij)
    blok = {"plaats": "werkplek", "van": datetime.time(9), "tot": datetime.time(17)}
    week = [Uurroosterblok(dag=dag, **blok) for dag in (3, 4, 5)]
    acties_wijziging.bewaar(concept, door=mensen.bea, uurrooster=week)
    concept = Wijziging.objects.get(pk=concept.pk)
    assert "uurrooster op maandag: school 08.00–12.00, school 13.00–16.00 wordt vrij" in [
        str(verschil) for verschil in verschillen(concept)
    ]
    assert len(rij.blokken) == 10, "dat van de overeenkomst blijft"
    acties_wijziging.bewaar(concept, door=mensen.bea, uurrooster=[])
    concept.refresh_from_db()
    assert not concept.met_uurrooster
    assert not concept.uurrooster.exists()


def test_wat_verstuurd_is_houdt_het_einde_van_het_traject_tegen(mensen, rij):
    bied_wijziging_aan(mensen, wijziging(mensen, rij, uren_school=8))
    assert any("Een wijziging van" in punt.zin for punt in houdt_tegen(rij.traject, f.dagen(0)))


def test_na_ondertekenen_staan_de_dagen_vast(mensen, rij):
    getekende_wijziging(mensen, rij, einddatum=f.dagen(250))
    nu = Overeenkomst.objects.get(pk=rij.pk)
    assert nu.feitelijke_periode == DateRange(f.dagen(-30), f.dagen(251))
    assert (nu.einddatum, nu.laatste_dag) == (f.dagen(200), f.dagen(250))
    assert nu.plaatsing.tot == f.dagen(250)
    assert stop(mensen, nu, 230).laatste_dag == f.dagen(230)
