"""Every page of a case leaves a line: who opened which part, when."""

import datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import resolve, reverse
from django.utils import timezone

from gebruikers.zicht import Informatie
from leerlingen.models import Leerling
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tekenlinks import maak_tekenlink
from tests import factories as f
from tests.overeenkomsten.zaken import geef_code
from tests.test_toegang import MAKERS, TABEL, VAN_EEN_ZAAK, _adres, _parameters
from tests.toegang import PERSOON
from trajecten.inzage import BEZOEK, noteer_inzage, uit_het_adres
from trajecten.models import Inzage

pytestmark = pytest.mark.django_db

# What each page of a case opens.
OPENT = {
    "overzichten:dossier": Informatie.IDENTITEIT,
    "overzichten:inzage": Informatie.INZAGE,
    "overzichten:geschiedenis": Informatie.VERLOOP,
    "leerlingen:leerling": Informatie.CONTACT,
    "leerlingen:bewerk": Informatie.CONTACT,
    "leerlingen:nieuwe_betrokkene": Informatie.CONTACT,
    "leerlingen:betrokkene": Informatie.CONTACT,
    "leerlingen:vergelijk_leerlingen": Informatie.CONTACT,
    "leerlingen:vergelijk_ouders": Informatie.CONTACT,
    "trajecten:nieuw": Informatie.VERLOOP,
    "trajecten:fase": Informatie.VERLOOP,
    "trajecten:fase_terug": Informatie.VERLOOP,
    "trajecten:studiebewijzen": Informatie.VERLOOP,
    "trajecten:studiebewijs": Informatie.VERLOOP,
    "trajecten:team": Informatie.VERLOOP,
    "trajecten:inschrijving": Informatie.VERLOOP,
    "trajecten:week": Informatie.VERLOOP,
    "trajecten:verleng": Informatie.VERLOOP,
    "trajecten:volg_op": Informatie.VERLOOP,
    "trajecten:nieuwe_taak": Informatie.VERLOOP,
    "trajecten:taak": Informatie.TAAK,
    "trajecten:document": Informatie.OVEREENKOMSTDOCUMENT,
    "werkplekken:plaats_bij_organisatie": Informatie.PLAATSING,
    "werkplekken:beeindig_plaatsing": Informatie.PLAATSING,
    "opleidingsplannen:plan": Informatie.PLAN,
    "opleidingsplannen:bewerk": Informatie.PLAN,
    "opleidingsplannen:noteer_akkoord": Informatie.PLAN,
    "opleidingsplannen:competentie": Informatie.BEOORDELING,
    "opleidingsplannen:beoordelen": Informatie.BEOORDELING,
    "opleidingsplannen:evaluatie": Informatie.EVALUATIE,
    "opleidingsplannen:verbeter_evaluatie": Informatie.EVALUATIE,
    "opleidingsplannen:aanwezigheid": Informatie.AANWEZIGHEID,
    "overeenkomsten:nieuw": Informatie.OVEREENKOMST,
    "overeenkomsten:papier": Informatie.OVEREENKOMST,
    "overeenkomsten:wijziging_papier": Informatie.OVEREENKOMST,
    "overeenkomsten:scan": Informatie.OVEREENKOMSTDOCUMENT,
    "overeenkomsten:overeenkomst": Informatie.OVEREENKOMST,
    "overeenkomsten:bewerk": Informatie.OVEREENKOMST,
    "overeenkomsten:uurrooster": Informatie.OVEREENKOMST,
    "overeenkomsten:registreer": Informatie.OVEREENKOMST,
    "overeenkomsten:beeindig": Informatie.OVEREENKOMST,
    "overeenkomsten:einde_terug": Informatie.OVEREENKOMST,
    "overeenkomsten:tekenen": Informatie.OVEREENKOMST,
    "overeenkomsten:wijzig": Informatie.OVEREENKOMST,
    "overeenkomsten:wijziging": Informatie.OVEREENKOMST,
    "overeenkomsten:wijziging_bewerk": Informatie.OVEREENKOMST,
    "overeenkomsten:wijziging_uurrooster": Informatie.OVEREENKOMST,
    "overeenkomsten:wijziging_tekenen": Informatie.OVEREENKOMST,
    "overeenkomsten:schors": Informatie.OVEREENKOMST,
    "overeenkomsten:schorsing": Informatie.SCHORSINGSREDEN,
    "overeenkomsten:hervat": Informatie.OVEREENKOMST,
    "overeenkomsten:wijk_af": Informatie.OVEREENKOMST,
    "overeenkomsten:wijziging_wijk_af": Informatie.OVEREENKOMST,
    "overeenkomsten:formaliteit": Informatie.FORMALITEIT,
    "overeenkomsten:geef_toestel": Informatie.OVEREENKOMSTDOCUMENT,
    "begeleiding:nieuw": Informatie.MOMENT_GEDEELD,
    "begeleiding:contactmoment": Informatie.MOMENT_GEDEELD,
}
# And of another learner, beside the one in the address.
TOONT_OOK = {"leerlingen:vergelijk_leerlingen"}
BLADEN = sorted(
    naam
    for naam, pagina in TABEL.items()
    if pagina.methode == "get" and not pagina.open and VAN_EEN_ZAAK.keys() & {*_parameters(naam)}
)


@pytest.mark.afspraken
def test_elke_bladzijde_van_een_zaak_heeft_een_regel():
    assert set(BLADEN) == set(OPENT)


@pytest.mark.parametrize("naam", BLADEN)
def test_elke_bladzijde_van_een_zaak_laat_een_spoor(naam, mensen, client_van):
    waarden = {}
    for maak in MAKERS:
        waarden |= {parameter: eigen for parameter, (eigen, _) in maak(mensen).items()}
    adres, _ = _adres(naam, mensen.school.code, waarden)
    deel, leerlingen = uit_het_adres(resolve(adres))
    eigen = [mensen.leerling.pk]  # of the page itself, when the address does not say
    leerling = Leerling.objects.get(pk__in=eigen if leerlingen is None else leerlingen)
    for rol in sorted(TABEL[naam].mag):
        with transaction.atomic():
            antwoord = client_van(PERSOON[rol]).get(adres)
            [sluit() for sluit in antwoord._resource_closers]
            antwoord._resource_closers.clear()
            if antwoord.status_code == 200:
                ook = {waarden["ander_id"]} if naam in TOONT_OOK else set()
                inzages = list(Inzage.objects.all())
                assert {rij.leerling_id for rij in inzages} == {leerling.pk} | ook
                assert {rij.lid for rij in inzages} == {getattr(mensen, PERSOON[rol])}
                (deel,) = {rij.deel for rij in inzages}
            else:
                assert not Inzage.objects.exists(), "er was niets te zien"
            transaction.set_rollback(True)
    assert deel == OPENT[naam]


def test_elk_deel_van_het_dossier_apart(mensen, client_van, adres):
    bea, dossier = client_van("bea"), adres("overzichten:dossier", mensen.traject.pk)
    bea.get(dossier)
    bea.get(f"{dossier}?deel=documenten")
    delen = set(Inzage.objects.values_list("deel", flat=True))
    assert delen == {Informatie.IDENTITEIT, Informatie.OVEREENKOMSTDOCUMENT}


@pytest.mark.parametrize(("wie", "opent"), [("els", True), ("bea", False), ("coen", False)])
def test_een_startpagina_met_een_leerling_opent_dat_dossier(wie, opent, mensen, client_van, adres):
    """A list of many names opens none of them."""
    client_van(wie).get(adres("overzichten:start"))
    assert list(Inzage.objects.values_list("leerling", flat=True)) == [mensen.leerling.pk] * opent


def test_wie_niet_binnen_mag_opende_niets(mensen, client_van, adres):
    client_van("vera").get(adres("overzichten:dossier", mensen.traject.pk))
    client_van("lea").get(adres("overzichten:inzage", mensen.traject.pk))
    assert not Inzage.objects.exists()


def test_een_bezoek_telt_een_keer(mensen, time_machine):
    def kijk() -> int:
        noteer_inzage([mensen.leerling.pk], Informatie.PLAN, lid=mensen.bea)
        return Inzage.objects.count()

    nu = timezone.now()
    time_machine.move_to(nu, tick=False)
    assert (kijk(), kijk()) == (1, 1)
    noteer_inzage([mensen.leerling.pk], Informatie.PLAN, lid=mensen.coen)
    time_machine.move_to(nu + BEZOEK + datetime.timedelta(seconds=1), tick=False)
    assert kijk() == 3


def test_van_een_andere_school_wordt_niets_genoteerd(mensen, client_van):
    tess = client_van("tess")
    for school in ("beuk", "eik"):
        dossier = reverse("overzichten:dossier", args=[school, mensen.traject.pk])
        assert tess.get(dossier).status_code == 404
    assert not Inzage.objects.exists()


def test_een_uitvoer_opent_elk_dossier_erin(mensen, client_van, adres, taken_meteen):
    andere = f.OvereenkomstFactory(traject=mensen.vera_traject)
    f.OvereenkomstFactory(traject=mensen.traject)
    client_van("ada").post(adres("overeenkomsten:uitvoer"), {"soort": "overeenkomsten_xlsx"})
    gezien = Inzage.objects.filter(hoe=Inzage.Hoe.EXPORT, lid=mensen.ada)
    leerlingen = {mensen.leerling.pk, andere.traject.leerling_id}
    assert set(gezien.values_list("leerling", flat=True)) == leerlingen


def test_een_lezer_via_een_link_laat_een_naam_na(mensen, client):
    overeenkomst = f.OvereenkomstFactory(
        traject=mensen.traject,
        status=Status.TER_ONDERTEKENING,
        versie=1,
        feitelijke_periode=DateRange(f.dagen(7), f.dagen(200), "[]"),
    )
    partij = Ondertekenaar.objects.create(
        overeenkomst=overeenkomst, versie=1, partij=Partij.ONDERNEMING, naam="An Cools",
        email="an@cools.example", gevraagd_op=timezone.now(),
    )  # fmt: skip
    token, _ = maak_tekenlink(partij)
    pad = reverse("teken", args=[token])
    assert client.get(pad).status_code == 200
    assert not Inzage.objects.exists(), "zonder code las niemand iets"
    assert client.get(geef_code(client, pad)).status_code == 200
    inzage = Inzage.objects.get()
    assert (inzage.lid, inzage.hoe, inzage.leerling) == (None, "link", mensen.leerling)
    assert "An Cools" in inzage.naam


def test_niemand_wijzigt_of_wist_een_regel(mensen):
    noteer_inzage([mensen.leerling.pk], Informatie.PLAN, lid=mensen.bea)
    for zin in ("UPDATE {} SET wie = 'x'", "DELETE FROM {}", "TRUNCATE {}"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(zin.format(Inzage._meta.db_table))
    assert Leerling.objects.filter(inzages__isnull=False).exists()
