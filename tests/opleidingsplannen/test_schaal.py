"""The scale of a school: another one, what was said before it, and "nog niet aan bod"."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen.acties_schaal import vervang_schaal
from opleidingsplannen.beoordelen import NIET_AAN_BOD, Keuze, aan_de_beurt, beoordeel, verbeter
from opleidingsplannen.bereikt import Stand, overzicht
from opleidingsplannen.models import Beoordeling, Schaal
from opleidingsplannen.models.schaal import VIER_PUNTEN, Niveau, fout_in, niveaus_nu
from opleidingsplannen.opname import neem_op
from overzichten.stand import plan_standen
from tests import factories as f

pytestmark = pytest.mark.django_db
DRIE = [
    Niveau(1, "zwak", "", "leeg", "gevaar", False),
    Niveau(2, "matig", "", "half", "saffraan", False),
    Niveau(3, "sterk", "doet het voor", "ster", "goed", True),
]


@pytest.fixture
def schaal(mensen):
    return f.SchaalFactory(school=mensen.school, door=mensen.coen)


def rijen(*niveaus: Niveau) -> dict:
    """The form as it is sent, with these filled in."""
    velden = {"form-TOTAL_FORMS": 6, "form-INITIAL_FORMS": 4, "goed_vanaf": 3, "gezien": 0}
    for i in range(6):
        rij = niveaus[i] if i < len(niveaus) else Niveau(0, "", "", "kwart", "grijs", False)
        for veld in ("woord", "uitleg", "vorm", "kleur"):
            velden[f"form-{i}-{veld}"] = getattr(rij, veld)
    return velden


@pytest.fixture
def post(client_van, adres):
    def doe(naam: str = "coen", *niveaus: Niveau, **velden):
        url = adres("opleidingsplannen:schaal")
        return client_van(naam).post(url, rijen(*niveaus) | velden, follow=True)

    return doe


def test_een_school_kiest_een_andere_schaal(mensen, post, client_van, adres, regel):
    tekst = post("coen", *DRIE).text
    assert "Vanaf nu beoordeelt de school in deze schaal." in tekst
    assert niveaus_nu(mensen.school.pk) == tuple(DRIE)
    assert niveaus_nu(mensen.andere_school.pk) == VIER_PUNTEN
    tekst = client_van("mo").get(adres("opleidingsplannen:beoordelen", mensen.traject.pk)).text
    assert all(niveau.woord in tekst for niveau in DRIE)
    assert "met hulp" not in tekst
    assert 'class="kleur-gevaar"' in tekst
    assert "zwak" in client_van("pieter").get(adres("opleidingsplannen:schaal")).text
    tekst = post("coen", gezien=1, vier_punten=1).text
    assert niveaus_nu(mensen.school.pk) == VIER_PUNTEN
    assert "zwak · matig · sterk" in tekst, "wie eerder wat koos, blijft staan"


@pytest.mark.parametrize(
    ("verander", "zin"),
    [
        (lambda r: r[:1], "2 tot 6 niveaus"),
        (lambda r: [*r, r[0]], "hetzelfde woord"),
        (lambda r: [r[0]._replace(woord="STERK"), *r[1:]], "hetzelfde woord"),
        (lambda r: [r[0]._replace(vorm="ster"), *r[1:]], "dezelfde vorm"),
        (lambda r: [rij._replace(goed=True) for rij in r], "vanaf welk niveau"),
        (lambda r: [rij._replace(goed=False) for rij in r], "vanaf welk niveau"),
        (lambda r: [r[0], r[1]._replace(goed=True), r[2]._replace(goed=False)], "vanaf welk"),
    ],
)
def test_een_schaal_die_niet_kan(mensen, verander, zin):
    kapot = verander(list(DRIE))
    assert zin in fout_in([niveau._asdict() for niveau in kapot])
    with pytest.raises(Weigering, match=zin):
        vervang_schaal(kapot, gezien=0, door=mensen.coen)
    assert not Schaal.objects.exists()


def test_het_formulier_zegt_wat_er_fout_is_en_houdt_wat_getypt_is(post):
    twee_keer = [DRIE[0], DRIE[1]._replace(woord="zwak", uitleg="Getypt"), DRIE[2]]
    antwoord = post("coen", *twee_keer)
    assert antwoord.status_code == 422
    assert "Twee niveaus hebben hetzelfde woord." in antwoord.text
    assert 'value="Getypt"' in antwoord.text
    antwoord = post("coen", *DRIE, **{"form-5-uitleg": "zonder woord"})
    assert "Geef dit niveau een woord." in antwoord.text
    assert "rijksregisternummer" in post("coen", DRIE[0]._replace(woord="85.07.30-033.28")).text
    assert not Schaal.objects.exists()


def test_wie_na_een_collega_bewaart_leest_het(mensen, post, schaal):
    assert "wijzigde de schaal intussen" in post("coen", *DRIE).text
    assert "Er is niets veranderd." in post("coen", gezien=1, **_zelfde(schaal)).text
    with pytest.raises(IntegrityError, match="schaal_versie_uniek"), transaction.atomic():
        f.SchaalFactory(school=mensen.school, door=mensen.coen)


def _zelfde(schaal: Schaal) -> dict:
    velden = rijen(*schaal.niveaus)
    del velden["gezien"]
    return velden


@pytest.mark.parametrize("naam", ["pieter", "bea", "ada", "mo"])
def test_alleen_een_coordinator_kiest(post, naam):
    assert post(naam, *DRIE).status_code == 403
    assert not Schaal.objects.exists()


def test_wat_gezegd_is_houdt_de_woorden_van_toen(
    mensen, regel, geef, lees, schaal, client_van, adres
):
    """Also what counts as reached: "matig" does not, though "goed", a third level too, did."""
    geef("mo", 3, dagen_geleden=5)
    geef("pieter", 2, schaal=schaal)
    tekst = lees("coen")
    assert "<b>goed</b>" in tekst
    assert "<b>matig</b>" in tekst
    (cluster,) = overzicht(regel.plan, Beoordeling.objects.all())
    assert cluster.competenties[0].stand == Stand.VERSCHIL
    assert plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk].bereikt == 0
    woorden = neem_op(mensen.traject).inhoud["clusters"][0]["competenties"][0]["naast_elkaar"]
    assert [woord and woord["label"] for _, woord in woorden] == ["goed", "matig", None]
    plan = client_van("lotte").get(adres("opleidingsplannen:plan", mensen.traject.pk)).text
    assert "<title>goed</title>" in plan
    assert "<title>matig</title>" in plan
    with pytest.raises(DatabaseError), transaction.atomic():
        Schaal.objects.update(versie=2)


def _velden(regel, schaal: object, niveau: int) -> dict:
    kenmerk = regel.competentie_id
    return {
        "schaal": schaal, f"niveau-{kenmerk}": niveau, f"sleutel-{kenmerk}": uuid.uuid4(),
    }  # fmt: skip


def test_wie_het_formulier_al_open_had_bewaart_in_die_schaal(mensen, regel, client_van, adres):
    url = adres("opleidingsplannen:beoordelen", mensen.traject.pk)
    pagina = client_van("mo").get(url).text
    assert 'name="schaal" value=""' in pagina
    schaal = f.SchaalFactory(school=mensen.school, door=mensen.coen)
    client_van("mo").post(url, _velden(regel, "", 3))
    rij = Beoordeling.objects.get()
    assert (rij.schaal, rij.woord, rij.goed) == (None, "goed", True)
    assert f'name="schaal" value="{schaal.versie}"' in client_van("mo").get(f"{url}?alles=1").text
    client_van("mo").post(url, _velden(regel, schaal.versie, 2))
    rij = Beoordeling.objects.latest("pk")
    assert (rij.schaal, rij.woord, rij.goed) == (schaal, "matig", False)


def test_een_schaal_van_een_ander_of_een_niveau_te_veel_bewaart_niets(
    mensen, regel, client_van, adres, schaal
):
    vreemd = f.SchaalFactory(school=mensen.andere_school, versie=2)
    url = adres("opleidingsplannen:beoordelen", mensen.traject.pk)
    for versie, niveau in ((vreemd.versie, 1), (10**6, 1), ("x", 1), (schaal.versie, 4)):
        tekst = client_van("mo").post(url, _velden(regel, versie, niveau)).text
        assert "erlaad de pagina en kies opnieuw" in tekst, (versie, niveau)
    assert not Beoordeling.objects.exists()


def test_verbeteren_in_de_schaal_van_nu(mensen, geef, lees, verbeter_post, schaal):
    """The same number in another scale is another word, and no button is pressed beforehand."""
    oud = geef("mo", 2)
    assert "checked" not in lees("mo")
    verbeter_post(oud, niveau=2, schaal=schaal.versie)
    nieuw = Beoordeling.objects.get(verbetert=oud)
    assert (nieuw.woord, nieuw.schaal) == ("matig", schaal)
    assert f'id="niveau-{nieuw.pk}-2" value="2" checked' in lees("mo")


def test_nog_niet_aan_bod_is_geen_niveau(mensen, regel, geef, lees):
    """It changes no level, nor whether it is reached, and it need not be asked again this week."""
    geef("mo", 3, dagen_geleden=9)
    keuze = Keuze(regel.competentie_id, NIET_AAN_BOD, "De oven is stuk", uuid.uuid4())
    [rij] = beoordeel(mensen.traject, [keuze], door=mensen.mo)
    assert (rij.woord, rij.niveau, rij.goed, rij.schaal) == ("nog niet aan bod", None, None, None)
    assert plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk].bereikt == 1
    assert not aan_de_beurt(regel.plan, mensen.mo, vandaag=datetime.date.today())  # noqa: DTZ011
    tekst = lees("coen")
    assert "<b>nog niet aan bod</b>" in tekst
    assert "De oven is stuk" in tekst
    assert f'id="niveau-{rij.pk}-0" value="0" checked' in lees("mo")


def test_nog_niet_aan_bod_wordt_verbeterd_en_omgekeerd(mensen, regel, geef):
    oud = geef("mo", 2)
    niet = Keuze(regel.competentie_id, NIET_AAN_BOD, "", uuid.uuid4())
    nieuw = verbeter(oud, niet, door=mensen.mo)
    assert not Beoordeling.objects.geldig().exists()
    assert not nieuw.is_teruggenomen
    with pytest.raises(Weigering, match="niets veranderd"):
        verbeter(nieuw, Keuze(regel.competentie_id, NIET_AAN_BOD, "", uuid.uuid4()), door=mensen.mo)
    laatste = verbeter(nieuw, Keuze(regel.competentie_id, 4, "", uuid.uuid4()), door=mensen.mo)
    assert (laatste.woord, laatste.niet_aan_bod) == ("zelfstandig", False)


def test_de_databank_kent_geen_niveau_naast_nog_niet_aan_bod(geef, regel):
    with pytest.raises(IntegrityError, match="niveau_of_teruggenomen"), transaction.atomic():
        geef("mo", 3, niet_aan_bod=True)
    rij = geef("mo", 3)
    rij.pk, rij.sleutel, rij.goed = None, uuid.uuid4(), None
    with pytest.raises(IntegrityError, match="goed_bij_niveau"), transaction.atomic():
        Beoordeling.objects.bulk_create([rij])
