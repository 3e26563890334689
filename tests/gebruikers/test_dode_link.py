"""A link that works no more: what the page says, and the press that mails a new one."""

import datetime
import re

import pytest
from django.utils import timezone

from gebruikers import acties
from gebruikers.links import AFKOELING
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.models.uitnodiging import HERNIEUWBAAR
from gebruikers.overgang import Weigering
from tests.gebruikers.conftest import NELE, vul_code_in

KNOP = "Stuur mij een nieuwe link"
LATER = datetime.timedelta(seconds=1)


@pytest.fixture
def link(nodig_uit, mensen) -> str:
    mensen.school.telefoon, mensen.school.email = "03 111 22 33", "de@eik.be"
    mensen.school.save()
    return nodig_uit()


@pytest.fixture
def dood(browser):
    """The page of a dead link, opened and pressed; who looks learns no address from it."""

    def lees(link: str) -> str:
        for antwoord in (browser.post(link), browser.get(link)):
            assert antwoord.status_code == 410
            assert NELE not in antwoord.content.decode()
        return antwoord.content.decode()

    return lees


def _verlopen(**anders) -> None:
    gemaild = timezone.now() - AFKOELING - LATER
    Uitnodiging.objects.update(**{"verloopt_op": timezone.now(), "verstuurd_op": gemaild} | anders)


def test_verlopen_link_noemt_de_school_en_geeft_een_nieuwe(link, dood, browser, mailoutbox, mensen):
    _verlopen()
    tekst = dood(link)
    assert "Deze uitnodiging is verlopen" in tekst
    assert KNOP in tekst
    for stuk in ("De Eik helpt je", "tel:031112233", "mailto:de@eik.be"):
        assert stuk in tekst
    antwoord = browser.post(f"{link}opnieuw/", follow=True)
    assert "Er is een nieuwe link onderweg" in antwoord.content.decode()
    assert NELE not in antwoord.content.decode()
    assert [mail.to for mail in mailoutbox] == [[NELE]] * 2
    nieuw = re.search(r"http://[^/]+(/uitnodiging/\S+/)", mailoutbox[-1].body)[1]
    assert nieuw != link
    assert browser.get(nieuw).status_code == 200
    assert Uitnodiging.objects.latest("pk").uitgenodigd_door == mensen.bob.gebruiker


def test_de_oude_link_wijst_naar_de_nieuwe_mail_en_wacht_tien_minuten(
    link, nodig_uit, dood, browser, mailoutbox
):
    tweede = nodig_uit()
    assert "nieuwere uitnodiging. Open de link in de laatste mail" in dood(link)
    tekst = browser.post(f"{link}opnieuw/", follow=True).content.decode()
    assert "Er is net gemaild. Probeer opnieuw over 10 minuten" in tekst
    assert len(mailoutbox) == 2
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    browser.post(f"{link}opnieuw/")
    assert len(mailoutbox) == 3
    assert browser.get(tweede).status_code == 410


def test_een_link_die_werkt_blijft_werken(link, browser, mailoutbox):
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    tekst = browser.post(f"{link}opnieuw/", follow=True).content.decode()
    assert "Deze link werkt nog" in tekst
    assert len(mailoutbox) == 1


def test_na_drie_maanden_beslist_de_school(link, dood, browser, mailoutbox):
    _verlopen(verloopt_op=timezone.now() - HERNIEUWBAAR)
    assert KNOP not in dood(link)
    tekst = browser.post(f"{link}opnieuw/", follow=True).content.decode()
    assert "nieuwe link onderweg" not in tekst
    assert len(mailoutbox) == 1


def test_een_ingetrokken_link_komt_niet_terug(link, dood, browser, mailoutbox, mensen):
    acties.trek_in(Uitnodiging.objects.get(), door=mensen.bea)
    tekst = dood(link)
    assert "De school trok deze uitnodiging in" in tekst
    assert KNOP not in tekst
    browser.post(f"{link}opnieuw/")
    assert len(mailoutbox) == 1


def test_een_verzonnen_link_zegt_niets_en_mailt_niets(link, dood, browser, mailoutbox):
    tekst = dood("/uitnodiging/verzonnen/")
    assert "We kennen deze link niet" in tekst
    assert "De Eik" not in tekst
    assert KNOP not in tekst
    browser.post("/uitnodiging/verzonnen/opnieuw/")
    assert len(mailoutbox) == 1


def test_wie_de_code_niet_invulde_krijgt_er_nog_een(link, dood, browser, mailoutbox):
    """The invitation opened once more, after the press and before the code."""
    browser.post(link)
    tekst = dood(link)
    assert "al gebruikt" in tekst
    assert "Stuur mij opnieuw een code" in tekst
    browser.cookies.clear()
    assert browser.post(f"{link}opnieuw/").url == "/account/login/code/confirm/"
    assert len(mailoutbox) == 3
    vul_code_in(browser, mailoutbox)
    assert Lidmaatschap.objects.filter(gebruiker__email=NELE).count() == 1


def test_wie_ze_gebruikte_en_nog_aangemeld_is_kan_verder(link, browser, mailoutbox, client_van):
    browser.post(link)
    vul_code_in(browser, mailoutbox)
    antwoord = browser.get(link, follow=True)
    assert antwoord.redirect_chain[0][0].endswith("/eik/")
    assert "Je aanvaardde deze uitnodiging al, en je bent aangemeld." in antwoord.text
    assert client_van("bea").get(link).status_code == 410, "iemand anders op dit toestel"


def test_wiens_toegang_eindigde_krijgt_geen_code(
    link, dood, browser, mensen, mailoutbox, client_van
):
    browser.post(link)
    lid = Lidmaatschap.objects.get(gebruiker__email=NELE)
    acties.beeindig_rol(lid, door=mensen.bob, op=timezone.localdate())
    tekst = dood(link)
    assert "Je toegang is beëindigd" in tekst
    assert "Stuur mij opnieuw een code" not in tekst
    gemaild, ander = len(mailoutbox), client_van("bea")
    assert ander.post(f"{link}opnieuw/").url == link
    assert "_auth_user_id" in ander.session
    assert len(mailoutbox) == gemaild


def test_een_uitnodiging_wordt_maar_een_keer_aanvaard(link):
    uitnodiging = Uitnodiging.objects.get()
    acties.aanvaard(uitnodiging)
    with pytest.raises(Weigering, match="al gebruikt"):
        acties.aanvaard(uitnodiging)


def test_te_vaak_een_nieuwe_link_vragen(link, browser, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"nieuwe_link": "2/m/ip"}
    antwoorden = [browser.post("/uitnodiging/verzonnen/opnieuw/") for _ in range(3)]
    assert [a.status_code for a in antwoorden] == [302, 302, 429]
    assert "Wacht een minuut" in antwoorden[-1].content.decode()


def test_de_mail_zegt_wie_waarom_wat_hoelang_en_wie_je_belt(link, mailoutbox):
    mail = mailoutbox[0]
    assert mail.subject == "De Eik nodigt je uit als mentor"
    for stuk in (
        "Bob Cast van De Eik nodigt je uit",
        "hoogstens vijf keuzes",
        "Dat duurt twee minuten",
        "De link blijft geldig tot",
        "Bel De Eik: 03 111 22 33",
    ):
        assert stuk in mail.body
