"""To sign with a pen: the tekenversie as it is, and a sheet that names it by its vingerafdruk.

Only the sheet is signed and scanned. The pages before it stay with who signed: a national number
that somebody wrote there by hand is not handed in.
"""

import re

from overeenkomsten.bewijsdocument import voeg_samen
from overeenkomsten.models.stuk import Stuk
from trajecten.documenten import documentsoort, maak_pdf, vraag_document
from trajecten.models import Document

SOORT = "papierversie"


def papiercode(sha256: str) -> str:
    """'3F9A 1C22': the beginning of the vingerafdruk, to read from paper."""
    begin = sha256[:8].upper()
    return f"{begin[:4]} {begin[4:]}"


def zelfde_code(getypt: str, sha256: str) -> bool:
    """However it is spaced; a letter O was a zero."""
    kaal = re.sub(r"[\W_]", "", getypt).upper().replace("O", "0")
    return kaal == papiercode(sha256).replace(" ", "")


def papierversie_van(stuk: Stuk) -> Document | None:
    """Of the present version, when it was asked for."""
    van = {"soort": SOORT, "bron": stuk.bron, "versie": stuk.versie}
    return Document.objects.filter(traject=stuk.traject, **van).first()


def vraag_papierversie(stuk: Stuk) -> Document:
    tekenversie = stuk.tekenversie
    partijen = stuk.huidige_ondertekenaars.filter(vervallen_op=None).order_by("pk")
    return vraag_document(
        stuk.traject,
        soort=SOORT,
        bron=stuk.bron,
        versie=stuk.versie,
        titel=f"{stuk}, versie {stuk.versie} (om op papier te tekenen)",
        inhoud={
            **{k: tekenversie.inhoud[k] for k in ("nummer", "titel", "school", "opgemaakt")},
            "tekenversie": tekenversie.pk,
            "bladzijden": tekenversie.bladzijden,
            "sha256": tekenversie.sha256,
            "code": papiercode(tekenversie.sha256),
            "partijen": [
                {
                    "partij": partij.get_partij_display(),
                    "naam": partij.naam,
                    "hoedanigheid": partij.hoedanigheid,
                }
                for partij in partijen
            ],
        },
    )


@documentsoort(SOORT)
def maak_papierversie(document: Document) -> bytes:
    tekenversie = Document.objects.get(pk=document.inhoud["tekenversie"])
    with tekenversie.bestand.open("rb") as bestand:
        origineel = bestand.read()
    blad = maak_pdf("documenten/handtekeningenblad.html", document.inhoud)
    return voeg_samen(origineel, blad, [], op=tekenversie.gemaakt_op)
