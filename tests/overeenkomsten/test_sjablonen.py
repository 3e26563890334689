"""A school's own template: what may stand in it, in use it never changes, and sending takes the one
of the day."""

import pytest
from django.db import ProgrammingError, connection, transaction

from gebruikers.overgang import Weigering
from overeenkomsten import acties_sjabloon as acties
from overeenkomsten.artikels import INGEBOUWD, fout_in, vul_in, woorden_van
from overeenkomsten.documenten import inhoud_van
from overeenkomsten.models import Sjabloon, Sjabloonconcept
from overeenkomsten.sjablonen import blad_van, blad_van_de_dag, ingebouwd, sjabloonnaam, verschillen
from overeenkomsten.statussen import Soort
from overeenkomsten.voorbeeld import voorbeeldinhoud
from tests import factories as f
from tests.overeenkomsten.zaken import aanloop, bied_aan, houdt_tegen, klaar

pytestmark = pytest.mark.django_db


def _eigen(tekst: str = "Werkkledij: {bij} zorgt ervoor.", nummer: int = 1) -> dict[str, str]:
    return {"sleutel": f"eigen-{nummer}", "titel": "Werkkledij", "tekst": tekst}


def _concept(m, *eigen: dict, soort: str = "oao", **velden) -> Sjabloonconcept:
    concept = acties.begin_concept(Soort(soort), door=m.coen)
    concept.artikels = [*concept.artikels[:2], *eigen, *concept.artikels[2:]]
    for veld, waarde in velden.items():
        setattr(concept, veld, waarde)
    acties.bewaar_concept(concept, door=m.coen)
    return concept


def _in_gebruik(m, *eigen: dict, van: int = 0, **velden) -> Sjabloon:
    return acties.neem_in_gebruik(_concept(m, *eigen, **velden), van=f.dagen(van), door=m.coen)


def test_elk_ingebouwd_artikel_is_in_te_vullen():
    for soort, artikels in INGEBOUWD.items():
        assert len({artikel.sleutel for artikel in artikels}) == len(artikels)
        assert not [fout for artikel in artikels if (fout := fout_in(artikel.tekst, soort))]


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("Begin: {begin}.", ""),
        ("Loon: {loon}.", "{loon} kunnen we hier niet invullen. Dit mag wel: {leerling}, {bij}"),
        ("{begin.__class__}", "{begin.__class__} kunnen we hier niet invullen"),
        ("{mentor}", "{mentor} kunnen we hier niet invullen"),
        ("Los: {begin", "Er staat een losse accolade"),
        ("Los: begin}", "Er staat een losse accolade"),
    ],
)
def test_een_onbekend_woord_wordt_genoemd(tekst, zin):
    """Of an agreement with an organiser: there is no mentor."""
    fout = fout_in(tekst, Soort.AEO)
    assert fout.startswith(zin) if zin else not fout
    assert "mentor" in woorden_van(Soort.AWP)


def test_wat_ingevuld_wordt_blijft_gewone_tekst():
    assert vul_in("Bij {bij}.", {"bij": "{leerling} & zoon", "leerling": "x"}) == (
        "Bij {leerling} & zoon."
    )


def test_een_overeenkomst_krijgt_het_sjabloon_van_die_dag(mensen):
    assert sjabloonnaam(klaar(mensen)) == "van Trajecten, versie 2026-4"
    sjabloon = _in_gebruik(mensen, _eigen(), briefkop="Campus Noord", voettekst="Vragen? Bel ons.")
    straks = _in_gebruik(mensen, _eigen("Later.", 2), van=30)
    assert (sjabloon.versie, straks.versie) == (1, 2)
    op = [blad_van_de_dag(mensen.school.pk, "oao", f.dagen(n)).versie for n in (-1, 0, 29, 30)]
    assert op == [0, 1, 1, 2]
    assert blad_van_de_dag(mensen.school.pk, "sao").versie == 0, "een soort, een sjabloon"
    assert blad_van_de_dag(mensen.andere_school.pk, "oao").versie == 0

    rij = klaar(mensen)
    assert sjabloonnaam(rij) == "van de school, versie 1"
    rij = bied_aan(mensen, rij, maak=False)
    inhoud = rij.tekenversie.inhoud
    assert (inhoud["sjabloon"], inhoud["artikelversie"]) == (1, "2026-4")
    assert (inhoud["briefkop"], inhoud["voettekst"]) == (["Campus Noord"], "Vragen? Bel ons.")
    assert inhoud["artikels"][2] == {
        "titel": "Werkkledij",
        "tekst": f"Werkkledij: {rij.bij.naam} zorgt ervoor.",
    }
    assert len(inhoud["artikels"]) == len(INGEBOUWD[Soort.OAO]) + 1
    _in_gebruik(mensen, _eigen("Anders.", 3))
    rij.refresh_from_db()
    assert sjabloonnaam(rij) == "van de school, versie 1", "wat verstuurd is, verandert niet"


def test_een_waarde_die_ontbreekt_wordt_genoemd_voor_het_versturen(mensen):
    _in_gebruik(mensen, _eigen("De polis is {polisnummer}."), soort="sao")
    rij = klaar(mensen, soort="sao", uren_werkplek=12, polisnummer="")
    assert houdt_tegen(rij) == [
        "Vul het polisnummer in.",
        "Het polisnummer: een artikel van je school noemt dat.",
    ]


def test_vaste_artikels_blijven_wat_ze_zijn(mensen):
    concept = _concept(mensen, _eigen())
    concept.artikels = [
        {"sleutel": "mentor", "titel": "Baas", "tekst": "Iets anders."},
        _eigen(),
        {"sleutel": "verzonnen", "titel": "X", "tekst": "Y"},
    ]
    acties.bewaar_concept(concept, door=mensen.coen)
    blad = blad_van(Sjabloonconcept.objects.get())
    vast = [artikel for artikel in blad.artikels if artikel.sleutel != "eigen-1"]
    assert sorted(vast) == sorted(INGEBOUWD[Soort.OAO])
    assert [artikel.sleutel for artikel in blad.artikels[:2]] == ["mentor", "eigen-1"]


@pytest.mark.parametrize(
    ("eigen", "zin"),
    [
        ([_eigen("{loon}")], "“Werkkledij”: {loon} kunnen we hier niet invullen"),
        ([_eigen(" ")], "een titel en een tekst"),
        ([_eigen("x" * 2001)], "te lang"),
        ([_eigen(nummer=n) for n in range(21)], "hoogstens 20 eigen artikels"),
        ([_eigen(), _eigen()], "staat er twee keer"),
    ],
)
def test_een_slecht_artikel_wordt_geweigerd(mensen, eigen, zin):
    with pytest.raises(Weigering, match=zin):
        _concept(mensen, *eigen)


def test_in_gebruik_vraagt_een_verschil_en_een_dag_vanaf_vandaag(mensen):
    concept = acties.begin_concept(Soort.OAO, door=mensen.coen)
    assert acties.begin_concept(Soort.OAO, door=mensen.coen) == concept, "tweemaal drukken"
    with pytest.raises(Weigering, match="geen verschil"):
        acties.neem_in_gebruik(concept, van=f.dagen(0), door=mensen.coen)
    concept = Sjabloonconcept.objects.get()
    oud = Sjabloonconcept.objects.get()
    concept.voettekst = "Vragen?"
    acties.bewaar_concept(concept, door=mensen.coen)
    with pytest.raises(Weigering, match="bewaarde dit net ook"):
        acties.bewaar_concept(oud, door=mensen.coen)
    with pytest.raises(Weigering, match="vandaag of een latere dag"):
        acties.neem_in_gebruik(concept, van=f.dagen(-1), door=mensen.coen)
    sjabloon = acties.neem_in_gebruik(concept, van=f.dagen(0), door=mensen.coen)
    assert not Sjabloonconcept.objects.exists()
    with pytest.raises(Weigering, match="er niet meer"):
        acties.neem_in_gebruik(concept, van=f.dagen(0), door=mensen.coen)
    nieuw = acties.begin_concept(Soort.OAO, door=mensen.coen)
    assert nieuw.voettekst == sjabloon.voettekst, "begint met de vorige versie"


def test_een_sjabloon_in_gebruik_verandert_nooit(mensen):
    """By any way: the role of the application may not."""
    sjabloon = _in_gebruik(mensen, _eigen())
    for zin in (
        "UPDATE overeenkomsten_sjabloon SET voettekst = 'anders'",
        "DELETE FROM overeenkomsten_sjabloon",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(zin)
    sjabloon.refresh_from_db()
    assert sjabloon.voettekst == ""


@pytest.mark.parametrize("wie", ["bea", "ada", "pieter", "bob", "mo", "xander", "tess"])
def test_alleen_de_coordinator_van_de_school_schrijft(mensen, wie):
    concept, lid = _concept(mensen, _eigen()), getattr(mensen, wie)
    for daad in (
        lambda: acties.bewaar_concept(concept, door=lid),
        lambda: acties.neem_in_gebruik(concept, van=f.dagen(0), door=lid),
        lambda: acties.gooi_concept_weg(concept, door=lid),
    ):
        with pytest.raises(Exception, match=r"andere school|Met jouw rol"):
            daad()
    assert Sjabloonconcept.objects.exists()
    leest = Sjabloonconcept.objects.zichtbaar_voor(lid).exists()
    assert leest == (wie in {"bea", "ada"})


def test_de_verschillen_met_de_vorige_versie(mensen):
    een, twee, drie = _eigen("Een."), _eigen("Twee.", 2), _eigen("Drie.", 3)
    eerste = blad_van(_in_gebruik(mensen, een, twee))
    concept = acties.begin_concept(Soort.OAO, door=mensen.coen)
    rest = [rij for rij in concept.artikels if not rij["sleutel"].startswith("eigen-")]
    concept.artikels = [een | {"tekst": "Anders."}, *rest, drie]
    concept.briefkop = "Campus"
    acties.bewaar_concept(concept, door=mensen.coen)
    gevonden = [(v.wat, v.titel, v.was, v.wordt) for v in verschillen(eerste, blad_van(concept))]
    assert gevonden == [
        ("gewijzigd", "Werkkledij", "Werkkledij: Een.", "Werkkledij: Anders."),
        ("nieuw", "Werkkledij", "", "Drie."),
        ("weg", "Werkkledij", "Twee.", ""),
        ("gewijzigd", "Briefkop", "", "Campus"),
    ]


@pytest.mark.parametrize("soort", Soort)
def test_het_voorbeeld_heeft_wat_het_document_heeft(mensen, soort):
    """Invented values, and the same things as a real one: what a template prints is there."""
    voorbeeld = voorbeeldinhoud(ingebouwd(soort), mensen.school)
    echt = inhoud_van(
        aanloop(mensen, soort)
        if soort in ("aeo", "awp")
        else klaar(mensen, soort=soort, soort_reden="x")
    )
    assert voorbeeld.keys() == echt.keys() - {"namen"}
    assert voorbeeld["waarden"].keys() == echt["waarden"].keys()
    assert len(voorbeeld["partijen"]) == len(echt["partijen"])
    assert "{" not in " ".join(artikel["tekst"] for artikel in voorbeeld["artikels"])
