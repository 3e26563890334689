"""Steps 1 to 5 in the browser: one learner from the school's list to a plan that all agree with.

The three parts are one walk by nine people, on running web, worker and beat: they share one world
and follow each other.
"""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.paden import wereld
from tests.paden.wereld import LEERLING, MENTOR, kies, kom_binnen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
VOORBEELDEN = Path(__file__).parents[2] / "dev" / "voorbeelden"


def test_01_administratie_voert_de_leerling_in(als, pad):
    pagina = als("administratie")
    pagina.goto("/demo/leerlingen/invoer/")
    bestand = {"name": "export.csv", "mimeType": "text/csv", "buffer": wereld.export()}
    pagina.set_input_files("input[type=file]", bestand)
    pagina.get_by_role("button", name="Bekijk het voorbeeld").click()
    pagina.wait_for_url("**/leerlingen/invoer/*/")
    overnemen = pagina.get_by_role("button", name="overnemen")
    expect(overnemen).to_be_visible()
    expect(pagina.get_by_text("1 nieuw")).to_be_visible()
    assert "93051822361" not in pagina.content(), "een rijksregisternummer wordt nooit getoond"
    overnemen.click()
    expect(pagina.get_by_text("1 nieuw, 0 gewijzigd, 0 ongewijzigd")).to_be_visible()


def test_02_coordinator_voert_een_standaardtraject_in(als, pad):
    pagina = als("coordinator")
    pagina.goto("/demo/plannen/standaardtrajecten/")
    pagina.get_by_role("link", name="Standaardtraject invoeren").click()
    pagina.get_by_label("Naam").fill("Bakkerij, eigen uitgave")
    kies(pagina, "Opleiding", "Brood- en banketbakkerij duaal")
    pagina.set_input_files("input[type=file]", VOORBEELDEN / "bakker.csv")
    pagina.get_by_role("button", name="Bekijk het voorbeeld").click()
    expect(pagina.get_by_text("Kijk ze hieronder na")).to_be_visible()
    pagina.get_by_role("button", name="Overnemen").click()
    expect(pagina.get_by_role("heading", name="Bakkerij, eigen uitgave")).to_be_visible()


def test_03_begeleider_start_het_traject(als, pad):
    pagina = als("begeleider")
    pagina.goto("/demo/trajecten/zonder/?q=verstraeten")
    pagina.get_by_role("link", name="Traject starten voor").click()
    kies(pagina, "Eerste fase", "zoekt werkplek")
    kies(pagina, "Praktijkleerkracht", "Goossens")
    pagina.get_by_role("button", name="Traject starten").click()
    pagina.goto("/demo/mijn-leerlingen/?q=verstraeten")
    rij = pagina.get_by_role("row", name=LEERLING.naam)
    expect(rij).to_contain_text("zoekt werkplek")
    rij.get_by_role("link", name=LEERLING.naam).click()
    pagina.wait_for_url("**/dossier/*/")
    pad.traject = int(re.search(r"/dossier/(\d+)/", pagina.url)[1])


def test_04_begeleider_voegt_de_werkplek_toe_en_nodigt_de_mentor_uit(als, pad):
    pagina = als("begeleider")
    pagina.goto("/demo/werkplekken/nieuw/")
    wereld.vul(pagina, wereld.WERKPLEK)
    pagina.get_by_label("KBO-nummer").fill("0999.123.400")
    pagina.get_by_label("Mail de mentor meteen een uitnodiging").check()
    pagina.get_by_role("button", name="Toevoegen").click()
    expect(pagina.get_by_text("controlecijfers").first).to_be_visible()
    expect(pagina.locator("#id_onderneming-naam")).to_have_value("Bakkerij Het Pad")
    pagina.get_by_label("KBO-nummer").fill(wereld.KBO)
    pagina.get_by_role("button", name="Toevoegen").click()
    expect(pagina.get_by_role("heading", name="Bakkerij Het Pad").first).to_be_visible()
    pagina.get_by_role("link", name="Bewerken", exact=True).first.click()
    wereld.vul(pagina, wereld.ONDERNEMING_VERDER)
    pagina.get_by_role("button", name="Bewaren").click()
    pagina.get_by_role("link", name="Erkenning toevoegen").click()
    kies(pagina, "Opleiding", "Brood- en banketbakkerij duaal")
    pagina.get_by_label("Erkend vanaf").fill(wereld.dag(-10))
    pagina.get_by_label("Geldig tot en met").fill(wereld.dag(900))
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("geldig tot")).to_be_visible()


def test_04b_mentor_en_leerling_komen_binnen_vanuit_de_mail(als, pad):
    telefoon = als(None, breedte=390)
    kom_binnen(telefoon, pad.stapel, MENTOR.email)
    pad.telefoon_van_de_mentor = telefoon.context.storage_state()
    (sessie,) = [c for c in telefoon.context.cookies() if c["name"] == "sessionid"]
    assert 89 < (sessie["expires"] - time.time()) / 86_400 <= 90, "een telefoon blijft 90 dagen"
    pagina = als("begeleider")
    pagina.goto("/demo/leerlingen/?q=verstraeten")
    pagina.get_by_role("link", name="Verstraeten Tibo").click()
    pagina.get_by_role("button", name="Leerling uitnodigen").click()
    expect(pagina.get_by_text(f"De uitnodiging gaat naar {LEERLING.email}")).to_be_visible()
    van_de_leerling = als(None, breedte=390)
    kom_binnen(van_de_leerling, pad.stapel, LEERLING.email)
    pad.telefoon_van_de_leerling = van_de_leerling.context.storage_state()


def test_05_begeleider_maakt_het_plan(als, pad):
    pagina = als("begeleider")
    pagina.goto(f"/demo/plannen/traject/{pad.traject}/")
    kies(pagina, "Standaardtraject", "eigen uitgave")
    pagina.get_by_role("button", name="Plan maken").click()
    for knop in range(pagina.get_by_role("button", name="Zet hele cluster").count()):
        pagina.get_by_label("Aanbreng voor heel").nth(knop).select_option("school")
        pagina.get_by_label("Inoefening voor heel").nth(knop).select_option("werkplek")
        pagina.get_by_role("button", name="Zet hele cluster").nth(knop).click()
    pagina.locator("select[name$='-inoefening']").last.select_option("nergens")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("1 competentie nergens gepland")).to_be_visible()
    pagina.get_by_role("button", name="Voorleggen").click()
    expect(pagina.get_by_text("Het plan ligt voor.")).to_be_visible()


def test_05b_de_leerling_vraagt_en_gaat_na_het_antwoord_akkoord(als, pad):
    plan = f"/demo/plannen/traject/{pad.traject}/"
    telefoon = als(None, breedte=390, sessie=pad.telefoon_van_de_leerling)
    telefoon.goto(plan)
    telefoon.get_by_text("Ik heb een vraag").click()
    telefoon.get_by_label("Je vraag, of wat er niet klopt").fill("Leer ik ook taarten maken?")
    telefoon.get_by_role("button", name="Vraag sturen").click()
    expect(telefoon.get_by_text("Je vraag is verstuurd.")).to_be_visible()
    pagina = als("begeleider")
    pagina.goto(pad.stapel.wacht_op_mail("begeleider@demo.example", "Er is een vraag").links[0][1])
    pagina.get_by_label("Antwoord").fill("Ja, vanaf de derde maand.")
    pagina.get_by_role("button", name="Antwoord").click()
    expect(pagina.get_by_text("Je antwoord staat bij het plan.")).to_be_visible()
    telefoon.goto(pad.stapel.wacht_op_mail(LEERLING.email, "is beantwoord").links[0][1])
    expect(telefoon.get_by_text("Ja, vanaf de derde maand.")).to_be_visible()
    telefoon.get_by_role("button", name="Ik ga akkoord").click()
    expect(telefoon.get_by_text("Jij ging akkoord op")).to_be_visible()


def test_05c_het_akkoord_van_de_mentor_komt_uit_een_gesprek(als, pad):
    pagina = als("begeleider")
    pagina.on("dialog", lambda vraag: vraag.accept())
    pagina.goto(f"/demo/plannen/traject/{pad.traject}/")
    for keer in (1, 2):
        pagina.get_by_role("link", name="Akkoord uit gesprek noteren").click()
        pagina.get_by_label("Met wie").select_option(label=f"{MENTOR.naam}, Bakkerij Het Pad")
        pagina.get_by_label("Deze persoon kent versie 1 van het plan").check()
        pagina.get_by_role("button", name="Akkoord noteren").click()
        expect(pagina.get_by_text("ging akkoord op")).to_have_count(2)
        if keer == 1:
            pagina.get_by_role("button", name="Ongedaan maken").click()
            expect(pagina.get_by_text("Het akkoord is ongedaan gemaakt.")).to_be_visible()
    pagina.get_by_role("button", name="De school gaat akkoord").click()
    expect(pagina.get_by_text("ging akkoord op")).to_have_count(3)
