"""A PDF signed elsewhere: for one party each, and set after the document was made."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gebruikers.overgang import Weigering
from leerlingen.models import Betrokkene
from overeenkomsten import acties, acties_papier
from overeenkomsten.models import Overeenkomst, Papier
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.elders import onderteken
from tests.overeenkomsten.test_elders_getekend import getekend, leg_vast
from tests.overeenkomsten.zaken import partij, verstuurd
from trajecten import documenten

pytestmark = pytest.mark.django_db
SECONDE = datetime.timedelta(seconds=1)


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return verstuurd(mensen)


def test_een_vader_tekent_niet_voor_zijn_kind(mensen):
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(voornaam="Piet", naam="Maes")
    rij = verstuurd(mensen)
    assert partij(rij, Partij.LEERLING).naam == "Lotte Maes"
    pdf = getekend(rij, Partij.OUDER)
    with pytest.raises(Weigering, match=r"Piet Maes \(Signature\) kan niet die van Lotte Maes"):
        leg_vast(mensen, rij, pdf, Partij.LEERLING)
    assert leg_vast(mensen, rij, pdf, Partij.OUDER)


def test_elke_partij_een_eigen_handtekening(mensen, rij):
    pdf = onderteken(getekend(rij, Partij.OUDER), "Els Jacobs")
    with pytest.raises(Weigering, match="bij elke handtekening een andere partij"):
        leg_vast(mensen, rij, pdf, Partij.OUDER, Partij.OUDER)
    assert not Papier.objects.exists()


def test_een_certificaat_telt_voor_een_partij_van_een_versie(mensen, rij):
    rij.huidige_ondertekenaars.filter(partij=Partij.ONDERNEMING).update(naam="Els Jacobs")
    eens = getekend(rij, Partij.OUDER)
    with time_machine.travel(rij.tekenversie.gemaakt_op + 60 * SECONDE):
        tweemaal = onderteken(eens, "Els Jacobs (Signature)")
    with pytest.raises(Weigering, match=r"al getekend voor Els Jacobs \(Ouder\)"):
        leg_vast(mensen, rij, tweemaal, Partij.OUDER, Partij.ONDERNEMING)
    leg_vast(mensen, rij, eens, Partij.OUDER)
    with pytest.raises(Weigering, match="doet dat hier digitaal of op papier"):
        leg_vast(mensen, rij, tweemaal, None, Partij.ONDERNEMING)
    assert Papier.objects.count() == 1


def test_een_handtekening_komt_na_het_document(mensen, rij):
    gemaakt = rij.tekenversie.gemaakt_op.replace(microsecond=0)
    with time_machine.travel(gemaakt - SECONDE, tick=False):
        eerder = getekend(rij, Partij.OUDER)
    with pytest.raises(Weigering, match="en dit document bestaat pas sinds"):
        leg_vast(mensen, rij, eerder, Partij.OUDER)
    with time_machine.travel(gemaakt, tick=False):
        meteen = getekend(rij, Partij.OUDER)
    assert leg_vast(mensen, rij, meteen, Partij.OUDER)


def test_en_voor_ze_ingegeven_is(mensen, rij):
    with time_machine.travel(rij.tekenversie.gemaakt_op + 600 * SECONDE):
        straks = getekend(rij, Partij.OUDER)
    with pytest.raises(Weigering, match="dat moet nog komen"):
        leg_vast(mensen, rij, straks, Partij.OUDER)


def test_nakijken_houdt_niemand_op(mensen, rij, monkeypatch):
    lees, op_slot = acties_papier.lees_getekende_pdf, []

    def kijk(*wat):
        op_slot.extend(vraag for vraag in vragen.captured_queries if " FOR " in vraag["sql"])
        return lees(*wat)

    monkeypatch.setattr(acties_papier, "lees_getekende_pdf", kijk)
    with CaptureQueriesContext(connection) as vragen:
        leg_vast(mensen, rij, getekend(rij, Partij.OUDER), Partij.OUDER)
    assert not op_slot
    assert any(" FOR NO KEY UPDATE" in vraag["sql"] for vraag in vragen.captured_queries)


def test_onder_het_slot_is_het_nog_dezelfde_versie(mensen, rij):
    pdf, toen = getekend(rij, Partij.OUDER), Overeenkomst.objects.get(pk=rij.pk)
    assert toen.tekenversie.sha256, "read before the new version came"
    acties.naar_concept(rij, reden="Een fout.", door=mensen.bea)
    acties.bied_aan(Overeenkomst.objects.get(pk=rij.pk), door=mensen.bea)
    nieuw = Overeenkomst.objects.get(pk=rij.pk)
    documenten.maak(nieuw.tekenversie_id)
    wie = {0: partij(nieuw, Partij.OUDER)}
    with pytest.raises(Weigering, match="Laat de nieuwe versie tekenen"):
        acties_papier.leg_getekende_pdf_vast(toen, inhoud=pdf, wie=wie, door=mensen.bea)
    assert not Papier.objects.exists()
