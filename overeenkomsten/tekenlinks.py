"""One-time links for who signs without an account."""

import datetime
import secrets

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.uitnodiging import hash_van
from gebruikers.overgang import Weigering
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Tekenlink
from overeenkomsten.rechten import is_nog_partij, mag_nalezen
from overeenkomsten.statussen import Status


def maak_tekenlink(ondertekenaar: Ondertekenaar) -> tuple[str, datetime.date]:
    """A new secret for the link, and its last whole day; earlier links of this party die."""
    nu = timezone.now()
    ondertekenaar.links.filter(ingetrokken_op=None).update(ingetrokken_op=nu)
    token = secrets.token_urlsafe(24)
    geldig = datetime.timedelta(days=ondertekenaar.school.link_geldig_dagen)
    tot = timezone.localtime(nu + geldig).replace(hour=23, minute=59, second=59)
    Tekenlink.objects.create(
        ondertekenaar=ondertekenaar, token_hash=hash_van(token), verloopt_op=tot
    )
    return token, tot.date()


def trek_links_in(overeenkomst: Overeenkomst) -> None:
    """No link of any party works from now on."""
    Tekenlink.objects.filter(ondertekenaar__overeenkomst=overeenkomst, ingetrokken_op=None).update(
        ingetrokken_op=timezone.now()
    )


def open_tekenlink(token: str) -> Tekenlink:
    """The link behind a secret: of who may sign, or signed and may read.

    Raises Weigering, saying what to do, when it no longer serves.
    """
    link = (
        Tekenlink.objects.filter(token_hash=hash_van(token))
        .select_related(
            "ondertekenaar__overeenkomst__tekenversie",
            "ondertekenaar__overeenkomst__bewijs",
            "ondertekenaar__overeenkomst__traject__leerling",
            "ondertekenaar__overeenkomst__ouder",
            "ondertekenaar__overeenkomst__vestiging__onderneming",
            "ondertekenaar__handtekening",
            "ondertekenaar__school",
        )
        .first()
    )
    if link is None:
        raise Weigering("Deze link klopt niet. Open hem opnieuw vanuit de mail.")
    wie = link.ondertekenaar
    if wie.geweigerd_op:
        dag = date_format(timezone.localtime(wie.geweigerd_op), "j F Y")
        raise Weigering(
            f"Je liet op {dag} weten dat je niet tekent. De school neemt contact met je op. "
            "Komt er een nieuwe versie, dan krijg je een nieuwe mail."
        )
    afgesloten = wie.overeenkomst.status in (Status.GETEKEND, Status.BEEINDIGD)
    if wie.vervallen_op or not (afgesloten or wie.overeenkomst.status == Status.TER_ONDERTEKENING):
        raise Weigering(
            "De overeenkomst is intussen gewijzigd of gaat niet door. Je krijgt een nieuwe mail "
            "als er opnieuw te tekenen valt."
        )
    nog = mag_nalezen if wie.heeft_getekend else is_nog_partij
    if not nog(wie, wie.overeenkomst):
        raise Weigering("Deze link geldt niet meer voor jou. Vraag uitleg aan de school.")
    if link.ingetrokken_op:
        raise Weigering("Er is een nieuwere link. Open de laatste mail die je kreeg.")
    if link.verloopt_op <= timezone.now():
        raise Weigering("Deze link is verlopen. Vraag de trajectbegeleider om een nieuwe.")
    return link
