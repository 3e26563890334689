"""What begins later is shown as later: an enrolment, a placement."""

import pytest
from django.utils.formats import date_format

from tests import factories as f
from tests.overzichten.zaken import overeenkomst, zaak

pytestmark = pytest.mark.django_db
BLADEN = ["overzichten:start", "overzichten:leerlingen", "overzichten:dossier"]


@pytest.fixture
def straks(mensen):
    """Lotte goes to another opleiding and another workplace in forty days."""
    mensen.traject.inschrijvingen.update(tot=f.dagen(39))
    f.InschrijvingFactory(
        traject=mensen.traject,
        opleiding=f.OpleidingFactory(school=mensen.school, naam="Slager duaal"),
        van=f.dagen(40),
    )
    mensen.traject.plaatsingen.all().delete()
    f.PlaatsingFactory(traject=mensen.traject, vestiging=mensen.vestiging, van=f.dagen(40))
    return f.dagen(40)


@pytest.mark.parametrize("naam", BLADEN)
def test_vandaag_en_straks_staan_er_allebei(naam, straks, mensen, client_van, adres):
    blad = adres(naam, mensen.traject.pk) if naam.endswith("dossier") else adres(naam)
    inhoud = client_van("bea").get(blad).content.decode()
    nu = str(mensen.traject.leerling.opleiding)
    assert f"{nu}, vanaf {date_format(straks, 'j F Y')}: Slager duaal" in inhoud
    assert f"vanaf {date_format(straks, 'j F')}" in inhoud.split("Slager duaal", 1)[1]


def test_wie_nog_moet_beginnen_volgt_vandaag_niets(mensen, client_van, adres):
    traject = zaak(mensen, begindatum=f.dagen(12))
    blad = client_van("bea").get(adres("overzichten:dossier", traject.pk))
    assert blad.context["traject"].opleiding_naam is None
    assert f"vanaf {date_format(f.dagen(12), 'j F Y')}: " in blad.content.decode()


def test_een_overeenkomst_voor_later_zegt_vanaf_wanneer(mensen, client_van, adres):
    lijst = adres("overzichten:leerlingen")
    rij = overeenkomst(mensen, zaak(mensen), begindatum=f.dagen(9))
    vanaf = f"vanaf {date_format(f.dagen(9), 'j b')}"
    assert vanaf in client_van("bea").get(lijst).content.decode()
    rij.begindatum = f.dagen(0)
    rij.save()
    assert vanaf not in client_van("bea").get(lijst).content.decode()


def test_de_komende_weken(straks, mensen, client_van, adres):
    def komend() -> list[str]:
        context = client_van("bea").get(adres("overzichten:start")).context
        return [afspraak.wat for afspraak in context["komend"]]

    assert komend() == [], "over veertig dagen is nog niet voor nu"
    mensen.traject.inschrijvingen.filter(tot=None).update(van=f.dagen(5))
    mensen.traject.plaatsingen.update(van=f.dagen(0), tot=f.dagen(3))
    assert komend() == ["laatste dag bij Bakkerij Cools Beveren", "start in Slager duaal"]
    mensen.traject.plaatsingen.update(van=f.dagen(2), tot=f.dagen(100))
    assert komend() == ["eerste dag bij Bakkerij Cools Beveren", "start in Slager duaal"]
    assert "Slager duaal" not in client_van("vera").get(adres("overzichten:start")).content.decode()
