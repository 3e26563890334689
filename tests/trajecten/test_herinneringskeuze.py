"""How often one is reminded: at once, each day, each week or not; what cannot wait never waits."""

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gebruikers.models import Bericht, Herinneringskeuze
from gebruikers.models.herinneringskeuze import HERINNERD
from gebruikers.rollen import Rol
from tests.overzichten.zaken import zaak
from tests.trajecten.test_herinneringen import aan_wie
from trajecten import herinneringen
from trajecten.kalender import Kalender
from trajecten.leesritme import Leesdag
from trajecten.models import Herinnering
from trajecten.termijnregel import REGELS, Zekerheid

pytestmark = pytest.mark.django_db
Soort, Wanneer = Herinneringskeuze.Soort, Herinneringskeuze.Wanneer


@pytest.fixture
def kies(mensen):
    def doe(wie: str, wanneer: Wanneer, soort: Soort = Soort.ANDERE) -> None:
        Herinneringskeuze.objects.create(
            gebruiker=getattr(mensen, wie).gebruiker, soort=soort, wanneer=wanneer
        )

    return doe


@pytest.fixture
def gewoon(monkeypatch):
    """The search for a workplace as a rule of the school, of which one may choose all."""
    regel = replace(REGELS["werkplek_start"], zekerheid=Zekerheid.SCHOOL)
    monkeypatch.setitem(REGELS, "werkplek_start", regel)


@pytest.fixture
def september(mensen, zoekt, op):
    """Day → who was mailed on it."""

    def lees() -> dict[int, list[str]]:
        mails = {dag: aan_wie(op(mensen, f"2026-09-{dag:02}")) for dag in range(1, 31)}
        return {dag: wie for dag, wie in mails.items() if wie}

    return lees


def test_wie_elke_week_leest_krijgt_op_maandag_wat_die_week_komt(mensen, september, gewoon, kies):
    """Of a week: what its ladder would say by Sunday. The coördinator reads each day."""
    kies("bea", Wanneer.WEEK)
    assert september() == {14: ["bea"], 21: ["bea"], 28: ["bea"], 29: ["coen"]}
    haar = Herinnering.objects.filter(aan=mensen.bea.gebruiker).order_by("pk")
    assert list(haar.values_list("trede", flat=True)) == [10, 1, 0]


def test_wat_voorbij_is_wacht_op_de_weekmail(mensen, september, op, gewoon, kies):
    kies("coen", Wanneer.WEEK)
    assert 29 not in september()
    assert aan_wie(op(mensen, "2026-10-05")) == ["coen"]


def test_wat_van_de_overheid_komt_wacht_niet_op_de_weekmail(september, kies):
    kies("bea", Wanneer.WEEK)
    assert september() == {14: ["bea"], 21: ["bea"], 25: ["bea"], 28: ["bea"], 29: ["coen"]}


def test_wat_in_de_week_bijkomt_en_dan_afloopt_komt_op_de_dag_zelf(mensen, zoekt, op, gewoon, kies):
    kies("bea", Wanneer.WEEK)
    zoekt.begindatum = datetime.date(2026, 9, 3)  # the last day is Wednesday the 30th
    zoekt.save()
    zoekt.inschrijvingen.update(van=zoekt.begindatum)
    assert aan_wie(op(mensen, "2026-09-29")) == ["bea"], "de mail van maandag was er niet"
    assert op(mensen, "2026-09-30") == []


def test_wie_geen_mail_wil_krijgt_er_geen_en_de_coordinator_hoort_het_erna(september, gewoon, kies):
    kies("bea", Wanneer.NOOIT)
    assert september() == {29: ["coen"]}


def test_wie_niet_wil_krijgt_wat_van_de_overheid_komt_toch(september, kies):
    kies("bea", Wanneer.NOOIT)
    assert 28 in september()


def test_meteen_is_een_mail_per_termijn_en_ook_in_de_loop_van_de_dag(mensen, zoekt, op, kies):
    kies("bea", Wanneer.METEEN, Soort.VAST)
    for _ in range(2):
        ander = zaak(mensen, begindatum=datetime.date(2026, 9, 1))
        ander.team.update(van=datetime.date(2026, 9, 1))
    mails = op(mensen, "2026-09-14")
    assert aan_wie(mails) == ["bea"] * 3
    assert all(mail.onderwerp.startswith("Werkplek zoeken") for mail in mails)
    assert op(mensen, "2026-09-14") == []


@pytest.mark.parametrize(("wanneer", "aantal"), [(Wanneer.METEEN, 1), (Wanneer.DAG, 0)])
def test_tussendoor_hoort_alleen_wie_dat_vroeg_het(
    mensen, zoekt, op, kies, wanneer, aantal, monkeypatch
):
    kies("bea", wanneer, Soort.VAST)
    op(mensen, "2026-09-11")
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date(2026, 9, 14))
    assert [herinneringen.herinner(mensen.school, tussendoor=True) for _ in "ab"] == [aantal, 0]


def test_in_het_dossier_staat_bij_welke_stap_en_of_de_mail_weg_is(
    mensen, zoekt, op, client_van, adres, monkeypatch, meet
):
    (bericht,) = op(mensen, "2026-09-14")
    monkeypatch.undo()
    zoekt.team.update(van=datetime.date(2020, 1, 1))
    client, blad = client_van("coen"), adres("overzichten:dossier", zoekt.pk) + "?deel=termijnen"
    een = meet(client, blad)
    assert "(nog 10 opleidingsdagen; de mail is nog niet weg)" in client.get(blad).text
    bericht.weiger("550 5.1.1 no such user")
    assert "(nog 10 opleidingsdagen; niet aangekomen)" in client.get(blad).text
    type(bericht).objects.update(
        staat=Bericht.Staat.VERZONDEN, verzonden_op=timezone.now(), geweigerd_op=None
    )
    assert "(nog 10 opleidingsdagen)" in client.get(blad).text
    op(mensen, "2026-09-21")
    monkeypatch.undo()
    assert meet(client, blad) == een


@pytest.mark.parametrize(
    ("vandaag", "is_weekmail", "week_tot"),
    [
        ("2026-09-14", True, "2026-09-20"),
        ("2026-09-15", False, "2026-09-20"),
        ("2026-10-26", True, "2026-11-08"),  # over the autumn holiday
        ("2027-05-17", False, "2027-05-17"),  # Whit Monday
        ("2027-05-18", True, "2027-05-23"),
    ],
)
def test_de_weekmail_komt_op_de_eerste_schooldag(monkeypatch, vandaag, is_weekmail, week_tot):
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date.fromisoformat(vandaag))
    dag = Leesdag.van(Kalender(), tussendoor=False)
    assert (dag.is_weekmail, str(dag.week_tot)) == (is_weekmail, week_tot)


@pytest.mark.afspraken
def test_wie_herinnerd_wordt_mag_kiezen():
    assert {regel.wie for regel in REGELS.values()} | {Rol.COORDINATOR} == set(HERINNERD)


@pytest.mark.parametrize("wanneer", [Wanneer.WEEK, Wanneer.NOOIT])
def test_wat_vastligt_kan_niet_wachten_of_weg(mensen, client_van, wanneer):
    client = client_van("bea")
    antwoord = client.post("/account/herinneringen/", {"vast": wanneer, "andere": "dag"})
    assert "vast" in antwoord.context["herinneringen"].errors
    assert not Herinneringskeuze.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Herinneringskeuze.objects.create(
            gebruiker=mensen.bea.gebruiker, soort=Soort.VAST, wanneer=wanneer
        )


def test_kiezen_op_mijn_account(mensen, client_van):
    client = client_van("bea")
    assert client.get("/account/").context["herinneringen"]["andere"].initial == "dag"
    for wanneer in ("week", "nooit"):
        client.post("/account/herinneringen/", {"vast": "meteen", "andere": wanneer})
        keuzes = mensen.bea.gebruiker.herinneringskeuzes
        assert dict(keuzes.values_list("soort", "wanneer")) == {"vast": "meteen", "andere": wanneer}
    for wie in ("els", "lotte", "lea"):
        assert "Herinneringen per mail" not in client_van(wie).get("/account/").text
