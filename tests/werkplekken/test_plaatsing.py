"""Sending a learner to an external organiser, and ending it early."""

import pytest

from gebruikers.overgang import Weigering
from tests import factories as f
from trajecten.fases import Fase
from trajecten.models import Traject
from werkplekken import acties
from werkplekken.models import Plaatsing


@pytest.fixture
def arktos(mensen):
    return f.OrganisatieFactory(school=mensen.school, naam="Arktos")


@pytest.fixture
def plaats(mensen, arktos):
    def doe(door: str = "bea", **anders) -> Plaatsing:
        keuze = {"organisatie": arktos, "van": f.dagen(-2), "tot": f.dagen(30)} | anders
        return acties.plaats_bij_organisatie(mensen.traject, **keuze, door=getattr(mensen, door))

    return doe


def _regels(traject: Traject) -> list[str]:
    return [regel.tekst for regel in traject.gebeurtenissen.all()]


def test_plaatsen_schrijft_een_rij_en_een_regel(client_van, adres, mensen, arktos):
    gegevens = {"organisatie": arktos.pk, "van": "2026-12-01", "tot": "2027-01-31"}
    url = adres("werkplekken:plaats_bij_organisatie", mensen.traject.pk)
    antwoord = client_van("bea").post(url, gegevens)
    assert antwoord.url == mensen.traject.get_absolute_url()
    plaatsing = arktos.plaatsingen.get()
    assert (plaatsing.traject, plaatsing.school) == (mensen.traject, mensen.school)
    assert plaatsing.aangeboden_op
    zin = "Gaat naar Arktos van 1 december 2026 tot en met 31 januari 2027."
    assert _regels(mensen.traject) == [zin]


def test_externe_ziet_de_leerling_van_de_eerste_tot_de_laatste_dag(mensen, arktos, plaats):
    lid = f.LidmaatschapFactory(school=mensen.school, rol="externe")
    f.OrganisatieMedewerkerFactory(organisatie=arktos, gebruiker=lid.gebruiker)
    for van, tot, ziet in ((-9, -1, False), (0, 0, True), (1, 9, False)):
        plaats(van=f.dagen(van), tot=f.dagen(tot))
        assert Traject.objects.zichtbaar_voor(lid).exists() is ziet
        Plaatsing.objects.filter(organisatie=arktos).delete()


def test_einde_ligt_niet_voor_het_begin(client_van, adres, mensen, arktos, plaats):
    gegevens = {"organisatie": arktos.pk, "van": "2026-12-02", "tot": "2026-12-01"}
    url = adres("werkplekken:plaats_bij_organisatie", mensen.traject.pk)
    tekst = client_van("bea").post(url, gegevens).content.decode()
    assert "De einddatum kan niet voor de begindatum liggen" in tekst
    with pytest.raises(Weigering, match="De einddatum kan niet voor de begindatum liggen"):
        plaats(van=f.dagen(2), tot=f.dagen(1))


def test_twee_keer_verzenden_plaatst_een_keer(client_van, adres, mensen, arktos):
    gegevens = {"organisatie": arktos.pk, "van": "2026-12-01", "tot": "2027-01-31"}
    url = adres("werkplekken:plaats_bij_organisatie", mensen.traject.pk)
    client_van("bea").post(url, gegevens)
    assert "al bij Arktos" in client_van("bea").post(url, gegevens).content.decode()
    assert arktos.plaatsingen.count() == 1
    assert len(_regels(mensen.traject)) == 1


def test_een_andere_periode_mag_wel(plaats, arktos):
    plaats(tot=f.dagen(5))
    plaats(van=f.dagen(6), tot=f.dagen(9))
    assert arktos.plaatsingen.count() == 2


def test_organisatie_van_een_andere_school_staat_niet_in_de_keuze(client_van, adres, mensen):
    elders = f.OrganisatieFactory(school=mensen.andere_school)
    url = adres("werkplekken:plaats_bij_organisatie", mensen.traject.pk)
    gegevens = {"organisatie": elders.pk, "van": "2026-12-01", "tot": "2027-01-31"}
    assert client_van("bea").post(url, gegevens).status_code == 200
    assert not elders.plaatsingen.exists()


def test_de_act_vraagt_het_recht_opnieuw(mensen, plaats):
    for wie in ("pieter", "ada", "vera", "tess"):
        with pytest.raises(Weigering):
            plaats(door=wie)
    with pytest.raises(Weigering, match="andere school"):
        plaats(organisatie=f.OrganisatieFactory(school=mensen.andere_school))


def test_een_gesloten_traject_verandert_niet_meer(mensen, plaats):
    Traject.objects.filter(pk=mensen.traject.pk).update(fase=Fase.AFGEROND)
    with pytest.raises(Weigering, match="verandert niet meer"):
        plaats()


def test_stoppen_met_dag_en_reden(client_van, adres, mensen, plaats):
    plaatsing = plaats()
    url = adres("werkplekken:beeindig_plaatsing", plaatsing.pk)
    gegevens = {"laatste_dag": f.dagen(1).isoformat(), "reden": "Kan naar een werkplek."}
    assert client_van("bea").post(url, gegevens).status_code == 302
    plaatsing.refresh_from_db()
    assert plaatsing.tot == f.dagen(1)
    assert "stopt op" in _regels(mensen.traject)[0]
    assert _regels(mensen.traject)[0].endswith("Kan naar een werkplek.")


@pytest.mark.parametrize("dag", [-3, 30, 31])
def test_laatste_dag_ligt_binnen_de_periode(plaats, mensen, dag):
    plaatsing = plaats()
    with pytest.raises(Weigering, match="Kies een laatste dag vanaf"):
        acties.beeindig_plaatsing(plaatsing, laatste_dag=f.dagen(dag), reden="x", door=mensen.bea)


def test_zonder_reden_blijft_alles(client_van, adres, plaats):
    plaatsing = plaats()
    url = adres("werkplekken:beeindig_plaatsing", plaatsing.pk)
    client_van("bea").post(url, {"laatste_dag": f.dagen(1).isoformat(), "reden": " "})
    plaatsing.refresh_from_db()
    assert plaatsing.tot == f.dagen(30)


def test_wat_nog_niet_begon_gaat_niet_door(client_van, adres, mensen, plaats, arktos):
    plaatsing = plaats(van=f.dagen(1))
    url = adres("werkplekken:beeindig_plaatsing", plaatsing.pk)
    assert "nog niet begonnen" in client_van("bea").get(url).content.decode()
    client_van("bea").post(url, {"reden": "Begint toch bij een werkplek."})
    assert not arktos.plaatsingen.exists()
    assert "gaat niet door: Begint toch" in _regels(mensen.traject)[0]


def test_een_lange_reden_past_in_de_tijdlijn(mensen, plaats):
    acties.beeindig_plaatsing(plaats(), laatste_dag=f.dagen(1), reden="x" * 400, door=mensen.bea)
    assert len(_regels(mensen.traject)[0]) == 300


def test_plaatsing_van_een_overeenkomst_stopt_met_de_overeenkomst(client_van, adres, mensen):
    url = adres("werkplekken:beeindig_plaatsing", mensen.plaatsing.pk)
    zin = "Beëindig de overeenkomst"
    assert zin in client_van("bea").get(url).content.decode()
    gegevens = {"laatste_dag": f.dagen(1).isoformat(), "reden": "x"}
    client_van("bea").post(url, gegevens)
    mensen.plaatsing.refresh_from_db()
    assert mensen.plaatsing.tot == f.dagen(200)


def test_wat_voorbij_is_blijft_zoals_het_was(mensen, plaats):
    voorbij = plaats(van=f.dagen(-9), tot=f.dagen(-1))
    with pytest.raises(Weigering, match="al voorbij"):
        acties.beeindig_plaatsing(voorbij, laatste_dag=f.dagen(-5), reden="x", door=mensen.bea)


def test_wat_niet_doorgaat_en_een_contact_heeft_gaat_uit_het_zicht(mensen, plaats, arktos):
    lid = f.LidmaatschapFactory(school=mensen.school, rol="externe")
    f.OrganisatieMedewerkerFactory(organisatie=arktos, gebruiker=lid.gebruiker)
    plaatsing = plaats(van=f.dagen(1))
    f.ContactmomentFactory(traject=mensen.traject, door=mensen.bea, plaatsing=plaatsing)
    acties.beeindig_plaatsing(plaatsing, laatste_dag=f.dagen(1), reden="x", door=mensen.bea)
    plaatsing.refresh_from_db()
    assert (plaatsing.tot, plaatsing.aangeboden_op) == (f.dagen(-1), None)
    assert not Traject.objects.zichtbaar_voor(lid).exists()
    assert plaats(van=f.dagen(-2)), "staat een andere periode niet in de weg"
