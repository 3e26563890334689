"""A school remembers which mailboxes it gave up: it invites nobody there, until one works again."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gebruikers import acties, acties_account, acties_herstel
from gebruikers.models import (
    Adreswijziging,
    Bericht,
    Herstelwacht,
    KwijteMailbox,
    Lidmaatschap,
    Toegangsherstel,
    Uitnodiging,
)
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from leerlingen import acties as leerlingacties
from tests import factories as f
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import bevestigd

pytestmark = pytest.mark.django_db
NIEUW = "nieuw@x.example"
VELDEN = {"wat": "email", "controle": "gekend", "nota": "Gekraakt."}


def herstel(lid: Lidmaatschap, door: Lidmaatschap, email: str = NIEUW) -> Toegangsherstel:
    lid = Lidmaatschap.objects.select_related("gebruiker", "school").get(pk=lid.pk)
    return acties_herstel.herstel_toegang(lid, door=door, **VELDEN, email=email)


def bevestig(aan: str = NIEUW) -> None:
    tekst = Bericht.objects.filter(aan=aan, soort="adres_nieuw").first().tekst
    pad = re.search(r"http://[^/]+(/account/e-mail/\S+)", tekst)[1]
    assert OnmiddellijkeClient().post(pad).status_code == 200


def nodig_uit(mensen, email: str) -> bool:
    acties.nodig_uit(mensen.school, email=email, rol=Rol.LEERKRACHT, door=mensen.coen)
    return Bericht.objects.filter(aan=email, soort="uitnodiging").exists()


@pytest.fixture
def tweede_kind(mensen):
    """Els is the mother there too, and nothing says so but the address."""
    traject = f.TrajectFactory(school=mensen.school)
    f.TeamlidFactory(traject=traject, gebruiker=mensen.bea.gebruiker)
    velden = {"relatie": "moeder", "voornaam": "Els", "naam": "Jacobs", "gebruiker": None}
    email = mensen.els.gebruiker.email
    return f.BetrokkeneFactory(leerling=traject.leerling, email=email, **velden)


def test_ook_na_de_bevestiging_gaat_er_geen_uitnodiging_naar_de_oude(mensen, tweede_kind):
    oud = mensen.els.gebruiker.email
    herstel(mensen.els, mensen.coen)
    hoort = Bericht.objects.get(soort="toegang_hersteld")
    assert hoort.tekst.startswith("Dag,"), "of who reads the lost mailbox we know nothing"
    bevestig()
    with pytest.raises(Weigering, match=r"is kwijt.*ander e-mailadres"):
        leerlingacties.nodig_ouder_uit(tweede_kind, door=mensen.bea)
    assert not Bericht.objects.filter(aan=oud, soort="uitnodiging").exists()
    acties.nodig_uit(mensen.andere_school, email=oud, rol=Rol.OUDER, door=mensen.tess)
    assert Bericht.objects.get(aan=oud, soort="uitnodiging").school == mensen.andere_school


def test_wel_weer_als_de_oude_zelf_bevestigde(mensen):
    oud = mensen.els.gebruiker.email
    herstel(mensen.els, mensen.coen)
    bevestig()
    herstel(mensen.els, mensen.coen, oud)
    with pytest.raises(Weigering, match="is kwijt"):
        nodig_uit(mensen, oud)
    bevestig(oud)
    assert nodig_uit(mensen, oud)


def test_wel_weer_als_de_mailbox_toch_niet_kwijt_is(mensen):
    oud = mensen.els.gebruiker.email
    herstel(mensen.els, mensen.coen)
    with pytest.raises(Weigering, match="nog niet bevestigd"):
        nodig_uit(mensen, oud)
    herstel(mensen.els, mensen.coen, oud)
    assert nodig_uit(mensen, oud)


def test_een_kwijte_telefoon_is_geen_kwijte_mailbox(mensen):
    rij = Toegangsherstel(school=mensen.school, gebruiker=mensen.bea.gebruiker, door=mensen.coen)
    rij.wat, rij.controle, rij.nota = "tweede_stap", "gekend", "Nieuwe telefoon."
    rij.save()
    acties_herstel._herstel(rij, "")
    assert not KwijteMailbox.objects.exists()


def test_een_adres_staat_er_eenmaal_en_in_kleine_letters(mensen):
    KwijteMailbox.objects.create(school=mensen.school, adres="an@x.example")
    for adres in ("an@x.example", "Bo@x.example"):
        with pytest.raises(IntegrityError), transaction.atomic():
            KwijteMailbox.objects.create(school=mensen.school, adres=adres)
    KwijteMailbox.objects.create(school=mensen.andere_school, adres="an@x.example")
    assert KwijteMailbox.objects.met_adres("An@X.example", mensen.school.pk).exists()


@pytest.fixture
def weg(mensen, client_van, adres):
    """Bea's mailbox is given up, her role ends and the link to the new mailbox expires."""
    herstel(mensen.bea, mensen.coen)
    acties.beeindig_rol(mensen.bea, door=mensen.coen, op=f.dagen(0))
    Adreswijziging.objects.update(verloopt_op=timezone.now())


def test_wie_hier_geen_rol_meer_heeft_krijgt_het_adres_van_nu_terug(mensen, weg):
    oud = mensen.bea.gebruiker.email
    with pytest.raises(Weigering, match="geen rol meer"):
        herstel(mensen.bea, mensen.coen, "ander@x.example")
    herstel(mensen.bea, mensen.coen, oud)
    assert not acties_account.wordt_hersteld(mensen.bea.gebruiker)
    assert nodig_uit(mensen, oud)


def test_wie_opnieuw_uitnodigt_leest_waar_dat_kan(mensen, weg, client_van, adres):
    email = mensen.bea.gebruiker.email
    coen, toegang = bevestigd(client_van("coen")), adres("gebruikers:toegang", mensen.bea.pk)
    wie = {"voornaam": "Bea", "naam": "Cast", "email": email, "rol": "begeleider"}
    uitnodigen = adres("gebruikers:nodig_uit")
    assert f'<a href="{toegang}">Zeg dat hier</a>' in coen.post(uitnodigen, wie).content.decode()
    antwoord = coen.get(toegang)
    assert [keuze for keuze, _ in antwoord.context["form"].fields["wat"].choices] == ["terug"]
    tekst = antwoord.content.decode()
    assert "heeft hier geen rol meer" in tekst
    assert "Niemand wordt afgemeld" in tekst
    assert "op alle toestellen afgemeld" not in tekst
    tekst = coen.post(toegang, VELDEN | {"wat": "terug"}, follow=True).content.decode()
    assert "Het adres blijft wat het was" in tekst
    assert "Niemand wordt afgemeld" not in tekst
    assert "Toegang herstellen</button>" not in tekst


def test_een_beheerder_leest_die_weg_niet(mensen, weg, client_van, adres):
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    wie = {"voornaam": "Bea", "naam": "Cast", "email": mensen.bea.gebruiker.email}
    url = adres("gebruikers:nodig_uit")
    tekst = bevestigd(client_van("bob")).post(url, wie | {"rol": "leerkracht"}).content.decode()
    assert "ander e-mailadres" in tekst
    assert "Zeg dat hier" not in tekst


def test_wie_een_herstel_uitstelde_beeindigt_het_weer(mensen):
    email = mensen.coen.gebruiker.email
    herstel(mensen.coen, mensen.bob)
    herstel(mensen.coen, mensen.bob, email)
    assert not Herstelwacht.objects.exists()
    assert Bericht.objects.filter(aan=email, soort="mailbox_terug").exists()
    assert not Uitnodiging.objects.exists()


def test_maar_niet_wat_een_andere_school_uitstelde(mensen):
    elders = f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=mensen.coen.gebruiker)
    rij = Toegangsherstel(school=elders.school, gebruiker=elders.gebruiker, door=mensen.tess)
    rij.wat, rij.controle, rij.nota = "email", "gekend", "Kwijt."
    rij.gaat_in_op = timezone.now() + datetime.timedelta(hours=48)
    rij.save()
    acties_herstel._stel_uit(rij, NIEUW)
    with pytest.raises(Weigering, match="hier wacht geen ander adres"):
        herstel(mensen.coen, mensen.bob, mensen.coen.gebruiker.email)
    assert Herstelwacht.objects.exists()
