"""What a template looks like filled in: an agreement of an invented learner."""

from django.utils import timezone

from gebruikers.models import School
from leerlingen.schooljaar import einde_schooljaar
from overeenkomsten.documenten import blad_als_inhoud
from overeenkomsten.sjablonen import Blad
from overeenkomsten.soorten import REGELS
from overeenkomsten.statussen import Partij
from trajecten.documenten import datum

LEERLING, OUDER, MENTOR = "Robin Voorbeeld", "Kim Voorbeeld", "Noa Voorbeeld"
WIE = {  # party → name, address and number, who represents it
    Partij.LEERLING: (LEERLING, "Voorbeeldstraat 1, 1000 Brussel", f"{OUDER}, ouder"),
    Partij.ONDERNEMING: ("Bedrijf Voorbeeld", "Voorbeeldlaan 2, 1000 Brussel", MENTOR),
    Partij.ORGANISATIE: ("Organisatie Voorbeeld", "Voorbeeldplein 3, 1000 Brussel", MENTOR),
}


def voorbeeldinhoud(blad: Blad, school: School) -> dict:
    """As `documenten.inhoud_van`, of nobody."""
    regels, vandaag = REGELS[blad.soort], timezone.localdate()
    organisator = regels.bij == "organisatie"
    bij, adres, _ = WIE[Partij.ORGANISATIE if organisator else Partij.ONDERNEMING]
    waarden = {
        "leerling": LEERLING,
        "bij": bij,
        "school": school.naam,
        "opleiding": "Opleiding Voorbeeld",
        "begin": datum(vandaag),
        "einde": datum(einde_schooljaar(vandaag)),
        "uren_werkplek": "24 uur" if regels.heeft_bedrag else "16 uur",
        "uren_school": "12 uur",
        "vergoeding": "€\N{NO-BREAK SPACE}600,00",
        "categorie": "1",
        "mentor": MENTOR,
        "begeleider": "Sascha Voorbeeld",
        "verzekeraar": "Verzekeraar Voorbeeld",
        "polisnummer": "1234567",
        "paritair_comite": "100",
    }
    return {
        "nummer": f"{blad.soort.upper()} voorbeeld",
        "soort": blad.soort.value,
        "titel": blad.soort.label,
        "ondertitel": waarden["opleiding"],
        "opgemaakt": f"opgemaakt op {datum(vandaag)}",
        "betaald": regels.heeft_bedrag,
        "geregistreerd": regels.geregistreerd,
        "leerling": LEERLING,
        "onderneming": bij,
        "vergoeding": regels.vergoeding,
        "waarden": waarden,
        "partijen": [_partij(partij, school) for partij in regels.partijen if partij in WIE]
        + [_partij(Partij.SCHOOL, school)],
        "contact": {
            "mentor": "" if organisator else MENTOR,
            "begeleider": waarden["begeleider"],
            "bereik": school.telefoon,
        },
        "plaats": f"{bij}, {adres}",
        "uurrooster": _uurrooster("organisator" if organisator else "werkplek"),
        "plan": None,
        **blad_als_inhoud(blad, school, waarden),
    }


def _partij(partij: Partij, school: School) -> dict[str, str]:
    naam, adres, door = WIE.get(partij, (school.naam, school.adres, "Jo Voorbeeld"))
    return {"partij": partij.label, "naam": naam, "adres": adres, "extra": "", "door": door}


def _uurrooster(daar: str) -> dict:
    rijen = []
    for titel, uren in (("voormiddag", "08.30–12.00"), ("namiddag", "13.00–16.00")):
        cellen = [
            [{"plaats": plaats, "naam": naam, "uren": uren}]
            for plaats, naam in [("school", "school")] * 2 + [("werkplek", daar)] * 3
        ]
        rijen.append({"titel": titel, "cellen": cellen})
    return {"dagen": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"], "rijen": rijen}
