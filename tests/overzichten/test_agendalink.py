"""What somebody's own calendar reads at their address, read back as a calendar would."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from icalendar import Calendar

from gebruikers.acties_agendalink import maak_agendalink
from gebruikers.models import Lidmaatschap, School
from gebruikers.rollen import Rol
from tests import factories as f
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import stel_app_in
from trajecten.models import Termijn
from trajecten.termijnregel import REGELS

pytestmark = pytest.mark.django_db
REGISTREER = next(r.sleutel for r in REGELS.values() if r.wie == Rol.ADMINISTRATIE)


@pytest.fixture
def maak(mensen):
    """The address of this person's calendar."""

    def doe(wie: str, met_namen: bool = False, met_vrije_dagen: bool = False) -> str:
        keuzes = {"met_namen": met_namen, "met_vrije_dagen": met_vrije_dagen}
        token = maak_agendalink(getattr(mensen, wie).gebruiker, waarmee="een test", **keuzes)
        return reverse("agenda", args=[token])

    return doe


def vraag(adres: str):
    return OnmiddellijkeClient().get(adres)


def lees(adres: str) -> dict[str, dict]:
    """UID → event."""
    agenda = Calendar.from_ical(b"".join(vraag(adres)))
    return {str(gebeurtenis["uid"]): gebeurtenis for gebeurtenis in agenda.walk("VEVENT")}


def titels(adres: str) -> list[str]:
    return [str(gebeurtenis["summary"]) for gebeurtenis in lees(adres).values()]


@pytest.mark.parametrize(
    ("wie", "verwacht"),
    [
        ("bea", ["werkplek_start"]),
        ("ada", [REGISTREER]),
        ("pieter", []),
        ("coen", []),
    ],
)
def test_ieder_leest_wat_die_zelf_moet_doen(wie, verwacht, mensen, maak):
    """Of the cases that they see today, and of no other school."""
    for traject in (mensen.traject, mensen.vera_traject, mensen.vreemd_traject):
        f.TermijnFactory(traject=traject)
    f.TermijnFactory(traject=mensen.traject, regel=REGISTREER)
    f.TermijnFactory(
        traject=mensen.traject, onderwerp="klaar", staat="voldaan", gesloten_op=f.dagen(0)
    )
    assert titels(maak(wie)) == [f"L.M.: {REGELS[regel].naam}" for regel in verwacht]


def test_een_termijn_is_een_hele_dag_met_waarom_en_een_weg_terug(mensen, maak):
    rij, adres = f.TermijnFactory(traject=mensen.traject), maak("bea")
    [(uid, dag)] = lees(adres).items()
    assert (dag["dtstart"].dt, dag["dtend"].dt) == (rij.uiterlijk, f.dagen(11))
    assert type(dag["dtstart"].dt) is datetime.date
    dossier = reverse("overzichten:dossier", args=["eik", mensen.traject.pk])
    assert dag["url"] == f"{settings.BASIS_URL}{dossier}?deel=termijnen"
    assert dag["description"].startswith(f"{rij.uit.doe} De termijn telt vanaf ")
    assert dag["dtstamp"].dt.utcoffset() == datetime.timedelta(0)
    Termijn.objects.all().delete()
    f.TermijnFactory(traject=mensen.traject, einde=f.dagen(12))
    [(later, dag)] = lees(adres).items()
    assert (later, dag["dtstart"].dt) == (uid, f.dagen(12)), "dezelfde, op een andere dag"


def test_de_taken_die_men_zelf_te_doen_heeft(mensen, maak):
    wat = {"traject": mensen.traject, "uiterlijk": f.dagen(3), "wat": "Bel de vader van Lotte."}
    taak = f.TaakFactory(voor=mensen.bea.gebruiker, **wat)
    f.TaakFactory(voor=mensen.pieter.gebruiker, **wat)
    f.TaakFactory(voor=mensen.bea.gebruiker, **wat | {"uiterlijk": None})
    f.TaakFactory(**wat | {"traject": mensen.vera_traject})
    [(uid, dag)] = lees(maak("bea")).items()
    assert uid == f"taak-{taak.pk}@eik.trajecten"
    assert (str(dag["summary"]), dag["dtstart"].dt) == ("L.M.: taak", f.dagen(3))
    assert "Lotte" not in dag.to_ical().decode()
    assert titels(maak("bea", met_namen=True)) == ["Lotte Maes: Bel de vader van Lotte."]


def test_wat_in_de_lijst_van_de_school_staat_is_van_niemand(mensen, maak):
    """Unless somebody rewrote it."""
    for lijst, wat in (("Screening plannen", "Screening plannen"), ("Bel", "Bel Lotte")):
        regel = f.TakenlijstregelFactory(school=mensen.school, wat=lijst)
        f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(3), wat=wat, lijstregel=regel.pk)
    assert titels(maak("bea")) == ["L.M.: Screening plannen", "L.M.: taak"]


def test_zonder_keuze_staat_er_geen_naam_in(mensen, maak):
    """Nor in what made a term begin, or in why it was extended."""
    f.TermijnFactory(
        traject=mensen.traject,
        aanleiding="de start van Lotte Maes bij Mo Cast",
        verlenging=f.VerlengingFactory(
            traject=mensen.traject, door=mensen.bea, reden="Lotte was ziek."
        ),
    )
    namen = [b"Lotte", b"Maes", b"Mo Cast"]
    ruw = b"".join(vraag(maak("bea")))
    assert b"BEGIN:VEVENT" in ruw
    assert not [naam for naam in namen if naam in ruw]
    [dag] = lees(maak("bea", met_namen=True)).values()
    assert "Lotte Maes" in dag["summary"]
    assert "Mo Cast" in dag["description"]


def test_een_rol_die_eindigt_verdwijnt_meteen_en_de_laatste_laat_niets(mensen, maak):
    f.TermijnFactory(traject=mensen.traject)
    leerling = f.LeerlingFactory(school=mensen.andere_school, voornaam="Noor", naam="Zaki")
    elders = f.TrajectFactory(school=mensen.andere_school, leerling=leerling)
    f.TermijnFactory(traject=elders)
    f.TeamlidFactory(traject=elders, gebruiker=mensen.bea.gebruiker)
    ook = f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=mensen.bea.gebruiker)
    leraar = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.bea.gebruiker, rol=Rol.LEERKRACHT
    )
    adres = maak("bea")
    assert {titel[:5] for titel in titels(adres)} == {"L.M.:", "N.Z.:"}
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(tot=f.dagen(-1))
    assert {titel[:5] for titel in titels(adres)} == {"N.Z.:"}
    Lidmaatschap.objects.filter(pk__in=[ook.pk, leraar.pk]).update(tot=f.dagen(-1))
    antwoord = vraag(adres)
    assert (antwoord.status_code, antwoord.content) == (404, b"")


def test_een_adres_dat_niemand_heeft_zegt_niets(mensen, maak):
    antwoord = vraag(reverse("agenda", args=["zomaar"]))
    assert (antwoord.status_code, antwoord.content) == (404, b"")
    for deze in (antwoord, vraag(maak("bea"))):
        assert "no-store" in deze["Cache-Control"]
        assert "private" in deze["Cache-Control"]


def test_wie_een_tweede_stap_moet_hebben_leest_eerst_niets(mensen, maak):
    f.TermijnFactory(traject=mensen.traject)
    School.objects.filter(pk=mensen.school.pk).update(tweede_factor_vanaf=f.dagen(0))
    adres = maak("bea")
    assert lees(adres) == {}
    stel_app_in(mensen.bea.gebruiker)
    assert len(lees(adres)) == 1


def test_vrije_dagen_als_men_ze_kiest(mensen, maak, time_machine):
    time_machine.move_to(datetime.datetime.combine(f.dagen(0), datetime.time(12)), tick=False)
    eigen = mensen.school.kalenderperiodes.create(naam="Brugdag", van=f.dagen(0), tot=f.dagen(1))
    mensen.school.kalenderperiodes.create(
        naam="Uitstap", soort="extra_muros", van=f.dagen(0), tot=f.dagen(0)
    )
    assert titels(maak("lea")) == []
    dagen = {str(dag["summary"]): dag for dag in lees(maak("lea", met_vrije_dagen=True)).values()}
    assert (dagen["Brugdag"]["dtstart"].dt, dagen["Brugdag"]["dtend"].dt) == (
        eigen.van,
        f.dagen(2),
    )
    assert "kerstvakantie" in dagen, "volgend schooljaar volgt nog de vakantieregeling"
    assert "Uitstap" not in dagen


def test_een_adres_wordt_niet_eindeloos_gevraagd(mensen, maak, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"agenda": "2/h/key"}
    adres, ander = maak("bea"), maak("vera")
    assert [vraag(adres).status_code for _ in range(3)] == [200, 200, 429]
    assert vraag(ander).status_code == 200


def test_meer_termijnen_kosten_niet_meer_vragen(mensen, maak, meet):
    adres = maak("bea")
    f.TermijnFactory(traject=mensen.traject)
    een = meet(OnmiddellijkeClient(), adres)
    for nummer in range(5):
        f.TermijnFactory(traject=mensen.traject, onderwerp=f"nog {nummer}")
    assert meet(OnmiddellijkeClient(), adres) == een <= 13
