"""Who tells how it was at the workplace, and what the begeleider settles."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen.aanwezigheid import (
    Melding,
    afdruk,
    meld,
    stel_samen_vast,
    stel_vast,
    wat_klopt,
)
from opleidingsplannen.models import Aanwezigheid, Halve
from tests import factories as f
from werkplekken.models import Plaatsing, Plaatsvervanger

pytestmark = pytest.mark.django_db
LEEG = Aanwezigheid().afdruk


@pytest.fixture
def zeg(mensen, werkt):
    """zeg("mo", "ziek", dag=-1): how many half days changed."""

    def doe(
        naam: str, staat: str, *, dag: int = -1, deel: str = "voormiddag", was: str = ""
    ) -> int:
        melding = Melding(f.dagen(dag), deel, staat, was)
        return meld(werkt, [melding], door=getattr(mensen, naam))

    return doe


@pytest.fixture
def stel(mensen, werkt):
    def doe(staat: str, *, dag: int = -1, waarom: str = "", gezien: str = "", naam: str = "bea"):
        halve = Halve(werkt.pk, f.dagen(dag), "voormiddag")
        rij = Aanwezigheid.objects.filter(plaatsing=werkt, dag=halve.dag, deel=halve.deel).first()
        gezien = gezien or (rij or Aanwezigheid()).afdruk
        door = getattr(mensen, naam)
        stel_vast(werkt, {halve: gezien}, staat=staat, waarom=waarom, door=door)
        return Aanwezigheid.objects.get(plaatsing=werkt, dag=halve.dag, deel=halve.deel)

    return doe


def test_de_mentor_geeft_door_en_twee_keer_drukken_verandert_niets(zeg, mensen):
    assert zeg("mo", "aanwezig") == 1
    assert zeg("mo", "aanwezig") == 0
    rij = Aanwezigheid.objects.get()
    assert (rij.werkplek_zegt, rij.werkplek_door, rij.buiten_rooster) == (
        "aanwezig", mensen.mo, False,
    )  # fmt: skip


def test_wie_intussen_iets_anders_hoorde_overschrijft_het_niet(zeg, mensen, werkt):
    zeg("mo", "aanwezig")
    with pytest.raises(Weigering, match="gaf iemand anders intussen “aanwezig” door"):
        zeg("mo", "ziek", was="")
    assert zeg("mo", "ziek", was="aanwezig") == 1


def test_een_plaatsvervanger_geeft_door_zolang_die_vervangt(mensen, werkt):
    ander = f.MentorFactory(vestiging=mensen.vestiging, gebruiker=mensen.xander.gebruiker)
    lid = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.xander.gebruiker, rol="mentor"
    )
    wat = [Melding(f.dagen(-1), "namiddag", "aanwezig")]
    rij = Plaatsvervanger.objects.create(plaatsing=werkt, mentor=ander, van=f.dagen(1))
    with pytest.raises(Weigering, match="niet \\(meer\\) voor jou"):
        meld(werkt, wat, door=lid)
    rij.van = f.dagen(0)
    rij.save()
    assert meld(werkt, wat, door=lid) == 1


@pytest.mark.parametrize("naam", ["bea", "pieter", "coen", "ada", "els"])
def test_wie_leest_geeft_niets_door(zeg, naam):
    with pytest.raises(Weigering, match="De mentor of de leerling geeft dit door"):
        zeg(naam, "aanwezig")


@pytest.mark.parametrize("staat", ["aanwezig", "ongewettigd"])
def test_van_een_dag_die_nog_komt_alleen_een_afwezigheid(zeg, staat):
    with pytest.raises(Weigering, match="moet nog komen"):
        zeg("mo", staat, dag=2)
    assert zeg("mo", "gesloten", dag=2) == 1


def test_te_lang_geleden_en_te_ver_weg(zeg, werkt):
    Plaatsing.objects.filter(pk=werkt.pk).update(van=f.dagen(-200))
    type(werkt.school).objects.update(aanwezigheid_vanaf=f.dagen(-200))
    with pytest.raises(Weigering, match="langer dan 8 weken geleden"):
        zeg("mo", "aanwezig", dag=-70)
    assert zeg("mo", "aanwezig", dag=-56) == 1
    with pytest.raises(Weigering, match="nog te ver weg"):
        zeg("mo", "ziek", dag=36)


def test_voor_de_eerste_en_na_de_laatste_dag(zeg, werkt):
    Plaatsing.objects.filter(pk=werkt.pk).update(van=f.dagen(-5), tot=f.dagen(-2))
    with pytest.raises(Weigering, match="Lotte begint pas op"):
        zeg("mo", "aanwezig", dag=-6)
    with pytest.raises(Weigering, match="De laatste dag van Lotte bij"):
        zeg("mo", "aanwezig", dag=-1)
    assert zeg("mo", "aanwezig", dag=-2) == 1, "ook na het einde, zolang de mentor het dossier ziet"
    Plaatsing.objects.filter(pk=werkt.pk).update(tot=f.dagen(-2), aangeboden_op=None)
    with pytest.raises(Weigering, match="niet \\(meer\\) voor jou"):
        zeg("mo", "aanwezig", dag=-3)


@pytest.mark.parametrize(("vanaf", "zin"), [(None, "niet op in Trajecten"), (-1, "pas op vanaf")])
def test_een_school_die_het_niet_of_nog_niet_opvolgt(zeg, mensen, vanaf, zin):
    dag = None if vanaf is None else f.dagen(vanaf)
    type(mensen.school).objects.update(aanwezigheid_vanaf=dag)
    with pytest.raises(Weigering, match=zin):
        zeg("mo", "aanwezig", dag=-2)


def test_op_een_andere_dag_alleen_dat_de_leerling_er_was(zeg, mensen):
    mensen.traject.weekpatronen.update(werkplek_dagen=[], school_dagen=[1])
    with pytest.raises(Weigering, match="wordt Lotte niet verwacht"):
        zeg("mo", "ziek")
    assert zeg("mo", "aanwezig") == 1
    assert Aanwezigheid.objects.get().buiten_rooster


def test_de_leerling_meldt_zich_vooraf_of_op_de_dag_zelf(zeg):
    assert zeg("lotte", "ziek", dag=0) == 1
    assert zeg("lotte", "gewettigd", dag=3) == 1
    with pytest.raises(Weigering, match="vooraf afwezig, of op de dag zelf"):
        zeg("lotte", "ziek", dag=-1)
    for staat in ("aanwezig", "ongewettigd"):
        with pytest.raises(Weigering):
            zeg("lotte", staat, dag=1)


def test_de_leerling_komt_toch(zeg):
    zeg("lotte", "ziek", dag=2)
    assert zeg("lotte", "", dag=2, was="ziek") == 1
    assert not Aanwezigheid.objects.exists()
    zeg("lotte", "ziek", dag=0)
    zeg("mo", "ziek", dag=0)
    zeg("lotte", "", dag=0, was="ziek")
    assert Aanwezigheid.objects.get().werkplek_zegt == "ziek"


def test_wat_vastgesteld_is_verandert_alleen_de_begeleider(zeg, stel):
    zeg("mo", "aanwezig")
    stel("aanwezig")
    with pytest.raises(Weigering, match="is al vastgesteld"):
        zeg("mo", "ziek", was="aanwezig")


def test_iets_anders_vaststellen_vraagt_een_reden(zeg, stel, mensen):
    zeg("mo", "ongewettigd")
    with pytest.raises(Weigering, match="waarom je iets anders vaststelt"):
        stel("gewettigd")
    rij = stel("gewettigd", waarom="  Attest van  de school. ")
    assert (rij.staat, rij.waarom, rij.vastgesteld_door) == (
        "gewettigd", "Attest van de school.", mensen.bea,
    )  # fmt: skip
    assert rij.werkplek_zegt == "ongewettigd", "wat doorgegeven is, blijft staan"
    with pytest.raises(Weigering, match="waarom"):
        stel("ziek")
    assert stel("ziek", waarom="Toch ziek.").staat == "ziek"


def test_de_databank_eist_de_reden_ook(zeg):
    zeg("mo", "ongewettigd")
    rij = Aanwezigheid.objects.get()
    rij.staat, rij.vastgesteld_door = "ziek", rij.werkplek_door
    rij.vastgesteld_op = rij.werkplek_op
    with pytest.raises(IntegrityError, match="anders_met_reden"), transaction.atomic():
        rij.save()


def test_wat_niemand_doorgaf_stelt_de_begeleider_zelf_vast(stel):
    assert stel("ongewettigd").gemeld == ""
    assert stel("ongewettigd").pk == Aanwezigheid.objects.get().pk


def test_vaststellen_kan_niet_vooraf_en_niet_op_wat_intussen_anders_is(zeg, stel):
    with pytest.raises(Weigering, match="Vaststellen kan vanaf die dag"):
        stel("ziek", dag=1)
    zeg("mo", "aanwezig")
    with pytest.raises(Weigering, match="Intussen veranderde er iets"):
        stel("ongewettigd", gezien=LEEG)


@pytest.mark.parametrize("naam", ["mo", "lotte", "els", "pieter", "lea", "coen", "ada", "xander"])
def test_alleen_de_begeleider_stelt_vast(stel, naam):
    with pytest.raises(Weigering, match="De trajectbegeleider stelt"):
        stel("aanwezig", naam=naam)


def test_samen_alleen_wat_klopt(zeg, mensen, werkt):
    """Not what two say otherwise, what only the learner told, nor what was on another day."""
    zeg("lotte", "ziek", dag=0)
    zeg("mo", "aanwezig", dag=0)
    zeg("lotte", "ziek", dag=0, deel="namiddag")
    zeg("mo", "aanwezig", dag=-1)
    zeg("mo", "ongewettigd", dag=-2)
    zeg("mo", "gesloten", dag=4)
    buiten = f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(-3), buiten_rooster=True)
    wat = {"van": f.dagen(-20), "tot": f.dagen(20), "door": mensen.bea}
    rijen = wat_klopt(mensen.bea, wat["van"], wat["tot"])
    assert {(rij.dag, rij.werkplek_zegt) for rij in rijen} == {
        (f.dagen(-1), "aanwezig"),
        (f.dagen(-2), "ongewettigd"),
    }
    with pytest.raises(Weigering, match="Intussen"):
        stel_samen_vast(**wat, gezien="")
    assert stel_samen_vast(**wat, gezien=afdruk(list(rijen))) == 2
    assert not buiten.is_vastgesteld
    with pytest.raises(Weigering, match="niets meer"):
        stel_samen_vast(**wat, gezien="")


def test_samen_alleen_van_eigen_leerlingen(mensen, werkt):
    """Vera settles nothing of Lotte."""
    f.AanwezigheidFactory(plaatsing=werkt)
    with pytest.raises(Weigering, match="niets meer"):
        stel_samen_vast(van=f.dagen(-9), tot=f.dagen(0), gezien="", door=mensen.vera)


def test_wat_gemeld_is_voor_een_plek_die_er_niet_komt_verdwijnt_mee(mensen):
    plaatsing = f.PlaatsingFactory(traject=mensen.traject, van=f.dagen(10), tot=f.dagen(40))
    rij = f.AanwezigheidFactory(plaatsing=plaatsing, dag=f.dagen(12), werkplek_zegt="ziek")
    assert not plaatsing.ging_niet_door()
    plaatsing.delete()
    assert not Aanwezigheid.objects.filter(pk=rij.pk).exists()
