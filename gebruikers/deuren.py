"""Preconditions of views."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied

from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, vraag_aan


def alleen_voor(*rollen: Rol) -> Callable:
    """For a page that shows no case: other roles get 403 with whom to ask."""

    def decorator(view: Callable) -> Callable:
        @wraps(view)
        def bewaakt(request, *args, **kwargs):
            if request.lid is None or request.lid.rol not in rollen:
                raise PermissionDenied(vraag_aan(request.lid, rollen))
            return view(request, *args, **kwargs)

        return bewaakt

    return decorator


def wie_mag(soort: Schoolsoort | Informatie, wat: Recht = Recht.LEES) -> Callable:
    """For a page that shows no case: who may do `wat` with this kind, by the tables of zicht."""

    def decorator(view: Callable) -> Callable:
        @wraps(view)
        def bewaakt(request, *args, **kwargs):
            eis(request.lid, soort, wat)
            return view(request, *args, **kwargs)

        return bewaakt

    return decorator
