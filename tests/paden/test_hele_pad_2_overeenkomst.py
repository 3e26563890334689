"""Steps 6, 7, 8 and 12: the agreement is made, the worker dies, all sign, the clock reminds."""

import io
import sys
import time

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.paden import wereld
from tests.paden.wereld import BAAS, LEERLING, MOEDER, kies, open_link, pdf_tekst

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def test_06_begeleider_maakt_de_overeenkomst_op(als, pad):
    pagina = als("begeleider")
    pagina.goto(f"/demo/overeenkomsten/nieuw/{pad.traject}/?q=pad")
    pagina.get_by_role("link", name="Kies Bakkerij Het Pad").click()
    expect(pagina.get_by_label("Polisnummer")).to_have_value("AO-77")
    pagina.get_by_label("Begindatum").fill(wereld.dag(0))
    pagina.get_by_label("Einddatum").fill(wereld.dag(-3))
    pagina.get_by_label("Uren per week op de werkplek").fill("24")
    pagina.get_by_label("Uren per week op school").fill("13")
    kies(pagina, "Tekent voor de school", "Coen")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("De einddatum moet na de begindatum liggen")).to_be_visible()
    pagina.get_by_label("Einddatum").fill(wereld.dag(200))
    pagina.get_by_role("button", name="Bewaren").click()
    pagina.get_by_role("link", name="Vul een voorbeeldweek in").click()
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_role("heading", name="Dit moet eerst")).to_be_visible()
    expect(pagina.get_by_role("button", name="Ter ondertekening sturen")).to_be_disabled()
    pagina.get_by_role("link", name="Vul de leervergoeding en haar categorie in.").click()
    kies(pagina, "Categorie leervergoeding", "2")
    pagina.get_by_label("Leervergoeding per maand").fill("675,90")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("Klaar om te versturen")).to_be_visible()
    expect(pagina.get_by_text("Overeenkomst van alternerende opleiding").first).to_be_visible()
    pad.overeenkomst = pagina.url.removeprefix(pad.stapel.basis)


def test_07_de_werker_sterft_terwijl_het_document_gemaakt_wordt(als, pad, monkeypatch):
    """Killed at a named point; once it is back the document comes, once, without a press."""
    bereikt = pad.map / "bereikt"
    monkeypatch.setenv("BLOKKEER_BESTAND", str(bereikt))
    pad.stapel.dood_werker()
    pad.stapel.start_werker([sys.executable, *wereld.TRAGE_WERKER])
    pagina = als("begeleider")
    pagina.goto(pad.overeenkomst)
    pagina.get_by_role("button", name="Ter ondertekening sturen").click()
    expect(pagina.get_by_text("Het document wordt gemaakt. Het komt vanzelf")).to_be_visible()
    wereld.wacht_tot(bereikt.exists, 60)
    pad.stapel.dood_werker()
    pad.stapel.start_werker()
    terug = time.monotonic()
    openen = pagina.get_by_role("link", name="Openen (De overeenkomst om te tekenen, pdf)")
    expect(openen).to_be_visible(timeout=60_000)
    assert time.monotonic() - terug < 60
    pad.tekenversie = pagina.request.get(openen.get_attribute("href")).body()
    for wie in (LEERLING, MOEDER, BAAS):
        onderwerp = "Teken jouw overeenkomst" if wie is LEERLING else "Teken de overeenkomst"
        pad.stapel.wacht_op_mail(wie.email, onderwerp)
        assert len([m for m in pad.stapel.mails(wie.email) if onderwerp in m.onderwerp]) == 1


def teken_via_link(pagina: Page, pad, wie, adres: str) -> None:
    open_link(pagina, pad.stapel, wie.email, adres)
    pagina.get_by_label("Ik heb de overeenkomst gelezen").check()
    pagina.get_by_label("Typ je voornaam en naam").fill(wie.naam)
    pagina.get_by_role("button", name="Ondertekenen", exact=True).click()
    expect(pagina.get_by_role("heading", name=f"Bedankt, {wie.naam}")).to_be_visible()


def test_08_leerling_ouder_en_school_tekenen(als, pad):
    mail = pad.stapel.wacht_op_mail(MOEDER.email, "Teken de overeenkomst")
    teken_via_link(als(None, breedte=390), pad, MOEDER, mail.links[0][1])
    leerling = als(None, breedte=390, sessie=pad.telefoon_van_de_leerling)
    leerling.goto("/demo/")
    coordinator = als("coordinator")
    coordinator.goto(pad.overeenkomst)
    for pagina, naam in ((leerling, LEERLING.naam), (coordinator, "Coen Willems")):
        pagina.get_by_role("link", name="Lezen en tekenen").click()
        pagina.get_by_label("Ik heb de overeenkomst gelezen").check()
        pagina.get_by_label("Typ je voornaam en naam").fill(naam)
        pagina.get_by_role("button", name="Ondertekenen", exact=True).click()
        expect(pagina.get_by_text("Je hebt getekend")).to_be_visible()


def test_12_de_klok_herinnert_wie_nog_niet_tekende(als, pad):
    """Before the company signs: the reminder's link works, the first one no longer."""
    eerste = pad.stapel.wacht_op_mail(BAAS.email, "Teken de overeenkomst").links[0][1]
    pad.vraag_was_eerder(BAAS.email, 4)
    herinnering = pad.stapel.wacht_op_mail(BAAS.email, "Herinnering", binnen=60)
    assert "We wachten nog op jouw handtekening" in herinnering.tekst
    onderneming = als(None)
    assert onderneming.goto(eerste).status == 410
    expect(onderneming.get_by_text("Er is een nieuwere link")).to_be_visible()
    administratie = als("administratie")
    administratie.goto(f"/demo/postvak/?q={BAAS.email}")
    expect(administratie.get_by_text("Herinnering: teken de overeenkomst").first).to_be_visible()


def test_08b_de_onderneming_tekent_en_het_bewijs_komt(als, pad):
    mail = [m for m in pad.stapel.mails(BAAS.email) if "Herinnering" in m.onderwerp][-1]
    teken_via_link(als(None, breedte=390), pad, BAAS, mail.links[0][1])
    pagina = als("begeleider")
    pagina.goto(pad.overeenkomst)
    openen = pagina.get_by_role("link", name="Openen (De getekende overeenkomst, pdf)")
    expect(openen).to_be_visible(timeout=30_000)
    pad.bewijs = pagina.request.get(openen.get_attribute("href")).body()
    tekst = pdf_tekst(pad.bewijs)
    for wie in (LEERLING, MOEDER, BAAS):
        assert f"typte “{wie.naam}”" in tekst
    assert "typte “Coen Willems”" in tekst
    assert tekst.count("getekend op") == 4
    hash = wereld.sha256(pad.tekenversie)
    assert hash in tekst.replace(" ", "")
    with pikepdf.open(io.BytesIO(pad.bewijs)) as pdf:
        ingesloten = pdf.attachments["tekenversie.pdf"].get_file().read_bytes()
    assert wereld.sha256(ingesloten) == hash
    onderneming = als(None)
    voltooid = pad.stapel.wacht_op_mail(BAAS.email, "is getekend")
    open_link(onderneming, pad.stapel, BAAS.email, voltooid.links[0][1])
    link = onderneming.get_by_role("link", name="Open de getekende overeenkomst")
    assert onderneming.request.get(link.get_attribute("href")).body() == pad.bewijs
