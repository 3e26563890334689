import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from gebruikers.rollen import Rol
from leerlingen.schooljaar import begin_schooljaar
from tests import factories as f
from trajecten import acties
from trajecten.kalender import Kalender, TermijnZonderEinde, Week, Weken
from trajecten.models import Kalenderperiode
from trajecten.vakanties import pasen, vakanties


def dag(tekst: str) -> datetime.date:
    return datetime.date.fromisoformat(tekst)


def vakantie(jaar: int, naam: str) -> tuple[datetime.date, datetime.date]:
    return next((v.van, v.tot) for v in vakanties(jaar) if v.naam == naam)


@pytest.mark.parametrize(
    ("jaar", "naam", "van", "tot"),
    [
        (2025, "herfstvakantie", "2025-10-27", "2025-11-02"),
        (2025, "kerstvakantie", "2025-12-22", "2026-01-04"),
        (2025, "krokusvakantie", "2026-02-16", "2026-02-22"),
        (2025, "paasvakantie", "2026-04-06", "2026-04-19"),
        (2026, "herfstvakantie", "2026-11-02", "2026-11-08"),
        (2026, "kerstvakantie", "2026-12-21", "2027-01-03"),
        (2026, "krokusvakantie", "2027-02-08", "2027-02-14"),
        (2026, "paasvakantie", "2027-03-29", "2027-04-11"),
        # Christmas on a Saturday (2027) and on a Sunday (2022): the Monday after
        (2027, "kerstvakantie", "2027-12-27", "2028-01-09"),
        (2022, "kerstvakantie", "2022-12-26", "2023-01-08"),
        # Easter after 15 April: 20 April 2025, 21 April 2030
        (2024, "paasvakantie", "2025-04-07", "2025-04-20"),
        (2029, "paasvakantie", "2030-04-08", "2030-04-21"),
        # Easter on 15 April exactly (2063): the first Monday of April counts
        (2062, "paasvakantie", "2063-04-02", "2063-04-15"),
        # Easter on 31 March 2024, a leap year
        (2023, "paasvakantie", "2024-04-01", "2024-04-14"),
        (2023, "krokusvakantie", "2024-02-12", "2024-02-18"),
        (2026, "zomervakantie", "2027-07-01", "2027-08-31"),
        (2026, "Hemelvaart", "2027-05-06", "2027-05-06"),
        (2026, "vrijdag na Hemelvaart", "2027-05-07", "2027-05-07"),
        (2026, "pinkstermaandag", "2027-05-17", "2027-05-17"),
        (2026, "paasmaandag", "2027-03-29", "2027-03-29"),
        (2026, "Wapenstilstand", "2026-11-11", "2026-11-11"),
        (2026, "Dag van de Arbeid", "2027-05-01", "2027-05-01"),
    ],
)
def test_vakanties_volgens_de_regels(jaar, naam, van, tot):
    assert vakantie(jaar, naam) == (dag(van), dag(tot))


@pytest.mark.parametrize(
    "paasdag", ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22"]
)
def test_pasen(paasdag):
    assert pasen(int(paasdag[:4])) == dag(paasdag)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("van", "laatste"), [("2026-09-01", "2026-09-28"), ("2026-10-26", "2026-11-30")]
)
@pytest.mark.parametrize("ingevuld", [True, False])
def test_twintig_opleidingsdagen(van, laatste, ingevuld):
    school = f.SchoolFactory()
    if ingevuld:
        assert acties.vul_kalender(school, 2026) == 11
        assert acties.vul_kalender(school, 2026) == 0, "tweemaal vullen doet niets tweemaal"
    telling = Kalender.van(school).opleidingsdagen(dag(van), 20)
    assert telling.laatste == dag(laatste)
    assert len(telling.geteld) == 20


@pytest.mark.django_db
def test_overgeslagen_dagen_zeggen_waarom():
    telling = Kalender.van(f.SchoolFactory()).opleidingsdagen(dag("2026-10-26"), 20)
    assert telling.redenen == ["herfstvakantie", "Wapenstilstand"]
    assert (dag("2026-11-11"), "Wapenstilstand") in telling.overgeslagen
    assert (dag("2026-10-31"), "weekend") in telling.overgeslagen


@pytest.mark.django_db
def test_een_eigen_vrije_dag_telt_niet_en_verdringt_de_vakanties_niet():
    school = f.SchoolFactory()
    brugdag = Kalenderperiode(
        school=school, naam="studiedag", van=dag("2026-09-16"), tot=dag("2026-09-16")
    )
    ada = f.LidmaatschapFactory(school=school, rol=Rol.ADMINISTRATIE)
    acties.voeg_periode_toe(brugdag, door=ada)
    assert Kalender.van(school).opleidingsdagen(dag("2026-09-01"), 20).laatste == dag("2026-09-29")
    assert Kalender.van(school).geen_opleiding(dag("2026-11-04")) == "herfstvakantie"
    assert Kalender.van(f.SchoolFactory()).geen_opleiding(dag("2026-09-16")) == "", (
        "van een andere school"
    )


# Whatever the calendar and the weeks: what must hold of a count

dagen = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31))
weekdagen = st.frozensets(st.integers(1, 7), max_size=7)
weken = st.builds(Week, weekdagen.filter(bool), weekdagen)
rijen = st.builds(
    lambda van, lang, soort, zoals: periode(
        van, van + datetime.timedelta(days=lang if soort != "lesdag" else 0), soort, zoals
    ),
    dagen, st.integers(0, 30), st.sampled_from(Kalenderperiode.Soort.values), st.integers(1, 7),
)  # fmt: skip
kalenders = st.builds(Kalender, st.lists(rijen, max_size=6))


def periode(van, tot=None, soort="vrij", zoals=1, naam="iets") -> Kalenderperiode:
    zoals = zoals if soort == "lesdag" else None
    return Kalenderperiode(naam=naam, van=van, tot=tot or van, soort=soort, zoals=zoals)


@given(kalenders, weken, dagen, st.integers(1, 60))
def test_tellen_en_terugtellen_zijn_elkaars_omgekeerde(kalender, week, van, aantal):
    weken = Weken([(van, week)])
    telling = kalender.opleidingsdagen(van, aantal, weken)
    assert len(telling.geteld) == aantal
    terug = kalender.tussen(van, telling.laatste, weken)
    assert terug == telling
    dag_erna = telling.laatste + datetime.timedelta(days=1)
    assert len(kalender.tussen(dag_erna, dag_erna, weken).geteld) <= 1


@given(kalenders, weken, dagen, st.integers(1, 40), st.integers(0, 40))
def test_later_beginnen_of_meer_tellen_eindigt_nooit_vroeger(kalender, week, van, aantal, extra):
    weken = Weken([(datetime.date.min, week)])
    laatste = kalender.opleidingsdagen(van, aantal, weken).laatste
    assert kalender.opleidingsdagen(van, aantal + extra, weken).laatste >= laatste
    later = van + datetime.timedelta(days=extra)
    assert kalender.opleidingsdagen(later, aantal, weken).laatste >= laatste


@given(dagen, st.integers(1, 60))
def test_een_vakantiedag_telt_nooit(van, aantal):
    for dag in Kalender().opleidingsdagen(van, aantal).geteld:
        vrij = [*vakanties(dag.year - 1), *vakanties(dag.year)]
        assert dag.isoweekday() <= 5
        assert not [v.naam for v in vrij if v.van <= dag <= v.tot]


@given(st.lists(rijen, max_size=6), weken, dagen, st.integers(1, 60))
def test_een_getelde_dag_is_nooit_vrij_tenzij_iets_sterkers_het_zegt(eigen, week, van, aantal):
    """A lesson day or extra muros in a free period; in a year that the school did not fill in, the
    holidays are free."""
    ingevuld = {begin_schooljaar(rij.van) for rij in eigen}
    weken = Weken([(datetime.date.min, week)])
    for dag in Kalender(eigen).opleidingsdagen(van, aantal, weken).geteld:
        soorten = {rij.soort for rij in eigen if rij.van <= dag <= rij.tot}
        if begin_schooljaar(dag) not in ingevuld:
            vrij = vakanties(begin_schooljaar(dag))
            soorten |= {"vrij" for rij in vrij if rij.van <= dag <= rij.tot}
        assert "vrij" not in soorten or soorten & {"lesdag", "extra_muros"}, dag
        weekend_of_vrij = dag.isoweekday() not in week.dagen
        assert not weekend_of_vrij or soorten & {"lesdag", "extra_muros"}, dag


# What a school puts in its calendar


def test_een_start_in_augustus_telt_vanaf_de_eerste_schooldag():
    telling = Kalender().opleidingsdagen(dag("2026-08-10"), 1)
    assert telling.geteld == [dag("2026-09-01")]
    assert telling.redenen == ["zomervakantie"]


def test_een_termijn_loopt_door_in_het_volgende_schooljaar():
    telling = Kalender().opleidingsdagen(dag("2027-06-21"), 20)
    assert (telling.geteld[7], telling.geteld[8]) == (dag("2027-06-30"), dag("2027-09-01"))
    assert telling.laatste == dag("2027-09-16")


def test_een_verschoven_lesdag_volgt_het_rooster_van_die_weekdag():
    kalender = Kalender([periode(dag("2026-09-05"), soort="lesdag", zoals=1)])  # a Saturday
    maandag, dinsdag = Week(frozenset([1]), frozenset()), Week(frozenset([2]), frozenset())
    assert kalender.geen_opleiding(dag("2026-09-05"), maandag) == ""
    reden = "les volgens het rooster van maandag"
    assert kalender.geen_opleiding(dag("2026-09-05"), dinsdag) == reden


def test_een_verschoven_lesdag_verschuift_de_werkplek_niet():
    kalender = Kalender([periode(dag("2026-09-02"), soort="lesdag", zoals=1)])  # a Wednesday
    werkt = Week(frozenset([2]), frozenset([3]))
    assert kalender.geen_opleiding(dag("2026-09-02"), werkt) == ""


def test_wat_overlapt_telt_een_keer_en_een_lesdag_in_een_vakantie_is_gewild():
    vrij = periode(dag("2026-11-02"), dag("2026-11-08"), naam="herfst")
    nog = periode(dag("2026-11-06"), dag("2026-11-10"), naam="brug")
    reis = periode(dag("2026-11-07"), dag("2026-11-08"), soort="extra_muros")
    les = periode(dag("2026-11-03"), soort="lesdag", zoals=2)
    for volgorde in ([vrij, nog, reis, les], [les, reis, nog, vrij]):
        telling = Kalender(volgorde).tussen(dag("2026-11-02"), dag("2026-11-11"))
        assert telling.geteld == [dag(f"2026-11-{d:02}") for d in (3, 7, 8, 11)]


def test_een_kalender_zonder_opleidingsdagen_zegt_het():
    weg = [
        periode(datetime.date(jaar, maand, 1), datetime.date(jaar, maand, 28), naam="dicht")
        for jaar in range(2026, 2031) for maand in range(1, 13)
    ]  # fmt: skip
    nooit = Week(frozenset(), frozenset([7]))
    with pytest.raises(TermijnZonderEinde, match="geen 90 opleidingsdagen"):
        Kalender(weg).opleidingsdagen(dag("2026-09-01"), 90, Weken([(dag("2026-09-01"), nooit)]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("velden", "regel"),
    [
        ({"tot": dag("2026-09-01")}, "tot_na_van"),
        ({"tot": dag("2027-01-02")}, "niet_te_lang"),
        ({"soort": "lesdag"}, "zoals"),
        ({"zoals": 3}, "zoals"),
        ({"soort": "lesdag", "zoals": 3, "tot": dag("2026-09-03")}, "lesdag_is_een_dag"),
        ({"soort": "iets"}, "soort"),
    ],
)
def test_de_databank_weigert_een_kalender_die_niet_kan(velden, regel):
    velden = {"naam": "x", "van": dag("2026-09-02"), "tot": dag("2026-09-02")} | velden
    with pytest.raises(IntegrityError, match=f"kalenderperiode_{regel}"):
        Kalenderperiode.objects.create(school=f.SchoolFactory(), **velden)


@pytest.mark.django_db
def test_een_omgekeerde_vakantie_krijgt_een_zin_bij_het_veld(client_van, adres):
    velden = {"naam": "x", "soort": "vrij", "van": "2026-09-09", "tot": "2026-09-02"}
    antwoord = client_van("ada").post(adres("trajecten:kalender"), velden)
    assert antwoord.status_code == 422
    fouten = antwoord.context["form"].errors
    assert fouten["tot"] == ["De einddatum kan niet voor de begindatum liggen."]
    assert not Kalenderperiode.objects.filter(naam="x").exists()


@pytest.mark.django_db
def test_een_vrije_dag_die_al_in_de_vakantieregeling_staat_krijgt_een_zin(client_van, adres):
    """The first own day of a year brings the holidays in: one of these was typed."""
    velden = {"naam": "Wapenstilstand", "soort": "vrij", "van": "2026-11-11", "tot": "2026-11-11"}
    antwoord = client_van("ada").post(adres("trajecten:kalender"), velden)
    assert antwoord.status_code == 422
    assert "Dat staat die dag al in de kalender." in antwoord.content.decode()
    assert not Kalenderperiode.objects.exists()


# manage.py termijn


def termijn(**opties) -> list[str]:
    uit = StringIO()
    call_command("termijn", stdout=uit, **opties)
    return uit.getvalue().splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("vanaf", "laatste", "niet"),
    [
        ("2026-09-01", "2026-09-28", "2026-09-05  telt niet: weekend"),
        ("2026-10-26", "2026-11-30", "2026-11-11  telt niet: Wapenstilstand"),
    ],
)
def test_termijn_noemt_wat_niet_telt_en_eindigt_met_de_laatste_dag(vanaf, laatste, niet):
    school = f.SchoolFactory(code="demo")
    regels = termijn(school=school.code, vanaf=dag(vanaf), opleidingsdagen=20)
    assert regels[-1] == laatste
    assert niet in regels


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "aantal"), [("nergens", 20), ("demo", 0), ("demo", 501)])
def test_termijn_weigert_wat_niet_kan(code, aantal):
    f.SchoolFactory(code="demo")
    with pytest.raises(CommandError):
        termijn(school=code, vanaf=dag("2026-09-01"), opleidingsdagen=aantal)
