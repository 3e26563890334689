"""Who may do whose work: the form offers whom the rule allows, and says it when it does not fit."""

import pytest

from gebruikers import acties_vervangen
from gebruikers.models import Lidmaatschap, Vervanging
from gebruikers.overgang import Weigering
from gebruikers.rechten import mag_vervangen, wie_kan_vervangen
from gebruikers.rollen import Rol
from tests import factories as f

pytestmark = pytest.mark.django_db


def nieuw(m, wie="bea", door="vera", van=0, tot=9) -> Vervanging:
    wie, door = getattr(m, wie), getattr(m, door)
    return Vervanging(
        school=m.school, wie=wie.gebruiker, vervanger=door.gebruiker, rol=wie.rol,
        van=f.dagen(van), tot=f.dagen(tot),
    )  # fmt: skip


def regel(m, *wie, **dagen) -> Vervanging:
    return acties_vervangen.regel_vervanging(nieuw(m, *wie, **dagen), door=m.coen)


def ander(m, naam: str, rol: Rol = Rol.BEGELEIDER, **velden) -> Lidmaatschap:
    voornaam = naam.capitalize()
    velden = {"school": m.school, "rol": rol, "gebruiker__voornaam": voornaam} | velden
    setattr(m, naam, f.LidmaatschapFactory(gebruiker__naam="Cast", **velden))
    return getattr(m, naam)


# Whom the form offers


def te_kiezen(antwoord, veld: str) -> set:
    return {lid.gebruiker.voornaam for lid in antwoord.context["form"].fields[veld].queryset}


@pytest.fixture
def collegas(mensen):
    """Beside Vera: one who comes next month, one of elsewhere, one who left, one locked out."""
    ander(mensen, "straks", van=f.dagen(30))
    ander(mensen, "elders", school=mensen.andere_school)
    ander(mensen, "weg", van=f.dagen(-9), tot=f.dagen(-1))
    ander(mensen, "dicht", gebruiker__is_active=False)


def test_alleen_wie_dezelfde_rol_heeft_en_nooit_zichzelf(mensen, client_van, adres, collegas):
    url = adres("gebruikers:nieuwe_vervanging")
    for wie, blad in {"coen": f"{url}?wie={mensen.bea.pk}", "bea": url}.items():
        assert te_kiezen(client_van(wie).get(blad), "vervanger") == {"Vera", "Straks"}


def test_de_regel_en_de_keuzelijst_zijn_een(mensen, collegas):
    kunnen = wie_kan_vervangen(mensen.school.pk, mensen.bea.rol, mensen.bea.gebruiker_id)
    assert set(kunnen) == {mensen.vera, mensen.straks}
    assert mag_vervangen(nieuw(mensen))
    assert mag_vervangen(nieuw(mensen, "bea", "straks", van=31, tot=40))
    for door in ("straks", "elders", "weg", "dicht", "pieter"):
        assert "hier geen trajectbegeleider" in mag_vervangen(nieuw(mensen, "bea", door)).reden
    assert mag_vervangen(nieuw(mensen, "bea", "bea")).reden == "Iemand kan zichzelf niet vervangen."


def test_de_coordinator_kiest_eerst_wie_er_niet_is(mensen, client_van, adres):
    coen, url = client_van("coen"), adres("gebruikers:nieuwe_vervanging")
    eerst = coen.get(url)
    assert te_kiezen(eerst, "wie") == {"Bea", "Pieter", "Lea", "Vera"}
    assert "Wie vervangt Bea Cast?" in coen.get(url, {"wie": mensen.bea.pk}).text
    for vreemd in (mensen.coen.pk, mensen.tess.pk, "x"):
        assert "geldige keuze" in coen.get(url, {"wie": vreemd}).text
    assert "Wie vervangt jou?" in client_van("bea").get(url, {"wie": mensen.vera.pk}).text


def test_is_er_niemand_dan_staat_er_wat_te_doen(mensen, client_van, adres):
    url, uitnodigen = adres("gebruikers:nieuwe_vervanging"), adres("gebruikers:nodig_uit")
    tekst = client_van("coen").get(url, {"wie": mensen.lea.pk}).text
    assert "Niemand anders is hier leerkracht" in tekst
    assert uitnodigen in tekst
    tekst = client_van("lea").get(url).text
    assert "Vraag de coördinator" in tekst
    assert uitnodigen not in tekst


# Overlap


@pytest.mark.parametrize(("van", "tot", "mag"), [(5, 12, False), (9, 9, False), (10, 12, True)])
def test_wie_zelf_weg_is_vervangt_niemand(mensen, van, tot, mag):
    ander(mensen, "noor")
    regel(mensen, "vera", "noor", van=0, tot=9)
    if mag:
        regel(mensen, van=van, tot=tot)
        return
    with pytest.raises(Weigering, match="Vera Cast is dan zelf afwezig: van "):
        regel(mensen, van=van, tot=tot)
    komt = regel(mensen, van=10, tot=12)
    with pytest.raises(Weigering, match="zelf afwezig"):
        acties_vervangen.wijzig_vervanging(
            komt, van=f.dagen(van), tot=f.dagen(tot), reden="", door=mensen.coen
        )


def test_in_een_andere_rol_weg_zijn_telt_niet(mensen):
    f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.vera.gebruiker, rol=Rol.PRAKTIJK)
    f.VervangingFactory(
        school=mensen.school, wie=mensen.vera.gebruiker, vervanger=mensen.pieter.gebruiker,
        rol=Rol.PRAKTIJK, van=f.dagen(0), tot=f.dagen(9),
    )  # fmt: skip
    assert regel(mensen).pk


def test_wie_vervangt_en_zelf_weg_gaat_geeft_dat_werk_niet_door(mensen, client_van, adres):
    """It is allowed, somebody may fall ill, and said."""
    ander(mensen, "noor")
    regel(mensen)
    url = adres("gebruikers:nieuwe_vervanging") + f"?wie={mensen.vera.pk}"
    velden = {"vervanger": mensen.noor.pk, "van": f.dagen(2), "tot": f.dagen(3), "reden": ""}
    tekst = client_van("coen").post(url, velden, follow=True).text
    assert Vervanging.objects.count() == 2
    assert (
        "Vera Cast vervangt in die dagen zelf Bea Cast. Regel ook daarvoor iemand anders" in tekst
    )
    rij = Vervanging.objects.get(wie=mensen.vera.gebruiker)
    rij.van, rij.tot = f.dagen(10), f.dagen(12)
    assert acties_vervangen.nog_te_regelen(rij) == ""


def test_twee_mogen_het_werk_delen(mensen):
    ander(mensen, "noor")
    regel(mensen)
    regel(mensen, "bea", "noor")
    assert Vervanging.objects.count() == 2
