"""Which day a role ends: what the page says of a day that is past, set already, or of no use."""

import pytest
from django.utils.formats import date_format

from gebruikers import acties
from gebruikers.models import Lidmaatschap
from tests import factories as f
from trajecten.models import Teamlid

pytestmark = pytest.mark.django_db
VELD = 'name="laatste_dag"'


@pytest.fixture
def blad(mensen, client_van, adres):
    """Bea's role, looked at by Coen unless by somebody else."""

    def vraag(als: str = "coen", wie: str = "bea", **keuze) -> str:
        url = adres("gebruikers:beeindig_rol", getattr(mensen, wie).pk)
        return client_van(als).get(url, keuze).text

    return vraag


@pytest.fixture
def beeindig(mensen, client_van, adres):
    """Bea's role, by Coen; gives the page that follows."""

    def doe(dag: int | None) -> str:
        laatste = "" if dag is None else f"{f.dagen(dag)}"
        velden = {"laatste_dag": laatste, "gezien": laatste}
        url = adres("gebruikers:beeindig_rol", mensen.bea.pk)
        return client_van("coen").post(url, velden, follow=True).text

    return doe


def lang(dag: int) -> str:
    return date_format(f.dagen(dag), "j F Y")


def test_een_dag_die_voorbij_is_telt_vanaf_vandaag(mensen, blad, beeindig):
    """It is asked plainly, and written down as it was."""
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(van=f.dagen(-60))
    collega = f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.vera.gebruiker)
    Teamlid.objects.filter(pk=collega.pk).update(tot=f.dagen(-5))
    dag = f"{f.dagen(-20)}"
    tekst = blad(laatste_dag=dag)
    assert f"is dan geëindigd op {lang(-20)}; dat is voorbij. Klopt die dag?" in tekst
    assert f"Ja, de laatste dag was {lang(-20)}" in tekst
    assert "1 leerling heeft dan geen" in tekst, "wie er toen nog was, is er vandaag niet meer"
    assert "dat is voorbij" not in blad(laatste_dag=f"{f.dagen(0)}")
    assert f"is geëindigd op {lang(-20)}." in beeindig(-20)
    mensen.bea.refresh_from_db()
    assert mensen.bea.tot == f.dagen(-20)


def test_een_rol_die_nog_moet_beginnen_is_niet_voorbij(mensen, blad):
    Lidmaatschap.objects.filter(pk=mensen.vera.pk).update(van=f.dagen(3))
    tekst = blad(wie="vera", laatste_dag=f"{f.dagen(-2)}")
    assert "en begint dan niet" in tekst
    assert "dat is voorbij" not in tekst


def test_een_einde_dat_er_al_is_staat_in_het_veld(mensen, blad):
    """What it means, and what can still be done: an earlier day, or at once."""
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(tot=f.dagen(5))
    tekst = blad()
    assert f"eindigt al op {lang(5)}" in tekst
    assert "Kies een vroegere dag" in tekst
    assert f'value="{f.dagen(5)}"' in tekst
    assert "Ja, " not in tekst
    assert "1 leerling heeft dan geen trajectbegeleider meer." in tekst
    assert "Ja, meteen beëindigen" in blad(laatste_dag="")
    assert f"Ja, beëindigen op {lang(4)}" in blad(laatste_dag=f"{f.dagen(4)}")


@pytest.mark.parametrize(
    ("dag", "wanneer"), [(None, 0), (-1, 0), (13, 0), (14, 1), (40, 27)], ids=str
)
def test_vanaf_wanneer_de_leerlingen_onder_zonder_begeleider_staan(
    mensen, beeindig, client_van, adres, dag, wanneer
):
    hoe = f"je vindt ze vanaf {lang(wanneer)} onder" if wanneer else "je vindt ze nu onder"
    assert hoe in beeindig(dag)
    lijst = adres("overzichten:leerlingen") + "?filter=zonder_begeleider"
    assert ("Lotte Maes" in client_van("coen").get(lijst).text) is (not wanneer)


def test_wat_nooit_kan_heeft_geen_veld(mensen, blad):
    assert VELD in blad()
    assert "Laat leeg om meteen te beëindigen." in blad()
    for als, wie in (("bob", "bob"), ("coen", "coen"), ("bob", "coen")):
        tekst = blad(als, wie)
        assert VELD not in tekst, (als, wie)
        assert "Terug naar Mensen" in tekst
    acties.beeindig_rol(mensen.bea, door=mensen.coen, op=f.dagen(0))
    tekst = blad()
    assert "al beëindigd" in tekst
    assert VELD not in tekst


def _plaatsing(m, **velden):
    traject = f.TrajectFactory(school=m.school)
    return f.PlaatsingFactory(traject=traject, vestiging=m.vestiging, mentor=m.mentor, **velden)


def test_hoeveel_leerlingen_geen_mentor_meer_hebben(mensen, blad):
    """A deputy helps, who gets in; the mentor of another workplace does not."""
    _plaatsing(mensen, van=f.dagen(-90), tot=f.dagen(-1))
    met_vervanger = _plaatsing(mensen)
    vervanger = f.LidmaatschapFactory(school=mensen.school, rol="mentor")
    ander = f.MentorFactory(vestiging=mensen.vestiging, gebruiker=vervanger.gebruiker)
    met_vervanger.plaatsvervangers.create(mentor=ander, van=f.dagen(-1))
    zin = "dan op de werkplek geen mentor meer die kan beoordelen."
    assert f"1 leerling heeft {zin}" in blad(wie="mo")
    Lidmaatschap.objects.filter(pk=vervanger.pk).update(tot=f.dagen(-1))
    assert f"2 leerlingen hebben {zin}" in blad(wie="mo")
    Lidmaatschap.objects.filter(pk=vervanger.pk).update(tot=None)
    f.PlaatsingFactory(traject=mensen.traject, mentor=ander, van=f.dagen(20))
    assert f"1 leerling heeft {zin}" in blad(wie="mo"), "een volgende werkplek helpt nu niet"
    assert "mentor meer" not in blad(wie="mo", laatste_dag=f"{f.dagen(400)}")
    assert "mentor meer" not in blad(wie="bea")


def test_wie_geen_dossier_ziet_leest_bij_elke_mentor_hetzelfde(mensen, blad):
    zin = "Kijk na wie de leerlingen op de werkplek beoordeelt."
    assert zin in blad("bob", "mo")
    mensen.traject.plaatsingen.all().delete()
    assert zin in blad("bob", "mo")
    assert zin not in blad("bob", "lea")
