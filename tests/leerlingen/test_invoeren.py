import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gebruikers.feiten import leerling_gewijzigd
from leerlingen.invoeren import voer_in
from leerlingen.kolommen import herken
from leerlingen.lezen import lees
from leerlingen.models import Betrokkene, Klas, Leerling, Opleiding
from leerlingen.rechten import VANUIT_DE_SHELL
from tests.factories import LeerlingFactory, SchoolFactory

KOP = "Stamnummer;Naam;Voornaam;Geboortedatum;Klascode;Klasnaam;Administratieve groep;Begindatum;"
KOP += "E-mail moeder;Rijksregisternummer\n"
LOTTE = (
    "1;Maes;Lotte;14/03/2009;6BBD;Bakkerij duaal;40001;01/09/2026;els@mail.example;09031412345\n"
)
VANDAAG = datetime.date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


def invoer(school, rijen: str, *, schrijf: bool = True, kop: str = KOP):
    tabel = lees((kop + rijen).encode())
    koppeling = herken(tabel.koppen, {})
    return voer_in(school, tabel, koppeling, mag=VANUIT_DE_SHELL, vandaag=VANDAAG, schrijf=schrijf)


def test_nieuwe_leerling_met_klas_opleiding_en_ouder(school):
    assert len(invoer(school, LOTTE).nieuw) == 1
    leerling = Leerling.objects.get()
    assert leerling.klas.code == "6BBD"
    assert leerling.klas.schooljaar == "2026-2027"
    assert leerling.opleiding.naam == "Bakkerij duaal"
    assert leerling.zoeknaam == "maes lotte"
    ouder = Betrokkene.objects.get()
    assert (ouder.relatie, ouder.email, ouder.school) == ("moeder", "els@mail.example", school)


def test_rijksregisternummer_staat_nergens_in_de_databank(school):
    invoer(school, LOTTE)
    with connection.cursor() as cursor:
        for model in (Leerling, Betrokkene, Klas, Opleiding):
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} t WHERE t::text LIKE %s",
                           ["%09031412345%"])  # fmt: skip
            assert cursor.fetchone() == (0,)


def test_een_proef_schrijft_niets_en_zegt_hetzelfde(school):
    proef = invoer(school, LOTTE, schrijf=False)
    assert not Leerling.objects.exists()
    assert not Klas.objects.exists()
    assert proef.als_json() == invoer(school, LOTTE).als_json()
    assert proef.nieuwe_referenties == [
        "klas 6BBD (2026-2027)",
        "opleiding Bakkerij duaal (40001)",
    ]


def test_tweede_keer_is_alles_ongewijzigd(school):
    invoer(school, LOTTE)
    tweede = invoer(school, LOTTE)
    assert tweede.aantallen() == {"nieuw": 0, "gewijzigd": 0, "ongewijzigd": 1}


def test_alleen_wat_verandert_verandert(school, monkeypatch):
    invoer(school, LOTTE)
    gehoord = []
    leerling_gewijzigd.connect(lambda **feit: gehoord.append(feit["velden"]), weak=False)
    uitkomst = invoer(school, LOTTE.replace("Maes", "Maes-Peeters"))
    assert uitkomst.gewijzigd[0]["cellen"] == [("Naam", "Maes", "Maes-Peeters")]
    assert Leerling.objects.get().zoeknaam == "maes-peeters lotte"
    assert gehoord == [{"naam"}]


def test_een_lege_cel_wist_niets_en_een_verdwenen_leerling_blijft(school):
    invoer(school, LOTTE)
    uitkomst = invoer(school, "2;Claes;Jef;01/01/2009;;;;;;\n")
    assert len(uitkomst.nieuw) == 1
    assert Leerling.objects.count() == 2
    leeg = invoer(school, "1;Maes;Lotte;14/03/2009;;;;;;\n")
    assert len(leeg.ongewijzigd) == 1
    assert Betrokkene.objects.get().email == "els@mail.example"


def test_dubbel_stamnummer_de_eerste_telt(school):
    uitkomst = invoer(school, LOTTE + LOTTE.replace("Lotte", "Liesl"))
    assert Leerling.objects.get().voornaam == "Lotte"
    assert uitkomst.geweigerd == [
        {
            "rij": 3,
            "naam": "Liesl Maes",
            "cellen": [("Stamnummer", "Stamnummer 1 staat ook op rij 2.")],
        }
    ]


@pytest.mark.parametrize(
    ("fout", "kolom"),
    [("14/03/2009", "Geboortedatum"), ("01/09/2026", "Begindatum")],
    ids=["bij het lezen", "bij het vergelijken"],
)
def test_een_geweigerde_rij_staat_een_goede_niet_in_de_weg(school, fout, kolom):
    LeerlingFactory(school=school, stamnummer="1", ingeschreven_tot=datetime.date(2027, 6, 30))
    slecht = LOTTE.replace("Lotte", "Liesl").replace(fout, "14/03/2028")
    uitkomst = invoer(school, slecht + LOTTE)
    assert [(g["rij"], g["cellen"][0][0]) for g in uitkomst.geweigerd] == [(2, kolom)]
    leerling = Leerling.objects.get()
    assert (leerling.voornaam, leerling.ingeschreven_van) == ("Lotte", datetime.date(2026, 9, 1))


def test_een_afgebroken_rij_wordt_geweigerd_en_de_goede_niet(school):
    uitkomst = invoer(school, "9;Kort\n" + LOTTE)
    assert len(uitkomst.nieuw) == 1
    (regel,) = uitkomst.geweigerd
    assert (regel["rij"], regel["naam"], regel["cellen"][0][0]) == (2, "Kort", "Voornaam")


def test_een_einde_voor_het_begin_dat_er_al_staat_weigert_die_rij(school):
    invoer(school, LOTTE)
    kop = "Stamnummer;Naam;Voornaam;Geboortedatum;Einddatum\n"
    rijen = "1;Maes;Lotte;14/03/2009;31/08/2026\n2;Claes;Jef;01/01/2009;31/08/2026\n"
    uitkomst = invoer(school, rijen, kop=kop)
    assert uitkomst.geweigerd == [
        {
            "rij": 2,
            "naam": "Lotte Maes",
            "cellen": [
                ("Einddatum", "Het einde van de inschrijving ligt voor het begin, 01/09/2026.")
            ],
        }
    ]
    assert len(uitkomst.nieuw) == 1


def test_een_te_vroege_geboorte_weigert_die_rij_en_de_andere_niet(school):
    uitkomst = invoer(school, "9;Oud;Jan;01/01/1948;;;;;;\n" + LOTTE)
    (regel,) = uitkomst.geweigerd
    assert (regel["rij"], regel["naam"], regel["cellen"][0][0]) == (2, "Jan Oud", "Geboortedatum")
    assert len(uitkomst.nieuw) == 1


def test_kolom_in_de_reden_heet_zoals_in_het_bestand(school):
    uitkomst = invoer(
        school, "1;=A1;An;14/03/2009\n", kop="Stamnr;Familienaam;Roepnaam;Geb.datum\n"
    )
    assert uitkomst.geweigerd[0]["cellen"][0][0] == "Familienaam"
    assert uitkomst.geweigerd[0]["naam"] == "An", "wat niet leesbaar is, staat er niet"


def test_zelfde_stamnummer_in_een_andere_school_is_iemand_anders(school):
    elders = LeerlingFactory(stamnummer="1", naam="Anders")
    assert len(invoer(school, LOTTE).nieuw) == 1
    elders.refresh_from_db()
    assert elders.naam == "Anders"


def test_na_een_onderbreking_gaat_het_verder(school):
    """A crash after the first turn: running again finishes, nothing twice."""

    class Weg(Exception):
        pass

    def val_om(gedaan, totaal):
        raise Weg

    rijen = "".join(f"{n};Maes;Lotte;14/03/2009;6BBD;x;40001;;;\n" for n in range(300))
    tabel = lees((KOP + rijen).encode())
    koppeling = herken(tabel.koppen, {})
    with pytest.raises(Weg):
        voer_in(school, tabel, koppeling, mag=VANUIT_DE_SHELL, vandaag=VANDAAG, schrijf=True,
                voortgang=val_om)  # fmt: skip
    assert Leerling.objects.count() == 250
    uitkomst = invoer(school, rijen)
    assert uitkomst.aantallen() == {"nieuw": 50, "gewijzigd": 0, "ongewijzigd": 250}
    assert Leerling.objects.count() == 300


def test_nieuwe_ouders_worden_een_keer_geschreven(school):
    """Each row written once: bringing a whole school in must not take twice the time."""
    with CaptureQueriesContext(connection) as vragen:
        invoer(school, LOTTE)
    tabel = Betrokkene._meta.db_table
    schrijft = [v["sql"] for v in vragen if tabel in v["sql"] and not v["sql"].startswith("SELECT")]
    assert [sql.split()[0] for sql in schrijft] == ["INSERT"]
