"""An address that refuses mail is a task of who can mend it, until it changed or accepts again."""

import datetime

import pytest

from gebruikers.models import Bericht
from overzichten.taken import post, taken_van
from tests import factories as f
from tests.overzichten.zaken import overeenkomst, zaak
from trajecten.models import Traject

pytestmark = pytest.mark.django_db
ADRES = "weg@x.example"


def zinnen(m, wie="bea") -> list[str]:
    lid = getattr(m, wie)
    taken = taken_van(lid, Traject.objects.zichtbaar_voor(lid).open())
    return [f"{taak.wie} {taak.zin}" for taak in taken if taak.kort == "adres weigert mail"]


@pytest.fixture
def weigert(mensen):
    return f.BerichtFactory(school=mensen.school, aan=ADRES, geweigerd=True)


@pytest.fixture
def gezin(mensen):
    traject = zaak(mensen)
    return f.BetrokkeneFactory(
        leerling=traject.leerling, email=ADRES, voornaam="Els", naam="Jacobs"
    )


def test_de_begeleider_leest_van_wie_het_adres_is(mensen, weigert, gezin):
    assert zinnen(mensen) == [f"{gezin.leerling}: het adres van Els Jacobs weigert mail"]
    assert zinnen(mensen, "vera") == [], "niet haar leerling"
    assert zinnen(mensen, "pieter") == [], "wie het niet kan verbeteren"


@pytest.mark.parametrize("waar", ["leerling", "account", "mentor", "tekenaar"])
def test_ook_van_leerling_account_mentor_en_wie_voor_de_onderneming_tekent(mensen, weigert, waar):
    traject = zaak(mensen)
    leerling = traject.leerling
    if waar == "leerling":
        leerling.email = ADRES.upper()
    elif waar == "account":
        leerling.gebruiker = f.GebruikerFactory(email=ADRES)
    elif waar == "mentor":
        mentor = f.MentorFactory(vestiging=mensen.vestiging, email=ADRES)
        plaatsing = f.PlaatsingFactory(traject=traject, vestiging=mensen.vestiging, mentor=mentor)
    else:
        tekenaars = overeenkomst(mensen, traject).ondertekenaars
        tekenaars.filter(partij="onderneming").update(email=ADRES)
    leerling.save()
    (zin,) = zinnen(mensen)
    assert zin.startswith(f"{leerling}: het adres van ")
    if waar == "mentor":  # who guides nobody any more is not asked
        plaatsing.van, plaatsing.tot = f.dagen(-9), f.dagen(-1)
        plaatsing.save()
        assert zinnen(mensen) == []


def test_de_taak_gaat_weg_met_een_ander_adres(mensen, weigert, gezin):
    gezin.email = "els@x.example"
    gezin.save()
    assert zinnen(mensen) == []


def test_de_taak_gaat_weg_als_een_latere_mail_aanvaard_is(mensen, weigert, gezin):
    eerder = weigert.geweigerd_op - datetime.timedelta(minutes=1)
    f.BerichtFactory(school=mensen.school, aan=ADRES, verzonden=True, verzonden_op=eerder)
    assert len(zinnen(mensen)) == 1, "een eerdere zegt niets"
    f.BerichtFactory(school=mensen.andere_school, aan=ADRES, verzonden=True)
    assert len(zinnen(mensen)) == 1, "die van een andere school ook niet"
    f.BerichtFactory(school=mensen.school, aan=ADRES.title(), verzonden=True)
    assert zinnen(mensen) == []


def test_wat_een_andere_school_merkte_blijft_daar(mensen, gezin):
    f.BerichtFactory(school=mensen.andere_school, aan=ADRES, geweigerd=True)
    assert zinnen(mensen) == []


def test_van_een_collega_weten_de_coordinator_en_de_beheerder_het(mensen, client_van, adres, meet):
    client, start = client_van("coen"), adres("overzichten:start")
    assert "weigert mail" not in client.get(start).text
    post_aan_bea = f.BerichtFactory(
        school=mensen.school, aan=mensen.bea.gebruiker.email, geweigerd=True
    )
    een = meet(client, start)
    assert f"Het adres van <b>{mensen.bea.gebruiker}</b> weigert mail" in client.get(start).text
    assert adres("gebruikers:toegang", mensen.bea.pk) in client.get(start).text
    assert client.get(adres("gebruikers:mensen")).context["te_doen"] == 1
    for wie in ("lea", "pieter", "ada"):
        naar = getattr(mensen, wie).gebruiker.email
        f.BerichtFactory(school=mensen.school, aan=naar, geweigerd=True)
    assert meet(client, start) == een <= 25
    assert "weigert mail" not in client_van("ada").get(start).text
    assert "weigert mail" not in client_van("bob").get(start).text, "dat is voor de coördinator"
    beheerder = f.LidmaatschapFactory(school=mensen.school, rol="beheerder")
    Bericht.objects.filter(pk=post_aan_bea.pk).update(aan=beheerder.gebruiker.email)
    bob = client_van("bob")
    assert f"<b>{beheerder.gebruiker}</b> weigert mail" in bob.get(start).text
    assert bob.get(adres("gebruikers:mensen")).context["te_doen"] == 1


def test_het_aantal_queries_hangt_niet_af_van_hoeveel_er_weigeren(
    mensen, weigert, gezin, django_assert_max_num_queries
):
    for _ in range(3):
        f.BetrokkeneFactory(leerling=zaak(mensen).leerling, email=ADRES)
    trajecten = Traject.objects.zichtbaar_voor(mensen.bea)
    with django_assert_max_num_queries(2 + len(post.BRONNEN)):  # trajecten, their terms
        assert len(post.adres_weigert_mail(mensen.bea, trajecten)) == 4
