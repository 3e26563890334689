"""What is kept of an uploaded file: no national number, and nothing once it is taken over."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from leerlingen.kolommen import is_nooit, zonder_nooit
from leerlingen.lezen import lees, schrijf
from leerlingen.models import Invoer, Leerling

NUMMER = "09.03.14-123.84"
KAAL = "09031412384"
KOP = "Stamnummer;Naam;Voornaam;Geboortedatum;RR-nummer;Opmerking"
BESTAND = (
    f"{KOP};\r\n\r\n1;Maes;Lotte;14/03/2009;{NUMMER};zie {KAAL};{KAAL}\r\n"
    f"2;{NUMMER};An;14/03/2009;;x\r\n3;Kort\r\n\r\n4;=A1;Jef;14/03/2009;;\r\n"
)


def op_schijf() -> str:
    """All that stands in the store of files."""
    bestanden = Path(settings.MEDIA_ROOT).rglob("*.csv")
    return "".join(b.read_text() for b in bestanden)


@pytest.fixture
def laad_op(client_van, adres, taken_meteen):
    """Upload, and say of the columns that were not known that they are not taken."""

    def doe(inhoud: str) -> Invoer:
        bestand = SimpleUploadedFile("leerlingen.csv", inhoud.encode())
        client_van("ada").post(adres("leerlingen:invoer_nieuw"), {"bestand": bestand})
        invoer = Invoer.objects.first()
        if invoer.opdracht is None:
            koppen = [k for k in lees(inhoud.encode()).koppen if k and not is_nooit(k)]
            keuze = {f"kolom_{i}": invoer.koppeling[kop] for i, kop in enumerate(koppen)}
            client_van("ada").post(adres("leerlingen:koppel", invoer.pk), keuze)
        invoer.refresh_from_db()
        return invoer

    return doe


def test_in_het_bestand_en_de_databank_staat_geen_rijksregisternummer(laad_op):
    invoer = laad_op(BESTAND)
    assert "Maes" in op_schijf()
    assert not [n for n in (NUMMER, KAAL) if n in op_schijf()]
    assert "RR-nummer" not in op_schijf()
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM leerlingen_invoer t WHERE id = %s", [invoer.pk])
        rij = cursor.fetchone()[0]
    assert not [n for n in (NUMMER, KAAL) if n in rij]


def test_weigeringen_noemen_de_rij_van_het_eigen_bestand(laad_op):
    geweigerd = laad_op(BESTAND).voorbeeld["geweigerd"]
    assert [(g["rij"], g["naam"], g["cellen"][0][0]) for g in geweigerd] == [
        (4, "An", "Naam"), (5, "Kort", "Voornaam"), (7, "Jef", "Naam")]  # fmt: skip
    assert "rijksregisternummer" in geweigerd[0]["cellen"][0][1]


def test_na_overnemen_is_het_bestand_weg(laad_op, client_van, adres):
    invoer = laad_op(BESTAND)
    client_van("ada").post(adres("leerlingen:bevestig", invoer.pk))
    assert Leerling.objects.filter(stamnummer="1").exists()
    assert op_schijf() == ""
    assert "1 nieuw" in client_van("ada").get(adres("leerlingen:invoer", invoer.pk)).text


def test_een_nieuwere_oplading_vervangt_wat_niet_bevestigd_was(laad_op, client_van, adres):
    eerste = laad_op(BESTAND)
    laad_op(BESTAND.replace("Lotte", "Liesl"))
    assert "Lotte" not in op_schijf()
    pagina = adres("leerlingen:invoer", eerste.pk)
    assert "Dit bestand is er niet meer" in client_van("ada").get(pagina).text
    tekst = client_van("ada").post(adres("leerlingen:bevestig", eerste.pk), follow=True).text
    assert "al bevestigd, vervangen of verworpen" in tekst


def test_hetzelfde_bestand_nog_eens_opladen_houdt_het(laad_op, client_van, adres):
    laad_op(BESTAND)
    tweede = laad_op(BESTAND)
    client_van("ada").post(adres("leerlingen:bevestig", tweede.pk))
    assert Leerling.objects.filter(stamnummer="1").exists()


def test_wat_bewaard_wordt_leest_hetzelfde():
    inhoud = 'Naam,"A;b",Voornaam\nMaes,"x\ny",""\n\n"D""Hondt",;,z\n'
    tabel = lees(inhoud.encode("cp1252"))
    terug = lees(schrijf(zonder_nooit(tabel)))
    assert (terug.koppen, terug.rijen) == (tabel.koppen, tabel.rijen)
