import pytest
from django.utils import timezone

from opleidingsplannen.models import Planstatus
from overeenkomsten.statussen import Partij
from tests import factories as f
from tests.overzichten.zaken import lopend, overeenkomst, teken, zaak
from tests.toegang import PERSOON, Rol
from trajecten.models import Document

pytestmark = pytest.mark.django_db
EIGEN_BLAD = ("Opleidingsplan", "Aanwezigheid", "Evaluatie")  # tabs to a page of their own
DELEN = ["overzicht", "schooljaar", "contact", "overeenkomsten", "documenten", "team", "tijdlijn"]
GEHEIM = "0470 12 34 56"


@pytest.fixture
def dossier(mensen, adres) -> str:
    mensen.leerling.telefoon = GEHEIM
    mensen.leerling.straat = "Geheimstraat"
    mensen.leerling.save()
    return adres("overzichten:dossier", mensen.traject.pk)


@pytest.mark.parametrize("deel", [*DELEN, "onzin"])
def test_begeleider_ziet_elk_deel(deel, dossier, mensen, client_van):
    Document.objects.create(
        traject=mensen.traject, inhoud={}, sjabloonversie="1", soort="x", bron="y", titel="Bewijs"
    )
    teken(overeenkomst(mensen, mensen.traject), Partij.LEERLING)
    mensen.traject.noteer(None, "fase", "Iets gebeurd.")
    antwoord = client_van("bea").get(f"{dossier}?deel={deel}")
    assert antwoord.status_code == 200
    assert "Lotte Maes" in antwoord.content.decode()


DELEN_ZONDER_INZAGE = [
    "Overzicht", "Schooljaar", "Termijnen", "Taken", "Contact", "Overeenkomsten", "Documenten",
    "Team", "Tijdlijn",
]  # fmt: skip
VAN_DE_ADMINISTRATIE = [deel for deel in DELEN_ZONDER_INZAGE if deel != "Contact"]
VAN_LERAREN = [deel for deel in DELEN_ZONDER_INZAGE if deel != "Documenten"]


@pytest.mark.parametrize(
    ("rol", "delen"),
    [
        (Rol.PRAKTIJK, VAN_LERAREN),
        (Rol.LEERKRACHT, VAN_LERAREN),
        (Rol.COORDINATOR, [*DELEN_ZONDER_INZAGE, "Wie ziet dit"]),
        (Rol.ADMINISTRATIE, VAN_DE_ADMINISTRATIE),
    ],
)
def test_tabs_volgen_wat_een_rol_mag_lezen(rol, delen, dossier, client_van):
    client = client_van(PERSOON[rol])
    tabs = client.get(dossier).context["tabs"]
    assert [tab["titel"] for tab in tabs if tab["titel"] not in EIGEN_BLAD] == delen
    assert tabs[0]["url"].endswith("#delen"), "the keyboard goes on from the tabs"
    assert 'id="delen"' in client.get(dossier).text
    verwacht = 200 if "Documenten" in delen else 403
    assert client.get(f"{dossier}?deel=documenten").status_code == verwacht


@pytest.mark.parametrize(
    ("rol", "adres_te_zien", "telefoon_te_zien"),
    [
        (Rol.BEGELEIDER, True, True),
        (Rol.PRAKTIJK, True, True),
        (Rol.LEERKRACHT, False, False),
        (Rol.COORDINATOR, True, True),
        (Rol.MENTOR, False, True),
        (Rol.EXTERNE, False, False),
    ],
)
def test_contactgegevens(rol, adres_te_zien, telefoon_te_zien, dossier, client_van):
    blad = client_van(PERSOON[rol]).get(dossier).content.decode()
    assert ("Geheimstraat" in blad) == adres_te_zien
    assert (GEHEIM in blad) == telefoon_te_zien
    assert (" jaar ·" in blad) == adres_te_zien, "de leeftijd volgt de geboortedatum"


def test_alleen_wie_mag_ziet_knoppen(dossier, mensen, client_van):
    def knoppen(wie: str) -> set[str]:
        return {knop["titel"] for knop in client_van(wie).get(dossier).context["knoppen"]}

    assert "Fase wijzigen" in knoppen("bea")
    assert "Fase wijzigen" not in knoppen("pieter") | knoppen("lea") | knoppen("ada")
    mensen.traject.fase = "stopgezet"
    mensen.traject.save()
    na_het_einde = {"Nieuw traject starten", "Studiebewijs"}
    assert knoppen("bea") == na_het_einde, "een gesloten traject verandert niet meer"
    assert knoppen("coen") == na_het_einde | {"Fase terugdraaien"}
    assert knoppen("pieter") | knoppen("lea") | knoppen("ada") == set()


def test_jaarstrook(mensen, dossier, client_van):
    weken = client_van("bea").get(dossier).context["weken"]
    assert 43 <= len(weken) <= 45
    assert sum(week["nu"] for week in weken) <= 1
    assert {"vakantie", "werkplek"} <= {week["soort"] for week in weken}


@pytest.mark.parametrize("deel", DELEN)
def test_dossier_heeft_vast_aantal_queries(deel, dossier, mensen, client_van, meet):
    def vul() -> None:
        ander = f.VestigingFactory(onderneming=mensen.vestiging.onderneming)
        f.PlaatsingFactory(traject=mensen.traject, vestiging=ander)
        rij = f.OvereenkomstFactory(traject=mensen.traject, vestiging=ander)
        rij.ondertekenaars.create(versie=0, partij="school", naam="x")
        mensen.traject.noteer(mensen.bea, "fase", "Iets gebeurd.")

    vul()
    bea = client_van("bea")
    een = meet(bea, f"{dossier}?deel={deel}")
    [vul() for _ in range(4)]
    assert meet(bea, f"{dossier}?deel={deel}") == een
    assert een <= 25


def test_tijdlijn_bladert(mensen, dossier, client_van):
    for n in range(27):
        mensen.traject.noteer(mensen.bea, "fase", f"Regel {n}.")
    bea = client_van("bea")
    eerste = bea.get(f"{dossier}?deel=tijdlijn").content.decode()
    assert "Regel 26." in eerste
    assert "Regel 1." not in eerste
    assert "deel=tijdlijn&amp;page=2" in eerste
    assert "Regel 1." in bea.get(f"{dossier}?deel=tijdlijn&page=2").content.decode()


def test_stand_van_het_plan(mensen, client_van, adres):
    traject = lopend(mensen)
    stand = client_van("bea").get(adres("overzichten:dossier", traject.pk)).context["stand"]
    assert (stand.bereikt, stand.totaal, stand.percentage) == (0, 1, 0)
    assert (stand.zin, stand.verwacht) == ("nog geen akkoord", None)
    traject.plannen.update(status=Planstatus.AKKOORD)
    stand = client_van("bea").get(adres("overzichten:dossier", traject.pk)).context["stand"]
    assert stand.zin.endswith("% achter")
    leeg = client_van("bea").get(adres("overzichten:dossier", zaak(mensen).pk))
    assert leeg.context["stand"].totaal == 0


def test_een_document_dat_gemaakt_wordt_vraagt_zelf_verder(mensen, dossier, client_van):
    """HTMX asks the part until it is there; then it asks no more."""
    document = Document.objects.create(
        traject=mensen.traject, soort="x", bron="y", titel="Bewijs", inhoud={}, sjabloonversie="1"
    )
    vraag, url = 'hx-get="?deel=documenten"', f"{dossier}?deel=documenten"
    assert vraag in client_van("bea").get(url).text
    deel = client_van("bea").get(url, headers={"HX-Request": "true"}).text
    assert deel.strip().startswith("<section")
    assert "Het document wordt gemaakt." in deel
    Document.objects.filter(pk=document.pk).update(
        gemaakt_op=timezone.now(), bestand="x.pdf", sha256="0" * 64, bladzijden=1
    )
    deel = client_van("bea").get(url, headers={"HX-Request": "true"}).text
    assert "Openen" in deel
    assert vraag not in deel
    assert "wordt gemaakt" not in deel
