"""What the preview says before anything changes."""

import csv
import io

import pytest

from leerlingen.models import Leerling, Opleiding
from tests import factories as f

KOP = "Stamnummer;Naam;Voornaam;Geboortedatum;Klascode;Klasnaam;Administratieve groep;"
KOP += "Voornaam moeder;Naam moeder;E-mail moeder;INSZ\n"
LOTTE = "S1;Maes;Liesl;14/03/2009;6BBD;Bakkerij duaal;40001;Els;Jacobs;els@mail.example;\n"
pytestmark = pytest.mark.usefixtures("taken_meteen")


def test_hoe_het_bestand_gelezen_werd(upload, blad):
    tekst = blad(upload((KOP + LOTTE.replace("Liesl", "Zoë")).encode("cp1252")))
    assert "Gelezen als Windows-tekens (1252), kolommen gescheiden door puntkomma" in tekst
    assert "datums als dag/maand/jaar." in tekst
    assert "Niet overgenomen kolommen: INSZ." in tekst
    komma = "Stamnummer,Naam,Voornaam,Geboortedatum\nS1,Maes,Jo,2009-03-14\nS2,M,An,14/03/2009\n"
    tekst = blad(upload(komma))
    assert "UTF-8, kolommen gescheiden door komma" in tekst
    assert "datums als dag/maand/jaar en jaar-maand-dag." in tekst


def test_een_nieuwe_leerling_met_nummer_geboorte_klas_en_ouders(upload, blad):
    tekst = blad(upload(KOP + LOTTE))
    for wat in ("Liesl Maes", "S1", "14/03/2009", "6BBD", "moeder Els Jacobs, els@mail.example"):
        assert wat in tekst


def test_ongewijzigd_staat_in_een_eigen_lijst(upload, blad, ada, adres):
    ada.post(adres("leerlingen:bevestig", upload(KOP + LOTTE).pk))
    invoer = upload(KOP + LOTTE + LOTTE.replace("S1", "S2").replace("Liesl", "Jef"))
    assert "ongewijzigd · 1" in blad(invoer)
    assert "Liesl Maes" not in blad(invoer)
    tekst = blad(invoer, "?deel=ongewijzigd")
    assert "Liesl Maes" in tekst
    assert "moeder Els Jacobs, els@mail.example" in tekst


def test_een_gewijzigde_cel_met_oud_en_nieuw_en_alle_ouders(upload, blad, mensen):
    leerling = f.LeerlingFactory(school=mensen.school, stamnummer="S1", naam="Mas")
    f.BetrokkeneFactory(leerling=leerling, relatie="vader", voornaam="Jan", naam="Maes", email="")
    tekst = blad(upload(KOP + LOTTE), "?deel=gewijzigd")
    assert 'Naam: <span class="oud">Mas</span> → <span class="nieuw">Maes</span>' in tekst
    assert "vader Jan Maes<br>moeder Els Jacobs, els@mail.example" in tekst


def test_een_geweigerde_rij_noemt_de_leerling_en_elke_cel(upload, blad):
    tekst = blad(upload(KOP + "S1;Maes;Liesl;31/02/2009;6BBD;x;40001;Els;J;fout@;\n"))
    assert "Liesl Maes" in tekst
    assert "<b>Geboortedatum:</b> De datum 31/02/2009 bestaat niet." in tekst
    assert "<b>E-mail moeder:</b>" in tekst
    assert "<b>1</b> geweigerd" in tekst, "een rij telt een keer"
    assert "naam niet leesbaar" in blad(upload(KOP + "S1;=x;<b>;14/03/2009;;;;;;;\n"))


def test_geweigerde_rijen_zijn_een_bestand(upload, ada, adres):
    invoer = upload(KOP.replace("Geboortedatum", "=Geboren") + "S1;=M;Liesl;x;;;;;;;\n")
    antwoord = ada.get(adres("leerlingen:geweigerd", invoer.pk))
    rijen = list(csv.reader(io.StringIO(antwoord.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert rijen[0] == ["Rij", "Leerling", "Kolom", "Reden"]
    assert [rij[:3] for rij in rijen[1:]] == [["2", "Liesl", "Naam"], ["2", "Liesl", "'=Geboren"]]
    assert ada.get(adres("leerlingen:geweigerd", upload(KOP + LOTTE).pk)).status_code == 404


def test_een_bekende_groep_met_een_andere_naam_geeft_een_waarschuwing(
    upload, blad, ada, adres, mensen
):
    naam = "Aanloop haarverzorging"
    f.OpleidingFactory(school=mensen.school, administratieve_groep="40001", naam=naam)
    rijen = LOTTE + LOTTE.replace("S1", "S2") + LOTTE.replace("S1", "S3").replace("40001", "40009")
    invoer = upload(KOP + rijen)
    zin = f"Groep 40001 heet in het bestand “Bakkerij duaal”, bij jullie “{naam}”. 2 leerlingen"
    assert f"{zin} komen bij “{naam}”." in blad(invoer)
    assert blad(invoer).count("melding warning") == 1, "een nieuwe groep is geen botsing"
    ada.post(adres("leerlingen:bevestig", invoer.pk))
    assert Leerling.objects.get(stamnummer="S1").opleiding.naam == naam
    assert Opleiding.objects.get(administratieve_groep="40001").naam == naam
    assert "melding warning" not in blad(upload(KOP + rijen)), "wie er al bij was, verandert niet"


def test_een_groot_bestand_komt_per_vijftig(upload, blad):
    rijen = "".join(LOTTE.replace("S1", f"S{n:03d}") for n in range(120))
    invoer = upload(KOP + rijen)
    assert "1 van 3" in blad(invoer)
    assert "S119" not in blad(invoer)
    assert "S119" in blad(invoer, "?page=3")
