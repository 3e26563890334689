"""What was reached: added, corrected and taken away, and read by whom it is for."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from gebruikers.models import Spoorregel
from gebruikers.overgang import Weigering
from overzichten.eenvoudig import bladzijde
from tests import factories as f
from tests.invullen import ingevuld
from tests.trajecten.einde import rond_af, zet_stop
from trajecten import acties_studiebewijs
from trajecten.fases import Fase
from trajecten.models import Studiebewijs, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def klaar(mensen) -> Traject:
    """Lotte finished, with a diploma."""
    Traject.objects.filter(pk=mensen.traject.pk).update(fase=Fase.LOPEND, fase_sinds=f.dagen(-9))
    mensen.traject.refresh_from_db()
    rond_af(mensen.traject, door=mensen.bea)
    return mensen.traject


def test_nog_een_toevoegen_op_eender_welke_dag(klaar, mensen, client_van, adres):
    blad, bea = adres("trajecten:studiebewijzen", klaar.pk), client_van("bea")
    velden = {
        "soort": "deelkwalificatie",
        "op": f.dagen(-5).isoformat(),
        "clusters": " Deeg \r\n\r\nOven",
    }
    assert bea.post(blad, velden).status_code == 302
    rij = klaar.studiebewijzen.get(soort="deelkwalificatie")
    assert rij.clusters == ["Deeg", "Oven"]
    assert (
        "Studiebewijs: bewijs van deelkwalificatie (Deeg, Oven)"
        in klaar.gebeurtenissen.first().tekst
    )
    for mis, zin in (
        ({"soort": "diploma", "clusters": ""}, "staat al in het dossier"),
        ({"clusters": ""}, "voor welke clusters"),
        ({"soort": "beroepskwalificatie"}, "alleen"),
        ({"op": f.dagen(-900).isoformat()}, "Kies een latere dag"),
    ):
        antwoord = bea.post(blad, velden | mis)
        assert antwoord.status_code == 422
        assert zin in antwoord.text, mis


def test_alleen_bij_een_traject_dat_klaar_is(mensen):
    bewijs = Studiebewijs(traject=mensen.traject, soort="competenties", op=f.dagen(0))
    with pytest.raises(Weigering, match="afgerond of stopgezet"):
        acties_studiebewijs.geef(bewijs, door=mensen.bea)
    zet_stop(mensen.traject, door=mensen.bea)
    bewijs.traject.refresh_from_db()
    for wie in ("ada", "pieter", "vera", "lotte"):
        with pytest.raises(Weigering):
            acties_studiebewijs.geef(bewijs, door=getattr(mensen, wie))
    acties_studiebewijs.geef(bewijs, door=mensen.bea)
    with pytest.raises(IntegrityError, match="studiebewijs_clusters"), transaction.atomic():
        Studiebewijs.objects.update(soort="deelkwalificatie")


def test_wie_het_schreef_of_de_coordinator_verbetert_en_het_oude_blijft_te_lezen(
    klaar, mensen, client_van, adres
):
    rij = klaar.studiebewijzen.get()
    f.TeamlidFactory(traject=klaar, gebruiker=mensen.vera.gebruiker)
    url = adres("trajecten:studiebewijs", rij.pk)
    assert "Dit verbetert wie het schreef (Bea Cast)" in client_van("vera").get(url).text
    open_blad = client_van("bea").get(url).context["form"]
    velden = {"soort": "studiegetuigschrift", "reden": "Verkeerd gekozen."}
    with pytest.raises(Weigering, match="Dit verbetert"):
        acties_studiebewijs.verbeter(rij, reden="zomaar", door=mensen.vera)
    assert client_van("coen").post(url, ingevuld(open_blad, **velden)).status_code == 302
    rij.refresh_from_db()
    assert (rij.soort, rij.door) == ("studiegetuigschrift", mensen.bea)
    regel = Spoorregel.objects.filter(tabel="trajecten_studiebewijs", wat="gewijzigd").latest("pk")
    assert (regel.voor["soort"], regel.reden) == ("diploma", "Verkeerd gekozen.")
    tekst = client_van("bea").get(adres("overzichten:geschiedenis", "traject", klaar.pk)).text
    assert "verbeterde het studiebewijs" in tekst
    laat = ingevuld(open_blad, soort="beroepskwalificatie", reden="Toch dit.")
    assert "Dit werd intussen gewijzigd" in client_van("bea").post(url, laat).text


def test_wegnemen_kan_met_een_reden_en_nooit_het_laatste(klaar, mensen, client_van, adres):
    bea, rij = client_van("bea"), klaar.studiebewijzen.get()
    weg = adres("trajecten:studiebewijs_weg", rij.pk)
    assert "heeft een studiebewijs" in bea.post(weg, {"reden": "Mis."}, follow=True).text
    f.StudiebewijsFactory(traject=klaar, soort="competenties", door=mensen.bea)
    assert "Schrijf waarom" in bea.post(weg, {"reden": ""}, follow=True).text
    f.TeamlidFactory(traject=klaar, gebruiker=mensen.vera.gebruiker)
    with pytest.raises(Weigering, match="Dit verbetert"):
        acties_studiebewijs.neem_weg(rij, reden="Mis.", door=mensen.vera)
    bea.post(weg, {"reden": "Mis."})
    assert klaar.studiebewijzen.get().soort == "competenties"
    assert "weggenomen: diploma" in klaar.gebeurtenissen.first().tekst


GEHEIM = "Ruzie met de baas."


@pytest.mark.parametrize(
    ("wie", "zinnen"),
    [
        (
            "lotte",
            ["Reden: Verhuisd.", "Je kreeg op {} een bewijs van deelkwalificatie voor: Deeg."],
        ),
        (
            "els",
            ["Reden: Verhuisd.", "Lotte kreeg op {} een bewijs van deelkwalificatie voor: Deeg."],
        ),
        ("mo", []),
        ("xander", []),
    ],
)
def test_wie_niet_van_de_school_is_leest_in_gewone_woorden(wie, zinnen, mensen, client_van, adres):
    verhuisd = f.EinderedenFactory(school=mensen.school, naam="Verhuisd")
    bewijs = Studiebewijs(soort="deelkwalificatie", op=f.dagen(0), clusters=["Deeg"])
    wat = {"eindereden": verhuisd, "reden": GEHEIM, "studiebewijzen": [bewijs]}
    zet_stop(mensen.traject, door=mensen.bea, **wat)
    mensen.traject.plaatsingen.update(tot=f.dagen(0))
    dag = date_format(f.dagen(0), "j F Y")
    lid = getattr(mensen, wie)
    assert bladzijde(lid, mensen.traject).einde == [zin.format(dag) for zin in zinnen]
    tekst = client_van(wie).get(adres("overzichten:dossier", mensen.traject.pk)).text
    assert "Het traject is gestopt." in tekst
    assert GEHEIM not in tekst
    assert ("Verhuisd" in tekst) == bool(zinnen)


def test_andere_trajecten_van_dezelfde_leerling(klaar, mensen, client_van, adres):
    """Each reads those that they see: Vera is in the team of the new one only."""
    blad = adres("leerlingen:leerling", mensen.leerling.pk)
    for wie in ("bea", "coen"):
        assert "Traject starten" in client_van(wie).get(blad).text
        assert client_van(wie).get(adres("trajecten:nieuw", mensen.leerling.pk)).status_code == 200
    assert "Traject starten" not in client_van("ada").get(blad).text
    assert "Diploma secundair onderwijs" in client_van("ada").get(blad).text
    nieuw = f.TrajectFactory(school=mensen.school, leerling=mensen.leerling, begindatum=f.dagen(0))
    f.InschrijvingFactory(traject=nieuw)
    for lid in (mensen.bea, mensen.vera):
        f.TeamlidFactory(traject=nieuw, gebruiker=lid.gebruiker)
    dossier = adres("overzichten:dossier", nieuw.pk)
    for wie in ("bea", "coen", "ada", "lea", "lotte", "els"):
        tekst = client_van(wie).get(dossier).text
        assert klaar.get_absolute_url() in tekst, wie
        assert "Diploma secundair onderwijs" in tekst, wie
    assert klaar.get_absolute_url() not in client_van("vera").get(dossier).text
    assert nieuw.get_absolute_url() in client_van("lotte").get(klaar.get_absolute_url()).text


@pytest.mark.parametrize("wie", ["bea", "coen", "lotte"])
def test_een_gesloten_dossier_kost_evenveel_met_meer(wie, klaar, mensen, client_van, adres, meet):
    client = client_van(wie)
    bladen = [adres("overzichten:dossier", klaar.pk)]
    if wie != "lotte":
        bladen += [adres("trajecten:studiebewijzen", klaar.pk), adres("trajecten:redenen")]

    def meer(aantal: int) -> list[int]:
        for n in range(aantal):
            f.StudiebewijsFactory(
                traject=klaar, soort="deelkwalificatie", clusters=[f"C{n}"], door=mensen.bea
            )
            ander = f.TrajectFactory(
                school=mensen.school, leerling=mensen.leerling, fase=Fase.STOPGEZET
            )
            f.FaseredenFactory(traject=ander)
            f.StudiebewijsFactory(traject=ander, soort="competenties", door=mensen.bea)
        return [meet(client, blad) for blad in bladen]

    een = meer(1)
    assert meer(9) == een, een
    assert max(een) <= 25
