"""What one does with several learners of the caseload at once."""

import io
import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gebruikers import opdrachten
from gebruikers.models import Bericht, Opdracht
from gebruikers.overgang import Weigering
from tests import factories as f
from tests.overzichten.zaken import allerlei, lopend, zaak
from trajecten.acties_overdracht import draag_over
from trajecten.models import Inzage
from werkplekken.models import Mentor

pytestmark = pytest.mark.django_db


def zinnen(antwoord) -> str:
    return " ".join(str(melding) for melding in get_messages(antwoord.wsgi_request))


def test_steekkaarten_van_wie_men_aanvinkt_en_alleen_van_wie_men_ziet(mensen, client_van, adres):
    een, ander = lopend(mensen), zaak(mensen)
    kaarten, bea = adres("overzichten:steekkaarten"), client_van("bea")
    gekozen = {"traject": [een.pk, mensen.vera_traject.pk, mensen.vreemd_traject.pk, "x", "²"]}
    antwoord = bea.get(kaarten, gekozen)
    assert [k.rij.traject for k in antwoord.context["kaarten"]] == [een]
    assert str(mensen.vera_traject.leerling) not in antwoord.text
    assert str(ander.leerling) not in antwoord.text
    assert Inzage.objects.get(leerling=een.leerling, lid=mensen.bea).deel == "contact"
    assert not Inzage.objects.filter(leerling=ander.leerling).exists()
    antwoord = bea.get(kaarten, {"alles": "1", "fase": "lopend"})
    assert [k.rij.traject for k in antwoord.context["kaarten"]] == [een]


def test_een_steekkaart_toont_wat_die_rol_leest(mensen, client_van, adres):
    traject = lopend(mensen)
    f.BetrokkeneFactory(
        leerling=traject.leerling, voornaam="Rita", naam="Rood", telefoon="0470 33 44 55"
    )
    Mentor.objects.update(telefoon="03 123 45 67")
    kaarten, keuze = adres("overzichten:steekkaarten"), {"traject": traject.pk}
    bea, lea = client_van("bea").get(kaarten, keuze).text, client_van("lea").get(kaarten, keuze)
    assert "Rita Rood" in bea
    assert "0470 33 44 55" in bea
    assert "03 123 45 67" in bea
    assert "03 123 45 67" in lea.text, "een leerkracht leest de werkplekken"
    for van_een_ander in ("Rita", "0470 33 44 55"):
        assert van_een_ander not in lea.text
    assert "Bea Cast" in lea.text


def test_kaarten_in_een_vast_aantal_vragen(mensen, client_van, adres, meet):
    bea, alles = client_van("bea"), adres("overzichten:steekkaarten") + "?alles=1"
    allerlei(mensen, 2)
    weinig = meet(bea, alles)
    allerlei(mensen, 6)
    assert meet(bea, alles) == weinig <= 25


def test_naar_een_taak_voor_allen(mensen, client_van, adres):
    een, twee = zaak(mensen), zaak(mensen)
    gekozen = {"traject": [een.pk, twee.pk, mensen.vera_traject.pk]}
    antwoord = client_van("bea").get(adres("overzichten:taak"), gekozen, follow=True)
    assert antwoord.redirect_chain[0][0] == (
        f"{adres('trajecten:geef_taak')}?traject={een.pk}&traject={twee.pk}"
    )
    assert str(twee.leerling) in antwoord.text


@pytest.mark.parametrize("blad", ["steekkaarten", "uitvoer", "overdracht", "taak"])
def test_niemand_aangevinkt(client_van, adres, blad):
    antwoord = client_van("bea").get(adres(f"overzichten:{blad}"), {"fase": "lopend"})
    assert antwoord.url == adres("overzichten:leerlingen") + "?fase=lopend"
    assert "Vink eerst" in zinnen(antwoord)


@pytest.mark.parametrize("blad", ["overdracht", "taak", "bezoeken", "herinner"])
def test_niet_te_veel_tegelijk(mensen, client_van, adres, monkeypatch, blad):
    monkeypatch.setattr("overzichten.selectie.HOOGSTENS", 1)
    gekozen = {"traject": [mensen.traject.pk, zaak(mensen).pk]}
    antwoord = client_van("bea").get(adres(f"overzichten:{blad}"), gekozen)
    assert antwoord.url == adres("overzichten:leerlingen")
    assert "Kies hoogstens 60 leerlingen tegelijk." in zinnen(antwoord)


def rijen(opdracht: Opdracht) -> list[dict]:
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    with opdracht.bestand.open("rb") as bestand:
        kop, *inhoud = load_workbook(io.BytesIO(bestand.read())).active.iter_rows(values_only=True)
    return [dict(zip(kop, rij, strict=True)) for rij in inhoud]


def vraag_rekenblad(client, adres, vraag: str) -> list[dict]:
    client.post(f"{adres('overzichten:uitvoer')}?{vraag}")
    return rijen(Opdracht.objects.latest("pk"))


def test_hetzelfde_rekenblad_voor_begeleider_en_coordinator(mensen, client_van, adres):
    een, _ander = lopend(mensen), zaak(mensen)
    vraag = f"traject={een.pk}"
    van_bea = vraag_rekenblad(client_van("bea"), adres, vraag)
    assert [rij["Leerling"] for rij in van_bea] == [str(een.leerling)]
    assert van_bea[0]["Werkplek"] == "Bakkerij Cools Beveren"
    assert van_bea == vraag_rekenblad(client_van("coen"), adres, vraag)
    van_ada = vraag_rekenblad(client_van("ada"), adres, vraag)
    assert "Behaald van het plan (%)" not in van_ada[0], "de administratie leest geen beoordelingen"
    alle = vraag_rekenblad(client_van("bea"), adres, "alles=1&sorteer=-naam")
    namen = [rij["Leerling"] for rij in alle]
    assert len(namen) == 3
    assert str(mensen.vera_traject.leerling) not in namen


def test_wie_een_leerling_niet_meer_ziet_krijgt_het_bestand_niet(mensen, client_van, adres):
    een = zaak(mensen)
    client_van("bea").post(f"{adres('overzichten:uitvoer')}?traject={een.pk}")
    opdracht = Opdracht.objects.latest("pk")
    rijen(opdracht)
    opdrachten.haal_af(opdracht, lid=mensen.bea)
    assert Inzage.objects.filter(leerling=een.leerling, hoe=Inzage.Hoe.EXPORT).exists()
    een.team.all().delete()
    with pytest.raises(Weigering, match="niet meer ziet"):
        opdrachten.haal_af(opdracht, lid=mensen.bea)


def draag(client, vraag: str, mensen, **velden):
    """Look who it is about, and hand them over."""
    gezien = client.get(vraag).context["gezien"]
    velden = {"naar": mensen.vera.pk, "vanaf": f.dagen(0), "gezien": gezien} | velden
    return client.post(vraag, velden)


def test_een_begeleider_draagt_over_en_de_collega_hoort_het(mensen, client_van, adres):
    een, twee = zaak(mensen), zaak(mensen)
    vraag = f"{adres('overzichten:overdracht')}?traject={een.pk}&traject={twee.pk}"
    bea = client_van("bea")
    assert "2 leerlingen overdragen" in bea.get(vraag).text
    antwoord = draag(bea, vraag, mensen)
    assert "neemt 2 leerlingen over" in zinnen(antwoord)
    lijst = adres("overzichten:leerlingen")
    assert str(een.leerling) not in bea.get(lijst).text
    assert str(een.leerling) in client_van("vera").get(lijst).text
    mail = Bericht.objects.get(soort="overgedragen")
    assert mail.aan == mensen.vera.gebruiker.email
    assert str(een.leerling) not in mail.onderwerp
    assert f"steekkaarten/?traject={een.pk}" in mail.tekst
    assert een.gebeurtenissen.filter(soort="team").exists()


def test_vanaf_een_latere_dag_ziet_elk_wat_van_die_dag_is(mensen):
    traject = zaak(mensen)
    draag_over(
        [traject], van=mensen.bea.gebruiker, naar=mensen.vera, vanaf=f.dagen(7), door=mensen.bea
    )
    leden = {lid.gebruiker: lid for lid in traject.team.all()}
    assert leden[mensen.bea.gebruiker].tot == f.dagen(6)
    assert (leden[mensen.vera.gebruiker].van, leden[mensen.vera.gebruiker].tot) == (
        f.dagen(7), None,
    )  # fmt: skip


def test_heen_en_terug_op_dezelfde_dag_laat_niets_dubbel(mensen):
    traject = zaak(mensen)
    bea, vera = mensen.bea, mensen.vera
    draag_over([traject], van=bea.gebruiker, naar=vera, vanaf=f.dagen(0), door=bea)
    draag_over([traject], van=vera.gebruiker, naar=bea, vanaf=f.dagen(0), door=vera)
    nu = traject.team.begeleiders()
    assert [lid.gebruiker for lid in nu] == [bea.gebruiker]


def test_de_coordinator_zegt_van_wie(mensen, client_van, adres):
    een = zaak(mensen)
    vraag = f"{adres('overzichten:overdracht')}?traject={een.pk}"
    vraag += f"&traject={mensen.vera_traject.pk}"
    antwoord = draag(client_van("coen"), vraag, mensen, van=mensen.bea.pk)
    assert "neemt 1 leerling over" in zinnen(antwoord)
    assert "begeleidt die dan niet" in zinnen(antwoord)
    antwoord = draag(client_van("coen"), vraag, mensen, van=mensen.vera.pk)
    assert antwoord.status_code == 422, "aan zichzelf"
    assert "Kies een andere trajectbegeleider" in antwoord.text


def test_wie_intussen_in_de_lijst_kwam_gaat_niet_ongezien_mee(mensen, client_van, adres):
    vraag = f"{adres('overzichten:overdracht')}?alles=1"
    bea = client_van("bea")
    gezien, later = bea.get(vraag).context["gezien"], zaak(mensen)
    antwoord = draag(bea, vraag, mensen, gezien=gezien)
    assert antwoord.status_code == 422
    assert "Intussen veranderde er iets" in antwoord.text
    assert str(later.leerling) in antwoord.text
    assert [rij.gebruiker for rij in later.team.begeleiders()] == [mensen.bea.gebruiker]
    assert draag(bea, vraag, mensen).status_code == 302
    assert [rij.gebruiker for rij in later.team.begeleiders()] == [mensen.vera.gebruiker]


def test_wat_later_ingaat_noemt_de_mail_bij_initialen(mensen):
    traject = zaak(mensen)
    wat = {"van": mensen.bea.gebruiker, "naar": mensen.vera, "door": mensen.bea}
    draag_over([traject], vanaf=f.dagen(7), **wat)
    mail = Bericht.objects.get(soort="overgedragen")
    assert str(traject.leerling) not in mail.tekst
    assert traject.leerling.initialen in mail.tekst


def test_wie_al_tot_een_dag_meebegeleidt_blijft_een_keer(mensen):
    traject = zaak(mensen)
    f.TeamlidFactory(traject=traject, gebruiker=mensen.vera.gebruiker, tot=f.dagen(30))
    wat = {"van": mensen.bea.gebruiker, "naar": mensen.vera, "door": mensen.bea}
    draag_over([traject], vanaf=f.dagen(7), **wat)
    [lid] = traject.team.filter(gebruiker=mensen.vera.gebruiker)
    assert (lid.van <= f.dagen(0), lid.tot) == (True, None)


def test_wie_dan_geen_begeleider_meer_is_neemt_niet_over(mensen):
    mensen.vera.tot = f.dagen(5)
    mensen.vera.save()
    wat = {"van": mensen.bea.gebruiker, "naar": mensen.vera, "door": mensen.bea}
    with pytest.raises(Weigering, match="die dag geen trajectbegeleider"):
        draag_over([zaak(mensen)], vanaf=f.dagen(6), **wat)
    assert draag_over([zaak(mensen)], vanaf=f.dagen(5), **wat).gelukt


def test_een_coordinator_die_ook_begeleidt_neemt_zelf_over(mensen, client_van, adres):
    traject = zaak(mensen)
    ook = f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.coen.gebruiker)
    vraag = f"{adres('overzichten:overdracht')}?traject={traject.pk}"
    draag(client_van("coen"), vraag, mensen, van=mensen.bea.pk, naar=ook.pk)
    assert [lid.gebruiker for lid in traject.team.begeleiders()] == [mensen.coen.gebruiker]
    assert not Bericht.objects.filter(soort="overgedragen").exists(), "niet aan zichzelf"


def test_overdragen_kost_niet_per_leerling(mensen):
    def vragen(aantal: int) -> int:
        trajecten = [zaak(mensen) for _ in range(aantal)]
        wat = {"van": mensen.bea.gebruiker, "naar": mensen.vera, "door": mensen.bea}
        with CaptureQueriesContext(connection) as vangst:
            draag_over(trajecten, vanaf=f.dagen(7), **wat)
        return len(vangst)

    een = vragen(1)
    assert vragen(9) - een == 8, "een regel in elke tijdlijn"


def test_wie_niet_overdraagt(mensen):
    traject = zaak(mensen)
    wat = {"van": mensen.bea.gebruiker, "naar": mensen.vera, "vanaf": f.dagen(0)}
    for anders, door in [
        ({"naar": mensen.pieter}, "bea"),
        ({"naar": mensen.bea}, "bea"),
        ({"naar": f.LidmaatschapFactory(school=mensen.andere_school)}, "bea"),
        ({"vanaf": f.dagen(-1)}, "bea"),
        ({"van": mensen.vera.gebruiker, "naar": mensen.bea}, "bea"),
        ({}, "vera"),
    ]:
        with pytest.raises(Weigering):
            draag_over([traject], door=getattr(mensen, door), **(wat | anders))
    assert list(traject.team.begeleiders().values_list("gebruiker", flat=True)) == [
        mensen.bea.gebruiker_id
    ]


def test_wat_aangevinkt_is_gaat_mee_naar_een_ander_blad(mensen, client_van, adres):
    """Of another's learner nothing more than the number that was asked."""
    for _ in range(26):
        zaak(mensen)
    bea, lijst = client_van("bea"), adres("overzichten:leerlingen")
    eerste = bea.get(lijst).context["rijen"][0].traject.pk
    antwoord = bea.get(lijst, {"page": 2, "traject": [eerste, mensen.vera_traject.pk, "x"]})
    assert antwoord.context["elders"] == [eerste, mensen.vera_traject.pk]
    assert f'<input type="hidden" name="traject" value="{eerste}">' in antwoord.text
    assert "2 daarvan staan niet op dit blad" in antwoord.text
    terug = bea.get(lijst, {"traject": [eerste]})
    assert terug.context["elders"] == []
    assert re.search(rf'value="{eerste}"\s+checked', terug.text)
