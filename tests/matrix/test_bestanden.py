"""Every kind of file, and who fetches it. A new kind without a line here fails."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import FileField
from django.urls import reverse

from gebruikers.opdrachten import SOORTEN as OPDRACHTSOORTEN
from leerlingen.models import Invoer
from opleidingsplannen.models import Evaluatie
from overeenkomsten.models import Beeindiging, Overeenkomst
from overeenkomsten.uitvoer import SOORTEN as UITVOERSOORTEN
from tests import wereld
from tests.matrix.spin import haal
from tests.toegang import APPS
from trajecten.documenten import SOORTEN as DOCUMENTSOORTEN
from trajecten.models import Document

# fmt: off
# Kind of file                        who fetches it of which row (letters of tests/wereld.py)
BESTANDEN = {                       # bea  pieter lea coen  ada   bob mo els lotte xander
    "document tekenversie":           "EKA  -     -   EKACD EKACD -   EK EKA EA    -",
    "document bewijs":                "EKA  -     -   EKACD EKACD -   EK EKA EA    -",
    "document papierversie":          "EKA  -     -   EKACD EKACD -   EK EKA EA    -",
    "document einde":                 "EKA  -     -   EKACD EKACD -   EK EKA EA    -",
    "document evaluatie":             "EKB  EKB  EKB EKBCD -     -   EK EK E     -",
    "scan van een handtekening":      "EKA  -     -   EKACD EKACD -   -  -   -     -",
    "opdracht overeenkomsten_xlsx":   "E    -     -   E     E     -   -  -   -     -",
    "opdracht overeenkomsten_csv":    "E    -     -   E     E     -   -  -   -     -",
    "opdracht overeenkomsten_zip":    "E    -     -   E     E     -   -  -   -     -",
    "opdracht caseload_xlsx":         "E    E     -   E     E     -   -  -   -     -",
    "opdracht aanwezigheid_xlsx":     "E    E     -   E     E     -   -  -   -     -",
    "opdracht aanwezigheid_csv":      "E    E     -   E     E     -   -  -   -     -",
    "invoer geweigerde rijen":        "S    -     -   -     S     -   -  -   -     -",
}
# fmt: on
KOLOMMEN = "bea pieter lea coen ada bob mo els lotte xander".split()
# Kinds of job that make none.
GEEN_BESTAND = {
    "leerlingen_voorbeeld", "leerlingen_invoer", "jaarwissel", "loketvergelijking",
    "loket_overnemen", "overeenkomsten_samen", "overeenkomsten_opmaken",
}  # fmt: skip
VELDEN = {
    "trajecten.Document.bestand",
    "gebruikers.Opdracht.bestand",
    "overeenkomsten.Papier.bestand",
    "leerlingen.Invoer.bestand",  # read by the import alone, never sent back
}
# Where a file goes out. By a link or at the table, to each party its own: tests/overeenkomsten. To
# somebody's calendar: tests/overzichten/test_agendalink.py.
DEUREN = {
    "gebruikers/antwoord.py",
    "gebruikers/views.py",
    "leerlingen/views_invoer.py",
    "overeenkomsten/views_link.py",
    "overeenkomsten/views_papier.py",
    "overeenkomsten/views_tafel.py",
    "overzichten/views_agendalink.py",
    "trajecten/views_document.py",
}


@pytest.mark.afspraken
def test_elke_soort_bestand_heeft_een_regel():
    soorten = {f"document {soort}" for soort in DOCUMENTSOORTEN}
    soorten |= {f"opdracht {soort}" for soort in OPDRACHTSOORTEN.keys() - GEEN_BESTAND}
    anders = {"invoer geweigerde rijen", "scan van een handtekening"}
    assert soorten | anders == set(BESTANDEN)
    assert set(UITVOERSOORTEN) < set(OPDRACHTSOORTEN)


@pytest.mark.afspraken
def test_elk_veld_met_een_bestand_heeft_een_regel():
    velden = {veld for model in apps.get_models() for veld in model._meta.local_fields}
    assert {f"{v.model._meta.label}.{v.name}" for v in velden if isinstance(v, FileField)} == VELDEN


@pytest.mark.afspraken
def test_een_bestand_gaat_nergens_anders_buiten():
    stuurt = re.compile(
        r"(FileResponse|StreamingHttpResponse|(bestand|pdf)_antwoord)\(|Content-Disposition"
    )
    bronnen = [pad for app in APPS for pad in (settings.BASE_DIR / app).rglob("*.py")]
    assert {
        str(pad.relative_to(settings.BASE_DIR)) for pad in bronnen if stuurt.search(pad.read_text())
    } == DEUREN


def _rijen(w: wereld.Wereld, soort: str) -> list[tuple[str, str, int]]:
    """(letter, URL name, key) of each file of this kind."""
    groep, _, naam = soort.partition(" ")
    if naam == "evaluatie":
        rijen = w.rijen["opleidingsplannen.Evaluatie"]
        document = dict(Evaluatie.objects.values_list("pk", "document"))
        return [(r, "trajecten:document", document[pk]) for r, pk, _ in rijen]
    if groep == "document":
        Document.objects.update(soort=naam)
        return [(r, "trajecten:document", pk) for r, pk, _ in w.rijen["trajecten.Document"]]
    if groep == "scan":
        return [(r, "overeenkomsten:scan", pk) for r, pk, _ in w.rijen["overeenkomsten.Papier"]]
    if groep == "opdracht":
        w.m.school.opdrachten.update(soort=naam)
        eigen = [rij for rij in w.rijen["gebruikers.Opdracht"] if not rij[2]]
        return [(r, "gebruikers:bestand", pk) for r, pk, _ in eigen]
    geweigerd = [{"rij": 2, "naam": "Maes", "cellen": [["Naam", "Leeg."]]}]
    Invoer.objects.update(voorbeeld={"geweigerd": geweigerd})
    return [(r, "leerlingen:geweigerd", pk) for r, pk, _ in w.rijen["leerlingen.Invoer"]]


@pytest.mark.parametrize("soort", BESTANDEN)
def test_wie_haalt_welk_bestand(soort, mensen, client_van, stil):
    w = wereld.maak(mensen)
    rijen = _rijen(w, soort)
    if soort.endswith("bewijs"):
        for rij in Overeenkomst.objects.exclude(tekenversie=None):
            Overeenkomst.objects.filter(pk=rij.pk).update(bewijs=rij.tekenversie, tekenversie=None)
    if soort.endswith("einde"):
        for einde in Beeindiging.objects.select_related("overeenkomst"):
            rij = einde.overeenkomst
            Beeindiging.objects.filter(pk=einde.pk).update(melding=rij.tekenversie_id)
            Overeenkomst.objects.filter(pk=rij.pk).update(tekenversie=None)
    for wie, letters in zip(KOLOMMEN, BESTANDEN[soort].split(), strict=True):
        client = client_van(wie)
        eigen = [("E", "gebruikers:bestand", pk) for r, pk, van in w.rijen["gebruikers.Opdracht"]
                 if van == wie and soort.startswith("opdracht")]  # fmt: skip
        for letter, naam, pk in rijen + eigen:
            if letter not in "EKACDSBX":
                continue
            antwoord = haal(client, reverse(naam, args=[mensen.school.code, pk]))
            assert (antwoord.status == 200) is (letter in letters), (wie, letter, antwoord.status)
            if antwoord.status == 200 and naam.endswith("document"):
                assert antwoord.tekst.endswith(letter), "het bestand van een ander"
