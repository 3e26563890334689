"""What was told or settled by mistake is taken back."""

import pytest
from django.utils import timezone

from gebruikers.overgang import Weigering
from gebruikers.periode import DAG
from opleidingsplannen.aanwezigheid import neem_terug, stel_vast
from opleidingsplannen.models import Aanwezigheid, Halve
from opleidingsplannen.verwacht import eerste_dag
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def halve(werkt):
    return Halve(werkt.pk, f.dagen(-1), "voormiddag")


@pytest.fixture
def vastgesteld(mensen, werkt, halve):
    """vastgesteld("ziek", waarom="…"): settled by Bea, whatever was said of it."""

    def doe(staat: str, waarom: str = "") -> Aanwezigheid:
        rij = Aanwezigheid.objects.first() or Aanwezigheid()
        stel_vast(werkt, {halve: rij.afdruk}, staat=staat, waarom=waarom, door=mensen.bea)
        return Aanwezigheid.objects.get()

    return doe


def test_wat_doorgegeven_was_staat_weer_open(mensen, werkt, halve, vastgesteld):
    f.AanwezigheidFactory(plaatsing=werkt, dag=halve.dag, werkplek_zegt="ongewettigd")
    rij = vastgesteld("ziek", "Verkeerde rij.")
    assert neem_terug(werkt, {halve: rij.afdruk}, door=mensen.bea) == 1
    rij = Aanwezigheid.objects.get()
    assert (rij.staat, rij.waarom, rij.vastgesteld_door, rij.vastgesteld_op) == ("", "", None, None)
    assert rij.werkplek_zegt == "ongewettigd"
    assert neem_terug(werkt, {halve: "wat dan ook"}, door=mensen.bea) == 0, "twee keer gedrukt"


def test_wat_niemand_doorgaf_is_er_dan_niet_meer(mensen, werkt, halve, vastgesteld):
    rij = vastgesteld("ongewettigd")
    neem_terug(werkt, {halve: rij.afdruk}, door=mensen.bea)
    assert not Aanwezigheid.objects.exists()


def test_wie_intussen_iets_anders_vaststelde_verliest_dat_niet(mensen, werkt, halve, vastgesteld):
    oud = vastgesteld("ongewettigd").afdruk
    vastgesteld("gewettigd", "Gebeld.")
    with pytest.raises(Weigering, match="Intussen veranderde er iets"):
        neem_terug(werkt, {halve: oud}, door=mensen.bea)
    with pytest.raises(Weigering, match="Kies welke halve dag"):
        neem_terug(werkt, {}, door=mensen.bea)


@pytest.mark.parametrize("naam", ["mo", "lotte", "coen", "vera"])
def test_alleen_wie_mag_vaststellen(mensen, werkt, halve, vastgesteld, naam):
    afdruk = vastgesteld("ongewettigd").afdruk
    with pytest.raises(Weigering):
        neem_terug(werkt, {halve: afdruk}, door=getattr(mensen, naam))
    assert Aanwezigheid.objects.get().is_vastgesteld


def test_de_knop_staat_bij_wat_vastgesteld_is(client_van, adres, mensen, werkt, vastgesteld):
    bea, blad = client_van("bea"), adres("opleidingsplannen:aanwezigheid", mensen.traject.pk)
    blad += f"?week={f.dagen(-1)}"
    assert "Vaststelling terugnemen" not in bea.get(blad).text
    rij = vastgesteld("ongewettigd")
    assert bea.get(blad).text.count("Vaststelling terugnemen") == 1
    velden = {"plaatsing": werkt.pk, "dag": rij.dag.isoformat(), "deel": rij.deel}
    url = adres("opleidingsplannen:neem_aanwezigheid_terug", mensen.traject.pk)
    antwoord = bea.post(url, velden | {f"gezien-{rij.deel}": rij.afdruk}, follow=True)
    assert "De vaststelling is teruggenomen." in antwoord.text
    assert not Aanwezigheid.objects.exists()


def _vak(client_van, adres, mensen, rij):
    antwoord = client_van("mo").get(
        adres("opleidingsplannen:aanwezigheid", mensen.traject.pk) + f"?week={rij.dag}"
    )
    (blok,) = antwoord.context["week"].blokken
    return next(vak for vak in blok.vakken if vak.halve == rij.halve)


def test_de_mentor_neemt_terug_wat_vooraf_gemeld_was(client_van, adres, mensen, werkt):
    rij = f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(2), werkplek_zegt="ziek")
    vak = _vak(client_van, adres, mensen, rij)
    assert vak.niets == "komt wel"
    velden = {"plaatsing": werkt.pk, "week": rij.dag.isoformat(), "knop": "bewaar"}
    velden |= {f"h-{vak.naam}": "", f"was-{vak.naam}": "ziek"}
    client_van("mo").post(adres("opleidingsplannen:meld_aanwezigheid", mensen.traject.pk), velden)
    assert not Aanwezigheid.objects.exists()
    zelf = {"leerling_zegt": "ziek", "leerling_op": werkt.aangeboden_op}
    ook = f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(2), werkplek_zegt="ziek", **zelf)
    assert _vak(client_van, adres, mensen, ook).niets == "", "de leerling zei het zelf ook"


def test_van_een_andere_dag_alleen_wel_of_niet(client_van, adres, mensen, werkt):
    velden = {"plaatsing": werkt, "dag": f.dagen(-1)}
    buiten = f.AanwezigheidFactory(**velden, buiten_rooster=True)
    gewoon = f.AanwezigheidFactory(**velden, deel="namiddag")
    vak = _vak(client_van, adres, mensen, buiten)
    assert (vak.keuzes, vak.niets) == (["aanwezig"], "was er niet")
    vak = _vak(client_van, adres, mensen, gewoon)
    assert (len(vak.keuzes), vak.niets) == (5, ""), "van een gewone dag zegt men hoe het was"


def test_wat_niemand_nog_kan_doorgeven_blijft_vastgesteld(mensen, werkt):
    """Taken back it would be a hole of which no term tells."""
    dag = eerste_dag(f.dagen(0)) - DAG
    rij = f.AanwezigheidFactory(
        plaatsing=werkt, dag=dag, staat="ziek", waarom="Zo was het.", vastgesteld_door=mensen.bea,
        vastgesteld_op=timezone.now(),
    )  # fmt: skip
    with pytest.raises(Weigering, match="te lang geleden"):
        neem_terug(werkt, {rij.halve: rij.afdruk}, door=mensen.bea)
    assert Aanwezigheid.objects.get().staat == "ziek"
