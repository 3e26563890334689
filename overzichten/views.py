"""Start pages."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET


@require_GET
def start(request):
    return TemplateResponse(request, "overzichten/start.html", {})
