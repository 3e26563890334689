"""The file of a document, and another try when it could not be made."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from gebruikers.antwoord import PDF, bestand_antwoord
from gebruikers.zicht import Recht, eis, soort_van
from trajecten import documenten
from trajecten.models import Document


def pdf_antwoord(document: Document) -> FileResponse:
    """The PDF, shown in the browser; kept by no cache on the way."""
    if not document.is_klaar:
        raise Http404("Dit document wordt nog gemaakt.")
    return bestand_antwoord(document.bestand.open("rb"), document.bestandsnaam, PDF, toon=True)


def _document(request, document_id: int) -> Document:
    zichtbaar = Document.objects.zichtbaar_voor(request.lid).select_related("traject__school")
    document = get_object_or_404(zichtbaar, pk=document_id)
    request.deel = soort_van(document)
    return document


@require_GET
def document(request, document_id: int):
    return pdf_antwoord(_document(request, document_id))


@require_POST
def document_opnieuw(request, document_id: int):
    document = _document(request, document_id)
    eis(request.lid, soort_van(document), Recht.SCHRIJF)
    documenten.probeer_opnieuw(document)
    messages.success(request, "Het document komt hier zodra het gemaakt is.")
    if document.over == Document.Over.EVALUATIE:
        traject = document.traject
        return redirect("opleidingsplannen:evaluatie", traject.school.code, traject.pk)
    return redirect(f"{document.traject.get_absolute_url()}?deel=documenten")
