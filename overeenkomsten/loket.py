"""What the counter Werkplekduaal asks of one agreement, in its order, to copy from the screen.

No national number and no number of an account is here: they are typed in the counter itself.
"""

import datetime
from typing import NamedTuple

from django.urls import reverse

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag, wie_dan_wel
from overeenkomsten.models import Overeenkomst
from overeenkomsten.namen import namen_van

TYP_ZELF = "Het rijksregisternummer staat niet in Trajecten. Typ het rechtstreeks in het loket."


class Waarde(NamedTuple):
    """One field of the counter. An empty one may say where it is filled in (`vul_aan`), or who does
    that (`wie`)."""

    naam: str
    tekst: str
    vul_aan: str = ""
    wie: str = ""


class Groep(NamedTuple):
    titel: str
    waarden: list[Waarde]
    typ_zelf: str = ""  # what one does not copy from here


def _datum(dag: datetime.date | None) -> str:
    return f"{dag:%d/%m/%Y}" if dag else ""


def _getal(waarde) -> str:
    """24.50 → '24,5': as one types it."""
    return f"{waarde.normalize():f}".replace(".", ",")


def groepen_van(overeenkomst: Overeenkomst, lid: Lidmaatschap) -> list[Groep]:
    """As agreed: who and what stood in what was signed, with the amendments that hold today."""
    overeenkomst = overeenkomst.nu
    namen, leerling = namen_van(overeenkomst), overeenkomst.traject.leerling
    groepen = [
        _onderneming(overeenkomst, namen, lid),
        Groep(
            "Lerende",
            [
                Waarde("Naam", namen["leerling"]),
                Waarde("Geboortedatum", _datum(leerling.geboortedatum)),
                Waarde("Adres", leerling.adres),
            ],
            TYP_ZELF,
        ),
        Groep("Mentor", [Waarde("Naam", namen["mentor"])], TYP_ZELF),
        Groep("Opleiding", [Waarde("Officiële naam", namen["opleiding"])]),
        _verstrekker(overeenkomst, lid),
        Groep("Overeenkomst", _overeenkomst(overeenkomst)),
    ]
    if plan := overeenkomst.plan:
        tekst = f"{plan.standaardtraject.naam}, versie {plan.versie}"
        groepen.append(Groep("Opleidingsplan", [Waarde("Bijlage", tekst)]))
    if overeenkomst.einde:
        groepen.append(_einde(overeenkomst, lid))
    return groepen


def ontbrekende(groepen: list[Groep]) -> list[Waarde]:
    return [waarde for groep in groepen for waarde in groep.waarden if not waarde.tekst]


def _te_vullen(lid: Lidmaatschap, soort: Schoolsoort, url: str) -> dict[str, str]:
    """Where it is filled in, or who of the school does that."""
    if mag(lid, soort, Recht.SCHRIJF):
        return {"vul_aan": url}
    return {"wie": wie_dan_wel(lid, soort).rstrip(".")}


def _onderneming(overeenkomst: Overeenkomst, namen: dict, lid: Lidmaatschap) -> Groep:
    vestiging, code = overeenkomst.vestiging, overeenkomst.school.code
    bedrijf = reverse("werkplekken:onderneming", args=[code, vestiging.onderneming_id])
    # It came into the file after the document was sent, and it is of the same site.
    nummer = namen["vestigingsnummer"] or vestiging.vestigingsnummer
    te_vullen = _te_vullen(lid, Schoolsoort.WERKPLEKKEN, bedrijf)
    waarden = [
        Waarde("Naam", namen["onderneming"]),
        Waarde("KBO-nummer", namen["kbo"]),
        Waarde("Vestigingsnummer", nummer, **te_vullen),
        Waarde("Vestiging", namen["vestiging"]),
        Waarde("Adres", namen["adres"], **te_vullen),
        Waarde("Vertegenwoordiger", namen["vertegenwoordiger"]),
    ]
    return Groep("Onderneming", waarden)


def _verstrekker(overeenkomst: Overeenkomst, lid: Lidmaatschap) -> Groep:
    school = overeenkomst.school
    bij = _te_vullen(lid, Schoolsoort.SCHOOL, reverse("gebruikers:school", args=[school.code]))
    waarden = [
        Waarde("Naam", school.naam),
        Waarde("Instellingsnummer", school.instellingsnummer, **bij),
    ]
    return Groep("Opleidingsverstrekker", waarden)


def _overeenkomst(overeenkomst: Overeenkomst) -> list[Waarde]:
    waarden = [
        Waarde("Soort", overeenkomst.get_soort_display()),
        Waarde("Datum van inwerkingtreding", _datum(overeenkomst.begindatum)),
        Waarde("Einddatum", _datum(overeenkomst.einddatum)),
        Waarde("Uren per week op de werkplek", _getal(overeenkomst.uren_werkplek)),
        Waarde("Uren per week op school", _getal(overeenkomst.uren_school)),
    ]
    if overeenkomst.vergoeding_cent is None:
        waarden.append(Waarde("Vergoeding", overeenkomst.vergoeding_in_woorden))
    else:
        waarden.append(Waarde("Vergoeding per maand (euro)", overeenkomst.vergoeding_euro))
        waarden.append(Waarde("Categorie", str(overeenkomst.vergoeding_categorie)))
    return [*waarden, Waarde("Paritair comité", overeenkomst.paritair_comite)]


def _einde(overeenkomst: Overeenkomst, lid: Lidmaatschap) -> Groep:
    einde = overeenkomst.einde
    waarden = [
        Waarde("Laatste dag", _datum(einde.laatste_dag)),
        Waarde("Wie het vroeg", einde.op_wiens_vraag),
    ]
    if mag(lid, Informatie.EINDEGROND):
        waarden.append(Waarde("Reden", str(einde.grond)))
    return Groep("Vroeger einde", waarden)
