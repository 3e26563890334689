"""Who follows several learners reads what is asked about each, or that nothing is."""

import datetime
import uuid

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from opleidingsplannen.acties import vraag_beoordeling
from opleidingsplannen.models import Beoordeling, Planstatus
from overzichten.eenvoudig import bladzijden
from tests import factories as f
from tests.overzichten.zaken import overeenkomst, zaak
from trajecten.fases import Fase
from trajecten.models import Gebeurtenis

pytestmark = pytest.mark.django_db


def met_plan(m, traject, regels: int = 1, status=Planstatus.AKKOORD):
    plan = f.OpleidingsplanFactory(traject=traject, status=status)
    return f.PlanregelFactory.create_batch(regels, plan=plan)


@pytest.fixture
def tweede(mensen):
    """Another learner of Mo and of Els, in Bea's team."""
    mensen.traject.fase = Fase.LOPEND
    mensen.traject.save()
    traject = zaak(mensen, fase=Fase.LOPEND)
    f.PlaatsingFactory(traject=traject, vestiging=mensen.vestiging, mentor=mensen.mentor)
    f.BetrokkeneFactory(leerling=traject.leerling, gebruiker=mensen.els.gebruiker)
    return traject


def vragen(lid, *trajecten) -> list[list]:
    return [blad.vragen for blad in bladzijden(lid, list(trajecten))]


def beoordeel(m, regel, **velden) -> None:
    Beoordeling.objects.create(
        traject=regel.plan.traject, competentie=regel.competentie, niveau=3, plek="werkplek",
        door=m.mo, rol="mentor", sleutel=uuid.uuid4(), **velden,
    )  # fmt: skip


def test_mentor_leest_per_leerling_wat_wacht_en_bij_wie_niets(mensen, tweede, client_van, adres):
    met_plan(mensen, mensen.traject, 7)
    tekst = client_van("mo").get(adres("overzichten:start")).content.decode()
    assert "Hoe doet Lotte het?" in tekst
    assert "5 onderdelen, enkele tikken." in tekst
    assert adres("opleidingsplannen:beoordelen", mensen.traject.pk) in tekst
    assert tekst.count("Niets te doen.") == 1
    assert tekst.index("Lotte Maes") < tekst.index("Niets te doen."), "wie wacht, staat eerst"
    assert tekst.count(f"mailto:{mensen.bea.gebruiker.email}") == 2


def test_ouder_leest_welke_overeenkomst_op_hem_wacht(mensen, tweede, client_van, adres):
    rij = overeenkomst(mensen, tweede)
    rij.ondertekenaars.filter(partij="ouder").update(gebruiker=mensen.els.gebruiker)
    tekst = client_van("els").get(adres("overzichten:start")).content.decode()
    assert adres("overeenkomsten:tekenen", rij.pk) in tekst
    assert tekst.count("Niets te doen.") == 1


def test_een_plan_dat_voorligt_staat_bij_de_juiste_leerling(mensen, tweede):
    met_plan(mensen, tweede, status=Planstatus.VOORGELEGD)
    een, twee = vragen(mensen.mo, mensen.traject, tweede)
    assert een == []
    assert [v.knop for v in twee if "plan" in v.zin] == ["Plan lezen"]


def test_wat_deze_week_beoordeeld_is_vraagt_niets_en_kan_toch(mensen, tweede):
    (regel,) = met_plan(mensen, tweede)
    beoordeel(mensen, regel)
    (blad,) = bladzijden(mensen.mo, [tweede])
    assert blad.vragen == []
    assert blad.beoordeel_url


@pytest.mark.parametrize("dagen", [0, 1])
def test_na_een_oordeel_vraagt_vandaag_niets_meer(dagen, mensen, tweede, client_van, adres):
    """As the rating page says: ready for today."""
    eerste, *_ = met_plan(mensen, tweede, 5)
    beoordeel(mensen, eerste, op=timezone.now() - datetime.timedelta(days=dagen))
    url, uitleg = adres("opleidingsplannen:beoordelen", tweede.pk), "4 onderdelen, enkele tikken."
    gevraagd = [(vraag.uitleg, vraag.url) for vraag in vragen(mensen.mo, tweede)[0]]
    assert gevraagd == ([(uitleg, url)] if dagen else [])
    mo = client_van("mo")
    assert (uitleg in mo.get(adres("overzichten:start")).text) == bool(dagen)
    assert ("Klaar voor vandaag" in mo.get(url).text) != bool(dagen)


def test_wat_na_de_oordelen_van_vandaag_gevraagd_wordt_opent_de_kaarten(mensen, tweede, client_van):
    eerste, *_ = met_plan(mensen, tweede, 5)
    beoordeel(mensen, eerste, op=timezone.now() - datetime.timedelta(seconds=1))
    vraag_beoordeling(tweede, door=mensen.bea)
    [[vraag]] = vragen(mensen.mo, tweede)
    assert vraag.uitleg.endswith("4 onderdelen, enkele tikken.")
    assert client_van("mo").get(vraag.url).text.count("<fieldset") >= 4


def test_wat_de_begeleider_vroeg_staat_er_tot_de_mentor_beoordeelt(mensen, tweede):
    (regel,) = met_plan(mensen, tweede)
    beoordeel(mensen, regel, op=timezone.now() - datetime.timedelta(hours=1))
    vraag_beoordeling(tweede, door=mensen.bea)
    zin = f"Bea Cast vroeg op {date_format(timezone.localdate(), 'j F')} om te beoordelen."
    lotte, (vraag,) = vragen(mensen.mo, mensen.traject, tweede)
    assert (lotte, vraag.uitleg) == ([], zin)
    assert vraag.url.endswith("?alles=1"), "niets is aan de beurt"
    beoordeel(mensen, regel)
    assert vragen(mensen.mo, tweede) == [[]]


@pytest.mark.parametrize(("dagen", "gevraagd"), [(0, True), (3, False)])
def test_wie_later_mentor_werd_leest_niet_wat_voordien_gevraagd_was(
    mensen, tweede, dagen, gevraagd
):
    met_plan(mensen, tweede)
    tweede.plaatsingen.update(van=f.dagen(0))
    Gebeurtenis.objects.create(
        traject=tweede,
        door=mensen.bea,
        soort="beoordeling gevraagd",
        tekst="Beoordeling gevraagd aan iemand",
        op=timezone.now() - datetime.timedelta(days=dagen),
    )
    [[vraag]] = vragen(mensen.mo, tweede)
    assert ("vroeg" in vraag.uitleg) == gevraagd


def test_vast_aantal_queries_met_alles_wat_gevraagd_kan_zijn(mensen, client_van, adres, meet):
    def nog_een() -> None:
        traject = zaak(mensen, fase=Fase.LOPEND)
        f.PlaatsingFactory(traject=traject, vestiging=mensen.vestiging, mentor=mensen.mentor)
        f.BetrokkeneFactory(leerling=traject.leerling, gebruiker=mensen.els.gebruiker)
        met_plan(mensen, traject, 2)
        f.OpleidingsplanFactory(traject=traject, status=Planstatus.VOORGELEGD, versie=2)
        vraag_beoordeling(traject, door=mensen.bea)
        rij = overeenkomst(mensen, traject)
        rij.ondertekenaars.filter(partij="ouder").update(gebruiker=mensen.els.gebruiker)

    nog_een()
    start, wie = adres("overzichten:start"), {naam: client_van(naam) for naam in ("mo", "els")}
    twee = {naam: meet(client, start) for naam, client in wie.items()}
    [nog_een() for _ in range(4)]
    for naam, client in wie.items():
        assert meet(client, start) == twee[naam] <= 25
