"""A standaardtraject as a file: what is understood, and which sentence says what is wrong where."""

import codecs
from pathlib import Path

import pytest

from gebruikers.overgang import Weigering
from opleidingsplannen.catalogus import MAX_BYTES, lees_ontwerp

KOP = "Cluster;Code;Competentie;Activiteit"
HYGIENE = {
    "Hygiëne": {
        ("B1", "Werkt hygiënisch"): ["Wast de handen", "Draagt een hoofddeksel"],
        ("B2", "Ruimt op"): [],
    }
}
TEKST = (
    f"{KOP}\r\nHygiëne;B1;Werkt hygiënisch;Wast de handen\r\n"
    "Hygiëne;B1;Werkt hygiënisch;Draagt een hoofddeksel\r\nHygiëne;B2;Ruimt op;\r\n"
)
VOORBEELDEN = sorted(Path(__file__).parents[2].glob("dev/voorbeelden/*.csv"))


def bestand(*regels: str, kop: str = KOP) -> bytes:
    return "\n".join([kop, *regels]).encode()


def fouten(*regels: str) -> list[tuple[int, str, str]]:
    return [(f["rij"], f["kolom"], f["reden"]) for f in lees_ontwerp(bestand(*regels)).fouten]


@pytest.mark.parametrize("pad", VOORBEELDEN, ids=lambda pad: pad.stem)
def test_elk_voorbeeldbestand_is_zonder_fouten_te_lezen(pad):
    ontwerp = lees_ontwerp(pad.read_bytes())
    assert ontwerp.fouten == []
    assert ontwerp.aantal_competenties >= 5


def test_er_zijn_voorbeeldbestanden():
    assert len(VOORBEELDEN) >= 4


@pytest.mark.parametrize(
    "inhoud",
    [
        TEKST.encode(),
        codecs.BOM_UTF8 + TEKST.encode(),
        TEKST.encode("cp1252"),
        TEKST.replace(";", ",").encode(),
        TEKST.replace(";", "\t").encode(),
        TEKST.replace("\r\n", "\n").encode("utf-16"),
    ],
    ids=["utf8", "utf8-bom", "windows-1252", "komma", "tab", "utf16"],
)
def test_codering_en_scheidingsteken_worden_herkend(inhoud):
    ontwerp = lees_ontwerp(inhoud)
    assert ontwerp.fouten == []
    assert ontwerp.clusters == HYGIENE


def test_kolommen_mogen_in_een_andere_volgorde_en_extra_kolommen_tellen_niet():
    inhoud = bestand("Ruimt op;x;B2;;Hygiëne", kop="COMPETENTIE;Extra; code ;Activiteit;cluster")
    assert lees_ontwerp(inhoud).clusters == {"Hygiëne": {("B2", "Ruimt op"): []}}


@pytest.mark.parametrize("kolom", KOP.split(";"))
def test_een_ontbrekende_kolom_wordt_genoemd(kolom):
    kop = ";".join(naam for naam in KOP.split(";") if naam != kolom)
    with pytest.raises(Weigering, match=f"De kolom {kolom} ontbreekt. Verwacht: Cluster, Code"):
        lees_ontwerp(bestand("a;b;c", kop=kop))


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "Het bestand is leeg"),
        (b" \r\n ", "Het bestand is leeg"),
        (KOP.encode(), "een kop maar geen competenties"),
        (b"%PDF-1.7 zorgkundige", "een PDF"),
        (b"PK\x03\x04 zorgkundige", "een Excel- of zip-bestand"),
        (b"\xd0\xcf\x11\xe0 zorgkundige", "een oud Excel-bestand"),
        (b"x" * (MAX_BYTES + 1), "groter dan 500 kB"),
        (b"zomaar\nwat tekst", "geen kolommen te herkennen"),
    ],
)
def test_wat_geen_standaardtraject_is_krijgt_een_zin_zonder_leerlingen(inhoud, zin):
    with pytest.raises(Weigering, match=zin) as weigering:
        lees_ontwerp(inhoud)
    assert "leerling" not in str(weigering.value)


@pytest.mark.parametrize(
    ("regel", "kolom", "zin"),
    [
        (f"{'c' * 161};B2;Ruimt op;", "Cluster", "hoogstens 160 tekens"),
        (f"Hygiëne;{'B' * 21};Ruimt op;", "Code", "hoogstens 20 tekens"),
        (f"Hygiëne;B2;{'t' * 201};", "Competentie", "hoogstens 200 tekens"),
        (f"Hygiëne;B2;Ruimt op;{'a' * 301}", "Activiteit", "hoogstens 300 tekens"),
        ("Hygiëne;B2;=1+1;", "Competentie", "begint als een formule"),
        ("Hygiëne;B2;Ruimt op;@SOM(A1)", "Activiteit", "begint als een formule"),
        ("Hygiëne;B2;<b>Ruimt</b> op;", "Competentie", "Hier staat computercode"),
        ("Hygiëne;B2;Ruimt op;<script>x()</script>", "Activiteit", "Hier staat computercode"),
        (";B2;Ruimt op;", "Cluster", "leeg, en is verplicht"),
        ("Hygiëne;;Ruimt op;", "Code", "leeg, en is verplicht"),
        ("Hygiëne;B2", "Competentie", "leeg, en is verplicht"),
    ],
)
def test_een_foute_cel_noemt_rij_kolom_en_reden(regel, kolom, zin):
    [(rij, waar, reden)] = fouten("Hygiëne;B1;Werkt hygiënisch;", regel)
    assert (rij, waar) == (3, kolom)
    assert zin in reden


def test_een_lengte_op_de_grens_mag():
    regel = ";".join(["c" * 160, "B" * 20, "t" * 200, "a" * 300])
    assert fouten(regel) == []


def test_dezelfde_code_voor_iets_anders_wordt_geweigerd():
    dubbel = fouten("Hygiëne;B1;Werkt hygiënisch;", "Hygiëne;B1;Ruimt op;")
    assert dubbel == [(3, "Code", "Code B1 hoort al bij “Werkt hygiënisch” in “Hygiëne” op rij 2.")]
    assert [rij for rij, *_ in fouten("Een;B1;Ruimt op;", "Twee;B1;Ruimt op;")] == [3]


def test_alle_fouten_staan_in_een_keer_in_de_lijst():
    lijst = fouten("Hygiëne;;=2;", "Hygiëne;B1;Werkt hygiënisch;", ";B3;Kneedt;")
    assert [(rij, kolom) for rij, kolom, _ in lijst] == [
        (2, "Code"),
        (2, "Competentie"),
        (4, "Cluster"),
    ]
