"""Looking as somebody else: what both may see, half an hour, nothing changed, both read of it."""

import datetime
import re

import pytest
from django.utils import timezone

from gebruikers import cijfercode, meekijken, muur
from gebruikers.models import Bericht, Lidmaatschap, Meekijk
from gebruikers.models.meekijk import DUUR
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, achttien_jaar_voor, mag
from leerlingen.models import Leerling
from opleidingsplannen.models import Beoordeling
from tests import factories as f
from trajecten.models import Inzage, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def kijk_mee(client_van, adres, mensen):
    """A browser of this person, looking as another of the cast."""

    def begin(wie: str, als: str, **gegevens):
        client = client_van(wie)
        url = adres("gebruikers:kijk_mee", getattr(mensen, als).pk)
        antwoord = client.post(url, {"reden": "Ze vindt haar plan niet.", **gegevens})
        assert antwoord.status_code == 302, antwoord.content.decode()
        return client

    return begin


def test_een_coordinator_ziet_de_bladzijde_van_de_ander(kijk_mee, adres, mensen):
    client = kijk_mee("coen", "lotte")
    antwoord = client.get(adres("overzichten:start"))
    assert antwoord.context["lid"] == mensen.lotte
    tekst = antwoord.content.decode()
    assert "Je kijkt mee als <b>Lotte Cast</b>" in tekst
    assert "Wissel" not in tekst
    niet_gevonden = client.get(adres("overzichten:dossier", mensen.vera_traject.pk))
    assert niet_gevonden.status_code == 404, "Lotte ziet dat dossier niet"
    assert "Je kijkt mee als" in niet_gevonden.content.decode(), "de balk staat overal"


def test_er_kan_niets_verstuurd_worden(kijk_mee, adres, mensen):
    client, url = kijk_mee("coen", "bea"), adres("trajecten:fase", mensen.traject.pk)
    was = mensen.traject.fase
    for kop in ({}, {"HX-Request": "true"}):
        antwoord = client.post(url, {"fase": "screening"}, headers=kop)
        assert antwoord.status_code == 403
        assert "wijzigen, tekenen of versturen kan je dan niet" in antwoord.content.decode()
    assert client.put(url).status_code == 403
    mensen.traject.refresh_from_db()
    assert mensen.traject.fase == was


def test_samen_zien_ze_nooit_meer_dan_elk_apart(mensen):
    """Administratie reads no ratings; who looks as somebody who does reads none either."""
    als = Lidmaatschap.objects.get(pk=mensen.bea.pk)
    als.meekijker = mensen.ada
    assert not mag(als, Informatie.BEOORDELING)
    assert mag(als, Informatie.PLAN)
    assert not Beoordeling.objects.zichtbaar_voor(als).exists()
    assert set(Traject.objects.zichtbaar_voor(als)) == {mensen.traject}
    als.meekijker = mensen.vera
    assert not Traject.objects.zichtbaar_voor(als).exists()


def test_een_beheerder_ziet_geen_enkel_dossier(kijk_mee, adres, mensen):
    code = meekijken.maak_code(mensen.bea)
    client = kijk_mee("bob", "bea", code=code)
    antwoord = client.get(adres("overzichten:start"))
    assert antwoord.status_code == 200
    assert "als beheerder dus niets uit dossiers" in antwoord.content.decode()
    assert "Lotte" not in antwoord.content.decode()
    assert client.get(adres("overzichten:dossier", mensen.traject.pk)).status_code == 404
    assert not Inzage.objects.exists()


def test_een_code_werkt_een_keer_en_wie_raadt_is_ze_kwijt(mensen):
    def probeer(code: str):
        return meekijken.begin(mensen.bob, mensen.bea, reden="x", code=code)

    code = meekijken.maak_code(mensen.bea)
    with pytest.raises(Weigering, match="klopt niet"):
        probeer("")
    probeer(f"{code[:4]} {code[4:]}")
    with pytest.raises(Weigering):
        probeer(code)
    code = meekijken.maak_code(mensen.bea)
    for _ in range(cijfercode.POGINGEN):
        with pytest.raises(Weigering):
            probeer("00000000" if code != "00000000" else "00000001")
    with pytest.raises(Weigering):
        probeer(code)
    meekijken.maak_code(mensen.coen)
    with pytest.raises(Weigering):
        probeer(meekijken.maak_code(mensen.coen))


def test_bij_de_code_staat_tot_wanneer_ze_werkt(client_van, adres, time_machine):
    nu = timezone.localtime().replace(hour=14, minute=55)
    time_machine.move_to(nu, tick=False)
    tekst = client_van("mo").post(adres("gebruikers:geef_code"), follow=True).text
    assert "De code werkt één keer, tot 15.05 uur." in tekst


NIET_ZOLANG = "Dit zie je niet zolang je meekijkt"


def test_wat_men_al_meekijkend_niet_ziet_zegt_waarom(kijk_mee, client_van, adres, mensen):
    vreemd, elders = mensen.vera_traject.pk, adres("gebruikers:school")
    bladen = {adres("overzichten:dossier", vreemd): 404, elders: 403}
    client = kijk_mee("coen", "lotte")
    for url, antwoord in bladen.items():
        blad = client.get(url)
        assert (blad.status_code, NIET_ZOLANG in blad.text) == (antwoord, True), url
        assert NIET_ZOLANG not in client_van("lotte").get(url).text


def test_wie_geen_dossiers_ziet_vindt_al_meekijkend_niets(kijk_mee, client_van, adres, mensen):
    """And reads that it is hidden, not that there is nothing."""
    client = kijk_mee("bob", "bea", code=meekijken.maak_code(mensen.bea))
    zoek, zin = adres("overzichten:zoek") + "?q=Lotte", "Verborgen zolang je als beheerder meekijkt"
    tekst = client.get(zoek).text
    assert zin in tekst
    assert "Niets gevonden" not in tekst
    assert zin not in client_van("bea").get(zoek).text


def test_een_code_staat_een_keer_op_het_scherm(client_van, adres, mensen):
    mo, code = client_van("mo"), re.compile(r"\d{4} \d{4}")
    tekst = mo.post(adres("gebruikers:geef_code"), follow=True).content.decode()
    meekijken.begin(mensen.bob, mensen.mo, reden="x", code=code.search(tekst)[0])
    assert not code.search(mo.get(adres("gebruikers:meekijken")).content.decode())


@pytest.mark.parametrize(
    ("wie", "als", "antwoord"),
    [("bea", "lotte", 403), ("ada", "bea", 403), ("mo", "lotte", 404), ("lotte", "bea", 404)],
)
def test_wie_geen_accounts_beheert_kijkt_niet_mee(wie, als, antwoord, client_van, adres, mensen):
    """Who sees the accounts reads whom to ask; to others there is nobody."""
    url = adres("gebruikers:kijk_mee", getattr(mensen, als).pk)
    assert client_van(wie).post(url, {"reden": "x"}).status_code == antwoord
    assert not Meekijk.objects.exists()


def test_niet_als_zichzelf_en_niet_als_iemand_van_elders(client_van, adres, mensen):
    coen, elders = client_van("coen"), adres("gebruikers:kijk_mee", mensen.tess.pk)
    assert coen.get(elders).status_code == 404
    ook = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.coen.gebruiker, rol=Rol.BEGELEIDER
    )
    coen.post(adres("gebruikers:kijk_mee", ook.pk), {"reden": "x"})
    assert not Meekijk.objects.exists()


def test_zonder_reden_niet(client_van, adres, mensen):
    antwoord = client_van("coen").post(adres("gebruikers:kijk_mee", mensen.bea.pk), {"reden": " "})
    assert antwoord.context["form"].errors["reden"]
    assert not Meekijk.objects.exists()


def test_na_een_half_uur_is_het_voorbij(kijk_mee, adres, mensen, time_machine):
    nu = timezone.now()
    time_machine.move_to(nu, tick=False)
    client, start = kijk_mee("coen", "bea"), adres("overzichten:start")
    time_machine.move_to(nu + DUUR - datetime.timedelta(seconds=1), tick=False)
    assert client.get(start).context["lid"] == mensen.bea
    time_machine.move_to(nu + DUUR, tick=False)
    antwoord = client.get(start)
    assert antwoord.context["lid"] == mensen.coen
    assert "Het meekijken is voorbij" in antwoord.content.decode()


@pytest.fixture
def daarna(kijk_mee, adres, mensen, time_machine):
    """Coen with a page of Bea still open, after the half hour: browser, address, what its form
    carries."""
    nu = timezone.now()
    time_machine.move_to(nu, tick=False)
    client, url = kijk_mee("coen", "bea"), adres("trajecten:fase", mensen.traject.pk)
    blad = client.get(url)
    assert blad.context["lid"] == mensen.bea
    (als,) = set(re.findall(r'name="als" value="([^"]+)"', blad.text))
    assert f'"X-Als": "{als}"' in blad.text
    time_machine.move_to(nu + DUUR, tick=False)
    return client, url, als


def test_een_formulier_van_het_meekijken_wordt_nooit_gedaan(daarna, mensen):
    """Not as oneself either, when the half hour ended with the page still open."""
    client, url, als = daarna
    was = mensen.traject.fase
    velden = {"naar": "lopend", "op": f.dagen(0), "reden": "x", "als": als}
    antwoord = client.post(url, velden)
    assert antwoord.status_code == 409
    assert "Het meekijken is voorbij" in antwoord.text
    assert client.post(url, velden).status_code == 409, "ook een tweede keer niet"
    kop = {"HTTP_HX_REQUEST": "true", "HTTP_X_ALS": als}
    assert client.get(url, **kop)["HX-Refresh"] == "true"
    mensen.traject.refresh_from_db()
    assert mensen.traject.fase == was


def test_stoppen_kan_ook_als_het_al_voorbij_is(daarna, adres, mensen):
    client, _, als = daarna
    antwoord = client.post(adres("gebruikers:stop_meekijken"), {"als": als}, follow=True)
    assert antwoord.status_code == 200
    assert antwoord.context["lid"] == mensen.coen


def test_een_deel_van_een_eigen_bladzijde_wordt_geen_deel_van_de_ander(kijk_mee, adres, mensen):
    client, kop = kijk_mee("coen", "bea"), {"HTTP_HX_REQUEST": "true"}
    antwoord = client.get(adres("overzichten:start"), **kop, HTTP_X_ALS=str(mensen.coen.pk))
    assert antwoord["HX-Refresh"] == "true"


def test_de_balk_staat_ook_boven_het_eigen_account_en_daar_wijzigt_niets(kijk_mee, adres, mensen):
    client = kijk_mee("coen", "bea")
    for url in ("/account/", "/account/e-mail/"):
        blad = client.get(url, follow=True).text
        assert "Je kijkt mee met iemand anders" in blad
        assert "Stop met meekijken" in blad
        assert client.post(url, {"email": "ander@x.example"}).status_code == 403
    client.post(adres("gebruikers:stop_meekijken"))
    assert "Je kijkt mee" not in client.get("/account/").text
    assert client.post("/account/").status_code != 403
    client = kijk_mee("coen", "bea")
    assert client.post("/account/logout/", follow=True).status_code == 200
    assert "_auth_user_id" not in client.session


def test_ook_na_een_fout_schrijft_wie_meekijkt_als_zichzelf(kijk_mee, adres, mensen, monkeypatch):
    client, geopend = kijk_mee("coen", "bea"), []
    echt = muur.open_ook
    monkeypatch.setattr(muur, "open_ook", lambda *wat: [geopend.append(wat), echt(*wat)])
    assert client.get(adres("overzichten:dossier", mensen.vera_traject.pk)).status_code == 404
    assert set(geopend) == {(mensen.school.pk, mensen.coen.pk)}
    assert len(geopend) == 2


def test_een_beheerder_leest_de_naam_van_een_kind_niet(kijk_mee, adres, mensen):
    """A parent reads of which child, of age by now, they see the case no more; only the parent."""
    geboren = achttien_jaar_voor(f.dagen(-5))
    Leerling.objects.filter(pk=mensen.leerling.pk).update(geboortedatum=geboren)
    client = kijk_mee("bob", "els", code=meekijken.maak_code(mensen.els))
    assert "Lotte" not in client.get(adres("overzichten:start")).text


def test_stoppen_geeft_zichzelf_terug(kijk_mee, adres, mensen):
    client = kijk_mee("coen", "bea")
    antwoord = client.post(adres("gebruikers:stop_meekijken"), follow=True)
    assert antwoord.context["lid"] == mensen.coen
    assert Meekijk.objects.get().is_voorbij


def test_het_stopt_als_een_van_beiden_de_rol_verliest(kijk_mee, adres, mensen):
    client, start = kijk_mee("coen", "bea"), adres("overzichten:start")
    gisteren = f.dagen(-1)
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(van=gisteren, tot=gisteren)
    assert client.get(start).context["lid"] == mensen.coen
    client = kijk_mee("coen", "lotte")
    Lidmaatschap.objects.filter(pk=mensen.coen.pk).update(van=gisteren, tot=gisteren)
    antwoord = client.get(start)
    assert (antwoord.status_code, antwoord["Location"]) == (302, "/"), "nergens meer iemand"


def test_allebei_lezen_ze_het_en_een_ander_niet(kijk_mee, client_van, adres, mensen):
    kijk_mee("coen", "bea")
    url = adres("gebruikers:meekijken")
    for wie, leest in {"bea": True, "bob": True, "lotte": False, "vera": False}.items():
        assert ("vindt haar plan niet" in client_van(wie).get(url).content.decode()) == leest
    mail = Bericht.objects.get(soort="meekijken")
    assert mail.aan == mensen.bea.gebruiker.email
    assert "“Ze vindt haar plan niet.”" in mail.tekst


def test_in_het_dossier_staat_wie_er_echt_keek(kijk_mee, client_van, adres, mensen):
    kijk_mee("coen", "bea").get(adres("overzichten:dossier", mensen.traject.pk))
    inzage = Inzage.objects.get()
    assert (inzage.lid, inzage.meekijker) == (mensen.bea, mensen.coen)
    tekst = client_van("lotte").get(adres("overzichten:inzage", mensen.traject.pk))
    assert "keek mee als Bea Cast" in tekst.content.decode()


def test_een_ander_tabblad_bij_een_andere_school_blijft_zichzelf(kijk_mee, adres, mensen):
    elders = f.LidmaatschapFactory(
        school=mensen.andere_school, gebruiker=mensen.coen.gebruiker, rol=Rol.BEGELEIDER
    )
    client = kijk_mee("coen", "bea")
    assert client.get("/beuk/").context["lid"] == elders
    assert client.get(adres("overzichten:start")).context["lid"] == mensen.bea


def test_wie_bekeken_wordt_leest_het_op_de_startpagina(client_van, adres, mensen):
    start, zin = adres("overzichten:start"), "Coen Cast (coördinator) kijkt nu mee met jouw account"
    assert zin not in client_van("lotte").get(start).content.decode()
    keer = meekijken.begin(mensen.coen, mensen.lotte, reden="Ze vindt haar plan niet.")
    tekst = client_van("lotte").get(start).content.decode()
    assert zin in tekst
    assert f'<a href="{adres("gebruikers:meekijken")}">Meekijken</a>' in tekst
    assert zin not in client_van("els").get(start).content.decode()
    assert zin not in client_van("coen").get(start).content.decode()
    Meekijk.objects.filter(pk=keer.pk).update(gestopt_op=timezone.now())
    assert zin not in client_van("lotte").get(start).content.decode()


def test_wie_meekijkt_leest_niet_over_zichzelf(kijk_mee, adres):
    tekst = kijk_mee("coen", "lotte").get(adres("overzichten:start")).content.decode()
    assert "kijkt nu mee met jouw account" not in tekst


def test_wie_geen_school_is_leest_dat_de_coordinator_geen_code_nodig_heeft(client_van, adres):
    for wie, staat in (("lotte", True), ("els", True), ("coen", False)):
        tekst = client_van(wie).get(adres("gebruikers:meekijken")).content.decode()
        assert ("De coördinator kan meekijken" in tekst) is staat


def test_de_mail_wijst_naar_de_lijst(mensen, adres):
    meekijken.begin(mensen.coen, mensen.lotte, reden="Ze vindt haar plan niet.")
    assert adres("gebruikers:meekijken") in Bericht.objects.get(soort="meekijken").tekst
