"""The step to a new school year: what it does, and what it does not."""

import datetime
import re

import pytest

from gebruikers.models import Bericht, Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from leerlingen.models import Klas, KlasLeerkracht, Leerling
from tests import factories as f
from tests.leerlingen.dubbel import maak_zwaar, voeg_samen
from tests.trajecten.jaar import kies, school_op_het_einde, voer_uit, werk
from trajecten import acties_fase, acties_jaarwissel, jaarwissel_stap
from trajecten.fases import Fase
from trajecten.jaarwissel import Plan
from trajecten.jaarwissel_regels import TAAK, groep_van, volgende_code
from trajecten.models import Jaarwissel, Kalenderperiode, Traject
from trajecten.models.jaarwissel import Staat
from trajecten.openstaand import openstaand
from trajecten.rechten import mag_jaarwissel_terugdraaien
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(mensen):
    return school_op_het_einde(mensen)


def gedaan(wissel: Jaarwissel, leerling) -> dict:
    return wissel.uitkomst["leerlingen"][str(leerling.pk)]


def test_alles_gaat_over(mensen, s):
    wissel = voer_uit(s.wissel, mensen.coen)
    assert wissel.staat == Staat.UITGEVOERD
    leerling = Leerling.objects.get(pk=mensen.leerling.pk)
    assert (leerling.klas.code, leerling.klas.naam) == ("6A", "Verzorging")
    assert leerling.klas.schooljaar == s.nieuw
    assert Leerling.objects.get(pk=s.zonder.pk).klas == leerling.klas
    assert Kalenderperiode.objects.filter(school=mensen.school, van__gte=s.eerste).count() == 11
    lea = leerling.klas.leerkrachten.get()
    assert (lea.gebruiker, lea.tot) == (mensen.lea.gebruiker, None)
    assert s.a.leerkrachten.get().tot == s.laatste
    assert Traject.objects.zichtbaar_voor(mensen.lea).filter(leerling=leerling).exists()
    # What goes on by itself.
    assert mensen.traject.inschrijvingen.get().tot is None
    assert not mensen.traject.team.exclude(tot=None).exists()
    assert f"Naar klas 6A van {s.nieuw}." in mensen.traject.gebeurtenissen.first().tekst


@pytest.mark.parametrize(
    ("code", "dan"),
    [("1A", "2A"), ("5 HOUT", "6 HOUT"), ("5", "6"), ("6A", ""), ("7BO", ""), ("HOUT 5", "HOUT 5"),
     ("5/6 HOUT", "5/6 HOUT"), ("5-6", "5-6"), ("56B", "56B"), ("8A", "8A"), ("5A6", "6A6")],
)  # fmt: skip
def test_een_klas_heet_een_jaar_later_een_jaar_hoger(code, dan):
    assert volgende_code(code) == dan


def test_een_klas_die_de_invoer_maakte_wordt_gebruikt(mensen, s):
    al = f.KlasFactory(school=mensen.school, code="6A", schooljaar=s.nieuw)
    f.KlasLeerkrachtFactory(klas=al, gebruiker=mensen.lea.gebruiker)
    wissel = voer_uit(s.wissel, mensen.coen)
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas == al
    assert al.pk not in wissel.uitkomst["klassen"]["nieuw"]
    assert Klas.objects.filter(school=mensen.school, schooljaar=s.nieuw, code="6A").count() == 1
    assert al.leerkrachten.count() == 1


def test_wie_geen_klas_krijgt_blijft_en_staat_in_de_lijst(mensen, s):
    kies(s.wissel, mensen.coen, klassen={str(s.a.pk): ""})
    wissel = voer_uit(s.wissel, mensen.coen)
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas == s.a
    assert "Klas 5A stopt." in gedaan(wissel, mensen.leerling)["niet"][0]
    kiezen = {str(mensen.leerling.pk): {"naar": "=9Z"}}
    tweede = f.JaarwisselFactory(school=mensen.school, jaar=s.jaar, door=mensen.coen)
    kies(tweede, mensen.coen, leerlingen=kiezen)
    assert "Klas 9Z is er in" in gedaan(voer_uit(tweede, mensen.coen), mensen.leerling)["niet"][0]


def test_wie_weggaat_krijgt_een_laatste_dag_en_geen_gesloten_traject(mensen, s):
    juni = datetime.date(s.jaar, 6, 30)
    keuze = {"naar": "weg", "dag": juni.isoformat()}
    kies(s.wissel, mensen.coen, leerlingen={str(mensen.leerling.pk): keuze})
    voer_uit(s.wissel, mensen.coen)
    leerling = Leerling.objects.get(pk=mensen.leerling.pk)
    assert (leerling.ingeschreven_tot, leerling.klas) == (juni, s.a)
    traject = Traject.objects.get(pk=mensen.traject.pk)
    assert traject.is_open
    taak = traject.taken.get()
    assert (taak.wat.startswith(TAAK), taak.uiterlijk, taak.door) == (True, juni, mensen.coen)
    (regel,) = traject.gebeurtenissen.zichtbaar_voor(mensen.lotte).filter(soort="inschrijving")
    juni_in_woorden = f"laatste dag 30 juni {s.jaar}."
    assert regel.tekst == f"Nieuw schooljaar {s.nieuw}: Verlaat de school, {juni_in_woorden}"
    # Ended as it should be, with a reason, the file begins to be kept once the learner is gone.
    reden = f.EinderedenFactory(school=mensen.school)
    traject.plaatsingen.all().delete()
    stop = {"door": mensen.bea, "eindereden": reden}
    assert not any("iemand zelf gaf" in rij.zin for rij in openstaand(
        traject, Fase.STOPGEZET, f.dagen(0), mensen.bea
    ))  # fmt: skip
    acties_fase.verplaats_fase(traject, Fase.STOPGEZET, **stop)
    Leerling.objects.filter(pk=traject.leerling_id).update(ingeschreven_tot=f.dagen(-1))
    herbereken([traject.pk])
    assert traject.termijnen.filter(regel="bewaartermijn").exists()
    taak.refresh_from_db()
    assert (taak.is_gedaan, taak.gedaan_door) == (True, mensen.bea)
    # And to do again when that was a mistake.
    acties_fase.draai_fase_terug(traject, door=mensen.coen, reden="Toch niet.")
    assert traject.taken.open().get() == taak


def test_een_laatste_jaar_verlaat_de_school_en_wie_blijft_gaat_mee(mensen, s):
    blijft = {str(s.zonder.pk): {"naar": "=6B"}}
    kies(s.wissel, mensen.coen, klassen_weg=[s.a.pk], leerlingen=blijft)
    voer_uit(s.wissel, mensen.coen)
    assert Leerling.objects.get(pk=mensen.leerling.pk).ingeschreven_tot == s.laatste
    assert Leerling.objects.get(pk=s.zonder.pk).klas.code == "6B"
    nieuw = Klas.objects.get(school=mensen.school, schooljaar=s.nieuw, code="6A")
    assert (nieuw.leerkrachten.count(), nieuw.leerlingen.count()) == (1, 0)


def test_de_laatste_dag_is_31_augustus_of_wat_het_schoolpakket_zegt(mensen, s):
    kies(s.wissel, mensen.coen, leerlingen={str(mensen.leerling.pk): {"naar": "weg"}})
    maart = datetime.date(s.jaar, 3, 1)
    Leerling.objects.filter(pk=mensen.vera_traject.leerling_id).update(ingeschreven_tot=maart)
    Leerling.objects.filter(pk=s.zonder.pk).update(ingeschreven_tot=maart)
    s.wissel.refresh_from_db()
    regels = {regel.leerling.pk: regel for regel in Plan(s.wissel).regels}
    assert regels[mensen.leerling.pk].dag == s.laatste
    vera = regels[mensen.vera_traject.leerling_id]
    assert (vera.gaat_weg, vera.dag) == (True, maart)
    assert s.zonder.pk not in regels  # left before, and nobody follows them


def test_een_einde_op_31_augustus_zegt_niets_en_gaat_weg(mensen, s):
    """A package may give it to everybody."""
    Leerling.objects.filter(pk=mensen.leerling.pk).update(ingeschreven_tot=s.laatste)
    voer_uit(s.wissel, mensen.coen)
    leerling = Leerling.objects.get(pk=mensen.leerling.pk)
    assert (leerling.ingeschreven_tot, leerling.klas.schooljaar) == (None, s.nieuw)


def test_de_voorziene_einddatum_schuift_mee(mensen, s):
    juni = datetime.date(s.jaar, 6, 30)
    Traject.objects.filter(pk=mensen.traject.pk).update(einddatum=juni)
    voer_uit(s.wissel, mensen.coen)
    mensen.traject.refresh_from_db()
    assert mensen.traject.einddatum == datetime.date(s.jaar + 1, 6, 30)


def test_een_andere_opleiding_is_een_nieuwe_inschrijving(mensen, s):
    anders = f.OpleidingFactory(school=mensen.school)
    Traject.objects.filter(pk=mensen.traject.pk).update(einddatum=datetime.date(s.jaar, 6, 30))
    kies(s.wissel, mensen.coen, leerlingen={str(mensen.leerling.pk): {"opleiding": anders.pk}})
    voer_uit(s.wissel, mensen.coen)
    nieuw, oud = mensen.traject.inschrijvingen.all()
    assert (oud.tot, nieuw.opleiding, nieuw.van, nieuw.tot) == (s.laatste, anders, s.eerste, None)


def test_een_opleiding_die_niet_kan_verdwijnt_uit_de_zinnen(mensen, s, monkeypatch):
    """And no other sentence, however it begins."""

    def weiger(*args, **kwargs):
        raise Weigering("Dat kan niet.")

    monkeypatch.setattr(jaarwissel_stap, "wijzig_inschrijving", weiger)
    pieter = mensen.traject.team.get(rol=Rol.PRAKTIJK)
    type(pieter.gebruiker).objects.filter(pk=pieter.gebruiker_id).update(voornaam="Volgt")
    anders = f.OpleidingFactory(school=mensen.school)
    leerlingen = {str(mensen.leerling.pk): {"opleiding": anders.pk}}
    team = {groep_van("6A", pieter, False): "stopt"}
    rij = gedaan(
        voer_uit(kies(s.wissel, mensen.coen, leerlingen=leerlingen, team=team), mensen.coen),
        mensen.leerling,
    )
    assert rij["niet"] == ["Dat kan niet."]
    assert [zin.split()[0] for zin in rij["zinnen"]] == ["Naar", "Volgt"]
    assert "stopt op" in rij["zinnen"][1]


def test_een_collega_neemt_over_met_een_mail(mensen, s):
    teamlid = mensen.traject.team.get(rol=Rol.BEGELEIDER)
    groep = groep_van("6A", teamlid, False)
    kies(s.wissel, mensen.coen, team={groep: str(mensen.vera.pk)})
    voer_uit(s.wissel, mensen.coen)
    teamlid.refresh_from_db()
    nieuw = mensen.traject.team.get(gebruiker=mensen.vera.gebruiker)
    assert (teamlid.tot, nieuw.van, nieuw.tot) == (s.laatste, s.eerste, None)
    mail = Bericht.objects.filter(soort="overgedragen").get()
    assert (mail.aan, "1 leerling van Bea" in mail.onderwerp) == (mensen.vera.gebruiker.email, True)


def test_wie_stopt_en_wie_toch_verdergaat(mensen, s):
    pieter = mensen.traject.team.get(rol=Rol.PRAKTIJK)
    bea = mensen.traject.team.get(rol=Rol.BEGELEIDER)
    type(bea).objects.filter(pk=bea.pk).update(tot=s.laatste)
    bea.refresh_from_db()
    keuze = {groep_van("6A", pieter, False): "stopt", groep_van("6A", bea, True): "verder"}
    kies(s.wissel, mensen.coen, team=keuze)
    voer_uit(s.wissel, mensen.coen)
    pieter.refresh_from_db()
    bea.refresh_from_db()
    assert (pieter.tot, bea.tot) == (s.laatste, None)


@pytest.mark.parametrize("einde", ["rol", "team"])
def test_zonder_begeleider_staat_in_de_lijst(mensen, s, einde):
    if einde == "rol":
        Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(tot=s.laatste)
    else:
        mensen.traject.team.filter(rol=Rol.BEGELEIDER).update(tot=s.laatste)
    wissel = voer_uit(s.wissel, mensen.coen)
    zinnen = {"rol": "geen trajectbegeleider meer", "team": "Heeft dan geen trajectbegeleider"}
    assert zinnen[einde] in gedaan(wissel, mensen.leerling)["niet"][0]
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas.schooljaar == s.nieuw


def test_wie_ingevoerd_wordt_na_de_druk_staat_als_klaar(mensen, s):
    """Whatever was chosen before: the school's package knows better."""
    kiezen = {str(mensen.leerling.pk): {"naar": "=6B"}, str(s.zonder.pk): {"naar": "weg"}}
    wissel = kies(s.wissel, mensen.coen, leerlingen=kiezen)
    acties_jaarwissel.voer_uit(wissel, gezien=wissel.gewijzigd_op, nu_al=True, door=mensen.coen)
    nieuw = f.KlasFactory(school=mensen.school, code="6A", schooljaar=s.nieuw)
    Leerling.objects.filter(klas=s.a).update(klas=nieuw)
    stand = {regel.leerling.pk: regel.stand for regel in Plan(wissel).regels}
    assert stand[mensen.leerling.pk] == "klaar"
    wissel = werk(wissel)
    assert not any(gedaan(wissel, rij)["na"] for rij in (mensen.leerling, s.zonder))
    assert "zet dat dan in het schoolpakket" in gedaan(wissel, s.zonder)["niet"][0]
    assert set(Leerling.objects.filter(klas=nieuw)) == {mensen.leerling, s.zonder}


def test_wat_gekozen_was_voor_wie_samengevoegd_werd_geldt_voor_wie_bleef(mensen, s):
    maak_zwaar(mensen.leerling)
    kies(s.wissel, mensen.coen, leerlingen={str(s.zonder.pk): {"naar": "weg"}})
    assert voeg_samen(mensen.leerling, s.zonder, mensen.ada).weg == s.zonder.pk
    s.wissel.refresh_from_db()
    plan = Plan(s.wissel)
    assert {r.leerling.pk for r in plan.regels if r.gaat_weg} == {mensen.leerling.pk}
    assert list(plan.keuzes["leerlingen"]) == [str(mensen.leerling.pk)]
    # Unless somebody chose for who stayed too.
    anders = {str(mensen.leerling.pk): {"naar": "=6B"}}
    wissel = kies(s.wissel, mensen.coen, leerlingen=s.wissel.keuzes["leerlingen"] | anders)
    assert Plan(wissel).keuzes["leerlingen"] == anders


def test_twee_keer_verdubbelt_niets(mensen, s):
    """A worker that begins again, and a second step to the same year."""
    lea = s.a.leerkrachten.get()
    weg = {str(mensen.leerling.pk): {"naar": "weg"}}
    kies(s.wissel, mensen.coen, leerlingen=weg, leerkrachten={str(lea.pk): False})
    wissel = voer_uit(s.wissel, mensen.coen)
    mensen.traject.taken.update(wat="Zet Lotte stop")  # it stays the task that it was
    tel = [Klas, Kalenderperiode, type(mensen.traject.team.get(rol="praktijk"))]
    voor = [model.objects.count() for model in tel]
    assert werk(wissel).staat == Staat.UITGEVOERD
    tweede = f.JaarwisselFactory(school=mensen.school, jaar=s.jaar, door=mensen.coen)
    tweede = voer_uit(tweede, mensen.coen)
    assert Leerling.objects.get(pk=mensen.leerling.pk).ingeschreven_tot == s.laatste
    assert not KlasLeerkracht.objects.filter(klas__schooljaar=s.nieuw).exists()
    assert [model.objects.count() for model in tel] == voor
    assert mensen.traject.taken.count() == 1
    assert not any(rij["na"] for rij in tweede.uitkomst["leerlingen"].values())


def test_alleen_de_coordinator_voert_uit(mensen, s):
    kies(s.wissel, mensen.ada, kalender=False)
    with pytest.raises(Weigering, match="coördinator"):
        voer_uit(s.wissel, mensen.ada)
    with pytest.raises(Weigering, match="coördinator"):
        voer_uit(s.wissel, mensen.tess)
    wissel = voer_uit(s.wissel, mensen.coen)
    assert not wissel.uitkomst["klassen"]["kalender"]
    zin = f"^Het nieuwe schooljaar {s.nieuw} is "
    with pytest.raises(Weigering, match=f"{zin}al uitgevoerd"):
        kies(s.wissel, mensen.coen, kalender=True)
    assert not (mag := mag_jaarwissel_terugdraaien(mensen.coen, s.wissel))
    assert re.match(f"{zin}in voorbereiding", mag.reden)
    assert re.match(f"{zin}uitgevoerd", acties_jaarwissel.werk(wissel.opdracht, print)["zin"])
    with pytest.raises(Weigering, match="al uitgevoerd"):
        acties_jaarwissel.leg_weg(wissel, door=mensen.coen)


def test_een_voorbeeld_dat_niet_meer_klopt_wordt_niet_uitgevoerd(mensen, s):
    gezien = s.wissel.gewijzigd_op
    wissel = kies(s.wissel, mensen.ada, kalender=False)
    with pytest.raises(Weigering, match="Intussen wijzigde iemand anders"):
        acties_jaarwissel.voer_uit(wissel, gezien=gezien, nu_al=True, door=mensen.coen)


def test_een_tegelijk(mensen, s):
    with pytest.raises(Weigering, match="al een nieuw schooljaar in voorbereiding"):
        acties_jaarwissel.begin(door=mensen.ada)
    acties_jaarwissel.leg_weg(s.wissel, door=mensen.ada)
    assert acties_jaarwissel.begin(door=mensen.ada).jaar == s.jaar
