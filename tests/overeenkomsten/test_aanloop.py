"""The kinds: what each asks before it is sent, and the two of the aanloop from draft to end."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from overeenkomsten import acties_tekenen
from overeenkomsten.acties_verleng import verleng
from overeenkomsten.berichten import meld_voltooid
from overeenkomsten.in_woorden import wat_teken_je
from overeenkomsten.models import Handtekening, Overeenkomst
from overeenkomsten.rechten import mag_registreren
from overeenkomsten.soorten import REGELS
from overeenkomsten.statussen import Partij, Soort, Status
from tests import factories as f
from tests.cast import ROLLEN
from tests.overeenkomsten.zaken import (
    aanloop,
    bied_aan,
    houdt_tegen,
    let_op,
    mails,
    partij,
    stop,
    verstuurd,
)
from trajecten.documenten import SOORTEN, maak
from trajecten.fases import Fase
from trajecten.models import Termijn, Traject
from trajecten.termijnberekening import herbereken
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db

ALTIJD = {
    "Kies wie tekent voor de school.",
    "Vul het uurrooster in.",
    "Vul het adres van de school in.",
}
OUDER = {"Kies een ouder met gezag, met naam: de leerling is minderjarig."}
WERKPLEK = {"Kies de mentor.", "Kies wie tekent voor de onderneming."} | OUDER
DUAAL = WERKPLEK | {
    "Vul het paritair comité in.",
    "Vul de verzekeraar arbeidsongevallen in.",
    "Vul het polisnummer in.",
    "Kies een opleidingsplan.",
    "niet erkend",
}
VRAAGT = {
    Soort.OAO: DUAAL | {"Vul de leervergoeding en haar categorie in."},
    Soort.SAO: DUAAL,
    Soort.DAO: DUAAL,
    Soort.AEO: {"Vul in wie tekent voor Springplank."},
    Soort.AWP: WERKPLEK,
}


@pytest.mark.parametrize("soort", Soort)
def test_elke_soort_vraagt_het_hare(mensen, soort):
    organisator = REGELS[soort].bij == "organisatie"
    plek = f.VestigingFactory(onderneming__school=mensen.school)
    velden = {"organisatie": mensen.organisatie, "vestiging": None} if organisator else {}
    velden |= {"mentor": None, "vertegenwoordiger": None}
    rij = f.OvereenkomstFactory(
        traject=Traject.objects.get(pk=mensen.traject.pk), soort=soort, soort_reden="afspraak",
        **{"vestiging": plek} | velden,
    )  # fmt: skip
    zinnen = {"niet erkend" if "niet erkend" in zin else zin for zin in houdt_tegen(rij)}
    assert zinnen == ALTIJD | VRAAGT[soort]


def test_de_databank_kent_bij_wie_en_registreert_geen_aanloop(mensen):
    rij = aanloop(mensen, "aeo")
    for velden in (
        {"soort": "oao"},
        {"vestiging": mensen.vestiging},
        {"organisatie": None},
        {"registratie": "opgemaakt"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Overeenkomst.objects.filter(pk=rij.pk).update(**velden)


def test_op_twee_plekken_tegelijk_kan_tweemaal_op_dezelfde_niet(mensen):
    verstuurd_ = {
        "status": Status.TER_ONDERTEKENING,
        "feitelijke_periode": DateRange(f.dagen(7), f.dagen(200), "[]"),
    }
    rij = aanloop(mensen, "aeo", **verstuurd_)
    f.OvereenkomstFactory(traject=mensen.traject, **verstuurd_)
    rij.pk = None
    rij._state.adding = True
    with pytest.raises(IntegrityError, match="geen_overlap_organisatie"), transaction.atomic():
        rij.save()


@pytest.fixture
def in_screening(mensen):
    Traject.objects.filter(pk=mensen.traject.pk).update(fase=Fase.SCREENING)
    mensen.traject.refresh_from_db()
    return mensen


def test_wie_in_aanloop_gaat_kiest_de_soort_en_dan_de_plek(in_screening, client_van, adres):
    m, bea = in_screening, client_van("bea")
    aanloop(m, "aeo").delete()  # leaves the enrolment
    url = adres("overeenkomsten:nieuw", m.traject.pk)
    blad = bea.get(url)
    assert [keuze for keuze, _ in blad.context["keuzes"]] == ["aeo", "awp", "oao"]
    assert list(blad.context["page_obj"]) == [m.organisatie]
    assert m.vestiging in bea.get(f"{url}?soort=awp").context["page_obj"]
    assert "Eerst een duale opleiding" in bea.get(f"{url}?soort=oao").content.decode()

    vreemd = f.OrganisatieFactory(school=m.andere_school)
    assert bea.get(f"{url}?soort=aeo&organisatie={vreemd.pk}").status_code == 404
    op = f"{url}?soort=aeo&organisatie={m.organisatie.pk}"
    velden = {"begindatum": f.dagen(7), "einddatum": f.dagen(90), "uren_werkplek": "16"}
    velden |= {"uren_school": "12", "tekent_voor_school": m.coen.pk, "volgorde": "samen"}
    form = bea.get(op).context["form"]
    assert set(form.fields) == set(velden), "geen mentor, vergoeding, plan of verzekering"
    bea.post(op, velden)
    rij = Overeenkomst.objects.get()
    assert (rij.soort, rij.plek, rij.bij) == ("aeo", m.organisatie, m.organisatie)
    assert str(rij.opleiding) == "Aanloop bouw"
    assert bea.post(op, velden).url == rij.get_absolute_url(), "tweemaal drukken"
    bewerk = adres("overeenkomsten:bewerk", rij.pk)
    gezien = json.dumps(bea.get(bewerk).context["form"].getoond())
    bea.post(bewerk, velden | {"uren_werkplek": "20", "gezien": gezien})
    rij.refresh_from_db()
    assert (rij.soort, rij.uren_werkplek) == ("aeo", 20)


def _teken_allen(m, rij):
    maak(rij.tekenversie_id)
    rij = Overeenkomst.objects.get(pk=rij.pk)
    for wie in rij.huidige_ondertekenaars:
        hoe = {"wijze": Handtekening.Wijze.LINK}
        if wie.partij == Partij.SCHOOL:
            hoe = {"wijze": Handtekening.Wijze.ACCOUNT, "door": m.coen}
        acties_tekenen.plaats_handtekening(
            wie, hash=rij.tekenversie.sha256, getypte_naam=wie.naam, **hoe
        )
    return Overeenkomst.objects.get(pk=rij.pk)


@pytest.fixture
def zonder_pdf(monkeypatch):
    """The PDF is not the point here."""
    monkeypatch.setitem(SOORTEN, "tekenversie", lambda document: EEN_BLAD)


EEN_BLAD = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


def test_school_en_organisator_tekenen_de_aanloop(in_screening, zonder_pdf, client_van, adres):
    m = in_screening
    dagen = {"begindatum": f.dagen(-1), "einddatum": f.dagen(60)}
    concept = aanloop(m, "aeo", **dagen)
    assert any("Stop die plaatsing" in zin for zin in let_op(concept)), "daar al geplaatst"
    Plaatsing.objects.filter(organisatie=m.organisatie).delete()
    rij = bied_aan(m, concept, maak=False)
    wie = {p.partij: (p.naam, p.hoedanigheid) for p in rij.huidige_ondertekenaars}
    assert wie == {
        "organisatie": ("Sam Boon", "coach, Springplank"),
        "school": ("Coen Cast", "De Eik"),
    }
    assert rij.nummer.startswith("AEO ")
    inhoud = rij.tekenversie.inhoud
    assert [p["naam"] for p in inhoud["partijen"]] == ["Springplank", "De Eik"]
    tekst = " ".join(artikel["tekst"] for artikel in inhoud["artikels"])
    assert "Lotte Maes volgt een deel van de aanloopfase" in tekst
    for woord in ("Werkplekduaal", "opleidingsplan", "leervergoeding", "{"):
        assert woord not in tekst
    assert (
        "Lotte Maes volgt de aanloop bij Springplank" in wat_teken_je(Partij.ORGANISATIE, inhoud)[0]
    )

    rij = _teken_allen(m, rij)
    assert mails("vraag") == ["coen@eik.example", "sam@springplank.example"]
    meld_voltooid(rij)
    assert mails("voltooid") == mails("vraag")
    assert mails("afgesproken") == ["els@eik.example", "lotte@eik.example"]
    assert (rij.status, rij.traject.fase) == (Status.GETEKEND, Fase.AANLOOP)
    plaatsing = Plaatsing.objects.get(organisatie=m.organisatie)
    assert (plaatsing, plaatsing.van, plaatsing.mentor) == (rij.plaatsing, f.dagen(-1), None)
    assert not mag_registreren(m.ada, rij)
    herbereken([m.traject.pk])
    regels = set(Termijn.objects.filter(traject=m.traject).values_list("regel", flat=True))
    assert not regels & {"ovk_registreren", "ovk_registreren_streef", "proef_einde"}

    vreemde = f.OrganisatieFactory(school=m.school)
    ander = f.LidmaatschapFactory(school=m.school, rol=ROLLEN["xander"])
    f.OrganisatieMedewerkerFactory(organisatie=vreemde, gebruiker=ander.gebruiker)
    ziet = {
        naam
        for naam in [*ROLLEN, "tess"]
        if Overeenkomst.objects.zichtbaar_voor(getattr(m, naam)).exists()
    }
    assert ziet == {"bea", "pieter", "lea", "coen", "ada", "els", "lotte", "xander"}
    assert not Overeenkomst.objects.zichtbaar_voor(ander).exists()
    for naam in ("bea", "xander", "lotte", "els"):
        blad = client_van(naam).get(rij.get_absolute_url()).content.decode()
        assert "Springplank" in blad
        assert "Mentor" not in blad
        assert "niet opgemaakt" not in blad

    bij = client_van("bea").get(m.organisatie.get_absolute_url()).text
    assert "Lotte Maes" in bij
    assert "Stoppen" not in bij, "de overeenkomst doet dat"
    dossier = client_van("xander").get(adres("overzichten:dossier", m.traject.pk)).text
    assert rij.get_absolute_url() in dossier
    f.OpleidingsplanFactory(traject=m.traject)
    vervolg = verleng(rij, door=m.bea)
    assert (vervolg.soort, vervolg.plek, vervolg.plan) == ("aeo", m.organisatie, None)
    rij = stop(m, rij, 0)
    assert rij.status == Status.BEEINDIGD
    assert {"els@eik.example", "lotte@eik.example"} <= set(mails("gestopt_begeleiding"))
    assert Traject.objects.get(pk=m.traject.pk).fase == Fase.AANLOOP


def test_op_een_werkplek_tekenen_ook_leerling_en_ouder(mensen, zonder_pdf):
    """From zoekt werkplek too; its end starts no search and counts for no premium."""
    m = mensen
    rij = bied_aan(m, aanloop(m, "awp", begindatum=f.dagen(-9)), maak=False)
    assert [p.partij for p in rij.huidige_ondertekenaars.order_by("pk")] == [
        "leerling", "ouder", "onderneming", "school",
    ]  # fmt: skip
    inhoud = rij.tekenversie.inhoud
    assert inhoud["plan"] is None
    assert "Deze aanloop is niet betaald" in " ".join(a["tekst"] for a in inhoud["artikels"])
    for wie in (Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING):
        assert "een aanloop op een werkplek" in wat_teken_je(wie, inhoud)[0]
    rij = _teken_allen(m, rij)
    assert rij.traject.fase == Fase.AANLOOP
    Traject.objects.filter(pk=m.traject.pk).update(fase=Fase.LOPEND)
    stop(m, rij, -1)
    assert Traject.objects.get(pk=m.traject.pk).fase == Fase.LOPEND
    herbereken([m.traject.pk])
    regels = set(Termijn.objects.filter(traject=m.traject).values_list("regel", flat=True))
    assert "werkplek_start" in regels
    assert not regels & {"werkplek_nieuw", "ovk_registreren"}


def test_de_uren_van_duaal_leren_bepalen_nog_altijd_de_fase(mensen):
    rij = verstuurd(mensen)
    assert rij.regels.naar == Fase.LOPEND
    assert partij(rij, Partij.ONDERNEMING).naam == "Jan Cools"
