"""Names and facts of the demo world. All persons and companies are made up."""

import datetime
import random
from dataclasses import dataclass

# school package code → (name, class, standaardtraject sample file or "")
OPLEIDINGEN = {
    "40000": ("Elektrotechnische installaties duaal", "6ETID", "elektrotechnisch-monteur.csv"),
    "40001": ("Brood- en banketbakkerij duaal", "6BBD", "bakker.csv"),
    "40002": ("Zorgkundige duaal", "7ZKD", "zorgkundige.csv"),
    "40003": ("Groenaanleg en -beheer duaal", "5GAD", "groen-en-tuinbeheer.csv"),
    "40004": ("Haarverzorging duaal", "6HVD", ""),
    "40008": ("Aanloop haarverzorging", "5AHV", ""),
    "40006": ("Onderhoudsmechanica auto duaal", "6OMD", ""),
    "40007": ("Logistiek duaal", "7LOD", ""),
}

SECTOREN = {
    "40000": "Elektro", "40001": "Voeding", "40002": "Zorg", "40003": "Groen", "40004": "Haarzorg",
    "40008": "Haarzorg", "40006": "Auto", "40007": "Logistiek",
}  # fmt: skip

STRATEN = (
    "Molenweg Kerkstraat Gentsesteenweg Stationsstraat Dorpsplein Beukenlaan Nieuwstraat Hoogstraat"
).split()
GEMEENTEN = [
    ("9120", "Beveren"),
    ("9100", "Sint-Niklaas"),
    ("9140", "Temse"),
    ("9150", "Kruibeke"),
    ("9160", "Lokeren"),
    ("9170", "Sint-Gillis-Waas"),
]


@dataclass(frozen=True)
class Bedrijf:
    naam: str
    volgnummer: int  # makes the KBO number
    gemeente: tuple[str, str]
    straat: str
    paritair_comite: str
    groepen: tuple[str, ...]  # recognised for
    zaakvoerder: str
    mentor: str

    @property
    def kbo(self) -> str:
        """A number with good check digits that no company has: the range starts at 0999."""
        basis = f"0999{self.volgnummer:04d}"
        return f"{basis}{97 - int(basis) % 97:02d}"


BEVEREN, NIKLAAS, TEMSE, LOKEREN = (GEMEENTEN[i] for i in (0, 1, 2, 4))
BEDRIJVEN = [
    Bedrijf(
        "Bakkerij Cools", 1, BEVEREN, "Kerkplein 3", "118.03", ("40001",), "Jan Cools", "An Cools"
    ),
    Bedrijf(
        "Elektro Wouters",
        2,
        NIKLAAS,
        "Ambachtstraat 18",
        "149.01",
        ("40000",),
        "Kris Wouters",
        "Karel Aerts",
    ),
    Bedrijf(
        "WZC De Linde", 3, TEMSE, "Lindelaan 40", "330", ("40002",), "Greet Van Hove", "Sofie Baert"
    ),
    Bedrijf(
        "Thuiszorg De Dender",
        4,
        LOKEREN,
        "Marktstraat 7",
        "318.02",
        ("40002",),
        "Luc Stevens",
        "Nele Roels",
    ),
    Bedrijf(
        "Groen Atelier",
        5,
        BEVEREN,
        "Polderdreef 55",
        "145.04",
        ("40003",),
        "Tom De Wilde",
        "Bart Smet",
    ),
    Bedrijf(
        "Kapsalon Krul",
        6,
        NIKLAAS,
        "Parklaan 12",
        "314",
        ("40004",),
        "Sabrina Moens",
        "Sabrina Moens",
    ),
    Bedrijf(
        "Garage Van Mol", 7, TEMSE, "Kaaiweg 2", "112", ("40006",), "Dirk Van Mol", "Yves Colman"
    ),
    Bedrijf(
        "Distri Waasland",
        8,
        BEVEREN,
        "Havenweg 101",
        "140.03",
        ("40007",),
        "Ilse Bral",
        "Koen Thys",
    ),
    Bedrijf(
        "Bakkerij De Korenaar",
        9,
        LOKEREN,
        "Dorpsplein 9",
        "118.03",
        ("40001",),
        "Hilde Noens",
        "Peter Noens",
    ),
    Bedrijf(
        "Voltia Installaties",
        10,
        BEVEREN,
        "Industriepark 33",
        "149.01",
        ("40000",),
        "Ward Lenaerts",
        "Ben Ost",
    ),
    Bedrijf(
        "Tuinen Verbruggen",
        11,
        NIKLAAS,
        "Tereken 80",
        "145.04",
        ("40003",),
        "Rik Verbruggen",
        "Lien Pauwels",
    ),
    Bedrijf(
        "Salon Lina",
        12,
        BEVEREN,
        "Vrasenestraat 21",
        "314",
        ("40004",),
        "Lina Haddou",
        "Lina Haddou",
    ),
]


@dataclass(frozen=True)
class Wereld:
    """The people and companies of one school. No name is in both worlds: a leak shows at once."""

    voornamen: list[str]
    namen: list[str]
    moeders: list[str]
    staf: dict[str, tuple[str, str, str]]  # local part of the address: role, first name, name
    bedrijven: list[Bedrijf]
    organisatie: str
    medewerker: tuple[str, str]


DEMO = Wereld(
    voornamen=(
        "Lotte Amina Jef Mo Noor Ilyas Emma Wout Yasmina Seppe Louise Adem Hanne Mehdi Fien "
        "Senne Elif Robbe Jana Bilal Marie Kobe Sara Lars Nora Arne Zeynep Stan Julie Ayoub Lien "
        "Warre Ines Tuur Loubna Brent Femke Sami Charlotte Matthias Hind Daan Paulien Anas Silke "
        "Niels Meryem Jelle Eline Rayan Amber Thibo Salma Xander Lore Ibrahim Britt Ruben Dina "
        "Simon"
    ).split(),
    namen=(
        "Maes|El Amrani|Claes|Benali|Vandenberghe|Haddad|De Smet|Peeters|Yilmaz|Willems|Goossens|"
        "Öztürk|Jacobs|Bakkali|D'Hondt|Van Damme|Aydın|Wouters|Cools|Ziani|De Backer|Hermans|"
        "Van de Velde|Mertens|Kaya|Desmet|Verhaegen|Segers|Dubois|Lemmens"
    ).split("|"),
    moeders="Els Fatima Ann Naima Katrien Samira Greet Veerle Hilde Aysel Kristien Leen".split(),
    staf={
        "begeleider": ("begeleider", "Bea", "De Smet"),
        "karim": ("begeleider", "Karim", "Haddad"),
        "praktijk": ("praktijk", "Pieter", "Goossens"),
        "leerkracht": ("leerkracht", "Lea", "Martens"),
        "coordinator": ("coordinator", "Coen", "Willems"),
        "administratie": ("administratie", "Ada", "Peeters"),
        "beheerder": ("beheerder", "Bob", "Hermans"),
    },
    bedrijven=BEDRIJVEN,
    organisatie="Springplank",
    medewerker=("Xander", "Lievens"),
)
TWEEDE = Wereld(
    voornamen=(
        "Merel Youssef Tijs Aliyah Basile Roos Emre Juno Cas Nisrine Oona Lowie Imane Flor"
    ).split(),
    namen=(
        "Vermeulen|Chakir|De Pauw|Bogaert|Arslan|Coppens|Lagae|Rahimi|De Wulf|Michiels|"
        "Van Acker|Toussaint|Idrissi"
    ).split("|"),
    moeders="Griet Malika Tine Sevda Annick Carine".split(),
    staf={
        "begeleider": ("begeleider", "Brigitte", "Lagrou"),
        "karim": ("begeleider", "Kenan", "Doğan"),
        "praktijk": ("praktijk", "Paul", "Stevens"),
        "leerkracht": ("leerkracht", "Linde", "Baeten"),
        "coordinator": ("coordinator", "Corneel", "Mestdagh"),
        "administratie": ("administratie", "Astrid", "Nys"),
        "beheerder": ("beheerder", "Boris", "Callens"),
    },
    bedrijven=[
        Bedrijf(
            "Broodhuis Artevelde",
            21,
            ("9000", "Gent"),
            "Sleepstraat 88",
            "118.03",
            ("40001",),
            "Godelieve Roos",
            "Jan Steyaert",
        )
    ],
    organisatie="De Opstap",
    medewerker=("Wim", "Claeys"),
)
WERELDEN = {"demo": DEMO, "tweede": TWEEDE}

KOPPEN = (
    "Naam;Voornaam;Geslacht;Geboortedatum;Stamnummer;Leerlingnr;Administratieve groep;Klascode;"
    "Klasnaam;Begindatum inschrijving;Straat;Nummer;Bus;Postcode;Gemeente;Land;"
    "Communicatienummer moeder;Communicatienummer eigen gsm;E-mail leerling;E-mail moeder;"
    "Voornaam moeder;Naam moeder"
)


def leerlingen_csv(school_code: str, aantal: int, schooljaar: int, vandaag: datetime.date) -> str:
    """A learner export as the school's package gives it; the first ones are the known cases."""
    wereld = WERELDEN.get(school_code, DEMO)
    kans = random.Random(f"{school_code}-{schooljaar}")
    groepen = list(OPLEIDINGEN)
    rijen = [KOPPEN]
    for n in range(aantal):
        voornaam, naam = _om_de_beurt(wereld.voornamen, n), _om_de_beurt(wereld.namen, n)
        groep = VASTE_GROEP[n] if n < len(VASTE_GROEP) else kans.choice(groepen)
        geboren = _geboren(n, kans, vandaag)
        postcode, gemeente = kans.choice(GEMEENTEN)
        adres = f"{voornaam}.{naam}".lower().replace(" ", "").replace("'", "")
        adres = adres.encode("ascii", "ignore").decode()
        eigen = f"{adres}@leerling.{school_code}.example"
        ouder = f"moeder.{adres}@mail.example"
        if n == 0:
            eigen, ouder = f"leerling@{school_code}.example", f"ouder@{school_code}.example"
        rijen.append(
            ";".join(
                [
                    naam, voornaam, kans.choice("VMX"), f"{geboren:%d/%m/%Y}",
                    f"{schooljaar}{n:06d}", str(10000 + n), groep, OPLEIDINGEN[groep][1],
                    OPLEIDINGEN[groep][0], f"01/09/{schooljaar}", kans.choice(STRATEN),
                    str(kans.randint(1, 250)), "", postcode, gemeente, "België",
                    f"0470 00 00 {n:02d}", f"0490 00 00 {n:02d}",
                    eigen, "" if n % 9 == 5 else ouder,
                    _om_de_beurt(wereld.moeders, n), _om_de_beurt(wereld.namen, n + 11),
                ]
            )
        )  # fmt: skip
    return "\r\n".join(rijen) + "\r\n"


def _om_de_beurt(namen: list[str], n: int) -> str:
    return namen[n % len(namen)]


# Opleiding of the learners whose story dev/wereld/zaken.py tells, in the order of their
# first names.
VASTE_GROEP = (
    "40001", "40002", "40000", "40003", "40008", "40000", "40001", "40000", "40002", "40003",
    "40001", "40000", "40002", "40003", "40001", "40006", "40004", "40008", "40007", "40000",
    "40001", "40003", "40002", "40000", "40001", "40000", "40003", "40004", "40002", "40006",
    "40000", "40001", "40008", "40007", "40003", "40002",
)  # fmt: skip
BIJNA_18 = 6  # Emma turns eighteen within three weeks


def _geboren(n: int, kans: random.Random, vandaag: datetime.date) -> datetime.date:
    if n == BIJNA_18:
        dag = vandaag + datetime.timedelta(days=18)
        return dag.replace(year=dag.year - 18, day=min(dag.day, 28))
    jaren = 16 if n == 0 else 19 if n == 2 else kans.choice([16, 16, 17, 17, 18, 19])
    return datetime.date(vandaag.year - jaren, kans.randint(1, 8), kans.randint(1, 28))
