"""The moments of a school, and the list of who was evaluated."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen.evaluatiemomenten import bewaar_moment, voorstel
from opleidingsplannen.models import Evaluatiemoment
from tests import factories as f
from tests.invullen import bewaar
from trajecten.models import Kalenderperiode, Traject

pytestmark = pytest.mark.django_db
D = datetime.date
DUBBEL = "Op die dag staat hierboven al een moment."


@pytest.fixture
def coen(client_van):
    return client_van("coen")


@pytest.fixture
def lijst(client_van, adres):
    def doe(naam: str = "bea", vraag: str = ""):
        return client_van(naam).get(adres("opleidingsplannen:evaluaties") + vraag)

    return doe


def test_het_voorstel_komt_uit_de_kalender(mensen):
    dagen = {rij.naam: rij.dag for rij in voorstel(mensen.school, 2026)}
    assert dagen == {
        "Kerst": D(2026, 12, 18), "Pasen": D(2027, 3, 26), "Juni": D(2027, 6, 25)
    }  # fmt: skip
    for naam, van, tot in (
        ("Kerstvakantie", D(2026, 12, 21), D(2027, 1, 3)),
        ("Brugdag", D(2026, 12, 18), D(2026, 12, 18)),
        ("Studiedag", D(2027, 6, 23), D(2027, 6, 23)),
    ):
        Kalenderperiode.objects.create(school=mensen.school, naam=naam, van=van, tot=tot)
    dagen = {rij.naam: rij.dag for rij in voorstel(mensen.school, 2026)}
    assert (dagen["Kerst"], dagen["Juni"]) == (D(2026, 12, 17), D(2027, 6, 18))


def test_een_lege_lijst_stelt_er_drie_voor_om_aan_te_passen(coen, adres, mensen):
    blad = adres("opleidingsplannen:evaluatiemomenten") + "?schooljaar=2026"
    voorstelblad = adres("opleidingsplannen:stel_evaluatiemomenten_voor") + "?schooljaar=2026"
    assert f'href="{voorstelblad}"' in coen.get(blad).text
    velden = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3}
    for n, rij in enumerate(voorstel(mensen.school, 2026)):
        velden |= {f"form-{n}-naam": rij.naam, f"form-{n}-dag": rij.dag.isoformat()}
    antwoord = coen.post(voorstelblad, velden | {"form-0-naam": "Winter", "form-1-dag": ""})
    assert antwoord.status_code == 302
    bewaard = Evaluatiemoment.objects.order_by("dag").values_list("naam", "dag")
    assert list(bewaard) == [("Winter", D(2026, 12, 18)), ("Juni", D(2027, 6, 25))]
    assert "Drie momenten voorstellen" not in coen.get(blad).text


def test_wat_fout_is_in_het_voorstel_blijft_staan(coen, adres, mensen):
    blad = adres("opleidingsplannen:stel_evaluatiemomenten_voor") + "?schooljaar=2026"
    velden = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3}
    for n in range(3):
        velden |= {f"form-{n}-naam": f"Naam {n}", f"form-{n}-dag": "2026-12-18"}
    antwoord = coen.post(blad, velden)
    assert antwoord.status_code == 422
    eerste, *andere = [form.errors for form in antwoord.context["formset"]]
    assert not eerste
    assert [dict(rij) for rij in andere] == [{"dag": [DUBBEL]}] * 2
    assert "Naam 2" in antwoord.text
    assert not Evaluatiemoment.objects.exists()


def test_een_dag_heeft_er_een(mensen):
    f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(5))
    f.EvaluatiemomentFactory(school=mensen.andere_school, dag=f.dagen(5))


def test_toevoegen_en_wijzigen_zeggen_wat_botst(coen, adres, mensen):
    rij = f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(5))
    ander = f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(6))
    for url in (
        adres("opleidingsplannen:evaluatiemomenten"),
        adres("opleidingsplannen:evaluatiemoment", ander.pk),
    ):
        antwoord = coen.post(url, {"naam": "Dubbel", "dag": rij.dag})
        assert antwoord.status_code == 422, url
        assert "Op die dag is er al een evaluatiemoment." in antwoord.text
        assert 'value="Dubbel"' in antwoord.text


def test_wijzigen_en_weghalen_kan_tot_er_iets_vastligt(coen, adres, mensen):
    rij = f.EvaluatiemomentFactory(school=mensen.school)
    url = adres("opleidingsplannen:evaluatiemoment", rij.pk)
    assert bewaar(coen, url, naam="Kerst").status_code == 302
    f.EvaluatieFactory(traject=mensen.traject, moment=rij)
    assert "al een evaluatie vastgelegd" in coen.get(url).text
    assert coen.post(url, {"naam": "Anders", "dag": rij.dag}).status_code == 422
    weg = adres("opleidingsplannen:evaluatiemoment_weg", rij.pk)
    assert "al een evaluatie vastgelegd" in coen.post(weg, follow=True).text
    assert Evaluatiemoment.objects.get().naam == "Kerst"


def test_wijzigen_wat_een_collega_net_weghaalde_is_een_zin(mensen):
    rij = f.EvaluatiemomentFactory(school=mensen.school)
    Evaluatiemoment.objects.filter(pk=rij.pk).delete()
    rij.naam = "Anders"
    with pytest.raises(Weigering, match="haalde dit moment intussen weg"):
        bewaar_moment(rij, door=mensen.coen)
    assert not Evaluatiemoment.objects.exists()


def test_alleen_de_coordinator_schrijft(client_van, adres, mensen):
    rij = f.EvaluatiemomentFactory(school=mensen.school)
    for naam in ("bea", "pieter", "lea", "ada", "bob"):
        blad = adres("opleidingsplannen:evaluatiemomenten")
        client = client_van(naam)
        assert str(rij.naam) in client.get(blad).text
        assert client.post(blad, {"naam": "x", "dag": f.dagen(3)}).status_code == 403
    assert Evaluatiemoment.objects.count() == 1


# The list


@pytest.fixture
def klas(mensen):
    """Lotte and two others of Bea's at work, Lotte evaluated for the next moment."""
    velden = {"fase": "lopend", "fase_sinds": f.dagen(-50), "begindatum": f.dagen(-50)}
    Traject.objects.filter(pk=mensen.traject.pk).update(**velden)
    for _ in range(2):
        traject = f.TrajectFactory(school=mensen.school, **velden)
        f.TeamlidFactory(traject=traject, gebruiker=mensen.bea.gebruiker)
    f.EvaluatiemomentFactory(school=mensen.school, naam="Later", dag=f.dagen(50))
    moment = f.EvaluatiemomentFactory(school=mensen.school, naam="Kerst", dag=f.dagen(10))
    f.EvaluatieFactory(traject=mensen.traject, moment=moment)
    return moment


def test_de_lijst_toont_het_volgende_moment_wie_wel_en_wie_niet(lijst, klas, mensen):
    antwoord = lijst()
    assert antwoord.context["moment"] == klas
    assert "1 van 3 geëvalueerd" in antwoord.text
    for staat, aantal in (("wel", 1), ("niet", 2), ("", 3)):
        rijen = lijst(vraag=f"?staat={staat}").context["page_obj"]
        assert rijen.paginator.count == aantal, staat
    (rij,) = lijst(vraag=f"?klas={mensen.leerling.klas_id}&staat=wel").context["page_obj"]
    assert rij == mensen.traject


def test_een_verbeterde_evaluatie_telt_een_keer(lijst, klas, mensen):
    oud = mensen.traject.evaluaties.get()
    f.EvaluatieFactory(traject=mensen.traject, moment=klas, verbetert=oud)
    antwoord = lijst()
    assert "1 van 3 geëvalueerd" in antwoord.text
    assert antwoord.text.count("✓ geëvalueerd") == 1


def test_zonder_momenten_zegt_de_lijst_wat_te_doen(lijst):
    assert "De coördinator kiest wanneer" in lijst().text
    assert "Drie momenten voorstellen" in lijst("coen").text


def test_wie_niets_ziet_leest_dat(lijst, klas):
    assert "Niemand te evalueren" in lijst("vera").text


def test_de_lijst_kost_evenveel_voor_een_als_voor_tien(client_van, adres, klas, mensen, meet):
    url, coen = adres("opleidingsplannen:evaluaties"), client_van("coen")
    een = meet(coen, url)
    for _ in range(9):
        traject = f.TrajectFactory(
            school=mensen.school, fase="lopend", fase_sinds=f.dagen(-9), begindatum=f.dagen(-9)
        )
        f.EvaluatieFactory(traject=traject, moment=klas)
    assert meet(coen, url) == een <= 25
