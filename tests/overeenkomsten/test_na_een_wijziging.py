"""After an amendment that others signed: who hears what follows, and what the end takes along."""

import pytest

from gebruikers.models import Bericht
from gebruikers.rollen import Rol
from overeenkomsten import acties, acties_einde, acties_schorsing, acties_verleng, acties_wijziging
from overeenkomsten.models import Overeenkomst, Schorsing, Schorsingsreden, Tekenlink
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_wijziging_aan,
    getekende_wijziging,
    lopend,
    mails,
    stop,
    wijziging,
)

pytestmark = pytest.mark.django_db
BAAS, NIEUWE_BAAS = "baas@cools.example", "nieuw@cools.example"
ELS, VADER = "els@eik.example", "vader@eik.example"


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return lopend(mensen)


def anderen(m, rij, relatie: str = "vader") -> dict:
    """Somebody else for each party that can be another."""
    coordinator = f.LidmaatschapFactory(school=m.school, rol=Rol.COORDINATOR)
    return {
        "vertegenwoordiger": f.VertegenwoordigerFactory(
            onderneming=rij.vestiging.onderneming, email=NIEUWE_BAAS
        ),
        "ouder": f.BetrokkeneFactory(leerling=m.leerling, relatie=relatie, email=VADER),
        "tekent_voor_school": coordinator,
    }


def opnieuw(rij):
    return type(rij).objects.get(pk=rij.pk)


def test_wie_het_laatst_tekende_voor_elke_partij(mensen, rij):
    """By the order in which they were signed, and by party: the school does not sign on money."""
    wie, ander = anderen(mensen, rij), anderen(mensen, rij, "voogd")
    getekende_wijziging(mensen, rij, 30, uren_school=8, **wie)
    getekende_wijziging(mensen, rij, 20, vergoeding_cent=70000, **ander)
    bied_wijziging_aan(mensen, wijziging(mensen, rij, 40, mentor=f.MentorFactory(
        vestiging=rij.vestiging)))  # fmt: skip
    laatst = opnieuw(rij).tekenden_laatst()
    assert {p.partij: (p.wijziging and p.wijziging.volgnummer) for p in laatst} == {
        Partij.LEERLING: 2, Partij.OUDER: 2, Partij.ONDERNEMING: 2, Partij.SCHOOL: 1,
    }  # fmt: skip
    assert opnieuw(rij).wie_tekent_weer() == ander | {
        "tekent_voor_school": wie["tekent_voor_school"], "tweede_ouder": None,
    }  # fmt: skip


def test_zonder_wijziging_tekent_wie_de_overeenkomst_tekende(mensen, rij):
    assert {p.partij for p in rij.tekenden_laatst()} == {
        Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING, Partij.SCHOOL,
    }  # fmt: skip
    assert rij.wie_tekent_weer()["vertegenwoordiger"] == rij.vertegenwoordiger


def test_het_einde_melden_we_aan_wie_nu_tekent(mensen, rij):
    getekende_wijziging(mensen, rij, 10, uren_school=8, **anderen(mensen, rij))
    gestopt = stop(mensen, opnieuw(rij), 20)
    assert {NIEUWE_BAAS, VADER} <= set(mails("gestopt"))
    assert not {BAAS, ELS} & set(mails("gestopt"))
    acties_einde.neem_einde_terug(gestopt, reden="Toch niet", door=mensen.coen)
    assert NIEUWE_BAAS in mails("stopt_toch_niet")


def test_een_schorsing_melden_we_aan_wie_nu_tekent(mensen, rij):
    getekende_wijziging(mensen, rij, 10, uren_school=8, **anderen(mensen, rij))
    grond = f.SchorsingsgrondFactory(school=mensen.school)
    schorsing = Schorsing(overeenkomst=rij, van=f.dagen(0))
    acties_schorsing.schors(schorsing, Schorsingsreden(grond=grond), door=mensen.bea)
    assert {NIEUWE_BAAS, VADER} <= set(mails("schorsing"))
    assert not {BAAS, ELS} & set(mails("schorsing"))


def test_het_vervolg_en_de_volgende_wijziging_stellen_hen_voor(mensen, rij, client_van, adres):
    wie = anderen(mensen, rij)
    getekende_wijziging(mensen, rij, 10, uren_school=8, **wie)
    form = client_van("bea").get(adres("overeenkomsten:wijzig", rij.pk)).context["form"]
    assert {veld: form.initial[veld] for veld in wie} == {v: w.pk for v, w in wie.items()}
    verder = acties_verleng.verleng(opnieuw(rij), door=mensen.bea)
    assert {veld: getattr(verder, veld) for veld in wie} == wie


def test_wie_van_een_andere_school_is_tekent_niet_voor_deze(mensen, rij):
    elders = f.LidmaatschapFactory(rol=Rol.COORDINATOR)
    assert elders.school != mensen.school
    concept = wijziging(mensen, rij, uren_school=8, tekent_voor_school=elders)
    with pytest.raises(Exception, match="Kies wie tekent voor de school"):
        bied_wijziging_aan(mensen, concept)
    vreemd = f.VertegenwoordigerFactory(onderneming__school=mensen.school)
    concept = wijziging(mensen, rij, uren_school=8, vertegenwoordiger=vreemd)
    with pytest.raises(Exception, match="mag niet tekenen voor"):
        bied_wijziging_aan(mensen, concept)


def test_intrekken_zegt_het_ook_wie_alleen_voor_de_wijziging_gevraagd_was(mensen):
    rij = lopend(mensen, van=20)
    gestuurd = bied_wijziging_aan(
        mensen, wijziging(mensen, rij, 30, uren_school=8, **anderen(mensen, rij))
    )
    acties.trek_in(opnieuw(rij), reden="De zaak sluit", door=mensen.bea)
    assert mails("gaat_niet_door").count(NIEUWE_BAAS) == 1
    assert mails("gaat_niet_door").count("lotte@eik.example") == 1
    assert {BAAS, ELS, VADER} <= set(mails("gaat_niet_door"))
    tekst = Bericht.objects.get(soort="gaat_niet_door", aan=NIEUWE_BAAS).tekst
    assert "Ook de overeenkomst zelf gaat niet door." in tekst
    assert not Tekenlink.objects.filter(ingetrokken_op=None).exists()
    assert not opnieuw(gestuurd).huidige_ondertekenaars.filter(vervallen_op=None).exists()


def test_een_vroeger_einde_neemt_mee_wat_niet_getekend_is(mensen, rij):
    concept = wijziging(mensen, rij, 40, vergoeding_cent=70000)
    gestuurd = bied_wijziging_aan(
        mensen, wijziging(mensen, rij, 30, uren_school=8, **anderen(mensen, rij))
    )
    later = getekende_wijziging(mensen, rij, 35, einddatum=f.dagen(190))
    gestopt = stop(mensen, opnieuw(rij), 20)
    assert [opnieuw(w).status for w in (concept, gestuurd)] == [Status.INGETROKKEN] * 2
    assert NIEUWE_BAAS in mails("gaat_niet_door")
    assert "de overeenkomst stopt op" in Bericht.objects.filter(soort="gaat_niet_door")[0].tekst
    blijft = acties_einde.neem_einde_terug(gestopt, reden="Toch niet", door=mensen.coen)
    assert blijft == [gestuurd], "gevraagd is gevraagd: wie tekent, hoort het opnieuw"
    stand = [opnieuw(w).status for w in (concept, gestuurd, later)]
    assert stand == [Status.CONCEPT, Status.INGETROKKEN, Status.GETEKEND]
    assert opnieuw(rij).laatste_dag == f.dagen(190)


def test_wat_meegaat_staat_in_de_melding(mensen, rij, client_van, adres):
    gestuurd = bied_wijziging_aan(mensen, wijziging(mensen, rij, 30, uren_school=8))
    velden = {"laatste_dag": f.dagen(20), "initiatief": "samen"}
    velden["grond"] = f.EinderedenFactory(school=mensen.school).pk
    bea, url = client_van("bea"), adres("overeenkomsten:beeindig", rij.pk)
    assert "worden mee ingetrokken" in bea.get(url).text
    te_laat = bea.post(url, velden | {"laatste_dag": f.dagen(30)})
    assert "of kies een laatste dag ervoor" in te_laat.context["form"].errors["laatste_dag"][0]
    assert f"Mee ingetrokken: {gestuurd}." in bea.post(url, velden, follow=True).text
    terug = adres("overeenkomsten:einde_terug", rij.pk)
    antwoord = client_van("coen").post(terug, {"reden": "Toch niet"}, follow=True).text
    assert f"er was al gevraagd om te tekenen: {gestuurd}." in antwoord
    acties_wijziging.naar_concept(opnieuw(gestuurd), door=mensen.bea)
    assert opnieuw(gestuurd).is_concept
