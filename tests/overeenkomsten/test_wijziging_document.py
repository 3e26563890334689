"""The two documents of an amendment: what is printed, and what anybody who checks them reads."""

import pytest
from django.core.files.base import File
from pypdf import PdfReader

from overeenkomsten import acties_wijziging
from overeenkomsten.models import Wijziging
from overeenkomsten.nazicht import kijk_na
from overeenkomsten.vingerafdruk import PRECIES, beoordeel, is_geldig
from tests import factories as f
from tests.overeenkomsten.zaken import lopend, teken, wijziging
from trajecten import documenten

pytestmark = pytest.mark.django_db


def test_van_tekenversie_tot_verzegeld_bewijs(mensen, client):
    rij = lopend(mensen)
    nieuw = f.MentorFactory(vestiging=rij.vestiging, voornaam="Nele", naam="Nieuw")
    plan = f.OpleidingsplanFactory(traject=rij.traject, versie=2)
    f.PlanregelFactory(plan=plan)
    concept = wijziging(mensen, rij, mentor=nieuw, plan=plan)
    acties_wijziging.bied_aan(concept, gezien=acties_wijziging.afdruk(concept), door=mensen.bea)
    anders = Wijziging.objects.get(pk=concept.pk)
    documenten.maak(anders.tekenversie_id)
    anders = Wijziging.objects.get(pk=concept.pk)
    anders = teken(anders, *anders.huidige_ondertekenaars.values_list("partij", flat=True))
    documenten.maak(anders.bewijs_id)
    anders.bewijs.refresh_from_db()
    with anders.bewijs.bestand.open("rb") as bestand:
        tekst = " ".join(blad.extract_text() for blad in PdfReader(bestand).pages)
        bestand.seek(0)
        gezien = kijk_na(File(bestand))
    for woord in (str(rij), "Nele Nieuw", "Wat blijft", "Bijlage. Opleidingsplan", "Bewijsblad"):
        assert woord in tekst, woord
    assert gezien.reden == ""
    assert gezien.feiten["Overeenkomst"].startswith(f"{rij.nummer}/1 · versie 1, wijziging van")
    with anders.bewijs.bestand.open("rb") as bestand:
        oordeel = beoordeel(File(bestand))
    assert (oordeel.titel, rij.nummer in oordeel.uitleg) == (PRECIES, False)
    assert is_geldig(anders.tekenversie.sha256[:32])
    blad = client.get(f"/controle/{anders.tekenversie.sha256[:32]}/").text
    assert '<span class="pil goed">Geldig</span>' in blad
    assert rij.nummer not in blad
    assert "Nele" not in blad
