"""A mailbox that the school gave up as lost: no link to sign in it works, and none goes there."""

import datetime
import re

import pytest
from django.utils import timezone

from gebruikers import acties_account, acties_herstel
from gebruikers.links import AFKOELING
from gebruikers.models import Bericht, Gebruiker
from gebruikers.overgang import Weigering
from overeenkomsten import acties_tekenen
from overeenkomsten.models import Ondertekenaar, Tekenlink
from overeenkomsten.statussen import Partij
from overeenkomsten.tasks import herinner_ondertekenaars
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_aan,
    getekend,
    klaar,
    let_op,
    link_uit_mail,
    mails,
    partij,
    verstuurd,
)

pytestmark = pytest.mark.django_db
NIEUW = "lotte@nieuw.example"


@pytest.fixture
def rij(mensen):
    """Lotte has no role here yet: she signs through a link."""
    rij = klaar(mensen)
    mensen.lotte.van = f.dagen(1)
    mensen.lotte.save()
    rij = verstuurd(mensen)
    mensen.lotte.van = f.dagen(0)
    mensen.lotte.save()
    return rij


def herstel(lid, door, email: str = NIEUW) -> None:
    velden = {"wat": "email", "controle": "gekend", "nota": "Gekraakt.", "email": email}
    acties_herstel.herstel_toegang(lid, door=door, **velden)


def bevestig(aan: str = NIEUW, kant: str = "adres_nieuw") -> None:
    tekst = Bericht.objects.filter(aan=aan, soort=kant).first().tekst
    token = re.search(r"/account/e-mail/([^/\s]+)/", tekst)[1]
    acties_account.bevestig_adres(token, waarmee="Firefox")


def lang_geleden() -> None:
    toen = timezone.now() - 2 * AFKOELING
    Tekenlink.objects.update(gemaakt_op=toen)
    Ondertekenaar.objects.update(gevraagd_op=toen)


def test_een_link_sterft_op_het_moment_van_het_herstel(rij, mensen, client):
    pad = link_uit_mail(mensen.lotte.gebruiker.email)
    assert client.get(pad).status_code == 200
    herstel(mensen.lotte, mensen.coen)
    antwoord = client.get(pad)
    assert antwoord.status_code == 410
    assert "ander e-mailadres" in antwoord.content.decode()


def test_en_geeft_geen_nieuwe_in_die_mailbox(rij, mensen, client):
    oud = mensen.lotte.gebruiker.email
    pad = link_uit_mail(oud)
    herstel(mensen.lotte, mensen.coen)
    lang_geleden()
    assert "Stuur mij een nieuwe link" not in client.get(pad).content.decode()
    client.post(f"{pad}nieuwe-link/")
    assert mails("nieuwe_link") == []


def test_ook_een_link_om_te_lezen_wat_getekend_is(mensen, client):
    getekend(mensen)
    baas = Ondertekenaar.objects.get(partij=Partij.ONDERNEMING)
    Ondertekenaar.objects.filter(pk=baas.pk).update(email=mensen.mo.gebruiker.email)
    pad = link_uit_mail("baas@cools.example", "voltooid")
    assert client.get(pad).status_code == 200
    herstel(mensen.mo, mensen.coen)
    assert client.get(pad).status_code == 410


def test_een_andere_mailbox_houdt_haar_link(rij, mensen, client):
    herstel(mensen.lotte, mensen.coen)
    assert client.get(link_uit_mail("baas@cools.example")).status_code == 200


def test_zolang_het_nieuwe_adres_wacht_gaat_er_niets_naar_het_oude(rij, mensen):
    herstel(mensen.lotte, mensen.coen)
    toen = timezone.now() - datetime.timedelta(days=30)
    Ondertekenaar.objects.filter(partij=Partij.LEERLING).update(gevraagd_op=toen)
    Tekenlink.objects.update(gemaakt_op=toen)
    herinner_ondertekenaars()
    assert mensen.lotte.gebruiker.email not in mails("herinnering")
    with pytest.raises(Weigering, match="mailbox van deze partij is kwijt"):
        acties_tekenen.herstuur(partij(rij, Partij.LEERLING), door=mensen.bea)


def test_na_de_bevestiging_wordt_op_het_nieuwe_adres_gevraagd(rij, mensen, client):
    herstel(mensen.lotte, mensen.coen)
    bevestig()
    assert Gebruiker.objects.get(pk=mensen.lotte.gebruiker_id).email == NIEUW
    assert mails("herinnering") == [NIEUW]
    assert not any("kwijt" in zin for zin in let_op(rij)), "het nieuwe is dat niet"
    with pytest.raises(Weigering, match="net gemaild"):
        acties_tekenen.herstuur(partij(rij, Partij.LEERLING), door=mensen.bea)


def test_een_ander_met_die_mailbox_volgt_niet_en_het_dossier_zegt_het(mensen, client):
    """Mo signs for the company too, with nothing that says it is the same person."""
    rij = klaar(mensen)
    rij.vertegenwoordiger.email = mensen.mo.gebruiker.email
    rij.vertegenwoordiger.save()
    rij = bied_aan(mensen, rij)
    pad = link_uit_mail(mensen.mo.gebruiker.email)
    herstel(mensen.mo, mensen.coen)
    assert "Onderneming: de mailbox is kwijt" in rij.traject.gebeurtenissen.first().tekst
    bevestig()
    assert client.get(pad).status_code == 410
