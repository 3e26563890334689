"""Instead of agreeing one asks something: it goes to who guides, who answers or takes it back."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.models import Bericht, KwijteMailbox, Lidmaatschap
from gebruikers.overgang import Weigering
from opleidingsplannen import akkoord as akkoorden
from opleidingsplannen.models import Opleidingsplan, Planakkoord, Planvraag
from overzichten.taken import taken_van
from tests import factories as f
from trajecten.models import Teamlid, Traject
from werkplekken.models import Plaatsing

TEKST = "Waarom oefen ik dit niet op de werkplek?"


@pytest.fixture
def vraag(doe, voorgelegd) -> Planvraag:
    doe("lotte", "stel_vraag", vraag=TEKST)
    return Planvraag.objects.get()


@pytest.fixture
def antwoord_post(client_van, adres, mensen):
    def doe(naam: str, vraag: Planvraag, tekst: str = "Dat komt in januari.") -> str:
        url = adres("opleidingsplannen:beantwoord", mensen.traject.pk, vraag.pk)
        return client_van(naam).post(url, {"antwoord": tekst}, follow=True).content.decode()

    return doe


@pytest.fixture
def pagina(client_van, adres, mensen):
    def lees(naam: str) -> str:
        url = adres("opleidingsplannen:plan", mensen.traject.pk)
        return client_van(naam).get(url).content.decode()

    return lees


def _taken(lid) -> list[str]:
    taken = taken_van(lid, Traject.objects.zichtbaar_voor(lid).open())
    return [taak.zin for taak in taken if taak.kort == "vraag over plan"]


@pytest.mark.parametrize(("naam", "partij"), [("lotte", "leerling"), ("mo", "mentor")])
def test_de_vraag_gaat_naar_de_begeleider(naam, partij, doe, voorgelegd, mensen):
    tekst = doe(naam, "stel_vraag", vraag=f"  {TEKST}  ")
    assert "Je vraag is verstuurd." in tekst
    vraag = Planvraag.objects.get()
    assert (vraag.partij, vraag.vraag, vraag.door) == (partij, TEKST, getattr(mensen, naam))
    bericht = Bericht.objects.get()
    assert bericht.aan == mensen.bea.gebruiker.email
    assert bericht.onderwerp == "Er is een vraag over het opleidingsplan van L.M."
    regel = mensen.traject.gebeurtenissen.get(soort="plan")
    assert f"De {partij} stelde een vraag" in regel.tekst
    assert TEKST not in regel.tekst, "de tijdlijn lezen ook anderen"
    assert Opleidingsplan.objects.get().status == "voorgelegd"
    for lid in (mensen.bea, mensen.pieter):
        assert _taken(lid) == [f"beantwoord de vraag van de {partij} over het plan"]


def test_zonder_begeleider_gaat_de_mail_naar_de_praktijkleerkracht(doe, voorgelegd, mensen):
    Teamlid.objects.filter(traject=mensen.traject, rol="begeleider").update(rol="leerkracht")
    doe("mo", "stel_vraag", vraag=TEKST)
    assert Bericht.objects.get().aan == mensen.pieter.gebruiker.email


@pytest.mark.parametrize(("tot", "hoort"), [(1, True), (-1, False)])
def test_wie_de_begeleider_vervangt_krijgt_de_vraag_ook(doe, voorgelegd, mensen, tot, hoort):
    bea, vera = mensen.bea.gebruiker, mensen.vera.gebruiker
    f.VervangingFactory(school=mensen.school, wie=bea, vervanger=vera, tot=f.dagen(tot))
    doe("mo", "stel_vraag", vraag=TEKST)
    aan = set(Bericht.objects.values_list("aan", flat=True))
    assert aan == ({bea.email, vera.email} if hoort else {bea.email})


def test_wie_geen_begeleider_meer_is_krijgt_geen_vraag(doe, voorgelegd, mensen):
    type(mensen.bea).objects.filter(pk=mensen.bea.pk).update(rol="administratie")
    doe("mo", "stel_vraag", vraag=TEKST)
    assert Bericht.objects.get().aan == mensen.pieter.gebruiker.email


def test_alleen_de_school_en_wie_vroeg_lezen_de_vraag(vraag, pagina):
    leest = {
        naam: TEKST in pagina(naam)
        for naam in ("bea", "pieter", "coen", "lotte", "mo", "els", "lea", "ada")
    }
    assert [naam for naam, ja in leest.items() if ja] == ["bea", "pieter", "coen", "lotte"]
    assert "Antwoord sturen" in pagina("bea")
    assert "Antwoord sturen" not in pagina("coen")


@pytest.mark.parametrize("naam", ["bea", "pieter"])
def test_het_antwoord_staat_op_de_pagina_en_een_mail_zegt_het(
    naam, vraag, antwoord_post, pagina, mensen
):
    assert f"{mensen.lotte.gebruiker} krijgt een mail." in antwoord_post(naam, vraag)
    bericht = Bericht.objects.get(soort="plan_antwoord")
    assert bericht.aan == mensen.lotte.gebruiker.email
    assert bericht.onderwerp == "Je vraag over het opleidingsplan is beantwoord"
    assert "Dat komt in januari." in pagina("lotte")
    assert _taken(mensen.bea) == []
    assert "al beantwoord" in antwoord_post("bea", vraag, "Nog eens")
    assert "Schrijf een antwoord" not in pagina("bea")


def test_wie_het_postvak_beheert_leest_vraag_noch_antwoord(vraag, antwoord_post, client_van, adres):
    antwoord_post("bea", vraag)
    berichten = list(Bericht.objects.all())
    assert {bericht.soort for bericht in berichten} == {"plan_vraag", "plan_antwoord"}
    for bericht in berichten:
        blad = client_van("ada").get(adres("gebruikers:bericht", bericht.pk)).content.decode()
        assert "lees je niet met jouw rol" in blad
        assert bericht.onderwerp not in blad
        for geschreven in (TEKST, "Dat komt in januari."):
            assert geschreven not in blad
            assert geschreven not in bericht.tekst + bericht.html


def _weg(m) -> None:
    Lidmaatschap.objects.filter(pk=m.mo.pk).update(van=f.dagen(-9), tot=f.dagen(-1))


def _andere_mentor(m) -> None:
    Plaatsing.objects.filter(pk=m.plaatsing.pk).update(mentor=f.MentorFactory())


def test_wie_de_mailbox_kwijt_is_leest_het_antwoord_later(doe, voorgelegd, antwoord_post, mensen):
    doe("mo", "stel_vraag", vraag=TEKST)
    KwijteMailbox.objects.create(school=mensen.school, adres=mensen.mo.gebruiker.email)
    tekst = antwoord_post("bea", Planvraag.objects.get())
    assert f"{mensen.mo.gebruiker} krijgt geen mail: de mailbox is kwijt." in tekst
    assert not Bericht.objects.filter(soort="plan_antwoord").exists()


@pytest.mark.parametrize("anders", [_weg, _andere_mentor])
@pytest.mark.parametrize("soort", ["plan_antwoord", "plan_teruggehaald"])
def test_wie_het_dossier_niet_meer_ziet_hoort_niets(
    anders, soort, doe, voorgelegd, antwoord_post, mensen
):
    doe("mo", "stel_vraag", vraag=TEKST)
    anders(mensen)
    if soort == "plan_antwoord":
        tekst = antwoord_post("bea", Planvraag.objects.get())
        assert f"{mensen.mo.gebruiker} ziet dit dossier niet meer en krijgt geen mail." in tekst
    else:
        doe("bea", "haal_terug")
    assert not Bericht.objects.filter(soort=soort).exists()


def test_een_begeleider_die_vertrok_krijgt_de_vraag_niet(doe, voorgelegd, mensen):
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(van=f.dagen(-9), tot=f.dagen(-1))
    doe("lotte", "stel_vraag", vraag=TEKST)
    assert not Bericht.objects.filter(aan=mensen.bea.gebruiker.email).exists()


def test_een_leeg_antwoord_of_een_lege_vraag_telt_niet(vraag, antwoord_post, doe):
    assert "Schrijf een antwoord." in antwoord_post("bea", vraag, "   ")
    assert "Schrijf je vraag" in doe("mo", "stel_vraag", vraag="  ")
    assert Planvraag.objects.get().antwoord == ""


@pytest.mark.parametrize("naam", ["lotte", "mo", "els", "coen", "lea"])
def test_antwoorden_doet_wie_het_plan_schrijft(naam, vraag, antwoord_post, mensen):
    antwoord_post(naam, vraag)
    with pytest.raises(Weigering, match="begeleider of de praktijkleerkracht"):
        akkoorden.beantwoord(vraag, antwoord="Ja", door=getattr(mensen, naam))
    vraag.refresh_from_db()
    assert vraag.antwoord == ""


@pytest.mark.parametrize("naam", ["bea", "els", "coen"])
def test_vragen_stelt_wie_zelf_akkoord_moet_gaan(naam, voorgelegd, mensen):
    with pytest.raises(Weigering, match="De leerling en de mentor"):
        akkoorden.stel_vraag(voorgelegd, vraag=TEKST, door=getattr(mensen, naam))


def test_na_de_vraag_kan_men_nog_akkoord_gaan_en_daarna_niet_meer_vragen(doe, vraag):
    assert "Het akkoord is genoteerd." in doe("lotte", "akkoord", partij="leerling")
    assert "Je ging al akkoord." in doe("lotte", "stel_vraag", vraag="Nog iets")
    assert Planvraag.objects.count() == 1


def test_een_concept_of_een_plan_dat_geldt_krijgt_geen_vraag(doe, maak_plan):
    maak_plan(status="akkoord")
    assert "wacht nu niet op een akkoord" in doe("lotte", "stel_vraag", vraag=TEKST)


def test_terughalen_beantwoordt_de_vraag_met_een_nieuwe_versie(doe, vraag, pagina, mensen):
    doe("bea", "haal_terug")
    assert _taken(mensen.bea) == []
    assert TEKST in pagina("bea"), "terwijl men wijzigt, staat de vraag er nog"
    bericht = Bericht.objects.get(soort="plan_teruggehaald")
    assert bericht.aan == mensen.lotte.gebruiker.email
    assert "Je hoeft nu niets te doen." in bericht.tekst
    doe("bea", "leg_voor")
    assert _taken(mensen.bea) == []
    assert not Planakkoord.objects.exists()


def test_de_databank_kent_geen_antwoord_van_niemand(vraag):
    with pytest.raises(IntegrityError, match="planvraag_antwoord_van_iemand"), transaction.atomic():
        Planvraag.objects.update(antwoord="Ja")
    with pytest.raises(IntegrityError, match="planvraag_partij"), transaction.atomic():
        Planvraag.objects.update(partij="school")
