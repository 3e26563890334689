"""An agreement that ends early: what follows that day and the day after, and who hears."""

import datetime

import pytest
from django.utils import timezone
from psycopg.types.range import DateRange

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status
from overeenkomsten.tasks import verder_na_einde
from overzichten.taken import dekking, werkplek
from tests import factories as f
from tests.overeenkomsten.zaken import lopend, mails, stop
from tests.overzichten.zaken import reken
from trajecten.fases import Fase
from trajecten.models import Document, Termijn, Traject

pytestmark = pytest.mark.django_db
BRON = "Weigert soms te komen"


def fase(rij: Overeenkomst) -> tuple[str, datetime.date]:
    traject = Traject.objects.get(pk=rij.traject_id)
    return traject.fase, traject.fase_sinds


def test_wat_voorbij_is_zoekt_meteen_verder(mensen):
    rij = stop(mensen, lopend(mensen), -3)
    assert (rij.status, rij.feitelijke_periode) == (
        Status.BEEINDIGD,
        DateRange(f.dagen(-30), f.dagen(-2)),
    )
    assert rij.plaatsing.tot == f.dagen(-3)
    assert fase(rij) == (Fase.ZOEKT_WERKPLEK, f.dagen(-2))
    einde = rij.beeindiging
    assert (einde.begin, einde.gepland_einde) == (f.dagen(-30), f.dagen(200))
    assert (einde.door, einde.ging_in_op is not None) == (mensen.bea, True)
    assert not rij.is_lopend
    assert rij.staat.startswith("gestopt op ")
    lijn = rij.traject.gebeurtenissen.filter(soort="overeenkomst").first()
    assert lijn.tekst == f"{rij}: {einde.zin}"
    assert "op vraag van de onderneming" in einde.zin


@pytest.mark.parametrize("dagen", [0, 12])
def test_een_aangekondigd_einde_loopt_tot_die_dag(mensen, monkeypatch, dagen):
    rij = stop(mensen, lopend(mensen), dagen)
    assert (rij.status, rij.is_lopend) == (Status.BEEINDIGD, True)
    assert rij.staat.startswith("stopt op ")
    assert "stopt op" in rij.in_woorden
    assert fase(rij) == (Fase.LOPEND, f.dagen(-30))
    zichtbaar = Traject.objects.filter(pk=rij.traject_id)
    assert dekking.geen_plek_vandaag(mensen.bea, zichtbaar) == []
    verder_na_einde()
    assert fase(rij)[0] == Fase.LOPEND
    erna = f.dagen(dagen + 1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: erna)
    verder_na_einde()
    assert fase(rij) == (Fase.ZOEKT_WERKPLEK, erna)
    rij = Overeenkomst.objects.get(pk=rij.pk)
    assert (rij.is_lopend, rij.staat.split()[0]) == (False, "gestopt")
    assert "is gestopt op" in rij.in_woorden


def test_het_gaat_maar_een_keer_in(mensen):
    """Who moves the phase after it, keeps it there."""
    rij = stop(mensen, lopend(mensen), -3)
    Traject.objects.filter(pk=rij.traject_id).update(fase=Fase.LOPEND)
    verder_na_einde()
    assert fase(rij)[0] == Fase.LOPEND


def test_de_twintig_dagen_beginnen_de_dag_erna(mensen):
    rij = stop(mensen, lopend(mensen), -3)
    reken(mensen)
    termijn = Termijn.objects.get(traject=rij.traject_id, regel="werkplek_nieuw")
    assert (termijn.begin, termijn.is_open) == (f.dagen(-2), True)
    zichtbaar = Traject.objects.filter(pk=rij.traject_id)
    (taak,) = werkplek.zonder_werkplek(mensen.bea, zichtbaar)
    assert str(rij) in taak.waarom


def test_wie_elders_nog_een_overeenkomst_heeft_blijft_lopen(mensen):
    eerste = lopend(mensen)
    lopend(mensen, van=20, plan=eerste.plan)
    stop(mensen, eerste, -3)
    assert fase(eerste)[0] == Fase.LOPEND, "de andere begint nog"


def test_wie_onderbroken_is_blijft_dat(mensen):
    rij = lopend(mensen)
    Traject.objects.filter(pk=rij.traject_id).update(fase=Fase.ONDERBROKEN)
    assert fase(stop(mensen, rij, -3))[0] == Fase.ONDERBROKEN


def test_elke_partij_de_mentor_en_de_begeleider_horen_het_niet_waarom(mensen):
    vestiging = f.VestigingFactory(onderneming__school=mensen.school)
    mia = f.MentorFactory(vestiging=vestiging, email="mia@cools.example", gebruiker=None)
    rij = stop(
        mensen,
        lopend(mensen, vestiging=vestiging, mentor=mia),
        5,
        door=mensen.ada,
        uitleg=BRON,
    )
    assert mails("gestopt") == [
        "baas@cools.example", "coen@eik.example", "els@eik.example", "lotte@eik.example",
    ]  # fmt: skip
    assert mails("gestopt_begeleiding") == ["bea@eik.example", "mia@cools.example"]
    for bericht in Bericht.objects.filter(soort__startswith="gestopt"):
        assert BRON not in bericht.tekst
        assert str(rij.beeindiging.grond) not in bericht.tekst
        assert "Maes" not in bericht.onderwerp
    naar_mia = Bericht.objects.get(aan="mia@cools.example")
    assert "/overeenkomsten/" not in naar_mia.tekst, "zonder account geen link"


def test_wie_het_noteert_krijgt_er_geen_mail_van(mensen):
    stop(mensen, lopend(mensen), 5, door=mensen.coen)
    assert "coen@eik.example" not in mails("gestopt")
    assert "bea@eik.example" in mails("gestopt_begeleiding")
    assert "bea@eik.example" not in mails("gestopt")


def test_de_melding_is_bevroren_en_zegt_niet_waarom(mensen):
    rij = stop(mensen, lopend(mensen), 5, uitleg=BRON, opgezegd_op=f.dagen(-2), opzegdagen=7)
    inhoud = rij.beeindiging.melding.inhoud
    assert inhoud["op_wiens_vraag"] == "op vraag van de onderneming"
    assert (inhoud["opzegdagen"], inhoud["namen"]["leerling"]) == (7, "Lotte Maes")
    assert BRON not in str(inhoud)
    assert str(rij.beeindiging.grond) not in str(inhoud)
    leest = {
        naam: Document.objects.zichtbaar_voor(getattr(mensen, naam)).filter(soort="einde").exists()
        for naam in ("bea", "lea", "coen", "ada", "mo", "els", "lotte", "vera")
    }
    assert leest == {
        "bea": True, "lea": False, "coen": True, "ada": True, "mo": False, "els": True,
        "lotte": True, "vera": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("van", "dag", "zin"),
    [
        (5, 3, "begint pas op"),
        (-30, -31, "begon op"),
        (-30, 200, "loopt zelf tot en met"),
        (-30, 300, "loopt zelf tot en met"),
    ],
)
def test_een_dag_buiten_de_overeenkomst_weigert(mensen, van, dag, zin):
    rij = lopend(mensen, van)
    with pytest.raises(Weigering, match=zin):
        stop(mensen, rij, dag)
    assert Overeenkomst.objects.get(pk=rij.pk).status == Status.GETEKEND


def test_op_de_eerste_dag_kan_het(mensen):
    assert stop(mensen, lopend(mensen), -30).laatste_dag == f.dagen(-30)


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"bij_overeenkomst": False}, "Kies een reden"),
        ({"tot": -1}, "niet meer kiezen"),
        ({"school": "andere_school"}, "Kies een reden"),
    ],
)
def test_alleen_een_reden_van_de_school_die_nu_geldt(mensen, velden, zin):
    school = getattr(mensen, velden.pop("school", "school"))
    if "tot" in velden:
        velden["tot"] = f.dagen(velden["tot"])
    with pytest.raises(Weigering, match=zin):
        stop(mensen, lopend(mensen), grond=f.EinderedenFactory(school=school, **velden))
