"""The week of one learner, and the list of who guides several."""

import pytest

from leerlingen.schooljaar import maandag_van
from opleidingsplannen.models import Aanwezigheid
from tests import factories as f

pytestmark = pytest.mark.django_db
HOOGSTENS = 25


@pytest.fixture
def week(client_van, adres, mensen, werkt):
    """week("mo"): the text of the page; of last week, all of it over, unless told."""

    def lees(naam: str, dag=None) -> str:
        url = adres("opleidingsplannen:aanwezigheid", mensen.traject.pk)
        return client_van(naam).get(f"{url}?week={dag or f.dagen(-7)}").text

    return lees


@pytest.fixture
def tik(client_van, adres, mensen, werkt):
    """Press a button of the week: tik("mo", "heel", {(-7, "voormiddag"): "ziek"})."""

    def druk(naam: str, knop: str, vakken: dict | None = None, **velden):
        for (dag, deel), staat in (vakken or {}).items():
            velden[f"h-{f.dagen(dag).isoformat()}-{deel}"] = staat
        velden |= {"knop": knop, "plaatsing": werkt.pk}
        velden.setdefault("week", f.dagen(-7).isoformat())
        url = adres("opleidingsplannen:meld_aanwezigheid", mensen.traject.pk)
        return client_van(naam).post(url, velden, follow=True)

    return druk


def test_een_druk_voor_een_hele_week(tik, week):
    assert "Hele week aanwezig" in week("mo")
    assert "14 halve dagen doorgegeven. Bedankt!" in tik("mo", "heel").text
    rijen = Aanwezigheid.objects.all()
    assert {rij.werkplek_zegt for rij in rijen} == {"aanwezig"}
    assert {maandag_van(rij.dag) for rij in rijen} == {maandag_van(f.dagen(-7))}
    na = week("mo")
    assert "Hele week aanwezig" not in na
    assert "Alles is doorgegeven" in na


def test_een_uitzondering_is_een_tik(tik):
    tik("mo", "heel", {(-7, "namiddag"): "ziek"})
    rij = Aanwezigheid.objects.get(werkplek_zegt="ziek")
    assert (rij.dag, rij.deel) == (f.dagen(-7), "namiddag")
    assert Aanwezigheid.objects.filter(werkplek_zegt="aanwezig").count() == 13


def test_van_deze_week_alleen_wat_geweest_is(tik):
    tik("mo", "heel", week=f.dagen(0).isoformat())
    dagen = set(Aanwezigheid.objects.values_list("dag", flat=True))
    assert max(dagen) == f.dagen(0)


def test_alleen_wat_aangetikt_is(tik):
    tik("mo", "bewaar", {(-7, "voormiddag"): "gewettigd"})
    assert Aanwezigheid.objects.get().werkplek_zegt == "gewettigd"
    assert "Kies eerst hoe het was" in tik("mo", "bewaar").text


def test_wat_de_leerling_meldde_staat_klaar_voor_de_mentor(week, werkt):
    f.AanwezigheidFactory(
        plaatsing=werkt, dag=f.dagen(-7), werkplek_zegt="", werkplek_door=None, werkplek_op=None,
        leerling_zegt="ziek", leerling_op=werkt.aangeboden_op,
    )  # fmt: skip
    tekst = week("mo")
    assert "Zelf gemeld: ziek" in tekst
    naam = f"h-{f.dagen(-7)}-voormiddag"
    assert f'id="{naam}-ziek" value="ziek" checked' in tekst


def test_wat_getypt_was_overleeft_een_weigering(tik, mensen):
    mensen.traject.weekpatronen.update(werkplek_dagen=[], school_dagen=[1])
    tekst = tik("mo", "extra", extra_dag=f.dagen(4).isoformat(), extra_deel="namiddag").text
    assert "moet nog komen" in tekst
    assert f'value="{f.dagen(4)}"' in tekst
    assert 'value="namiddag" selected' in tekst
    assert (
        "Kies de dag waarop Lotte er was"
        in tik("mo", "extra", extra_dag="x", extra_deel="heel").text
    )


def test_een_dag_die_niet_voorzien_was(tik, mensen):
    mensen.traject.weekpatronen.update(werkplek_dagen=[], school_dagen=[1])
    tekst = tik("mo", "extra", extra_dag=f.dagen(-2).isoformat(), extra_deel="heel").text
    assert "2 halve dagen doorgegeven" in tekst
    assert "andere dag dan voorzien" in tekst
    assert Aanwezigheid.objects.filter(buiten_rooster=True).count() == 2


def test_terug_tot_de_grens_en_niet_verder(week, werkt):
    type(werkt).objects.filter(pk=werkt.pk).update(van=f.dagen(-300))
    type(werkt.school).objects.update(aanwezigheid_vanaf=f.dagen(-300))
    eerste = maandag_van(f.dagen(-56))
    assert f"?week={maandag_van(f.dagen(-49))}" in week("mo", eerste)
    assert 'rel="prev"' not in week("mo", eerste)
    assert week("mo", f.dagen(-300)).count(f"{eerste.day} ") >= 1
    assert 'rel="prev"' in week("bea", eerste), "wie leest, ziet verder terug"


@pytest.mark.parametrize("onzin", ["x", "2026-13-45", "9999-01-01", "0001-01-01", "", "٣"])
def test_onzin_in_het_adres_is_deze_week(week, onzin):
    assert "Deze week" in week("mo", onzin or " ")


def test_de_leerling_meldt_en_ziet_zichzelf(tik, week):
    assert "ik kom" in week("lotte", f.dagen(0))
    antwoord = tik("lotte", "bewaar", {(0, "namiddag"): "ziek"}, week=f.dagen(0).isoformat())
    assert "Verwittig ook zelf je mentor" in antwoord.text
    assert Aanwezigheid.objects.get().leerling_zegt == "ziek"
    assert "volgens" not in week("lotte").lower()
    assert "Hele week" not in week("lotte")


@pytest.mark.parametrize("naam", ["els", "pieter", "lea", "coen", "ada"])
def test_wie_leest_krijgt_geen_knop(week, werkt, naam):
    f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(-7), werkplek_zegt="gesloten")
    tekst = week(naam)
    assert "werkplek gesloten" in tekst
    assert '<form method="post" action="/eik/plannen' not in tekst


def test_de_begeleider_stelt_vast_en_leest_waarom_niet(client_van, adres, mensen, werkt):
    f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(-7), werkplek_zegt="ongewettigd")
    url = adres("opleidingsplannen:stel_aanwezigheid_vast", mensen.traject.pk)
    velden = {
        "plaatsing": werkt.pk, "dag": f.dagen(-7).isoformat(), "deel": "voormiddag",
        "staat": "gewettigd", "waarom": "",
        "gezien-voormiddag": Aanwezigheid.objects.get().afdruk,
    }  # fmt: skip
    tekst = client_van("bea").post(url, velden).text
    assert "waarom je iets anders vaststelt" in tekst
    assert 'value="gewettigd" selected' in tekst
    antwoord = client_van("bea").post(
        url, velden | {"waarom": "Gebeld.", "lijst": "1"}, follow=True
    )
    assert antwoord.redirect_chain[-1][0].startswith(adres("opleidingsplannen:aanwezigheden"))
    rij = Aanwezigheid.objects.get()
    assert (rij.staat, rij.waarom) == ("gewettigd", "Gebeld.")
    assert (
        "Gebeld."
        in client_van("lea")
        .get(adres("opleidingsplannen:aanwezigheid", mensen.traject.pk) + f"?week={f.dagen(-7)}")
        .text
    )


def test_een_hele_dag_ineens_uit_de_lijst(client_van, adres, mensen, werkt):
    type(werkt).objects.filter(pk=werkt.pk).update(van=f.dagen(-2))
    antwoord = client_van("bea").get(adres("opleidingsplannen:aanwezigheden"))
    eerste = antwoord.context["open"][0]
    assert (eerste.wanneer, eerste.eerste.halve.dag) == ("hele dag", f.dagen(-2))
    url = adres("opleidingsplannen:stel_aanwezigheid_vast", mensen.traject.pk)
    velden = {"plaatsing": werkt.pk, "dag": f.dagen(-2).isoformat(), "staat": "ziek"}
    velden |= {f"gezien-{deel}": gezien for deel, gezien in eerste.gezien.items()}
    velden["deel"] = list(eerste.gezien)
    client_van("bea").post(url, velden)
    assert Aanwezigheid.objects.filter(dag=f.dagen(-2), staat="ziek").count() == 2


@pytest.fixture
def lijst(client_van, adres, werkt):
    def lees(naam: str = "bea", **keuze):
        return client_van(naam).get(adres("opleidingsplannen:aanwezigheden"), keuze)

    return lees


def test_de_lijst_zegt_wat_open_is(lijst, werkt):
    velden = {"plaatsing": werkt, "dag": f.dagen(-3)}
    f.AanwezigheidFactory(**velden, leerling_zegt="ziek", leerling_op=werkt.aangeboden_op)
    f.AanwezigheidFactory(**velden, deel="namiddag", buiten_rooster=True)
    f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(-2))
    f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(-2), deel="namiddag")
    antwoord = lijst(van=f.dagen(-4).isoformat(), tot=f.dagen(0).isoformat())
    (regel,) = antwoord.context["page_obj"]
    assert {(rij.halve.dag, rij.halve.deel, rij.wat) for rij in regel.open} == {
        (f.dagen(-4), "voormiddag", "nog niet doorgegeven"),
        (f.dagen(-4), "namiddag", "nog niet doorgegeven"),
        (f.dagen(-3), "voormiddag", "mentor en leerling zeggen iets anders"),
        (f.dagen(-3), "namiddag", "andere dag dan voorzien"),
        (f.dagen(-1), "voormiddag", "nog niet doorgegeven"),
        (f.dagen(-1), "namiddag", "nog niet doorgegeven"),
    }
    assert antwoord.context["klopt"] == 2
    assert "2 halve dagen zijn doorgegeven" in antwoord.text
    assert (regel.verwacht, regel.percentage) == (10, 100)


def test_in_een_druk_vaststellen_wat_klopt(lijst, client_van, adres, werkt):
    for dag in (-2, -3):
        f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(dag))
    gezien = lijst().context["gezien"]
    url = adres("opleidingsplannen:stel_aanwezigheden_vast")
    keuze = lijst().context["filter"].keuze
    antwoord = client_van("bea").post(url, keuze | {"gezien": gezien}, follow=True)
    assert "2 halve dagen vastgesteld." in antwoord.text
    assert {rij.staat for rij in Aanwezigheid.objects.all()} == {"aanwezig"}
    assert "niets meer" in client_van("bea").post(url, keuze | {"gezien": gezien}, follow=True).text


def test_een_signaal_staat_bovenaan_met_waarom(lijst, mensen, werkt):
    for dag in (-7, -14, -21):
        f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(dag), werkplek_zegt="gewettigd")
    tekst = lijst().text
    assert "3 keer afwezig op" in tekst
    assert "Er volgt niets vanzelf" in tekst


def test_elk_ziet_de_eigen_leerlingen(lijst, werkt):
    assert [str(r.traject.leerling) for r in lijst("bea").context["page_obj"]] == ["Lotte Maes"]
    assert lijst("vera").context["lijst"].regels == []
    for naam in ("pieter", "lea", "coen", "ada"):
        antwoord = lijst(naam)
        assert len(antwoord.context["lijst"].regels) >= 1
        assert not antwoord.context["stelt_vast"]


@pytest.mark.parametrize(
    ("van", "tot", "zin"),
    [(0, -9, "kan niet voor de eerste liggen"), (-200, 0, "hoogstens 92 dagen")],
)
def test_een_periode_die_niet_kan(lijst, van, tot, zin):
    antwoord = lijst(van=f.dagen(van).isoformat(), tot=f.dagen(tot).isoformat())
    assert zin in antwoord.text


def test_een_school_die_het_niet_opvolgt(lijst, week, mensen):
    type(mensen.school).objects.update(aanwezigheid_vanaf=None)
    assert "Niet in gebruik" in lijst().text
    assert "Naar School" in lijst("coen").text
    assert "Niet in gebruik" in week("mo")


def _groei(m, aantal: int) -> None:
    for _ in range(aantal):
        leerling = f.LeerlingFactory(school=m.school, klas=m.leerling.klas)
        traject = f.TrajectFactory(school=m.school, leerling=leerling)
        f.TeamlidFactory(traject=traject, gebruiker=m.bea.gebruiker)
        f.WeekpatroonFactory(traject=traject, van=f.dagen(-80), werkplek_dagen=[1, 2, 3, 4, 5, 6])
        rij = f.PlaatsingFactory(traject=traject, vestiging=m.vestiging, mentor=m.mentor)
        f.AanwezigheidFactory(plaatsing=rij, dag=f.dagen(-8), werkplek_door=m.mo)


def test_de_lijst_kost_voor_veel_leerlingen_niet_meer(meet, client_van, adres, mensen, werkt):
    url = adres("opleidingsplannen:aanwezigheden")
    _groei(mensen, 1)
    for naam in ("bea", "coen"):
        een = meet(client_van(naam), url)
        _groei(mensen, 4)
        assert meet(client_van(naam), url) == een <= HOOGSTENS


@pytest.mark.parametrize("naam", ["mo", "lotte", "els", "bea"])
def test_de_week_kost_weinig(meet, client_van, adres, mensen, werkt, naam):
    url = adres("opleidingsplannen:aanwezigheid", mensen.traject.pk) + f"?week={f.dagen(-7)}"
    leeg = meet(client_van(naam), url)
    for dag in (-6, -7, -8):
        f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(dag))
    assert meet(client_van(naam), url) <= leeg + 1
    assert leeg <= HOOGSTENS


def test_de_startpagina_van_een_mentor_vraagt_de_week(meet, client_van, adres, mensen, werkt):
    url = adres("overzichten:start")
    tekst = client_van("mo").get(url).text
    assert "Was Lotte op de werkplek?" in tekst
    assert meet(client_van("mo"), url) <= HOOGSTENS
    _groei(mensen, 1)
    twee = meet(client_van("mo"), url)
    _groei(mensen, 3)
    assert meet(client_van("mo"), url) == twee <= HOOGSTENS
