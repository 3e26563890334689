"""What a list takes in its address: a number of somebody else's shows nothing of theirs, and
answers as a number that nobody has; nonsense answers too."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.utils.http import urlencode

from gebruikers.models import Opdracht
from gebruikers.rollen import Rol
from tests import factories as f
from tests.toegang import APPS, PERSOON, alles

pytestmark = pytest.mark.django_db
STAM = Path(__file__).parent.parent
TABEL, _ = alles()
NIEMANDS = 77_770_999  # a number that no row has
VREEMD = 77_770_001

# Names of an address that are a number of something, by where the code reads them: who they are
# numbers of, and the pages that take them.
NUMMERS = {
    ("leerlingen.views", "klas"): ("klas", ["leerlingen:lijst"]),
    ("trajecten.forms.ZonderFilter", "klas"): ("klas", ["trajecten:zonder"]),
    ("trajecten.forms.ZonderFilter", "opleiding"): ("opleiding", ["trajecten:zonder"]),
    ("trajecten.views_taak", "traject"): ("traject", ["trajecten:geef_taak"]),
    ("opleidingsplannen.forms_raster.RasterFilter", "klas"): ("klas", ["opleidingsplannen:raster"]),
    ("opleidingsplannen.forms_raster.RasterFilter", "standaardtraject"): (
        "standaardtraject",
        ["opleidingsplannen:raster"],
    ),
    ("werkplekken.views", "opleiding"): ("opleiding", ["werkplekken:lijst"]),
    ("overeenkomsten.filters.OvereenkomstFilter", "opleiding"): (
        "opleiding",
        ["overeenkomsten:lijst", "overeenkomsten:uitvoer"],
    ),
    ("overeenkomsten.selectie", "kies"): (
        "overeenkomst",
        [
            "overeenkomsten:uitvoer",
            "overeenkomsten:verstuur_samen",
            "overeenkomsten:herinner_samen",
            "overeenkomsten:verleng_samen",
        ],
    ),
    ("overeenkomsten.views_opmaken_samen", "traject"): ("traject", ["overeenkomsten:maak_samen"]),
    ("overeenkomsten.views_opmaken_samen", "vestiging"): (
        "vestiging",
        ["overeenkomsten:maak_samen"],
    ),
    ("overeenkomsten.views_opmaken", "vestiging"): ("vestiging", ["overeenkomsten:nieuw"]),
    ("overeenkomsten.views_opmaken", "organisatie"): ("organisatie", ["overeenkomsten:nieuw"]),
    ("gebruikers.views_vervangen", "wie"): ("lid", ["gebruikers:nieuwe_vervanging"]),
    ("overzichten.caseloadfilter.CaseloadFilter", "klas"): ("klas", ["overzichten:leerlingen"]),
    ("overzichten.caseloadfilter.CaseloadFilter", "opleiding"): (
        "opleiding",
        ["overzichten:leerlingen"],
    ),
    ("overzichten.caseloadfilter.CaseloadFilter", "begeleider"): (
        "gebruiker",
        ["overzichten:leerlingen"],
    ),
    ("overzichten.views", "traject"): ("traject", ["overzichten:leerlingen"]),
    ("overzichten.views_selectie", "vervanging"): ("vervanging", ["overzichten:steekkaarten"]),
    ("overzichten.selectie", "traject"): (
        "traject",
        [
            "overzichten:steekkaarten",
            "overzichten:overdracht",
            "overzichten:uitvoer",
            "overzichten:taak",
            "overzichten:opmaken",
            "overzichten:bezoeken",
            "overzichten:herinner",
        ],
    ),
    ("opleidingsplannen.forms_aanwezigheid.AanwezigheidFilter", "klas"): (
        "klas",
        ["opleidingsplannen:aanwezigheden", "opleidingsplannen:aanwezigheid_uitvoer"],
    ),
    ("begeleiding.views_bezoeken", "moment"): ("moment", ["begeleiding:gepland"]),
    ("opleidingsplannen.forms_evaluatie.EvaluatieFilter", "moment"): (
        "evaluatiemoment",
        ["opleidingsplannen:evaluaties"],
    ),
    ("opleidingsplannen.forms_evaluatie.EvaluatieFilter", "klas"): (
        "klas",
        ["opleidingsplannen:evaluaties"],
    ),
    ("overzichten.views_inzage", "wie"): ("gebruiker", ["overzichten:inzage"]),
    ("overzichten.filters.GeschiedenisFilter", "wie"): ("gebruiker", ["overzichten:geschiedenis"]),
}
# And all others, which are words, days or numbers of no row.
ANDERE = {
    "alles", "begint_tot", "begint_vanaf", "contact", "deel", "fase", "filter", "gezien",
    "klascode", "leeftijd", "meer", "naar", "op", "overeenkomst", "page", "partij", "process", "q",
    "registratie", "rol", "schooljaar", "soort", "sorteer", "staat", "status", "termijn", "tot",
    "van", "versie", "voorbeeld", "wat", "week",
    "werkplek",
}  # fmt: skip
WOORD_HIER = {("leerlingen.views", "traject")}  # "met" or "zonder"
BLADEN = [(blad, naam, wat) for (_, naam), (wat, bladen) in NUMMERS.items() for blad in bladen]
OP_BLAD = {blad: [naam for dit, naam, _ in BLADEN if dit == blad] for blad, _, _ in BLADEN}
ONZIN = (
    "-1", "0", "1.0", "1e3", "0x1", "+1", " 1", "²", "٣", "x", "' OR 1=1", "9" * 30, "9" * 5000,
    "[]", "None", "",
)  # fmt: skip


@pytest.fixture
def vreemd(mensen):
    """Of the other school, one of each, under a number that is easily told from any other."""
    school = mensen.andere_school
    opleiding = f.OpleidingFactory(pk=VREEMD, school=school, naam="Vreemde opleiding")
    klas = f.KlasFactory(pk=VREEMD, school=school, code="VREEMD")
    onderneming = f.OndernemingFactory(school=school, naam="Vreemd bedrijf")
    f.VestigingFactory(pk=VREEMD, onderneming=onderneming, naam="Vreemde vestiging")
    f.OrganisatieFactory(pk=VREEMD, school=school, naam="Vreemde organisatie")
    gebruiker = f.GebruikerFactory(pk=VREEMD, voornaam="Vreemd", naam="Mens")
    f.LidmaatschapFactory(pk=VREEMD, school=school, gebruiker=gebruiker, rol=Rol.BEGELEIDER)
    leerling = f.LeerlingFactory(
        school=school, klas=klas, opleiding=opleiding, voornaam="Vreemde", naam="Leerling"
    )
    traject = f.TrajectFactory(pk=VREEMD, school=school, leerling=leerling)
    f.OvereenkomstFactory(pk=VREEMD, traject=traject)
    f.ContactmomentFactory(pk=VREEMD, traject=traject, staat="gepland")
    f.EvaluatiemomentFactory(pk=VREEMD, school=school, naam="Vreemd moment")
    f.StandaardtrajectFactory(pk=VREEMD, school=school, naam="Vreemd standaardtraject")
    f.VervangingFactory(pk=VREEMD, school=school, wie=gebruiker)
    return mensen


@pytest.fixture
def op_blad(client_van, adres, mensen):
    """op_blad("bea", "leerlingen:lijst", "klas=3"): that page, with this in the address."""
    clients = {}

    def vraag(wie: str, blad: str, tekst: str, *, post: dict | None = None):
        args = {
            "overeenkomsten:nieuw": [mensen.traject.pk],
            "overzichten:inzage": [mensen.traject.pk],
            "overzichten:geschiedenis": ["traject", mensen.traject.pk],
        }.get(blad, [])
        client = clients[wie] = clients.get(wie) or client_van(wie)
        client.raise_request_exception = False
        url = f"{adres(blad, *args)}?{tekst}"
        return client.get(url) if post is None else client.post(url, post)

    return vraag


def _wie(blad: str) -> list[str]:
    return [PERSOON[rol] for rol in PERSOON if rol in TABEL[blad].mag]


def _romp(antwoord, nummer: object) -> str:
    """The page, without the number that was asked for, and the token of this one answer."""
    tekst = antwoord.text.partition("<main")[2].replace(str(nummer), "§")
    return re.sub(r"\b\w{64}\b", "", tekst)


@pytest.mark.parametrize(("blad", "naam", "wat"), BLADEN)
def test_een_nummer_van_een_andere_school_is_er_niet(vreemd, op_blad, blad, naam, wat):
    assert _wie(blad)
    for wie in _wie(blad):
        echt = op_blad(wie, blad, f"{naam}={VREEMD}")
        niemands = op_blad(wie, blad, f"{naam}={NIEMANDS}")
        assert echt.status_code == niemands.status_code < 500, wie
        assert "Vreemd" not in echt.text, wie
        assert _romp(echt, VREEMD) == _romp(niemands, NIEMANDS), wie


@pytest.mark.parametrize(("blad", "naam", "wat"), BLADEN)
def test_een_nummer_van_een_collega_toont_niets_van_haar_leerlingen(
    mensen, op_blad, blad, naam, wat
):
    """Vera's learner: her class, opleiding and workplace are the school's, what is in them is
    hers."""
    leerling = mensen.vera_traject.leerling
    plaatsing = f.PlaatsingFactory(traject=mensen.vera_traject)
    overeenkomst = f.OvereenkomstFactory(traject=mensen.vera_traject, vestiging=plaatsing.vestiging)
    nummers = {
        "overeenkomst": overeenkomst.pk,
        "klas": leerling.klas_id,
        "opleiding": leerling.opleiding_id,
        "vestiging": plaatsing.vestiging_id,
        "standaardtraject": f.OpleidingsplanFactory(
            traject=mensen.vera_traject
        ).standaardtraject_id,
        "organisatie": mensen.organisatie.pk,
        "gebruiker": mensen.vera.gebruiker_id,
        "lid": mensen.vera.pk,
        "traject": mensen.vera_traject.pk,
        "vervanging": f.VervangingFactory(school=mensen.school, wie=mensen.vera.gebruiker).pk,
        "evaluatiemoment": f.EvaluatiemomentFactory(school=mensen.school).pk,
        "moment": f.ContactmomentFactory(traject=mensen.vera_traject, staat="gepland").pk,
    }
    for wie in set(_wie(blad)) - {"coen", "ada"}:  # who sees the whole school
        for tekst in (f"{naam}={nummers[wat]}", f"{naam}=&{naam}={nummers[wat]}"):
            antwoord = op_blad(wie, blad, tekst)
            assert antwoord.status_code in (200, 302, 404)
            assert str(leerling) not in antwoord.text, wie


@pytest.mark.parametrize(("blad", "naam", "wat"), BLADEN)
def test_meermaals_hetzelfde_geeft_niet_meer(vreemd, op_blad, blad, naam, wat):
    wie = _wie(blad)[0]
    for tekst in (f"{naam}={VREEMD}&{naam}=", f"{naam}=1&{naam}={VREEMD}", f"{naam}[]={VREEMD}"):
        antwoord = op_blad(wie, blad, tekst)
        assert antwoord.status_code in (200, 302, 404)
        assert "Vreemd" not in antwoord.text


@pytest.mark.parametrize(("blad", "namen"), OP_BLAD.items(), ids=OP_BLAD)
def test_onzin_krijgt_antwoord(mensen, op_blad, blad, namen):
    """In all numbers of the page at once: one that reads it badly answers for all."""
    wie = _wie(blad)[0]
    for waarde in ONZIN:
        antwoord = op_blad(wie, blad, urlencode(dict.fromkeys(namen, waarde)))
        assert antwoord.status_code in (200, 302, 404), waarde[:9]
    for teken, verwacht in (("%00", {400}), ("1%00", {400}), ("%ff", {200, 302, 404})):
        antwoord = op_blad(wie, blad, "&".join(f"{naam}={teken}" for naam in namen))
        assert antwoord.status_code in verwacht, teken


@pytest.mark.parametrize(
    "blad",
    [
        "gebruikers:mensen", "gebruikers:postvak", "leerlingen:lijst", "overeenkomsten:lijst",
        "overzichten:leerlingen", "overzichten:start", "overzichten:wie_ziet_wat",
        "overzichten:zoek", "trajecten:kalender", "trajecten:zonder", "werkplekken:lijst",
    ],
)  # fmt: skip
@pytest.mark.parametrize("waarde", ["-1", "9" * 5000, "²", "[]"], ids=lambda w: w[:3])
def test_onzin_in_alle_andere_tegelijk_ook(mensen, client_van, adres, blad, waarde):
    """Whether the page knows the name or not."""
    coen = client_van("coen")
    coen.raise_request_exception = False
    antwoord = coen.get(adres(blad), dict.fromkeys(ANDERE, waarde))
    assert antwoord.status_code in (200, 403)


UITVOER = [blad for blad in TABEL if blad.partition(":")[2].endswith("uitvoer")]
IN_UITVOER = [(blad, naam) for blad, naam, _ in BLADEN if blad in UITVOER]


@pytest.mark.afspraken
def test_elke_uitvoer_staat_hier():
    assert {blad for blad, _ in IN_UITVOER} == set(UITVOER)
    assert len(UITVOER) == 3


@pytest.mark.parametrize(("blad", "naam"), IN_UITVOER)
def test_een_uitvoer_met_een_vreemd_nummer_wordt_niet_gemaakt(vreemd, op_blad, blad, naam):
    """The press. Nothing of the other school comes out, nor is kept of what was asked."""
    for wie in _wie(blad):
        antwoorden = [
            op_blad(wie, blad, f"{naam}={nummer}", post={"soort": "xlsx"})
            for nummer in (VREEMD, NIEMANDS)
        ]
        echt, niemands = [(a.status_code, a.get("Location")) for a in antwoorden]
        assert echt == niemands, wie
        assert _romp(antwoorden[0], VREEMD) == _romp(antwoorden[1], NIEMANDS), wie
        assert not Opdracht.objects.exists()


def _van_de_vraag(knoop: ast.expr) -> bool:
    """`request.GET`, or the mapping that a list is given of it."""
    if isinstance(knoop, ast.Attribute):
        return knoop.attr == "GET"
    return isinstance(knoop, ast.Name) and knoop.id in ("vraag", "keuze")


def _leest_er_een(knoop: ast.Call) -> bool:
    wat = knoop.func
    leest = isinstance(wat, ast.Attribute) and wat.attr in ("get", "getlist")
    return leest and _van_de_vraag(wat.value) and isinstance(knoop.args[0], ast.Constant)


def _gelezen(boom: ast.AST) -> tuple[set[str], set[str]]:
    """The names that a module reads from the address, and the forms that it gives all of it."""
    namen, formulieren = set(), set()
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Call):
            if isinstance(knoop.func, ast.Name) and knoop.func.id == "gevraagd":
                namen |= {arg.value for arg in knoop.args[1:]}
            elif isinstance(knoop.func, ast.Name) and knoop.args and _van_de_vraag(knoop.args[0]):
                formulieren.add(knoop.func.id)
            elif _leest_er_een(knoop):
                namen.add(knoop.args[0].value)
        elif isinstance(knoop, ast.Compare) and any(map(_is_get, knoop.comparators)):
            namen.add(knoop.left.value)
        elif isinstance(knoop, ast.Subscript) and _is_get(knoop.value):
            namen.add(knoop.slice.value)
    return namen, formulieren


def _is_get(knoop: ast.expr) -> bool:
    return isinstance(knoop, ast.Attribute) and knoop.attr == "GET"


@pytest.mark.afspraken
def test_de_lijst_is_volledig():
    """By reading the code: each name that any view reads from the address, itself or by a form."""
    gevonden = set()
    for app in APPS:
        for pad in (STAM / app).rglob("*.py"):
            module = ".".join(pad.relative_to(STAM).with_suffix("").parts)
            namen, formulieren = _gelezen(ast.parse(pad.read_text()))
            gevonden |= {(module, naam) for naam in namen}
            for naam in formulieren:
                klasse = getattr(import_module(module), naam, None)
                if isinstance(klasse, type) and issubclass(klasse, forms.Form):
                    waar = f"{klasse.__module__}.{klasse.__name__}"
                    gevonden |= {(waar, veld) for veld in klasse.base_fields}
    nummers = {plek for plek in gevonden if plek[1] not in ANDERE} - WOORD_HIER
    assert nummers == set(NUMMERS)
    assert {naam for _, naam in gevonden} >= ANDERE
