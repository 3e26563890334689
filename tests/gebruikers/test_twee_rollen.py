"""Somebody with two roles at a school follows a link that is for the other one."""

import pytest

from gebruikers.rollen import Rol
from tests import factories as f


@pytest.fixture
def els(mensen, client_van):
    """Els is Lotte's mother, and teaches at the school: that role counts first."""
    f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.els.gebruiker, rol="leerkracht")
    return client_van("els")


@pytest.fixture
def dossier(mensen, adres):
    return adres("overzichten:dossier", mensen.traject.pk)


def test_de_andere_rol_wordt_aangeboden_en_gaat_naar_dezelfde_pagina(els, dossier, mensen, adres):
    antwoord = els.get(f"{dossier}?deel=plan")
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 404
    assert "Je kijkt nu als <b>leerkracht</b>" in tekst
    assert "<h1>Dit is misschien voor jou als ouder</h1>" in tekst
    assert '<button class="btn btn-primary">Bekijk als ouder' in tekst
    assert tekst.count("btn-primary") == 1
    keuze = {"lidmaatschap": mensen.els.pk, "naar": f"{dossier}?deel=plan"}
    assert f'value="{dossier}?deel=plan"' in tekst
    antwoord = els.post(adres("gebruikers:wissel"), keuze, follow=True)
    assert antwoord.redirect_chain == [(f"{dossier}?deel=plan", 302)]
    assert antwoord.status_code == 200
    assert antwoord.context["lid"] == mensen.els


def test_het_aanbod_verraadt_niet_of_de_pagina_bestaat(els, mensen, adres):
    """Also for what is not there, in any role."""
    for pk in (mensen.vera_traject.pk, 999_999):
        tekst = els.get(adres("overzichten:dossier", pk)).content.decode()
        assert "Bekijk als ouder" in tekst


def test_een_pagina_voor_een_andere_rol_biedt_het_ook(els, adres):
    antwoord = els.get(adres("gebruikers:postvak"))
    assert antwoord.status_code == 403
    assert "Bekijk als ouder" in antwoord.content.decode()


def test_wie_een_rol_heeft_krijgt_geen_aanbod(client_van, dossier):
    antwoord = client_van("vera").get(dossier)
    assert antwoord.status_code == 404
    assert "Bekijk als" not in antwoord.content.decode()


def test_een_rol_op_een_andere_school_helpt_niet(client_van, dossier, mensen):
    f.LidmaatschapFactory(
        school=mensen.andere_school, gebruiker=mensen.vera.gebruiker, rol="coordinator"
    )
    assert "Bekijk als" not in client_van("vera").get(dossier).content.decode()


def test_na_een_druk_op_een_knop_wordt_niets_herhaald(els, adres, mensen):
    antwoord = els.post(adres("trajecten:fase", mensen.traject.pk))
    assert antwoord.status_code in (403, 404)
    assert "Bekijk als" not in antwoord.content.decode()


@pytest.mark.parametrize("naar", ["https://kwaad.example/", "//kwaad.example/", "/beuk/", "x"])
def test_wisselen_gaat_alleen_naar_deze_school(els, adres, mensen, naar):
    antwoord = els.post(adres("gebruikers:wissel"), {"lidmaatschap": mensen.els.pk, "naar": naar})
    assert antwoord.url == adres("overzichten:start")


@pytest.mark.parametrize(("wie", "zegt"), [("bea", True), ("nora", False)])
def test_wie_een_tweede_rol_aanvaardt_leest_in_welke_die_nu_werkt(
    mensen, nodig_uit, client_van, wie, zegt
):
    mensen.nora = mensen.bea
    if wie == "nora":  # the only role of this person
        mensen.nora = f.LidmaatschapFactory(school=mensen.school, tot=f.dagen(-1))
    link = nodig_uit(mensen.nora.gebruiker.email, Rol.LEERKRACHT)
    pagina = client_van("nora").post(link, follow=True)
    assert ("Je werkt nu als leerkracht." in pagina.text) is zegt
