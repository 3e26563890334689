"""One parent signs, or both: the school's setting proposes, the agreement decides."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from leerlingen.acties import bewaar
from leerlingen.models import Betrokkene, Leerling
from overeenkomsten import acties_tekenen, acties_verleng
from overeenkomsten.models import Ondertekenaar, Overeenkomst
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tasks import verder_na_achttien
from overeenkomsten.voorstel import voorstel
from tests import factories as f
from tests.overeenkomsten.zaken import (
    Wijze,
    houdt_tegen,
    klaar,
    link_uit_mail,
    mails,
    teken,
    verstuurd,
)

pytestmark = pytest.mark.django_db
JAN = "jan@eik.example"


@pytest.fixture
def vader(mensen) -> Betrokkene:
    wie = {"relatie": "vader", "voornaam": "Jan", "naam": "Maes", "email": JAN}
    return f.BetrokkeneFactory(leerling=mensen.leerling, **wie)


@pytest.fixture
def rij(mensen, vader) -> Overeenkomst:
    return verstuurd(mensen, tweede_ouder=vader)


def beide(school) -> None:
    school.beide_ouders_tekenen = True
    school.save(update_fields=["beide_ouders_tekenen"])


def ouder_tekent(rij, wie: Betrokkene) -> None:
    partij = rij.huidige_ondertekenaars.get(ouder=wie)
    hoe = {"hash": rij.tekenversie.sha256, "getypte_naam": partij.naam, "wijze": Wijze.LINK}
    acties_tekenen.plaats_handtekening(partij, **hoe)


def zonder_gezag(ouder: Betrokkene, door) -> None:
    ouder = Betrokkene.objects.get(pk=ouder.pk)
    ouder.gezag = Betrokkene.Gezag.GEEN
    bewaar(ouder, door=door)


def staten(rij) -> list[str]:
    ouders = rij.huidige_ondertekenaars.filter(partij=Partij.OUDER)
    return [partij.staat for partij in ouders.select_related("handtekening")]


def stand(rij) -> str:
    return Overeenkomst.objects.get(pk=rij.pk).status


def test_de_instelling_stelt_de_tweede_ouder_voor_en_vraagt_hem(mensen, vader):
    concept = klaar(mensen)
    deel = (mensen.traject, concept.vestiging, mensen.leerling.opleiding, mensen.bea)
    assert voorstel(*deel).ouders == [mensen.moeder]
    assert houdt_tegen(concept) == []
    beide(mensen.school)
    mensen.traject.refresh_from_db()
    assert set(voorstel(*deel).ouders) == {mensen.moeder, vader}
    concept = Overeenkomst.objects.get(pk=concept.pk)
    assert houdt_tegen(concept) == [
        "Kies een tweede ouder die tekent, met gezag en met naam: bij gedeeld gezag tekenen op "
        "jullie school beide ouders."
    ]
    concept.tweede_ouder = vader
    assert houdt_tegen(concept) == []
    vader.gezag = "alleen"  # hers alone then, whatever the other row says
    vader.save()
    concept.tweede_ouder = None
    assert houdt_tegen(concept) == []


@pytest.mark.parametrize("veld", [{"gezag": "geen"}, {"naam": ""}])
def test_een_tweede_ouder_heeft_gezag_en_een_naam(mensen, vader, veld):
    concept = klaar(mensen, tweede_ouder=vader)
    Betrokkene.objects.filter(pk=vader.pk).update(**veld)
    concept = Overeenkomst.objects.get(pk=concept.pk)
    assert houdt_tegen(concept) == ["Kies een tweede ouder met gezag en met naam, of geen."]


def test_twee_keer_dezelfde_ouder_kan_niet(mensen, vader, rij):
    concept = klaar(mensen)
    for velden in ({"tweede_ouder": mensen.moeder}, {"ouder": None, "tweede_ouder": vader}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Overeenkomst.objects.filter(pk=concept.pk).update(**velden)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ondertekenaar.objects.create(
            overeenkomst=rij, versie=rij.versie, partij=Partij.OUDER, ouder=vader, naam="Jan"
        )


def test_beide_worden_gevraagd_en_samen_maken_ze_het_af(mensen, vader, rij):
    assert JAN in mails("vraag")
    inhoud = rij.tekenversie.inhoud
    assert inhoud["partijen"][0]["door"] == (
        "Els Jacobs en Jan Maes, ouders (leerling is minderjarig)"
    )
    assert inhoud["namen"]["ouder"] == "Els Jacobs en Jan Maes"
    rij = teken(rij, Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    ouder_tekent(rij, mensen.moeder)
    assert stand(rij) == Status.TER_ONDERTEKENING
    ouder_tekent(rij, vader)
    rij = Overeenkomst.objects.get(pk=rij.pk)
    assert rij.status == Status.GETEKEND
    assert [h["naam"] for h in rij.bewijs.inhoud["handtekeningen"]][-2:] == [
        "Els Jacobs", "Jan Maes",
    ]  # fmt: skip
    vervolg = acties_verleng.verleng(rij, door=mensen.bea)
    assert vervolg.ouders == [mensen.moeder, vader]


def test_op_achttien_tekenen_beide_niet_meer(mensen, rij):
    rij = teken(rij, Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    Leerling.objects.filter(pk=mensen.leerling.pk).update(geboortedatum=f.jaren_oud(18))
    verder_na_achttien()
    assert (stand(rij), staten(rij)) == (Status.GETEKEND, ["vervallen", "vervallen"])
    assert mails("tekent_alleen") == ["els@eik.example", JAN]


def test_wie_gezag_verliest_laat_het_aan_de_andere(mensen, vader, rij, client):
    rij = teken(rij, Partij.LEERLING, Partij.ONDERNEMING, Partij.SCHOOL)
    pad = link_uit_mail(JAN)
    ouder_tekent(rij, mensen.moeder)
    zonder_gezag(vader, mensen.ada)
    assert (stand(rij), staten(rij)) == (Status.GETEKEND, ["ja", "vervallen"])
    assert client.get(pad).status_code == 410
    with pytest.raises(Weigering, match="staat niet open"):
        ouder_tekent(rij, vader)


def test_is_er_geen_ander_dan_wacht_het_op_de_school(mensen, vader, rij, client_van, adres):
    zonder_gezag(vader, mensen.ada)
    assert staten(rij) == ["wacht", "vervallen"]
    zonder_gezag(mensen.moeder, mensen.ada)
    verder_na_achttien()
    zonder_gezag(mensen.moeder, mensen.ada)  # saved again: nothing new
    assert staten(rij) == ["wacht", "vervallen"]
    blad = client_van("bea").get(rij.get_absolute_url()).content.decode()
    assert "Deze ouder heeft geen gezag meer en kan niet tekenen." in blad
    zinnen = rij.traject.gebeurtenissen.filter(tekst__startswith="Een ouder heeft geen gezag")
    assert zinnen.filter(tekst__contains="Kies wie anders tekent").count() == 1
    vandaag = client_van("bea").get(adres("overzichten:start")).content.decode()
    assert "een ouder heeft geen gezag meer: kies wie anders tekent" in vandaag


def test_twee_ouders_met_een_account(mensen, vader, client_van, adres):
    """Each signs as themselves: the page says who, and what it sends is of that one."""
    Betrokkene.objects.filter(pk=vader.pk).update(gebruiker=mensen.els.gebruiker, email="")
    rij = verstuurd(mensen, tweede_ouder=Betrokkene.objects.get(pk=vader.pk))
    els, url = client_van("els"), adres("overeenkomsten:tekenen", rij.pk)
    for naam in ("Els Jacobs", "Jan Maes"):
        wie = els.get(url).context["wie"]
        assert wie.naam == naam
        velden = {"wie": wie.pk, "hash": rij.tekenversie.sha256, "gelezen": "on", "naam": naam}
        assert els.post(url, velden).status_code == 302
        assert els.post(url, velden).status_code == 302, "a second press"
    assert staten(rij) == ["ja", "ja"]
