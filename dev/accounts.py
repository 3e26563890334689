"""The twenty accounts of the demo world."""

WACHTWOORD = "demo-trajecten"
SCHOLEN = ("demo", "tweede")
ROLLEN = {
    "begeleider": "Trajectbegeleider",
    "praktijk": "Praktijkleerkracht",
    "leerkracht": "Leerkracht",
    "coordinator": "Coördinator",
    "administratie": "Administratie",
    "beheerder": "Beheerder",
    "mentor": "Mentor",
    "ouder": "Ouder",
    "leerling": "Leerling",
    "externe": "Externe organisator",
}


def email(rol: str, school_code: str) -> str:
    return f"{rol}@{school_code}.example"


def is_demo_account(adres: str) -> bool:
    return adres in {email(rol, code) for code in SCHOLEN for rol in ROLLEN}
