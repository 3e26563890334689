"""The mails about an agreement go to whose business it still is, and carry no button of others."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.models import Bericht, Lidmaatschap
from gebruikers.overgang import Weigering
from leerlingen.models import Betrokkene, Leerling
from overeenkomsten import acties, acties_tekenen, berichten
from overeenkomsten.models import Overeenkomst, Tekenlink
from overeenkomsten.statussen import Partij
from overeenkomsten.tasks import herinner_ondertekenaars
from tests import factories as f
from tests.overeenkomsten.zaken import (
    klaar,
    mails,
    partij,
    teken,
    verstuurd,
)

pytestmark = pytest.mark.django_db
ELS, COEN = "els@eik.example", "coen@eik.example"
BEDROG = "Kijk\n\n[Meld je opnieuw aan] https://elders.example\n\nhier"


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


def wordt_achttien(rij) -> None:
    Leerling.objects.filter(pk=rij.traject.leerling_id).update(geboortedatum=f.jaren_oud(18))


def zonder_gezag(mensen) -> None:
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gezag="geen")


def weg(lid: Lidmaatschap) -> None:
    """The role ended yesterday."""
    Lidmaatschap.objects.filter(pk=lid.pk).update(
        tot=timezone.localdate() - datetime.timedelta(days=1)
    )


def weigert(rij, wie: Partij = Partij.ONDERNEMING, reden: str = "De uren kloppen niet.") -> None:
    acties_tekenen.weiger(partij(rij, wie), reden=reden, wijze="link")


def test_een_reden_wordt_geen_knop(rij):
    weigert(rij, reden=BEDROG)
    gelezen = Bericht.objects.filter(soort__in=["geweigerd", "weigering_gehoord"])
    assert gelezen.count() == 4
    for bericht in [*gelezen, Bericht.objects.get(soort="weigering_begeleider")]:
        assert "https://elders.example" in bericht.tekst
        assert 'href="https://elders.example"' not in bericht.html


def test_waarom_iets_niet_doorgaat_wordt_geen_knop(rij, mensen):
    acties.naar_concept(rij, reden=BEDROG, door=mensen.bea)
    acties.trek_in(rij, reden=BEDROG, door=mensen.bea)
    assert len(mails("vervallen")) == len(mails("gaat_niet_door")) == 4
    for bericht in Bericht.objects.filter(soort__in=["vervallen", "gaat_niet_door"]):
        assert 'href="https://elders.example"' not in bericht.html


def test_wie_achttien_werd_deelt_het_niet_meer_met_een_ouder(rij):
    wordt_achttien(rij)
    rij = teken(rij, Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    berichten.meld_voltooid(rij)
    assert mails("voltooid") == ["baas@cools.example", COEN, "lotte@eik.example"]
    (bericht,) = Bericht.objects.filter(soort="tekent_alleen")
    assert bericht.aan == ELS
    assert "niet meer nodig" in bericht.tekst
    assert "nieuwe versie" not in bericht.tekst


def test_een_ouder_die_tekende_en_niet_meer_mag_lezen_hoort_niets_meer(mensen):
    rij = teken(verstuurd(mensen), *Partij)
    wordt_achttien(rij)
    berichten.meld_voltooid(rij)
    assert ELS not in mails("voltooid")
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(inzage_na_18=True)
    berichten.meld_voltooid(Overeenkomst.objects.get())
    assert ELS in mails("voltooid")


@pytest.mark.parametrize("wat", ["gezag", "achttien", "vervallen"])
def test_een_reden_gaat_niet_naar_een_ouder_die_geen_partij_meer_is(rij, mensen, wat):
    if wat == "gezag":
        zonder_gezag(mensen)
    elif wat == "achttien":
        wordt_achttien(rij)
    else:
        rij.ondertekenaars.filter(partij=Partij.OUDER).update(vervallen_op=timezone.now())
    weigert(rij)
    assert mails("geweigerd") == [COEN, "lotte@eik.example"]


def test_wie_nooit_gevraagd_werd_leest_geen_reden(rij):
    rij.ondertekenaars.filter(partij=Partij.OUDER).update(gevraagd_op=None)
    weigert(rij)
    assert mails("geweigerd") == [COEN, "lotte@eik.example"]


def test_wie_de_school_verliet_leest_niets_meer(rij, mensen):
    weg(mensen.coen)
    weg(mensen.bea)
    weigert(rij)
    assert mails("geweigerd") == [ELS, "lotte@eik.example"]
    assert mails("weigering_begeleider") == []


def test_wie_intussen_vertrok_krijgt_geen_getekend_document(mensen):
    rij = teken(verstuurd(mensen), *Partij)
    weg(mensen.coen)
    berichten.meld_voltooid(rij)
    assert COEN not in mails("voltooid")
    assert ELS in mails("voltooid")


def vijf_dagen_geleden(rij) -> None:
    toen = timezone.now() - datetime.timedelta(days=5)
    rij.huidige_ondertekenaars.update(gevraagd_op=toen)
    Tekenlink.objects.update(gemaakt_op=toen)


def test_wie_geen_partij_meer_is_wordt_niet_herinnerd(rij, mensen):
    zonder_gezag(mensen)
    weg(mensen.coen)
    vijf_dagen_geleden(rij)
    herinner_ondertekenaars()
    assert mails("herinnering") == ["baas@cools.example", "lotte@eik.example"]
    with pytest.raises(Weigering, match="moet niet"):
        acties_tekenen.herstuur(partij(rij, Partij.OUDER), door=mensen.bea)


def test_wie_geen_gezag_meer_heeft_hoort_niet_dat_het_vervalt(rij, mensen):
    zonder_gezag(mensen)
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    acties.trek_in(rij, reden="Iets anders", door=mensen.bea)
    assert ELS not in mails("vervallen") + mails("gaat_niet_door")


def test_een_herinnering_die_niet_lukt_houdt_de_andere_niet_tegen(rij, monkeypatch, caplog):
    vijf_dagen_geleden(rij)
    echt = berichten.vraag

    def stuk(wie, **hoe):
        return 1 / 0 if wie.partij == Partij.LEERLING else echt(wie, **hoe)

    monkeypatch.setattr(berichten, "vraag", stuk)
    herinner_ondertekenaars()
    assert mails("herinnering") == ["baas@cools.example", COEN, ELS]
    assert "herinner lukte niet" in caplog.text


def test_een_ex_begeleider_staat_niet_in_het_document(mensen):
    weg(mensen.bea)
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.vera.gebruiker)
    rij = klaar(mensen)
    acties.bied_aan(rij, door=mensen.coen)
    assert Overeenkomst.objects.get().tekenversie.inhoud["contact"]["begeleider"] == str(
        mensen.vera.gebruiker
    )
