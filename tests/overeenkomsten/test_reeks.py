"""Many agreements at once for the school: each ticked as read, each its own signature."""

import pytest

from gebruikers.overgang import Weigering
from overeenkomsten import acties, acties_wijziging
from overeenkomsten.acties_reeks import NIETS_AANGEVINKT, teken_reeks
from overeenkomsten.models import Handtekening, Overeenkomst
from overeenkomsten.statussen import Partij, Status
from tests.overeenkomsten.zaken import (
    andere_zaak,
    bied_aan,
    bied_wijziging_aan,
    klaar,
    lopend,
    partij,
    verstuurd,
    wijziging,
)
from tests.overzichten import zaken
from trajecten.models import Document, Inzage

pytestmark = pytest.mark.django_db
NAAM = "Coen Cast"


def namaak(rij: Overeenkomst) -> Overeenkomst:
    """Its document is there, without a PDF being made: what is printed is frozen already."""
    hash = f"{rij.pk:064x}"
    velden = {"bestand": "x.pdf", "sha256": hash, "bladzijden": 3}
    Document.objects.filter(pk=rij.tekenversie_id).update(gemaakt_op=rij.aangemaakt_op, **velden)
    rij.huidige_ondertekenaars.update(gevraagd_op=rij.aangemaakt_op)
    return Overeenkomst.objects.get(pk=rij.pk)


def stuur(mensen, **velden) -> Overeenkomst:
    return namaak(bied_aan(mensen, klaar(mensen, **velden), maak=False))


def vinkjes(*rijen: Overeenkomst, naam: str = NAAM) -> dict:
    scholen = [partij(rij, Partij.SCHOOL).pk for rij in rijen]
    hashes = [
        (f"hash-{pk}", rij.tekenversie.sha256) for pk, rij in zip(scholen, rijen, strict=True)
    ]
    return {"gelezen": scholen, "naam": naam, **dict(hashes)}


@pytest.fixture
def drie(mensen) -> list[Overeenkomst]:
    een = stuur(mensen)
    return [een, *(stuur(mensen, traject=andere_zaak(mensen)) for _ in range(2))]


def test_elk_aangevinkt_document_krijgt_een_handtekening(mensen, drie, client_van, adres):
    coen, url = client_van("coen"), adres("overeenkomsten:reeks")
    blad = coen.get(url)
    assert [rij.inhoud["leerling"] for rij in blad.context["page_obj"]]
    assert Inzage.objects.filter(deel="overeenkomstdocument", lid=mensen.coen).count() == 3
    assert (
        "3 documenten wachten op jouw" in coen.get(adres("overeenkomsten:lijst")).content.decode()
    )
    assert "Lees en teken ze samen" in coen.get(adres("overzichten:start")).content.decode()

    for niets in ({"naam": NAAM}, {"naam": ""}, {}):
        assert NIETS_AANGEVINKT in coen.post(url, niets).content.decode()
    anders = coen.post(url, vinkjes(drie[0], naam="Coen"))
    assert "Typ je naam zoals ze in je account staat" in anders.content.decode()
    assert f'value="{partij(drie[0], Partij.SCHOOL).pk}" id="gelezen-' in anders.content.decode()
    assert Handtekening.objects.count() == 0

    twee = vinkjes(*drie[:2])
    for _ in range(2):
        na = coen.post(url, twee, follow=True).content.decode()
        assert "Je hebt 2 overeenkomsten getekend." in na
    assert {h.sha256 for h in Handtekening.objects.all()} == {
        rij.tekenversie.sha256 for rij in drie[:2]
    }
    assert {(h.wijze, h.door) for h in Handtekening.objects.all()} == {("account", mensen.coen)}
    wacht = coen.get(url).context["page_obj"].object_list
    assert [rij.overeenkomst_id for rij in wacht] == [drie[2].pk]


def test_wat_intussen_wijzigde_houdt_de_rest_niet_tegen(mensen, drie, client_van, adres):
    een, twee, _ = drie
    oud = vinkjes(een, twee)
    oud[f"hash-{oud['gelezen'][0]}"] = "b" * 64  # of what was on the page before
    acties.naar_concept(twee, door=mensen.bea, reden="een fout")
    na = client_van("coen").post(adres("overeenkomsten:reeks"), oud, follow=True).content.decode()
    assert f"({een.nummer}) is niet getekend. De overeenkomst is intussen gewijzigd." in na
    assert f"({twee.nummer}) is niet getekend. Deze overeenkomst staat niet open" in na
    assert Handtekening.objects.count() == 0


def test_wat_sinds_de_vorige_versie_wijzigde_staat_erbij(mensen, client_van, adres):
    rij = stuur(mensen)
    nieuw = Overeenkomst.objects.get(pk=rij.pk)
    nieuw.polisnummer = "AO-78"
    acties.wijzig(nieuw, door=mensen.bea)
    namaak(bied_aan(mensen, Overeenkomst.objects.get(pk=rij.pk), maak=False))
    blad = client_van("coen").get(adres("overeenkomsten:reeks")).content.decode()
    assert "Gewijzigd sinds de vorige versie: het polisnummer" in blad


def test_niet_voor_een_ander_en_niet_voor_een_andere_partij(mensen, drie):
    """Whatever is sent: the act asks of each whether it is theirs."""
    een = drie[0]
    gelezen = {partij(een, Partij.SCHOOL): een.tekenversie.sha256}
    with pytest.raises(Weigering, match="Typ je naam"):
        teken_reeks(gelezen, getypte_naam=NAAM, door=mensen.bea)
    [uitkomst] = teken_reeks(gelezen, getypte_naam="Bea Cast", door=mensen.bea)
    assert "Alleen wie gevraagd is" in uitkomst.waarom
    els = {partij(een, Partij.OUDER): een.tekenversie.sha256}
    assert teken_reeks(els, getypte_naam=NAAM, door=mensen.coen)[0].waarom


def test_een_laatste_handtekening_maakt_elk_af(mensen):
    rij = verstuurd(mensen, traject=andere_zaak(mensen))
    rij.huidige_ondertekenaars.exclude(partij=Partij.SCHOOL).update(vervallen_op=rij.aangemaakt_op)
    gelezen = {partij(rij, Partij.SCHOOL): rij.tekenversie.sha256}
    assert not teken_reeks(gelezen, getypte_naam=NAAM, door=mensen.coen)[0].waarom
    assert Overeenkomst.objects.get(pk=rij.pk).status == Status.GETEKEND


def test_een_wijziging_staat_ertussen_en_wordt_mee_getekend(mensen, client_van, adres):
    rij, ander = lopend(mensen), stuur(mensen, traject=andere_zaak(mensen))
    stuk = bied_wijziging_aan(mensen, wijziging(mensen, rij, vanaf=10, uren_school=8))
    coen, url = client_van("coen"), adres("overeenkomsten:reeks")
    blad = coen.get(url)
    assert {rij.stuk for rij in blad.context["page_obj"]} == {stuk, ander}
    assert f"wijziging {stuk}" in blad.text
    assert "8 uur per week</b>" in blad.text
    assert "Reden: Afgesproken." in blad.text
    na = coen.post(url, vinkjes(stuk, ander), follow=True).text
    assert "Je hebt 1 wijziging en 1 overeenkomst getekend." in na
    school = partij(stuk, Partij.SCHOOL)
    assert school.handtekening.sha256 == stuk.tekenversie.sha256
    assert not coen.get(url).context["page_obj"].object_list
    acties_wijziging.naar_concept(stuk, reden="een fout", door=mensen.bea)
    nieuw = bied_wijziging_aan(mensen, type(stuk).objects.get(pk=stuk.pk))
    oud = vinkjes(nieuw) | {f"hash-{partij(nieuw, Partij.SCHOOL).pk}": stuk.tekenversie.sha256}
    na = coen.post(url, oud, follow=True).text
    assert f"({nieuw}) is niet getekend. De wijziging is intussen gewijzigd." in na


def test_vijftig_kosten_de_bladzijde_niet_meer(mensen, client_van, adres, meet):
    coen, url = client_van("coen"), adres("overeenkomsten:reeks")

    def erbij(aantal: int) -> None:
        for _ in range(aantal):
            rij = zaken.overeenkomst(mensen, zaken.zaak(mensen), Status.TER_ONDERTEKENING)
            rij.ondertekenaars.filter(partij="school").update(gebruiker=mensen.coen.gebruiker)
            document = Document.objects.create(
                traject=rij.traject, soort="tekenversie", bron=f"overeenkomst-{rij.pk}", inhoud={},
                titel="x", sjabloonversie="oud", bestand="x.pdf", sha256="a" * 64,
                gemaakt_op=rij.aangemaakt_op,
            )  # fmt: skip
            Overeenkomst.objects.filter(pk=rij.pk).update(tekenversie=document)

    erbij(5)
    vijf = meet(coen, url)
    erbij(45)
    assert meet(coen, url) == vijf <= 25
