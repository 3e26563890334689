"""Suspending an agreement: the days, who hears of it, what goes with it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from overeenkomsten import acties_schorsing as acties
from overeenkomsten.models import Schorsing, Schorsingsreden
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import mails
from tests.overzichten.zaken import overeenkomst
from trajecten.fases import Fase
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen):
    """Lotte's agreement at Mo's: fifty days old, with everybody's mailbox."""
    m = mensen
    Traject.objects.filter(pk=m.traject.pk).update(fase=Fase.LOPEND, fase_sinds=f.dagen(-50))
    m.traject.refresh_from_db()
    rij = overeenkomst(
        m, m.traject, Status.GETEKEND, begindatum=f.dagen(-50), plaatsing=m.plaatsing
    )
    adressen = {
        Partij.LEERLING: m.leerling.email,
        Partij.OUDER: m.moeder.email,
        Partij.ONDERNEMING: "baas@cools.example",
        Partij.SCHOOL: m.coen.gebruiker.email,
    }
    for partij, email in adressen.items():
        ouder = m.moeder if partij == Partij.OUDER else None
        rij.ondertekenaars.filter(partij=partij).update(email=email, ouder=ouder)
    m.grond = f.SchorsingsgrondFactory(school=m.school, naam="Klein verlet")
    return rij


def schors(m, rij, van: int = -3, tot: int | None = None, door=None, **erbij) -> Schorsing:
    schorsing = Schorsing(
        overeenkomst=rij, van=f.dagen(van), tot=None if tot is None else f.dagen(tot)
    )
    reden = Schorsingsreden(grond=m.grond, uitleg="Gebeld met de zaakvoerder.")
    acties.schors(schorsing, reden, door=door or m.bea, **erbij)
    return schorsing


def tijdlijn(m) -> list[str]:
    rijen = m.traject.gebeurtenissen.filter(soort="overeenkomst")
    return list(rijen.values_list("tekst", flat=True))


def test_schorsen_noteert_de_dagen_en_mailt_wie_het_aangaat(mensen, rij):
    schorsing = schors(mensen, rij, -3, 5)
    assert (schorsing.dagen, schorsing.loopt_nu, schorsing.door) == (9, True, mensen.bea)
    assert schorsing.reden.grond == mensen.grond
    assert tijdlijn(mensen) == [f"{rij} geschorst {schorsing.in_woorden}"]
    assert mails("schorsing") == sorted(
        [mensen.leerling.email, mensen.moeder.email, "baas@cools.example", mensen.mentor.email]
    )
    for bericht in Bericht.objects.filter(soort="schorsing"):
        assert "verlet" not in bericht.onderwerp + bericht.tekst + bericht.html
        assert "zaakvoerder" not in bericht.tekst
        assert mensen.leerling.voornaam not in bericht.onderwerp
        assert schorsing.in_woorden in bericht.tekst
    assert "twee weken" in Bericht.objects.get(aan="baas@cools.example").tekst


def test_de_begeleider_hoort_wat_een_ander_noteerde(mensen, rij):
    schors(mensen, rij, door=mensen.ada)
    assert mensen.bea.gebruiker.email in mails("schorsing")
    assert mensen.ada.gebruiker.email not in mails("schorsing")


def test_een_ouder_zonder_gezag_krijgt_niets(mensen, rij):
    type(mensen.moeder).objects.filter(pk=mensen.moeder.pk).update(gezag="geen")
    schors(mensen, rij)
    assert mensen.moeder.email not in mails("schorsing")


@pytest.mark.parametrize(("van", "tot"), [(-51, -40), (199, 201), (-60, None), (201, None)])
def test_de_dagen_liggen_binnen_de_overeenkomst(mensen, rij, van, tot):
    with pytest.raises(Weigering, match="De overeenkomst loopt van"):
        schors(mensen, rij, van, tot)
    assert not Schorsing.objects.exists()


def test_geen_twee_schorsingen_op_een_dag(mensen, rij):
    schors(mensen, rij, -3, 5)
    with pytest.raises(Weigering, match="al geschorst"):
        schors(mensen, rij, 5)
    schors(mensen, rij, 6)
    with pytest.raises(Weigering, match="al geschorst"):
        schors(mensen, rij, 100, 101)


def test_de_databank_houdt_schorsingen_recht(mensen, rij):
    een = f.SchorsingFactory(overeenkomst=rij, van=f.dagen(0), tot=f.dagen(9))
    for fout in (
        {"van": f.dagen(20), "tot": f.dagen(19)},
        {"van": f.dagen(9), "tot": f.dagen(9)},
        {"van": f.dagen(-1), "tot": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            f.SchorsingFactory(overeenkomst=rij, door=een.door, **fout)
    with pytest.raises(ValidationError, match="al geschorst"):
        Schorsing(overeenkomst=rij, van=f.dagen(3), door=een.door).full_clean()
    ander = overeenkomst(mensen, mensen.vera_traject, Status.GETEKEND)
    f.SchorsingFactory(overeenkomst=ander, van=f.dagen(9), door=een.door)


@pytest.mark.parametrize("status", [Status.CONCEPT, Status.TER_ONDERTEKENING, Status.GEWEIGERD])
def test_alleen_wat_iedereen_tekende(mensen, rij, status):
    type(rij).objects.filter(pk=rij.pk).update(status=status)
    with pytest.raises(Weigering, match="iedereen tekende"):
        schors(mensen, rij)


@pytest.mark.parametrize("wie", ["pieter", "lea", "mo", "els", "lotte"])
def test_wie_de_feiten_alleen_leest_schorst_niet(mensen, rij, wie):
    with pytest.raises(Weigering, match="rol"):
        schors(mensen, rij, door=getattr(mensen, wie))


def test_een_grond_van_een_andere_school(mensen, rij):
    mensen.grond = f.SchorsingsgrondFactory(school=mensen.andere_school)
    with pytest.raises(Weigering, match="van deze school"):
        schors(mensen, rij)


def test_hervatten_geeft_de_laatste_dag(mensen, rij):
    schorsing = schors(mensen, rij, -20)
    Bericht.objects.all().delete()
    for op, waarom in ((-20, "Kies een latere dag"), (201, "maar geschorst")):
        with pytest.raises(Weigering, match=waarom):
            acties.hervat(schorsing, op=f.dagen(op), door=mensen.bea)
    acties.hervat(schorsing, op=f.dagen(2), door=mensen.bea)
    schorsing.refresh_from_db()
    assert schorsing.tot == f.dagen(1)
    assert "niet meer geschorst vanaf" in tijdlijn(mensen)[0]
    assert "loopt weer" in Bericht.objects.filter(aan=mensen.leerling.email).get().onderwerp
    with pytest.raises(Weigering, match="maar geschorst"):
        acties.hervat(schorsing, op=f.dagen(5), door=mensen.bea)


def test_wijzigen_meldt_andere_dagen_maar_geen_andere_reden(mensen, rij):
    schorsing = schors(mensen, rij, -3)
    Bericht.objects.all().delete()
    schorsing.reden.uitleg = "Anders."
    acties.wijzig_schorsing(schorsing, schorsing.reden, door=mensen.bea)
    assert not mails("schorsing")
    schorsing.tot = f.dagen(4)
    acties.wijzig_schorsing(schorsing, schorsing.reden, door=mensen.bea)
    assert len(mails("schorsing")) == 4
    assert "gewijzigd" in tijdlijn(mensen)[0]
    assert len(tijdlijn(mensen)) == 2


def test_een_vergissing_gaat_weg_met_een_reden(mensen, rij):
    schorsing = schors(mensen, rij)
    with pytest.raises(Weigering, match="waarom"):
        acties.verwijder_schorsing(schorsing, reden=" ", door=mensen.bea)
    acties.verwijder_schorsing(schorsing, reden="Verkeerde leerling.", door=mensen.bea)
    assert not Schorsing.objects.exists()
    assert not Schorsingsreden.objects.exists()
    assert tijdlijn(mensen)[0].endswith("verwijderd: een vergissing")
    with pytest.raises(Weigering, match="intussen weg"):
        acties.hervat(schorsing, op=f.dagen(2), door=mensen.bea)


def test_na_het_einde_van_de_overeenkomst_is_de_schorsing_voorbij(mensen, rij):
    schorsing = schors(mensen, rij, -20)
    type(rij).objects.filter(pk=rij.pk).update(
        feitelijke_periode=DateRange(f.dagen(-50), f.dagen(-5), "[]")
    )
    schorsing = Schorsing.objects.get()
    assert (schorsing.laatste_dag, schorsing.is_voorbij, schorsing.dagen) == (f.dagen(-5), True, 16)
    assert not Schorsing.objects.op().exists()
    assert not Schorsing.objects.niet_voorbij().exists()
