import datetime

import pytest
from django.core.exceptions import ValidationError

from gebruikers.schrijfwijze import heeft_rijksregisternummer
from leerlingen.kolommen import VELDEN, controleer, herken, is_nooit
from leerlingen.models import Leerling
from leerlingen.rij import DATUMS, VELD, lees_cel, lees_datum, lees_rij

VANDAAG = datetime.date(2026, 11, 24)
GOED = {"stamnummer": "1", "naam": "Maes", "voornaam": "Lotte", "geboortedatum": "14/03/2009"}


def fout_in(veld: str, cel: str) -> str:
    """The one reason why this cell is refused."""
    _, fouten = lees_rij({**GOED, veld: cel}, VANDAAG)
    assert [f for f, _ in fouten] == [veld], fouten
    return fouten[0][1]


@pytest.mark.parametrize(
    ("tekst", "datum"),
    [
        ("14/03/2009", (2009, 3, 14)),
        ("4-3-2009", (2009, 3, 4)),
        ("14.03.2009", (2009, 3, 14)),
        ("2009-03-14", (2009, 3, 14)),
        ("2009-03-14 00:00:00", (2009, 3, 14)),
    ],
)
def test_datums_zoals_schoolpakketten_ze_schrijven(tekst, datum):
    assert lees_datum(tekst) == datetime.date(*datum)


@pytest.mark.parametrize("tekst", ["14/03/09", "03/14/2009", "29/02/2009", "maart", "2009/03/14"])
def test_een_onmogelijke_datum_wordt_niet_geraden(tekst):
    with pytest.raises(ValidationError):
        lees_datum(tekst)


@pytest.mark.parametrize(
    ("veld", "cel", "zin"),
    [
        ("stamnummer", "", "verplicht"),
        ("naam", " ", "verplicht"),
        ("geboortedatum", "14/03/2027", "toekomst"),
        ("geboortedatum", "14/03/2022", "4 jaar"),
        ("geboortedatum", "14/03/1920", "106 jaar"),
        ("geboortedatum", "31/12/1949", "76 jaar"),
        ("naam", "09031412384", "rijksregisternummer"),
        ("telefoon", "85.07.30-033 28", "rijksregisternummer"),
        ("stamnummer", "RR 09 23 14 123-30", "rijksregisternummer"),
        ("naam", "=CMD()", "formule"),
        ("voornaam", "@SUM(A1)", "formule"),
        ("naam", "-2+3", "formule"),
        ("naam", "<script>alert(1)</script>", "computercode"),
        ("naam", "A" * 400, "400 tekens"),
        ("naam", "Ma\x07es", "onleesbare"),
        ("email", "lotte@", "e-mailadres"),
        ("telefoon", "bel mij", "telefoonnummer"),
        ("ingeschreven_van", "31/06/2026", "bestaat niet"),
        ("ingeschreven_van", "01/09/2226", "kijk het jaar na"),
    ],
)
def test_een_slechte_cel_wordt_geweigerd_met_haar_reden(veld, cel, zin):
    assert zin in fout_in(veld, cel)


def test_de_reden_herhaalt_het_rijksregisternummer_niet():
    assert "0903" not in fout_in("geboortedatum", "09031412384")


@pytest.mark.parametrize("cel", ["09031412354", "20260000123", "+32484379267", "0903141238412"])
def test_andere_nummers_zijn_geen_rijksregisternummer(cel):
    assert not heeft_rijksregisternummer(cel)


def test_wie_op_de_ondergrens_geboren_is_past_ook_in_de_databank():
    waarden, fouten = lees_rij({**GOED, "geboortedatum": "01/01/1950"}, VANDAAG)
    assert not fouten
    Leerling(**waarden).clean_fields(exclude=["school"])


def test_einde_van_de_inschrijving_voor_het_begin():
    _, fouten = lees_rij(
        {**GOED, "ingeschreven_van": "01/09/2026", "ingeschreven_tot": "31/08/2026"}, VANDAAG
    )
    assert fouten[0][0] == "ingeschreven_tot"


@pytest.mark.parametrize("nummer", ["0496/59.65.87", "0496 59 65 87", "+32484379267"])
@pytest.mark.parametrize("veld", ["telefoon", "telefoon_vader", "telefoon_moeder"])
def test_een_nummer_blijft_zoals_het_geschreven_is(veld, nummer):
    """As when it is typed: people read it."""
    waarden, fouten = lees_rij({**GOED, veld: f" {nummer}"}, VANDAAG)
    assert (waarden[veld], fouten) == (nummer, [])


def test_een_nummer_past_in_de_databank():
    assert "te lang" in fout_in("telefoon", " . ".join("0496596587"))


def test_namen_worden_opgekuist_maar_blijven_zichzelf():
    waarden, _ = lees_rij({**GOED, "naam": "  D'Hondt   van  A\u0301 "}, VANDAAG)
    assert waarden["naam"] == "D'Hondt van Á"


@pytest.mark.parametrize(
    ("kop", "veld"),
    [
        ("Achternaam", "naam"),
        ("GEB. DATUM", "geboortedatum"),
        ("Stamnr", "stamnummer"),
        ("E-mail Moeder", "email_moeder"),
        ("Communicatienummer eigen gsm", "telefoon"),
    ],
)
def test_koppen_worden_herkend(kop, veld):
    assert herken([kop], {}) == {kop: veld}


@pytest.mark.parametrize(
    "kop",
    [
        "Rijksregisternummer",
        "INSZ",
        "Rijksregisternr.",
        "Nationaliteit",
        "Huisarts",
        "RRN",
        "RR-nummer",
        "RR",
        "Nationaal nummer",
        "Rijksreg. nr",
        "RR nr. leerling",
        "NISS",
    ],
)
def test_verboden_kolommen_worden_nooit_genomen(kop):
    assert is_nooit(kop)
    assert herken([kop], {kop: "naam"}) == {kop: ""}


def test_eerdere_keuze_van_de_school_telt():
    assert herken(["Familie"], {"Familie": "naam"}) == {"Familie": "naam"}


def test_een_veld_komt_uit_een_kolom():
    koppeling = herken(["Naam", "Familienaam"], {})
    assert list(koppeling.values()) == ["naam", ""]


def test_elk_veld_herkent_zijn_eigen_label():
    for veld, (label, _) in VELDEN.items():
        assert herken([label], {}) == {label: veld}


def test_verplichte_velden_moeten_gekoppeld_zijn():
    with pytest.raises(Exception, match="Voornaam, Geboortedatum"):
        controleer({"a": "stamnummer", "b": "naam"})
    with pytest.raises(Exception, match="twee kolommen"):
        controleer(dict.fromkeys("ab", "naam"))


@pytest.mark.parametrize("veld", VELDEN)
def test_elke_kolom_heeft_regels(veld):
    """Refused with a sentence, whatever the column."""
    with pytest.raises(ValidationError):
        lees_cel(veld, "<b>", VANDAAG)
    if veld in VELD:
        with pytest.raises(ValidationError, match="te lang"):
            lees_cel(veld, "9" * 300, VANDAAG)
    else:
        assert veld in DATUMS or veld.startswith(("telefoon", "email", "geslacht"))
