"""The mails of an invitation: the link, the question whether it may, who is to see all files."""

from django.urls import reverse

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.rechten import mag_akkoord_geven
from gebruikers.rollen import Rol
from gebruikers.waarvoor import waarvoor
from gebruikers.zicht import ziet_hele_school

SJABLOON = "gebruikers/berichten/"


def stuur_link(uitnodiging: Uitnodiging, token: str) -> None:
    """Nobody gets to see all files without the coördinatoren knowing."""
    stuur(
        f"{SJABLOON}uitnodiging",
        aan=uitnodiging.gebruiker.email,
        school=uitnodiging.school,
        geheim=True,
        uitnodiging=uitnodiging,
        waarvoor=waarvoor(uitnodiging),
        link=volledig_adres(reverse("uitnodiging", args=[token])),
    )
    if ziet_hele_school(uitnodiging.rol):
        _aan_coordinatoren("ziet_alles", uitnodiging)


def stuur_vraag(uitnodiging: Uitnodiging) -> None:
    """No link is mailed before one of them says yes."""
    _aan_coordinatoren("vraag_akkoord", uitnodiging)


def stuur_antwoord(uitnodiging: Uitnodiging, *, door: Lidmaatschap, akkoord: bool) -> None:
    """Who asked for it and still works there hears what a coördinator said, or that a colleague
    withdrew it."""
    vroeg = Lidmaatschap.objects.geldig().filter(
        school=uitnodiging.school, gebruiker=uitnodiging.uitgenodigd_door_id
    )
    for lid in vroeg.exclude(gebruiker=door.gebruiker_id).select_related("gebruiker")[:1]:
        stuur(
            f"{SJABLOON}antwoord_akkoord",
            aan=lid.gebruiker.email,
            school=uitnodiging.school,
            uitnodiging=uitnodiging,
            door=door,
            akkoord=akkoord,
            weigert=bool(mag_akkoord_geven(door, uitnodiging)),
        )


def _aan_coordinatoren(sjabloon: str, uitnodiging: Uitnodiging) -> None:
    """But who it is about, and who decided."""
    leden = Lidmaatschap.objects.geldig().filter(school=uitnodiging.school, rol=Rol.COORDINATOR)
    zelf = (uitnodiging.uitgenodigd_door_id, uitnodiging.gebruiker_id, uitnodiging.akkoord_door_id)
    leden = leden.exclude(gebruiker__in=[pk for pk in zelf if pk])
    wie = leden.values_list("gebruiker__email", "gebruiker__voornaam")
    for aan, voornaam in wie.order_by("gebruiker__email"):
        stuur(
            f"{SJABLOON}{sjabloon}",
            aan=aan,
            school=uitnodiging.school,
            voornaam=voornaam,
            uitnodiging=uitnodiging,
            link=volledig_adres(reverse("gebruikers:mensen", args=[uitnodiging.school.code])),
        )
