"""Between asking and signing somebody turns eighteen, loses authority, or leaves the school."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from leerlingen.models import Betrokkene, Leerling
from overeenkomsten import acties, acties_tekenen, berichten
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tasks import verder_na_achttien
from tests import factories as f
from tests.overeenkomsten.zaken import (
    Wijze,
    houdt_tegen,
    klaar,
    link_uit_mail,
    mails,
    partij,
    teken,
    verstuurd,
)

pytestmark = pytest.mark.django_db
GISTEREN = datetime.timedelta(days=1)


def wordt_achttien(rij) -> None:
    Leerling.objects.filter(pk=rij.traject.leerling_id).update(geboortedatum=f.jaren_oud(18))


def zonder_account(mensen):
    """Els has no account: she gets a link."""
    mensen.els.delete()
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gebruiker=None)
    mensen.moeder.refresh_from_db()


def stand(rij) -> str:
    return Overeenkomst.objects.get(pk=rij.pk).status


def test_wie_intussen_achttien_werd_tekent_alleen(mensen):
    rij = verstuurd(mensen)
    wordt_achttien(rij)
    teken(rij, Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    assert stand(rij) == Status.GETEKEND
    ouder = partij(rij, Partij.OUDER)
    assert (ouder.staat, ouder.titel) == ("vervallen", "Ouder moet niet meer tekenen")
    assert (mails("tekent_alleen"), mails("vervallen")) == (["els@eik.example"], [])


def test_op_de_verjaardag_gaat_verder_wat_enkel_op_een_ouder_wachtte(mensen):
    rij = teken(verstuurd(mensen), Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    verder_na_achttien()
    assert stand(rij) == Status.TER_ONDERTEKENING, "nog minderjarig"
    wordt_achttien(rij)
    verder_na_achttien()
    assert stand(rij) == Status.GETEKEND
    verder_na_achttien()


def test_een_ouder_die_al_tekende_blijft_erop_staan(mensen):
    rij = teken(verstuurd(mensen), Partij.OUDER)
    wordt_achttien(rij)
    verder_na_achttien()
    assert partij(rij, Partij.OUDER).staat == "ja"
    assert stand(rij) == Status.TER_ONDERTEKENING


@pytest.mark.parametrize("wat", ["gezag", "achttien"])
def test_de_link_van_een_ouder_volgt_gezag_en_leeftijd(mensen, client, wat):
    zonder_account(mensen)
    rij = verstuurd(mensen)
    pad = link_uit_mail("els@eik.example")
    assert client.get(pad).status_code == 200
    if wat == "gezag":
        Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gezag="geen")
    else:
        wordt_achttien(rij)
    antwoord = client.get(pad)
    assert antwoord.status_code == 410
    assert "geldt niet meer voor jou" in antwoord.content.decode()
    assert client.get(f"{pad}document/").status_code == 410
    with pytest.raises(Weigering, match="niet meer nodig"):
        teken(rij, Partij.OUDER)


def test_na_achttien_leest_een_ouder_enkel_met_toestemming(mensen, client):
    zonder_account(mensen)
    rij = teken(verstuurd(mensen), Partij.OUDER)
    pad = link_uit_mail("els@eik.example")
    wordt_achttien(rij)
    assert client.get(pad).status_code == 410
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(inzage_na_18=True)
    assert client.get(pad).status_code == 200


def test_wie_geen_coordinator_meer_is_tekent_niet_voor_de_school(mensen):
    rij = verstuurd(mensen)
    mensen.coen.tot = timezone.localdate() - GISTEREN
    mensen.coen.save()
    adres = berichten.tekenadres(partij(rij, Partij.SCHOOL))
    assert ("/teken/" in adres.link, adres.tot) == (False, None)
    with pytest.raises(Weigering, match="niet meer nodig"):
        teken(rij, Partij.SCHOOL)
    nieuw = klaar(mensen)
    assert any("tekent nu niet voor de school" in zin for zin in houdt_tegen(nieuw))


def test_wie_een_andere_rol_heeft_krijgt_een_link(mensen):
    rij = verstuurd(mensen)
    mensen.els.rol = Rol.LEERKRACHT
    mensen.els.save()
    adres = berichten.tekenadres(partij(rij, Partij.OUDER))
    assert "/teken/" in adres.link
    assert adres.tot


@pytest.mark.parametrize(("wie", "mag"), [("bea", True), ("coen", True), ("ada", False)])
def test_aan_tafel_zit_de_begeleider_erbij(mensen, wie, mag):
    rij = verstuurd(mensen)
    velden = {"hash": rij.tekenversie.sha256, "getypte_naam": "Els Jacobs", "wijze": Wijze.TAFEL}

    def doe():
        acties_tekenen.plaats_handtekening(
            partij(rij, Partij.OUDER), getuige=getattr(mensen, wie), **velden
        )

    if mag:
        doe()
    else:
        with pytest.raises(Weigering, match="Vraag het aan de"):
            doe()


def test_een_afgesloten_traject_krijgt_geen_overeenkomst_meer(mensen):
    rij = klaar(mensen)
    type(rij.traject).objects.filter(pk=rij.traject_id).update(fase="stopgezet")
    with pytest.raises(Weigering, match="afgesloten"):
        acties.bied_aan(Overeenkomst.objects.get(pk=rij.pk), door=mensen.bea)
    rij.traject.refresh_from_db()
    nieuw = f.OvereenkomstFactory.build(traject=rij.traject, vestiging=rij.vestiging)
    with pytest.raises(Weigering, match="afgesloten"):
        acties.maak(nieuw, door=mensen.bea)
