"""The pages of the new school year: choose, two people at once, preview, press, undo."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gebruikers.models import Opdracht
from leerlingen.models import Leerling
from tests import factories as f
from tests.invullen import bewaar, ingevuld
from tests.trajecten.jaar import kies, school_op_het_einde, voer_uit
from trajecten.jaarwissel_regels import groep_van
from trajecten.models import Jaarwissel
from trajecten.models.jaarwissel import Staat

pytestmark = pytest.mark.django_db
STAPPEN = ("", "_klassen", "_leerlingen", "_teams", "_plannen", "_voorbeeld")


@pytest.fixture
def s(mensen):
    return school_op_het_einde(mensen)


@pytest.fixture
def blad(adres, s):
    return lambda stap="": adres(f"trajecten:jaarwissel{stap}", s.wissel.pk)


def keuzes(s) -> dict:
    return Jaarwissel.objects.get(pk=s.wissel.pk).keuzes


def test_beginnen_en_terugvinden(mensen, client_van, adres, s):
    start = adres("trajecten:jaarwissels")
    assert "Ga verder" in client_van("ada").get(start).text
    s.wissel.delete()
    antwoord = client_van("ada").post(start)
    nieuw = Jaarwissel.objects.get(school=mensen.school)
    assert antwoord.url == adres("trajecten:jaarwissel", nieuw.pk)
    # Who presses at the same moment comes where the other is.
    assert client_van("coen").post(start).url == antwoord.url
    client_van("coen").post(adres("trajecten:jaarwissel_weg", nieuw.pk))
    assert not Jaarwissel.objects.filter(school=mensen.school).exists()
    for naam in ("trajecten:kalender", "leerlingen:klassen"):
        assert start in client_van("coen").get(adres(naam)).text
        assert start not in client_van("bob").get(adres(naam)).text


def test_alleen_wat_anders_is_wordt_bewaard(mensen, client_van, blad, s):
    ada, lea = client_van("ada"), s.a.leerkrachten.get()
    bewaar(ada, blad("_klassen"), kalender="on", **{f"met_{lea.pk}": "on"})
    niets = {"klassen": {}, "klassen_weg": [], "leerkrachten": {}}
    assert keuzes(s) == {"kalender": True, **niets}
    bewaar(ada, blad("_klassen"), **{f"naar_{s.a.pk}": "5C", f"weg_{s.b.pk}": "weg"})
    assert keuzes(s) == {
        "kalender": False, "klassen": {str(s.a.pk): "5C"}, "klassen_weg": [s.b.pk],
        "leerkrachten": {str(lea.pk): False},
    }  # fmt: skip
    bewaar(ada, blad("_leerlingen"))
    assert keuzes(s)["leerlingen"] == {}
    pk, anders = mensen.leerling.pk, f.OpleidingFactory(school=mensen.school)
    bewaar(ada, blad("_leerlingen"), **{f"naar_{pk}": "weg", f"dag_{pk}": f"{s.jaar}-06-30"})
    bewaar(ada, blad("_leerlingen"), **{f"opleiding_{s.zonder.pk}": str(anders.pk)})
    assert keuzes(s)["leerlingen"] == {str(pk): {"naar": "weg", "dag": f"{s.jaar}-06-30"}}
    bewaar(ada, blad("_leerlingen"), **{f"naar_{pk}": "=5C", f"opleiding_{pk}": str(anders.pk)})
    assert keuzes(s)["leerlingen"] == {str(pk): {"opleiding": anders.pk}}
    groep = groep_van("5C", mensen.traject.team.get(rol="begeleider"), False)
    bewaar(ada, blad("_teams"), **{f"team_{groep}": str(mensen.vera.pk)})
    assert keuzes(s)["team"] == {groep: str(mensen.vera.pk)}
    bewaar(ada, blad("_teams"), **{f"team_{groep}": "blijft"})
    assert keuzes(s)["team"] == {}


def test_een_dag_buiten_het_schooljaar(mensen, client_van, blad, s):
    pk = mensen.leerling.pk
    wat = {f"naar_{pk}": "weg", f"dag_{pk}": f"{s.jaar}-09-15"}
    antwoord = bewaar(client_van("ada"), blad("_leerlingen"), **wat)
    assert antwoord.status_code == 422
    assert "Kies een dag tussen" in antwoord.text


def test_twee_mensen_tegelijk_op_een_stap(mensen, client_van, blad, s):
    """What each touched counts; both the same learner otherwise is a clash."""
    ada, coen, url = client_van("ada"), client_van("coen"), blad("_leerlingen")
    lotte, zonder = f"naar_{mensen.leerling.pk}", f"naar_{s.zonder.pk}"
    van_coen = ingevuld(coen.get(url).context["form"], **{zonder: "weg"})
    botst = ingevuld(coen.get(url).context["form"], **{lotte: "=6B"})
    bewaar(ada, url, **{lotte: "weg"})
    coen.post(url, van_coen)
    assert {pk: k["naar"] for pk, k in keuzes(s)["leerlingen"].items()} == {
        str(mensen.leerling.pk): "weg", str(s.zonder.pk): "weg",
    }  # fmt: skip
    # Also of a learner whom the filter no longer finds.
    anders, opleiding = f.OpleidingFactory(school=mensen.school), f"opleiding_{s.zonder.pk}"
    assert opleiding not in coen.get(url).context["form"].fields  # without a case
    vera = mensen.vera_traject.leerling_id
    blad_van_coen = coen.get(url + "?deel=mee").context["form"]
    zijn = ingevuld(blad_van_coen, **{f"opleiding_{vera}": str(anders.pk)})
    bewaar(ada, url, **{f"naar_{vera}": "weg"})
    coen.post(url + "?deel=mee", zijn)
    assert keuzes(s)["leerlingen"][str(vera)] == {"naar": "weg", "opleiding": anders.pk}
    antwoord = coen.post(url, botst)
    assert antwoord.status_code == 422
    assert "Dit werd intussen gewijzigd" in antwoord.text


def test_zoeken_en_filteren(mensen, client_van, blad, s):
    def namen(vraag: str) -> set[str]:
        form = client_van("ada").get(blad("_leerlingen") + vraag).context["form"]
        return {regel.leerling.voornaam + regel.leerling.klas.code for regel in form.regels}

    assert namen("") == {"Lotte5A", "Lin5A", "Lin5B"}
    assert namen("?q=maes") == {"Lotte5A"}
    assert namen("?klascode=5B") == {"Lin5B"}
    assert namen("?klascode=onzin&deel=onzin&page=x") == {"Lotte5A", "Lin5A", "Lin5B"}
    kies(s.wissel, mensen.coen, leerlingen={str(s.zonder.pk): {"naar": "weg"}})
    assert namen("?deel=weg") == {"Lin5A"}
    assert "Niemand gevonden" in client_van("ada").get(blad("_leerlingen") + "?q=zzz").text


def test_plannen_die_werk_vragen(mensen, client_van, blad, s):
    def delen() -> dict:
        context = client_van("coen").get(blad("_plannen")).context
        return {soort: aantal for soort, _, aantal in context["delen"] if aantal}

    assert delen() == {"geen": 2}
    f.OpleidingsplanFactory(traject=mensen.traject, status="concept")
    f.WeekpatroonFactory(traject=mensen.traject)
    assert delen() == {"geen": 1, "concept": 1, "week": 1}
    f.OpleidingsplanFactory(traject=mensen.traject, status="akkoord", versie=2)
    f.WeekpatroonFactory(traject=mensen.traject, van=s.eerste)
    assert delen() == {"geen": 1, "akkoord": 1}
    anders = f.OpleidingFactory(school=mensen.school)
    kies(s.wissel, mensen.coen, leerlingen={str(mensen.leerling.pk): {"opleiding": anders.pk}})
    assert delen() == {"geen": 1, "nieuw": 1}


def test_van_voorbeeld_tot_terug(mensen, client_van, blad, s, taken_meteen):
    kies(s.wissel, mensen.coen, leerlingen={str(mensen.leerling.pk): {"naar": "weg"}})
    coen = client_van("coen")
    assert "Verlaat de school" in coen.get(blad("_voorbeeld")).text
    ada = client_van("ada")
    assert "Vraag het aan de coördinator" in ada.get(blad("_voorbeeld")).text
    stand = Jaarwissel.objects.get(pk=s.wissel.pk).gewijzigd_op.isoformat()
    gezien = {"gezien": stand, "nu_al": "on"}
    assert ada.post(blad("_voorbeeld"), gezien).status_code == 403
    assert "Intussen wijzigde" in coen.post(blad("_voorbeeld"), {"nu_al": "on"}, follow=True).text
    tekst = coen.post(blad("_voorbeeld"), gezien, follow=True).text
    assert "Terugdraaien kan tot en met" in tekst
    assert "Traject beëindigen" in coen.get(blad() + "?deel=weg").text
    for stap in ("_klassen", "_leerlingen", "_teams", "_plannen", "_voorbeeld"):
        assert coen.get(blad(stap)).url == blad()
    coen.post(blad("_voorbeeld"), gezien)
    assert Opdracht.objects.filter(soort="jaarwissel").count() == 1
    leeg = coen.post(blad("_terug"), {"reden": ""})
    assert (leeg.status_code, "niet in de tijdlijn van de leerlingen" in leeg.text) == (422, True)
    tekst = coen.post(blad("_terug"), {"reden": "Fout jaar."}, follow=True).text
    assert "Alles staat weer zoals ervoor" in tekst
    assert Leerling.objects.get(pk=mensen.leerling.pk).ingeschreven_tot is None
    assert "teruggedraaid" in coen.get(blad("_terug")).text


@pytest.mark.parametrize(("dag", "vroeg"), [((4, 30), True), ((5, 1), False)])
def test_maanden_te_vroeg_vraagt_om_een_vinkje(client_van, blad, s, dag, vroeg):
    """Until the end of April; one press in December moved a whole school."""
    with time_machine.travel(datetime.datetime(s.wissel.jaar, *dag, 12, tzinfo=datetime.UTC)):
        coen = client_van("coen")
        assert ("Ja, ik wil nu al overgaan" in coen.get(blad("_voorbeeld")).text) == vroeg
        gezien = Jaarwissel.objects.get(pk=s.wissel.pk).gewijzigd_op.isoformat()
        tekst = coen.post(blad("_voorbeeld"), {"gezien": gezien}, follow=True).text
        assert ("Vink aan dat je nu al wil overgaan." in tekst) == vroeg
        assert (Jaarwissel.objects.get(pk=s.wissel.pk).staat == Staat.KIEZEN) == vroeg


def test_geannuleerd_en_verder(mensen, client_van, adres, blad, s, taken_meteen):
    coen = client_van("coen")
    wissel = Jaarwissel.objects.select_related("school").get(pk=s.wissel.pk)
    bezig = voer_uit(wissel, mensen.coen)
    type(bezig).objects.filter(pk=bezig.pk).update(staat="bezig", uitgevoerd_op=None)
    with CaptureQueriesContext(connection) as vragen:
        assert "Kijk opnieuw" in coen.get(blad()).text
    # Asked each second: not with what was chosen and done for all learners.
    assert not any('"keuzes"' in v["sql"] or '"uitkomst"' in v["sql"] for v in vragen)
    Opdracht.objects.filter(soort="jaarwissel").update(staat="geannuleerd")
    assert blad("_verder") in coen.get(blad()).text
    assert blad("_verder") not in client_van("ada").get(blad()).text
    coen.post(blad("_verder"))
    assert Jaarwissel.objects.get(pk=s.wissel.pk).staat == "uitgevoerd"
    assert "niets om mee verder" in coen.post(blad("_verder"), follow=True).text


def test_een_blad_kost_evenveel_bij_meer_leerlingen(mensen, client_van, blad, s, meet):
    def meer(aantal: int) -> None:
        for _ in range(aantal):
            klas = f.KlasFactory(school=mensen.school, schooljaar=s.vorig)
            f.KlasLeerkrachtFactory(klas=klas, gebruiker=mensen.lea.gebruiker)
            leerling = f.LeerlingFactory(school=mensen.school, klas=klas)
            traject = f.TrajectFactory(school=mensen.school, leerling=leerling)
            f.InschrijvingFactory(traject=traject)
            f.TeamlidFactory(traject=traject, gebruiker=mensen.bea.gebruiker)

    coen = client_van("coen")
    kies(s.wissel, mensen.coen, leerlingen={str(s.zonder.pk): {"naar": "weg"}})
    meer(1)
    een = [meet(coen, blad(stap)) for stap in STAPPEN]
    meer(5)
    assert [meet(coen, blad(stap)) for stap in STAPPEN] == een
    assert max(een) <= 25
    voer_uit(s.wissel, mensen.coen)
    assert meet(coen, blad() + "?deel=gedaan") <= 25


@pytest.mark.parametrize("wie", ["coen", "ada"])
def test_vandaag_herinnert_eraan(client_van, adres, wie, monkeypatch):
    client, start, jaar = client_van(wie), adres("overzichten:start"), f.dagen(365).year
    for maand, dag, verwacht in ((6, 14, 0), (6, 15, 1), (9, 15, 1), (9, 16, 0)):
        nu = datetime.date(jaar, maand, dag)
        monkeypatch.setattr(timezone, "localdate", lambda *_, nu=nu: nu)
        tekst = client.get(start).text
        assert tekst.count(adres("trajecten:jaarwissels")) == verwacht, nu
        assert tekst.count(f"Schooljaar {nu.year}-{nu.year + 1}") == verwacht, nu
