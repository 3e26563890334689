"""The links of who signs without an account."""

import datetime
import secrets

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.links import (
    NIEUWE_LINK,
    ONBEKEND,
    DodeLink,
    eis_afkoeling,
    eis_hernieuwbaar,
    linksoort,
)
from gebruikers.models import Lidmaatschap
from gebruikers.models.uitnodiging import hash_van
from gebruikers.muur import open_achter
from overeenkomsten.models import Ondertekenaar, Tekenlink
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten import gaat_nog_aan
from overeenkomsten.statussen import LEESBAAR, Status

QR_GELDIG = datetime.timedelta(minutes=15)
# Of whom a link is, and what it leads to.
LEZER = (
    "ondertekenaar__overeenkomst__vestiging__onderneming",
    "ondertekenaar__overeenkomst__organisatie",
    "ondertekenaar__overeenkomst__tekent_voor_school",
    "ondertekenaar__wijziging__tekent_voor_school",
    "ondertekenaar__ouder__leerling",
    "ondertekenaar__handtekening",
)


def maak_tekenlink(ondertekenaar: Ondertekenaar) -> tuple[str, datetime.date]:
    """A new secret for the link, and its last whole day; earlier links of this party die."""
    geldig = datetime.timedelta(days=ondertekenaar.school.link_geldig_dagen)
    tot = timezone.localtime(timezone.now() + geldig).replace(hour=23, minute=59, second=59)
    return _nieuw(ondertekenaar, tot).token, tot.date()


def maak_qr_link(ondertekenaar: Ondertekenaar, *, door: Lidmaatschap) -> Tekenlink:
    """A link with its `token`, to show now to who sits at the table; earlier ones die."""
    return _nieuw(ondertekenaar, timezone.now() + QR_GELDIG, getoond_door=door)


def _nieuw(
    ondertekenaar: Ondertekenaar,
    tot: datetime.datetime,
    getoond_door: Lidmaatschap | None = None,
) -> Tekenlink:
    ondertekenaar.links.trek_in()
    token = secrets.token_urlsafe(24)
    link = Tekenlink.objects.create(
        ondertekenaar=ondertekenaar,
        token_hash=hash_van(token),
        getoond_door=getoond_door,
        verloopt_op=tot,
    )
    link.token = token
    return link


def trek_links_in(stuk: Stuk) -> None:
    """No link of any party works from now on."""
    Tekenlink.objects.filter(ondertekenaar__in=stuk.eigen_ondertekenaars).trek_in()


def _bij_geheim(token: str) -> Tekenlink | None:
    open_achter("school_van_tekenlink", hash_van(token))
    return (
        Tekenlink.objects.filter(token_hash=hash_van(token))
        .select_related(
            *LEZER,
            "getoond_door",
            "ondertekenaar__overeenkomst__tekenversie",
            "ondertekenaar__overeenkomst__bewijs",
            "ondertekenaar__wijziging__tekenversie",
            "ondertekenaar__wijziging__bewijs",
            "ondertekenaar__overeenkomst__traject__leerling",
            "ondertekenaar__school",
        )
        .first()
    )


@linksoort("teken", "Stuur vanaf de overeenkomst een herinnering: die heeft een nieuwe link.")
def open_tekenlink(token: str) -> Tekenlink:
    """The link behind a secret: of who may sign, or signed and may read.

    Raises DodeLink, saying what to do, when it no longer serves.
    """
    link = _bij_geheim(token)
    if link is None:
        raise DodeLink(ONBEKEND)
    if link.pk in {werkt.pk for werkt in werkende_links(pk=link.pk)}:
        return link
    raise _waarom_dood(link)


def werkende_links(**welke) -> list[Tekenlink]:
    """Of these links, which let somebody in today. The one rule of it: for who opens one, and for
    who asks which ways into a file there are."""
    rijen = Tekenlink.objects.filter(**welke).werkend().select_related(*LEZER)
    return [rij for rij in rijen if gaat_nog_aan(rij.ondertekenaar)]


def _waarom_dood(link: Tekenlink) -> DodeLink:
    """What to do, for who holds a link that works no more."""
    wie = link.ondertekenaar
    school, stuk = wie.school, wie.stuk
    if wie.geweigerd_op:
        dag = date_format(timezone.localtime(wie.geweigerd_op), "j F Y")
        return DodeLink(
            f"Je liet op {dag} weten dat je niet tekent. De school neemt contact met je op. "
            "Komt er een nieuwe versie, dan krijg je een nieuwe mail.",
            school=school,
        )
    gaat_aan = gaat_nog_aan(wie)
    if stuk.status == Status.GEWEIGERD and not wie.vervallen_op and gaat_aan:
        weigeraar = stuk.huidige_ondertekenaars.get(geweigerd_op__isnull=False)
        return DodeLink(
            f"{weigeraar.naam} tekent niet. De school bekijkt hoe het verder gaat. Je hoeft nu "
            "niets te doen. Komt er een nieuwe versie, dan krijg je een nieuwe mail.",
            school=school,
        )
    if wie.vervallen_op or stuk.status not in LEESBAAR:
        return DodeLink(
            f"De {stuk.heet} is intussen gewijzigd of gaat niet door. Je krijgt een "
            "nieuwe mail als er opnieuw te tekenen valt.",
            school=school,
        )
    if not gaat_aan:
        zin = "Deze link geldt niet meer voor jou. Vraag uitleg aan de school."
        return DodeLink(zin, school=school)
    if link.getoond_door and wie.heeft_getekend:
        dag = date_format(wie.handtekening.dag, "j F Y")
        zin = f"Je handtekening van {dag} staat er al: je moet niets meer doen. Deze QR-code is op."
        return DodeLink(zin, school=school)
    if link.getoond_door:
        return DodeLink("Deze QR-code geldt niet meer. Vraag aan tafel een nieuwe.", school=school)
    if wie.mailbox_is_kwijt:
        zin = (
            "Deze link werkt niet meer: de mailbox is kwijt. De school heeft een ander e-mailadres "
            "van je nodig."
        )
        return DodeLink(zin, school=school)
    if link.ingetrokken_op:
        zin = "Er is een nieuwere link. Open de laatste mail die je kreeg."
        return DodeLink(zin, school=school, knop=NIEUWE_LINK)
    return DodeLink("Deze link is verlopen.", school=school, knop=NIEUWE_LINK)


def wie_vraagt_nieuwe(token: str) -> Ondertekenaar:
    """Whose dead link this is, when a new one may be mailed to them. Raises Weigering.

    The party stays locked until the mail is written: a second press at once comes after it.
    """
    vast = Ondertekenaar.objects.select_for_update(of=("self",))
    vast.filter(links__token_hash=hash_van(token)).first()
    eis_hernieuwbaar(open_tekenlink, token)
    wie = _bij_geheim(token).ondertekenaar
    eis_afkoeling(wie.links.latest("gemaakt_op").gemaakt_op)
    return wie
