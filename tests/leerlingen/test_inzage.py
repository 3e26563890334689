"""After eighteen a parent sees the case only while the learner allows it; nobody else decides."""

import datetime

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from config import settings as instellingen
from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from leerlingen import acties, acties_inzage, tasks
from leerlingen.models import Betrokkene, Inzagebesluit, Leerling
from tests import factories as f
from tests.invullen import bewaar
from trajecten.models import Traject


def wordt_achttien(m, over: int) -> None:
    """Lotte turns eighteen in so many days (or did so long ago)."""
    dag = f.dagen(over)
    Leerling.objects.filter(pk=m.leerling.pk).update(geboortedatum=dag.replace(year=dag.year - 18))
    m.leerling.refresh_from_db()


@pytest.fixture
def kies(mensen, client_van, adres):
    def doe(keuze: str, naam: str = "lotte", wie: Betrokkene | None = None):
        url = adres("leerlingen:kies_inzage", (wie or mensen.moeder).pk)
        return client_van(naam).post(url, {"keuze": keuze}, follow=True)

    return doe


@pytest.fixture
def mails():
    return lambda: sorted(Bericht.objects.values_list("soort", "aan"))


def ziet(m) -> bool:
    return Traject.objects.zichtbaar_voor(m.els).filter(pk=m.traject.pk).exists()


@pytest.mark.parametrize(
    ("geboren", "vandaag", "mag"),
    [
        ("2008-12-15", "2026-09-14", False),
        ("2008-12-15", "2026-09-15", True),
        ("2008-05-31", "2026-02-27", False),
        ("2008-05-31", "2026-02-28", True),
        ("2008-02-29", "2025-11-30", False),
        ("2008-02-29", "2025-12-01", True),
    ],
)
def test_vanaf_drie_maanden_voor_achttien(mensen, monkeypatch, geboren, vandaag, mag):
    dag = datetime.date.fromisoformat
    monkeypatch.setattr(timezone, "localdate", lambda *_: dag(vandaag))
    assert Leerling(geboortedatum=dag(geboren)).beslist_zelf is mag


def test_achttien_op_is_de_eerste_dag_dat_je_niet_minderjarig_bent():
    for dag in ("2008-02-29", "2008-02-28", "2008-03-01", "2008-12-31"):
        leerling = Leerling(geboortedatum=datetime.date.fromisoformat(dag))
        op = leerling.achttien_op
        assert not leerling.is_minderjarig(op)
        assert leerling.is_minderjarig(op - datetime.timedelta(days=1))


def test_ja_telt_bij_de_volgende_klik_en_nee_ook(mensen, kies, client_van, adres):
    wordt_achttien(mensen, -10)
    els, dossier = client_van("els"), adres("overzichten:dossier", mensen.traject.pk)
    assert els.get(dossier).status_code == 404
    assert "Els Jacobs mag je dossier blijven zien." in kies("ja").text
    assert els.get(dossier).status_code == 200
    kies("nee")
    assert els.get(dossier).status_code == 404
    assert els.get(dossier, HTTP_HX_REQUEST="true").status_code == 404


def test_wie_achttien_is_leest_er_alleen_de_eigen_ouders(mensen, client_van, adres):
    wordt_achttien(mensen, -10)
    ander = f.BetrokkeneFactory(leerling=mensen.vera_traject.leerling, voornaam="Walburga")
    pagina = client_van("lotte").get(adres("leerlingen:inzage")).text
    assert mensen.moeder.volledige_naam in pagina
    assert ander.voornaam not in pagina


def test_wat_voor_de_verjaardag_beslist_is_telt_erna(mensen, kies):
    wordt_achttien(mensen, 20)
    kies("nee")
    assert ziet(mensen), "tot achttien ziet wie gezag heeft"
    kies("ja")
    wordt_achttien(mensen, -1)
    assert ziet(mensen)


def test_te_jong_beslist_nog_niet(mensen, kies, client_van, adres):
    assert "vanaf drie maanden voor je 18 wordt" in kies("ja").text
    assert not Inzagebesluit.objects.exists()
    start = client_van("lotte").get(adres("overzichten:start")).text
    assert "Wie mag je dossier zien" not in start
    assert "Drie maanden ervoor" in client_van("lotte").get(adres("leerlingen:inzage")).text


@pytest.mark.parametrize("naam", ["bea", "coen", "ada", "pieter", "els", "mo", "xander", "lea"])
def test_niemand_anders_beslist(mensen, kies, naam):
    wordt_achttien(mensen, -10)
    assert kies("ja", naam).status_code in (403, 404)
    with pytest.raises(Weigering, match="Alleen Lotte beslist dit"):
        acties_inzage.kies_inzage(mensen.moeder, mag=True, door=getattr(mensen, naam))
    assert not ziet(mensen)


def test_een_andere_leerling_beslist_niet_mee(mensen):
    wordt_achttien(mensen, -10)
    andere = f.LidmaatschapFactory(school=mensen.school, rol="leerling")
    f.LeerlingFactory(school=mensen.school, gebruiker=andere.gebruiker)
    with pytest.raises(Weigering, match="Alleen Lotte beslist dit"):
        acties_inzage.kies_inzage(mensen.moeder, mag=True, door=andere)


def test_geen_formulier_van_de_school_zet_het(mensen, client_van, adres):
    wordt_achttien(mensen, -10)
    url = adres("leerlingen:betrokkene", mensen.moeder.pk)
    for naam in ("bea", "ada"):
        client = client_van(naam)
        assert "inzage" not in client.get(url).context["form"].fields
        bewaar(client, url, inzage_na_18="on", telefoon="0470 11 22 33")
        mensen.moeder.refresh_from_db()
        assert mensen.moeder.telefoon
        assert not mensen.moeder.inzage_na_18


def test_zonder_gezag_wordt_niets_gevraagd(mensen, kies, client_van, adres):
    wordt_achttien(mensen, -10)
    vader = f.BetrokkeneFactory(
        leerling=mensen.leerling, relatie="vader", gezag="geen", naam="Zonder"
    )
    assert "Zonder" not in client_van("lotte").get(adres("leerlingen:inzage")).text
    assert "Wie geen gezag heeft" in kies("ja", wie=vader).text
    with pytest.raises(IntegrityError), transaction.atomic():
        Betrokkene.objects.filter(pk=vader.pk).update(inzage_na_18=True)


def test_wie_het_gezag_verliest_verliest_ook_de_toestemming(mensen, kies):
    wordt_achttien(mensen, -10)
    kies("ja")
    mensen.moeder.refresh_from_db()
    mensen.moeder.gezag = "geen"
    acties.bewaar(mensen.moeder, door=mensen.bea)
    assert not ziet(mensen)
    mensen.moeder.gezag = "gedeeld"
    acties.bewaar(mensen.moeder, door=mensen.bea)
    assert not ziet(mensen), "toestemming komt niet vanzelf terug"


@pytest.mark.parametrize(
    ("velden", "vervalt"),
    [
        ({"email": "ander@mail.example"}, True),
        ({"email": ""}, True),
        ({"naam": "Anders"}, True),
        ({"voornaam": "Iemand"}, True),
        ({"naam": "JACOBS", "telefoon": "0470 11 22 33"}, False),
    ],
)
def test_aan_een_ander_gaf_de_leerling_geen_toestemming(
    mensen, kies, client_van, adres, velden, vervalt
):
    """Nobody inherits it: not by another address, not by another name."""
    wordt_achttien(mensen, -10)
    kies("ja")
    assert ziet(mensen)
    bewaar(client_van("bea"), adres("leerlingen:betrokkene", mensen.moeder.pk), **velden)
    mensen.moeder.refresh_from_db()
    laatste = Inzagebesluit.objects.first()
    assert mensen.moeder.inzage_na_18 is not vervalt
    assert (laatste.mag, laatste.vervallen) == (not vervalt, vervalt)
    if vervalt:
        assert not ziet(mensen)
        assert laatste.door is None
        blad = client_van("lotte").get(adres("leerlingen:inzage")).text
        assert str(laatste) in blad
        assert "nog niet beslist" in blad
        assert 'aria-pressed="true"' not in blad
        assert mensen.leerling.betrokkenen.onbeslist().exists(), "de vraag komt terug"
        kies("nee")
        assert not mensen.leerling.betrokkenen.onbeslist().exists()
        kies("ja")
        mensen.moeder.refresh_from_db()
        assert mensen.moeder.inzage_na_18, "de leerling kan opnieuw ja zeggen"


def test_elk_besluit_blijft_staan_met_zijn_tijdstip(mensen, kies, client_van, adres):
    wordt_achttien(mensen, -10)
    for keuze in ("nee", "ja", "ja", "nee"):
        kies(keuze)
    besluiten = Inzagebesluit.objects.order_by("pk")
    assert [besluit.mag for besluit in besluiten] == [False, True, False]
    assert {besluit.door for besluit in besluiten} == {mensen.lotte}
    for naam, url in (
        ("lotte", adres("leerlingen:inzage")),
        ("bea", adres("leerlingen:leerling", mensen.leerling.pk)),
        ("coen", adres("leerlingen:leerling", mensen.leerling.pk)),
    ):
        tekst = client_van(naam).get(url).text
        assert [str(besluit) in tekst for besluit in besluiten] == [True] * 3
    ada = client_van("ada").get(adres("leerlingen:leerling", mensen.leerling.pk)).text
    assert str(besluiten[0]) not in ada, "administratie leest niet wie wat wanneer besliste"
    with pytest.raises(ProgrammingError), transaction.atomic():
        besluiten.update(mag=True)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Inzagebesluit.objects.all()._raw_delete("default")


def test_de_ouder_hoort_het_bij_geven_en_intrekken(mensen, kies, mails):
    wordt_achttien(mensen, 20)
    kies("nee")
    assert mails() == [], "er veranderde niets"
    kies("ja")
    assert mails() == [("inzage_gegeven", "els@eik.example")]
    assert "wordt op" in Bericht.objects.get().tekst
    wordt_achttien(mensen, -1)
    kies("nee")
    assert mails()[-1] == ("inzage_ingetrokken", "els@eik.example")
    Betrokkene.objects.update(email="")
    kies("ja")
    assert len(mails()) == 2


# Asking


def test_een_maand_vooraf_wordt_de_leerling_een_keer_gevraagd(mensen, mails):
    for over, verwacht in ((31, []), (30, [("beslis_inzage", "lotte@eik.example")])):
        wordt_achttien(mensen, over)
        tasks.vraag_beslissing()
        tasks.vraag_beslissing()
        assert mails() == verwacht
    assert "/leerlingen/inzage/" in Bericht.objects.get().tekst
    wordt_achttien(mensen, 10)
    tasks.vraag_beslissing()
    assert len(mails()) == 2, "een verbeterde geboortedatum is een andere dag"


@pytest.mark.parametrize(
    "anders", ["beslist", "geen gezag", "geen account", "al achttien", "rol weg"]
)
def test_wie_niets_te_beslissen_heeft_krijgt_geen_mail(mensen, kies, anders):
    wordt_achttien(mensen, 0 if anders == "al achttien" else 5)
    if anders == "beslist":
        kies("nee")
    elif anders == "geen gezag":
        Betrokkene.objects.update(gezag="geen")
    elif anders == "geen account":
        Leerling.objects.update(gebruiker=None)
    elif anders == "rol weg":
        type(mensen.lotte).objects.filter(pk=mensen.lotte.pk).update(tot=f.dagen(-1))
    tasks.vraag_beslissing()
    assert not Bericht.objects.exists()


def test_de_klok_vraagt_het_elke_dag():
    taken = {regel["task"] for regel in instellingen.CELERY_BEAT_SCHEDULE.values()}
    assert "leerlingen.tasks.vraag_beslissing" in taken
    assert tasks.vraag_beslissing.name == "leerlingen.tasks.vraag_beslissing"


def test_op_de_startpagina_tot_er_beslist_is(mensen, kies, client_van, adres):
    wordt_achttien(mensen, 20)
    start, vraag = adres("overzichten:start"), "Beslis wie je dossier mag blijven zien"
    assert vraag in client_van("lotte").get(start).text
    assert vraag not in client_van("els").get(start).text
    kies("nee")
    tekst = client_van("lotte").get(start).text
    assert vraag not in tekst
    assert "Wie mag je dossier zien" in tekst, "van gedachte veranderen kan altijd"


# What others read


def test_de_school_leest_dat_alleen_de_leerling_beslist(mensen, client_van, adres):
    blad = adres("leerlingen:leerling", mensen.leerling.pk)
    assert "dat beslist alleen Lotte" not in client_van("bea").get(blad).text
    wordt_achttien(mensen, 20)
    tekst = client_van("bea").get(blad).text
    assert "dat beslist alleen Lotte" in tekst
    assert "heeft nog geen account" not in tekst
    Leerling.objects.update(gebruiker=None)
    assert "Lotte heeft nog geen account" in client_van("bea").get(blad).text


def test_een_ouder_zonder_toestemming_leest_wat_er_is(mensen, client_van, adres):
    wordt_achttien(mensen, -3)
    start, zin = adres("overzichten:start"), "beslist Lotte zelf wie het dossier ziet"
    tekst = client_van("els").get(start).text
    assert "Lotte Maes is 18" in tekst
    assert "<h1" in tekst
    assert zin in tekst
    assert "niets voor jou" not in tekst
    jonger = f.LeerlingFactory(school=mensen.school, voornaam="Warre")
    f.TrajectFactory(school=mensen.school, leerling=jonger)
    f.BetrokkeneFactory(leerling=jonger, gebruiker=mensen.els.gebruiker)
    tekst = client_van("els").get(start).text
    assert "Warre" in tekst
    assert zin in tekst
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gezag="geen")
    assert "Lotte" not in client_van("els").get(start).text, "wie geen gezag heeft, leest niets"
