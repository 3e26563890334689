"""Who looks like one person, and is found."""

import pytest

from gebruikers.schrijfwijze import is_bijna_zelfde_naam
from leerlingen import acties_samenvoegen, dubbels
from leerlingen.models import Betrokkene, Leerling
from tests import factories as f

LOTTE = ("Lotte", "Maes")


@pytest.mark.parametrize(
    ("een", "ander", "zelfde"),
    [
        (LOTTE, ("Lotte", "Maes"), True),
        (LOTTE, ("lotte", "Máes"), True),
        (LOTTE, ("Maes", "Lotte"), True),  # turned round
        (LOTTE, ("Lottte", "Maes"), True),  # a letter more
        (LOTTE, ("Lote", "Maes"), False),  # too short to be sure of
        (LOTTE, ("Lotta", "Maes"), True),  # another letter
        (LOTTE, ("Lotet", "Maes"), True),  # two turned round
        (LOTTE, ("Lotte Marie", "Maes"), True),  # a second name
        (LOTTE, ("Maes", "Lotta"), True),
        (("Jan", "Van den Berghe"), ("Jan", "Vandenberghe"), True),
        (("Jan Van", "Damme"), ("Jan", "Van Damme"), True),
        (("Zoë", "D'Hondt"), ("Zoe", "Dhondt"), True),
        (LOTTE, ("Lotta", "Maas"), False),  # both otherwise
        (("Emma", "Maes"), ("Emmy", "Maes"), False),  # twins
        (("Tom", "Maes"), ("Jan", "Maes"), False),
        (("", "Maes"), ("Jan", "Maes"), False),
        (("", ""), ("", ""), False),
    ],
)
def test_bijna_dezelfde_naam(een, ander, zelfde):
    assert is_bijna_zelfde_naam(een, ander) is zelfde
    assert is_bijna_zelfde_naam(ander, een) is zelfde


@pytest.fixture
def nog_een(mensen):
    """One more learner born on Lotte's day."""

    def maak(**velden):
        velden = {"school": mensen.school, "geboortedatum": mensen.leerling.geboortedatum} | velden
        return f.LeerlingFactory(**velden)

    return maak


def gevonden(lid) -> set[tuple]:
    return {(paar.een, paar.ander) for paar in dubbels.paren(lid)}


def test_wie_op_lotte_lijkt(mensen, nog_een):
    lotte = mensen.leerling.pk
    zelfde = nog_een(voornaam="Lotte", naam="Maes")
    omgekeerd = nog_een(voornaam="Maes", naam="Lote", email=mensen.leerling.email.upper())
    for anders in (
        {"voornaam": "Lotte", "naam": "Maes", "geboortedatum": f.jaren_oud(17)},
        {"voornaam": "Tom", "naam": "Maes"},
        {"voornaam": "Lotte", "naam": "Maes", "school": mensen.andere_school},
    ):
        nog_een(**anders)
    assert gevonden(mensen.ada) == {(lotte, zelfde.pk), (lotte, omgekeerd.pk)}
    per_paar = {(p.een, p.ander): p.waarom for p in dubbels.paren(mensen.coen)}
    assert per_paar[lotte, omgekeerd.pk] == [dubbels.ADRES]
    assert {rij.pk for rij in dubbels.lijken_op(mensen.leerling, mensen.ada)} == {
        zelfde.pk,
        omgekeerd.pk,
    }
    assert gevonden(mensen.tess) == set()


def test_wie_apart_gehouden_werd_komt_niet_terug(mensen, nog_een):
    ander = nog_een(voornaam="Lotte", naam="Maes")
    acties_samenvoegen.houd_uiteen(mensen.leerling, ander, door=mensen.ada)
    assert gevonden(mensen.ada) == set()
    assert dubbels.lijken_op(mensen.leerling, mensen.ada) == []


@pytest.mark.parametrize(
    ("velden", "waarom"),
    [
        ({"voornaam": "Els", "naam": "Jacob"}, [dubbels.NAAM]),
        ({"voornaam": "Elsje", "naam": "Peeters", "zelfde": "email"}, [dubbels.ADRES]),
        ({"voornaam": "Elsje", "naam": "Peeters", "zelfde": "gebruiker"}, [dubbels.ACCOUNT]),
        ({"voornaam": "Elsje", "naam": "Peeters"}, []),
        # Parents share a mailbox.
        ({"relatie": "vader", "voornaam": "Jan", "naam": "Maes", "zelfde": "email"}, []),
        ({"relatie": "vader", "voornaam": "Jan", "naam": "Maes", "zelfde": "gebruiker"}, []),
        ({"relatie": "vader", "voornaam": "Jacobs", "naam": "Els"}, [dubbels.NAAM]),
    ],
)
def test_een_ouder_die_dubbel_staat(mensen, velden, waarom):
    velden = {"relatie": "voogd"} | velden
    if zelfde := velden.pop("zelfde", ""):
        velden[zelfde] = getattr(mensen.moeder, zelfde)
    ander = f.BetrokkeneFactory(leerling=mensen.leerling, **velden)
    f.BetrokkeneFactory(voornaam="Els", naam="Jacobs", email=mensen.moeder.email)  # elsewhere
    verwacht = {(mensen.moeder.pk, ander.pk)} if waarom else set()
    assert gevonden(mensen.ada) == verwacht
    assert [paar.waarom for paar in dubbels.paren(mensen.ada)] == [waarom][: len(verwacht)]
    ouders = Betrokkene.objects.filter(leerling=mensen.leerling)
    paren = dubbels.dubbele_ouders(mensen.leerling, ouders)
    assert {(paar.een, paar.ander) for paar in paren} == verwacht


def test_zoeken_kost_even_veel_hoeveel_er_ook_zijn(mensen, nog_een, client_van, adres, meet):
    url, jaren = adres("leerlingen:dubbels"), iter(range(20, 40))

    def kost(aantal: int) -> int:
        for _ in range(aantal):
            nog_een(voornaam="Lotte", naam="Maes")
            geboren = f.jaren_oud(next(jaren))
            leerling = f.LeerlingFactory(school=mensen.school, geboortedatum=geboren)
            for relatie in ("moeder", "voogd"):
                f.BetrokkeneFactory(leerling=leerling, relatie=relatie, naam="Smets")
        return meet(client_van("ada"), url)

    weinig = kost(2)
    assert kost(6) <= weinig <= 25
    tekst = client_van("ada").get(url).text
    assert "44 keer" in tekst  # nine of Lotte, each with each, and eight mothers
    assert "page=2" in tekst


def test_bekenden_van_een_nieuwe_in_een_vraag(mensen, django_assert_num_queries):
    nieuw = [
        Leerling(stamnummer="N1", voornaam="Lotte", naam="Maes",
                 geboortedatum=mensen.leerling.geboortedatum),
        Leerling(stamnummer="N2", voornaam="An", naam="Ander", email=mensen.leerling.email,
                 geboortedatum=f.jaren_oud(15)),
        Leerling(stamnummer="N3", voornaam="An", naam="Ander", geboortedatum=f.jaren_oud(15)),
    ]  # fmt: skip
    with django_assert_num_queries(1):
        bekend = dubbels.zoek_bekenden(mensen.school.pk, nieuw)
    assert bekend == {"N1": mensen.leerling, "N2": mensen.leerling}
    assert dubbels.zoek_bekenden(mensen.andere_school.pk, nieuw) == {}
