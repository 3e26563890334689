"""Taking agreements out of the product: a spreadsheet, or the signed documents in a ZIP."""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.rekenblad import rekenblad
from gebruikers.tasks import vraag_opdracht
from gebruikers.zicht import Informatie, Recht, eis
from overeenkomsten.filters import OvereenkomstFilter
from overeenkomsten.models import Overeenkomst
from overeenkomsten.models.ondertekening import STANDEN
from overeenkomsten.namen import namen_van
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
    "overeenkomsten_zip": Soort(
        "Getekende overeenkomsten (ZIP)", "De bewijsdocumenten als pdf, een per overeenkomst."
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
    "Uren werkplek": lambda o, namen: o.uren_werkplek,
    "Uren school": lambda o, namen: o.uren_school,
    "Leervergoeding (euro per maand)": lambda o, namen: (
        o.vergoeding_cent and Decimal(o.vergoeding_cent) / 100
    ),
    "Categorie leervergoeding": lambda o, namen: o.vergoeding_categorie,
    "Handtekeningen": lambda o, namen: _handtekeningen(o),
    "Volledig getekend": lambda o, namen: o.getekend_op and timezone.localdate(o.getekend_op),
    "Werkplekduaal": lambda o, namen: o.get_registratie_display(),
    "Geregistreerd op": lambda o, namen: o.geregistreerd_op,
    "Nummer Werkplekduaal": lambda o, namen: o.registratienummer,
}


@transaction.atomic
def vraag_uitvoer(soort: str, keuze: dict[str, str], *, door: Lidmaatschap) -> Opdracht:
    """Ask for a file of one of SOORTEN, with the filters of the list."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    over = OvereenkomstFilter(keuze, lid=door).in_woorden or "alle overeenkomsten"
    titel = SOORTEN[soort].titel
    return vraag_opdracht(soort, door=door, titel=titel, over=over, keuze=keuze)


def _rijen(opdracht: Opdracht):
    """What the asker may see at the moment the file is made."""
    return OvereenkomstFilter(opdracht.invoer["keuze"], lid=wie_vroeg(opdracht)).qs


def _noteer(opdracht: Opdracht, rijen, deel: Informatie) -> None:
    noteer_export(rijen.order_by().values("traject__leerling"), deel, opdracht.gevraagd_door)


def _bij_afhalen(deel: Informatie) -> Callable:
    return bij_afhalen(deel, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)


@opdrachtsoort("overeenkomsten_xlsx", bij_afhalen=_bij_afhalen(Informatie.OVEREENKOMST))
def maak_xlsx(opdracht: Opdracht, voortgang: Voortgang) -> dict:
    rijen = _rijen(opdracht).met_tekenaars(opdracht.gevraagd_door)
    rijen = rijen.select_related(
        "ouder", "tweede_ouder", "vertegenwoordiger", "tekent_voor_school__gebruiker", "tekenversie"
    )
    totaal, trajecten = rijen.count(), set()
    _noteer(opdracht, rijen, Informatie.OVEREENKOMST)

    def regels() -> Iterator[list]:
        for n, rij in enumerate(rijen.iterator(chunk_size=500), 1):
            namen = namen_van(rij)
            trajecten.add(rij.traject_id)
            yield [waarde(rij, namen) for waarde in KOLOMMEN.values()]
            if n % STAP == 0:
                voortgang(n, totaal)

    with rekenblad("Overeenkomsten", KOLOMMEN, regels()) as bestand:
        opdracht.bewaar(bestand, "overeenkomsten", "xlsx")
    zin = f"{totaal} overeenkomst{'' if totaal == 1 else 'en'} in het rekenblad."
    return {"zin": zin, "trajecten": sorted(trajecten)}


def _naam_in_zip(overeenkomst: Overeenkomst) -> str:
    leerling = overeenkomst.traject.leerling
    return f"{slugify(f'{leerling.naam} {leerling.voornaam} {overeenkomst.nummer}')}.pdf"


@opdrachtsoort("overeenkomsten_zip", bij_afhalen=_bij_afhalen(Informatie.OVEREENKOMSTDOCUMENT))
def maak_zip(opdracht: Opdracht, voortgang: Voortgang) -> dict:
    """The proof documents of what is signed; the sentence names how many have none yet."""
    rijen = _rijen(opdracht).select_related("bewijs", "traject__leerling")
    totaal, met, trajecten = rijen.count(), 0, set()
    _noteer(opdracht, rijen, Informatie.OVEREENKOMSTDOCUMENT)
    with tempfile.TemporaryFile() as bestand:
        with zipfile.ZipFile(bestand, "w", zipfile.ZIP_STORED) as archief:
            for n, rij in enumerate(rijen.iterator(chunk_size=200), 1):
                if rij.bewijs and rij.bewijs.is_klaar:
                    with rij.bewijs.bestand.open("rb") as pdf:
                        archief.writestr(_naam_in_zip(rij), pdf.read())
                    met += 1
                    trajecten.add(rij.traject_id)
                if n % STAP == 0:
                    voortgang(n, totaal)
        if not met:
            raise Weigering("Geen enkele van deze overeenkomsten heeft al een getekend document.")
        opdracht.bewaar(bestand, "getekende-overeenkomsten", "zip")
    zonder = totaal - met
    zin = f"{met} getekende overeenkomst{'' if met == 1 else 'en'}."
    zin = f"{zin} {zonder} nog zonder getekend document." if zonder else zin
    return {"zin": zin, "trajecten": sorted(trajecten)}
