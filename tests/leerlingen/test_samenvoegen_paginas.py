"""The pages on which two become one: what they show, and what they answer to who comes late."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from leerlingen.models import Leerling, Onderscheid, Samenvoeging
from tests import factories as f
from tests.leerlingen.dubbel import maak_zwaar, voeg_samen
from trajecten.models import Inzage, Traject


@pytest.fixture
def tweede(mensen):
    """Lotte once more, of another import, with her mother and a father."""
    leerling = f.LeerlingFactory(
        school=mensen.school, voornaam="Lotte", naam="Maes", telefoon="0470 11 22 33",
        geboortedatum=mensen.leerling.geboortedatum,
    )  # fmt: skip
    f.BetrokkeneFactory(leerling=leerling, voornaam="Els", naam="Jacobs", email="els@nieuw.example")
    f.BetrokkeneFactory(leerling=leerling, relatie="vader", voornaam="Jan", naam="Maes")
    return leerling


@pytest.fixture
def url(mensen, adres, tweede):
    return adres("leerlingen:vergelijk_leerlingen", mensen.leerling.pk, tweede.pk)


def ingevuld(client, url: str, **anders) -> dict:
    """The form of the page as a browser sends it when nothing is touched."""
    form = client.get(url).context["form"]
    return {naam: form[naam].value() for naam in form.fields} | anders


def test_de_bladzijde_toont_elke_keuze_en_wat_meegaat(mensen, ada, url, tweede):
    blad = ada.get(url)
    assert "Zelfde geboortedatum en naam" in blad.text
    for waarde in ("0470 11 22 33", mensen.leerling.stamnummer, tweede.stamnummer):
        assert waarde in blad.text
    assert "dezelfde als Els Jacobs (moeder)" in blad.text
    assert "Komt bij Lotte Maes te staan" in blad.text  # the father
    hangt = {wat: (hier, daar) for wat, hier, daar in blad.context["hangt"]}
    assert hangt["trajecten"] == (1, 0)
    assert hangt["ouders en voogden"] == (1, 2)
    assert "beoordelingen" not in hangt  # not for who works in the office
    gezien = Inzage.objects.filter(lid=mensen.ada, deel="contact")
    assert {rij.leerling for rij in gezien} == {mensen.leerling, tweede}


def test_wie_met_een_derde_samenging(mensen, ada, url, tweede):
    derde = f.LeerlingFactory(school=mensen.school, voornaam="Charlotte", naam="Maes")
    maak_zwaar(derde)
    samen = voeg_samen(tweede, derde, mensen.ada)
    antwoord = ada.get(url, follow=True)
    assert antwoord.redirect_chain[-1][0] == samen.get_absolute_url()
    assert "Een van deze twee ging op in Charlotte Maes." in antwoord.text
    assert "Deze twee zijn al samengevoegd." not in antwoord.text


def test_samenvoegen_en_terug(mensen, ada, url, tweede, adres):
    antwoord = ada.post(url, ingevuld(ada, url), follow=True)
    samenvoeging = Samenvoeging.objects.get(ouder=None)
    assert antwoord.redirect_chain[-1][0] == samenvoeging.get_absolute_url()
    assert "Twee" not in samenvoeging.reden
    assert samenvoeging.reden == "Zelfde geboortedatum en naam"
    assert mensen.leerling.betrokkenen.count() == 2
    assert "Samengevoegd" in antwoord.text

    # Pressed twice, or opened from an old page.
    for doe in (ada.get, ada.post):
        antwoord = doe(url, follow=True)
        assert "Deze twee zijn al samengevoegd." in antwoord.text
    assert Samenvoeging.objects.filter(ouder=None).count() == 1
    van_ouders = Samenvoeging.objects.get(ouder=mensen.moeder)
    assert "Maak dat ongedaan" in ada.get(van_ouders.get_absolute_url()).text

    lijst = ada.get(adres("leerlingen:dubbels")).text
    assert "Niemand staat dubbel" in lijst
    assert samenvoeging.get_absolute_url() in lijst

    weg = adres("leerlingen:maak_ongedaan", samenvoeging.pk)
    assert "Ongedaan gemaakt." in ada.post(weg, follow=True).text
    assert Leerling.objects.filter(pk=tweede.pk).exists()
    assert "Dit is al ongedaan gemaakt." in ada.post(weg, follow=True).text


def test_een_ander_was_eerder(mensen, ada, url, tweede):
    gegevens = ingevuld(ada, url, **{"k-telefoon": "blijft"})
    Leerling.objects.filter(pk=tweede.pk).update(gemeente="Gent")
    antwoord = ada.post(url, gegevens)
    assert "Intussen veranderde er iets" in antwoord.text
    assert "Gent" in antwoord.text
    form = antwoord.context["form"]
    assert form["k-telefoon"].value() == "blijft"  # what was chosen stays chosen
    nu = {naam: form[naam].value() for naam in form.fields}
    nu["k-adres"] = "gaat"
    ada.post(url, nu)
    mensen.leerling.refresh_from_db()
    assert (mensen.leerling.telefoon, mensen.leerling.gemeente) == ("", "Gent")


def test_een_keuze_die_er_niet_is(ada, url):
    antwoord = ada.post(url, ingevuld(ada, url, **{"k-telefoon": "iets", "reden": ""}))
    assert antwoord.status_code == 200
    assert {"k-telefoon", "reden"} == set(antwoord.context["form"].errors)
    assert not Samenvoeging.objects.exists()


def test_twee_trajecten_waarin_gewerkt_is(mensen, ada, url, tweede):
    ander = f.TrajectFactory(school=mensen.school, leerling=tweede, fase="lopend")
    tekst = ada.get(url).text
    assert "rond er een af of zet het stop" in tekst
    for traject in (mensen.traject, ander):
        assert traject.get_absolute_url() in tekst
    assert re.search(r"<button[^>]*disabled[^>]*>Samenvoegen", tekst)
    antwoord = ada.post(url, ingevuld(ada, url))
    assert "Rond er eerst een van de twee af" in antwoord.text


def test_een_leeg_traject_wordt_aangekondigd(mensen, ada, url, tweede):
    f.TrajectFactory(school=mensen.school, leerling=tweede, fase="aanmelding")
    assert "is leeg en verdwijnt" in ada.get(url).text
    ada.post(url, ingevuld(ada, url))
    assert Traject.objects.get(leerling=mensen.leerling) == mensen.traject


def test_twee_personen(mensen, ada, url, tweede, adres):
    uiteen = adres("leerlingen:leerlingen_uiteen", tweede.pk, mensen.leerling.pk)
    antwoord = ada.post(uiteen, follow=True)
    assert "Onthouden: dit zijn twee verschillende personen." in antwoord.text
    assert "Laatst uit elkaar gehouden" in antwoord.text
    assert "Niemand staat dubbel" in antwoord.text
    assert Onderscheid.objects.get().door == mensen.ada
    # A wrong press: it can still be made one.
    assert "schreef op" in ada.get(url).text
    ada.post(url, ingevuld(ada, url))
    assert Samenvoeging.objects.exists()
    assert "niet meer allebei" in ada.post(uiteen, follow=True).text


def test_ouders_van_een_leerling(mensen, ada, adres):
    dubbel = f.BetrokkeneFactory(
        leerling=mensen.leerling, relatie="andere", voornaam="Els", naam="Jacob",
        telefoon="0470 99 88 77",
    )  # fmt: skip
    url = adres("leerlingen:vergelijk_ouders", dubbel.pk, mensen.moeder.pk)
    assert url in ada.get(adres("leerlingen:leerling", mensen.leerling.pk)).text.replace(
        f"{mensen.moeder.pk}/dubbel/{dubbel.pk}", f"{dubbel.pk}/dubbel/{mensen.moeder.pk}"
    )
    ada.post(url, ingevuld(ada, url, **{"k-relatie": "blijft"}))
    (ouder,) = mensen.leerling.betrokkenen.all()
    assert (ouder.pk, ouder.telefoon) == (mensen.moeder.pk, "0470 99 88 77")
    samenvoeging = Samenvoeging.objects.get()
    assert (samenvoeging.ouder, samenvoeging.stamnummer) == (ouder, "")


def test_ouders_van_twee_leerlingen(ada, mensen, adres):
    elders = f.BetrokkeneFactory(leerling=f.LeerlingFactory(school=mensen.school))
    url = adres("leerlingen:vergelijk_ouders", mensen.moeder.pk, elders.pk)
    assert "twee verschillende leerlingen" in ada.get(url, follow=True).text


def test_een_leerling_van_een_andere_school(mensen, ada, adres):
    elders = f.LeerlingFactory(school=mensen.andere_school)
    for naam in ("leerlingen:vergelijk_leerlingen", "leerlingen:leerlingen_uiteen"):
        for paar in ((mensen.leerling.pk, elders.pk), (elders.pk, mensen.leerling.pk)):
            doe = ada.get if naam.endswith("vergelijk_leerlingen") else ada.post
            assert doe(adres(naam, *paar)).status_code == 404


def test_de_begeleider_leest_wie_te_vragen(mensen, client_van, adres, tweede, url):
    tekst = client_van("bea").get(adres("leerlingen:leerling", mensen.leerling.pk)).text
    assert "Er staat nog een leerling die hierop lijkt" in tekst
    assert "Vraag het aan de coördinator of de administratie." in tekst
    assert url not in tekst
    assert client_van("bea").get(url).status_code == 403
    lijst = client_van("bea").get(adres("leerlingen:lijst")).text
    assert reverse("leerlingen:dubbels", args=[mensen.school.code]) not in lijst


def test_wie_opging_staat_nergens_meer(mensen, ada, url, tweede, adres):
    nummer = tweede.stamnummer
    ada.post(url, ingevuld(ada, url, **{"k-stamnummer": "blijft"}))
    for bladzijde in (
        adres("leerlingen:lijst"),
        adres("leerlingen:klas", tweede.klas_id),
        adres("overzichten:zoek") + "?q=Maes",
        adres("trajecten:zonder"),
    ):
        tekst = ada.get(bladzijde).text
        assert f"/leerlingen/{tweede.pk}/" not in tekst, bladzijde
        assert nummer not in tekst
    assert ada.get(adres("leerlingen:leerling", tweede.pk)).status_code == 404


def test_na_een_week_staat_er_geen_knop(mensen, ada, adres):
    oud = timezone.now() - datetime.timedelta(days=8)
    rij = f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada, op=oud, stappen=[{}])
    tekst = ada.get(rij.get_absolute_url()).text
    assert "niet meer ongedaan gemaakt worden" in tekst
    assert adres("leerlingen:maak_ongedaan", rij.pk) not in tekst


def test_de_geschiedenis_noemt_beide(mensen, client_van, adres, ada, url, tweede):
    tweede.gemeente = "Gent"
    tweede.save()
    ada.post(url, ingevuld(ada, url, reden="Zelfde kaart getoond."))
    blad = client_van("coen").get(adres("overzichten:geschiedenis", "leerling", mensen.leerling.pk))
    assert "Zelfde kaart getoond." in blad.text
    assert "voegde samen: Lotte Maes" in blad.text
    assert "Gent" in blad.text  # of before
    ada.post(adres("leerlingen:maak_ongedaan", Samenvoeging.objects.get(ouder=None).pk))
    blad = client_van("coen").get(adres("overzichten:geschiedenis", "leerling", mensen.leerling.pk))
    assert "samenvoegen ongedaan gemaakt" in blad.text


@pytest.mark.parametrize("naam", ["ada", "coen"])
def test_even_veel_vragen_hoeveel_er_ook_aan_hangt(mensen, client_van, meet, url, tweede, naam):
    weinig = meet(client_van(naam), url)
    for _ in range(5):
        f.TrajectFactory(school=mensen.school, leerling=tweede, fase="stopgezet")
        f.BetrokkeneFactory(leerling=tweede, relatie="voogd", voornaam="", naam="")
    assert meet(client_van(naam), url) <= weinig <= 25
