"""The bewijsdocument as a PDF: the tekenversie untouched, tagged, PDF/A-3, with its files."""

import io
from itertools import pairwise

import pikepdf
import pypdf
import pytest

from overeenkomsten.bewijsdocument import bijlagen_van, tekenversie_in, voeg_samen
from overeenkomsten.documenten import controleadres
from tests.overeenkomsten.zaken import getekend
from trajecten.documenten import maak_pdf
from trajecten.models import Document

pytestmark = pytest.mark.django_db


def pdf_van(document: Document) -> pikepdf.Pdf:
    with document.bestand.open("rb") as bestand:
        return pikepdf.open(io.BytesIO(bestand.read()))


@pytest.fixture
def rij(mensen):
    return getekend(mensen)


@pytest.fixture
def bewijs(rij):
    with pdf_van(rij.bewijs) as pdf:
        yield pdf


def oudertabel(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    nummers = pdf.Root.StructTreeRoot.ParentTree.Nums
    sleutels = [int(nummer) for nummer in nummers[::2]]
    assert all(deze < volgende for deze, volgende in pairwise(sleutels))
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey == sleutels[-1] + 1
    return dict(zip(sleutels, nummers[1::2], strict=True))


def elementen(deel: pikepdf.Object):
    """Every element of the structure tree below this one."""
    for kind in deel.get("/K", []):
        if isinstance(kind, pikepdf.Dictionary) and "/S" in kind:
            assert kind.P.objgen == deel.objgen
            yield kind
            yield from elementen(kind)


def test_de_bladen_van_de_tekenversie_zijn_onaangeroerd(rij, bewijs):
    with pdf_van(rij.tekenversie) as tekenversie:
        assert len(bewijs.pages) == len(tekenversie.pages) + 1
        for oud, nieuw in zip(tekenversie.pages, bewijs.pages, strict=False):
            assert nieuw.Contents.read_bytes() == oud.Contents.read_bytes()
            assert nieuw.StructParents == oud.StructParents
            assert nieuw.MediaBox == oud.MediaBox


def test_elk_blad_wijst_in_de_oudertabel_naar_zijn_eigen_elementen(bewijs):
    tabel = oudertabel(bewijs)
    sleutels = [int(blad.StructParents) for blad in bewijs.pages]
    assert len(set(sleutels)) == len(sleutels)
    for blad, sleutel in zip(bewijs.pages, sleutels, strict=True):
        assert len(tabel[sleutel])
        for mcid, element in enumerate(tabel[sleutel]):
            assert element.Pg.objgen == blad.obj.objgen
            assert mcid in [kind for kind in element.K if isinstance(kind, int)]


def test_elke_link_wijst_naar_het_element_dat_hem_noemt(bewijs):
    tabel = oudertabel(bewijs)
    links = [(blad, link) for blad in bewijs.pages for link in blad.obj.get("/Annots", [])]
    links = [(blad, link) for blad, link in links if link.Subtype == "/Link"]  # not of the seal
    assert links
    for blad, link in links:
        element = tabel[int(link.StructParent)]
        genoemd = [kind.Obj.objgen for kind in element.K if isinstance(kind, pikepdf.Dictionary)]
        assert (element.S, element.Pg.objgen) == ("/Link", blad.obj.objgen)
        assert link.objgen in genoemd


def test_de_boom_heeft_een_wortel_en_het_bewijsblad_hangt_erin(rij, bewijs):
    (document,) = bewijs.Root.StructTreeRoot.K
    assert document.S == "/Document"
    laatste = bewijs.pages[-1].obj.objgen
    van_blad = [e for e in elementen(document) if "/Pg" in e and e.Pg.objgen == laatste]
    assert {"/H1", "/H2", "/P", "/Figure", "/Link"} <= {str(e.S) for e in van_blad}
    figuur = next(e for e in van_blad if e.S == "/Figure")
    assert "QR-code" in str(figuur.Alt)


def test_het_is_pdfa_3a_met_bijlagen_die_zeggen_wat_ze_zijn(rij, bewijs):
    with bewijs.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
    assert bewijs.Root.MarkInfo.Marked
    assert bewijs.Root.OutputIntents[0].S == "/GTS_PDFA1"
    verbanden = {naam: spec.obj.AFRelationship for naam, spec in bewijs.attachments.items()}
    data = dict.fromkeys(("inhoud.json", "bewijs.json"), "/Data")
    assert verbanden == data | {"tekenversie.pdf": "/Source"}
    genoemd = {ding.objgen for ding in bewijs.Root.AF}
    assert genoemd == {spec.obj.objgen for spec in bewijs.attachments.values()}
    for spec in bewijs.attachments.values():
        assert {"/ModDate", "/Size"} <= set(spec.obj.EF.F.Params.keys())
        assert "/Subtype" in spec.obj.EF.F
    fonts = [f for blad in bewijs.pages for f in blad.Resources.Font.values()]
    assert all("/FontFile2" in f.DescendantFonts[0].FontDescriptor or
               "/FontFile3" in f.DescendantFonts[0].FontDescriptor for f in fonts)  # fmt: skip


def test_een_tweede_samenvoeging_nummert_verder(rij, bewijs):
    """A longer proof, or one more page later, keeps every key of its own."""
    with rij.bewijs.bestand.open("rb") as bestand:
        basis = bestand.read()
    context = {
        **rij.bewijs.inhoud,
        "qr": "",
        "handtekeningen": rij.bewijs.inhoud["handtekeningen"] * 9,
    }
    blad = maak_pdf("documenten/bewijs.html", context)
    samen = voeg_samen(basis, blad, bijlagen_van(b"%PDF-", {}, {}), rij.bewijs.gemaakt_op)
    with pikepdf.open(io.BytesIO(samen)) as pdf:
        assert len(pdf.pages) > len(bewijs.pages) + 1
        test_elk_blad_wijst_in_de_oudertabel_naar_zijn_eigen_elementen(pdf)
        test_elke_link_wijst_naar_het_element_dat_hem_noemt(pdf)


def test_het_blad_verwijst_naar_de_pagina_die_controleert(rij):
    with rij.bewijs.bestand.open("rb") as bestand:
        blad = pypdf.PdfReader(io.BytesIO(bestand.read())).pages[-1]
    links = [link.get_object() for link in blad["/Annots"]]
    adressen = [link["/A"]["/URI"] for link in links if link["/Subtype"] == "/Link"]
    assert adressen == [controleadres(rij.tekenversie.sha256)]
    assert rij.bewijs.inhoud["adres"].endswith(f"/controle/{rij.tekenversie.sha256[:32]}/")


def test_de_tekenversie_wordt_weer_gevonden_en_rommel_niet(rij):
    with rij.bewijs.bestand.open("rb") as bestand, rij.tekenversie.bestand.open("rb") as origineel:
        assert tekenversie_in(bestand) == origineel.read()
    for rommel in (b"", b"%PDF-1.7\nrommel", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"):
        assert tekenversie_in(io.BytesIO(rommel)) is None


def test_een_bijlage_die_uitzet_wordt_niet_uitgepakt():
    """Some hundred kilobytes that become 300 MB."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["tekenversie.pdf"] = pikepdf.AttachedFileSpec(pdf, bytes(300 * 1024 * 1024))
    bom = io.BytesIO()
    pdf.save(bom)
    assert len(bom.getvalue()) < 1024 * 1024
    assert tekenversie_in(bom) is None
