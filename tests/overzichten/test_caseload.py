import pytest

from overeenkomsten.statussen import Partij
from tests import factories as f
from tests.overzichten.zaken import allerlei, lopend, overeenkomst, reken, teken, zaak
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db
BLADEN = ["overzichten:start", "overzichten:leerlingen"]


@pytest.mark.parametrize("naam", BLADEN)
@pytest.mark.parametrize("wie", ["bea", "pieter", "lea", "coen"])
def test_vast_aantal_queries(naam, wie, mensen, client_van, adres, meet):
    client, blad = client_van(wie), adres(naam)
    allerlei(mensen, 2)
    tien = meet(client, blad)
    allerlei(mensen, 18)
    assert meet(client, blad) == tien
    assert tien <= 25


def test_administratie_vast_aantal_queries(mensen, client_van, adres, meet):
    client, blad = client_van("ada"), adres("overzichten:start")
    allerlei(mensen, 2)
    tien = meet(client, blad)
    allerlei(mensen, 18)
    assert meet(client, blad) == tien <= 25


@pytest.mark.parametrize("naam", BLADEN)
def test_mijn_leerling_staat_erin_die_van_vera_niet(naam, mensen, client_van, adres):
    antwoord = client_van("bea").get(adres(naam)).content.decode()
    assert "Lotte Maes" in antwoord
    assert str(mensen.vera_traject.leerling) not in antwoord
    antwoord = client_van("vera").get(adres(naam)).content.decode()
    assert "Lotte Maes" not in antwoord


def rijen(client, blad) -> list[str]:
    return [str(rij.leerling) for rij in client.get(blad).context["rijen"]]


def test_filters_in_het_adres(mensen, client_van, adres):
    bea, lijst = client_van("bea"), adres("overzichten:leerlingen")
    wacht, aanloop, loopt = zaak(mensen), zaak(mensen, fase=Fase.AANLOOP), lopend(mensen)
    overeenkomst(mensen, wacht)
    reken(mensen)
    assert rijen(bea, f"{lijst}?fase=aanloop") == [str(aanloop.leerling)]
    assert rijen(bea, f"{lijst}?filter=niet_getekend") == [str(wacht.leerling)]
    assert rijen(bea, f"{lijst}?filter=niet_geregistreerd") == [str(loopt.leerling)]
    assert rijen(bea, f"{lijst}?filter=zonder_plan") == [str(loopt.leerling)]
    assert rijen(bea, f"{lijst}?q=mães+lot") == ["Lotte Maes"]
    assert len(rijen(bea, f"{lijst}?filter=onzin&fase=onzin&sorteer=onzin&page=x")) == 4


def test_gesorteerd_op_wat_eerst_afloopt(mensen, client_van, adres):
    bea, lijst = client_van("bea"), adres("overzichten:leerlingen")
    laat, vroeg = zaak(mensen, begindatum=f.dagen(0)), zaak(mensen, begindatum=f.dagen(-90))
    reken(mensen)
    namen = rijen(bea, f"{lijst}?sorteer=termijn")
    assert namen.index(str(vroeg.leerling)) < namen.index(str(laat.leerling))


def test_afgesloten_trajecten_staan_er_enkel_op_vraag(mensen, client_van, adres):
    klaar = zaak(mensen, fase=Fase.AFGEROND)
    bea, lijst = client_van("bea"), adres("overzichten:leerlingen")
    assert str(klaar.leerling) not in rijen(bea, lijst)
    assert rijen(bea, f"{lijst}?fase=afgerond") == [str(klaar.leerling)]


def test_twee_overeenkomsten_tonen_een_leerling_eenmaal(mensen, client_van, adres):
    traject = zaak(mensen)
    overeenkomst(mensen, traject)
    ander = f.VestigingFactory(onderneming=mensen.vestiging.onderneming)
    f.OvereenkomstFactory(traject=traject, vestiging=ander)
    bea = client_van("bea")
    namen = rijen(bea, adres("overzichten:leerlingen"))
    assert sorted(namen) == sorted(["Lotte Maes", str(traject.leerling)])


def test_de_rij_legt_uit_wanneer_iemand_op_schema_is(mensen, client_van, adres):
    lopend(mensen).plannen.update(status="akkoord")
    blad, zin = adres("overzichten:leerlingen"), "Tot 10 % verschil heet dat op schema."
    assert zin in client_van("bea").get(blad).text
    assert zin not in client_van("ada").get(blad).text, "wie geen oordelen leest"


def test_handtekeningen_in_de_rij(mensen, client_van, adres):
    traject = zaak(mensen)
    teken(overeenkomst(mensen, traject), Partij.LEERLING, Partij.SCHOOL)
    antwoord = client_van("bea").get(adres("overzichten:leerlingen") + "?filter=niet_getekend")
    assert [(t.letter, t.staat) for t in antwoord.context["rijen"][0].tekens] == [
        ("L", "ja"), ("O", "wacht"), ("W", "wacht"), ("S", "ja"),
    ]  # fmt: skip
    lea = client_van("lea").get(adres("overzichten:leerlingen") + "?filter=niet_getekend")
    assert lea.context["rijen"][0].tekens == [], "een leerkracht ziet de feiten, niet wie tekende"
    assert "ter ondertekening" in lea.content.decode()


def test_handtekeningen_van_een_vorige_versie_tellen_niet(mensen, client_van, adres):
    rij = overeenkomst(mensen, zaak(mensen))
    teken(rij, *Partij)
    rij.versie = 2
    rij.save()
    rij.ondertekenaars.create(versie=2, partij="school", naam="Coen", gevraagd_op=rij.aangemaakt_op)
    for naam in BLADEN:
        antwoord = client_van("bea").get(adres(naam))
        (gevonden,) = [r for r in antwoord.context["rijen"] if r.traject == rij.traject]
        assert [(t.letter, t.staat) for t in gevonden.tekens] == [("S", "wacht")]


def test_htmx_krijgt_het_stuk(client_van, adres):
    antwoord = client_van("bea").get(
        adres("overzichten:leerlingen"), headers={"HX-Request": "true"}
    )
    assert "<html" not in antwoord.content.decode()
    assert "HX-Request" in antwoord["Vary"]


def test_vijfentwintig_per_blad(mensen, client_van, adres):
    for _ in range(26):
        zaak(mensen)
    bea, lijst = client_van("bea"), adres("overzichten:leerlingen")
    assert len(rijen(bea, lijst)) == 25
    assert len(rijen(bea, f"{lijst}?page=2")) == 2


@pytest.mark.parametrize(
    ("rol", "zin"),
    [
        ("leerkracht", "Zodra je leerkracht van een klas bent, of"),
        ("praktijk", "Zodra je leerkracht van een klas bent, of"),
        ("administratie", "Zodra een trajectbegeleider een traject start"),
    ],
)
def test_wie_niemand_ziet_leest_hoe_dat_komt(rol, zin, client, adres):
    lid = f.LidmaatschapFactory(school=f.SchoolFactory(code="leeg"), rol=rol)
    client.force_login(lid.gebruiker)
    tekst = client.get(adres("overzichten:leerlingen").replace("/eik/", "/leeg/")).text
    assert zin in tekst
    if rol != "administratie":
        vandaag = client.get(adres("overzichten:start").replace("/eik/", "/leeg/")).text
        assert "Nog niets te doen" in vandaag
        assert "Alles is gedaan" not in vandaag
