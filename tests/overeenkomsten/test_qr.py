"""A QR code at the table: one's own phone, a quarter of an hour, and honest about how."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone

from overeenkomsten.models import Handtekening, Tekenlink
from overeenkomsten.statussen import Partij
from tests import factories as f
from tests.overeenkomsten.zaken import link_uit_mail, mails, partij, teken, verstuurd

pytestmark = pytest.mark.django_db


def test_van_de_knop_tot_het_bewijsblad(mensen, client_van, client, adres):
    rij = verstuurd(mensen)
    wie = partij(rij, Partij.ONDERNEMING)
    gemaild = link_uit_mail("baas@cools.example")
    bea, url = client_van("bea"), adres("overeenkomsten:qr", wie.pk)
    blad = bea.post(url).content.decode()
    pad = re.search(r"https?://[^/\s]+(/teken/[^<\s]+)", blad)[1]
    assert "<svg" in blad
    assert client.get(gemaild).status_code == 410, "it replaces the earlier one"
    assert Handtekening.objects.count() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=16), tick=False):
        dood = client.get(pad)
        assert dood.status_code == 410
        assert "Vraag aan tafel een nieuwe." in dood.content.decode()
    velden = {"hash": rij.tekenversie.sha256, "gelezen": "on", "naam": wie.naam}
    for _ in range(2):
        assert client.post(pad, velden).status_code in (200, 302)
    [gezet] = Handtekening.objects.all()
    assert (gezet.wijze, gezet.getuige) == ("qr", mensen.bea)
    assert Tekenlink.objects.get(getoond_door__isnull=False).getoond_door == mensen.bea
    assert mails("aan_tafel") == ["baas@cools.example"]
    assert "niet (meer) tekenen" in bea.post(url, follow=True).content.decode()
    rij = teken(rij, Partij.LEERLING, Partij.OUDER, Partij.SCHOOL)
    wijzen = [h["wijze"] for h in rij.bewijs.inhoud["handtekeningen"]]
    assert wijzen[0] == ("eigen toestel, via een QR-code aan tafel, in aanwezigheid van Bea Cast")


def test_niet_voor_de_school_en_niet_door_wie_er_niet_bij_zit(mensen, client_van, adres):
    rij = verstuurd(mensen)
    for naam, wie in (("bea", Partij.SCHOOL), ("ada", Partij.OUDER)):
        url = adres("overeenkomsten:qr", partij(rij, wie).pk)
        assert '<svg class="segno"' not in client_van(naam).post(url, follow=True).content.decode()
    assert not Tekenlink.objects.filter(getoond_door__isnull=False).exists()


def _toon(client_van, adres, wie) -> str:
    blad = client_van("bea").post(adres("overeenkomsten:qr", wie.pk)).content.decode()
    return re.search(r"https?://[^/\s]+(/teken/[^<\s]+)", blad)[1]


def test_wie_erbij_zat_moet_nog_van_de_school_zijn(mensen, client_van, client, adres):
    rij = verstuurd(mensen)
    wie = partij(rij, Partij.ONDERNEMING)
    pad = _toon(client_van, adres, wie)
    mensen.bea.van, mensen.bea.tot = f.dagen(-9), f.dagen(-1)
    mensen.bea.save()
    velden = {"hash": rij.tekenversie.sha256, "gelezen": "on", "naam": wie.naam}
    assert "werkt niet meer in die rol op deze school" in client.post(pad, velden).text
    assert not Handtekening.objects.exists()


def test_een_dode_code_zegt_wie_intussen_tekende_dat_het_klaar_is(
    mensen, client_van, client, adres
):
    rij = verstuurd(mensen)
    wie = partij(rij, Partij.ONDERNEMING)
    pad = _toon(client_van, adres, wie)
    teken(rij, Partij.ONDERNEMING)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=16), tick=False):
        dood = client.get(pad).text
    assert "staat er al: je moet niets meer doen." in dood
    assert "Vraag aan tafel een nieuwe" not in dood
