"""A history is told: what belongs together in one sentence, and nothing that tells nothing."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from gebruikers.bladen import PER_BLAD
from gebruikers.models import Spoorregel
from gebruikers.spoor import modellen_met_spoor
from leerlingen.models import Betrokkene, Leerling
from opleidingsplannen.models import Planregel
from overzichten import geschiedenis
from overzichten.geschiedenis import NIET_GETOOND, SOORTEN, laatste, voluit
from overzichten.onderwerpen import ONDERWERPEN, STIL
from overzichten.zinnen import BIJ_NAAM, in_zinnen
from tests import factories as f
from tests.overzichten.zaken import als, wijzig

pytestmark = pytest.mark.django_db


def _groepen(tabel: str = "leerlingen_leerling", sinds: int = 0) -> list[int]:
    """How many lines each group holds, the newest first."""
    regels = Spoorregel.objects.filter(tabel=tabel, pk__gt=sinds).order_by("-pk")
    return [len(groep) for groep in laatste(regels)[0]]


@pytest.fixture
def nu() -> int:
    return Spoorregel.objects.latest("pk").pk


def test_wat_een_verzoek_deed_staat_samen(mensen, nu):
    for n, aanvraag in enumerate(("web 1", "web 1", "web 2", "", "")):
        wijzig(mensen.leerling, f"Plaats {n}", aanvraag=aanvraag)
    assert _groepen(sinds=nu) == [1, 1, 1, 2]


def test_wie_even_later_met_hetzelfde_doorgaat_ook(mensen, nu):
    for n in range(3):
        wijzig(mensen.leerling, f"Plaats {n}", mensen.bea, f"web {n}")
    assert _groepen(sinds=nu) == [3]


@pytest.mark.parametrize("anders", ["wie", "als wie", "reden", "soort", "niemand", "later"])
def test_wat_niet_samen_hoort_blijft_apart(mensen, nu, anders, monkeypatch):
    eerst, dan, reden = mensen.bea, mensen.bea, ""
    if anders == "wie":
        dan = mensen.coen
    elif anders == "als wie":
        dan = f.LidmaatschapFactory(
            gebruiker=mensen.bea.gebruiker, school=mensen.school, rol="coordinator"
        )
    elif anders == "niemand":
        eerst = dan = None
    elif anders == "reden":
        reden = "verhuisd"
    elif anders == "later":
        monkeypatch.setattr(geschiedenis, "MEER_VAN_HETZELFDE", timedelta(0))
    wijzig(mensen.leerling, "Temse", eerst, "web 1")
    if anders == "soort":
        with als(mensen.bea, "web 2"):
            Betrokkene.objects.filter(pk=mensen.moeder.pk).update(telefoon="1")
            Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Gent")
    else:
        wijzig(mensen.leerling, "Gent", dan, "web 2", reden=reden)
    regels = Spoorregel.objects.filter(tabel__startswith="leerlingen_", pk__gt=nu)
    assert len(laatste(regels.order_by("-pk"))[0]) == 2


def test_veel_van_hetzelfde_is_een_zin_met_een_lijst(mensen, pagina):
    """Also when it is more than fits on a page of sentences."""
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    with als(mensen.bea):
        regels = [f.PlanregelFactory(plan=plan) for _ in range(PER_BLAD + 5)]
    tekst = pagina("bea", "plan", plan)
    zin = f"Bea Cast (trajectbegeleider) zette {PER_BLAD + 5} competenties in het plan."
    assert tekst.count(zin) == 1
    assert tekst.count("in het plan.") == 1
    for regel in regels:
        assert f"“{regel.competentie}”" in tekst


def test_een_paar_staan_bij_naam(mensen, pagina):
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    with als(mensen.bea):
        een, twee, drie = (f.PlanregelFactory(plan=plan) for _ in range(BIJ_NAAM))
    zin = f"zette “{een.competentie}”, “{twee.competentie}” en “{drie.competentie}” in het plan."
    assert zin in pagina("bea", "plan", plan)


def test_van_meer_dan_een_wijziging_staat_bij_elk_wat(mensen, pagina):
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    rijen = [f.PlanregelFactory(plan=plan) for _ in range(2)]
    with als(mensen.bea):
        for regel in rijen:
            Planregel.objects.filter(pk=regel.pk).update(opmerking=f"Eerst op school {regel.pk}")
    tekst = pagina("bea", "plan", plan)
    assert "Bea Cast (trajectbegeleider) paste 2 competenties aan in het plan." in tekst
    for regel in rijen:
        stuk = f"“{regel.competentie}” opmerking: Eerst op school {regel.pk} ingevuld"
        assert stuk in tekst


def test_wat_alleen_de_machine_leest_is_geen_regel(mensen, pagina):
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    voor = pagina("bea", "plan", plan)
    type(plan).objects.filter(pk=plan.pk).update(gewijzigd_op=timezone.now())
    assert Spoorregel.objects.latest("pk").na.keys() <= STIL
    assert pagina("bea", "plan", plan) == voor
    type(plan).objects.filter(pk=plan.pk).update(gewijzigd_op=timezone.now(), versie=7)
    assert "versie: van 1 naar 7" in pagina("bea", "plan", plan)


def test_gewist_blijft_een_regel(mensen, nu):
    """It has no columns any more, and is no silent change."""
    wijzig(mensen.leerling, "Temse", mensen.bea)
    regel = Spoorregel.objects.latest("pk")
    regel.voor = regel.na = None
    regel.gewist_op = timezone.now()
    (groep,) = in_zinnen([[regel]])
    assert groep.zinnen[0].tekst.startswith(
        "Bea Cast (trajectbegeleider) wijzigde de gegevens van Lotte Maes. De inhoud hiervan is"
    )


def test_wat_weg_is_heeft_nog_zijn_naam(mensen, pagina):
    oma = f.BetrokkeneFactory(
        leerling=mensen.leerling, relatie="andere", voornaam="Mia", naam="Boon"
    )
    with als(mensen.ada):
        oma.delete()
    tekst = pagina("bea", "traject", mensen.traject)
    assert "verwijderde ouder Mia Boon." in tekst


def test_het_woord_uit_de_code_staat_nergens(mensen, pagina):
    for soort, rij in (("traject", mensen.traject), ("betrokkene", mensen.moeder)):
        assert "etrokkene" not in pagina("bea", soort, rij)


def test_van_elke_soort_die_men_ziet_is_er_een_zin():
    getoond = {soort.model for soort in SOORTEN.values()}
    getoond |= {model for soort in SOORTEN.values() for model in soort.delen}
    getoond |= {m for m in modellen_met_spoor() if getattr(m, "PAD_NAAR_TRAJECT", "")}
    assert {model._meta.label for model in getoond - NIET_GETOOND} == set(ONDERWERPEN)


@pytest.mark.parametrize("label", ONDERWERPEN)
def test_elke_zin_heeft_een_plaats_voor_wat(label):
    onderwerp = ONDERWERPEN[label]
    for zin in (onderwerp.nieuw, onderwerp.gewijzigd, onderwerp.weg):
        assert zin.count("{}") == 1
    assert apps.get_model(label)


def test_de_regels_komen_in_hun_orde(mensen, nu):
    wijzig(mensen.leerling, "Temse", mensen.bea, "web 1")
    wijzig(mensen.leerling, "Gent", mensen.bea, "web 2")
    regels = Spoorregel.objects.filter(pk__gt=nu).order_by("-pk")
    (groep,) = voluit(laatste(regels)[0])
    assert [regel.na["gemeente"] for regel in groep] == ["Gent", "Temse"]
    ((zin,),) = (groep.zinnen for groep in in_zinnen([groep]))
    assert [stuk.delen[0].naar.kort for stuk in zin.stukken] == ["Temse", "Gent"]


def test_wat_een_verzoek_in_stappen_deed_is_een_wijziging(mensen, pagina):
    """A file with an address before; the steps in between were seen by nobody."""
    Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Beveren", postcode="9120")
    wijzig(mensen.leerling, "Temse", mensen.bea)
    with als(mensen.bea):
        Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Gent", postcode="9000")
        Leerling.objects.filter(pk=mensen.leerling.pk).update(postcode="9120", straat="Kaai")
    tekst = pagina("bea", "leerling", mensen.leerling)
    deed = "Bea Cast (trajectbegeleider) wijzigde de gegevens van Lotte Maes:"
    assert tekst.count(deed) == 1
    zin = tekst.partition(deed)[2].partition("verzegeld")[0]  # of the line below it
    assert "gemeente: van Beveren naar Gent" in zin
    assert "Temse" not in zin
    assert "9000" not in zin
    assert "straat: van " in zin or "straat: Kaai ingevuld" in zin


def test_wat_nieuw_is_staat_er_zoals_het_bewaard_werd(mensen, pagina):
    with als(mensen.bea):
        oma = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="andere", naam="Boon")
        Betrokkene.objects.filter(pk=oma.pk).update(telefoon="0470 55 44 33")
    tekst = pagina("bea", "betrokkene", oma)
    assert f"voegde ouder {oma} toe." in tekst
    assert "Telefoon0470 55 44 33" in tekst
    assert "wijzigde" not in tekst.partition("Verzegeld")[0]
