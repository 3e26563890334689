"""Terms: worked out from what is stored, explained, extended, and never found by who may not."""

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import muur
from gebruikers.feiten import meld_werk_gedaan
from gebruikers.overgang import Weigering
from overeenkomsten.termijnen import werkplek_start
from tests import factories as f
from tests.overzichten.zaken import overeenkomst, zaak
from tests.trajecten.einde import zet_stop
from trajecten import acties_termijn
from trajecten.fases import Fase
from trajecten.models import Termijn, Termijnduur, Verlenging
from trajecten.tasks import herbereken_alles, herbereken_school
from trajecten.termijnberekening import herbereken
from trajecten.termijnregel import REGELS, Zekerheid

pytestmark = pytest.mark.django_db
DAG = datetime.timedelta(days=1)
SEPTEMBER = datetime.date(2026, 9, 1)


def termijn(traject, regel: str, **velden) -> Termijn:
    herbereken([traject.pk])
    return Termijn.objects.get(traject=traject, regel=regel, **velden)


def op(monkeypatch, dag: str) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date.fromisoformat(dag))


def test_twintig_opleidingsdagen_met_de_dagen_en_waarom(mensen, monkeypatch):
    traject = zaak(mensen, begindatum=datetime.date(2026, 10, 26))
    op(monkeypatch, "2026-11-30")
    rij = termijn(traject, "werkplek_start")
    assert (rij.einde, rij.uiterlijk, rij.dag) == (datetime.date(2026, 11, 30),) * 2 + (20,)
    assert len(rij.geteld) == 20
    zinnen = " ".join(rij.waarom)
    for deel in (
        "telt vanaf 26 oktober 2026: de start in",
        "Opleidingsdag 1 is 26 oktober 2026, dag 20 is 30 november 2026.",
        "herfstvakantie (2 november 2026 tot en met 6 november 2026)",
        "Wapenstilstand (11 november 2026)",
        "De school vulde haar kalender nog niet in",
        "Controleer de actuele regelgeving.",
    ):
        assert deel in zinnen, deel


def test_wat_week_na_week_terugkomt_wordt_geteld_niet_opgesomd(mensen, monkeypatch):
    traject = zaak(mensen, begindatum=SEPTEMBER)
    op(monkeypatch, "2026-09-01")
    f.WeekpatroonFactory(traject=traject, van=SEPTEMBER, school_dagen=[1], werkplek_dagen=[2])
    zinnen = " ".join(termijn(traject, "werkplek_start").waarom)
    assert "geen opleiding op woensdag (" in zinnen
    assert " keer)" in zinnen
    assert zinnen.count("woensdag") == 1


def test_opnieuw_rekenen_verandert_niets(mensen):
    traject = zaak(mensen)
    assert herbereken([traject.pk]) > 0
    assert herbereken([traject.pk]) == 0


def test_constante_vragen(mensen, django_assert_max_num_queries):
    een, meer = zaak(mensen).pk, [zaak(mensen).pk for _ in range(5)]
    with django_assert_max_num_queries(32) as vragen:
        herbereken([een])
    with django_assert_max_num_queries(len(vragen)):
        herbereken(meer)


def test_een_getekende_overeenkomst_sluit_de_termijn_en_haar_einde_begint_een_nieuwe(mensen):
    traject = zaak(mensen, begindatum=f.dagen(-100))
    assert termijn(traject, "werkplek_start").is_open
    rij = overeenkomst(
        mensen,
        traject,
        "getekend",
        begindatum=f.dagen(-40),
        einddatum=f.dagen(40),
        nummer="OAO 2026-0007",
    )
    gesloten = termijn(traject, "werkplek_start")
    assert (gesloten.staat, gesloten.gesloten_op) == ("voldaan", f.dagen(0))
    rij.feitelijke_periode = (f.dagen(-40), f.dagen(-5))
    rij.save()
    nieuw = termijn(traject, "werkplek_nieuw")
    assert nieuw.begin == f.dagen(-5), "de dag na de laatste dag"
    assert nieuw.geteld[0] >= f.dagen(-5)
    assert "OAO 2026-0007" in nieuw.aanleiding
    assert termijn(traject, "werkplek_start").staat == "voldaan", "wat gehaald is, blijft gehaald"


def test_wat_niet_meer_zoekt_heeft_geen_termijn_meer_nodig(mensen):
    traject = zaak(mensen)
    assert termijn(traject, "werkplek_start").is_open
    zet_stop(traject, door=mensen.bea)
    rij = termijn(traject, "werkplek_start")
    assert (rij.staat, rij.gesloten_op) == ("vervallen", f.dagen(0))


def test_wat_in_werkplekduaal_stopgezet_is_vraagt_geen_registratie(mensen):
    traject = zaak(mensen)
    rij = overeenkomst(mensen, traject, "getekend", begindatum=f.dagen(-5))
    assert termijn(traject, "ovk_registreren").is_open
    rij.registratie = "stopgezet"
    rij.save()
    assert termijn(traject, "ovk_registreren").staat == "vervallen"


def test_wie_te_laat_begint_haalt_de_premie_niet_meer(mensen, monkeypatch):
    """Four whole months in the school year, to the day."""
    traject = zaak(mensen, begindatum=SEPTEMBER)
    op(monkeypatch, "2027-03-01")
    rij = overeenkomst(
        mensen, traject, "getekend",
        begindatum=datetime.date(2027, 3, 2), einddatum=datetime.date(2027, 6, 30),
    )  # fmt: skip
    assert termijn(traject, "premie_min").is_open
    rij.feitelijke_periode = (datetime.date(2027, 3, 1), datetime.date(2027, 7, 1))
    rij.save()
    assert termijn(traject, "premie_min").staat == "voldaan"


@pytest.mark.parametrize(
    ("geboren", "achttien"), [((2009, 2, 28), "2027-02-28"), ((2008, 2, 29), "2026-03-01")]
)
def test_achttien_ook_op_29_februari(geboren, achttien, mensen, monkeypatch):
    traject = zaak(mensen, begindatum=datetime.date(2025, 9, 1))
    traject.leerling.geboortedatum = datetime.date(*geboren)
    traject.leerling.save()
    op(monkeypatch, achttien)
    rij = termijn(traject, "leerling_18")
    assert (rij.einde.isoformat(), rij.is_open) == (achttien, True)
    op(monkeypatch, (datetime.date.fromisoformat(achttien) + DAG).isoformat())
    assert termijn(traject, "leerling_18").staat == "voorbij"


def test_wie_al_mentor_was_voor_het_moest_krijgt_geen_termijn(mensen):
    mensen.mentor.sinds = datetime.date(2008, 9, 1)
    mensen.mentor.mentoropleiding_op = None
    mensen.mentor.save()
    herbereken([mensen.traject.pk])
    assert not Termijn.objects.filter(regel="mentor_opl").exists()


def test_een_traject_dat_niet_te_berekenen_is_houdt_de_andere_niet_tegen(mensen, monkeypatch):
    anders = zaak(mensen)
    echt = werkplek_start.vind

    def kapot(trajecten):
        for reden in echt(trajecten):
            oud = datetime.date(1900, 1, 1)
            yield reden._replace(op=oud) if reden.traject == anders.pk else reden

    monkeypatch.setitem(REGELS, "werkplek_start", replace(werkplek_start, vind=kapot))
    herbereken_school(mensen.school.pk, mensen.school.pk)
    met = set(Termijn.objects.filter(regel="werkplek_start").values_list("traject", flat=True))
    assert mensen.traject.pk in met
    assert anders.pk not in met


def test_een_oud_uittreksel_telt_niet(mensen):
    mensen.mentor.uittreksel_gezien_op = mensen.plaatsing.van - 370 * DAG
    mensen.mentor.save()
    assert termijn(mensen.traject, "strafregister").is_open


def test_de_school_kiest_een_andere_duur_voor_wat_daarna_begint(mensen, monkeypatch):
    traject = zaak(mensen, begindatum=SEPTEMBER)
    op(monkeypatch, "2026-09-02")
    duur = f.TermijnduurFactory(
        school=mensen.school, regel="werkplek_start", vanaf=SEPTEMBER + DAG, aantal=5
    )
    f.TermijnduurFactory(
        school=mensen.andere_school, regel="werkplek_start", vanaf=SEPTEMBER, aantal=3
    )
    assert termijn(traject, "werkplek_start").einde == datetime.date(2026, 9, 28)
    duur.vanaf = SEPTEMBER
    duur.save()
    assert termijn(traject, "werkplek_start").einde == datetime.date(2026, 9, 7)


def test_een_regel_zonder_duur_doet_niets_tot_de_school_ze_kiest(mensen):
    traject = zaak(mensen, fase=Fase.LOPEND)
    overeenkomst(mensen, traject, "getekend", begindatum=f.dagen(-2))
    herbereken([traject.pk])
    assert not Termijn.objects.filter(regel="proef_einde").exists()
    f.TermijnduurFactory(school=mensen.school, regel="proef_einde", aantal=30)
    assert termijn(traject, "proef_einde").einde == f.dagen(28)


def verleng(m, rij: Termijn, door=None, **velden) -> Verlenging:
    keuze = {"tot": rij.einde + 7 * DAG, "besloten_op": f.dagen(0), "reden": "Ziek geweest."}
    return acties_termijn.verleng(rij, door=door or m.bea, **keuze | velden)


def test_de_klassenraad_verlengt_en_trekt_in_en_alles_blijft_staan(mensen):
    rij = termijn(mensen.traject, "werkplek_start")
    verleng(mensen, rij)
    rij.refresh_from_db()
    assert (rij.uiterlijk, rij.verlengd_tot) == (rij.einde + 7 * DAG,) * 2
    assert "De klassenraad verlengde dit tot en met" in " ".join(rij.waarom)
    herbereken([mensen.traject.pk])
    rij.refresh_from_db()
    assert rij.verlengd_tot, "opnieuw rekenen vergeet niets"
    verleng(mensen, rij, tot=None, reden="Vergissing.")
    rij.refresh_from_db()
    assert (rij.uiterlijk, rij.verlengd_tot) == (rij.einde, None)
    assert Verlenging.objects.count() == 2
    teksten = mensen.traject.gebeurtenissen.filter(soort="termijn").values_list("tekst", flat=True)
    assert any("Ziek geweest." in tekst for tekst in teksten)
    with pytest.raises(Weigering, match="niet verlengd"):
        verleng(mensen, rij, tot=None)


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"besloten_op": f.dagen(2)}, "moet al beslist hebben"),
        ({"tot": f.dagen(-300)}, "Kies een latere dag"),
    ],
    ids=["later beslist", "te vroeg"],
)
def test_wat_een_verlenging_niet_kan_zijn(velden, zin, mensen):
    with pytest.raises(Weigering, match=zin):
        verleng(mensen, termijn(mensen.traject, "werkplek_start"), **velden)


def test_alleen_wat_de_klassenraad_mag_verlengen_en_door_wie(mensen):
    with pytest.raises(Weigering, match="niemand verlengen"):
        verleng(mensen, termijn(mensen.traject, "leerling_18"))
    rij = termijn(mensen.traject, "werkplek_start")
    for wie in (mensen.pieter, mensen.ada, mensen.vera):
        with pytest.raises(Weigering):
            verleng(mensen, rij, door=wie)
    zet_stop(mensen.traject, door=mensen.bea)
    with pytest.raises(Weigering, match="Verlengen is niet nodig"):
        verleng(mensen, termijn(mensen.traject, "werkplek_start"))


def test_op_de_bladzijde_verlengen(mensen, client_van, adres):
    rij = termijn(mensen.traject, "werkplek_start")
    bea, url = client_van("bea"), adres("trajecten:verleng", rij.pk)
    fout = bea.post(url, {"tot": "0026-01-01", "besloten_op": f.dagen(0), "reden": "Zo."})
    assert fout.status_code == 422
    assert "Kijk het jaar na" in fout.content.decode()
    velden = {"tot": rij.einde + 9 * DAG, "besloten_op": f.dagen(0), "reden": "Ziek geweest."}
    tekst = bea.post(url, velden, follow=True).content.decode()
    assert "De beslissing van de klassenraad is bewaard." in tekst
    assert "(verlengd)" in tekst
    assert (
        "Ziek geweest."
        in client_van("lea")
        .get(adres("overzichten:dossier", mensen.traject.pk) + "?deel=termijnen")
        .content.decode()
    )


def test_de_regels_en_hun_bron_en_een_eigen_duur(mensen, client_van, adres):
    ada, url = client_van("ada"), adres("trajecten:termijnregels")
    tekst = client_van("lea").get(url).content.decode()
    for regel in REGELS.values():
        assert regel.naam in tekst
    velden = {"regel": "contact", "aantal": 3, "vanaf": f.dagen(-400), "waarom": "teamvergadering"}
    tekst = ada.post(url, velden, follow=True).content.decode()
    assert "Hier 3 weken vanaf" in tekst
    nogmaals = ada.post(url, velden)
    assert (nogmaals.status_code, Termijnduur.objects.count()) == (422, 1)
    assert "Vanaf die dag staat er al een duur." in nogmaals.content.decode()
    assert ada.post(url, velden | {"regel": "leerling_18"}).status_code == 422, "telt niets"
    weg = adres("trajecten:duur_weg", Termijnduur.objects.get().pk)
    assert "is weg" in ada.post(weg, follow=True).content.decode()


@pytest.mark.afspraken
def test_elke_regel_zegt_wat_waar_en_hoe_zeker():
    for regel in REGELS.values():
        assert regel.naam
        assert regel.doe.endswith(".")
        assert regel.bron
        assert isinstance(regel.zekerheid, Zekerheid)
        assert "Bron: " in regel.herkomst
    assert {regel.split("_")[0] for regel in REGELS} >= {
        "werkplek", "ovk", "premie", "schorsing", "erkenning", "mentor", "strafregister", "proef",
        "leerling", "contact", "bewaartermijn",
    }  # fmt: skip


def test_de_databank_houdt_een_termijn_recht(mensen):
    for fout in (
        {"staat": "voldaan"},
        {"einde": None},
        {"staat": "half", "gesloten_op": f.dagen(0)},
        {"begin": datetime.date(1926, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            f.TermijnFactory(traject=mensen.traject, **fout)


# At once, whatever the way: the trail tells what a request or a task changed.


def open_regels(traject) -> set[str]:
    return set(Termijn.objects.filter(traject=traject).open().values_list("regel", flat=True))


def test_na_een_bladzijde_staat_de_termijn_er_meteen(mensen, client_van, adres):
    traject = zaak(mensen, fase=Fase.AANLOOP)
    url = adres("trajecten:fase", traject.pk)
    client_van("bea").post(url, {"naar": "zoekt_werkplek", "reden": "klaar", "op": f.dagen(0)})
    assert "werkplek_start" in open_regels(traject)


def test_een_andere_geboortedatum_verschuift_de_achttiende(mensen, client_van, adres):
    geboren = f.jaren_oud(17)
    mensen.leerling.geboortedatum = geboren
    mensen.leerling.save()
    termijn(mensen.traject, "leerling_18")
    with muur.instellingen(aanvraag="web 9"):
        mensen.leerling.geboortedatum = geboren + DAG
        mensen.leerling.save()
        meld_werk_gedaan("web 9")
    rij = Termijn.objects.get(traject=mensen.traject, regel="leerling_18")
    assert rij.einde == mensen.leerling.achttien_op


def test_een_vrije_dag_erbij_verschuift_de_termijnen_van_de_school(
    mensen, client_van, adres, taken_meteen
):
    rij = termijn(mensen.traject, "werkplek_start")
    elders = termijn(mensen.vreemd_traject, "werkplek_start")
    velden = {"naam": "brug", "soort": "vrij", "van": rij.geteld[3], "tot": rij.geteld[3]}
    client_van("ada").post(adres("trajecten:kalender"), velden)
    rij.refresh_from_db()
    assert velden["van"] not in rij.geteld
    einde = elders.einde
    elders.refresh_from_db()
    assert elders.einde == einde


def test_elke_nacht_alle_scholen_en_wat_er_twee_keer_loopt_doet_niets(mensen, taken_meteen):
    zaak(mensen)
    herbereken_alles()
    assert Termijn.objects.filter(school=mensen.school).exists()
    voor = list(Termijn.objects.order_by("pk").values())
    herbereken_school(mensen.school.pk, mensen.school.pk)
    assert list(Termijn.objects.order_by("pk").values()) == voor


def test_een_fout_in_een_regel_houdt_niemand_tegen(mensen, client_van, adres, monkeypatch):
    def kapot(*_):
        raise ValueError("kapot")

    for waar in ("luisteraars", "verschuiving"):
        monkeypatch.setattr(f"trajecten.{waar}.herbereken", kapot)
    url = adres("trajecten:week", mensen.traject.pk)
    antwoord = client_van("bea").post(url, {"van": f.dagen(1), "school": ["1"], "werkplek": []})
    assert antwoord.status_code == 302
    assert mensen.traject.weekpatronen.exists()


def test_een_onwaarschijnlijk_jaar_van_een_week_is_een_zin(mensen, client_van, adres):
    url = adres("trajecten:week", mensen.traject.pk)
    antwoord = client_van("bea").post(url, {"van": "1926-09-01", "school": ["1"]})
    assert antwoord.status_code == 422
    assert "Kijk het jaar na" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        ("lotte", "Je hebt tot en met"),
        ("els", "Lotte heeft tot en met"),
        ("mo", None),
    ],
)
def test_leerling_en_ouder_lezen_tot_wanneer(wie, zin, mensen, client_van, adres):
    mensen.traject.begindatum = f.dagen(0)
    mensen.traject.save()
    mensen.traject.inschrijvingen.update(van=f.dagen(0))
    rij = termijn(mensen.traject, "werkplek_start")
    tekst = client_van(wie).get(adres("overzichten:start")).content.decode()
    assert ("om een werkplek te vinden" in tekst) is bool(zin)
    if zin:
        assert zin in tekst
        assert (f"Vandaag is dag {rij.dag} van 20." in tekst) is bool(rij.dag)


def test_een_verjaardag_is_op_een_dag_en_een_termijn_ten_laatste(mensen, client_van, adres):
    """On the card of a learner too, also of what is past."""
    f.TermijnFactory(traject=mensen.traject, einde=f.dagen(-3))
    f.TermijnFactory(traject=mensen.traject, regel="leerling_18", einde=f.dagen(20), geteld=[])
    laat, jarig = (date_format(f.dagen(n), "j F Y") for n in (-3, 20))
    kaarten = f"{adres('overzichten:steekkaarten')}?traject={mensen.traject.pk}"
    tekst = client_van("bea").get(kaarten).text
    assert f"Werkplek zoeken na de start: was ten laatste {laat}" in tekst
    assert f"Leerling wordt 18: op {jarig}" in tekst
