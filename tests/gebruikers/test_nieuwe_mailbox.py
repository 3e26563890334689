"""While a school waits for a new mailbox: what is told, and what may be done about it."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone

from gebruikers import acties, acties_account
from gebruikers.models import Bericht, Gebruiker, Toegangsherstel, Uitnodiging
from gebruikers.nummers import nummers_van
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
def herstel(coen, url, bea):
    def doe(email: str = NIEUW):
        return coen.post(url, VELDEN | {"email": email}, follow=True)

    return doe


def link_uit_mail(aan: str = NIEUW) -> str:
    tekst = Bericht.objects.filter(aan=aan, soort="adres_nieuw").first().tekst
    return re.search(r"http://[^/]+(/account/e-mail/\S+)", tekst)[1]


def later(minuten: int):
    return time_machine.travel(timezone.now() + datetime.timedelta(minutes=minuten))


def test_het_zegt_op_wie_het_wacht(herstel):
    tekst = herstel().content.decode()
    assert "Nu wacht het op de nieuwe" in tekst
    assert "Dat is gebeurd" not in tekst


def test_het_blad_toont_wat_wacht(herstel, coen, url):
    assert "Wacht nog" not in coen.get(url).content.decode()
    herstel()
    tekst = coen.get(url).content.decode()
    for zin in ("Wacht nog", "bea@<wbr>nieuw.example", "niet bevestigd", "door Coen Cast"):
        assert zin in tekst
    OnmiddellijkeClient().post(link_uit_mail())
    assert "Wacht nog" not in coen.get(url).content.decode()


def test_wie_het_vroeg_hoort_dat_het_gelukt_is(herstel, mensen):
    herstel()
    OnmiddellijkeClient().post(link_uit_mail())
    bericht = Bericht.objects.get(soort="adres_bij_school")
    assert bericht.aan == mensen.coen.gebruiker.email
    assert "invoer" not in bericht.tekst, "een begeleider wordt niet ingevoerd"


def test_wat_een_ander_zelf_vroeg_of_een_andere_school_is_hier_niet_te_zien(coen, url, bea, mensen):
    acties_account.vraag_adreswijziging(bea, NIEUW)
    assert "Wacht nog" not in coen.get(url).content.decode()
    elders = {"school": mensen.andere_school, "gebruiker": bea, "door": mensen.tess}
    herstel = Toegangsherstel.objects.create(**elders, **VELDEN)
    acties_account.vraag_adreswijziging(bea, NIEUW, herstel=herstel)
    assert "Wacht nog" not in coen.get(url).content.decode()


def test_opnieuw_mailen_na_de_afkoeling(herstel, coen, url):
    herstel()
    oud = link_uit_mail()
    assert "net gemaild" in coen.post(f"{url}mail/", follow=True).content.decode()
    assert link_uit_mail() == oud
    with later(11):
        coen.post(f"{url}mail/")
        assert link_uit_mail() != oud
        assert OnmiddellijkeClient().get(oud).status_code == 410
        OnmiddellijkeClient().post(link_uit_mail())
    assert Gebruiker.objects.filter(email=NIEUW).exists()


def test_niet_naar_een_mailbox_die_nee_zei(herstel, coen, url):
    herstel()
    OnmiddellijkeClient().post(link_uit_mail(), {"stop": "1"})
    tekst = coen.get(url).content.decode()
    assert "geweigerd" in tekst
    assert "Opnieuw mailen" not in tekst
    with later(11):
        assert "zei nee" in coen.post(f"{url}mail/", follow=True).content.decode()


def test_zonder_iets_dat_wacht_valt_er_niets_te_mailen(coen, url):
    tekst = coen.post(f"{url}mail/", follow=True).content.decode()
    assert "Er wacht geen nieuw adres" in tekst


def test_een_beheerder_mailt_niet_opnieuw_voor_wie_dossiers_ziet(herstel, client_van, url, mensen):
    f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR)
    herstel()
    oud = link_uit_mail()
    with later(11):
        bevestigd(client_van("bob")).post(f"{url}mail/")
    assert link_uit_mail() == oud


@pytest.mark.parametrize("wie", ["lea", "mo", "els", "lotte"])
def test_het_adres_van_iemand_van_hier_wordt_genoemd_en_er_gebeurt_niets(herstel, bea, mensen, wie):
    ander = getattr(mensen, wie).gebruiker
    tekst = herstel(ander.email).content.decode()
    assert f"hoort bij het account van {ander}" in tekst
    assert Gebruiker.objects.get(pk=bea.pk).has_usable_password()
    assert not Toegangsherstel.objects.exists()


def test_van_een_vreemde_wordt_niets_gezegd_en_een_ander_adres_kan(herstel, coen, url, mensen):
    vreemd = mensen.tess.gebruiker
    assert "Nu wacht het op de nieuwe" in herstel(vreemd.email).content.decode()
    tekst = coen.get(url).content.decode()
    assert "niet bevestigd" in tekst
    assert vreemd.volledige_naam not in tekst
    mail = Bericht.objects.get(aan=vreemd.email, soort="adres_nieuw").tekst
    assert "Zeg dan aan De Eik dat je met dit adres al een account hebt" in mail
    assert "/account/e-mail/" not in mail
    herstel()
    OnmiddellijkeClient().post(link_uit_mail())
    assert Gebruiker.objects.filter(email=NIEUW).exists()


def test_een_uitnodiging_in_de_kwijte_mailbox_sterft_en_gaat_naar_de_nieuwe(herstel, bea, mensen):
    acties.nodig_uit(mensen.school, email=bea.email, rol=Rol.LEERKRACHT, door=mensen.coen)
    mail = Bericht.objects.get(soort="uitnodiging")
    pad = re.search(r"http://[^/]+(/uitnodiging/\S+)", mail.tekst)[1]
    herstel()
    assert OnmiddellijkeClient().get(pad).status_code == 410
    wachtend = Uitnodiging.objects.get()
    assert wachtend.wacht_nog, "wat gevraagd is, blijft gevraagd"
    with later(20), pytest.raises(Weigering, match="ander e-mailadres"):
        acties.herhaal(wachtend, door=mensen.coen)
    OnmiddellijkeClient().post(link_uit_mail())
    nieuwe = Bericht.objects.filter(soort="uitnodiging").first()
    assert nieuwe.aan == NIEUW
    pad = re.search(r"http://[^/]+(/uitnodiging/\S+)", nieuwe.tekst)[1]
    assert OnmiddellijkeClient().get(pad).status_code == 200


def test_ook_een_oudere_link_geeft_geen_nieuwe_in_die_mailbox(herstel, bea, mensen):
    for _ in range(2):
        acties.nodig_uit(mensen.school, email=bea.email, rol=Rol.LEERKRACHT, door=mensen.coen)
    oudste = Bericht.objects.filter(soort="uitnodiging").last()
    token = re.search(r"/uitnodiging/([^/\s]+)/", oudste.tekst)[1]
    herstel()
    with later(20), pytest.raises(Weigering, match="ander e-mailadres"):
        acties.vernieuw(token)


@pytest.mark.parametrize(
    ("wie", "nummer"),
    [("lotte", "0470 11 11 11"), ("els", "0470 22 22 22"), ("mo", "0470 33 33 33")],
)
def test_waarop_men_terugbelt_staat_erbij(coen, adres, mensen, wie, nummer):
    for rij, telefoon in (
        (mensen.leerling, "0470 11 11 11"),
        (mensen.moeder, "0470 22 22 22"),
        (mensen.mentor, "0470 33 33 33"),
    ):
        rij.telefoon = telefoon
        rij.save()
    tekst = coen.get(adres("gebruikers:toegang", getattr(mensen, wie).pk)).content.decode()
    assert re.findall(r'href="tel:(0470[^"]+)"', tekst) == [nummer.replace(" ", "")]


def test_een_externe_heeft_het_nummer_van_de_organisatie(coen, adres, mensen):
    mensen.organisatie.telefoon = "03 123 45 67"
    mensen.organisatie.save()
    tekst = coen.get(adres("gebruikers:toegang", mensen.xander.pk)).content.decode()
    assert "03 123 45 67" in tekst


def test_wie_een_nummer_niet_mag_lezen_krijgt_het_ook_hier_niet(client_van, adres, mensen):
    for rij in (mensen.leerling, mensen.moeder, mensen.mentor):
        rij.telefoon = "0470 22 22 22"
        rij.save()
    for lid in (mensen.lotte, mensen.els, mensen.mo):
        assert nummers_van(lid.gebruiker, voor=mensen.coen)
        assert nummers_van(lid.gebruiker, voor=mensen.bob) == []
    assert nummers_van(mensen.lotte.gebruiker, voor=mensen.lea) == []
    ann = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEHEERDER)
    tekst = bevestigd(client_van("bob")).get(adres("gebruikers:toegang", ann.pk))
    assert "Er staat hier geen nummer" in tekst.content.decode()
