import uuid

import pytest
from django.utils import timezone

from opleidingsplannen.models import Beoordeling
from overeenkomsten.statussen import Status
from overzichten.caseload import met_opleiding
from overzichten.eenvoudig import bladzijde
from overzichten.stand import plan_standen
from overzichten.startpaginas import STARTPAGINA
from tests import factories as f
from tests.overzichten.zaken import lopend, overeenkomst, reken, zaak
from tests.toegang import PERSOON, Rol
from trajecten.fases import Fase
from trajecten.models import Document, Traject
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db


def test_elke_rol_heeft_een_startpagina():
    assert set(STARTPAGINA) == set(Rol)


def blad(client, adres) -> str:
    return client.get(adres("overzichten:start")).content.decode()


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BEHEERDER])
def test_wie_lotte_volgt_ziet_haar_op_de_startpagina(rol, mensen, client_van, adres):
    overeenkomst(mensen, mensen.traject, Status.GETEKEND, begindatum=f.dagen(-20))
    reken(mensen)
    inhoud = blad(client_van(PERSOON[rol]), adres)
    assert "Lotte Maes" in inhoud
    assert str(mensen.vreemd_traject.leerling) not in inhoud


def test_beheerder_ziet_geen_enkele_zaak(mensen, client_van, adres):
    inhoud = blad(client_van("bob"), adres)
    assert "Lotte" not in inhoud
    assert adres("gebruikers:mensen") in inhoud


def test_te_doen_staat_in_groepen_met_waarom(mensen, client_van, adres):
    traject = lopend(mensen)
    overeenkomst(mensen, zaak(mensen))
    reken(mensen)
    inhoud = blad(client_van("bea"), adres)
    for woord in ("Te laat of bijna", "Kan je nu doen", "Wacht op anderen", "waarom?"):
        assert woord in inhoud
    assert str(traject.leerling) in inhoud


def test_coordinator_ziet_wat_op_de_eigen_handtekening_wacht(mensen, client_van, adres):
    rij = overeenkomst(mensen, zaak(mensen))
    start = adres("overzichten:start")
    assert client_van("coen").get(start).context["te_tekenen"] == []
    rij.ondertekenaars.filter(partij="school").update(gebruiker=mensen.coen.gebruiker)
    context = client_van("coen").get(start).context
    assert [item.overeenkomst for item in context["te_tekenen"]] == [rij]
    assert context["te_doen"] == 1


def test_administratie_ziet_wat_te_registreren_en_aan_te_vullen_is(mensen, client_van, adres):
    rij = overeenkomst(mensen, zaak(mensen, fase=Fase.LOPEND), Status.GETEKEND)
    reken(mensen)
    onaf = f.LeerlingFactory(school=mensen.school, email="", klas=None)
    context = client_van("ada").get(adres("overzichten:start")).context
    (groep,) = context["groepen"]
    assert [taak.traject_id for taak in groep["eerste"]] == [rij.traject_id]
    (item,) = [i for i in context["onvolledig"] if i["leerling"] == onaf]
    assert item["wat"] == "e-mailadres, klas"


def test_mentor_met_een_leerling_ziet_die_meteen_met_meer_kiest_hij(mensen, client_van, adres):
    start = adres("overzichten:start")
    assert client_van("mo").get(start).context["blad"].leerling == mensen.leerling
    f.PlaatsingFactory(traject=zaak(mensen), vestiging=mensen.vestiging, mentor=mensen.mentor)
    context = client_van("mo").get(start).context
    assert context["blad"] is None
    assert len(context["leerlingen"]) == 2


def test_mentor_beoordeelt_vanaf_de_eerste_dag_en_leest_welke_dat_is(mensen, client_van, adres):
    for dag in (0, 9):
        traject = lopend(mensen)
        traject.plannen.update(status="akkoord")
        traject.plaatsingen.all().delete()
        f.PlaatsingFactory(
            traject=traject, vestiging=mensen.vestiging, mentor=mensen.mentor, van=f.dagen(dag)
        )
    antwoord = client_van("mo").get(adres("overzichten:start"))
    keuzes = {k.plaatsingen[0].van: k for k in antwoord.context["leerlingen"]}
    assert keuzes[f.dagen(0)].beoordeel_url
    assert not keuzes[f.dagen(9)].beoordeel_url
    assert "Beoordelen kan vanaf die dag." in antwoord.content.decode()


def test_ouder_leest_wat_gevraagd_wordt_in_gewone_woorden(mensen, client_van, adres):
    rij = overeenkomst(mensen, mensen.traject)
    rij.ondertekenaars.filter(partij="ouder").update(gebruiker=mensen.els.gebruiker)
    inhoud = blad(client_van("els"), adres)
    assert "Nog niet iedereen heeft getekend." in inhoud
    assert mensen.bea.gebruiker.email in inhoud
    assert "Bakkerij Cools Beveren" in inhoud


def test_zonder_zaak_staat_er_wat_te_doen(mensen, client_van, adres):
    mensen.traject.plaatsingen.all().delete()
    for school, nummer in ((mensen.school, "03 111 22 33"), (mensen.andere_school, "09 444 55 66")):
        type(school).objects.filter(pk=school.pk).update(telefoon=nummer)
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=mensen.mo.gebruiker, rol="mentor")
    tekst = blad(client_van("mo"), adres)
    zin = "Je bent nu mentor bij Bakkerij Cools. Zodra de school een leerling bij jou plaatst, zie"
    assert zin in tekst
    assert "Er is nog niets" not in tekst, "wie gezag verloor, kreeg wel iets te zien"
    assert "03 111 22 33" in tekst
    assert "09 444 55 66" in tekst


def test_wie_van_buiten_nog_geen_dossier_heeft_leest_waar_die_binnen_is(mensen, client_van, adres):
    """Of one's own work only; of a child or a traject it says nothing that one may not know."""
    mensen.leerling.betrokkenen.all().delete()
    mensen.traject.plaatsingen.all().delete()
    ouder = blad(client_van("els"), adres)
    assert "Je kan binnen bij De Eik. Zodra de school iets over je kind met jou deelt" in ouder
    assert "Lotte" not in ouder
    extern = blad(client_van("xander"), adres)
    assert "Je bent nu medewerker bij Springplank. Stuurt de school een leerling" in extern


def test_een_coordinator_tekent_meteen_waar_dat_kan(mensen, client_van, adres):
    rij = overeenkomst(mensen, mensen.traject)
    rij.ondertekenaars.filter(partij="school").update(gebruiker=mensen.coen.gebruiker)
    rij.tekenversie = Document.objects.create(
        traject=mensen.traject, soort="overeenkomst", bron=rij.pk, versie=1, titel="x", inhoud={}
    )
    rij.save()
    tekst, tekenen = blad(client_van("coen"), adres), adres("overeenkomsten:tekenen", rij.pk)
    assert f'href="{tekenen}"' not in tekst, "het document wordt nog gemaakt"
    assert f'href="{rij.get_absolute_url()}"' in tekst
    klaar = {"gemaakt_op": timezone.now(), "bestand": "x.pdf", "sha256": "a" * 64}
    Document.objects.update(**klaar)
    assert f'href="{tekenen}"' in blad(client_van("coen"), adres)


def test_ouder_telt_enkel_gedeelde_beoordelingen(mensen):
    plan = f.OpleidingsplanFactory(traject=mensen.traject, status="akkoord")
    regel = f.PlanregelFactory(plan=plan)

    def beoordeel(niveau: int, **velden) -> None:
        Beoordeling.objects.create(
            traject=mensen.traject, competentie=regel.competentie, niveau=niveau, plek="werkplek",
            door=mensen.mo, sleutel=uuid.uuid4(), **{"rol": "mentor"} | velden,
        )  # fmt: skip

    def bereikt(wie: str) -> int:
        stand = plan_standen(getattr(mensen, wie), [mensen.traject])
        return stand[mensen.traject.pk].bereikt

    beoordeel(4, rol="leerling")
    assert bereikt("bea") == 0, "wat de leerling zelf vindt, telt niet"
    beoordeel(3)
    assert (bereikt("bea"), bereikt("els")) == (1, 1)
    beoordeel(2, gedeeld=False)
    assert (bereikt("bea"), bereikt("els")) == (0, 1), "alleen de laatste telt"
    assert plan_standen(mensen.xander, [mensen.traject]) == {}


def test_een_externe_hoort_niet_dat_het_duale_plan_teruggehaald_is(mensen):
    f.OpleidingsplanFactory(traject=mensen.traject, ronde=2)
    traject = met_opleiding(Traject.objects.all()).get(pk=mensen.traject.pk)
    assert bladzijde(mensen.lotte, traject).plan_url
    assert not bladzijde(mensen.xander, traject).plan_url


def test_de_lijst_noemt_waar_de_leerling_nu_is_of_eerst_naartoe_gaat(mensen):
    traject = met_opleiding(Traject.objects.all()).get(pk=mensen.traject.pk)

    def genoemd():
        return bladzijde(mensen.els, traject).plaatsing

    Plaatsing.objects.exclude(vestiging=mensen.vestiging).delete()
    assert genoemd() == mensen.plaatsing
    elders = {"traject": mensen.traject, "vestiging": mensen.vestiging}
    straks = f.PlaatsingFactory(**elders, van=f.dagen(90), tot=f.dagen(99))
    f.PlaatsingFactory(**elders, van=f.dagen(100), tot=f.dagen(120))
    assert genoemd() == mensen.plaatsing
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(-9), tot=f.dagen(-1))
    assert genoemd() == straks
    Plaatsing.objects.update(van=f.dagen(-9), tot=f.dagen(-1))
    assert genoemd() is None
    assert plan_standen(mensen.ada, [mensen.traject]) == {}


def test_vastaantal_queries_voor_mentor_met_meer_leerlingen(mensen, client_van, adres, meet):
    def nog_een() -> None:
        f.PlaatsingFactory(traject=lopend(mensen), vestiging=mensen.vestiging, mentor=mensen.mentor)

    nog_een()
    mo, start = client_van("mo"), adres("overzichten:start")
    twee = meet(mo, start)
    [nog_een() for _ in range(8)]
    assert meet(mo, start) == twee <= 25
