"""The counter Werkplekduaal: what its screen shows, and a list from it as people use it."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from gebruikers import opdrachten
from gebruikers.models import Lidmaatschap, Opdracht
from overeenkomsten import acties, acties_loket
from overeenkomsten.loket import groepen_van, ontbrekende
from overeenkomsten.models import Loketlijst, Overeenkomst
from tests import factories as f
from tests.overeenkomsten.zaken import andere_zaak, lopend
from werkplekken.models import Vestiging

pytestmark = pytest.mark.django_db
INSZ = "93.05.18-223.61"


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return lopend(mensen, traject=andere_zaak(mensen, voornaam="Ilse", naam="De Wit"))


def lijst_van(*rijen: Overeenkomst, stand: str = "geregistreerd", eerst: int = 1) -> str:
    """As somebody copies it from a table: tabs."""
    kop = (
        "Contractnummer\tLerende\tRijksregisternummer\tOndernemingsnummer\tStart\tEind\tStatus\t"
        "Datum registratie"
    )
    regels = [
        f"W-{n}\t{o.traject.leerling.volledige_naam}\t{INSZ}\t{o.vestiging.onderneming.kbo}\t"
        f"{o.begindatum:%d/%m/%Y}\t{o.einddatum:%d/%m/%Y}\t{stand}\t{f.dagen(0):%d/%m/%Y}"
        for n, o in enumerate(rijen, eerst)
    ]
    return "\n".join([kop, *regels])


@pytest.fixture
def vergelijk(client_van, adres, taken_meteen):
    """Paste, agree with what is proposed, look: the list and its client."""

    def doe(tekst: str, wie: str = "ada", **keuze):
        client = client_van(wie)
        antwoord = client.post(adres("overeenkomsten:nieuwe_loketlijst"), {"tekst": tekst})
        assert antwoord.status_code == 302, antwoord.context["form"].errors
        lijst = Loketlijst.objects.select_related("school").get(rijen__gt=[])
        koppel = adres("overeenkomsten:loketlijst_koppel", lijst.pk)
        form = client.get(koppel).context["form"]
        velden = {veld.html_name: veld.value() or "" for veld in form}
        assert client.post(koppel, velden | keuze).status_code == 302
        lijst.refresh_from_db()
        return lijst, client

    return doe


def test_het_scherm_noemt_elke_waarde_en_wat_ontbreekt(mensen, rij, client_van, adres):
    Vestiging.objects.update(vestigingsnummer="")
    groepen = groepen_van(Overeenkomst.objects.get(pk=rij.pk), mensen.ada)
    assert [groep.titel for groep in groepen] == [
        "Onderneming", "Lerende", "Mentor", "Opleiding", "Opleidingsverstrekker", "Overeenkomst",
        "Opleidingsplan",
    ]  # fmt: skip
    assert {w.naam for w in ontbrekende(groepen)} >= {"Vestigingsnummer"}
    antwoord = client_van("ada").get(adres("overeenkomsten:registreer", rij.pk))
    assert (
        f'href="{adres("werkplekken:onderneming", rij.vestiging.onderneming_id)}"' in antwoord.text
    )
    assert f'data-kopieer="{rij.begindatum:%d/%m/%Y}"' in antwoord.text
    # Filled in after it was sent: the same site, so it shows.
    Vestiging.objects.update(vestigingsnummer="2123456789")
    na = groepen_van(Overeenkomst.objects.get(pk=rij.pk), mensen.ada)
    assert "2123456789" in [w.tekst for w in na[0].waarden]


def test_de_stappen_voor_de_premie_zijn_dagen_en_niets_meer(mensen, rij, client_van, adres):
    ada, blad = client_van("ada"), adres("overeenkomsten:registreer", rij.pk)
    velden = {"registratie": "opgemaakt", "rekening_op": f.dagen(0), "toestemming_op": f.dagen(1)}
    assert "in de toekomst" in ada.post(blad, velden).text + ada.get(blad).text
    rekening = velden | {"toestemming_op": f.dagen(0), "nummer": INSZ}
    assert "Hier staat een rijksregisternummer" in ada.post(blad, rekening).text
    ada.post(blad, velden | {"toestemming_op": f.dagen(0)})
    rij.refresh_from_db()
    assert (rij.rekening_op, rij.toestemming_op) == (f.dagen(0), f.dagen(0))
    assert rij.verklaring_op is None


def test_plakken_vergelijken_en_een_rij_overnemen(mensen, rij, vergelijk, adres):
    tweede = lopend(mensen, traject=andere_zaak(mensen, naam="Aerts"))
    lijst, ada = vergelijk(lijst_van(rij, tweede))
    assert lijst.weggelaten == ["Rijksregisternummer"]
    assert INSZ not in str(Loketlijst.objects.values().get())
    blad = ada.get(adres("overeenkomsten:loketlijst", lijst.pk))
    assert "Rijksregisternummer” is weggelaten" in blad.text
    assert blad.context["delen"] == [("verschilt", "verschilt", 2)]
    assert Overeenkomst.objects.filter(registratie="geregistreerd").count() == 0, "niets vanzelf"
    neem = adres("overeenkomsten:loketlijst_neem_over", lijst.pk)
    ada.post(neem, {"rij": ["2", "77"]})
    rij.refresh_from_db()
    tweede.refresh_from_db()
    assert (rij.registratie, rij.registratienummer) == ("geregistreerd", "W-1")
    assert rij.geregistreerd_op == f.dagen(0)
    assert tweede.registratienummer == ""
    blad = ada.get(adres("overeenkomsten:loketlijst", lijst.pk))
    assert "1 overeenkomst overgenomen." in blad.text
    assert [d[::2] for d in blad.context["delen"]] == [("verschilt", 1), ("gelijk", 1)]
    ada.post(neem, {"alles": "1"})
    tweede.refresh_from_db()
    assert tweede.registratienummer == "W-2"
    assert "Vink eerst aan" in ada.post(neem, {"rij": "3"}, follow=True).text, "niets meer over"


def test_wat_de_act_weigert_staat_bij_de_rij_en_de_rest_gaat_door(mensen, rij, vergelijk, adres):
    """Taken back while the list lay open."""
    tweede = lopend(mensen, traject=andere_zaak(mensen, naam="Aerts"))
    lijst, ada = vergelijk(lijst_van(rij, tweede))
    Overeenkomst.objects.filter(pk=rij.pk).update(
        aangemaakt_op=timezone.now() + datetime.timedelta(days=1)
    )
    ada.post(adres("overeenkomsten:loketlijst_neem_over", lijst.pk), {"alles": "1"})
    opdracht = Opdracht.objects.get(soort="loket_overnemen")
    gelukt = {r["pk"]: r["gelukt"] for r in opdracht.regels}
    assert gelukt == {rij.pk: False, tweede.pk: True}
    opdracht.resultaat = {"regels": opdracht.regels}  # as when it was stopped halfway
    opdracht.save()
    blad = ada.get(adres("overeenkomsten:loketlijst", lijst.pk)).text
    assert "stopte voor het einde" in blad
    assert "is pas op" in blad


def test_de_school_onthoudt_haar_kolommen_en_woorden(mensen, rij, vergelijk, client_van, adres):
    tekst = lijst_van(rij, stand="in behandeling").replace("Contractnummer", "Kolom X")
    bea = client_van("bea")
    bea.post(adres("overeenkomsten:nieuwe_loketlijst"), {"tekst": tekst})
    lijst = Loketlijst.objects.get()
    koppel = adres("overeenkomsten:loketlijst_koppel", lijst.pk)
    form = bea.get(koppel).context["form"]
    velden = {veld.html_name: veld.value() or "" for veld in form}
    assert "Kies wat dit woord betekent." in bea.post(koppel, velden).text
    woord = form.woordvelden[0].html_name
    assert bea.post(koppel, velden | {"kolom_0": "nummer", woord: "opgemaakt"}).status_code == 302
    ander = client_van("ada")
    ander.post(adres("overeenkomsten:nieuwe_loketlijst"), {"tekst": tekst})
    nieuw = Loketlijst.objects.get(door=mensen.ada)
    form = ander.get(adres("overeenkomsten:loketlijst_koppel", nieuw.pk)).context["form"]
    assert form.gekozen["Kolom X"] == "nummer"
    assert [veld.value() for veld in form.woordvelden] == ["opgemaakt"]


def test_een_begeleider_vergelijkt_alleen_met_eigen_leerlingen(mensen, rij, vergelijk):
    vera = f.OvereenkomstFactory(traject=mensen.vera_traject)
    lijst, _ = vergelijk(lijst_van(rij, vera), "bea")
    delen = lijst.uitkomst["delen"]
    assert [r["overeenkomst"] for r in delen["verschilt"]] == [rij.pk]
    assert [r["wie"] for r in delen["ontbreekt_hier"]] == [
        str(vera.traject.leerling.volledige_naam)
    ]


def test_wie_een_leerling_niet_meer_ziet_leest_de_regel_niet_meer(mensen, rij, vergelijk, adres):
    lijst, bea = vergelijk(lijst_van(rij), "bea")
    blad = adres("overeenkomsten:loketlijst", lijst.pk)
    assert "De Wit" in bea.get(blad).text
    rij.traject.team.update(tot=f.dagen(-1))
    assert "De Wit" not in bea.get(blad).text


def test_na_dagen_is_alles_weg_behalve_de_kolommen(mensen, rij, vergelijk, time_machine):
    lijst, _ = vergelijk(lijst_van(rij))
    time_machine.move_to(timezone.now() + datetime.timedelta(days=8))
    acties_loket.veeg()
    lijst.refresh_from_db()
    assert (lijst.rijen, lijst.uitkomst) == ([], None)
    assert acties_loket.eerdere_koppeling(lijst.school_id)["kolommen"]["Contractnummer"] == "nummer"


def test_een_rekenblad_met_formules_en_een_bestand_dat_er_geen_is(mensen, client_van, adres):
    boek, inhoud = Workbook(), io.BytesIO()
    boek.active.append(["Nummer", "Stand", "Begindatum"])
    boek.active.append(["W-1", "=1+1", datetime.date(2026, 9, 1)])
    boek.save(inhoud)
    ada, blad = client_van("ada"), adres("overeenkomsten:nieuwe_loketlijst")
    ada.post(blad, {"bestand": SimpleUploadedFile("l.xlsx", inhoud.getvalue())})
    assert Loketlijst.objects.get().rijen == [[2, ["W-1", "", "01/09/2026"]]]
    foto = ada.post(blad, {"bestand": SimpleUploadedFile("l.xlsx", b"\x89PNG....")})
    assert "Dit is geen lijst." in foto.text
    assert "plak de lijst" in ada.post(blad, {}).text
    fout = ada.post(blad, {"tekst": "zonder kolommen"})
    assert "geen kolommen te herkennen" in fout.text
    assert "zonder kolommen</textarea>" in fout.text, "wat geplakt was, staat er nog"


def test_in_de_kolom_van_de_stand_staan_woorden(mensen, client_van, adres):
    tekst = "Nummer\tStand\n" + "\n".join(f"W-{n}\twoord {n}" for n in range(30))
    ada = client_van("ada")
    blad = ada.post(adres("overeenkomsten:nieuwe_loketlijst"), {"tekst": tekst}, follow=True)
    antwoord = ada.post(blad.request["PATH_INFO"], {"kolom_0": "nummer", "kolom_1": "stand"})
    assert "te veel verschillende woorden" in antwoord.text


def test_een_rol_die_wegviel_vergelijkt_niet_meer(mensen, rij):
    lijst = f.LoketlijstFactory(school=mensen.school, door=mensen.ada)
    wat = {"kolommen": {"Nummer": "nummer"}, "woorden": {}, "schooljaar": None}
    acties_loket.koppel(lijst, **wat, door=mensen.ada)
    Lidmaatschap.objects.filter(pk=mensen.ada.pk).update(tot=f.dagen(-1))
    opdracht = Opdracht.objects.get()
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.staat == "mislukt"


def test_naar_concept_vergeet_de_stappen_van_het_loket(mensen, rij):
    Overeenkomst.objects.filter(pk=rij.pk).update(rekening_op=f.dagen(0), begindatum=f.dagen(5))
    ingetrokken = Overeenkomst.objects.get(pk=rij.pk)
    acties.trek_in(ingetrokken, reden="Toch niet.", door=mensen.bea)
    acties.naar_concept(ingetrokken, door=mensen.bea)
    assert Overeenkomst.objects.get(pk=rij.pk).rekening_op is None
