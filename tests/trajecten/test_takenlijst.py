import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from gebruikers.overgang import Weigering
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.invullen import bewaar
from tests.overzichten.zaken import overeenkomst
from tests.trajecten.einde import zet_stop
from trajecten import acties, acties_fase
from trajecten.acties_taak import maak_ongedaan, neem_resterende_weg, neem_taak_weg, vink_af
from trajecten.acties_takenlijst import (
    bewaar_regel,
    neem_regel_weg,
    neem_voorstel_over,
    voeg_regel_toe,
    zet_hoger,
)
from trajecten.fases import MET_REDEN, Fase
from trajecten.kalender import Kalender
from trajecten.models import Kalenderperiode, Taak, Takenlijstregel
from trajecten.taakdag import taakdag
from trajecten.takenlijst import VOORSTEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def lijst(mensen) -> list[Takenlijstregel]:
    return [
        f.TakenlijstregelFactory(school=mensen.school, wat="Dimona nakijken", dagen=7),
        f.TakenlijstregelFactory(school=mensen.school, wat="Bezoeken", dagen=42, elke_weken=6),
        f.TakenlijstregelFactory(school=mensen.school, wat="Zoek", fase=Fase.ZOEKT_WERKPLEK),
        f.TakenlijstregelFactory(school=mensen.andere_school, wat="Van een andere school"),
    ]


def naar(m, fase: Fase, **velden) -> None:
    m.traject.refresh_from_db()
    if fase in MET_REDEN:
        velden["eindereden"] = f.EinderedenFactory(school=m.school)
    acties_fase.verplaats_fase(m.traject, fase, door=m.bea, reden="test", **velden)


def te_doen(m) -> set[str]:
    return {str(taak) for taak in m.traject.taken.open()}


def test_wie_in_een_fase_komt_krijgt_haar_lijst(mensen, lijst):
    mensen.traject.fase_sinds = f.dagen(-9)
    mensen.traject.save()
    naar(mensen, Fase.LOPEND, op=f.dagen(-2))
    kalender = Kalender.van(mensen.school)
    na_7, na_42 = (kalender.opleidingsdagen(f.dagen(n - 2), 1).laatste for n in (7, 42))
    (dimona, bezoek) = mensen.traject.taken.all()
    assert (dimona.wat, dimona.uiterlijk, dimona.voor) == ("Dimona nakijken", na_7, None)
    assert (bezoek.wat, bezoek.uiterlijk, bezoek.elke_weken) == ("Bezoeken", na_42, 6)
    assert dimona.herkomst == "uit de takenlijst bij de fase lopend"


def test_opnieuw_in_de_fase_geeft_geen_dubbele(mensen, lijst):
    """What was kept stays once; what was done is there anew."""
    naar(mensen, Fase.LOPEND)
    vink_af(mensen.traject.taken.get(wat="Dimona nakijken"), door=mensen.bea)
    naar(mensen, Fase.ONDERBROKEN, taken_weg=False)
    naar(mensen, Fase.LOPEND)
    assert sorted(map(str, mensen.traject.taken.open())) == ["Bezoeken", "Dimona nakijken"]
    eerste = mensen.traject.taken.exclude(gedaan_op=None).get()
    with pytest.raises(Weigering, match="intussen opnieuw open"):
        maak_ongedaan(eerste, door=mensen.bea)


def test_een_stap_terug_neemt_terug_wat_niet_gedaan_is(mensen, lijst):
    oud = f.TaakFactory(traject=mensen.traject, wat="Stond er al")
    naar(mensen, Fase.LOPEND)
    for taak in mensen.traject.taken.exclude(pk=oud.pk):
        vink_af(taak, door=mensen.bea)
    assert te_doen(mensen) == {str(oud), "Bezoeken"}, "dat komt terug"
    acties_fase.draai_fase_terug(mensen.traject, door=mensen.coen, reden="vergissing")
    assert te_doen(mensen) == {str(oud)}
    assert mensen.traject.taken.exclude(gedaan_op=None).count() == 2


def alles_van(m) -> list[tuple]:
    return list(m.traject.taken.order_by("pk").values_list())


def test_wat_de_lijst_van_een_voorbije_fase_nog_vroeg_gaat_weg(mensen, lijst):
    """What people gave stays. Undone, all is as it was."""
    naar(mensen, Fase.LOPEND)
    f.TaakFactory(traject=mensen.traject, wat="Zelf gegeven", uiterlijk=f.dagen(-1))
    vink_af(mensen.traject.taken.get(wat="Bezoeken"), door=mensen.bea)
    voor = alles_van(mensen)
    naar(mensen, Fase.ZOEKT_WERKPLEK)
    assert te_doen(mensen) == {"Zelf gegeven", "Zoek"}
    assert mensen.traject.taken.filter(wat="Bezoeken").exists(), "wat gedaan is, blijft"
    acties_fase.draai_fase_terug(mensen.traject, door=mensen.coen, reden="vergissing")
    assert alles_van(mensen) == voor


def test_wat_intussen_opnieuw_open_staat_komt_niet_dubbel_terug(mensen, lijst):
    naar(mensen, Fase.LOPEND)
    gedaan = vink_af(mensen.traject.taken.get(wat="Bezoeken"), door=mensen.bea)
    naar(mensen, Fase.ZOEKT_WERKPLEK)
    maak_ongedaan(gedaan, door=mensen.bea)
    acties_fase.draai_fase_terug(mensen.traject, door=mensen.coen, reden="vergissing")
    assert sorted(map(str, mensen.traject.taken.open())) == ["Bezoeken", "Dimona nakijken"]


def test_waarop_een_taak_volgde_kan_intussen_weg_zijn(mensen, lijst):
    naar(mensen, Fase.LOPEND)
    gedaan = vink_af(mensen.traject.taken.get(wat="Bezoeken"), door=mensen.bea)
    naar(mensen, Fase.ZOEKT_WERKPLEK)
    neem_taak_weg(maak_ongedaan(gedaan, door=mensen.bea), door=mensen.bea)
    acties_fase.draai_fase_terug(mensen.traject, door=mensen.coen, reden="vergissing")
    connection.check_constraints()
    assert te_doen(mensen) == {"Bezoeken", "Dimona nakijken"}
    assert mensen.traject.taken.open().get(wat="Bezoeken").vervolg_op is None


def test_de_stap_vraagt_of_ze_weg_mogen(mensen, lijst, client_van, adres):
    """Ticked by default; not asked when there is nothing."""
    bea, blad = client_van("bea"), adres("trajecten:fase", mensen.traject.pk)
    assert "taken_weg" not in bea.get(blad, {"naar": "lopend"}).context["form"].fields
    naar(mensen, Fase.LOPEND)
    form = bea.get(blad, {"naar": "zoekt_werkplek"}).context["form"]
    assert form["taken_weg"].label.startswith("Neem de 2 taken weg die nog open staan")
    assert form["taken_weg"].value() is True
    stap = {"naar": "zoekt_werkplek", "op": timezone.localdate().isoformat(), "reden": "Gesloten."}
    assert bea.post(blad, stap).status_code == 302
    assert te_doen(mensen) == {"Dimona nakijken", "Bezoeken", "Zoek"}, "niet aangevinkt"
    naar(mensen, Fase.LOPEND)
    assert bea.post(blad, stap | {"taken_weg": "on"}).status_code == 302
    assert te_doen(mensen) == {"Zoek"}


def test_na_het_einde_gaat_de_rest_in_een_druk_weg(mensen, lijst, client_van, adres):
    bea, deel = client_van("bea"), adres("overzichten:dossier", mensen.traject.pk) + "?deel=taken"
    weg = adres("trajecten:taken_weg", mensen.traject.pk)
    gedaan = f.TaakFactory(traject=mensen.traject, wat="Gedaan")
    vink_af(gedaan, door=mensen.bea)
    f.TaakFactory(traject=mensen.traject, wat="Zelf gegeven")
    f.TakenlijstregelFactory(school=mensen.school, wat="Rond af", fase=Fase.STOPGEZET)
    assert weg not in bea.get(deel).text
    with pytest.raises(Weigering, match="loopt"):
        neem_resterende_weg(mensen.traject, door=mensen.bea)
    zet_stop(mensen.traject, door=mensen.bea)
    assert te_doen(mensen) == {"Zelf gegeven", "Rond af"}
    assert weg in bea.get(deel).text
    assert weg not in client_van("pieter").get(deel).text
    with pytest.raises(Weigering, match="rol"):
        neem_resterende_weg(mensen.traject, door=mensen.pieter)
    assert bea.post(weg).status_code == 302
    assert [taak.wat for taak in mensen.traject.taken.all()] == ["Gedaan"]
    assert weg not in bea.get(deel).text


def test_een_regel_kan_alleen_gelden_na_een_overeenkomst(mensen):
    f.TakenlijstregelFactory(school=mensen.school, wat="Zet stop", met_overeenkomst=True)
    naar(mensen, Fase.LOPEND)
    assert te_doen(mensen) == set()
    rij = overeenkomst(mensen, mensen.traject, status=Status.TER_ONDERTEKENING)
    naar(mensen, Fase.ZOEKT_WERKPLEK)
    naar(mensen, Fase.LOPEND)
    assert te_doen(mensen) == set()
    rij.ondertekenaars.all().delete()
    rij.delete()
    overeenkomst(mensen, mensen.traject, status=Status.GETEKEND)
    naar(mensen, Fase.ZOEKT_WERKPLEK)
    naar(mensen, Fase.LOPEND)
    assert te_doen(mensen) == {"Zet stop"}


@pytest.mark.parametrize(
    ("vanaf", "dagen", "dag", "zin"),
    [
        ((2026, 11, 12), 4, (2026, 11, 16), "Geteld is 16 november 2026."),
        (
            (2026, 11, 14), 14, (2026, 11, 30),
            "Geteld is 28 november 2026; dan is het zaterdag, dus maandag 30 november 2026.",
        ),
        (
            (2026, 12, 20), 2, (2027, 1, 4),
            "Geteld is 22 december 2026; dan is het kerstvakantie, dus maandag 4 januari 2027.",
        ),
    ],
)  # fmt: skip
def test_een_taak_valt_op_een_dag_met_school(vanaf, dagen, dag, zin):
    vanaf, dag = datetime.date(*vanaf), datetime.date(*dag)
    assert taakdag(Kalender(), vanaf, dagen, "Geteld") == (dag, zin)


def test_de_kalender_van_de_school_telt(mensen, lijst):
    dag = Kalender.van(mensen.school).opleidingsdagen(f.dagen(7), 1).laatste
    vrij = {"naam": "brugdag", "van": dag, "tot": dag, "soort": Kalenderperiode.Soort.VRIJ}
    Kalenderperiode.objects.create(school=mensen.school, **vrij)
    naar(mensen, Fase.LOPEND)
    taak = mensen.traject.taken.get(wat="Dimona nakijken")
    assert taak.uiterlijk > dag
    assert taak.waarom.startswith("7 dagen na het begin van de fase is ")


@pytest.mark.parametrize("fase", [Fase.AANMELDING, Fase.ZOEKT_WERKPLEK])
def test_een_nieuw_traject_krijgt_de_lijst_van_zijn_eerste_fase(mensen, lijst, fase):
    f.TakenlijstregelFactory(school=mensen.school, wat="Informeer", fase=Fase.AANMELDING)
    leerling = f.LeerlingFactory(school=mensen.school)
    velden = {"opleiding": leerling.opleiding, "begindatum": timezone.localdate(), "fase": fase}
    traject = acties.start_traject(leerling, door=mensen.bea, team=[mensen.bea], **velden)
    wat = {Fase.AANMELDING: "Informeer", Fase.ZOEKT_WERKPLEK: "Zoek"}[fase]
    assert [taak.wat for taak in traject.taken.all()] == [wat]


def test_een_lijst_die_later_wijzigt_wijzigt_geen_taak(mensen, lijst, client_van, adres):
    naar(mensen, Fase.LOPEND)
    coen, blad = client_van("coen"), adres("trajecten:takenlijstregel", lijst[0].pk)
    antwoord = bewaar(coen, blad, wat="Dimona en polis nakijken", dagen="10")
    assert antwoord.url == adres("trajecten:takenlijsten")
    coen.post(adres("trajecten:regel_weg", lijst[1].pk))
    namen = Takenlijstregel.objects.filter(school=mensen.school, fase=Fase.LOPEND)
    assert [str(regel) for regel in namen] == ["Dimona en polis nakijken"]
    assert te_doen(mensen) == {"Dimona nakijken", "Bezoeken"}
    naar(mensen, Fase.ONDERBROKEN, taken_weg=False)
    naar(mensen, Fase.LOPEND)
    assert te_doen(mensen) == {"Dimona nakijken", "Bezoeken"}


def test_het_voorstel_geldt_pas_wanneer_de_school_het_overneemt(mensen, client_van, adres):
    coen, blad = client_van("coen"), adres("trajecten:takenlijsten")
    assert "Overnemen in onze takenlijsten" in coen.get(blad).text
    assert "Overnemen" not in client_van("bea").get(blad).text
    naar(mensen, Fase.LOPEND)
    assert not Taak.objects.exists()
    assert coen.post(adres("trajecten:vul_takenlijsten")).url == blad
    assert Takenlijstregel.objects.count() == len(VOORSTEL)
    assert {regel.fase for regel in VOORSTEL} == set(Fase), "elke fase heeft een lijst"
    assert "Hoger" in coen.get(blad).text
    with pytest.raises(Weigering, match="heeft al takenlijsten"):
        neem_voorstel_over(mensen.school, door=mensen.coen)
    naar(mensen, Fase.ONDERBROKEN)
    assert Taak.objects.count() == sum(regel.fase == Fase.ONDERBROKEN for regel in VOORSTEL)


def test_toevoegen_en_ordenen(mensen, client_van, adres):
    coen, blad = client_van("coen"), adres("trajecten:takenlijsten")
    for wat in ("Een", "Twee", "Drie"):
        nieuw = {"fase": "lopend", "wat": wat, "dagen": "3"}
        assert coen.post(blad, nieuw).status_code == 302
    assert "Dat staat al in de lijst van deze fase" in coen.post(blad, nieuw).text
    leeg = coen.post(blad, {"fase": "", "wat": "", "dagen": "-1"}).context["form"]
    assert {len(fouten) for fouten in leeg.errors.values()} == {1}
    assert client_van("bea").post(blad, nieuw | {"wat": "Vier"}).status_code == 403
    dubbel = Takenlijstregel(school=mensen.school, fase="lopend", wat="Drie", dagen=1)
    with pytest.raises(Weigering, match="intussen al"):
        voeg_regel_toe(dubbel, door=mensen.coen)
    drie = Takenlijstregel.objects.get(wat="Drie")
    for verwacht in (["Een", "Drie", "Twee"], ["Drie", "Een", "Twee"], ["Drie", "Een", "Twee"]):
        coen.post(adres("trajecten:regel_hoger", drie.pk))
        assert [str(regel) for regel in Takenlijstregel.objects.all()] == verwacht
    zet_hoger(drie, door=mensen.coen)
    andere = Takenlijstregel.objects.get(wat="Een")
    blad = adres("trajecten:takenlijstregel", andere.pk)
    assert bewaar(coen, blad, wat="Twee").status_code == 422


@pytest.mark.parametrize("wie", ["ada", "lea", "tess"])
def test_alleen_wie_de_lijsten_schrijft_van_de_eigen_school(wie, mensen):
    lid, regel = getattr(mensen, wie), f.TakenlijstregelFactory(school=mensen.school)
    nieuw = f.TakenlijstregelFactory.build(school=mensen.school)
    for daad in (
        lambda: neem_voorstel_over(mensen.school, door=lid),
        lambda: voeg_regel_toe(nieuw, door=lid),
        lambda: bewaar_regel(regel, door=lid),
        lambda: zet_hoger(regel, door=lid),
        lambda: neem_regel_weg(regel, door=lid),
    ):
        with pytest.raises((Weigering, PermissionDenied)):
            daad()
    assert list(Takenlijstregel.objects.filter(school=mensen.school)) == [regel]
