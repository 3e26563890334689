"""Names, postcodes and telephone numbers: a form refuses what an import refuses."""

import pytest
from django.core.exceptions import ValidationError

from gebruikers.models import Gebruiker, School
from gebruikers.schrijfwijze import is_zelfde_naam, zoekvorm
from leerlingen.models import Betrokkene, Leerling
from leerlingen.rij import lees_rij
from tests import factories as f
from tests.invullen import bewaar
from werkplekken.models import Mentor, Onderneming, Organisatie, Vertegenwoordiger, Vestiging

ONZIN = [
    ("voornaam", "<b>Lotte</b>", "computercode"),
    ("naam", "=SOM(A1)", "formule"),
    ("naam", "123", "geen letter"),
    ("straat", "<script>", "computercode"),
    ("gemeente", "9000", "geen letter"),
    ("postcode", "thuis", "geen postcode"),
    ("postcode", "9000!", "geen postcode"),
    ("telefoon", "bel mij", "geen telefoonnummer"),
    ("straat", "85.07.30-033 28", "rijksregisternummer"),
]
GOED = [
    ("naam", "D'Hondt-O’Brien"),
    ("naam", "Łuczak"),
    ("postcode", "9000"),
    ("postcode", "1017 AB"),
    ("postcode", "L-2450"),
    ("telefoon", "+32 (0)484/37.92.67"),
    ("telefoon", "03 123 45 67"),
]


def reden(model, veld: str, waarde: str) -> str:
    with pytest.raises(ValidationError) as fout:
        model._meta.get_field(veld).clean(waarde, None)
    return " ".join(fout.value.messages)


@pytest.mark.parametrize(("veld", "waarde", "zin"), ONZIN)
def test_formulier_en_invoer_weigeren_hetzelfde_met_dezelfde_zin(veld, waarde, zin):
    in_formulier = reden(Leerling, veld, waarde)
    _, fouten = lees_rij({veld: waarde}, f.dagen(0))
    assert zin in in_formulier
    assert fouten == [(veld, in_formulier)]


@pytest.mark.parametrize(("veld", "waarde"), GOED)
def test_wat_bestaat_mag(veld, waarde):
    assert Leerling._meta.get_field(veld).clean(waarde, None) == waarde
    assert lees_rij({veld: waarde}, f.dagen(0))[1] == []


@pytest.mark.parametrize(
    ("model", "velden"),
    [
        (Gebruiker, "voornaam naam"),
        (School, "naam straat postcode gemeente telefoon"),
        (Betrokkene, "voornaam naam telefoon"),
        (Mentor, "voornaam naam telefoon"),
        (Vertegenwoordiger, "voornaam naam functie telefoon"),
        (Onderneming, "naam straat postcode gemeente telefoon verzekeraar polisnummer"),
        (Vestiging, "naam straat postcode gemeente telefoon"),
        (Organisatie, "naam straat postcode gemeente telefoon"),
    ],
    ids=lambda wat: getattr(wat, "__name__", ""),
)
def test_elk_van_deze_velden_weigert_code(model, velden):
    for veld in velden.split():
        assert "computercode" in reden(model, veld, "<b>x</b>"), veld


def test_het_formulier_zegt_het_bij_het_veld(mensen, client_van, adres):
    gegevens = {"straat": "Dorp", "postcode": "thuis", "gemeente": "Gent", "telefoon": "bel mij"}
    url = adres("leerlingen:bewerk", mensen.leerling.pk)
    antwoord = bewaar(client_van("bea"), url, **gegevens)
    assert set(antwoord.context["form"].errors) == {"postcode", "telefoon"}
    assert "Een Belgische heeft vier cijfers" in antwoord.content.decode()


def test_ook_wie_uitgenodigd_wordt_heeft_een_naam(client_van, adres):
    gegevens = {"voornaam": "<b>", "naam": "42", "email": "kim@x.example", "rol": "leerkracht"}
    antwoord = client_van("bob").post(adres("gebruikers:nodig_uit"), gegevens)
    assert set(antwoord.context["form"].errors) == {"voornaam", "naam"}
    assert not Gebruiker.objects.filter(email="kim@x.example").exists()


@pytest.mark.parametrize(
    ("een", "ander", "zelfde"),
    [
        ("José Peeters", "jose PEETERS", True),
        ("Jan-Piet  de Smet", "Jan Piet De Smet", True),
        ("Els D'Hondt", "Els D’hondt", True),
        ("Jan Peeters", "Jan Pieters", False),
    ],
)
def test_twee_schrijfwijzen_van_een_naam(een, ander, zelfde):
    assert is_zelfde_naam(een, ander) is zelfde
    voornaam, _, naam = een.partition(" ")
    account = Gebruiker(voornaam=voornaam, naam=naam)
    assert account.heet(*ander.split(" ", 1)) is zelfde
    assert account.heet("", "")
    assert Gebruiker().heet(voornaam, naam)


@pytest.mark.parametrize(
    ("naam", "getypt"), [("Aydın", "aydin"), ("Öztürk", "OZTURK"), ("Łukasz", "lukasz")]
)
def test_wie_een_naam_zonder_tekens_typt_vindt_ze(naam, getypt):
    assert zoekvorm(naam) == zoekvorm(getypt)
