"""A PDF that somebody signed elsewhere: ours with signatures and nothing more, and by whom."""

import datetime
import io
import re

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import validation
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from gebruikers.overgang import Weigering
from overeenkomsten import getekende_pdf, uitgevers
from overeenkomsten.getekende_pdf import lees_getekende_pdf
from overeenkomsten.scan import BLADZIJDEN
from tests.overeenkomsten.elders import (
    BURGERS,
    RIJKSREGISTERNUMMER,
    VAN,
    nu,
    onderteken,
    pem,
    uitgever,
)
from trajecten.documenten import maak_pdf

INHOUD = {
    "nummer": "OAO 2026-0001 · versie 1", "titel": "Overeenkomst", "school": {"naam": "De Eik"},
    "opgemaakt": "opgemaakt op 1 september 2026", "sha256": "0" * 64, "bladzijden": 2,
    "code": "0000 0000", "partijen": [],
}  # fmt: skip
JAN = "Jan Cools (Signature)"


def document(**anders) -> bytes:
    inhoud = INHOUD | anders
    return maak_pdf("documenten/handtekeningenblad.html", inhoud, te_tekenen=True)


@pytest.fixture(scope="module")
def onze() -> bytes:
    return document()


@pytest.fixture(scope="module")
def getekend(onze) -> bytes:
    return onderteken(onze, JAN)


def waarom_niet(pdf: bytes, onze: bytes) -> str:
    with pytest.raises(ValidationError) as fout:
        lees_getekende_pdf(pdf, onze)
    return " ".join(fout.value.messages)


def met_een_andere_byte(pdf: bytes, plek: int) -> bytes:
    return pdf[:plek] + bytes([pdf[plek] ^ 0x01]) + pdf[plek + 1 :]


def met_een_bladzijde_erbij(pdf: bytes) -> bytes:
    """As an update after what was there: the bytes before stay."""
    schrijver = IncrementalPdfFileWriter(io.BytesIO(pdf))
    bladen = schrijver.root["/Pages"]
    blad = bladen["/Kids"][0].get_object()
    nieuw = schrijver.add_object(type(blad)({k: v for k, v in blad.items() if k != "/Annots"}))
    bladen["/Kids"].append(nieuw)
    bladen["/Count"] = type(bladen["/Count"])(int(bladen["/Count"]) + 1)
    schrijver.update_container(bladen)
    schrijver.update_container(bladen["/Kids"])
    uit = io.BytesIO()
    schrijver.write(uit)
    return uit.getvalue()


def opnieuw_bewaard(pdf: bytes, **hoe) -> bytes:
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as open_:
        open_.save(uit, **hoe)
    return uit.getvalue()


def test_een_handtekening_met_wie_wanneer_en_van_welke_uitgever(onze, getekend):
    voor = nu()
    [gezet] = lees_getekende_pdf(onderteken(onze, JAN), onze)
    assert (gezet.houder, gezet.uitgever, gezet.keten) == (JAN, "Citizen CA", "niet")
    assert voor <= gezet.gezet_op <= nu()
    assert len(gezet.certificaat) == 64
    assert RIJKSREGISTERNUMMER not in str(gezet)


def test_twee_handtekeningen_in_de_volgorde_waarin_ze_gezet_zijn(onze, getekend):
    twee = onderteken(getekend, "Lotte Maes", zichtbaar=True)
    assert [g.houder for g in lees_getekende_pdf(twee, onze)] == [JAN, "Lotte Maes"]


def test_wie_voor_het_certificaat_instaat(onze, getekend, settings):
    settings.VERTROUWDE_UITGEVERS = pem(uitgever("Andere CA")[1], uitgever(BURGERS)[1])
    assert lees_getekende_pdf(getekend, onze)[0].keten == "gekwalificeerd"
    zonder = onderteken(onze, JAN, qc=())
    assert lees_getekende_pdf(zonder, onze)[0].keten == "heel"
    zegel = onderteken(onze, JAN, qc=("qct_eseal",))
    assert lees_getekende_pdf(zegel, onze)[0].keten == "heel"
    settings.VERTROUWDE_UITGEVERS = pem(uitgever("Andere CA")[1])
    assert "klopt niet of is niet vertrouwd (uitgever: Citizen CA)" in waarom_niet(getekend, onze)
    settings.VERTROUWDE_UITGEVERS = "rommel"
    with pytest.raises(Weigering, match="VERTROUWDE_UITGEVERS"):
        lees_getekende_pdf(getekend, onze)


def test_zonder_lijst_heet_niets_gekwalificeerd(onze, getekend):
    assert uitgevers.vertrouwde_uitgevers() == []
    [gezet] = lees_getekende_pdf(getekend, onze)
    assert gezet.keten_in_woorden == "keten niet gecontroleerd, intrekking niet nagekeken"
    assert not gezet.is_nagegaan


@pytest.mark.parametrize(
    ("maak", "zin"),
    [
        (lambda onze, _: onze, getekende_pdf.GEEN),
        (lambda onze, _: document(titel="Andere"), getekende_pdf.ANDER),
        (lambda onze, _: onderteken(document(titel="Andere"), JAN), getekende_pdf.ANDER),
        (lambda onze, pdf: met_een_andere_byte(pdf, 200), getekende_pdf.GEWIJZIGD),
        (lambda onze, pdf: met_een_andere_byte(pdf, re.search(rb"0{20,}>", pdf).start() - 20),
         getekende_pdf.BESCHADIGD),
        (lambda onze, pdf: met_een_andere_byte(pdf, pdf.rfind(b"Handtekening van") + 2),
         getekende_pdf.BESCHADIGD),
        (lambda onze, pdf: met_een_bladzijde_erbij(pdf), getekende_pdf.GEWIJZIGD),
        (lambda onze, _: met_een_bladzijde_erbij(onze), getekende_pdf.GEWIJZIGD),
        (lambda onze, _: onderteken(met_een_bladzijde_erbij(onze), JAN), getekende_pdf.GEWIJZIGD),
        (lambda onze, pdf: opnieuw_bewaard(
            pdf, encryption=pikepdf.Encryption(owner="a", user="b")), getekende_pdf.OP_SLOT),
        (lambda onze, pdf: pdf + b" " * getekende_pdf.ERBIJ, getekende_pdf.TEVEEL_ERBIJ),
        (lambda onze, pdf: pdf + b" " * getekende_pdf.HOOGSTENS, getekende_pdf.TE_GROOT),
    ],
    ids=[
        "zonder handtekening", "ander document", "ander document, getekend", "een byte anders",
        "handtekening beschadigd", "na het tekenen een byte anders", "daarna een bladzijde erbij",
        "bladzijde erbij, niet getekend", "bladzijde erbij en dan getekend",
        "wachtwoord", "veel erbij", "te groot",
    ],
)  # fmt: skip
def test_wat_niet_door_kan_en_waarom(onze, getekend, maak, zin):
    assert waarom_niet(maak(onze, getekend), onze) == zin


def achter(onze: bytes, ander: bytes) -> bytes:
    """Our bytes in front, and behind them a whole other document that a reader sees instead."""
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(ander)) as gelezen:
        gelezen.save(uit, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    kaal, ervoor = uit.getvalue(), len(onze)
    lijf, xref = kaal[: kaal.rindex(b"xref\n0 ")], kaal[kaal.rindex(b"xref\n0 ") :]
    xref = re.sub(rb"(\d{10})( 00000 n)", lambda m: b"%010d%s" % (int(m[1]) + ervoor, m[2]), xref)
    xref = re.sub(rb"startxref\n(\d+)", lambda m: b"startxref\n%d" % (int(m[1]) + ervoor), xref)
    return onze + lijf + xref


def test_ons_document_ervoor_telt_niet_als_een_lezer_een_ander_leest(onze):
    pdf = achter(onze, document(titel="Andere"))
    with pikepdf.open(io.BytesIO(pdf)) as gelezen:
        assert len(gelezen.pages) == 1
    assert waarom_niet(onderteken(pdf, JAN), onze) == getekende_pdf.GEWIJZIGD


def test_het_certificaat_moet_toen_gelden(onze):
    kort = {"van": VAN, "tot": datetime.datetime(2022, 3, 1, tzinfo=datetime.UTC)}
    zin = waarom_niet(onderteken(onze, JAN, **kort), onze)
    assert "het loopt van 1/1/2020 tot 1/3/2022" in zin
    with time_machine.travel(datetime.datetime(2022, 2, 1, tzinfo=datetime.UTC)):
        toen = onderteken(onze, JAN, **kort)
    assert lees_getekende_pdf(toen, onze)[0].gezet_op.year == 2022


def test_wie_tekent_mag_verbieden_dat_er_nog_iets_bij_komt(onze, monkeypatch):
    vast = onderteken(onze, JAN, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    assert lees_getekende_pdf(vast, onze)
    monkeypatch.setattr(validation, "read_certification_data", lambda lezer: None)
    assert waarom_niet(onderteken(vast, "Lotte Maes"), onze) == getekende_pdf.GEWIJZIGD


def test_een_handtekening_gaat_over_het_hele_document_tot_daar(onze, getekend, monkeypatch):
    half = SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START
    monkeypatch.setattr(EmbeddedPdfSignature, "evaluate_signature_coverage", lambda zelf: half)
    assert waarom_niet(getekend, onze) == getekende_pdf.GEWIJZIGD


def met_iets_erin(pdf: bytes) -> bytes:
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as open_:
        open_.attachments["x.docm"] = b"macro"
        open_.save(uit)
    return uit.getvalue()


def test_geen_raad_die_de_handtekening_stukmaakt(onze, getekend):
    assert waarom_niet(met_iets_erin(getekend), onze) == getekende_pdf.DOET_IETS
    assert waarom_niet(b"%PDF-1.7 kapot", onze) == getekende_pdf.ONLEESBAAR
    for zin in (getekende_pdf.DOET_IETS, getekende_pdf.ONLEESBAAR, getekende_pdf.OP_SLOT):
        assert not re.search("druk|scan|bewaar", zin, re.IGNORECASE)


def met_bladzijden(pdf: bytes, aantal: int) -> bytes:
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as open_:
        for _ in range(aantal - len(open_.pages)):
            open_.pages.append(open_.pages[0])
        open_.save(uit)
    return uit.getvalue()


def test_ons_document_mag_lang_zijn_en_een_ander_niet_langer(onze):
    lang = met_bladzijden(onze, BLADZIJDEN + 1)
    assert lees_getekende_pdf(onderteken(lang, JAN), lang)
    ander = met_bladzijden(document(titel="Andere"), BLADZIJDEN + 1)
    assert waarom_niet(ander, onze) == getekende_pdf.ANDER


def test_te_veel_handtekeningen_of_een_zonder_tijd(onze, getekend, monkeypatch):
    monkeypatch.setattr(getekende_pdf, "TEVEEL_HANDTEKENINGEN", 1)
    assert lees_getekende_pdf(getekend, onze)
    assert waarom_niet(onderteken(getekend, "Lotte Maes"), onze) == getekende_pdf.GEWIJZIGD
    monkeypatch.setattr(EmbeddedPdfSignature, "self_reported_timestamp", None)
    assert waarom_niet(getekend, onze) == getekende_pdf.ZONDER_TIJD.format(JAN)
