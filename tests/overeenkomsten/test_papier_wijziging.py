"""An amendment on paper: by the same sheet, page and rights as the agreement it changes."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from gebruikers.overgang import Weigering
from overeenkomsten import acties_papier
from overeenkomsten.models import Handtekening, Overeenkomst, Papier, Wijziging
from overeenkomsten.papierblad import papiercode
from overeenkomsten.rechten_wijziging import mag_wijzigen
from overeenkomsten.statussen import Partij, Status
from tests.overeenkomsten.test_papier import foto, op_papier, terug
from tests.overeenkomsten.zaken import (
    aanloop,
    bied_wijziging_aan,
    lopend,
    mails,
    partij,
    teken,
    verstuurd,
    wijziging,
)
from trajecten import documenten

pytestmark = pytest.mark.django_db
SAMEN = (Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING)


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return lopend(mensen)


@pytest.fixture
def stuk(mensen, rij) -> Wijziging:
    return bied_wijziging_aan(mensen, wijziging(mensen, rij, uren_school=8))


def test_een_blad_voor_drie_en_de_school_digitaal(mensen, rij, stuk):
    papier = op_papier(mensen, stuk, *SAMEN)
    assert (papier.stuk, papier.overeenkomst) == (stuk, rij)
    assert "baas@cools.example" in mails("op_papier")
    klaar = teken(stuk, Partij.SCHOOL)
    assert klaar.status == Status.GETEKEND
    assert klaar.bewijs.inhoud["papieren"] == [papier.pk]
    wijzen = [h["wijze"] for h in klaar.bewijs.inhoud["handtekeningen"]]
    assert sum(w.startswith("op papier; scan bewaard door Bea Cast") for w in wijzen) == 3
    with pytest.raises(Weigering, match="zolang niet iedereen getekend heeft"):
        terug(mensen, papier)


def test_terugnemen_vraagt_de_wijziging_opnieuw(mensen, rij, stuk):
    papier = op_papier(mensen, stuk, Partij.ONDERNEMING)
    terug(mensen, papier)
    nu = partij(stuk, Partij.ONDERNEMING)
    assert (nu.staat, nu.wijziging, nu.stuk) == ("wacht", stuk, stuk)
    assert not rij.huidige_ondertekenaars.filter(pk=nu.pk).exists()


def test_een_scan_van_de_overeenkomst_is_er_geen_van_de_wijziging(mensen, rij):
    open_ = verstuurd(mensen)
    op_papier(mensen, open_, Partij.OUDER)
    stuk = bied_wijziging_aan(mensen, wijziging(mensen, rij, uren_school=8))
    with pytest.raises(Weigering, match=f"al gebruikt voor {open_}"):
        op_papier(mensen, stuk, Partij.OUDER)
    with pytest.raises(Weigering, match="deze versie van de wijziging"):
        op_papier(mensen, stuk, Partij.OUDER, code=papiercode(open_.tekenversie.sha256))
    with pytest.raises(Weigering, match="Met jouw rol"):
        op_papier(mensen, stuk, Partij.OUDER, door=mensen.pieter)


def test_het_blad_noemt_de_wijziging(mensen, stuk):
    documenten.maak(stuk.tekenversie_id)
    document = acties_papier.druk_af(stuk, door=mensen.bea)
    assert document.inhoud["nummer"].startswith(str(stuk))
    assert [p["partij"] for p in document.inhoud["partijen"]][:2] == ["Leerling", "Ouder"]
    assert document.bron == f"wijziging-{stuk.pk}"


def test_langs_de_bladzijde(mensen, stuk, client_van):
    bea = client_van("bea")
    assert stuk.papieradres in bea.get(stuk.get_absolute_url()).text
    assert bea.post(stuk.afdrukadres).url == stuk.papieradres
    assert "Het document wordt gemaakt" in bea.get(stuk.papieradres).text
    velden = {
        "wie": [partij(stuk, Partij.OUDER).pk],
        "getekend_op": timezone.localdate().isoformat(),
        "code": papiercode(stuk.tekenversie.sha256),
        "scan": foto(),
    }
    na = bea.post(stuk.papieradres, velden, follow=True)
    assert na.redirect_chain[-1][0] == stuk.get_absolute_url()
    assert "op papier, ingegeven door Bea Cast" in na.text
    [papier] = Papier.objects.all()
    assert Handtekening.objects.get().ondertekenaar.stuk == stuk
    weg = reverse("overeenkomsten:papier_terug", args=[mensen.school.code, papier.pk])
    assert bea.post(weg, {"reden": "fout"}).url == stuk.get_absolute_url()
    assert "Teruggenomen op" in bea.get(stuk.papieradres).text


def test_wat_niet_openstaat_geeft_een_zin(mensen, rij, client_van):
    concept = wijziging(mensen, rij, uren_school=8)
    na = client_van("bea").get(concept.papieradres, follow=True).text
    assert "Deze wijziging staat niet open voor ondertekening." in na


def test_met_een_organisatie_spreek_je_opnieuw_af(mensen):
    rij = aanloop(mensen, "aeo")
    rij.status, rij.getekend_op = Status.GETEKEND, timezone.now()
    assert "stop je deze overeenkomst, en maak je een nieuwe" in mag_wijzigen(mensen.bea, rij).reden


def test_alles_wat_niet_klopt_staat_er_samen(mensen, client_van):
    rij = verstuurd(mensen)
    teken(rij, Partij.OUDER)
    wie = [partij(rij, Partij.LEERLING).pk]
    velden = {"wie": wie, "getekend_op": "2020-01-01", "code": "0000 0000"}
    fouten = client_van("bea").post(rij.papieradres, velden).context["form"].errors
    assert set(fouten) == {"scan", "code", "getekend_op"}
    lang_geleden = datetime.date(2020, 1, 1)
    with pytest.raises(Weigering) as fout:
        op_papier(mensen, rij, Partij.OUDER, code="0000", getekend_op=lang_geleden)
    for zin in ("hoort niet bij deze versie", "bestaat pas sinds", "Els Jacobs heeft al getekend"):
        assert zin in str(fout.value)
