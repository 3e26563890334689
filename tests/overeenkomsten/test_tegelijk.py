"""Two people at the very same moment."""

import datetime
import threading

import pytest
from django.db import connection
from django.utils import timezone

from gebruikers.muur import alle_scholen, open_voor
from gebruikers.overgang import Weigering
from overeenkomsten import acties, acties_schorsing, acties_tekenen, acties_wijziging
from overeenkomsten.berichten import stuur_nieuwe_link
from overeenkomsten.models import (
    Handtekening,
    Overeenkomst,
    Schorsing,
    Schorsingsreden,
    Tekenlink,
    Wijziging,
)
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tasks import herinner
from tests import cast
from tests import factories as f
from tests.overeenkomsten.zaken import (
    Wijze,
    andere_zaak,
    bied_wijziging_aan,
    getekend,
    klaar,
    link_uit_mail,
    lopend,
    mails,
    partij,
    teken,
    verstuurd,
    wijziging,
)
from trajecten.models import Document

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _geen_taken(monkeypatch):
    """What is asked on commit stays asked: no broker here."""
    monkeypatch.setattr("celery.app.task.Task.delay", lambda *args, **kwargs: None)


def tegelijk(*daden) -> list[str]:
    """Run these at the same moment, each in a thread of its own: "ja" or the refusal of each."""
    streep, uitkomst = threading.Barrier(len(daden)), []

    def doe(daad):
        streep.wait()
        try:
            with open_voor(*alle_scholen()):
                daad()
            uitkomst.append("ja")
        except Weigering as weigering:
            uitkomst.append(str(weigering))
        finally:
            connection.close()

    draden = [threading.Thread(target=doe, args=[daad]) for daad in daden]
    [draad.start() for draad in draden]
    [draad.join() for draad in draden]
    return sorted(uitkomst)


def tekenaar(rij, naam):
    wie, hash = partij(rij, naam), rij.tekenversie.sha256
    return lambda: acties_tekenen.plaats_handtekening(
        wie, hash=hash, getypte_naam=wie.naam, wijze=Wijze.LINK
    )


def test_twee_laatste_handtekeningen_geven_een_bewijs():
    rij = teken(verstuurd(cast.maak()), Partij.LEERLING, Partij.OUDER)
    uitkomst = tegelijk(tekenaar(rij, Partij.ONDERNEMING), tekenaar(rij, Partij.SCHOOL))
    assert uitkomst == ["ja", "ja"]
    rij = Overeenkomst.objects.get()
    assert rij.status == Status.GETEKEND
    assert Document.objects.filter(soort="bewijs").get() == rij.bewijs
    assert len(rij.bewijs.inhoud["handtekeningen"]) == 4


def test_een_partij_die_tweemaal_drukt_tekent_eenmaal():
    rij = verstuurd(cast.maak())
    uitkomst = tegelijk(tekenaar(rij, Partij.OUDER), tekenaar(rij, Partij.OUDER))
    assert uitkomst == ["Deze partij heeft al getekend.", "ja"]
    assert Handtekening.objects.count() == 1


def test_tekenen_en_wijzigen_tegelijk_laat_geen_handtekening_op_iets_anders():
    m = cast.maak()
    rij = teken(verstuurd(m), Partij.LEERLING, Partij.OUDER, Partij.SCHOOL)
    nieuw = Overeenkomst.objects.get()
    nieuw.polisnummer = "AO-78"
    uitkomst = tegelijk(
        tekenaar(rij, Partij.ONDERNEMING),
        lambda: acties.wijzig(nieuw, door=m.bea),
    )
    rij = Overeenkomst.objects.get()
    if rij.status == Status.GETEKEND:
        assert rij.polisnummer == "AO-77"
        assert uitkomst != ["ja", "ja"]
    else:
        assert (rij.status, rij.polisnummer) == (Status.CONCEPT, "AO-78")
        assert not rij.huidige_ondertekenaars.filter(vervallen_op=None).exists()


def _na_intrekken(rij, uitkomst: list[str]) -> bool:
    """Whether all signed before it was withdrawn; there is a proof when they did, and only then."""
    getekend = Handtekening.objects.filter(ondertekenaar__in=rij.huidige_ondertekenaars)
    allen = getekend.count() == rij.huidige_ondertekenaars.count()
    assert Document.objects.filter(soort="bewijs").exists() == bool(rij.bewijs) == allen
    assert "ja" in uitkomst
    return allen


@pytest.mark.parametrize("begint", [5, -1])
def test_de_laatste_tekent_terwijl_de_school_intrekt(begint):
    """What all signed is withdrawn only when it did not begin."""
    m = cast.maak()
    dagen = {"begindatum": f.dagen(begint), "einddatum": f.dagen(200)}
    rij = teken(verstuurd(m, **dagen), Partij.LEERLING, Partij.OUDER, Partij.SCHOOL)
    uitkomst = tegelijk(
        tekenaar(rij, Partij.ONDERNEMING),
        lambda: acties.trek_in(rij, reden="Gaat niet door.", door=m.bea),
    )
    rij = Overeenkomst.objects.get()
    allen = _na_intrekken(rij, uitkomst)
    assert rij.status == (Status.GETEKEND if allen and begint < 0 else Status.INGETROKKEN)
    assert (uitkomst == ["ja", "ja"]) is (allen and begint > 0)


def test_de_laatste_tekent_een_wijziging_terwijl_de_school_ze_intrekt():
    m = cast.maak()
    rij = bied_wijziging_aan(m, wijziging(m, lopend(m), uren_school=8))
    rij = teken(rij, Partij.LEERLING, Partij.OUDER, Partij.SCHOOL)
    uitkomst = tegelijk(
        tekenaar(rij, Partij.ONDERNEMING),
        lambda: acties_wijziging.trek_in(rij, reden="Gaat niet door.", door=m.bea),
    )
    rij = Wijziging.objects.get()
    allen = _na_intrekken(rij, uitkomst)
    assert rij.status == (Status.GETEKEND if allen else Status.INGETROKKEN)
    assert uitkomst != ["ja", "ja"]


def test_twee_keer_tegelijk_versturen_maakt_een_versie():
    m = cast.maak()
    rij = klaar(m)
    uitkomst = tegelijk(*[lambda: acties.bied_aan(rij, door=m.bea)] * 2)
    assert uitkomst == ["Alleen een concept kan ter ondertekening.", "ja"]
    assert Overeenkomst.objects.get().versie == 1


def test_twee_overeenkomsten_tegelijk_krijgen_elk_een_nummer():
    m = cast.maak()
    rijen = [klaar(m), klaar(m, traject=andere_zaak(m))]
    daden = [lambda rij=rij: acties.bied_aan(rij, door=m.bea) for rij in rijen]
    assert tegelijk(*daden) == ["ja", "ja"]
    nummers = sorted(Overeenkomst.objects.values_list("nummer", flat=True))
    assert [nummer[-4:] for nummer in nummers] == ["0001", "0002"]


def test_twee_concepten_tegelijk_voor_dezelfde_vestiging_geeft_er_een():
    m = cast.maak()
    rijen = [
        Overeenkomst(
            traject=m.traject, opleiding=m.leerling.opleiding, vestiging=m.vestiging, soort="oao",
            begindatum=f.dagen(1), einddatum=f.dagen(9), uren_werkplek=24, uren_school=10,
        )
        for _ in range(2)
    ]  # fmt: skip
    uitkomst = tegelijk(*[lambda rij=rij: acties.maak(rij, door=m.bea) for rij in rijen])
    assert uitkomst == ["Er is al een concept voor deze vestiging.", "ja"]
    assert Overeenkomst.objects.count() == 1


def test_twee_keer_tegelijk_een_nieuwe_link_vragen_geeft_een_mail():
    verstuurd(cast.maak())
    token = link_uit_mail("baas@cools.example").split("/")[2]
    toen = timezone.now() - datetime.timedelta(minutes=11)
    Tekenlink.objects.update(verloopt_op=timezone.now(), gemaakt_op=toen)
    uitkomst = tegelijk(*[lambda: stuur_nieuwe_link(token)] * 2)
    assert uitkomst == ["Er is net gemaild. Probeer opnieuw over 10 minuten.", "ja"]
    assert mails("nieuwe_link") == ["baas@cools.example"]


def test_twee_klokken_herinneren_eenmaal():
    rij = verstuurd(cast.maak())
    vier_dagen = datetime.timedelta(days=4)
    rij.huidige_ondertekenaars.update(gevraagd_op=timezone.now() - vier_dagen)
    wie = partij(rij, Partij.OUDER)
    tegelijk(lambda: herinner(wie.pk), lambda: herinner(wie.pk))
    assert mails("herinnering") == ["els@eik.example"]


def test_twee_die_tegelijk_schorsen_geven_een_schorsing():
    m = cast.maak()
    rij, grond = getekend(m), f.SchorsingsgrondFactory(school=m.school)

    def schors():
        schorsing = Schorsing(overeenkomst=rij, van=rij.begindatum)
        acties_schorsing.schors(schorsing, Schorsingsreden(grond=grond), door=m.bea)

    assert tegelijk(schors, schors) == [acties_schorsing.AL_GESCHORST, "ja"]
    assert Schorsing.objects.count() == 1
    assert mails("schorsing").count("baas@cools.example") == 1
