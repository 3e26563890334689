"""A school mails nothing to a mailbox that it gave up as lost, but what tells of the restoring."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from gebruikers import acties_herstel, meekijken, tasks_herstel
from gebruikers.berichten import stuur
from gebruikers.models import Bericht, KwijteMailbox
from gebruikers.overgang import Weigering
from gebruikers.rechten import mag_opnieuw_versturen
from leerlingen import acties_inzage
from leerlingen.models import Leerling
from opleidingsplannen import akkoord as akkoorden
from opleidingsplannen.acties import vraag_beoordeling
from opleidingsplannen.models import Planstatus
from tests import factories as f

VELDEN = {"wat": "email", "controle": "gekend", "nota": "Gekraakt."}


@pytest.fixture
def kwijt(mensen):
    """The mailbox of this person is lost at De Eik, and nothing was mailed yet."""

    def doe(wie: str) -> str:
        adres = getattr(mensen, wie).gebruiker.email
        KwijteMailbox.objects.create(school=mensen.school, adres=adres)
        return adres

    return doe


def _mails(aan: str) -> list[str]:
    return sorted(Bericht.objects.filter(aan=aan).values_list("soort", flat=True))


def test_een_andere_school_en_een_mail_van_geen_school_gaan_wel(mensen, kwijt):
    aan, wat = kwijt("bea").upper(), "gebruikers/berichten/geen_code"
    assert stuur(wat, aan=aan, school=mensen.school, sleutel="x") is None
    assert not Bericht.objects.exists()
    for school in (None, mensen.andere_school):
        assert stuur(wat, aan=aan, school=school)


@pytest.mark.parametrize("staat", ["wacht", "mislukt"])
def test_wat_nog_niet_weg_was_vertrekt_niet_meer_ook_later_niet(staat, mensen, taken_meteen):
    velden = {"school": mensen.school, "aan": mensen.bea.gebruiker.email, "soort": "x"}
    bericht = Bericht.objects.create(onderwerp="Lotte", tekst="Over Lotte", **velden)
    Bericht.objects.filter(pk=bericht.pk).update(staat=staat)
    acties_herstel.herstel_toegang(mensen.bea, door=mensen.coen, **VELDEN, email="n@x.example")
    bericht.refresh_from_db()
    assert bericht.staat == Bericht.Staat.MISLUKT
    KwijteMailbox.objects.all().delete()
    assert "De mailbox was kwijt" in mag_opnieuw_versturen(mensen.ada, bericht).reden


def test_een_plan_om_te_lezen(mensen, kwijt):
    plan = f.OpleidingsplanFactory(school=mensen.school, traject=mensen.traject)
    f.PlanregelFactory(plan=plan)
    lotte = kwijt("lotte")
    gemaild = akkoorden.leg_voor(plan, door=mensen.bea)
    assert _mails(lotte) == []
    assert "Lotte Maes (de mailbox is kwijt)" in gemaild.niet
    assert [lid.gebruiker for lid in gemaild.leden if lid.gebruiker == mensen.mo.gebruiker]


def test_een_vraag_om_te_beoordelen(mensen, kwijt):
    f.OpleidingsplanFactory(school=mensen.school, traject=mensen.traject, status=Planstatus.AKKOORD)
    mo = kwijt("mo")
    with pytest.raises(Weigering, match="de mailbox is kwijt"):
        vraag_beoordeling(mensen.traject, door=mensen.bea)
    assert _mails(mo) == []


def test_wat_een_leerling_over_een_ouder_beslist(mensen, kwijt):
    Leerling.objects.filter(pk=mensen.leerling.pk).update(geboortedatum=f.jaren_oud(19))
    els = kwijt("els")
    acties_inzage.kies_inzage(mensen.moeder, mag=True, door=mensen.lotte)
    mensen.moeder.refresh_from_db()
    assert mensen.moeder.inzage_na_18
    assert _mails(els) == []


def test_wie_meekijkt(mensen, kwijt):
    lea = kwijt("lea")
    assert meekijken.begin(mensen.coen, mensen.lea, reden="Helpen.")
    assert _mails(lea) == []


def test_een_mislukte_mail_gaat_er_ook_niet_opnieuw_heen(mensen, kwijt):
    bericht = stuur(
        "gebruikers/berichten/geen_code", aan=mensen.lea.gebruiker.email, school=mensen.school
    )
    bericht.staat = Bericht.Staat.MISLUKT
    assert mag_opnieuw_versturen(mensen.coen, bericht)
    kwijt("lea")
    assert "kwijt" in mag_opnieuw_versturen(mensen.coen, bericht).reden


def _herstel(wie, door, **velden) -> None:
    acties_herstel.herstel_toegang(wie, door=door, **VELDEN | velden)


def test_wat_over_het_herstel_zelf_gaat_wel(mensen, kwijt):
    coen = kwijt("coen")
    _herstel(mensen.coen, mensen.bob, email="n@x.example")
    herstel = mensen.coen.gebruiker.toegangsherstellen.get()
    acties_herstel.trek_herstel_in(herstel, door=mensen.bob)
    assert _mails(coen) == ["herstel_ingetrokken", "herstel_wacht"]
    _herstel(mensen.coen, mensen.bob, email="n@x.example")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        tasks_herstel.laat_herstel_ingaan()
    assert "toegang_hersteld" in _mails(coen)
    _herstel(mensen.coen, mensen.bob, wat="terug")
    assert "mailbox_terug" in _mails(coen)
