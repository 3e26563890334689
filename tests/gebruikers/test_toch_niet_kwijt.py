"""The mailbox that a school gave up was not lost: naming the address of now ends it, always."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone

from gebruikers import acties, acties_account, acties_herstel, tasks_herstel
from gebruikers.models import (
    Adreswijziging,
    Bericht,
    Gebruiker,
    Herstelwacht,
    School,
    Toegangsherstel,
    Uitnodiging,
)
from gebruikers.models.uitnodiging import HERNIEUWBAAR
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import bevestigd, met_wachtwoord

NIEUW = "bea@nieuw.example"
VELDEN = {"wat": "email", "controle": "gekend", "nota": "Andere provider."}


@pytest.fixture
def bea(mensen):
    return met_wachtwoord(mensen.bea.gebruiker)


@pytest.fixture
def url(mensen, adres):
    return adres("gebruikers:toegang", mensen.bea.pk)


@pytest.fixture
def coen(client_van):
    return bevestigd(client_van("coen"))


@pytest.fixture
def kwijt(coen, url, bea):
    assert "Nu wacht het" in coen.post(url, VELDEN | {"email": NIEUW}, follow=True).content.decode()


@pytest.fixture
def terug(coen, url, bea):
    """Fill in the address of now; the page after it."""

    def doe() -> str:
        return coen.post(url, VELDEN | {"email": bea.email}, follow=True).content.decode()

    return doe


def link(soort: str, deel: str, aan: str) -> str:
    tekst = Bericht.objects.filter(aan=aan, soort=soort).first().tekst
    return re.search(rf"http://[^/]+(/{deel}/\S+)", tekst)[1]


def test_het_einde_sluit_niets_en_wordt_gemaild_en_bewaard(kwijt, terug, bea, mensen):
    met_wachtwoord(bea)
    assert "Het adres blijft wat het was" in terug()
    assert Gebruiker.objects.get(pk=bea.pk).has_usable_password(), "niets gaat nog eens dicht"
    assert not Adreswijziging.objects.exists()
    assert Toegangsherstel.objects.first().wat == Toegangsherstel.Wat.TERUG
    mails = Bericht.objects.filter(aan=bea.email)
    assert [mail.soort for mail in mails] == ["mailbox_terug", "toegang_hersteld"]
    assert "blijft wat het was" in mails[0].onderwerp
    assert mails[0].tekst.startswith("Dag Bea,")
    beheer = Bericht.objects.get(soort="mailbox_terug_beheer")
    assert beheer.aan == mensen.bob.gebruiker.email
    assert beheer.tekst.startswith("Dag Bob,")


def test_de_link_naar_het_nieuwe_adres_sterft_en_de_oude_mailbox_krijgt_codes(
    kwijt, terug, bea, browser, mailoutbox, taken_meteen
):
    pad = link("adres_nieuw", "account/e-mail", NIEUW)
    terug()
    assert OnmiddellijkeClient().post(pad).status_code == 410
    browser.post("/account/login/code/", {"email": bea.email})
    assert re.search(r"\d{4}-\d{4}", mailoutbox[-1].body)


def test_bij_wie_geen_medewerker_is_horen_de_begeleiders_het(mensen):
    for email in (NIEUW, mensen.mo.gebruiker.email):
        acties_herstel.herstel_toegang(mensen.mo, door=mensen.coen, **VELDEN, email=email)
    mails = Bericht.objects.filter(soort="toegang_hersteld_begeleider")
    assert {mail.aan for mail in mails} == {mensen.bea.gebruiker.email}
    assert "toch niet kwijt" in mails.first().tekst
    assert mails.first().tekst.startswith("Dag Bea,")


def test_een_uitnodiging_die_wacht_gaat_er_opnieuw_heen(coen, url, terug, bea, mensen):
    acties.nodig_uit(mensen.school, email=bea.email, rol=Rol.LEERKRACHT, door=mensen.coen)
    coen.post(url, VELDEN | {"email": NIEUW})
    terug()
    pad = link("uitnodiging", "uitnodiging", bea.email)
    assert OnmiddellijkeClient().get(pad).status_code == 200


@pytest.mark.parametrize("hoe", ["terug", "bevestigd"])
def test_een_uitnodiging_die_te_oud_is_niet(kwijt, terug, bea, mensen, hoe):
    te_oud = timezone.now() - HERNIEUWBAAR - datetime.timedelta(days=1)
    Uitnodiging.objects.create(
        school=mensen.school,
        gebruiker=bea,
        rol=Rol.LEERKRACHT,
        token_hash="x",
        verloopt_op=te_oud,
    )
    if hoe == "terug":
        terug()
    else:
        OnmiddellijkeClient().post(link("adres_nieuw", "account/e-mail", NIEUW))
        assert Gebruiker.objects.filter(email=NIEUW).exists()
    assert not Bericht.objects.filter(soort="uitnodiging").exists()


def test_wat_daarna_nog_uitgesteld_stond_valt_weg_maar_geen_telefoon(kwijt, terug, bea, mensen):
    rij = Toegangsherstel.objects.get()
    velden = {"gebruiker": bea, "herstel": rij, "van_school": mensen.school, "stop_hash": "x"}
    for email, blijft in (("", True), ("ander@x.example", False)):
        Herstelwacht.objects.all().delete()
        Herstelwacht.objects.create(**velden, email=email, gaat_in_op=timezone.now())
        if not Adreswijziging.objects.exists():
            acties_account.vraag_adreswijziging(bea, NIEUW, herstel=rij)
        terug()
        assert Herstelwacht.objects.exists() is blijft


def test_zonder_iets_dat_wacht_valt_er_niets_te_beeindigen(bea, mensen):
    with pytest.raises(Weigering, match="hier wacht geen ander adres"):
        acties_herstel.herstel_toegang(
            mensen.bea, door=mensen.coen, **VELDEN | {"email": bea.email}
        )
    assert not Toegangsherstel.objects.exists()


def test_na_een_uitnodiging_elders_kan_alleen_het_adres_van_nu_nog(
    kwijt, terug, coen, url, bea, mensen
):
    assert "geen ander adres meer krijgen" not in coen.get(url).content.decode()
    acties.nodig_uit(mensen.andere_school, email=bea.email, rol=Rol.LEERKRACHT, door=mensen.tess)
    pad = link("adres_nieuw", "account/e-mail", NIEUW)
    assert OnmiddellijkeClient().post(pad).status_code == 410
    ander = coen.post(url, VELDEN | {"email": "ander@x.example"}, follow=True).content.decode()
    assert "dient ook op een andere school" in ander
    tekst = coen.get(url).content.decode()
    assert "van hier geen ander adres meer krijgen" in tekst
    assert "Opnieuw mailen" not in tekst
    assert "Het adres blijft wat het was" in terug()
    assert not acties_account.wordt_hersteld(bea)


def test_een_andere_school_beeindigt_het_niet(kwijt, bea, mensen):
    lid = f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=bea, rol=Rol.LEERKRACHT)
    with pytest.raises(Weigering, match="hier wacht geen ander adres"):
        acties_herstel.herstel_toegang(lid, door=mensen.tess, **VELDEN | {"email": bea.email})
    assert acties_account.wordt_hersteld(bea)


def test_wie_niet_mag_herstellen_beeindigt_het_ook_niet(kwijt, bea, mensen):
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    with pytest.raises(Weigering, match="Vraag het aan de coördinator"):
        acties_herstel.herstel_toegang(mensen.bea, door=mensen.bob, **VELDEN | {"email": bea.email})


def test_ook_bij_de_enige_coordinator_wacht_het_einde_niet(mensen):
    email = mensen.coen.gebruiker.email
    acties_herstel.herstel_toegang(mensen.coen, door=mensen.bob, **VELDEN, email=NIEUW)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        tasks_herstel.laat_herstel_ingaan()
        assert acties_account.wordt_hersteld(mensen.coen.gebruiker)
        acties_herstel.herstel_toegang(mensen.coen, door=mensen.bob, **VELDEN, email=email)
    assert not acties_account.wordt_hersteld(mensen.coen.gebruiker)


def test_een_adres_dat_de_persoon_intussen_zelf_nam_sluit_niets(mensen):
    acties_herstel.herstel_toegang(mensen.coen, door=mensen.bob, **VELDEN, email=NIEUW)
    coen = met_wachtwoord(mensen.coen.gebruiker)
    coen.email = NIEUW
    coen.save()
    School.objects.filter(pk=mensen.school.pk).update(email="info@eik.example")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        tasks_herstel.laat_herstel_ingaan()
    assert Gebruiker.objects.get(pk=coen.pk).has_usable_password()
    assert not Herstelwacht.objects.exists()
    gestopt = Bericht.objects.filter(soort="herstel_gestopt")
    assert {bericht.aan for bericht in gestopt} == {mensen.bob.gebruiker.email, "info@eik.example"}
    assert all("heeft dat e-mailadres intussen zelf" in bericht.tekst for bericht in gestopt)


def _keuzes(antwoord) -> list[str]:
    return [keuze for keuze, _ in antwoord.context["form"].fields["wat"].choices]


def test_het_is_een_keuze_zonder_adres_zodra_ze_iets_doet(coen, url, bea, mensen):
    antwoord = coen.get(url)
    assert _keuzes(antwoord) == ["email"]
    assert "Niemand wordt afgemeld" not in antwoord.text
    assert "wat" in coen.post(url, VELDEN | {"wat": "terug"}).context["form"].errors
    coen.post(url, VELDEN | {"email": NIEUW})
    antwoord = coen.get(url)
    assert _keuzes(antwoord) == ["email", "terug"]
    assert "Niemand wordt afgemeld" in antwoord.text
    assert (
        "Het adres blijft wat het was"
        in coen.post(url, VELDEN | {"wat": "terug"}, follow=True).text
    )
    assert not acties_account.wordt_hersteld(bea)
    assert Bericht.objects.filter(aan=bea.email, soort="mailbox_terug").exists()


def test_ook_zolang_het_nog_48_uur_wacht(mensen, client_van, adres):
    acties_herstel.herstel_toegang(mensen.coen, door=mensen.bob, **VELDEN, email=NIEUW)
    bob, url = bevestigd(client_van("bob")), adres("gebruikers:toegang", mensen.coen.pk)
    assert _keuzes(bob.get(url)) == ["email", "terug"]
    bob.post(url, VELDEN | {"wat": "terug"})
    assert not Herstelwacht.objects.exists()
