import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gebruikers.models import Opdracht
from leerlingen.models import Invoer, Leerling

GOED = b"Stamnummer;Naam;Voornaam;Geboortedatum\n1;Maes;Lotte;14/03/2009\n2;=x;An;14/03/2009\n"
VREEMD = b"Nr;Familie;Voornaam;Geboortedatum\n1;Maes;Lotte;14/03/2009\n"


@pytest.fixture
def laad_op(client_van, adres, taken_meteen):
    def doe(inhoud: bytes, naam: str = "leerlingen.csv"):
        bestand = SimpleUploadedFile(naam, inhoud, content_type="text/csv")
        return client_van("ada").post(
            adres("leerlingen:invoer_nieuw"), {"bestand": bestand}, follow=True
        )

    return doe


def test_voorbeeld_bevestigen_en_overnemen(laad_op, client_van, adres):
    tekst = laad_op(GOED).text
    assert "<b>1</b> nieuw" in tekst
    assert "formule" in tekst
    invoer = Invoer.objects.get()
    assert not Leerling.objects.filter(stamnummer="1").exists()
    antwoord = client_van("ada").post(adres("leerlingen:bevestig", invoer.pk), follow=True)
    assert "1 nieuw, 0 gewijzigd" in antwoord.text
    assert Leerling.objects.filter(stamnummer="1").exists()


def test_twee_mensen_bevestigen_een_keer(laad_op, client_van, adres):
    laad_op(GOED)
    bevestig = adres("leerlingen:bevestig", Invoer.objects.get().pk)
    client_van("ada").post(bevestig)
    antwoord = client_van("bea").post(bevestig, follow=True)
    assert "al bevestigd" in antwoord.text
    assert Opdracht.objects.filter(soort="leerlingen_invoer").count() == 1


def test_onbekende_koppen_worden_gekoppeld_en_onthouden(laad_op, client_van, adres):
    tekst = laad_op(VREEMD).text
    assert "Welke kolom is wat?" in tekst
    assert "<b>Niet herkend:</b> Familie." in tekst
    assert tekst.index("kolom_1") < tekst.index("kolom_0")
    invoer = Invoer.objects.get()
    koppel = adres("leerlingen:koppel", invoer.pk)
    client = client_van("ada")
    mist = client.post(koppel, {"kolom_0": "stamnummer", "kolom_2": "voornaam"})
    assert "Koppel nog een kolom aan: Naam, Geboortedatum." in mist.text
    keuze = {f"kolom_{i}": v for i, v in enumerate(
        ("stamnummer", "naam", "voornaam", "geboortedatum"))}  # fmt: skip
    assert "<b>1</b> nieuw" in client.post(koppel, keuze, follow=True).text
    client.post(adres("leerlingen:bevestig", invoer.pk))
    assert "Er is niets over te nemen" in laad_op(VREEMD).text


def test_een_bestand_zonder_iets_nieuws_sluit_zichzelf(laad_op, client_van, adres):
    goed = GOED.replace(b"=x", b"Peeters")
    laad_op(goed)
    client_van("ada").post(adres("leerlingen:bevestig", Invoer.objects.get().pk))
    tekst = laad_op(goed).text
    assert "Er is niets over te nemen: alles staat er al zo." in tekst
    assert "0 nieuw, 0 gewijzigd, 2 ongewijzigd." in tekst
    laatste = Invoer.objects.first()
    assert (laatste.stand, bool(laatste.bestand)) == ("niets over te nemen", False)
    geweigerd = laad_op(goed.replace(b"Peeters", b"=x")).text
    assert "formule" in geweigerd, "wat te verbeteren is, blijft te zien"


def test_een_telefoon_die_iemand_met_spaties_typte_is_geen_verschil(laad_op, client_van, adres):
    def met(tekst: bytes) -> bytes:
        return b"Stamnummer;Naam;Voornaam;Geboortedatum;Gsm\n1;Maes;Lotte;14/03/2009;" + tekst

    laad_op(GOED)
    client_van("ada").post(adres("leerlingen:bevestig", Invoer.objects.get().pk))
    Leerling.objects.filter(stamnummer="1").update(telefoon="0470 12 34 56")
    assert "Er is niets over te nemen" in laad_op(met(b"0470/123456\n")).text
    assert "<b>1</b> gewijzigd" in laad_op(met(b"0470/123457\n")).text
    client_van("ada").post(adres("leerlingen:bevestig", Invoer.objects.first().pk))
    assert Leerling.objects.get(stamnummer="1").telefoon == "0470/123457"
    assert "Er is niets over te nemen" in laad_op(met(b"0470 12 34 57\n")).text


def test_wie_het_koppelen_herlaadt_komt_bij_de_invoer(laad_op, client_van, adres):
    laad_op(VREEMD)
    pk = Invoer.objects.get().pk
    antwoord = client_van("ada").get(adres("leerlingen:koppel", pk))
    assert antwoord.url == adres("leerlingen:invoer", pk)


@pytest.mark.parametrize(
    ("inhoud", "zin"), [(b"%PDF-1.4", "PDF"), (b"", "leeg"), (b"a;b\n1;2\n", "geen kolomnamen")]
)
def test_een_ander_bestand_geeft_een_zin(laad_op, inhoud, zin):
    assert zin in laad_op(inhoud).text
    assert not Invoer.objects.exists()


def test_voorbeeld_wacht_op_de_werker(client_van, adres):
    """Without a worker the page says so and nothing is lost."""
    bestand = SimpleUploadedFile("a.csv", GOED)
    client = client_van("ada")
    antwoord = client.post(adres("leerlingen:invoer_nieuw"), {"bestand": bestand}, follow=True)
    assert "begint zo" in antwoord.text
    assert "every 1s" in antwoord.text
