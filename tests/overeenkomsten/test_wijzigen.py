"""Changing what was sent voids it."""

import uuid

import pytest

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from opleidingsplannen.models import Beoordeling
from overeenkomsten import acties, acties_tekenen
from overeenkomsten.models import Handtekening, Overeenkomst, Tekenlink
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_aan,
    formulier,
    getekend,
    klaar,
    mails,
    partij,
    roosterformulier,
    teken,
    verstuurd,
)
from trajecten import documenten
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db
VIER = ["baas@cools.example", "coen@eik.example", "els@eik.example", "lotte@eik.example"]


@pytest.fixture
def bewaar(client_van, adres):
    """Bea saves the form of this agreement: bewaar(rij, polisnummer="AO-78")."""

    def post(rij, **velden) -> str:
        url = adres("overeenkomsten:bewerk", rij.pk)
        antwoord = client_van("bea").post(url, formulier(rij, **velden), follow=True)
        return antwoord.content.decode()

    return post


def test_een_wijziging_laat_alles_vervallen(mensen, bewaar):
    rij = teken(verstuurd(mensen), Partij.LEERLING, Partij.OUDER)
    bewaar(rij, polisnummer="AO-78")
    rij.refresh_from_db()
    assert (rij.status, rij.polisnummer) == (Status.CONCEPT, "AO-78")
    assert not rij.ondertekenaars.filter(vervallen_op=None).exists()
    assert not Tekenlink.objects.filter(ingetrokken_op=None).exists()
    assert mails("vervallen") == VIER
    assert Handtekening.objects.count() == 2, "wat getekend is blijft bewaard, bij de oude versie"


def test_wie_wijzigt_leest_welke_handtekeningen_vervielen(mensen, bewaar):
    rij = teken(verstuurd(mensen), Partij.LEERLING, Partij.OUDER)
    inhoud = bewaar(rij, polisnummer="AO-78")
    namen = [str(partij(rij, naam)) for naam in (Partij.LEERLING, Partij.OUDER)]
    assert f"Deze handtekeningen gelden niet meer: {', '.join(namen)}." in inhoud
    assert "iedereen tekent dan opnieuw (leerling, ouder, onderneming, school)." in inhoud

    inhoud = bewaar(bied_aan(mensen, Overeenkomst.objects.get()), polisnummer="AO-79")
    assert "De overeenkomst is bewaard. Niemand had al getekend." in inhoud

    inhoud = bewaar(Overeenkomst.objects.get(), polisnummer="AO-80")
    assert "De overeenkomst is bewaard." in inhoud
    assert "tekent dan opnieuw" not in inhoud, "een concept vroeg niemand"


def test_na_een_wijziging_tekent_iedereen_opnieuw(mensen, bewaar):
    rij = teken(verstuurd(mensen), Partij.LEERLING)
    oud = partij(rij, Partij.OUDER), rij.tekenversie.sha256
    bewaar(rij, polisnummer="AO-78")
    rij = bied_aan(mensen, Overeenkomst.objects.get())
    assert (rij.versie, rij.huidige_ondertekenaars.count()) == (2, 4)
    assert not Handtekening.objects.filter(ondertekenaar__versie=2).exists()
    with pytest.raises(Weigering, match="intussen gewijzigd"):
        acties_tekenen.plaats_handtekening(
            oud[0], hash=oud[1], getypte_naam="Els Jacobs", wijze="link"
        )
    assert "AO-78" in str(rij.tekenversie.inhoud)


def test_een_wijziging_van_het_uurrooster_laat_ook_vervallen(mensen, client_van, adres):
    rij = verstuurd(mensen)
    week = {"wo_voormiddag-plaats": "school", "wo_voormiddag-van": "08:00"}
    post = roosterformulier(rij, **week, **{"wo_voormiddag-tot": "12:00"})
    client_van("bea").post(adres("overeenkomsten:uurrooster", rij.pk), post)
    rij.refresh_from_db()
    assert rij.is_concept
    assert rij.uurrooster.count() == 1


def test_bewaren_zonder_wijziging_laat_niets_vervallen(mensen, bewaar):
    rij = verstuurd(mensen)
    assert "Er is niets gewijzigd." in bewaar(rij)
    rij.refresh_from_db()
    assert rij.status == Status.TER_ONDERTEKENING
    assert not rij.ondertekenaars.exclude(vervallen_op=None).exists()
    assert mails("vervallen") == []


def test_de_soort_kiezen_die_er_al_was_is_geen_wijziging(mensen, bewaar):
    rij = verstuurd(mensen)
    assert "Er is niets gewijzigd." in bewaar(rij, soort="oao")
    rij.refresh_from_db()
    assert rij.status == Status.TER_ONDERTEKENING


def test_getekend_ligt_vast(mensen, bewaar):
    rij = getekend(mensen)
    assert "ligt vast." in bewaar(rij, polisnummer="AO-78")
    for daad in (
        lambda: acties.wijzig(rij, door=mensen.bea),
        lambda: acties.naar_concept(rij, reden="Nakijken", door=mensen.bea),
    ):
        with pytest.raises(Weigering):
            daad()
    rij.refresh_from_db()
    assert (rij.status, rij.polisnummer) == (Status.GETEKEND, "AO-77")


def test_terugnemen_haalt_de_plaatsing_weg(mensen):
    rij = verstuurd(mensen)
    assert Plaatsing.objects.filter(vestiging=rij.vestiging).exists()
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    assert not Plaatsing.objects.filter(vestiging=rij.vestiging).exists()


def test_een_plaatsing_met_een_beoordeling_blijft(mensen):
    rij = verstuurd(mensen)
    Beoordeling.objects.create(
        traject=rij.traject, competentie=rij.plan.regels.first().competentie,
        plaatsing=rij.plaatsing, niveau=2, plek="werkplek", door=mensen.mo, rol="mentor",
        sleutel=uuid.uuid4(),
    )  # fmt: skip
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    rij = bied_aan(mensen, Overeenkomst.objects.get())
    assert Plaatsing.objects.get(vestiging=rij.vestiging) == rij.plaatsing


def test_een_oud_document_dat_te_laat_komt_vraagt_niemand(mensen):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    oud = rij.tekenversie_id
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    documenten.maak(oud)
    assert mails("vraag") == []
    assert mails("vervallen") == [], "wie niet gevraagd was, hoort ook niets"


def test_overlap_op_dezelfde_vestiging_wordt_met_een_zin_geweigerd(mensen):
    eerste = verstuurd(mensen)
    later = {"begindatum": eerste.einddatum, "einddatum": f.dagen(300)}
    tweede = klaar(mensen, vestiging=eerste.vestiging, **later)
    with pytest.raises(Weigering, match=f"bij {eerste.plek} loopt al van"):
        acties.bied_aan(tweede, door=mensen.bea)
    tweede.refresh_from_db()
    assert (tweede.status, tweede.nummer, tweede.versie) == (Status.CONCEPT, "", 0)
    assert not tweede.ondertekenaars.exists()


def test_aansluitend_mag_wel(mensen):
    eerste = verstuurd(mensen, einddatum=f.dagen(100))
    tweede = verstuurd(
        mensen, vestiging=eerste.vestiging, begindatum=f.dagen(101), einddatum=f.dagen(200)
    )
    assert tweede.status == Status.TER_ONDERTEKENING


def test_terugnemen_naast_een_ander_concept_wordt_geweigerd(mensen):
    rij = verstuurd(mensen)
    klaar(mensen, vestiging=rij.vestiging)
    with pytest.raises(Weigering, match="al een ander concept"):
        acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    rij.refresh_from_db()
    assert rij.status == Status.TER_ONDERTEKENING
    assert not Bericht.objects.filter(soort="vervallen").exists()
