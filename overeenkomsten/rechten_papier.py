"""Who may enter what was signed elsewhere, with a pen or in a PDF, for whom, and who may take that
back."""

import datetime
from collections.abc import Collection, Iterator

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag, wie_dan_wel
from overeenkomsten.models import Ondertekenaar, Papier
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.papierblad import zelfde_code
from overeenkomsten.rechten import is_nog_partij
from overeenkomsten.statussen import Status

INTUSSEN_ANDERS = "De {} is intussen gewijzigd. Kies opnieuw wie tekende."
ANDERE_CODE = (
    "De code op het blad hoort niet bij deze versie van de {0}. Kijk na of je de juiste scan hebt. "
    "Is de {0} intussen gewijzigd, druk dan de nieuwe versie af."
)
TE_VROEG = (
    "Een handtekening zegt dat ze gezet is op {}, en dit document bestaat pas sinds {}. Laat "
    "opnieuw tekenen, op een toestel dat juist staat."
)
TE_LAAT = (
    "Een handtekening zegt dat ze gezet is op {}, en dat moet nog komen. Laat opnieuw tekenen, op "
    "een toestel dat juist staat."
)
IETS_ANDERS = "een andere overeenkomst of wijziging"
AL_GEBRUIKT = (
    "Dit bestand is al gebruikt voor {}. Eén blad hoort bij één overeenkomst of wijziging: laad "
    "het juiste op."
)


def mag_op_papier(lid: Lidmaatschap, stuk: Stuk) -> Mag:
    """Print it to sign, and enter what was signed so."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if stuk.status != Status.TER_ONDERTEKENING:
        return Mag.nee(f"Deze {stuk.heet} staat niet open voor ondertekening.")
    if not (stuk.tekenversie and stuk.tekenversie.is_klaar):
        return Mag.nee("Het document wordt nog gemaakt. Probeer het over een minuut opnieuw.")
    return Mag.ja()


def mag_papier_dragen(partij: Ondertekenaar, stuk: Stuk, samen: Collection[Ondertekenaar]) -> Mag:
    """Whether a file may carry this party's signature. `samen`: all whose signature is on it."""
    if partij.heeft_getekend:
        return Mag.nee(f"{partij.naam} heeft al getekend.")
    if partij.vervallen_op or not is_nog_partij(partij, stuk):
        return Mag.nee(f"{partij.naam} moet niet meer tekenen.")
    eerst = stuk.huidige_ondertekenaars.nodig().filter(beurt__lt=partij.beurt)
    if eerst := [wie.naam for wie in eerst if wie not in samen]:
        return Mag.nee(f"{partij.naam} is nog niet aan de beurt. Eerst tekent: {eerst[0]}.")
    return Mag.ja()


def mag_papier_terugnemen(lid: Lidmaatschap, papier: Papier, stuk: Stuk) -> Mag:
    """Who entered it, or a coördinator, as long as not all have signed."""
    zelf = papier.door.gebruiker_id == lid.gebruiker_id
    schrijft = mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    if not schrijft or not (zelf or lid.rol == Rol.COORDINATOR):
        wie = papier.door.gebruiker
        return Mag.nee(f"Wie dit ingaf ({wie}) of een coördinator kan het terugnemen.")
    if stuk.status != Status.TER_ONDERTEKENING:
        return Mag.nee("Dit kan alleen zolang niet iedereen getekend heeft.")
    return Mag.ja()


def bezwaren(
    stuk: Stuk,
    *,
    partijen: Collection[Ondertekenaar] = (),
    sha256: str = "",
    code: str | None = None,
    getekend_op: datetime.date | None = None,
    momenten: Collection[datetime.datetime] = (),
) -> Iterator[tuple[str, str]]:
    """All that is wrong with what is entered, so far as it is given: of which, and a sentence.
    `sha256`: of the file. `momenten`: on which signatures in it were set, by their own account."""
    if code is not None and not zelfde_code(code, stuk.tekenversie.sha256):
        yield "code", ANDERE_CODE.format(stuk.heet)
    if getekend_op and (zin := _over_de_dag(getekend_op, stuk)):
        yield "getekend_op", zin
    for zin in filter(None, (_over_het_moment(moment, stuk) for moment in sorted(momenten))):
        yield "pdf", zin
    eigen = set(stuk.huidige_ondertekenaars.filter(pk__in=[partij.pk for partij in partijen]))
    if len(eigen) != len(set(partijen)):
        yield "wie", INTUSSEN_ANDERS.format(stuk.heet)
    for partij in sorted(eigen, key=lambda partij: partij.pk):
        if not (mag_zo := mag_papier_dragen(partij, stuk, eigen)):
            yield "wie", mag_zo.reden
    if sha256 and (ander := _al_gebruikt(stuk, sha256)):
        mag_heten = ander.traject == stuk.traject
        yield "scan", AL_GEBRUIKT.format(ander if mag_heten else IETS_ANDERS)


def _over_de_dag(dag: datetime.date, stuk: Stuk) -> str:
    gemaakt = timezone.localdate(stuk.tekenversie.gemaakt_op)
    if dag > timezone.localdate():
        return "Die dag moet nog komen. Vul de dag in waarop getekend is."
    if dag < gemaakt:
        zin = f"Dit document bestaat pas sinds {date_format(gemaakt, 'j F Y')}."
        return f"{zin} Kijk na wanneer er getekend is."
    return ""


def _over_het_moment(moment: datetime.datetime, stuk: Stuk) -> str:
    """Both are known to the second, and none smaller."""
    gemaakt = stuk.tekenversie.gemaakt_op.replace(microsecond=0)
    if moment > timezone.now():
        return TE_LAAT.format(_tot_op_de_seconde(moment))
    if moment < gemaakt:
        return TE_VROEG.format(*map(_tot_op_de_seconde, (moment, gemaakt)))
    return ""


def _tot_op_de_seconde(moment: datetime.datetime) -> str:
    return f"{date_format(timezone.localtime(moment), 'j F Y, H.i.s')} uur"


def _al_gebruikt(stuk: Stuk, sha256: str) -> Stuk | None:
    """Something else, or an earlier version of this, that has this file already."""
    eerder = Papier.objects.filter(school=stuk.school_id, sha256=sha256)
    for papier in eerder.select_related("overeenkomst__traject", "wijziging"):
        if not papier.handtekeningen.filter(sha256=stuk.tekenversie.sha256).exists():
            return papier.stuk
    return None
