"""What one grasps at a glance: who has not signed, what is folded, which fields belong together."""

import datetime

import pytest
from django.utils import timezone

from overeenkomsten import acties_tekenen
from overeenkomsten.acties import trek_in
from overeenkomsten.forms import OvereenkomstForm
from overeenkomsten.forms_wijziging import WijzigingForm
from overeenkomsten.in_woorden import wie_tekende
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.statussen import Partij
from overeenkomsten.templatetags.groepen import GROEPEN
from tests import factories as f
from tests.overeenkomsten.zaken import (
    Wijze,
    bied_wijziging_aan,
    formulier,
    klaar,
    lopend,
    partij,
    teken,
    verstuurd,
    wijziging,
)
from trajecten.documenten import datum

pytestmark = pytest.mark.django_db


def test_bovenaan_staat_wie_nog_niet_tekende(mensen, client_van):
    rij = verstuurd(mensen)
    inhoud = client_van("bea").get(rij.get_absolute_url()).text
    assert "Nog niemand heeft getekend. We wachten op " in inhoud
    teken(rij, Partij.LEERLING)
    zin = wie_tekende(rij, list(Ondertekenaar.objects.filter(overeenkomst=rij).order_by("pk")))
    assert zin.startswith("1 van 4 partijen heeft getekend. Nog niet: ")
    assert "Els Jacobs" in zin
    assert "Lotte" not in zin
    teken(rij, *[p for p in Partij if p not in (Partij.LEERLING, Partij.ORGANISATIE)])
    rij.refresh_from_db()
    assert wie_tekende(rij, list(rij.ondertekenaars.all())) == "Iedereen heeft getekend."


def test_van_wat_niemand_meer_tekent_staat_er_niet_op_wie_het_wacht(mensen, client_van):
    rij = verstuurd(mensen)
    teken(rij, Partij.LEERLING)
    trek_in(rij, reden="De zaak sluit", door=mensen.bea)
    tekst = client_van("bea").get(rij.get_absolute_url()).text
    assert "Iedereen heeft getekend" not in tekst
    assert "We wachten op" not in tekst
    assert "Nog niet: " not in tekst


def test_wie_niet_tekende_sinds_wanneer_en_wanneer_herinnerd(mensen, client_van, adres):
    """Of each party that did not sign, on its page and in the list."""
    rij, nu = teken(verstuurd(mensen), Partij.LEERLING), timezone.now()
    gevraagd, herinnerd = (nu - datetime.timedelta(days=dagen) for dagen in (12, 5))
    rij.huidige_ondertekenaars.update(gevraagd_op=gevraagd)
    wacht = rij.huidige_ondertekenaars.filter(partij__in=[Partij.OUDER, Partij.ONDERNEMING])
    wacht.update(herinnerd_op=herinnerd)
    bea = client_van("bea")
    blad = " ".join(bea.get(rij.get_absolute_url()).text.split())
    sinds = f"gevraagd op {datum(timezone.localdate(gevraagd))} (al 12 dagen)"
    laatst = f", herinnerd op {datum(timezone.localdate(herinnerd))}"
    assert (blad.count(sinds), blad.count(sinds + laatst)) == (3, 2)
    lijst = " ".join(bea.get(adres("overeenkomsten:lijst")).text.split())
    dag = timezone.localdate(herinnerd)
    for stuk in ("ouder al 12 dagen", "onderneming al 12 dagen"):
        assert f"{stuk}, herinnerd {dag.day}/{dag.month}<" in lijst, stuk
    assert "school al 12 dagen<" in lijst, "niet herinnerd"
    assert "leerling al 12 dagen" not in lijst


def test_ook_van_een_wijziging_staat_er_wie_nog_niet_tekende(mensen, client_van):
    stuk = bied_wijziging_aan(mensen, wijziging(mensen, lopend(mensen), uren_school=8))
    bea, blad = client_van("bea"), stuk.get_absolute_url()
    assert "Nog niemand heeft getekend. We wachten op " in bea.get(blad).text
    stuk = teken(stuk, Partij.LEERLING)
    assert "1 van 4 partijen heeft getekend. Nog niet: " in bea.get(blad).text
    teken(stuk, Partij.OUDER, Partij.ONDERNEMING, Partij.SCHOOL)
    assert "Iedereen heeft getekend." in bea.get(blad).text
    assert "<h1>Wijziging voor Lotte Maes</h1>" in client_van("lotte").get(blad).text


def test_wie_de_partijen_niet_leest_krijgt_geen_lege_lijst_van_hen(mensen, client_van):
    rij = lopend(mensen)
    stuk = bied_wijziging_aan(mensen, wijziging(mensen, rij, uren_school=8))
    stuk = teken(stuk, Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING, Partij.SCHOOL)
    for adres in (rij.get_absolute_url(), stuk.get_absolute_url()):
        blad = client_van("pieter").get(adres).text
        assert "Iedereen heeft getekend." in blad
        assert "0 partijen" not in blad


def test_wie_zelf_tekent_vindt_de_knop_ook_in_het_deel_dat_ververst(mensen, client_van):
    rij, knop = verstuurd(mensen), "Nu tekenen"
    deel = {"headers": {"HX-Request": "true"}}
    assert knop in client_van("coen").get(rij.get_absolute_url(), **deel).text
    assert knop not in client_van("bea").get(rij.get_absolute_url(), **deel).text
    teken(rij, Partij.SCHOOL)
    assert knop not in client_van("coen").get(rij.get_absolute_url(), **deel).text


def test_na_een_weigering_telt_niemand_de_dagen_nog(mensen, client_van):
    rij = verstuurd(mensen)
    assert "(vandaag gevraagd)" in client_van("bea").get(rij.get_absolute_url()).text
    acties_tekenen.weiger(partij(rij, Partij.LEERLING), reden="Te ver", wijze=Wijze.LINK)
    blad = client_van("bea").get(rij.get_absolute_url()).text
    assert "en tekende niet" in blad
    assert "(vandaag gevraagd)" not in blad


def test_een_bedrag_staat_er_met_twee_cijfers_na_de_komma(mensen, client_van, adres):
    rij = lopend(mensen, vergoeding_cent=67590)
    blad = client_van("bea").get(adres("overeenkomsten:wijzig", rij.pk)).text
    assert 'value="675,90"' in blad


def test_de_formaliteiten_zijn_toe_en_blijven_open_voor_wie_er_een_afvinkt(
    mensen, client_van, adres
):
    wat, rij = f.FormaliteitFactory(school=mensen.school), verstuurd(mensen)
    bea = client_van("bea")
    blad = bea.get(rij.get_absolute_url())
    assert "0 van 1 in orde" in blad.text
    assert not blad.context["open"]
    doel = adres("overeenkomsten:formaliteit_vandaag", rij.pk, wat.pk)
    deel = bea.post(doel, headers={"HX-Request": "true"})
    assert "1 van 1 in orde" in deel.text
    assert deel.context["open"]


@pytest.mark.parametrize("form", [OvereenkomstForm, WijzigingForm])
def test_elk_veld_hoort_bij_een_groep(form):
    """What stands in none, the page would leave out."""
    gegroepeerd = [veld for velden in GROEPEN.values() for veld in velden]
    assert set(form.base_fields) <= set(gegroepeerd)
    assert len(gegroepeerd) == len(set(gegroepeerd))


@pytest.mark.parametrize(
    ("veld", "uren", "zin"),
    [
        ("uren_werkplek", "-3", "Kies meer dan 0 en hoogstens 40 uur per week."),
        ("uren_werkplek", "41", "Kies meer dan 0 en hoogstens 40 uur per week."),
        ("uren_werkplek", "12345", "Kies meer dan 0 en hoogstens 40 uur per week."),
        ("uren_school", "-3", "Kies 0 tot 40 uur per week."),
        ("uren_school", "41", "Kies 0 tot 40 uur per week."),
    ],
)
def test_uren_die_niet_kunnen_zeggen_welke_wel(mensen, client_van, adres, veld, uren, zin):
    rij = klaar(mensen)
    antwoord = client_van("bea").post(
        adres("overeenkomsten:bewerk", rij.pk), formulier(rij, **{veld: uren})
    )
    assert antwoord.context["form"].errors[veld] == [zin]


def test_een_plaats_in_een_lijst_zegt_hoe_ver_ze_gaat(mensen, client_van, adres):
    antwoord = client_van("coen").post(
        adres("overeenkomsten:formaliteiten"), {"naam": "A1", "volgorde": "40000"}
    )
    assert antwoord.context["form"].errors["volgorde"] == ["Kies een plaats van 0 tot 999."]
