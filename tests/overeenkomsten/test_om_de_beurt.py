"""All parties at once, or in turn: who comes later is not asked, and cannot sign yet."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.models.school import Tekenvolgorde
from gebruikers.overgang import Weigering
from leerlingen.models import Leerling
from overeenkomsten import acties_tekenen, tasks
from overeenkomsten.models import Ondertekenaar, Tekenlink
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.voorstel import voorstel
from tests import factories as f
from tests.overeenkomsten.zaken import Wijze, klaar, mails, partij, teken, verstuurd

pytestmark = pytest.mark.django_db
EERST = ["els@eik.example", "lotte@eik.example"]
BAAS, COEN = "baas@cools.example", "coen@eik.example"


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen, volgorde=Tekenvolgorde.BEURT)


def staten(rij) -> dict[str, str]:
    rijen = rij.huidige_ondertekenaars.select_related("handtekening")
    return {partij.partij: partij.staat for partij in rijen}


def test_de_school_kiest_wat_een_overeenkomst_voorstelt(mensen):
    concept = klaar(mensen)
    deel = (mensen.traject, concept.vestiging, mensen.leerling.opleiding)
    assert voorstel(*deel, mensen.bea).volgorde == Tekenvolgorde.SAMEN
    mensen.bea.school.tekenvolgorde = Tekenvolgorde.BEURT
    assert voorstel(*deel, mensen.bea).volgorde == Tekenvolgorde.BEURT


def test_een_handtekening_geeft_de_beurt_door(mensen, rij):
    assert mails("vraag") == EERST
    assert staten(rij) == {
        "leerling": "wacht", "ouder": "wacht", "onderneming": "later", "school": "later",
    }  # fmt: skip
    assert not Tekenlink.objects.filter(ondertekenaar__partij=Partij.ONDERNEMING).exists()
    teken(rij, Partij.LEERLING)
    assert mails("vraag") == EERST, "the parent still has to"
    teken(rij, Partij.OUDER)
    assert mails("vraag") == [BAAS, *EERST]
    assert staten(rij)["school"] == "later"
    teken(rij, Partij.ONDERNEMING)
    assert mails("vraag") == [BAAS, COEN, *EERST]
    rij = teken(rij, Partij.SCHOOL)
    assert rij.status == Status.GETEKEND
    assert len(mails("voltooid")) == 0, "the document is not made yet"


def test_wie_later_komt_tekent_noch_weigert(mensen, rij, client_van, adres):
    with pytest.raises(Weigering, match="nog niet aan de beurt"):
        teken(rij, Partij.SCHOOL)
    with pytest.raises(Weigering, match="nog niet aan de beurt"):
        acties_tekenen.weiger(
            partij(rij, Partij.SCHOOL), reden="Nee", wijze=Wijze.ACCOUNT, door=mensen.coen
        )
    coen = client_van("coen")
    antwoord = coen.get(adres("overeenkomsten:tekenen", rij.pk), follow=True)
    assert "Je bent nog niet aan de beurt." in antwoord.content.decode()
    assert antwoord.content.decode().count("later aan de beurt: krijgt de vraag") == 2
    vandaag = coen.get(adres("overzichten:start")).content.decode()
    assert "Niets wacht op jouw handtekening" in vandaag
    dossier = client_van("bea").get(adres("overzichten:start")).content.decode()
    assert "de leerling en een ouder moeten nog tekenen" in dossier


def test_enkel_wie_aan_de_beurt_is_wordt_herinnerd(rij):
    lang = timezone.now() - datetime.timedelta(days=9)
    Ondertekenaar.objects.filter(gevraagd_op__isnull=False).update(gevraagd_op=lang)
    Tekenlink.objects.update(gemaakt_op=lang)
    tasks.herinner_ondertekenaars()
    assert mails("herinnering") == EERST


def test_op_achttien_is_meteen_de_onderneming_aan_de_beurt(mensen, rij):
    teken(rij, Partij.LEERLING)
    Leerling.objects.filter(pk=mensen.leerling.pk).update(geboortedatum=f.jaren_oud(18))
    tasks.verder_na_achttien()
    assert staten(rij)["ouder"] == "vervallen"
    assert staten(rij)["onderneming"] == "wacht"
