"""An amendment is signed as an agreement is: versions, links, the table, declining, eighteen."""

import pytest

from gebruikers.models import Bericht
from gebruikers.overgang import OngeldigeOvergang, Weigering
from overeenkomsten import acties_tekenen, acties_wijziging
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst, Wijziging
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tasks import herinner_ondertekenaars, verder_na_achttien
from tests import factories as f
from tests.overeenkomsten.zaken import (
    Wijze,
    bied_wijziging_aan,
    geef_toestel,
    lopend,
    mails,
    open_link,
    partij,
    teken,
    wijziging,
)
from trajecten.models import Document, Gebeurtenis

pytestmark = pytest.mark.django_db
VIER = [Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING, Partij.SCHOOL]


@pytest.fixture
def rij(mensen):
    return lopend(mensen)


@pytest.fixture
def gestuurd(mensen, rij):
    return bied_wijziging_aan(mensen, wijziging(mensen, rij, uren_school=8))


def test_de_partijen_van_een_wijziging_zijn_die_van_de_overeenkomst_niet(rij, gestuurd):
    assert [p.partij for p in gestuurd.huidige_ondertekenaars] == VIER
    assert not set(rij.huidige_ondertekenaars) & set(gestuurd.huidige_ondertekenaars)
    nu = Ondertekenaar.objects.huidige()
    assert {p.stuk for p in nu} == {rij, gestuurd}
    assert {p.stuk for p in nu.moet_tekenen()} == {gestuurd}


def test_iedereen_tekent_en_dan_geldt_ze(mensen, rij, gestuurd):
    half = teken(gestuurd, Partij.LEERLING, Partij.OUDER)
    assert half.status == Status.TER_ONDERTEKENING
    klaar = teken(half, Partij.ONDERNEMING, Partij.SCHOOL)
    assert (klaar.status, klaar.getekend_op is not None) == (Status.GETEKEND, True)
    assert klaar.bewijs.inhoud["sha256"] == klaar.tekenversie.sha256
    assert [h["partij"] for h in klaar.bewijs.inhoud["handtekeningen"]] == [p.label for p in VIER]
    assert {h.sha256 for h in Handtekening.objects.all()} == {klaar.tekenversie.sha256}
    assert Overeenkomst.objects.get(pk=rij.pk).status == Status.GETEKEND
    tekst = Gebeurtenis.objects.filter(soort="overeenkomst").latest("pk").tekst
    assert tekst == f"{rij.nummer}/1 is volledig getekend"


def test_wie_gevraagd_is_leest_dat_het_om_een_wijziging_gaat(mensen, rij, gestuurd, client):
    vraag = Bericht.objects.get(soort="vraag", aan="baas@cools.example")
    assert "wijziging" in vraag.onderwerp
    link = open_link(client, "baas@cools.example")
    blad = client.get(link)
    assert "Uren op school: 10 uur per week wordt 8 uur per week" in blad.text
    baas = partij(gestuurd, Partij.ONDERNEMING)
    gegevens = {"hash": gestuurd.tekenversie.sha256, "gelezen": "on", "naam": baas.naam}
    assert client.post(link, gegevens).status_code == 302
    assert "Je handtekening onder" in client.get(link).text


def test_in_het_account_en_aan_tafel(mensen, rij, gestuurd, client_van, client):
    coen, school = client_van("coen"), partij(gestuurd, Partij.SCHOOL)
    gegevens = {"hash": gestuurd.tekenversie.sha256, "gelezen": "on", "naam": school.naam}
    assert coen.post(gestuurd.get_tekenadres(), gegevens).url == gestuurd.get_absolute_url()
    assert partij(gestuurd, Partij.SCHOOL).handtekening.wijze == Wijze.ACCOUNT
    bea, ouder = client_van("bea"), partij(gestuurd, Partij.OUDER)
    url = geef_toestel(bea, mensen, ouder)
    bea.post(url, gegevens | {"naam": ouder.naam, "wie": ouder.pk})
    assert partij(gestuurd, Partij.OUDER).handtekening.wijze == Wijze.TAFEL


def test_ieder_vindt_de_vraag_waar_die_begint(mensen, rij, gestuurd, client_van):
    vraag = "Lees en teken de wijziging"
    for wie, zin in (
        ("lotte", vraag),
        ("els", f"{vraag} voor Lotte"),
        ("coen", "Een wijziging."),
        ("bea", "nog tekenen"),
    ):
        start = client_van(wie).get(f"/{mensen.school.code}/", follow=True).text
        assert zin in start, wie
        assert gestuurd.get_absolute_url() in start, wie


def test_wie_niet_tekent_houdt_alleen_de_wijziging_tegen(mensen, rij, gestuurd):
    acties_tekenen.weiger(
        partij(gestuurd, Partij.ONDERNEMING), reden="Te weinig uren.", wijze=Wijze.LINK
    )
    gestuurd.refresh_from_db()
    assert gestuurd.status == Status.GEWEIGERD
    overeenkomst = Overeenkomst.objects.get(pk=rij.pk)
    assert (overeenkomst.status, overeenkomst.plaatsing) == (Status.GETEKEND, rij.plaatsing)
    assert mails("geweigerd")
    with pytest.raises(Weigering, match="staat niet open"):
        teken(gestuurd, Partij.LEERLING)


def test_tekenen_terwijl_ze_ingetrokken_wordt(mensen, rij, gestuurd):
    teken(gestuurd, Partij.LEERLING)
    acties_wijziging.trek_in(gestuurd, reden="Toch niet.", door=mensen.bea)
    for wie in (Partij.OUDER, Partij.SCHOOL):
        with pytest.raises(Weigering, match="Deze wijziging staat niet open"):
            teken(gestuurd, wie)
    assert len(mails("gaat_niet_door")) == 4
    weg = Wijziging.objects.get(pk=gestuurd.pk)
    assert not weg.huidige_ondertekenaars.filter(vervallen_op=None).exists()


def test_terug_naar_concept_en_opnieuw_is_een_andere_versie(mensen, rij, gestuurd):
    teken(gestuurd, Partij.LEERLING)
    acties_wijziging.naar_concept(gestuurd, reden="Tikfout.", door=mensen.bea)
    opnieuw = bied_wijziging_aan(mensen, Wijziging.objects.get(pk=gestuurd.pk))
    assert opnieuw.versie == 2
    assert not Handtekening.objects.filter(
        ondertekenaar__in=opnieuw.huidige_ondertekenaars
    ).exists()
    with pytest.raises(Weigering, match="intussen gewijzigd"):
        acties_tekenen.plaats_handtekening(
            partij(opnieuw, Partij.LEERLING),
            hash=gestuurd.tekenversie.sha256,
            getypte_naam=partij(opnieuw, Partij.LEERLING).naam,
            wijze=Wijze.LINK,
        )


def test_herinnering_en_achttien_gelden_ook_hier(mensen, rij, gestuurd, time_machine):
    teken(gestuurd, Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    type(mensen.leerling).objects.filter(pk=mensen.leerling.pk).update(
        geboortedatum=f.jaren_oud(18)
    )
    herinner_ondertekenaars()
    verder_na_achttien()
    gestuurd.refresh_from_db()
    assert gestuurd.status == Status.GETEKEND
    assert partij(gestuurd, Partij.OUDER).vervallen_op
    assert Document.objects.filter(soort="bewijs", bron=f"wijziging-{gestuurd.pk}").exists()


def test_een_getekende_wijziging_gaat_niet_terug(mensen, rij, gestuurd):
    klaar = teken(gestuurd, *VIER)
    for actie in (acties_wijziging.naar_concept, acties_wijziging.trek_in):
        with pytest.raises(Weigering, match="Maak een nieuwe wijziging"):
            actie(klaar, reden="Toch niet.", door=mensen.bea)
    with pytest.raises(OngeldigeOvergang):
        klaar.ga_naar(Status.CONCEPT)
