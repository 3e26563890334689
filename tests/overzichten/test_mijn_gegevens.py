"""The learner reads what the school has, and keeps the own address and telephone."""

import pytest
from django.urls import reverse

from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie
from leerlingen import acties
from leerlingen.models import Leerling
from tests import factories as f
from tests.invullen import bewaar, ingevuld
from trajecten.models import Gebeurtenis, Inzage

pytestmark = pytest.mark.django_db

VERHUISD = {"straat": "Nieuwstraat", "huisnummer": "7", "postcode": "9120", "gemeente": "Melsele"}


@pytest.fixture
def url(adres):
    return adres("overzichten:mijn_gegevens")


def test_de_leerling_leest_alles_en_komt_er_van_de_startpagina(mensen, client_van, adres, url):
    lotte = client_van("lotte")
    assert url in lotte.get(adres("overzichten:start")).text
    assert url not in client_van("els").get(adres("overzichten:start")).text
    tekst = lotte.get(url).text
    for deel in (str(mensen.leerling.geboortedatum.year), mensen.leerling.stamnummer, "Els Jacobs"):
        assert deel in tekst
    assert 'href="mailto:bea@eik.example"' in tekst, "aan wie je zegt dat iets niet klopt"
    assert "pieter@eik.example" not in tekst
    inzage = Inzage.objects.get(deel=Informatie.CONTACT)
    assert (inzage.leerling, inzage.lid) == (mensen.leerling, mensen.lotte)


def test_alleen_wie_de_leerling_zelf_begeleidt_wordt_genoemd(mensen, client_van, url):
    """Vera guides another case of the same school."""
    begeleiders = client_van("lotte").get(url).context["begeleiders"]
    assert [teamlid.gebruiker for teamlid in begeleiders] == [mensen.bea.gebruiker]


def test_de_leerling_wijzigt_adres_en_telefoon(mensen, client_van, adres, url):
    lotte = client_van("lotte")
    assert bewaar(lotte, url, **VERHUISD, telefoon="0470 11 22 33").status_code == 302
    mensen.leerling.refresh_from_db()
    assert mensen.leerling.adres == "Nieuwstraat 7, 9120 Melsele"
    assert mensen.leerling.telefoon == "0470 11 22 33"
    tekst = client_van("ada").get(adres("leerlingen:leerling", mensen.leerling.pk)).text
    assert "Nieuwstraat 7" in tekst


@pytest.mark.parametrize("leeg", [["straat"], ["postcode", "gemeente"], [*VERHUISD]])
def test_een_half_adres_gaat_niet_door_en_wat_getypt_is_blijft(mensen, client_van, url, leeg):
    antwoord = bewaar(client_van("lotte"), url, **VERHUISD | dict.fromkeys(leeg, ""))
    assert antwoord.status_code == 200
    for veld in leeg:
        assert "schrijft naar dit adres" in antwoord.context["form"].errors[veld][0]
    assert all(waarde in antwoord.text for naam, waarde in VERHUISD.items() if naam not in leeg)


def test_een_adres_dat_al_half_was_houdt_een_nieuw_nummer_niet_tegen(mensen, client_van, url):
    Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="")
    assert bewaar(client_van("lotte"), url, telefoon="0470 11 22 33").status_code == 302


def test_en_niets_anders(mensen, client_van, url):
    wat = {"voornaam": "Lot", "email": "lot@mail.example", "geboortedatum": "1999-01-01"}
    assert bewaar(client_van("lotte"), url, **wat, straat="Nieuwstraat").status_code == 302
    leerling = Leerling.objects.get(pk=mensen.leerling.pk)
    assert leerling.straat == "Nieuwstraat"
    oud = mensen.leerling
    for veld in (*wat, "gebruiker"):
        assert getattr(leerling, veld) == getattr(oud, veld)


def test_de_handeling_zelf_bewaart_van_een_leerling_niet_meer(mensen):
    leerling = mensen.leerling
    leerling.email, leerling.voornaam, leerling.straat = "lot@mail.example", "Lot", "Nieuwstraat"
    acties.bewaar_leerling(leerling, ["email", "voornaam", "straat"], door=mensen.lotte)
    nu = Leerling.objects.get(pk=leerling.pk)
    assert (nu.voornaam, nu.straat) == ("Lotte", "Nieuwstraat")
    assert nu.email == mensen.lotte.gebruiker.email
    assert nu.gebruiker == mensen.lotte.gebruiker


@pytest.mark.parametrize("naam", ["els", "mo", "lea", "pieter", "coen", "xander", "bob"])
def test_niemand_anders_wijzigt_het_zo(mensen, naam):
    mensen.leerling.straat = "Nieuwstraat"
    with pytest.raises(Weigering):
        acties.bewaar_leerling(mensen.leerling, ["straat"], door=getattr(mensen, naam))


def test_een_andere_leerling_wijzigt_het_niet(mensen):
    andere = f.LidmaatschapFactory(school=mensen.school, rol="leerling")
    with pytest.raises(Weigering):
        acties.bewaar_leerling(mensen.leerling, ["straat"], door=andere)


def test_van_twee_tegelijk_gaat_niets_verloren(mensen, client_van, adres, url):
    lotte = client_van("lotte")
    open_blad = lotte.get(url).context["form"]
    bij_bea = adres("leerlingen:bewerk", mensen.leerling.pk)
    bewaar(client_van("bea"), bij_bea, telefoon="0470 99 99 99")
    assert lotte.post(url, ingevuld(open_blad, **VERHUISD)).status_code == 302
    mensen.leerling.refresh_from_db()
    assert (mensen.leerling.straat, mensen.leerling.telefoon) == ("Nieuwstraat", "0470 99 99 99")


@pytest.mark.parametrize("wie", ["lotte", "bea"])
def test_twee_halve_adressen_worden_geen_derde(wie, mensen, client_van, adres, url):
    pad = {"lotte": url, "bea": adres("leerlingen:bewerk", mensen.leerling.pk)}
    client = client_van(wie)
    open_blad = client.get(pad[wie]).context["form"]
    ander = "bea" if wie == "lotte" else "lotte"
    bewaar(client_van(ander), pad[ander], postcode="9130")
    antwoord = client.post(pad[wie], ingevuld(open_blad, straat="Nieuwstraat", huisnummer="7"))
    assert "Nu bewaard: 9130." in antwoord.text
    mensen.leerling.refresh_from_db()
    assert mensen.leerling.straat != "Nieuwstraat"
    client.post(pad[wie], ingevuld(antwoord.context["form"]))
    mensen.leerling.refresh_from_db()
    assert mensen.leerling.straat == "Nieuwstraat"


def test_de_geschiedenis_zegt_wie(mensen, client_van, adres, url):
    bewaar(client_van("lotte"), url, **VERHUISD)
    geschiedenis = adres("overzichten:geschiedenis", "leerling", mensen.leerling.pk)
    for naam in ("bea", "ada", "coen"):
        tekst = client_van(naam).get(geschiedenis).text
        assert "Lotte Cast (leerling) wijzigde de gegevens van Lotte Maes" in tekst
        assert "Nieuwstraat" in tekst


def test_de_tijdlijn_zegt_dat_het_schoolpakket_het_nog_niet_weet(mensen, client_van, adres, url):
    lotte = client_van("lotte")
    bewaar(lotte, url, telefoon="0470 11 22 33")
    bewaar(lotte, url, **VERHUISD)
    lotte.post(url, ingevuld(lotte.get(url).context["form"]))  # nothing touched
    bewaar(client_van("bea"), adres("leerlingen:bewerk", mensen.leerling.pk), straat="Dreef")
    regels = Gebeurtenis.objects.filter(soort="contact").order_by("pk")
    assert [(regel.door, regel.tekst) for regel in regels] == [
        (mensen.lotte, "Wijzigde zelf de telefoon. Het schoolpakket heeft het oude nog."),
        (mensen.lotte, "Wijzigde zelf het adres. Het schoolpakket heeft het oude nog."),
    ]
    for naam, leest in (("ada", True), ("bea", True), ("lea", False), ("mo", False)):
        gelezen = Gebeurtenis.objects.zichtbaar_voor(getattr(mensen, naam)).filter(soort="contact")
        assert gelezen.exists() is leest, naam


def test_het_aanmeldadres_wijzigt_men_bij_mijn_account(mensen, client_van, url):
    lotte, naar = client_van("lotte"), reverse("email_wijzigen")
    tekst = lotte.get(url).text
    assert f'href="{naar}"' in tekst
    assert "verandert dan mee" in tekst
    Leerling.objects.filter(pk=mensen.leerling.pk).update(email="ander@mail.example")
    tekst = lotte.get(url).text
    assert "De school heeft een ander adres van jou" in tekst
    assert "verandert dan mee" not in tekst, "dat volgt het account niet"


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"straat": "12 - 3"}, "geen letter"),
        ({"huisnummer": "hallo"}, "geen cijfer"),
        ({"postcode": "91200"}, "heeft vier cijfers"),
    ],
)
def test_wat_geen_adres_is_wordt_niet_bewaard(fout, zin, client_van, url):
    antwoord = bewaar(client_van("lotte"), url, **VERHUISD | fout)
    assert antwoord.status_code == 200
    ((veld, fouten),) = antwoord.context["form"].errors.items()
    assert veld in fout
    assert zin in fouten[0]


@pytest.mark.parametrize(
    ("fout", "zin"), [({"straat": "12 - 3"}, "geen letter"), ({"huisnummer": "x"}, "geen cijfer")]
)
def test_ook_de_school_bewaart_niet_wat_geen_adres_is(mensen, fout, zin, client_van, adres):
    bij_bea, bea = adres("leerlingen:bewerk", mensen.leerling.pk), client_van("bea")
    ((veld, fouten),) = bewaar(bea, bij_bea, **fout).context["form"].errors.items()
    assert veld in fout
    assert zin in fouten[0]
    Leerling.objects.filter(pk=mensen.leerling.pk).update(**fout)
    assert bewaar(bea, bij_bea, telefoon="0470 11 22 33").status_code == 302, "stond er al zo"
    half = dict.fromkeys(("straat", "huisnummer"), "")
    assert bewaar(bea, bij_bea, **half).status_code == 302, "meer weet de school soms niet"


def test_een_postcode_van_over_de_grens_wordt_gevraagd_niet_geweigerd(mensen, client_van, url):
    lotte, hulst = client_van("lotte"), VERHUISD | {"postcode": "4561 AB", "gemeente": "Hulst"}
    vraag = "Ja, ik woon in het buitenland"
    assert vraag not in lotte.get(url).text
    antwoord = bewaar(lotte, url, **hulst)
    assert vraag in antwoord.text
    opnieuw = ingevuld(antwoord.context["form"])
    assert lotte.post(url, opnieuw).status_code == 200, "nog niet aangevinkt"
    assert lotte.post(url, opnieuw | {"buitenland": "on"}).status_code == 302
    mensen.leerling.refresh_from_db()
    assert mensen.leerling.adres == "Nieuwstraat 7, 4561 AB Hulst"
    assert bewaar(lotte, url, huisnummer="9").status_code == 302, "een keer vragen volstaat"
