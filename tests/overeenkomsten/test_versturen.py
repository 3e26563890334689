"""Sending for signing: complete, frozen, numbered, and only then asked."""

import datetime

import pytest

from gebruikers.overgang import Weigering
from overeenkomsten import acties
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    BETAALD,
    andere_zaak,
    bied_aan,
    houdt_tegen,
    klaar,
    let_op,
    mails,
    partij,
    verstuurd,
)
from trajecten import documenten
from trajecten.models import Document
from werkplekken.models import Erkenning, Plaatsing

pytestmark = pytest.mark.django_db
GEEN_ADRES = {"straat": "", "postcode": "", "gemeente": ""}


def test_een_volledig_concept_mist_niets(mensen):
    assert houdt_tegen(klaar(mensen)) == []


@pytest.mark.parametrize(
    ("veld", "waarde", "wat"),
    [
        ("mentor", None, "Kies de mentor."),
        ("vertegenwoordiger", None, "Kies wie tekent voor de onderneming."),
        ("tekent_voor_school", None, "Kies wie tekent voor de school."),
        ("paritair_comite", "", "Vul het paritair comité in."),
        ("verzekeraar", "", "Vul de verzekeraar arbeidsongevallen in."),
        ("polisnummer", "", "Vul het polisnummer in."),
        ("vergoeding_cent", None, "Vul de leervergoeding en haar categorie in."),
        ("vergoeding_categorie", None, "Vul de leervergoeding en haar categorie in."),
        ("plan", None, "Kies een opleidingsplan."),
        ("ouder", None, "Kies een ouder met gezag, met naam: de leerling is minderjarig."),
    ],
)
def test_wat_ontbreekt_staat_er_en_houdt_tegen(mensen, veld, waarde, wat):
    rij = klaar(mensen)
    Overeenkomst.objects.filter(pk=rij.pk).update(**{veld: waarde})
    rij.refresh_from_db()
    assert houdt_tegen(rij) == [wat]
    with pytest.raises(Weigering, match=r"Dit moet eerst|Een controle houdt dit tegen"):
        acties.bied_aan(rij, door=mensen.bea)
    rij.refresh_from_db()
    assert (rij.status, rij.tekenversie) == (Status.CONCEPT, None)


@pytest.mark.parametrize(
    ("wis", "wat"),
    [
        (lambda rij: rij.uurrooster.all().delete(), "Vul het uurrooster in."),
        (lambda rij: rij.vestiging.erkenningen.all().delete(), "Vestiging"),
        (
            lambda rij: _zet(rij.traject.leerling, **GEEN_ADRES | {"huisnummer": ""}),
            "Vul het adres van de leerling",
        ),
        (lambda rij: _zet(rij.school, **GEEN_ADRES), "Vul het adres van de school"),
        (lambda rij: _zet(rij.ouder, gezag="geen"), "Kies een ouder met gezag"),
        (lambda rij: _zet(rij.ouder, naam=""), "Kies een ouder met gezag"),
    ],
)
def test_wat_elders_ontbreekt_houdt_ook_tegen(mensen, wis, wat):
    rij = klaar(mensen)
    wis(rij)
    rij = Overeenkomst.objects.get(pk=rij.pk)
    assert [zin.startswith(wat) for zin in houdt_tegen(rij)] == [True]
    with pytest.raises(Weigering, match=r"Dit moet eerst|Een controle houdt dit tegen"):
        acties.bied_aan(rij, door=mensen.bea)


def _zet(rij, **velden) -> None:
    type(rij).objects.filter(pk=rij.pk).update(**velden)


def test_een_erkenning_die_eerder_eindigt_is_een_waarschuwing(mensen):
    rij = klaar(mensen)
    Erkenning.objects.filter(vestiging=rij.vestiging).update(tot=f.dagen(100))
    assert not houdt_tegen(rij)
    assert any("De erkenning eindigt op" in zin for zin in let_op(rij))


def test_de_pagina_toont_wat_ontbreekt_en_de_knop_weigert(mensen, client_van, adres):
    rij = klaar(mensen, polisnummer="")
    bea = client_van("bea")
    assert "Vul het polisnummer in." in bea.get(rij.get_absolute_url()).content.decode()
    antwoord = bea.post(adres("overeenkomsten:bied_aan", rij.pk), follow=True)
    assert "Dit moet eerst: Vul het polisnummer in." in antwoord.content.decode()
    rij.refresh_from_db()
    assert rij.is_concept


def test_wat_verstuurd_is_verandert_niet_mee(mensen):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    _zet(mensen.leerling, naam="Andersom")
    _zet(rij.vestiging.onderneming, naam="Andere bakker")
    documenten.maak(rij.tekenversie_id)
    inhoud = Document.objects.get(pk=rij.tekenversie_id).inhoud
    assert inhoud["leerling"] == "Lotte Maes"
    assert "Andere bakker" not in str(inhoud)
    assert partij(rij, Partij.LEERLING).naam == "Lotte Maes"


def test_nummers_lopen_per_soort_per_jaar_per_school(mensen):
    def nummer(**velden) -> str:
        eigen = velden.pop("m", mensen)
        return bied_aan(eigen, klaar(eigen, **velden), maak=False).nummer

    dit_jaar, later = f.dagen(7).year, f.dagen(7 + 365)
    assert nummer() == f"OAO {dit_jaar}-0001"
    assert nummer() == f"OAO {dit_jaar}-0002"
    assert nummer(soort="sao", uren_werkplek=10) == f"SAO {dit_jaar}-0001"
    volgend = nummer(begindatum=later, einddatum=later + datetime.timedelta(days=90))
    assert volgend == f"OAO {later.year}-0001"


def test_een_andere_school_telt_van_vooraf_aan(mensen):
    bied_aan(mensen, klaar(mensen), maak=False)
    elders = f.OvereenkomstFactory(traject=mensen.vreemd_traject)
    assert acties._nummer(elders).endswith("-0001")


def test_het_nummer_blijft_bij_een_nieuwe_versie_en_volgt_een_andere_soort(mensen):
    rij = verstuurd(mensen)
    eerste = rij.nummer
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    rij = bied_aan(mensen, Overeenkomst.objects.get(pk=rij.pk))
    assert (rij.nummer, rij.versie) == (eerste, 2)
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    _zet(rij, soort="sao", soort_reden="afspraak", **dict.fromkeys(BETAALD))
    assert bied_aan(mensen, Overeenkomst.objects.get(pk=rij.pk)).nummer.startswith("SAO ")


def test_gevraagd_wordt_pas_als_het_document_er_is(mensen):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    assert mails("vraag") == []
    assert {t.staat for t in rij.huidige_ondertekenaars} == {"nog_niet"}
    documenten.maak(rij.tekenversie_id)
    verwacht = ["lotte@eik.example", "els@eik.example", "baas@cools.example", "coen@eik.example"]
    assert mails("vraag") == sorted(verwacht)
    documenten.maak(rij.tekenversie_id)
    assert len(mails("vraag")) == 4, "eenmaal"


def test_voor_wie_meerderjarig_is_tekent_geen_ouder(mensen):
    rij = verstuurd(mensen, traject=andere_zaak(mensen, email="meer@test.example"))
    partijen = set(rij.huidige_ondertekenaars.values_list("partij", flat=True))
    assert partijen == {"leerling", "onderneming", "school"}
    assert mails("vraag") == ["baas@cools.example", "coen@eik.example", "meer@test.example"]


def test_versturen_plaatst_de_leerling_bij_de_mentor(mensen):
    rij = verstuurd(mensen)
    plaatsing = Plaatsing.objects.get(overeenkomst=rij)
    assert (plaatsing.vestiging, plaatsing.mentor) == (rij.vestiging, rij.mentor)
    assert (plaatsing.van, plaatsing.tot) == (rij.begindatum, rij.einddatum)


def test_wie_niet_schrijft_verstuurt_niet(mensen):
    rij = klaar(mensen)
    for wie in ("pieter", "lea", "mo", "els", "lotte"):
        with pytest.raises(Weigering):
            acties.bied_aan(rij, door=getattr(mensen, wie))


def test_tweemaal_versturen_maakt_een_versie(mensen):
    rij = klaar(mensen)
    acties.bied_aan(rij, door=mensen.bea)
    with pytest.raises(Weigering, match="Alleen een concept"):
        acties.bied_aan(rij, door=mensen.bea)
    assert Document.objects.filter(bron=f"overeenkomst-{rij.pk}").count() == 1
