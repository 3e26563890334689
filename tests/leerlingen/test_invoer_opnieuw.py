"""A job that failed, was cancelled or came too late."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gebruikers.models import Opdracht
from gebruikers.overgang import Weigering
from leerlingen import acties_invoer
from leerlingen.models import Invoer, Leerling

GOED = b"Stamnummer;Naam;Voornaam;Geboortedatum\n1;Maes;Lotte;14/03/2009\n"
KOPPELING = {k: k.lower() for k in ("Stamnummer", "Naam", "Voornaam", "Geboortedatum")}


@pytest.fixture
def ada(client_van):
    return client_van("ada")


@pytest.fixture
def invoer(ada, adres) -> Invoer:
    """Uploaded; the job of the preview waits for a worker."""
    ada.post(adres("leerlingen:invoer_nieuw"), {"bestand": SimpleUploadedFile("a.csv", GOED)})
    return Invoer.objects.get()


def test_een_mislukte_overname_is_te_zien_en_kan_opnieuw(
    invoer, ada, adres, monkeypatch, taken_meteen
):
    acties_invoer.maak_voorbeeld(invoer.opdracht, lambda gedaan, totaal: None)
    echt = acties_invoer.voer_in

    def mislukt(*args, schrijf, **kwargs):
        if schrijf:
            raise Weigering("De schijf is vol.")
        return echt(*args, schrijf=schrijf, **kwargs)

    monkeypatch.setattr(acties_invoer, "voer_in", mislukt)
    tekst = ada.post(adres("leerlingen:bevestig", invoer.pk), follow=True).text
    assert "De schijf is vol." in tekst
    assert "Opnieuw proberen" in tekst
    monkeypatch.undo()
    tekst = ada.post(adres("leerlingen:probeer_opnieuw", invoer.pk), follow=True).text
    assert "<b>1</b> nieuw" in tekst
    ada.post(adres("leerlingen:bevestig", invoer.pk))
    assert Leerling.objects.filter(stamnummer="1").exists()


def test_een_geannuleerd_voorbeeld_loopt_niet_dood(invoer, ada, adres, taken_meteen):
    ada.post(adres("gebruikers:annuleer", invoer.opdracht.pk))
    tekst = ada.get(adres("leerlingen:invoer", invoer.pk)).text
    assert "“Voorbeeld maken” is geannuleerd." in tekst
    tekst = ada.post(adres("leerlingen:probeer_opnieuw", invoer.pk), follow=True).text
    assert "<b>1</b> nieuw" in tekst


def test_wat_loopt_of_klaar_is_kan_niet_opnieuw(invoer, ada, adres):
    tekst = ada.post(adres("leerlingen:probeer_opnieuw", invoer.pk), follow=True).text
    assert "niets om opnieuw te proberen" in tekst
    assert Opdracht.objects.count() == 1


def test_koppelen_met_een_oude_rij_haalt_de_bevestiging_niet_weg(invoer, mensen):
    acties_invoer.maak_voorbeeld(invoer.opdracht, lambda gedaan, totaal: None)
    oud = Invoer.objects.select_related("school").get()
    acties_invoer.bevestig(invoer, door=mensen.ada)
    with pytest.raises(Weigering, match="al bevestigd"):
        acties_invoer.koppel(oud, KOPPELING, door=mensen.ada)
    assert Invoer.objects.get().bevestigd_op


def test_een_ouder_voorbeeld_dat_later_klaar_is_telt_niet(invoer, mensen):
    eerste = invoer.opdracht
    acties_invoer.koppel(invoer, KOPPELING, door=mensen.ada)
    acties_invoer.maak_voorbeeld(eerste, lambda gedaan, totaal: None)
    assert Invoer.objects.get().voorbeeld is None
    acties_invoer.maak_voorbeeld(Invoer.objects.get().opdracht, lambda gedaan, totaal: None)
    assert Invoer.objects.get().voorbeeld["nieuw"]


def test_een_werker_die_na_het_einde_stierf_begint_niet_opnieuw(invoer, mensen):
    acties_invoer.maak_voorbeeld(invoer.opdracht, lambda gedaan, totaal: None)
    acties_invoer.bevestig(invoer, door=mensen.ada)
    opdracht = Invoer.objects.get().opdracht
    for _ in range(2):
        uit = acties_invoer.neem_over(opdracht, lambda gedaan, totaal: None)
        assert uit["zin"] == "De leerlingen zijn overgenomen."
    assert Invoer.objects.get().uitkomst["nieuw"] == 1
