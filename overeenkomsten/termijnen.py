"""Terms that follow from agreements: the search for a workplace, signing, registration, premium."""

import datetime
from collections.abc import Iterator

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from psycopg.types.range import DateRange

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG, maanden_later
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from leerlingen.schooljaar import begin_schooljaar, einde_schooljaar
from overeenkomsten.models import Overeenkomst, Schorsing
from overeenkomsten.soorten import GEREGISTREERD
from overeenkomsten.statussen import OOIT_GETEKEND, Registratie, Status
from trajecten.fases import Fase
from trajecten.models import Inschrijving, Termijn, Termijnduur
from trajecten.models.termijn import TermijnQuerySet
from trajecten.termijnregel import VOORBIJ, Aanleiding, Eenheid, Zekerheid, termijnregel

PREMIE_MAANDEN = 4  # that an agreement runs in a school year, for the premium
TE_TEKENEN = (Status.CONCEPT, Status.TER_ONDERTEKENING, Status.GEWEIGERD)
WERKPLEK = {
    "aantal": 20,
    "eenheid": Eenheid.OPLEIDINGSDAG,
    "bron": "onderwijs.vlaanderen.be over het zoeken van een onderneming, bladzijde van 2019-2020",
    "zekerheid": Zekerheid.OFFICIEEL,
    "wie": Rol.BEGELEIDER,
    "over": Informatie.VERLOOP,
    "verlengbaar": True,
}


def _zoekt(trajecten):
    """Who looks for a workplace or found one, with the days that decide from when was counted:
    `ingeschreven_van`, and of the last agreement that is over `einde_van` and `na`."""
    vandaag = timezone.localdate()
    ingeschreven = Inschrijving.objects.filter(traject=OuterRef("pk"), van__lte=vandaag)
    ingeschreven = ingeschreven.order_by("-van", "-pk")
    getekend = Overeenkomst.objects.filter(traject=OuterRef("pk"), status__in=OOIT_GETEKEND)
    getekend = getekend.duaal().annotate(na=F("feitelijke_periode__endswith"))
    voorbij = getekend.filter(na__lte=vandaag).order_by("-na", "-pk")
    plek = getekend.filter(na__gt=vandaag).order_by("getekend_op")
    return trajecten.filter(fase__in=[Fase.ZOEKT_WERKPLEK, Fase.LOPEND]).annotate(
        inschrijving=Subquery(ingeschreven.values("pk")[:1]),
        ingeschreven_van=Subquery(ingeschreven.values("van")[:1]),
        opleiding=Subquery(ingeschreven.values("opleiding__naam")[:1]),
        einde_van=Subquery(voorbij.values("pk")[:1]),
        nummer=Subquery(voorbij.values("nummer")[:1]),
        na=Subquery(voorbij.values("na")[:1]),
        gevonden_op=Subquery(plek.values("getekend_op")[:1]),
    )


def _begin(traject) -> datetime.date:
    return max(filter(None, (traject.begindatum, traject.ingeschreven_van)))


def _gevonden(traject) -> datetime.date | None:
    return traject.gevonden_op and timezone.localdate(traject.gevonden_op)


@termijnregel(
    "Werkplek zoeken na de start",
    doe="Zoek een werkplek en laat de overeenkomst tekenen, of vraag de klassenraad om uitstel.",
    **WERKPLEK,
)
def werkplek_start(trajecten) -> Iterator[Aanleiding]:
    """From the first day of lessons, or of another opleiding; met by an agreement that all signed
    and that is not over."""
    for traject in _zoekt(trajecten):
        if not traject.na or traject.na < _begin(traject):
            yield Aanleiding(
                traject.pk,
                _begin(traject),
                f"de start in {traject.opleiding}" if traject.opleiding else "de start",
                onderwerp=f"inschrijving-{traject.inschrijving or ''}",
                klaar=_gevonden(traject),
            )


@termijnregel(
    "Nieuwe werkplek zoeken",
    doe="Zoek een nieuwe werkplek en laat de overeenkomst tekenen, of vraag de klassenraad om "
    "uitstel.",
    **WERKPLEK,
)
def werkplek_nieuw(trajecten) -> Iterator[Aanleiding]:
    """From the day after an agreement; met by the next one."""
    for traject in _zoekt(trajecten):
        if traject.na and traject.na >= _begin(traject):
            yield Aanleiding(
                traject.pk,
                traject.na,
                f"het einde van {traject.nummer or 'de overeenkomst'}",
                onderwerp=f"overeenkomst-{traject.einde_van}",
                klaar=_gevonden(traject),
            )


ZOEKREGELS = (werkplek_start.sleutel, werkplek_nieuw.sleutel)


def zoektermijnen(termijnen: TermijnQuerySet | None = None) -> TermijnQuerySet:
    """Of the search for a workplace, that began and run: of these terms, or of all."""
    termijnen = Termijn.objects.all() if termijnen is None else termijnen
    return termijnen.open().filter(regel__in=ZOEKREGELS, begin__lte=timezone.localdate())


def _overeenkomsten(trajecten, status: tuple[Status, ...]):
    return Overeenkomst.objects.filter(traject__in=trajecten.values("pk"), status__in=status)


@termijnregel(
    "Overeenkomst tekenen",
    doe="Laat iedereen tekenen voor de overeenkomst begint.",
    bron="de gewoonte om ten laatste op de begindag te tekenen",
    zekerheid=Zekerheid.PRAKTIJK,
    wie=Rol.BEGELEIDER,
    over=Informatie.OVEREENKOMST,
    blad="overeenkomsten:overeenkomst",
    knop="Vraag opnieuw",
)
def ovk_tekenen(trajecten) -> Iterator[Aanleiding]:
    """By the day on which the agreement begins."""
    for rij in _overeenkomsten(trajecten.open(), (*TE_TEKENEN, *OOIT_GETEKEND)):
        yield _van(rij, einde=rij.begindatum, klaar=_dag(rij.getekend_op))


def _van(rij: Overeenkomst, **velden) -> Aanleiding:
    return Aanleiding(
        rij.traject_id,
        rij.begindatum,
        f"het begin van {rij}",
        onderwerp=f"overeenkomst-{rij.pk}",
        **velden,
    )


def _dag(moment: datetime.datetime | None) -> datetime.date | None:
    return moment and timezone.localdate(moment)


def _te_registreren(trajecten) -> Iterator[Aanleiding]:
    """Signed; met by the registration. Of what was stopped there nothing is asked."""
    rijen = _overeenkomsten(trajecten, OOIT_GETEKEND).filter(soort__in=GEREGISTREERD)
    for rij in rijen.exclude(registratie=Registratie.STOPGEZET):
        yield _van(rij, klaar=rij.geregistreerd_op if _is_geregistreerd(rij) else None)


def _is_geregistreerd(rij: Overeenkomst) -> bool:
    return rij.registratie == Registratie.GEREGISTREERD


@termijnregel(
    "Registreren in Werkplekduaal",
    doe="Registreer de overeenkomst: later verliezen de leerling en de onderneming de premie.",
    aantal=3,
    eenheid=Eenheid.MAAND,
    bron="vlaanderen.be over de premie kwalificerend werkplekleren, sinds 1 september 2023",
    zekerheid=Zekerheid.OFFICIEEL,
    wie=Rol.ADMINISTRATIE,
    over=Informatie.OVEREENKOMST,
    ladder=(30, 10, 5, 1, 0, VOORBIJ),
    dringend=True,
)
def ovk_registreren(trajecten) -> Iterator[Aanleiding]:
    """Three months after the start: later both premiums are lost."""
    return _te_registreren(trajecten)


def registratietermijn(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Termijn | None:
    """Of this agreement, as long as it is not registered, when `lid` reads it."""
    if _is_geregistreerd(overeenkomst):
        return None
    rijen = Termijn.objects.zichtbaar_voor(lid).select_related("verlenging")
    deze = {"regel": ovk_registreren.sleutel, "onderwerp": f"overeenkomst-{overeenkomst.pk}"}
    return rijen.filter(traject=overeenkomst.traject_id, **deze).first()


@termijnregel(
    "Registreren: streefdag van de school",
    doe="Registreer de overeenkomst in Werkplekduaal.",
    aantal=14,
    eenheid=Eenheid.DAG,
    bron="de streefdag die de school koos",
    zekerheid=Zekerheid.SCHOOL,
    wie=Rol.ADMINISTRATIE,
    over=Informatie.OVEREENKOMST,
    op_de_dag=True,
    ladder=(0,),
)
def ovk_registreren_streef(trajecten) -> Iterator[Aanleiding]:
    """What the school asks of itself, well before the law's term."""
    return _te_registreren(trajecten)


@termijnregel(
    "Laatste begindag voor de premie",
    doe="Laat een overeenkomst ten laatste die dag beginnen: dan loopt ze lang genoeg voor de "
    "premie van dit schooljaar.",
    bron="vlaanderen.be over de premie kwalificerend werkplekleren: minstens 4 maanden in het "
    "schooljaar",
    zekerheid=Zekerheid.OFFICIEEL,
    wie=Rol.BEGELEIDER,
    over=Informatie.OVEREENKOMST,
    vanzelf=True,
    ladder=(30, 10, 1),
)
def premie_min(trajecten) -> Iterator[Aanleiding]:
    """For who looks for a workplace: the last day on which an agreement can begin and still run
    long enough before the lessons end."""
    vandaag = timezone.localdate()
    begin, einde = datetime.date(begin_schooljaar(vandaag), 9, 1), einde_schooljaar(vandaag)
    zoekt = trajecten.filter(fase=Fase.ZOEKT_WERKPLEK)
    lang_genoeg = {
        rij.traject_id: _dag(rij.getekend_op)
        for rij in _overeenkomsten(zoekt, OOIT_GETEKEND).duaal()
        if _maanden_samen(rij.feitelijke_periode, begin, einde) >= PREMIE_MAANDEN
    }
    for pk, begindatum in zoekt.values_list("pk", "begindatum"):
        yield Aanleiding(
            pk,
            max(begin, begindatum),
            f"het schooljaar dat eindigt op {date_format(einde, 'j F Y')}",
            onderwerp=f"schooljaar-{begin.year}",
            klaar=lang_genoeg.get(pk),
            einde=maanden_later(einde + DAG, -PREMIE_MAANDEN),
        )


def _maanden_samen(periode, van: datetime.date, tot: datetime.date) -> int:
    """Whole months that a period of days and a school year have together."""
    eerste, na = max(periode.lower, van), min(periode.upper, tot + DAG)
    return next(n for n in range(13) if maanden_later(eerste, n + 1) > na)


def maanden_in_schooljaar(begin: datetime.date, einde: datetime.date, jaar: int) -> int:
    """Whole months of these days in the lessons of the school year that begins in `jaar`."""
    eerste = datetime.date(jaar, 9, 1)
    return _maanden_samen(DateRange(begin, einde + DAG), eerste, einde_schooljaar(eerste))


@termijnregel(
    "Einde van de proefperiode",
    doe="Vraag de leerling en de mentor of ze samen verder gaan.",
    eenheid=Eenheid.DAG,
    bron="de proefperiode die de school invult: er is geen bron nagekeken",
    zekerheid=Zekerheid.SCHOOL,
    wie=Rol.BEGELEIDER,
    over=Informatie.OVEREENKOMST,
    vanzelf=True,
    ladder=(5, 1),
)
def proef_einde(trajecten) -> Iterator[Aanleiding]:
    """Nothing until the school fills in how long it is; of the aanloop it is not asked."""
    for rij in _overeenkomsten(trajecten, (Status.GETEKEND,)).duaal():
        yield _van(rij)


@termijnregel(
    "Schorsing duurt lang",
    doe="De onderneming laat je weten hoe het verder gaat. Hoorde je nog niets, vraag het dan na.",
    aantal=14,
    eenheid=Eenheid.DAG,
    bron="dualimento.be: duurt een schorsing meer dan 14 dagen, dan verwittigt de onderneming de "
    "trajectbegeleider",
    zekerheid=Zekerheid.PRAKTIJK,
    wie=Rol.BEGELEIDER,
    over=Informatie.OVEREENKOMST,
    opvolgen=True,
    ladder=(0, VOORBIJ),
)
def schorsing_14(trajecten) -> Iterator[Aanleiding]:
    """An agreement is suspended; met when the learner works again. One that will not last that long
    asks nothing."""
    rijen = Schorsing.objects.filter(overeenkomst__traject__in=trajecten.open().values("pk"))
    rijen = list(rijen.select_related("overeenkomst"))
    kortst = _kortste_duur(rijen)
    for rij in rijen:
        if (rij.laatste_dag - rij.van).days >= kortst[rij.school_id]:
            yield Aanleiding(
                rij.overeenkomst.traject_id,
                rij.van,
                f"het begin van de schorsing van {rij.overeenkomst}",
                onderwerp=f"schorsing-{rij.pk}",
                klaar=rij.laatste_dag + DAG if rij.is_voorbij else None,
            )


def _kortste_duur(rijen: list[Schorsing]) -> dict[int, int]:
    """School → the least that it ever gave this term."""
    scholen = {rij.school_id for rij in rijen}
    duren = Termijnduur.objects.filter(school__in=scholen, regel=schorsing_14.sleutel)
    kortst = dict.fromkeys(scholen, schorsing_14.aantal)
    for school, aantal in duren.values_list("school", "aantal"):
        kortst[school] = min(kortst[school], aantal)
    return kortst
