"""Habits of the code, executed."""

import ast
import re
from collections.abc import Iterator
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

ONZE = [m for m in apps.get_models() if m._meta.app_label in APPS]
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
    for app in (*APPS, "config"):
        for bestand in (settings.BASE_DIR / app).rglob("*.py"):
            if "migrations" in bestand.parts:
                continue
            for nummer, regel in enumerate(bestand.read_text().splitlines(), 1):
                if re.match(r"\s+(from [\w.]+ import|import \w)", regel) or "import *" in regel:
                    fout.append(f"{bestand.relative_to(settings.BASE_DIR)}:{nummer}")
    assert [f for f in fout if not f.startswith("config/celery.py")] == []


def test_elke_app_van_ons_staat_in_de_toegangstabel():
    """So that no address, model or habit of a new one is left out of these tests."""
    eigen = {
        app.name
        for app in apps.get_app_configs()
        if Path(app.path).is_relative_to(settings.BASE_DIR)
        and not Path(app.path).is_relative_to(settings.BASE_DIR / ".venv")
    }
    # The demo, and the links of school accounts: of a person, and with addresses of their own.
    assert eigen - {"dev", "gebruikers.schoolaccounts"} == set(APPS)
    mappen = {pad.parent.parent.name for pad in settings.BASE_DIR.glob("*/migrations/__init__.py")}
    assert mappen == set(APPS)


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
        for map in (*APPS, "config", "dev", "templates")
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


# What makes of rows those that somebody sees; or none at all.
ZIET = {"zichtbaar_voor", "leesbaar_voor", "te_bereiken_voor", "none"}
LATER = "the same function narrows it to what one sees, further on"
EIGEN = "one's own, whatever the role"
EEN_LIJST = "a list of the school that keeps this case, for who may write it"
GETEKEND = "of an agreement that was looked up as one sees it"
WOORDEN = "in which words the own school rates, for whoever rates or reads ratings"
ZONDER_ZICHT = {
    ("gebruikers/forms.py", "WordtVervangenForm", "Lidmaatschap"): "for who arranges it for all",
    ("gebruikers/views.py", "_binnen", "Lidmaatschap"): EIGEN,
    ("gebruikers/views.py", "_geen_school", "Lidmaatschap"): EIGEN,
    ("gebruikers/views.py", "_geen_school", "School"): EIGEN,
    ("gebruikers/views.py", "start", "Lidmaatschap"): EIGEN,
    ("gebruikers/views.py", "wissel", "Lidmaatschap"): EIGEN,
    ("gebruikers/views_herstel.py", "trek_herstel_in", "Toegangsherstel"): LATER,
    ("gebruikers/views_mijn.py", "_toon_account", "Lidmaatschap"): EIGEN,
    ("gebruikers/views_school.py", "mensen", "Toegangsherstel"): EIGEN,
    ("gebruikers/views_school.py", "school", "School"): "the school of who looks",
    ("leerlingen/views_dubbels.py", "_blad", "Onderscheid"): LATER,
    ("trajecten/forms_einde.py", "FaseForm", "Eindereden"): EEN_LIJST,
    ("trajecten/forms_einde.py", "clusters_van", "Traject"): "of a case that was looked up so",
    ("trajecten/uitvoer.py", "wie_vroeg", "Lidmaatschap"): EIGEN,
    ("trajecten/views.py", "_zonder_traject", "Traject"): "whether anybody follows this learner",
    ("trajecten/views.py", "nieuw", "Traject"): "whether anybody follows this learner",
    ("trajecten/views_studiebewijs.py", "_bewijs", "Traject"): "a lock; what is shown comes after",
    ("werkplekken/forms.py", "OndernemingForm", "Onderneming"): "whether the school has it already",
    ("opleidingsplannen/views_beoordelen.py", "zoek_competentie", "Competentie"): (
        "of a plan that one reads: who reads no catalogue reads what is in a plan"
    ),
    ("opleidingsplannen/views_beoordelen.py", "schaal_van_nu", "Schaal"): WOORDEN,
    ("opleidingsplannen/views_beoordelen.py", "_competentie", "Schaal"): WOORDEN,
    ("opleidingsplannen/views_beoordelen.py", "getoonde_schaal", "Schaal"): WOORDEN,
    ("opleidingsplannen/views_schaal.py", "schaal", "Schaal"): WOORDEN,
    ("overeenkomsten/forms.py", "OvereenkomstForm", "Betrokkene"): LATER,
    ("overeenkomsten/forms.py", "OvereenkomstForm", "Mentor"): LATER,
    ("overeenkomsten/forms.py", "OvereenkomstForm", "Opleidingsplan"): LATER,
    ("overeenkomsten/forms.py", "OvereenkomstForm", "Vertegenwoordiger"): LATER,
    ("overeenkomsten/forms_einde.py", "BeeindigingForm", "Eindereden"): EEN_LIJST,
    ("overeenkomsten/forms_schorsing.py", "SchorsForm", "Eindereden"): EEN_LIJST,
    ("overeenkomsten/forms_schorsing.py", "SchorsForm", "Schorsingsgrond"): EEN_LIJST,
    ("overeenkomsten/forms_wijziging.py", "WijzigingForm", "Betrokkene"): LATER,
    ("overeenkomsten/forms_wijziging.py", "WijzigingForm", "Mentor"): LATER,
    ("overeenkomsten/forms_wijziging.py", "WijzigingForm", "Opleidingsplan"): LATER,
    ("overeenkomsten/forms_wijziging.py", "WijzigingForm", "Vertegenwoordiger"): LATER,
    ("overeenkomsten/forms_wijziging.py", "WijzigingForm", "Vestiging"): LATER,
    ("overeenkomsten/views_formaliteit.py", "_te_noteren", "Formaliteit"): EEN_LIJST,
    ("overeenkomsten/views_lijst.py", "lijst", "Overeenkomst"): "numbers of rows that one sees",
    ("overeenkomsten/views_opmaken.py", "_plek", "Organisatie"): LATER,
    ("overeenkomsten/views_opmaken.py", "_plek", "Vestiging"): LATER,
    ("overeenkomsten/views_opmaken_samen.py", "_trajecten", "Inschrijving"): (
        "of trajecten that one sees"
    ),
    ("overeenkomsten/views_papier.py", "_papieren", "Ondertekenaar"): GETEKEND,
    ("overeenkomsten/views_reeks.py", "_leerlingen", "Leerling"): GETEKEND,
    ("overeenkomsten/views_tekenen.py", "probeer_te_tekenen", "Handtekening"): GETEKEND,
    ("overzichten/uitvoer.py", "_opgezocht", "Traject"): "numbers of rows that one sees",
}


MANAGERS = {"objects", "_default_manager", "_base_manager"}


def _opzoekingen(boom: ast.Module):
    """Each `<model>.objects` of a module: the function or class at its top, the model, and the
    words that follow it."""
    for bovenaan in boom.body:
        ouders = {kind: om for om in ast.walk(bovenaan) for kind in ast.iter_child_nodes(om)}
        for knoop in ouders:
            if isinstance(knoop, ast.Attribute) and knoop.attr in MANAGERS:
                woorden = set(_wat_volgt(knoop, ouders))
                yield getattr(bovenaan, "name", ""), ast.unparse(knoop.value), woorden


def _wat_volgt(knoop: ast.AST, ouders: dict) -> Iterator[str]:
    om = ouders.get(knoop)
    if isinstance(om, ast.Attribute):
        yield om.attr
        yield from _wat_volgt(om, ouders)
    elif isinstance(om, ast.Call) and om.func is knoop:
        yield from _wat_volgt(om, ouders)


def test_wat_een_bladzijde_opzoekt_begint_bij_wat_men_ziet():
    """In views, forms and exports; where it cannot, the place stands above with its reason."""
    bases = ("INFORMATIE", "SCHOOLSOORT")
    vrij = {m.__name__ for m in apps.get_models() if not any(hasattr(m, b) for b in bases)}
    gevonden = set()
    for app in APPS:
        for pad in (settings.BASE_DIR / app).rglob("*.py"):
            if re.match(r"(views|forms)|.*uitvoer", pad.name):
                waar = str(pad.relative_to(settings.BASE_DIR))
                for naam, model, keten in _opzoekingen(ast.parse(pad.read_text())):
                    if model not in vrij and not keten & ZIET:
                        gevonden.add((waar, naam, model))
    assert gevonden ^ ZONDER_ZICHT.keys() == set()
