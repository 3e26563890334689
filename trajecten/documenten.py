"""Documents: frozen contents in, a PDF out, once.

A kind of document registers its renderer here; the row is written in the transaction of what it
documents, a task makes the file, and the sweep makes what was left.
"""

import datetime
import logging
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import pikepdf
import pydyf
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from gebruikers.bestanden import sha256_van
from gebruikers.feiten import meld_document_klaar
from gebruikers.models import School
from gebruikers.muur import schooltaak
from gebruikers.pogingen import MAX_POGINGEN, weer_op
from gebruikers.tasks import duw
from trajecten.models import Document, Traject

logger = logging.getLogger(__name__)

SJABLOONVERSIE = "2026-4"
NIET_GELUKT = "Het document kon niet gemaakt worden."
LATER = datetime.timedelta(minutes=10)
STATISCH = Path(settings.BASE_DIR / "static").resolve()
SOORTEN: dict[str, Callable[[Document], bytes]] = {}


class NietNu(Exception):
    """A document cannot be made until somebody puts this installation right; says what to ask."""


def datum(dag: datetime.date) -> str:
    """As a document prints it."""
    return date_format(dag, "j F Y")


def school_als_inhoud(school: School) -> dict[str, str]:
    """What a document may print of the school."""
    velden = ("naam", "adres", "instellingsnummer", "telefoon", "gemeente")
    return {veld: getattr(school, veld) for veld in velden}


def documentsoort(naam: str) -> Callable:
    """Register a pure function Document → bytes of a PDF, from `document.inhoud` alone."""

    def decorator(functie: Callable[[Document], bytes]) -> Callable:
        SOORTEN[naam] = functie
        return functie

    return decorator


def vraag_document(
    traject: Traject,
    *,
    soort: str,
    bron: str,
    versie: int,
    titel: str,
    inhoud: dict,
    over: str = Document.Over.OVEREENKOMST,
) -> Document:
    """The document of this key: asked for once, made in the background. `over`: who reads it."""
    document, _ = Document.objects.get_or_create(
        traject=traject,
        soort=soort,
        bron=bron,
        versie=versie,
        defaults={
            "school": traject.school,
            "over": over,
            "titel": titel,
            "inhoud": inhoud,
            "sjabloonversie": SJABLOONVERSIE,
        },
    )
    duw(maak_document, document)
    return document


class AlleenStatisch(URLFetcher):
    """A template may load what lies under static/ and nothing else, from nowhere else. A picture
    that it holds itself comes from nowhere."""

    def fetch(self, url: str, headers=None):
        if url.startswith("data:image/png;base64,"):
            return super().fetch(url, headers)
        deel = urlsplit(url)
        pad = Path(url2pathname(unquote(deel.path))).resolve()
        if deel.scheme != "file" or not pad.is_relative_to(STATISCH):
            raise FatalURLFetchingError(f"niet toegestaan in een document: {url}")
        return super().fetch(url, headers)


@cache
def _opmaak() -> dict:
    """The letters and the stylesheet, read once a process: a quarter of the work of a document."""
    letters = FontConfiguration()
    blad = CSS(
        STATISCH / "documenten/document.css", font_config=letters, url_fetcher=AlleenStatisch()
    )
    return {"font_config": letters, "stylesheets": [blad]}


def _voor_handtekeningen(document, pdf) -> None:
    """An empty form: who signs the file elsewhere fills it, and what else changes stands out."""
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array()})


def maak_pdf(sjabloon: str, context: dict, *, te_tekenen: bool = False) -> bytes:
    """A tagged PDF/A-3 of a template under templates/documenten/. `te_tekenen`: with room for the
    signatures of whoever.

    Raises ValueError when the template asks for a file outside static/.
    """
    html = HTML(
        string=render_to_string(sjabloon, context),
        base_url=f"{STATISCH.as_uri()}/",
        url_fetcher=AlleenStatisch(),
    )
    try:
        klaar = _voor_handtekeningen if te_tekenen else None
        return html.write_pdf(pdf_variant="pdf/a-3a", finisher=klaar, **_opmaak())
    except FatalURLFetchingError as fout:
        raise ValueError(str(fout)) from fout


@transaction.atomic
def _begin(document_id: int) -> bool:
    """Count this attempt before it begins, so that a document that takes its worker down with it is
    given up too; until then it is tried at every sweep, as a killed worker is no fault of its own.
    False when it is made, being made elsewhere, or given up."""
    document = (
        Document.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=document_id, gemaakt_op=None, opnieuw_op__isnull=False)
        .first()
    )
    if document is None:
        return False
    if document.pogingen >= MAX_POGINGEN:
        _mislukte(document)
        return False
    document.pogingen += 1
    document.save(update_fields=["pogingen"])
    return True


def _mislukte(document: Document) -> None:
    """This attempt failed: the next one waits longer each time, after the last there is none."""
    document.opnieuw_op = weer_op(document.pogingen)
    document.fout = NIET_GELUKT
    document.save(update_fields=["opnieuw_op", "fout"])


def _wacht(document: Document, reden: str) -> None:
    """It is no fault of this document, so the attempt does not count: it waits until it can be."""
    document.pogingen -= 1
    document.opnieuw_op = timezone.now() + LATER
    document.fout = reden
    document.save(update_fields=["pogingen", "opnieuw_op", "fout"])


def maak(document_id: int) -> None:
    """Render and store one document. Does nothing when it is made, or being made elsewhere.

    The row stays locked meanwhile: a killed worker frees it, and nothing is made twice.
    """
    if not _begin(document_id):
        return
    try:
        with transaction.atomic():
            document = (
                Document.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("traject__school")
                .filter(pk=document_id, gemaakt_op=None)
                .first()
            )
            if document is not None:
                _bewaar(document, SOORTEN[document.soort](document))
                meld_document_klaar(document)
    except NietNu as reden:
        logger.error("document %s wacht: %s", document_id, str(reden))
        _bij_wie_niet_af_is(document_id, partial(_wacht, reden=str(reden)))
    except Exception:
        logger.exception("document %s kon niet gemaakt worden", document_id)
        _bij_wie_niet_af_is(document_id, _mislukte)


@transaction.atomic
def _bij_wie_niet_af_is(document_id: int, doe: Callable[[Document], None]) -> None:
    onaf = Document.objects.select_for_update(of=("self",)).filter(gemaakt_op=None)
    if document := onaf.filter(pk=document_id).first():
        doe(document)


def _bewaar(document: Document, pdf: bytes) -> None:
    bestand = ContentFile(pdf)
    document.sha256 = sha256_van(bestand)
    with pikepdf.open(bestand) as lezer:
        document.bladzijden = len(lezer.pages)
    bestand.seek(0)
    document.gemaakt_op = timezone.now()
    document.fout = ""
    document.bestand.save("document.pdf", bestand, save=False)
    document.save()


def probeer_opnieuw(document: Document) -> None:
    """Give a document that could not be made another five tries."""
    onaf = Document.objects.filter(pk=document.pk, gemaakt_op=None)
    if onaf.update(pogingen=0, fout="", opnieuw_op=timezone.now()):
        duw(maak_document, document)


@schooltaak
def maak_document(document_id: int) -> None:
    maak(document_id)
