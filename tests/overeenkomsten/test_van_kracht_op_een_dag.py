"""In force on a day that one asks for: the list, the export and the documents; and the terms follow
what all signed."""

import datetime
import hashlib
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leerlingen.schooljaar import begin_schooljaar
from overeenkomsten.models import Overeenkomst
from tests import factories as f
from tests.overeenkomsten.test_uitvoer import bytes_van, rijen, voer_uit
from tests.overeenkomsten.zaken import (
    bied_wijziging_aan,
    getekende_wijziging,
    lopend,
    teken,
    wijziging,
)
from trajecten.documenten import vraag_document
from trajecten.fases import Fase
from trajecten.models import Termijn, Traject
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen):
    return lopend(mensen)


def opnieuw(rij) -> Overeenkomst:
    return Overeenkomst.objects.get(pk=rij.pk)


@pytest.fixture
def met_wijziging(mensen, rij):
    """Another mentor, fewer hours and a later end, from 20 days on."""
    nieuw = f.MentorFactory(vestiging=rij.vestiging, voornaam="Nele", naam="Nieuw")
    return getekende_wijziging(mensen, rij, 20, mentor=nieuw, uren_school=8, einddatum=f.dagen(230))


@pytest.mark.parametrize(("dag", "erna"), [(None, False), (19, False), (20, True), (400, True)])
def test_de_lijst_zoals_het_geldt_op_een_dag(
    mensen, rij, met_wijziging, client_van, adres, dag, erna
):
    keuze = {} if dag is None else {"op": f.dagen(dag).isoformat()}
    lijst = client_van("bea").get(adres("overeenkomsten:lijst"), keuze)
    assert [een.pk for een in lijst.context["page_obj"]] == [rij.pk], "een dag kiest geen rijen"
    tabel = lijst.text.partition("<tbody>")[2]
    einde = f.dagen(230 if erna else 200)
    assert ("Nele Nieuw" in tabel, str(rij.mentor) in tabel) == (erna, not erna)
    assert f"{einde.day}/{einde.month}/{einde.year}" in tabel


@pytest.mark.parametrize(("dag", "erna"), [(None, False), (19, False), (20, True)])
@pytest.mark.parametrize("aangevinkt", [True, False])
def test_de_uitvoer_zoals_het_geldt_op_een_dag(mensen, rij, met_wijziging, dag, erna, aangevinkt):
    keuze = {} if dag is None else {"op": f.dagen(dag).isoformat()}
    gekozen = [rij.pk] if aangevinkt else []
    opdracht = voer_uit("xlsx", keuze, mensen.coen, gekozen)
    (regel,) = rijen(opdracht)
    assert (regel["Mentor"] == "Nele Nieuw", regel["Uren school"]) == (erna, 8 if erna else 10)
    assert regel["Einde"].date() == f.dagen(230 if erna else 200)
    zegt = f"{f.dagen(dag):%-d/%-m/%Y}" in opdracht.invoer["over"] if keuze else False
    assert zegt == bool(keuze), "wat het bestand is, staat bij de opdracht"


def met_bestand(stuk) -> bytes:
    """Its bewijsdocument, as if it was made: what lies in the file."""
    inhoud, velden = str(stuk).encode(), {"titel": str(stuk), "inhoud": {}}
    document = stuk.bewijs or vraag_document(
        stuk.traject, soort="bewijs", bron=stuk.bron, versie=stuk.versie, **velden
    )
    document.sha256 = hashlib.sha256(inhoud).hexdigest()
    document.gemaakt_op = timezone.now()
    document.bestand.save("x.pdf", ContentFile(inhoud), save=False)
    document.save()
    type(stuk).objects.filter(pk=stuk.pk).update(bewijs=document)
    return inhoud


@pytest.mark.parametrize(("dag", "erbij"), [(None, True), (19, False), (20, True)])
def test_de_zip_legt_de_getekende_wijziging_naast_haar_overeenkomst(
    mensen, rij, met_wijziging, dag, erbij
):
    """Without a day all that is signed; with one what is in force then. What nobody signed yet is
    not in it."""
    bied_wijziging_aan(mensen, wijziging(mensen, opnieuw(rij), 25, uren_werkplek=20))
    documenten = [met_bestand(stuk) for stuk in (rij, met_wijziging)]
    keuze = {} if dag is None else {"op": f.dagen(dag).isoformat()}
    opdracht = voer_uit("zip", keuze, mensen.coen)
    with zipfile.ZipFile(bytes_van(opdracht)) as archief:
        inhoud = {naam: archief.read(naam) for naam in archief.namelist()}
    naam = f"maes-lotte-{rij.nummer.lower().replace(' ', '-')}"
    verwacht = {f"{naam}.pdf": documenten[0]}
    verwacht |= {f"{naam}-wijziging-1.pdf": documenten[1]} if erbij else {}
    assert inhoud == verwacht
    zin = "1 getekende overeenkomst en 1 wijziging." if erbij else "1 getekende overeenkomst."
    assert opdracht.resultaat["zin"] == zin


def test_een_zip_vraagt_voor_meer_wijzigingen_niet_meer(mensen, rij, met_wijziging):
    def vragen() -> int:
        with CaptureQueriesContext(connection) as tellen:
            opdracht = voer_uit("zip", {}, mensen.coen)
        assert opdracht.staat == "klaar"
        return len(tellen)

    met_bestand(met_wijziging)
    eerst = vragen()
    for vanaf, uren in ((40, 6), (50, 5), (60, 4)):
        met_bestand(getekende_wijziging(mensen, opnieuw(rij), vanaf, uren_school=uren))
    assert vragen() == eerst


@pytest.mark.parametrize("waarde", ["gisteren", "2026-13-40", "0000-00-00"])
def test_een_dag_die_niet_bestaat_toont_vandaag_en_zegt_het(
    mensen, rij, met_wijziging, client_van, adres, waarde
):
    lijst = client_van("bea").get(adres("overeenkomsten:lijst"), {"op": waarde})
    assert lijst.context["filter"].errors.keys() == {"op"}
    assert str(rij.mentor) in lijst.text.partition("<tbody>")[2]


def test_een_getekende_einddatum_verzet_het_zoeken_naar_een_nieuwe_werkplek(mensen, rij):
    """The day after the last one that all signed for."""

    def begin() -> datetime.date | None:
        herbereken([rij.traject_id])
        termijn = Termijn.objects.filter(traject=rij.traject_id, regel="werkplek_nieuw").first()
        return termijn and termijn.begin

    anders = bied_wijziging_aan(mensen, wijziging(mensen, rij, -5, einddatum=f.dagen(-2)))
    assert begin() is None, "nog niet door iedereen getekend"
    teken(anders, *anders.huidige_ondertekenaars.values_list("partij", flat=True))
    assert begin() == f.dagen(-1)


def test_een_getekende_einddatum_beslist_of_de_premie_gehaald_is(mensen, time_machine):
    """Three months run too short in the school year, four long enough."""
    jaar = begin_schooljaar(timezone.localdate()) + 1
    time_machine.move_to(datetime.datetime(jaar, 10, 1, 12, tzinfo=datetime.UTC))
    rij = lopend(mensen, van=20, tot=100)
    Traject.objects.filter(pk=rij.traject_id).update(fase=Fase.ZOEKT_WERKPLEK)

    def staat() -> str:
        herbereken([rij.traject_id])
        return Termijn.objects.get(traject=rij.traject_id, regel="premie_min").staat

    anders = bied_wijziging_aan(mensen, wijziging(mensen, rij, 40, einddatum=f.dagen(160)))
    assert staat() == "open"
    teken(anders, *anders.huidige_ondertekenaars.values_list("partij", flat=True))
    assert staat() == "voldaan"
