"""Who is asked through a mailed link, and accepts an account meanwhile."""

import pytest
from django.utils import timezone

from gebruikers import acties as gebruikersacties
from gebruikers.models import Uitnodiging
from gebruikers.models.uitnodiging import GELDIG
from gebruikers.rollen import Rol
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.zaken import link_uit_mail, open_link, partij, verstuurd

pytestmark = pytest.mark.django_db
ELS = "els@eik.example"


@pytest.fixture
def rij(mensen):
    """Els has no account of hers yet as far as the file knows: she gets a link."""
    type(mensen.moeder).objects.filter(pk=mensen.moeder.pk).update(gebruiker=None)
    mensen.moeder.refresh_from_db()
    return verstuurd(mensen)


@pytest.fixture
def aanvaard(mensen):
    def doe(rol=Rol.OUDER, *, school=None, email=ELS) -> None:
        Ondertekenaar.objects.filter(partij=Partij.OUDER).update(email=email.upper())
        uitnodiging = Uitnodiging.objects.create(
            school=school or mensen.school,
            gebruiker=mensen.els.gebruiker,
            rol=rol,
            token_hash="a" * 64,
            verloopt_op=timezone.now() + GELDIG,
        )
        gebruikersacties.aanvaard(uitnodiging)

    return doe


def test_wie_een_account_aanvaardt_tekent_daar_en_de_link_blijft(
    rij, mensen, aanvaard, client, client_van, adres
):
    pad = link_uit_mail(ELS)
    type(mensen.moeder).objects.update(uitgenodigd_op=rij.aangemaakt_op)
    els, url = client_van("els"), adres("overeenkomsten:tekenen", rij.pk)
    assert els.get(url).status_code in (302, 404)
    aanvaard()
    assert partij(rij, Partij.OUDER).gebruiker == mensen.els.gebruiker
    assert "2. Teken" in els.get(url).content.decode()
    start = els.get(adres("overzichten:start"), follow=True).content.decode()
    assert "Wat we van je vragen" in start
    assert url in start
    assert client.get(pad).status_code == 200


def test_ook_voor_het_document_er_is(rij, mensen, aanvaard):
    Ondertekenaar.objects.update(gevraagd_op=None)
    aanvaard()
    assert partij(rij, Partij.OUDER).gebruiker == mensen.els.gebruiker


@pytest.mark.parametrize("anders", ["rol", "school", "email", "vervallen", "van_een_ander"])
def test_een_ander_wordt_geen_partij(rij, mensen, aanvaard, anders):
    if anders == "vervallen":
        Ondertekenaar.objects.update(vervallen_op=rij.aangemaakt_op)
    if anders == "van_een_ander":
        Ondertekenaar.objects.filter(partij=Partij.OUDER).update(gebruiker=mensen.mo.gebruiker)
    voor = partij(rij, Partij.OUDER).gebruiker
    aanvaard(
        rol=Rol.LEERLING if anders == "rol" else Rol.OUDER,
        school=mensen.andere_school if anders == "school" else None,
        email="iemand@eik.example" if anders == "email" else ELS,
    )
    assert Uitnodiging.objects.get().aanvaard_op
    assert partij(rij, Partij.OUDER).gebruiker == voor


def test_wie_zich_op_andermans_link_afmeldt_komt_op_die_link_terug(rij, client_van):
    bea = client_van("bea")
    pad = open_link(bea, ELS)
    tekst = bea.get(pad).content.decode()
    assert "Je bent aangemeld als <b>Bea Cast</b>" in tekst
    assert f'<input type="hidden" name="next" value="{pad}">' in tekst
    antwoord = bea.post("/account/logout/", {"next": pad})
    assert antwoord.url == pad
    assert "Je bent aangemeld als" not in bea.get(pad).content.decode()
    assert bea.post("/account/logout/", {"next": "https://kwaad.example/"}).url == "/"
