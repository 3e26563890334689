"""A next draft that goes on with a signed agreement."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gebruikers.overgang import Weigering
from overeenkomsten import acties, acties_verleng
from overeenkomsten.acties_verleng import BLIJFT
from overeenkomsten.models import Overeenkomst, Uurroosterblok, Wijziging
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.zaken import bied_aan, houdt_tegen, let_op, lopend, wijziging

pytestmark = pytest.mark.django_db
D = datetime.date


def verleng(m, rij) -> Overeenkomst:
    nieuw = acties_verleng.verleng(rij, door=m.bea)
    return Overeenkomst.objects.get(pk=nieuw.pk)


def test_alles_gaat_mee_na_de_vorige(mensen):
    rij = lopend(mensen)
    nieuw = verleng(mensen, rij)
    assert (nieuw.status, nieuw.vervolg_op, nieuw.versie) == (Status.CONCEPT, rij, 0)
    anders = [veld for veld in BLIJFT if getattr(nieuw, veld) != getattr(rij, veld)]
    assert anders == []
    assert (nieuw.plan, nieuw.ouder, nieuw.tekent_voor_school) == (
        rij.plan,
        mensen.moeder,
        mensen.coen,
    )
    blokken = [list(o.uurrooster.values("dag", "plaats", "van", "tot")) for o in (rij, nieuw)]
    assert blokken[0] == blokken[1] != []
    assert nieuw.begindatum > rij.laatste_dag
    assert nieuw.nummer == ""


@pytest.mark.parametrize(
    ("einde", "begin", "tot"),
    [
        (D(2027, 6, 30), D(2027, 9, 1), D(2028, 6, 30)),
        (D(2027, 6, 29), D(2027, 9, 1), D(2028, 6, 30)),
        (D(2027, 8, 31), D(2027, 9, 1), D(2028, 6, 30)),
        (D(2027, 1, 31), D(2027, 2, 1), D(2027, 6, 30)),
        (D(2026, 5, 31), D(2026, 11, 30), D(2027, 6, 30)),  # long over
    ],
)
def test_de_voorgestelde_periode(einde, begin, tot, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: D(2026, 11, 30))
    rij = f.OvereenkomstFactory.build(traject=f.TrajectFactory.build(begindatum=D(2025, 9, 1)))
    monkeypatch.setattr(Overeenkomst, "laatste_dag", einde)
    assert acties_verleng.volgende_periode(rij) == (begin, tot)


def test_een_vervolg_kan_na_de_vorige_verstuurd_worden(mensen):
    nieuw = verleng(mensen, lopend(mensen))
    assert bied_aan(mensen, nieuw, maak=False).status == Status.TER_ONDERTEKENING


def test_een_vervolg_per_overeenkomst(mensen):
    rij = lopend(mensen)
    nieuw = verleng(mensen, rij)
    with pytest.raises(Weigering, match="Er is al een vervolg"):
        verleng(mensen, rij)
    with pytest.raises(IntegrityError, match="overeenkomst_een_vervolg"), transaction.atomic():
        f.OvereenkomstFactory(traject=mensen.traject, vervolg_op=rij)
    acties.verwijder(nieuw, door=mensen.bea)
    verleng(mensen, rij)


def test_na_een_ingetrokken_vervolg_kan_er_een_nieuw(mensen):
    rij = lopend(mensen)
    eerste = bied_aan(mensen, verleng(mensen, rij), maak=False)
    acties.trek_in(eerste, reden="Nog niet", door=mensen.bea)
    assert verleng(mensen, rij).vervolg_op == rij


def test_wat_intussen_veranderde_staat_erbij(mensen):
    rij = lopend(mensen)
    type(rij.mentor).objects.filter(pk=rij.mentor_id).update(gebruiker=mensen.mo.gebruiker)
    nieuw = verleng(mensen, rij)
    assert not [zin for zin in let_op(nieuw) if "intussen" in zin or "toegang" in zin]
    rij.plan.status = "vervangen"
    rij.plan.save()
    tweede = f.OpleidingsplanFactory(traject=mensen.traject, versie=rij.plan.versie + 1)
    acties.verwijder(nieuw, door=mensen.bea)
    type(mensen.mo).objects.filter(pk=mensen.mo.pk).update(tot=f.dagen(-1))
    rij.vestiging.erkenningen.update(tot=f.dagen(210))
    nieuw = verleng(mensen, rij)
    assert nieuw.plan == tweede
    zinnen = " ".join(let_op(nieuw))
    for deel in (
        f"nu versie {tweede.versie}",
        "heeft geen toegang meer",
        "De erkenning ein",
    ):
        assert deel in zinnen, deel


def test_wie_te_vroeg_begint_leest_dat(mensen):
    rij = lopend(mensen)
    nieuw = verleng(mensen, rij)
    nieuw.begindatum = f.dagen(200)
    assert [zin for zin in houdt_tegen(nieuw) if " loopt al van" in zin]


def test_wie_niet_meer_tekent_voor_de_school_wordt_opnieuw_gevraagd(mensen):
    rij = lopend(mensen)
    type(mensen.coen).objects.filter(pk=mensen.coen.pk).update(tot=f.dagen(-1))
    assert verleng(mensen, rij).tekent_voor_school is None


def test_wie_achttien_werd_heeft_geen_ouder_meer_nodig(mensen):
    rij = lopend(mensen)
    mensen.leerling.geboortedatum = f.jaren_oud(18)
    mensen.leerling.save()
    assert verleng(mensen, rij).ouder is None


def test_een_gewijzigd_uurrooster_gaat_mee_als_het_eigen(mensen):
    """Copied as the week of the draft itself, and the amendment keeps its own."""
    rij = lopend(mensen)
    anders = wijziging(mensen, rij, vanaf=5)
    uren = {"plaats": "werkplek", "van": datetime.time(8), "tot": datetime.time(16)}
    Uurroosterblok.objects.create(overeenkomst=rij, wijziging=anders, dag=5, **uren)
    Wijziging.objects.filter(pk=anders.pk).update(
        status=Status.GETEKEND, getekend_op=timezone.now(), met_uurrooster=True
    )
    nieuw = verleng(mensen, Overeenkomst.objects.get(pk=rij.pk))
    assert [(blok.dag, blok.wijziging) for blok in nieuw.blokken] == [(5, None)]
    assert anders.uurrooster.count() == 1
