"""The page that ends a role says first what that means for others, on the day that was chosen."""

import pytest
from django.utils.formats import date_format

from gebruikers import acties
from gebruikers.einde import zonder_begeleider
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from overzichten.taken import taken_van
from overzichten.taken.overeenkomst import kort_dag
from tests import factories as f
from trajecten.fases import Fase
from trajecten.models import Teamlid, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def blad(mensen, client_van, adres):
    """Bea's role, looked at by Coen unless by somebody else."""

    def vraag(als: str = "coen", wie: str = "bea", **keuze):
        url = adres("gebruikers:beeindig_rol", getattr(mensen, wie).pk)
        return client_van(als).get(url, keuze)

    return vraag


def test_vooraf_hoeveel_leerlingen_niemand_hebben_en_welke_vervangingen_eindigen(mensen, blad):
    f.VervangingFactory(
        school=mensen.school, wie=mensen.vera.gebruiker, vervanger=mensen.bea.gebruiker
    )
    tekst = blad().text
    assert "1 leerling heeft dan geen trajectbegeleider meer." in tekst
    assert "Bea Cast vervangt Vera Cast niet meer." in tekst
    assert "Wil je de rol trajectbegeleider van Bea Cast meteen beëindigen?" in tekst
    assert "Ja, meteen beëindigen" in tekst
    straks = blad(laatste_dag=f"{f.dagen(1)}").text
    assert f"Bea Cast vervangt Vera Cast tot en met {date_format(f.dagen(1), 'j F Y')}" in straks
    assert "vervangt Vera" not in blad(laatste_dag=f"{f.dagen(5)}").text


@pytest.mark.parametrize("wie", ["bea", "vera", "pieter"])
def test_wie_geen_dossier_ziet_leest_geen_aantal(mensen, blad, wie):
    """The same of everybody who guides, with learners or without."""
    Teamlid.objects.filter(gebruiker=mensen.vera.gebruiker).delete()
    tekst = blad("bob", wie).text
    assert "geen trajectbegeleider" not in tekst
    assert ("Kijk na wie de leerlingen overneemt." in tekst) is (wie != "pieter")


def test_een_rol_die_nog_moet_beginnen(mensen, blad, client_van, adres):
    Lidmaatschap.objects.filter(pk=mensen.vera.pk).update(van=f.dagen(3))
    begin, vandaag = date_format(f.dagen(3), "j F Y"), f"{f.dagen(0)}"
    tekst = blad(wie="vera", laatste_dag=vandaag).text
    assert f"De rol zou op {begin} beginnen, en begint dan niet." in tekst
    assert "1 leerling heeft dan geen trajectbegeleider meer." in tekst
    url = adres("gebruikers:beeindig_rol", mensen.vera.pk)
    wat = {"laatste_dag": vandaag, "gezien": vandaag}
    tekst = client_van("coen").post(url, wat, follow=True).text
    assert "De rol trajectbegeleider van Vera Cast begint niet." in tekst


def _ander(m, **velden) -> Teamlid:
    ander = f.LidmaatschapFactory(school=m.school, rol=Rol.BEGELEIDER, **velden)
    return f.TeamlidFactory(traject=m.traject, gebruiker=ander.gebruiker, van=f.dagen(2))


def test_wie_op_die_dag_nog_een_ander_heeft_telt_niet(mensen):
    assert zonder_begeleider(mensen.bea, f.dagen(5)) == 1
    ander = _ander(mensen)
    assert zonder_begeleider(mensen.bea, f.dagen(5)) == 0
    assert zonder_begeleider(mensen.bea, f.dagen(1)) == 1, "die ander begint pas later"
    Lidmaatschap.objects.filter(gebruiker=ander.gebruiker).update(tot=f.dagen(4))
    assert zonder_begeleider(mensen.bea, f.dagen(5)) == 1, "ook die rol is dan voorbij"


def test_een_gesloten_traject_en_een_andere_rol_tellen_niet(mensen):
    assert zonder_begeleider(mensen.pieter, f.dagen(0)) == 0
    Traject.objects.filter(pk=mensen.traject.pk).update(fase=Fase.AFGEROND)
    assert zonder_begeleider(mensen.bea, f.dagen(0)) == 0


def test_een_dag_waarvan_niets_gezegd_is_wordt_eerst_getoond(mensen, client_van, adres):
    """Without JavaScript the page that was pressed is about another day."""
    url, dag = adres("gebruikers:beeindig_rol", mensen.bea.pk), f.dagen(4)
    antwoord = client_van("coen").post(url, {"laatste_dag": f"{dag}", "gezien": ""})
    assert antwoord.status_code == 422
    assert f"Ja, beëindigen op {date_format(dag, 'j F Y')}" in antwoord.text
    assert f'name="gezien" value="{dag}"' in antwoord.text
    mensen.bea.refresh_from_db()
    assert mensen.bea.tot is None


def test_een_weigering_houdt_de_dag_en_toont_geen_knop(mensen, client_van, adres, blad):
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(tot=f.dagen(3))
    url, dag = adres("gebruikers:beeindig_rol", mensen.bea.pk), f"{f.dagen(4)}"
    antwoord = client_van("coen").post(url, {"laatste_dag": dag, "gezien": dag})
    for tekst in (antwoord.text, blad(laatste_dag=dag).text):
        assert tekst.count("Langer kan niet") == 1
        assert f'value="{dag}"' in tekst
        assert "Ja, " not in tekst


def test_terug_naar_de_lijst_zoals_gezocht(mensen, client_van, adres):
    lijst, zoek = adres("gebruikers:mensen"), "?q=Cast&rol=begeleider"
    url = adres("gebruikers:beeindig_rol", mensen.bea.pk)
    assert f'href="{url}{zoek}"'.replace("&", "&amp;") in client_van("coen").get(lijst + zoek).text
    assert f'href="{lijst}{zoek}"'.replace("&", "&amp;") in client_van("coen").get(url + zoek).text
    antwoord = client_van("coen").post(url + zoek, {"laatste_dag": "", "gezien": ""})
    assert antwoord.headers["Location"] == lijst + zoek


def test_daarna_de_link_naar_wie_geen_begeleider_heeft(mensen, client_van, adres):
    lijst = adres("overzichten:leerlingen") + "?filter=zonder_begeleider"
    url = adres("gebruikers:beeindig_rol", mensen.bea.pk)
    tekst = client_van("coen").post(url, {"gezien": ""}, follow=True).text
    assert f'href="{lijst}"' in tekst
    assert "Lotte Maes" in client_van("coen").get(lijst).text
    url = adres("gebruikers:beeindig_rol", mensen.vera.pk)
    tekst = client_van("bob").post(url, {"gezien": ""}, follow=True).text
    assert lijst not in tekst, "een beheerder ziet geen leerlingen"


def test_htmx_krijgt_alleen_de_gevolgen(mensen, client_van, adres):
    url, dag = adres("gebruikers:beeindig_rol", mensen.bea.pk), f.dagen(4)
    antwoord = client_van("coen").get(url, {"laatste_dag": f"{dag}"}, HTTP_HX_REQUEST="true")
    assert "<form" not in antwoord.text
    assert date_format(dag, "j F Y") in antwoord.text


def test_evenveel_vragen_voor_veel_leerlingen_en_vervangingen(mensen, client_van, adres, meet):
    url, coen = adres("gebruikers:beeindig_rol", mensen.bea.pk), client_van("coen")

    def vul(aantal: int) -> None:
        for dag in range(aantal):
            traject = f.TrajectFactory(school=mensen.school)
            f.TeamlidFactory(traject=traject, gebruiker=mensen.bea.gebruiker)
            f.VervangingFactory(
                school=mensen.school, wie=mensen.bea.gebruiker, tot=f.dagen(dag + 1)
            )

    vul(2)
    twee = meet(coen, url)
    vul(6)
    assert meet(coen, url) == twee <= 25
    assert "9 leerlingen hebben" in coen.get(url).text


def test_de_lijst_zegt_het_twee_weken_voor_een_rol_eindigt(mensen, client_van, adres):
    acties.beeindig_rol(mensen.bea, door=mensen.coen, op=f.dagen(6))
    lijst = adres("overzichten:leerlingen") + "?filter=zonder_begeleider"
    assert "Lotte Maes" in client_van("coen").get(lijst).text
    dag = kort_dag(f.dagen(5))
    assert f"heeft na {dag} geen trajectbegeleider" in _taken(mensen)
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(tot=f.dagen(16))
    assert "trajectbegeleider" not in _taken(mensen)


def _taken(m) -> str:
    open_ = Traject.objects.filter(pk=m.traject.pk)
    return " ".join(taak.zin for taak in taken_van(m.coen, open_))
