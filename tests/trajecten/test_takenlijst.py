import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gebruikers.overgang import Weigering
from tests import factories as f
from tests.invullen import bewaar
from trajecten import acties, acties_fase
from trajecten.acties_taak import (
    bewaar_regel,
    maak_ongedaan,
    neem_regel_weg,
    neem_voorstel_over,
    vink_af,
    voeg_regel_toe,
    zet_hoger,
)
from trajecten.fases import MET_REDEN, Fase
from trajecten.models import Taak, Takenlijstregel
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
    (dimona, bezoek) = mensen.traject.taken.all()
    assert (dimona.wat, dimona.uiterlijk, dimona.voor) == ("Dimona nakijken", f.dagen(5), None)
    assert (bezoek.wat, bezoek.uiterlijk, bezoek.elke_weken) == ("Bezoeken", f.dagen(40), 6)
    assert dimona.herkomst == "uit de takenlijst bij de fase lopend"


def test_opnieuw_in_de_fase_geeft_geen_dubbele(mensen, lijst):
    """What is still to do stays once; what was done is there anew."""
    naar(mensen, Fase.LOPEND)
    vink_af(mensen.traject.taken.get(wat="Dimona nakijken"), door=mensen.bea)
    naar(mensen, Fase.ONDERBROKEN)
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
    naar(mensen, Fase.ONDERBROKEN)
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
