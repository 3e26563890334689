"""A PDF that parties signed elsewhere: whose each signature is, kept, told and taken back."""

import datetime
import io

import pikepdf
import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, transaction
from django.utils import timezone

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from overeenkomsten import acties, acties_papier, acties_wijziging
from overeenkomsten.models import Handtekening, Overeenkomst, Papier, Wijziging
from overeenkomsten.statussen import Partij, Status
from tests.overeenkomsten.elders import BURGERS, RIJKSREGISTERNUMMER, onderteken, pem, uitgever
from tests.overeenkomsten.test_papier import terug
from tests.overeenkomsten.zaken import (
    andere_zaak,
    lopend,
    mails,
    partij,
    teken,
    verstuurd,
    wijziging,
)
from trajecten import documenten
from trajecten.documenten import datum

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return verstuurd(mensen)


def tekenversie(stuk) -> bytes:
    with stuk.tekenversie.bestand.open("rb") as bestand:
        return bestand.read()


def getekend(stuk, *partijen: Partij) -> bytes:
    """Signed one after the other by these parties, with their own eID."""
    pdf = tekenversie(stuk)
    for naam in partijen:
        pdf = onderteken(pdf, f"{partij(stuk, naam).naam} (Signature)")
    return pdf


def leg_vast(m, stuk, pdf: bytes, *partijen: Partij | None, door=None) -> Papier:
    """Of which party each signature in the file is, in its order; None: of nobody."""
    wie = {i: partij(stuk, naam) for i, naam in enumerate(partijen) if naam}
    return acties_papier.leg_getekende_pdf_vast(stuk, inhoud=pdf, wie=wie, door=door or m.bea)


def test_twee_in_een_bestand_en_wat_het_bewijsblad_zegt(mensen, rij):
    pdf = getekend(rij, Partij.LEERLING, Partij.ONDERNEMING)
    papier = leg_vast(mensen, rij, pdf, Partij.LEERLING, Partij.ONDERNEMING)
    with papier.bestand.open("rb") as bestand:
        assert bestand.read() == pdf
    assert mails("getekende_pdf") == ["baas@cools.example", "lotte@eik.example"]
    mail = Bericht.objects.get(soort="getekende_pdf", aan="lotte@eik.example").tekst
    dag = datum(timezone.localdate(partij(rij, Partij.LEERLING).handtekening.gezet_op))
    assert f"op {dag} elektronisch tekende" in mail
    assert f"certificaat op naam van {partij(rij, Partij.LEERLING).naam} (Signature)." in mail
    assert "zit als bijlage in het bewijsdocument" in mail
    assert "toont je rijksregisternummer" in mail
    gezet = partij(rij, Partij.ONDERNEMING).handtekening
    assert (gezet.wijze, gezet.keten, gezet.uitgever) == ("elders", "niet", BURGERS)
    assert gezet.sha256 == rij.tekenversie.sha256
    kolommen = str(list(Handtekening.objects.values()) + list(Papier.objects.values()))
    assert RIJKSREGISTERNUMMER not in kolommen
    rij = teken(rij, Partij.OUDER, Partij.SCHOOL)
    assert rij.status == Status.GETEKEND
    [leerling] = [h for h in rij.bewijs.inhoud["handtekeningen"] if h["partij"] == "Leerling"]
    naam = partij(rij, Partij.LEERLING).naam
    assert leerling["wijze"].startswith(
        f"elektronisch, buiten Trajecten; certificaat op naam van {naam} (Signature), uitgegeven "
        "door Citizen CA; handtekening heel en van deze versie; keten niet gecontroleerd, "
        "intrekking niet nagekeken; pdf bewaard door Bea Cast op"
    )
    assert "gekwalificeerd" not in str(rij.bewijs.inhoud)
    assert RIJKSREGISTERNUMMER not in str(rij.bewijs.inhoud)
    assert leerling["certificaat"] == partij(rij, Partij.LEERLING).handtekening.certificaat
    documenten.maak(rij.bewijs_id)
    rij.bewijs.refresh_from_db()
    with rij.bewijs.bestand.open("rb") as bestand, pikepdf.open(bestand) as bewijs:
        assert bewijs.attachments[papier.bestandsnaam].get_file().read_bytes() == pdf
        assert len(bewijs.pages) == rij.tekenversie.bladzijden + 1


def test_met_een_lijst_van_uitgevers_staat_er_gekwalificeerd(mensen, rij, settings):
    settings.VERTROUWDE_UITGEVERS = pem(uitgever(BURGERS)[1])
    leg_vast(mensen, rij, getekend(rij, Partij.OUDER), Partij.OUDER)
    zin = partij(rij, Partij.OUDER).handtekening.volgens_certificaat
    assert "gekwalificeerd volgens een certificaat waarvan de keten gecontroleerd is" in zin


def test_elk_een_eigen_bestand_en_een_handtekening_telt_een_keer(mensen, rij):
    eerst = getekend(rij, Partij.OUDER)
    leg_vast(mensen, rij, eerst, Partij.OUDER)
    samen = onderteken(eerst, partij(rij, Partij.LEERLING).naam)
    with pytest.raises(Weigering, match=r"Els Jacobs \(Signature\) is al bewaard voor Els Jacobs"):
        leg_vast(mensen, rij, samen, Partij.LEERLING, None)
    leg_vast(mensen, rij, samen, None, Partij.LEERLING)
    apart = getekend(rij, Partij.ONDERNEMING)
    leg_vast(mensen, rij, apart, Partij.ONDERNEMING)
    assert Papier.objects.count() == 3


def test_wat_niet_klopt_wordt_geweigerd(mensen, rij):
    pdf = getekend(rij, Partij.OUDER)
    ander = verstuurd(mensen, traject=andere_zaak(mensen))
    for hoe, zin in (
        (lambda: leg_vast(mensen, rij, pdf), "Kies bij minstens één"),
        (lambda: leg_vast(mensen, rij, pdf, Partij.LEERLING), "de namen lijken niet op elkaar"),
        (lambda: leg_vast(mensen, rij, pdf, None, Partij.OUDER), "een andere partij"),
        (lambda: leg_vast(mensen, rij, pdf, Partij.OUDER, door=mensen.pieter), "Met jouw rol"),
        (lambda: leg_vast(mensen, ander, pdf, Partij.LEERLING), "een ander document"),
        (lambda: leg_vast(mensen, rij, tekenversie(rij), Partij.OUDER), "geen elektronische"),
    ):
        with pytest.raises(Weigering, match=zin):
            hoe()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        morgen = getekend(rij, Partij.OUDER)
    with pytest.raises(Weigering, match="moet nog komen"):
        leg_vast(mensen, rij, morgen, Partij.OUDER)
    assert not Papier.objects.exists()


def test_een_nieuwe_versie_wil_nieuwe_handtekeningen(mensen, rij):
    oud = getekend(rij, Partij.OUDER)
    acties.naar_concept(rij, reden="Een fout.", door=mensen.bea)
    acties.bied_aan(Overeenkomst.objects.get(pk=rij.pk), door=mensen.bea)
    nieuw = Overeenkomst.objects.get(pk=rij.pk)
    documenten.maak(nieuw.tekenversie_id)
    nieuw.refresh_from_db()
    with pytest.raises(Weigering, match="een ander document"):
        leg_vast(mensen, nieuw, oud, Partij.OUDER)


def test_terugnemen_tot_iedereen_getekend_heeft(mensen, rij):
    pdf = getekend(rij, Partij.ONDERNEMING)
    papier = leg_vast(mensen, rij, pdf, Partij.ONDERNEMING)
    terug(mensen, papier)
    assert partij(rij, Partij.ONDERNEMING).staat == "wacht"
    papier = leg_vast(mensen, rij, pdf, Partij.ONDERNEMING)
    teken(rij, Partij.LEERLING, Partij.OUDER, Partij.SCHOOL)
    with pytest.raises(Weigering, match="zolang niet iedereen getekend heeft"):
        terug(mensen, papier)


def test_de_databank_wil_een_certificaat_of_geen(mensen, rij):
    papier = leg_vast(mensen, rij, getekend(rij, Partij.OUDER), Partij.OUDER)
    wie, basis = partij(rij, Partij.LEERLING), {"sha256": "a" * 64, "papier": papier}
    heel = {"certificaat": "b" * 64, "houder": "X", "gezet_op": timezone.now(), "keten": "niet"}
    for velden in (
        {"wijze": "elders"},
        {"wijze": "papier", **heel},
        {"wijze": "elders", **heel, "keten": ""},
        {"wijze": "elders", **heel, "houder": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Handtekening.objects.create(ondertekenaar=wie, **basis, **velden)
    with pytest.raises(IntegrityError), transaction.atomic():
        Papier.objects.create(
            overeenkomst=rij, bestand=ContentFile(b"x", "x.jpg"), soort="image/jpeg",
            digitaal=True, sha256="a" * 64, getekend_op=timezone.localdate(), door=mensen.bea,
        )  # fmt: skip


def _upload(client, url: str, pdf: bytes, naam: str = "getekend.pdf"):
    return client.post(url, {"pdf": ContentFile(pdf, naam)})


def test_langs_de_bladzijde(mensen, rij, client_van, adres):
    bea, url = client_van("bea"), adres("overeenkomsten:getekende_pdf", rij.pk)
    assert url in bea.get(adres("overeenkomsten:papier", rij.pk)).text
    assert "Kies eerst de getekende pdf." in bea.post(url).text
    assert "Dit bestand is geen pdf." in _upload(bea, url, b"geen", "x.pdf").text
    assert "geen elektronische handtekening" in _upload(bea, url, tekenversie(rij)).text
    pdf = getekend(rij, Partij.OUDER, Partij.ONDERNEMING)
    blad = _upload(bea, url, pdf)
    assert "2 handtekeningen gevonden" in blad.text
    assert "keten niet gecontroleerd, intrekking niet nagekeken" in blad.text
    assert "teken let_op" in blad.text
    assert "teken goed" not in blad.text
    voorgesteld = [veld.initial for veld in blad.context["form"].fields.values()]
    assert voorgesteld == [partij(rij, p).pk for p in (Partij.OUDER, Partij.ONDERNEMING)]
    assert not Papier.objects.exists(), "nothing is kept before somebody says whose it is"
    keuze = {"sleutel": blad.context["sleutel"], "van_0": voorgesteld[0], "van_1": ""}
    fout = bea.post(url, keuze | {"van_0": voorgesteld[1]})
    assert "de namen lijken niet op elkaar" in fout.text
    assert "staat hier niet meer klaar" in client_van("ada").post(url, keuze, follow=True).text
    na = bea.post(url, keuze, follow=True).text
    assert "Bewaard: Els Jacobs tekende elektronisch." in na
    assert "certificaat op naam van Els Jacobs (Signature), uitgegeven door Citizen CA" in na
    assert "elektronisch getekend op" in bea.get(adres("overeenkomsten:papier", rij.pk)).text
    assert "Kijk of het al bewaard is" in bea.post(url, keuze, follow=True).text
    scan = bea.get(adres("overeenkomsten:scan", Papier.objects.get().pk))
    assert b"".join(scan.streaming_content) == pdf
    assert "elektronisch-getekend" in scan["Content-Disposition"]
    opnieuw = _upload(bea, url, pdf)
    assert "Al bewaard voor Els Jacobs" in opnieuw.text
    assert list(opnieuw.context["form"].fields) == ["van_1"]
    assert "is al bewaard." not in opnieuw.text
    alleen = getekend(rij, Partij.LEERLING)
    leg_vast(mensen, rij, alleen, Partij.LEERLING)
    niets = _upload(bea, url, alleen)
    assert "Alles in dit bestand is al bewaard." in niets.text
    assert f'action="{url}"' not in niets.text
    assert not niets.context["sleutel"], "nothing is put aside when there is nothing to ask"


def test_wat_opzij_ligt_verdwijnt_vanzelf(mensen, rij, client_van, adres, monkeypatch):
    bewaard = {}
    monkeypatch.setattr(cache, "set", lambda plek, inhoud, tijd: bewaard.update({plek: tijd}))
    url = adres("overeenkomsten:getekende_pdf", rij.pk)
    sleutel = _upload(client_van("bea"), url, getekend(rij, Partij.OUDER)).context["sleutel"]
    [(plek, tijd)] = bewaard.items()
    assert tijd == 1800
    assert sleutel not in plek


def test_een_wijziging_met_een_getekende_pdf(mensen, client_van):
    stuk = wijziging(mensen, lopend(mensen), uren_school=8)
    acties_wijziging.bied_aan(stuk, gezien=acties_wijziging.afdruk(stuk), door=mensen.bea)
    stuk.refresh_from_db()
    documenten.maak(stuk.tekenversie_id)
    stuk = Wijziging.objects.get(pk=stuk.pk)
    bea = client_van("bea")
    blad = _upload(bea, stuk.pdfadres, getekend(stuk, Partij.ONDERNEMING))
    keuze = {"sleutel": blad.context["sleutel"], "van_0": partij(stuk, Partij.ONDERNEMING).pk}
    antwoord = bea.post(stuk.pdfadres, keuze, follow=True)
    assert antwoord.redirect_chain[-1][0] == stuk.get_absolute_url()
    papier = Papier.objects.get()
    assert (papier.stuk, papier.digitaal) == (stuk, True)
    assert partij(stuk, Partij.ONDERNEMING).handtekening.wijze == "elders"


def test_een_onleesbare_lijst_wordt_bij_het_opstarten_gemeld(settings):
    settings.VERTROUWDE_UITGEVERS = "rommel"
    with pytest.raises(SystemCheckError, match="VERTROUWDE_UITGEVERS is niet te lezen"):
        call_command("check", deploy=True, tags=["security"], stdout=io.StringIO())
