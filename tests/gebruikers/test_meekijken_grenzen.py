"""Looking along ends when the session or the role does, and what cannot be done does not look as if
it can."""

import datetime
import re

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.utils import timezone

from gebruikers import acties, meekijken
from gebruikers.models import Lidmaatschap, Meekijk
from gebruikers.models.meekijk import DUUR
from gebruikers.rollen import Rol
from gebruikers.toestellen import beeindig_sessies
from tests import factories as f
from tests.matrix.spin import haal
from trajecten.models import Document, Inzage

pytestmark = pytest.mark.django_db
STRAKS = datetime.timedelta(minutes=4)


@pytest.fixture
def kijk_mee(client_van, adres, mensen, time_machine):
    """A browser of this person, that looks along for four minutes by now."""

    def begin(wie: str, als: str):
        client, lid = client_van(wie), getattr(mensen, als)
        code = meekijken.maak_code(lid)
        nu = timezone.now()
        time_machine.move_to(nu, tick=False)
        url = adres("gebruikers:kijk_mee", lid.pk)
        assert client.post(url, {"reden": "x", "code": code}).status_code == 302
        time_machine.move_to(nu + STRAKS, tick=False)
        return client

    return begin


def duurde() -> datetime.timedelta:
    keer = Meekijk.objects.get()
    return keer.einde - keer.van


# The end


def test_wie_zich_afmeldt_kijkt_niet_meer_mee(kijk_mee):
    client = kijk_mee("coen", "bea")
    client.post("/account/logout/")
    assert duurde() == STRAKS


def test_een_sessie_die_te_oud_is_neemt_het_meekijken_mee(kijk_mee, adres, settings):
    client = kijk_mee("coen", "bea")
    settings.SESSIE_STAF = 0
    assert client.get(adres("overzichten:start")).status_code == 302
    assert duurde() == STRAKS


def _toestel(browser, lid: Lidmaatschap) -> UserSession:
    sleutel = browser.session.session_key
    return UserSession.objects.create(user=lid.gebruiker, session_key=sleutel, ip="127.0.0.1")


@pytest.mark.parametrize("alle", [True, False])
def test_een_toestel_dat_elders_kijkt_niet_meer_mee(kijk_mee, client_van, mensen, alle):
    daar, hier = kijk_mee("coen", "bea"), client_van("coen")
    toestel = _toestel(daar, mensen.coen)
    hier.post(f"/account/toestellen/{'' if alle else f'{toestel.pk}/'}einde/")
    assert duurde() == STRAKS


def test_een_ander_toestel_afmelden_laat_het_meekijken_lopen(kijk_mee, client_van, mensen):
    hier, daar = kijk_mee("coen", "bea"), client_van("coen")
    _toestel(hier, mensen.coen), _toestel(daar, mensen.coen)
    beeindig_sessies(mensen.coen.gebruiker, behalve=hier.session.session_key)
    assert UserSession.objects.count() == 1
    assert duurde() == DUUR


@pytest.mark.parametrize("naam", ["coen", "bea"])
def test_met_de_rol_van_een_van_beiden_eindigt_het(kijk_mee, mensen, naam):
    kijk_mee("coen", "bea")
    lid = getattr(mensen, naam)
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)  # not the last one
    acties.beeindig_rol(lid, door=mensen.bob, op=timezone.localdate())
    assert duurde() == STRAKS


@pytest.mark.parametrize("naam", ["coen", "bea"])
def test_het_loopt_niet_door_na_de_laatste_dag(kijk_mee, mensen, naam, time_machine):
    """At ten to midnight, of who is gone tomorrow: told before, or said now."""
    avond = timezone.localtime().replace(hour=23, minute=50, second=0, microsecond=0)
    time_machine.move_to(avond, tick=False)
    kijk_mee("coen", "bea")
    assert duurde() == DUUR
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)  # not the last one
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    acties.beeindig_rol(getattr(mensen, naam), door=mensen.bob, op=morgen)
    assert duurde() == datetime.timedelta(minutes=10)
    Meekijk.objects.all().delete()
    coen, bea = (Lidmaatschap.objects.get(pk=lid.pk) for lid in (mensen.coen, mensen.bea))
    time_machine.move_to(avond, tick=False)
    meekijken.begin(coen, bea, reden="x")
    assert duurde() == datetime.timedelta(minutes=10)


def test_wie_de_rol_buiten_ons_om_verloor(kijk_mee, mensen, adres):
    client = kijk_mee("coen", "bea")
    gisteren = f.dagen(-1)
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(van=gisteren, tot=gisteren)
    client.get(adres("overzichten:start"))
    assert duurde() == STRAKS


def test_wat_voorbij_was_verandert_niet_meer(kijk_mee, time_machine):
    client = kijk_mee("coen", "bea")
    time_machine.move_to(timezone.now() + DUUR, tick=False)
    client.post("/account/logout/")
    assert duurde() == DUUR


# What the page says


def test_wat_wijzigt_staat_uit(kijk_mee, client_van, adres, mensen):
    """The body tells the sheet and the script, on a page of one's own account too."""
    tekens = ("data-meekijkt", "js/meekijken.js")
    for blad in (adres("trajecten:fase", mensen.traject.pk), "/account/"):
        zelf, mee = client_van("coen").get(blad).text, kijk_mee("coen", "bea").get(blad).text
        assert all(teken in mee and teken not in zelf for teken in tekens)


def test_een_onbekend_adres_is_niet_het_eigen_account(kijk_mee):
    tekst = kijk_mee("coen", "bea").get("/nergens/zoiets/").text
    assert "Je kijkt mee met iemand anders" in tekst
    assert "eigen account" not in tekst


def test_een_balk_staat_naast_het_menu_en_duwt_het_niet_omlaag(kijk_mee, adres):
    tekst = kijk_mee("coen", "bea").get(adres("overzichten:start")).text
    assert tekst.index('class="zijbalk"') < tekst.index('class="meekijken"')
    assert tekst.count('class="meekijken"') == 1


LEEG = [
    "Alles is gedaan", "Nog niets te doen", "Nog geen leerlingen", "Niemand begint",
    "Niemand gevonden", "wacht op jou",
    "geregistreerd", "Er is nog niets ingevoerd", "Alle leerlingen hebben", "niets voor jou",
    "Nu is er niemand", "gegevens: 0", "leerlingen: 0", "school: 0", "0 leerlingen",
]  # fmt: skip


@pytest.mark.parametrize(
    "als", ["bea", "pieter", "lea", "coen", "ada", "mo", "els", "lotte", "xander"]
)
def test_een_beheerder_leest_dat_dossiers_verborgen_zijn(kijk_mee, adres, als):
    tekst = kijk_mee("bob", als).get(adres("overzichten:start")).text
    assert "Verborgen zolang je als beheerder meekijkt" in tekst
    assert not [zin for zin in LEEG if zin in tekst]


@pytest.mark.parametrize("als", ["bea", "pieter", "lea"])
def test_elke_kaart_zegt_wat_er_verborgen_is(kijk_mee, adres, als):
    tekst = kijk_mee("bob", als).get(adres("overzichten:start")).text
    assert not re.search(r"<section[^>]*>\s*<p", tekst)


def test_ook_de_lijst_telt_niet_wat_verborgen_is(kijk_mee, adres):
    tekst = kijk_mee("bob", "bea").get(adres("overeenkomsten:lijst")).text
    assert "Verborgen zolang" in tekst
    assert "0 overeenkomst" not in tekst


@pytest.mark.parametrize("als", ["bea", "pieter", "lea", "coen", "ada"])
def test_het_menu_leidt_nergens_naar_wat_verborgen_is(kijk_mee, adres, als):
    client = kijk_mee("bob", als)
    menu = client.get(adres("overzichten:start")).context["menu"]
    assert {punt.titel: punt.is_dicht for punt in menu} == {
        punt.titel: client.get(punt.url).status_code == 403 for punt in menu
    }
    assert any(punt.is_dicht for punt in menu)


@pytest.mark.parametrize("url", ["school", "account"])
def test_een_geweigerde_druk_zegt_dat_meekijken_kijken_is(kijk_mee, adres, mensen, url):
    client = kijk_mee("coen", "bea")
    pad = "/account/e-mail/stop/" if url == "account" else adres("trajecten:kalender")
    antwoord = client.post(pad)
    assert antwoord.status_code == 403
    assert "<h1>Meekijken is alleen kijken</h1>" in antwoord.text
    assert "niet openen" not in antwoord.text


def test_een_coordinator_leest_wat_de_ander_leest(kijk_mee, adres, mensen):
    noor = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEGELEIDER)
    mensen.noor = noor
    tekst = kijk_mee("coen", "noor").get(adres("overzichten:start")).text
    assert "Nog niets te doen" in tekst
    assert "Verborgen" not in tekst


@pytest.mark.parametrize(("wie", "begint"), [("coen", True), ("bob", True), ("ada", False)])
def test_het_menu_zegt_waar_het_begint(client_van, adres, wie, begint):
    client, link = client_van(wie), adres("gebruikers:mensen") + "#meekijken"
    assert (link in client.get(adres("overzichten:start")).text) is begint
    if begint:
        assert 'id="meekijken"' in client.get(adres("gebruikers:mensen")).text


def test_de_lijst_zegt_dat_het_bezig_is(kijk_mee, client_van, adres):
    client, blad = kijk_mee("coen", "bea"), adres("gebruikers:meekijken")
    assert "bezig, ten laatste tot" in client_van("bea").get(blad).text
    client.post(adres("gebruikers:stop_meekijken"))
    assert "bezig" not in client_van("bea").get(blad).text


# Files


def document(mensen) -> Document:
    rij = Document(
        traject=mensen.traject, soort="tekenversie", bron="1", titel="Overeenkomst", inhoud={},
        sjabloonversie="1", gemaakt_op=timezone.now(), sha256="a" * 64,
    )  # fmt: skip
    rij.bestand.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    rij.save()
    return rij


def test_een_bestand_dat_beiden_zien_staat_in_het_dossier_van_wie_echt_keek(
    kijk_mee, client_van, adres, mensen
):
    url = adres("trajecten:document", document(mensen).pk)
    client = kijk_mee("coen", "bea")
    assert haal(client, url).status == 200
    (inzage,) = Inzage.objects.filter(hoe=Inzage.Hoe.BESTAND)
    assert (inzage.lid, inzage.meekijker) == (mensen.bea, mensen.coen)
    tekst = client_van("lotte").get(adres("overzichten:inzage", mensen.traject.pk)).text
    assert "Coen Cast" in tekst
    assert "keek mee als Bea Cast" in tekst
    assert "bestand geopend" in tekst


def test_een_bestand_dat_een_van_beiden_niet_ziet_blijft_dicht(kijk_mee, adres, mensen):
    url = adres("trajecten:document", document(mensen).pk)
    assert kijk_mee("coen", "pieter").get(url).status_code == 404, "Pieter ziet het niet"
    assert kijk_mee("coen", "vera").get(url).status_code == 404, "Vera ziet het dossier niet"
    for als in ("bea", "coen", "lotte"):
        assert kijk_mee("bob", als).get(url).status_code == 404, "een beheerder ziet geen bestand"
    assert not Inzage.objects.exists()


@pytest.mark.parametrize(("wie", "leest"), [("coen", True), ("bob", False)])
def test_waarom_iemand_weg_is_leest_alleen_wie_dat_zelf_mag(kijk_mee, mensen, adres, wie, leest):
    rij = f.VervangingFactory(
        school=mensen.school, wie=mensen.bea.gebruiker, reden="verlof om te bouwen"
    )
    client = kijk_mee(wie, "bea")
    lijst = client.get(adres("gebruikers:vervangingen")).text
    assert "vervangt <b>Bea Cast" in lijst
    assert ("verlof" in lijst) is leest
    assert ("verlof" in client.get(adres("gebruikers:vervanging", rij.pk)).text) is leest
