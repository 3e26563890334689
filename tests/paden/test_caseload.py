"""The coach's day: filters that stay, a kept view, tasks until none is left, a handover, and one's
own calendar."""

import re
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.paden.wereld import dag

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
WEERGAVE = "Wie werkt in de Kempen of nog zoekt (4B)"
BALK = "document.querySelector('#samen').getBoundingClientRect().top"
ACHTER = f"{BALK} - vak.getBoundingClientRect().bottom"  # less than none: behind the bar
KENAN = "karim@tweede.example"


def _namen(pagina: Page) -> list[str]:
    return pagina.locator(".caseload .naam").all_inner_texts()


def test_een_filter_staat_er_nog_na_een_dossier(als):
    bea = als("begeleider")
    bea.goto("/demo/mijn-leerlingen/")
    alle = _namen(bea)
    bea.get_by_text("Meer filters").click()
    bea.get_by_label("Werkplek vandaag").select_option("met")
    expect(bea).to_have_url(re.compile(r"/mijn-leerlingen/\?werkplek=met$"))
    bea.get_by_role("link", name=re.compile("^Lopend")).click()
    expect(bea).to_have_url(re.compile("werkplek=met.*fase=lopend"))
    assert 0 < len(_namen(bea)) < len(alle)
    bea.locator(".sorteer a[aria-current]").click()  # by name: the other way round
    expect(bea).to_have_url(re.compile("werkplek=met.*fase=lopend.*sorteer=-naam"))
    over = _namen(bea)
    bea.get_by_role("link", name=over[0]).click()
    expect(bea.get_by_role("heading", name=over[0])).to_be_visible()
    bea.go_back()
    expect(bea.get_by_label("Werkplek vandaag")).to_have_value("met")
    expect(bea.locator(".filter [aria-current]")).to_contain_text("Lopend")
    expect(bea.locator(".sorteer [aria-current]")).to_contain_text("aflopend")
    assert _namen(bea) == over
    bea.locator("#id_q").press_sequentially(over[0].split()[0])
    expect(bea).to_have_url(re.compile("q=.*werkplek=met.*fase=lopend.*sorteer=-naam"))


def test_een_weergave_bewaren_en_weer_openen(als):
    bea = als("begeleider")
    bea.goto("/demo/mijn-leerlingen/?fase=lopend&sorteer=-naam")
    zo = _namen(bea)
    bea.get_by_text("Bewaar deze filters").click()
    expect(bea.locator("#weergave-naam")).to_have_accessible_description("Hoogstens 40 tekens.")
    bea.locator("#weergave-naam").fill(WEERGAVE)
    bea.get_by_role("button", name="Bewaren").click()
    bea.goto("/demo/mijn-leerlingen/")
    assert _namen(bea) != zo
    kaartje = bea.get_by_role("link", name=WEERGAVE)
    assert kaartje.bounding_box()["height"] < 40, "een lange naam staat op één regel"
    kaartje.click()
    assert _namen(bea) == zo
    bea.get_by_text("Bewaar deze filters").click()
    bea.get_by_role("button", name=f"Neem “{WEERGAVE}” weg").click()
    expect(bea.get_by_role("link", name=WEERGAVE)).to_have_count(0)


@pytest.mark.parametrize("breedte", [760, 1280])
def test_een_vak_onder_het_toetsenbord_blijft_boven_de_balk(als, breedte):
    bea = als("begeleider", breedte=breedte)
    bea.goto("/demo/mijn-leerlingen/")
    vakken = bea.locator(".caseload [name=traject]")
    bea.emulate_media(reduced_motion="reduce")  # nothing on its way when it is measured
    vakken.nth(10).evaluate(f"vak => scrollBy(0, -4 - ({ACHTER}))")
    assert vakken.nth(10).evaluate(f"vak => {ACHTER}") < 0, "er net achter"
    vakken.nth(9).evaluate("vak => vak.focus({ preventScroll: true })")
    bea.keyboard.press("Tab")
    while not vakken.nth(10).evaluate("vak => vak === document.activeElement"):
        bea.keyboard.press("Tab")
    assert vakken.nth(10).evaluate(f"vak => {ACHTER}") >= 0


def test_taken_afwerken_tot_er_geen_is(als):
    """One task for several at once, and each ticked off where it stands."""
    brigitte = als("begeleider", school="tweede")
    brigitte.goto("/tweede/mijn-leerlingen/")
    vakken = brigitte.locator(".caseload [name=traject]")
    for n in range(2):
        vakken.nth(n).check()
    brigitte.get_by_role("button", name="Taak geven").click()
    brigitte.locator("[name=wat]").fill("Bel even")
    brigitte.locator("[name=uiterlijk]").fill(dag(0))
    brigitte.locator("main form button.btn-primary").click()
    brigitte.goto("/tweede/")
    gedaan = brigitte.get_by_role("button", name=re.compile("^Gedaan"))
    expect(brigitte.get_by_text("Bel even").first).to_be_visible()
    for _ in range(40):
        if not (nog := gedaan.count()):
            break
        gedaan.first.click()
        expect(gedaan).to_have_count(nog - 1)
    expect(brigitte.get_by_role("button", name="Ongedaan maken").first).to_be_visible()
    brigitte.goto("/tweede/")
    expect(brigitte.get_by_text("Bel even")).to_have_count(0)
    expect(gedaan).to_have_count(0)


def test_leerlingen_overdragen(als, stapel):
    brigitte = als("begeleider", school="tweede")
    brigitte.goto("/tweede/mijn-leerlingen/")
    namen = _namen(brigitte)[:2]
    for naam in namen:
        brigitte.get_by_label(f"Kies {naam}").check()
    brigitte.get_by_role("button", name="Overdragen").click()
    brigitte.get_by_label("Wie neemt hen over").select_option(label="Kenan Doğan")
    expect(brigitte.get_by_label("Eerste dag van de collega")).to_have_value(dag(1))
    brigitte.get_by_label("Eerste dag van de collega").fill(dag(0))
    brigitte.get_by_role("button", name="2 leerlingen overdragen").click()
    expect(brigitte.get_by_text("Kenan Doğan neemt 2 leerlingen over")).to_be_visible()
    assert not set(namen) & set(_namen(brigitte))

    kenan = als(None)
    kenan.goto("/account/login/code/")
    kenan.locator("[name=email]").fill(KENAN)
    kenan.locator("main form button.btn-primary").click()
    kenan.locator("[name=code]").fill(stapel.code_voor(KENAN))
    kenan.get_by_role("button", name="Ga verder").click()
    expect(kenan).to_have_url(re.compile("/tweede/$"))
    kenan.goto(stapel.wacht_op_mail(KENAN, "van Brigitte Lagrou").links[0][1])
    for naam in namen:
        kaart = kenan.locator(".steekkaart").get_by_role("link", name=naam)
        expect(kaart).to_be_visible()


def test_de_eigen_agenda_leest_mee(als, stapel):
    bea = als("begeleider")
    bea.goto("/account/agenda/")
    bea.get_by_role("button", name="Adres maken").click()
    adres = bea.locator("#agenda-adres").input_value()
    with urlopen(f"{stapel.basis}{adres[adres.index('/agenda/') :]}") as antwoord:
        agenda = Calendar.from_ical(antwoord.read())
    titels = [str(g["summary"]) for g in agenda.walk("VEVENT")]
    assert any("Werkplek zoeken" in titel for titel in titels)
    assert not any("Maes" in titel for titel in titels), "namen alleen als men ze kiest"


def test_op_een_telefoon_laten_de_handtekeningen_plaats_voor_de_werkplek(als):
    """Also when the agreement begins on a coming day, which stands below them."""
    bea = als("begeleider", breedte=390)
    bea.goto("/demo/mijn-leerlingen/")
    tekens = bea.locator(".caseload td.k-tekens:not(.k-leeg)")
    expect(tekens.filter(has_text="vanaf").first).to_be_visible()
    assert max(tekens.evaluate_all("cellen => cellen.map(cel => cel.offsetWidth)")) <= 110
