"""What happened to a record, read by people: in sentences, and only what is theirs to read."""

import datetime
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from gebruikers import muur, zegels
from gebruikers.models import Lidmaatschap, Spoorregel
from gebruikers.rollen import BUITEN, STAF, Rol
from gebruikers.zicht import Informatie, mag
from leerlingen.models import Leerling
from opleidingsplannen.models import Beoordeling, Planregel
from overzichten.geschiedenis import SOORTEN, lezers_van
from overzichten.zinnen import KORT, in_woorden, in_zinnen
from tests import factories as f
from tests.overzichten.zaken import als
from trajecten.models import Inzage, Traject, Weekpatroon
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db


@pytest.fixture
def pagina(client_van, adres):
    """The words on the page of a history: pagina("bea", "traject", traject)."""

    def lees(naam: str, soort: str, rij, **vraag) -> str:
        antwoord = client_van(naam).get(adres("overzichten:geschiedenis", soort, rij.pk), vraag)
        assert antwoord.status_code == 200
        tekst = antwoord.text.partition('<ol class="tijdlijn mt-3">')[2].partition("</ol>")[0]
        return " ".join(strip_tags(tekst).split())

    return lees


@pytest.fixture
def als_bea(mensen):
    """As if Bea did it in a request."""
    bea = mensen.bea
    return muur.instellingen(gebruiker=str(bea.gebruiker_id), lid=str(bea.pk), aanvraag="web proef")


def test_een_wijziging_leest_als_een_zin(mensen, pagina, als_bea):
    van, naar = datetime.date(2026, 6, 30), datetime.date(2026, 8, 31)
    Traject.objects.filter(pk=mensen.traject.pk).update(
        begindatum=datetime.date(2025, 9, 1), einddatum=van
    )
    with als_bea:
        Traject.objects.filter(pk=mensen.traject.pk).update(einddatum=naar)
    dag = timezone.localdate()
    tekst = pagina("coen", "traject", mensen.traject)
    assert f"{dag.day} " in tekst
    assert (
        "Bea Cast (trajectbegeleider) wijzigde het traject van Lotte Maes: "
        "voorziene einddatum: van 30 juni 2026 naar 31 augustus 2026"
    ) in tekst
    assert "nog niet verzegeld" in tekst


def test_verzegeld_en_de_reden_staan_erbij(mensen, pagina, client_van, adres):
    reden = f.EinderedenFactory(school=mensen.school, naam="Verhuisd")
    keuze = {"naar": "onderbroken", "eindereden": reden.pk, "op": f.dagen(0).isoformat()}
    mensen.traject.fase = "lopend"
    mensen.traject.save()
    client_van("bea").post(
        adres("trajecten:fase", mensen.traject.pk), keuze | {"reden": "naar Gent"}
    )
    tekst = pagina("bea", "traject", mensen.traject)
    assert tekst.count("Reden: Verhuisd (naar Gent)") == 1
    assert "Bea Cast (trajectbegeleider) koos de reden voor onderbroken op" in tekst
    zegels.verzegel(mensen.school.pk)
    tekst = pagina("bea", "traject", mensen.traject)
    assert "fase: van lopend naar onderbroken" in tekst
    assert "✓ verzegeld" in tekst
    assert "nog niet verzegeld" not in tekst


def test_namen_in_plaats_van_nummers(mensen, pagina, als_bea):
    ander = f.MentorFactory(vestiging=mensen.vestiging, voornaam="Mia", naam="Maes")
    mentor = mensen.plaatsing.mentor
    with als_bea:
        Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(mentor=ander)
    tekst = pagina("bea", "plaatsing", mensen.plaatsing)
    assert f"mentor: van {mentor} naar Mia Maes" in tekst


def test_ja_nee_leeg_en_keuzes_in_woorden(mensen, pagina, als_bea):
    with als_bea, muur.instellingen(aanvraag=""):
        mensen.moeder.inzage_na_18, mensen.moeder.gezag = True, "alleen"
        mensen.moeder.telefoon = "0470 11 22 33"
        mensen.moeder.save()
        mensen.moeder.telefoon = ""
        mensen.moeder.save()
    tekst = pagina("ada", "betrokkene", mensen.moeder)
    assert "wijzigde 1" not in tekst
    assert "wijzigde de gegevens van ouder Els Jacobs." in tekst
    assert "gezag: van gedeeld gezag naar alleen gezag" in tekst
    assert "mag na de achttiende verjaardag blijven kijken: van nee naar ja" in tekst
    assert "telefoon: 0470 11 22 33 ingevuld" in tekst
    assert "telefoon: 0470 11 22 33 weggehaald" in tekst


def test_lange_tekst_staat_er_kort_met_het_geheel_op_vraag(mensen, client_van, adres):
    lang = "Noodnummer van de buren, " * 8
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    regel = f.PlanregelFactory(plan=plan)
    Planregel.objects.filter(pk=regel.pk).update(opmerking=lang)
    antwoord = client_van("bea").get(adres("overzichten:geschiedenis", "plan", plan.pk)).text
    assert f"<summary>{lang[: KORT - 1]}…</summary>" in antwoord
    assert lang.strip() in antwoord


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        ({"aanvraag": "gebruikers.tasks.veeg 1"}, "Het systeem wijzigde de gegevens van Lotte"),
        ({"aanvraag": "web 1"}, "Iemand (niet aangemeld) wijzigde de"),
        (
            {"aanvraag": "web 1", "gebruiker": "999999"},
            "Iemand (account verwijderd) wijzigde de gegevens",
        ),
    ],
)
def test_wie_het_niet_zelf_is(mensen, pagina, wie, zin):
    with muur.instellingen(**wie):
        Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Temse")
    assert zin in pagina("ada", "leerling", mensen.leerling)


@pytest.mark.parametrize(
    ("soort", "deel"),
    [
        ("leerling", Informatie.CONTACT),
        ("betrokkene", Informatie.CONTACT),
        ("traject", Informatie.VERLOOP),
        ("overeenkomst", Informatie.OVEREENKOMST),
        ("plan", Informatie.PLAN),
        ("plaatsing", Informatie.PLAATSING),
        ("contactmoment", Informatie.MOMENT_GEDEELD),
        ("onderneming", None),
        ("vestiging", None),
        ("erkenning", None),
        ("mentor", None),
    ],
)
def test_wie_haar_opent_staat_bij_het_dossier(soort, deel, mensen, pagina):
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    rijen = {
        "leerling": mensen.leerling,
        "betrokkene": mensen.moeder,
        "traject": mensen.traject,
        "plan": plan,
        "plaatsing": mensen.plaatsing,
    }
    if soort == "contactmoment":
        rijen[soort] = f.ContactmomentFactory(traject=mensen.traject)
    elif soort == "overeenkomst":
        rijen[soort] = f.OvereenkomstFactory(traject=mensen.traject)
    elif soort == "erkenning":
        rijen[soort] = f.ErkenningFactory(vestiging=mensen.vestiging)
    rij = rijen.get(soort) or SOORTEN[soort].model.objects.filter(school=mensen.school).first()
    pagina("coen", soort, rij)
    gezien = [(mensen.leerling.pk, mensen.coen.pk, deel)] if deel else []
    assert list(Inzage.objects.values_list("leerling", "lid", "deel")) == gezien


def test_elke_soort_is_daarbij(mensen):
    (merk,) = test_wie_haar_opent_staat_bij_het_dossier.pytestmark
    assert {soort for soort, _ in merk.args[1]} == set(SOORTEN)


def test_het_dossier_toont_alles_van_de_zaak_het_nieuwste_eerst(mensen, pagina):
    f.PlaatsingFactory(traject=mensen.vera_traject)
    vervanger = mensen.plaatsing.plaatsvervangers.create(
        mentor=f.MentorFactory(vestiging=mensen.vestiging), van=f.dagen(0)
    )
    vervanger.delete()
    Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Temse")
    tekst = pagina("bea", "traject", mensen.traject)
    nieuwste, weg, toe = (
        tekst.index(zin)
        for zin in ("gemeente: van", "verwijderde plaatsvervanger", "duidde plaatsvervanger")
    )
    assert nieuwste < weg < toe
    assert "voegde ouder Els Jacobs toe" in tekst
    assert "zette Bea Cast (trajectbegeleider) in het team" in tekst
    assert str(mensen.vera_traject.leerling) not in tekst


def test_een_plan_toont_ook_zijn_regels_die_weg_zijn(mensen, pagina):
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    regel = f.PlanregelFactory(plan=plan)
    ander = f.PlanregelFactory(plan=f.OpleidingsplanFactory(traject=mensen.traject, versie=2))
    Planregel.objects.filter(pk=regel.pk).update(opmerking="Eerst op school")
    Planregel.objects.filter(pk=ander.pk).update(opmerking="Van een andere versie")
    regel.delete()
    tekst = pagina("pieter", "plan", plan)
    assert "opmerking: Eerst op school ingevuld" in tekst
    assert f"Het systeem haalde “{regel.competentie}” uit het plan." in tekst
    assert "andere versie" not in tekst


def test_van_beoordelingen_leest_de_administratie_niets(mensen, pagina):
    competentie = f.CompetentieFactory(cluster__standaardtraject__school=mensen.school)
    Beoordeling.objects.create(
        traject=mensen.traject, competentie=competentie, niveau=3,
        plek="school", door=mensen.bea, rol=mensen.bea.rol, sleutel=uuid4(),
    )  # fmt: skip
    assert "beoordeelde" in pagina("bea", "traject", mensen.traject)
    assert not mag(mensen.ada, Informatie.BEOORDELING)
    assert "beoordeelde" not in pagina("ada", "traject", mensen.traject)


def test_regels_van_de_tijdlijn_staan_op_hun_eigen_blad(mensen, pagina):
    mensen.traject.noteer(mensen.bea, "beoordeling", "Bakt nu zelfstandig")
    for wie in ("bea", "ada"):
        assert "zelfstandig" not in pagina(wie, "traject", mensen.traject)


def test_wat_gewist_is_zegt_dat(mensen, pagina):
    Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Temse")
    regel = Spoorregel.objects.latest("pk")
    regel.voor = regel.na = None
    regel.gewist_op = timezone.now()
    (groep,) = in_zinnen([[regel]])
    assert "De inhoud hiervan is gewist op" in groep.zinnen[0].tekst
    assert groep.zinnen[0].delen == []


def test_wat_geen_naam_meer_heeft_zegt_dat(mensen, pagina):
    """A name is made of other rows, and one of those may be gone or out of sight by now."""
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    vreemd = f.CompetentieFactory(cluster__standaardtraject__school=mensen.andere_school)
    f.PlanregelFactory(plan=plan, competentie=vreemd)
    assert "zette een competentie (intussen verwijderd) in het plan" in pagina("bea", "plan", plan)


@pytest.mark.parametrize("soort", SOORTEN)
def test_wie_mag_volgt_de_tabel_van_zicht(soort):
    """Of the school only, and always the coördinator."""
    rollen = set(lezers_van(SOORTEN[soort].model))
    assert rollen <= STAF - {Rol.BEHEERDER}
    assert not rollen & BUITEN
    assert {Rol.COORDINATOR, Rol.BEGELEIDER} <= rollen


def test_wie_gegevens_van_een_kind_ziet_mag_ook_adres_en_vergoeding_lezen():
    """Some columns are of a stricter kind than their table."""
    for soort in ("leerling", "traject"):
        for rol in lezers_van(SOORTEN[soort].model):
            assert mag(Lidmaatschap(rol=rol), Informatie.CONTACT)
    for rol in lezers_van(SOORTEN["overeenkomst"].model):
        assert mag(Lidmaatschap(rol=rol), Informatie.OVEREENKOMSTDOCUMENT)


@pytest.mark.parametrize(
    ("naam", "soort", "verwacht"),
    [
        ("bea", "plaatsing", 200),
        ("coen", "plaatsing", 200),
        ("ada", "plaatsing", 403),
        ("pieter", "plan", 200),
        ("lea", "plan", 403),
        ("ada", "mentor", 200),
        ("pieter", "mentor", 404),
        ("ada", "vestiging", 200),
        ("lea", "vestiging", 403),
        ("ada", "erkenning", 200),
        ("ada", "onderneming", 200),
        ("bob", "onderneming", 404),
        ("lotte", "betrokkene", 403),
        ("mo", "overeenkomst", 404),
        ("vera", "traject", 404),
        ("vera", "plan", 404),
    ],
)
def test_wie_welke_geschiedenis_opent(mensen, client_van, adres, naam, soort, verwacht):
    rijen = {
        "plaatsing": mensen.plaatsing,
        "plan": f.OpleidingsplanFactory(traject=mensen.traject),
        "mentor": mensen.mentor,
        "vestiging": mensen.vestiging,
        "erkenning": mensen.vestiging.erkenningen.get(),
        "onderneming": mensen.vestiging.onderneming,
        "betrokkene": mensen.moeder,
        "traject": mensen.traject,
        "overeenkomst": f.OvereenkomstFactory(traject=mensen.traject),
    }
    url = adres("overzichten:geschiedenis", soort, rijen[soort].pk)
    assert client_van(naam).get(url).status_code == verwacht


def test_een_onbekende_soort_is_er_niet(mensen, client_van, adres):
    url = adres("overzichten:geschiedenis", "beoordeling", mensen.traject.pk)
    assert client_van("coen").get(url).status_code == 404


def test_het_aantal_vragen_hangt_niet_af_van_het_aantal_regels(mensen, client_van, adres, meet):
    url, bea = adres("overzichten:geschiedenis", "traject", mensen.traject.pk), client_van("bea")
    bea.get(url)
    een = meet(bea, url)
    for n in range(8):
        mentor = f.MentorFactory(vestiging=mensen.vestiging)
        Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(mentor=mentor, tot=f.dagen(60 + n))
        f.TeamlidFactory(traject=mensen.traject, rol=Rol.PRAKTIJK)
    assert meet(bea, url) <= een


@pytest.mark.parametrize("soort", SOORTEN)
def test_elke_geschiedenis_staat_waar_het_gegeven_staat(mensen, client_van, adres, soort):
    plan = f.OpleidingsplanFactory(traject=mensen.traject)
    overeenkomst = f.OvereenkomstFactory(traject=mensen.traject)
    onderneming = mensen.vestiging.onderneming
    with als(mensen.bea):
        moment = f.ContactmomentFactory(traject=mensen.traject, door=mensen.bea)
    bladen = {
        "leerling": (mensen.leerling, mensen.leerling.get_absolute_url()),
        "betrokkene": (mensen.moeder, mensen.leerling.get_absolute_url()),
        "traject": (mensen.traject, mensen.traject.get_absolute_url()),
        "overeenkomst": (overeenkomst, overeenkomst.get_absolute_url()),
        "plan": (plan, plan.get_absolute_url()),
        "plaatsing": (mensen.plaatsing, f"{mensen.traject.get_absolute_url()}?deel=team"),
        "contactmoment": (moment, f"{mensen.traject.get_absolute_url()}?deel=contact"),
        "onderneming": (onderneming, onderneming.get_absolute_url()),
        "vestiging": (mensen.vestiging, onderneming.get_absolute_url()),
        "erkenning": (mensen.vestiging.erkenningen.get(), onderneming.get_absolute_url()),
        "mentor": (mensen.mentor, onderneming.get_absolute_url()),
    }
    rij, blad = bladen[soort]
    url, bea = adres("overzichten:geschiedenis", soort, rij.pk), client_van("bea")
    assert f'href="{url}"' in bea.get(blad).text
    tekst = bea.get(url).text
    assert f'href="{blad.partition("?")[0]}"' in tekst, "en terug"
    assert 'class="tijdlijn mt-3"' in tekst


@pytest.mark.parametrize(
    ("naam", "wel"), [("bea", True), ("coen", True), ("pieter", False), ("lea", False)]
)
def test_de_knop_staat_er_voor_wie_mag(mensen, client_van, adres, naam, wel):
    tekst = client_van(naam).get(adres("overzichten:dossier", mensen.traject.pk)).text
    assert (adres("overzichten:geschiedenis", "traject", mensen.traject.pk) in tekst) is wel


def test_dagen_van_de_week_in_woorden():
    veld = Weekpatroon._meta.get_field("school_dagen")
    assert in_woorden(veld, [1, 3], None) == "maandag, woensdag"
