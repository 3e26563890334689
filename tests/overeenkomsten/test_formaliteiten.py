"""What the employer arranges for an agreement: as dates, and for few to read."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from overeenkomsten.acties_formaliteit import noteer_formaliteit, verwijder_formaliteit
from overeenkomsten.models import Formaliteit, Formaliteitdag, Overeenkomst
from overeenkomsten.statussen import Status
from overzichten.taken.termijn import termijn_nadert
from tests import factories as f
from tests.overeenkomsten.zaken import bied_aan, klaar
from trajecten.models import Gebeurtenis, Termijn, Traject
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def lijst(mensen) -> list[Formaliteit]:
    """Two for each agreement; one for another kind; one that is over."""
    school = mensen.school
    f.FormaliteitFactory(school=school, naam="Alleen bij SAO", soorten=["sao"])
    f.FormaliteitFactory(school=school, naam="Van vroeger", tot=f.dagen(-1))
    return [
        f.FormaliteitFactory(school=school, naam=naam, volgorde=plaats)
        for plaats, naam in enumerate(["Dimona-aangifte", "Verzekering"], start=1)
    ]


def _dag(rij: Overeenkomst, formaliteit: Formaliteit, **velden) -> Formaliteitdag:
    return Formaliteitdag(overeenkomst=rij, formaliteit=formaliteit, **velden)


def test_noteren_en_ongedaan_maken(mensen, lijst, client_van, adres):
    rij, bea, dimona = bied_aan(mensen, klaar(mensen), maak=False), client_van("bea"), lijst[0]
    tekst = bea.get(rij.get_absolute_url()).text
    assert "0 van 2 in orde" in tekst
    assert "Alleen bij SAO" not in tekst
    assert "Van vroeger" not in tekst
    vandaag = adres("overeenkomsten:formaliteit_vandaag", rij.pk, dimona.pk)
    deel = bea.post(vandaag, **HTMX).text
    assert "1 van 2 in orde" in deel
    assert "<html" not in deel
    assert bea.post(vandaag).status_code == 302, "ook zonder JavaScript, en een keer"
    assert Formaliteitdag.objects.get().op == f.dagen(0)
    blad = adres("overeenkomsten:formaliteit", rij.pk, dimona.pk)
    form = {"op": f.dagen(-3), "kenmerk": "12-345/A", "niet_nodig": "", "gezien": "{}"}
    assert bea.post(blad, form).status_code == 422, "een ander wijzigde dit intussen"
    gezien = bea.get(blad).context["form"].getoond()
    gezien = str(gezien).replace("'", '"')
    assert bea.post(blad, form | {"gezien": gezien}).status_code == 302
    assert "12-345/A" in str(Formaliteitdag.objects.get())
    wis = adres("overeenkomsten:formaliteit_wis", rij.pk, dimona.pk)
    assert "0 van 2 in orde" in bea.post(wis, **HTMX).text
    assert "stond al niets meer" in bea.post(wis, **HTMX).text
    assert not Gebeurtenis.objects.filter(tekst__contains="Dimona").exists()


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"op": 1}, "moet nog komen"),
        ({"op": 0, "kenmerk": "rugklachten"}, "alleen een nummer"),
        ({"op": 0, "kenmerk": "geschikt 1"}, "alleen een nummer"),
        ({"op": -3, "niet_nodig": "soort"}, "één van de twee"),
        ({"op": None}, "Vul een dag in, of kies"),
        ({"op": None, "niet_nodig": "ziek"}, "geldige keuze"),
    ],
)
def test_er_past_geen_zin_in(mensen, lijst, client_van, adres, velden, zin):
    rij = klaar(mensen)
    op = "" if velden["op"] is None else f.dagen(velden["op"])
    blad = adres("overeenkomsten:formaliteit", rij.pk, lijst[0].pk)
    antwoord = client_van("ada").post(blad, velden | {"op": op})
    assert antwoord.status_code == 422
    assert zin in antwoord.text
    assert not Formaliteitdag.objects.exists()


def test_niet_nodig_is_een_keuze(mensen, lijst, client_van, adres):
    rij = klaar(mensen)
    blad = adres("overeenkomsten:formaliteit", rij.pk, lijst[0].pk)
    client_van("bea").post(blad, {"op": f.dagen(0), "niet_nodig": "eerder"})
    dag = Formaliteitdag.objects.get()
    assert (dag.op, dag.in_woorden) == (None, "al in orde bij een eerdere overeenkomst")
    with pytest.raises(IntegrityError), transaction.atomic():
        Formaliteitdag.objects.update(op=f.dagen(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Formaliteitdag.objects.update(niet_nodig="ziek")


@pytest.mark.parametrize(
    ("wie", "leest", "noteert"),
    [
        ("bea", True, True),
        ("ada", True, True),
        ("coen", True, False),
        ("lotte", True, False),
        ("pieter", False, False),
        ("lea", False, False),
        ("els", False, False),
    ],
)
def test_wie_ze_leest_en_wie_ze_noteert(mensen, lijst, client_van, wie, leest, noteert):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    f.FormaliteitdagFactory(overeenkomst=rij, formaliteit=lijst[0], door=mensen.bea)
    tekst = client_van(wie).get(rij.get_absolute_url()).text
    assert ("Dimona-aangifte" in tekst) == leest
    assert ("Vandaag in orde" in tekst) == noteert


def test_op_vandaag_tot_alles_in_orde_is(mensen, lijst):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    trajecten = Traject.objects.filter(pk=rij.traject_id)

    def taak() -> list:
        herbereken([rij.traject_id])
        taken = termijn_nadert(mensen.bea, trajecten.select_related("leerling", "school"))
        return [t for t in taken if "formaliteiten van de werkgever" in t.zin]

    assert taak()[0].url == f"{rij.get_absolute_url()}#formaliteiten"
    noteer_formaliteit(_dag(rij, lijst[0], op=f.dagen(0)), door=mensen.bea)
    assert taak()
    noteer_formaliteit(_dag(rij, lijst[1], niet_nodig="sector"), door=mensen.ada)
    assert not taak()
    termijn = Termijn.objects.get(regel="formaliteiten")
    assert (termijn.staat, termijn.gesloten_op) == ("voldaan", f.dagen(0))


def test_wat_niet_doorgaat_vraagt_niets_meer(mensen, lijst):
    rij = klaar(mensen)
    Overeenkomst.objects.filter(pk=rij.pk).update(
        status=Status.INGETROKKEN, feitelijke_periode=(rij.begindatum, rij.einddatum)
    )
    with pytest.raises(Weigering, match="noteer hier niets meer"):
        noteer_formaliteit(_dag(rij, lijst[0], op=f.dagen(0)), door=mensen.bea)
    vreemd = f.FormaliteitFactory(school=mensen.andere_school)
    with pytest.raises(Weigering, match="lijst van deze school"):
        noteer_formaliteit(_dag(klaar(mensen), vreemd, op=f.dagen(0)), door=mensen.bea)


def test_de_lijst_van_de_school(mensen, client_van, adres):
    blad, coen = adres("overeenkomsten:formaliteiten"), client_van("coen")
    assert "De coördinator neemt ze over" in client_van("bea").get(blad).text
    coen.post(adres("overeenkomsten:vul_formaliteiten"))
    assert Formaliteit.objects.count() == 5
    dimona = Formaliteit.objects.get(naam="Dimona-aangifte")
    assert "Bij een OAO of deeltijdse arbeidsovereenkomst" in coen.get(blad).text
    een = adres("overeenkomsten:lijstformaliteit", dimona.pk)
    gezien = coen.get(een).context["form"]
    velden = {"naam": "Dimona", "van": dimona.van, "volgorde": 10, "soorten": ["oao"], "bron": ""}
    assert coen.post(een, velden | {"gezien": ""}).status_code == 422, "zag niets"
    velden |= {"gezien": str(gezien.getoond()).replace("'", '"')}
    assert coen.post(een, velden).status_code == 302
    dimona.refresh_from_db()
    assert (dimona.naam, dimona.soorten) == ("Dimona", ["oao"])
    f.FormaliteitdagFactory(overeenkomst=klaar(mensen), formaliteit=dimona)
    with pytest.raises(Weigering, match="blijft bewaard"):
        verwijder_formaliteit(dimona, door=mensen.coen)
    ander = Formaliteit.objects.exclude(pk=dimona.pk).first()
    coen.post(adres("overeenkomsten:lijstformaliteit_weg", ander.pk))
    assert not Formaliteit.objects.filter(pk=ander.pk).exists()
