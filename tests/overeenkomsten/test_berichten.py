"""What each party reads in the mails about signing."""

import pytest
from django.utils.formats import date_format

from gebruikers.models import Bericht
from overeenkomsten import acties
from overeenkomsten.models import Overeenkomst
from tests import factories as f
from tests.overeenkomsten.zaken import bied_aan, getekend, verstuurd

pytestmark = pytest.mark.django_db
WIE = {"lotte": "lotte@eik.example", "els": "els@eik.example", "baas": "baas@cools.example",
       "coen": "coen@eik.example"}  # fmt: skip


def tekst(wie: str, soort: str = "vraag") -> str:
    bericht = Bericht.objects.filter(aan=WIE[wie], soort=soort).order_by("-pk").first()
    return f"{bericht.onderwerp}\n{bericht.tekst}"


def test_elke_partij_leest_wat_zij_tekent(mensen):
    type(mensen.school).objects.update(link_geldig_dagen=5)
    verstuurd(mensen)
    assert "Teken jouw overeenkomst met" in tekst("lotte")
    assert "Lotte is nog geen 18 jaar" in tekst("els")
    assert "Lotte Maes bij jullie leert" in tekst("baas")
    assert "Jij tekent voor De Eik" in tekst("coen")
    tot = date_format(f.dagen(5), "j F Y")
    assert f"De link werkt tot en met {tot}" in tekst("baas")
    for wie in ("lotte", "els", "coen"):
        assert "Je meldt je aan met dit e-mailadres." in tekst(wie)
        assert "De link werkt" not in tekst(wie)


def test_een_nieuwe_vraag_zegt_dat_en_wat_er_veranderde(mensen):
    rij = verstuurd(mensen)
    rij.einddatum, rij.polisnummer = f.dagen(150), "AO-99"
    acties.wijzig(rij, door=mensen.bea)
    assert "De overeenkomst is gewijzigd (einddatum, polisnummer)." in tekst("els", "vervallen")
    bied_aan(mensen, Overeenkomst.objects.get())
    for wie in WIE:
        nieuw = tekst(wie)
        assert nieuw.startswith("Gewijzigd, teken opnieuw"), wie
        einde = date_format(f.dagen(150), "j F Y")
        assert f" wordt {einde}\n- het polisnummer\n" in nieuw, wie
        assert "- de einddatum: " in nieuw, wie
        assert "- de begindatum" not in nieuw


def test_een_verhuis_verklapt_het_adres_niet(mensen):
    rij = verstuurd(mensen)
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    type(mensen.leerling).objects.filter(pk=mensen.leerling.pk).update(straat="Geheime dreef")
    bied_aan(mensen, Overeenkomst.objects.get())
    assert "- de gegevens van de leerling" in tekst("baas")
    assert "Geheime dreef" not in tekst("baas")


def test_wie_voor_het_eerst_gevraagd_wordt_leest_niets_van_vroeger(mensen):
    rij = verstuurd(mensen)
    type(rij.vertegenwoordiger).objects.update(email="nieuw@cools.example")
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    bied_aan(mensen, Overeenkomst.objects.get())
    bericht = Bericht.objects.get(aan="nieuw@cools.example", soort="vraag")
    assert bericht.onderwerp == "Teken de overeenkomst van L.M."
    assert "hetzelfde gebleven" not in bericht.tekst
    assert tekst("els").startswith("Teken opnieuw: ")
    assert "hetzelfde gebleven" in tekst("els")
    assert "gewijzigd" not in tekst("els")


def test_wie_klaar_is_leest_tot_wanneer_de_link_werkt(mensen):
    getekend(mensen)
    assert "De link werkt tot en met" in tekst("baas", "voltooid")
    assert "als je je aanmeldt" in tekst("els", "voltooid")
    assert "Jouw overeenkomst met" in tekst("lotte", "voltooid")
