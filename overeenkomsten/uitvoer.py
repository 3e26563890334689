"""Taking agreements out of the product: a spreadsheet, a CSV file, or the signed documents in a
ZIP."""

import datetime
import tempfile
import zipfile
from array import array
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.periode import DAG
from gebruikers.rekenblad import rekenblad, tekstblad
from gebruikers.tasks import vraag_opdracht
from gebruikers.zicht import Informatie, Recht, eis, mag
from leerlingen.schooljaar import van_schooljaar
from overeenkomsten.filters import OvereenkomstFilter
from overeenkomsten.models import Formaliteitdag, Overeenkomst, Schorsing, Wijziging
from overeenkomsten.models.ondertekening import STANDEN
from overeenkomsten.models.overeenkomst_queryset import OvereenkomstQuerySet
from overeenkomsten.namen import met_namen, namen_van
from overeenkomsten.statussen import OOIT_GETEKEND
from trajecten.models import Document
from trajecten.uitvoer import bij_afhalen, noteer_export, wie_vroeg

Voortgang = Callable[[int, int], None]
STAP = 20  # rows between two signs of life


@dataclass(frozen=True)
class Soort:
    titel: str
    uitleg: str


SOORTEN = {
    "overeenkomsten_xlsx": Soort(
        "Rekenblad (XLSX)",
        "Een rij per overeenkomst, met wie tekent, periode, uren, vergoeding en stand.",
    ),
    "overeenkomsten_csv": Soort(
        "Tekstbestand (CSV)",
        "Dezelfde kolommen, gescheiden door puntkomma’s: voor een ander programma.",
    ),
    "overeenkomsten_zip": Soort(
        "Getekende overeenkomsten (ZIP)",
        "De bewijsdocumenten als pdf: van elke overeenkomst en van elke getekende wijziging.",
    ),
}


def _handtekeningen(overeenkomst: Overeenkomst) -> str:
    """'Lotte Maes: 3/12/2026; Els Jacobs: moet nog tekenen'."""
    delen = []
    for wie in [] if overeenkomst.is_concept else overeenkomst.tekenaars:
        getekend = wie.heeft_getekend
        stand = f"{wie.handtekening.dag:%-d/%-m/%Y}" if getekend else STANDEN[wie.staat]
        delen.append(f"{wie.naam}: {stand}")
    return "; ".join(delen)


def _laatst_herinnerd(overeenkomst: Overeenkomst) -> datetime.date | None:
    keren = [] if overeenkomst.is_concept else [w.herinnerd_op for w in overeenkomst.tekenaars]
    laatste = max(filter(None, keren), default=None)
    return laatste and timezone.localdate(laatste)


def _dagen_geschorst(overeenkomst: Overeenkomst) -> int:
    """On the calendar, in the school year of the export, and until today when nobody knows how long
    it takes."""
    van, tot = overeenkomst.jaar
    dagen = 0
    for rij in overeenkomst.rust:
        laatste = rij.laatste_dag if rij.tot else min(rij.laatste_dag, timezone.localdate())
        dagen += max((min(laatste, tot) - max(rij.van, van)) // DAG + 1, 0)
    return dagen


def _formaliteiten(overeenkomst: Overeenkomst) -> str:
    """'Dimona-aangifte: 3/12/2026; Arbeidsreglement: niet nodig'."""
    return "; ".join(
        f"{rij.formaliteit}: {f'{rij.op:%-d/%-m/%Y}' if rij.op else 'niet nodig'}"
        for rij in overeenkomst.in_orde
    )


FORMALITEITEN = "Formaliteiten van de werkgever"
KOLOMMEN: dict[str, Callable[[Overeenkomst, dict[str, str]], object]] = {
    "Nummer": lambda o, namen: o.nummer,
    "Leerling": lambda o, namen: str(o.traject.leerling),
    "Stamnummer": lambda o, namen: o.traject.leerling.stamnummer,
    "Klas": lambda o, namen: str(o.traject.leerling.klas or ""),
    "Opleiding": lambda o, namen: namen["opleiding"],
    "Soort": lambda o, namen: o.get_soort_display(),
    "Status": lambda o, namen: o.staat,
    "Onderneming": lambda o, namen: namen["onderneming"],
    "KBO-nummer": lambda o, namen: namen["kbo"],
    "Vestiging": lambda o, namen: namen["vestiging"],
    "Mentor": lambda o, namen: namen["mentor"],
    "Ouder die tekent": lambda o, namen: namen["ouder"],
    "Tekent voor de onderneming": lambda o, namen: namen["vertegenwoordiger"],
    "Tekent voor de school": lambda o, namen: namen["school"],
    "Begin": lambda o, namen: o.begindatum,
    "Einde": lambda o, namen: o.einddatum,
    "Gestopt op": lambda o, namen: o.einde and o.einde.laatste_dag,
    "Op vraag van": lambda o, namen: o.einde and o.einde.get_initiatief_display(),
    "Dagen geschorst (schooljaar)": lambda o, namen: _dagen_geschorst(o),
    "Uren werkplek": lambda o, namen: o.uren_werkplek,
    "Uren school": lambda o, namen: o.uren_school,
    "Leervergoeding (euro per maand)": lambda o, namen: (
        o.vergoeding_cent and Decimal(o.vergoeding_cent) / 100
    ),
    "Categorie leervergoeding": lambda o, namen: o.vergoeding_categorie,
    "Handtekeningen": lambda o, namen: _handtekeningen(o),
    "Laatst herinnerd": lambda o, namen: _laatst_herinnerd(o),
    "Volledig getekend": lambda o, namen: o.getekend_op and timezone.localdate(o.getekend_op),
    "Werkplekduaal": lambda o, namen: o.get_registratie_display(),
    "Geregistreerd op": lambda o, namen: o.geregistreerd_op,
    "Nummer Werkplekduaal": lambda o, namen: o.registratienummer,
    FORMALITEITEN: lambda o, namen: _formaliteiten(o),
}

# The sheet shows the facts, the allowance and who signs, and what the employer has to arrange.
IN_HET_BLAD = (
    Informatie.OVEREENKOMST, Informatie.OVEREENKOMSTDOCUMENT, Informatie.FORMALITEIT,
)  # fmt: skip
IN_DE_ZIP = (Informatie.OVEREENKOMSTDOCUMENT,)


def _kolommen(lid: Lidmaatschap) -> dict[str, Callable]:
    """Those of which this person reads the kind."""
    weg = set() if mag(lid, Informatie.FORMALITEIT) else {FORMALITEITEN}
    return {naam: waarde for naam, waarde in KOLOMMEN.items() if naam not in weg}


@transaction.atomic
def vraag_uitvoer(
    soort: str,
    keuze: dict[str, str],
    gekozen: Collection[int] = (),
    *,
    door: Lidmaatschap,
) -> Opdracht:
    """Ask for a file of one of SOORTEN: of what was ticked, else with the filters of the list."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    filter = OvereenkomstFilter(keuze, lid=door)
    over = filter.in_woorden or "alle overeenkomsten"
    if gekozen:
        over = f"{len(gekozen)} aangevinkte overeenkomst{'' if len(gekozen) == 1 else 'en'}"
        if dag := filter.gekozen_dag:
            over += f", zoals het geldt op {dag:%-d/%-m/%Y}"
    wat = {"titel": SOORTEN[soort].titel, "over": over, "keuze": keuze, "gekozen": list(gekozen)}
    lijst = f"{reverse('overeenkomsten:lijst', args=[door.school.code])}?{urlencode(keuze)}"
    return vraag_opdracht(soort, door=door, lijst_url=lijst.rstrip("?"), **wat)


def _rijen(opdracht: Opdracht) -> OvereenkomstQuerySet:
    """What the asker may see at the moment the file is made."""
    lid, gekozen = wie_vroeg(opdracht), opdracht.invoer.get("gekozen")
    if gekozen:
        return Overeenkomst.objects.zichtbaar_voor(lid).filter(pk__in=gekozen)
    return OvereenkomstFilter(opdracht.invoer["keuze"], lid=lid).qs


def _noteer(opdracht: Opdracht, rijen, delen: Collection[Informatie]) -> None:
    noteer_export(rijen.order_by().values("traject__leerling"), delen, opdracht.gevraagd_door)


def _bij_afhalen(delen: Collection[Informatie]) -> Callable:
    return bij_afhalen(delen, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)


def _maak_blad(opdracht: Opdracht, voortgang: Voortgang, suffix: str, schrijf: Callable) -> dict:
    """`schrijf(headers, rows)`: as what the file is written, while the rows come from the
    database."""
    alle, lid = _rijen(opdracht), opdracht.gevraagd_door
    totaal, trajecten = alle.count(), array("q")
    _noteer(opdracht, alle, [deel for deel in IN_HET_BLAD if mag(lid, deel)])
    filter = OvereenkomstFilter(opdracht.invoer["keuze"], lid=lid)
    jaar, dag = van_schooljaar(filter.jaar), filter.dag
    rijen = met_namen(alle.voor_lijst().met_tekenaars(lid)).select_related(
        "ouder", "tweede_ouder", "vertegenwoordiger", "tekent_voor_school__gebruiker"
    )
    dagen = Formaliteitdag.objects.zichtbaar_voor(lid).select_related("formaliteit")
    erbij = (
        Prefetch("schorsingen", queryset=Schorsing.objects.zichtbaar_voor(lid), to_attr="rust"),
        Prefetch("formaliteitdagen", queryset=dagen, to_attr="in_orde"),
    )
    kolommen = _kolommen(lid)

    def regels() -> Iterator[list]:
        for n, rij in enumerate(rijen.prefetch_related(*erbij).iterator(chunk_size=500), 1):
            stand = rij.stand_op(dag)
            stand.jaar, namen = jaar, namen_van(stand)
            trajecten.append(rij.traject_id)
            yield [waarde(stand, namen) for waarde in kolommen.values()]
            if n % STAP == 0:
                voortgang(n, totaal)

    with schrijf(kolommen, regels()) as bestand:
        opdracht.bewaar(bestand, "overeenkomsten", suffix)
    zin = f"{totaal} overeenkomst{'' if totaal == 1 else 'en'} in het bestand."
    return {"zin": zin, "trajecten": sorted(set(trajecten))}


@opdrachtsoort("overeenkomsten_xlsx", bij_afhalen=_bij_afhalen(IN_HET_BLAD))
def maak_xlsx(opdracht: Opdracht, voortgang: Voortgang) -> dict:
    return _maak_blad(opdracht, voortgang, "xlsx", partial(rekenblad, "Overeenkomsten"))


@opdrachtsoort("overeenkomsten_csv", bij_afhalen=_bij_afhalen(IN_HET_BLAD))
def maak_csv(opdracht: Opdracht, voortgang: Voortgang) -> dict:
    return _maak_blad(opdracht, voortgang, "csv", tekstblad)


def _naam_in_zip(overeenkomst: Overeenkomst, wijziging: Wijziging | None = None) -> str:
    """Beside each other in any list: 'maes-lotte-oao-2026-0117.pdf', '…-wijziging-1.pdf'."""
    leerling = overeenkomst.traject.leerling
    woorden = f"{leerling.naam} {leerling.voornaam} {overeenkomst.nummer}"
    woorden += f" wijziging {wijziging.volgnummer}" if wijziging else ""
    return f"{slugify(woorden)}.pdf"


def _wijzigingen_in_zip(lid: Lidmaatschap, op: datetime.date | None) -> Prefetch:
    """The signed ones, each in `bij_in_zip`; with a day only those that are in force then."""
    rijen = Wijziging.objects.zichtbaar_voor(lid).getekend()
    rijen = rijen.filter(vanaf__lte=op) if op else rijen
    rijen = rijen.select_related("bewijs").defer("bewijs__inhoud")
    return Prefetch("wijzigingen", queryset=rijen, to_attr="bij_in_zip")


def _in_het_archief(archief: zipfile.ZipFile, naam: str, document: Document | None) -> bool:
    """Whether there is such a document by now."""
    if not (document and document.is_klaar):
        return False
    with document.bestand.open("rb") as pdf:
        archief.writestr(naam, pdf.read())
    return True


@opdrachtsoort("overeenkomsten_zip", bij_afhalen=_bij_afhalen(IN_DE_ZIP))
def maak_zip(opdracht: Opdracht, voortgang: Voortgang) -> dict:
    """The proof documents of what is signed; the sentence names how many have none yet."""
    lid = wie_vroeg(opdracht)
    op = OvereenkomstFilter(opdracht.invoer["keuze"], lid=lid).gekozen_dag
    rijen = _rijen(opdracht).select_related("bewijs", "traject__leerling").defer("bewijs__inhoud")
    rijen = rijen.prefetch_related(_wijzigingen_in_zip(lid, op))
    totaal, met, erbij, trajecten = rijen.count(), 0, 0, set()
    _noteer(opdracht, rijen, IN_DE_ZIP)
    with tempfile.TemporaryFile() as bestand:
        with zipfile.ZipFile(bestand, "w", zipfile.ZIP_STORED) as archief:
            for n, rij in enumerate(rijen.iterator(chunk_size=200), 1):
                bewijs = rij.bewijs if rij.status in OOIT_GETEKEND else None  # not if withdrawn
                zelf = _in_het_archief(archief, _naam_in_zip(rij), bewijs)
                bij = sum(
                    _in_het_archief(archief, _naam_in_zip(rij, wijziging), wijziging.bewijs)
                    for wijziging in rij.bij_in_zip
                )
                met, erbij = met + zelf, erbij + bij
                if zelf or bij:
                    trajecten.add(rij.traject_id)
                if n % STAP == 0:
                    voortgang(n, totaal)
        if not trajecten:
            raise Weigering("Geen enkele van deze overeenkomsten heeft al een getekend document.")
        opdracht.bewaar(bestand, "getekende-overeenkomsten", "zip")
    return {"zin": _zin_van_zip(met, erbij, totaal - met), "trajecten": sorted(trajecten)}


def _zin_van_zip(met: int, erbij: int, zonder: int) -> str:
    """'2 getekende overeenkomsten en 1 wijziging. 1 nog zonder getekend document.'"""
    zin = f"{met} getekende overeenkomst{'' if met == 1 else 'en'}"
    zin += f" en {erbij} wijziging{'' if erbij == 1 else 'en'}" if erbij else ""
    return f"{zin}. {zonder} nog zonder getekend document." if zonder else f"{zin}."
