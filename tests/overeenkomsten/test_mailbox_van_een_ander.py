"""Mo signs for the company with the mailbox of his account, and nothing says it is one person: when
the school gives that mailbox up, the company does not follow to the new one."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from gebruikers import tasks_herstel
from gebruikers.links import NIEUWE_LINK, DodeLink
from gebruikers.models import Bericht, KwijteMailbox
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from overeenkomsten import acties, acties_tekenen, berichten, tekenlinks
from overeenkomsten.models import Ondertekenaar, Tekenlink
from overeenkomsten.statussen import Partij
from overeenkomsten.tasks import herinner_ondertekenaars
from tests import factories as f
from tests.overeenkomsten.test_kwijte_mailbox import bevestig, herstel, lang_geleden
from tests.overeenkomsten.zaken import bied_aan, klaar, let_op, link_uit_mail, mails, partij, teken
from trajecten import documenten

pytestmark = pytest.mark.django_db
KWIJT = "is kwijt"


@pytest.fixture
def oud(mensen):
    return mensen.mo.gebruiker.email


@pytest.fixture
def rij(mensen, oud):
    rij = klaar(mensen)
    rij.vertegenwoordiger.email = oud
    rij.vertegenwoordiger.save()
    return bied_aan(mensen, rij)


@pytest.fixture
def pad(rij, oud):
    return link_uit_mail(oud)


@pytest.fixture
def bevestigd(mensen, pad):
    """The new mailbox confirmed: no change waits any more."""
    herstel(mensen.mo, mensen.coen)
    bevestig()
    lang_geleden()


def naar(adres: str) -> int:
    """How many mails about signing went there."""
    return Bericht.objects.filter(aan=adres, tekst__contains="/teken/").count()


def test_de_dode_link_geeft_ook_dan_geen_nieuwe(bevestigd, pad, oud, client):
    dood = client.get(pad)
    assert dood.status_code == 410
    assert NIEUWE_LINK not in dood.content.decode()
    client.post(f"{pad}nieuwe-link/")
    assert mails("nieuwe_link") == []


def test_er_gaat_ook_dan_geen_herinnering_heen(bevestigd, rij, oud):
    Ondertekenaar.objects.update(gevraagd_op=timezone.now() - datetime.timedelta(days=30))
    Tekenlink.objects.update(gemaakt_op=timezone.now() - datetime.timedelta(days=30))
    herinner_ondertekenaars()
    assert mails("herinnering"), "de anderen wel"
    assert oud not in mails("herinnering")


def test_wie_al_tekende_hoort_daar_niet_dat_het_rond_is(mensen, rij, oud):
    rij = teken(rij, Partij.ONDERNEMING)
    herstel(mensen.mo, mensen.coen)
    bevestig()
    rij = teken(rij, Partij.LEERLING, Partij.OUDER, Partij.SCHOOL)
    documenten.maak(rij.bewijs_id)
    assert len(mails("voltooid")) == 3
    assert oud not in mails("voltooid")


def test_wie_tekende_en_volgt_hoort_het_op_het_nieuwe_adres(mensen, rij):
    lotte = mensen.lotte.gebruiker.email
    rij = teken(rij, Partij.LEERLING)
    herstel(mensen.lotte, mensen.coen)
    bevestig()
    assert partij(rij, Partij.LEERLING).email == lotte, "waarmee getekend is, blijft"
    rij = teken(rij, Partij.ONDERNEMING, Partij.OUDER, Partij.SCHOOL)
    documenten.maak(rij.bewijs_id)
    assert "lotte@nieuw.example" in mails("voltooid")
    assert lotte not in mails("voltooid")


def test_een_ander_account_met_dat_adres_wordt_op_zijn_eigen_adres_gemaild(mensen, rij):
    """The file speaks of who does not follow, not of who does."""
    ouder = partij(rij, Partij.OUDER)
    ouder.email = mensen.lotte.gebruiker.email
    ouder.save()
    herstel(mensen.lotte, mensen.coen)
    zinnen = rij.traject.gebeurtenissen.filter(tekst__contains="mailbox is kwijt")
    assert [zin.tekst.partition(":")[0] for zin in zinnen] == ["Ouder"]
    lang_geleden()
    acties_tekenen.herstuur(partij(rij, Partij.OUDER), door=mensen.bea)
    assert mails("herinnering") == [mensen.els.gebruiker.email]


def test_een_ouder_die_niet_meer_moet_tekenen_leest_het_niet_in_een_kwijte_mailbox(mensen, rij):
    herstel(mensen.els, mensen.coen)
    berichten.meld_tekent_alleen(partij(rij, Partij.OUDER))
    assert mails("tekent_alleen") == []


def test_de_school_leest_bij_de_partij_wat_te_doen(bevestigd, rij, mensen, client_van, adres, oud):
    url = adres("overeenkomsten:overeenkomst", rij.pk)
    for wie, leest in (("bea", True), ("lotte", False)):
        tekst = client_van(wie).get(url).content.decode()
        assert ("Vul een ander e-mailadres in bij deze persoon" in tekst) is leest
        assert adres("overeenkomsten:herstuur", partij(rij, Partij.ONDERNEMING).pk) not in tekst
    with pytest.raises(Weigering, match="Vul een ander e-mailadres in"):
        acties_tekenen.herstuur(partij(rij, Partij.ONDERNEMING), door=mensen.bea)


def test_ook_een_nieuwe_versie_gaat_niet_naar_dat_adres_wel_naar_een_ander(
    bevestigd, rij, mensen, oud
):
    eerder = naar(oud)
    acties.naar_concept(rij, door=mensen.bea, reden="Ander adres.")
    rij.refresh_from_db()
    assert any(KWIJT in zin for zin in let_op(rij))
    rij = bied_aan(mensen, rij)
    assert naar(oud) == eerder
    acties.naar_concept(rij, door=mensen.bea, reden="Ander adres.")
    rij.vertegenwoordiger.email = "mo@cools.example"
    rij.vertegenwoordiger.save()
    rij.refresh_from_db()
    assert not any(KWIJT in zin for zin in let_op(rij))
    bied_aan(mensen, rij)
    assert naar("mo@cools.example") == 1


def test_een_overeenkomst_van_terwijl_het_wacht_gaat_daar_ook_later_niet_heen(mensen, oud):
    rij = klaar(mensen)
    rij.vertegenwoordiger.email = oud
    rij.vertegenwoordiger.save()
    herstel(mensen.mo, mensen.coen)
    rij = bied_aan(mensen, rij)
    bevestig()
    Ondertekenaar.objects.update(gevraagd_op=timezone.now() - datetime.timedelta(days=30))
    herinner_ondertekenaars()
    assert naar(oud) == 0


def test_toch_niet_kwijt_vraagt_er_opnieuw_en_het_dossier_zegt_het(
    mensen, rij, pad, oud, client, client_van, adres
):
    herstel(mensen.mo, mensen.coen)
    herstel(mensen.mo, mensen.coen, oud)
    assert mails("herinnering") == [oud]
    assert client.get(link_uit_mail(oud, "herinnering")).status_code == 200
    zinnen = list(rij.traject.gebeurtenissen.values_list("tekst", flat=True))
    assert sum("mailbox is kwijt" in zin for zin in zinnen) == 1, "niet nog eens"
    assert "Onderneming: de mailbox is toch niet kwijt" in zinnen[0]
    lang_geleden()
    assert NIEUWE_LINK in client.get(pad).content.decode()


def test_een_tweede_ander_adres_noteert_het_verlies_niet_opnieuw(mensen, rij):
    for email in ("een@x.example", "twee@x.example"):
        herstel(mensen.mo, mensen.coen, email)
    zinnen = rij.traject.gebeurtenissen.filter(tekst__contains="mailbox is kwijt")
    assert zinnen.count() == 1


@pytest.mark.parametrize("daarna", ["kwijt", "terug"])
def test_elke_school_sluit_en_opent_alleen_haar_eigen_links(mensen, rij, oud, daarna):
    """The task of 48 hours later has every school open."""
    f.LidmaatschapFactory(school=mensen.school, gebruiker=mensen.mo.gebruiker, rol=Rol.COORDINATOR)
    mensen.coen.van, mensen.coen.tot = f.dagen(-9), f.dagen(-1)
    mensen.coen.save()
    vreemd = f.OvereenkomstFactory(traject=mensen.vreemd_traject)
    velden = {"overeenkomst": vreemd, "versie": 1, "partij": Partij.ONDERNEMING, "naam": "Mo"}
    elders = Ondertekenaar.objects.create(**velden, email=oud)
    link = Tekenlink.objects.create(
        ondertekenaar=elders,
        token_hash="x",
        verloopt_op=timezone.now() + datetime.timedelta(days=9),
    )
    herstel(mensen.mo, mensen.bob)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        tasks_herstel.laat_herstel_ingaan()
    assert partij(rij, Partij.ONDERNEMING).mailbox_is_kwijt
    link.refresh_from_db()
    assert (link.ingetrokken_op, elders.mailbox_is_kwijt) == (None, False)
    if daarna == "terug":
        KwijteMailbox.objects.create(school=mensen.andere_school, adres=oud)
        herstel(mensen.mo, mensen.bob, oud)
        assert not partij(rij, Partij.ONDERNEMING).mailbox_is_kwijt
        assert elders.mailbox_is_kwijt


def test_waarom_een_link_dood_is_wordt_gegeven_niet_geworpen(bevestigd, rij):
    link = partij(rij, Partij.ONDERNEMING).links.latest("gemaakt_op")
    assert isinstance(tekenlinks._waarom_dood(link), DodeLink)
