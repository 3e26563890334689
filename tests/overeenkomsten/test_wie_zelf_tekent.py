"""It is the party itself who signs or declines, in whichever way it comes in."""

import pytest

from gebruikers.overgang import Weigering
from leerlingen.models import Betrokkene
from overeenkomsten import acties, acties_tekenen
from overeenkomsten.models import Handtekening, Overeenkomst
from overeenkomsten.statussen import Partij, Status
from tests.overeenkomsten.zaken import Wijze, bied_aan, partij, teken, verstuurd

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


def tekent(rij, wie: Partij, **hoe) -> None:
    acties_tekenen.plaats_handtekening(
        partij(rij, wie), hash=rij.tekenversie.sha256, getypte_naam=partij(rij, wie).naam, **hoe
    )


def weigert(rij, wie: Partij, **hoe) -> None:
    acties_tekenen.weiger(partij(rij, wie), reden="Neen.", **hoe)


@pytest.mark.parametrize("daad", [tekent, weigert])
@pytest.mark.parametrize("door", ["lotte", "bea", "tess", None])
def test_in_een_account_doet_een_ander_het_niet(rij, mensen, daad, door):
    lid = door and getattr(mensen, door)
    with pytest.raises(Weigering, match="Alleen wie gevraagd is"):
        daad(rij, Partij.OUDER, wijze=Wijze.ACCOUNT, door=lid)
    daad(rij, Partij.OUDER, wijze=Wijze.ACCOUNT, door=mensen.els)
    assert partij(rij, Partij.OUDER).staat in ("ja", "geweigerd")


@pytest.mark.parametrize("daad", [tekent, weigert])
@pytest.mark.parametrize("getuige", ["ada", "mo", "tess", None])
def test_aan_tafel_zit_er_iemand_van_deze_school_bij(rij, mensen, daad, getuige):
    lid = getuige and getattr(mensen, getuige)
    with pytest.raises(Weigering, match="Vraag het aan de"):
        daad(rij, Partij.OUDER, wijze=Wijze.TAFEL, getuige=lid)
    daad(rij, Partij.OUDER, wijze=Wijze.TAFEL, getuige=mensen.bea)
    assert partij(rij, Partij.OUDER).staat in ("ja", "geweigerd")


def test_de_school_weigert_niet_aan_tafel(rij, mensen):
    with pytest.raises(Weigering, match="De school tekent in het eigen account"):
        weigert(rij, Partij.SCHOOL, wijze=Wijze.TAFEL, getuige=mensen.bea)


def test_wie_geen_partij_meer_is_weigert_niet(rij, mensen):
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gezag="geen")
    with pytest.raises(Weigering, match="niet meer nodig"):
        weigert(rij, Partij.OUDER, wijze=Wijze.ACCOUNT, door=mensen.els)
    assert Overeenkomst.objects.get().status == Status.TER_ONDERTEKENING


def test_wie_nog_niet_gevraagd_is_weigert_niet(rij):
    rij.ondertekenaars.update(gevraagd_op=None)
    with pytest.raises(Weigering, match="Dit kan niet meer"):
        weigert(rij, Partij.OUDER, wijze=Wijze.LINK)


def test_een_vorige_versie_weiger_je_niet(rij, mensen):
    oud = partij(rij, Partij.OUDER)
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    bied_aan(mensen, Overeenkomst.objects.get())
    type(oud).objects.filter(pk=oud.pk).update(vervallen_op=None)
    with pytest.raises(Weigering, match="Dit kan niet meer"):
        acties_tekenen.weiger(oud, reden="Neen.", wijze=Wijze.LINK)


def test_alle_vier_langs_hun_eigen_weg(rij, mensen):
    teken(rij, Partij.ONDERNEMING)
    for wie, lid in ((Partij.LEERLING, mensen.lotte), (Partij.SCHOOL, mensen.coen)):
        tekent(rij, wie, wijze=Wijze.ACCOUNT, door=lid)
    assert Handtekening.objects.count() == 3
