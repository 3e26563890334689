"""A school lets in again who lost a phone or a mailbox: who may, what it does, and what is kept."""

import datetime
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import ProgrammingError, transaction
from django.utils import timezone

from gebruikers import acties, acties_herstel, tasks_herstel
from gebruikers.links import DodeLink
from gebruikers.models import (
    Adreswijziging,
    Gebruiker,
    Herstelstop,
    Herstelwacht,
    Toegangsherstel,
)
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import bevestigd, meld_aan, met_wachtwoord, stel_app_in

Wat, Controle = Toegangsherstel.Wat, Toegangsherstel.Controle
NIEUW = "bea@nieuw.example"
TELEFOON = {"wat": Wat.TWEEDE_STAP, "controle": Controle.KAART, "nota": "Gsm gestolen."}
MAILBOX = {"wat": Wat.EMAIL, "controle": Controle.GEKEND, "nota": "Andere provider."}


@pytest.fixture
def herstel(mensen, client_van, adres):
    """Fill in the form about Bea as this person, and the page after it."""

    def doe(door: str = "coen", wie: str = "bea", **velden):
        url = adres("gebruikers:toegang", getattr(mensen, wie).pk)
        return bevestigd(client_van(door)).post(url, velden, follow=True)

    return doe


@pytest.fixture
def bea(mensen):
    return met_wachtwoord(mensen.bea.gebruiker)


def test_een_kwijte_telefoon(herstel, bea, mensen, browser, adres, mailoutbox, taken_meteen):
    stel_app_in(bea)
    sessie = OnmiddellijkeClient()
    sessie.force_login(bea)
    meld_aan(browser, bea)
    tekst = herstel(**TELEFOON).content.decode()
    assert "Dat is gebeurd, en genoteerd." in tekst
    assert "Gsm gestolen." in tekst
    assert not Authenticator.objects.filter(user=bea).exists()
    rij = Toegangsherstel.objects.get()
    assert (rij.gebruiker, rij.door, rij.controle) == (bea, mensen.coen, Controle.KAART)
    mail = next(mail for mail in mailoutbox if mail.to == [bea.email])
    assert "Coen Cast van De Eik herstelde je toegang" in mail.body
    assert "ter plaatse, met de identiteitskaart" in mail.body
    assert [mail.to[0] for mail in mailoutbox if "is hersteld" in mail.subject] == [
        mensen.bob.gebruiker.email
    ]


def test_elke_sessie_eindigt(herstel, bea, browser, adres):
    meld_aan(browser, bea)
    stel_app_in(bea)
    assert browser.get(adres("overzichten:start")).status_code == 200
    herstel(**TELEFOON)
    assert browser.get(adres("overzichten:start")).status_code == 302


def test_zonder_tweede_stap_valt_er_niets_te_herstellen(herstel, mensen):
    keuzes = herstel(**TELEFOON).context["form"].fields["wat"].choices
    assert Wat.TWEEDE_STAP not in dict(keuzes)
    with pytest.raises(Weigering, match="geen tweede stap ingesteld"):
        acties_herstel.herstel_toegang(mensen.bea, door=mensen.coen, **TELEFOON)
    assert not Toegangsherstel.objects.exists()


def test_een_kwijte_mailbox(herstel, bea, browser, adres, mailoutbox, taken_meteen):
    oud = bea.email
    meld_aan(browser, bea)
    herstel(**MAILBOX, email=NIEUW.upper())
    assert browser.get(adres("overzichten:start")).status_code == 302
    assert not Gebruiker.objects.get(pk=bea.pk).has_usable_password()
    mail = next(mail for mail in mailoutbox if mail.to == [NIEUW])
    link = re.search(r"http://[^/]+(/account/e-mail/\S+)", mail.body)[1]
    oude_mails = [mail for mail in mailoutbox if mail.to == [oud]]
    assert len(oude_mails) == 1
    assert "/account/e-mail/" not in oude_mails[0].body, "de oude mailbox beslist niet mee"
    assert Gebruiker.objects.get(pk=bea.pk).email == oud
    OnmiddellijkeClient().post(link)
    assert Gebruiker.objects.get(pk=bea.pk).email == NIEUW


def test_het_antwoord_verraadt_niet_of_het_nieuwe_adres_een_account_heeft(herstel, mensen):
    vreemd, bladen = f.GebruikerFactory(email="iemand@elders.example"), []
    for wie, email in (("bea", vreemd.email), ("lea", NIEUW)):
        antwoord = herstel(wie=wie, **MAILBOX, email=email)
        zinnen = [str(zin).replace(email, "…") for zin in antwoord.context["messages"]]
        bladen.append((antwoord.status_code, zinnen))
    assert bladen[0] == bladen[1]


@pytest.mark.parametrize("leeg", ["wat", "controle", "nota"])
def test_hoe_nagekeken_en_waarom_moet_erbij(herstel, bea, leeg):
    stel_app_in(bea)
    assert herstel(**TELEFOON | {leeg: ""}).context["form"].errors[leeg]
    assert Authenticator.objects.filter(user=bea).exists()


@pytest.mark.parametrize("email", ["", "x"])
def test_een_mailbox_vraagt_een_ander_adres(herstel, email):
    assert herstel(**MAILBOX, email=email).context["form"].errors["email"]


@pytest.mark.parametrize("door", ["coen", "bob"])
def test_niet_voor_zichzelf(herstel, mensen, door):
    stel_app_in(getattr(mensen, door).gebruiker)
    tekst = herstel(door=door, wie=door, **TELEFOON).content.decode()
    assert "Je eigen toegang herstel je niet zelf" in tekst
    assert Authenticator.objects.exists()


@pytest.mark.parametrize("door", ["bea", "ada"])
def test_wie_accounts_alleen_leest_herstelt_niets(client_van, adres, mensen, door):
    url = adres("gebruikers:toegang", mensen.lea.pk)
    assert bevestigd(client_van(door)).post(url, TELEFOON).status_code == 403


def test_wie_er_geen_rol_meer_heeft_wordt_niet_geholpen(herstel, mensen, bea):
    stel_app_in(bea)
    mensen.bea.tot = f.dagen(-1)
    mensen.bea.save()
    assert "heeft hier geen rol meer" in herstel(**TELEFOON).content.decode()


@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.OUDER])
def test_een_account_dat_elders_dient_krijgt_van_hier_geen_ander_adres(mensen, bea, rol):
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=bea, rol=rol)
    with pytest.raises(Weigering, match="dient ook op een andere school"):
        acties_herstel.herstel_toegang(mensen.bea, door=mensen.coen, **MAILBOX, email=NIEUW)


def test_de_beheerders_van_de_andere_school_horen_van_de_tweede_stap(
    herstel, mensen, bea, mailoutbox, taken_meteen
):
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=bea, rol=Rol.LEERKRACHT)
    stel_app_in(bea)
    herstel(**TELEFOON)
    aan = {mail.to[0] for mail in mailoutbox if "is hersteld" in mail.subject}
    assert aan == {mensen.bob.gebruiker.email, mensen.tess.gebruiker.email}


@pytest.mark.parametrize("wie", ["els", "lotte", "mo", "xander"])
def test_van_wie_buiten_de_school_staat_horen_de_begeleiders(
    herstel, mensen, mailoutbox, taken_meteen, wie
):
    buiten = getattr(mensen, wie)
    stel_app_in(buiten.gebruiker)
    herstel(wie=wie, **TELEFOON)
    aan = {mail.to[0] for mail in mailoutbox}
    assert aan == {buiten.gebruiker.email, mensen.bea.gebruiker.email}


def test_en_wie_de_begeleider_vervangt_ook(herstel, mensen, mailoutbox, taken_meteen):
    f.VervangingFactory(
        school=mensen.school, wie=mensen.bea.gebruiker, vervanger=mensen.vera.gebruiker
    )
    stel_app_in(mensen.els.gebruiker)
    herstel(wie="els", **TELEFOON)
    aan = {mail.to[0] for mail in mailoutbox}
    assert aan == {mensen.els.gebruiker.email, "bea@eik.example", "vera@eik.example"}


def test_zonder_begeleiders_horen_de_andere_coordinatoren_het(
    herstel, mensen, mailoutbox, taken_meteen
):
    ander = f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    mensen.mia = f.LidmaatschapFactory(school=mensen.school, rol=Rol.MENTOR)
    stel_app_in(mensen.mia.gebruiker)
    herstel(wie="mia", **TELEFOON)
    aan = {mail.to[0] for mail in mailoutbox}
    assert aan == {mensen.mia.gebruiker.email, ander.gebruiker.email}


def test_eerst_zeggen_wie_je_bent(client_van, adres, mensen):
    url = adres("gebruikers:toegang", mensen.bea.pk)
    assert client_van("coen").get(url).url.startswith("/account/bevestigen/")
    assert (
        client_van("coen")
        .post(url, TELEFOON)
        .url.endswith(f"?next=%2Feik%2Fmensen%2F{mensen.bea.pk}%2Ftoegang%2F")
    )


def test_wat_genoteerd_is_verandert_niet(herstel, bea):
    stel_app_in(bea)
    herstel(**TELEFOON)
    for doe in (
        lambda: Toegangsherstel.objects.update(nota="niets"),
        lambda: Toegangsherstel.objects.all().delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            doe()


@pytest.mark.parametrize("wie", ["bea", "lea", "ada", "coen", "lotte", "els", "mo", "xander"])
@pytest.mark.parametrize("velden", [TELEFOON, MAILBOX | {"email": NIEUW}])
def test_een_beheerder_laat_niemand_binnen_die_dossiers_ziet(herstel, mensen, wie, velden):
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    stel_app_in(getattr(mensen, wie).gebruiker)
    blad = herstel(door="bob", wie=wie, **velden)
    assert "Vraag het aan de coördinator" in blad.content.decode()
    assert not Toegangsherstel.objects.exists()
    assert Authenticator.objects.exists()


def test_een_beheerder_helpt_een_andere_beheerder(herstel, mensen):
    mensen.ann = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEHEERDER)
    stel_app_in(mensen.ann.gebruiker)
    herstel(door="bob", wie="ann", **TELEFOON)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("hoe", ["rol van nu", "rol van morgen", "uitnodiging"])
def test_maar_niet_een_die_ook_dossiers_ziet_of_gaat_zien(herstel, mensen, hoe):
    mensen.ann = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEHEERDER)
    stel_app_in(mensen.ann.gebruiker)
    wie = {"school": mensen.school, "gebruiker": mensen.ann.gebruiker}
    if hoe == "uitnodiging":
        email = mensen.ann.gebruiker.email
        acties.nodig_uit(mensen.school, email=email, rol=Rol.LEERKRACHT, door=mensen.coen)
    else:
        f.LidmaatschapFactory(**wie, rol=Rol.LEERKRACHT, van=f.dagen("morgen" in hoe))
    assert "Vraag het aan" in herstel(door="bob", wie="ann", **TELEFOON).content.decode()
    assert Authenticator.objects.exists()


def test_wie_niet_mag_leest_dat_meteen(client_van, adres, mensen):
    """Not only after a password, and with a way back."""
    tekst = client_van("bob").get(adres("gebruikers:toegang", mensen.bea.pk)).content.decode()
    assert "Wie zelf geen dossiers ziet" in tekst
    assert "Tweede stap bij het aanmelden:" not in tekst
    assert f'href="{adres("gebruikers:mensen")}">Terug' in tekst


def test_toegang_staat_alleen_waar_het_iets_doet(client_van, adres, mensen):
    ann = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEHEERDER)

    def waar(naam: str) -> set[int]:
        tekst = client_van(naam).get(adres("gebruikers:mensen")).content.decode()
        return {int(pk) for pk in re.findall(r"/mensen/(\d+)/toegang/", tekst)}

    assert waar("bob") == {ann.pk, mensen.coen.pk}, "de enige coördinator, na 48 uur"
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    assert waar("bob") == {ann.pk}
    f.LidmaatschapFactory(school=mensen.school, gebruiker=ann.gebruiker, rol=Rol.LEERKRACHT)
    assert waar("bob") == set()
    assert mensen.bea.pk in waar("coen")
    assert mensen.coen.pk not in waar("coen")


@pytest.fixture
def wacht(herstel, mensen, mailoutbox, taken_meteen):
    """Bob asks for the only coördinator; the link to stop it."""
    type(mensen.school).objects.filter(pk=mensen.school.pk).update(email="info@eik.example")
    stel_app_in(mensen.coen.gebruiker)
    f.LidmaatschapFactory(
        school=mensen.school, rol=Rol.BEHEERDER, gebruiker=f.GebruikerFactory(email="ann@x.example")
    )

    def doe(velden=TELEFOON):
        assert "over 48 uur" in herstel(door="bob", wie="coen", **velden).content.decode()
        mail = next(mail for mail in mailoutbox if mail.to == [mensen.coen.gebruiker.email])
        return re.search(r"http://[^/]+(/account/herstel/\S+)", mail.body)[1]

    return doe


def _na(uren: int) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=uren)):
        tasks_herstel.laat_herstel_ingaan()


def test_de_enige_coordinator_pas_na_48_uur_en_iedereen_weet_het(wacht, mensen, mailoutbox):
    wacht()
    aan = {mail.to[0] for mail in mailoutbox}
    assert aan == {mensen.coen.gebruiker.email, "ann@x.example", "info@eik.example"}
    _na(47)
    assert Authenticator.objects.exists()
    _na(49)
    assert not Authenticator.objects.exists()
    assert not Herstelwacht.objects.exists()


def test_een_mailbox_van_de_enige_coordinator_wacht_ook(wacht, mensen, client_van):
    met_wachtwoord(mensen.coen.gebruiker)
    wacht(MAILBOX | {"email": NIEUW})
    tekst = client_van("coen").get("/account/").content.decode()
    assert "<b>De Eik</b> geeft je account het adres bea@<wbr>nieuw.example op" in tekst
    assert not Adreswijziging.objects.exists()
    assert Gebruiker.objects.get(pk=mensen.coen.gebruiker_id).has_usable_password()
    _na(49)
    assert Adreswijziging.objects.get().nieuw == NIEUW
    assert not Gebruiker.objects.get(pk=mensen.coen.gebruiker_id).has_usable_password()


def test_de_persoon_houdt_het_tegen_met_de_link(wacht, mailoutbox):
    link, browser = wacht(), OnmiddellijkeClient()
    tekst = browser.get(link).content.decode()
    assert "Herstel tegenhouden?" in tekst
    assert "<b>De Eik</b> wist je tweede stap bij het aanmelden op" in tekst
    assert Herstelwacht.objects.exists(), "openen doet niets"
    assert "Tegengehouden" in browser.post(link).content.decode()
    _na(49)
    assert Authenticator.objects.exists()
    assert "wordt niet hersteld" in mailoutbox[-1].subject
    assert browser.get(link).status_code == 410


def test_de_persoon_houdt_het_tegen_vanuit_een_sessie(wacht, client_van):
    wacht()
    client_van("bea").post("/account/herstel/stop/")
    assert Herstelwacht.objects.exists()
    coen = client_van("coen")
    assert "Tegenhouden" in coen.get("/account/").content.decode()
    coen.post("/account/herstel/stop/")
    assert not Herstelwacht.objects.exists()


def test_na_het_wachten_wordt_opnieuw_gevraagd_of_het_mag(wacht, mensen):
    wacht()
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    _na(49)
    assert Authenticator.objects.exists()
    assert not Herstelwacht.objects.exists()


@pytest.mark.parametrize("hoe", ["rol van morgen", "uitnodiging"])
def test_wie_elders_gaat_dienen_krijgt_van_hier_geen_ander_adres(mensen, bea, hoe):
    if hoe == "uitnodiging":
        acties.nodig_uit(
            mensen.andere_school, email=bea.email, rol=Rol.LEERKRACHT, door=mensen.tess
        )
    else:
        f.LidmaatschapFactory(
            school=mensen.andere_school, gebruiker=bea, rol=Rol.LEERKRACHT, van=f.dagen(1)
        )
    with pytest.raises(Weigering, match="dient ook op een andere school"):
        acties_herstel.herstel_toegang(mensen.bea, door=mensen.coen, **MAILBOX, email=NIEUW)


def test_en_ook_niet_wie_er_intussen_dient(herstel, mensen, bea, mailoutbox, taken_meteen):
    herstel(**MAILBOX, email=NIEUW)
    mail = next(mail for mail in mailoutbox if mail.to == [NIEUW])
    link = re.search(r"http://[^/]+(/account/e-mail/\S+)", mail.body)[1]
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=bea, rol=Rol.LEERKRACHT)
    assert OnmiddellijkeClient().post(link).status_code == 410
    assert Gebruiker.objects.get(pk=bea.pk).email == bea.email


def test_wat_uitgesteld_is_staat_op_het_blad_van_deze_school_alleen(
    wacht, mensen, client_van, adres
):
    wacht()
    url, bob = adres("gebruikers:toegang", mensen.coen.pk), bevestigd(client_van("bob"))
    assert "tenzij Coen Cast het tegenhoudt" in bob.get(url).content.decode()
    Herstelwacht.objects.update(van_school=mensen.andere_school)
    assert "het tegenhoudt" not in bob.get(url).content.decode()


def test_tegengehouden_wordt_niet_gezegd_van_wat_al_gebeurd_is(wacht, mailoutbox, client_van):
    """It took effect between the page and the press."""
    wacht()
    rij = Herstelwacht.objects.get()
    _na(49)
    aantal = len(mailoutbox)
    with pytest.raises(DodeLink, match="al gebeurd"):
        acties_herstel.houd_herstel_tegen(rij)
    assert len(mailoutbox) == aantal


def test_ook_niet_op_de_bladzijde_van_de_link(wacht, monkeypatch):
    link = wacht()
    rij = Herstelwacht.objects.select_related("van_school").get()
    Herstelwacht.objects.all().delete()
    monkeypatch.setattr(acties_herstel, "open_herstelwacht", lambda token: rij)
    antwoord = OnmiddellijkeClient().post(link)
    assert antwoord.status_code == 410
    assert "Tegengehouden" not in antwoord.content.decode()


def test_boven_elke_bladzijde_van_wie_het_aangaat(wacht, mensen, client_van, adres):
    wacht()
    pagina = adres("gebruikers:mensen")
    assert 'action="/account/herstel/stop/"' in client_van("coen").get(pagina).content.decode()
    assert "/account/herstel/stop/" not in client_van("bob").get(pagina).content.decode()


@pytest.fixture
def van_coen(wacht, mensen, adres):
    """Bob's page about the coördinator, while it waits."""
    wacht()
    return adres("gebruikers:toegang", mensen.coen.pk)


def _lees(client_van, url: str) -> str:
    return bevestigd(client_van("bob")).get(url).content.decode()


def test_wie_het_vroeg_trekt_het_in(van_coen, mensen, client_van, adres, mailoutbox):
    assert "Intrekken" in _lees(client_van, van_coen)
    del mailoutbox[:]
    herstel = Toegangsherstel.objects.get()
    client_van("bob").post(adres("gebruikers:trek_herstel_in", herstel.pk))
    assert not Herstelwacht.objects.exists()
    _na(49)
    assert Authenticator.objects.exists()
    per_adres = {mail.to[0]: mail.subject for mail in mailoutbox}
    assert "blijft zoals ze is" in per_adres.pop(mensen.coen.gebruiker.email)
    assert per_adres.keys() == {"ann@x.example", "info@eik.example"}
    assert "ingetrokken door wie het vroeg" in _lees(client_van, van_coen)


def test_een_andere_beheerder_trekt_het_niet_in(van_coen, mensen):
    ann = mensen.school.lidmaatschappen.get(gebruiker__email="ann@x.example")
    with pytest.raises(Weigering, match="Alleen wie dit vroeg"):
        acties_herstel.trek_herstel_in(Toegangsherstel.objects.get(), door=ann)


def test_wie_het_vroeg_hoort_en_leest_dat_het_tegengehouden_is(
    van_coen, mensen, client_van, mailoutbox
):
    assert "wacht</span> tot" in _lees(client_van, van_coen)
    del mailoutbox[:]
    client_van("coen").post("/account/herstel/stop/")
    assert mensen.bob.gebruiker.email in {mail.to[0] for mail in mailoutbox}
    tekst = _lees(client_van, van_coen)
    assert "tegengehouden door de persoon zelf" in tekst
    assert "Wacht nog" not in tekst


def test_ook_na_de_dag_staat_er_of_het_gebeurde(van_coen, client_van):
    _na(49)
    assert "gebeurd na 48 uur" in _lees(client_van, van_coen)


def test_een_nieuwe_vraag_komt_in_de_plaats(van_coen, herstel):
    herstel(door="bob", wie="coen", **TELEFOON)
    assert Herstelwacht.objects.count() == 1
    assert Herstelstop.objects.get().waarom == Herstelstop.Waarom.OPNIEUW
