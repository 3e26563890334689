"""What every page may count on."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from gebruikers import tweede_factor
from gebruikers.meekijken import meekijkt
from gebruikers.models import Herstelwacht, Lidmaatschap
from overzichten.menu import menu_voor
from overzichten.startpaginas import aantal_te_doen, buiten_gezet


def omgeving(request) -> dict:
    """`lid`, `school`, `basis` (the frame: a desk for staff, a phone for others), `menu`, `te_doen`
    (the number in the menu; asked when it is shown), `andere_lidmaatschappen`,
    `andere_rollen` (at this school), `meekijkt` (on a page of no school: see gebruikers/meekijken),
    `tweede_stap_vanaf` (the day from which the school asks what who looks has not yet),
    `herstel_komt` (what a school will do with the access of who looks, who can still stop it),
    `kan_niet_verder` (on a page of no school: only the second factor gets one further),
    `rollen` (of who is signed in, at any school),
    `buiten_gezet` (of a parent: which children are of age and decide themselves), `demo`."""
    lid = getattr(request, "lid", None)
    andere = Lidmaatschap.objects.none()
    if lid and not lid.meekijker:
        andere = Lidmaatschap.objects.geldig().filter(gebruiker=lid.gebruiker).exclude(pk=lid.pk)
    return {
        "lid": lid,
        "school": lid.school if lid else None,
        "basis": "basis.html" if lid and lid.is_staf else "basis_telefoon.html",
        "menu": menu_voor(lid, request.path) if lid else [],
        "te_doen": SimpleLazyObject(lambda: aantal_te_doen(lid)) if lid else 0,
        "andere_lidmaatschappen": andere.select_related("school"),
        "andere_rollen": andere.filter(school=lid.school) if lid else andere,
        "meekijkt": None if lid else SimpleLazyObject(lambda: meekijkt(request)),
        "tweede_stap_vanaf": SimpleLazyObject(lambda: tweede_factor.aangekondigd(lid)),
        "herstel_komt": SimpleLazyObject(lambda: _herstel_komt(lid)),
        "kan_niet_verder": False if lid else SimpleLazyObject(lambda: _kan_niet_verder(request)),
        "rollen": SimpleLazyObject(lambda: _rollen(request)),
        "buiten_gezet": SimpleLazyObject(lambda: buiten_gezet(lid)) if lid else [],
        "demo": settings.DEMO,
    }


def _herstel_komt(lid: Lidmaatschap | None) -> Herstelwacht | None:
    """Of who looks along nothing: they cannot stop it. No query (gebruikers/middleware)."""
    if lid is None or lid.meekijker:
        return None
    return getattr(lid.gebruiker, "herstelwacht", None)


def _kan_niet_verder(request) -> bool:
    wie = getattr(request, "user", None)  # a request that was refused early has none
    return bool(wie and wie.is_authenticated) and tweede_factor.kan_niet_verder(wie)


def _rollen(request) -> set[str]:
    wie = getattr(request, "user", None)  # a request that was refused early has none
    if not (wie and wie.is_authenticated):
        return set()
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=wie)
    return set(leden.values_list("rol", flat=True))
