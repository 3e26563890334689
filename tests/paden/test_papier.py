"""An agreement that both parents sign: father and learner on paper, the mother at the table, the
company with its own certificate, and the school with a drawing."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.overeenkomsten.elders import onderteken
from tests.paden.wereld import pdf_tekst

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def _scan() -> dict:
    uit = io.BytesIO()
    Image.new("L", (800, 1100), "white").save(uit, "JPEG")
    return {"name": "scan.jpg", "mimeType": "image/jpeg", "buffer": uit.getvalue()}


def _teken(pagina: Page, naam: str) -> None:
    pagina.get_by_label("Ik heb de overeenkomst gelezen").check()
    pagina.get_by_label("Typ je voornaam en naam").fill(naam)
    pagina.get_by_role("button", name="Ondertekenen", exact=True).click()


def test_twee_ouders_en_een_scan_tot_het_bewijsdocument(als):
    bea = als("begeleider")
    bea.goto("/demo/overeenkomsten/?q=Kobe")
    bea.get_by_role("link", name="Kobe").first.click()
    blad = bea.url
    expect(bea.get_by_text("op papier, ingegeven door Bea De Smet")).to_be_visible()
    bea.get_by_role("link", name="Op papier laten tekenen").click()
    openen = bea.get_by_role("link", name="Openen (Om op papier te tekenen, pdf)")
    gedrukt = pdf_tekst(bea.request.get(openen.get_attribute("href")).body())
    code = re.search(r"[0-9A-F]{4} [0-9A-F]{4}\b", gedrukt)[0]
    baas = bea.locator("label", has_text="(Onderneming)").inner_text().split(" (")[0]
    bea.get_by_label("(Leerling)").check()
    bea.get_by_label("Scan of foto").set_input_files(_scan())
    bea.get_by_label("Code rechtsboven op het blad").fill(code.lower())
    bea.get_by_role("button", name="Bewaren").click()
    expect(bea.get_by_text("Bewaard:")).to_be_visible()
    bea.get_by_role("link", name="Op papier laten tekenen").click()
    elders = bea.get_by_role("link", name="Openen (Om elders te tekenen, pdf)")
    kaal = bea.request.get(elders.get_attribute("href")).body()
    with ThreadPoolExecutor() as buiten:  # the browser has the loop of this thread
        pdf = buiten.submit(onderteken, kaal, f"{baas} (Signature)").result()
    bestand = {"name": "getekend.pdf", "mimeType": "application/pdf", "buffer": pdf}
    bea.get_by_label("De getekende pdf").set_input_files(bestand)
    bea.get_by_role("button", name="Nakijken").click()
    expect(bea.get_by_text("keten niet gecontroleerd")).to_be_visible()
    van = bea.get_by_label(f"De handtekening van {baas} (Signature) is van")
    expect(van.locator("option:checked")).to_contain_text(f"{baas} (Onderneming)")
    bea.get_by_role("button", name="Bewaren").click()
    expect(bea.get_by_text(f"Bewaard: {baas} tekende elektronisch.")).to_be_visible()

    # The mother at the table; the father did so on paper.
    bea.goto(blad)
    bea.get_by_role("link", name="Aan tafel tekenen").first.click()
    bea.get_by_label("(Ouder)").check()
    bea.get_by_role("button", name="Afmelden en het toestel doorgeven").click()
    ik = bea.get_by_role("link", name="Ik ben")
    moeder = ik.inner_text().removeprefix("Ik ben ")
    ik.click()
    _teken(bea, moeder)
    expect(bea.get_by_text(f"Bedankt, {moeder}")).to_be_visible()

    coen = als("coordinator", breedte=390)
    coen.goto(blad)
    coen.get_by_role("link", name="Lezen en tekenen").click()
    vak = coen.locator("[data-krabbel] canvas")
    vak.scroll_into_view_if_needed()
    plek = vak.bounding_box()
    coen.mouse.move(plek["x"] + 40, plek["y"] + 40)
    coen.mouse.down()
    coen.mouse.move(plek["x"] + 160, plek["y"] + 60, steps=8)
    coen.mouse.up()
    _teken(coen, "Coen Willems")
    expect(coen.get_by_text("Je hebt getekend")).to_be_visible()

    bea = als("begeleider")
    bea.goto(blad)
    openen = bea.get_by_role("link", name="Openen (De getekende overeenkomst, pdf)")
    expect(openen).to_be_visible(timeout=60_000)
    bewijs = bea.request.get(openen.get_attribute("href")).body()
    tekst = pdf_tekst(bewijs)
    assert tekst.count("op papier; scan bewaard door") == 2, "learner and father"
    assert f"typte “{moeder}”" in tekst
    assert "intrekking niet nagekeken; pdf bewaard door" in " ".join(tekst.split())
    assert "typte “Coen Willems”" in tekst
    with pikepdf.open(io.BytesIO(bewijs)) as pdf:
        scans = [naam for naam in pdf.attachments if naam.startswith("handtekening-op-papier")]
        assert len(scans) == 2
        assert [naam for naam in pdf.attachments if naam.startswith("elektronisch-getekend")]
        assert b'"krabbel": [' in pdf.attachments["bewijs.json"].get_file().read_bytes()
