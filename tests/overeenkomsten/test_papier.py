"""Signing with a pen: whose, when, by which sheet, and back until all have signed."""

import datetime
import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from gebruikers.bestanden import sha256_van
from gebruikers.models.school import Tekenvolgorde
from gebruikers.overgang import Weigering
from leerlingen.models import Leerling
from overeenkomsten import acties_papier
from overeenkomsten.models import Handtekening, Overeenkomst, Papier
from overeenkomsten.papierblad import papiercode
from overeenkomsten.scan import lees_scan
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    andere_zaak,
    mails,
    open_link,
    partij,
    teken,
    verstuurd,
)
from trajecten import documenten

pytestmark = pytest.mark.django_db
MAAND = datetime.timedelta(days=30)


def foto(kleur: str = "white") -> ContentFile:
    uit = io.BytesIO()
    Image.new("RGB", (40, 20), kleur).save(uit, "PNG")
    return ContentFile(uit.getvalue(), "scan.png")


def op_papier(m, rij, *partijen: Partij, door=None, **velden) -> Papier:
    basis = {
        "partijen": [partij(rij, naam) for naam in partijen],
        "scan": lees_scan(velden.pop("bestand", None) or foto()),
        "code": papiercode(rij.tekenversie.sha256),
        "getekend_op": timezone.localdate(),
    }
    return acties_papier.leg_papier_vast(rij, door=door or m.bea, **basis | velden)


def terug(m, papier, door=None, reden="verkeerd aangevinkt") -> None:
    acties_papier.neem_papier_terug(papier, reden=reden, door=door or m.bea)


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return verstuurd(mensen)


def stand(rij) -> str:
    return Overeenkomst.objects.get(pk=rij.pk).status


def test_een_blad_voor_twee_en_de_rest_digitaal(mensen, rij):
    papier = op_papier(mensen, rij, Partij.LEERLING, Partij.ONDERNEMING)
    assert mails("op_papier") == ["baas@cools.example", "lotte@eik.example"]
    rij = teken(rij, Partij.OUDER, Partij.SCHOOL)
    assert rij.status == Status.GETEKEND
    inhoud = rij.bewijs.inhoud
    [leerling] = [h for h in inhoud["handtekeningen"] if h["partij"] == "Leerling"]
    assert leerling["wijze"].startswith("op papier; scan bewaard door Bea Cast op")
    assert (leerling["getypte_naam"], leerling["scan"]) == ("", papier.bestandsnaam)
    assert inhoud["papieren"] == [papier.pk]
    documenten.maak(rij.bewijs_id)
    rij.bewijs.refresh_from_db()
    with rij.bewijs.bestand.open("rb") as bestand, pikepdf.open(bestand) as pdf:
        bijlage = pdf.attachments[papier.bestandsnaam].get_file().read_bytes()
        assert sha256_van(ContentFile(bijlage)) == papier.sha256
        assert "papieren" not in pdf.attachments["bewijs.json"].get_file().read_bytes().decode()


def test_de_papieren_versie_is_de_tekenversie_met_een_blad(mensen, rij):
    document = acties_papier.druk_af(rij, door=mensen.bea)
    assert document == acties_papier.druk_af(rij, door=mensen.coen)
    documenten.maak(document.pk)
    document.refresh_from_db()
    assert document.bladzijden == rij.tekenversie.bladzijden + 1
    assert document.inhoud["code"] == papiercode(rij.tekenversie.sha256)
    assert len(document.inhoud["partijen"]) == 4


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"code": "0000 0000"}, "hoort niet bij deze versie"),
        ({"getekend_op": timezone.localdate() + MAAND}, "moet nog komen"),
        ({"getekend_op": timezone.localdate() - MAAND}, "bestaat pas sinds"),
        ({"partijen": []}, "Kies wie"),
    ],
)
def test_wat_niet_klopt_wordt_geweigerd(mensen, rij, velden, zin):
    with pytest.raises(Weigering, match=zin):
        op_papier(mensen, rij, Partij.OUDER, **velden)
    assert not Papier.objects.exists()


def test_de_code_mag_getypt_zijn_zoals_het_uitkomt(mensen, rij):
    code = papiercode(rij.tekenversie.sha256).lower().replace(" ", "-").replace("0", "o")
    assert op_papier(mensen, rij, Partij.OUDER, code=code)


def test_een_scan_hoort_bij_een_overeenkomst_en_een_versie(mensen, rij):
    op_papier(mensen, rij, Partij.OUDER)
    assert op_papier(mensen, rij, Partij.LEERLING), "the same sheet, for another party"
    ander = verstuurd(mensen, traject=andere_zaak(mensen))
    with pytest.raises(Weigering, match="al gebruikt voor een andere overeenkomst of wijziging"):
        op_papier(mensen, ander, Partij.LEERLING)
    assert op_papier(mensen, ander, Partij.LEERLING, bestand=foto("red"))


def test_wie_al_tekende_of_niet_meer_moet_staat_er_niet_op(mensen, rij):
    teken(rij, Partij.OUDER)
    with pytest.raises(Weigering, match="Els Jacobs heeft al getekend"):
        op_papier(mensen, rij, Partij.OUDER)
    rij = verstuurd(mensen)
    Leerling.objects.filter(pk=mensen.leerling.pk).update(geboortedatum=f.jaren_oud(18))
    with pytest.raises(Weigering, match="Els Jacobs moet niet meer tekenen"):
        op_papier(mensen, rij, Partij.OUDER)
    with pytest.raises(Weigering, match="Met jouw rol"):
        op_papier(mensen, rij, Partij.LEERLING, door=mensen.pieter)


def test_een_blad_draagt_alleen_wie_deze_overeenkomst_tekent(mensen, rij):
    vreemd = verstuurd(mensen, traject=andere_zaak(mensen))
    with pytest.raises(Weigering, match="Kies opnieuw wie tekende"):
        op_papier(mensen, rij, partijen=[partij(vreemd, Partij.ONDERNEMING)])
    assert not Papier.objects.exists()


def test_om_de_beurt_telt_wie_mee_op_het_blad_staat(mensen):
    rij = verstuurd(mensen, volgorde=Tekenvolgorde.BEURT)
    with pytest.raises(Weigering, match="Jan Cools is nog niet aan de beurt"):
        op_papier(mensen, rij, Partij.LEERLING, Partij.ONDERNEMING)
    papier = op_papier(mensen, rij, Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING)
    assert partij(rij, Partij.SCHOOL).staat == "wacht"
    assert partij(rij, Partij.ONDERNEMING).gevraagd_op, "hears of it when all have signed"
    terug(mensen, papier)
    staten = {p.partij: p.staat for p in rij.huidige_ondertekenaars}
    assert staten == {
        "leerling": "wacht", "ouder": "wacht", "onderneming": "later", "school": "later",
    }  # fmt: skip


def test_terugnemen_laat_opnieuw_tekenen_en_vergeet_niets(mensen, rij, client):
    pad = open_link(client, "baas@cools.example")
    papier = op_papier(mensen, rij, Partij.ONDERNEMING)
    assert "Bedankt" in client.get(pad).content.decode()
    with pytest.raises(Weigering, match="Schrijf waarom"):
        terug(mensen, papier, reden=" ")
    with pytest.raises(Weigering, match=r"Wie dit ingaf \(Bea Cast\)"):
        terug(mensen, papier, door=mensen.ada)
    terug(mensen, papier, door=mensen.coen)
    with pytest.raises(Weigering, match="al teruggenomen"):
        terug(mensen, papier)
    assert mails("papier_terug") == ["baas@cools.example"]
    nu = partij(rij, Partij.ONDERNEMING)
    assert nu.staat == "wacht"
    oud = papier.handtekeningen.get().ondertekenaar
    assert (oud.intrekreden, oud.heeft_getekend) == ("verkeerd aangevinkt", True)
    assert "Ondertekenen" in client.get(pad).content.decode(), "the link asks again"
    rij = teken(rij, *Partij)
    assert rij.status == Status.GETEKEND
    assert len(rij.bewijs.inhoud["handtekeningen"]) == 4
    with pytest.raises(Weigering, match="zolang niet iedereen getekend heeft"):
        terug(mensen, papier)


def test_als_iedereen_tekende_is_er_geen_terug(mensen, rij):
    papier = op_papier(mensen, rij, *rij.regels.partijen)
    assert stand(rij) == Status.GETEKEND
    with pytest.raises(Weigering, match="zolang niet iedereen getekend heeft"):
        terug(mensen, papier)


def test_de_databank_wil_een_scan_of_een_naam(mensen, rij):
    wie, hash = partij(rij, Partij.OUDER), rij.tekenversie.sha256
    for velden in ({"wijze": "papier"}, {"wijze": "link"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Handtekening.objects.create(ondertekenaar=wie, sha256=hash, **velden)


def test_langs_de_bladzijde(mensen, rij, client_van, adres):
    bea, url = client_van("bea"), adres("overeenkomsten:papier", rij.pk)
    blad = bea.get(rij.get_absolute_url()).content.decode()
    assert url in blad
    bea.post(adres("overeenkomsten:druk_af", rij.pk))
    assert "Het document wordt gemaakt" in bea.get(url).content.decode()
    velden = {
        "wie": [partij(rij, Partij.OUDER).pk],
        "getekend_op": timezone.localdate().isoformat(),
        "code": papiercode(rij.tekenversie.sha256),
    }
    fout = bea.post(url, velden | {"scan": ContentFile(b"%PDF-1.7 kapot", "x.pdf")})
    assert "niet te lezen als pdf" in str(fout.context["form"].errors)
    anders = bea.post(url, velden | {"scan": foto(), "code": "1"})
    assert "hoort niet bij deze versie" in str(anders.context["form"].errors)
    antwoord = bea.post(url, velden | {"scan": foto()}, follow=True).content.decode()
    assert "Bewaard: Els Jacobs tekende op papier." in antwoord
    assert "op papier, ingegeven door Bea Cast" in antwoord
    papier = Papier.objects.get()
    assert "ingegeven door Bea Cast" in bea.get(url).content.decode()
    scan = bea.get(adres("overeenkomsten:scan", papier.pk))
    assert scan["Content-Disposition"].startswith("attachment")
    assert b"".join(scan.streaming_content).startswith(b"\xff\xd8")
    na = bea.post(adres("overeenkomsten:papier_terug", papier.pk), {"reden": "fout"}, follow=True)
    assert "Teruggenomen." in na.content.decode()
    assert "Teruggenomen op" in bea.get(url).content.decode()
