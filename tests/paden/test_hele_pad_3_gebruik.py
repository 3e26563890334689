"""Steps 9 to 11: the mentor rates, each sees what is theirs, administratie takes it out."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.paden.wereld import LEERLING, MENTOR

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def test_09_mentor_beoordeelt_in_hoogstens_zes_tikken(als, pad):
    als_begeleider = als("begeleider")
    als_begeleider.goto(f"/demo/plannen/traject/{pad.traject}/")
    als_begeleider.get_by_role("button", name="Vraag de mentor om te beoordelen").click()
    expect(als_begeleider.get_by_text("De vraag gaat naar")).to_be_visible()
    mail = pad.stapel.wacht_op_mail(MENTOR.email, "Hoe gaat het met")
    telefoon = als(None, breedte=390, sessie=pad.telefoon_van_de_mentor)
    tikken = 1  # the button in the mail
    telefoon.goto(mail.links[0][1])
    kaarten = telefoon.locator("fieldset")
    assert 1 <= kaarten.count() <= 5
    telefoon.locator(".schaal label").nth(2).click()
    telefoon.get_by_role("button", name="Bewaren").click()
    tikken += 2
    expect(telefoon.get_by_text("1 oordeel bewaard")).to_be_visible()
    expect(telefoon.get_by_role("heading", name="Klaar voor vandaag")).to_be_visible()
    assert tikken <= 6


def test_10_ieder_ziet_wat_van_hem_is(als, pad):
    pagina = als("begeleider")
    pagina.goto("/demo/mijn-leerlingen/?q=verstraeten")
    rij = pagina.get_by_role("row", name=LEERLING.naam)
    expect(rij).to_contain_text("lopend")
    expect(rij).to_contain_text("Bakkerij Het Pad")
    for rol in ("praktijk", "leerkracht", "coordinator", "administratie"):
        ander = als(rol)
        assert ander.goto(f"/demo/dossier/{pad.traject}/").status == 200
        expect(ander.get_by_role("heading", name=LEERLING.naam)).to_be_visible()
    for sessie in (pad.telefoon_van_de_leerling, pad.telefoon_van_de_mentor):
        telefoon = als(None, breedte=390, sessie=sessie)
        telefoon.goto("/demo/")
        expect(telefoon.get_by_text("Tibo").first).to_be_visible()
    eigen = {"ouder": "Lotte", "leerling": "Lotte", "mentor": "Lotte", "externe": "Noor"}
    for rol, voornaam in eigen.items():
        ander = als(rol, breedte=390)
        expect(ander.get_by_text(voornaam).first).to_be_visible()
        assert ander.goto(f"/demo/dossier/{pad.traject}/").status == 404
        assert LEERLING.naam not in ander.content()
    vreemde = als("coordinator", school="tweede")
    assert vreemde.goto(f"/tweede/dossier/{pad.traject}/").status == 404
    assert vreemde.goto(pad.overeenkomst).status == 404


def haal(pagina: Page, knop: int) -> bytes:
    pagina.get_by_role("button", name="Maken").nth(knop).click()
    downloaden = pagina.get_by_role("link", name="downloaden")
    expect(downloaden).to_be_visible(timeout=30_000)
    with pagina.expect_download() as vangst:
        downloaden.click()
    return Path(vangst.value.path()).read_bytes()


def test_11_administratie_voert_uit(als, pad):
    pagina = als("administratie")
    pagina.goto("/demo/overeenkomsten/uitvoer/?q=verstraeten")
    expect(pagina.get_by_text("1 overeenkomst met deze filters")).to_be_visible()
    blad = load_workbook(io.BytesIO(haal(pagina, 0))).active
    rijen = list(blad.iter_rows(values_only=True))
    assert len(rijen) == 2
    assert LEERLING.naam in rijen[1]
    pagina.goto("/demo/overeenkomsten/uitvoer/?q=verstraeten")
    with zipfile.ZipFile(io.BytesIO(haal(pagina, 2))) as archief:
        (naam,) = archief.namelist()
        assert "verstraeten" in naam
        assert archief.read(naam) == pad.bewijs
