"""What is looked at of an amendment: its day, its form, the checks, and what was noted before."""

import uuid

import pytest
from django.utils import timezone

from gebruikers.overgang import Weigering
from opleidingsplannen.models import Beoordeling, Planakkoord
from overeenkomsten.acties_controles import bewaar_strengheden, wijk_af
from overeenkomsten.controles.wijzigingen import gevonden_in
from overeenkomsten.forms_wijziging import WijzigingForm
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.statussen import Partij, Registratie
from tests import factories as f
from tests.invullen import bewaar, ingevuld
from tests.overeenkomsten.zaken import (
    bied_wijziging_aan,
    getekende_wijziging,
    houdt_tegen,
    klaar,
    lopend,
    open_link,
    teken,
    wijziging,
)
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db
ALLEN = (Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING, Partij.SCHOOL)


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return lopend(mensen)


def opnieuw(rij):
    return type(rij).objects.get(pk=rij.pk)


def wie(rij, **velden):
    return f.MentorFactory(vestiging=rij.vestiging, **velden)


def form_met(m, rij, **getypt) -> WijzigingForm:
    leeg = Wijziging(overeenkomst=rij, vanaf=f.dagen(5), **rij.wie_tekent_weer())
    velden = ingevuld(WijzigingForm(instance=leeg, lid=m.bea), reden="Afgesproken.", **getypt)
    leeg = Wijziging(overeenkomst=rij, vanaf=f.dagen(5))
    form = WijzigingForm(velden, instance=leeg, lid=m.bea)
    form.is_valid()
    return form


@pytest.mark.parametrize("dag", [-31, 201])
def test_een_dag_buiten_de_overeenkomst_staat_bij_het_veld(mensen, rij, dag):
    form = form_met(mensen, rij, vanaf=f.dagen(dag), uren_school="8")
    assert "Laat de wijziging ingaan tussen" in form.errors["vanaf"][0]
    assert form["reden"].value() == "Afgesproken.", "wat getypt is, blijft staan"


@pytest.mark.parametrize("dag", [-30, 200])
def test_de_eerste_en_de_laatste_dag_mogen(mensen, rij, dag):
    assert not form_met(mensen, rij, vanaf=f.dagen(dag), uren_school="8").errors


def test_wat_niets_verandert_wordt_niet_bewaard(mensen, rij):
    form = form_met(mensen, rij)
    assert "Er verandert niets" in form.errors["ander_uurrooster"][0]
    assert not form_met(mensen, rij, vergoeding="700,00").errors
    assert not form_met(mensen, rij, ander_uurrooster="on").errors


def test_alleen_het_uurrooster_verandert(mensen, rij, client_van, adres):
    bea, url = client_van("bea"), adres("overeenkomsten:wijzig", rij.pk)
    leeg = bewaar(bea, url, reden="Andere uren.")
    assert "Er verandert niets" in leeg.text
    assert "Andere uren." in leeg.text
    assert not Wijziging.objects.exists()
    antwoord = bewaar(bea, url, reden="Andere uren.", ander_uurrooster="on")
    nieuw = Wijziging.objects.get()
    assert antwoord.url == adres("overeenkomsten:wijziging_uurrooster", nieuw.pk)


def test_het_bedrag_wordt_nagekeken(mensen, rij):
    """As that of an agreement is, by the table of the first day of the amendment."""
    f.LeervergoedingFactory(school=mensen.school, categorie=1, vanaf=f.dagen(-90), cent=66260)
    f.LeervergoedingFactory(school=mensen.school, categorie=1, vanaf=f.dagen(30), cent=68000)
    fout = wijziging(mensen, rij, 40, vergoeding_cent=70000)
    (let_op,) = gevonden_in(fout)
    assert "Volgens de tabel is categorie 1" in let_op.zin
    assert "680,00" in let_op.zin
    assert not houdt_tegen(fout), "een school zegt of dat tegenhoudt"
    bewaar_strengheden(mensen.school, {"vergoeding_bedrag": "blokkeert"}, door=mensen.coen)
    with pytest.raises(Weigering, match="Volgens de tabel is categorie 1"):
        bied_wijziging_aan(mensen, fout)
    assert gevonden_in(wijziging(mensen, rij, 40, vergoeding_cent=68000)) == []


def test_uren_en_einde_worden_nagekeken(mensen, rij, client_van):
    meer = wijziging(mensen, rij, uren_werkplek=30, einddatum=f.dagen(420))
    gevonden = {rij.controle.sleutel for rij in gevonden_in(meer)}
    assert {"uurrooster_uren", "week_uren", "schooljaar"} <= gevonden
    blad = client_van("bea").get(meer.get_absolute_url()).text
    assert "<h2>Let op</h2>" in blad
    assert "Het uurrooster telt" in blad


def test_het_blad_van_een_concept_vraagt_niet_te_veel(mensen, rij, client_van, meet):
    """With all that can change, beside another agreement."""
    lopend(mensen, van=-20, plan=rij.plan)
    plek = f.VestigingFactory(onderneming=rij.vestiging.onderneming)
    f.ErkenningFactory(vestiging=plek, opleiding=rij.opleiding)
    velden = {"vestiging": plek, "mentor": f.MentorFactory(vestiging=plek), "uren_werkplek": 30}
    velden |= {"einddatum": f.dagen(220), "vergoeding_cent": 70000}
    velden["plan"] = f.OpleidingsplanFactory(traject=rij.traject, versie=2)
    veel = wijziging(mensen, rij, 5, **velden)
    assert meet(client_van("bea"), veel.get_absolute_url()) <= 25


def test_waarvan_de_school_afweek_houdt_ook_de_wijziging_niet_tegen(mensen):
    """By the very same finding."""
    rij = klaar(mensen, uren_werkplek=30)
    bewaar_strengheden(mensen.school, {"uurrooster_uren": "blokkeert"}, door=mensen.coen)
    wijk_af(rij, "uurrooster_uren", reden="Wisselende week.", door=mensen.coen)
    rij.ga_naar("ter_ondertekening", feitelijke_periode=(rij.begindatum, rij.einddatum))
    rij.ga_naar("getekend", getekend_op=timezone.now())
    zelfde = wijziging(mensen, rij, 20, uren_school=8)
    (zin,) = houdt_tegen(zelfde)
    assert "school" in zin, "wat anders is dan toen, vraagt het opnieuw"


def beoordeel(rij, op: int, door, rol: str = "mentor") -> None:
    Beoordeling.objects.create(
        traject=rij.traject, competentie=rij.plan.regels.first().competentie, niveau=2,
        plaatsing=rij.plaatsing, plek="werkplek", door=door, rol=rol, sleutel=uuid.uuid4(),
        op=timezone.now() + (f.dagen(op) - f.dagen(0)),
    )  # fmt: skip


def test_wat_al_beoordeeld_is_houdt_een_andere_mentor_van_voordien_tegen(mensen, rij):
    beoordeel(rij, -5, mensen.mo)
    beoordeel(rij, -2, mensen.lotte, "leerling")
    with pytest.raises(Weigering, match="Laat de wijziging pas daarna ingaan"):
        bied_wijziging_aan(mensen, wijziging(mensen, rij, -5, mentor=wie(rij)))
    bied_wijziging_aan(mensen, wijziging(mensen, rij, -5, uren_school=8))
    bied_wijziging_aan(mensen, wijziging(mensen, rij, -4, mentor=wie(rij)))


def test_een_akkoord_met_het_plan_ook(mensen, rij):
    rij.mentor.gebruiker = mensen.mo.gebruiker
    rij.mentor.save()
    Planakkoord.objects.create(plan=rij.plan, partij="mentor", door=mensen.mo)
    assert any("akkoord met het" in zin for zin in houdt_tegen(
        wijziging(mensen, opnieuw(rij), 0, mentor=wie(rij))))  # fmt: skip


@pytest.mark.parametrize("vanaf", [-30, -10])
def test_wat_tijdens_het_tekenen_beoordeeld_wordt_blijft_bij_die_plek(mensen, rij, vanaf):
    oud, nieuw = rij.plaatsing, wie(rij)
    gestuurd = bied_wijziging_aan(mensen, wijziging(mensen, rij, vanaf, mentor=nieuw))
    beoordeel(rij, -3, mensen.mo)
    teken(gestuurd, *ALLEN)
    oud.refresh_from_db()
    assert (oud.mentor, oud.tot) == (rij.mentor, f.dagen(-3))
    nu = opnieuw(rij).plaatsing
    assert (nu.mentor, nu.van) == (nieuw, f.dagen(vanaf))


def test_de_reden_staat_op_het_tekenblad(mensen, rij, client):
    bied_wijziging_aan(mensen, wijziging(mensen, rij, uren_school=8))
    assert "De reden: Afgesproken." in client.get(open_link(client, "baas@cools.example")).text


def test_werkplekduaal_kondigt_aan_wat_nog_verandert(mensen, rij, client_van, adres):
    later = getekende_wijziging(mensen, rij, 20, uren_school=8)
    url = adres("overeenkomsten:registreer", rij.pk)
    herbereken([rij.traject_id])
    blad = client_van("bea").get(url)
    assert blad.context["termijn"]
    assert f"Vanaf {later.vanaf_in_woorden} verandert: uren" in blad.text
    Overeenkomst.objects.filter(pk=rij.pk).update(
        registratie=Registratie.GEREGISTREERD, geregistreerd_op=f.dagen(0)
    )
    assert client_van("bea").get(url).context["termijn"] is None
