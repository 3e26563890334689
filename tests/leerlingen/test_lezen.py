import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebruikers.overgang import Weigering
from leerlingen.lezen import MAX_RIJEN, lees

KOP = "Naam;Voornaam;Stamnummer;Geboortedatum"
RIJ = "Öztürk;Zoë;1;01/02/2010"
TEKST = f"{KOP}\r\n{RIJ}\r\n"


@pytest.mark.parametrize(
    ("codering", "verwacht"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "windows-1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_elke_codering_geeft_dezelfde_namen(codering, verwacht):
    tabel = lees(TEKST.encode(codering))
    assert tabel.rijen == [(2, ["Öztürk", "Zoë", "1", "01/02/2010"])]
    assert tabel.koppen[0] == "Naam"
    assert tabel.codering == verwacht


@pytest.mark.parametrize("scheiding", [";", ",", "\t"])
def test_scheidingsteken_wordt_herkend(scheiding):
    tabel = lees(TEKST.replace(";", scheiding).encode())
    assert tabel.rijen[0][1][1] == "Zoë"


@pytest.mark.parametrize("einde", ["\n", "\r\n", "\r"])
def test_elk_regeleinde(einde):
    assert len(lees(TEKST.replace("\r\n", einde).encode()).rijen) == 1


def test_rijnummer_is_dat_van_een_rekenblad():
    """A cell over two lines is one row, an empty line is one too."""
    tekst = f'{KOP}\r\n"Maes\r\nJansen";An;1;x\r\n\r\nB;C;2;x\r\n'
    assert [nummer for nummer, _ in lees(tekst.encode()).rijen] == [2, 4]


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "leeg"),
        (b"   \r\n ", "leeg"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\x81\x8d\x8f\xff" * 20, "geen leesbare tekst"),
        (b"\x01\x02;\x03" * 200, "geen tekstbestand"),
        (b"een regel zonder kolommen", "geen kolommen"),
        (RIJ.encode(), "geen kolomnamen"),
        (KOP.encode(), "geen enkele rij"),
        (b"Naam;naam;Voornaam\nA;B;C", "twee keer"),
        (b"x" * (20 * 1024 * 1024 + 1), "20 MB"),
    ],
)
def test_wat_geen_leerlingenbestand_is_wordt_geweigerd_met_een_zin(inhoud, zin):
    with pytest.raises(Weigering, match=zin):
        lees(inhoud)


def test_te_veel_rijen():
    with pytest.raises(Weigering, match=str(MAX_RIJEN)):
        lees((KOP + "\n" + "a;b;c;d\n" * (MAX_RIJEN + 1)).encode())


def _probeer(inhoud: bytes) -> str:
    """What the reader says: a sentence, or nothing when it could be read."""
    try:
        lees(inhoud)
    except Weigering as weigering:
        return str(weigering)
    return ""


@given(st.binary(max_size=400))
def test_geen_enkel_bestand_doet_het_lezen_ontsporen(inhoud):
    assert _probeer(inhoud) == "" or _probeer(inhoud).endswith(".")


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_vreemde_tekens_in_cellen_ontsporen_niet(cellen):
    inhoud = (KOP + "\n" + ";".join(cellen) + "\n").encode("utf-8", "surrogatepass")
    assert _probeer(inhoud) == "" or _probeer(inhoud).endswith(".")
