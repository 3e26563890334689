"""Figures, filters, rows and sentences come from one source: the rules of overzichten.taken."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from opleidingsplannen.models import Planvraag
from overzichten.taken import REGELS, aantal_met_aandacht, dekking, taken_van
from tests import factories as f
from tests.overzichten.zaken import allerlei, lopend, overeenkomst, reken, zaak
from tests.paden import vol_vandaag
from tests.toegang import PERSOON, Rol
from trajecten.fases import Fase
from trajecten.models import Document, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def van_alles(mensen):
    """For each rule somebody: see test_elke_regel_komt_voor."""
    allerlei(mensen, 2)
    lopend(mensen).plannen.update(status="akkoord")
    jarig = zaak(mensen, fase=Fase.SCREENING).leerling
    jarig.geboortedatum = f.dagen(10).replace(year=f.dagen(10).year - 18)
    jarig.save()
    volwassen = zaak(mensen).leerling
    volwassen.geboortedatum = f.jaren_oud(19)
    volwassen.save()
    f.BetrokkeneFactory(leerling=volwassen, inzage_na_18=True)
    zaak(mensen).team.update(tot=f.dagen(3))
    elders = zaak(mensen, fase=Fase.LOPEND)
    werkplek = f.PlaatsingFactory(traject=elders)
    f.AanwezigheidFactory(plaatsing=werkplek, buiten_rooster=True)
    for weken in (1, 2, 3):
        f.AanwezigheidFactory(plaatsing=werkplek, dag=f.dagen(-7 * weken), werkplek_zegt="ziek")
    f.OvereenkomstFactory(traject=zaak(mensen))  # at a site without recognition
    elders.inschrijvingen.update(opleiding=f.OpleidingFactory(school=mensen.school))
    overeenkomst(mensen, elders, "getekend", begindatum=f.dagen(-5))
    overeenkomst(mensen, zaak(mensen), "getekend", begindatum=f.dagen(-5))
    gestopt = overeenkomst(mensen, zaak(mensen), "getekend", begindatum=f.dagen(-30))
    dagen = DateRange(f.dagen(-30), f.dagen(-2), "[]")
    velden = {"status": "beeindigd", "feitelijke_periode": dagen, "registratie": "geregistreerd"}
    type(gestopt).objects.filter(pk=gestopt.pk).update(geregistreerd_op=f.dagen(-20), **velden)
    f.BeeindigingFactory(overeenkomst=gestopt, laatste_dag=f.dagen(-2), door=mensen.bea)
    Document.objects.create(
        traject=elders, fout="x", opnieuw_op=None, inhoud={}, sjabloonversie="1", soort="x",
        bron="y", titel="Bewijs",
    )  # fmt: skip
    f.TaakFactory(traject=elders, uiterlijk=f.dagen(-1))
    f.TaakFactory(traject=elders, uiterlijk=f.dagen(0), voor=mensen.pieter.gebruiker)
    for wie in (mensen.bea, mensen.pieter):
        f.ContactmomentFactory(traject=elders, door=wie, staat="gepland", dag=f.dagen(0))
    plan = f.OpleidingsplanFactory(traject=zaak(mensen), status="voorgelegd")
    Planvraag.objects.create(
        plan=plan, ronde=plan.ronde, partij="leerling", vraag="Wat is dat?", door=mensen.lotte
    )
    for adres in ("kind@x.example", "els@x.example", mensen.mo.gebruiker.email, "baas@x.example"):
        f.BerichtFactory(school=mensen.school, aan=adres, geweigerd=True)
    weigeraars = zaak(mensen).leerling
    weigeraars.email = "KIND@x.example"
    weigeraars.save()
    f.BetrokkeneFactory(leerling=weigeraars, email="els@x.example")
    wacht = overeenkomst(mensen, weigeraars.trajecten.get())
    wacht.ondertekenaars.filter(partij="onderneming").update(email="baas@x.example")
    reken(mensen)


def zichtbaar(lid):
    return Traject.objects.zichtbaar_voor(lid).open()


def test_elke_regel_komt_voor(mensen, van_alles):
    for regel in REGELS[mensen.bea.rol]:
        assert regel(mensen.bea, zichtbaar(mensen.bea)), regel.sleutel


@pytest.mark.afspraken
def test_van_elke_regel_is_er_een_leerling_om_vandaag_leeg_te_werken():
    """In tests/paden/test_vandaag_leeg.py."""
    zaken = [zaak.__name__ for zaak in vol_vandaag.ZAKEN]
    eigen = [*zaken, *vol_vandaag.OOK, *vol_vandaag.BLIJFT]
    assert sorted(eigen) == sorted(regel.sleutel for regel in REGELS[Rol.BEGELEIDER])


@pytest.mark.parametrize("rol", REGELS)
def test_een_regel_heeft_een_zin_voor_wie_hij_treft(rol, mensen, van_alles):
    lid = getattr(mensen, PERSOON[rol])
    for regel in REGELS[rol]:
        treft = set(zichtbaar(lid).filter(regel.waar(lid)).values_list("pk", flat=True))
        assert {taak.traject_id for taak in regel(lid, zichtbaar(lid))} == treft, regel.sleutel


@pytest.mark.parametrize("rol", REGELS)
def test_een_uitleg_is_geen_zin_met_een_punt(rol, mensen, van_alles):
    """On its line comes “waarom?”."""
    lid = getattr(mensen, PERSOON[rol])
    assert not [taak for taak in taken_van(lid, zichtbaar(lid)) if taak.uitleg.endswith(".")]


@pytest.mark.parametrize("rol", REGELS)
def test_elk_getal_is_wat_de_filter_toont_en_wat_de_rijen_zeggen(
    rol, mensen, van_alles, client_van, adres
):
    client, lijst = client_van(PERSOON[rol]), adres("overzichten:leerlingen")
    context = client.get(lijst).context
    telling = context["telling"]
    assert telling.totaal <= 25, "alles op één bladzijde"
    assert telling.aandacht == sum(bool(rij.taken) for rij in context["rijen"])
    assert telling.aandacht == len(
        {taak.traject_id for rij in context["rijen"] for taak in rij.taken}
    )
    for chip in telling.chips:
        getoond = client.get(f"{lijst}?filter={chip.sleutel}").context
        assert getoond["page_obj"].paginator.count == chip.aantal > 0, chip
        assert all(rij.taken for rij in getoond["rijen"]), chip
    for fase in telling.fases:
        getoond = client.get(f"{lijst}?fase={fase.sleutel}").context
        assert getoond["page_obj"].paginator.count == fase.aantal, fase


@pytest.mark.parametrize("rol", REGELS)
def test_elke_knop_gaat_open(rol, mensen, van_alles, client_van):
    lid = getattr(mensen, PERSOON[rol])
    for url in {taak.url for taak in taken_van(lid, zichtbaar(lid)) if taak.url}:
        assert client_van(PERSOON[rol]).get(url).status_code == 200, (rol, url)


def test_een_leerkracht_leest_dat_iemand_anders_aan_zet_is(mensen, van_alles, client_van, adres):
    taken = taken_van(mensen.lea, zichtbaar(mensen.lea))
    assert {taak.groep for taak in taken} == {"wacht"}
    inhoud = client_van("lea").get(adres("overzichten:start")).content.decode()
    assert "jij hoeft daar nu niets voor te doen" in inhoud
    assert "Alles is gedaan" not in inhoud


def test_wie_vandaag_geen_werkplek_heeft(mensen):
    deze = zichtbaar(mensen.bea).filter(pk=zaak(mensen, fase=Fase.LOPEND).pk)
    plaatsing = f.PlaatsingFactory(traject=deze.get(), van=f.dagen(10))
    (taak,) = dekking.geen_plek_vandaag(mensen.bea, deze)
    assert taak.groep == "later"
    assert "begint op" in taak.zin
    plaatsing.van, plaatsing.tot = f.dagen(-20), f.dagen(-1)
    plaatsing.save()
    (taak,) = dekking.geen_plek_vandaag(mensen.bea, deze)
    assert taak.groep == "vandaag"
    assert "De vorige eindigde op" in taak.uitleg
    plaatsing.tot = f.dagen(0)
    plaatsing.save()
    assert dekking.geen_plek_vandaag(mensen.bea, deze) == []


def test_wie_zoekt_terwijl_een_overeenkomst_loopt(mensen):
    """Signed and of today: neither a draft nor one that is over."""
    deze = zichtbaar(mensen.bea).filter(pk=zaak(mensen).pk)
    rij = overeenkomst(mensen, deze.get(), "getekend", begindatum=f.dagen(-5))
    (taak,) = dekking.overeenkomst_loopt_nog(mensen.bea, deze)
    assert (taak.groep, taak.url.split("/")[-2]) == ("vandaag", str(rij.pk))
    deze.update(fase=Fase.LOPEND)
    assert dekking.overeenkomst_loopt_nog(mensen.bea, deze) == []
    deze.update(fase=Fase.ZOEKT_WERKPLEK)
    rij.feitelijke_periode = DateRange(f.dagen(3), f.dagen(90), "[]")
    rij.save()
    assert dekking.overeenkomst_loopt_nog(mensen.bea, deze) == []


def test_wie_een_regel_heeft_haalt_alleen_over_wie_ze_gaat(mensen, monkeypatch):
    """Administratie sees the whole school: the rows that nothing is the matter with stay there."""
    zaak(mensen)
    geladen = []
    monkeypatch.setattr(
        Traject, "from_db", classmethod(lambda cls, *rij: geladen.append(rij)), raising=True
    )
    assert taken_van(mensen.ada, Traject.objects.zichtbaar_voor(mensen.ada).open()) == []
    assert geladen == []


def test_het_getal_in_het_menu_telt_de_databank(mensen, django_assert_num_queries):
    with django_assert_num_queries(1) as vragen:
        aantal_met_aandacht(mensen.bea)
    assert vragen.captured_queries[0]["sql"].startswith("SELECT COUNT(*)")
