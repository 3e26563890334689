"""Habits of the code, executed."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from gebruikers.databankrollen import is_te_sterk
from gebruikers.models import (
    Adreswijziging,
    Agendalink,
    Bericht,
    Gebruiker,
    Herinneringskeuze,
    Herstelwacht,
    School,
)
from gebruikers.zicht import ZichtQuerySet, basis_van
from tests.toegang import APPS

ONZE = [m for m in apps.get_models() if m._meta.app_label in (*APPS, "begeleiding")]
# Of a person, whatever the school: nobody else looks these up.
VAN_EEN_PERSOON = (Gebruiker, Adreswijziging, Agendalink, Herinneringskeuze, Herstelwacht)
pytestmark = pytest.mark.afspraken


@pytest.mark.parametrize("model", ONZE, ids=lambda m: m._meta.label)
def test_model_heeft_namen_en_relaties(model):
    meta = model._meta
    assert "verbose_name" in meta.original_attrs, "zet verbose_name"
    assert "verbose_name_plural" in meta.original_attrs, "zet verbose_name_plural"
    assert meta.verbose_name == meta.verbose_name.lower()
    for veld in meta.local_fields + meta.local_many_to_many:
        assert veld.is_relation is False or veld.remote_field.related_name, f"{veld}: related_name"
        if veld.name != "id":
            assert veld._verbose_name, f"{veld}: verbose_name"


@pytest.mark.parametrize(
    "model", [m for m in ONZE if m not in VAN_EEN_PERSOON], ids=lambda m: m._meta.label
)
def test_model_noemt_precies_een_basis_van_zicht(model):
    assert basis_van(model)
    assert isinstance(model._default_manager.all(), ZichtQuerySet)


@pytest.mark.parametrize("model", [m for m in ONZE if m not in (*VAN_EEN_PERSOON, School)])
def test_elke_rij_draagt_haar_school(model):
    veld = model._meta.get_field("school")
    assert isinstance(veld, models.ForeignKey)
    assert veld.null is (model is Bericht)


@pytest.mark.django_db
def test_de_toepassingsrol_bezit_niets():
    assert not is_te_sterk()


@pytest.mark.django_db
@pytest.mark.parametrize("model", [m for m in ONZE if getattr(m, "alleen_toevoegen", False)])
def test_alleen_toevoegen_weigert_wijzigen_en_wissen(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, 'INSERT'), has_table_privilege(%s, 'UPDATE'),"
            " has_table_privilege(%s, 'DELETE'), has_table_privilege(%s, 'TRUNCATE')",
            [model._meta.db_table] * 4,
        )
        assert cursor.fetchone() == (True, False, False, False)


def test_geen_import_binnen_functies_en_geen_ster():
    fout = []
    for app in (*APPS, "begeleiding", "config"):
        for bestand in (settings.BASE_DIR / app).rglob("*.py"):
            if "migrations" in bestand.parts:
                continue
            for nummer, regel in enumerate(bestand.read_text().splitlines(), 1):
                if re.match(r"\s+(from [\w.]+ import|import \w)", regel) or "import *" in regel:
                    fout.append(f"{bestand.relative_to(settings.BASE_DIR)}:{nummer}")
    assert [f for f in fout if not f.startswith("config/celery.py")] == []


def test_een_nummer_om_te_bellen_heeft_geen_spaties():
    sjablonen = (settings.BASE_DIR / "templates").rglob("*.html")
    nummers = [n for s in sjablonen for n in re.findall(r'"tel:({{.*?}})"', s.read_text())]
    assert nummers
    assert [n for n in nummers if "|cut:' '" not in n] == []


def test_een_onderwerp_noemt_van_een_leerling_alleen_initialen():
    """It stands on the lock screen of a phone."""
    naam = re.compile(r"(leerling(\.(volledige_naam|voornaam|naam))?|over) *(\}\}|\|)")
    berichten = (settings.BASE_DIR / "templates").glob("*/berichten/[!_]*.txt")
    eerste = {pad.name: pad.read_text().splitlines()[0] for pad in berichten}
    assert {bestand for bestand, onderwerp in eerste.items() if naam.search(onderwerp)} == set()


def test_elk_sjabloon_wordt_gebruikt():
    bronnen = "\n".join(
        pad.read_text()
        for map in (*APPS, "begeleiding", "config", "dev", "templates")
        for pad in Path(settings.BASE_DIR / map).rglob("*")
        if pad.suffix in {".py", ".html", ".txt"}
    )
    sjablonen = settings.BASE_DIR / "templates"
    vrij = (
        "allauth/",
        "account/",
        "mfa/",
        "socialaccount/",
        "gebruikers/berichten/",
        "400",
        "403",
        "409",
        "404",
        "405",
        "429",
        "500",
        "bootstrap5/",  # found there by crispy-forms
    )
    ongebruikt = [
        naam
        for pad in sjablonen.rglob("*.html")
        if not (naam := str(pad.relative_to(sjablonen))).startswith(vrij) and naam not in bronnen
    ]
    assert ongebruikt == []


def test_elke_verwijzing_in_de_documentatie_bestaat():
    kapot = []
    for bestand in [settings.BASE_DIR / "README.md", *(settings.BASE_DIR / "docs").rglob("*.md")]:
        for doel in re.findall(r"\]\(([^)#:]+)\)", bestand.read_text()):
            if not (bestand.parent / doel).exists():
                kapot.append(f"{bestand.name}: {doel}")
    assert kapot == []
