"""How a history speaks of each kind of record: what it is called, and what people do with it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.formats import date_format

# Columns that tell a reader nothing in any table: the page says it already, or only the machine
# reads them.
STIL = frozenset(
    "id school_id traject_id aangemaakt_op gewijzigd_op sha256 sleutel inhoud bestand bron "
    "sjabloonversie bladzijden pogingen fout opnieuw_op lijstregel vraagt_einde "
    "vervolg_op_id".split()
)


@dataclass(frozen=True)
class Onderwerp:
    """`enkel`, `meer`: one, and several of them. `ding`: one by its name. After who did it comes
    `nieuw`, `gewijzigd` or `weg` (as Spoorregel.Wat has it), with in {} the thing, or how many.
    `naam`: its name, when that is not how it calls itself. `titel`: the kind as a choice, when that
    is more than `meer`."""

    enkel: str
    meer: str
    nieuw: str = "voegde {} toe"
    gewijzigd: str = "wijzigde {}"
    weg: str = "verwijderde {}"
    ding: str = ""
    naam: Callable[[models.Model], object] = str
    titel: str = ""

    def __str__(self) -> str:
        return self.titel or self.meer

    def een(self, naam: str) -> str:
        return self.ding.format(naam) if self.ding else f"{self.enkel} {naam}"


def _partij(ondertekenaar: models.Model) -> str:
    return f"{ondertekenaar.naam} ({ondertekenaar.get_partij_display().lower()})"


GEGEVENS = {"gewijzigd": "wijzigde de gegevens van {}"}
ONDERWERPEN = {
    "leerlingen.Leerling": Onderwerp(
        "leerling", "leerlingen", nieuw="voerde {} in", ding="{}", **GEGEVENS
    ),
    "leerlingen.Betrokkene": Onderwerp("ouder", "ouders", **GEGEVENS),
    "leerlingen.Samenvoeging": Onderwerp(
        "dubbel", "dubbels", nieuw="voegde samen: {}",
        gewijzigd="werkte het samenvoegen van {} bij", ding="{}", titel="wie dubbel stond",
        weg="maakte het samenvoegen van {} ongedaan",
    ),
    "leerlingen.Inzagebesluit": Onderwerp(
        "besluit", "besluiten", nieuw="legde vast {}",
        ding="of een ouder na 18 jaar het dossier nog ziet: {}",
        titel="wie het dossier na 18 jaar ziet",
    ),
    "trajecten.Traject": Onderwerp("traject", "trajecten", nieuw="startte {}", ding="het {}"),
    "trajecten.Inschrijving": Onderwerp(
        "inschrijving", "inschrijvingen", nieuw="schreef de leerling in voor {}",
        gewijzigd="wijzigde de inschrijving voor {}", weg="verwijderde de inschrijving voor {}",
        ding="{}", naam=lambda rij: rij.opleiding,
    ),
    "trajecten.Weekpatroon": Onderwerp(
        "weekpatroon", "weekpatronen", nieuw="legde {} vast", weg="nam {} weg",
        ding="het weekpatroon vanaf {}", naam=lambda rij: date_format(rij.van, "j F Y"),
    ),
    "trajecten.Verlenging": Onderwerp(
        "verlenging", "verlengingen", nieuw="noteerde {}", ding="de beslissing over de termijn: {}"
    ),
    "trajecten.Opvolging": Onderwerp(
        "opvolging", "opvolgingen", nieuw="noteerde {}", ding="bij een termijn: {}",
        naam=lambda rij: rij.wat,
    ),
    "trajecten.Taak": Onderwerp(
        "taak", "taken", nieuw="vroeg {}", gewijzigd="werkte {} bij", weg="nam {} weg",
        ding="de taak “{}”",
    ),
    "trajecten.Fasereden": Onderwerp(
        "reden", "redenen", nieuw="koos {}", gewijzigd="wijzigde {}", weg="nam {} weg",
        ding="de reden voor {}", titel="waarom een traject stopt of stilligt",
    ),
    "trajecten.Studiebewijs": Onderwerp(
        "studiebewijs", "studiebewijzen", nieuw="noteerde {}", gewijzigd="verbeterde {}",
        weg="nam {} weg", ding="het studiebewijs: {}",
    ),
    "trajecten.Teamlid": Onderwerp(
        "teamlid", "teamleden", nieuw="zette {} in het team",
        gewijzigd="wijzigde de periode in het team van {}", weg="haalde {} uit het team", ding="{}",
        naam=lambda rij: f"{rij.gebruiker} ({rij.get_rol_display().lower()})",
    ),
    "trajecten.Document": Onderwerp(
        "document", "documenten", nieuw="vroeg {} aan", gewijzigd="maakte {}",
        ding="het document “{}”",
    ),
    "werkplekken.Plaatsing": Onderwerp(
        "plaatsing", "plaatsingen", nieuw="legde {} vast", ding="de plaatsing bij {}",
        naam=lambda rij: rij.plaats,
    ),
    "werkplekken.Plaatsvervanger": Onderwerp(
        "plaatsvervanger", "plaatsvervangers", nieuw="duidde {} aan",
        gewijzigd="wijzigde de periode van {}", naam=lambda rij: rij.mentor,
    ),
    "werkplekken.Onderneming": Onderwerp("onderneming", "ondernemingen", **GEGEVENS),
    "werkplekken.Vestiging": Onderwerp("vestiging", "vestigingen", **GEGEVENS),
    "werkplekken.Erkenning": Onderwerp("erkenning", "erkenningen", ding="de erkenning voor {}"),
    "werkplekken.Mentor": Onderwerp("mentor", "mentoren", **GEGEVENS),
    "opleidingsplannen.Opleidingsplan": Onderwerp(
        "opleidingsplan", "opleidingsplannen", nieuw="maakte {}", ding="{}"
    ),
    "opleidingsplannen.Planregel": Onderwerp(
        "competentie", "competenties", nieuw="zette {} in het plan",
        gewijzigd="paste {} aan in het plan", weg="haalde {} uit het plan", ding="“{}”",
        titel="inhoud van het plan",
    ),
    "opleidingsplannen.Planakkoord": Onderwerp(
        "partij", "partijen", nieuw="noteerde bij het plan het akkoord van {}",
        gewijzigd="wijzigde bij het plan het akkoord van {}",
        weg="verwijderde bij het plan het akkoord van {}",
        ding="de {}", naam=lambda rij: rij.get_partij_display(), titel="akkoord met het plan",
    ),
    "opleidingsplannen.Planvraag": Onderwerp(
        "vraag", "vragen", nieuw="noteerde {}", gewijzigd="vulde {} aan", ding="de {}",
        titel="vragen over het plan",
    ),
    "opleidingsplannen.Beoordeling": Onderwerp(
        "competentie", "competenties", nieuw="beoordeelde {}",
        gewijzigd="wijzigde de beoordeling van {}", weg="verwijderde de beoordeling van {}",
        ding="“{}”", titel="beoordelingen",
    ),
    "opleidingsplannen.Evaluatie": Onderwerp(
        "evaluatie", "evaluaties", nieuw="legde {} vast", gewijzigd="wijzigde {}",
        weg="verwijderde {}", ding="de {}",
    ),
    "opleidingsplannen.Aanwezigheid": Onderwerp(
        "halve dag", "halve dagen", nieuw="noteerde {}", gewijzigd="werkte {} bij",
        weg="nam {} terug", ding="de aanwezigheid op de werkplek van {}",
        titel="aanwezigheid op de werkplek",
    ),
    "begeleiding.Contactmoment": Onderwerp(
        "contactmoment", "contactmomenten", nieuw="noteerde {}", gewijzigd="werkte {} bij",
        weg="nam {} weg", ding="het contact: {}",
    ),
    "overeenkomsten.Overeenkomst": Onderwerp(
        "overeenkomst", "overeenkomsten", nieuw="maakte {} op"
    ),
    "overeenkomsten.Schorsing": Onderwerp(
        "schorsing", "schorsingen", nieuw="noteerde een {}", gewijzigd="wijzigde de {}",
        weg="verwijderde de {}", ding="{}",
    ),
    "overeenkomsten.Schorsingsreden": Onderwerp(
        "reden van een schorsing", "redenen van schorsingen", nieuw="noteerde {}",
        gewijzigd="wijzigde {}", weg="verwijderde {}", ding="waarom er geschorst is: {}",
        titel="waarom een overeenkomst geschorst is",
    ),
    "overeenkomsten.Wijziging": Onderwerp(
        "wijziging", "wijzigingen", nieuw="maakte {} op", weg="verwijderde {}",
        ding="wijziging {}", titel="wijziging van een overeenkomst",
    ),
    "overeenkomsten.Beeindiging": Onderwerp(
        "einde", "beëindigingen", nieuw="noteerde {}", gewijzigd="werkte {} bij",
        weg="nam {} terug", ding="het {}", titel="vroeger einde van een overeenkomst",
    ),
    "overeenkomsten.Afwijking": Onderwerp(
        "afwijking", "afwijkingen", nieuw="week af van een controle: {}",
        weg="nam een afwijking terug: {}", ding="“{}”", titel="afwijking van een controle",
    ),
    "overeenkomsten.Formaliteitdag": Onderwerp(
        "dag", "dagen", nieuw="noteerde {}", gewijzigd="wijzigde {}", weg="wiste {}",
        ding="de formaliteit {}", naam=lambda rij: rij.formaliteit,
        titel="formaliteiten van de werkgever",
    ),
    "overeenkomsten.Uurroosterblok": Onderwerp(
        "blok", "blokken", nieuw="zette {} in het uurrooster",
        gewijzigd="wijzigde {} in het uurrooster", weg="haalde {} uit het uurrooster", ding="{}",
        titel="uurrooster",
    ),
    "overeenkomsten.Ondertekenaar": Onderwerp(
        "ondertekenaar", "ondertekenaars", naam=_partij, **GEGEVENS
    ),
    "overeenkomsten.Papier": Onderwerp(
        "bestand", "bestanden", nieuw="gaf {} in", ding="de {}",
        titel="handtekeningen op papier of in een pdf",
    ),
    "overeenkomsten.Tekenlink": Onderwerp(
        "tekenlink", "tekenlinks", nieuw="maakte {}", gewijzigd="trok {} in",
        ding="de tekenlink voor {}", naam=lambda rij: _partij(rij.ondertekenaar),
    ),
    "overeenkomsten.Handtekening": Onderwerp(
        "handtekening", "handtekeningen", nieuw="zette {}", ding="de handtekening van {}",
        naam=lambda rij: _partij(rij.ondertekenaar),
    ),
}  # fmt: skip


def onderwerp_van(model: type[models.Model]) -> Onderwerp:
    return ONDERWERPEN[model._meta.label]


def modellen_op_naam() -> dict[str, type[models.Model]]:
    """All of these, by the name that an address gives them."""
    modellen = map(apps.get_model, ONDERWERPEN)
    return {model._meta.model_name: model for model in modellen}
