"""Which school an address is about, and as whom one looks: `request.lid` or None."""

from django.core.exceptions import BadRequest
from django.http import Http404

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol

VOLGORDE = list(Rol)


def sessiesleutel(school_code: str) -> str:
    """Where the session remembers the chosen role of somebody with several roles at a school."""
    return f"rol:{school_code}"


class NulMiddleware:
    """A NUL character is in no text that anybody types, and the database refuses it: 400.

    A form with a file is left to its view, which may want to limit the upload first; a Django form
    refuses a NUL itself.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs) -> None:
        velden = [*request.GET.lists()]
        if request.content_type != "multipart/form-data":
            velden += request.POST.lists()
        if any("\0" in tekst for naam, waarden in velden for tekst in (naam, *waarden)):
            raise BadRequest


class LidMiddleware:
    """The address decides the school. Someone who is nobody there finds nothing there: 404."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.lid = None
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs) -> None:
        school_code = view_kwargs.pop("school_code", None)
        if school_code is None:
            return
        leden = (
            Lidmaatschap.objects.geldig()
            .filter(gebruiker=request.user.pk, school__code=school_code)
            .select_related("school", "gebruiker")
        )
        gekozen = request.session.get(sessiesleutel(school_code))
        request.lid = min(
            leden, key=lambda lid: (lid.rol != gekozen, VOLGORDE.index(lid.rol)), default=None
        )
        if request.lid is None:
            raise Http404
