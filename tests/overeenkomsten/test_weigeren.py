"""It does not go on: a party declines, or the school withdraws; and asking again."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from overeenkomsten import acties, acties_tekenen
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Tekenlink
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_aan,
    geef_toestel,
    klaar,
    mails,
    open_link,
    partij,
    teken,
    verstuurd,
)
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


@pytest.mark.parametrize("langs", ["account", "link", "tafel"])
def test_weigeren_vraagt_een_reden_en_de_anderen_horen_ze(
    rij, client, client_van, adres, mensen, langs
):
    bea = client_van("bea")
    browser, url, wie, anderen = {
        "account": lambda: (
            client_van("els"),
            adres("overeenkomsten:tekenen", rij.pk),
            Partij.OUDER,
            ["baas@cools.example", "coen@eik.example", "lotte@eik.example"],
        ),
        "link": lambda: (
            client,
            open_link(client, "baas@cools.example"),
            Partij.ONDERNEMING,
            ["coen@eik.example", "els@eik.example", "lotte@eik.example"],
        ),
        "tafel": lambda: (
            bea,
            geef_toestel(bea, mensen, partij(rij, Partij.LEERLING)),
            Partij.LEERLING,
            ["baas@cools.example", "coen@eik.example", "els@eik.example"],
        ),
    }[langs]()
    zeg = {"weiger": "1", "wie": partij(rij, wie).pk}
    browser.post(url, zeg | {"reden": "  "})
    rij.refresh_from_db()
    assert rij.status == Status.TER_ONDERTEKENING
    browser.post(url, zeg | {"reden": "De uren kloppen niet."})
    rij.refresh_from_db()
    assert rij.status == Status.GEWEIGERD
    assert partij(rij, wie).weigerreden == "De uren kloppen niet."
    assert mails("geweigerd") == anderen
    assert mails("weigering_begeleider") == [mensen.bea.gebruiker.email]
    assert mails("weigering_gehoord") == [partij(rij, wie).email]
    for soort in ("geweigerd", "weigering_begeleider", "weigering_gehoord"):
        assert "De uren kloppen niet." in Bericht.objects.filter(soort=soort).first().tekst


def test_wie_de_begeleider_vervangt_hoort_de_weigering_ook(rij, mensen):
    bea, vera = mensen.bea.gebruiker, mensen.vera.gebruiker
    f.VervangingFactory(school=mensen.school, wie=bea, vervanger=vera)
    acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link")
    assert mails("weigering_begeleider") == sorted([bea.email, vera.email])


def test_na_een_weigering_werkt_geen_link_en_tekent_niemand(rij):
    acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link")
    assert not Tekenlink.objects.filter(ingetrokken_op=None).exists()
    assert not Plaatsing.objects.filter(vestiging=rij.vestiging).exists()
    with pytest.raises(Weigering, match="staat niet open voor ondertekening"):
        teken(rij, Partij.LEERLING)


def test_de_handeling_zelf_vraagt_een_reden(rij):
    with pytest.raises(Weigering, match="Schrijf waarom je niet tekent"):
        acties_tekenen.weiger(partij(rij, Partij.OUDER), reden=" ", wijze="link")


def test_wie_tekende_weigert_niet_meer(rij):
    teken(rij, Partij.OUDER)
    with pytest.raises(Weigering, match="Dit kan niet meer"):
        acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="toch niet", wijze="link")


def test_van_geweigerd_terug_naar_concept_en_opnieuw(rij, mensen, client_van, adres):
    acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link")
    bea = client_van("bea")
    assert "De uren kloppen niet." in bea.get(rij.get_absolute_url()).content.decode()
    bea.post(adres("overeenkomsten:naar_concept", rij.pk))
    rij = Overeenkomst.objects.get()
    assert rij.is_concept
    assert not Ondertekenaar.objects.filter(vervallen_op=None).exists()
    rij = bied_aan(mensen, rij)
    assert {t.staat for t in rij.huidige_ondertekenaars} == {"wacht"}


def test_na_een_weigering_is_terugnemen_geen_tweede_mail(rij, mensen):
    rij = teken(rij, Partij.LEERLING)
    acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link")
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    assert mails("vervallen") == []
    weigering = Bericht.objects.filter(soort="geweigerd")
    assert "Je handtekening telt nu niet mee." in weigering.get(aan="lotte@eik.example").tekst
    assert "Je handtekening" not in weigering.get(aan="coen@eik.example").tekst


def test_wie_al_tekende_leest_dat_de_handtekening_niet_meer_geldt_en_waarom(rij, mensen):
    rij = teken(rij, Partij.LEERLING)
    acties.trek_in(rij, reden="Lotte vond iets anders", door=mensen.bea)
    getekend = Bericht.objects.get(soort="gaat_niet_door", aan="lotte@eik.example")
    assert getekend.onderwerp.startswith("Jouw overeenkomst met")
    assert getekend.onderwerp.endswith(" gaat niet door")
    assert "De reden: “Lotte vond iets anders”." in getekend.tekst
    assert "Je handtekening geldt niet meer." in getekend.tekst
    ander = Bericht.objects.get(soort="gaat_niet_door", aan="els@eik.example")
    assert ander.onderwerp.startswith("De overeenkomst van L.M.")
    assert "Je hoeft niet meer te tekenen." in ander.tekst


def test_na_een_weigering_wordt_niemand_nog_gevraagd(rij, mensen, client_van, adres):
    acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link")
    rij.huidige_ondertekenaars.update(gevraagd_op=timezone.now() - datetime.timedelta(days=1))
    antwoord = client_van("bea").post(
        adres("overeenkomsten:herstuur", partij(rij, Partij.ONDERNEMING).pk), follow=True
    )
    assert "Deze partij moet niet (meer) tekenen." in antwoord.content.decode()
    assert mails("herinnering") == []
    lotte = client_van("lotte")
    assert "wacht op jouw handtekening" not in lotte.get(rij.get_absolute_url()).content.decode()
    antwoord = lotte.get(adres("overeenkomsten:tekenen", rij.pk))
    assert antwoord.status_code == 302, "er valt niets meer te tekenen"


def test_intrekken_vraagt_een_reden_en_zegt_ze(rij, client_van, adres):
    bea, url = client_van("bea"), adres("overeenkomsten:trek_in", rij.pk)
    zonder = bea.post(url, {"reden": " "}, follow=True).content.decode()
    assert "Schrijf waarom de overeenkomst niet doorgaat." in zonder
    bea.post(url, {"reden": "Lotte vond iets anders"})
    rij.refresh_from_db()
    assert rij.status == Status.INGETROKKEN
    assert mails("vervallen") == []
    assert len(mails("gaat_niet_door")) == 4
    assert rij.traject.gebeurtenissen.filter(tekst__contains="“Lotte vond iets anders”").exists()
    assert not Tekenlink.objects.filter(ingetrokken_op=None).exists()
    assert not Plaatsing.objects.filter(vestiging=rij.vestiging).exists()


def test_van_ingetrokken_terug_naar_concept_mailt_niemand_opnieuw(rij, mensen):
    acties.trek_in(rij, reden="Lotte vond iets anders", door=mensen.bea)
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    assert Overeenkomst.objects.get().is_concept
    assert mails("vervallen") == []
    acties.trek_in(rij, reden="Nog altijd", door=mensen.bea)
    assert len(mails("gaat_niet_door")) == 4, "eenmaal"


def test_een_concept_is_niet_in_te_trekken(mensen):
    with pytest.raises(Weigering):
        acties.trek_in(klaar(mensen), reden="toch niet", door=mensen.bea)


@pytest.mark.parametrize("wie", ["pieter", "lea", "mo", "els", "lotte"])
def test_wie_niet_schrijft_neemt_niets_terug(rij, mensen, wie):
    lid = getattr(mensen, wie)
    for daad in (
        lambda: acties.trek_in(rij, reden="zomaar", door=lid),
        lambda: acties.naar_concept(rij, reden="Nakijken", door=lid),
        lambda: acties_tekenen.herstuur(partij(rij, Partij.OUDER), door=lid),
        lambda: acties.wijzig(rij, door=lid),
    ):
        with pytest.raises((Weigering, PermissionDenied)):
            daad()
    rij.refresh_from_db()
    assert rij.status == Status.TER_ONDERTEKENING


def test_opnieuw_vragen_wacht_tien_minuten(rij, mensen):
    wie = partij(rij, Partij.ONDERNEMING)
    with pytest.raises(Weigering, match="Probeer opnieuw over 10 minuten"):
        acties_tekenen.herstuur(wie, door=mensen.bea)
    kwartier = timezone.now() - datetime.timedelta(minutes=15)
    rij.huidige_ondertekenaars.update(gevraagd_op=kwartier)
    Tekenlink.objects.update(gemaakt_op=kwartier)
    acties_tekenen.herstuur(wie, door=mensen.bea)
    assert mails("herinnering") == ["baas@cools.example"]
    with pytest.raises(Weigering, match="Er is net gemaild"):
        acties_tekenen.herstuur(wie, door=mensen.bea)


def test_zonder_adres_of_na_tekenen_valt_er_niets_opnieuw_te_vragen(rij, mensen):
    teken(rij, Partij.OUDER)
    with pytest.raises(Weigering, match="moet niet"):
        acties_tekenen.herstuur(partij(rij, Partij.OUDER), door=mensen.bea)
    rij.huidige_ondertekenaars.filter(partij=Partij.LEERLING).update(email="")
    with pytest.raises(Weigering, match="aan tafel tekenen"):
        acties_tekenen.herstuur(partij(rij, Partij.LEERLING), door=mensen.bea)


def test_wie_niet_tekent_leest_waar_staat_wie_wel(rij, client_van, adres):
    antwoord = client_van("bea").get(adres("overeenkomsten:tekenen", rij.pk))
    assert antwoord.status_code == 403
    assert "Wie wel tekent, staat bij de overeenkomst." in antwoord.text
