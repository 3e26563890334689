"""Taking agreements out of the product: a spreadsheet, or the signed documents in a ZIP."""

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.rekenblad import cel
from gebruikers.tasks import duw, voer_opdracht_uit
from gebruikers.zicht import Informatie, Recht, eis, mag
from overeenkomsten.filters import OvereenkomstFilter
from overeenkomsten.models import Overeenkomst
from overeenkomsten.models.ondertekening import STANDEN
from overeenkomsten.namen import namen_van
from trajecten.inzage import noteer_inzage
from trajecten.models import Inzage, Traject

Voortgang = Callable[[int, int], None]
NIET_MEER = (
    "In dit bestand staan leerlingen die je intussen niet meer ziet. Laat het opnieuw maken: dan "
    "staat erin wat je nu ziet."
)
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
        if wie.heeft_getekend:
            stand = f"{timezone.localdate(wie.handtekening.op):%-d/%-m/%Y}"
        else:
            stand = STANDEN[wie.staat]
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
    opdracht = Opdracht.objects.create(
        school=door.school,
        soort=soort,
        gevraagd_door=door,
        invoer={
            "titel": SOORTEN[soort].titel,
            "over": OvereenkomstFilter(keuze, lid=door).in_woorden or "alle overeenkomsten",
            "keuze": keuze,
        },
    )
    duw(voer_opdracht_uit, opdracht)
    return opdracht


def _rijen(opdracht: Opdracht):
    """What the asker may see at the moment the file is made."""
    lid = opdracht.gevraagd_door
    if lid is None or not Lidmaatschap.objects.geldig().filter(pk=lid.pk).exists():
        raise Weigering("Wie deze export vroeg, heeft hier geen rol meer.")
    return OvereenkomstFilter(opdracht.invoer["keuze"], lid=lid).qs


def _noteer_inzage(opdracht: Opdracht, rijen, deel: Informatie) -> None:
    leerlingen = rijen.order_by().values("traject__leerling")
    noteer_inzage(leerlingen, deel, lid=opdracht.gevraagd_door, hoe=Inzage.Hoe.EXPORT)


def _bij_afhalen(deel: Informatie) -> Callable[[Opdracht, Lidmaatschap], None]:
    """The file lies there for days, and who may see what moves on: it goes to who still sees every
    case in it, and each file of a learner that it opens is written down."""

    def haal_af(opdracht: Opdracht, lid: Lidmaatschap) -> None:
        trajecten = opdracht.resultaat.get("trajecten")
        zichtbaar = Traject.objects.zichtbaar_voor(lid).filter(pk__in=trajecten or [])
        schrijft = mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
        if trajecten is None or not schrijft or zichtbaar.count() != len(trajecten):
            raise Weigering(NIET_MEER)
        leerlingen = zichtbaar.order_by().values("leerling")
        noteer_inzage(leerlingen, deel, lid=lid, hoe=Inzage.Hoe.EXPORT)

    return haal_af


def _bewaar(opdracht: Opdracht, bestand, naam: str) -> None:
    opdracht.bestandsnaam = f"{naam}-{timezone.localdate():%Y-%m-%d}.{naam_suffix(opdracht)}"
    opdracht.bestand.save(opdracht.bestandsnaam, File(bestand), save=False)
    opdracht.save(update_fields=["bestand", "bestandsnaam"])


def naam_suffix(opdracht: Opdracht) -> str:
    return opdracht.soort.rpartition("_")[2]


@opdrachtsoort("overeenkomsten_xlsx", bij_afhalen=_bij_afhalen(Informatie.OVEREENKOMST))
def maak_xlsx(opdracht: Opdracht, voortgang: Voortgang) -> dict:
    rijen = _rijen(opdracht).met_tekenaars(opdracht.gevraagd_door)
    rijen = rijen.select_related(
        "ouder", "vertegenwoordiger", "tekent_voor_school__gebruiker", "tekenversie"
    )
    totaal, trajecten = rijen.count(), set()
    _noteer_inzage(opdracht, rijen, Informatie.OVEREENKOMST)
    boek = Workbook(write_only=True)
    blad = boek.create_sheet("Overeenkomsten")
    blad.freeze_panes = "A2"
    for i in range(len(KOLOMMEN)):
        blad.column_dimensions[get_column_letter(i + 1)].width = 20
    blad.append([cel(blad, kop, vet=True) for kop in KOLOMMEN])
    for n, rij in enumerate(rijen.iterator(chunk_size=500), 1):
        namen = namen_van(rij)
        trajecten.add(rij.traject_id)
        blad.append([cel(blad, waarde(rij, namen)) for waarde in KOLOMMEN.values()])
        if n % STAP == 0:
            voortgang(n, totaal)
    with tempfile.TemporaryFile() as bestand:
        boek.save(bestand)
        _bewaar(opdracht, bestand, "overeenkomsten")
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
    _noteer_inzage(opdracht, rijen, Informatie.OVEREENKOMSTDOCUMENT)
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
        _bewaar(opdracht, bestand, "getekende-overeenkomsten")
    zonder = totaal - met
    zin = f"{met} getekende overeenkomst{'' if met == 1 else 'en'}."
    zin = f"{zin} {zonder} nog zonder getekend document." if zonder else zin
    return {"zin": zin, "trajecten": sorted(trajecten)}
