"""One row of two: everything hangs on it, and a week long it can be as it was."""

import datetime
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from gebruikers.models import Lidmaatschap, Spoorregel
from gebruikers.muur import open_voor
from gebruikers.overgang import Weigering
from leerlingen import acties_samenvoegen as acties
from leerlingen.models import Betrokkene, Leerling, Onderscheid, Samenvoeging
from leerlingen.vergelijking import GAAT, GROEPEN
from leerlingen.verhangen import is_vast, verwijzingen
from overzichten.geschiedenis import SOORTEN, regels_van
from tests import factories as f
from tests import wereld
from tests.leerlingen.dubbel import kies, maak_zwaar, stand, voeg_samen
from trajecten.models import Inzage

pytestmark = pytest.mark.django_db

HANGT_AAN = {
    Leerling: {
        "leerlingen.Betrokkene.leerling",
        "leerlingen.Samenvoeging.leerling",
        "trajecten.Inzage.leerling",
        "trajecten.Traject.leerling",
    },
    Betrokkene: {
        "leerlingen.Inzagebesluit.betrokkene",
        "leerlingen.Samenvoeging.ouder",
        "overeenkomsten.Ondertekenaar.ouder",
        "overeenkomsten.Overeenkomst.ouder",
        "overeenkomsten.Overeenkomst.tweede_ouder",
        "overeenkomsten.Wijziging.ouder",
        "overeenkomsten.Wijziging.tweede_ouder",
    },
}


@pytest.fixture
def dubbel(mensen, stil) -> SimpleNamespace:
    """Lotte stands twice: her case with all there is hangs on the row that goes, the new one has
    more trajecten, that are closed, a mother and a father."""
    m, w = mensen, wereld.Wereld(mensen)
    wereld.eigen(w)
    nieuw = f.LeerlingFactory(
        school=m.school, voornaam="Lotte", naam="Maes", straat="Kaai",
        geboortedatum=m.leerling.geboortedatum, email="lotte@nieuw.example",
    )  # fmt: skip
    maak_zwaar(nieuw)
    moeder = f.BetrokkeneFactory(
        leerling=nieuw, voornaam="Els", naam="Jacobs", email="els@nieuw.example"
    )
    f.BetrokkeneFactory(leerling=nieuw, relatie="vader", voornaam="Jan", email="")
    eerder = f.SamenvoegingFactory(leerling=m.leerling, door=m.ada, stappen=None)
    f.SamenvoegingFactory(
        leerling=m.leerling, ouder=m.moeder, stamnummer="", door=m.ada, stappen=None
    )
    Inzagebesluit = apps.get_model("leerlingen.Inzagebesluit")
    Inzagebesluit.objects.create(betrokkene=m.moeder, mag=False, door=m.lotte)
    Overeenkomst = apps.get_model("overeenkomsten.Overeenkomst")
    eigen = Overeenkomst.objects.filter(traject=m.traject)
    eigen.update(ouder=m.moeder)
    voogd = m.leerling.betrokkenen.get(relatie="voogd")
    eigen.filter(pk=eigen.first().pk).update(ouder=voogd, tweede_ouder=m.moeder)
    anders = apps.get_model("overeenkomsten.Wijziging").objects
    anders = anders.filter(overeenkomst__traject=m.traject)
    anders.update(ouder=m.moeder)
    anders.filter(pk=anders.first().pk).update(ouder=voogd, tweede_ouder=m.moeder)
    Ondertekenaar = apps.get_model("overeenkomsten.Ondertekenaar")
    Ondertekenaar.objects.filter(partij="ouder", school=m.school).update(ouder=m.moeder)
    return SimpleNamespace(m=m, oud=m.leerling, nieuw=nieuw, moeder=moeder, eerder=eerder)


@pytest.mark.afspraken
@pytest.mark.parametrize("model", [Leerling, Betrokkene])
def test_wat_er_aan_hangt_is_bekend(model):
    """A model made later is hung over by itself; here somebody says so, and the world has a row."""
    assert {f"{v.model._meta.label}.{v.name}" for v in verwijzingen(model)} == HANGT_AAN[model]


def test_ook_wat_geen_naam_heeft_aan_die_kant():
    """A foreign key without a way back hangs on the row as well."""
    sleutels = {f"{veld.model._meta.label}.{veld.name}" for veld in verwijzingen(Lidmaatschap)}
    assert "leerlingen.Samenvoeging.door" in sleutels


def test_wat_er_maar_een_keer_kan_zijn_wordt_geweigerd(mensen):
    """Of a model made later nobody said what to do."""
    ander = f.TrajectFactory(school=mensen.school).leerling
    samen = f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada, stappen=[])
    with pytest.raises(Weigering, match="Bij allebei staan trajecten"):
        acties.Stappen(samen).verhang_alles(ander, mensen.leerling)


@pytest.mark.afspraken
@pytest.mark.parametrize("model", [Leerling, Betrokkene])
def test_over_elk_veld_is_er_een_keuze(model):
    gekozen = {veld for _, velden in GROEPEN[model].values() for veld in velden}
    zelf = {"id", "school", "zoeknaam", "leerling", "inzage_na_18"}
    assert gekozen == {veld.name for veld in model._meta.fields} - zelf


def test_alles_hangt_daarna_aan_wie_blijft(dubbel):
    oud, nieuw, moeder = dubbel.oud, dubbel.nieuw, dubbel.m.moeder
    hing = {
        veld: set(veld.model._base_manager.filter(**{veld.name: rij}).values_list("pk", flat=True))
        for rij in (oud, moeder)
        for veld in verwijzingen(type(rij))
    }
    assert all(hing.values()), "de wereld heeft van iets geen rij"
    assert any(is_vast(veld.model) for veld in hing)

    voeg_samen(oud, nieuw, dubbel.m.ada)

    assert not Leerling.objects.filter(pk=oud.pk).exists()
    assert not Betrokkene.objects.filter(pk=moeder.pk).exists()
    for veld, pks in hing.items():
        naar = nieuw.pk if veld.related_model is Leerling else dubbel.moeder.pk
        opgegaan = {moeder.pk} if veld.model is Betrokkene else set()
        rijen = veld.model._base_manager.filter(pk__in=pks - opgegaan)
        assert set(rijen.values_list(veld.attname, flat=True)) == {naar}, veld
    assert nieuw.betrokkenen.count() == 3  # mother, father, and the guardian of the other


def test_samenvoegen_en_ongedaan_maken_is_zoals_ervoor(dubbel):
    school = dubbel.m.school
    voor = stand(school)
    samenvoeging = voeg_samen(dubbel.oud, dubbel.nieuw, dubbel.m.ada)
    assert stand(school) != voor

    assert acties.maak_ongedaan(samenvoeging, door=dubbel.m.coen) == []
    na = stand(school)
    # What happened meanwhile stays on the timeline.
    regels = na["trajecten.Gebeurtenis"].keys() - voor["trajecten.Gebeurtenis"].keys()
    for pk in regels:
        assert "wijzigden tijdens" in na["trajecten.Gebeurtenis"].pop(pk)["tekst"]
    for label in voor:
        assert na[label] == voor[label], label
    samenvoeging.refresh_from_db()
    assert (samenvoeging.ongedaan_door, samenvoeging.stappen) == (dubbel.m.coen, None)


def test_de_geschiedenis_zegt_wie_en_waarom(dubbel):
    samenvoeging = voeg_samen(dubbel.oud, dubbel.nieuw, dubbel.m.ada)
    weg = Spoorregel.objects.get(tabel="leerlingen_leerling", rij=dubbel.oud.pk, wat="weg")
    assert weg.reden == "samengevoegd: Twee keer ingevoerd."
    assert samenvoeging.door == dubbel.m.ada
    eerder = Samenvoeging.objects.get(pk=dubbel.eerder.pk)
    assert eerder.leerling == dubbel.nieuw  # a number that led to the one leads to the other


def test_de_geschiedenis_van_een_ouder_vindt_wie_in_haar_opging(dubbel):
    m, weg = dubbel.m, dubbel.m.moeder.pk
    samen = voeg_samen(dubbel.oud, dubbel.nieuw, m.ada)
    regels = regels_van(m.coen, SOORTEN["betrokkene"], dubbel.moeder)
    assert regels.filter(tabel="leerlingen_betrokkene", rij=weg, wat="weg").exists()
    van_ouders = Samenvoeging.objects.get(ouder=dubbel.moeder, weg=weg)
    assert not van_ouders.is_terug_te_draaien
    acties.maak_ongedaan(samen, door=m.ada)
    assert not Samenvoeging.objects.filter(pk=van_ouders.pk).exists()


def test_wat_gekozen_is_blijft(dubbel):
    oud, nieuw = dubbel.oud, dubbel.nieuw
    Leerling.objects.filter(pk=nieuw.pk).update(telefoon="")
    Leerling.objects.filter(pk=oud.pk).update(telefoon="0470 11 22 33")
    oud.refresh_from_db()
    nieuw.refresh_from_db()
    samenvoeging = voeg_samen(oud, nieuw, dubbel.m.ada, stamnummer=GAAT)
    nieuw_nummer = nieuw.stamnummer
    nieuw.refresh_from_db()
    assert nieuw.stamnummer == oud.stamnummer  # as chosen
    assert samenvoeging.stamnummer == nieuw_nummer
    assert nieuw.telefoon == "0470 11 22 33"  # the fuller one
    assert nieuw.straat == "Kaai"  # the newest one
    assert nieuw.gebruiker == dubbel.m.lotte.gebruiker  # the one with an account
    assert nieuw.email == oud.email


def test_gezag_dat_de_school_opschreef_blijft(dubbel):
    Betrokkene.objects.filter(pk=dubbel.m.moeder.pk).update(gezag="geen")
    voeg_samen(dubbel.oud, dubbel.nieuw, dubbel.m.ada)
    dubbel.moeder.refresh_from_db()
    assert dubbel.moeder.gezag == "geen"


def test_het_laatste_woord_van_de_leerling_telt(dubbel):
    """Said no about the one, and the other was let in."""
    Betrokkene.objects.filter(pk=dubbel.moeder.pk).update(inzage_na_18=True)
    voeg_samen(dubbel.oud, dubbel.nieuw, dubbel.m.ada)
    dubbel.moeder.refresh_from_db()
    assert dubbel.moeder.inzage_na_18 is False


def test_een_andere_vader_blijft_erbij_onder_een_ander_woord(mensen):
    een, ander = (f.LeerlingFactory(school=mensen.school) for _ in range(2))
    for leerling, naam in ((een, "Jan"), (ander, "Piet")):
        f.BetrokkeneFactory(leerling=leerling, relatie="vader", voornaam=naam, naam="Maes")
    samenvoeging = voeg_samen(een, ander, mensen.ada)
    assert {b.voornaam: b.relatie for b in een.betrokkenen.all()} == {
        "Jan": "vader",
        "Piet": "andere",
    }
    acties.maak_ongedaan(samenvoeging, door=mensen.ada)
    assert ander.betrokkenen.get().relatie == "vader"


def test_wie_apart_gehouden_werd_blijft_apart(mensen):
    een, ander, derde = (f.LeerlingFactory(school=mensen.school) for _ in range(3))
    acties.houd_uiteen(ander, derde, door=mensen.ada)
    acties.houd_uiteen(derde, ander, door=mensen.ada)
    assert Onderscheid.objects.count() == 1
    samenvoeging = voeg_samen(een, ander, mensen.ada)
    assert Onderscheid.objects.van(Leerling).met(een.pk).get().ander == derde.pk
    acties.maak_ongedaan(samenvoeging, door=mensen.ada)
    assert not Onderscheid.objects.met(een.pk).exists()


@pytest.mark.parametrize("wie", ["bea", "vera", "bob", "tess"])
def test_wie_het_niet_mag(mensen, wie):
    ander = f.LeerlingFactory(school=mensen.school)
    _, keuze = kies(mensen.leerling, ander)
    for doe in (
        lambda door: acties.voeg_samen(mensen.leerling, ander, keuze, door=door),
        lambda door: acties.houd_uiteen(mensen.leerling, ander, door=door),
        lambda door: acties.maak_ongedaan(
            f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada), door=door
        ),
    ):
        with pytest.raises(Weigering):
            doe(getattr(mensen, wie))
    assert Leerling.objects.filter(pk=ander.pk).exists()


def test_een_leerling_van_een_andere_school_komt_er_niet_bij(mensen):
    elders = f.LeerlingFactory(school=mensen.andere_school)
    _, keuze = kies(mensen.leerling, elders)
    with pytest.raises(Weigering, match="niet meer allebei"):
        acties.voeg_samen(mensen.leerling, elders, keuze, door=mensen.ada)


def test_twee_die_tegelijk_drukken(mensen):
    ander = f.LeerlingFactory(school=mensen.school)
    _, keuze = kies(mensen.leerling, ander)
    Leerling.objects.filter(pk=ander.pk).update(gemeente="Gent")
    with pytest.raises(Weigering, match="Intussen veranderde er iets"):
        acties.voeg_samen(mensen.leerling, ander, keuze, door=mensen.ada)
    _, keuze = kies(mensen.leerling, Leerling.objects.get(pk=ander.pk))
    acties.voeg_samen(mensen.leerling, ander, keuze, door=mensen.ada)
    with pytest.raises(Weigering, match="niet meer allebei"):
        acties.voeg_samen(mensen.leerling, ander, keuze, door=mensen.coen)


def test_de_databank_verhangt_niets_buiten_een_samenvoeging(mensen):
    """What is only ever added to stays where it is, but for a merge that runs."""
    inzage = Inzage.objects.create(leerling=mensen.leerling, lid=mensen.bea, deel="identiteit")
    ander = f.LeerlingFactory(school=mensen.school)
    elders = mensen.vreemd_traject.leerling
    wie = {"leerling": mensen.leerling, "weg": ander.pk, "door": mensen.ada}
    loopt = f.SamenvoegingFactory(stappen=[], **wie)
    over = f.SamenvoegingFactory(stappen=None, **wie)
    derde = f.LeerlingFactory(school=mensen.school)

    van_ouders = f.SamenvoegingFactory(stappen=[], ouder=mensen.moeder, **wie)
    vorige_week = timezone.now() - datetime.timedelta(days=8)
    te_oud = f.SamenvoegingFactory(stappen=[], op=vorige_week, **wie)

    def verhang(samenvoeging, kolom: str, van, naar, tabel="trajecten_inzage") -> list:
        vraag = "SELECT public.leerlingen_verhang(%s, %s, %s, %s, %s, %s)"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(vraag, [samenvoeging.pk, tabel, kolom, [inzage.pk], van.pk, naar.pk])
            return cursor.fetchall()

    for samenvoeging in (over, te_oud, van_ouders):
        with pytest.raises(DatabaseError, match="geen samenvoeging die"):
            verhang(samenvoeging, "leerling_id", mensen.leerling, ander)
    with pytest.raises(DatabaseError, match="geen samenvoeging die"):  # is changed without it
        verhang(loopt, "leerling_id", mensen.leerling, ander, "trajecten_traject")
    with pytest.raises(DatabaseError, match="geen samenvoeging die"):
        verhang(loopt, "lid_id", mensen.leerling, ander)
    for van, naar in ((mensen.leerling, elders), (mensen.leerling, derde), (derde, ander)):
        with pytest.raises(DatabaseError, match="geen samenvoeging van deze rijen"):
            verhang(loopt, "leerling_id", van, naar)
    assert verhang(loopt, "leerling_id", ander, mensen.leerling) == []  # hangs on another
    with open_voor(mensen.andere_school.pk), pytest.raises(DatabaseError, match="geen samenv"):
        verhang(loopt, "leerling_id", mensen.leerling, ander)
    inzage.refresh_from_db()
    assert inzage.leerling == mensen.leerling
    assert verhang(loopt, "leerling_id", mensen.leerling, ander) == [(inzage.pk,)]


def test_de_databank_verhangt_van_ouders_alleen_tussen_die_twee(mensen):
    """Not what hangs on another parent of the same learner."""
    een, twee, derde = (
        f.BetrokkeneFactory(leerling=mensen.leerling, relatie="andere") for _ in range(3)
    )
    Inzagebesluit = apps.get_model("leerlingen.Inzagebesluit")
    for ouder in (twee, derde):
        Inzagebesluit.objects.create(betrokkene=ouder, mag=True, door=mensen.lotte)
    samen = f.SamenvoegingFactory(
        leerling=mensen.leerling, ouder=een, weg=twee.pk, door=mensen.ada, stappen=[]
    )
    van_ouder = Inzagebesluit._meta.get_field("betrokkene")
    stappen, rijen = acties.Stappen(samen), Inzagebesluit.objects.all()
    with pytest.raises(DatabaseError, match="van deze rijen"), transaction.atomic():
        stappen.verhang(van_ouder, rijen.filter(betrokkene=derde), derde, een)
    stappen.verhang(van_ouder, rijen.filter(betrokkene=twee), twee, een)
    assert [b.betrokkene for b in rijen.order_by("pk")] == [een, derde]


@pytest.fixture
def twee_moeders(mensen) -> tuple[Leerling, Leerling]:
    """Who stays has a mother and somebody else, who is the mother of who goes."""
    een, ander = (f.LeerlingFactory(school=mensen.school) for _ in range(2))
    maak_zwaar(een)
    f.BetrokkeneFactory(leerling=een, relatie="moeder", voornaam="Els", naam="Jacobs")
    f.BetrokkeneFactory(leerling=een, relatie="andere", voornaam="Anneke", naam="Claes")
    f.BetrokkeneFactory(leerling=ander, relatie="moeder", voornaam="Anneke", naam="Claes")
    return een, ander


def test_wat_voorgesteld_wordt_kan_ook(mensen, twee_moeders):
    """Of a mother there is one."""
    een, ander = twee_moeders
    voeg_samen(een, ander, mensen.ada)
    relaties = dict(een.betrokkenen.values_list("voornaam", "relatie"))
    assert relaties == {"Els": "moeder", "Anneke": "andere"}


def test_een_keuze_die_niet_kan_wordt_uitgelegd(mensen, twee_moeders):
    een, ander = twee_moeders
    _, keuze = kies(een, ander)
    keuze.ouders[ander.betrokkenen.get().pk]["relatie"] = GAAT
    with pytest.raises(Weigering, match=r"er al bij\. Kies iets anders\."):
        acties.voeg_samen(een, ander, keuze, door=mensen.ada)


def test_twee_moeders_die_niet_samen_kunnen_worden_uitgelegd(mensen):
    """A second mother who is like nobody any more."""
    een, ander = (f.LeerlingFactory(school=mensen.school) for _ in range(2))
    samen = f.SamenvoegingFactory(leerling=een, door=mensen.ada, stappen=[])
    for leerling in (een, ander):
        f.BetrokkeneFactory(leerling=leerling, relatie="moeder")
    zin = f"staan ouders en voogden .* Deze ouder staat er al bij. Pas ze bij {ander} of bij {een}"
    with pytest.raises(Weigering, match=zin):
        acties.Stappen(samen).verhang_alles(ander, een)
