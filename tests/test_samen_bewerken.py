"""Two people at one page of facts: what one did not touch stays as the other left it."""

from decimal import Decimal

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gebruikers.samen import SamenForm
from tests.factories import dagen
from tests.invullen import bewaar, ingevuld

BOTST = "Dit werd intussen gewijzigd:"
BLADEN = {  # page → the row, who both open it, and two fields with their names
    "leerlingen:bewerk": ("leerling", "bea", ("straat", "Straat"), ("telefoon", "Telefoon")),
    "leerlingen:betrokkene": ("moeder", "bea", ("voornaam", "Voornaam"), ("telefoon", "Telefoon")),
    "werkplekken:bewerk_onderneming": (
        "onderneming",
        "bea",
        ("verzekeraar", "Verzekeraar"),
        ("polisnummer", "Polisnummer"),
    ),
    "werkplekken:vestiging": ("vestiging", "bea", ("naam", "Naam"), ("gemeente", "Gemeente")),
    "werkplekken:mentor": ("mentor", "bea", ("voornaam", "Voornaam"), ("telefoon", "Telefoon")),
    "werkplekken:vertegenwoordiger": (
        "zaakvoerder",
        "bea",
        ("functie", "Functie"),
        ("telefoon", "Telefoon"),
    ),
    "werkplekken:bewerk_organisatie": (
        "organisatie",
        "bea",
        ("straat", "Straat"),
        ("gemeente", "Gemeente"),
    ),
    "gebruikers:school": ("school", "bob", ("straat", "Straat"), ("gemeente", "Gemeente")),
    "overzichten:mijn_gegevens": (
        "leerling",
        "lotte",
        ("straat", "Straat"),
        ("telefoon", "Telefoon"),
    ),
}
ZONDER_NUMMER = {"gebruikers:school", "overzichten:mijn_gegevens"}
WAARDEN = {"telefoon": ("0471 00 00 01", "0471 00 00 02", "0471 00 00 03")}
GEWOON = ("Een", "Twee", "Drie")


@pytest.fixture(params=BLADEN, ids=lambda blad: blad.split(":")[1])
def blad(request, mensen, client_van, adres):
    """Address, client, row and the two fields of one of these pages."""
    naam, wie, *velden = BLADEN[request.param]
    mensen.onderneming = mensen.vestiging.onderneming
    rij = getattr(mensen, naam)
    args = [] if request.param in ZONDER_NUMMER else [rij.pk]
    return adres(request.param, *args), client_van(wie), rij, velden


def test_wie_iets_anders_wijzigde_verliest_niets(blad):
    url, client, rij, ((een, _), (twee, _)) = blad
    open_blad = client.get(url).context["form"]
    eerst, dan = WAARDEN.get(een, GEWOON)[0], WAARDEN.get(twee, GEWOON)[1]
    assert bewaar(client, url, **{een: eerst}).status_code == 302
    assert client.post(url, ingevuld(open_blad, **{twee: dan})).status_code == 302
    rij.refresh_from_db()
    assert (getattr(rij, een), getattr(rij, twee)) == (eerst, dan)


def test_wat_beiden_anders_wijzigden_wordt_genoemd_en_dan_gekozen(blad):
    url, client, rij, (_, (veld, label)) = blad
    _, anders, eigen = WAARDEN.get(veld, GEWOON)
    open_blad = client.get(url).context["form"]
    bewaar(client, url, **{veld: anders})
    antwoord = client.post(url, ingevuld(open_blad, **{veld: eigen}))
    tekst = antwoord.text
    assert f"{BOTST} {label}." in tekst
    assert f"Nu bewaard: {anders}." in tekst
    rij.refresh_from_db()
    assert getattr(rij, veld) == anders, "nog niets bewaard"
    assert client.post(url, ingevuld(antwoord.context["form"])).status_code == 302
    rij.refresh_from_db()
    assert getattr(rij, veld) == eigen


def test_na_een_fout_elders_blijft_wat_een_ander_bewaarde(mensen, client_van, adres):
    """Of a form that was refused the next press overwrites nothing either."""
    url, bob, school = adres("gebruikers:school"), client_van("bob"), mensen.school
    open_blad = bob.get(url).context["form"]
    bewaar(bob, url, straat="Nieuwstraat 1", tweede_stap="on", tweede_factor_vanaf=str(dagen(5)))
    antwoord = bob.post(url, ingevuld(open_blad, naam=""))
    assert list(antwoord.context["form"].errors) == ["naam"]
    form = antwoord.context["form"]
    assert form["tweede_stap"].value() is True
    opnieuw = ingevuld(form, naam="De Eik", tweede_stap="on")
    assert bob.post(url, opnieuw).status_code == 302
    school.refresh_from_db()
    assert (school.straat, school.tweede_factor_vanaf) == ("Nieuwstraat 1", dagen(5))


def test_de_rij_staat_vast_tussen_lezen_en_bewaren(blad):
    url, client, rij, ((veld, _), _) = blad
    velden = ingevuld(client.get(url).context["form"], **{veld: WAARDEN.get(veld, GEWOON)[0]})
    with CaptureQueriesContext(connection) as vangst:
        client.post(url, velden)
    zinnen = [vraag["sql"] for vraag in vangst.captured_queries]
    vast = f'FOR NO KEY UPDATE OF "{rij._meta.db_table}"'
    eerst = next(i for i, sql in enumerate(zinnen) if vast in sql)
    wijzigt = f'UPDATE "{rij._meta.db_table}"'
    assert eerst < next(i for i, sql in enumerate(zinnen) if sql.startswith(wijzigt))


class _Vinkje(SamenForm, forms.Form):
    aan = forms.BooleanField(label="Aan", required=False)
    uren = forms.DecimalField(label="Uren", required=False)


@pytest.mark.parametrize("aan", [True, False])
def test_een_vakje_dat_niemand_aanraakte_blijft_zoals_het_bewaard_is(aan):
    open_blad = _Vinkje(initial={"aan": aan, "uren": 1})
    verstuurd = {"gezien": ingevuld(open_blad)["gezien"], "uren": "2"} | (
        {"aan": "on"} if aan else {}
    )
    form = _Vinkje(verstuurd, initial={"aan": not aan, "uren": 1})
    assert form.is_valid()
    assert form.cleaned_data == {"aan": not aan, "uren": Decimal(2)}


@pytest.mark.parametrize("aan", [True, False])
def test_een_vakje_dat_iemand_omzette_wordt_bewaard(aan):
    open_blad = _Vinkje(initial={"aan": aan})
    verstuurd = {"gezien": ingevuld(open_blad)["gezien"]} | ({} if aan else {"aan": "on"})
    form = _Vinkje(verstuurd, initial={"aan": aan})
    assert form.is_valid()
    assert form.cleaned_data["aan"] is not aan
    zonder = _Vinkje({"aan": "on"}, initial={"aan": False})
    assert zonder.botsingen == ["Aan"], "wie niet zegt wat hij zag"
    assert "Nu bewaard: niet aangevinkt." in str(zonder.errors)
