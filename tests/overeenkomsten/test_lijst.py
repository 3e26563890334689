"""The list of agreements: own rows, filters, and the same cost for one as for ten."""

import pytest
from psycopg.types.range import DateRange

from leerlingen.schooljaar import begin_schooljaar, van_schooljaar
from overeenkomsten.models import Overeenkomst, Schorsing
from overeenkomsten.statussen import Partij
from tests import factories as f
from tests.overeenkomsten.zaken import andere_zaak, klaar, lopend, verstuurd
from tests.overzichten.zaken import overeenkomst, teken, zaak

pytestmark = pytest.mark.django_db


@pytest.fixture
def lijst(client_van, adres):
    """The rows that this person finds: lijst("bea", status="concept")."""

    def vraag(naam: str, **keuze) -> set[int]:
        antwoord = client_van(naam).get(adres("overeenkomsten:lijst"), keuze)
        assert antwoord.status_code == 200
        return {rij.pk for rij in antwoord.context["page_obj"]}

    return vraag


def test_wie_welke_overeenkomsten_ziet(mensen, lijst):
    lotte = klaar(mensen).pk
    vera = f.OvereenkomstFactory(traject=mensen.vera_traject).pk
    f.OvereenkomstFactory(traject=mensen.vreemd_traject)
    for wie in ("bea", "pieter", "lea"):
        assert lijst(wie) == {lotte}, wie
    assert lijst("vera") == {vera}
    for wie in ("coen", "ada"):
        assert lijst(wie) == {lotte, vera}, wie


def test_wat_vandaag_geschorst_is_staat_er_ook_zo(mensen, client_van, adres):
    rij = lopend(mensen)
    schorsing = f.SchorsingFactory(overeenkomst=rij, van=f.dagen(1))
    assert "nu geschorst" not in client_van("bea").get(adres("overeenkomsten:lijst")).text
    Schorsing.objects.filter(pk=schorsing.pk).update(van=f.dagen(-1))
    assert client_van("bea").get(adres("overeenkomsten:lijst")).text.count("nu geschorst") == 1


def test_elk_filter_vernauwt(mensen, lijst):
    lotte = verstuurd(mensen)
    traject = andere_zaak(mensen, naam="Nuñez")
    ander = klaar(
        mensen, traject=traject, soort="sao", uren_werkplek=10,
        begindatum=f.dagen(40), einddatum=f.dagen(80),
    )  # fmt: skip
    Overeenkomst.objects.filter(pk=ander.pk).update(registratie="opgemaakt")
    onderneming = ander.vestiging.onderneming  # a name without a word or figure of a number
    type(onderneming).objects.filter(pk=onderneming.pk).update(naam="Zagerij Dhondt")
    eigen = f.OpleidingFactory(school=mensen.school)
    Overeenkomst.objects.filter(pk=ander.pk).update(opleiding=eigen)
    for keuze in (
        {"q": "nunez"},
        {"q": "zagerij dhondt"},
        {"status": "concept"},
        {"soort": "sao"},
        {"registratie": "opgemaakt"},
        {"opleiding": eigen.pk},
        {"begint_vanaf": f.dagen(30)},
    ):
        assert lijst("bea", **keuze) == {ander.pk}, keuze
    for keuze in (
        {"q": f"lotte {lotte.nummer}"},
        {"status": "ter_ondertekening"},
        {"soort": "oao"},
        {"begint_tot": f.dagen(30)},
    ):
        assert lijst("bea", **keuze) == {lotte.pk}, keuze


def test_de_volgorde(mensen, client_van, adres):
    """The end is the real one, also of what stopped early."""
    maes = lopend(mensen, tot=90)
    adam = klaar(
        mensen, traject=andere_zaak(mensen, naam="Adam"), begindatum=f.dagen(20),
        einddatum=f.dagen(60),
    )  # fmt: skip
    zeno = klaar(
        mensen, traject=andere_zaak(mensen, naam="Zeno"), begindatum=f.dagen(10),
        einddatum=f.dagen(70),
    )  # fmt: skip

    def volgorde(sorteer: str) -> list:
        antwoord = client_van("bea").get(adres("overeenkomsten:lijst"), {"sorteer": sorteer})
        return list(antwoord.context["page_obj"])

    assert volgorde("") == volgorde("onzin") == [adam, zeno, maes]
    assert volgorde("begin") == [maes, zeno, adam]
    assert volgorde("leerling") == [adam, maes, zeno]
    assert volgorde("einde") == [adam, zeno, maes]
    gestopt = DateRange(maes.begindatum, f.dagen(50))
    Overeenkomst.objects.filter(pk=maes.pk).update(feitelijke_periode=gestopt)
    assert volgorde("einde") == [maes, adam, zeno]
    assert volgorde("-einde") == [zeno, adam, maes]


def test_een_schooljaar_is_waarin_ze_echt_loopt(mensen, lijst):
    jaar = begin_schooljaar(f.dagen(0))
    (begin, einde), (_, later) = van_schooljaar(jaar), van_schooljaar(jaar + 1)
    een, twee, gestopt = (
        klaar(mensen, traject=andere_zaak(mensen), begindatum=begin, einddatum=tot).pk
        for tot in (einde, later, later)
    )
    echt = {"feitelijke_periode": DateRange(begin, einde)}
    Overeenkomst.objects.filter(pk=gestopt).update(status="ingetrokken", **echt)
    assert lijst("bea", schooljaar=jaar) == {een, twee, gestopt}
    assert lijst("bea", schooljaar=jaar + 1) == {twee}
    assert lijst("bea", schooljaar=jaar - 1) == set()


def test_een_onzinnig_filter_geeft_een_pagina_met_een_fout(mensen, client_van, adres):
    klaar(mensen)
    url = adres("overeenkomsten:lijst")
    antwoord = client_van("bea").get(url, {"begint_vanaf": "gisteren", "status": "bestaat-niet"})
    assert antwoord.status_code == 200
    assert antwoord.context["filter"].errors.keys() == {"begint_vanaf", "status"}


def test_de_vierkanten_tonen_wie_tekende(mensen, client_van, adres):
    rij = overeenkomst(mensen, zaak(mensen))
    teken(rij, Partij.LEERLING)
    inhoud = client_van("bea").get(adres("overeenkomsten:lijst")).content.decode()
    assert "Leerling heeft getekend" in inhoud
    assert "Ouder moet nog tekenen" in inhoud
    voor_lea = client_van("lea").get(adres("overeenkomsten:lijst")).content.decode()
    assert "heeft getekend" not in voor_lea, "een leerkracht ziet het document niet"


def test_de_detailpagina_kost_niet_meer_na_meer_versies(mensen, client_van, meet):
    rij = overeenkomst(mensen, zaak(mensen))
    bea = client_van("bea")
    meet(bea, rij.get_absolute_url())
    voor = meet(bea, rij.get_absolute_url())
    teken(rij, *Partij)
    assert meet(bea, rij.get_absolute_url()) <= voor


def test_een_leeg_resultaat_zegt_dat(mensen, client_van, adres):
    klaar(mensen)
    inhoud = client_van("bea").get(adres("overeenkomsten:lijst"), {"q": "zzz"}).content.decode()
    assert "tabel-kaarten" not in inhoud
