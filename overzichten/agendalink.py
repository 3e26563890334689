"""What somebody's own calendar reads at their address: the terms, tasks and contacts that are
theirs, when a learner of theirs is suspended, and free days of the school when they chose so
(docs/besluiten/0023)."""

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from icalendar import Calendar, Event

from begeleiding.models import Contactmoment
from gebruikers import tweede_factor
from gebruikers.berichten import volledig_adres
from gebruikers.models import Agendalink, Lidmaatschap
from gebruikers.muur import open_voor, scholen_van
from gebruikers.periode import DAG, niet_voorbij
from gebruikers.rollen import Rol
from gebruikers.zicht import Schoolsoort, mag, ziet_hele_school
from leerlingen.schooljaar import begin_schooljaar
from overeenkomsten.models import Schorsing
from overzichten.adressen import adres
from trajecten.kalender import Kalender
from trajecten.models import Kalenderperiode, Taak, Takenlijstregel, Termijn
from trajecten.termijnregel import REGELS
from werkplekken.models import Plaatsing

TERUG, VOORUIT = 60 * DAG, 366 * DAG  # terms with a last day further off wait
GEWOON = 60  # minutes that a contact takes, when nobody said
ELKE = datetime.timedelta(hours=6)  # how often a calendar is asked to look again


def agenda_van(link: Agendalink) -> bytes | None:
    """As that person sees it today; None when they are nobody at any school (any more). Who has two
    roles reads nothing twice. One school is open at a time."""
    gebeurtenissen, is_iemand = {}, False
    for school in scholen_van(link.gebruiker_id):
        with open_voor(school, gebruiker=link.gebruiker_id):
            for lid in _leden(link, school):
                is_iemand = True
                if _mag_binnen(lid):
                    gebeurtenissen |= dict(_van_lid(lid, link))
    return _bestand(gebeurtenissen) if is_iemand else None


def _leden(link: Agendalink, school: int) -> list[Lidmaatschap]:
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=link.gebruiker_id, school=school)
    return list(leden.select_related("school", "gebruiker"))


def _mag_binnen(lid: Lidmaatschap) -> bool:
    """Staff of a school that asks a second factor reads nothing of it until they have one."""
    vraagt = lid.is_staf and lid.school.vraagt_tweede_factor
    return not vraagt or tweede_factor.factoren(lid.gebruiker).exists()


def _bestand(gebeurtenissen: dict[str, Event]) -> bytes:
    agenda = Calendar()
    agenda.add("prodid", "-//Trajecten//NL")
    agenda.add("version", "2.0")
    agenda.add("x-wr-calname", "Trajecten")
    agenda.add("refresh-interval", ELKE, parameters={"VALUE": "DURATION"})
    agenda.add("x-published-ttl", "PT6H")  # what Outlook reads instead
    for gebeurtenis in gebeurtenissen.values():
        agenda.add_component(gebeurtenis)
    return agenda.to_ical()


def _van_lid(lid: Lidmaatschap, link: Agendalink) -> Iterator[tuple[str, Event]]:
    """By their UID."""
    yield from _termijnen(lid, link)
    yield from _taken(lid, link)
    yield from _contacten(lid, link)
    if not ziet_hele_school(Rol(lid.rol)):
        yield from _schorsingen(lid, link)
    if link.met_vrije_dagen and mag(lid, Schoolsoort.KALENDER):
        yield from _vrije_dagen(lid)


def _termijnen(lid: Lidmaatschap, link: Agendalink) -> Iterator[tuple[str, Event]]:
    nu = timezone.localdate()
    rijen = (
        Termijn.objects.zichtbaar_voor(lid)
        .open()
        .filter(
            regel__in=[regel.sleutel for regel in REGELS.values() if regel.wie == lid.rol],
            uiterlijk__range=(nu - TERUG, nu + VOORUIT),
        )
    )
    for rij in _eigen(lid, rijen.select_related("traject__leerling", "verlenging")):
        leerling = rij.traject.leerling
        wie = str(leerling) if link.met_namen else leerling.initialen
        yield _gebeurtenis(
            f"termijn-{rij.traject_id}-{rij.regel}-{rij.onderwerp}",
            lid,
            rij.uiterlijk,
            titel=f"{wie}: {rij.uit.naam}",
            tekst=f"{rij.uit.doe} {_waarom(rij, link)}",
            url=_naar_dossier(lid, rij.traject_id, "termijnen"),
        )


def _eigen(lid: Lidmaatschap, rijen: Iterable[Termijn]) -> Iterable[Termijn]:
    """Of a mentor those of their own workplace: a learner may be at two."""
    if lid.rol != Rol.MENTOR:
        return rijen
    eigen = set(Plaatsing.objects.zichtbaar_voor(lid).values_list("pk", flat=True))
    return [rij for rij in rijen if rij.plaatsing_pk in eigen]


def _taken(lid: Lidmaatschap, link: Agendalink) -> Iterator[tuple[str, Event]]:
    """What one has to do, with a day. What somebody wrote may name a learner, what is in a list of
    the school is for all of them."""
    uit_een_lijst = Takenlijstregel.objects.filter(pk=OuterRef("lijstregel"), wat=OuterRef("wat"))
    rijen = Taak.objects.zichtbaar_voor(lid).open().aan(lid).filter(uiterlijk__isnull=False)
    rijen = rijen.annotate(uit_een_lijst=Exists(uit_een_lijst))
    for rij in rijen.select_related("traject__leerling"):
        leerling = rij.traject.leerling
        wie = str(leerling) if link.met_namen else leerling.initialen
        noemt = link.met_namen or rij.uit_een_lijst
        yield _gebeurtenis(
            f"taak-{rij.pk}",
            lid,
            rij.uiterlijk,
            titel=f"{wie}: {rij.wat if noemt else 'taak'}",
            url=_naar_dossier(lid, rij.traject_id, "taken"),
        )


def _contacten(lid: Lidmaatschap, link: Agendalink) -> Iterator[tuple[str, Event]]:
    """What one planned. Of what is vertrouwelijk no more than that there is something."""
    rijen = Contactmoment.objects.zichtbaar_voor(lid).gepland().aan(lid)
    rijen = rijen.filter(dag__gte=timezone.localdate() - TERUG)
    for rij in rijen.select_related(*Contactmoment.ERBIJ):
        leerling, kort = rij.traject.leerling, Contactmoment.Soort(rij.soort).kort
        titel = f"{leerling}: {rij.wat}" if link.met_namen else f"{leerling.initialen}: {kort}"
        url = _naar_dossier(lid, rij.traject_id, "contact")
        if rij.is_vertrouwelijk:
            titel, url = "Afspraak", ""
        uid, gebeurtenis = _gebeurtenis(f"contact-{rij.pk}", lid, rij.dag, titel=titel, url=url)
        if rij.begin:
            _op_een_uur(gebeurtenis, rij)
        yield uid, gebeurtenis


def _schorsingen(lid: Lidmaatschap, link: Agendalink) -> Iterator[tuple[str, Event]]:
    """Of who guides some learners: days in which one does not work, never why. Of what has no last
    day yet the first."""
    nu = timezone.localdate()
    rijen = Schorsing.objects.zichtbaar_voor(lid).filter(niet_voorbij(nu - TERUG))
    for rij in rijen.select_related("overeenkomst__traject__leerling"):
        traject = rij.overeenkomst.traject
        wie = str(traject.leerling) if link.met_namen else traject.leerling.initialen
        wat = "overeenkomst geschorst" if rij.tot else "overeenkomst geschorst vanaf vandaag"
        yield _gebeurtenis(
            f"schorsing-{rij.pk}",
            lid,
            rij.van,
            rij.laatste_dag if rij.tot else None,
            titel=f"{wie}: {wat}",
            url=_naar_dossier(lid, traject.pk, "overeenkomsten"),
        )


def _op_een_uur(gebeurtenis: Event, rij: Contactmoment) -> None:
    """In which one is occupied."""
    begin = rij.begin.astimezone(datetime.UTC)
    einde = begin + datetime.timedelta(minutes=rij.duur or GEWOON)
    for naam, waarde in {"dtstart": begin, "dtend": einde, "transp": "OPAQUE"}.items():
        del gebeurtenis[naam]
        gebeurtenis.add(naam, waarde)


def _naar_dossier(lid: Lidmaatschap, traject_id: int, deel: str) -> str:
    return volledig_adres(f"{adres(lid, 'overzichten:dossier', traject_id)}?deel={deel}")


def _waarom(termijn: Termijn, link: Agendalink) -> str:
    """What made it begin may name somebody."""
    if link.met_namen:
        return termijn.waarom[0]
    return f"De termijn telt vanaf {date_format(termijn.begin, 'j F Y')}."


def _vrije_dagen(lid: Lidmaatschap) -> Iterator[tuple[str, Event]]:
    """Of this school year and the next."""
    kalender = Kalender(Kalenderperiode.objects.zichtbaar_voor(lid))
    nu = begin_schooljaar(timezone.localdate())
    for jaar in (nu, nu + 1):
        for periode in kalender.van_jaar(jaar):
            if periode.soort == Kalenderperiode.Soort.VRIJ:
                uid = f"vrij-{periode.van}-{slugify(periode.naam)}"
                yield _gebeurtenis(uid, lid, periode.van, periode.tot, titel=periode.naam)


def _gebeurtenis(
    uid: str,
    lid: Lidmaatschap,
    van: datetime.date,
    tot: datetime.date | None = None,
    *,
    titel: str,
    tekst: str = "",
    url: str = "",
) -> tuple[str, Event]:
    """Whole days, in which one is not occupied."""
    uid, gebeurtenis = f"{uid}@{lid.school.code}.trajecten", Event()
    velden = {
        "uid": uid,
        "dtstamp": timezone.now(),
        "dtstart": van,
        "dtend": (tot or van) + DAG,
        "summary": titel,
        "description": tekst,
        "url": url,
        "transp": "TRANSPARENT",
        "class": "PRIVATE",
    }
    for naam, waarde in velden.items():
        if waarde:
            gebeurtenis.add(naam, waarde)
    return uid, gebeurtenis
