"""From which day a school asks a second factor: chosen, told, reminded of, and then asked."""

import datetime

import pytest
from django.utils import timezone

from gebruikers import acties_school, tasks_school, tweede_factor
from gebruikers.forms import SchoolForm
from gebruikers.models import Bericht, School
from gebruikers.rollen import STAF, Rol
from tests.conftest import OnmiddellijkeClient
from tests.factories import LidmaatschapFactory, dagen
from tests.gebruikers.conftest import appcode, bevestigd, stel_app_in
from tests.invullen import bewaar, ingevuld
from tests.toegang import PERSOON

INSTELLEN = "/account/tweede-stap/"
ZONDER = {"bea", "pieter", "lea", "coen", "ada", "bob", "vera"}


@pytest.fixture
def vanaf(mensen):
    """The school asks it from so many days on."""

    def zet(dag: int) -> None:
        mensen.school.tweede_factor_vanaf = dagen(dag)
        mensen.school.save()

    return zet


@pytest.fixture
def kies(mensen, client_van, adres):
    """Press Bewaren on the page of the school; the day as stored then."""

    def doe(*, als: str = "coen", **getypt):
        antwoord = bewaar(bevestigd(client_van(als), "mfa"), adres("gebruikers:school"), **getypt)
        mensen.school.refresh_from_db()
        return antwoord

    return doe


def _gemaild(soort: str) -> set[str]:
    return {b.aan.partition("@")[0] for b in Bericht.objects.filter(soort=soort)}


def test_een_nieuwe_school_vraagt_ze_meteen():
    nieuw = School(code="nieuw", naam="Nieuw")
    assert nieuw.tweede_factor_vanaf == dagen(0)
    assert nieuw.vraagt_tweede_factor


def test_de_pagina_stelt_twee_weken_voor(client_van, adres, mensen):
    form = client_van("coen").get(adres("gebruikers:school")).context["form"]
    assert form["tweede_factor_vanaf"].value() == dagen(14)
    assert form["tweede_stap"].value() is False
    assert mensen.school.tweede_factor_vanaf is None


def test_na_een_fout_elders_staat_het_voorstel_er_nog(kies, mensen):
    form = kies(naam="").context["form"]
    assert form["tweede_factor_vanaf"].value() == dagen(14).isoformat()
    assert list(form.errors) == ["naam"]
    kies(straat="Elders 1")
    assert mensen.school.tweede_factor_vanaf is None, "en telt nog altijd niet"


def test_er_staat_wie_vastloopt_als_het_vandaag_begint(client_van, adres, mensen, vanaf):
    def hulp() -> str:
        form = client_van("coen").get(adres("gebruikers:school")).context["form"]
        return form.fields["tweede_factor_vanaf"].help_text

    staf = tweede_factor.zonder(mensen.school).count()
    assert f"Nu: {staf} medewerkers hebben er geen." in hulp()
    assert "Ook jij niet." in hulp()
    stel_app_in(mensen.coen.gebruiker)
    coen = bevestigd(client_van("coen"), "mfa")
    form = coen.get(adres("gebruikers:school")).context["form"]
    assert f"Nu: {staf - 1} medewerkers" in form.fields["tweede_factor_vanaf"].help_text
    assert "Ook jij niet." not in form.fields["tweede_factor_vanaf"].help_text


def test_vanaf_vandaag_wordt_eerst_gevraagd_met_hoeveel_mensen(kies, mensen):
    staf = tweede_factor.zonder(mensen.school).count()
    vandaag = {"tweede_stap": "on", "tweede_factor_vanaf": dagen(0)}
    tekst = kies(**vandaag).content.decode()
    assert f"{staf} medewerkers kunnen dan vanaf nu niet verder" in tekst
    assert f'name="meteen" value="{dagen(0).isoformat()}"' in tekst
    assert mensen.school.tweede_factor_vanaf is None
    kies(**vandaag, meteen=dagen(-1).isoformat())
    assert mensen.school.tweede_factor_vanaf is None, "het ja was voor een andere dag"
    kies(**vandaag, meteen=dagen(0).isoformat())
    assert mensen.school.tweede_factor_vanaf == dagen(0)


def _over_middernacht(client_van, adres, time_machine, **getypt):
    """Opened just before, sent just after."""
    middernacht = timezone.make_aware(datetime.datetime.combine(dagen(1), datetime.time()))
    time_machine.move_to(middernacht - datetime.timedelta(minutes=1))
    browser, url = bevestigd(client_van("coen"), "mfa"), adres("gebruikers:school")
    velden = ingevuld(browser.get(url).context["form"], **getypt)
    time_machine.move_to(middernacht + datetime.timedelta(minutes=1))
    return lambda: browser.post(url, velden)


def test_een_dag_die_over_middernacht_voorgesteld_was(client_van, adres, mensen, time_machine):
    wordt = dagen(14)
    _over_middernacht(client_van, adres, time_machine, tweede_stap="on")()
    mensen.school.refresh_from_db()
    assert mensen.school.tweede_factor_vanaf == wordt


def test_wie_er_niet_aankwam_laat_staan_wat_een_collega_koos(
    client_van, adres, mensen, vanaf, time_machine
):
    bewaar_nu = _over_middernacht(client_van, adres, time_machine, straat="Elders 1")
    vanaf(9)
    bewaar_nu()
    mensen.school.refresh_from_db()
    assert mensen.school.tweede_factor_vanaf == dagen(9)
    assert mensen.school.straat == "Elders 1"


def test_twee_die_ze_samen_aanzetten_kiezen(client_van, adres, mensen, vanaf, time_machine):
    bewaar_nu = _over_middernacht(client_van, adres, time_machine, tweede_stap="on")
    vanaf(9)
    assert "Dit werd intussen gewijzigd" in bewaar_nu().content.decode()
    mensen.school.refresh_from_db()
    assert mensen.school.tweede_factor_vanaf == dagen(9)


def test_een_formulier_leest_ook_een_gewone_dict(mensen):
    """As a command or a test has it, besides what a browser sends."""
    form = SchoolForm({"tweede_factor_vanaf": dagen(14).isoformat()}, instance=mensen.school)
    form.is_valid()
    assert form.cleaned_data["tweede_factor_vanaf"] is None


def test_aanzetten_kiest_een_dag_en_uitzetten_wist_ze(kies, mensen):
    kies(tweede_stap="on")
    assert mensen.school.tweede_factor_vanaf == dagen(14)
    kies(tweede_stap="on", tweede_factor_vanaf=dagen(5).isoformat())
    assert mensen.school.tweede_factor_vanaf == dagen(5)
    kies(tweede_stap="")
    assert mensen.school.tweede_factor_vanaf is None


@pytest.mark.parametrize(
    ("dag", "zin"), [(dagen(-1).isoformat(), "Deze dag is voorbij"), ("", "Kies vanaf welke dag")]
)
def test_een_dag_die_niet_kan(kies, mensen, dag, zin):
    antwoord = kies(tweede_stap="on", tweede_factor_vanaf=dag)
    assert zin in antwoord.content.decode()
    assert mensen.school.tweede_factor_vanaf is None


def test_een_dag_die_voorbij_is_blijft_staan(kies, vanaf, mensen):
    vanaf(-30)
    kies(tweede_stap="on", straat="Elders 1")
    assert mensen.school.straat == "Elders 1"
    assert mensen.school.tweede_factor_vanaf == dagen(-30)
    assert not Bericht.objects.exists()


def test_wie_er_geen_heeft_leest_vanaf_wanneer(kies, mensen):
    stel_app_in(mensen.pieter.gebruiker)
    kies(tweede_stap="on", telefoon="03 111 22 33")
    assert _gemaild("tweede_stap_komt") == ZONDER - {"pieter"}
    tekst = Bericht.objects.filter(soort="tweede_stap_komt").first().tekst
    assert tekst.count("Vragen?") == 1
    assert f"[Tweede stap instellen] http://localhost:8000{INSTELLEN}" in tekst
    assert "vraagt De Eik van alle medewerkers een tweede stap" in tekst
    assert not _gemaild("tweede_stap_uit")


def test_een_andere_school_hoort_het_niet(kies, mensen):
    kies(tweede_stap="on")
    assert "tess" not in _gemaild("tweede_stap_komt")


@pytest.mark.parametrize(
    ("was", "wordt", "zwakker"),
    [(0, None, True), (9, None, True), (0, 9, True), (9, 10, True), (9, 8, False), (-9, 0, False)],
)
def test_zwakker_maken_lezen_wie_de_accounts_beheren(vanaf, mensen, was, wordt, zwakker):
    vanaf(was)
    mensen.school.tweede_factor_vanaf = None if wordt is None else dagen(wordt)
    acties_school.bewaar_school(mensen.school, door=mensen.coen)
    assert _gemaild("tweede_stap_uit") == ({"bob", "coen"} if zwakker else set())
    assert _gemaild("tweede_stap_komt") == (set() if wordt is None else ZONDER)
    for bericht in Bericht.objects.filter(soort="tweede_stap_uit"):
        assert "Coen Cast " in bericht.tekst
        wie = "Bob" if bericht.aan == mensen.bob.gebruiker.email else "Coen"
        assert bericht.tekst.startswith(f"Dag {wie},")
        assert ("pas later" in bericht.onderwerp) is (wordt is not None)


@pytest.mark.parametrize(("dag", "gemaild"), [(4, False), (3, True), (1, True), (0, False)])
def test_kort_vooraf_nog_een_mail_een_keer(vanaf, mensen, dag, gemaild):
    vanaf(dag)
    stel_app_in(mensen.pieter.gebruiker)
    for _ in range(2):
        tasks_school.herinner_aan_tweede_stap()
    assert Bericht.objects.count() == (len(ZONDER) - 1 if gemaild else 0)
    assert _gemaild("tweede_stap_komt") == (ZONDER - {"pieter"} if gemaild else set())
    for bericht in Bericht.objects.all():
        assert bericht.onderwerp.startswith("Nog te doen: stel voor ")


@pytest.mark.parametrize(("dagen_geleden", "gemaild"), [(0, False), (2, False), (3, True)])
def test_niet_meteen_na_de_eerste_mail(kies, mensen, dagen_geleden, gemaild):
    kies(tweede_stap="on", tweede_factor_vanaf=dagen(1).isoformat())
    toen = timezone.now() - datetime.timedelta(days=dagen_geleden)
    Bericht.objects.update(aangemaakt_op=toen)
    tasks_school.herinner_aan_tweede_stap()
    assert Bericht.objects.count() == len(ZONDER) * (1 + gemaild)


def test_een_eerste_mail_van_een_andere_school_telt_niet(vanaf, kies, mensen):
    vanaf(1)
    bea = {"aan": mensen.bea.gebruiker.email, "school": mensen.andere_school}
    Bericht.objects.create(soort="tweede_stap_komt", **bea)
    tasks_school.herinner_aan_tweede_stap()
    assert Bericht.objects.filter(**bea | {"school": mensen.school}).exists()


@pytest.mark.parametrize(("dag", "vandaag"), [(0, True), (1, False)])
def test_wie_ze_vandaag_al_nodig_heeft_leest_dat(vanaf, kies, dag, vandaag):
    """ "Voor vandaag" or "op die dag" would be too late."""
    kies(
        tweede_stap="on",
        tweede_factor_vanaf=dagen(dag).isoformat(),
        meteen=dagen(dag).isoformat(),
    )
    mail = Bericht.objects.filter(soort="tweede_stap_komt").first()
    assert mail.onderwerp.startswith("Stel vandaag een tweede stap in") is vandaag
    assert mail.tekst.count("Vanaf vandaag vraagt") == vandaag
    assert ("Heb je er nu nog geen?" in mail.tekst) is vandaag
    assert ("op die dag" in mail.tekst) is not vandaag


@pytest.mark.parametrize("rol", sorted(STAF))
def test_tot_die_dag_zegt_elke_bladzijde_het_rustig(vanaf, client_van, adres, mensen, rol):
    vanaf(1)
    lid = getattr(mensen, PERSOON[rol])
    browser, start = client_van(PERSOON[rol]), adres("overzichten:start")
    tekst = browser.get(start).content.decode()
    assert "vraagt De Eik een tweede stap bij het aanmelden. Jij hebt er nog geen." in tekst
    stel_app_in(lid.gebruiker)
    assert "Jij hebt er nog geen" not in browser.get(start).content.decode()


def test_wie_ze_niet_nodig_heeft_leest_er_niets_van(vanaf, client_van, adres, mensen):
    vanaf(1)
    for wie in ("els", "mo"):
        tekst = client_van(wie).get(adres("overzichten:start")).content.decode()
        assert "tweede stap" not in tekst
    mensen.bea.meekijker = mensen.coen
    assert tweede_factor.aangekondigd(mensen.bea) is None
    vanaf(0)
    assert tweede_factor.aangekondigd(mensen.coen) is None, "dan staat de muur er"


def test_op_die_dag_staat_de_muur_er(vanaf, client_van, adres):
    vanaf(1)
    browser, start = client_van("bea"), adres("overzichten:start")
    assert browser.get(start).status_code == 200
    vanaf(0)
    assert browser.get(start).url == INSTELLEN


def test_de_eigen_pagina_zegt_vanaf_wanneer(vanaf, client_van):
    vanaf(9)
    browser = client_van("bea")
    assert "De Eik vraagt dit van medewerkers vanaf" in browser.get(INSTELLEN).content.decode()
    assert "De Eik vraagt ze vanaf" in browser.get("/account/").content.decode()
    assert "De Eik" not in client_van("els").get(INSTELLEN).content.decode()


def test_de_school_ziet_wie_er_nog_geen_heeft(client_van, adres, mensen):
    stel_app_in(mensen.pieter.gebruiker)
    LidmaatschapFactory(school=mensen.school, rol=Rol.LEERKRACHT, tot=dagen(-1))
    LidmaatschapFactory(school=mensen.school, rol=Rol.OUDER, gebruiker=mensen.tess.gebruiker)
    pagina = client_van("bob").get(adres("gebruikers:school"))
    assert {g.email.partition("@")[0] for g in pagina.context["zonder"]} == ZONDER - {"pieter"}
    assert "6 medewerkers hebben er nog geen.</p>" in pagina.content.decode()


@pytest.mark.parametrize(
    ("dag", "zin"), [(0, "zodra ze hier willen werken"), (9, "staat dat boven")]
)
def test_en_wat_dat_voor_hen_betekent(vanaf, client_van, adres, dag, zin):
    vanaf(dag)
    browser = bevestigd(client_van("bob"), "mfa")
    assert zin in browser.get(adres("gebruikers:school")).content.decode()


def test_wie_nergens_verder_kan_meldt_zich_af(vanaf, client_van, mensen):
    """No link that leads back to the same page."""
    vanaf(0)
    browser = client_van("bea")
    tekst = browser.get(INSTELLEN).content.decode()
    assert "Afmelden" in tekst
    assert 'href="/"' not in tekst
    assert 'href="/"' not in browser.get("/account/").content.decode()
    assert 'href="/"' not in bevestigd(browser).get("/account/tweede-stap/app/").content.decode()
    LidmaatschapFactory(gebruiker=mensen.bea.gebruiker, rol=Rol.OUDER)
    assert 'href="/"' in browser.get(INSTELLEN).content.decode()


def test_wie_wel_verder_kan_ziet_geen_afmelden(vanaf, client_van, mensen):
    vanaf(1)
    assert 'href="/"' in client_van("bea").get(INSTELLEN).content.decode()
    vanaf(0)
    stel_app_in(mensen.bea.gebruiker)
    assert 'href="/"' in client_van("bea").get(INSTELLEN).content.decode()


def test_een_geweigerd_formulier_wacht_tot_de_stap_er_is(vanaf, client_van, adres, mensen):
    """The browser keeps what was typed as long as the pages say so (static/js/onderweg.js)."""
    vanaf(0)
    browser, school = bevestigd(client_van("coen")), adres("gebruikers:school")
    assert "data-gestuit" not in browser.get(INSTELLEN).content.decode()
    browser.post(school, {"naam": "x"}, HTTP_REFERER=f"http://testserver{school}")
    form = browser.get("/account/tweede-stap/app/")
    for pagina in (browser.get(INSTELLEN), form):
        assert "data-gestuit" in pagina.content.decode()
    code = appcode(form.context["form"].secret)
    codes = browser.post("/account/tweede-stap/app/", {"code": code}, follow=True).content.decode()
    assert f'href="{school}">Verder' in codes
    assert f'href="{school}">Terug naar het formulier' in browser.get(INSTELLEN).content.decode()
    assert "data-gestuit" not in browser.get(school).content.decode()
    assert 'href="/">Naar je startpagina' in browser.get(INSTELLEN).content.decode()


def test_ook_wie_ze_elders_instelde(vanaf, client_van, adres, mensen):
    vanaf(0)
    geheim = stel_app_in(mensen.coen.gebruiker)
    browser, school = client_van("coen"), adres("gebruikers:school")
    naar = browser.post(school, {"naam": "x"}, HTTP_REFERER=f"http://testserver{school}").url
    assert "data-gestuit" in browser.get(naar).content.decode()
    terug = browser.post(naar, {"code": appcode(geheim)})
    assert terug.url == school
    assert "data-gestuit" not in browser.get(school).content.decode()


def test_opvragen_of_een_deel_van_een_bladzijde_houdt_niets_vast(vanaf, client_van, adres):
    vanaf(0)
    browser = client_van("coen")
    browser.get(adres("gebruikers:school"))
    browser.get(adres("gebruikers:school"), HTTP_HX_REQUEST="true")
    assert "data-gestuit" not in browser.get(INSTELLEN).content.decode()
    browser.post(adres("gebruikers:school"), {}, HTTP_HX_REQUEST="true")
    assert "data-gestuit" in browser.get(INSTELLEN).content.decode()


def test_wie_niet_aangemeld_is_vraagt_niets(mensen):
    assert "Afmelden" not in OnmiddellijkeClient().get("/account/login/").content.decode()
